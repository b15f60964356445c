"""Flat tables for spreadsheets: one table a kind with fixed columns, and CSV files made of them.

An actor becomes its name, a span its words, a time its EDTF, a list its members joined by " | ". Where a row comes from stands in its last columns: document,
item, outlet, published, start, end, evidence.
"""

import csv
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from parley.export.content import KINDS, Content, Row
from parley.model import (
    Actor,
    AgendaItem,
    Blocked,
    Claim,
    Condition,
    ConditionState,
    Dispute,
    Document,
    Event,
    Figure,
    Judgement,
    Mention,
    Position,
    Problem,
    Proposal,
    Stance,
    Statement,
    Story,
    Time,
)  # fmt: skip

STRUCT: dict[str, type[msgspec.Struct]] = {
    "documents": Document, "actors": Actor, "statements": Statement, "events": Event, "proposals": Proposal, "stances": Stance, "conditions": Condition,
    "figures": Figure, "times": Time, "mentions": Mention, "stories": Story, "claims": Claim, "disputes": Dispute, "positions": Position, "blocked": Blocked,
    "states": ConditionState, "agenda": AgendaItem, "judgements": Judgement, "problems": Problem,
}  # fmt: skip
PLACE = ("document", "item", "outlet", "published", "start", "end", "evidence")
LEFT = {"evidence", "by", "blocks", "text", "aligned", "candidates"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Table(NamedTuple):
    """One kind as a flat table: column names, and rows of cells (text, number, True/False or None)."""

    name: str
    columns: tuple[str, ...]
    rows: list[list[str | int | float | bool | None]]


def tables(content: Content) -> list[Table]:
    """All kinds as flat tables, in the order of the contract. Texts of documents are left out: they stand in the JSON lines."""
    known = {row["id"]: (row["item"], row["outlet"], row["published"]["edtf"]) for row in content.rows("documents")}
    made = []
    for kind in KINDS:
        fields = [f.name for f in msgspec.structs.fields(STRUCT[kind]) if f.name not in LEFT]
        own = [f for f in (["id", *fields] if "id" not in fields else fields) if f not in PLACE or kind in ("documents",)]
        columns = own if kind == "documents" else [*own, *PLACE]
        made.append(Table(kind, tuple(columns), [_cells(row, own, known, kind) for row in content.rows(kind)]))
    return made


def _cells(row: Row, own: list[str], known: dict[str, tuple[str, str | None, str | None]], kind: str) -> list[str | int | float | bool | None]:
    cells = [_cell(row.get(name)) for name in own]
    if kind == "documents":
        return cells
    spans = row.get("evidence") or ([row["span"]] if row.get("span") else [])
    document = row.get("document") or (spans[0]["document"] if spans else None)
    item, outlet, published = known.get(str(document), (None, None, None))
    start = min((s["start"] for s in spans), default=None)
    end = max((s["end"] for s in spans), default=None)
    return [*cells, document, item, outlet, published, start, end, " | ".join(s["text"] for s in spans)]


def _cell(value: Any) -> str | int | float | bool | None:
    """One value as a cell; see the module's first lines."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (list, tuple)):
        return " | ".join(str(_cell(v)) for v in value if v is not None)
    if "edtf" in value:
        return value["edtf"] or (f"‹{value['as_written']}›" if value.get("as_written") else None)
    if "start" in value and "end" in value and "text" in value:
        return str(value["text"])
    for name in ("name", "actor", "issue", "text", "words", "says", "stance"):
        if value.get(name):
            shown = str(_cell(value[name]))
            extra = value.get("role") or value.get("kind") or value.get("value")
            return f"{shown} ({extra})" if extra and name in ("actor", "stance") else shown
    return " ".join(f"{k}={_cell(v)}" for k, v in value.items() if v not in (None, (), [], ""))


def write_csv(content: Content, out: Path) -> list[Path]:
    """Writes DIR/<kind>.csv (UTF-8, RFC 4180); a text that a spreadsheet would run as a formula is kept from it by an apostrophe."""
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in tables(content):
        path = out / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            writer.writerows([harmless(cell) for cell in row] for row in table.rows)
        paths.append(path)
    return paths


def harmless(cell: str | int | float | bool | None) -> str | int | float | bool | None:
    """The cell; a text that a spreadsheet would run as a formula with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
