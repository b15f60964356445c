"""Blocks: which runs of a report's text are headline, body, caption, credit, related link or boilerplate.

Every paragraph is first judged by its own words (`cues`, `parley.read.agency`, `parley.read.byline`), then by its place: short lines without a stop before the
report are its headline, within it subheadings or links, after it links or navigation; and an appeal that reads like news is known by the box that it
stands in. Nothing is deleted: findings come from headline and body, the rest is kept under its name.
"""

import bisect
import itertools
import re
from typing import Any

import msgspec

from parley.codebook import Codebook
from parley.lang import Language
from parley.model import AnnotatedDocument, Block, Document
from parley.model.document import BlockKind
from parley.read.agency import CreditRun, credit_runs
from parley.read.byline import byline
from parley.read.finish import with_dateline
from parley.segment.bounds import RUNS, bounded
from parley.segment.cues import Cues, cues
from parley.segment.layout import STOPS, Paragraph, paragraph, paragraphs
from parley.segment.summary import summary_points

_Judged = tuple[BlockKind, str] | None
_BARE = re.compile(r"\W+")
_ROW = re.compile(r"[^:\n]{2,40}:\s*[\d$€£][^\n]{0,20}")  # a line of a table: "Wounded: 74"
_TITLE_WORDS = 30
_SHORT = 14
_CAPTION = 45
_TOP = 12  # paragraphs within which a summary stands above the report
_AGAIN = 0.6  # the share of its words that the report must say again
_CONTENT = re.compile(r"[^\W_][\w’'-]{3,}|\d+")


