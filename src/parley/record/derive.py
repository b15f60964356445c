"""The derived tables: whether they belong to what is in the record, and how they are brought up to it.

First what is of the whole record (`who`, `repeats`), then every part whose digest has changed (`parts`), each computed from itself alone. Nothing is
locked while anything is computed: what somebody wrote in the meantime is taken in by another round, and of two who compute at once one begins again.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import sqlalchemy as sa

from parley.record import parts, repeats
from parley.record.across.reduce import VERSION
from parley.record.parts import Done, Due, Part, computed
from parley.record.store import writes
from parley.record.store.database import Database
from parley.record.who import naming

if TYPE_CHECKING:
    from parley.record.repeats.noted import Changes as Repeated

Run = Callable[[Callable[[Part], Done], Iterable[Part]], Iterator[Done]]
"""What computes parts, in any order: an engine may do several at a time."""
ROUNDS = 3
"""After so many rounds in which somebody else wrote, all is done under the lock."""
COMPLETE = "complete"
"""Key of the state that is there when all parts were computed the last time that any was: somebody may have been stopped in between."""
COMMON = "common"
"""Key of the state under which it is counted how often what is of the whole record was written."""


def is_fresh(database: Database) -> bool:
    """Whether the derived tables were computed from what is in the record now, by this version of the reduce."""
    with database.read() as connection:
        return writes.state(connection, "derived") == _stamp(connection)


def refresh(database: Database, run: Run = map) -> None:
    """Brings the derived tables up to what is in the record."""
    with database.write() as connection:
        naming.begin(connection)
    for _ in range(ROUNDS):
        with database.read() as connection:
            stamp, brought = _stamp(connection), writes.state(connection, COMMON)
            changes = _changes(connection)
        with database.write() as connection:
            if _stamp(connection) != stamp or writes.state(connection, COMMON) != brought:
                continue
            stale = _common_written(connection, changes)
        for done in run(computed, _loaded(database, stale)):
            with database.write() as connection:
                parts.write(connection, done)
        with database.write() as connection:
            writes.put_state(connection, COMPLETE, stamp)
            if _stamp(connection) == stamp:
                writes.put_state(connection, "derived", stamp)
                return
    with database.write() as connection:
        for due in _common_written(connection, _changes(connection)):
            parts.write(connection, computed(parts.load(connection, due)))
        writes.put_state(connection, COMPLETE, _stamp(connection))
        writes.put_state(connection, "derived", _stamp(connection))


def _changes(connection: sa.Connection) -> tuple[naming.Changes, "Repeated"]:
    """What is to be changed of what is of the whole record."""
    return naming.changes(connection), repeats.changes(connection)


def _common_written(connection: sa.Connection, changes: tuple[naming.Changes, "Repeated"]) -> list[Due]:
    """Writes what is of the whole record, and gives the parts that are to be computed."""
    named, repeated = changes
    naming.write(connection, named)
    repeats.write(connection, repeated)
    writes.count_on(connection, COMMON)
    return _stale(connection)


def forgotten(connection: sa.Connection, negotiation: str | None) -> None:
    """After a document of the negotiation was taken out: what its parts said is taken out too, and computed anew when somebody asks."""
    parts.drop(connection, [name for name in parts.kept(connection) if parts.negotiation_of(name) == (negotiation or "")])
    writes.put_state(connection, "derived", None)


def _loaded(database: Database, stale: Iterable[Due]) -> Iterator[Part]:
    for due in stale:
        with database.read() as connection:
            yield parts.load(connection, due)


def _stale(connection: sa.Connection) -> list[Due]:
    """The parts to be computed; those that there are no more are taken out, and it is noted that not all are computed."""
    due, gone = parts.due(connection, complete=writes.state(connection, COMPLETE) is not None)
    parts.drop(connection, gone)
    writes.put_state(connection, COMPLETE, None)
    return due


def _stamp(connection: sa.Connection) -> str:
    return f"{writes.state(connection, 'generation') or ''}/{VERSION}"
