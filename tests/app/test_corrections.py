"""Corrections are kept: twenty of them hold through a reading with changed rules, and what became of each is told."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.app.cli import app
from whole import PARTIES, exported, few, parley, read_press, rows

# Another codebook: the issues keep one name of many, and of things on the table it knows accords alone.
CHANGED = """
[book]
id = "changed"
extends = "peace"
[issues.ceasefire]
group = "ceasefire_security"
words = ["truce"]
[proposals.agreement]
nouns = ["accord"]
"""
KINDS = {"statements": ("act", "warn", "predict"), "events": ("status", "disputed", "proposed"), "stances": ("value", "evades", "neutral")}


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, f"{words}: {done.output}\n{done.exception!r}"
    return done.stdout


def listed(record: Path, state: str) -> list[dict[str, object]]:
    return json.loads(run("review", "list", record, "--state", state, "--format", "json"))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], str]:
    """A record with twenty corrections, an accepted and a rejected proposal and a corrected outlet, read again with other rules; what it said."""
    folder = tmp_path_factory.mktemp("story")
    record = folder / "t.db"
    read_press(record, few())
    before = exported(record, folder / "before")
    wanted = {}
    for kind, (field, value, other) in KINDS.items():
        for row in rows(before, kind)[: 20 - len(wanted) if kind == "stances" else 7]:
            wanted[row["id"]] = other if row[field] == value else value
            run("review", "correct", record, row["id"], field, wanted[row["id"]], "--by", "ana", "--why", "read the page")
    assert len(wanted) == 20
    gone = [row["id"] for row in rows(before, "proposals") if row["kind"] in ("truce", "ceasefire", "plan")]
    run("review", "accept", record, gone[0], "--by", "ana")
    run("review", "reject", record, gone[1], "--by", "ana")
    doc = rows(before, "documents")[0]
    run("set", record, doc["id"], "--outlet", "The Courier", "--by", "ana")
    (folder / "changed.toml").write_text(CHANGED)
    done = parley("read", *few(), "--parties", PARTIES, "--codebook", folder / "changed.toml", "--record", record)
    assert f"{len(few())} read anew" in done.stdout
    return record, wanted, done.stdout


def test_twenty_corrections_hold_through_a_changed_rule_and_the_reading_counts_them(story: tuple[Path, dict[str, str], str], tmp_path: Path) -> None:
    record, wanted, said = story
    assert "judgements: 21 kept, 1 orphaned, 1 now agreed" in said
    after = exported(record, tmp_path / "after")
    for kind, (field, *_) in KINDS.items():
        for row in rows(after, kind):
            if row["id"] in wanted:
                assert (row[field], row["review"]) == (wanted[row["id"]], "corrected")
    assert {row["target"] for row in listed(record, "kept") if row["action"] == "correct"} == set(wanted)
    assert all(row["by"] == "ana" and row["when"] and row["why"] == "read the page" for row in listed(record, "kept") if row["action"] == "correct")


def test_what_is_gone_is_listed_with_its_words_and_a_reason(story: tuple[Path, dict[str, str], str]) -> None:
    orphan, = listed(story[0], "orphaned")  # fmt: skip
    assert (orphan["action"], orphan["reason"]) == ("accept", "the finding is gone")
    assert orphan["evidence"]


def test_a_rejection_of_what_is_no_longer_found_is_agreed_to(story: tuple[Path, dict[str, str], str]) -> None:
    agreed, = listed(story[0], "agreed")  # fmt: skip
    assert (agreed["action"], agreed["reason"]) == ("reject", "it is no longer found")


def test_the_lists_print_as_tables_and_csv_and_a_correction_can_be_undone(story: tuple[Path, dict[str, str], str]) -> None:
    record = story[0]
    assert "accept" in run("review", "list", record, "--state", "orphaned")
    kept = list(csv.DictReader(io.StringIO(run("review", "list", record, "--state", "kept", "--format", "csv"))))
    assert len(kept) == 21
    last = next(row for row in kept if row["action"] == "correct")
    run("review", "undo", record, last["id"], "--by", "ben")
    assert last["id"] not in {row["id"] for row in listed(record, "kept")}
    assert json.loads(parley("show", record, last["target"], "--format", "json").stdout)[0]["finding"]["review"] == "none"
