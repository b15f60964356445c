"""Copies: which reports repeat the text of which, how much of it, and in what state.

Candidates share winnowed fingerprints (`repeats.prints`). Containment, the shared part of the smaller report, finds copies that were cut; a Jaccard
measure does not. What is shared is then aligned word by word. A report whose words were swapped one for one along the alignment, names too, is a
machine-spun or garbled copy: it corroborates nothing, and nothing is said to be copied from it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol

import msgspec
from rapidfuzz.distance import LCSseq

from parley.model import Aligned, Copy, Document, digest
from parley.record.likeness.align import Alignment, align, in_order
from parley.record.likeness.words import Word, words

CONTAINED = 0.3
# Below CONTAINED a report may still be a spun copy: its words are looked at in order.
LOOKED_AT = 0.06
SPUN = 0.5
# Fewer fingerprints than this are shared by chance ("he told reporters on Monday").
FEWEST = 4
# With so many of its group a document is compared word by word, to tell whether it is garbled.
NEAREST = 5
# A fingerprint in more documents than this is the press's own: it links each to its neighbours by id only, so that a report printed everywhere stays one.
COMMON = 50
Pair = tuple[str, str]
Swapped = Callable[[Pair], bool]
Kind = Literal["original", "exact", "syndicated", "rewritten", "garbled"]
_KINDS = ("headline", "body", "caption")


class Text(msgspec.Struct, frozen=True):
    """What of a document is compared: its own words."""

    document: Document
    words: list[Word]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What places a document in its group: when it was published ("~" when unknown), whether it credits somebody else, and an agency, and how many of its
    words are compared."""

    document: str
    published: str
    credited: bool
    agency: bool
    words: int


class Laid(Protocol):
    """Lays one document along another."""

    def __call__(self, document: str, source: str, *, spun: bool) -> Copy: ...


def credits_another(doc: Document) -> bool:
    """Whether a report credits somebody else than its own outlet for its text."""
    return any(credit.kind != "photo" and credit.name != doc.outlet for credit in doc.credits)


def reaches(doc: Document) -> list[tuple[int, int]]:
    """The parts of a document's text that are compared: all but credits, links and boilerplate."""
    return sorted((block.start, block.end) for block in doc.blocks if block.kind in _KINDS) or [(0, len(doc.text))]


def text_of(doc: Document, runs: Sequence[tuple[int, int]] = ()) -> Text:
    """The words of a document outside of credits, links and boilerplate."""
    found = [word for start, end in reaches(doc) for word in words(doc.text, start, end)]
    if runs:
        found = [word for word in found if not any(start <= word.start < end for start, end in runs)]
    return Text(doc, found)


