"""Processor time of the commands that show a record of many reports, as a ratio to a bare query for fifty findings on the same record.

Each command runs in this process, its modules loaded before, and what it prints is thrown away; a command of its own takes some .6 s more to begin. Look at
the ratio: machines are noisy.

    python benchmarks/bench_views.py RECORD     # a reduced record, as `benchmarks/press.py record` and `parley read` make one
"""

from __future__ import annotations

import contextlib
import io
import sqlite3
import sys
import time
from collections.abc import Callable

from bench_pages import BARE, median

VIEWS = (
    "show {event}", "search truce", "coverage", "sources --outlet {outlet}", "sources", "problems", "agenda", "disputes", "positions --actor Velmara",
    "positions", "gaps", "actors --actor Velmara", "actors", "conditions --blocked", "conditions --actor Velmara", "conditions --limit 50",
    "proposals --text truce", "proposals", "figures --limit 50", "statements --speaker Velmara", "statements --text truce", "statements --limit 50",
    "statements",
    "timeline --actor Velmara", "timeline --since {day}", "timeline --limit 50", "timeline", "changes --since {day}",
)  # fmt: skip


def given(connection: sqlite3.Connection) -> dict[str, str]:
    """What the commands are asked about: an event, an outlet, the last day but a few."""
    asked = {
        "event": "SELECT id FROM findings WHERE kind = 'event' ORDER BY id LIMIT 1",
        "outlet": "SELECT outlet FROM documents ORDER BY id LIMIT 1",
        "day": "SELECT substr(published, 1, 10) FROM documents WHERE published IS NOT NULL ORDER BY published DESC LIMIT 1 OFFSET 20",
    }
    return {name: connection.execute(query).fetchone()[0] for name, query in asked.items()}


def run(words: list[str]) -> tuple[float, int]:
    """(milliseconds of computing, lines printed) of one command."""
    from parley.app.cli import app

    printed = io.StringIO()
    start = time.process_time()
    with contextlib.redirect_stdout(printed):
        app(words, standalone_mode=False)
    return 1000 * (time.process_time() - start), printed.getvalue().count("\n")


def main(where: str) -> None:
    """Prints one line a view: the better of two runs."""
    connection = sqlite3.connect(where)
    ask: Callable[[], object] = lambda: connection.execute(BARE).fetchall()  # noqa: E731
    _, bare = median(ask)
    own = given(connection)
    run(["search", where, "truce"])
    print(f"a bare query for fifty findings: {bare:.1f} ms of computing")
    for view in VIEWS:
        name, *rest = view.split(" ")
        words = [name, where, *(word.format(**own) for word in rest), "--format", "csv"]
        taken, lines = min(run(words) for _ in range(2))
        print(f"{view:34} {taken:8.0f} ms {taken / bare:9.1f} × the bare query   {lines:7} lines", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
