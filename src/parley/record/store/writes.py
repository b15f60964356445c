"""What is written: one document with all that came of it at a time, all or nothing."""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from parley.model import AnnotatedDocument, AnyFinding, Document, Judgement, Problem, digest
from parley.record.judgements import judge
from parley.record.store import rows, schema

_BASES = ("given", "metadata", "byline", "dateline", "url", "inferred", "unknown")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
METADATA = ("outlet", "url", "title", "authors", "language", "negotiation", "published", "modified", "original_of", "translated_from")
# Tables whose rows belong to one document, in the order in which they can be written.
OF_DOCUMENT = (schema.readings, schema.local_actors, schema.mentions, schema.times, schema.findings, schema.passages)
OF_FINDING = (schema.finding_actors, schema.finding_issues)
# The part of what is derived from the whole record; no negotiation can have the name.
COMMON = "\t"
# Values in one statement: SQLite before 3.32 takes 999.
PARAMETERS = 960
T = TypeVar("T")
Rows = dict[sa.Table, list[dict[str, object]]]


def put_new(connection: sa.Connection, table: sa.Table, values: Sequence[Mapping[str, object]]) -> None:
    """Writes the rows whose key is not there yet."""
    if values:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(insert(table).on_conflict_do_nothing(), [dict(row) for row in values])


def put(connection: sa.Connection, table: sa.Table, values: Sequence[Mapping[str, object]]) -> None:
    """Writes the rows, which all have the same columns."""
    if values:
        words, columns = _insert(table, connection.dialect, tuple(values[0]))
        if columns and table is schema.passages:
            _put_together(connection, words, [[row[name] for name in columns] for row in values])
            return
        rows_: Sequence[Any] = [tuple(row[name] for name in columns) for row in values] if columns else [dict(row) for row in values]
        connection.exec_driver_sql(words, rows_)


