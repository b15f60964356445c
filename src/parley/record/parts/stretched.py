"""What is told within days: one part is each stretch of a negotiation (reports of none are one together, "" by name).

The digest of a stretch is of its documents, what was read in them, what analysts decided, and what the whole record says of them: a stretch whose digest
is unchanged is not computed. Only negotiations that are stale are cut into stretches anew.
"""

import datetime
from collections.abc import Collection, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from parley.model import Copy, digest
from parley.record import repeats
from parley.record.across.corpus import Derived
from parley.record.across.reduce import VERSION, told_together
from parley.record.across.stories import day_from
from parley.record.across.stretches import placed, stretches
from parley.record.judgements import judging
from parley.record.parts import corpora, derived
from parley.record.parts.corpora import Rows
from parley.record.store import rows, schema, writes


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch to be computed: its name, the digest of what from, and its documents."""

    name: str
    digest: str
    documents: tuple[str, ...]


class Stretch(msgspec.Struct, frozen=True, kw_only=True, tag="stretch"):
    """One stretch, whole."""

    name: str
    digest: str
    rows: Rows


class Told(msgspec.Struct, frozen=True, kw_only=True, tag="told"):
    """What is derived from a stretch, and the digest of the stretch that it was derived from."""

    name: str
    digest: str
    derived: Derived


def due(connection: sa.Connection, negotiations: Collection[str]) -> tuple[list[Due], set[str]]:
    """The stretches of these negotiations that are to be computed, by name, and those that are in the record and are no parts any more."""
    judged = judging.judged_findings(connection)
    settings = (VERSION, *corpora.settings(connection))
    found: list[Due] = []
    gone: set[str] = set()
    for negotiation in sorted(negotiations):
        days, told = _reports(connection, negotiation, judged)
        parts = []
        for ids in _stretches(connection, days):
            begun = min((day for id in ids if (day := days[id]) is not None), default=None)
            first = "" if begun is None else datetime.date.fromordinal(begun).isoformat()
            parts.append(Due(name=f"{negotiation}\n{first}", digest=digest(*settings, *(told[id] for id in ids)), documents=tuple(ids)))
        before = _kept(connection, negotiation)
        gone |= before.keys() - {part.name for part in parts}
        found += (part for part in parts if before.get(part.name) != part.digest)
    return sorted(found, key=lambda part: part.name), gone


def _reports(connection: sa.Connection, negotiation: str, judged: Mapping[str, Sequence[str]]) -> tuple[dict[str, int | None], dict[str, str]]:
    """The reports of a negotiation: the day of each, and all that it is known by; read off indexes."""
    doc, tables = schema.documents, (schema.readings, schema.repeats, schema.namings)
    wanted = sa.select(doc.c.id, doc.c.published, doc.c.digest, *(table.c.digest for table in tables))
    for table in tables:
        wanted = wanted.outerjoin(table, table.c.document == doc.c.id)
    wanted = wanted.where(writes.reports_of(negotiation))
    days: dict[str, int | None] = {}
    told = {}
    for id, published, *known in connection.execute(wanted.order_by(doc.c.id)):
        days[id] = day_from(published)
        told[id] = "\t".join((id, *(one or "" for one in known), *judged.get(id, ())))
    return days, told


def _stretches(connection: sa.Connection, days: Mapping[str, int | None]) -> list[list[str]]:
    copied = _copied(connection, days)
    undated = sorted(id for id, day in days.items() if day is None)
    found = stretches({id: day for id, day in days.items() if day is not None}, copied)
    if not undated:
        return found
    return placed(undated, found, repeats.stems(connection, sorted(days)) if len(found) > 1 else {}, copied)


def _copied(connection: sa.Connection, ids: Collection[str]) -> list[tuple[str, str]]:
    """Pairs of these documents of which one is a copy of the other."""
    table = schema.derived
    found = []
    for some in writes.chunks(sorted(ids)):
        for id, body in connection.execute(sa.select(table.c.id, table.c.body).where(table.c.kind == "copy", table.c.id.in_(some)).order_by(table.c.id)):
            source = rows.decode(Copy, body).source
            if source is not None and source in ids:
                found.append((id, source))
    return found


def _kept(connection: sa.Connection, negotiation: str) -> dict[str, str]:
    """Stretch of the negotiation → digest of what its derived rows were computed from."""
    table = schema.parts
    return dict(connection.execute(sa.select(table.c.part, table.c.digest).where(writes.of_negotiation(table.c.part, negotiation))).all())


def load(connection: sa.Connection, part: Due) -> Stretch:
    """A stretch, whole."""
    return Stretch(name=part.name, digest=part.digest, rows=corpora.load(connection, part.documents))


def computed(part: Stretch) -> Told:
    """What is derived from a stretch."""
    return Told(name=part.name, digest=part.digest, derived=told_together(*corpora.told(part.rows)))


def write(connection: sa.Connection, told: Told) -> None:
    """Writes what was derived from a stretch, in place of what was there."""
    derived.put(connection, {told.name: told.derived})
    connection.execute(sa.delete(schema.parts).where(schema.parts.c.part == told.name))
    connection.execute(sa.insert(schema.parts).values(part=told.name, digest=told.digest))


def drop(connection: sa.Connection, names: Collection[str]) -> None:
    """Takes out stretches with what was derived from them."""
    derived.drop(connection, names)
    for some in writes.chunks(sorted(names)):
        connection.execute(sa.delete(schema.parts).where(schema.parts.c.part.in_(some)))


def of(connection: sa.Connection, negotiation: str) -> list[str]:
    """The names of the stretches of a negotiation that something is derived from."""
    return sorted(_kept(connection, negotiation))
