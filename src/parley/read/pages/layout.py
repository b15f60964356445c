"""Lines of pages, each with its place, into paragraphs in the order in which they are read (recursive X–Y cut: Nagy and Seth 1984)."""

import re
import statistics
from collections import Counter
from typing import NamedTuple

_STOP = (".", "!", "?", "”", '"', ":", "…", "’")
_SOFT = ("-", "\u00ad", "\u2010", "\x02", "\ufffe")
_EDGE = 3  # lines from the top or the bottom of a page within which a running head stands


class Line(NamedTuple):
    """A run of words on one line: its box in points, y upwards, and its text."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """The height of its letters."""
        return max(self.top - self.bottom, 1.0)


def text(pages: list[list[Line]]) -> str:
    """The text of the pages: a paragraph a line, running heads and foots left out."""
    heads = _running(pages)
    paragraphs: list[str] = []
    lines: list[Line | None] = []
    for page in pages:
        kept = [line for line in page if _bare(line.text) not in heads]
        for column in _columns(_joined(kept), 0):
            lines.extend(column)
            lines.append(None)  # a column or page ends here
    hyphened = Counter(re.findall(r"\w+-\w+", " ".join(line.text for line in lines if line)))
    above: Line | None = None
    cut = False
    for line in lines:
        if line is None:
            cut = True
            continue
        if above is not None and paragraphs and _goes_on(above, line, cut, paragraphs[-1]):
            paragraphs[-1] = _attached(paragraphs[-1], line.text, hyphened)
        else:
            paragraphs.append(line.text)
        above, cut = line, False
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _bare(words: str) -> str:
    """A line as it recurs from page to page: numbers alike."""
    return re.sub(r"\d+", "0", "".join(words.split())).lower()


def _running(pages: list[list[Line]]) -> frozenset[str]:
    """Lines at the top or bottom of pages that stand, but for their numbers, on at least half of them, and on two at the least."""
    if len(pages) < 2:
        return frozenset()
    counts: Counter[str] = Counter()
    for page in pages:
        edge = sorted(page, key=lambda line: -line.top)
        counts.update({_bare(line.text) for line in (*edge[:_EDGE], *edge[-_EDGE:])})
    return frozenset(words for words, count in counts.items() if count >= max(2, len(pages) / 2) and words)


def _joined(lines: list[Line]) -> list[Line]:
    """Runs on one line with less than a letter or two between them, as one."""
    made: list[Line] = []
    for line in sorted(lines, key=lambda line: (-round(line.bottom / 3), line.left)):
        last = made[-1] if made else None
        if last and abs(last.bottom - line.bottom) < last.height * 0.4 and -last.height < line.left - last.right < last.height * 0.8:
            gap = "" if line.left - last.right < last.height * 0.12 or last.text.endswith(" ") else " "
            made[-1] = Line(last.left, min(last.bottom, line.bottom), max(last.right, line.right), max(last.top, line.top), last.text + gap + line.text)
        else:
            made.append(line)
    return made


def _columns(lines: list[Line], depth: int) -> list[list[Line]]:
    """The lines cut at gutters and at gaps, in reading order: left before right, top before bottom."""
    if len(lines) < 2 or depth > 12:
        return [sorted(lines, key=lambda line: (-line.top, line.left))] if lines else []
    height = statistics.median(line.height for line in lines)
    gutter = _gap(sorted((line.left, line.right) for line in lines), max(height * 0.8, 6))
    if gutter is not None:
        left, right = [line for line in lines if line.right <= gutter], [line for line in lines if line.right > gutter]
        if min(len(left), len(right)) >= 3:
            return [*_columns(left, depth + 1), *_columns(right, depth + 1)]
    gap = _gap(sorted((-line.top, -line.bottom) for line in lines), height * 0.7)
    if gap is None:
        return [sorted(lines, key=lambda line: (-line.top, line.left))]
    above, below = [line for line in lines if -line.bottom <= gap], [line for line in lines if -line.bottom > gap]
    return [*_columns(above, depth + 1), *_columns(below, depth + 1)]


def _gap(reaches: list[tuple[float, float]], least: float) -> float | None:
    """Where the widest gap of at least that width between the reaches lies."""
    best, at = least, None
    end = reaches[0][1]
    for low, high in reaches[1:]:
        if low - end >= best:
            best, at = low - end, end
        end = max(end, high)
    return at


def _goes_on(above: Line, line: Line, cut: bool, so_far: str) -> bool:
    """True when the line goes on with the paragraph above: no stop before it where a column ends, no gap or indent where none does."""
    if not so_far.rstrip().endswith(_STOP):
        near = abs(above.height - line.height) < above.height * 0.25
        return near and (line.text[:1].islower() or (not cut and above.bottom - line.top < above.height * 0.8) or so_far.endswith(_SOFT))
    if cut or above.bottom - line.top > above.height * 0.8 or abs(above.height - line.height) > above.height * 0.25:
        return False
    return line.left - above.left < above.height * 0.8 and line.right - above.right < above.height * 2


def _attached(words: str, line: str, hyphened: Counter[str]) -> str:
    """The paragraph with a line behind it; a word divided at the line's end is made whole, unless it is written with its hyphen elsewhere."""
    words = words.rstrip()
    if words.endswith(_SOFT) and len(words) > 1 and words[-2].isalpha() and line[:1].islower():
        first, second = re.search(r"\w*$", words[:-1]), re.match(r"\w*", line)
        whole = f"{first[0] if first else ''}-{second[0] if second else ''}"
        return (words if hyphened[whole] and words.endswith("-") else words[:-1]) + line
    return f"{words} {line}"
