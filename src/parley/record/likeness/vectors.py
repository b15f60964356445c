"""Many pairs of vectors compared at once: what `words.cosine` says of two."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Compared(NamedTuple):
    """Of two vectors of length 1 their cosine, and of the weight of each, which is 1, what lies in words that the other has too."""

    cosine: float
    first: float
    second: float


def compared(vectors: Mapping[str, Mapping[str, float]], pairs: Sequence[tuple[str, str]]) -> Iterator[Compared]:
    """What each pair has in common, in the order of the pairs; those of one first id are quickest when they lie together. Rounded, so that the order of
    adding shows nowhere."""
    if not pairs:
        return
    # numpy takes a tenth of a second to load, and most commands need none of this.
    import numpy as np

    ids = {id: n for n, id in enumerate(sorted({id for pair in pairs for id in pair}))}
    numbers: dict[str, int] = {}
    columns = np.array([numbers.setdefault(word, len(numbers)) for id in ids for word in vectors[id]], dtype=np.int64)
    values = np.array([value for id in ids for value in vectors[id].values()])
    ends = np.cumsum([len(vectors[id]) for id in ids])
    begins = np.concatenate(([0], ends[:-1]))
    row, has = np.zeros(len(numbers) + 1), np.zeros(len(numbers) + 1)
    for begin, end in _runs(pairs):
        first = slice(begins[ids[pairs[begin][0]]], ends[ids[pairs[begin][0]]])
        row[columns[first]], has[columns[first]] = values[first], 1.0
        others = np.array([ids[other] for _, other in pairs[begin:end]])
        at, starts = _gathered(begins[others], ends[others])
        there, own = columns[at], values[at]
        for one in zip(*(_sums(some, starts) for some in (row[there] * own, row[there] ** 2, has[there] * own**2)), strict=True):
            yield Compared(*one)
        row[columns[first]], has[columns[first]] = 0.0, 0.0


def _runs(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Begin and end of each run of pairs with one first id."""
    begin = 0
    for end in range(1, len(pairs) + 1):
        if end == len(pairs) or pairs[end][0] != pairs[begin][0]:
            yield begin, end
            begin = end


def _gathered(begins: "NDArray[np.int64]", ends: "NDArray[np.int64]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """The numbers from each begin to its end, one after another, and where each of these runs begins, with where the last ends."""
    import numpy as np

    starts = np.concatenate(([0], np.cumsum(ends - begins)))
    return np.arange(starts[-1]) + np.repeat(begins - starts[:-1], ends - begins), starts


def _sums(some: "NDArray[np.float64]", starts: "NDArray[np.int64]") -> list[float]:
    import numpy as np

    # A run of nothing sums to 0, where reduceat gives what stands there.
    sums = np.add.reduceat(np.concatenate((some, [0.0])), starts[:-1])
    sums[starts[:-1] == starts[1:]] = 0.0
    return [round(one, 9) for one in sums.tolist()]
