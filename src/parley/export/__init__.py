"""Handing the record out: one module a format, one line each below.

Every export gives the same bytes for the same record, whatever the order in which it was read; private notes stay out unless asked for. What an export leaves
out it says in `left_out.json` beside its files.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec

from parley.errors import UsageError
from parley.export.bibtex import as_bibtex, write_bibtex
from parley.export.calendar import write_ics
from parley.export.citation import Citation, as_text
from parley.export.content import Content
from parley.export.csl import as_csl, write_csl
from parley.export.docx import write_docx
from parley.export.jsonl import write_jsonl
from parley.export.parquet import write_parquet
from parley.export.plover import write_plover
from parley.export.ris import as_ris, write_ris
from parley.export.tables import write_csv
from parley.export.webannotation import write_webannotation
from parley.export.xlsx import write_xlsx

EXPORTS: dict[str, Callable[[Content, Path], list[Path]]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "plover": write_plover,
    "webannotation": write_webannotation,
    "ics": write_ics,
    "csl": write_csl,
    "bibtex": write_bibtex,
    "ris": write_ris,
    "docx": write_docx,
}
CITED: dict[str, Callable[[list[Citation]], str]] = {"text": as_text, "bibtex": as_bibtex, "ris": as_ris, "csl": as_csl}
LEFT_OUT = "left_out.json"

__all__ = ["CITED", "EXPORTS", "LEFT_OUT", "Content", "write"]


def write(form: str, content: Content, out: Path) -> list[Path]:
    """Writes one format to a folder, and beside it `left_out.json`; gives back all paths.

    Raises `UsageError` on an unknown format, and where the folder cannot be written: what stands in it then is no whole export.
    """
    if form not in EXPORTS:
        raise UsageError(f"no export format {form!r}: there are {', '.join(EXPORTS)}")
    said = out / LEFT_OUT
    try:
        paths = EXPORTS[form](content, out)
        if form != "jsonl":
            content.leave_out("report_texts", len(content.rows("documents")))
        said.write_bytes(msgspec.json.format(msgspec.json.encode({"format": form, "left_out": content.left_out()}), indent=1) + b"\n")
    except OSError as fault:
        raise UsageError(f"the export into {out} could not be finished ({fault.strerror or fault}): make room there and run it again") from fault
    return [*paths, said]
