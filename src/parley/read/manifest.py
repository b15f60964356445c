"""A manifest: a CSV that says of the files beside it which outlet published them, when, where and by whom."""

import csv
import io
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from parley.model import Problem
from parley.read.decode import decode
from parley.read.faults import problem
from parley.read.report import Meta
from parley.read.walk import MANIFEST

COLUMNS = ("file", "outlet", "published", "url", "title", "authors")
_MORE = ("language", "negotiation")
_BOUND = 64_000_000
_AND = re.compile(r"\s*[;|]\s*")


class Manifest(msgspec.Struct, frozen=True):
    """Rows by real path of the file that they name, and what was wrong with the manifest."""

    rows: Mapping[str, Meta]
    problems: tuple[Problem, ...] = ()


def beside(folder: str) -> Manifest:
    """The manifest of a folder; empty when it has none."""
    path = Path(folder) / MANIFEST
    return load(path) if path.is_file() else Manifest({})


def load(path: Path) -> Manifest:
    """The manifest at `path`; files are named from its folder. What is wrong with it is told in `problems`."""
    try:
        if path.stat().st_size > _BOUND:
            return Manifest({}, (problem("too_large", str(path), what="The manifest", bound=f"{_BOUND:,} bytes"),))
        raw = path.read_bytes()
    except OSError as fault:
        return Manifest({}, (problem("bad_manifest", str(path), why=fault.strerror or fault),))

    def key(file: str) -> str | None:
        return os.path.realpath(path.parent / file) if _is_file(path.parent / file) else None

    return parse(raw, str(path), key)


def parse(raw: bytes, name: str, key: Callable[[str], str | None]) -> Manifest:
    """The manifest in some bytes. `key` gives for a file as the manifest names it the key under which its row is kept, None when there is no such file."""
    reader = csv.DictReader(io.StringIO(decode(raw).text, newline=""))
    try:
        header = [(column or "").strip().lower() for column in reader.fieldnames or ()]
        if "file" not in header:
            return Manifest({}, (problem("bad_manifest", name, why="it has no column “file”"),))
        reader.fieldnames = header
        return _rows(reader, header, name, key)
    except csv.Error as fault:
        return Manifest({}, (problem("bad_manifest", name, why=fault),))


def authors(value: str | None) -> tuple[str, ...]:
    """The names in a list of authors: divided by semicolons or bars, by commas when every part is a whole name, and by "and".

    >>> authors("Ana Reyl; Tom Orsk"), authors("By Ana Reyl and Tom Orsk")
    (('Ana Reyl', 'Tom Orsk'), ('Ana Reyl', 'Tom Orsk'))
    """
    text = re.sub(r"^\s*by[\s:]+", "", value or "", flags=re.IGNORECASE).strip()
    if not text:
        return ()
    if _AND.search(text):
        parts = _AND.split(text)
    else:
        parts = re.split(r",?\s+(?:and|&)\s+|,\s*", text)
        if any(" " not in part.strip() for part in parts):  # "Reyl, Ana", "Norra Press and Radio"
            parts = re.split(r"\s+and\s+", text) if "," not in text and all(" " in part for part in re.split(r"\s+and\s+", text)) else [text]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _rows(reader: "csv.DictReader[str]", header: list[str], name: str, key: Callable[[str], str | None]) -> Manifest:
    rows: dict[str, Meta] = {}
    problems: list[Problem] = []
    unknown = [column for column in header if column and column not in COLUMNS and column not in _MORE]
    if unknown:
        problems.append(problem("unknown_column", name, columns=", ".join(unknown)))
    for row in reader:
        cell = {column: value.strip() for column, value in row.items() if isinstance(column, str) and isinstance(value, str) and value.strip()}
        if "file" not in cell:
            continue
        place = key(cell["file"])
        if place is None:
            problems.append(problem("manifest_row", name, file=cell["file"]))
        elif place in rows:
            problems.append(problem("manifest_twice", name, file=cell["file"]))
        else:
            known = {column: cell.get(column) for column in ("outlet", "published", "url", "title", *_MORE)}
            rows[place] = Meta(authors=authors(cell.get("authors")), **known)
    return Manifest(rows, tuple(problems))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