def needed(smaller: int) -> int:
    """How many fingerprints two documents must share when the smaller has so many."""
    return min(FEWEST, max(2, smaller // 6))


def containment(shared: int, smaller: int) -> float | None:
    """The part of the smaller document's fingerprints that the other has; None when it is too little to look at."""
    if not smaller or shared < needed(smaller) or shared / smaller < LOOKED_AT:
        return None
    return round(shared / smaller, 6)


def is_copy(share: float, one: Text, other: Text) -> bool:
    """Whether, of two documents with so much in common, one is a copy of the other: as it is or spun."""
    return share >= CONTAINED or like(one, other) >= SPUN


def like(one: Text, other: Text) -> float:
    """The part of the shorter text's words that stand in the other in the same order; 0 where it is less than `SPUN`."""
    forms = [[word.form for word in text.words] for text in (one, other)]
    shorter = min(map(len, forms))
    # The longest common subsequence is an upper bound, and cheap.
    if not shorter or LCSseq.similarity(*forms) < SPUN * shorter:
        return 0.0
    return in_order(one.words, other.words) / shorter


def told(group: Sequence[str], pairs: Mapping[Pair, float], heads: Mapping[str, Head], swapped: Swapped, laid: Laid) -> list[Copy]:
    """The copies of one group: each document with its source, kind, share and aligned spans; `origin` is the original's id (see `origins`).

    `pairs`: the pairs of the group (smaller id first) with their containment. `swapped`: whether words of one of a pair were swapped for the other's; asked
    of the nearest pairs. `laid`: one document laid along its source, without group and origin.
    """
    linked: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), share in pairs.items():
        linked[one][other] = linked[other][one] = share
    spun = _spun(pairs, heads, swapped)
    order = sorted(group, key=lambda id: (id in spun, earliness(heads[id])))
    place = {id: n for n, id in enumerate(order)}
    # By its first member: a group that grows stays the same one.
    name = digest("copies", min(group))
    found = [Copy(group=name, document=order[0], kind="original", origin=order[0])]
    for n, id in enumerate(order[1:], 1):
        before = {other: share for other, share in linked[id].items() if place[other] < n}
        sources = [other for other in before if other not in spun] or list(before) or order[:1]
        source = max(sources, key=lambda other: (round(before.get(other, 0.0), 1), -place[other]))
        found.append(msgspec.structs.replace(laid(id, source, spun=id in spun), group=name, origin=order[0]))
    return found


def _spun(pairs: Mapping[Pair, float], heads: Mapping[str, Head], swapped: Swapped) -> set[str]:
    """The documents of a group that are garbled: they have swapped words against each that they are like, and the others have not.

    Of two alone, the one published later is; on one day, the one that credits nobody.
    """
    against: defaultdict[str, set[str]] = defaultdict(set)
    clean: set[str] = set()
    for one, other in _nearest(pairs):
        if swapped((one, other)):
            against[one].add(other)
            against[other].add(one)
        else:
            clean |= {one, other}
    found = {id for id in against if id not in clean}
    for id in sorted(found):
        if id in found and against[id] <= found:
            # Nothing clean to compare with: the first of them is taken for the source.
            found.discard(min(sorted({id, *against[id]}), key=lambda one: _trusted(heads[one])))
    return found


def _nearest(pairs: Mapping[Pair, float]) -> list[Pair]:
    """Each document's pairs with those that it shares most with."""
    by_document: defaultdict[str, list[tuple[float, Pair]]] = defaultdict(list)
    for pair, share in pairs.items():
        for id in pair:
            by_document[id].append((-share, pair))
    return sorted({pair for near in by_document.values() for _, pair in sorted(near)[:NEAREST]})


def _trusted(head: Head) -> tuple[str, bool, int, str]:
    return head.published[:10], not head.agency, -head.words, head.document


def laid(text: Text, source: Text, *, spun: bool) -> Copy:
    """A document laid along its source, as a copy without group and origin."""
    found = align(text.words, source.words)
    pairs = tuple(
        Aligned(text.document.span(text.words[run.here].start, text.words[run.here + run.size - 1].end),
                source.document.span(source.words[run.there].start, source.words[run.there + run.size - 1].end))
        for run in found.runs
    )  # fmt: skip
    share = round(found.shared / max(1, len(text.words)), 4)
    kind = "garbled" if spun else kind_of(found, len(text.words), len(source.words))
    return Copy(group="", document=text.document.id, kind=kind, origin="", source=source.document.id, share=min(share, 1.0), aligned=pairs)


def kind_of(found: Alignment, here: int, there: int) -> Kind:
    """What a copy is that is not garbled: exact, syndicated (three quarters of its words, or of its source's and half of its own, are shared) or rewritten."""
    if found.shared == here == there:
        return "exact"
    # An agency's later version has the earlier one whole, and paragraphs of its own.
    return "syndicated" if found.shared >= 0.75 * min(here, there) and found.shared >= 0.5 * here else "rewritten"


def earliness(head: Head) -> tuple[str, bool, str, int, str]:
    """What orders a group from the original on: day, whether it credits somebody else, moment, length, id."""
    start = head.published
    return start[:10], head.credited, start if len(start) > 10 else "", -head.words, head.document
