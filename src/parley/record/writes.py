"""What is written: one document with all that came of it at a time, all or nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from parley.model import AnnotatedDocument, AnyFinding, Document, Judgement, Problem, digest
from parley.record import judge, rows, schema

_BASES = ("given", "metadata", "byline", "dateline", "url", "inferred", "unknown")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
METADATA = ("outlet", "url", "title", "authors", "language", "negotiation", "published", "modified", "original_of", "translated_from")
# Tables whose rows belong to one document, in the order in which they can be written.
OF_DOCUMENT = (schema.readings, schema.local_actors, schema.mentions, schema.times, schema.findings, schema.passages)
OF_FINDING = (schema.finding_actors, schema.finding_issues)


def put_new(connection: sa.Connection, table: sa.Table, values: Sequence[Mapping[str, object]]) -> None:
    """Writes the rows whose key is not there yet."""
    if values:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(insert(table).on_conflict_do_nothing(), [dict(row) for row in values])


def put(connection: sa.Connection, table: sa.Table, values: Sequence[Mapping[str, object]]) -> None:
    """Writes the rows."""
    if values:
        connection.execute(sa.insert(table), [dict(row) for row in values])


def written(text: str | None) -> str | None:
    """Text as both databases take it: PostgreSQL keeps no NUL."""
    return text.replace("\0", " ") if text is not None else None


def put_document(connection: sa.Connection, annotated: AnnotatedDocument, *, pipeline: str, now: str) -> None:
    """Writes one document and all that was found in it, in place of what an earlier reading found.

    Metadata of a document that is there already is combined (`combined`); judgements on the document and its findings are laid over.
    """
    rows.check_document(annotated)
    doc = annotated.document
    before = raw_document(connection, doc.id)
    made = judgements_on(connection, [doc.id, *(finding.id for finding in annotated.findings())])
    merged = as_found(combined(before, uncorrected(doc, before, made.get(doc.id, []))), doc) if before else doc
    if before is not None:
        drop_reading(connection, doc.id)
    put_raw_document(connection, merged, made.get(doc.id, []), now=now)
    found, doubles = _told_apart(annotated)
    sentences = msgspec.json.encode(_outermost(annotated)).decode()
    put(connection, schema.readings, [{
        "document": doc.id, "pipeline": pipeline, "published": rows.encode(doc.published), "sentences": sentences,
        "digest": digest(*(rows.encode(finding) for finding in found), *(rows.encode(actor) for actor in annotated.actors)),
    }])  # fmt: skip
    _put_marks(connection, annotated)
    put_passages(connection, merged)
    put_findings(connection, ((finding, made.get(finding.id, [])) for finding in found))
    put_problems(connection, (*annotated.problems, *doubles))
    put_added(connection, doc)


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


def _put_marks(connection: sa.Connection, annotated: AnnotatedDocument) -> None:
    doc = annotated.document.id
    put(connection, schema.local_actors, [
        {"id": actor.id, "document": doc, "key": written(actor.key), "name": written(actor.name), "body": rows.encode(actor)}
        for actor in {actor.id: actor for actor in annotated.actors}.values()
    ])  # fmt: skip
    put(connection, schema.mentions, [
        {"document": doc, "n": n, "local": mention.actor, "body": rows.encode(mention)} for n, mention in enumerate(annotated.mentions)
    ])  # fmt: skip
    put(connection, schema.times, [
        {"document": doc, "n": n, "time_start": time.start, "time_end": time.end, "body": rows.encode(time)} for n, time in enumerate(annotated.times)
    ])  # fmt: skip


def put_passages(connection: sa.Connection, doc: Document) -> None:
    """Writes the paragraphs of a document for full text."""
    put(connection, schema.passages, [
        {"kind": "document", "id": doc.id, "document": doc.id, "start": match.start(), "end": match.end(), "text": written(match.group())}
        for match in _PARAGRAPH.finditer(doc.text)
    ])  # fmt: skip


def put_findings(connection: sa.Connection, judged: Iterable[tuple[AnyFinding, Sequence[Judgement]]], *, added: bool = False) -> None:
    """Writes findings as read, with their judgements laid over, and what they are found by."""
    heads, actors, issues, passages = [], [], [], []
    for raw, made in judged:
        finding = judge.judged_finding(raw, made)
        heads.append(rows.finding_row(finding, raw=rows.encode(raw) if finding != raw else None, added=added))
        actors += [{"finding": finding.id, "role": role, "local": who} for role, who in sorted(set(rows.actors_of(finding)))]
        issues += [{"finding": finding.id, "issue": issue} for issue in sorted(rows.issues_of(finding))]
        passages.append(_evidence(finding))
    put(connection, schema.findings, heads)
    put(connection, schema.finding_actors, actors)
    put(connection, schema.finding_issues, issues)
    put(connection, schema.passages, passages)


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
    for some in chunks(ids):
        connection.execute(sa.delete(schema.passages).where(schema.passages.c.id.in_(some), schema.passages.c.kind != "document"))
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
    doc = judge.judged_document(raw, made)
    values = {
        "item": written(doc.item), "outlet": written(doc.outlet), "negotiation": written(doc.negotiation), "published": doc.published.start,
        "published_end": doc.published.end, "dated": rows.encode(doc.published), "body": rows.encode(doc),
        "raw": rows.encode(raw) if doc != raw else None,
    }  # fmt: skip
    table = schema.documents
    if not connection.execute(sa.update(table).where(table.c.id == raw.id).values(values)).rowcount:
        connection.execute(sa.insert(table).values(id=raw.id, added=now, **values))


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


def chunks(ids: Sequence[str], size: int = 400) -> Iterator[Sequence[str]]:
    """The ids in runs that fit into one statement."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def touch(connection: sa.Connection) -> None:
    """Marks the derived tables as stale."""
    table = schema.state
    now = connection.execute(sa.select(table.c.value).where(table.c.key == "generation")).scalar_one_or_none()
    if now is None:
        connection.execute(sa.insert(table).values(key="generation", value="1"))
    else:
        connection.execute(sa.update(table).where(table.c.key == "generation").values(value=str(int(now) + 1)))
