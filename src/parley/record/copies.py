"""Copies: which reports repeat the text of which, how much of it, and in what state.

Candidates share winnowed fingerprints (runs of `K` words; Schleimer, Wilkerson and Aiken 2003). Containment, the shared part of the smaller
report, finds copies that were cut; a Jaccard measure does not. What is shared is then aligned word by word. A report whose words were swapped one
for one along the alignment, names too, is a machine-spun or garbled copy: it corroborates nothing, and nothing is said to be copied from it.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec
from rapidfuzz.distance import LCSseq

from parley.model import Aligned, Copy, Document, Judgement, digest
from parley.record.align import Alignment, align
from parley.record.boilerplate import Runs
from parley.record.corpus import Corpus
from parley.record.words import Word, grams, winnowed, words

K, WINDOW = 4, 4
CONTAINED = 0.3
# Below CONTAINED a report may still be a spun copy: its words are looked at in order.
LOOKED_AT = 0.06
SPUN = 0.5
# Fewer fingerprints than this are shared by chance ("he told reporters on Monday").
FEWEST = 4
# With so many of its group a document is compared word by word, to tell whether it is garbled.
NEAREST = 5
# A fingerprint in more documents than this links each to its neighbours only.
COMMON = 50
Kind = Literal["original", "exact", "syndicated", "rewritten", "garbled"]
_KINDS = ("headline", "body", "caption")


class Text(msgspec.Struct, frozen=True):
    """What of a document is compared: its own words, and their fingerprints."""

    document: Document
    words: list[Word]
    prints: frozenset[int]


def text_of(doc: Document, runs: Sequence[tuple[int, int]] = ()) -> Text:
    """What of a document is compared with others' texts."""
    found = own_words(doc, runs)
    return Text(doc, found, frozenset(winnowed(grams([word.form for word in found], K), WINDOW)))


def own_words(doc: Document, runs: Sequence[tuple[int, int]] = ()) -> list[Word]:
    """The words of a document outside of credits, links and boilerplate."""
    reaches = [(block.start, block.end) for block in doc.blocks if block.kind in _KINDS] or [(0, len(doc.text))]
    found = [word for start, end in sorted(reaches) for word in words(doc.text, start, end)]
    if runs:
        found = [word for word in found if not any(start <= word.start < end for start, end in runs)]
    return found


def copies(corpus: Corpus, runs: Runs) -> list[Copy]:
    """The copy groups, each document with its source, kind, share and aligned spans; `origin` is the original's id (see `origins`)."""
    apart = _rejected(corpus.judgements)
    texts = {id: text_of(corpus.documents[id], runs.get(id, ())) for id in sorted(corpus.documents) if id not in apart}
    pairs: dict[tuple[str, str], float] = {}
    for pair, share in candidates(texts).items():
        if share >= CONTAINED or _like(texts[pair[0]], texts[pair[1]]) >= SPUN:
            pairs[pair] = share
    found = []
    for group in _groups(pairs):
        found += _told(group, pairs, texts)
    return sorted(found, key=lambda copy: (copy.group, copy.document))


