"""States, organisations, armed groups, outlets and the user's parties: what their names are, and where they stand in a sentence."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from anyascii import anyascii

from parley.codebook import Parties
from parley.lang import Language
from parley.model import Sentence
from parley.model.actor import ActorKind

EntryForm = Literal["name", "seat", "capital", "demonym", "city"]


ROLES = ("party", "mediator", "guarantor", "observer")
SIDES = ("state", "armed_group", "organisation", "government", "group")


class Entry(NamedTuple):
    """One actor (or city) of the data: key, name, kind; `of` is the key of the state or organisation that it belongs to."""

    key: str
    name: str
    kind: ActorKind
    of: str | None = None
    side: str | None = None
    role: str | None = None
    members: tuple[str, ...] = ()
    offices: tuple[tuple[str, str | None], ...] = ()


class Form(NamedTuple):
    """One way of writing an entry. exact: upper and lower case count. needs_the: only after "the"."""

    text: str
    entry: Entry
    form: EntryForm
    exact: bool
    needs_the: bool


class Hit(NamedTuple):
    """A form found in a sentence: indexes of its first and last token."""

    first: int
    last: int
    entry: Entry
    form: EntryForm


class World(NamedTuple):
    """All entries by key, and their forms by first word, longest first; keys of those who can be a side, by role."""

    entries: Mapping[str, Entry]
    forms: Mapping[str, tuple[Form, ...]]
    persons: tuple[Entry, ...]
    person_forms: Mapping[tuple[str, ...], str]
    roles: Mapping[str, tuple[str, ...]]


def fold(name: str) -> str:
    """The name in lower case ASCII letters, for keys: "Zelenskyý" and "ZELENSKYY" are one."""
    return " ".join(anyascii(name).lower().replace("'", "").split())


@functools.lru_cache(maxsize=32)
def world(lang: Language, parties: Parties) -> World:
    """The built-in data of a language with the parties of one negotiation, built once; a party that the data knows keeps the data's key."""
    forms: list[Form] = []
    built = list(_built_in(lang.table("world")))
    names: dict[str, Entry] = {}
    for form in built:
        if form.form == "name":
            names.setdefault(form.text.lower(), form.entry)
    mine = list(_parties(parties, names))
    forms = [*mine, *built]
    entries: dict[str, Entry] = {}
    table: dict[str, list[Form]] = {}
    seen: set[str] = set()
    for form in forms:
        entries.setdefault(form.entry.key, form.entry)
        if form.text in seen or form.entry.kind == "person":
            continue
        seen.add(form.text)
        lower = form.text.lower()
        first = lower.split()[0]
        for key in {first, first.split("-")[0], "".join(c if c.isalnum() else " " for c in first).split()[0]}:
            table.setdefault(key, []).append(form)
    persons = {form.entry.key: form.entry for form in forms if form.entry.kind == "person"}
    person_forms = {tuple(fold(form.text).split()): form.entry.key for form in forms if form.entry.kind == "person"}
    ordered = {key: tuple(sorted(found, key=lambda f: -len(f.text))) for key, found in table.items()}
    roles = {role: tuple(sorted(k for k, e in entries.items() if e.role == role and e.kind in SIDES)) for role in ROLES}
    return World(entries, ordered, tuple(persons.values()), person_forms, roles)


def _form(text: str, entry: Entry, form: EntryForm, *, needs_the: bool = False) -> Form:
    plain = text.removeprefix("the ").replace("’", "'")
    return Form(plain, entry, form, plain.isupper() or len(plain) < 3, needs_the)


def _plural(demonym: str) -> str | None:
    if demonym.endswith(("man", "woman")):
        return demonym[:-2] + "en"
    return None if demonym.endswith(("ese", "ish", "ch", "ss", "ic", "sh", ".", "S", "i-Kiribati")) else demonym + "s"


def _demonyms(entry: Entry, demonyms: Iterable[str]) -> Iterator[Form]:
    for demonym in demonyms:
        yield _form(demonym, entry, "demonym")
        if plural := _plural(demonym):
            yield _form(plural, entry, "demonym")


