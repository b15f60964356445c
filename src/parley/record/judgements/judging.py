"""Judgements in the store: appended after a check, and laid over what they are on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
import sqlalchemy as sa

from parley.errors import NotInRecord, UsageError
from parley.model import AnyFinding, Document, Judgement
from parley.record.judgements import judge
from parley.record.judgements.kept import Reading
from parley.record.store import rows, schema, second, stale, writes


def append(connection: sa.Connection, made: Judgement) -> Judgement:
    """Checks a judgement, fills its id and old value, writes it and lays it over its target; raises what `Record.judge` says."""
    if not made.by.strip():
        raise UsageError("a judgement needs somebody who makes it")
    kept = _checked(connection, made)
    kept = msgspec.structs.replace(kept, id=judge.judgement_id(kept))
    write(connection, [kept])
    lay_over(connection, _touched(connection, [kept]))
    return kept


def judged_findings(connection: sa.Connection) -> dict[str, list[str]]:
    """Document → ids and bodies of those of its findings that are not as they were read."""
    finding = schema.findings
    found: defaultdict[str, list[str]] = defaultdict(list)
    # In the order of the index that has only these: by id alone the database would walk all findings.
    wanted = sa.select(finding.c.document, finding.c.id, finding.c.body).where(schema.JUDGED).order_by(finding.c.document, finding.c.id)
    for id, *told in connection.execute(wanted):
        found[id] += told
    return found


def _checked(connection: sa.Connection, made: Judgement) -> Judgement:
    match made.action:
        case "accept" | "reject" | "correct":
            finding = current_finding(connection, made.target)
            candidate = None if finding else second.candidate(connection, made.target)
            if candidate is not None and made.action == "reject":
                return made
            if candidate is not None and made.action == "accept":
                added = msgspec.structs.replace(made, action="add", on="document", target=candidate.document, new=rows.encode(candidate))
                return _checked(connection, added)
            if finding is None and made.on in ("finding", ""):
                raise NotInRecord(f"no finding {made.target} in the record")
            made = _on_words(made, finding)
            return _correction(connection, made, finding) if made.action == "correct" and finding else made
        case "note":
            return _on_words(made, current_finding(connection, made.target))
        case "set":
            doc = _document(connection, made.target)
            judge.with_field(doc, made.field or "", made.new)
            return msgspec.structs.replace(made, old=_shown(doc, made.field or ""))
        case "add":
            doc = _document(connection, made.target)
            finding = msgspec.structs.replace(_parsed(made.new), review="added")
            rows.check(doc, finding)
            return msgspec.structs.replace(made, new=rows.encode(finding))
        case "undo":
            if connection.execute(sa.select(schema.judgements.c.id).where(schema.judgements.c.id == made.undoes)).first() is None:
                raise NotInRecord(f"no judgement {made.undoes} in the record")
        case "merge" | "split":
            if not made.new:
                raise UsageError(f"{made.action} needs the other one")
    return made


def _on_words(made: Judgement, finding: AnyFinding | None) -> Judgement:
    """The judgement with the words that it is on, so that it can be told what it was about when a later reading no longer finds them."""
    return msgspec.structs.replace(made, evidence=finding.evidence) if finding is not None and not made.evidence else made


def _parsed(new: str | None) -> AnyFinding:
    try:
        return rows.decode_finding(new or "")
    except msgspec.DecodeError as fault:
        raise UsageError(f"this is no finding: {fault}") from fault


def _correction(connection: sa.Connection, made: Judgement, finding: AnyFinding) -> Judgement:
    changed = judge.corrected(finding, made.field or "", made.new)
    rows.check(_document(connection, finding.document), changed)
    at: object = msgspec.json.decode(msgspec.json.encode(finding))
    for step in (made.field or "").split("."):
        at = at[int(step)] if isinstance(at, list) else at[step]  # type: ignore[index]
    return msgspec.structs.replace(made, old=rows.encode(at))


def _shown(doc: Document, field: str) -> str | None:
    value = getattr(doc, field)
    if field == "published":
        return doc.published.edtf
    return "; ".join(value) if isinstance(value, tuple) else value


def _document(connection: sa.Connection, id: str) -> Document:
    body = connection.execute(sa.select(schema.documents.c.body).where(schema.documents.c.id == id)).scalar_one_or_none()
    if body is None:
        raise NotInRecord(f"no document {id} in the record")
    return rows.decode(Document, body)


def current_finding(connection: sa.Connection, id: str) -> AnyFinding | None:
    """The finding as it stands, its actors those of its document, or None."""
    body = connection.execute(sa.select(schema.findings.c.body).where(schema.findings.c.id == id)).scalar_one_or_none()
    return rows.decode_finding(body) if body is not None else None


def write(connection: sa.Connection, made: Sequence[Judgement]) -> None:
    """Appends judgements as they are; one that is there already stays one."""
    writes.put_new(connection, schema.judgements, [
        {"id": one.id, "at": one.when, "target": writes.written(one.target), "body": rows.encode(one)} for one in made
    ])  # fmt: skip


def standing(connection: sa.Connection) -> tuple[Judgement, ...]:
    """The judgements that stand, in order."""
    return tuple(judge.standing(rows.decode(Judgement, body) for body in connection.execute(sa.select(schema.judgements.c.body)).scalars()))


def targets(connection: sa.Connection) -> list[str]:
    """Everything that any judgement is on."""
    return list(connection.execute(sa.select(schema.judgements.c.target).distinct().order_by(schema.judgements.c.target)).scalars())


def _touched(connection: sa.Connection, made: Iterable[Judgement]) -> list[str]:
    """The targets of the judgements; of an undo, what the undone one was on, however deep."""
    found = set()
    queue = [one.target for one in made]
    while queue:
        id = queue.pop()
        if id not in found:
            found.add(id)
            queue += list(connection.execute(sa.select(schema.judgements.c.target).where(schema.judgements.c.id == id)).scalars())
    return sorted(found)


def reading(connection: sa.Connection, made: Iterable[Judgement]) -> Reading:
    """What the last reading gave of that which the judgements touch, before any judgement: their reports, all findings in these, their actors."""
    made = list(made)
    ids = {id for one in made for id in (one.target, one.new if one.action in ("merge", "split") else None) if id}
    ids |= {rows.decode_finding(one.new).id for one in made if one.action == "add" and one.new}
    places = ids | {span.document for one in made for span in one.evidence}
    doc, finding, same = schema.documents, schema.findings, schema.identities
    body, documents, findings, actors = sa.func.coalesce(finding.c.raw, finding.c.body), {}, {}, set()
    for some in writes.chunks(sorted(places)):
        for id, found in connection.execute(sa.select(doc.c.id, sa.func.coalesce(doc.c.raw, doc.c.body)).where(doc.c.id.in_(some))):
            documents[id] = rows.decode(Document, found)
        within = sa.or_(finding.c.id.in_(some), finding.c.document.in_(some))
        for id, found in connection.execute(sa.select(finding.c.id, body).where(finding.c.added == 0, within)):
            findings[id] = rows.decode_finding(found)
        known = connection.execute(sa.select(same.c.local, same.c.actor).where(sa.or_(same.c.local.in_(some), same.c.actor.in_(some))))
        actors |= {id for pair in known for id in pair}
    return Reading(documents=documents, findings=findings, actors=actors)


def lay_over(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Brings documents and findings among the ids to what the standing judgements on them say; others are left alone."""
    standing = judge.by_target(rows.decode(Judgement, body) for body in _all(connection))
    for id in ids:
        raw = writes.raw_document(connection, id)
        if raw is not None:
            writes.put_raw_document(connection, raw, standing.get(id, []), now="")
            added = connection.execute(sa.select(schema.findings.c.id).where(schema.findings.c.document == id, schema.findings.c.added == 1))
            writes.drop_findings(connection, list(added.scalars()))
            writes.put_added(connection, raw)
            stale.changed(connection, [id])
            stale.note(connection, "report", [id])
        else:
            _lay_over_finding(connection, id, standing.get(id, []))


def _all(connection: sa.Connection) -> Iterable[str]:
    return connection.execute(sa.select(schema.judgements.c.body)).scalars().all()


def _lay_over_finding(connection: sa.Connection, id: str, made: Sequence[Judgement]) -> None:
    table = schema.findings
    wanted = sa.select(sa.func.coalesce(table.c.raw, table.c.body), table.c.added).where(table.c.id == id)
    found = connection.execute(wanted).first()
    if found is not None:
        finding = rows.decode_finding(found[0])
        writes.drop_findings(connection, [id])
        writes.put_findings(connection, [(finding, made)], added=bool(found[1]))
        stale.note(connection, "report", [finding.document])
