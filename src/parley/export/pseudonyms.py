"""Names replaced in an export: in the texts, in every finding and in every offset, so that what goes out still points home."""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from parley.errors import UsageError
from parley.model import Query


def read_pseudonyms(path: str) -> dict[str, str]:
    """Name → pseudonym from a CSV file of two columns (a first row "name,pseudonym" is a heading); raises `UsageError` when it is none."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row and any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise UsageError(f"{path}: {fault}") from fault
    if rows and [cell.strip().lower() for cell in rows[0][:2]] == ["name", "pseudonym"]:
        rows = rows[1:]
    for n, row in enumerate(rows, 1):
        if len(row) != 2 or not all(cell.strip() for cell in row):
            raise UsageError(f"{path}: row {n} needs a name and a pseudonym")
    return {name.strip(): pseudonym.strip() for name, pseudonym in rows}


ADDRESSES = ("item", "url", "source", "key", "origin", "old", "new")  # their words may be folded to lower case


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _spaced(name: str) -> str:
    return r"[\s_+-]+".join(re.escape(word) for word in name.split())


def _longest(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=lambda name: (-len(name), name))


def _pattern(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![^\W_])(?:" + "|".join(alternatives or ["(?!)"]) + r")(?![^\W_])")


class Pseudonyms:
    """Replaces names, whatever white space or capitals they are written with.

    A name of the file that the record knows as a person takes that person's aliases with it, and each part of the name that stands alone ("Ada Renn" also
    replaces "Renn", "RENN" and "Ada", and "renn" within addresses). A part that several people share becomes all of their pseudonyms ("A/B"). A part that is
    also a word ("May") can be kept by a row of its own in the file ("May,May").
    """

    def __init__(self, query: Query, names: dict[str, str]) -> None:
        given = {_key(name): pseudonym for name, pseudonym in names.items()}
        people = {name: {pseudonym} for name, pseudonym in given.items() if " " in name}
        shared: dict[str, set[str]] = {}
        for actor in query.actors():
            known = {_key(name) for name in (actor.name, *(alias.text for alias in actor.aliases if alias.text[:1].isupper()))}
            pseudonym = next((given[name] for name in sorted(known) if name in given), None)
            if pseudonym and actor.kind == "person":
                for name in known - given.keys():
                    (people if " " in name else shared).setdefault(name, set()).add(pseudonym)
        for name, pseudonyms in people.items():
            for part in name.split():
                if len(part) > 2:
                    shared.setdefault(part, set()).update(pseudonyms)
        joined = {name: "/".join(sorted(pseudonyms)) for name, pseudonyms in (shared | people).items()}
        self._to = {**joined, **given}
        whole = [name for name in self._to if " " in name or name in given]
        parts = [name for name in self._to if name not in whole]
        as_name = [form for name in parts for form in (name.title(), name.upper())]
        self._in_text = _pattern([f"(?i:{_spaced(name)})" for name in _longest(whole)] + [_spaced(form) for form in _longest(as_name)])
        self._in_address = _pattern([f"(?i:{_spaced(name)})" for name in _longest(self._to)])
        self._replaced: dict[str, _Replaced] = {}
        self._query = query

    def apply(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row with names replaced in every text and every span moved to where its words stand in the replaced text."""
        if "sha256" in row:
            return self._document(row)
        changed: dict[str, Any] = self._value(row)
        return changed

    def _name(self, match: re.Match[str]) -> str:
        return self._to[_key(match[0])]

    def _document(self, row: dict[str, Any]) -> dict[str, Any]:
        changed: dict[str, Any] = {key: self._value(value, key) for key, value in row.items() if key not in ("text", "blocks")}
        replaced = self._text(row["id"])
        changed["text"] = replaced.text
        changed["sha256"] = sha256(replaced.text.encode("utf-8", "surrogatepass")).hexdigest()
        changed["blocks"] = [{**b, "start": replaced.at(b["start"]), "end": replaced.at(b["end"], end=True)} for b in row["blocks"]]
        return changed

    def _value(self, value: Any, field: str = "") -> Any:
        if isinstance(value, str):
            folded = field in ADDRESSES or value == value.lower()
            return (self._in_address if folded else self._in_text).sub(self._name, value)
        if isinstance(value, (list, tuple)):
            return [self._value(v) for v in value]
        if isinstance(value, dict):
            if {"document", "start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
                replaced = self._text(value["document"])
                start, end = replaced.at(value["start"]), replaced.at(value["end"], end=True)
                return {**value, "start": start, "end": end, "text": replaced.text[start:end]}
            return {key: self._value(v, key) for key, v in value.items()}
        return value

    def _text(self, document: str) -> "_Replaced":
        if document not in self._replaced:
            old = self._query.document(document).text
            pieces: list[str] = []
            names: list[tuple[int, int, int, int]] = []
            at = length = 0
            for match in self._in_text.finditer(old):
                new = self._name(match)
                pieces += [old[at : match.start()], new]
                begin = length + match.start() - at
                length = begin + len(new)
                names.append((match.start(), match.end(), begin, length))
                at = match.end()
            self._replaced[document] = _Replaced("".join([*pieces, old[at:]]), names)
        return self._replaced[document]


class _Replaced(NamedTuple):
    """A text with its names replaced, and for each name its old start and end and its new start and end."""

    text: str
    names: list[tuple[int, int, int, int]]

    def at(self, offset: int, *, end: bool = False) -> int:
        """The new offset of an old one; one that falls inside a replaced name moves to the name's edge."""
        i = bisect_right(self.names, (offset, -1, -1, -1) if end else (offset, len(self.text) * 2, 0, 0)) - 1
        if i < 0:
            return offset
        _, old_end, new_start, new_end = self.names[i]
        if offset >= old_end:
            return new_end + offset - old_end
        return new_end if end else new_start
