"""Boilerplate by repetition: a paragraph that an outlet prints in several reports is no part of any of them.

Appeals for money, newsletter boxes and notes on the outlet read like news; only repetition tells. A paragraph counts when it stands word for
word in at least `REPORTS` reports of one outlet that are not copies of one another (the same report put out again repeats every paragraph).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

import msgspec

from parley.model import AnyFinding, Block, Document
from parley.record.likeness.words import form

REPORTS = 3
# A shorter paragraph that ends like a sentence ("He did not elaborate.") can well be said three times.
WORDS = 7
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"\w+")
Runs = Mapping[str, list[tuple[int, int]]]


def paragraphs(doc: Document) -> Iterator[tuple[int, int, str]]:
    """Start, end and folded words of each paragraph below the headline."""
    heads = [(block.start, block.end) for block in doc.blocks if block.kind == "headline"]
    for match in _PARAGRAPH.finditer(doc.text):
        if not any(start <= match.start() < end for start, end in heads):
            yield match.start(), match.end(), " ".join(form(word) for word in _WORD.findall(match.group()))


def telling(text: str, key: str) -> bool:
    """Whether a paragraph, as it stands and folded, is so long, or so little of a sentence, that it is not said three times by chance."""
    count = key.count(" ") + 1 if key else 0
    return count >= WORDS or (count > 1 and text.rstrip()[-1:] not in '.!?"”’')


def outlet(doc: Document) -> str | None:
    """By whose paragraphs a document's are counted."""
    return doc.outlet or (urlsplit(doc.url).hostname if doc.url else None)


def is_repeated(sets: Iterable[Collection[int]]) -> bool:
    """Whether a paragraph is boilerplate: of the documents that have it (each its paragraphs; the largest first, equals by id), so many differ in most of
    their paragraphs from those counted before them."""
    kept: list[Collection[int]] = []
    for mine in sets:
        if all(2 * len(set(mine) & set(other)) <= len(mine) or len(mine) < 3 for other in kept):
            kept.append(mine)
            if len(kept) >= REPORTS:
                return True
    return False


def withheld(findings: Iterable[AnyFinding], runs: Runs) -> list[str]:
    """Ids of the findings whose evidence lies in boilerplate, all of it."""
    found = []
    for finding in findings:
        mine = runs.get(finding.document)
        if mine and all(any(start <= span.start and span.end <= end for start, end in mine) for span in finding.evidence):
            found.append(finding.id)
    return sorted(found)


def relabelled(doc: Document, runs: list[tuple[int, int]]) -> Document:
    """The document with its blocks cut at the runs and these labelled as boilerplate."""
    blocks: list[Block] = []
    for block in doc.blocks:
        at = block.start
        for start, end in runs:
            if block.kind == "boilerplate" or end <= at or start >= block.end:
                continue
            if start > at:
                blocks.append(Block(block.kind, at, start, block.rule))
            blocks.append(Block("boilerplate", max(at, start), min(end, block.end), "repeated"))
            at = min(end, block.end)
        if at < block.end:
            blocks.append(Block(block.kind, at, block.end, block.rule))
    return msgspec.structs.replace(doc, blocks=tuple(blocks))
