"""The nouns that name what is on the table, of a codebook, and the words of a language around them."""

import functools
import re
from typing import NamedTuple

from parley.codebook import Codebook
from parley.extract.issues import any_of
from parley.lang import Language
from parley.model import Token

FIGHTING = ("ceasefire", "truce", "pause")


class Kind(NamedTuple):
    """A kind of proposal: its name, whether its noun says only that something is on the table, what it needs beside the noun to be one."""

    kind: str
    order: int
    generic: bool
    needs: str | None


class Nouns:
    """A codebook's kinds of proposals by noun, and the words of a language about them."""

    def __init__(self, book: Codebook, lang: Language) -> None:
        table = lang.table("proposals")
        self.words: dict[str, frozenset[str]] = {name: frozenset(entries) for name, entries in table["words"].items()}
        self.states: dict[str, str] = {word: state for state, entries in table["states"].items() for word in entries}
        self.predicates: dict[str, str] = {phrase: state for state, entries in table["predicates"].items() for phrase in entries}
        self.lineage: dict[str, dict[str, str]] = {
            where: {word: kind for kind, entries in kinds.items() for word in entries} for where, kinds in table["lineage"].items()
        }
        self._awaited = re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in table["words"]["awaiting"]) + r")\b", re.I)
        self._of: dict[str, Kind] = {}
        for order, (kind, entry) in enumerate(book.table("proposals").items()):
            for noun in entry["nouns"]:
                self._of.setdefault(_key(noun), Kind(kind, order, bool(entry.get("generic")), entry.get("needs")))
        body = any_of(self._of, space=r"[\s-]+")
        self._pattern = re.compile(rf"\b({body})s?\b", re.I) if self._of else None
        self.proposing = self.words["nouns_of_proposing"] | self.words["carriers"]
        self.paired = frozenset(pair.split()[0] for pair in self.words["proposing_pairs"])
        self.papers = frozenset().union(*(self.words[name] for name in ("vows", "framing", "carriers", "bills")))

    def kind(self, text: str, start: int, end: int) -> Kind | None:
        """The kind of the phrase between two offsets: of its first noun; a generic one only where no other stands."""
        best: Kind | None = None
        for match in self._pattern.finditer(text, start, end) if self._pattern else ():
            kind = self._of[_key(match[1])]
            if best is None or best.generic and not kind.generic:
                best = kind
        return best

    def kind_of_word(self, text: str, token: Token) -> Kind | None:
        """The kind that a token's word names: by its lemma, by its form, in the plural or within what hyphens join."""
        found = self.noun(token.lemma) or self.noun(token.lower)
        # Letters alone hold no other word.
        if found is not None or token.lower.isalpha() and token.lower.removesuffix("s") not in self._of:
            return found
        return self.kind(text, token.start, token.end)

    def awaited(self, text: str) -> bool:
        """Whether a report says that another side's answer is still to come."""
        return self._awaited.search(text) is not None

    def kind_of(self, token: Token) -> str | None:
        """The name of the kind that a token's word names, or None."""
        found = self.noun(token.lemma) or self.noun(token.lower)
        return found.kind if found else None

    def generic_of(self, token: Token) -> Kind | None:
        """The kind that a token's word names, as far as it may hold other things: not a halt of fire, an exchange, a meeting."""
        found = self.noun(token.lemma) or self.noun(token.lower)
        return found if found is not None and found.kind not in (*FIGHTING, "exchange", "meeting", "guarantee") else None

    def noun(self, lemma: str) -> Kind | None:
        """The kind that a single noun names, or None."""
        lower = lemma.lower()
        return self._of.get(lower if lower.isalpha() else _key(lower))


def _key(noun: str) -> str:
    lower = noun.lower()
    return lower if lower.isalpha() else re.sub(r"[\s\u00a0-]+", " ", lower)


@functools.lru_cache(maxsize=16)
def nouns_of(book: Codebook, lang: Language) -> Nouns:
    """The nouns of a codebook with the words of a language, compiled once."""
    return Nouns(book, lang)
