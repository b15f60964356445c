"""Server time of each page of the workbench over a record of many reports, as a ratio to a bare query for fifty findings on the same record.

The sample press is read once; its rows are then copied under other ids and other days until there are so many reports (10,000 unless told). What many
reports say together is copied with them rather than computed: this measures pages, not the reduce. Machines are noisy: look at the ratio, and at the
time of computing, which other programs on the machine lengthen less. The first time is that after a start; what is asked again is kept.

    python benchmarks/bench_pages.py [COUNT [RECORD]]     # RECORD is made when it is not there, and kept
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
COUNT, TURNS = 10_000, 7
ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")
MONTHS = (1, 3, 5, 7, 8, 10, 12)
PAGES = (
    "/", "/timeline", "/timeline?zoom=years&lanes=type", "/timeline?zoom=hours", "/positions", "/positions?step=40", "/positions/{position}", "/proposals",
    "/conditions",
    "/statements", "/statements?act=reject", "/statements?speaker=Velmara", "/statements?text=truce", "/statements?issue=ceasefire",
    "/statements?channel=interview", "/statements?page=100", "/statements?page=300", "/events", "/figures",
    "/disputes", "/agenda", "/coverage", "/actors", "/actors/{actor}", "/sources", "/sources/{group}", "/reports/{report}", "/findings/{event}",
    "/problems", "/search?text=truce", "/log", "/agreement", "/saved",
)  # fmt: skip
BARE = (
    "SELECT f.body FROM documents d CROSS JOIN findings f ON f.document = d.id WHERE f.kind = 'statement' AND f.review != 'rejected' "
    "ORDER BY d.published DESC, d.id DESC LIMIT 50"
)


def filled(where: Path, count: int) -> None:
    """Makes a record of so many reports."""
    from parley.codebook import load, read_parties
    from parley.engine import read_into
    from parley.read import ReadOptions, read_inputs
    from parley.record import open_record

    parties = str(ROOT / "examples" / "parties.toml")
    with open_record(str(where), create=True) as record:
        read_into(record, read_inputs([str(ROOT / "examples" / "press")], ReadOptions()), load("peace").of(read_parties(parties)))
        record.reduce()
        actors = {actor.id for actor in record.actors()} | {position.id for position in record.positions()}
    connection = sqlite3.connect(where, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; BEGIN")
    own = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    tables = ("documents", "readings", "local_actors", "findings", "finding_actors", "finding_issues", "passages", "identities", "withheld", "derived")
    rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    rows["passages"] = [(None, *row[1:]) for row in rows["passages"]]
    rows["derived"] = [row for row in rows["derived"] if row[0] not in ("actor", "position")]
    for turn in range(1, -(-count // own)):
        moved, across = mover(turn, set()), mover(turn, actors)
        for table, some in rows.items():
            change = across if table == "derived" else moved
            made = [tuple(change(cell) if isinstance(cell, str) else cell for cell in row) for row in some]
            if table == "identities":  # other local actors, the same actors of the record
                made = [(local, actor) for (local, _), (_, actor) in zip(made, some, strict=True)]
            if made:
                connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(made[0]))})", made)
    lengthen(connection, -(-count // own), actors)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def mover(turn: int, kept: set[str]) -> Callable[[str], str]:
    """A function that gives text of another turn: other ids (but for those kept), another month."""
    month = f"{2008 + turn % 24}-{MONTHS[turn // 24 % len(MONTHS)]:02}-"

    def other(match: re.Match[str]) -> str:
        return match[0] if match[0] in kept else f"{(int(match[0][:4], 16) + 7 * turn) % 65536:04x}{match[0][4:]}"

    def moved(text: str) -> str:
        return ID.sub(other, text).replace("2031-03-", month)

    return moved


def lengthen(connection: sqlite3.Connection, turns: int, kept: set[str]) -> None:
    """Gives every position the history of all turns."""
    for id, body in connection.execute("SELECT id, body FROM derived WHERE kind = 'position'").fetchall():
        position = json.loads(body)
        history = json.dumps(position["history"])
        for turn in range(1, turns):
            position["history"] += json.loads(mover(turn, kept)(history))
        position["history"].sort(key=lambda point: point["time"] or "")
        connection.execute("UPDATE derived SET body = ? WHERE kind = 'position' AND id = ?", (json.dumps(position), id))


def ask(app: Any, path: str) -> int:
    """The status of one request to the application, without a network."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    plain, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": plain, "raw_path": plain.encode(),
        "query_string": query.encode(), "root_path": "", "headers": [(b"host", b"127.0.0.1:1")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 1),
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 200, (path, sent[0]["status"])
    return int(sent[0]["status"])


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """(milliseconds by the clock, milliseconds of computing)."""
    clock, computing = time.perf_counter(), time.process_time()
    act()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - computing)


def median(act: Callable[[], object]) -> tuple[float, float]:
    """The medians of what `timed` gives, the first turn left out."""
    act()
    taken = [timed(act) for _ in range(TURNS - 1)]
    return statistics.median(clock for clock, _ in taken), statistics.median(computing for _, computing in taken)


def ids(record: Any) -> dict[str, str]:
    """Ids for addresses."""
    standing = record.standing()
    found = {"event": standing.page("event", limit=1).findings[0], "position": max(standing.positions(), key=lambda p: len(p.history))}
    copy = next(iter(standing.copies()))
    return {name: thing.id for name, thing in found.items()} | {"report": copy.document, "group": copy.group, "actor": standing.speakers()[0][0]}


def main(count: int, where: Path) -> None:
    """Prints one line a page."""
    from parley.app.web.server import application
    from parley.app.web.settings import settings
    from parley.record import open_record

    if not where.exists():
        filled(where, count)
    with open_record(str(where)) as record:
        app = application(record, settings(host="127.0.0.1", port=1, token=None, read_only=False, by="bench", name=where.name))
        own = ids(record)
        connection = sqlite3.connect(where)
        bare, _ = median(lambda: connection.execute(BARE).fetchall())
        print(f"{count} reports; a bare query for fifty findings: {bare:.1f} ms")
        for path in PAGES:
            address = path.format(**own)
            cold, computed = timed(lambda: ask(app, address))  # noqa: B023
            later, computing = median(lambda: ask(app, address))  # noqa: B023
            print(
                f"{path:34} {later:7.1f} ms ({computing:6.1f} of computing)  {later / bare:8.1f} × the bare query   "
                f"the first time {cold:8.1f} ms ({computed:7.1f} of computing)",
                flush=True,
            )


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    if len(sys.argv) > 2:
        main(number, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(number, Path(folder) / "many.db")
            shutil.rmtree(folder, ignore_errors=True)
