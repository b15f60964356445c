"""What is derived from parts, as rows."""

from collections.abc import Iterable, Mapping

import msgspec
import sqlalchemy as sa

from parley.model import AgendaItem, Position
from parley.record.across.corpus import Derived
from parley.record.store import rows, schema, writes

KINDS = {
    "stories": "story", "claims": "claim", "disputes": "dispute", "positions": "position", "blocked": "blocked", "states": "state", "agenda": "agenda",
}  # fmt: skip


def put(connection: sa.Connection, found: Mapping[str, Derived]) -> None:
    """Writes what was derived from parts, by name, in place of what was there; what had come from another part until now is of this one."""
    drop(connection, found)
    table = schema.derived
    for field, kind in KINDS.items():
        values = [(part, value) for part, one in found.items() for value in getattr(one, field)]
        made = [writes.derived_row(kind, value.id, rows.encode(value), part=part, place=_place(value)) for part, value in values]
        for some in writes.chunks(made):
            connection.execute(sa.delete(table).where(table.c.kind == kind, table.c.id.in_([row["id"] for row in some])))
        writes.put(connection, table, made)


def drop(connection: sa.Connection, parts: Iterable[str]) -> None:
    """Takes out what was derived from the parts."""
    for some in writes.chunks(sorted(parts)):
        connection.execute(sa.delete(schema.derived).where(schema.derived.c.part.in_(some)))


def _place(value: msgspec.Struct) -> str:
    """Where a derived value comes among those of its kind, as text that sorts so: positions by holder and issue, an agenda by time, others by id."""
    match value:
        case Position():
            return rows.place_of(value)
        case AgendaItem():
            return value.time.start if value.time and value.time.start else "~"
    return ""
