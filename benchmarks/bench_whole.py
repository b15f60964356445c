"""The whole reading, from text to stored findings without the reduce, and its parts, each as a ratio to the bare parse of the same reports in the same run.

Every turn takes reports of its own, so that nothing is known from before; the bare parse is measured before and after each, and their mean is what counts.
Processor time, without loading models.

    python benchmarks/bench_whole.py [TURNS [COUNT]]     # three turns of 32 reports unless told
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
TURNS, COUNT = 3, 32
TOGETHER = 16
BARE = "the bare parse"


def seconds(docs: list[Any], act: Callable[[list[Any]], None]) -> float:
    gc.collect()
    start = time.process_time()
    act(docs)
    return time.process_time() - start


def batches(some: list[Any], size: int = TOGETHER) -> list[list[Any]]:
    return [some[first : first + size] for first in range(0, len(some), size)]


def acts(record: Any) -> dict[str, tuple[Callable[[list[Any]], Any], Callable[[list[Any]], None]]]:
    """What is measured: from reports what it is given, and what it does with that."""
    from press import ROOT

    from parley import pipeline
    from parley.codebook import load, read_parties
    from parley.engine import read_into
    from parley.lang import load as language
    from parley.model import AnnotatedDocument
    from parley.segment.parse import bare_parser

    book, english, nlp = load("peace").of(read_parties(str(ROOT / "examples" / "parties.toml"))), language("en"), bare_parser("en")
    before = pipeline.STAGES[: pipeline.STAGES.index(pipeline.parse)]

    def bare(docs: list[Any]) -> None:
        for some in batches(docs, 2 * TOGETHER):
            with nlp.memory_zone():
                sum(map(len, nlp.pipe(doc.text for doc in some)))

    def whole(docs: list[Any]) -> None:
        read_into(record, iter(docs), book)

    def together(docs: list[Any]) -> None:
        for some in batches(docs):
            pipeline.annotate_all(some, codebook=book)

    def alone(docs: list[Any]) -> None:
        for doc in docs:
            pipeline.annotate(doc, codebook=book)

    def parsed(made: list[Any]) -> None:
        for some in batches(made):
            pipeline.parse_ahead(some, english)
            for one in some:
                pipeline.parse(one, english, book)

    def labelled(docs: list[Any]) -> list[Any]:
        return [pipeline._run(before, AnnotatedDocument(document=doc), english, book) for doc in docs]

    return {
        BARE: (list, bare), "the whole reading": (list, whole), "the map, sixteen together": (list, together), "the map, one by one": (list, alone),
        "our parse": (labelled, parsed),
    }  # fmt: skip


def main() -> None:
    from press import documents

    from parley.record import open_record

    turns, count = [*map(int, sys.argv[1:]), *(TURNS, COUNT)[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory() as home, open_record(f"{home}/r.db", create=True) as record:
        kinds = acts(record)
        _, bare = kinds.pop(BARE)
        warm = list(documents(count, 10_000))
        bare(warm)
        for given, act in kinds.values():
            act(given(warm))
        found: dict[str, list[float]] = {kind: [] for kind in kinds}
        for turn in range(turns):
            for n, (kind, (given, act)) in enumerate(kinds.items()):
                docs = list(documents(count, (len(kinds) * turn + n) * count))
                taken = [seconds(some, what) for some, what in ((docs, bare), (given(docs), act), (docs, bare))]
                found[kind].append(2 * taken[1] / (taken[0] + taken[2]))
    for kind, ratios in found.items():
        print(f"{kind:28} {statistics.median(ratios):.2f}, {min(ratios):.2f} to {max(ratios):.2f} in {turns} turns of {count}")


if __name__ == "__main__":
    main()
