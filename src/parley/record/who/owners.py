"""Organs and whose they are: "the Foreign Ministry" is one state's, and which one only its own report can tell.

An organ that every state has (the bodies of `lang/<code>/actors.toml`), named without its owner, is the owned one of its report when there is exactly
one of that kind there; else it stays with its report, so that the ministries of two states never become one. An organ of an organ ("the ministry's
own troops") is the organ of the state above it.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from parley.lang import languages, load
from parley.model import Actor
from parley.record.who.names import fold

_ORGAN = "org:"


@functools.cache
def bodies() -> Mapping[str, str]:
    """Folded name of an organ → the name that its spellings share, for all languages that name organs."""
    tables = (load(code).table("actors").get("bodies", {}) for code in languages() if load(code).has("actors"))
    return {fold(written): name for table in tables for name, ways in table.items() for written in (name, *ways)}


def placed(document: str, actors: Iterable[Actor]) -> list[Actor]:
    """The actors of a report with every organ under its owner's key, or under a key of its own where the report names no owner."""
    actors = list(actors)
    raised = {actor.key: _raised(actor.key) for actor in actors}
    owned: defaultdict[str, set[str]] = defaultdict(set)
    for key in raised.values():
        owner, _, organ = key.removeprefix(_ORGAN).rpartition("/")
        if key.startswith(_ORGAN) and owner:
            owned[organ].add(key)
    for actor in actors:
        body = bodies().get(fold(actor.name)) if actor.kind == "organisation" and actor.of is None else None
        if body is not None and actor.key == f"{_ORGAN}{fold(actor.name)}":
            raised[actor.key] = next(iter(owned[body])) if len(owned[body]) == 1 else f"{_ORGAN}{document}/{body}"
    names = {actor.key: actor.name for actor in actors}
    return [_renamed(actor, raised, names) for actor in actors]


def _raised(key: str) -> str:
    """The key of an organ of an organ as that of the state above: `org:org:S/ministry/military` → `org:S/military`."""
    while key.startswith(_ORGAN * 2):
        owner, _, organ = key.removeprefix(_ORGAN).rpartition("/")
        above, _, _ = owner.removeprefix(_ORGAN).rpartition("/")
        if not above or organ not in bodies():
            return key
        key = f"{_ORGAN}{above}/{organ}"
    return key


def _renamed(actor: Actor, keys: Mapping[str, str], names: Mapping[str, str]) -> Actor:
    new, name = keys[actor.key], actor.name
    of: str | None = keys.get(actor.of, actor.of) if actor.of else None
    if new != actor.key and new.startswith(_ORGAN) and "/" in new:
        above = new.removeprefix(_ORGAN).rpartition("/")[0]
        of = above if ":" in above else None
        name = names.get(new) or (f"{names[above]}'s {new.rpartition('/')[2]}" if above in names else name)
    elif of != actor.of and actor.of:
        new = new.replace(actor.of, of or "")
    offices = tuple(msgspec.structs.replace(office, of=keys.get(office.of, office.of) if office.of else None) for office in actor.offices)
    if (new, of, offices) == (actor.key, actor.of, actor.offices):
        return actor
    return msgspec.structs.replace(actor, key=new, name=name, of=of, offices=offices)
