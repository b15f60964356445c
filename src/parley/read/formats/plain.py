"""Plain text: the report's text is the file's text, character for character."""

import re
from collections.abc import Iterator
from typing import Any

from parley.read.clippings import divided, is_export
from parley.read.decode import Decoded, decode
from parley.read.faults import NotRead
from parley.read.options import ReadOptions
from parley.read.report import Address, Report, Source

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LIST_CHARACTERS = 4_000_000


def read_plain(source: Source, options: ReadOptions) -> Iterator[Report | Address]:
    """The report of a text file, or the reports of a page that holds several; of a file that is a list of addresses, one a line, the addresses.

    Nothing is stripped from a report, so that offsets into the decoded file hold.
    """
    bound = options.limits.report_characters
    raw = source.whole(options.limits.file_bytes)
    found = decode(raw)
    if found.text[:200].lstrip().lower().startswith(("http://", "https://", "#")) and (listed := _addresses(found.text)):
        yield from listed
        return
    yield from several(Report(text=decoded(found), faults=coding(found)), bound)


def _addresses(text: str) -> list[Address]:
    """The addresses of a list of them, one a line; none when a line is anything else but a comment."""
    lines = [line.strip() for line in text[:_LIST_CHARACTERS].splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [Address(url=line) for line in lines] if all(_ADDRESS.fullmatch(line) for line in lines) else []


def decoded(found: Decoded) -> str:
    """The text; raises `NotRead` when it is blank."""
    if not found.text or found.text.isspace():
        raise NotRead("empty")
    return found.text


def several(report: Report, bound: int) -> Iterator[Report]:
    """The reports that a text holds; raises `NotRead`, after the others, when one of them is longer than the bound.

    A text beyond the bound is looked at only when it bears the marks of an export.
    """
    if len(report.text) > bound and not is_export(report.text):
        raise NotRead("too_large", what="The report", bound=f"{bound:,} characters")
    longest = ""
    for one in divided(report):
        if len(one.text) <= bound:
            yield one
        else:
            longest = one.text
    if longest:
        fitting(longest, bound)


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
