"""The dateline: place, day and agency before the first words of a report."""

import functools
import re

from parley.lang import Language
from parley.model import Dateline, Document
from parley.read.agency import Agencies, agencies

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = rf"(?P<day>{_WEEKDAY}(?:,?\s+{_MONTH}\s+\d{{1,2}})?|{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:,?\s+\d{{4}})?)"
_WORD = r"[^\W\d_][\w.'’\-]*"
_PLACE = rf"(?P<place>{_WORD}(?:[ /]{_WORD}){{0,4}}(?:,\s+(?!{_MONTH}\s*\d|{_WEEKDAY}\b){_WORD}(?:\s{_WORD}){{0,2}})?)"
_DASH = r"\s*(?:--?|[–—_]|\s:)\s*"
_REACH = 160


@functools.cache
def _patterns(lang: Language) -> tuple[tuple["re.Pattern[str]", bool], ...]:
    """Forms of a dateline, most telling first, each with whether its place must stand in capitals."""
    data = agencies(lang)
    unknown = lang.table("press")["dateline"]["unknown_agency"]
    known = rf"(?P<agency>{data.any})"
    bracketed = rf"[(\[]\s?(?P<agency>{data.any}|{unknown})(?:/[\w ]+)?\s?[)\]]"
    return tuple(
        (re.compile(pattern), capitals)
        for pattern, capitals in (
            (rf"{_PLACE}(?:[.,]\s+{_DAY})?\s*[.,]?\s+(?:-\s+)?{bracketed}{_DASH}", False),
            (rf"{_PLACE}[.,]\s+{_DAY}\s+[(\[](?P<agency>{data.any})[)\]]\s+(?=[^\W\d_a-z])", False),
            (rf"{_PLACE},\s+{_DAY}\.?\s+/(?P<agency>{data.any}|{unknown})/\.?", False),
            (rf"{_PLACE}[.,]\s+{_DAY}[.,]?\s*{known}\s*[.:–—-]\s+", False),
            (rf"{_PLACE},\s+{_DAY}\s*(?:--?|[–—])\s+", True),
            (rf"{_DAY}\s+{bracketed}{_DASH}", False),
            (rf"{bracketed}{_DASH}", False),
            (rf"{known}\s+(?:--?|[–—])\s+(?=[^\W\d_a-z])", False),
            (rf"{_PLACE}\s*(?:(?:\s--?|--|\s?[–—]|\s_)\s+|—(?=[^\W\d_a-z]))", True),
            (rf"{_PLACE}(?:,\s+{_DAY})?:\s+(?=[^\W\d_a-z])", True),
        )
    )


def dateline(doc: Document, lang: Language, starts: tuple[int, ...]) -> Dateline | None:
    """The dateline that stands at one of the offsets (beginnings of the first paragraphs), or None; a place has capitals unless an agency follows.

    "PUTRAJAYA, July 28 (Xinhua) -", "WASHINGTON (AP) —", "DUBAI -", "WASHINGTON, May 31. /TASS/.", "AFP -".
    """
    data = agencies(lang)
    for start in starts:
        head = doc.text[start : start + _REACH]
        for pattern, capitals in _patterns(lang):
            found = pattern.match(head)
            if found and _is_dateline(found, capitals, lang):
                return _made(doc, start, found, data)
    return None


def _is_dateline(found: "re.Match[str]", capitals: bool, lang: Language) -> bool:
    groups = found.groupdict()
    place = groups.get("place")
    if place is None:
        return True
    first = re.split(r",\s", place)[0]
    if len(first) < 3 or first.upper() in lang.table("press")["dateline"]["not_place"]:
        return False
    if not capitals and groups.get("agency"):
        return first[0].isupper() and len(place) <= 60
    letters = [c for c in re.sub(r"\bMc", "MC", first) if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters)


def _made(doc: Document, start: int, found: "re.Match[str]", data: Agencies) -> Dateline:
    groups = found.groupdict()
    agency = groups.get("agency")
    place, day = groups.get("place"), groups.get("day")
    name = data.canonical(agency) or agency if agency else None
    return Dateline(span=doc.span(start, start + found.end()), place=" ".join(place.split()) if place else None, day=day, agency=name)
