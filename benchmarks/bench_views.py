"""Processor time of the commands that show a record of many reports, as a ratio to a bare query for fifty findings on the same record.

Each command runs in this process, its modules loaded before, and what it prints is thrown away; a command of its own takes some .6 s more to begin. Views are
printed as the tables that somebody at a terminal sees, exports whole as CSV. Look at the ratio: machines are noisy.

    python benchmarks/bench_views.py RECORD [views|exports]     # a reduced record, as `benchmarks/press.py record` and `parley read` make one
"""

from __future__ import annotations

import contextlib
import io
import sqlite3
import sys
import time
from collections.abc import Callable

from bench_pages import BARE, median

WANTED = 200
"""Milliseconds that a table may take."""
TURNS = 5
VIEWS = (
    "show {event}", "search truce", "coverage", "sources --outlet {outlet}", "sources", "problems", "agenda", "disputes", "positions --actor Velmara",
    "positions --actor {name}", "positions", "gaps --actor {name}", "gaps --negotiation {talks}", "gaps", "actors --actor Velmara", "actors --actor {name}",
    "actors", "conditions --blocked", "conditions --actor Velmara", "conditions --actor {name}", "conditions", "proposals --text truce", "proposals",
    "figures --text killed", "figures", "statements --speaker Velmara", "statements --speaker {name}", "statements --text truce",
    "statements --outlet {outlet}", "statements --negotiation {talks}", "statements --limit 20", "statements", "timeline --actor Velmara",
    "timeline --actor {name}", "timeline --text truce", "timeline --status planned", "timeline --since {day}",
    "timeline --negotiation {talks}", "timeline --limit 20", "timeline", "notes",
)  # fmt: skip
EXPORTS = (
    "sources", "disputes", "agenda", "positions", "gaps", "actors", "conditions", "proposals", "figures", "statements", "timeline", "changes --since {day}",
)  # fmt: skip


def given(connection: sqlite3.Connection) -> dict[str, str]:
    """What the commands are asked about: an event, an outlet, the last day but a few, talks, and somebody who is named often (the tenth)."""
    often = "SELECT i.actor FROM finding_actors f JOIN identities i ON i.local = f.local GROUP BY i.actor ORDER BY COUNT(*) DESC LIMIT 1 OFFSET 9"
    asked = {
        "event": "SELECT id FROM findings WHERE kind = 'event' ORDER BY id LIMIT 1",
        "outlet": "SELECT outlet FROM documents ORDER BY id LIMIT 1",
        "day": "SELECT substr(published, 1, 10) FROM documents WHERE published IS NOT NULL ORDER BY published DESC LIMIT 1 OFFSET 20",
        "talks": "SELECT negotiation FROM documents WHERE negotiation IS NOT NULL ORDER BY id LIMIT 1",
        "name": f"SELECT json_extract(body, '$.name') FROM derived WHERE kind = 'actor' AND id = ({often})",
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


def main(where: str, which: str = "views") -> None:
    """Prints one line a view: the best of some turns."""
    connection = sqlite3.connect(where)
    ask: Callable[[], object] = lambda: connection.execute(BARE).fetchall()  # noqa: E731
    _, bare = median(ask)
    own = given(connection)
    run(["search", where, "truce"])
    print(f"a bare query for fifty findings: {bare:.2f} ms of computing")
    slow = 0
    for view in VIEWS if which == "views" else EXPORTS:
        name, *rest = view.split(" ")
        words = [name, where, *(word.format(**own) for word in rest), *([] if which == "views" else ["--format", "csv"])]
        taken, lines = min(run(words) for _ in range(TURNS if which == "views" else 1))
        slow += taken > WANTED
        print(f"{view:34} {taken:8.0f} ms {taken / max(bare, 0.01):9.1f} × the bare query   {lines:7} lines", flush=True)
    if which == "views":
        print(f"{slow} of {len(VIEWS)} take more than {WANTED} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
