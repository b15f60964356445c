"""The language's words for those who act, as sets that are quick to ask."""

import functools
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from parley.lang import Language


class Words(NamedTuple):
    """Sets of lemmas or lower-case forms out of `actors.toml`; names as there, nested tables joined by an underscore."""

    honorifics: Mapping[str, str]
    ranks: frozenset[str]
    offices: frozenset[str]
    inner: frozenset[str]
    former: frozenset[str]
    general: frozenset[str]
    also: Mapping[str, frozenset[str]]
    persons: frozenset[str]
    person_suffixes: tuple[str, ...]
    agents: tuple[str, ...]
    abstract: tuple[str, ...]
    nouns_man: frozenset[str]
    nouns_woman: frozenset[str]
    groups: frozenset[str]
    anonymous: frozenset[str]
    organisations: frozenset[str]
    weak: frozenset[str]
    states: frozenset[str]
    name_ends: frozenset[str]
    name_ends_surnames: frozenset[str]
    outlet_ends: frozenset[str]
    outlet_nouns: frozenset[str]
    polity: frozenset[str]
    places_based: frozenset[str]
    place_starts: frozenset[str]
    directions: frozenset[str]
    demonym_endings: tuple[str, ...]
    kinds: Mapping[str, frozenset[str]]
    bodies: Mapping[str, str]
    documents: frozenset[str]
    places: frozenset[str]
    prepositions: frozenset[str]
    motion: frozenset[str]
    hit: frozenset[str]
    owned: frozenset[str]
    speech: frozenset[str]
    person_owned: frozenset[str]
    pronouns: Mapping[str, str]
    indefinite: frozenset[str]
    joint_nouns: frozenset[str]
    joint_all: frozenset[str]
    joint_bare: frozenset[str]
    joint_roles: Mapping[str, str]
    nouns: frozenset[str]  # all that a common noun can be an actor by
    numbers: Mapping[str, int]
    particles: frozenset[str]
    suffixes: frozenset[str]
    given: Mapping[str, str]
    calendar: frozenset[str]
    small: Mapping[str, frozenset[str]]


def noun_gender(noun: str, w: Words) -> str:
    """The sex that a noun tells: "man", "woman" or ""."""
    if noun in w.nouns_woman or noun.endswith("woman"):
        return "woman"
    return "man" if noun in w.nouns_man or noun.endswith("man") and noun != "human" else ""


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words)


@functools.cache
def words(lang: Language) -> Words:
    """The words of a language, built once."""
    raw: Mapping[str, Any] = lang.table("actors")
    persons, verbs, names, places, joint = raw["persons"], raw["verbs"], raw["names"], raw["places"], raw["joint"]
    given = dict.fromkeys(names["man"], "man") | dict.fromkeys(names["woman"], "woman")
    given |= dict.fromkeys(names["both"], "") | dict.fromkeys(set(names["man"]) & set(names["woman"]), "")
    pronouns = {word: kind for kind, forms in raw["pronouns"].items() if kind != "indefinite" for word in forms}
    return Words(
        honorifics={word: "" if sex == "any" else sex for sex, forms in raw["honorifics"].items() for word in forms},
        ranks=_set(raw["ranks"]["words"]),
        offices=_set(raw["offices"]["words"]),
        inner=_set(raw["offices"]["inner"]),
        former=_set(raw["offices"]["former"]),
        general=_set(raw["offices"]["general"]),
        also={noun: _set(forms) for noun, forms in raw["offices"]["also"].items()},
        persons=_set(persons["words"]) | _set(raw["offices"]["words"]),
        agents=tuple(persons["agents"]),
        abstract=tuple(persons["abstract"]),
        person_suffixes=tuple(persons["suffixes"]),
        nouns_man=_set(persons["man"]),
        nouns_woman=_set(persons["woman"]),
        groups=_set(raw["groups"]["words"]),
        anonymous=_set(raw["groups"]["anonymous"]),
        organisations=_set(raw["organisations"]["words"]),
        weak=_set(raw["organisations"]["weak"]),
        states=_set(raw["organisations"]["states"]),
        name_ends=_set(raw["organisations"]["name_ends"]),
        name_ends_surnames=_set(raw["organisations"]["surnames"]),
        outlet_ends=_set(raw["organisations"]["outlet_ends"]),
        outlet_nouns=_set(raw["organisations"]["outlet_nouns"]),
        place_starts=_set(places["starts"]),
        places_based=_set(places["based"]),
        directions=_set(places["directions"]),
        polity=_set(places["polity"]),
        demonym_endings=tuple(places["demonym_endings"]),
        kinds={kind: _set(forms) for kind, forms in raw["organisations"]["kinds"].items()},
        bodies={form: body for body, forms in raw["bodies"].items() for form in forms},
        documents=_set(raw["documents"]["words"]),
        places=_set(places["words"]),
        prepositions=_set(places["prepositions"]),
        motion=_set(places["motion"]),
        hit=_set(places["hit"]),
        owned=_set(places["owned"]),
        speech=_set(verbs["speech"]),
        person_owned=_set(verbs["person_owned"]),
        pronouns=pronouns,
        indefinite=_set(raw["pronouns"]["indefinite"]),
        joint_nouns=_set(joint["nouns"]),
        joint_all=_set(joint["all"]),
        joint_bare=_set(joint["bare"]),
        joint_roles=joint["roles"],
        nouns=_set(
            [*persons["words"], *raw["offices"]["words"], *raw["groups"]["words"], *raw["organisations"]["words"], *raw["documents"]["words"], *joint["nouns"]]
        ),
        numbers=raw["numbers"],
        particles=_set(names["particles"]),
        suffixes=_set(names["suffixes"]),
        given=given,
        calendar=_set(names["calendar"]),
        small={use: _set(forms) for use, forms in raw["small"].items()},
    )
