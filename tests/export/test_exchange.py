"""Formats of other fields: what a calendar, a bibliography, an event data set, an annotation tool and a word processor read is what the record holds."""

import json
import re
import subprocess
import sys
from pathlib import Path

import docx
import icalendar
import pyarrow.parquet as pq
import pytest

from parley.export import CITED, Content
from parley.export.citation import citation
from parley.export.quoting import shown
from parley.record import open_record
from whole import environment, exported, files, parley, rows

FORMS = ("parquet", "plover", "webannotation", "ics", "csl", "bibtex", "ris", "docx")
ALL = "import sys, parley; r = parley.open(sys.argv[1]); [parley.write_export(r, f'{sys.argv[2]}/{form}', form) for form in sys.argv[3:]]"


@pytest.fixture(scope="module")
def out(press: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample press in all these formats, each in a folder of its name."""
    folder = tmp_path_factory.mktemp("exchange")
    subprocess.run([sys.executable, "-c", ALL, press, folder, *FORMS], check=True, env=environment())
    return folder


def test_the_same_record_gives_the_same_bytes_in_every_format(press: Path, out: Path, tmp_path: Path) -> None:
    there = environment(PYTHONHASHSEED="99", TZ="Pacific/Auckland", LC_ALL="C")
    subprocess.run([sys.executable, "-c", ALL, press, tmp_path, *reversed(FORMS)], check=True, env=there)
    for form in FORMS:
        assert files(tmp_path / form) == files(out / form), form
        assert json.loads((out / form / "left_out.json").read_text())["left_out"]["report_texts"] == 32


def texts(press_export: dict[str, bytes]) -> dict[str, str]:
    return {doc["id"]: doc["text"] for doc in rows(press_export, "documents")}


def test_parquet_has_the_rows_of_the_json_lines_and_types_that_do_not_depend_on_them(out: Path, press_export: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing was said.")
    parley("read", tmp_path / "a.txt", "--record", tmp_path / "empty.db")
    exported(tmp_path / "empty.db", tmp_path / "none", "parquet")
    for path in sorted((out / "parquet").glob("*.parquet")):
        table = pq.read_table(path)
        assert table.column("id").to_pylist() == [row["id"] for row in rows(press_export, path.stem)]
        assert pq.read_schema(tmp_path / "none" / path.name).equals(table.schema), path.name
    statements = pq.read_table(out / "parquet" / "statements.parquet").to_pylist()
    known = texts(press_export)
    assert all(row["evidence"].split(" | ")[0] in known[row["document"]][row["start"] : row["end"]] for row in statements)


def test_parquet_without_its_package_says_what_to_install(press: Path, tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError('not here')")
    source = Path(__file__).parents[2] / "src"
    done = parley("export", press, "--format", "parquet", "--out", tmp_path / "out", check=False, env={"PYTHONPATH": f"{tmp_path}:{source}"})
    assert done.returncode == 2
    assert "parley[parquet]" in done.stderr and "Traceback" not in done.stderr


def test_plover_events_have_a_type_of_plover_and_their_sentence(out: Path, press_export: dict[str, bytes]) -> None:
    found = [json.loads(line) for line in (out / "plover" / "plover.jsonl").read_text("utf-8").split("\n")[:-1]]
    events = {row["id"]: row for row in rows(press_export, "events")}
    known = texts(press_export)
    assert [event["id"] for event in found] == [id for id in sorted(events) if events[id]["plover"]]
    for event in found:
        assert event["type"].isupper() and {"actor", "recipient", "mode", "date", "context"} <= event.keys()
        assert event["date"] == (events[event["id"]]["time"] or {}).get("edtf"), "a date that the text does not give is null, never the report's"
        assert event["text"].split(" … ")[0].split()[0] in known[event["document"]][event["start"] : event["end"]]
    assert any(event["actor"] and event["recipient"] for event in found)


def test_annotations_point_at_their_words_by_quotation_and_by_position(out: Path, press_export: dict[str, bytes]) -> None:
    page = json.loads((out / "webannotation" / "annotations.jsonld").read_text("utf-8"))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    kinds = ("statements", "events", "proposals", "stances", "conditions", "figures")
    assert len(page["items"]) == sum(len(rows(press_export, kind)) for kind in kinds)
    known = texts(press_export)
    for item in page["items"]:
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            quote, place = target["selector"]
            text = known[target["source"]["id"].rpartition(":")[2]]
            assert (quote["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert text[: place["start"]].endswith(quote["prefix"]) and text[place["end"] :].startswith(quote["suffix"])
            assert len(quote["prefix"]) <= 32 and len(quote["suffix"]) <= 32


def test_a_calendar_holds_every_plan_with_a_time_and_counts_the_others(out: Path, press_export: dict[str, bytes]) -> None:
    found = files(out / "ics")
    events = {str(event["uid"]): event for event in icalendar.Calendar.from_ical(found["agenda.ics"]).walk("VEVENT")}
    plans = rows(press_export, "agenda")
    dated = [plan for plan in plans if plan["time"] and plan["time"]["start"]]
    assert set(events) == {f"{plan['id']}@parley" for plan in dated} and dated
    for plan in dated:
        event = events[f"{plan['id']}@parley"]
        assert event["dtstart"].dt.isoformat()[:10] == plan["time"]["start"][:10] or event["dtstart"].dt.tzinfo
        assert (str(event["status"]) == "CANCELLED") == (plan["became"] in ("moved", "fell_through")), "what did not take place is not printed as if it had"
        assert " ".join(plan["evidence"][0]["text"].split()) in event["description"]
    assert json.loads(found["left_out.json"])["left_out"].get("plans_without_a_time", 0) == len(plans) - len(dated)


@pytest.mark.parametrize(
    ("form", "content", "insertions", "words"),
    [
        ("direct", "“We are ready,”", [], "“We are ready,”"),
        ("direct", "we are ready", [], "“we are ready”"),
        ("direct", "“It is a door.", [], "“It is a door.”"),
        ("direct", '"It is a door.', [], '"It is a door."'),
        ("indirect", "they were ready", [], "they were ready"),
        ("mixed", "they were “ready”", [], "they were “ready”"),
        ("direct", "“We signed [the deal].”", ["[the deal]"], "“We signed [the deal].”"),
        ("direct", "“We signed (the deal).”", ["(the deal)"], "“We signed [the deal].”"),
        ("direct", "“We signed the deal.”", ["the deal"], "“We signed [the deal].”"),
    ],
)
def test_a_paraphrase_has_no_quotation_marks_and_an_insertion_stands_in_brackets(form: str, content: str, insertions: list[str], words: str) -> None:
    spans = [{"start": 7 + content.index(inserted), "end": 7 + content.index(inserted) + len(inserted), "text": inserted} for inserted in insertions]
    assert shown({"form": form, "content": [{"start": 7, "end": 7 + len(content), "text": content}], "insertions": spans}) == words


def test_bibliographies_name_every_report_with_its_hash_and_offsets(out: Path, press_export: dict[str, bytes]) -> None:
    items = json.loads((out / "csl" / "citations.json").read_text("utf-8"))
    bib = (out / "bibtex" / "citations.bib").read_text("utf-8")
    ris = (out / "ris" / "citations.ris").read_bytes().decode()
    known = {doc["id"]: doc for doc in rows(press_export, "documents")}
    assert (
        {item["id"] for item in items}
        == set(known)
        == set(re.findall(r"@article\{parley-(\w+),", bib))
        == set(re.findall(r"^ID  - parley-(\w+)\r$", ris, re.M))
    )
    for item in items:
        assert item["custom"]["sha256"] == known[item["id"]]["sha256"] and item["custom"]["sha256"] in item["note"]
        assert item["custom"]["sha256"] in bib and item["custom"]["sha256"] in ris
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in ris.split("\r\n") if line)
    assert ris.count("TY  - NEWS") == ris.count("ER  - ") == len(known)
    for entry in bib.split("\n@"):
        plain = re.sub(r"\\[{}]", "", entry)
        assert plain.count("{") == plain.count("}")
    statements = {row["id"]: row for row in rows(press_export, "statements")}
    for cited in (cited for item in items for cited in item["custom"]["cited"]):
        stmt = statements[cited["id"]]
        assert cited["places"] == [[span["start"], span["end"]] for span in stmt["content"]]
        assert cited["how"] == {"direct": "quotation", "indirect": "paraphrase"}.get(stmt["form"], "part quotation")
        own = " ".join(span["text"] for span in stmt["content"])
        if stmt["form"] == "indirect":
            assert set(re.findall('[“”"]', cited["words"])) <= set(re.findall('[“”"]', own))


def test_one_finding_is_cited_as_text_bibtex_ris_and_csl(press: Path, press_export: dict[str, bytes]) -> None:
    stmt = next(row for row in rows(press_export, "statements") if row["form"] == "direct" and row["source"]["actor"])
    doc = next(doc for doc in rows(press_export, "documents") if doc["id"] == stmt["document"])
    for form in ("text", "bibtex", "ris", "csl"):
        with open_record(str(press)) as record:
            told = CITED[form]([citation(Content(record), stmt["id"])])
        assert doc["sha256"] in told and str(stmt["content"][0]["start"]) in told and doc["outlet"] in told, form
    assert parley("cite", press, stmt["id"]).stdout.startswith(f"{stmt['source']['actor']['name']}, quotation: ")
    condition = rows(press_export, "conditions")[0]
    assert parley("cite", press, condition["id"]).stdout.startswith("the report, condition: ")
    assert parley("cite", press, "nothing", check=False).returncode == 2
    assert parley("cite", press, stmt["id"], "--format", "mla", check=False).returncode == 2


def test_every_row_of_the_word_documents_carries_its_sentence_and_source(out: Path, press_export: dict[str, bytes]) -> None:
    known = {doc["id"]: " ".join(doc["text"].split()) for doc in rows(press_export, "documents")}
    timeline = docx.Document(str(out / "docx" / "timeline.docx"))
    kept = [event for event in rows(press_export, "events") if event["status"] != "historical"]
    brief = docx.Document(str(out / "docx" / "brief.docx"))
    assert [p.text for p in brief.paragraphs if p.style.name == "Heading 1"][:4] == ["Positions", "Blocked", "Conditions", "Proposals"]
    assert len(timeline.tables[0].rows) == len(kept) + 1
    for table in (*timeline.tables, *brief.tables[:-1]):
        for row in list(table.rows)[1:]:
            told = row.cells[-1].text
            for line in told.split("\n") if told != "no statement found" else ():
                said, _, place = line.rpartition(" — ")
                id = re.search(r"report (\w{16}), characters \d+–\d+$", place)
                assert id is not None and said in known[id[1]], line
    whole = {doc["text"] for doc in rows(press_export, "documents")}
    assert not any(text in "\n".join(p.text for p in brief.paragraphs) for text in whole)
