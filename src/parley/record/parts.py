"""The parts of a record: which there are, what each is computed from, and their derived rows.

Of each negotiation (reports of none are one together, "" by name) one part is all of its reports, for what holds on over the years, and one is each of its
stretches, for what is told within days. The digest of a part is of its documents, what was read in them, what analysts decided, and what the whole record
says of them: a part whose digest is unchanged is not looked at.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from parley.model import Actor, AgendaItem, Copy, Document, Position, digest
from parley.record import repeats
from parley.record.across.corpus import Common, Corpus, Derived
from parley.record.across.reduce import VERSION, holding_on, told_together
from parley.record.across.stories import day_from
from parley.record.across.stretches import placed, stretches
from parley.record.judgements import judging
from parley.record.likeness.lexicon import giving_up
from parley.record.store import frame, rows, schema, writes
from parley.record.who import naming

KINDS = {
    "stories": "story", "claims": "claim", "disputes": "dispute", "positions": "position", "blocked": "blocked", "states": "state", "agenda": "agenda",
}  # fmt: skip
_MARK = "\n"
"""Between the negotiation of a stretch and its first day, in the name of the part."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A part to be computed: its name, the digest of what from, and its documents."""

    name: str
    digest: str
    documents: tuple[str, ...]

    @property
    def is_stretch(self) -> bool:
        """Whether it is a stretch of a negotiation, not all of it."""
        return _MARK in self.name


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part, whole: what the reduce takes. `stretch`: whether it is one, for what is told within days."""

    name: str
    digest: str
    stretch: bool
    corpus: Corpus
    common: Common


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What is derived from a part, and the digest of the part that it was derived from."""

    name: str
    digest: str
    derived: Derived


def negotiation_of(name: str) -> str:
    """The negotiation of a part, "" for the reports of none."""
    return name.partition(_MARK)[0]


def due(connection: sa.Connection, *, complete: bool = False) -> tuple[list[Due], set[str]]:
    """The parts that are to be computed, by name, and those that are in the record and are no parts any more; read off indexes.

    complete: whether all parts were computed when any was the last time. Then a negotiation that is as a whole what it was is in its stretches too.
    """
    doc, reading, repeat, named = schema.documents, schema.readings, schema.repeats, schema.namings
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    home = {}
    days: dict[str, int | None] = {}
    for part, id, told, published in connection.execute(sa.select(doc.c.negotiation, doc.c.id, doc.c.digest, doc.c.published)):
        home[id] = part or ""
        found[part or ""][id] = [id, told]
        days[id] = day_from(published)
    for table in (reading, repeat, named):
        for id, told in connection.execute(sa.select(table.c.document, table.c.digest)):
            if id in home:
                found[home[id]][id].append(told)
    for id, judged in judging.judged_findings(connection).items():
        found[home[id]][id] += judged
    settings = (VERSION, *frame.stances(connection), rows.encode(frame.agenda(connection)), rows.encode(frame.proposals(connection)))
    before = kept(connection)
    wholes = {name: _due(name, some, sorted(some), settings) for name, some in found.items()}
    same = {name for name, whole in wholes.items() if complete and before.get(name) == whole.digest}
    parts = [whole for name, whole in wholes.items() if name not in same]
    copied = _copied(connection, home) if parts else {}
    for name in found.keys() - same:
        for ids in _stretches(connection, {id: days[id] for id in found[name]}, copied.get(name, ())):
            begun = min((day for id in ids if (day := days[id]) is not None), default=None)
            first = "" if begun is None else datetime.date.fromordinal(begun).isoformat()
            parts.append(_due(f"{name}{_MARK}{first}", found[name], ids, settings))
    there = {part.name for part in parts}
    gone = {name for name in before if name not in there and negotiation_of(name) not in same}
    return sorted((part for part in parts if before.get(part.name) != part.digest), key=lambda part: part.name), gone


