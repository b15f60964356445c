"""Which documents are copies of one another now: told anew for the pairs that share a fingerprint with a document that came, went or changed.

A pair is seen when it shares fingerprints enough that few documents have (`copies.needed`), or when it is next to one another in the list of one that more
than `copies.COMMON` have; then all that it shares counts. So a document that comes between two of such a list parts only these two, and a fingerprint that
becomes common only the pairs of its list.
"""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from parley.record.repeats import copies
from parley.record.repeats.before import Before, Pair
from parley.record.repeats.noted import Changes, print_rows
from parley.record.repeats.prints import NONE, Lists, Numbers, shared
from parley.record.repeats.taken import Taken
from parley.record.store import schema

IsCopy = Callable[[float, Pair], bool]


class Pairs:
    """The pairs of copies of the record when `old` goes and `new` comes: the documents of which other words are compared than before.

    `is_copy` says of a pair that shares so much whether one is a copy of the other.
    """

    def __init__(self, before: Before, old: Mapping[str, Taken], new: Mapping[str, Taken], is_copy: IsCopy) -> None:
        self._before, self._is_copy = before, is_copy
        self._out, self._put = print_rows(old), print_rows(new)
        self.moved = {one.number for some in (old, new) for one in some.values()}
        self._marks = {one.number: one.marks for one in new.values()}
        self._count()
        self.was = before.pairs(self.moved)
        self.now = dict(self._found())
        if not before.anew:
            self._look_again()

    def _count(self) -> None:
        """Reads the lists of all fingerprints of the moved documents, but for those that are and stay common: of these only who comes."""
        touched = np.union1d(self._out[0], self._put[0])
        self._common_before = self._before.common(touched)
        came, went = Lists(*self._put), Lists(*self._out)
        after = {mark: count + came.count(mark) - went.count(mark) for mark, count in self._common_before.items()}
        self._long = {mark for mark, count in after.items() if count > copies.COMMON}
        marks, numbers = self._before.lists(mark for mark in touched.tolist() if mark not in self._long)
        staying = ~np.isin(numbers, self._numbers(self.moved))
        whole = ~np.isin(self._put[0], self._numbers(self._long))
        self._came, self._went = came, went
        self._lists = Lists(np.concatenate((marks[staying], self._put[0][whole])), np.concatenate((numbers[staying], self._put[1][whole])))
        common = self._lists.sizes > copies.COMMON
        sizes = dict(zip(self._lists.marks[common].tolist(), self._lists.sizes[common].tolist(), strict=True))
        self._common = sizes | {mark: after[mark] for mark in self._long}
        self._touched = touched
        places = {(mark, number) for mark in self._long for lists in (came, went) for number in lists.of(mark).tolist()}
        self._staying_beside = self._before.beside(sorted(places), self.moved)

    @staticmethod
    def _numbers(some: Iterable[int]) -> Numbers:
        return np.array(sorted(some), dtype=np.int64)

    # --- pairs with a document that moved ---------------------------------------------------------------------------------------------

    def _found(self) -> Iterator[tuple[Pair, float]]:
        moved = self._numbers(self.moved)
        sharing = self._lists.sharing(copies.COMMON, moved, copies.needed(0))
        seen = {(one, other): count for one, other, count in sharing if count >= self._needed((one, other))}
        near = set(self._lists.neighbours(copies.COMMON, moved)) | set(self._beside())
        self._load(itertools.chain.from_iterable((*seen, *near)))
        for pair in sorted(seen.keys() | near):
            share = self._share(pair)
            if share is not None and (pair in near or seen[pair] >= self._needed(pair)) and self._is_copy(share, pair):
                yield pair, share

    def _beside(self) -> Iterator[Pair]:
        """Each document that came with its neighbours in the lists that are too long to be read."""
        for mark in sorted(self._long):
            for number in self._came.of(mark).tolist():
                for after in (False, True):
                    other = self._next(mark, number, after=after)
                    if other is not None:
                        yield (number, other) if after else (other, number)

    def _next(self, mark: int, number: int, *, after: bool) -> int | None:
        """The next document in a list that is not read, before or after one."""
        came = self._came.of(mark)
        at = int(np.searchsorted(came, number, side="right" if after else "left"))
        new = (int(came[at]) if at < len(came) else None) if after else (int(came[at - 1]) if at else None)
        staying = self._beside_staying(mark, number, after=after)
        found = [other for other in (new, staying) if other is not None]
        return (min(found) if after else max(found)) if found else None

    def _beside_staying(self, mark: int, number: int, *, after: bool) -> int | None:
        if (mark, number, after) not in self._staying_beside:
            self._staying_beside |= self._before.beside([(mark, number)], self.moved)
        return self._staying_beside.get((mark, number, after))

    # --- pairs of others ----------------------------------------------------------------------------------------------------------------

    def _look_again(self) -> None:
        """Tells anew the pairs of which neither moved, where a list that they are in has become long or short, or has another member beside them."""
        parted, joined = set(self._parted()), set(self._joined())
        inside = self._before.pairs({number for pair in parted for number in pair}) if parted else {}
        again = {pair: inside[pair] for pair in parted if pair in inside}
        more = joined - again.keys()
        stored = {pair: share for pair, share in self._before.pairs({pair[0] for pair in more}).items() if pair in more}
        self.was |= again | stored
        self._load({number for pair in again.keys() | more for number in pair})
        enough = {pair: share for pair in sorted(again.keys() | more) if (share := self._share(pair)) is not None}
        marks = [shared(*(self._marks[number] for number in pair)) for pair in enough]
        elsewhere = np.setdiff1d(np.concatenate((NONE, *marks)), self._touched)
        common = self._common.keys() | self._before.common(elsewhere).keys()
        for (pair, share), some in zip(enough.items(), marks, strict=True):
            if self._is_seen(pair, some.tolist(), common) and (pair in self.was or self._is_copy(share, pair)):
                self.now[pair] = share

    def _parted(self) -> Iterator[Pair]:
        for mark in self._common.keys() - self._common_before.keys():
            yield from itertools.combinations(self._staying(mark), 2)
        yield from self._around(self._came)

    def _joined(self) -> Iterator[Pair]:
        for mark in self._common_before.keys() - self._common.keys():
            yield from itertools.combinations(self._staying(mark), 2)
        for mark in self._common.keys() - self._common_before.keys():
            yield from (pair for pair in itertools.pairwise(self._lists.of(mark).tolist()) if self.moved.isdisjoint(pair))
        yield from self._around(self._went)

    def _staying(self, mark: int) -> list[int]:
        return [number for number in self._lists.of(mark).tolist() if number not in self.moved]

    def _around(self, moved: Lists) -> Iterator[Pair]:
        """Of lists that are and stay long, the two between which a document came or went."""
        for mark in sorted(self._long):
            for number in moved.of(mark).tolist():
                one, other = (self._beside_staying(mark, number, after=after) for after in (False, True))
                if one is not None and other is not None:
                    yield one, other

    def _is_seen(self, pair: Pair, marks: Sequence[int], common: Collection[int]) -> bool:
        rare = [mark for mark in marks if mark not in common]
        return len(rare) >= self._needed(pair) or any(self._adjacent(mark, pair) for mark in marks if mark in common)

    def _adjacent(self, mark: int, pair: Pair) -> bool:
        known = self._lists.of(mark)
        if len(known):
            return bool(np.searchsorted(known, pair[1]) - np.searchsorted(known, pair[0]) == 1)
        return self._next(mark, pair[0], after=True) == pair[1]

    # --- what two share -----------------------------------------------------------------------------------------------------------------

    def _load(self, numbers: Iterable[int]) -> None:
        self._marks |= self._before.marks(set(numbers) - self._marks.keys())

    def _smaller(self, pair: Pair) -> int:
        return min(len(self._marks.get(number, NONE)) for number in pair)

    def _needed(self, pair: Pair) -> int:
        # A document that is not loaded yet may be as small as can be.
        return copies.needed(self._smaller(pair))

    def _share(self, pair: Pair) -> float | None:
        one, other = (self._marks[number] for number in pair)
        return copies.containment(len(shared(one, other)), min(len(one), len(other)))

    def note(self, changes: Changes) -> None:
        """Takes note of what is to be written."""
        changes.prints_out, changes.prints_put = self._out, self._put
        changes.differ(schema.common_prints, self._common_before.items(), self._common.items())
