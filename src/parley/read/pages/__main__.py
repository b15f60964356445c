"""The process that reads one PDF file from standard input and writes its text as a JSON string, within bounds of time and memory."""

import json
import sys
import time
from typing import Any

from parley.read.pages.layout import Line, text

_WHITE = frozenset((0, 9, 10, 13, 32, 0xA0))


def _bounded(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the time limit of the caller holds alone
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _fault(code: str, why: str) -> int:
    sys.stdout.write(json.dumps([code, why]))
    return 3


def _lines(page: Any) -> list[Line]:
    """The runs of letters that stand on one line without a gap wider than between words; spaces are those that PDFium sees.

    Letter by letter, for PDFium's own rectangles end wherever a letter is drawn nearer to the one before it ("Tuesday", "next").
    """
    import pypdfium2.raw as pdfium

    found = page.get_textpage()
    made: list[Line] = []
    letters: list[str] = []
    reach: list[float] = []
    base = right = 0.0
    for n in range(found.count_chars()):
        code = pdfium.FPDFText_GetUnicode(found, n)
        if code in _WHITE:
            letters.append("\n" if code in (10, 13) else " ")
            continue
        left, bottom, end, top = found.get_charbox(n)
        _, foot, _, head = found.get_charbox(n, loose=True)
        height = max(head - foot, 1.0)
        if reach and ("\n" in letters or abs(foot - base) > height * 0.4 or not -height < left - right < height * 0.8):
            made.append(_line(reach, letters))
            letters, reach = [], []
        if not reach:
            letters, reach = [], [left, bottom, end, top]
        reach = [min(reach[0], left), min(reach[1], bottom), max(reach[2], end), max(reach[3], top)]
        letters.append(chr(code))
        base, right = foot, end
    if reach:
        made.append(_line(reach, letters))
    found.close()
    return [one for one in made if one.text]


def _line(reach: list[float], letters: list[str]) -> Line:
    words = "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    left, bottom, right, top = reach
    return Line(left, bottom, right, top, " ".join(words.split()))


def main(seconds: int, memory: int, most: int) -> int:
    """Exit code 0 with the text, 3 with the code of a fault and its reason."""
    raw = sys.stdin.buffer.read()
    _bounded(seconds, memory)
    import pypdfium2

    end = time.monotonic() + seconds
    try:
        file = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as fault:
        return _fault("encrypted" if "password" in str(fault).lower() else "malformed", str(fault))
    if len(file) > most:
        return _fault("too_large", f"{most:,} pages")
    pages = []
    for n in range(len(file)):
        if time.monotonic() > end:
            return _fault("too_large", f"{seconds} seconds")
        try:
            page = file[n]
            pages.append(_lines(page))
            page.close()
        except pypdfium2.PdfiumError:
            continue
    sys.stdout.write(json.dumps(text(pages)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
