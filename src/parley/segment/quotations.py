"""Quotation marks, by a state machine over the characters of each paragraph.

Curly, straight, low-high, guillemets, ``…'' and '…', nested in one another; a quotation that a paragraph leaves open and the next one reopens is one
quotation over several paragraphs (`Quotation.continues`). A mark without its partner is a problem row; the rest of the document is read all the same.
"""

import re
from typing import NamedTuple

import msgspec

from parley.codebook import Codebook
from parley.lang import Language
from parley.model import AnnotatedDocument, Problem, Quotation
from parley.model.parse import MarkKind
from parley.segment.paragraphs import paragraphs

CLOSING: dict[MarkKind, tuple[str, ...]] = {
    "curly_double": ("”", '"'), "straight_double": ('"', "”"), "curly_single": ("’",), "straight_single": ("'",), "guillemet": ("»",),
    "low_high": ("“", "”"), "tex": ("''", '"'), "ascii": ("''",),
}  # fmt: skip
OPENING: dict[str, MarkKind] = {"“": "curly_double", "«": "guillemet", "„": "low_high", "‘": "curly_single"}
MARKS = re.compile("[“”\"‘’'«»„`]")
MAX_DEPTH = 4
ROWS = 100


class _Open(NamedTuple):
    mark: MarkKind
    at: int
    inner: int


class _Last(NamedTuple):
    """Where in a paragraph a mark stands for the last time, -1 where none does: whether one comes later is asked at every mark."""

    double: int
    closing: int
    single: int
    ending: int
    possessive: dict[str, int]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "_Last":
        """The last marks between two offsets."""
        double, single = text.rfind('"', start, end), text.rfind("’", start, end)
        closed = {c: max(text.rfind(f"{c}{after}", start, end) for after in " .,") for c in "'’"}
        return cls(double, max(double, text.rfind("”", start, end)), single, _last_ending(text, start, end), closed)


class _Found(NamedTuple):
    start: int
    end: int
    inner_start: int
    inner_end: int
    mark: MarkKind
    depth: int
    closed: bool


