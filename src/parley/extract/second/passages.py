"""The runs of text that a second reader is asked about: headline and body alone, whole paragraphs, a bounded length."""

from collections.abc import Iterator

import msgspec

from parley.model import Document

LENGTH = 1500
"""Characters that a passage holds at most, unless one paragraph is longer: a small model's window holds it with room for the answer."""
LONGEST = 6000


class Passage(msgspec.Struct, frozen=True):
    """A run of a document's text, with its offsets."""

    start: int
    end: int
    text: str


def passages(doc: Document) -> Iterator[Passage]:
    """The passages of a document, in order; paragraphs are kept together up to `LENGTH`, one longer than `LONGEST` is cut at white space."""
    start = end = -1
    for low, high in _paragraphs(doc):
        if start >= 0 and (high - start > LENGTH or doc.text[end:low].strip()):
            yield Passage(start, end, doc.text[start:end])
            start = -1
        start, end = (low if start < 0 else start), high
    if start >= 0:
        yield Passage(start, end, doc.text[start:end])


def _paragraphs(doc: Document) -> Iterator[tuple[int, int]]:
    for block in doc.blocks:
        if block.kind not in ("headline", "body"):
            continue
        at = block.start
        for line in doc.text[block.start : block.end].splitlines(keepends=True):
            words = line.strip()
            if words:
                low = at + line.index(words)
                yield from _cut(doc.text, low, low + len(words))
            at += len(line)


def _cut(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    while high - low > LONGEST:
        cut = max(text.rfind(" ", low + 1, low + LONGEST), text.rfind("\u00a0", low + 1, low + LONGEST))
        cut = cut if cut > low else low + LONGEST
        yield low, cut
        low = cut
        while low < high and text[low].isspace():
            low += 1
    if low < high:
        yield low, high
