"""Exports: every file of the contract, stable to the byte, every span checked against documents.jsonl, nothing that a spreadsheet runs."""

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

import whole
from whole import exported, parley, rows

KINDS = [
    "documents", "actors", "statements", "events", "proposals", "stances", "conditions", "figures", "times", "mentions",
    "stories", "claims", "disputes", "positions", "blocked", "states", "agenda", "judgements", "problems",
]  # fmt: skip
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
NASTY = (
    "=HYPERLINK(“http://evil.example”)\n\n"
    "“=cmd|' /C calc'!A0,” Ana Reyl said on Monday. +Sestria said on Tuesday that talks would resume. @Norra said there would be none. -12 people died.\n"
)


def test_json_lines_hold_every_kind_of_the_contract_sorted_by_id(press_export: dict[str, bytes]) -> None:
    assert set(press_export) == {*(f"{kind}.jsonl" for kind in KINDS), "left_out.json"}
    for kind in KINDS:
        found = [row["id"] for row in rows(press_export, kind)]
        assert found == sorted(found)
        assert len(found) == len(set(found)), kind
    assert rows(press_export, "documents")


def test_every_span_is_the_text_of_its_document_there(press_export: dict[str, bytes]) -> None:
    assert sum(1 for kind in KINDS for row in rows(press_export, kind) for _ in whole.spans(row)) > 1000
    assert whole.unverified(press_export) == []


def test_every_finding_has_evidence_and_says_what_found_it(press_export: dict[str, bytes]) -> None:
    for kind in ("statements", "events", "proposals", "stances", "conditions", "figures"):
        for row in rows(press_export, kind):
            assert row["evidence"], row["id"]
            assert row["by"]["step"] and row["by"]["rule"]
            assert row["finding"] == kind.removesuffix("s")


def test_every_actor_that_a_finding_names_is_among_the_actors(press_export: dict[str, bytes]) -> None:
    known = {row["id"] for row in rows(press_export, "actors")}

    def named(value: object) -> set[str]:
        if isinstance(value, dict):
            here = {str(value["id"])} if {"id", "name"} <= value.keys() and value["id"] and value.keys() <= {"id", "name", "span"} else set()
            return here.union(*(named(v) for v in value.values()))
        return set().union(*(named(v) for v in value)) if isinstance(value, list) else set()

    for kind in ("statements", "events", "proposals", "stances", "conditions", "figures", "positions", "blocked", "states", "agenda", "claims", "stories"):
        for row in rows(press_export, kind):
            assert named({k: v for k, v in row.items() if k != "id"}) <= known, row["id"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx"])
def test_the_same_record_gives_the_same_bytes(press: Path, tmp_path: Path, form: str) -> None:
    one = exported(press, tmp_path / "one", form)
    parley("export", press, "--format", form, "--out", tmp_path / "two", env={"PYTHONHASHSEED": "99", "TZ": "Pacific/Auckland", "LC_ALL": "C"})
    assert one and whole.files(tmp_path / "two") == one


def test_a_workbook_has_the_bytes_of_another_day(press: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(press, tmp_path / "one", "xlsx")["record.xlsx"])) as book:
        assert {info.date_time[0] for info in book.infolist()} == {1980}


def test_csv_has_a_table_for_every_kind_with_the_rows_of_the_json_lines(press: Path, press_export: dict[str, bytes], tmp_path: Path) -> None:
    found = exported(press, tmp_path, "csv")
    assert set(found) == {*(f"{kind}.csv" for kind in KINDS), "left_out.json"}
    for kind in KINDS:
        table = list(csv.DictReader(io.StringIO(found[f"{kind}.csv"].decode("utf-8"), newline="")))
        assert [row["id"] for row in table] == [row["id"] for row in rows(press_export, kind)]
    texts = {doc["id"]: doc["text"] for doc in rows(press_export, "documents")}
    for row in csv.DictReader(io.StringIO(found["statements.csv"].decode("utf-8"), newline="")):
        assert row["evidence"].lstrip("'").split(" | ")[0] in texts[row["document"]]


