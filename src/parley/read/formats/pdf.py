"""PDF: the text of its pages in the order in which it is read. The file is opened in a process of its own, whose time and memory are bounded."""

import subprocess
import sys
from collections.abc import Iterator

import msgspec

from parley.read.decode import clean
from parley.read.faults import NotRead
from parley.read.formats.plain import several
from parley.read.options import ReadOptions
from parley.read.report import Report, Source

SECONDS, MEMORY, PAGES = 60, 2_000_000_000, 2_000


def read_pdf(source: Source, options: ReadOptions) -> Iterator[Report]:
    """The report of a PDF file, or the reports that it holds: columns one after another, words divided at line ends made whole, running heads left out."""
    raw = source.whole(options.limits.file_bytes)
    if b"%PDF-" not in raw[:1024]:
        raise NotRead("malformed", what="The file", why="it does not begin as PDF does")
    words = [sys.executable, "-m", "parley.read.pages", str(SECONDS), str(MEMORY), str(PAGES)]
    try:
        done = subprocess.run(words, input=raw, capture_output=True, timeout=SECONDS * 2, check=False)
    except subprocess.TimeoutExpired as fault:
        raise NotRead("too_large", what="The work on the file", bound=f"{SECONDS * 2} seconds") from fault
    if done.returncode == 3:
        code, why = msgspec.json.decode(done.stdout, type=tuple[str, str])
        raise NotRead(code, what="The file", why=why, bound=why)
    if done.returncode:
        raise NotRead("too_large", what="The work on the file", bound=f"{SECONDS} seconds and {MEMORY // 1_000_000:,} MB")
    text, _ = clean(msgspec.json.decode(done.stdout, type=str))
    if not text.strip():
        raise NotRead("no_text_layer")
    yield from several(Report(text=text), options.limits.report_characters)
