"""Bylines: lines that name the authors or say when the report was published."""

import functools
import re
from typing import NamedTuple

from parley.lang import Language
from parley.read.agency import agencies
from parley.read.dates import iso

_WORD = r"[^\W\d_a-z][\w.'’\-]*"
_LONGEST, _HEAD = 140, 400
_CLOCK_FIRST = re.compile(r"(\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?\s*)?(?:[A-Z]{2,4})?)\s*,?\s+(.{6,40})$", re.IGNORECASE)
_CLAUSE = re.compile(r"[.!?]\s*$|\b(?:is|was|were|has|have|had|will|said|says)\b")
_JOINED = re.compile(r"\s*(?:,|\band\b|&)\s*")


class Byline(NamedTuple):
    """A run that names authors or a date: offsets, names, and the date in ISO form (None when it has none)."""

    start: int
    end: int
    names: tuple[str, ...] = ()
    date: str | None = None


class _Forms(NamedTuple):
    """The patterns of one language: "By NAME and NAME", "By our staff", "By AGENCY." before the text, a time stamp, and words before it;
    the place behind a name, and a name that is an outlet's."""

    names: "re.Pattern[str]"
    desk: "re.Pattern[str]"
    inline: "re.Pattern[str]"
    stamp: "re.Pattern[str]"
    stamp_word: "re.Pattern[str]"
    where: "re.Pattern[str]"
    outlet: "re.Pattern[str]"


@functools.cache
def _forms(lang: Language) -> _Forms:
    table = lang.table("press")["byline"]
    by, stamp = table["by"], table["stamp"]
    name = rf"{_WORD}(?:\s+(?:{_WORD}|{'|'.join(table['particles'])})){{1,3}}"
    where = rf"(?:\s+(?:{table['place']})\s+{_WORD}(?:\s{_WORD})?)?"
    return _Forms(
        where=re.compile(rf"\s+(?:{table['place']})\s.*$"),
        outlet=re.compile(table["outlet"]),
        names=re.compile(rf"{by}[\s:]+(?P<who>{name}{where}(?:\s*(?:,|and|&)\s*{name}{where}){{0,5}})(?P<rest>[^\n]{{0,80}})$"),
        desk=re.compile(rf"{by}[\s:]+(?i:{table['desk']})\b[^\n.]{{0,60}}$"),
        inline=re.compile(rf"(?:By|BY)\s+(?P<who>{_WORD}(?:\s{_WORD}){{0,3}})\.(?=\s+\S)"),
        stamp=re.compile(rf"(?:{stamp}\s*)?(?P<date>.{{6,60}}?)(?:\s+local time)?(?:\s*[|•·–—-]?\s*(?:by\s|\||•|·).{{0,60}})?$", re.IGNORECASE),
        stamp_word=re.compile(rf"\s*{stamp}\b", re.IGNORECASE),
    )


def byline(line: str, start: int, lang: Language) -> Byline | None:
    """The byline that the line is, or that it begins with ("By Xinhua. PUTRAJAYA, …"); None for any other line."""
    forms, data = _forms(lang), agencies(lang)
    line = line[:_HEAD]
    inline = forms.inline.match(line)
    if inline and data.canonical(inline.group("who")):
        return Byline(start, start + inline.end())
    opening = re.match(r"[^.\n]{10,40}\.(?=\s+\S)", line)
    if opening and (date := stamp(opening.group().rstrip("."), lang)):
        return Byline(start, start + opening.end(), (), date)
    bare = line.strip()
    if len(bare) > _LONGEST:
        return None
    at = start + len(line) - len(line.lstrip())
    found = forms.names.match(bare)
    if found and not _CLAUSE.search(found.group("rest")):
        return Byline(at, at + len(bare), _names(found.group("who"), forms))
    if forms.desk.match(bare) or (bare.lower().startswith("by ") and data.canonical(bare[3:])):
        return Byline(at, at + len(bare))
    date = stamp(bare, lang)
    return Byline(at, at + len(bare), (), date) if date else None


def stamp(line: str, lang: Language) -> str | None:
    """The ISO date of a line that is nothing but a date, with "Published" or without ("Published: March 14, 2025 4:00 PM CDT"); None for any other."""
    if len(line) > 100 or not any(c.isdigit() for c in line):
        return None
    found = _forms(lang).stamp.match(line.rstrip(" ."))
    if not found:
        return None
    words = found.group("date").strip(" ,:-–—")
    made = iso(words)
    if made is None and (turned := _CLOCK_FIRST.match(words)):
        made = iso(f"{turned.group(2)} {turned.group(1)}") or iso(turned.group(2))
    return made if made and (len(made) >= 10 or _forms(lang).stamp_word.match(line)) else None


def _names(who: str, forms: _Forms) -> tuple[str, ...]:
    names = [forms.where.sub("", name.strip()) for name in _JOINED.split(who) if name.strip()]
    names = [name for i, name in enumerate(names) if not i or not forms.outlet.search(name)]
    return tuple(name.title() if name.isupper() else name for name in names)
