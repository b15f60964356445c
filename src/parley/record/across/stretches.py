"""Stretches: the reports of one negotiation in runs without a longer pause than words are weighed over.

Stories, claims and disputes are told within days: nothing in one stretch changes what another says, so each is computed by itself. Copies are alike
whatever their days and hold two stretches together. An undated report can be of any day: it is put to the stretch of the report that it is most like, so
that one stretch alone is asked which of its stories the report tells.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from parley.record.likeness.windows import REACH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def stretches(days: Mapping[str, int], copied: Iterable[tuple[str, str]] = ()) -> list[list[str]]:
    """The ids by day in stretches, each sorted, in order of their first days. `copied`: pairs of which one is a copy of the other."""
    found: list[list[str]] = []
    before: int | None = None
    for day, id in sorted((day, id) for id, day in days.items()):
        if before is None or day - before > REACH:
            found.append([])
        found[-1].append(id)
        before = day
    return _held_together(found, copied)


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
