"""Checking a codebook: every table against its form, with the table and key of each fault."""

import difflib
import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, Literal, get_type_hints

import msgspec

from parley.codebook import Codebook, codebooks, load

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
    failing: bool = False
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
    """What breaks the form of a codebook, one line each: table, key, what is wrong and what would be right; empty when nothing does."""
    return [*_forms(book.tables), *_ids(book.tables), *_words(book.tables), *_empty(book.tables), *_frames(book.tables), *_order(book.tables)]


@functools.cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """What frames may name: slots, PLOVER's types, and the classes and hanging words of the built-in codebooks."""
    table = tomllib.loads((resources.files("parley.codebook") / "check.toml").read_text(encoding="utf-8"))
    frames = [frame for name in codebooks() for entry in load(name).table("events").values() for frame in (*entry.get("verbs", ()), *entry.get("nouns", ()))]
    classes = sorted({word for frame in frames for word in re.findall(r"@\w+", frame)} | {"@actor"})
    hanging = sorted({word for frame in frames for part in frame.split() for word in part.removeprefix("!").partition("=")[0].split("|")})
    return {name: tuple(entries) for name, entries in table.items()} | {"classes": tuple(classes), "hanging": tuple(hanging)}


def _like(word: str, words: tuple[str, ...] | list[str]) -> str:
    """ "; did you mean …?" where one of the words is near."""
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def _forms(tables: Mapping[str, Any]) -> Iterator[str]:
    for name, table in tables.items():
        if name not in FORMS:
            near = _like(name, list(FORMS))
            yield f"[{name}]: no such table{near}{' There' if near else '; there'} are {', '.join(FORMS)}"
            continue
        if not isinstance(table, Mapping):
            yield f"[{name}]: a table is wanted, with its own keys below the line [{name}]"
            continue
        if name == "terms" and isinstance(table.get("term"), Mapping):
            yield "[terms]: each term is an entry of a list; write [[terms.term]] (in a folder [[term]]), with two brackets"
            continue
        entries = table.items() if name in ("issues", "events", "proposals") else [("", table)]
        form = FORMS[name].__args__[1] if name in ("issues", "events", "proposals") else FORMS[name]
        for key, entry in entries:
            place = f"[{name}{'.' + key if key else ''}]"
            if not isinstance(entry, Mapping):
                yield f"{place}: a table is wanted, like [{name}.my_id] with its keys below; it is {_named(entry)}"
                continue
            yield from (f"{place}: {fault}" for fault in _fields(entry, form))
    if "book" not in tables:
        yield '[book]: missing; it needs an id, like [book] and below it id = "fisheries"'
    elif isinstance(tables["book"], Mapping) and (below := tables["book"].get("extends")) and below not in codebooks():
        yield f"[book]: extends {below!r}, which is not built in{_like(str(below), codebooks())} Built in are {', '.join(codebooks())}"


def _fields(entry: Mapping[str, Any], form: Any) -> Iterator[str]:
    """The faults of one entry: keys that do not exist, keys that are missing, values of another kind."""
    names = {f.encode_name: f for f in msgspec.structs.fields(form)}
    strange = [key for key in entry if key not in names]
    for key in strange:
        yield f"no key {key!r}{_like(key, list(names)) or ';'} The keys are {', '.join(names)}"
    for name, field in names.items():
        if field.required and name not in entry and not any(_like(key, [name]) for key in strange):
            yield f"{name!r} is missing; write {name} = {_example(name)}"
    hints = get_type_hints(form)
    for name, field in names.items():
        if name in entry:
            try:
                msgspec.convert(entry[name], hints[field.name])
            except msgspec.ValidationError as fault:
                yield f"{name!r}: {_told(name, entry[name], str(fault))}"


def _told(name: str, value: Any, fault: str) -> str:
    if name in ("words", "nouns", "verbs", "not", "beside", "order", "outside"):
        return f'a list of strings is wanted, like {name} = ["one", "two"]; it is {_named(value)}'
    if fault.startswith("Expected"):
        wanted = {"`str`": "a string in quotation marks", "`bool`": "true or false", "`array`": "a list", "`object`": "a table"}
        return f"{next((w for k, w in wanted.items() if k in fault.split(', got')[0]), 'another kind of value')} is wanted; it is {_named(value)}"
    return fault.replace("Object contains unknown field", "no key")


