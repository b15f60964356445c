"""The parts of a record: which there are, what each is computed from, and their derived rows.

    stretched   what is told within days, stretch by stretch of a negotiation
    held        what holds on: what each report says of it by itself, then each part of it

What is to be computed is what is stale (`store.stale`). Each part is loaded when its turn comes and is written as soon as it is computed; nothing is
locked in between.
"""

from collections.abc import Callable
from functools import partial

import sqlalchemy as sa

from parley.model import digest
from parley.record.across.reduce import VERSION
from parley.record.parts import corpora, held, stretched
from parley.record.parts.held import Holding, Reports, Said, Spoken
from parley.record.parts.stretched import Stretch, Told
from parley.record.store import schema, stale, writes

__all__ = ["Done", "Holding", "Part", "Reports", "Stretch", "begin", "computed", "due", "finished", "forgotten", "to_hear", "write"]
Part = Stretch | Reports | Holding
"""What is computed at a time, on whatever engine."""
Done = Told | Spoken | Said
"""What is computed from a part."""
Load = Callable[[sa.Connection], Part]
"""A part whose turn comes later."""
_COMPUTED_BY = "parts"
"""Key of the state under which it stands by which version and codebook parts were computed."""


def begin(connection: sa.Connection) -> None:
    """Takes out all that is derived from parts when another version computed it, or by another codebook: all is stale then."""
    by = digest(VERSION, *corpora.settings(connection))
    if writes.state(connection, _COMPUTED_BY) != by:
        for table in (schema.parts, schema.holds, schema.heard, schema.talks):
            connection.execute(sa.delete(table))
        connection.execute(sa.delete(schema.stale).where(schema.stale.c.kind.in_(("report", "negotiation", "part"))))
        connection.execute(sa.delete(schema.derived).where(schema.derived.c.part != writes.COMMON))
        stale.everything(connection, "report")
        writes.put_state(connection, _COMPUTED_BY, by)


def to_hear(connection: sa.Connection) -> list[Load]:
    """The reports to be heard anew, some at a time; before `due`."""
    found = list(stale.all_of(connection, "report").items())
    return [partial(held.load_reports, some=dict(some)) for some in writes.chunks(found, held.REPORTS)]


def due(connection: sa.Connection) -> tuple[list[Load], dict[str, int]]:
    """The parts to be computed, and the negotiations that are done with when they all are. Takes out stretches that there are no more."""
    negotiations = stale.all_of(connection, "negotiation")
    held.turned(connection, negotiations)
    stretches, gone = stretched.due(connection, negotiations)
    stretched.drop(connection, gone)
    found: list[Load] = [partial(stretched.load, part=part) for part in stretches]
    return found + [partial(held.load, some=some) for some in held.due(connection)], negotiations


def finished(connection: sa.Connection, negotiations: dict[str, int]) -> None:
    """Notes that all stretches of these negotiations are computed."""
    stale.done(connection, "negotiation", stale.still(connection, "negotiation", negotiations))


def computed(part: Part) -> Done:
    """What is derived from a part."""
    match part:
        case Stretch():
            return stretched.computed(part)
        case Reports():
            return held.spoken(part)
        case Holding():
            return held.said(part)


def write(connection: sa.Connection, done: Done) -> None:
    """Writes what was derived from a part, in place of what was there."""
    match done:
        case Told():
            stretched.write(connection, done)
        case Spoken():
            held.write_spoken(connection, done)
        case Said():
            held.write_said(connection, done)


def forgotten(connection: sa.Connection, document: str, negotiation: str | None) -> None:
    """After a document of the negotiation was taken out: what its parts said is taken out too, and computed anew when somebody asks."""
    talks = {negotiation or "", held.forget(connection, document) or ""}
    for one in talks:
        stretched.drop(connection, stretched.of(connection, one))
    stale.note(connection, "negotiation", talks)
