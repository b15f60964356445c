"""The faults that reading can meet, each with what to say and what to do: the catalogue behind every `Problem` with stage "read"."""

from typing import Any

import msgspec

from parley.model import Problem, Span


class Fault(msgspec.Struct, frozen=True):
    """One kind of fault. lost: an input (or a report in it) was not read because of it, so that the run ends with an exit code other than 0."""

    message: str
    advice: str
    lost: bool = False


FAULTS: dict[str, Fault] = {
    # nothing was read
    "not_found": Fault("There is no such file or folder.", "Check the path.", lost=True),
    "unreadable": Fault("The file could not be opened: {why}.", "Check that the file is there and that you may read it.", lost=True),
    "unknown_format": Fault("The format of the file is not known ({why}).", "Give text, HTML, JSON lines or CSV, or rename the file.", lost=True),
    "too_large": Fault("{what} is larger than the bound of {bound}.", "Split the file, or give the report apart from the rest.", lost=True),
    "empty": Fault("There is no text in it.", "Check that the file was saved whole.", lost=True),
    "no_article": Fault("No article was found on the page.", "Save the article's own page, or give its text as a plain text file.", lost=True),
    "malformed": Fault("{what} is damaged: {why}.", "Export or save the file again.", lost=True),
    "no_text_column": Fault("No column or key holds the text; there are: {columns}.", "Name it: --column text=NAME.", lost=True),
    "no_text_layer": Fault("The PDF holds pictures of pages and no text.", "Run text recognition (OCR) on it and give the result.", lost=True),
    "needs_fetch": Fault("{what} would have to be fetched from the network.", "Give --fetch to allow it, or save the reports as files.", lost=True),
    "missing_text": Fault("{what} has no text.", "Fill in the text, or leave the row out.", lost=True),
    "encrypted": Fault("{what} is encrypted.", "Unlock the file and give it again.", lost=True),
    "unsafe_archive": Fault("{what} was left out: {why}.", "Unpack the archive yourself and give the files.", lost=True),
    "not_fetched": Fault("Nothing was fetched: {why}.", "Look at the address in a browser; run the same command again when it answers.", lost=True),
    "robots": Fault("Nothing was fetched: {why}.", "Save the page yourself, or ask the outlet.", lost=True),
    "unsafe_address": Fault("Nothing was fetched: {why}.", "Check the address; --private lets parley reach a network of your own.", lost=True),
    "reader_failed": Fault(
        "parley broke on {what}: {why}.", "Save it in another format or as plain text. Please report it with the file, if you may share it.", lost=True
    ),
    # read, with something to know
    "decoded_as": Fault("The bytes are not UTF-8: {why}.", "Check the letters with accents; save the file as UTF-8 if they are wrong."),
    "control_characters": Fault("{count} control characters were replaced one for one.", "Nothing to do when the text reads well."),
    "language_not_read": Fault(
        "The report is in a language that parley does not read ({language}): it is kept and searched, and nothing is found in it.",
        "Give a translation as a report of its own; write en in the manifest's column language when it is English.",
    ),
    "unknown_column": Fault("Columns that parley does not know were left out: {columns}.", "Rename them, or map them with --column."),
    "manifest_row": Fault("The manifest names a file that is not there: {file}.", "Correct the row, or add the file."),
    "manifest_twice": Fault("The manifest names a file twice: {file}; the first row counts.", "Keep one row for each file."),
    "bad_manifest": Fault("The manifest could not be used: {why}.", "Give a CSV with a column “file”.", lost=True),
    "bad_date": Fault("This is not a date that can be read without guessing: {value}.", "Write it as 2025-04-25 or 2025-04-25T18:30+02:00."),
    "date_conflict": Fault("The report offers different dates for itself: {dates}.", "Set the right one: parley set --published."),
    "skipped_entry": Fault("{what} was left out: {why}.", "Nothing to do, unless it is press."),
}


class NotRead(Exception):
    """Raised inside a reader when an input cannot be read; `read_inputs` turns it into the `Problem` that it names."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def problem(code: str, source: str, *, document: str | None = None, span: Span | None = None, **details: object) -> Problem:
    """The row for a fault of the catalogue, its message filled in with the details.

    >>> problem("not_found", "press/a.txt").message
    'There is no such file or folder.'
    """
    fault = FAULTS[code]
    shown = {name: _short(value) for name, value in details.items()}
    message, advice = fault.message.format_map(shown), fault.advice.format_map(shown)
    return Problem(stage="read", code=code, message=message, advice=advice, source=source, document=document, span=span)


def lost(row: Problem) -> bool:
    """True when the row says that an input, or a report in it, could not be read."""
    return row.stage == "read" and row.code in FAULTS and FAULTS[row.code].lost


def _short(value: object) -> str:
    """The value as one line of at most 200 characters, so that a hostile input cannot flood the table of problems."""
    line = " ".join(str(value).split())
    return line if len(line) <= 200 else line[:199] + "…"
