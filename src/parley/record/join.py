"""Whole records: taking one into another, and taking a document out for good."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from parley.errors import NotInRecord
from parley.model import Document, Judgement, Problem
from parley.record import repeats
from parley.record.judgements import judging
from parley.record.store import frame, rows, schema, second, stale, writes
from parley.record.who import naming


def merge(source: sa.Connection, target: sa.Connection, *, until: str | None = None) -> None:
    """Copies all documents of one record into another, with judgements and problems; `until` leaves out what was published later or undated.

    For a document that both have: metadata combined, the reading of the later pipeline version kept, the earlier day of adding kept.
    """
    table = schema.documents
    wanted = sa.select(table.c.id, table.c.added).order_by(table.c.id)
    if until is not None:
        wanted = wanted.where(table.c.published_end.is_not(None), sa.func.substr(table.c.published, 1, 10) < until, _ends(until))
    here = dict(target.execute(sa.select(table.c.id, table.c.added)).all())
    taken = list(source.execute(wanted))
    for some in writes.chunks([id for id, _ in taken if id not in here], 100):
        _copy(source, target, some)
    for id, added in taken:
        if id in here:
            _combine(source, target, id, min(added, here[id]))
    second.put_rows(target, second.rows_of(source, [id for id, _ in taken]))
    frame.merge(source, target)
    _judgements(source, target, None if until is None else {id for id, _ in taken})
    if until is None:
        writes.put_new(target, schema.problems, [dict(row) for row in source.execute(sa.select(schema.problems)).mappings()])
    else:
        for some in writes.chunks([id for id, _ in taken]):
            wanted_problems = sa.select(schema.problems).where(schema.problems.c.document.in_(some))
            writes.put_new(target, schema.problems, [dict(row) for row in source.execute(wanted_problems).mappings()])


def _ends(until: str) -> "sa.ColumnElement[bool]":
    # The end is exclusive: a day or month ends on the first day after it; a moment has its own day.
    end = schema.documents.c.published_end
    return sa.or_(end <= until, sa.func.length(schema.documents.c.published) > 10)


def _copy(source: sa.Connection, target: sa.Connection, ids: Sequence[str]) -> None:
    doc = schema.documents
    for row in source.execute(sa.select(doc).where(doc.c.id.in_(ids))).mappings():
        target.execute(sa.insert(doc).values(dict(row)))
    _copy_readings(source, target, ids)
    stale.changed(target, ids)


def _copy_readings(source: sa.Connection, target: sa.Connection, ids: Sequence[str]) -> None:
    for table in writes.OF_DOCUMENT:
        columns = [column for column in table.c if column.name != "rowid"]
        found = source.execute(sa.select(*columns).where(table.c.document.in_(ids)).order_by(*_order(table))).mappings()
        writes.put(target, table, [dict(row) for row in found])
    finding = schema.findings
    for table in writes.OF_FINDING:
        some = sa.select(finding.c.id).where(finding.c.document.in_(ids))
        writes.put(target, table, [dict(row) for row in source.execute(sa.select(table).where(table.c.finding.in_(some))).mappings()])


def _order(table: sa.Table) -> "list[sa.Column[Any]]":
    return [table.c.rowid] if "rowid" in table.c else list(table.primary_key.columns)


def _combine(source: sa.Connection, target: sa.Connection, id: str, added: str) -> None:
    here, there = writes.raw_document(target, id), writes.raw_document(source, id)
    assert here is not None and there is not None, "both have it"
    reading = sa.select(schema.readings.c.pipeline, schema.readings.c.published, schema.readings.c.digest).where(schema.readings.c.document == id)
    later = tuple(source.execute(reading).one()) > tuple(target.execute(reading).one())
    if later:
        writes.drop_reading(target, id)
        _copy_readings(source, target, [id])
    both = writes.as_found(writes.combined(here, there), there if later else here)
    writes.put_raw_document(target, both, writes.judgements_on(target, [id]).get(id, []), now=added)
    target.execute(sa.update(schema.documents).where(schema.documents.c.id == id).values(added=added))
    stale.changed(target, [id])


def _judgements(source: sa.Connection, target: sa.Connection, documents: set[str] | None) -> None:
    table = schema.judgements
    before = set(target.execute(sa.select(table.c.id)).scalars())
    found = [rows.decode(Judgement, body) for body in source.execute(sa.select(table.c.body).order_by(table.c.id)).scalars()]
    if documents is not None:
        found = [made for made in found if {span.document for span in made.evidence} <= documents]
    new = [made for made in found if made.id not in before]
    judging.write(target, new)
    # Both sides: a judgement of either may be on a finding that only came with the other.
    judging.lay_over(target, judging.targets(target))


def forget(connection: sa.Connection, document: str) -> str | None:
    """Takes a document out: its rows, its problems, judgements on it and on its findings; raises `NotInRecord`. Gives back its negotiation."""
    doc = writes.raw_document(connection, document)
    if doc is None:
        raise NotInRecord(f"no document {document} in the record")
    finding, problem = schema.findings, schema.problems
    negotiation: str | None = connection.execute(sa.select(schema.documents.c.negotiation).where(schema.documents.c.id == document)).scalar_one()
    gone = {document, *connection.execute(sa.select(finding.c.id).where(finding.c.document == document)).scalars()}
    _forget_judgements(connection, document, gone)
    naming.forget(connection, document)
    writes.drop_reading(connection, document)
    connection.execute(sa.delete(problem).where(sa.or_(problem.c.document == document, problem.c.id.in_(_about(connection, doc)))))
    connection.execute(sa.delete(schema.state).where(schema.state.c.key.in_([f"fetched:{url}" for url in (doc.item, doc.url) if url])))
    connection.execute(sa.delete(schema.documents).where(schema.documents.c.id == document))
    repeats.forget(connection, document)
    return negotiation


def _about(connection: sa.Connection, doc: Document) -> list[str]:
    found = connection.execute(sa.select(schema.problems.c.id, schema.problems.c.body).where(schema.problems.c.document.is_(None)))
    return [id for id, body in found if rows.decode(Problem, body).source == doc.item]


def _forget_judgements(connection: sa.Connection, document: str, gone: Iterable[str]) -> None:
    table, gone = schema.judgements, set(gone)
    found = {made.id: made for made in (rows.decode(Judgement, body) for body in connection.execute(sa.select(table.c.body)).scalars())}
    grown = True
    while grown:
        out = {id for id, made in found.items() if made.target in gone}
        grown, gone = not out <= gone, gone | out
    for some in writes.chunks(sorted(id for id in found if id in gone)):
        connection.execute(sa.delete(table).where(table.c.id.in_(some)))
    for id, made in found.items():
        kept = tuple(span for span in made.evidence if span.document != document)
        if id not in gone and kept != made.evidence:
            connection.execute(sa.update(table).where(table.c.id == id).values(body=rows.encode(msgspec.structs.replace(made, evidence=kept))))
