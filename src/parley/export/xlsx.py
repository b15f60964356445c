"""One Excel workbook, one sheet a kind."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from parley.export.content import Content
from parley.export.tables import Table, tables

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

Cell = str | int | float | bool | None
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CELL_LIMIT = 32_767  # characters that Excel takes in one cell


def write_xlsx(content: Content, out: Path) -> list[Path]:
    """Writes DIR/record.xlsx; every text is written as text, never as a formula or a link."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "record.xlsx"
    path.write_bytes(_book(tables(content), {"title": "parley record", "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)}))
    return [path]


def _book(some: Iterable[Table], properties: Mapping[str, object]) -> bytes:
    """A workbook in memory: a file that cannot be finished for want of room would be tried again when Python lets it go.

    With a day of making among the properties it has the same bytes every time.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS | {"in_memory": True})
    book.set_properties(dict(properties))
    head = book.add_format({"bold": True, "bottom": 1})
    for table in some:
        _sheet(book, table, head)
    book.close()
    return out.getvalue()


def _sheet(book: "Workbook", table: Table, head: "Format") -> None:
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, table.columns, head)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    for n, row in enumerate(table.rows, 1):
        for m, cell in enumerate(row):
            if isinstance(cell, bool):
                sheet.write_boolean(n, m, cell)
            elif isinstance(cell, (int, float)):
                sheet.write_number(n, m, cell)
            elif cell is not None:
                sheet.write_string(n, m, cell[:CELL_LIMIT])


def write_rows(name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One table as the bytes of a workbook, every text written as text."""
    return _book([Table(name, tuple(columns), [list(row) for row in rows])], {})
