"""Plain text: the report's text is the file's text, character for character."""

from collections.abc import Iterator
from typing import Any

from parley.read.decode import Decoded, decode
from parley.read.faults import NotRead
from parley.read.options import ReadOptions
from parley.read.report import Report, Source


def read_plain(source: Source, options: ReadOptions) -> Iterator[Report]:
    """The one report of a text file; nothing is stripped, so that offsets into the decoded file hold."""
    bound = options.limits.report_characters
    found = decode(source.whole(bound * 4))
    yield Report(text=fitting(found.text, bound), faults=coding(found))


def fitting(text: str, bound: int, what: str = "The report") -> str:
    """The text itself; raises `NotRead` when it is blank or longer than the bound."""
    if not text or text.isspace():
        raise NotRead("empty")
    if len(text) > bound:
        raise NotRead("too_large", what=what, bound=f"{bound:,} characters")
    return text


def coding(found: Decoded) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The faults that decoding met, to become problem rows of the document."""
    faults: list[tuple[str, dict[str, Any]]] = []
    if found.note:
        faults.append(("decoded_as", {"why": found.note}))
    if found.replaced:
        faults.append(("control_characters", {"count": found.replaced}))
    return tuple(faults)
