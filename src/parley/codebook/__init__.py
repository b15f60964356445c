"""Issues, terms, event types and stances as data: what people who follow one kind of negotiation look for.

A codebook is a folder of TOML tables (`codebook/peace/`: book, issues, events, proposals, stances, figures) or one file with the same tables at its top
(`[issues.…]`, `[events.…]`): a user's own codebook has the same form. `[book] extends = "peace"` takes every table
that the file does not give from another one, and adds its own event types to those of the other.
A parties file (`parties`) names the actors of one negotiation.
"""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from parley.codebook.parties import NO_PARTIES, Parties, read_parties
from parley.errors import CodebookError

__all__ = ["NO_PARTIES", "Codebook", "Parties", "codebooks", "load", "read_parties"]


class Codebook:
    """One codebook: its tables, and the parties of the negotiation that is read (`NO_PARTIES` when no file names them)."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], parties: Parties = NO_PARTIES) -> None:
        self.tables = MappingProxyType(dict(tables))
        self.parties = parties
        self.id = str(self.table("book").get("id", ""))

    def __reduce__(self) -> tuple[type["Codebook"], tuple[dict[str, Mapping[str, Any]], Parties]]:
        """How to make the same codebook in another process."""
        return Codebook, (dict(self.tables), self.parties)

    def table(self, name: str) -> Mapping[str, Any]:
        """The table `name`; empty when the codebook has none."""
        return self.tables.get(name, MappingProxyType({}))

    def of(self, parties: Parties) -> "Codebook":
        """The same codebook for a negotiation between these parties."""
        return Codebook(self.tables, parties)


def codebooks() -> list[str]:
    """The names of the codebooks that are built in."""
    return sorted(f.name for f in resources.files(__name__).iterdir() if f.is_dir() and (f / "book.toml").is_file())


@functools.cache
def load(name: str = "peace") -> Codebook:
    """The codebook of that name, or in the TOML file or folder at that path; raises `CodebookError` saying file and fault."""
    built_in = resources.files(__name__) / name
    if name.isidentifier() and built_in.is_dir():
        tables = _folder(built_in)
    elif Path(name).is_dir():
        tables = _folder(Path(name))
    elif Path(name).is_file():
        tables = _parse(Path(name))
    else:
        raise CodebookError(f"no codebook {name!r}: built in are {', '.join(codebooks())}; else give a TOML file or a folder")
    below = tables.get("book", {}).get("extends")
    if below == name:
        raise CodebookError(f"codebook {name!r} extends itself")
    if below:
        under = load(str(below)).tables
        own = tables.get("events", {})
        events = {**own, **{key: entry for key, entry in under.get("events", {}).items() if key not in own}}  # its own first: they win where both fit
        tables = {**under, **tables, "events": events}
    return Codebook(tables)


def _folder(folder: Traversable) -> dict[str, Any]:
    return {
        f.name.removesuffix(".toml"): _parse(f) for f in sorted(folder.iterdir(), key=lambda f: f.name) if f.name.endswith(".toml") and ".corpus." not in f.name
    }


def _parse(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as fault:
        raise CodebookError(f"{file}: not UTF-8 at byte {fault.start}; save the file as UTF-8 text") from fault
    except tomllib.TOMLDecodeError as fault:
        raise CodebookError(f"{file}: no TOML: {fault}") from fault
    except OSError as fault:
        raise CodebookError(f"{file}: {fault}") from fault
