"""Floors for stances on passages that each tell one in another way: those learned from, and those only scored."""

import json
from pathlib import Path

import pytest

import gold

HERE = Path(__file__).parent
# F1 and precision in percent, about two points below what was reached when they were set.
FLOORS = {"learned": (78, 91), "kept": (56, 94)}


@pytest.mark.shared
@pytest.mark.parametrize("part", sorted(FLOORS))
def test_stances_on_a_bank_of_passages_stay_above_their_floors(shared: Path, tmp_path: Path, part: str) -> None:
    reports = []
    for line in (HERE / f"stances.{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = []
        for one in row["gold"]:
            start = row["text"].index(one["words"])
            wanted.append({"item": row["id"], "kind": "stance", "span": [start, start + len(one["words"])], "fields": one["fields"]})
        reports.append(row | {"item": row["id"], "text": row["text"] + "\n", "gold": wanted})
    f, precision = gold.scored(shared, reports, tmp_path)["stance"]
    least_f, least_precision = FLOORS[part]
    assert f >= least_f
    assert precision >= least_precision
