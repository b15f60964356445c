"""A manifest: a CSV that says of the files beside it which outlet published them, when, where and by whom."""

import csv
import io
import os
import re
from collections.abc import Mapping
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
    name = str(path)
    try:
        if path.stat().st_size > _BOUND:
            return Manifest({}, (problem("too_large", name, what="The manifest", bound=f"{_BOUND:,} bytes"),))
        raw = path.read_bytes()
    except OSError as fault:
        return Manifest({}, (problem("bad_manifest", name, why=fault.strerror or fault),))
    reader = csv.DictReader(io.StringIO(decode(raw).text, newline=""))
    try:
        header = [(column or "").strip().lower() for column in reader.fieldnames or ()]
        if "file" not in header:
            return Manifest({}, (problem("bad_manifest", name, why="it has no column “file”"),))
        reader.fieldnames = header
        return _rows(path, reader, header)
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


def _rows(path: Path, reader: "csv.DictReader[str]", header: list[str]) -> Manifest:
    rows: dict[str, Meta] = {}
    problems: list[Problem] = []
    unknown = [column for column in header if column and column not in COLUMNS and column not in _MORE]
    if unknown:
        problems.append(problem("unknown_column", str(path), columns=", ".join(unknown)))
    for row in reader:
        cell = {key: value.strip() for key, value in row.items() if isinstance(key, str) and isinstance(value, str) and value.strip()}
        if "file" not in cell:
            continue
        place = path.parent / cell["file"]
        if not _is_file(place):
            problems.append(problem("manifest_row", str(path), file=cell["file"]))
            continue
        key = os.path.realpath(place)
        if key in rows:
            problems.append(problem("manifest_twice", str(path), file=cell["file"]))
            continue
        known = {column: cell.get(column) for column in ("outlet", "published", "url", "title", *_MORE)}
        rows[key] = Meta(authors=authors(cell.get("authors")), **known)
    return Manifest(rows, tuple(problems))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
