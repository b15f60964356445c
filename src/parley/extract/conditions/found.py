"""What the readers of conditions hand on: two runs of a sentence, their heads, and how one waits for the other."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from parley.lang import Language
from parley.model import Sentence


class Found(NamedTuple):
    """A condition in one sentence: offsets and head token of what must come first and of what would follow (None when the sentence does not say).

    holder: head token of the phrase that names whose condition it is, when the construction has a place for it. apart: the sentence in which
    the consequent stands, when it is another one.
    """

    sent: Sentence
    relation: str
    antecedent: tuple[int, int]
    antecedent_head: int
    consequent: tuple[int, int] | None
    consequent_head: int | None
    rule: str
    holder: int | None = None
    apart: Sentence | None = None


class Words(NamedTuple):
    """The words of a sentence in lower case, and its lemmas: what a reader of conditions needs one of, it looks for here first."""

    lower: frozenset[str]
    lemma: frozenset[str]


def words_of(sent: Sentence) -> Words:
    """The words and lemmas of a sentence."""
    return Words(frozenset([t.lower for t in sent.tokens]), frozenset([t.lemma for t in sent.tokens]))


class Lexicon:
    """The table `conditions` of a language, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        words = {name: frozenset(entries) for name, entries in table["words"].items()}
        self.words: Mapping[str, frozenset[str]] = words
        self.clauses = _cues(table["clauses"])
        self.phrases = _cues(table["phrases"])
        self.openers = _cues(table["openers"])
        self.trailers = _cues(table["trailers"])
        self.pivots = _pivots(table["pivots"])
        self.pivot_starts = frozenset(first for first, _ in self.pivots)
        self.called = words["conditions"] | words["prices"]
        self.turning = words["tying"] | words["trading"] | words["freeing"] | words["refusing"] | words["wanting"]
        self.kinds = [
            (kind, re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(entries, key=lambda w: (-len(w), w))) + r")", re.I))
            for kind, entries in table["kinds"].items()
        ]

    def kind(self, text: str) -> str:
        """What kind of thing must come first: the kind whose word stands earliest, "act" where none does."""
        best: tuple[int, int, str] | None = None
        for order, (kind, pattern) in enumerate(self.kinds):
            match = pattern.search(text)
            if match and (best is None or (match.start(), order) < best[:2]):
                best = (match.start(), order, kind)
        return best[2] if best else "act"


Cues = Mapping[str, Mapping[str, list[tuple[tuple[str, ...], str]]]]


def _cues(entries: Mapping[str, str]) -> Cues:
    """Cues by their first word and then by their second ("" where they have none), the longest first."""
    found: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    cues = ((tuple(re.findall(r"\w+|,", phrase)), relation) for phrase, relation in entries.items())
    for words, relation in sorted(cues, key=lambda c: (-len(c[0]), c[0])):
        found.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", []).append((words, relation))
    return found


def _pivots(entries: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]]:
    """Turning words by their first two words, the longest first, each with the side on which what must come first stands and the relation."""
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]] = {}
    for side, cues in entries.items():
        for phrase, relation in cues.items():
            words = tuple(phrase.split())
            found.setdefault((words[0], words[1]), []).append((words, side, relation))
    return {first: sorted(cues, key=lambda c: (-len(c[0]), c[0])) for first, cues in found.items()}


def match(sent: Sentence, i: int, cues: Cues) -> tuple[int, str] | None:
    """The last token and the relation of the cue that begins at token `i`, or None."""
    by_second = cues.get(sent.tokens[i].lower)
    if by_second is None:
        return None
    after = by_second.get(sent.tokens[i + 1].lower, ()) if i + 1 < len(sent.tokens) else ()
    for words, relation in (*after, *by_second.get("", ())):
        if spelt(sent, i, words):
            return i + len(words) - 1, relation
    return None


def spelt(sent: Sentence, i: int, words: tuple[str, ...]) -> bool:
    """Whether the tokens from `i` on, whose first is known to be the first of some words, are these words."""
    tokens = sent.tokens
    if len(words) == 1:
        return True
    if i + len(words) > len(tokens) or tokens[i + 1].lower != words[1]:
        return False
    return len(words) == 2 or tuple([t.lower for t in tokens[i : i + len(words)]]) == words


def matches(sent: Sentence, cues: Cues) -> Iterator[tuple[int, int, str]]:
    """The cues of a sentence in order, none within another: first and last token, and relation."""
    end = -1
    for token in sent.tokens:
        if token.lower in cues and token.i > end and (cue := match(sent, token.i, cues)) is not None:
            yield token.i, *cue
            end = cue[0]


@functools.lru_cache(maxsize=8)
def lexicon(lang: Language) -> Lexicon:
    """The lexicon of conditions of a language."""
    return Lexicon(lang.table("conditions"))
