"""What is to be computed anew, kept until it is: documents to be looked at for who is who (`cards`) and for what repeats, reports to be heard, negotiations
to be cut into stretches, parts of what holds on.

Each stands under the number of when it last became stale. Who has computed something takes out only what still has the number that it had when it was
loaded: what became stale again in the meantime, or was computed by another, is left alone.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

import sqlalchemy as sa

from parley.record.store import schema, writes

Kind = Literal["cards", "repeats", "report", "negotiation", "part"]
_NUMBER = "stale"
"""Key of the state under which it is counted how often anything became stale."""


def note(connection: sa.Connection, kind: Kind, names: Iterable[str]) -> None:
    """Notes that these are to be computed anew."""
    found = sorted(set(names))
    if found:
        writes.count_on(connection, _NUMBER)
        number = int(writes.state(connection, _NUMBER) or "0")
        _delete(connection, kind, found)
        writes.put(connection, schema.stale, [{"kind": kind, "name": name, "number": number} for name in found])


def changed(connection: sa.Connection, documents: Iterable[str]) -> None:
    """Notes that these documents, or what was read in them, may not be what they were."""
    documents = list(documents)
    note(connection, "cards", documents)
    note(connection, "repeats", documents)


def everything(connection: sa.Connection, kind: Kind) -> None:
    """Notes that all documents are to be looked at."""
    note(connection, kind, connection.execute(sa.select(schema.documents.c.id)).scalars())


def all_of(connection: sa.Connection, kind: Kind) -> dict[str, int]:
    """What is to be computed anew, by name."""
    table = schema.stale
    return dict(connection.execute(sa.select(table.c.name, table.c.number).where(table.c.kind == kind).order_by(table.c.name)).all())


def still(connection: sa.Connection, kind: Kind, numbers: Mapping[str, int]) -> list[str]:
    """Which of these are to be computed anew since the same time, sorted."""
    table, found = schema.stale, []
    for some in writes.chunks(sorted(numbers)):
        rows = connection.execute(sa.select(table.c.name, table.c.number).where(table.c.kind == kind, table.c.name.in_(some)))
        found += [name for name, number in rows if numbers[name] == number]
    return sorted(found)


def done(connection: sa.Connection, kind: Kind, names: Collection[str]) -> None:
    """Notes that these are computed."""
    _delete(connection, kind, sorted(names))


def _delete(connection: sa.Connection, kind: Kind, names: list[str]) -> None:
    table = schema.stale
    for some in writes.chunks(names):
        connection.execute(sa.delete(table).where(table.c.kind == kind, table.c.name.in_(some)))
