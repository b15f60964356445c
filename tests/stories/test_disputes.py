"""Pairs of short reports: whether one disputes the other, what kind of dispute it is, and over which words (`disputes.corpus.toml`)."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import whole
from parley.model import Dispute
from parley.record import Record, open_record

CORPUS = tomllib.loads((Path(__file__).parent / "disputes.corpus.toml").read_text("utf-8"))
PAIRS: list[dict[str, Any]] = CORPUS["pair"]
FLOORS = {"learn": 0.9, "held": 0.86}
DAY, NEXT = "2031-04-07", "2031-04-08"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """All pairs read into one record, each a negotiation of its own."""
    folder = tmp_path_factory.mktemp("pairs")
    reports = [
        {"id": f"{pair['id']}-{n}", "outlet": f"Outlet {n}", "published": pair.get("day", NEXT) if n else DAY, "negotiation": pair["id"], "text": pair[side]}
        for pair in PAIRS
        for n, side in enumerate(("first", "second"))
    ]
    (folder / "pairs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in reports), encoding="utf-8")
    whole.parley("read", folder / "pairs.jsonl", "--record", folder / "pairs.db")
    with open_record(str(folder / "pairs.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(record: Record) -> dict[str, list[Dispute]]:
    """Pair → the disputes of its reports."""
    talks = {doc.id: str(doc.negotiation) for doc in record.documents()}
    by_pair: dict[str, list[Dispute]] = {}
    for dispute in record.disputes():
        by_pair.setdefault(talks[dispute.sides[0].evidence[0].document], []).append(dispute)
    return by_pair


def wrong(pair: dict[str, Any], found: list[Dispute]) -> str | None:
    """What is wrong with the disputes of a pair: nothing, or in a word."""
    if pair["kind"] == "none":
        return f"told a {found[0].kind}" if found else None
    if not found:
        return "missed"
    if len(found) > 1:
        return "told twice"
    (dispute,) = found
    sides = [" ".join(" ".join(span.text for span in side.evidence).split()) for side in dispute.sides]
    if not any(pair["one"] in sides[n] and pair["other"] in sides[1 - n] for n in (0, 1)):
        return f"other words: {sides}"
    return None if dispute.kind == pair["kind"] else f"called {dispute.kind}"


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_of_each_part_so_many_pairs_are_told_right(found: dict[str, list[Dispute]], part: str) -> None:
    pairs = [pair for pair in PAIRS if pair["part"] == part]
    faults = {pair["id"]: fault for pair in pairs if (fault := wrong(pair, found.get(pair["id"], [])))}
    assert 1 - len(faults) / len(pairs) >= FLOORS[part], faults
