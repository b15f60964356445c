"""ProQuest: text, RTF and HTML exports, whose fields have names ("Full text: …") and whose reports are divided by a long line."""

import functools
from typing import Any

from parley.read.clippings.clip import Clip, Line, between, date, labelled, lines, names, whole
from parley.read.report import Meta


class _Words:
    """The patterns of the table, compiled."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.begin, self.between = whole([table["begin"]]), whole([table["between"]])
        self.sign, self.body, self.abstract = labelled([table["sign"]]), labelled([table["body"]]), labelled([table["abstract"]])
        self.head, self.tail = labelled(table["head"]), labelled(table["tail"])


def proquest(text: str, table: dict[str, Any]) -> list[Clip]:
    """The reports of an export of ProQuest; none when it is no such export."""
    words = _Words(table)
    found = lines(text)
    if not any(words.sign.match(line.text) for line in found):
        return []
    marks = [line for line in found if words.between.match(line.text) or (len(line.text) < 40 and words.begin.match(line.text))]
    starts = [0, *(line.end for line in marks)]
    ends = [*(line.start for line in marks), len(text)]
    return between(text, list(zip(starts, ends, strict=True)), functools.partial(_clip, words=words))


def _clip(found: list[Line], words: _Words) -> Clip | None:
    body = next((i for i, line in enumerate(found) if words.body.match(line.text)), None)
    if body is None or not any(words.sign.match(line.text) for line in found):
        return _abstract(found, words)
    return _made(found, body, words)


def _abstract(found: list[Line], words: _Words) -> Clip | None:
    """A report of which the database has no more than a summary."""
    body = next((i for i, line in enumerate(found) if words.abstract.match(line.text)), None)
    return _made(found, body, words) if body is not None and any(words.sign.match(line.text) for line in found) else None


def _made(found: list[Line], body: int, words: _Words) -> Clip | None:
    tail = next((i for i in range(body + 1, len(found)) if words.tail.match(found[i].text)), len(found))
    fields: dict[str, str] = {}
    for line in (*found[:body], *found[tail:]):
        match = words.tail.match(line.text) or words.head.match(line.text)
        if match and match["value"].strip():
            fields.setdefault(match["label"].lower(), match["value"].strip())
    said = (words.body.match(found[body].text) or words.abstract.match(found[body].text))["value"].strip()  # type: ignore[index]
    if not said and tail == body + 1:
        return None
    title = 0 if body > 0 and not words.head.match(found[0].text) else None
    clip = Clip(start=found[0].start, end=found[-1].end, title=(found[0].start, found[0].end) if title == 0 else None)
    info = fields.get("publication info", "")
    outlet = fields.get("publication title") or info.split(";")[0].split(",")[0].strip() or None
    day = fields.get("publication date") or ""
    clip.meta = Meta(
        outlet=outlet, published=date(day) or day or None, title=fields.get("title") or (found[0].text if title == 0 else None),
        authors=names(fields.get("author")), url=fields.get("document url"), id=fields.get("proquest document id"),
    )  # fmt: skip
    clip.fields = [(line.start, line.end) for i, line in enumerate(found[:body]) if i != title]
    value = found[body].end - len(said) if said else found[body].end
    clip.fields.append((found[body].start, value))
    clip.fields += [(line.start, line.end) for line in found[tail:]]
    return clip
