"""The parts of a record: which there are, what each is computed from, and their derived rows.

A part is the reports of one negotiation; those of none are a part together ("" by name). Its digest is of its documents, what was read in them, what
analysts decided, and what the whole record says of them: a part whose digest is unchanged is not looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from parley.model import Actor, AgendaItem, Copy, Document, Position, digest
from parley.record.across.corpus import Common, Corpus, Derived
from parley.record.across.reduce import VERSION, reduce
from parley.record.judgements import judging
from parley.record.store import frame, rows, schema, writes
from parley.record.who import naming

KINDS = {
    "stories": "story", "claims": "claim", "disputes": "dispute", "positions": "position", "blocked": "blocked", "states": "state", "agenda": "agenda",
}  # fmt: skip


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part, whole: what `reduce` takes."""

    name: str
    digest: str
    corpus: Corpus
    common: Common


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What is derived from a part, and the digest of the part that it was derived from."""

    name: str
    digest: str
    derived: Derived


def digests(connection: sa.Connection) -> dict[str, str]:
    """Part → digest of what its derived rows are to be computed from; read off indexes."""
    doc, reading, repeat, named = schema.documents, schema.readings, schema.repeats, schema.namings
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    home = {}
    for part, id, told in connection.execute(sa.select(doc.c.negotiation, doc.c.id, doc.c.digest)):
        home[id] = part or ""
        found[part or ""][id] = [id, told]
    for table in (reading, repeat, named):
        for id, told in connection.execute(sa.select(table.c.document, table.c.digest)):
            if id in home:
                found[home[id]][id].append(told)
    for id, judged in judging.judged_findings(connection).items():
        found[home[id]][id] += judged
    kept = (*frame.stances(connection), rows.encode(frame.agenda(connection)), rows.encode(frame.proposals(connection)))
    return {part: digest(VERSION, *kept, *("\t".join(some[id]) for id in sorted(some))) for part, some in found.items()}


def kept(connection: sa.Connection) -> dict[str, str]:
    """Part → digest of what its derived rows were computed from."""
    return dict(connection.execute(sa.select(schema.parts.c.part, schema.parts.c.digest)).all())


def load(connection: sa.Connection, name: str, told: str) -> Part:
    """A part, whole; what was written since the record was last looked at as a whole waits for the next time."""
    doc, finding, local = schema.documents, schema.findings, schema.local_actors
    here = doc.c.negotiation == name if name else sa.func.coalesce(doc.c.negotiation, "") == ""
    here = sa.and_(here, sa.exists().where(schema.repeats.c.document == doc.c.id), sa.exists().where(schema.namings.c.document == doc.c.id))
    documents = {id: rows.decode(Document, body) for id, body in connection.execute(sa.select(doc.c.id, doc.c.body).where(here).order_by(doc.c.id))}
    hidden = sa.exists().where(schema.withheld.c.finding == finding.c.id)
    wanted = sa.select(finding.c.id, finding.c.body).join(doc, doc.c.id == finding.c.document).where(here, finding.c.review != "rejected", ~hidden)
    findings = {id: rows.decode_finding(body) for id, body in connection.execute(wanted.order_by(finding.c.id))}
    actors: defaultdict[str, list[Actor]] = defaultdict(list)
    for document, body in connection.execute(
        sa.select(local.c.document, local.c.body).join(doc, doc.c.id == local.c.document).where(here).order_by(local.c.id)
    ):
        actors[document].append(rows.decode(Actor, body))
    corpus = Corpus(
        documents=documents, findings=findings, stances=frame.stances(connection), agenda=frame.agenda(connection), proposals=frame.proposals(connection),
    )  # fmt: skip
    return Part(name=name, digest=told, corpus=corpus, common=_common(connection, documents, actors))


def _common(connection: sa.Connection, documents: Iterable[str], local: Mapping[str, Sequence[Actor]]) -> Common:
    identities, actors = naming.known_in(connection, local)
    table, repeat = schema.derived, schema.repeats
    told: dict[str, list[tuple[str, str]]] = {"copy": [], "boilerplate": []}
    origins: dict[str, str] = {}
    for some in writes.chunks(sorted(documents)):
        for kind, id, body in connection.execute(sa.select(table.c.kind, table.c.id, table.c.body).where(table.c.kind.in_(sorted(told)), table.c.id.in_(some))):
            told[kind].append((id, body))
        origins |= dict(connection.execute(sa.select(repeat.c.document, repeat.c.origin).where(repeat.c.document.in_(some))).all())
    copies = sorted((rows.decode(Copy, body) for _, body in told["copy"]), key=lambda copy: (copy.group, copy.document))
    runs = {id: msgspec.json.decode(body, type=list[tuple[int, int]]) for id, body in told["boilerplate"]}
    return Common(identities=identities, actors=actors, boilerplate=runs, copies=tuple(copies), origins=origins)


def computed(part: Part) -> Done:
    """What is derived from a part."""
    return Done(name=part.name, digest=part.digest, derived=reduce(part.corpus, part.common))


def write(connection: sa.Connection, done: Done) -> None:
    """Writes what was derived from a part, in place of what was there."""
    drop(connection, [done.name])
    for field, kind in KINDS.items():
        writes.put(connection, schema.derived, [
            writes.derived_row(kind, value.id, rows.encode(value), part=done.name, place=_place(value)) for value in getattr(done.derived, field)
        ])  # fmt: skip
    connection.execute(sa.insert(schema.parts).values(part=done.name, digest=done.digest))


def drop(connection: sa.Connection, names: Iterable[str]) -> None:
    """Takes out what was derived from the parts."""
    for some in writes.chunks(sorted(names)):
        connection.execute(sa.delete(schema.derived).where(schema.derived.c.part.in_(some)))
        connection.execute(sa.delete(schema.parts).where(schema.parts.c.part.in_(some)))


def _place(value: msgspec.Struct) -> str:
    """Where a derived value comes among those of its kind, as text that sorts so: positions by holder and issue, an agenda by time, others by id."""
    match value:
        case Position():
            return "\t".join((value.holder.name, value.issue, value.term or "", value.negotiation or ""))
        case AgendaItem():
            return value.time.start if value.time and value.time.start else "~"
    return ""
