"""RTF: what word processors, Factiva and ProQuest write."""

from collections.abc import Iterator

from parley.read.decode import clean
from parley.read.faults import NotRead
from parley.read.formats.plain import several
from parley.read.options import ReadOptions
from parley.read.report import Report, Source

_BYTES = 16_000_000


def read_rtf(source: Source, options: ReadOptions) -> Iterator[Report]:
    """The report of an RTF file, or the reports that it holds; its text as striprtf gives it, the cells of a table divided by bars."""
    from striprtf.striprtf import rtf_to_text

    raw = source.whole(min(_BYTES, options.limits.file_bytes))
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise NotRead("malformed", what="The file", why="it does not begin as RTF does")
    try:
        found = rtf_to_text(raw.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, RecursionError, OverflowError, IndexError, TypeError, AttributeError) as fault:
        raise NotRead("malformed", what="The file", why=fault) from fault
    text, replaced = clean(found.replace("\r\n", "\n").replace("\u00a0", " "))
    if not text.strip():
        raise NotRead("empty")
    faults = (("control_characters", {"count": replaced}),) if replaced else ()
    yield from several(Report(text=text, faults=faults), options.limits.report_characters)
