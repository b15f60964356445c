"""What stands in the tables of what repeats: read some at a time, by what is asked for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import sqlalchemy as sa

from parley.model import Copy, Document
from parley.record.repeats.copies import Head
from parley.record.repeats.prints import Numbers, id_of, number_of, unpacked
from parley.record.repeats.taken import Taken
from parley.record.store import rows, schema, writes

Runs = list[tuple[int, int]]
Pair = tuple[int, int]
Place = tuple[int, int, bool]
_STRINGS = msgspec.json.Decoder(tuple[str, ...])
_RUNS = msgspec.json.Decoder(list[tuple[int, int]])


def _beside(asked: Sequence[tuple[int, int]]) -> "sa.Select[Any]":
    """Of each fingerprint and document, the documents before and after it that have the fingerprint."""
    table = schema.prints
    one = sa.values(sa.column("mark", sa.BigInteger), sa.column("number", sa.BigInteger), name="asked").data([*asked]).cte("asked")
    of_mark = table.c.mark == one.c.mark
    before = sa.select(sa.func.max(table.c.number)).where(of_mark, table.c.number < one.c.number).scalar_subquery()
    after = sa.select(sa.func.min(table.c.number)).where(of_mark, table.c.number > one.c.number).scalar_subquery()
    return sa.select(one.c.mark, one.c.number, before, after)


class Before:
    """The tables as they stand. `anew`: as if nothing stood in them."""

    def __init__(self, connection: sa.Connection, *, anew: bool) -> None:
        self.connection = connection
        self.anew = anew
        self.swapped: dict[Pair, int | None] = {}
        """Of the pairs that were read: whether words of the one were swapped for the other's; None when it was not asked."""

    def _among(self, column: "sa.ColumnElement[Any]", values: Iterable[Any], *wanted: "sa.ColumnElement[Any]") -> Iterator[Any]:
        """The wanted columns of the rows with one of these values, none of which is there twice."""
        if not self.anew:
            for some in writes.chunks(sorted(values)):
                yield from self.connection.execute(sa.select(*wanted).where(column.in_(some)))

    def taken(self, ids: Iterable[str]) -> dict[str, Taken]:
        """What was taken of documents."""
        table = schema.taken
        names = [column.name for column in table.columns]
        return {row[0]: _taken(dict(zip(names, row, strict=True))) for row in self._among(table.c.document, ids, *table.columns)}

    def documents(self, ids: Sequence[str]) -> Iterable[tuple[Document, str]]:
        """Documents of the record with their digests."""
        doc = schema.documents
        for some in writes.chunks(ids):
            for body, digest in self.connection.execute(sa.select(doc.c.body, doc.c.digest).where(doc.c.id.in_(some)).order_by(doc.c.id)):
                yield rows.decode(Document, body), digest

    # --- boilerplate ------------------------------------------------------------------------------------------------------------------

    def runs(self, ids: Iterable[str]) -> dict[str, Runs]:
        """The boilerplate of documents; those without are left out."""
        return {row[1]: _RUNS.decode(row[-1]) for row in self.derived("boilerplate", ids)}

    def read(self, ids: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Of these documents those with boilerplate: how they are read now, and how they were when their findings in it were told."""
        table, taken, derived = schema.readings, schema.taken, schema.derived
        if not self.anew:
            wanted = sa.select(table.c.document, table.c.digest, taken.c.reading).join(taken, taken.c.document == table.c.document)
            wanted = wanted.join(derived, derived.c.id == table.c.document).where(derived.c.kind == "boilerplate")
            for some in writes.chunks(sorted(ids)):
                yield from map(tuple, self.connection.execute(wanted.where(table.c.document.in_(some))))

    def derived(self, kind: str, ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """The rows of one kind, all columns."""
        table = schema.derived
        if not self.anew:
            for some in writes.chunks(sorted(ids)):
                yield from map(tuple, self.connection.execute(sa.select(*table.columns).where(table.c.kind == kind, table.c.id.in_(some))))

    def repeated(self, keys: Iterable[int]) -> set[int]:
        """Which paragraphs are boilerplate."""
        column = schema.boilerplates.c.mark
        return {mark for (mark,) in self._among(column, keys, column)}

    def having(self, keys: Iterable[int]) -> dict[int, int]:
        """In how many documents paragraphs stand."""
        table = schema.paragraphs
        found: dict[int, int] = {}
        if not self.anew:
            for some in writes.chunks(sorted(keys)):
                counted = sa.select(table.c.mark, sa.func.count()).where(table.c.mark.in_(some)).group_by(table.c.mark)
                found |= dict(map(tuple, self.connection.execute(counted)))
        return found

    def with_paragraph(self, key: int) -> Iterator[list[tuple[int, int]]]:
        """Place and number of the documents in which a paragraph stands, in order: few at first, then more at once."""
        table, size, at = schema.paragraphs, 8, 0
        wanted = sa.select(table.c.place, table.c.number).where(table.c.mark == key).order_by(table.c.place, table.c.number)
        while not self.anew:
            found = [(place, number) for place, number in self.connection.execute(wanted.limit(size).offset(at))]
            yield found
            if len(found) < size:
                return
            at, size = at + size, 2 * size

    def keys(self, numbers: Iterable[int]) -> dict[int, frozenset[int]]:
        """The paragraphs of documents, each by its key."""
        table = schema.taken
        found = self._among(table.c.document, map(id_of, numbers), table.c.document, table.c["keys"])
        return {number_of(id): frozenset(unpacked(kept).tolist()) for id, kept in found}

    # --- copies -----------------------------------------------------------------------------------------------------------------------

    def common(self, marks: Numbers) -> dict[int, int]:
        """Which fingerprints very many documents have, and how many."""
        table = schema.common_prints
        return dict(map(tuple, self._among(table.c.mark, marks.tolist(), table.c.mark, table.c.documents)))

    def lists(self, marks: Iterable[int]) -> tuple[Numbers, Numbers]:
        """Fingerprint and document of all that have these fingerprints."""
        table = schema.prints
        found = [tuple(row) for row in self._among(table.c.mark, marks, table.c.mark, table.c.number)]
        pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def beside(self, some: Sequence[tuple[int, int]], moved: set[int]) -> dict[Place, int | None]:
        """Fingerprint, document and whether after it → the next document that has the fingerprint and has not moved."""
        found: dict[Place, int | None] = {}
        if not self.anew:
            for asked in writes.chunks(some):
                for mark, number, *beside in self.connection.execute(_beside(asked)):
                    for after, other in zip((False, True), beside, strict=True):
                        found[mark, number, after] = other if other not in moved else self._further(mark, other, moved, after=after)
        return found

    def _further(self, mark: int, number: int, moved: set[int], *, after: bool) -> int | None:
        column, size, at = schema.prints.c.number, 4, 0
        way = (column > number, column) if after else (column < number, column.desc())
        wanted = sa.select(column).where(schema.prints.c.mark == mark, way[0]).order_by(way[1])
        while True:
            found = list(self.connection.execute(wanted.limit(size).offset(at)).scalars())
            for other in found:
                if other not in moved:
                    return int(other)
            if len(found) < size:
                return None
            at, size = at + size, 4 * size

    def marks(self, numbers: Iterable[int]) -> dict[int, Numbers]:
        """The fingerprints of documents."""
        table = schema.taken
        found = self._among(table.c.document, map(id_of, numbers), table.c.document, table.c.prints)
        return {number_of(id): unpacked(kept) for id, kept in found}

    def pairs(self, numbers: Iterable[int]) -> dict[Pair, float]:
        """The pairs of copies that these documents are in, with their containment."""
        table, numbers = schema.copy_pairs, list(numbers)
        found = {}
        for column in (table.c.one, table.c.other):
            for one, other, share, swapped in self._among(column, numbers, *table.columns):
                found[one, other] = share
                self.swapped[one, other] = swapped
        return found

    def heads(self, ids: Iterable[str]) -> dict[str, Head]:
        """What places documents in their groups."""
        table = schema.taken
        wanted = (table.c.document, table.c.published, table.c.credited, table.c.agencies, table.c.words)
        return {
            id: Head(document=id, published=published, credited=bool(credited), agency=agencies != "[]", words=words)
            for id, published, credited, agencies, words in self._among(table.c.document, ids, *wanted)
        }

    def copies(self, ids: Iterable[str]) -> dict[str, Copy]:
        """The copies that documents are."""
        return {row[1]: rows.decode(Copy, row[-1]) for row in self.derived("copy", ids)}

    def grouped(self, ids: Iterable[str]) -> set[str]:
        """The documents that are in a copy group with one of these, these too."""
        table, found = schema.derived, set(ids)
        if not self.anew:
            groups: set[str] = set()
            for some in writes.chunks(sorted(found)):
                groups |= set(self.connection.execute(sa.select(table.c.place).where(table.c.kind == "copy", table.c.id.in_(some))).scalars())
            for some in writes.chunks(sorted(groups)):
                found |= set(self.connection.execute(sa.select(table.c.id).where(table.c.kind == "copy", table.c.place.in_(some))).scalars())
        return found

    # --- origins ----------------------------------------------------------------------------------------------------------------------

    def agencies(self, folded: Iterable[str]) -> dict[str, dict[str, int]]:
        """Folded name → the names that reports credit, and how many do."""
        table = schema.agencies
        found: dict[str, dict[str, int]] = {}
        for fold, name, count in self._among(table.c.folded, folded, *table.columns):
            found.setdefault(fold, {})[name] = count
        return found

    def of_outlets(self, folded: Iterable[str]) -> set[str]:
        """The documents of outlets."""
        return {id for (id,) in self._among(schema.taken.c.outlet, folded, schema.taken.c.document)}

    def credited(self, ids: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """The folded outlet of documents, and the agency that their words say they are from."""
        table = schema.taken
        return {id: (outlet, credit) for id, outlet, credit in self._among(table.c.document, ids, table.c.document, table.c.outlet, table.c.credit)}

    def told(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """The origin of documents, and the digest of what the whole record says of them."""
        table = schema.repeats
        return {id: (origin, digest) for id, origin, digest in self._among(table.c.document, ids, *table.columns)}

    def withheld(self, ids: Iterable[str]) -> dict[str, str]:
        """Finding → document of what is withheld in documents."""
        return dict(map(tuple, self._among(schema.withheld.c.document, ids, *schema.withheld.columns)))


def _taken(row: dict[str, object]) -> Taken:
    return Taken(**{**row, "agencies": _STRINGS.decode(str(row["agencies"]))})  # type: ignore[arg-type]
