"""Paragraphs: the unit within which quotation marks balance and sentences are parsed."""

import re

from parley.model import Document
from parley.model.document import BlockKind

READ: tuple[BlockKind, ...] = ("headline", "body")
LINE = re.compile(r"[^\n]+")


def paragraphs(doc: Document, kinds: tuple[BlockKind, ...] = READ) -> list[tuple[int, int, int]]:
    """(start, end, block index) of each paragraph in blocks of the given kinds; the whole text is one body block when there are none.

    A newline ends a paragraph, unless the line was wrapped hard: the line above has no closing punctuation and the next goes on in lower case.
    """
    blocks = [(b.start, b.end, i) for i, b in enumerate(doc.blocks) if b.kind in kinds] if doc.blocks else [(0, len(doc.text), 0)]
    found: list[tuple[int, int, int]] = []
    for start, end, block in blocks:
        for line in LINE.finditer(doc.text, start, end):
            if not line[0].strip():
                continue
            last = found[-1] if found else None
            if last and last[2] == block and _wrapped(doc.text, last[1], line.start()):
                found[-1] = (last[0], line.end(), block)
            else:
                found.append((line.start(), line.end(), block))
    return found


def _wrapped(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    first = text[start : start + 1]
    return gap.count("\n") == 1 and text[end - 1] not in ".!?:;”\"'’»" and first.islower()
