"""Cues: what a single paragraph says of its own kind, by the words of `lang/<code>/press.toml`."""

import functools
import re
from collections.abc import Sequence

from parley.lang import Language
from parley.model.document import BlockKind
from parley.read.agency import agencies
from parley.segment.layout import STOPS, Paragraph

_LONG = 80
_DIVIDED = re.compile(r"\s{1,9}[|·•/»>]\s{1,9}")


class Cues:
    """The cues of one language, compiled once."""

    def __init__(self, lang: Language) -> None:
        table = lang.table("press")["cues"]
        related, caption, other = table["related_link"], table["caption"], table["boilerplate"]
        self.related_whole = _any(related["whole"], r"\W*")
        self.related_start = _any(related["start"])
        self.related_list = _any(related["list"], r"\W*")
        self.related_inline = re.compile("|".join(f"(?:{p})" for p in related["inline"]), re.MULTILINE)
        self.caption_start = _any(caption["start"])
        self.caption_inside = _any(caption["inside"])
        self.seen = re.compile(caption["seen"])
        leading = [*agencies(lang).any.split("|"), *(re.escape(name) for name in caption["leading"])]
        self.leading = re.compile(rf"(?:{'|'.join(sorted(leading, key=lambda a: (-len(a), a)))})\s+(?=[^\W\d_a-z])")
        self.navigation = _any(other["navigation"], r"\W*")
        self.start = _any(other["start"])
        self.inside = _any(other["inside"])
        self.addressed = _any(other["addressed"])
        self.open = _any(other["open"], r"\W*")
        self.close = _any(other["close"])
        self.summary = _any(other["summary"], r"\W*")
        self.summary_made = _any(other["summary_made"])
        self.voice = re.compile(other["voice"], re.IGNORECASE)
        self.asks = re.compile(other["asks"], re.IGNORECASE)
        self.reports = re.compile(other["reports"], re.IGNORECASE)
        self.link_words = _any([re.escape(word) + r"\b" for word in table["headline"]["link_words"]])

    def kind(self, para: Paragraph) -> tuple[BlockKind, str] | None:
        """What the paragraph's own words say that it is, with the rule; None when they say nothing."""
        text = para.text
        if self.related_list.fullmatch(text):
            return "related_link", "list_heading"
        if self.related_whole.fullmatch(text) or (self.related_start.match(text) and not (para.ended and para.words > 25)):
            return "related_link", "related_cue"
        if self._is_caption(para):
            return "caption", "caption_cue"
        bare = text.strip('[](){}<>»«→*_#=• \t"“”')
        if not bare or self.navigation.fullmatch(bare):
            return "boilerplate", "navigation"
        parts = _DIVIDED.split(text)
        if len(parts) > 2 and all(len(part.split()) <= 4 for part in parts):
            return "boilerplate", "navigation"
        if text.startswith(">"):
            return "boilerplate", "marked"
        return self._appeal(para)

    def sentence(self, para: Paragraph) -> bool:
        """True when a sentence of a paragraph that goes on with the report is an appeal or notice."""
        found = self._appeal(para)
        return found is not None and found[1] != "appeal_words"

    def _appeal(self, para: Paragraph) -> tuple[BlockKind, str] | None:
        if para.words > _LONG or self.is_report(para):
            return None
        masked = para.masked
        if self.start.match(masked.lstrip(" >*•–—-[(")):
            return "boilerplate", "appeal_start"
        inside = self.inside.search(masked) or (self.voice.search(masked) and self.addressed.search(masked))
        if inside:
            return "boilerplate", "appeal_inside"
        if len(self.voice.findall(masked)) >= 2 and len(set(map(str.lower, self.asks.findall(masked)))) >= 3:
            return "boilerplate", "appeal_words"
        return None

    def is_report(self, para: Paragraph) -> bool:
        """True for a paragraph with a sentence that reports what somebody said, or that is mostly quotation."""
        if any(self.reports.search(sentence) and not self.voice.search(sentence) for sentence in STOPS.split(para.masked)):
            return True
        return sum(map(str.isspace, para.masked)) - sum(map(str.isspace, para.text)) > len(para.text) / 2

    def speaks(self, para: Paragraph) -> bool:
        """True when the outlet speaks to its reader here, outside quotation marks."""
        found = len(self.voice.findall(para.masked))
        return found >= 2 or (found == 1 and not self.reports.search(para.masked))

    def _is_caption(self, para: Paragraph) -> bool:
        if para.words > 60:
            return False
        if self.caption_start.match(para.text) or self.caption_inside.search(para.masked):
            return True
        found = self.leading.match(para.text)
        return bool(found and para.words <= 40 and self.seen.search(para.masked) and not self.reports.search(para.masked))


@functools.cache
def cues(lang: Language) -> Cues:
    """The cues of a language."""
    return Cues(lang)


def _any(patterns: Sequence[str], tail: str = "") -> "re.Pattern[str]":
    if all(pattern.startswith(r"\b") for pattern in patterns):  # one look where no word begins, and not one for each pattern
        patterns = [pattern.removeprefix(r"\b") for pattern in patterns]
        return re.compile(rf"\b(?:{'|'.join(patterns)}){tail}", re.IGNORECASE)
    return re.compile(f"(?:{'|'.join(patterns)}){tail}", re.IGNORECASE)
