"""Bylines: lines that name the authors or say when the report was published."""

import re
from typing import NamedTuple

from parley.lang import Language
from parley.read.agency import agencies
from parley.read.dates import iso

_NAME = r"[^\W\d_][\w.'’\-]*(?:\s+(?:[^\W\d_][\w.'’\-]*|de|van|von|al|bin|el)){1,3}"
_BY = re.compile(
    rf"(?:by|written by|story by|reported by|words by)[\s:]+(?P<who>{_NAME}(?:\s*(?:,|and|&)\s*{_NAME}){{0,5}})(?P<rest>.{{0,80}})$", re.IGNORECASE
)
_BY_INLINE = re.compile(r"By (?P<who>[A-Z][\w.'’\-]*(?: [A-Z][\w.'’\-]*){0,3})\.(?=\s+\S)")
_STAMP = re.compile(
    r"(?:(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|issued(?:\s+on)?|date|created|modified)\s*(?:on|at|:|-)?\s*)?(?P<date>.{6,60}?)"
    r"(?:\s+(?:[A-Z]{2,5}|local time))?(?:\s*[|•·]\s*.{0,40})?$",
    re.IGNORECASE,
)
_STAMP_WORD = re.compile(r"\s*(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|issued)\b", re.IGNORECASE)
_CLOCK_FIRST = re.compile(r"(\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?)\s*(?:[A-Z]{2,4})?\s*,?\s+(.{6,40})$", re.IGNORECASE)


class Byline(NamedTuple):
    """A run that names authors or a date: offsets, names, and the date in ISO form with its offsets (None when it has none)."""

    start: int
    end: int
    names: tuple[str, ...] = ()
    date: str | None = None


def byline(line: str, start: int, lang: Language) -> Byline | None:
    """The byline that the line is, or that it begins with ("By Xinhua. PUTRAJAYA, …"); None for any other line."""
    inline = _BY_INLINE.match(line)
    if inline and agencies(lang).canonical(inline.group("who")):
        return Byline(start, start + inline.end())
    bare = line.strip()
    if len(bare) > 140:
        return None
    at = start + len(line) - len(line.lstrip())
    found = _BY.match(bare)
    if found and _names(found.group("who")) and not _clause(found.group("rest")):
        return Byline(at, at + len(bare), _names(found.group("who")))
    if bare.lower().startswith("by ") and agencies(lang).canonical(bare[3:]):
        return Byline(at, at + len(bare))
    date = stamp(bare)
    return Byline(at, at + len(bare), (), date) if date else None


def stamp(line: str) -> str | None:
    """The ISO date of a line that is nothing but a date, with "Published" or without.

    >>> stamp("Published: March 14, 2025 4:00 PM CDT"), stamp("Talks began on March 14, 2025.")
    ('2025-03-14T16:00', None)
    """
    if len(line) > 100 or not any(c.isdigit() for c in line):
        return None
    found = _STAMP.match(line.rstrip(" ."))
    if not found:
        return None
    words = found.group("date").strip(" ,:-")
    made = iso(words)
    if made is None and (turned := _CLOCK_FIRST.match(words)):
        made = iso(f"{turned.group(2)} {turned.group(1)}") or iso(turned.group(2))
    return made if made and (len(made) >= 10 or _STAMP_WORD.match(line)) else None


def _names(who: str) -> tuple[str, ...]:
    """Names of people: every word but a particle with a capital."""
    names = [name.strip() for name in re.split(r"\s*(?:,|\band\b|&)\s*", who) if name.strip()]
    good = all(all(word[0].isupper() or word in ("de", "van", "von", "al", "bin", "el") for word in name.split()) for name in names)
    if not good:
        return ()
    return tuple(name.title() if name.isupper() else name for name in names)


def _clause(rest: str) -> bool:
    """True when what follows the names goes on like a sentence."""
    return bool(re.search(r"[.!?]\s*$|\b(?:is|was|were|has|have|had|will|said|says)\b", rest))
