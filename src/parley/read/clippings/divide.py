"""One report as a reader found it into the reports that it holds."""

import functools
import re
from collections.abc import Iterator

import msgspec

from parley.lang import languages, load
from parley.model import Block
from parley.read.clippings.clip import Clip
from parley.read.clippings.factiva import factiva
from parley.read.clippings.monitoring import Words, monitored
from parley.read.clippings.nexis import nexis
from parley.read.clippings.proquest import proquest
from parley.read.report import Report

_TABLES = "en"  # the databases write their labels in English whatever the report's language
_MARKS = re.compile(
    r"\bEnd of Document\b|\bof\s{1,9}\d{1,6}\s{1,9}DOCUMENTS?\b|ProQuest document ID|\bDocument\s{1,9}[A-Z][A-Z0-9]{3,11}\d{8}[a-z0-9]{6,12}\b",
    re.IGNORECASE,
)


def is_export(text: str) -> bool:
    """True for text with a mark that only the export of a press database has."""
    return _MARKS.search(text) is not None


def divided(report: Report) -> Iterator[Report]:
    """The reports that a report's text holds, each with its own item; the report itself when it is one.

    What a clip says of itself counts as given; blocks of the whole that lie within a clip are kept where the clip says nothing else.
    """
    clips = _clips(report.text)
    if not clips:
        yield report
        return
    several = len(clips) > 1
    for number, clip in enumerate(clips, 1):
        yield _report(report, clip, f"{report.part}#{number}" if several else report.part)


def _clips(text: str) -> list[Clip]:
    if is_export(text):
        table = load(_TABLES).table("clippings")
        for reader, name in ((nexis, "nexis"), (factiva, "factiva"), (proquest, "proquest")):
            if clips := reader(text, table[name]):
                return clips
    return monitored(text, _words())


def _report(whole: Report, clip: Clip, part: str) -> Report:
    blocks = list(clip.blocks())
    for block in whole.blocks:
        start, end = block.start - clip.start, block.end - clip.start
        if clip.start <= block.start and block.end <= clip.end and not any(start < other.end and other.start < end for other in blocks):
            blocks.append(Block(block.kind, start, end, block.rule))
    given = clip.meta
    if given.id is None and whole.given.id:
        given = msgspec.structs.replace(given, id=whole.given.id + part)
    shared = msgspec.structs.replace(whole.given, id=None, url=None, title=None, authors=(), outlet=None, published=None)
    return msgspec.structs.replace(
        whole, text=whole.text[clip.start : clip.end], given=given.over(shared), found=whole.found if part == whole.part else type(whole.found)(),
        dates=(), blocks=tuple(sorted(blocks, key=lambda block: block.start)), part=part,
    )  # fmt: skip


@functools.cache
def _words() -> Words:
    """The labels of press reviews in every language that has some."""
    return Words([load(code).table("clippings")["monitoring"] for code in languages() if load(code).has("clippings")])
