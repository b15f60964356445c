"""A clip: one report in a text that holds several, by offsets, with the fields that its own lines give."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec

from parley.model import Block
from parley.model.document import BlockKind
from parley.read.dates import iso
from parley.read.manifest import authors
from parley.read.report import FIELD, Meta

_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_WEEKDAY = re.compile(r"[,.]?\s*\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[,.]?", re.IGNORECASE)


class Line(NamedTuple):
    """A line with words on it: offsets without the white space around it, and its words."""

    start: int
    end: int
    text: str


class Clip(msgspec.Struct, kw_only=True):
    """One report: offsets into the whole text, its fields, and what its lines are. title: offsets of the title. fields: runs that are no part of the report."""

    start: int
    end: int
    meta: Meta = Meta()
    title: tuple[int, int] | None = None
    fields: list[tuple[int, int]] = msgspec.field(default_factory=list)
    captions: list[tuple[int, int]] = msgspec.field(default_factory=list)

    def blocks(self) -> tuple[Block, ...]:
        """The blocks that the fields make, by offsets into the clip's own text; runs that touch are one."""
        runs: list[tuple[int, int, BlockKind, str]] = [(*run, "boilerplate", FIELD) for run in self.fields]
        runs += [(*run, "caption", FIELD) for run in self.captions]
        runs += [(*self.title, "headline", "title")] if self.title else []
        return tuple(
            Block(kind, start - self.start, end - self.start, rule) for start, end, kind, rule in sorted(runs) if self.start <= start < end <= self.end
        )


def lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines with words on them between two offsets."""
    made = []
    for found in _LINE.finditer(text, start, len(text) if end is None else end):
        line = found.group()
        words = line.strip()
        first = found.start() + len(line) - len(line.lstrip())
        made.append(Line(first, first + len(words), words))
    return made


def whole(patterns: Iterable[str]) -> "re.Pattern[str]":
    """A pattern that matches a line that is one of these, whole."""
    return re.compile(f"(?:{'|'.join(patterns)})\\Z", re.IGNORECASE)


def labelled(labels: Iterable[str]) -> "re.Pattern[str]":
    """A pattern for a line "Label: value"; groups `label` and `value` (which may be empty)."""
    return re.compile(rf"(?P<label>{'|'.join(labels)})\s{{0,3}}:\s*(?P<value>.*)\Z", re.IGNORECASE | re.DOTALL)


def date(words: str) -> str | None:
    """The ISO date of a line that may name its weekday after the day ("March 14, 2031 Friday 10:15 AM GMT")."""
    if len(words) > 80:
        return None
    return iso(words) or iso(" ".join(_WEEKDAY.sub(" ", words).split()))


def names(words: str | None) -> tuple[str, ...]:
    """The authors of a byline; an address or a place behind a semicolon or a comma is left out; "Reyl, Ana" is turned."""
    words = re.sub(r"\s*[;,|]?\s*\S+@\S+", "", words or "").strip(" ;,")
    if turned := re.fullmatch(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w'’ .-]{0,40})", words):
        words = f"{turned.group(2)} {turned.group(1)}"
    people = authors(words)
    return tuple(name.title() if name.isupper() else name for name in people)


def between(text: str, cuts: Sequence[tuple[int, int]], kept: Callable[[list[Line]], Clip | None]) -> list[Clip]:
    """The clips that the runs between offsets make."""
    made = []
    for start, end in cuts:
        found = lines(text, start, end)
        if found and (clip := kept(found)):
            made.append(clip)
    return made
