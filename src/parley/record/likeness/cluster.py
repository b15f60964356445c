"""Average-link clustering over sparse similarities: the same clusters in whatever order the pairs come."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping


def clusters(members: Iterable[str], likeness: Mapping[tuple[str, str], float], threshold: float) -> list[list[str]]:
    """Members in clusters whose average likeness to one another is at least the threshold; sorted, each cluster too.

    Pairs that are not given are 0. The most alike are joined first, equals by name (UPGMA; Sokal and Michener 1958).
    """
    groups = {member: [member] for member in members}
    sums: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), value in likeness.items():
        sums[one][other] = sums[other][one] = value
    heap = [(-value, min(pair), max(pair)) for pair, value in likeness.items() if value >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, one, other = heapq.heappop(heap)
        if one not in groups or other not in groups or _average(sums, groups, one, other) != -negative:
            continue
        groups[one] += groups.pop(other)
        for third, value in sums.pop(other).items():
            if third != one:
                sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + value
                del sums[third][other]
        sums[one].pop(other, None)
        for third in sums[one]:
            average = _average(sums, groups, one, third)
            if average >= threshold:
                heapq.heappush(heap, (-average, min(one, third), max(one, third)))
    return sorted(sorted(group) for group in groups.values())


def _average(sums: Mapping[str, Mapping[str, float]], groups: Mapping[str, list[str]], one: str, other: str) -> float:
    # Rounded: the same sum in another order of adding may differ in its last bits.
    return round(sums[one].get(other, 0.0) / (len(groups[one]) * len(groups[other])), 9)