def test_a_workbook_has_a_sheet_for_every_kind_with_the_rows_of_the_json_lines(press: Path, press_export: dict[str, bytes], tmp_path: Path) -> None:
    exported(press, tmp_path, "xlsx")
    book = openpyxl.load_workbook(tmp_path / "record.xlsx", read_only=True)
    assert book.sheetnames == KINDS
    for kind in KINDS:
        assert [row[0] for row in book[kind].iter_rows(min_row=2, max_col=1, values_only=True) if row[0]] == [row["id"] for row in rows(press_export, kind)]


def test_no_cell_of_a_table_runs_as_a_formula(tmp_path: Path) -> None:
    (tmp_path / "=a.txt").write_text(NASTY)
    parley("read", tmp_path / "=a.txt", "--outlet", "=1+1", "--published", "2031-03-05", "--record", tmp_path / "t.db")
    for name, data in exported(tmp_path / "t.db", tmp_path / "csv", "csv").items():
        assert name.endswith((".csv", ".json"))
        for row in csv.reader(io.StringIO(data.decode("utf-8") if name.endswith(".csv") else "", newline="")):
            for cell in row:
                assert not cell.startswith(FORMULAS) or cell.lstrip("-").replace(".", "", 1).isdigit(), cell
    exported(tmp_path / "t.db", tmp_path / "xlsx", "xlsx")
    seen = 0
    for sheet in openpyxl.load_workbook(tmp_path / "xlsx" / "record.xlsx"):
        for row in sheet.iter_rows():
            for cell in row:
                seen += isinstance(cell.value, str) and cell.value.startswith("=")
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
    assert seen, "the text itself is kept as it is"
    for view in ("statements", "sources"):
        for row in csv.reader(io.StringIO(parley(view, tmp_path / "t.db", "--format", "csv").stdout)):
            assert not any(cell.startswith(FORMULAS) and len(cell) > 1 for cell in row), row


def test_an_export_can_be_kept_to_one_negotiation(tmp_path: Path) -> None:
    for name in ("vesk", "orm"):
        (tmp_path / f"{name}.txt").write_text(
            f"Talks in {name.title()} will resume on Monday, the envoy Ana Reyl said. At least 12 people died in {name.title()}."
        )
        parley("read", tmp_path / f"{name}.txt", "--negotiation", name, "--published", "2031-03-05", "--record", tmp_path / "t.db")
    found = exported(tmp_path / "t.db", tmp_path / "out", "jsonl", "--negotiation", "vesk")
    assert [doc["item"] for doc in rows(found, "documents")] == ["vesk.txt"]
    assert all(b"Orm" not in data and b"orm.txt" not in data for data in found.values())


def test_an_export_as_of_a_day_holds_what_was_known_then(press: Path, tmp_path: Path) -> None:
    found = exported(press, tmp_path, "jsonl", "--as-of", "2031-03-08")
    assert {str(doc["published"]["start"])[:10] <= "2031-03-08" for doc in rows(found, "documents")} == {True}
    assert whole.unverified(found) == []


