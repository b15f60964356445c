"""The trained scorer: a logistic model over the names of features, its weights a plain table.

Weights file: gzip of UTF-8 lines "feature<TAB>weight", the threshold in the feature named "threshold".
"""

import functools
import gzip
import math
from collections.abc import Iterable, Mapping

from parley.lang import Language

WEIGHTS = "statements"


class Scorer:
    """Probabilities from weights."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        self.threshold = self.weights.pop("threshold", 0.5)

    def score(self, names: Iterable[str]) -> float:
        """The probability that a candidate with these features is right."""
        weights = self.weights
        total = 0.0
        for name in names:
            if name in weights:
                total += weights[name]
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def dump(weights: Mapping[str, float]) -> bytes:
    """The weights as bytes; the same weights give the same bytes."""
    return gzip.compress("".join(f"{name}\t{value:.4f}\n" for name, value in sorted(weights.items())).encode(), mtime=0)


def undump(data: bytes) -> Scorer:
    """The scorer of a weights file."""
    rows = (line.rsplit("\t", 1) for line in gzip.decompress(data).decode().splitlines())
    return Scorer({name: float(value) for name, value in rows})


@functools.cache
def scorer(lang: Language) -> Scorer | None:
    """The scorer that the language ships, or None."""
    data = lang.weights(WEIGHTS)
    return undump(data) if data is not None else None
