"""The trained scorer: a log-linear model over the names of features, its weights a plain table.

Weights file: gzip of UTF-8 lines "feature<TAB>weight", the threshold in the feature named "threshold".
"""

import functools
import gzip
import math
from collections.abc import Hashable, Iterable, Mapping, Sequence

from parley.extract.statements.candidate import Candidate, group
from parley.extract.statements.features import features, for_scheme, rivals
from parley.extract.statements.lexicon import Lexicon
from parley.lang import Language
from parley.model import AnnotatedDocument

WEIGHTS = "statements"
STEP_DOWN = 0.001


class Scorer:
    """Scores from weights, probabilities from the scores of what competes."""

    def __init__(self, weights: Mapping[str, float], scheme: str = "") -> None:
        self.weights = dict(weights)
        self.threshold = self.weights.get("threshold", 0.5)
        self.scheme = scheme

    def under(self, scheme: str) -> "Scorer":
        """The same model under another annotation scheme: "" (speech, belief, intention, judgement) or "clauses" (what is said in clauses and quotations)."""
        return Scorer(self.weights, scheme)

    def raw(self, names: Iterable[str]) -> float:
        """The score of a reading: the sum of the weights of its features."""
        total = 0.0
        for weight in filter(None, map(self.weights.get, names)):  # few names have one
            total += weight
        return total

    def probabilities(self, doc: AnnotatedDocument, found: Sequence[Candidate], lex: Lexicon) -> list[tuple[Candidate, float]]:
        """Each candidate with its probability among the readings that it competes with and "none of them"."""
        others = rivals(found)
        scores = [self.raw(for_scheme(features(doc, c, lex, others), self.scheme)) for c in found]
        return list(zip(found, shares([group(c) for c in found], scores), strict=True))


def shares(groups: Sequence[Hashable], scores: Sequence[float]) -> list[float]:
    """For each reading the probability that any reading of its group is right, less a little for those that are not the group's best.

    Within a group the probabilities are the softmax of the scores, with a score of 0 for none of them.
    """
    tops: dict[Hashable, float] = {}
    for key, score in zip(groups, scores, strict=True):
        tops[key] = max(tops.get(key, 0.0), score)
    none = {key: math.exp(-top) for key, top in tops.items()}
    mass = dict.fromkeys(tops, 0.0)
    for key, score in zip(groups, scores, strict=True):
        mass[key] += math.exp(score - tops[key])
    found = []
    for key, score in zip(groups, scores, strict=True):
        some = mass[key] / (mass[key] + none[key])
        found.append(some - STEP_DOWN * (1 - math.exp(score - tops[key]) / mass[key]))
    return found


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
