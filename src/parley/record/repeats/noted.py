"""What is to be written: rows that go, by their keys, and rows that come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
import sqlalchemy as sa

from parley.record.across.reduce import VERSION
from parley.record.repeats import DERIVED
from parley.record.repeats.prints import Numbers, number_of, unpacked
from parley.record.repeats.taken import Taken
from parley.record.store import schema, stale, writes

TABLES = (
    schema.repeats, schema.taken, schema.prints, schema.common_prints, schema.paragraphs, schema.boilerplates, schema.copy_pairs, schema.agencies,
    schema.withheld,
)  # fmt: skip
_AT_ONCE = 20_000


class Changes(msgspec.Struct, kw_only=True):
    """What is to be written. `anew`: nothing of what was there is kept. `prints`: fingerprint and document of the rows of that table, gone and come.
    `seen`: the documents that were looked at; `more`: whether there are further ones to be looked at."""

    anew: bool
    seen: Sequence[str] = ()
    more: bool = False
    out: defaultdict[sa.Table, list[tuple[object, ...]]] = msgspec.field(default_factory=lambda: defaultdict(list))
    put: defaultdict[sa.Table, list[dict[str, object]]] = msgspec.field(default_factory=lambda: defaultdict(list))
    prints_out: tuple[Numbers, Numbers] | None = None
    prints_put: tuple[Numbers, Numbers] | None = None
    readings: dict[str, str] = {}

    def differ(self, table: sa.Table, before: Iterable[tuple[object, ...]], now: Iterable[tuple[object, ...]]) -> None:
        """Takes note of the rows, all their columns, that are to come in the place of others."""
        before, now = set(before), set(now)
        width = len(table.primary_key.columns)
        names = [column.name for column in table.columns]
        self.out[table] += sorted(row[:width] for row in before - now)
        self.put[table] += [dict(zip(names, row, strict=True)) for row in sorted(now - before)]


def write(connection: sa.Connection, found: Changes) -> None:
    """Writes what repeats."""
    if found.anew:
        clear(connection)
        writes.put_state(connection, "repeats", VERSION)
        stale.everything(connection, "repeats")
    for table, keys in found.out.items():
        _drop(connection, table, keys)
    for table, values in found.put.items():
        writes.put(connection, table, values)
    for marks, numbers in filter(None, (found.prints_out,)):
        for some in _slices(marks, numbers):
            _drop(connection, schema.prints, some)
    for marks, numbers in filter(None, (found.prints_put,)):
        for some in _slices(marks, numbers):
            writes.put(connection, schema.prints, [{"mark": mark, "number": number} for mark, number in some])
    stale.done(connection, "repeats", found.seen)
    stale.note(connection, "report", (str(row["document"]) for row in found.put[schema.repeats]))
    for id, reading in found.readings.items():
        connection.execute(sa.update(schema.taken).where(schema.taken.c.document == id).values(reading=reading))


def clear(connection: sa.Connection) -> None:
    """Takes out all that was kept of what repeats; without the mark that goes first nothing was."""
    if writes.state(connection, "repeats") is not None:
        writes.put_state(connection, "repeats", None)
        for table in TABLES:
            connection.execute(sa.delete(table))
        connection.execute(sa.delete(schema.derived).where(schema.derived.c.kind.in_(DERIVED)))


def _drop(connection: sa.Connection, table: sa.Table, keys: Sequence[tuple[object, ...]]) -> None:
    if keys:
        columns = list(table.primary_key.columns)
        wanted = sa.delete(table).where(*(column == sa.bindparam(f"key_{column.name}") for column in columns))
        connection.execute(wanted, [{f"key_{column.name}": value for column, value in zip(columns, key, strict=True)} for key in keys])


def _slices(marks: Numbers, numbers: Numbers) -> Iterator[list[tuple[int, int]]]:
    for at in range(0, len(marks), _AT_ONCE):
        yield list(zip(marks[at : at + _AT_ONCE].tolist(), numbers[at : at + _AT_ONCE].tolist(), strict=True))


def print_rows(some: Mapping[str, Taken]) -> tuple[Numbers, Numbers]:
    """Fingerprint and document of each fingerprint of documents, by fingerprint: so the index grows at one place after the other."""
    kept = [(number_of(id), unpacked(one.prints)) for id, one in some.items() if one.prints]
    if not kept:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    marks = np.concatenate([prints for _, prints in kept])
    numbers = np.repeat(np.array([number for number, _ in kept], dtype=np.int64), [len(prints) for _, prints in kept])
    order = np.lexsort((numbers, marks))
    return marks[order], numbers[order]
