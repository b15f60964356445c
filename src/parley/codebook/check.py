"""Checking a codebook: every table against its form, with the table and key of each fault."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from parley.codebook import Codebook, codebooks

ID = re.compile(r"[a-z][a-z0-9_]*")


class Book(msgspec.Struct, forbid_unknown_fields=True):
    """The table [book]."""

    id: str
    name: str = ""
    extends: str = ""


class IssueEntry(msgspec.Struct, forbid_unknown_fields=True, rename={"shields": "not"}):
    """One issue: its group, its name, the words that show it, phrases in which they do not count, and codes of other data sets."""

    group: str
    words: list[str]
    name: str = ""
    shields: list[str] = []
    pa_x: str = ""
    ucdp: str = ""


class EventEntry(msgspec.Struct, forbid_unknown_fields=True):
    """One group of event frames: the type that it gives, PLOVER types by status, frames of verbs and nouns, and flags that docs/codebooks.md explains."""

    name: str = ""
    type: str = ""
    family: str = ""
    agenda: Literal["", "never", "occasion", "of_two"] = ""
    happened: str = ""
    announced: str = ""
    refused: str = ""
    directed: bool = False
    weak: bool = False
    joint: bool = False
    coming: bool = False
    stance: bool | str = False
    verbs: list[str] = []
    nouns: list[str] = []


class ProposalEntry(msgspec.Struct, forbid_unknown_fields=True):
    """One kind of thing on the table, by its nouns. needs: counts only with a term. generic: the noun says that something is on the table, not what.
    issue: the issue that such a thing is of when it names none."""

    nouns: list[str]
    issue: str = ""
    needs: str = ""
    generic: bool = False


class TermEntry(msgspec.Struct, forbid_unknown_fields=True, rename={"shields": "not"}):
    """One value of a term, by its words; they count only beside others, or not within some phrases, where these are given."""

    kind: str
    words: list[str] = []
    value: str | int | float | None = None
    beside: list[str] = []
    shields: list[str] = []


class Composition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words by which a force, delegation or format is said to include or exclude somebody."""

    includes: list[str] = []
    excludes: list[str] = []


class Terms(msgspec.Struct, forbid_unknown_fields=True):
    """The table [terms]."""

    term: list[TermEntry] = []
    composition: Composition = Composition()


class Stances(msgspec.Struct, forbid_unknown_fields=True):
    """The table [stances]: those that have an order, from wanting it most to least, and those outside of it."""

    order: list[str] = []
    outside: list[str] = []


FORMS: dict[str, Any] = {
    "book": Book,
    "issues": dict[str, IssueEntry],
    "events": dict[str, EventEntry],
    "proposals": dict[str, ProposalEntry],
    "terms": Terms,
    "stances": Stances,
}


def faults(book: Codebook) -> list[str]:
    """What breaks the form of a codebook, one line each: table, key, fault; empty when nothing does."""
    return [*_forms(book.tables), *_ids(book.tables), *_words(book.tables)]


def _forms(tables: Mapping[str, Any]) -> Iterator[str]:
    for name, table in tables.items():
        if name not in FORMS:
            yield f"[{name}]: no such table; there are {', '.join(FORMS)}"
            continue
        entries = table.items() if name in ("issues", "events", "proposals") and isinstance(table, Mapping) else [("", table)]
        form = FORMS[name].__args__[1] if name in ("issues", "events", "proposals") else FORMS[name]
        for key, entry in entries:
            try:
                msgspec.convert(entry, form)
            except msgspec.ValidationError as fault:
                yield f"[{name}{'.' + key if key else ''}]: {fault}"
    if "book" not in tables:
        yield "[book]: missing; it needs an id"
    elif (below := tables["book"].get("extends")) and below not in codebooks():
        yield f"[book]: extends {below!r}; built in are {', '.join(codebooks())}"


def _ids(tables: Mapping[str, Any]) -> Iterator[str]:
    for name in ("issues", "events"):
        for key in tables.get(name, {}):
            if not ID.fullmatch(key):
                yield f"[{name}.{key}]: an id is in lower case with underscores, like occupied_territory_control"


def _words(tables: Mapping[str, Any]) -> Iterator[str]:
    """Words that decide nothing: empty ones, ones with capitals, ones that two issues claim."""
    claimed: dict[str, str] = {}
    for key, entry in tables.get("issues", {}).items():
        words = entry.get("words", []) if isinstance(entry, Mapping) else []
        for word in words if isinstance(words, list) else []:
            if not isinstance(word, str) or not word.strip():
                yield f"[issues.{key}]: an empty word"
            elif word != word.lower():
                yield f"[issues.{key}]: {word!r} has capitals; words are in lower case and match either"
            elif word in claimed and claimed[word] != key:
                yield f"[issues.{key}]: {word!r} already stands under {claimed[word]}, which gets it"
            else:
                claimed[word] = key