def _put_together(connection: sa.Connection, words: str, values: Sequence[Sequence[object]]) -> None:
    """Writes rows by many to a statement: at the end of each statement the full-text index is written out, whatever it then holds."""
    head, _, places = words.rpartition(" VALUES ")
    for some in chunks(values, PARAMETERS // len(values[0])):
        connection.exec_driver_sql(f"{head} VALUES {', '.join([places] * len(some))}", tuple(itertools.chain.from_iterable(some)))


@functools.lru_cache(maxsize=64)
def _insert(table: sa.Table, dialect: sa.Dialect, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The statement that writes rows of these columns, made once, and the order in which it takes them; no order where it takes them by name."""
    made = sa.insert(table).values(dict.fromkeys(columns)).compile(dialect=dialect)
    return str(made), tuple(getattr(made, "positiontup", None) or ())


def written(text: str | None) -> str | None:
    """Text as both databases take it: PostgreSQL keeps no NUL."""
    return text.replace("\0", " ") if text is not None else None


def put_documents(connection: sa.Connection, batch: Sequence[AnnotatedDocument], *, pipeline: str, now: str) -> None:
    """Writes documents, those that are new and that no judgement can be on together."""
    ids = [one.document.id for one in batch]
    known = set(connection.execute(sa.select(schema.documents.c.id).where(schema.documents.c.id.in_(ids))).scalars())
    if connection.execute(sa.select(schema.judgements.c.id).limit(1)).first() is not None:
        known.update(ids)
    fresh = {one.document.id: one for one in reversed(batch) if one.document.id not in known}
    made: dict[sa.Table, list[dict[str, object]]] = {table: [] for table in (schema.documents, *OF_DOCUMENT, *OF_FINDING)}
    problems: list[Problem] = []
    for one in fresh.values():
        rows.check_document(one)
        made[schema.documents].append({"id": one.document.id, "added": now, **document_row(one.document, one.document)})
        problems += _gather(made, one, one.document, pipeline=pipeline, judged={})
    for table, values in made.items():
        put(connection, table, values)
    put_problems(connection, problems)
    for one in batch:
        if fresh.get(one.document.id) is not one:
            put_document(connection, one, pipeline=pipeline, now=now)


def put_document(connection: sa.Connection, annotated: AnnotatedDocument, *, pipeline: str, now: str) -> None:
    """Writes one document and all that was found in it, in place of what an earlier reading found.

    Metadata of a document that is there already is combined (`combined`); judgements on the document and its findings are laid over.
    """
    rows.check_document(annotated)
    doc = annotated.document
    before = raw_document(connection, doc.id)
    judged = judgements_on(connection, [doc.id, *(finding.id for finding in annotated.findings())])
    merged = as_found(combined(before, uncorrected(doc, before, judged.get(doc.id, []))), doc) if before else doc
    if before is not None:
        drop_reading(connection, doc.id)
    put_raw_document(connection, merged, judged.get(doc.id, []), now=now)
    made: dict[sa.Table, list[dict[str, object]]] = {table: [] for table in (*OF_DOCUMENT, *OF_FINDING)}
    problems = _gather(made, annotated, merged, pipeline=pipeline, judged=judged)
    for table, values in made.items():
        put(connection, table, values)
    put_problems(connection, problems)
    put_added(connection, doc)


def _gather(made: Rows, annotated: AnnotatedDocument, merged: Document, *, pipeline: str, judged: Mapping[str, Sequence[Judgement]]) -> Sequence[Problem]:
    """Adds the rows of all that was found in a document, and gives back the problems."""
    doc = annotated.document
    found, doubles = _told_apart(annotated)
    actors = [rows.encode(actor) for actor in annotated.actors]
    findings = finding_rows((finding, judged.get(finding.id, ())) for finding in found)
    raws = (row["raw"] or row["body"] for row in findings[schema.findings])
    made[schema.readings].append({
        "document": doc.id, "pipeline": pipeline, "published": rows.encode(doc.published), "digest": digest(*map(str, raws), *actors),
        "sentences": msgspec.json.encode(_outermost(annotated)).decode(),
    })  # fmt: skip
    named: dict[str, dict[str, object]] = {
        actor.id: {"id": actor.id, "document": doc.id, "key": written(actor.key), "name": written(actor.name), "body": body}
        for actor, body in zip(annotated.actors, actors, strict=True)
    }
    made[schema.local_actors] += named.values()
    made[schema.mentions] += (
        {"document": doc.id, "n": n, "local": mention.actor, "body": rows.encode(mention)} for n, mention in enumerate(annotated.mentions)
    )
    made[schema.times] += (
        {"document": doc.id, "n": n, "time_start": time.start, "time_end": time.end, "body": rows.encode(time)} for n, time in enumerate(annotated.times)
    )
    made[schema.passages] += passage_rows(merged)
    for table, values in findings.items():
        made[table] += values
    return (*annotated.problems, *doubles)


def _told_apart(annotated: AnnotatedDocument) -> tuple[list[AnyFinding], list[Problem]]:
    kept: dict[str, AnyFinding] = {}
    problems = []
    for finding in annotated.findings():
        other = kept.get(finding.id)
        if other is not None and other != finding:
            problems.append(Problem(
                stage="record", code="same_finding_twice", message=f"two findings of kind {rows.head(finding)} have one anchor; one was kept",
                advice="This is a fault of parley: please report it with the sentence.", document=finding.document, span=rows.anchor(finding),
            ))  # fmt: skip
        kept[finding.id] = finding if other is None else min(other, finding, key=rows.encode)
    return list(kept.values()), problems


def _outermost(annotated: AnnotatedDocument) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted({(sent.start, sent.end) for sent in annotated.sentences}, key=lambda reach: (reach[0], -reach[1])):
        if not found or end > found[-1][1]:
            found.append((start, end))
    return found


def passage_rows(doc: Document) -> list[dict[str, object]]:
    """The paragraphs of a document for full text."""
    return [
        {"kind": "document", "id": doc.id, "document": doc.id, "start": match.start(), "end": match.end(), "text": written(match.group())}
        for match in _PARAGRAPH.finditer(doc.text)
    ]


def finding_rows(judged: Iterable[tuple[AnyFinding, Sequence[Judgement]]], *, added: bool = False) -> Rows:
    """The rows of findings as read, with their judgements laid over, and of what they are found by."""
    made: Rows = {table: [] for table in (schema.findings, schema.finding_actors, schema.finding_issues, schema.passages)}
    for raw, judgements in judged:
        finding = judge.judged_finding(raw, judgements)
        made[schema.findings].append(rows.finding_row(finding, raw=rows.encode(raw) if finding != raw else None, added=added))
        made[schema.finding_actors] += ({"finding": finding.id, "role": role, "local": who} for role, who in sorted(set(rows.actors_of(finding))))
        made[schema.finding_issues] += ({"finding": finding.id, "issue": issue} for issue in sorted(rows.issues_of(finding)))
        made[schema.passages].append(_evidence(finding))
    return made


def put_findings(connection: sa.Connection, judged: Iterable[tuple[AnyFinding, Sequence[Judgement]]], *, added: bool = False) -> None:
    """Writes findings as read, with their judgements laid over, and what they are found by."""
    for table, values in finding_rows(judged, added=added).items():
        put(connection, table, values)


def _evidence(finding: AnyFinding) -> dict[str, object]:
    at = rows.anchor(finding)
    words = " … ".join(span.text for span in sorted(set(finding.evidence)))
    return {"kind": rows.head(finding), "id": finding.id, "document": finding.document, "start": at.start, "end": at.end, "text": written(words)}


def put_problems(connection: sa.Connection, problems: Iterable[Problem]) -> None:
    """Writes problems; the same fault at the same place is one row."""
    found = {problem.id: problem for problem in problems}
    put_new(connection, schema.problems, [
        {"id": id, "document": problem.document, "stage": problem.stage, "code": problem.code, "body": rows.encode(problem)}
        for id, problem in found.items()
    ])  # fmt: skip


def put_added(connection: sa.Connection, doc: Document) -> None:
    """Writes the findings that analysts added to the document and that stand."""
    made = judgements_on(connection, [doc.id])
    for judgement in made.get(doc.id, []):
        if judgement.action == "add" and judgement.new:
            finding = rows.decode_finding(judgement.new)
            rows.check(doc, finding)
            there = connection.execute(sa.select(schema.findings.c.id).where(schema.findings.c.id == finding.id)).first()
            if there is None:
                put_findings(connection, [(finding, judgements_on(connection, [finding.id]).get(finding.id, []))], added=True)


def drop_findings(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Takes findings out, with what they were found by."""
    table = schema.passages
    for some in chunks(ids):
        # Passages are found by their document.
        of = sa.select(schema.findings.c.document).where(schema.findings.c.id.in_(some))
        connection.execute(sa.delete(table).where(table.c.document.in_(of), table.c.id.in_(some), table.c.kind != "document"))
        connection.execute(sa.delete(schema.findings).where(schema.findings.c.id.in_(some)))


def drop_reading(connection: sa.Connection, document: str) -> None:
    """Takes out all that was found in a document, its problems too; the document itself stays."""
    for table in reversed(OF_DOCUMENT):
        connection.execute(sa.delete(table).where(table.c.document == document))
    connection.execute(sa.delete(schema.problems).where(schema.problems.c.document == document, schema.problems.c.stage != "read"))


def raw_document(connection: sa.Connection, id: str) -> Document | None:
    """The document as read, before any correction, or None."""
    table = schema.documents
    body = connection.execute(sa.select(sa.func.coalesce(table.c.raw, table.c.body)).where(table.c.id == id)).scalar_one_or_none()
    return rows.decode(Document, body) if body is not None else None


def put_raw_document(connection: sa.Connection, raw: Document, made: Sequence[Judgement], *, now: str) -> None:
    """Writes the document as read with its corrections laid over; when it was first added stays."""
    values = document_row(judge.judged_document(raw, made), raw)
    table = schema.documents
    if not connection.execute(sa.update(table).where(table.c.id == raw.id).values(values)).rowcount:
        connection.execute(sa.insert(table).values(id=raw.id, added=now, **values))


def document_row(doc: Document, raw: Document) -> dict[str, object]:
    """The row of a document, with corrections, and as it was read; without its id and when it was added."""
    body = rows.encode(doc)
    return {
        "item": written(doc.item), "outlet": written(doc.outlet), "negotiation": written(doc.negotiation), "published": doc.published.start,
        "published_end": doc.published.end, "dated": rows.encode(doc.published), "body": body, "digest": digest(body),
        "raw": rows.encode(raw) if doc is not raw and doc != raw else None,
    }  # fmt: skip


def uncorrected(doc: Document, raw: Document, made: Sequence[Judgement]) -> Document:
    """A document that was read again with its corrections in place, with what stood before them."""
    now = judge.judged_document(raw, made)
    fields = {one.field for one in made if one.action == "set" and one.field in judge.CORRECTABLE}
    back = {field: getattr(raw, field) for field in sorted(field for field in fields if field) if getattr(doc, field) == getattr(now, field)}
    return msgspec.structs.replace(doc, **back)


def as_found(doc: Document, reading: Document) -> Document:
    """The document with what a reading finds in its text (blocks, credits, dateline) as that reading found it."""
    return msgspec.structs.replace(doc, blocks=reading.blocks, credits=reading.credits, dateline=reading.dateline)


def combined(one: Document, other: Document) -> Document:
    """Two readings' metadata of one document as one, whichever came first: known before unknown, the better basis for its date, then the smaller."""
    changed: dict[str, object] = {}
    for field in METADATA:
        here, there = getattr(one, field), getattr(other, field)
        if here != there:
            changed[field] = min(here, there, key=lambda value: (*_goodness(value), rows.encode(value)))
    return msgspec.structs.replace(one, **changed)


def _goodness(value: object) -> tuple[int, ...]:
    basis = getattr(value, "basis", None)
    return (_BASES.index(basis) if basis else 0, 0 if value else 1)


def derived_row(kind: str, id: str, body: str, *, part: str = COMMON, place: str = "") -> dict[str, object]:
    """The row of something derived; `place`: where it comes among those of its kind, those of one place by id."""
    return {"kind": kind, "id": id, "part": part, "place": place, "body": body}


def of_negotiation(part: "sa.Column[str]", negotiation: str) -> "sa.ColumnElement[bool]":
    """Which parts are of a negotiation, "" for reports of none: those whose name is its label, a line break, and more."""
    return sa.and_(part >= f"{negotiation}\n", part < f"{negotiation}\v")


def reports_of(negotiation: str) -> "sa.ColumnElement[bool]":
    """Which documents are of a negotiation, "" for those of none."""
    label = schema.documents.c.negotiation
    return label == negotiation if negotiation else sa.or_(label.is_(None), label == "")


def judgements_on(connection: sa.Connection, targets: Sequence[str]) -> dict[str, list[Judgement]]:
    """The standing judgements on the targets; what takes them back, and takes that back, is followed."""
    table = schema.judgements
    found: dict[str, Judgement] = {}
    queue = list(targets)
    while queue:
        made = []
        for some in chunks(queue):
            made += [rows.decode(Judgement, body) for body in connection.execute(sa.select(table.c.body).where(table.c.target.in_(some))).scalars()]
        queue = [one.id for one in made if one.id not in found]
        found |= {one.id: one for one in made}
    return judge.by_target(found.values())


def redated(connection: sa.Connection, document: str | None = None) -> list[str]:
    """Ids of the documents (or of this one) whose date is not the one that their times were counted from when they were read."""
    table, doc = schema.readings, schema.documents
    wanted = sa.select(doc.c.id).join(table, table.c.document == doc.c.id).where(table.c.published != doc.c.dated)
    return list(connection.execute(wanted.where(doc.c.id == document) if document is not None else wanted).scalars())


def chunks(ids: Sequence[T], size: int = 400) -> Iterator[Sequence[T]]:
    """The ids in runs that fit into one statement."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def state(connection: sa.Connection, key: str) -> str | None:
    """What the record keeps under a key of its state."""
    return connection.execute(sa.select(schema.state.c.value).where(schema.state.c.key == key)).scalar_one_or_none()


def put_state(connection: sa.Connection, key: str, value: str | None) -> None:
    """Keeps a value under a key of the record's state, in place of what was there; None: keeps nothing."""
    connection.execute(sa.delete(schema.state).where(schema.state.c.key == key))
    if value is not None:
        connection.execute(sa.insert(schema.state).values(key=key, value=value))


def count_on(connection: sa.Connection, key: str) -> None:
    """Raises a number of the record's state by one."""
    put_state(connection, key, str(int(state(connection, key) or "0") + 1))


def touch(connection: sa.Connection) -> None:
    """Marks the derived tables as stale."""
    count_on(connection, "generation")
