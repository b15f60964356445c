"""`parley serve`: the pages over a record, on this machine."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from parley.app.options import By, RecordPath


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("serve")(serve)


def serve(
    record: RecordPath,
    host: Annotated[str, typer.Option(help="Address to listen on; elsewhere than on this machine a token is demanded.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8765,
    by: By = "analyst",
    read_only: Annotated[bool, typer.Option("--read-only", help="Show and take away, change nothing.")] = False,
    name: Annotated[list[str] | None, typer.Option("--name", help="A further host name under which the pages are asked for. Repeatable.")] = None,
) -> None:
    """Serves the pages over the record in the browser: read, check, correct, compare, take away. Stop it with Ctrl-C."""
    from parley.app.web.server import serve as run
    from parley.app.web.settings import is_loopback, settings
    from parley.record import open_record

    shown = Path(record).name if "://" not in record else record.rpartition("/")[2].partition("?")[0]
    given = settings(host=host, port=port, token=os.environ.get("PARLEY_TOKEN") or None, read_only=read_only, by=by, name=shown, names=tuple(name or ()))
    with open_record(record) as kept:
        kept.reduce()
        print(f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/  (Ctrl-C stops it)", flush=True)
        if not is_loopback(host):
            print("Others on the network can reach these pages, over a connection that is not encrypted. They must give the token:", file=sys.stderr)
        if given.token:
            print("  the one in PARLEY_TOKEN" if os.environ.get("PARLEY_TOKEN") else f"  {given.token}", file=sys.stderr, flush=True)
        run(kept, given)
