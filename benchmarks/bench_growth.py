"""What it costs to add 100 reports to a record that has many, as a ratio to adding them to an empty one, in one run.

The large record is filled with prepared reports (`press.record`), a thousand to a negotiation, and computed once. Then 100 reports are read into it and into
an empty record, reduce included: of a negotiation that the record does not know, and of one that has a thousand reports already. Each turn takes reports of
its own, the same for the large record and the empty one; the large one keeps them. Time is processor time, without loading models.

    python benchmarks/bench_growth.py [COUNT [RECORD]]     # 10,000 unless told; RECORD is made when it is not there, and kept
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from msgspec import structs

ROOT = Path(__file__).parents[1]
COUNT, ADDED, TURNS = 10_000, 100, 3
WANTED = 1.3


def filled(where: Path, count: int) -> None:
    """Makes the large record, and computes what its reports say together."""
    from press import write_record

    from parley.record import open_record

    if not where.exists():
        start = time.process_time()
        write_record(count, str(where))
        print(f"writing {count} prepared reports, and making them: {time.process_time() - start:.1f} s", flush=True)
    with open_record(str(where)) as record:
        start = time.process_time()
        record.reduce()
        print(f"computing {count} reports from nothing, or nothing when that was done before: {time.process_time() - start:.1f} s", flush=True)
    print(f"at its peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB", flush=True)


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

    from parley.record import open_record

    filled(large, count)
    with open_record(str(large)) as record:
        first = sum(1 for _ in record.documents()) + 960
    added([structs.replace(next(documents(1, first=first + 5000)), negotiation="warm")], folder / "warm.db")
    print(f"{ADDED} reports added to                            read   reduce   ratio of both (wanted: {WANTED})")
    for turn in range(TURNS):
        for n, (words, negotiation) in enumerate((("other talks", f"talks anew, {turn}"), ("talks of 1000", talks(count // 2 // len(sample()) + turn * 32)))):
            docs = [structs.replace(doc, negotiation=negotiation) for doc in documents(ADDED, first=first + (2 * turn + n) * ADDED)]
            empty = added(docs, folder / f"{turn}{n}.db")
            one = added(docs, large)
            ratio = sum(one.values()) / sum(empty.values())
            print(f"{'an empty record':42} {empty['read']:7.1f}s {empty['reduce']:7.1f}s")
            print(f"{f'{count} reports, {words}':42} {one['read']:7.1f}s {one['reduce']:7.1f}s   {ratio:.2f}", flush=True)


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as home:
        report(size, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(home) / "large.db", Path(home))
