"""Which way a bare weekday or month points, by the words of its own clause.

The nearest cue decides, one before the time counting as nearer than one after it: "will meet on Friday" looks ahead, "said on Friday that it will"
looks
back. What no cue decides stays open. In news, 45 % of bare weekdays are the day of publication, half lie before it and one in twenty after it.
"""

import functools
import re

from parley.lang import Language
from parley.times.algebra import Direction

REACH = 140
AFTER = 3
"""How much farther a cue after the time counts than one before it."""
NEAR = 28
"""Within so many characters after a day's possessive a cue belongs to the noun that it owns."""


class Evidence:
    """One language's cues, compiled."""

    def __init__(self, lang: Language) -> None:
        table = lang.table("times")["evidence"]
        self._cue = re.compile(rf"(?<!\w)(?:(?P<future>{'|'.join(table['future'])})|(?P<past>{'|'.join(table['past'])}))(?!\w)")
        words = "|".join(table["breaks"])
        self._break = re.compile(rf"(?<![A-Z])[.!?]\s+(?=[^a-z])|[;:]\s|[\"“”]|\n\s*\n|(?<!\w)(?:{words})(?!\w)")
        self._bound = re.compile(rf"(?<!\w)(?:{'|'.join(table['bounds'])})\s*$", re.IGNORECASE)
        self._bound_inside = re.compile(rf"(?:{'|'.join(table['bounds'])})(?!\w)", re.IGNORECASE)
        self._ahead = tuple(table.get("ahead", ()))
        self._before_past = re.compile(rf"(?<!\w)(?:{'|'.join(table['before_past'])})(?!\w)", re.IGNORECASE)
        self._possessive = tuple(lang.table("times").get("possessive", ())) + tuple(p.replace("'", "’") for p in lang.table("times").get("possessive", ()))
        self._possessive_future = re.compile(rf"(?<!\w)(?:{'|'.join(table['possessive_future'])})\s*$", re.IGNORECASE)
        self._speech = re.compile(rf"(?<!\w)(?:{'|'.join(table['speech'])})(?!\w)", re.IGNORECASE)
        self._lasted = re.compile(rf"(?<!\w)(?:{'|'.join(table['lasted'])})(?:\s\w+){{0,3}}\s*$", re.IGNORECASE)
        self._starting = re.compile(rf"(?<!\w)(?:{'|'.join(table['starting'])})\s*$", re.IGNORECASE)

    def clause(self, text: str, start: int, end: int) -> tuple[str, str]:
        """The words of the clause before and after the place."""
        before = text[max(0, start - REACH) : start]
        breaks = list(self._break.finditer(before))
        if breaks and not self._break.search(left := before[breaks[-1].end() :]):
            before = left
        after = text[end : end + REACH]
        stop = self._break.search(after)
        return before, after[: stop.start()] if stop else after

    def direction(self, text: str, start: int, end: int) -> Direction:
        """Where the clause around the place looks: "past", "future" or "open"."""
        before, after = self.clause(text, start, end)
        cues = list(self._cue.finditer(before))
        nearest: tuple[float, Direction] | None = None
        if cues:
            nearest = (len(before) - cues[-1].end(), "future" if cues[-1]["future"] else "past")
        follows = self._cue.search(after)
        feast = text[start:end].istitle() and before.rstrip().lower().endswith(self._ahead)  # "before Easter" looks ahead, "before dawn" does not
        if feast and not text.startswith(self._possessive, end):
            return "past" if self._before_past.search(before) or self._lasted.search(before) else "future"
        if self._bound.search(before) or self._bound_inside.match(text, start, end):
            told = self._before_past.search(before) or self._lasted.search(before) or (nearest is None and follows is not None and follows["past"])
            return "past" if told else "future"
        if text.startswith(self._possessive, end):
            ahead = self._possessive_future.search(before) or (follows is not None and follows["future"] and follows.start() < NEAR)
            return "future" if ahead and not self._before_past.search(before) else "past"
        attributed = follows is not None and nearest is not None and after.startswith(",") and self._speech.search(after[: follows.end()])
        if follows is not None and not attributed and (nearest is None or AFTER * follows.start() < nearest[0]):
            nearest = (AFTER * follows.start(), "future" if follows["future"] else "past")
        return nearest[1] if nearest else "open"

    def speech(self, text: str, start: int, end: int) -> bool:
        """Whether a verb of speech stands between the offsets."""
        return self._speech.search(text, start, end) is not None

    def starting(self, text: str, start: int) -> bool:
        """Whether the words before the place say that something begins at it."""
        return self._starting.search(text[max(0, start - 24) : start]) is not None


@functools.cache
def evidence(lang: Language) -> Evidence:
    """The cues of a language, compiled once."""
    return Evidence(lang)
