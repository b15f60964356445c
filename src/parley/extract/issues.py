"""Which issues of the codebook a run of text is about, each with the words that decided it."""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from parley.codebook import Codebook
from parley.model import Document, IssueTag


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
        alternatives = _alternatives(sorted(self._issue_of, key=lambda p: (-len(p), p)))
        self._pattern = re.compile(rf"\b(?:({alternatives})(?:e?s|['’]s?)?)\b", re.I) if alternatives else None

    def find(self, doc: Document, start: int, end: int) -> tuple[IssueTag, ...]:
        """The issues named between two offsets, in order of first mention, each once."""
        named = _named(self, doc.text)
        low, high = bisect_left(named.starts, start), bisect_left(named.starts, end)
        torn = low > 0 and named.ends[low - 1] > start or high > low and named.ends[high - 1] > end
        if torn or end < len(doc.text) and (doc.text[end].isalnum() or doc.text[end] == "_"):  # a part of a word or phrase may be one itself
            some: Iterable[tuple[int, int, str | None]] = self.within(doc.text, start, end)
        else:
            some = zip(named.starts[low:high], named.ends[low:high], named.issues[low:high], strict=True)
        found: dict[str, IssueTag] = {}
        for first, last, issue in some:
            if issue and issue not in found:
                found[issue] = IssueTag(issue, doc.span(first, last))
        return tuple(found.values())

    def within(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """Where a phrase begins and ends, and its issue, None for one that shields."""
        for match in self._pattern.finditer(text, start, end) if self._pattern else ():
            yield match.start(), match.end(), self._issue_of.get(_key(match[1]))


class _Named(NamedTuple):
    """The phrases of a text in order: where each begins and ends, and its issue."""

    starts: list[int]
    ends: list[int]
    issues: list[str | None]


@functools.lru_cache(maxsize=16)
def _named(issues: Issues, text: str) -> _Named:
    """What a whole text names, searched once: its findings are asked for one by one, and overlap."""
    found = list(issues.within(text, 0, len(text)))
    return _Named([first for first, _, _ in found], [last for _, last, _ in found], [issue for _, _, issue in found])


def _alternatives(phrases: list[str]) -> str:
    """The phrases as one pattern, those of one first letter behind it: what begins otherwise is passed over in one step."""
    by_first: dict[str, list[str]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[0], []).append(re.escape(phrase[1:]).replace(r"\ ", r"[\s\u00a0-]+"))
    return "|".join(f"(?-i:[{re.escape(first)}{re.escape(first.upper())}])(?:{'|'.join(rest)})" for first, rest in by_first.items())


def _key(phrase: str) -> str:
    return re.sub(r"[\s\u00a0-]+", " ", phrase.lower())


@functools.lru_cache(maxsize=16)
def issues_of(book: Codebook) -> Issues:
    """The issues of a codebook, compiled once."""
    return Issues(book.table("issues"))
