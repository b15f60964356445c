"""CSV: one report a row, its fields in columns under their usual names or under those that the caller gives."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from parley.model import Problem
from parley.read.decode import decode
from parley.read.faults import NotRead, problem
from parley.read.formats.jsontext import NAMES, from_fields, lower_keys
from parley.read.formats.plain import coding
from parley.read.formats.ris import turned
from parley.read.options import ReadOptions
from parley.read.report import Report, Source

_DIVIDERS = ",;\t|"


def read_table(source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    """A report a row; raises `NotRead` when no column holds the text. The divider is the one that stands most often in the first line."""
    found = decode(source.whole(options.limits.file_bytes))
    if not found.text.strip():
        raise NotRead("empty")
    before = csv.field_size_limit(options.limits.line_bytes)
    try:
        head = found.text.lstrip().split("\n", 1)[0]
        divider = max(_DIVIDERS, key=head.count)
        reader = csv.DictReader(io.StringIO(found.text.lstrip("\r\n"), newline=""), delimiter=divider)
        columns = [str(column).strip() for column in reader.fieldnames or ()]
        lowered = {column.lower() for column in columns}
        wanted = options.columns.get("text")
        if not (wanted.strip().lower() in lowered if wanted else lowered.intersection(NAMES["text"])):
            raise NotRead("no_text_column", columns=", ".join(columns))
        yield from _rows(reader, source, options, coding(found))
    except csv.Error as fault:
        raise NotRead("malformed", what="The table", why=fault) from fault
    finally:
        csv.field_size_limit(before)


def _rows(reader: "csv.DictReader[str]", source: Source, options: ReadOptions, faults: tuple[tuple[str, dict[str, Any]], ...]) -> Iterator[Report | Problem]:
    for number, row in enumerate(reader, 1):
        fields = lower_keys({key: value for key, value in row.items() if key is not None})
        if not any(isinstance(value, str) and value.strip() for value in fields.values()):
            continue
        if "item type" in fields and isinstance(fields.get("author"), str):  # Zotero's table: "Reyl, Ana; Orsk, Tom"
            fields["author"] = [turned(name) for name in fields["author"].split(";")]
        try:
            report = from_fields(fields, options, f"Row {number}", f"#{number}")
        except NotRead as fault:
            yield problem(fault.code, source.name, **fault.details)
            continue
        yield msgspec.structs.replace(report, faults=(*faults, *report.faults))
