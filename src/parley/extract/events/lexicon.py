"""Event frames as the codebook gives them, compiled: which verb or noun, in which company, makes which event."""

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from parley.codebook import Codebook
from parley.lang import Language

BOUND = frozenset({"off", "out", "down", "up", "away"})  # particles beside which a verb means something else than alone
NAMING = frozenset({"@place", "@town", "@actor"})  # what a class of a slot may ask for that is no word
SLOTS = ("obj", "subj", "inf", "that", "ing", "adj", "duty", "near")


class EventType(NamedTuple):
    """An event type of the codebook, with its PLOVER values by status.

    directed: it must be directed at somebody; weak: its open frames need two actors; joint: several must agree; stance: said of a proposal it is none;
    coming: the words themselves say that it is still to come; failing: that it did not come about ("voted the treaty down").
    """

    id: str
    group: str
    family: str
    directed: bool
    weak: bool
    joint: bool
    stance: bool
    coming: bool
    failing: bool
    happened: str
    announced: str
    refused: str


class Frame(NamedTuple):
    """One frame: `wants` maps a slot (obj, subj, inf, that, ing, adj or a preposition) to the words that may fill it, None for any."""

    type: EventType
    lemma: str
    particle: str
    wants: tuple[tuple[str, frozenset[str] | None], ...]
    bans: tuple[str, ...]
    before: tuple[str, ...] = ()


class Demand(NamedTuple):
    """The frames that want one slot first, by their numbers: under each word that fills it for them; rest: those that words do not decide.

    Without a slot: the frames that want nothing.
    """

    slot: str
    words: Mapping[str, tuple[int, ...]]
    rest: tuple[int, ...]


class Frames(NamedTuple):
    """The frames of a verb with one particle or none, most demanding first, and what they want."""

    frames: tuple[Frame, ...]
    demands: tuple[Demand, ...]


class Lexicon(NamedTuple):
    """All frames by lemma, most demanding first; `phrasal` has those of a verb by its particle; `words` holds the language's word classes and cue lists."""

    verbs: Mapping[str, tuple[Frame, ...]]
    phrasal: Mapping[str, Mapping[str, Frames]]
    nouns: Mapping[str, tuple[Frame, ...]]
    classes: Mapping[str, frozenset[str]]
    support: Mapping[str, str]
    matrix: Mapping[str, str]
    nominal: Mapping[str, str]
    adjective: Mapping[str, str]
    attribute: Mapping[str, str]
    governs: Mapping[str, frozenset[str]]
    tense: Mapping[str, frozenset[str]]
    gate: Mapping[str, frozenset[str]]
    meetings: Mapping[str, frozenset[str]]
    outcomes: Mapping[str, frozenset[str]]
    ordinals: tuple[str, ...]
    titles: frozenset[str]
    topic: frozenset[str]
    borrowed: frozenset[str]
    labour: frozenset[str]
    war: frozenset[str]
    topic_least: int
    topic_sentences: int


def lexicon(lang: Language, book: Codebook) -> Lexicon:
    """The event lexicon of a language and codebook, compiled once for each pair."""
    return _lexicon(lang, book)


@functools.lru_cache(maxsize=16)
def _lexicon(lang: Language, book: Codebook) -> Lexicon:
    table = lang.table("events")
    classes = {name: frozenset(words) for name, words in table["classes"].items()}
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    for group, entry in book.table("events").items():
        kind = _type(group, entry)
        for text in entry.get("verbs", ()):
            for frame in _verb(kind, text, classes):
                verbs.setdefault(frame.lemma, []).append(frame)
        for text in entry.get("nouns", ()):
            frame = _noun(kind, text, classes)
            nouns.setdefault(frame.lemma, []).append(frame)
    ranked = {lemma: _ranked(frames) for lemma, frames in verbs.items()}
    return Lexicon(
        ranked,
        {lemma: _by_particle(frames) for lemma, frames in ranked.items()},
        {lemma: _ranked(frames) for lemma, frames in nouns.items()},
        classes,
        {word: effect for effect, words in table["light"].items() for word in words},
        {word: status for status, words in reversed(list(table["matrix"].items())) for word in words},
        {word: status for status, words in table["nominal"].items() for word in words},
        {word: status for status, words in table["adjective"].items() for word in words},
        {word: status for status, words in table["attribute"].items() for word in words},
        {name: frozenset(words) for name, words in table["governs"].items()},
        {name: frozenset(words) for name, words in table["tense"].items()},
        {name: frozenset(words) for name, words in table["gate"].items()},
        {name: frozenset(words) for name, words in table["meetings"].items() if isinstance(words, list)},
        {name: frozenset(words) for name, words in table["meetings"]["outcome"].items()},
        tuple(table["numbers"]["ordinals"]),
        frozenset(word for level in ("head", "minister", "envoy") for word in table["meetings"][level]),
        frozenset(table["topic"]["words"]),
        frozenset(table["topic"]["borrowed"]),
        frozenset(table["topic"]["labour"]),
        frozenset(table["topic"]["war"]),
        table["topic"]["least"],
        table["topic"]["sentences"],
    )


