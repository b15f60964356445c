"""What the record keeps of the codebook and the parties file that it was read with: the order of stances, event types on an agenda,
issues of kinds of proposals, the names of negotiations."""

from collections.abc import Callable, Mapping

import msgspec
import sqlalchemy as sa

from parley.codebook import Codebook, load
from parley.record.store import schema

_STANCES, _AGENDA, _PROPOSALS, _NEGOTIATION = "stances", "agenda", "proposals", "negotiation:"


def put(connection: sa.Connection, book: Codebook) -> bool:
    """Keeps what the codebook and its parties say; whether that differs from what was kept."""
    about = book.parties.negotiation
    order = list(book.table("stances").get("order", ()))
    values = {_STANCES: msgspec.json.encode(order).decode()} if order else {}
    for key, types in ((_AGENDA, _on_agenda(book)), (_PROPOSALS, _of_proposals(book))):
        if types:
            values[key] = msgspec.json.encode(types, order="sorted").decode()
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


def agenda(connection: sa.Connection) -> Mapping[str, str]:
    """Event type → what the codebook says of it on an agenda; that of the built-in codebook when the record was read with none."""
    return _types(connection, _AGENDA, _on_agenda)


def _on_agenda(book: Codebook) -> dict[str, str]:
    """Event type → "never", "occasion" or "of_two"; of the groups that give one type, the last that says so."""
    entries = book.table("events").items()
    return {str(entry.get("type") or key): str(entry["agenda"]) for key, entry in entries if entry.get("agenda")}


def proposals(connection: sa.Connection) -> Mapping[str, str]:
    """Kind of proposal → the issue that it is of when it names none; that of the built-in codebook when the record was read with none."""
    return _types(connection, _PROPOSALS, _of_proposals)


def _types(connection: sa.Connection, key: str, of: Callable[[Codebook], dict[str, str]]) -> Mapping[str, str]:
    kept = _kept(connection).get(key)
    return msgspec.json.decode(kept, type=dict[str, str]) if kept else of(load())


def _of_proposals(book: Codebook) -> dict[str, str]:
    issues = book.table("issues")
    return {kind: str(entry["issue"]) for kind, entry in book.table("proposals").items() if entry.get("issue") in issues}


def names(connection: sa.Connection) -> Mapping[str, str]:
    """Negotiation → its name, where a parties file gave one."""
    return {key.removeprefix(_NEGOTIATION): name for key, name in sorted(_kept(connection).items()) if key.startswith(_NEGOTIATION)}


def merge(source: sa.Connection, target: sa.Connection) -> None:
    """Takes in what another record keeps; where both do and differ, the smaller stands, so that the order of merging makes no difference."""
    here, there = _kept(target), _kept(source)
    _write(target, {key: value for key, value in there.items() if key not in here or value < here[key]})


def _kept(connection: sa.Connection) -> dict[str, str]:
    table = schema.state
    found = connection.execute(sa.select(table.c.key, table.c.value))
    return {key: value for key, value in found if key in (_STANCES, _AGENDA, _PROPOSALS) or key.startswith(_NEGOTIATION)}


def _write(connection: sa.Connection, values: Mapping[str, str]) -> None:
    table = schema.state
    connection.execute(sa.delete(table).where(table.c.key.in_(sorted(values))))
    for key, value in sorted(values.items()):
        connection.execute(sa.insert(table).values(key=key, value=value))
