"""A second reader's answers and candidates in the store: beside the findings, never among them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import sqlalchemy as sa

from parley.errors import NotInRecord
from parley.model import Actor, AnnotatedDocument, Answer, AnyFinding, Judgement, Mention, Time
from parley.record.judgements import judge
from parley.record.store import rows, schema, writes

T = TypeVar("T")
TABLES = (schema.answers, schema.candidates)


def material(connection: sa.Connection, id: str) -> AnnotatedDocument:
    """The document as corrected, with mentions, actors and times of its own reading; raises `NotInRecord`."""
    raw = writes.raw_document(connection, id)
    if raw is None:
        raise NotInRecord(f"no document {id} in the record")
    doc = judge.judged_document(raw, writes.judgements_on(connection, [id]).get(id, []))
    return AnnotatedDocument(
        document=doc, mentions=_all(connection, schema.mentions, Mention, id), times=_all(connection, schema.times, Time, id),
        actors=_all(connection, schema.local_actors, Actor, id),
    )  # fmt: skip


def _all(connection: sa.Connection, table: sa.Table, kind: type[T], document: str) -> tuple[T, ...]:
    found = connection.execute(sa.select(table.c.body).where(table.c.document == document).order_by(*table.primary_key.columns)).scalars()
    return tuple(rows.decode(kind, body) for body in found)


def answered(connection: sa.Connection, key: str) -> str | None:
    """The answer that was given to the same question before, about whichever document, or None."""
    table = schema.answers
    body = connection.execute(sa.select(table.c.body).where(table.c.key == key).limit(1)).scalar_one_or_none()
    return rows.decode(Answer, body).text if body is not None else None


def put(connection: sa.Connection, answer: Answer, found: Sequence[AnyFinding]) -> None:
    """Writes an answer and its candidates in place of what the reader had answered about that passage; every span is checked."""
    table = schema.answers
    doc = writes.raw_document(connection, answer.document)
    if doc is None:
        raise NotInRecord(f"no document {answer.document} in the record")
    for finding in found:
        rows.check(doc, finding)
    here = sa.and_(table.c.document == answer.document, table.c.reader == answer.reader, table.c.start == answer.start)
    before = connection.execute(sa.select(table.c.body).where(here)).scalar_one_or_none()
    if before is not None:
        for some in writes.chunks(rows.decode(Answer, before).found):
            connection.execute(sa.delete(schema.candidates).where(schema.candidates.c.id.in_(some)))
        connection.execute(sa.delete(table).where(here))
    writes.put(connection, table, [
        {"document": answer.document, "reader": answer.reader, "start": answer.start, "key": answer.key, "body": writes.written(rows.encode(answer))}
    ])  # fmt: skip
    writes.put_new(connection, schema.candidates, [
        {"id": finding.id, "document": finding.document, "reader": answer.reader, "body": rows.encode(finding)} for finding in found
    ])  # fmt: skip


def drop_others(connection: sa.Connection, document: str, reader: str, starts: Iterable[int]) -> None:
    """Takes out what a reader answered about passages that the document no longer has."""
    table, kept = schema.answers, set(starts)
    for body in connection.execute(sa.select(table.c.body).where(table.c.document == document, table.c.reader == reader)).scalars().all():
        answer = rows.decode(Answer, body)
        if answer.start not in kept:
            connection.execute(sa.delete(schema.candidates).where(schema.candidates.c.id.in_(answer.found)))
            connection.execute(sa.delete(table).where(table.c.document == document, table.c.reader == reader, table.c.start == answer.start))


def candidate(connection: sa.Connection, id: str) -> AnyFinding | None:
    """The candidate with that id, or None."""
    table = schema.candidates
    body = connection.execute(sa.select(table.c.body).where(table.c.id == id)).scalar_one_or_none()
    return rows.decode_finding(body) if body is not None else None


def open_candidates(connection: sa.Connection, documents: Sequence[str]) -> list[AnyFinding]:
    """The candidates in the documents that nobody has accepted or rejected, by document and place."""
    table, finding = schema.candidates, schema.findings
    found = [
        rows.decode_finding(body)
        for some in writes.chunks(documents)
        for body in connection.execute(
            sa.select(table.c.body).where(table.c.document.in_(some), table.c.id.not_in(sa.select(finding.c.id)))
        ).scalars()
    ]  # fmt: skip
    standing = writes.judgements_on(connection, [one.id for one in found])
    kept = [one for one in found if not _rejected(standing.get(one.id, []))]
    place = {document: n for n, document in enumerate(documents)}
    return sorted(kept, key=lambda one: (place[one.document], rows.anchor(one), one.id))


def _rejected(made: Sequence[Judgement]) -> bool:
    return any(one.action == "reject" for one in made)


def answers(connection: sa.Connection, documents: Sequence[str]) -> list[Answer]:
    """The answers about the documents, in order."""
    table = schema.answers
    return [
        rows.decode(Answer, body)
        for some in writes.chunks(documents)
        for body in connection.execute(
            sa.select(table.c.body).where(table.c.document.in_(some)).order_by(table.c.document, table.c.reader, table.c.start)
        ).scalars()
    ]  # fmt: skip


def rows_of(connection: sa.Connection, documents: Sequence[str]) -> list[tuple[sa.Table, list[dict[str, object]]]]:
    """All rows of answers and candidates about the documents."""
    return [
        (table, [dict(row) for some in writes.chunks(documents) for row in connection.execute(sa.select(table).where(table.c.document.in_(some))).mappings()])
        for table in TABLES
    ]


def put_rows(connection: sa.Connection, found: Iterable[tuple[sa.Table, list[dict[str, object]]]]) -> None:
    """Writes such rows; what is there already stays."""
    for table, values in found:
        writes.put_new(connection, table, values)
