"""Which way a bare weekday or month points, by the words of its own clause.

The nearest cue decides, one before the time counting as nearer than one after it: "will meet on Friday" looks ahead, "said on Friday that it will" looks
back. What no cue decides stays open. In news, 45 % of bare weekdays are the day of publication, half lie before it and one in twenty after it.
"""

import functools
import re

from parley.lang import Language
from parley.times.algebra import Direction

REACH = 140


class Evidence:
    """One language's cues, compiled."""

    def __init__(self, lang: Language) -> None:
        table = lang.table("times")["evidence"]
        self._cue = re.compile(rf"(?<!\w)(?:(?P<future>{'|'.join(table['future'])})|(?P<past>{'|'.join(table['past'])}))(?!\w)", re.IGNORECASE)
        words = "|".join(table["breaks"])
        self._break = re.compile(rf"[.;:!?]\s|[\"“”]|\n\s*\n|(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
        self._starting = re.compile(rf"(?<!\w)(?:{'|'.join(table['starting'])})\s*$", re.IGNORECASE)

    def clause(self, text: str, start: int, end: int) -> tuple[str, str]:
        """The words of the clause before and after the place."""
        before = text[max(0, start - REACH) : start]
        for m in self._break.finditer(before):
            cut = m.end()
            left = before[cut:]
            if not self._break.search(left):
                before = left
                break
        after = text[end : end + REACH]
        stop = self._break.search(after)
        return before, after[: stop.start()] if stop else after

    def direction(self, text: str, start: int, end: int) -> Direction:
        """Where the clause around the place looks: "past", "future" or "open"."""
        before, after = self.clause(text, start, end)
        last = None
        for m in self._cue.finditer(before):
            last = m
        pick = last or self._cue.search(after)
        if pick is None:
            return "open"
        return "future" if pick["future"] else "past"

    def starting(self, text: str, start: int) -> bool:
        """Whether the words before the place say that something begins at it."""
        return self._starting.search(text[max(0, start - 24) : start]) is not None


@functools.cache
def evidence(lang: Language) -> Evidence:
    """The cues of a language, compiled once."""
    return Evidence(lang)