def find_quotations(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its quotations in order of their opening marks, and a problem row for each mark without its partner."""
    quotations: list[Quotation] = []
    problems: list[Problem] = []
    text = doc.document.text
    before: int | None = None
    for start, end, _ in paragraphs(doc.document):
        inside = quotations[before].mark if before is not None and _runs_on(text, start, end, quotations[before].mark) else None
        found, strays = _scan(text, start, end, inside)
        first = len(quotations)
        stack: list[int] = []
        for n, f in enumerate(found, first):
            del stack[f.depth :]
            continues = before if n == first and before is not None and f.start == _lead(text, start) and _same(quotations[before].mark, f.mark) else -1
            quotations.append(
                Quotation(n, f.start, f.end, f.inner_start, f.inner_end, f.mark, stack[-1] if stack else -1, f.closed, -1 if continues is None else continues)
            )
            stack.append(n)
        if before is not None and not any(q.continues == before for q in quotations[first:]):
            problems.append(_unclosed(doc, quotations[before]))
        problems.extend(_stray(doc, at) for at in strays)
        before = next((q.index for q in quotations[first:] if not q.closed and q.parent == -1), None)
    if before is not None:
        problems.append(_unclosed(doc, quotations[before]))
    return msgspec.structs.replace(doc, quotations=tuple(quotations), problems=(*doc.problems, *_first(doc, problems)))


def _first(doc: AnnotatedDocument, problems: list[Problem]) -> list[Problem]:
    """The first rows, and one that counts the rest: a report with so many marks without a partner needs another copy, not a longer list."""
    if len(problems) <= ROWS:
        return problems
    at = problems[ROWS].span
    row = Problem(
        stage="segment", code="more_quotations", document=doc.document.id, span=at,
        message=f"{len(problems) - ROWS:,} more quotation marks from here on have no partner", advice="Look whether the report came through whole.",
    )  # fmt: skip
    return [*problems[:ROWS], row]


def _lead(text: str, start: int) -> int:
    while text[start].isspace():
        start += 1
    return start


def _same(one: MarkKind, other: MarkKind) -> bool:
    return one == other


def _runs_on(text: str, start: int, end: int, mark: MarkKind) -> bool:
    """Whether a paragraph goes on with a quotation that the one above left open, without a mark of its own: its first double mark closes."""
    marks = [i for i in range(start, end) if text[i] in '“”"«»„']
    if not marks or text[marks[0]] not in CLOSING[mark] or not text[start : marks[0]].strip():
        return False
    after = text[marks[0] + 1] if marks[0] + 1 < end else " "
    return not text[marks[0] - 1].isspace() and not after.isalnum()


def _scan(text: str, start: int, end: int, inside: MarkKind | None = None) -> tuple[list[_Found], list[int]]:
    """The quotations of one paragraph in order of opening, and the offsets of closing marks that close nothing; `inside` is the mark it begins within."""
    stack: list[_Open] = [_Open(inside, _lead(text, start), _lead(text, start))] if inside else []
    found: list[_Found] = []
    strays: list[int] = []
    last = _Last.of(text, start, end)
    i = start
    while (at := MARKS.search(text, i, end)) is not None:
        i, c = at.start(), at[0]
        if c == '"' and i > start and text[i - 1].isdigit() and not any(o.mark == "straight_double" for o in stack):
            i += 1  # inches and seconds
            continue
        width = 2 if text[i : i + 2] in ("``", "''") else 1
        closes = _closes(text, i, end, stack, width, last)
        if closes is not None:
            while len(stack) > closes:  # what was left open inside ends with the one around it
                o = stack.pop()
                closed = len(stack) == closes
                found.append(_Found(o.at, i + width if closed else i, o.inner, i, o.mark, len(stack), closed))
        else:
            mark = _opens(text, i, start, end, width, last)
            if mark is not None and len(stack) < MAX_DEPTH:
                stack.append(_Open(mark, i, i + width))
            elif c in "”»":
                strays.append(i)
        i += width
    tail = end
    while tail > start and text[tail - 1].isspace():
        tail -= 1
    while stack:
        o = stack.pop()
        if o.mark not in ("curly_single", "straight_single") and o.inner < tail:
            found.append(_Found(o.at, tail, o.inner, tail, o.mark, len(stack), False))
    kept = [f for f in found if text[f.inner_start : f.inner_end].strip()]
    return sorted(kept, key=lambda f: (f.start, -f.end)), strays


def _closes(text: str, i: int, end: int, stack: list[_Open], width: int, last: _Last) -> int | None:
    """The depth of the open quotation that the mark at `i` closes, or None."""
    if not stack:
        return None
    c = text[i : i + width]
    after = text[i + width] if i + width < end else " "
    before = text[i - 1]
    for depth in range(len(stack) - 1, -1, -1):
        mark = stack[depth].mark
        if c not in CLOSING[mark] or stack[depth].inner > i - 1:
            continue
        if mark in ("curly_single", "straight_single") and (after.isalnum() or _possessive(text, i, end, last)):
            continue
        if c == '"' and mark != "straight_double" and (before.isspace() or after.isalnum()):
            continue
        if mark == "straight_double" and c == '"' and before.isspace() and after.isalnum() and last.double > i:
            return None
        return depth
    return None


def _possessive(text: str, i: int, end: int, last: _Last) -> bool:
    """True for the apostrophe of a plural possessive ("the parties' talks"): after s, before a lower-case word, with a later mark to close."""
    return i + 2 < end and text[i - 1] == "s" and text[i + 1] == " " and text[i + 2].islower() and last.possessive[text[i]] > i


def _opens(text: str, i: int, start: int, end: int, width: int, last: _Last) -> MarkKind | None:
    """The kind of quotation that the mark at `i` opens, or None when it opens none (an apostrophe, a stray closing mark)."""
    c = text[i]
    before = text[i - 1] if i > start else " "
    after = text[i + width] if i + width < end else " "
    free = before.isspace() or before in "([{—–-/“\"‘'"
    if width == 2:
        return ("tex" if c == "`" else "ascii") if not after.isspace() and free else None
    if c in "“«„":
        return OPENING[c]
    if c == "”" and (before.isspace() and after.isalnum()) and last.closing > i:
        return "curly_double"  # a mark set the wrong way round
    if c == '"':
        return "straight_double" if not after.isspace() or not before.isalnum() else None
    if c == "‘":
        return "curly_single" if free and not after.isspace() and last.single > i else None
    if c == "'" and free and after.isalnum() and not after.isdigit() and last.ending > i:
        return "straight_single"
    return None


def _last_ending(text: str, start: int, end: int) -> int:
    """Where the last straight single mark stands that can end a quotation: after a letter or stop and before white space, punctuation or the end."""
    at = text.rfind("'", start, end)
    while at > start:
        after = text[at + 1] if at + 1 < end else " "
        if not text[at - 1].isspace() and not after.isalnum():
            return at
        at = text.rfind("'", start, at)
    return -1


def _unclosed(doc: AnnotatedDocument, quotation: Quotation) -> Problem:
    return Problem(
        stage="segment", code="unclosed_quotation", document=doc.document.id, span=doc.document.span(quotation.start, min(quotation.end, quotation.start + 40)),
        message="a quotation opens here and nothing closes it", advice="Read the sentence: the words after the mark may be the reporter's.",
    )  # fmt: skip


def _stray(doc: AnnotatedDocument, at: int) -> Problem:
    return Problem(
        stage="segment", code="unopened_quotation", document=doc.document.id, span=doc.document.span(at, at + 1),
        message="a quotation closes here and nothing opened it", advice="Read the sentence: the words before the mark may be quoted.",
    )  # fmt: skip