def _type(group: str, entry: Mapping[str, Any]) -> EventType:
    directed, weak, joint, stance, coming, failing = (bool(entry.get(flag)) for flag in ("directed", "weak", "joint", "stance", "coming", "failing"))
    happened, announced, refused = (str(entry.get(when, "")) for when in ("happened", "announced", "refused"))
    return EventType(entry.get("type", group), group, entry.get("family", ""), directed, weak, joint, stance, coming, failing, happened, announced, refused)


def _ranked(frames: list[Frame]) -> tuple[Frame, ...]:
    """Most conditions first; a condition on words counts twice; the file's order breaks ties."""
    return tuple(sorted(frames, key=lambda f: -(sum(2 if words else 1 for _, words in f.wants) + 2 * bool(f.particle) + 2 * len(f.before) + len(f.bans) / 2)))


def _by_particle(frames: tuple[Frame, ...]) -> dict[str, Frames]:
    """The frames that a verb has with each particle: its own, and beside most particles those without ("met again", "met back in May")."""
    particles = {"", *BOUND, *(frame.particle for frame in frames)}
    return {p: _demanding(tuple(f for f in frames if f.particle == p or not f.particle and p not in BOUND)) for p in particles}


def _demanding(frames: tuple[Frame, ...]) -> Frames:
    words: dict[str, dict[str, list[int]]] = {}
    rest: dict[str, list[int]] = {}
    for n, frame in enumerate(frames):
        slot, named = frame.wants[0] if frame.wants else ("", None)
        by_word = words.setdefault(slot, {})
        if named is None or slot == "near" or not named.isdisjoint(NAMING):
            rest.setdefault(slot, []).append(n)
        else:
            for word in named:
                by_word.setdefault(word, []).append(n)
    return Frames(frames, tuple(Demand(slot, {w: tuple(some) for w, some in of.items()}, tuple(rest.get(slot, ()))) for slot, of in words.items()))


def _verb(kind: EventType, text: str, classes: Mapping[str, frozenset[str]]) -> list[Frame]:
    head, *conditions = text.split()
    wants, bans = _conditions(conditions, classes)
    frames = []
    for lemma in head.split("|"):
        word, _, particle = lemma.partition("_")
        frames.append(Frame(kind, word, particle, wants, bans))
    return frames


def _noun(kind: EventType, text: str, classes: Mapping[str, frozenset[str]]) -> Frame:
    parts = text.split()
    words: list[str] = []
    while parts and not _is_condition(parts[0], bool(words)):
        words.append(parts.pop(0))
    wants, bans = _conditions(parts, classes)
    return Frame(kind, words[-1], "", wants, bans, tuple(words[:-1]))


PREPOSITIONS = frozenset("of on in to for with by between from against into at over as after through among around near upon about".split())  # noqa: SIM905


@functools.lru_cache(maxsize=1024)
def is_preposition(slot: str) -> bool:
    """Whether a slot is a preposition, or one of several."""
    return all(part in PREPOSITIONS for part in slot.split("|"))


@functools.lru_cache(maxsize=1024)
def names_of(slot: str) -> tuple[str, ...]:
    """The words of a slot, each of which will do."""
    return tuple(slot.split("|"))


def _is_condition(part: str, later: bool) -> bool:
    name = part.partition("=")[0]
    return "=" in part or later and all(p in PREPOSITIONS or p in SLOTS for p in name.split("|"))


def _conditions(parts: list[str], classes: Mapping[str, frozenset[str]]) -> tuple[tuple[tuple[str, frozenset[str] | None], ...], tuple[str, ...]]:
    wants: list[tuple[str, frozenset[str] | None]] = []
    bans: list[str] = []
    for part in parts:
        if part.startswith("!"):
            bans.append(part[1:])
            continue
        slot, _, value = part.partition("=")
        wants.append((slot, _words(value, classes) if value else None))
    return tuple(wants), tuple(bans)


def _words(value: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in value.split("|"):
        if word in NAMING:  # somebody, what may be a place by its name, what is one
            found.add(word)
        elif word.startswith("@"):
            found |= classes[word[1:]]
        else:
            found.add(word)
    return frozenset(found)
