"""A table as lines of text: columns as wide as what is in them, the widest narrowed until all fit, cells folded between words."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

GAP = 2


class Column(NamedTuple):
    """A column: its heading, at most how wide (None: as what is in it), and whether its cells may be folded to fit."""

    heading: str
    most: int | None = None
    folds: bool = True


def laid_out(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> Iterator[list[str]]:
    """The lines of the headings, then those of each row; no line is wider than the width where every column can have one place.

    >>> list(laid_out([Column("who"), Column("what")], [("Norra", "agrees to talks"), ("Velta", "")], 16))
    [['who    what     '], ['Norra  agrees to', '       talks    '], ['Velta           ']]
    """
    every = [[column.heading for column in columns], *rows]
    widths = [min(max(cells(row[n]) for row in every), column.most or width) or 1 for n, column in enumerate(columns)]
    widths = _fitting(widths, [column.folds for column in columns], width - GAP * (len(columns) - 1))
    for row in every:
        folded = [fold(cell, widths[n]) if columns[n].folds else [cell] for n, cell in enumerate(row)]
        lines = max(map(len, folded))
        yield [(" " * GAP).join(filled(cell[n] if n < len(cell) else "", widths[i]) for i, cell in enumerate(folded)) for n in range(lines)]


def _fitting(widths: Sequence[int], folds: Sequence[bool], most: int) -> list[int]:
    """The widths, of which the widest are made as wide as the next until the sum fits; those of columns that do not fold only where nothing else helps."""
    found = list(widths)
    for some in ([n for n, may in enumerate(folds) if may], range(len(found))):
        while some and (excess := sum(found) - most) > 0:
            widest = max(found[n] for n in some)
            these = [n for n in some if found[n] == widest]
            below = max((found[n] for n in some if found[n] < widest), default=1)
            if widest <= 1:
                break
            # One column of several may come out a place wider than the others: all of the width is used.
            taken = min(excess, (widest - max(below, 1)) * len(these) or len(these))
            for n, column in enumerate(these):
                found[column] -= taken // len(these) + (n < taken % len(these))
    return found


def fold(text: str, width: int) -> list[str]:
    """The text in lines of at most that width; a word that is wider is cut."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        size = cells(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        while size > width:
            head = cut(word, width) or word[0]
            lines.append(head)
            word = word[len(head) :]
            size = cells(word)
        line, used = word, size
    return [*lines, line] if line or not lines else lines


def filled(text: str, width: int) -> str:
    """The text cut or filled up with spaces to exactly that width."""
    size = cells(text)
    return text + " " * (width - size) if size <= width else filled(cut(text, width), width)


def cut(text: str, width: int) -> str:
    """The first of a text that are no wider than that."""
    if text.isascii():
        return text[:width]
    used = 0
    for n, character in enumerate(text):
        used += _places(character)
        if used > width:
            return text[:n]
    return text


def cells(text: str) -> int:
    """How many places a text takes on a terminal: most characters one, wide ones two, those that are put on others none."""
    return len(text) if text.isascii() else sum(map(_places, text))


def _places(character: str) -> int:
    if character < "\u0300":
        return 1
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(character) in "WF" else 1
