"""Finding mentions, actors, quotations and times of one document quickly: what statements, events and the others ask of the stages before them."""

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from parley.model.actor import Actor, Mention
from parley.model.annotated import AnnotatedDocument
from parley.model.parse import Quotation, Sentence
from parley.model.time import Time

T = TypeVar("T")
UP = ("compound", "appos", "flat", "amod", "nmod", "det", "poss", "case", "nummod")


class _Same:
    """A key for a cache by identity: it keeps its object alive, so the identity cannot be taken over by another."""

    __slots__ = ("value",)

    def __init__(self, value: tuple[object, ...]) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


class SpanIndex(Generic[T]):
    """Things with offsets, found by place: a text with a thousand of them costs no more for each than a short one."""

    def __init__(self, things: Iterable[tuple[int, int, T]]) -> None:
        self._sorted = sorted(things, key=lambda thing: thing[:2])
        self._starts = [low for low, _, _ in self._sorted]
        self._longest = max((high - low for low, high, _ in self._sorted), default=0)

    def touching(self, start: int, end: int) -> list[tuple[int, int, T]]:
        """What overlaps or adjoins the offsets, with its own, in order of place."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end + 1)
        return [thing for thing in self._sorted[low:high] if thing[1] >= start]


class MentionIndex:
    """The mentions of one document by their head token, by their offsets and by sentence; its actors by id and key."""

    def __init__(self, mentions: tuple[Mention, ...]) -> None:
        self._at: dict[tuple[int, int], Mention] = {}
        self._whole: dict[tuple[int, int], Mention] = {}
        self._of: dict[int, list[Mention]] = {}
        for mention in mentions:
            table = self._whole if mention.rule == "coordination" else self._at
            table.setdefault((mention.sentence, mention.head), mention)
            self._of.setdefault(mention.sentence, []).append(mention)
        self._sorted = sorted(mentions, key=lambda m: (m.span.start, m.span.end))
        self._starts = [m.span.start for m in self._sorted]
        self._longest = max((m.span.end - m.span.start for m in mentions), default=0)

    def at(self, sent: Sentence, i: int, *, whole: bool = False) -> Mention | None:
        """The mention that token `i` is the head of, or whose head it is joined to as compound, title or apposition; None when there is none.

        whole: for the first of several that are coordinated ("Russia and Ukraine"), the mention of all of them together.
        """
        for _ in range(5):
            key = (sent.index, i)
            found = (self._whole.get(key) if whole else None) or self._at.get(key)
            if found is not None:
                return found
            token = sent.tokens[i]
            if token.dep not in UP or token.head == i:
                return None
            if token.dep == "poss":
                return None
            i = token.head
        return None

    def of(self, sentence: int) -> list[Mention]:
        """The mentions of the sentence of that index, in order of their heads."""
        return self._of.get(sentence, [])

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly within the offsets, in order."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [m for m in self._sorted[low:high] if m.span.end <= end]

    def from_start(self, start: int) -> list[Mention]:
        """The mentions that begin at the offset, the shortest first."""
        return self._sorted[bisect_left(self._starts, start) : bisect_right(self._starts, start)]

    def covering(self, start: int, end: int) -> list[Mention]:
        """The mentions whose spans hold all of the offsets, the shortest first."""
        low = bisect_left(self._starts, end - self._longest)
        high = bisect_left(self._starts, start + 1)
        return sorted((m for m in self._sorted[low:high] if m.span.end >= end), key=lambda m: m.span.end - m.span.start)


@functools.lru_cache(maxsize=16)
def _index(key: _Same) -> MentionIndex:
    return MentionIndex(key.value)  # type: ignore[arg-type]


@functools.lru_cache(maxsize=16)
def _actors(key: _Same) -> dict[str, Actor]:
    return {a.id: a for a in key.value}  # type: ignore[attr-defined, misc]


def mention_index(doc: AnnotatedDocument) -> MentionIndex:
    """The index of the document's mentions, built once."""
    return _index(_Same(doc.mentions))


def mention_at(doc: AnnotatedDocument, sent: Sentence, i: int, *, whole: bool = False) -> Mention | None:
    """The mention at token `i` of the sentence (see `MentionIndex.at`), or None."""
    return mention_index(doc).at(sent, i, whole=whole)


def mentions_in(doc: AnnotatedDocument, start: int, end: int) -> list[Mention]:
    """The mentions that lie wholly within the offsets, in order."""
    return mention_index(doc).within(start, end)


def actor_of(doc: AnnotatedDocument, mention: Mention) -> Actor | None:
    """The actor that the mention stands for, or None when it is not known."""
    return _actors(_Same(doc.actors)).get(mention.actor) if mention.actor else None


def actor_by_id(doc: AnnotatedDocument, actor: str) -> Actor | None:
    """The document's actor of that id, or None."""
    return _actors(_Same(doc.actors)).get(actor)


class _QuotationIndex:
    """The quotations of one document by their offsets; those of the outermost level do not overlap."""

    def __init__(self, quotations: tuple[Quotation, ...]) -> None:
        self.all = sorted(quotations, key=lambda q: (q.start, -q.end))
        self.starts = [q.start for q in self.all]
        self.outer = [q for q in self.all if q.parent == -1]
        self.outer_starts = [q.start for q in self.outer]
        self.outer_ends = [q.end for q in self.outer]


@functools.lru_cache(maxsize=16)
def _quotations(key: _Same) -> _QuotationIndex:
    return _QuotationIndex(key.value)  # type: ignore[arg-type]


def outer_quotations(doc: AnnotatedDocument, start: int, end: int | None = None) -> Iterator[Quotation]:
    """The quotations of the outermost level from the first that ends at `start` or after it on, in order, to the last that begins at `end` or before it."""
    index = _quotations(_Same(doc.quotations))
    for n in range(bisect_left(index.outer_ends, start), len(index.outer)):
        if end is not None and index.outer_starts[n] > end:
            return
        yield index.outer[n]


def quotations_within(doc: AnnotatedDocument, start: int, end: int) -> list[Quotation]:
    """The quotations of any level that lie wholly within the offsets, in order."""
    index = _quotations(_Same(doc.quotations))
    return [q for q in index.all[bisect_left(index.starts, start) : bisect_left(index.starts, end)] if q.end <= end]


@functools.lru_cache(maxsize=16)
def _times(key: _Same) -> tuple[list[int], list[Time]]:
    times: tuple[Time, ...] = key.value  # type: ignore[assignment]
    found = sorted(((t.span.start, n, t) for n, t in enumerate(times) if t.span is not None), key=lambda entry: entry[:2])
    return [start for start, _, _ in found], [time for _, _, time in found]


def times_within(doc: AnnotatedDocument, start: int, end: int) -> list[Time]:
    """The times whose words lie wholly within the offsets, in order."""
    starts, found = _times(_Same(doc.times))
    return [t for t in found[bisect_left(starts, start) : bisect_left(starts, end)] if t.span is not None and t.span.end <= end]