def label(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with `document.blocks` filled: every character but white space lies in exactly one block.

    A paragraph is one block, or several where credits and links stand in it. What stands beyond the bounds of a report is not read (`bounds`).
    """
    document = doc.document
    if not lang.has("press"):
        blocks = tuple(Block("body", para.start, para.end) for para in paragraphs(document.text))
    else:
        document = document if document.dateline else with_dateline(document, lang)  # a text that no file was read for has none yet
        blocks = tuple(_Labeller(document, lang).blocks())
    return bounded(msgspec.structs.replace(doc, document=msgspec.structs.replace(document, blocks=blocks)))


class _Labeller:
    """One document's paragraphs with what each was judged to be so far; each step fills in more of `judged`."""

    def __init__(self, doc: Document, lang: Language) -> None:
        self.doc = doc
        self.lang = lang
        self.cues: Cues = cues(lang)
        self.paras = paragraphs(doc.text, self._begins, frozenset(at for block in doc.blocks for at in _ends(doc.text, block)))
        dateline = doc.dateline.span if doc.dateline else None
        self.credits = [run for run in credit_runs(doc.text, lang) if not (dateline and run.start < dateline.end and dateline.start < run.end)]
        self.credit_starts = [run.start for run in self.credits]
        self.credit_ends = [run.end for run in self.credits]
        self.judged: list[_Judged] = [None] * len(self.paras)

    def blocks(self) -> list[Block]:
        """The blocks, in order."""
        if len(self.paras) > RUNS:  # no report, and not judged line by line
            return [Block("body", para.start, para.end, "too_many_lines") for para in self.paras]
        self._by_own_words()
        self._summary()
        self._headline()
        self._boxes()
        self._gaps()
        self._tail()
        self._short_lines()
        found: list[Block] = []
        for para, judged in zip(self.paras, self.judged, strict=True):
            found.extend(self._cut(para) if judged is None or judged[0] == "body" else [Block(judged[0], para.start, para.end, judged[1])])
        return found

    def _begins(self, line: str) -> bool:
        return len(line) < 200 and (self.cues.related_start.match(line) is not None or byline(line, 0, self.lang) is not None)

    # --- by its own words ---------------------------------------------------------------------------------------------------------------

    def _by_own_words(self) -> None:
        known = {block.start: (block.kind, block.rule) for block in self.doc.blocks}
        at = 0
        for i, para in enumerate(self.paras):
            while at < len(self.credits) and self.credits[at].end <= para.start:
                at += 1
            runs = []
            while at < len(self.credits) and self.credits[at].start < para.end:
                runs.append(self.credits[at])
                at += 1
            self.judged[i] = known.get(para.start) or self._caption(para) or self._credit(para, runs) or self._byline(para, i) or self.cues.kind(para)

    def _caption(self, para: Paragraph) -> _Judged:
        return ("caption", "caption_start") if para.words <= _CAPTION and self.cues.caption_start.match(para.text) else None

    def _credit(self, para: Paragraph, runs: list[CreditRun]) -> _Judged:
        if not runs:
            return None
        pieces = zip([para.start, *(run.end for run in runs)], [*(run.start for run in runs), para.end], strict=True)
        rest = "".join(self.doc.text[start:end] for start, end in pieces)
        if not _BARE.sub("", rest):
            return "credit", runs[0].rule
        last = runs[-1]
        words = len(rest.split())
        closes = not _BARE.sub("", self.doc.text[last.end : para.end])
        if last.photo and closes and not para.listed and words <= _CAPTION and len(STOPS.findall(rest.strip())) <= 1 and len(self.paras) > 1:
            return "caption", f"caption_{last.rule}"
        return None

    def _byline(self, para: Paragraph, i: int) -> _Judged:
        if para.words > 25 or not (i < 8 or i >= len(self.paras) - 3):
            return None
        found = byline(para.text, para.start, self.lang)
        return ("credit", "byline") if found and found.end >= para.end else None

    def _summary(self) -> None:
        """A box above the report that says in short what the report says again: its heading and its points."""
        found = next((i for i, para in enumerate(self.paras[:_TOP]) if self.cues.summary.fullmatch(para.text)), None)
        if found is None:
            return
        before = [para for i, para in enumerate(self.paras[:found]) if self.judged[i] is None and para.ended]
        if len(before) > 1 or sum(para.words for para in before) > _CAPTION:
            return
        box = summary_points(self.paras, found, self.cues)
        if not box or box[-1] + 1 >= len(self.paras):
            return
        report = {word.lower() for para in self.paras[box[-1] + 1 :] for word in _CONTENT.findall(para.text)}
        points = [word.lower() for i in box for word in _CONTENT.findall(self.paras[i].text) if not self.cues.summary_made.search(self.paras[i].text)]
        if points and sum(word in report for word in points) >= _AGAIN * len(points):
            for i in (found, *box):
                self.judged[i] = ("boilerplate", "summary")

    # --- by its place -------------------------------------------------------------------------------------------------------------------

    def _headline(self) -> None:
        """The first lines without a stop before the report begins; and the line that is the known title."""
        title = _BARE.sub("", self.doc.title or "").lower()
        for i, para in enumerate(self.paras[:8]):
            if title and _BARE.sub("", para.text).lower() == title:
                self.judged[i] = ("headline", "title")
        lines = 0
        for i, para in enumerate(self.paras):
            if self.judged[i] is not None:
                lines += self.judged[i] == ("headline", "title") or self.judged[i] == ("headline", "markup")
                continue
            if lines >= 3 or i + 1 == len(self.paras) or not self._is_title(para, lines):
                return
            self.judged[i] = ("headline", "headline" if not lines else "standfirst")
            lines += 1

    def _is_title(self, para: Paragraph, lines: int) -> bool:
        if para.listed or para.words > _TITLE_WORDS or para.start == self._dateline_start():
            return False
        if not para.ended or para.text.endswith(";"):
            return True
        last = para.text.rstrip("\"'”’»)] ")[-1:]
        if lines or last in ":,…" or STOPS.search(para.text):
            return False
        return (last in "?!" and para.words <= 16) or _title_case(para.text) >= 0.9

    def _dateline_start(self) -> int:
        return self.doc.dateline.span.start if self.doc.dateline else -1

    def _boxes(self) -> None:
        """From a line that opens an appeal, over paragraphs in which the outlet speaks to its reader, to the line that closes it."""
        i = 0
        while i < len(self.paras):
            if not self._opens(i):
                i += 1
                continue
            end = self._box_end(i)
            for j in range(i, end + 1):
                self.judged[j] = ("boilerplate", "box")
            i = end + 1

    def _opens(self, i: int) -> bool:
        para = self.paras[i]
        if self.judged[i] in (("headline", "title"), ("headline", "markup")) or para.words > 80 or not self.cues.open.fullmatch(para.text):
            return False
        if self._names_outlet(para) and (para.text.endswith(("!", ":")) or para.words <= 8):
            return True
        nearby = range(i + 1, min(i + 3, len(self.paras)))
        return any(self._is_boilerplate(j) or self.cues.speaks(self.paras[j]) for j in nearby) and (i > 0 or para.text.endswith("!"))

    def _names_outlet(self, para: Paragraph) -> bool:
        return bool(self.doc.outlet) and (self.doc.outlet or "").lower() in para.text.lower()

    def _box_end(self, i: int) -> int:
        last = i
        for j in range(i + 1, len(self.paras)):
            para = self.paras[j]
            if j - last > 2 or self.judged[j] in (("headline", "title"), ("headline", "markup")):
                break
            if self.cues.close.fullmatch(para.text):
                return j
            if self._is_boilerplate(j) or (self.cues.speaks(para) and not self.cues.is_report(para)):
                last = j
            elif (para.ended and self.cues.is_report(para)) or para.text[0] in '“"':
                break
        return last

    def _is_boilerplate(self, i: int) -> bool:
        judged = self.judged[i]
        return judged is not None and judged[0] == "boilerplate"

    def _gaps(self) -> None:
        """What stands between or before paragraphs of an appeal: its title, and sentences in which the outlet speaks."""
        for i in range(len(self.paras) - 2, 0, -1):
            para, below = self.paras[i], self.judged[i + 1]
            if self.judged[i] is None and below in _APPEALS and para.words <= 12 and (not para.ended or para.text[-1] in "!?:"):
                self.judged[i] = ("boilerplate", "box_title")
        for i in range(1, len(self.paras) - 1):
            if self.judged[i] is not None or not self._is_boilerplate(i - 1):
                continue
            end = next((j for j in range(i, min(i + 3, len(self.paras))) if self._is_boilerplate(j)), None)
            if end is not None and all(self._fills(j) for j in range(i, end)):
                for j in range(i, end):
                    self.judged[j] = ("boilerplate", "between")

    def _tail(self) -> None:
        """Upwards from an appeal that ends the text: paragraphs in which the outlet goes on speaking of its work."""
        i = len(self.paras) - 1
        appeal = False
        while i > 0:
            judged, para = self.judged[i], self.paras[i]
            if judged is not None and judged[0] != "headline":
                appeal = appeal or judged in _APPEALS
            elif appeal and self.cues.speaks(para) and not self.cues.is_report(para) and (self.cues.asks.search(para.masked) or self._names_outlet(para)):
                self.judged[i] = ("boilerplate", "tail")
            elif judged is not None or para.ended or para.words > _SHORT:
                return
            i -= 1

    def _fills(self, i: int) -> bool:
        para = self.paras[i]
        if self.judged[i] is not None:
            return self.judged[i] != ("headline", "title")
        return (self.cues.speaks(para) and not self.cues.is_report(para)) or (not para.ended and para.words <= 6)

    def _short_lines(self) -> None:
        """Lines without a stop within and after the report: subheadings, links, navigation."""
        last = max((i for i, para in enumerate(self.paras) if self.judged[i] is None and (para.ended or para.words > _SHORT)), default=-1)
        i = 0
        while i < len(self.paras):
            end = i
            while end < len(self.paras) and self._is_loose(end):
                end += 1
            if end > i:
                self._loose_run(i, end, last)
            i = max(end, i + 1)

    def _is_loose(self, i: int) -> bool:
        para = self.paras[i]
        if self.judged[i] is not None or para.ended or para.words > _SHORT or para.listed or para.start == self._dateline_start():
            return False
        if _ROW.fullmatch(para.text):
            return False
        return not (i and self.paras[i - 1].text.endswith(":") and self.judged[i - 1] in (None, ("body", "listed")))

    def _loose_run(self, start: int, end: int, last: int) -> None:
        above = self.judged[start - 1] if start else None
        links = end - start >= 3 or (above is not None and above[0] == "related_link") or start > last
        for i in range(start, end):
            para = self.paras[i]
            if links or (end - start == 2 and para.words >= 6):
                self.judged[i] = ("related_link", "loose_lines") if para.words >= 4 else ("boilerplate", "loose_lines")
            elif self.cues.link_words.match(para.text) and para.words >= 6:
                self.judged[i] = ("related_link", "question_title")
            elif self.cues.seen.search(para.masked) and para.words >= 8:
                self.judged[i] = ("caption", "seen")
            elif para.words >= 10:
                self.judged[i] = ("related_link", "standing_title")
            else:
                self.judged[i] = ("headline", "subheading")

    # --- runs within a paragraph --------------------------------------------------------------------------------------------------------

    def _cut(self, para: Paragraph) -> list[Block]:
        """The paragraph as body, cut where credits and links stand in it."""
        first, last = bisect.bisect_right(self.credit_ends, para.start), bisect.bisect_left(self.credit_starts, para.end)
        runs: list[tuple[int, int, BlockKind, str]] = [
            (max(run.start, para.start), min(run.end, para.end), "credit", run.rule) for run in self.credits[first:last]
        ]
        runs += [(para.start + found.start(), para.start + found.end(), "related_link", "inline") for found in self.cues.related_inline.finditer(para.text)]
        runs += [(start, end, "boilerplate", "sentence") for start, end in self._appeals(para)]
        if para.start == self.paras[0].start and (found_byline := byline(para.text, para.start, self.lang)) and found_byline.end < para.end:
            runs.append((para.start, found_byline.end, "credit", "byline"))
        made: list[Block] = []
        at = para.start
        for start, end, kind, rule in sorted(runs):
            if start < at:
                continue
            made.extend(self._piece("body", at, start, ""))
            made.extend(self._piece(kind, start, end, rule))
            at = end
        made.extend(self._piece("body", at, para.end, "dateline" if self._is_dateline(para) else ""))
        return made

    def _appeals(self, para: Paragraph) -> list[tuple[int, int]]:
        """Sentences of the paragraph that are appeals or notices."""
        ends = [found.end() for found in STOPS.finditer(para.masked)]
        cuts = [0, *ends, len(para.text)]
        spans = [(para.start + one, para.start + other) for one, other in itertools.pairwise(cuts) if one < other]
        return [span for span in spans if self.cues.sentence(paragraph(self.doc.text, *span))] if len(spans) > 1 else []

    def _is_dateline(self, para: Paragraph) -> bool:
        return self.doc.dateline is not None and self.doc.dateline.span.start <= para.start and para.end <= self.doc.dateline.span.end

    def _piece(self, kind: BlockKind, start: int, end: int, rule: str) -> list[Block]:
        words = self.doc.text[start:end]
        if not words.strip():
            return []
        lead = len(words) - len(words.lstrip())
        return [Block(kind, start + lead, end - (len(words) - len(words.rstrip())), rule)]


_APPEALS: tuple[Any, ...] = (("boilerplate", "appeal_start"), ("boilerplate", "appeal_inside"), ("boilerplate", "appeal_words"), ("boilerplate", "box"))


def _ends(text: str, block: Block) -> tuple[int, int]:
    """Where a block begins, and where the words after it begin."""
    after = re.compile(r"\s*").match(text, block.end)
    return block.start, after.end() if after else block.end


def _title_case(text: str) -> float:
    """The share of words of four letters or more that begin with a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) >= 4]
    return sum(word[0].isupper() for word in words) / len(words) if len(words) >= 3 else 0.0