def _named(value: Any) -> str:
    if isinstance(value, list):
        return "a list with something else in it" if all(isinstance(v, str) for v in value) is False else "a list"
    kinds = {str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return f"{kinds.get(type(value), 'a table')} ({value!r})" if isinstance(value, (str, bool, int, float)) else "a table"


def _example(name: str) -> str:
    return '["quota", "catch limit"]' if name in ("words", "nouns") else '"fisheries"'


def _ids(tables: Mapping[str, Any]) -> Iterator[str]:
    for name in ("issues", "events", "proposals"):
        for key in tables.get(name, {}):
            if not ID.fullmatch(key):
                yield f"[{name}.{key}]: an id is in lower case with underscores, like occupied_territory_control"


def _strings(entry: Any, key: str) -> list[str]:
    found = entry.get(key, []) if isinstance(entry, Mapping) else []
    return [w for w in found if isinstance(w, str)] if isinstance(found, list) else []


def _words(tables: Mapping[str, Any]) -> Iterator[str]:
    """Words that decide nothing: empty ones, ones with capitals, ones that two entries claim."""
    for name, field in (("issues", "words"), ("proposals", "nouns")):
        claimed: dict[str, str] = {}
        for key, entry in tables.get(name, {}).items():
            for word in _strings(entry, field):
                if not word.strip():
                    yield f"[{name}.{key}]: an empty word in {field!r}; take it out"
                elif word != word.lower():
                    yield f"[{name}.{key}]: {word!r} has capitals; words are in lower case and match either"
                elif word in claimed and (name == "issues" or claimed[word] != key):
                    yield f"[{name}.{key}]: {word!r} already stands under {claimed[word]}, which gets it"
                else:
                    claimed[word] = key


def _empty(tables: Mapping[str, Any]) -> Iterator[str]:
    """Entries that can never be found, and values that nothing reads."""
    for name, fields in (("issues", ("words",)), ("proposals", ("nouns",)), ("events", ("verbs", "nouns"))):
        for key, entry in tables.get(name, {}).items():
            if isinstance(entry, Mapping) and any(f in entry for f in fields) and not any(entry.get(f) for f in fields):
                yield f"[{name}.{key}]: nothing shows it; give at least one of {' or '.join(fields)}"
            elif isinstance(entry, Mapping) and name == "events" and not any(f in entry for f in fields):
                yield f"[events.{key}]: nothing shows it; give verbs or nouns"
    for key, entry in tables.get("proposals", {}).items():
        needs = entry.get("needs", "") if isinstance(entry, Mapping) else ""
        if isinstance(needs, str) and needs and needs not in _known()["needs"]:
            yield f"[proposals.{key}]: needs = {needs!r}; it may be {', '.join(_known()['needs'])}{_like(needs, _known()['needs'])}"
    terms = tables.get("terms", {})
    for n, entry in enumerate(terms.get("term", []) if isinstance(terms, Mapping) and isinstance(terms.get("term"), list) else [], 1):
        if isinstance(entry, Mapping) and not entry.get("words") and not entry.get("not"):
            yield f"[terms]: term {n} ({entry.get('kind', 'without a kind')}) has no words; nothing shows it"


def _slot(word: str) -> str:
    """ "; did you mean 'obj'?" for a word that is no slot, stands in no built-in frame, and is written much like a slot."""
    known = _known()
    if word in (*known["slots"], *known["hanging"]):
        return ""
    near = difflib.get_close_matches(word, known["slots"], n=1, cutoff=0.66)
    return f"; did you mean {near[0]!r}?" if near else ""


def _frames(tables: Mapping[str, Any]) -> Iterator[str]:
    """Faults in the frames of events: slots, classes and types that do not exist."""
    known = _known()
    for key, entry in tables.get("events", {}).items():
        for kind in ("happened", "announced", "refused"):
            root = str(entry.get(kind) or "").partition(":")[0] if isinstance(entry, Mapping) else ""
            if root and root not in known["plover"]:
                yield f"[events.{key}]: {kind} = {root!r} is no type of PLOVER{_like(root, known['plover']) or ';'} There are {', '.join(known['plover'])}"
        for frame in _strings(entry, "verbs") + _strings(entry, "nouns"):
            verb = frame in _strings(entry, "verbs")
            for n, part in enumerate(frame.split()):
                name, equals, value = part.removeprefix("!").partition("=")
                near = next((like for word in name.split("|") if (like := _slot(word))), "") if equals or verb and n else ""
                if near:
                    yield f"[events.{key}]: {frame!r}: no slot {name!r}{near} A slot is {', '.join(known['slots'])} or a word that hangs on the verb"
                if equals and not value:
                    yield f"[events.{key}]: {frame!r}: nothing stands after {name}=; name words, like {name}=trawler|vessel, or leave the = out"
                for word in value.split("|"):
                    if word.startswith("@") and word not in known["classes"]:
                        yield f"[events.{key}]: {frame!r}: no class {word!r}{_like(word, known['classes'])} There are {', '.join(known['classes'])}"
            if not frame.strip():
                yield f"[events.{key}]: an empty frame; take it out"


def _order(tables: Mapping[str, Any]) -> Iterator[str]:
    """Faults in the order of stances: names that are never read, and names that stand twice."""
    usual = load("peace").table("stances")
    known = (*usual.get("order", ()), *usual.get("outside", ()))
    seen: set[str] = set()
    for word in (*_strings(tables.get("stances"), "order"), *_strings(tables.get("stances"), "outside")):
        if word in seen:
            yield f"[stances]: {word!r} stands twice; each stance has one place"
        elif word not in known:
            yield f"[stances]: no stance {word!r}{_like(word, known) or ';'} There are {', '.join(known)}"
        seen.add(word)
