"""set, forget, merge: metadata without a change of ids, a report gone for good, two records as one."""

import json
from pathlib import Path

import whole
from whole import PRESS, exported, parley, read_press, rows

SECRET = "Quillonby"  # a word that stands in one report alone
STORY = (
    f"Talks in {SECRET} will resume on Monday, the envoy Ana Reyl said on Friday. “We are ready,” {SECRET}’s mayor, Tom Orsk, said. At least 12 people died.\n"
)


def ids(found: dict[str, bytes]) -> dict[str, list[str]]:
    return {name: [row["id"] for row in rows(found, name.removesuffix(".jsonl"))] for name in found if name.endswith(".jsonl")}


def test_set_changes_metadata_and_no_id_and_keeps_the_old_value(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    read_press(record, whole.few())
    before = exported(record, tmp_path / "one")
    doc = next(d for d in rows(before, "documents") if d["outlet"] == "The Sennholm Courier")
    shown = parley("set", record, doc["id"], "--outlet", "The Courier", "--title", "A plan", "--by", "tom", "--why", "masthead").stdout
    assert "outlet: The Sennholm Courier → The Courier" in shown
    after = exported(record, tmp_path / "two")
    kept, now = ids(before), ids(after)
    assert {name: now[name] for name in kept if name != "judgements.jsonl"} == {name: kept[name] for name in kept if name != "judgements.jsonl"}
    changed = next(d for d in rows(after, "documents") if d["id"] == doc["id"])
    assert (changed["outlet"], changed["title"], changed["text"]) == ("The Courier", "A plan", doc["text"])
    made = [j for j in rows(after, "judgements") if j["field"] == "outlet"]
    assert [(j["old"], j["new"], j["by"], j["why"]) for j in made] == [("The Sennholm Courier", "The Courier", "tom", "masthead")]


def test_a_corrected_day_moves_the_times_of_its_report_at_the_next_reading_and_no_id(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    (tmp_path / "a.txt").write_text(STORY)
    parley("read", tmp_path / "a.txt", "--published", "2031-03-08", "--record", record)
    before = exported(record, tmp_path / "one")
    parley("set", record, "a.txt", "--published", "2031-03-15")
    assert "1 read anew" in parley("reread", record).stdout
    after = exported(record, tmp_path / "two")
    assert [t["edtf"] for t in rows(before, "times")] != [t["edtf"] for t in rows(after, "times")]
    assert "2031-03-17" in {t["edtf"] for t in rows(after, "times")}
    assert ids(after)["statements.jsonl"] == ids(before)["statements.jsonl"]
    assert "0 read anew" in parley("reread", record).stdout


def test_a_correction_survives_reading_the_same_report_again(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    read_press(record, whole.few()[:1])
    doc = json.loads(parley("sources", record, "--format", "json").stdout)[0]["id"]
    parley("set", record, doc, "--outlet", "The Courier")
    assert "1 known already" in read_press(record, whole.few()[:1]).stdout
    assert json.loads(parley("sources", record, "--format", "json").stdout)[0]["outlet"] == "The Courier"


def test_set_without_a_value_or_with_an_unknown_document_is_a_fault_of_the_caller(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    (tmp_path / "a.txt").write_text(STORY)
    parley("read", tmp_path / "a.txt", "--record", record)
    assert parley("set", record, "a.txt", check=False).returncode == 2
    assert parley("set", record, "b.txt", "--outlet", "X", check=False).returncode == 2
    assert parley("set", record, "a.txt", "--published", "sometime", check=False).returncode == 2


def test_a_report_that_was_added_and_forgotten_leaves_the_record_as_it_was_without_it(tmp_path: Path) -> None:
    without, record = tmp_path / "without.db", tmp_path / "with.db"
    read_press(without, whole.few())
    (tmp_path / "secret.txt").write_text(STORY)
    read_press(record, [*whole.few()[:2], tmp_path / "secret.txt", *whole.few()[2:]])
    assert SECRET.encode() in record.read_bytes()
    assert SECRET in parley("search", record, SECRET).stdout
    parley("forget", record, "secret.txt")
    assert exported(record, tmp_path / "one") == exported(without, tmp_path / "two")
    assert "nothing on the record" in parley("search", record, SECRET).stdout


def test_a_copy_that_was_added_and_forgotten_leaves_the_record_as_it_was_without_it(tmp_path: Path) -> None:
    without, record = tmp_path / "without.db", tmp_path / "with.db"
    agency = [PRESS / "04_arms_freeze.txt", PRESS / "05_velmara_ready.txt", PRESS / "06_price_of_truce.txt"]
    read_press(without, [agency[0], agency[2]])
    read_press(record, agency)
    item = next(r["item"] for r in json.loads(parley("sources", record, "--format", "json").stdout) if r["outlet"] == "The Leven Examiner")
    parley("forget", record, item)
    assert exported(record, tmp_path / "one") == exported(without, tmp_path / "two")


def test_no_word_of_a_forgotten_report_is_left_in_any_file_of_the_record(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    folder.mkdir()
    record = folder / "t.db"
    (tmp_path / f"{SECRET}.txt").write_text(STORY)
    read_press(record, [tmp_path / f"{SECRET}.txt", whole.few()[0]])
    for words in (("timeline",), ("statements",), ("actors",), ("search", SECRET)):
        parley(words[0], record, *words[1:])
    parley("set", record, f"{SECRET}.txt", "--title", f"News from {SECRET}", "--by", SECRET, "--why", SECRET)
    parley("forget", record, f"{SECRET}.txt")
    for path in folder.iterdir():
        data = path.read_bytes().lower()
        for word in (SECRET, SECRET[2:7], "Ana Reyl", "Tom Orsk"):
            assert word.lower().encode() not in data, f"{word} in {path.name}"


def test_what_was_forgotten_can_be_read_again(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    (tmp_path / "a.txt").write_text(STORY)
    read_press(record, [tmp_path / "a.txt"])
    before = exported(record, tmp_path / "one")
    parley("forget", record, "a.txt")
    assert parley("forget", record, "a.txt", check=False).returncode == 2
    assert "1 read" in read_press(record, [tmp_path / "a.txt"]).stdout
    assert exported(record, tmp_path / "two") == before


def test_merging_two_records_gives_the_bytes_of_reading_all_together(tmp_path: Path, press_export: dict[str, bytes]) -> None:
    names = [path for path in sorted(PRESS.iterdir()) if path.name != "manifest.csv"]
    read_press(tmp_path / "a.db", names[:14])
    read_press(tmp_path / "b.db", names[12:])
    assert "32 reports" in parley("merge", tmp_path / "ab.db", tmp_path / "a.db", tmp_path / "b.db").stdout
    parley("merge", tmp_path / "b.db", tmp_path / "a.db")
    parley("merge", tmp_path / "b.db", tmp_path / "a.db")
    assert exported(tmp_path / "ab.db", tmp_path / "one") == press_export
    assert exported(tmp_path / "b.db", tmp_path / "two") == press_export
