"""Rows on a terminal, as JSON, or as CSV."""

import csv
import sys
import textwrap
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from parley.app.options import MOST_ROWS, Format

if TYPE_CHECKING:
    from parley.views.show import Shown

CONTROL = dict.fromkeys(i for i in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)) if i not in (9, 10))


def print_rows(rows: Iterable[Any], shape: Format, columns: list[str], *, limit: int | None = None, apart: str | None = None) -> None:
    """Prints rows: a table of the given columns, or all fields as JSON or CSV, each row as soon as it is there.

    limit: the first so many, 0 for all; without one, a table has the first `MOST_ROWS`. apart: a column that a table has first where it tells its rows apart.
    """
    if shape is Format.table:
        _limited(rows, columns, MOST_ROWS if limit is None else limit, apart)
        return
    some = islice(rows, limit or None)
    if shape is Format.json:
        _json(some)
    else:
        _csv(some, columns)


def _limited(rows: Iterable[Any], columns: list[str], most: int, apart: str | None) -> None:
    """Prints the first rows as a table, and below it how many there are and how to see the others."""
    from parley.record.queries.paging import counted
    from parley.views.row import Rows

    some = list(islice(rows, most or None))
    if apart is not None and len({getattr(row, apart) for row in some}) > 1:
        columns = [apart, *columns]
    total = len(some)
    if total == most:
        total = len(rows) if isinstance(rows, Sequence) else rows.count() if isinstance(rows, Rows) else total + sum(1 for _ in rows)
    if total > len(some):
        _table(some, columns, f"{len(some)} of {counted(total)} rows: --limit N gives the first N, --limit 0 all, as --format csv does")
    else:
        _table(some, columns, f"{total} row{'s' * (total != 1)}")


def _json(rows: Iterable[Any]) -> None:
    before = "[\n"
    for row in rows:
        sys.stdout.write(before + textwrap.indent(msgspec.json.format(msgspec.json.encode(row), indent=2).decode(), "  "))
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


def _csv(rows: Iterable[Any], columns: list[str]) -> None:
    writer, names = csv.writer(sys.stdout, lineterminator="\n"), None
    for row in rows:
        if names is None:
            names = [f.name for f in msgspec.structs.fields(row) if f.name != "evidence"]
            writer.writerow(names)
        writer.writerow([_harmless(plain(getattr(row, name))) for name in names])
    if names is None:
        writer.writerow(columns)


def plain(value: Any) -> str:
    """One value as one line of text; lists joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "; ".join(plain(v) for v in value)
    return " ".join(str(value).translate(CONTROL).split())


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) and not text.lstrip("+-").replace(".", "").isdigit() else text


def _table(rows: Sequence[Any], columns: list[str], told: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 220, highlight=False, soft_wrap=False)
    if not rows:
        console.print("nothing on the record")
        return
    table = Table(box=None, header_style="bold", pad_edge=False, row_styles=("", "dim") if console.is_terminal else ())
    for name in columns:
        wide = name in ("what", "content", "words", "consequent", "antecedent", "says", "message", "snippet", "terms", "reason")
        table.add_column(name.replace("_", " "), overflow="fold", ratio=3 if wide else None, no_wrap=name == "id", max_width=None if wide else 28)
    for row in rows:
        table.add_row(*(Text(plain(getattr(row, name))) for name in columns))
    console.print(table)
    console.print(Text(told, style="dim"))


def print_shown(shown: "Shown", shape: Format) -> None:
    """Prints a finding in its sentence: where it stands, the words marked, its fields, what else the sentence gives."""
    if shape is not Format.table:
        print_rows([shown], shape, [])
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    console.print(Text(f"{shown.outlet or shown.item} · {shown.published or 'undated'} · {shown.title or shown.item}", style="bold"))
    for context in shown.contexts:
        line = Text(plain(context.before) + " " if context.before.strip() else "")
        line.append(f"[{plain(context.words)}]", style="reverse")
        line.append(" " + plain(context.after))
        console.print(line)
        console.print(Text(f"characters {context.span.start}–{context.span.end} of {context.span.document}", style="dim"))
    for name, value in msgspec.to_builtins(shown.finding).items():
        if value not in (None, [], (), "") and name != "evidence":
            console.print(Text(f"  {name}: {short(value)}"))
    for other in shown.neighbours:
        console.print(Text(f"  also here: {other.kind} {other.id}  {plain(other.evidence[0].text)[:80]}", style="dim"))


def short(value: Any) -> str:
    """A nested value on one line: spans as their words, times as EDTF, empty fields left out."""
    if isinstance(value, dict):
        if "edtf" in value:
            return str(value["edtf"] or f"unresolved: {value.get('unresolved')}")
        if {"start", "end", "text", "document"} <= value.keys():
            return f"“{plain(value['text'])}”"
        return ", ".join(f"{k}={short(v)}" for k, v in value.items() if v not in (None, [], (), "") and k != "id")
    if isinstance(value, (list, tuple)):
        return " | ".join(short(v) for v in value)
    return plain(value)
