"""Bounds of what is read in one report. A text beyond them is no report, and reading it would only cost hours: what stands after them is kept, searched and
exported like the rest, and nothing is found in it. A problem row says so.
"""

import re

import msgspec

from parley.model import AnnotatedDocument, Block, Problem
from parley.segment.paragraphs import READ

WORDS = 100_000  # words and marks: a novel; a long magazine feature has 15,000
RUNS = 20_000  # headlines and runs of body
RULE = "beyond_bound"
_PIECE = re.compile(r"\w+|[^\w\s]")


def bounded(doc: AnnotatedDocument) -> AnnotatedDocument:
    """The document with what stands beyond the bounds as boilerplate of the rule `RULE`, and a row that tells where it begins."""
    text, blocks = doc.document.text, doc.document.blocks
    until = _end(text, blocks)
    if until is None:
        return doc
    kept = [piece for block in blocks for piece in _divided(text, block, until)]
    row = Problem(
        stage="segment", code="read_in_part", document=doc.document.id, span=doc.document.span(until, min(until + 40, len(text))),
        message=f"the report has more than {WORDS:,} words and marks or {RUNS:,} paragraphs: nothing was found from here on",
        advice="Give its parts as reports of their own, if it is press.",
    )  # fmt: skip
    return msgspec.structs.replace(doc, document=msgspec.structs.replace(doc.document, blocks=tuple(kept)), problems=(*doc.problems, row))


def _end(text: str, blocks: tuple[Block, ...]) -> int | None:
    """Where the bounds end the reading, None where they do not."""
    if len(text) <= RUNS:
        return None
    left = WORDS
    for count, block in enumerate(block for block in blocks if block.kind in READ):
        if count == RUNS:
            return block.start
        for found in _PIECE.finditer(text, block.start, block.end):
            if not left:
                return found.start()
            left -= 1
    return None


def _divided(text: str, block: Block, until: int) -> list[Block]:
    if block.end <= until or block.kind not in READ:
        return [block]
    if block.start >= until:
        return [msgspec.structs.replace(block, kind="boilerplate", rule=RULE)]
    end = until
    while text[end - 1].isspace():
        end -= 1
    return [msgspec.structs.replace(block, end=end), Block("boilerplate", until, block.end, RULE)]
