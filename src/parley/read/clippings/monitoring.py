"""Pages of a press review ("media monitoring"): reports pasted under one another, each with a heading and lines that say where and when it stood.

Three habits are known: the lines of source and day below the heading, above it, or at the end of the report. A page with fewer than two such
reports is one report.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from parley.read.clippings.clip import Clip, Line, date, labelled, lines, names
from parley.read.report import Meta

_SEPARATOR = re.compile(r"(?:[-–—=_*#~•·.+]\s?){3,}\Z")
_URL = re.compile(r"<?(https?://[^\s<>]+?)>?\Z")
_SAID = re.compile(r"[(\[]?\s*(?P<who>[^\W\d_][^\n]{1,60}?)\s*(?:[,|;•·(/]|\s[-–—])\s*(?P<day>[^\n|]{6,40}?)\s*[)\]]?\.?\Z")
_NUMBER = re.compile(r"(?:[#*•▪►>\s]*(?:\(?\d{1,3}[.):]|\[\d{1,3}\]|[A-Z][.)])?\s+|[#*•▪►>]+\s*)")
_WORD = re.compile(r"[\w’'-]*\w")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_LONGEST_FIELD, _LONGEST_TITLE = 200, 32
_PROSE = 12  # words from which a line that ends with a stop is prose
_NAME = 7  # words of an outlet's name at most


class _Field(NamedTuple):
    """What a line says of a report: our name of the field → value."""

    values: dict[str, str]


class _Group(NamedTuple):
    """Lines of fields with no others between them: indexes of the first and of the one after the last, and what they say."""

    first: int
    last: int
    values: dict[str, str]


class Words:
    """The labels of all languages, compiled once."""

    def __init__(self, tables: Sequence[Mapping[str, Any]]) -> None:
        self.labels = {label.lower(): name for table in tables for name, labels in table.items() for label in labels}
        self.plain = sorted(((re.compile(f"{label}\\Z", re.IGNORECASE), name) for label, name in self.labels.items()), key=lambda pair: pair[0].pattern)
        self.labelled = labelled(sorted(self.labels, key=lambda label: (-len(label), label)))

    def field(self, line: str) -> _Field | None:
        """What a line says of its report, None for a line of text."""
        if len(line) > _LONGEST_FIELD:
            return None
        bare = line.strip("*_ ")
        if found := _URL.match(bare):
            return _Field({"url": found[1]})
        bracketed = bare[1:-1].strip() if bare[:1] in "([" and bare[-1:] in ")]" else bare
        if found := self.labelled.match(bracketed):
            name = next(name for pattern, name in self.plain if pattern.match(found["label"]))
            value = found["value"].strip(" .*")
            if name == "outlet" and value:
                said = _outlet(value)
                return _Field(said) if _is_name(said.get("outlet", "")) else None
            return _Field({name: value}) if value else None
        if date(bracketed):
            return _Field({"published": bracketed})
        if (found := _SAID.match(bare)) and date(found["day"]) and len(found["who"].split()) <= _NAME and found["who"][0].isupper():
            return _Field({"who": found["who"].strip(" ,-–—"), "published": found["day"]})
        return None


def monitored(text: str, words: Words) -> list[Clip]:
    """The reports of a page of a press review, in order; none when the page does not hold two of them or more."""
    found = lines(text)
    groups = _groups(found, words)
    if len(groups) < 2:
        return []
    prose = [_is_prose(line) for line in found]
    fields = {i for group in groups for i in range(group.first, group.last)}
    headed = [
        group
        for group in groups
        if group.first and group.first - 1 not in fields and _is_title(found[group.first - 1]) and any(prose[group.last : group.last + 8])
    ]
    if len(headed) * 2 >= len(groups) and len(headed) >= 2:
        return _cut(found, prose, [(_heading_start(found, group.first - 1), group.first - 1, group) for group in headed])
    if any(prose[: groups[0].first]):
        return _footed(found, prose, groups)
    above = [(group.first, title, group) for group in groups if (title := _after(found, group.last)) is not None and _is_title(found[title])]
    return _cut(found, prose, above)


def _outlet(value: str) -> dict[str, str]:
    """The outlet of "Source: The Norra Post, 18 March 2031", and the day that stands behind it."""
    if found := re.match(r"(?P<who>.+?)\s*(?:[,|;(/]|\s[-–—])\s*(?P<day>[^|;()]{6,40})\)?\Z", value):
        day = found["day"].strip()
        if date(day):
            return {"outlet": found["who"].strip(" ,"), "published": day}
    if found := re.search(r"\s*[-–—,(|]?\s*<?(https?://[^\s<>()]+)>?\)?\Z", value):
        before = value[: found.start()].strip(" -–—,(|")
        return {"url": found[1], **({"outlet": before} if before else {})}
    return {"outlet": value}


def _is_name(words: str) -> bool:
    """True for what may be an outlet's name; nothing at all is no bad name, when an address stands for it."""
    return not words or ((words[0].isupper() or words[0] in '“"«' or len(words.split()) == 1) and len(_WORD.findall(words)) <= _NAME)


