"""Names replaced in an export: in the texts, in every finding and in every offset, so that what goes out still points home."""

import csv
import re
from bisect import bisect_right
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


class Pseudonyms:
    """Replaces names. A name of the file that the record knows as an actor takes that actor's aliases with it ("Ada Renn" also replaces "Renn")."""

    def __init__(self, query: Query, names: dict[str, str]) -> None:
        wanted = dict(names)
        for actor in query.actors():
            known = {actor.name, *(alias.text for alias in actor.aliases)}
            given = next((names[name] for name in sorted(known) if name in names), None)
            if given and actor.kind == "person":
                wanted.update({name: given for name in known if name not in names and name[:1].isupper()})
                wanted.setdefault(actor.name.split()[-1], given)
        self._to = {key.casefold(): value for key, value in wanted.items()}
        longest_first = sorted(wanted, key=lambda name: (-len(name), name))
        self._pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in longest_first) + r")(?!\w)", re.I)
        self._replaced: dict[str, _Replaced] = {}
        self._query = query

    def apply(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row with names replaced in every text and every span moved to where its words stand in the replaced text."""
        if "sha256" in row:
            return self._document(row)
        changed: dict[str, Any] = self._value(row)
        return changed

    def _document(self, row: dict[str, Any]) -> dict[str, Any]:
        changed: dict[str, Any] = {key: self._value(value) for key, value in row.items() if key not in ("text", "blocks")}
        replaced = self._text(row["id"])
        changed["text"] = replaced.text
        changed["sha256"] = sha256(replaced.text.encode("utf-8", "surrogatepass")).hexdigest()
        changed["blocks"] = [{**b, "start": replaced.at(b["start"]), "end": replaced.at(b["end"], end=True)} for b in row["blocks"]]
        return changed

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._pattern.sub(lambda m: self._to[m[0].casefold()], value)
        if isinstance(value, (list, tuple)):
            return [self._value(v) for v in value]
        if isinstance(value, dict):
            if {"document", "start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
                replaced = self._text(value["document"])
                start, end = replaced.at(value["start"]), replaced.at(value["end"], end=True)
                return {**value, "start": start, "end": end, "text": replaced.text[start:end]}
            return {key: self._value(v) for key, v in value.items()}
        return value

    def _text(self, document: str) -> "_Replaced":
        if document not in self._replaced:
            old = self._query.document(document).text
            pieces: list[str] = []
            names: list[tuple[int, int, int, int]] = []
            at = length = 0
            for match in self._pattern.finditer(old):
                new = self._to[match[0].casefold()]
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
