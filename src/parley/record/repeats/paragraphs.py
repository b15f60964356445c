"""Which paragraphs are boilerplate now: told anew for those that stand in a document that came, went or changed."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from parley.record.repeats import boilerplate
from parley.record.repeats.before import Before, Runs
from parley.record.repeats.noted import Changes
from parley.record.repeats.prints import id_of
from parley.record.repeats.taken import Taken
from parley.record.store import schema

Row = tuple[int, int, int]


class Paragraphs:
    """The paragraphs of the record when `old` goes and `new` comes, by document."""

    def __init__(self, before: Before, old: Mapping[str, Taken], new: Mapping[str, Taken]) -> None:
        self._before, self._old, self._new = before, old, new
        moved = [id for id in old.keys() | new.keys() if _printed(old.get(id)) != _printed(new.get(id))]
        self._out = {row for id in moved if id in old for row in _rows(old[id])}
        self._put = {row for id in moved if id in new for row in _rows(new[id])}
        self._sets = {new[id].number: new[id].paragraphs for id in moved if id in new}
        self._moved = {some[id].number for some in (old, new) for id in moved if id in some}
        self._coming: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for key, place, number in sorted(self._put):
            self._coming[key].append((place, number))
        self._touched = {row[0] for row in self._out | self._put}
        self._was = before.repeated(self._touched)
        self._now = self._decided()

    def _decided(self) -> set[int]:
        counts = Counter(self._before.having(self._touched))
        counts.update(row[0] for row in self._put)
        counts.subtract(row[0] for row in self._out)
        return {key for key in self._touched if counts[key] >= boilerplate.REPORTS and boilerplate.is_repeated(self._documents(key))}

    def _documents(self, key: int) -> Iterator[frozenset[int]]:
        """The documents in which a paragraph stands, each as its paragraphs: the largest first, equals by id."""
        return (self._sets[number] for _, number in heapq.merge(self._staying(key), self._coming[key]))

    def _staying(self, key: int) -> Iterator[tuple[int, int]]:
        for page in self._before.with_paragraph(key):
            staying = [(place, number) for place, number in page if number not in self._moved]
            self._sets |= self._before.keys({number for _, number in staying} - self._sets.keys())
            yield from staying

    def changed(self) -> set[str]:
        """The documents of which other paragraphs may be boilerplate than before."""
        flipped = self._was ^ self._now
        numbers = {number for key in flipped for _, number in (*self._staying(key), *self._coming[key])}
        return self._new.keys() | {id_of(number) for number in numbers}

    def runs(self, some: Iterable[Taken]) -> dict[str, Runs]:
        """The boilerplate of documents: runs of the text, in order."""
        places = {one.document: one.telling for one in some}
        others = {key for found in places.values() for key, _, _ in found} - self._touched
        repeated = self._now | self._before.repeated(others)
        runs = {id: sorted((start, end) for key, start, end in found if key in repeated) for id, found in places.items()}
        return {id: found for id, found in runs.items() if found}

    def note(self, changes: Changes) -> None:
        """Takes note of what is to be written."""
        changes.differ(schema.paragraphs, self._out, self._put)
        changes.differ(schema.boilerplates, ((key,) for key in self._was), ((key,) for key in self._now))


def _printed(taken: Taken | None) -> tuple[bytes, bytes]:
    return (taken.keys, taken.places) if taken is not None else (b"", b"")


def _rows(taken: Taken) -> set[Row]:
    # By size: the largest are looked at first, and mostly alone.
    size = len(taken.paragraphs)
    return {(key, -size, taken.number) for key, _, _ in taken.telling}
