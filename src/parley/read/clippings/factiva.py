"""Factiva: exports with codes for fields ("HD Talks resume") and without, in which a report ends with "Document NORPOST020310318e73i0001x"."""

import functools
import re
from typing import Any

from parley.read.clippings.clip import Clip, Line, between, date, lines, names, whole
from parley.read.report import Meta

_HOUR = re.compile(r"\d{1,2}:\d\d(?:\s*[AP]M)?\Z", re.IGNORECASE)
_HEADER = 14


class _Words:
    """The patterns of the table, compiled."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.end = re.compile(table["end"] + r"\Z")
        self.words, self.copyright = whole([table["words"]]), whole([table["copyright"]])
        self.code = re.compile(rf"\|?\s*({'|'.join(table['codes'])})(?:\s*[|\t]\s*|\s{{2,}}|\s*\Z)(.*?)\|?\Z", re.DOTALL)
        self.body = frozenset(table["body"])
        self.language = whole(table["languages"])


def factiva(text: str, table: dict[str, Any]) -> list[Clip]:
    """The reports of an export of Factiva; none when it is no such export."""
    words = _Words(table)
    ends = [line.end for line in lines(text) if len(line.text) < 80 and words.end.search(line.text)]
    return between(text, list(zip([0, *ends[:-1]], ends, strict=True)) if ends else [], functools.partial(_clip, words=words))


def _clip(found: list[Line], words: _Words) -> Clip | None:
    codes = [(i, match[1]) for i, line in enumerate(found) if len(line.text) < 100_000 and (match := words.code.match(line.text))]
    return _coded(found, codes, words) if any(code == "HD" for _, code in codes) else _plain(found, words)


def _coded(found: list[Line], codes: list[tuple[int, str]], words: _Words) -> Clip | None:
    """A report whose fields have codes; the lines below a code, up to the next, are its value."""
    codes = codes[next(n for n, (_, code) in enumerate(codes) if code == "HD") :]
    ends = [i for i, _ in codes[1:]] + [len(found)]
    value: dict[str, list[tuple[int, int, str]]] = {}
    clip = Clip(start=found[codes[0][0]].start, end=found[-1].end)
    for (i, code), end in zip(codes, ends, strict=True):
        line, match = found[i], words.code.match(found[i].text)
        said = match[2].strip() if match else ""
        at = line.start + line.text.index(said, match.start(2)) if said and match else line.end
        runs = [(at, at + len(said), said)] if said else []
        runs += [(other.start, other.end, other.text) for other in found[i + 1 : end] if not words.end.search(other.text)]
        value.setdefault(code, []).extend(runs)
        if code in words.body or code == "HD":
            clip.fields.append((line.start, at if said else line.end))
        else:
            clip.fields.append((line.start, found[end - 1].end))
    clip.fields += [(line.start, line.end) for line in found[codes[-1][0] + 1 :] if words.end.search(line.text)]
    if not any(value.get(code) for code in words.body):
        return None

    def first(code: str) -> str | None:
        return " ".join(run[2] for run in value.get(code, ())) or None

    day = date(first("PD") or "")
    hour = first("ET")
    published = f"{day}T{hour.zfill(5)}" if day and len(day) == 10 and hour and re.fullmatch(r"\d{1,2}:\d\d", hour) else day or first("PD")
    heads = value.get("HD") or []
    clip.title = (heads[0][0], heads[-1][1]) if heads else None
    clip.meta = Meta(outlet=first("SN"), published=published, title=first("HD"), authors=names(first("BY")), id=found[-1].text.split()[-1].strip("|"))
    return clip


def _plain(found: list[Line], words: _Words) -> Clip | None:
    """A report whose header is lines in a fixed order: title, authors, length, day, hour, outlet, code, language, copyright."""
    count = next((i for i, line in enumerate(found) if len(line.text) < 40 and words.words.match(line.text)), None)
    if not count:
        return None
    title = max(0, count - 2 if found[count - 1].text.lower().startswith("by ") else count - 1)
    day = next((i for i in range(count + 1, min(count + 3, len(found))) if date(found[i].text)), None)
    if day is None:
        return None
    hour = day + 1 if day + 1 < len(found) and _HOUR.match(found[day + 1].text) else None
    outlet = (hour or day) + 1
    reach = range(outlet + 1, min(outlet + _HEADER, len(found)))
    last = next((i for i in reach if words.copyright.match(found[i].text)), None) or next((i for i in reach if words.language.match(found[i].text)), outlet)
    if last + 2 >= len(found):
        return None
    published = date(f"{found[day].text} {found[hour].text}") if hour else date(found[day].text)
    clip = Clip(start=found[title].start, end=found[-1].end, title=(found[title].start, found[title].end))
    by = found[count - 1].text if count - 1 > title else None
    clip.meta = Meta(
        outlet=found[outlet].text, published=published, title=found[title].text, authors=names(by), id=found[-1].text.split()[-1],
    )  # fmt: skip
    clip.fields = [(line.start, line.end) for line in (*found[title + 1 : last + 1], found[-1])]
    return clip