def candidates(texts: Mapping[str, Text]) -> dict[tuple[str, str], float]:
    """Pairs of documents (smaller id first) that share fingerprints, with the containment of the one in the other."""
    index: defaultdict[int, list[str]] = defaultdict(list)
    for id in sorted(texts):
        for mark in texts[id].prints:
            index[mark].append(id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in index.values():
        if 1 < len(ids) <= COMMON:
            shared.update(itertools.combinations(ids, 2))
    near = {pair for ids in index.values() if len(ids) > COMMON for pair in itertools.pairwise(ids)}
    for one, other in near:
        shared[(one, other)] = len(texts[one].prints & texts[other].prints)
    found = {}
    for pair in sorted(shared):
        smaller = min(len(texts[pair[0]].prints), len(texts[pair[1]].prints))
        if shared[pair] >= min(FEWEST, max(2, smaller // 6)) and shared[pair] / smaller >= LOOKED_AT:
            found[pair] = round(shared[pair] / smaller, 6)
    return found


def _like(one: Text, other: Text) -> float:
    forms = [[word.form for word in text.words] for text in (one, other)]
    shorter = min(map(len, forms))
    # The longest common subsequence is an upper bound, and cheap.
    if not shorter or LCSseq.similarity(*forms) < SPUN * shorter:
        return 0.0
    return align(one.words, other.words).order / shorter


def _rejected(judgements: Iterable[Judgement]) -> set[str]:
    return {made.target for made in judgements if made.on == "copy" and made.action == "reject"}


def _groups(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    home: dict[str, str] = {}

    def top(id: str) -> str:
        while home.setdefault(id, id) != id:
            home[id] = home[home[id]]
            id = home[id]
        return id

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        home[second] = first
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id in sorted(home):
        groups[top(id)].append(id)
    return [groups[id] for id in sorted(groups)]


def _told(group: list[str], pairs: Mapping[tuple[str, str], float], texts: Mapping[str, Text]) -> list[Copy]:
    spun = _spun(group, pairs, texts)
    order = sorted(group, key=lambda id: (id in spun, earliness(texts[id])))
    found: list[Copy] = []
    name = digest("copies", *group)
    for n, id in enumerate(order):
        linked = {other: pairs[_pair(id, other)] for other in order[:n] if _pair(id, other) in pairs}
        sources = [other for other in linked if other not in spun] or list(linked) or order[:1]
        if n == 0:
            found.append(Copy(group=name, document=id, kind="original", origin=id))
        else:
            source = max(sources, key=lambda other: (round(linked.get(other, 0.0), 1), -order.index(other)))
            found.append(_copy(name, texts[id], texts[source], order[0], spun=id in spun))
    return found


def _spun(group: list[str], pairs: Mapping[tuple[str, str], float], texts: Mapping[str, Text]) -> set[str]:
    """The documents of a group that are garbled: they have swapped words against each that they are like, and the others have not.

    Of two alone, the one published later is; on one day, the one that credits nobody.
    """
    swapped: defaultdict[str, set[str]] = defaultdict(set)
    clean: set[str] = set()
    for one, other in _nearest(group, pairs):
        if align(texts[one].words, texts[other].words).garbled:
            swapped[one].add(other)
            swapped[other].add(one)
        else:
            clean |= {one, other}
    found = {id for id in swapped if id not in clean}
    for id in sorted(found):
        if id in found and swapped[id] <= found:
            # Nothing clean to compare with: the first of them is taken for the source.
            found.discard(min(sorted({id, *swapped[id]}), key=lambda one: _trusted(texts[one])))
    return found


def _nearest(group: list[str], pairs: Mapping[tuple[str, str], float]) -> list[tuple[str, str]]:
    """Each document's pairs with those that it shares most with."""
    inside = set(group)
    by_document: defaultdict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for pair, share in pairs.items():
        if pair[0] in inside:
            for id in pair:
                by_document[id].append((-share, pair))
    return sorted({pair for near in by_document.values() for _, pair in sorted(near)[:NEAREST]})


def _trusted(text: Text) -> tuple[str, bool, int, str]:
    doc = text.document
    return (doc.published.start or "~")[:10], not any(credit.kind == "agency" for credit in doc.credits), -len(text.words), doc.id


def _copy(group: str, text: Text, source: Text, origin: str, *, spun: bool) -> Copy:
    found = align(text.words, source.words)
    pairs = tuple(
        Aligned(text.document.span(text.words[run.here].start, text.words[run.here + run.size - 1].end),
                source.document.span(source.words[run.there].start, source.words[run.there + run.size - 1].end))
        for run in found.runs
    )  # fmt: skip
    share = round(found.shared / max(1, len(text.words)), 4)
    kind = "garbled" if spun else kind_of(found, len(text.words), len(source.words))
    return Copy(
        group=group, document=text.document.id, kind=kind, origin=origin, source=source.document.id,
        share=min(share, 1.0), aligned=pairs,
    )  # fmt: skip


def kind_of(found: Alignment, here: int, there: int) -> Kind:
    """What a copy is that is not garbled: exact, syndicated (three quarters of its words, or of its source's and half of its own, are shared) or rewritten."""
    if found.shared == here == there:
        return "exact"
    # An agency's later version has the earlier one whole, and paragraphs of its own.
    return "syndicated" if found.shared >= 0.75 * min(here, there) and found.shared >= 0.5 * here else "rewritten"


def earliness(text: Text) -> tuple[str, bool, str, int, str]:
    """What orders a group from the original on: day, whether it credits somebody else, moment, length, id."""
    doc = text.document
    start = doc.published.start or "~"
    credited = any(credit.kind != "photo" and credit.name != doc.outlet for credit in doc.credits)
    return start[:10], credited, start if len(start) > 10 else "", -len(text.words), doc.id


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