def _groups(found: list[Line], words: Words) -> list[_Group]:
    """Runs of lines that are fields and name an outlet, or an address with a day."""
    made: list[_Group] = []
    i = 0
    while i < len(found):
        values: dict[str, str] = {}
        first = i
        while i < len(found) and (field := words.field(found[i].text)):
            if any(name in values and name in ("outlet", "title") for name in field.values):
                break
            for name, value in field.values.items():
                values.setdefault(name, value)
            i += 1
        if i == first:
            i += 1
            continue
        who = values.pop("who", None)
        if who and "outlet" not in values:
            values["outlet"] = who
        if "outlet" in values or ("url" in values and "published" in values):
            made.append(_Group(first, i, values))
    return made


def _cut(found: list[Line], prose: list[bool], parts: Sequence[tuple[int, int | None, _Group]]) -> list[Clip]:
    """Clips that begin at the given lines, each with the line of its title and its group; a part without prose goes to the one before it."""
    kept: list[tuple[int, int | None, _Group]] = []
    for n, (start, title, group) in enumerate(parts):
        end = parts[n + 1][0] if n + 1 < len(parts) else len(found)
        if any(prose[start:end]):
            kept.append((start, title, group))
    if len(kept) < 2:
        return []
    ends = [start for start, _, _ in kept[1:]] + [len(found)]
    made = [_clip(found, start, end, title, group) for (start, title, group), end in zip(kept, ends, strict=True)]
    before = kept[0][0]
    if any(prose[:before]):
        made.insert(0, _clip(found, 0, before, None, None))
    return made


def _footed(found: list[Line], prose: list[bool], groups: list[_Group]) -> list[Clip]:
    """Clips that end with their group: what follows a group, past separators, begins the next."""
    made: list[Clip] = []
    start = 0
    for group in groups:
        title = _after(found, start)
        if title is not None and title < group.first and any(prose[start : group.first]):
            made.append(_clip(found, start, group.last, title if _is_title(found[title]) else None, group))
            start = group.last
        elif made:
            made[-1].end, start = found[group.last - 1].end, group.last
    if len(made) < 2 or sum(clip.title is not None for clip in made) * 2 < len(made):
        return []
    if any(prose[start:]):
        title = _after(found, start)
        made.append(_clip(found, start, len(found), title if title is not None and _is_title(found[title]) else None, None))
    return made


def _clip(found: list[Line], start: int, end: int, title: int | None, group: _Group | None) -> Clip:
    """The clip of some lines, separators at its ends left out."""
    while start < end - 1 and _SEPARATOR.match(found[start].text):
        start += 1
    while end > start + 1 and _SEPARATOR.match(found[end - 1].text):
        end -= 1
    clip = Clip(start=found[start].start, end=found[end - 1].end)
    values = group.values if group else {}
    heading = values.get("title")
    if title is not None:
        lead = _NUMBER.match(found[title].text)
        clip.title = (found[title].start + (lead.end() if lead else 0), found[title].end)
        heading = heading or found[title].text[lead.end() if lead else 0 :].strip(" *_")
    day = values.get("published")
    clip.meta = Meta(
        outlet=values.get("outlet"), published=(date(day) or day) if day else None, title=heading, url=values.get("url"), authors=names(values.get("authors")),
    )  # fmt: skip
    clip.fields = [(line.start, line.end) for line in found[group.first : group.last]] if group else []
    return clip


def _after(found: list[Line], i: int) -> int | None:
    """The first line from `i` on that is no separator."""
    return next((n for n in range(i, len(found)) if not _SEPARATOR.match(found[n].text)), None)


def _is_prose(line: Line) -> bool:
    return len(line.text) > 40 and (len(line.text) > 240 or (_STOP.search(line.text[-8:]) is not None and len(_WORD.findall(line.text)) >= _PROSE))


def _is_title(line: Line) -> bool:
    words = len(_WORD.findall(line.text[:400]))
    return 2 <= words <= _LONGEST_TITLE and len(line.text) <= 250 and line.text[-1] not in ".:;,…" and not _SEPARATOR.match(line.text)


def _heading_start(found: list[Line], i: int) -> int:
    """The first line of a heading of two lines: a standing head or a number above the title."""
    number = i > 0 and re.fullmatch(r"\W*\d{1,3}\W*", found[i - 1].text) is not None
    return i - 1 if number else i
