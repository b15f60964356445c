"""Which issues of the codebook a run of text is about, each with the words that decided it."""

import functools
import re
from collections.abc import Mapping
from typing import Any

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
        found: dict[str, IssueTag] = {}
        for match in self._pattern.finditer(doc.text, start, end) if self._pattern else ():
            issue = self._issue_of.get(_key(match[1]))
            if issue and issue not in found:
                found[issue] = IssueTag(issue, doc.span(match.start(), match.end()))
        return tuple(found.values())


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
