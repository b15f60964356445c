"""Reports a second and peak memory of a read, with the bare parse (spaCy without its entity recogniser, same texts) beside it in the same run.

The sample press is copied under changed names and days until there are some 100 reports, so that no copy is taken for another. Machines are noisy: look at the
ratio. As a script (`python benchmarks/bench_read.py [COUNT]`) it prints one line each; under pytest-benchmark (`make bench`) it compares the two as a group.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PRESS = ROOT / "examples" / "press"
COUNT = 100


def documents(count: int) -> list[Any]:
    """So many reports: the sample press as read, then copies of it with other names."""
    from press import documents as made

    return list(made(count))


def read(docs: list[Any], where: str) -> None:
    """The whole way: map and reduce into a record in a file."""
    from parley.codebook import load, read_parties
    from parley.engine import read_into
    from parley.record import open_record

    with open_record(where, create=True) as record:
        read_into(record, iter(docs), load("peace").of(read_parties(str(ROOT / "examples" / "parties.toml"))))
        record.reduce()


def parse(docs: list[Any]) -> int:
    """The bare parse of the same texts; gives back the number of tokens."""
    from parley.segment.parse import bare_parser

    nlp = bare_parser("en")
    count = 0
    for first in range(0, len(docs), 32):
        with nlp.memory_zone():
            count += sum(map(len, nlp.pipe(doc.text for doc in docs[first : first + 32])))
    return count


def measured(what: str, count: int, folder: str) -> tuple[float, float]:
    """Seconds of processor time and peak memory in MB of one of the two, in a process of its own."""
    words = [sys.executable, __file__, what, str(count), folder]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


def report(count: int, folder: str) -> str:
    """The lines of a run: both measured twice in turn, the better of each."""
    found: dict[str, list[tuple[float, float]]] = {"read": [], "parse": []}
    for turn in range(2):
        for what in found:
            found[what].append(measured(what, count, f"{folder}/{turn}"))
    best = {what: min(runs) for what, runs in found.items()}
    lines = [f"{what:6} {count / seconds:7.2f} reports a second of processor time, peak {memory:5.0f} MB" for what, (seconds, memory) in best.items()]
    ratio, memory = best["read"][0] / best["parse"][0], best["read"][1] / best["parse"][1]
    return "\n".join([*lines, f"a read takes {ratio:.2f} times the time and {memory:.2f} times the memory of the bare parse"])


@pytest.fixture(scope="module")
def docs() -> Iterator[list[Any]]:
    yield documents(COUNT)


@pytest.mark.benchmark(group="read")
def test_read(benchmark: Any, docs: list[Any], tmp_path: Path) -> None:
    runs = iter(range(1000))
    benchmark.pedantic(lambda: read(docs, str(tmp_path / f"{next(runs)}.db")), rounds=1, warmup_rounds=0)
    benchmark.extra_info["reports"] = len(docs)


@pytest.mark.benchmark(group="read")
def test_bare_parse(benchmark: Any, docs: list[Any]) -> None:
    benchmark.pedantic(lambda: parse(docs), rounds=1, warmup_rounds=0)
    benchmark.extra_info["reports"] = len(docs)


def one(what: str, count: int, folder: str) -> None:
    """One measurement; models are loaded before the clock starts, by a run over a single report."""
    made = documents(count)
    Path(folder).mkdir(parents=True, exist_ok=True)
    runs = [made[:1], made]
    for n, some in enumerate(runs):
        start = time.process_time()
        if what == "read":
            read(some, f"{folder}/{n}.db")
        else:
            parse(some)
        seconds = time.process_time() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        one(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    else:
        import tempfile

        with tempfile.TemporaryDirectory() as home:
            print(report(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, home))
