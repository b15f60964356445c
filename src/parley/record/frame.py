"""What the record keeps of the codebook and the parties file that it was read with: the order of stances, the names of negotiations."""

from collections.abc import Mapping

import msgspec
import sqlalchemy as sa

from parley.codebook import Codebook, load
from parley.record import schema

_STANCES, _NEGOTIATION = "stances", "negotiation:"


def put(connection: sa.Connection, book: Codebook) -> bool:
    """Keeps what the codebook and its parties say; whether that differs from what was kept."""
    about = book.parties.negotiation
    order = list(book.table("stances").get("order", ()))
    values = {_STANCES: msgspec.json.encode(order).decode()} if order else {}
    if about is not None and about.name:
        values[_NEGOTIATION + about.id] = about.name
    before = _kept(connection)
    changed = {key: value for key, value in values.items() if before.get(key) != value}
    _write(connection, changed)
    return bool(changed)


def stances(connection: sa.Connection) -> tuple[str, ...]:
    """The stances in order; those of the built-in codebook when the record was read with none."""
    kept = _kept(connection).get(_STANCES)
    return tuple(msgspec.json.decode(kept, type=list[str]) if kept else load().table("stances")["order"])


def names(connection: sa.Connection) -> Mapping[str, str]:
    """Negotiation → its name, where a parties file gave one."""
    return {key.removeprefix(_NEGOTIATION): name for key, name in sorted(_kept(connection).items()) if key.startswith(_NEGOTIATION)}


def merge(source: sa.Connection, target: sa.Connection) -> None:
    """Takes in what another record keeps; where both do and differ, the smaller stands, so that the order of merging makes no difference."""
    here, there = _kept(target), _kept(source)
    _write(target, {key: value for key, value in there.items() if key not in here or value < here[key]})


def _kept(connection: sa.Connection) -> dict[str, str]:
    table = schema.state
    return {key: value for key, value in connection.execute(sa.select(table.c.key, table.c.value)) if key == _STANCES or key.startswith(_NEGOTIATION)}


def _write(connection: sa.Connection, values: Mapping[str, str]) -> None:
    table = schema.state
    connection.execute(sa.delete(table).where(table.c.key.in_(sorted(values))))
    for key, value in sorted(values.items()):
        connection.execute(sa.insert(table).values(key=key, value=value))
