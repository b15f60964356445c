"""Stretches: the reports of one negotiation in runs without a longer pause than words are weighed over.

Stories, claims and disputes are told within days: nothing in one stretch changes what another says, so each is computed by itself. Undated reports can be
of any day, and copies are alike whatever their days: a negotiation with an undated report is one stretch, and copies hold two stretches together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from parley.record.likeness.windows import REACH


def stretches(days: Mapping[str, int | None], copied: Iterable[tuple[str, str]] = ()) -> list[list[str]]:
    """The ids by day (None: unknown) in stretches, each sorted, in order of their first days. `copied`: pairs of which one is a copy of the other."""
    if None in days.values():
        return [sorted(days)]
    found: list[list[str]] = []
    before: int | None = None
    for day, id in sorted((day, id) for id, day in days.items() if day is not None):
        if before is None or day - before > REACH:
            found.append([])
        found[-1].append(id)
        before = day
    return _held_together(found, copied)


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