def test_private_notes_stay_out_unless_asked_for_and_the_export_says_so(tmp_path: Path) -> None:
    from parley.model import Judgement
    from parley.record import open_record

    (tmp_path / "a.txt").write_text("Talks will resume on Monday, the envoy Ana Reyl said.")
    parley("read", tmp_path / "a.txt", "--published", "2031-03-05", "--record", tmp_path / "t.db")
    with open_record(str(tmp_path / "t.db")) as record:
        stmt = next(iter(record.findings("statement")))
        record.judge(Judgement(id="", by="tom", when="", action="note", on="finding", target=stmt.id, why="between us: zebra", private=True))
        record.judge(Judgement(id="", by="tom", when="", action="note", on="finding", target=stmt.id, why="for all: walrus"))
    done = parley("export", tmp_path / "t.db", "--out", tmp_path / "out")
    assert "left out: 1 private note" in done.stdout
    assert json.loads((tmp_path / "out" / "left_out.json").read_text()) == {"format": "jsonl", "left_out": {"private_notes": 1}}
    found = b"".join(whole.files(tmp_path / "out").values())
    assert b"zebra" not in found and b"walrus" in found
    assert b"zebra" in b"".join(exported(tmp_path / "t.db", tmp_path / "all", "jsonl", "--with-notes").values())
    parley("brief", tmp_path / "t.db", "--out", tmp_path / "d.html")
    assert "zebra" not in (tmp_path / "d.html").read_text()


def test_an_unknown_format_says_which_there_are(press: Path, tmp_path: Path) -> None:
    done = parley("export", press, "--format", "pdf", "--out", tmp_path, check=False)
    assert done.returncode == 2
    assert "jsonl" in done.stderr


def test_lines_are_plain_json_that_any_tool_reads(press_export: dict[str, bytes]) -> None:
    for name, data in press_export.items():
        if name == "left_out.json":
            continue
        assert data == b"" or data.endswith(b"\n")
        for line in data.decode("utf-8").split("\n")[:-1]:
            assert json.loads(line)


def test_notes_are_listed_for_the_analyst_and_enter_a_dossier_only_when_asked_for(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    (tmp_path / "a.txt").write_text("Talks will resume on Monday, the envoy Ana Reyl said.")
    (tmp_path / "p.toml").write_text('[negotiation]\nid = "vesk"\nname = "Vesk talks"\ncues = ["Talks"]\n')
    parley("read", tmp_path / "a.txt", "--parties", tmp_path / "p.toml", "--negotiation", "vesk", "--published", "2031-03-05", "--record", record)
    stmt, *_ = rows(exported(record, tmp_path / "one"), "statements")
    parley("review", "note", record, stmt["id"], "between us: zebra", "--by", "tom")
    parley("review", "note", record, stmt["id"], "for all: walrus", "--public", "--by", "ana")
    listed = json.loads(parley("notes", record, "--format", "json").stdout)
    assert [(row["by"], row["note"], row["private"]) for row in listed] == [("tom", "between us: zebra", True), ("ana", "for all: walrus", False)]
    assert all("Ana Reyl said" in row["what"] for row in listed)
    assert "walrus" not in parley("notes", record, "--by", "tom").stdout
    for form in ("csv", "webannotation", "csl"):
        assert b"zebra" not in b"".join(exported(record, tmp_path / form, form).values())
        assert json.loads((tmp_path / form / "left_out.json").read_text())["left_out"] == {"private_notes": 1, "report_texts": 1}
    parley("brief", record, "--out", tmp_path / "shared.html")
    parley("brief", record, "--out", tmp_path / "own.html", "--with-notes")
    shared, own = (tmp_path / "shared.html").read_text(), (tmp_path / "own.html").read_text()
    assert "zebra" not in shared and "walrus" in shared and "1 private notes" in shared
    assert "zebra" in own and "walrus" in own and "private notes" not in own
    assert "<title>Vesk talks</title>" in shared, "the name of the negotiation is the title"


def test_what_was_rejected_is_counted_among_what_is_left_out(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    (tmp_path / "a.txt").write_text("Talks will resume on Monday, the envoy Ana Reyl said.")
    parley("read", tmp_path / "a.txt", "--published", "2031-03-05", "--record", record)
    stmt = rows(exported(record, tmp_path / "one"), "statements")[0]
    parley("review", "reject", record, stmt["id"], "--by", "tom")
    found = exported(record, tmp_path / "two")
    assert stmt["id"] not in {row["id"] for row in rows(found, "statements")}
    assert json.loads(found["left_out.json"])["left_out"] == {"rejected_findings": 1}
