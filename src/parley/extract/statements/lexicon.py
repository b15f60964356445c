"""The words of saying, thinking, wanting and judging of one language, ready for look-up."""

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from parley.lang import Language
from parley.model.finding import Act, Channel

Name = tuple[str, str]


class Entry(NamedTuple):
    """One sense of a cue word: its class, the act that it performs, what may follow as content, whether it casts doubt, whether it suffices alone."""

    kind: str
    act: Act
    frames: frozenset[str]
    doubt: bool
    strong: bool


class Lexicon:
    """Cue words by (part of speech, lemma), senses in the order of the table."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.verbs = _entries(table["verbs"])
        self.nouns = _entries(table["nouns"])
        self.adjectives = _entries(table["adjectives"])
        self._words = {"verb": self.verbs, "noun": self.nouns, "adjective": self.adjectives}
        self.manner = frozenset(table["manner"]["words"].split())
        self.lemmas: Mapping[str, str] = table["lemmas"]
        self.sources: Mapping[str, frozenset[str]] = {kind: frozenset(words.split()) for kind, words in table["sources"].items()}
        self.channels: Mapping[Channel, frozenset[str]] = {kind: frozenset(names) for kind, names in table["channels"].items()}
        self.behind = frozenset(table["behind"]["verbs"].split())
        self.telling = frozenset(table["addressee"]["verbs"].split())
        self.speaking = frozenset(verb for verb, senses in self.verbs.items() if any(s.kind in ("speech", "judge", "deny") and s.strong for s in senses))
        self.known = frozenset(self.verbs) | frozenset(self.nouns) | frozenset(self.adjectives)

    def lemma(self, lemma: str) -> str:
        """The lemma in lower case, set right where the parser is known to err."""
        low = lemma.lower()
        return self.lemmas.get(low, low)

    def senses(self, pos: str, lemma: str) -> tuple[Entry, ...]:
        """The senses of a word; empty when it is no cue. pos: verb, noun or adjective."""
        return self._words[pos].get(lemma, ())

    def sense(self, pos: str, lemma: str, frame: str) -> Entry | None:
        """The first sense that takes the frame, else the first sense, else None."""
        senses = self.senses(pos, lemma)
        for sense in senses:
            if frame in sense.frames:
                return sense
        return senses[0] if senses else None


def _entries(groups: list[Mapping[str, Any]]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for group in groups:
        entry = Entry(group.get("class", "speech"), group["act"], frozenset(group["frames"]), group.get("framing") == "doubt", bool(group.get("strength", 1)))
        for word in group["words"].split():
            if entry not in found.setdefault(word, []):
                found[word].append(entry)
    return {word: tuple(entries) for word, entries in found.items()}


@functools.cache
def lexicon(lang: Language) -> Lexicon:
    """The lexicon of a language, read once from `speech.toml`."""
    return Lexicon(lang.table("speech"))
