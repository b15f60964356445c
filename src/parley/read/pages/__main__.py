"""The process that reads one PDF file from standard input and writes its text as a JSON string, within bounds of time and memory."""

import json
import sys
import time

from parley.read.pages.layout import Line, text


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


def _lines(page: object) -> list[Line]:
    found = page.get_textpage()  # type: ignore[attr-defined]
    made = []
    for n in range(found.count_rects()):
        left, bottom, right, top = found.get_rect(n)
        words = found.get_text_bounded(left, bottom, right, top).strip()
        if words:
            made.append(Line(left, bottom, right, top, " ".join(words.split())))
    found.close()
    return made


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
