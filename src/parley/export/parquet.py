"""Parquet: the flat tables of CSV and Excel, one file a kind, each column of one type whatever the record holds."""

from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from parley.errors import UsageError
from parley.export.content import Content
from parley.export.tables import STRUCT, Table, tables

if TYPE_CHECKING:
    import pyarrow as pa

_PLACED = {"start": int, "end": int}


def write_parquet(content: Content, out: Path) -> list[Path]:
    """Writes DIR/<kind>.parquet; raises `UsageError` where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as fault:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install 'parley[parquet]'") from fault
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in tables(content):
        schema = pa.schema([pa.field(name, _type(pa, table, name)) for name in table.columns])
        columns = [[_as(row[n], field.type, pa) for row in table.rows] for n, field in enumerate(schema)]
        path = out / f"{table.name}.parquet"
        pq.write_table(pa.table(columns, schema=schema), path, compression="zstd")
        paths.append(path)
    return paths


def _type(pa: Any, table: Table, column: str) -> "pa.DataType":
    """The type of a column, from the model and not from the rows: a record without figures has the columns of one with many."""
    known = {field.name: field.type for field in msgspec.structs.fields(STRUCT[table.name])}
    plain = _PLACED.get(column) if table.name != "documents" else None
    plain = plain or _plain(known.get(column))
    return {bool: pa.bool_(), int: pa.int64(), float: pa.float64()}.get(plain, pa.string())


def _plain(declared: Any) -> Any:
    """bool, int or float, when a field holds nothing else (None aside); else None."""
    parts = {part for part in get_args(declared) if part is not NoneType} or {declared}
    return parts.pop() if len(parts) == 1 else None


def _as(cell: str | int | float | bool | None, kind: "pa.DataType", pa: Any) -> object:
    return str(cell) if cell is not None and kind == pa.string() else cell
