"""Floors on the public gold of TempEval-3, where it lies beside the checkout."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from parley.lang import load
from parley.model import Published, document
from parley.times.anchors import start_of
from parley.times.resolve import Read, readings, recognised


def flat(read: Read) -> list[Read]:
    return [inner for part in read.parts for inner in flat(part)] if read.parts else [read]


def predicted(item: dict[str, Any]) -> list[tuple[int, int, str]]:
    day = datetime.fromisoformat(item["dct"]).date().isoformat()
    doc, lang = document(item["id"], item["text"], published=Published(edtf=day, start=day, basis="given")), load("en")
    reads = readings(doc.text, recognised(doc.text, [(0, len(doc.text))], lang), start_of(doc, lang), lang)
    return [(r.found.start, r.found.end, r.reading.timex.value) for read in reads for r in flat(read)]


def right(gold: list[tuple[int, int, str]], found: list[tuple[int, int, str]]) -> int:
    """How many pairs that overlap, one to one, exact spans first, have the same value."""
    pairs = sorted(
        (
            (a[:2] != b[:2], max(a[0], b[0]) - min(a[1], b[1]), i, j)
            for i, a in enumerate(gold)
            for j, b in enumerate(found)
            if max(a[0], b[0]) < min(a[1], b[1])
        ),
    )
    used: tuple[set[int], set[int]] = (set(), set())
    same = 0
    for _, _, i, j in pairs:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            same += gold[i][2] == found[j][2]
    return same


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [("timebank", 83.0), ("aquaint", 77.0)])
def test_value_f1_on_the_public_gold_stays_above_its_floor(name: str, floor: float, shared: Path) -> None:
    path = shared / "bench" / "timex" / f"{name}.jsonl"
    hits = size = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        gold, found = [(t["start"], t["end"], t["value"]) for t in item["timexes"]], predicted(item)
        hits += right(gold, found)
        size += len(gold) + len(found)
    assert 200 * hits / size >= floor
