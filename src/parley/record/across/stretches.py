"""Stretches: the reports of one negotiation in runs without a longer pause than words are weighed over.

Stories, claims and disputes are told within days: nothing in one stretch changes what another says, so each is computed by itself. Copies are alike
whatever their days and hold two stretches together. An undated report can be of any day: it is put to the stretch of the report that it is most like, so
that one stretch alone is asked which of its stories the report tells.

A stretch is held in memory, and computed anew when one report of it changes. Where a negotiation never pauses it is cut all the same, between the two days that
hold together least: what reports of both tell of one event is told on either side of the cut.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from parley.record.likeness.windows import REACH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


MOST = 2000
"""Reports of a stretch that is not cut: a thousand dense ones take 5 to 7 s, in a process of 480 MB."""


def stretches(days: Mapping[str, int], copied: Iterable[tuple[str, str]] = (), most: int = MOST) -> list[list[str]]:
    """The ids by day in stretches, each sorted, in order of their first days. `copied`: pairs of which one is a copy of the other."""
    copied = list(copied)
    found: list[list[str]] = []
    before: int | None = None
    for day, id in sorted((day, id) for id, day in days.items()):
        if before is None or day - before > REACH:
            found.append([])
        found[-1].append(id)
        before = day
    parts = [part for some in _held_together(found, copied) for part in _cut(some, days, copied, most)]
    return sorted(parts, key=lambda part: (min(days[id] for id in part), part))


def _cut(stretch: Sequence[str], days: Mapping[str, int], copied: Iterable[tuple[str, str]], most: int) -> Iterator[list[str]]:
    """A stretch in parts of at most so many reports, or of one day.

    A part has half as many at least, but the last, and one before a day of very many. It ends before the day over which fewest copies reach; of these where
    that day and the one before have fewest reports; of these the first. What is told on later days than all of them changes the last part alone.
    """
    by_day: defaultdict[int, list[str]] = defaultdict(list)
    for id in stretch:
        by_day[days[id]].append(id)
    order = sorted(by_day)
    sizes = [len(by_day[day]) for day in order]
    over = _over(order, [(days[one], days[other]) for one, other in copied if one in days and other in days])
    first = 0
    while first < len(order):
        counts = list(takewhile(lambda count: count <= most, accumulate(sizes[first:])))
        last = first + max(len(counts), 1)
        if last < len(order):
            ends = [first + n for n, count in enumerate(counts, 1) if 2 * count >= most] or [last]
            last = min(ends, key=lambda n: (over[n], sizes[n - 1] + sizes[n], n))
        yield sorted(id for day in order[first:last] for id in by_day[day])
        first = last


def _over(order: Sequence[int], pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each of these days how many pairs reach from before it to it or beyond."""
    place = {day: n for n, day in enumerate(order)}
    steps = [0] * (len(order) + 1)
    for pair in pairs:
        if place.keys() >= set(pair):
            low, high = sorted(place[day] for day in pair)
            steps[low + 1] += 1
            steps[high + 1] -= 1
    return list(accumulate(steps))


def placed(
    undated: Iterable[str], among: Sequence[Sequence[str]], stems: "Mapping[str, NDArray[np.int64]]", copied: Iterable[tuple[str, str]] = ()
) -> list[list[str]]:
    """The stretches with the undated in them. `stems`: the words of each report, as numbers.

    A copy is put where what it was copied from is. Of the others each is put to the report with which it has most in common (cosine of which words they
    have, each weighed by how few have it), of equals to the earliest stretch; where none has a word in common, to the longest stretch.
    """
    found = [list(some) for some in among]
    if len(found) < 2:
        return [sorted([*(found[0] if found else ()), *undated])]
    home = {id: n for n, some in enumerate(among) for id in some}
    source = {one: home[other] for pair in copied for one, other in (pair, pair[::-1]) if other in home and one not in home}
    left = sorted(set(undated) - source.keys())
    longest = min(home.values(), key=lambda n: (-len(among[n]), n))
    nearest = _nearest(left, list(home), stems) if left else {}
    for id in undated:
        found[source[id] if id in source else home[nearest[id]] if id in nearest else longest].append(id)
    return [sorted(some) for some in found]


def _nearest(some: Sequence[str], among: Sequence[str], stems: "Mapping[str, NDArray[np.int64]]") -> dict[str, str]:
    """The report of `among` that each of some has most in common with, where it has anything."""
    import numpy as np

    none = np.empty(0, dtype=np.int64)
    sets = [stems.get(id, none) for id in (*among, *some)]
    kinds, words, seen = np.unique(np.concatenate(sets), return_inverse=True, return_counts=True)
    # Smoothed, as in `words.weights`.
    weights = (np.log((1 + len(sets)) / (1 + seen)) + 1) ** 2
    ends = np.cumsum([len(one) for one in sets])
    begins = ends - [len(one) for one in sets]
    own = weights[words]

    def sums(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
        # One more value gives the end of the last report a place; of a report without words reduceat gives what stands there.
        found: NDArray[np.float64] = np.add.reduceat(np.append(values, 0.0), begins) * (begins < ends)
        return found

    lengths = sums(own)
    found = {}
    for n, id in enumerate(some, len(among)):
        has = np.zeros(len(kinds))
        has[words[begins[n] : ends[n]]] = 1.0
        # Rounded, so that the order of adding shows nowhere.
        alike = np.round(sums(has[words] * own) / np.sqrt(np.maximum(lengths * lengths[n], 1e-300)), 9)[: len(among)]
        if alike.max() > 0:
            found[id] = among[int(alike.argmax())]
    return found


def _held_together(found: list[list[str]], copied: Iterable[tuple[str, str]]) -> list[list[str]]:
    home = {id: n for n, some in enumerate(found) for id in some}
    into = list(range(len(found)))

    def first(n: int) -> int:
        while into[n] != n:
            n = into[n]
        return n

    for one, other in copied:
        if one in home and other in home:
            low, high = sorted((first(home[one]), first(home[other])))
            into[high] = low
    joined: defaultdict[int, list[str]] = defaultdict(list)
    for n, some in enumerate(found):
        joined[first(n)] += some
    return [sorted(joined[n]) for n in sorted(joined)]
