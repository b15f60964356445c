"""Which issues of the codebook a run of text is about, each with the words that decided it."""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any

from parley.codebook import Codebook
from parley.model import Document, IssueTag

_WORD = re.compile(r"\w+")
_SPACES = re.compile(r"[\s\u00a0-]+")
_ENDINGS = ("", "s", "es")


class Issues:
    """A codebook's issues as one compiled pattern: the longest phrase at a place decides, phrases under `not` shield what they cover."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._issue_of: dict[str, str | None] = {}
        for issue, entry in table.items():
            for phrase in entry.get("words", ()):
                self._issue_of.setdefault(_key(phrase), issue)
        for entry in table.values():
            for phrase in entry.get("not", ()):
                self._issue_of[_key(phrase)] = None
        alternatives = any_of(self._issue_of, space=r"[\s\u00a0-]+")
        self._pattern = re.compile(rf"\b(?:({alternatives})(?:e?s|['’]s?)?)\b", re.I) if alternatives else None
        self._opening = re.compile(alternatives, re.I)
        firsts = {match[0] for phrase in self._issue_of if (match := _WORD.match(phrase))}
        self._firsts = frozenset(first + ending for first in firsts for ending in _ENDINGS)
        self._begun: tuple[str, list[int]] = ("", [])

    def _starts(self, text: str) -> list[int]:
        """Where a phrase may begin in a text. What was found in the last text is kept: of one text, run after run is asked about."""
        if self._begun[0] is not text:
            words = (word.start() for word in _WORD.finditer(text) if word[0].lower() in self._firsts)
            self._begun = (text, [at for at in words if self._opening.match(text, at)])
        return self._begun[1]

    def find(self, doc: Document, start: int, end: int) -> tuple[IssueTag, ...]:
        """The issues named between two offsets, in order of first mention, each once."""
        starts = self._starts(doc.text)
        at = bisect_left(starts, start)
        if self._pattern is None or at == len(starts) or starts[at] >= end:
            return ()
        found: dict[str, IssueTag] = {}
        for match in self._pattern.finditer(doc.text, starts[at], end):
            issue = self._issue_of.get(_key(match[1]))
            if issue and issue not in found:
                found[issue] = IssueTag(issue, doc.span(match.start(), match.end()))
        return tuple(found.values())


def any_of(phrases: Iterable[str], *, space: str = " ") -> str:
    """The phrases as one pattern, the longest first, those of one first letter behind it: what begins otherwise is passed over in one step."""
    by_first: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        by_first.setdefault(phrase[0], []).append(re.escape(phrase[1:]).replace(r"\ ", space))
    return "|".join(f"(?-i:[{re.escape(first)}{re.escape(first.upper())}])(?:{'|'.join(rest)})" for first, rest in by_first.items())


def _key(phrase: str) -> str:
    lower = phrase.lower()
    return lower if lower.isalpha() else _SPACES.sub(" ", lower)


@functools.lru_cache(maxsize=16)
def issues_of(book: Codebook) -> Issues:
    """The issues of a codebook, compiled once."""
    return Issues(book.table("issues"))
