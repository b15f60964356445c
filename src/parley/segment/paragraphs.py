"""Paragraphs: the unit within which quotation marks balance and sentences are parsed."""

import re

from parley.model import Document
from parley.model.document import BlockKind

READ: tuple[BlockKind, ...] = ("headline", "body")
LINE = re.compile(r"[^\n]+")


WIDEST = 110  # characters; a hard-wrapped line is not longer


def paragraphs(doc: Document, kinds: tuple[BlockKind, ...] = READ) -> list[tuple[int, int, int]]:
    """(start, end, block index) of each paragraph in blocks of the given kinds; the whole text is one body block when there are none.

    A newline ends a paragraph, unless the line was wrapped hard (`wrapped`).
    """
    blocks = [(b.start, b.end, i) for i, b in enumerate(doc.blocks) if b.kind in kinds] if doc.blocks else [(0, len(doc.text), 0)]
    width = line_width(doc.text)
    found: list[tuple[int, int, int]] = []
    for start, end, block in blocks:
        for line in LINE.finditer(doc.text, start, end):
            if not line[0].strip():
                continue
            begin = _after_dateline(doc, line.start(), line.end())
            last = found[-1] if found else None
            if last and last[2] == block and wrapped(doc.text, last[1], begin, width):
                found[-1] = (last[0], line.end(), block)
            else:
                found.append((begin, line.end(), block))
    return found


def _after_dateline(doc: Document, start: int, end: int) -> int:
    """Where the words of a line begin: after the dateline that opens it, which is no part of its first sentence."""
    span = doc.dateline.span if doc.dateline else None
    if span is None or not start <= span.start < end or span.end >= end:
        return start
    at = span.end
    while at < end and (doc.text[at].isspace() or doc.text[at] in "-–—:."):
        at += 1
    return at if at < end else start


def line_width(text: str) -> int | None:
    """The width to which a text was wrapped: the length of its longest line, or None when that is no line that a person would wrap to."""
    longest = max((m.end() - m.start() for m in LINE.finditer(text)), default=0)
    return longest if 40 <= longest <= WIDEST else None


def wrapped(text: str, end: int, start: int, width: int | None) -> bool:
    """Whether the newline between a line's end and the next line's start is a wrap and not the end of a paragraph.

    In a text of wrapped lines, when the next line's first word would not have fitted; in any text, when the line above has no closing punctuation
    and the next goes on in lower case.
    """
    if text[end:start].count("\n") != 1:
        return False
    if width is not None:
        line = end - text.rfind("\n", 0, end) - 1
        word = re.match(r"\s*\S+", text[start : start + WIDEST])
        return word is not None and line + 1 + len(word[0]) > width
    return text[end - 1] not in ".!?:;”\"'’»" and text[start : start + 1].islower()
