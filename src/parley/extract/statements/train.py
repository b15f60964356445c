"""Training the scorer on annotated reports: the candidates of each are marked right or wrong against the annotation, and weights are fitted."""

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from parley.extract.statements.candidate import CUT_OUT, Candidate, Spans, group
from parley.extract.statements.corpus import Gold
from parley.extract.statements.features import features, for_scheme, rivals
from parley.extract.statements.fit import Reading, fit
from parley.extract.statements.frames import candidates
from parley.extract.statements.lexicon import lexicon
from parley.extract.statements.scorer import dump
from parley.lang import Language
from parley.model import AnnotatedDocument

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
RIGHT = 0.8
NEARLY = 0.1
STRENGTH = 5.0
THRESHOLD = 0.6


Corpus = Iterable[tuple[AnnotatedDocument, Sequence[Gold]]]


def train(corpus: Corpus, lang: Language, *, clauses: Corpus = (), strength: float = STRENGTH, threshold: float = THRESHOLD) -> bytes:
    """Weights for `lang/<code>/weights/statements.*` from parsed reports (segmented by the map) and their attributions.

    clauses: more reports, annotated by a scheme that counts only what is said in clauses and quotations (GUM's). strength: of the penalty on weights, more
    for small corpora. threshold: the probability at which a cue counts.
    """
    readings = list(_readings(((doc, golds, "") for doc, golds in corpus), lang, 0))
    first = 1 + max((r.group for r in readings), default=0)
    readings += _readings(((doc, golds, "clauses") for doc, golds in clauses), lang, first)
    return dump({**fit(readings, strength=strength), "threshold": threshold})


def _readings(corpus: Iterable[tuple[AnnotatedDocument, Sequence[Gold], str]], lang: Language, first: int) -> Iterator[Reading]:
    numbers: dict[tuple[int, ...], int] = {}
    for n, (doc, golds, scheme) in enumerate(corpus):
        for candidate, names, right in judged(doc, golds, lang):
            key = (n, *group(candidate))
            yield Reading(numbers.setdefault(key, first + len(numbers)), for_scheme(names, scheme), right)


def judged(doc: AnnotatedDocument, golds: Sequence[Gold], lang: Language) -> Iterator[tuple[Candidate, list[str], bool | None]]:
    """The candidates of a report with their features, and whether each is right; None for one that is nearly as good as the best and not to be learnt from."""
    lex = lexicon(lang)
    found = list(candidates(doc, lex))
    others = rivals(found)
    words = _Words(doc.document.text)
    wanted = [(content, words.under(g.cue)) for g in golds if (content := words.under(g.content))]
    holders: dict[int, list[int]] = defaultdict(list)
    for n, (content, _) in enumerate(wanted):
        for word in content:
            holders[word].append(n)
    matches = [_match(c, words, wanted, holders) for c in found]
    best: dict[int, float] = {}
    for c, (share, n) in zip(found, matches, strict=True):
        if c.frame not in CUT_OUT:
            best[n] = max(best.get(n, 0.0), share)
    for c, (share, n) in zip(found, matches, strict=True):
        right: bool | None = share >= RIGHT
        if right and c.frame not in CUT_OUT and share < best[n]:
            right = None if share >= best[n] - NEARLY else False
        yield c, features(doc, c, lex, others), right


def _match(c: Candidate, words: "_Words", wanted: Sequence[tuple[frozenset[int], frozenset[int]]], holders: dict[int, list[int]]) -> tuple[float, int]:
    """The overlap with the annotated content that it fits best, among those with a cue in common, and its number; a quotation need only lie inside."""
    content, cue = words.under(c.content), words.under(c.cue)
    best = (0.0, -1)
    counts = Counter(n for word in content for n in holders.get(word, ()))
    for n, shared in sorted(counts.items()):
        other, other_cue = wanted[n]
        if cue and other_cue and not cue & other_cue:
            continue
        share = shared / len(content) if c.frame in CUT_OUT else shared / (len(content) + len(other) - shared)
        best = max(best, (share, -n), key=lambda b: b[0])
    return best[0], -best[1]


class _Words:
    """The words of a text, and those that spans touch: punctuation does not count in a comparison of contents."""

    def __init__(self, text: str) -> None:
        self.spans = [m.span() for m in WORD.finditer(text)]
        self.starts = [start for start, _ in self.spans]

    def under(self, spans: Spans) -> frozenset[int]:
        found: set[int] = set()
        for start, end in spans:
            i = max(0, bisect.bisect_left(self.starts, start) - 1)
            while i < len(self.spans) and self.spans[i][0] < end:
                if self.spans[i][1] > start:
                    found.add(i)
                i += 1
        return frozenset(found)
