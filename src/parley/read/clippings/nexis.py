"""Nexis: Nexis Uni's DOCX, RTF and text ("Body … Load-Date … End of Document"), and LexisNexis's older text ("1 of 50 DOCUMENTS")."""

import functools
import re
from typing import Any

from parley.read.clippings.clip import Clip, Line, between, date, labelled, lines, names, whole
from parley.read.report import Meta

_HEADER = 40  # lines within which the fields above a report stand


class _Words:
    """The patterns of the table, compiled."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.begin, self.end, self.body = (whole([table[name]]) for name in ("begin", "end", "body"))
        self.copyright = whole([table["copyright"]])
        self.head, self.tail = labelled(table["head"]), labelled(table["tail"])
        self.tail_line = whole([table["tail_line"]])
        self.edition = re.compile(table["edition"], re.IGNORECASE)

    def day(self, line: str) -> str | None:
        """The date that a line is, beside the name of an edition."""
        return date(line) or date(self.edition.sub("", line).strip(" ;,"))


def nexis(text: str, table: dict[str, Any]) -> list[Clip]:
    """The reports of an export of Nexis; none when it is no such export."""
    found = lines(text)
    words = _Words(table)
    ends = [line.end for line in found if len(line.text) < 40 and words.end.match(line.text)]
    if ends:
        cuts = list(zip([0, *ends[:-1]], ends, strict=True))
    else:
        starts = [line.start for line in found if len(line.text) < 60 and words.begin.match(line.text)]
        cuts = list(zip(starts, [*starts[1:], len(text)], strict=True)) if starts else []
    return between(text, cuts, functools.partial(_clip, words=words))


def _clip(found: list[Line], words: _Words) -> Clip | None:
    marks = [i for i, line in enumerate(found) if len(line.text) < 60 and (words.begin.match(line.text) or words.end.match(line.text))]
    bodies = [i for i, line in enumerate(found[:400]) if len(line.text) < 10 and words.body.match(line.text)]
    day = next((i for i, line in enumerate(found[: (bodies[0] if bodies else 400)]) if i > 0 and words.day(line.text)), None)
    if day is None:
        return None
    named = [i for i, line in enumerate(found[: day + _HEADER]) if i > day and words.head.match(line.text)]
    body = bodies[0] + 1 if bodies else (named[-1] + 1 if named else day + 2)
    body = min(body, len(found))
    tail = next((i for i in range(body, len(found)) if words.tail.match(found[i].text) or words.tail_line.match(found[i].text)), len(found))
    rights = [i for i in range(body) if words.copyright.match(found[i].text)]
    tail = next((i for i in range(body, tail) if words.copyright.match(found[i].text) and i >= tail - 3), tail)
    editions = [i for i in range(body) if len(found[i].text) < 60 and not words.edition.sub("", found[i].text).strip(" ;,-")]
    first, title = _title(found, day, body, marks, named + rights + editions)
    if title is None or body >= tail:
        return None
    heads = {match["label"].lower(): match["value"].strip() for i in named if (match := words.head.match(found[i].text))}
    end = next((i for i in range(tail, len(found)) if i in marks), len(found))
    clip = Clip(start=found[first].start, end=found[end - 1].end, title=(found[title].start, found[title].end))
    clip.meta = Meta(
        outlet=_outlet(found, day, marks, title), published=words.day(found[day].text), title=found[title].text, authors=names(heads.get("byline")),
    )  # fmt: skip
    clip.fields = [(line.start, line.end) for i, line in enumerate(found[first:body], first) if i != title]
    graphic = False
    for i in range(tail, end):
        graphic = (graphic or found[i].text.lower().startswith("graphic")) and not (words.tail.match(found[i].text) and i > tail)
        (clip.captions if graphic and found[i].text.lower() != "graphic" else clip.fields).append((found[i].start, found[i].end))
    return clip


def _title(found: list[Line], day: int, body: int, marks: list[int], fields: list[int]) -> tuple[int, int | None]:
    """First line of the report and its title: above outlet and day in new exports, between day and fields in old ones."""
    above = [i for i in range(day - 1) if i not in marks and i not in fields]
    if not any(i < day for i in marks) and above:
        return above[-1], above[-1]
    below = [i for i in range(day + 1, body) if i not in fields]
    return (max((i for i in marks if i < day), default=-1) + 1, below[0]) if below else (0, above[-1] if above else None)


def _outlet(found: list[Line], day: int, marks: list[int], title: int) -> str | None:
    above = [i for i in range(day) if i not in marks and i != title]
    return found[above[-1]].text if above else None
