"""What it costs to add 100 reports to a record that has many, as a ratio to adding them to an empty one, in one run.

The large record is filled with prepared reports (`press.record`), a thousand to a negotiation, and computed once. Then 100 reports are read, and stored and
computed in an empty record and in a copy of the large one: as a negotiation that the record does not know; as reports of one that has a thousand already, of
other days; and as what follows on the last days of such talks. Time is processor time, without loading models. A ratio is of the same reports, read once.

    python benchmarks/bench_growth.py [COUNT [RECORD [TURNS]]]     # 10,000 and 2 unless told; RECORD is made when it is not there, and kept
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from msgspec import structs

ROOT = Path(__file__).parents[1]
COUNT, ADDED, TURNS = 10_000, 100, 2
WANTED = 1.3
CHUNK = 500
"""Reports that are prepared at a time, by another process than the one that stores them."""
APART = 960
"""Reports of the press that are left out between what the record is filled with and what is added: whole turns, so that they share no names."""
CASES = {"new": "as other talks", "known": "to talks of 1,000", "running": "to the days of talks of 1,000"}


def chunk(first: int, count: int) -> list[Any]:
    """So many prepared reports from a number on."""
    from press import prepared

    return list(prepared(count, first))


def fill(where: Path, count: int) -> None:
    """Makes the large record, or adds what it lacks, and computes what its reports say together."""
    from parley.engine.reducing import on_processes
    from parley.record import open_record

    coming: deque[Any] = deque()
    with open_record(str(where), create=True) as record, get_context("spawn").Pool(1) as pool:
        for first in range(held(where), count, CHUNK):
            # The next are made while these are written.
            coming.append(pool.apply_async(chunk, (first, min(CHUNK, count - first))))
            if len(coming) > 1:
                record.add(coming.popleft().get(), pipeline="prepared")
        for made in coming:
            record.add(made.get(), pipeline="prepared")
        record.reduce(on_processes(2))


def held(where: Path) -> int:
    """The reports in a record."""
    with contextlib.closing(sqlite3.connect(where)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM documents").fetchone()[0])


def reports(case: str, count: int) -> list[Any]:
    """The reports of a case."""
    from press import TALKS, documents, sample, talks

    each = -(-ADDED // len(sample())) * len(sample())
    first = count + APART + each * list(CASES).index(case)
    known = count // 2 // TALKS * TALKS // len(sample())
    # Their days follow on those of the last turn of the talks; prepared reports are of the turn after.
    later = known + TALKS // len(sample()) + 1 - first // len(sample()) if case == "running" else 0
    negotiation = "talks that are new" if case == "new" else talks(known + 1)
    return [structs.replace(doc, negotiation=negotiation) for doc in documents(ADDED, first, later=later)]


def read(docs: list[Any], book: Any) -> tuple[float, list[Any]]:
    """Seconds of reading, and what was found, in batches as it comes."""
    from parley.engine import local

    start = time.process_time()
    found = list(local(iter(docs), book, lambda _: False))
    return time.process_time() - start, found


def added(docs: list[Any], found: list[Any], book: Any, where: Path) -> tuple[float, float]:
    """Seconds of storing what was found in reports, and of computing what they say together with those of the record."""
    from parley.engine import read_into
    from parley.record import open_record

    def given(documents: Iterable[Any], *_: object) -> Iterator[Any]:
        assert len(list(documents)) == len(docs), "some are on the record already"
        return iter(found)

    with open_record(str(where), create=True) as record:
        record.reduce()
        start = time.process_time()
        read_into(record, iter(docs), book, engine=given)
        stored = time.process_time()
        record.reduce()
        return stored - start, time.process_time() - stored


def report(count: int, large: Path, turns: int, folder: Path) -> None:
    """Prints the table."""
    from parley.codebook import load, read_parties

    fill(large, count)
    book = load("peace").of(read_parties(str(ROOT / "examples" / "parties.toml")))
    read(reports("new", count)[:1], book)
    copy = large.with_name(large.name + ".copy")
    print(f"{ADDED} reports, beside {count:<16,} reading  storing (in an empty record)  computing   ratio of all (wanted: {WANTED})", flush=True)
    for turn, (case, words) in itertools.product(range(turns), CASES.items()):
        docs = reports(case, count)
        taken, found = read(docs, book)
        alone = added(docs, found, book, folder / f"{case}{turn}.db")
        shutil.copyfile(large, copy)
        os.sync()
        try:
            beside = added(docs, found, book, copy)
        finally:
            for path in copy.parent.glob(copy.name + "*"):
                path.unlink()
        ratio = (taken + sum(beside)) / (taken + sum(alone))
        print(f"{words:34} {taken:6.1f}s {beside[0]:7.1f}s ({alone[0]:.1f}s) {beside[1]:20.1f}s ({alone[1]:.1f}s) {ratio:8.2f}", flush=True)


if __name__ == "__main__":
    size, place, turns = [*sys.argv[1:], "", "", ""][:3]
    with tempfile.TemporaryDirectory() as home:
        report(int(size or COUNT), Path(place or Path(home) / "large.db"), int(turns or TURNS), Path(home))
