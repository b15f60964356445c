"""Handing the record out: one module a format, one line each below.

Every export gives the same bytes for the same record, whatever the order in which it was read; private notes stay out unless asked for.
"""

from collections.abc import Callable
from pathlib import Path

from parley.export.content import Content
from parley.export.jsonl import write_jsonl
from parley.export.tables import write_csv
from parley.export.xlsx import write_xlsx

EXPORTS: dict[str, Callable[[Content, Path], list[Path]]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "xlsx": write_xlsx,
}

__all__ = ["EXPORTS", "Content"]
