"""What it costs to add 100 reports to a record that has many, as a ratio to adding them to an empty one, in one run.

The large record is filled with prepared reports (`press.record`), a thousand to a negotiation, and computed once. Then 100 reports are read into copies of it
and into an empty record, reduce included: those of a negotiation that the record does not know, and those of one that has a thousand reports already. Time is
processor time, without loading models; each is measured twice in turn, the better counts.

    python benchmarks/bench_growth.py [COUNT [RECORD]]     # 10,000 unless told; RECORD is made when it is not there, and kept
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from msgspec import structs

ROOT = Path(__file__).parents[1]
COUNT, ADDED = 10_000, 100
WANTED = 1.3


def filled(where: Path, count: int) -> None:
    """Makes the large record, and computes what its reports say together."""
    from press import write_record

    from parley.record import open_record

    if not where.exists():
        write_record(count, str(where))
    with open_record(str(where)) as record:
        start = time.process_time()
        record.reduce()
        print(f"computing {count} reports from nothing, or nothing when that was done before: {time.process_time() - start:.1f} s", flush=True)


def added(docs: list[Any], where: Path) -> dict[str, float]:
    """Seconds of reading and storing, and of computing what the reports say together."""
    from parley.codebook import load, read_parties
    from parley.engine import read_into
    from parley.record import open_record

    book = load("peace").of(read_parties(str(ROOT / "examples" / "parties.toml")))
    found = {}
    with open_record(str(where), create=True) as record:
        for what, act in (("read", lambda: read_into(record, iter(docs), book)), ("reduce", record.reduce)):
            start = time.process_time()
            act()
            found[what] = time.process_time() - start
    return found


def report(count: int, large: Path, folder: Path) -> None:
    """Prints the table."""
    from press import documents, sample, talks

    filled(large, count)
    docs = list(documents(ADDED, first=count + 960))
    of = {"empty": "new talks", "new": "new talks", "known": talks(count // 2 // len(sample()))}
    added([structs.replace(docs[0], negotiation="warm")], folder / "warm.db")
    best: dict[str, dict[str, float]] = {}
    for turn in range(2):
        for what, negotiation in of.items():
            where = folder / f"{what}{turn}.db"
            if what != "empty":
                shutil.copyfile(large, where)
            found = added([structs.replace(doc, negotiation=negotiation) for doc in docs], where)
            where.unlink()
            best[what] = min(best.get(what, found), found, key=lambda one: sum(one.values()))
    base = sum(best["empty"].values())
    print(f"{ADDED} reports added to                        read   reduce   ratio of both (wanted: {WANTED})")
    for what, words in (("empty", "an empty record"), ("new", f"{count} reports, other talks"), ("known", f"{count} reports, talks of {1000}")):
        one = best[what]
        print(f"{words:38} {one['read']:7.1f}s {one['reduce']:7.1f}s   {sum(one.values()) / base:.2f}")


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as home:
        report(size, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(home) / "large.db", Path(home))
