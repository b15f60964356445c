"""The derived tables: whether they belong to what is in the record, and how they are brought up to it.

First what is of the whole record (`naming`, `repeats`), then every part whose digest has changed (`parts`), each computed from itself alone. Nothing is
locked while anything is computed: what somebody wrote in the meantime is taken in by another round.
"""

from collections.abc import Callable, Iterable, Iterator

import sqlalchemy as sa

from parley.record import naming, parts, repeats, schema
from parley.record.corpus import Derived
from parley.record.database import Database
from parley.record.parts import Part
from parley.record.reduce import VERSION, reduce

Run = Callable[[Callable[[Part], Derived], Iterable[Part]], Iterator[Derived]]
"""What computes parts: a function and what it is called with to what it gives, in order; an engine may do several at a time."""
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
            stamp = _stamp(connection)
            named, repeated = naming.changes(connection), repeats.changes(connection)
        with database.write() as connection:
            if _stamp(connection) != stamp:
                continue
            naming.write(connection, named)
            repeats.write(connection, repeated)
        _refresh_parts(database, run)
        with database.write() as connection:
            if _stamp(connection) == stamp:
                _put_state(connection, stamp)
                return
    with database.write() as connection:
        naming.write(connection, naming.changes(connection))
        repeats.write(connection, repeats.changes(connection))
        for name, told in _stale(connection):
            parts.write(connection, name, told, computed(parts.load(connection, name, told)))
        _put_state(connection, _stamp(connection))


def computed(part: Part) -> Derived:
    """What is derived from a part."""
    return reduce(part.corpus, part.common)


def _refresh_parts(database: Database, run: Run) -> None:
    with database.write() as connection:
        stale = _stale(connection)

    def waiting() -> Iterator[Part]:
        for name, told in stale:
            with database.read() as connection:
                yield parts.load(connection, name, told)

    for (name, told), derived in zip(stale, run(computed, waiting()), strict=True):
        with database.write() as connection:
            parts.write(connection, name, told, derived)


def _stale(connection: sa.Connection) -> list[tuple[str, str]]:
    """The parts to be computed, with their digests; those that there are no more are taken out."""
    now, before = parts.digests(connection), parts.kept(connection)
    parts.drop(connection, before.keys() - now.keys())
    return [(name, now[name]) for name in sorted(now) if before.get(name) != now[name]]


def clear(connection: sa.Connection) -> None:
    """Empties the derived tables, but for what repeats: of that `repeats.forget` takes out what was of a document."""
    for table in (schema.parts, schema.identities, schema.namings):
        connection.execute(sa.delete(table))
    connection.execute(sa.delete(schema.derived).where(schema.derived.c.kind.not_in(repeats.DERIVED)))
    connection.execute(sa.delete(schema.state).where(schema.state.c.key == "derived"))


def _put_state(connection: sa.Connection, stamp: str) -> None:
    connection.execute(sa.delete(schema.state).where(schema.state.c.key == "derived"))
    connection.execute(sa.insert(schema.state).values(key="derived", value=stamp))


def _state(connection: sa.Connection, key: str) -> str:
    return connection.execute(sa.select(schema.state.c.value).where(schema.state.c.key == key)).scalar_one_or_none() or ""


def _stamp(connection: sa.Connection) -> str:
    return f"{_state(connection, 'generation')}/{VERSION}"
