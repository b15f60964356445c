"""The names of the record as they are kept, read as far as they are asked for, and as they come to be; what is written is the difference."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import sqlalchemy as sa

from parley.record.store import rows, schema, writes
from parley.record.who import told
from parley.record.who.cards import Card, Changed
from parley.record.who.identity import Name, named
from parley.record.who.told import Told

MARKS = ("spelled", "keys", "members")
"""Fields of a name by each of whose values it is found."""
AT_ONCE = 64
"""Names that are read at a time where the first few mostly tell."""
_name: "msgspec.json.Decoder[Name]" = msgspec.json.Decoder(Name)
_told: "msgspec.json.Decoder[Told]" = msgspec.json.Decoder(Told)


class Entry(msgspec.Struct):
    """A name, or none where it is gone; `home` by person's names alone, what it is `put` to besides, its actor, and whom that one belongs to in reports.

    family, first, sought: those of the name.
    """

    name: Name | None
    family: str | None = None
    first: str | None = None
    sought: str | None = None
    home: str = ""
    put: str | None = None
    actor: str = ""
    of: str | None = None


class Roster:
    """Names, those that were asked for and those that are new: `now` as they come to be, `before` as they are kept."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.now: dict[str, Entry] = {}
        self.before: dict[str, Entry] = {}
        self.told: dict[str, Told] = {}
        self._asked: set[tuple[str, str]] = set()

    # --- reading --------------------------------------------------------------------------------------------------------------------

    def load(self, ids: Iterable[str]) -> None:
        """Reads the names with these ids that there are."""
        self._load("id", ids)

    def load_where(self, column: str, values: Iterable[str | None]) -> None:
        """Reads the names that have, as they are kept, one of the values there."""
        self._load(column, values)

    def load_marked(self, kind: str, values: Iterable[str]) -> None:
        """Reads the names that have one of the values in a field of several (`MARKS`)."""
        marks = schema.marks
        found: list[str] = []
        for some in writes.chunks(self._new(f"mark {kind}", values)):
            found += self.connection.execute(sa.select(marks.c.name).where(marks.c.kind == kind, marks.c.value.in_(some))).scalars()
        self.load(found)

    def load_called(self, folded: Iterable[str]) -> set[str]:
        """Reads the states and organisations that go by one of these names, but where several do that were not read yet: gives back what these go by."""
        marks = schema.marks
        found: defaultdict[str, list[str]] = defaultdict(list)
        for some in writes.chunks(sorted(folded)):
            for value, id in self.connection.execute(sa.select(marks.c.value, marks.c.name).where(marks.c.kind == "spelled", marks.c.value.in_(some))):
                if id not in self.now:
                    found[value].append(id)
        self.load(ids[0] for ids in found.values() if len(ids) == 1)
        return {value for value, ids in found.items() if len(ids) > 1}

    def others_of_first(self, first: str) -> Iterator[tuple[Name, str]]:
        """The full names with this first name that were not read yet, and their homes, without keeping them: very many persons may share a first name, and
        mostly two of them tell what is to be known."""
        table = schema.names
        wanted = sa.select(table.c.id, table.c.body, table.c.home).where(table.c.first == first)
        with self.connection.execute(wanted, execution_options={"yield_per": AT_ONCE}) as kept:
            yield from ((_name.decode(body), home) for id, body, home in kept if id not in self.now)

    def _new(self, column: str, values: Iterable[str | None]) -> list[str]:
        """The values that were not asked for yet."""
        found = sorted({value for value in values if value is not None and (column, value) not in self._asked})
        self._asked.update((column, value) for value in found)
        return found

    def _load(self, column: str, values: Iterable[str | None]) -> None:
        table = schema.names
        columns = [table.c.id, table.c.body, *(table.c[name] for name in schema.JOINED)]
        for some in writes.chunks(self._new(column, values)):
            for id, body, *joined in self.connection.execute(sa.select(*columns).where(table.c[column].in_(some))):
                if id not in self.before:
                    self._asked.add(("id", id))
                    self.before[id] = Entry(_name.decode(body), *joined)
                    self.now.setdefault(id, Entry(self.before[id].name, *joined))

    def tell(self, ids: Iterable[str]) -> None:
        """Reads what is told of these names, where it is not known yet."""
        table = schema.names
        for some in writes.chunks(sorted({id for id in ids if id not in self.told and id in self.before})):
            for id, body in self.connection.execute(sa.select(table.c.id, table.c.told).where(table.c.id.in_(some))):
                self.told[id] = _told.decode(body)

    # --- as it comes to be ----------------------------------------------------------------------------------------------------------

    def names(self) -> Iterator[tuple[Entry, Name]]:
        """The names that there are, with their entries."""
        for entry in self.now.values():
            if entry.name is not None:
                yield entry, entry.name

    def both(self, ids: Iterable[str]) -> Iterator[Entry]:
        """The entries of these names, before and now."""
        for id in ids:
            yield from (entries[id] for entries in (self.before, self.now) if id in entries)

    def count(self, changed: Changed) -> set[str]:
        """Adds and takes off what reports tell, and gives the names of which something else is told now."""
        come, gone = _by_name(changed.put), _by_name(changed.gone)
        touched = come.keys() | gone.keys()
        self.load(touched)
        self.tell(touched)
        out = {card.local for card in changed.gone}
        for id in sorted(touched):
            found = self.told.setdefault(id, Told())
            if not all(found.take(one) for one in gone.get(id, ())):
                found = self.told[id] = told.added(self._kept(id, out))
            for one in come.get(id, ()):
                found.add(one)
            self._put(id, named(id, found) if found.places else None)
        return touched

    def _kept(self, id: str, out: set[str]) -> Iterator[Told]:
        table = schema.cards
        for local, body in self.connection.execute(sa.select(table.c.local, table.c.told).where(table.c.name == id)):
            if local not in out:
                yield _told.decode(body)

    def _put(self, id: str, name: Name | None) -> None:
        entry = self.now.setdefault(id, Entry(None, home=id))
        if name != entry.name:
            entry.name = name
            entry.family, entry.first, entry.sought = (name.family, name.first, name.sought) if name else (None, None, None)

    # --- writing --------------------------------------------------------------------------------------------------------------------

    def differences(self, touched: Iterable[str]) -> "Differences":
        """What is to be written; `touched`: names of which something else is told."""
        touched = set(touched)
        put = [id for id, entry in self.now.items() if entry.name and (id in touched or entry != self.before.get(id))]
        again = [id for id in put if id in self.before]
        gone = [id for id in self.before if self.now[id].name is None]
        marked = [id for id in put if id not in self.before or self.before[id].name != self.now[id].name]
        self.tell(put)
        return Differences(
            rows=[self._row(id) for id in put], gone=again + gone, marks=[mark for id in marked for mark in self._marks(id)],
            unmarked=[id for id in marked if id in self.before] + gone, fresh=[(id, self.now[id].actor) for id in put if id not in self.before],
        )  # fmt: skip

    def _row(self, id: str) -> dict[str, object]:
        entry = self.now[id]
        joined = {name: getattr(entry, name) for name in schema.JOINED}
        return {"id": id, **joined, "body": rows.encode(entry.name), "told": rows.encode(self.told[id])}

    def _marks(self, id: str) -> Iterator[dict[str, object]]:
        name = self.now[id].name
        for kind in MARKS:
            for value in sorted(getattr(name, kind)):
                yield {"kind": kind, "value": value, "name": id}


def _by_name(cards: Iterable[Card]) -> dict[str, list[Told]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for card in cards:
        found[card.name].append(_told.decode(card.told))
    return dict(found)


class Differences(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of names and marks to be written, the names whose rows, or marks, go first, and new names with their actors."""

    rows: Sequence[dict[str, object]]
    gone: Sequence[str]
    marks: Sequence[dict[str, object]]
    unmarked: Sequence[str]
    fresh: Sequence[tuple[str, str]]


def write(connection: sa.Connection, found: Differences) -> None:
    """Writes what is different."""
    for some in writes.chunks(found.gone):
        connection.execute(sa.delete(schema.names).where(schema.names.c.id.in_(some)))
    for some in writes.chunks(found.unmarked):
        connection.execute(sa.delete(schema.marks).where(schema.marks.c.name.in_(some)))
    writes.put(connection, schema.names, found.rows)
    writes.put(connection, schema.marks, found.marks)
