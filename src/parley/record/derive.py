"""The derived tables: whether they belong to what is in the record, and how they are brought up to it.

First what is of the whole record (`naming`, `repeats`), then every part whose digest has changed (`parts`), each computed from itself alone. Nothing is
locked while anything is computed: what somebody wrote in the meantime is taken in by another round, and of two who compute at once one begins again.
"""

from collections.abc import Callable, Iterable, Iterator

import sqlalchemy as sa

from parley.record import naming, parts, repeats, schema
from parley.record.database import Database
from parley.record.parts import Done, Part, computed
from parley.record.reduce import VERSION

Run = Callable[[Callable[[Part], Done], Iterable[Part]], Iterator[Done]]
"""What computes parts, in any order: an engine may do several at a time."""
ROUNDS = 3
"""After so many rounds in which somebody else wrote, all is done under the lock."""


def is_fresh(database: Database) -> bool:
    """Whether the derived tables were computed from what is in the record now, by this version of the reduce."""
    with database.read() as connection:
        return _state(connection, "derived") == _stamp(connection)


def refresh(database: Database, run: Run = map) -> None:
    """Brings the derived tables up to what is in the record."""
    for _ in range(ROUNDS):
        with database.read() as connection:
            stamp, brought = _stamp(connection), _state(connection, "common")
            named, repeated = naming.changes(connection), repeats.changes(connection)
        with database.write() as connection:
            if _stamp(connection) != stamp or _state(connection, "common") != brought:
                continue
            naming.write(connection, named)
            repeats.write(connection, repeated)
            _put_state(connection, "common", str(int(brought or "0") + 1))
            stale = _stale(connection)
        for done in run(computed, _loaded(database, stale)):
            with database.write() as connection:
                parts.write(connection, done)
        with database.write() as connection:
            if _stamp(connection) == stamp:
                _put_state(connection, "derived", stamp)
                return
    with database.write() as connection:
        naming.write(connection, naming.changes(connection))
        repeats.write(connection, repeats.changes(connection))
        _put_state(connection, "common", str(int(_state(connection, "common") or "0") + 1))
        for name, told in _stale(connection):
            parts.write(connection, computed(parts.load(connection, name, told)))
        _put_state(connection, "derived", _stamp(connection))


def forgotten(connection: sa.Connection, negotiation: str | None) -> None:
    """After a document of the negotiation was taken out: what its part said is taken out too, and computed anew when somebody asks."""
    parts.drop(connection, [negotiation or ""])
    connection.execute(sa.delete(schema.state).where(schema.state.c.key == "derived"))


def _loaded(database: Database, stale: Iterable[tuple[str, str]]) -> Iterator[Part]:
    for name, told in stale:
        with database.read() as connection:
            yield parts.load(connection, name, told)


def _stale(connection: sa.Connection) -> list[tuple[str, str]]:
    """The parts to be computed, with their digests; those that there are no more are taken out."""
    now, before = parts.digests(connection), parts.kept(connection)
    parts.drop(connection, before.keys() - now.keys())
    return [(name, now[name]) for name in sorted(now) if before.get(name) != now[name]]


def _put_state(connection: sa.Connection, key: str, value: str) -> None:
    connection.execute(sa.delete(schema.state).where(schema.state.c.key == key))
    connection.execute(sa.insert(schema.state).values(key=key, value=value))


def _state(connection: sa.Connection, key: str) -> str:
    return connection.execute(sa.select(schema.state.c.value).where(schema.state.c.key == key)).scalar_one_or_none() or ""


def _stamp(connection: sa.Connection) -> str:
    return f"{_state(connection, 'generation')}/{VERSION}"
