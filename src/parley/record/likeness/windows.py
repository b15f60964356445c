"""Weights of words, and which share words, by what was published around the same days.

A word tells a report (or an assertion) from others of its days, so it is weighed by how many of those have it: inverse document frequency over a
window of days around its own, and not over all of the record. What is added or taken out elsewhere in time then changes no weight. What has no day
can be of any, and is weighed by all.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence

import msgspec

from parley.record.likeness.words import vector, weights

REACH = 30
"""Days before and after that count: on the press and on ECB+ dev stories are as good from 7 days on; a month has reports enough where the press is thin."""


BESIDE = 20
"""Bags without any of the words that are thought beside those of the days: where two reports are all there is, what they share is no common word. With
none, single days of small negotiations fall into two stories; with 40, different ones fall together."""


class Weighed(msgspec.Struct, frozen=True):
    """A bag as a vector of length 1; its words that few others of its days have; how many bags its days have, its own counted."""

    vector: dict[str, float]
    rare: frozenset[str]
    among: int


def weigh(bags: Mapping[str, Counter[str]], days: Mapping[str, int | None], most: Callable[[int], int]) -> dict[str, Weighed]:
    """Each bag as it is weighed among those of its days. `most`: in how many bags, of so many, a word still is rare."""
    found = {}
    for ids, seen, count in _windows(bags, days):
        limit = most(count)
        for id in ids:
            rare = frozenset(word for word in bags[id] if seen[word] <= limit)
            found[id] = Weighed(vector(bags[id], weights(bags[id], seen, count + BESIDE)), rare, count)
    return found


def _windows(bags: Mapping[str, Counter[str]], days: Mapping[str, int | None]) -> Iterator[tuple[Sequence[str], Counter[str], int]]:
    """The ids of each day with the number of bags of its window that have each word, and of all its bags; the undated last, over everything."""
    by_day: defaultdict[int, list[str]] = defaultdict(list)
    for id in sorted(bags):
        day = days.get(id)
        if day is not None:
            by_day[day].append(id)
    order = sorted(by_day)
    seen: Counter[str] = Counter()
    inside: deque[int] = deque()
    count = ahead = 0
    for day in order:
        while ahead < len(order) and order[ahead] <= day + REACH:
            inside.append(order[ahead])
            count += len(by_day[order[ahead]])
            for id in by_day[order[ahead]]:
                seen.update(bags[id].keys())
            ahead += 1
        while inside[0] < day - REACH:
            gone = by_day[inside.popleft()]
            count -= len(gone)
            for id in gone:
                for word in bags[id]:
                    seen[word] -= 1
                    if not seen[word]:
                        del seen[word]
        yield by_day[day], seen, count
    undated = [id for id in sorted(bags) if days.get(id) is None]
    if undated:
        yield undated, Counter(word for bag in bags.values() for word in bag), len(bags)


def sharing(words: Mapping[str, Collection[Hashable]], days: Mapping[str, int | None], span: int, least: int = 1) -> dict[tuple[str, str], int]:
    """Pairs of ids (smaller first) of at most `span` days apart, or of which one has no day, that share `least` words or more, with how many; in order."""
    ids = sorted(id for id, some in words.items() if some)
    index: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number in sorted(range(len(ids)), key=lambda number: (days.get(ids[number]) is None, days.get(ids[number]) or 0, number)):
        for word in words[ids[number]]:
            index[word].append(number)
    several = [some for some in index.values() if len(some) > 1]
    if not several:
        return {}
    # numpy takes a tenth of a second to load, and most commands need none of this.
    import numpy as np

    ever = max((day for day in days.values() if day is not None), default=0) + span + 1
    day_of = np.array([ever if (day := days.get(id)) is None else day for id in ids], dtype=np.int64)
    member = np.concatenate([np.array(some, dtype=np.int64) for some in several])
    group = np.repeat(np.arange(len(several)), [len(some) for some in several])
    found = [np.empty(0, np.int64)]
    # Those of one word lie in order of their days, the undated last: what is too far from one is so from all before it, unless it is of any day.
    here = np.arange(len(member))
    for step in range(1, max(map(len, several))):
        here = here[here + step < len(member)]
        here = here[group[here] == group[here + step]]
        one, other = member[here], member[here + step]
        near = (day_of[other] - day_of[one] <= span) | (day_of[other] == ever)
        one, other = one[near], other[near]
        found.append(np.minimum(one, other) * len(ids) + np.maximum(one, other))
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    pairs, counts = pairs[counts >= least], counts[counts >= least]
    first, second = np.divmod(pairs, len(ids))
    return {(ids[one], ids[other]): count for one, other, count in zip(first.tolist(), second.tolist(), counts.tolist(), strict=True)}