def _due(name: str, told: Mapping[str, Sequence[str]], ids: Sequence[str], settings: Sequence[str]) -> Due:
    return Due(name=name, digest=digest(*settings, *("\t".join(told[id]) for id in ids)), documents=tuple(ids))


def _stretches(connection: sa.Connection, days: Mapping[str, int | None], copied: Sequence[tuple[str, str]]) -> list[list[str]]:
    undated = sorted(id for id, day in days.items() if day is None)
    found = stretches({id: day for id, day in days.items() if day is not None}, copied)
    if not undated:
        return found
    return placed(undated, found, repeats.stems(connection, sorted(days)) if len(found) > 1 else {}, copied)


def _copied(connection: sa.Connection, home: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Negotiation → pairs of its documents of which one is a copy of the other."""
    table = schema.derived
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for id, body in connection.execute(sa.select(table.c.id, table.c.body).where(table.c.kind == "copy").order_by(table.c.id)):
        source = rows.decode(Copy, body).source
        if source is not None and id in home and home[id] == home.get(source):
            found[home[id]].append((id, source))
    return found


def kept(connection: sa.Connection) -> dict[str, str]:
    """Part → digest of what its derived rows were computed from."""
    return dict(connection.execute(sa.select(schema.parts.c.part, schema.parts.c.digest)).all())


def load(connection: sa.Connection, part: Due) -> Part:
    """A part, whole; what was written since the record was last looked at as a whole waits for the next time."""
    doc, finding, local = schema.documents, schema.findings, schema.local_actors
    known = sa.and_(sa.exists().where(schema.repeats.c.document == doc.c.id), sa.exists().where(schema.namings.c.document == doc.c.id))
    hidden = sa.exists().where(schema.withheld.c.finding == finding.c.id)
    wanted = [finding.c.review != "rejected", ~hidden, *(() if part.is_stretch else [_holds_on(connection)])]
    documents: dict[str, Document] = {}
    findings: dict[str, str] = {}
    actors: defaultdict[str, list[Actor]] = defaultdict(list)
    for some in writes.chunks(part.documents):
        here = {id: rows.decode(Document, body) for id, body in connection.execute(sa.select(doc.c.id, doc.c.body).where(doc.c.id.in_(some), known))}
        documents |= here
        of = list(here)
        findings |= dict(connection.execute(sa.select(finding.c.id, finding.c.body).where(finding.c.document.in_(of), *wanted)).all())
        for document, body in connection.execute(sa.select(local.c.document, local.c.body).where(local.c.document.in_(of)).order_by(local.c.id)):
            actors[document].append(rows.decode(Actor, body))
    corpus = Corpus(
        documents={id: documents[id] for id in sorted(documents)}, findings={id: rows.decode_finding(findings[id]) for id in sorted(findings)},
        stances=frame.stances(connection), agenda=frame.agenda(connection), proposals=frame.proposals(connection),
    )  # fmt: skip
    return Part(name=part.name, digest=part.digest, stretch=part.is_stretch, corpus=corpus, common=_common(connection, documents, actors))


def _holds_on(connection: sa.Connection) -> "sa.ColumnElement[bool]":
    """Which findings say something that holds on: of statements those that refuse, and those with a word for giving up (no other says so)."""
    finding = schema.findings
    # SQLite's LIKE knows no case, and needs no body made small for each word.
    like = finding.c.body.like if connection.dialect.name == "sqlite" else finding.c.body.ilike
    said = sa.and_(finding.c.kind == "statement", sa.or_(finding.c.act == "reject", *(like(f"%{word}%") for word in giving_up())))
    return sa.or_(finding.c.kind.in_(("stance", "condition", "event", "proposal")), said)


def _common(connection: sa.Connection, documents: Collection[str], local: Mapping[str, Sequence[Actor]]) -> Common:
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
    return Done(name=part.name, digest=part.digest, derived=(told_together if part.stretch else holding_on)(part.corpus, part.common))


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
