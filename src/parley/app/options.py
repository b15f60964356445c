"""Arguments and options that several commands share."""

from enum import StrEnum
from typing import Annotated

import typer

MOST_ROWS = 50
"""Rows of a table on a terminal, and of a page."""


class Format(StrEnum):
    """How a view is printed."""

    table = "table"
    json = "json"
    csv = "csv"


RecordPath = Annotated[str, typer.Argument(metavar="RECORD", help="The record: a file, or a PostgreSQL URL.", show_default=False)]
RecordOption = Annotated[str, typer.Option("--record", "-r", metavar="RECORD", help="The record to write to: a file, or a PostgreSQL URL.", show_default=False)]
Shape = Annotated[Format, typer.Option("--format", "-f", help="How to print it.")]
NegotiationOption = Annotated[str | None, typer.Option("--negotiation", "-n", help="Keep to one negotiation.", show_default=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="What was known at the end of that day (2025-03-14).", show_default=False)]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Keep to one outlet.", show_default=False)]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="From that day on (ISO date).", show_default=False)]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Before that day (ISO date).", show_default=False)]
Issue = Annotated[str | None, typer.Option("--issue", help="Keep to one issue of the codebook.", show_default=False)]
ActorOption = Annotated[str | None, typer.Option("--actor", help="Keep to one actor: a name or part of it, or an id.", show_default=False)]
Limit = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", min=0, help=f"The first N rows, 0 for all. Default: {MOST_ROWS} in a table, all as CSV and JSON.", show_default=False),
]
Words = Annotated[str | None, typer.Option("--text", help="Keep to findings with these words.", show_default=False)]
By = Annotated[str, typer.Option("--by", help="Who decides, for the log.")]
Why = Annotated[str, typer.Option("--why", help="Why, for the log.")]
EngineOption = Annotated[str, typer.Option("--engine", metavar="ENGINE", help="What reads: local, processes, ray, or ray://HOST:PORT of a cluster.")]
Workers = Annotated[int | None, typer.Option("--workers", metavar="N", help="How many read at a time. Default: one for each processor.", show_default=False)]
Work = Annotated[str | None, typer.Option("--work", metavar="DIR", help="Folder for what workers have read. Default: beside the record.", show_default=False)]
Age = Annotated[
    str | None, typer.Option("--age", metavar="DAYS", help="A position last stated longer ago is stale: 30d, 4w, counted from the latest.", show_default=False)
]
