"""Layout: which lines of a text make one paragraph."""

import re
import statistics
from collections.abc import Callable
from itertools import pairwise

import msgspec

_LINE = re.compile(r"[^\r\n]+")
_STOP = ".!?:;…”\"'’»)]"
_MARK = re.compile(r"\s*(?:[•‣▪◦·*►▶>»–—-]+\s|\d{1,2}[.)]\s|>)")
_QUOTED = re.compile(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^»]*(?:»|\Z)|``(?:(?!'').)*(?:''|\Z)", re.DOTALL)
STOPS = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[^\W\d_a-z]|[\"'“‘«(])")  # where a sentence ends and another begins, roughly
_WORD = re.compile(r"\w[\w’'-]*")
_NARROW, _WIDE = 45, 110


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph: offsets without the white space around it, and its text.

    masked: the text with quotations blanked out, character for character, so that words of the outlet are told from words that it quotes. words: their number.
    """

    start: int
    end: int
    text: str
    masked: str
    words: int

    @property
    def ended(self) -> bool:
        """True when it closes like a sentence, or announces what follows."""
        return self.text.rstrip("\"'”’»)] ")[-1:] in tuple(".!?…:;,")

    @property
    def listed(self) -> bool:
        """True for an item of a list."""
        return bool(_MARK.match(self.text))


def paragraphs(text: str, begins: Callable[[str], bool] = lambda line: False, cuts: frozenset[int] = frozenset()) -> list[Paragraph]:
    """The paragraphs of a text, in order; every character but white space lies in exactly one.

    A line is a paragraph, unless the text is wrapped hard: a line without closing punctuation goes on in a line that begins in lower case; and where
    blank lines divide groups of lines of nearly one width, a group is a paragraph. A line for which `begins` is true always begins one, and so does
    what starts at one of the offsets in `cuts`, within a line too.
    """
    lines = [_trimmed(text, *found.span()) for found in _LINE.finditer(text) if not found[0].isspace()]
    if cuts:
        lines = [piece for line in lines for piece in _cut(text, line, cuts)]
    wrapped = _is_wrapped(text, lines)
    made: list[tuple[int, int]] = []
    for start, end in lines:
        if made and start not in cuts and _goes_on(text, made[-1], (start, end), wrapped) and not begins(text[start:end]):
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return [paragraph(text, start, end) for start, end in made]


def paragraph(text: str, start: int, end: int) -> Paragraph:
    """The paragraph between two offsets."""
    words = text[start:end]
    return Paragraph(start, end, words, _QUOTED.sub(lambda found: " " * len(found.group()), words), len(_WORD.findall(words)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), end - len(line) + len(line.rstrip())


def _cut(text: str, line: tuple[int, int], cuts: frozenset[int]) -> list[tuple[int, int]]:
    """The line in the pieces that begin at the offsets within it, or just before the words that do."""
    start, end = line
    found = sorted(at for at in cuts if start < at < end) if len(cuts) < 50 else [at for at in range(start + 1, end) if at in cuts]
    pieces = [_trimmed(text, one, other) for one, other in pairwise([start, *found, end])]
    return [piece for piece in pieces if piece[0] < piece[1]]


def _adjacent(text: str, above: tuple[int, int], below: tuple[int, int]) -> bool:
    gap = text[above[1] : below[0]]
    return len(gap) <= 40 and gap.replace("\r\n", "\n").replace("\r", "\n").count("\n") == 1


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> int:
    """The width at which the text is wrapped, 0 when it is not: most lines with another right below end in mid-sentence, all within one width."""
    upper = [one for one, other in pairwise(lines) if _adjacent(text, one, other)]
    widths = [end - start for start, end in upper if end - start >= _NARROW]
    if len(widths) < 3 or max(widths) > _WIDE or len(widths) < len(upper) / 2:
        return 0
    if max(end - start for start, end in lines) > _WIDE * 1.5:
        return 0
    open_ends = sum(text[end - 1] not in _STOP for start, end in upper if end - start >= _NARROW)
    return int(statistics.median(widths)) if open_ends >= len(widths) / 2 else 0


def _goes_on(text: str, above: tuple[int, int], below: tuple[int, int], width: int) -> bool:
    """True when the line below goes on with the paragraph above."""
    if not _adjacent(text, above, below):
        return False
    first = text[below[0]]
    if first == ">" and text[above[0]] == ">":
        return True
    if _MARK.match(text[below[0] : below[1]]) or first == ">":
        return False
    last_line = text.rfind("\n", above[0], above[1]) + 1 or above[0]
    long = above[1] - last_line
    if width:
        return long >= width * 0.7
    return first.islower() and text[above[1] - 1] not in _STOP and long >= _NARROW // 2
