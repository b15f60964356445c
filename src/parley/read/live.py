"""Live blogs: the entries of a page that goes on being written, each under the time at which it was posted."""

import datetime
import functools
import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from parley.lang import Language
from parley.model import Block, Document
from parley.read import dates

ENTRY_TIME = "entry_time"
"""The rule of the block that an entry's time is."""
_HALF_DAY = 12 * 60
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)\s*(?:([ap])\.?m\b\.?)?", re.IGNORECASE)


class Entry(msgspec.Struct, frozen=True):
    """One entry: from its time to the next one's. stamp: where its time stands. at: when it was posted, ISO to the minute, None when its day is not forced."""

    start: int
    end: int
    stamp: tuple[int, int]
    at: str | None


@functools.cache
def _stamp(lang: Language) -> re.Pattern[str]:
    """A time of the clock that opens a line, with its zone, and the day before or after it."""
    zones = "|".join(lang.table("press")["genre"]["live_blog"]["zones"])
    zone = rf"(?:(?:GMT|UTC)?[+-]\d{{1,2}}(?::?\d\d)?|(?:{zones})(?!\w)|\((?:{zones})\))"
    clock = rf"\d{{1,2}}[:.]\d\d(?!\d)(?:[ \t]*(?i:[ap]\.?m)\b\.?)?(?:[ \t]*{zone})?"
    day = rf"(?i:{dates.DAY})"
    return re.compile(rf"^[ \t]*(?:[-*•][ \t]+)?((?:{day},?[ \t]+(?:at[ \t]+)?)?{clock}(?:,?[ \t]+{day})?)(?=\s|$|[–—|:,-])", re.MULTILINE)


def stamped(doc: Document, lang: Language) -> Document:
    """A live blog with the times of its entries as blocks of their own, cut off the headings that they open; any other document as it is."""
    if doc.genre != "live_blog":
        return doc
    stamps = [found.span(1) for found in _stamp(lang).finditer(doc.text)]
    if len(stamps) < 2:
        return doc
    blocks = [piece for block in doc.blocks for piece in _without(doc.text, block, stamps)]
    blocks += [Block("boilerplate", start, end, ENTRY_TIME) for start, end in stamps]
    return msgspec.structs.replace(doc, blocks=tuple(sorted(blocks, key=lambda block: (block.start, block.end))))


def clock_times(text: str, lang: Language) -> list[int]:
    """The times of the clock that open lines of a text, in minutes from midnight."""
    return [_minutes(found[1]) for found in _stamp(lang).finditer(text)]


def _without(text: str, block: Block, stamps: Sequence[tuple[int, int]]) -> list[Block]:
    """What is left of a block that an entry's time opens."""
    end = next((end for start, end in stamps if block.start <= start and end <= block.end), None)
    if end is None:
        return [block]
    while end < block.end and (text[end].isspace() or text[end] in "–—|:,-"):
        end += 1
    return [msgspec.structs.replace(block, start=end)] if end < block.end else []


def entries(doc: Document) -> tuple[Entry, ...]:
    """The entries of a live blog in order, none of any other document.

    An entry's day is the one beside its time; without one it is that of the page where the times of all entries lie within one day, else what the days
    between publication and last change force. The press writes its live pages with the newest entry first or, once they are over, the oldest.
    """
    stamps = [(block.start, block.end) for block in doc.blocks if block.rule == ENTRY_TIME]
    if not stamps:
        return ()
    words = [doc.text[start:end] for start, end in stamps]
    ends = [*(start for start, _ in stamps[1:]), len(doc.text)]
    days = _days([_minutes(said) for said in words], doc)
    moments = [_dated(said) or (_on(day, said) if day else None) for said, day in zip(words, days, strict=True)]
    return tuple(Entry(stamp[0], end, stamp, at) for stamp, end, at in zip(stamps, ends, moments, strict=True))


def _minutes(said: str) -> int:
    found = _CLOCK.search(said)
    if found is None:
        return 0
    hour, half = int(found[1]), found[3]
    return (hour if half is None else hour % 12 + (12 if half.lower() == "p" else 0)) * 60 + int(found[2])


def _dated(said: str) -> str | None:
    """The moment that a time with its day names, whichever comes first."""
    clock = _CLOCK.search(said)
    after = re.search(rf",?\s+({dates.DAY})$", said, re.IGNORECASE)
    made = dates.iso(f"{after[1]}, {said[: after.start()]}" if after and clock and clock.start() < after.start() else said)
    return made if made and "T" in made else None


def _on(day: datetime.date, said: str) -> str | None:
    made = dates.iso(f"{day:%d %B %Y} {said.replace('(', '').replace(')', '')}")
    return made if made and "T" in made else None


def _days(minutes: Sequence[int], doc: Document) -> list[datetime.date | None]:
    """The day of each entry, by where the times pass midnight; none where more than one is possible."""
    first, last = dates.day(doc.published.start or ""), dates.day(doc.modified or "")
    steps = [other - one for one, other in pairwise(minutes)]
    backwards = sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)
    turns = [0]
    for step in steps:
        turns.append(turns[-1] + ((step > _HALF_DAY) if backwards else (step < -_HALF_DAY)))
    if first is None or (turns[-1] and (last is None or (last - first).days != turns[-1])):
        return [None] * len(minutes)
    return [first + datetime.timedelta(days=turns[-1] - turn if backwards else turn) for turn in turns]
