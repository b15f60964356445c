"""The derived tables: whether they belong to what is in the record, and how they are brought up to it.

First what is of the whole record (`who`, `repeats`), then what each report says that holds on, then every part that is stale (`parts`), each computed from
itself alone. Nothing is locked while anything is computed: what somebody wrote in the meantime is taken in by another round, and of two who compute at
once one begins again.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import sqlalchemy as sa

from parley.record import parts, repeats
from parley.record.across.reduce import VERSION
from parley.record.parts import Done, Load, Part, computed
from parley.record.store import writes
from parley.record.store.database import Database
from parley.record.who import naming

if TYPE_CHECKING:
    from parley.record.repeats.noted import Changes as Repeated

Run = Callable[[Callable[[Part], Done], Iterable[Part]], Iterator[Done]]
"""What computes parts, in any order: an engine may do several at a time."""
ROUNDS = 3
"""After so many rounds in which somebody else wrote, all is done under the lock."""
TOGETHER = 2000
"""Documents that are new to what is of the whole record, and are taken into it at a time: so many are held in memory."""
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
        parts.begin(connection)
    for _ in range(ROUNDS):
        stamp = _common_brought(database)
        if stamp is None:
            continue
        with database.read() as connection:
            waiting = parts.to_hear(connection)
        _computed(database, run, waiting)
        with database.write() as connection:
            waiting, negotiations = parts.due(connection)
        _computed(database, run, waiting)
        with database.write() as connection:
            parts.finished(connection, negotiations)
            if _stamp(connection) == stamp:
                writes.put_state(connection, "derived", stamp)
                return
    with database.write() as connection:
        while _common_written(connection, _changes(connection)):
            pass
        for load in parts.to_hear(connection):
            parts.write(connection, computed(load(connection)))
        waiting, negotiations = parts.due(connection)
        for load in waiting:
            parts.write(connection, computed(load(connection)))
        parts.finished(connection, negotiations)
        writes.put_state(connection, "derived", _stamp(connection))


def _common_brought(database: Database) -> str | None:
    """Brings what is of the whole record up to what is in it, and gives the stamp of that; None when somebody else wrote in between."""
    more = True
    while more:
        stamp, more = _some_brought(database)
    return stamp


def _some_brought(database: Database) -> tuple[str | None, bool]:
    """The same with so many new documents at most, and whether there are more; nothing of them is held when the next are looked at."""
    with database.read() as connection:
        stamp, brought = _stamp(connection), writes.state(connection, COMMON)
        changes = _changes(connection)
    with database.write() as connection:
        if _stamp(connection) != stamp or writes.state(connection, COMMON) != brought:
            return None, False
        return stamp, _common_written(connection, changes)


def _computed(database: Database, run: Run, waiting: Iterable[Load]) -> None:
    """Computes parts and writes what each says."""
    for done in run(computed, _loaded(database, waiting)):
        with database.write() as connection:
            parts.write(connection, done)


def _loaded(database: Database, waiting: Iterable[Load]) -> Iterator[Part]:
    for load in waiting:
        # Nobody reads on while parts are computed and written: the log of a file is only begun anew when there is no reader.
        with database.read() as connection:
            part = load(connection)
        yield part


def _changes(connection: sa.Connection) -> tuple[naming.Changes, "Repeated"]:
    """What is to be changed of what is of the whole record."""
    return naming.changes(connection, TOGETHER), repeats.changes(connection, TOGETHER)


def _common_written(connection: sa.Connection, changes: tuple[naming.Changes, "Repeated"]) -> bool:
    """Writes what is of the whole record, and says whether there is more to be changed."""
    named, repeated = changes
    naming.write(connection, named)
    repeats.write(connection, repeated)
    writes.count_on(connection, COMMON)
    return named.more or repeated.more


def forgotten(connection: sa.Connection, document: str, negotiation: str | None) -> None:
    """After a document of the negotiation was taken out: what its parts said is taken out too, and computed anew when somebody asks."""
    parts.forgotten(connection, document, negotiation)
    writes.put_state(connection, "derived", None)


def _stamp(connection: sa.Connection) -> str:
    return f"{writes.state(connection, 'generation') or ''}/{VERSION}"