def _built_in(raw: Mapping[str, Any]) -> Iterator[Form]:
    for row in raw["states"]:
        state = Entry(f"state:{row['iso3']}", row["name"], "state")
        yield from (_form(name, state, "name") for name in (row["name"], *row.get("aliases", ())))
        yield from _demonyms(state, row.get("demonyms", ()))
        yield from (_form(seat, state, "seat") for seat in row.get("seats", ()))
        yield from (_form(city, state, "capital") for city in (*row.get("capital", ()), *row.get("metonyms", ())))
    for row in raw["regions"]:
        region = Entry(f"region:{fold(row['name'])}", row["name"], "state", f"state:{row['of']}")
        yield from (_form(name, region, "name") for name in (row["name"], *row.get("aliases", ())))
        yield from _demonyms(region, row.get("demonyms", ()))
        yield from (_form(city, region, "capital") for city in row.get("capital", ()))
    for kind, table in (("organisation", raw["organisations"]), ("armed_group", raw["armed_groups"])):
        prefix = "org" if kind == "organisation" else "group"
        for row in table:
            of = row.get("of")
            owner = (f"org:{of}" if any(o["id"] == of for o in raw["organisations"]) else f"state:{of}") if of else None
            members = tuple(f"state:{m}" for m in row.get("members", ()))
            body = Entry(f"{prefix}:{row['id']}", row["name"], "joint" if row.get("joint") else kind, owner, members=members)  # type: ignore[arg-type]
            yield from (_form(name, body, "name") for name in (row["name"], *row.get("aliases", ()), *row.get("acronyms", ())))
            yield from (_form(seat, body, "seat") for seat in row.get("seats", ()))
            yield from (_form(city, body, "capital") for city in row.get("capital", ()))
    for half, iso3 in raw["prefixes"].items():
        name = next(row["name"] for row in raw["states"] if row["iso3"] == iso3)
        yield Form(f"{half}-", Entry(f"state:{iso3}", name, "state"), "demonym", False, False)
    for adjective in raw["demonyms_of_nobody"]:
        yield from _demonyms(Entry(f"none:{fold(adjective)}", adjective, "group"), (adjective,))
    for row in raw["groupings"]:
        members = tuple(f"state:{m}" for m in row.get("members", ()))
        group = Entry(f"grouping:{row['id']}", row["name"], "joint", members=members)
        yield from (_form(name, group, "name", needs_the=row.get("needs_the", False)) for name in row["forms"])
        yield from (_form(name, group, "demonym") for name in row.get("demonyms", ()))
    for kind in ("agency", "outlet"):
        names = set(raw["agencies" if kind == "agency" else "outlets"])
        for name in sorted(names):
            outlet = Entry(f"outlet:{fold(name.removeprefix('The '))}", name.removeprefix("The "), kind)  # type: ignore[arg-type]
            plain = name.removeprefix("The ")
            yield Form(plain, outlet, "name", plain.isupper() or " " not in plain, plain != name and plain not in names)
    for name in raw["platforms"]:
        yield Form(name, Entry(f"platform:{fold(name)}", name, "outlet"), "name", True, False)
    for city in raw["cities"]:
        yield _form(city, Entry(f"place:{fold(city)}", city, "place"), "city")


def _parties(parties: Parties, names: Mapping[str, Entry]) -> Iterator[Form]:
    keys = {a.name: _party_key(a.name, names) for a in parties.actor}
    for actor in parties.actor:
        known = names.get(actor.name.removeprefix("the ").lower())
        offices = tuple((o.title, keys.get(o.of, _party_key(o.of, names)) if o.of else None) for o in actor.offices)
        of = next((owner for _, owner in offices if owner), known.of if known else None)
        entry = Entry(
            keys[actor.name], actor.name, actor.kind, of, actor.side, actor.role, tuple(keys.get(m, _party_key(m, names)) for m in actor.members), offices
        )
        for name in (actor.name, *actor.aliases):
            plain = name.removeprefix("the ")
            yield _form(name, entry, "name", needs_the=plain != name and " " not in plain)
        yield from _demonyms(entry, actor.demonyms)
        yield from (_form(seat, entry, "seat") for seat in actor.seats)
        if actor.capital:
            yield _form(actor.capital, entry, "capital")


def _party_key(name: str, names: Mapping[str, Entry]) -> str:
    known = names.get(name.removeprefix("the ").lower())
    return known.key if known else f"party:{fold(name.removeprefix('the '))}"


def hits(sent: Sentence, text: str, data: World) -> list[Hit]:
    """The forms found in a sentence, leftmost longest, none overlapping."""
    found: list[Hit] = []
    tokens = sent.tokens
    forms_by_first = data.forms
    i = 0
    while i < len(tokens):
        token = tokens[i]
        forms = forms_by_first.get(token.lower)
        if forms is None and "-" in token.lower:
            forms = forms_by_first.get(token.lower.split("-")[0])
        if forms is not None and (hit := _match(sent, i, text, forms)) is not None:
            found.append(hit)
            i = hit.last
        i += 1
    return found


def _match(sent: Sentence, i: int, text: str, forms: tuple[Form, ...]) -> Hit | None:
    tokens = sent.tokens
    start = tokens[i].start
    for form in forms:
        end = start + len(form.text)
        written = text[start:end].replace("’", "'").replace("\u00a0", " ")
        if written != form.text and (form.exact or written.lower() != form.text.lower() or not written[:1].isupper() and form.text[0].isupper()):
            continue
        half = form.text.endswith("-")
        if text[end : end + 1].isalnum() and not half or form.needs_the and (i == 0 or tokens[i - 1].lower != "the"):
            continue
        if " " not in form.text and tokens[i].pos in ("VERB", "ADV", "INTJ", "AUX"):
            continue
        last = i
        while last + 1 < len(tokens) and tokens[last + 1].start < end:
            last += 1
        return Hit(i, last - 1 if half and last > i else last, form.entry, form.form)
    return None
