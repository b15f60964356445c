"""read_inputs: paths in, documents and problems out."""

import gzip
import json
import os
from pathlib import Path

import pytest

from parley.model import Document, Problem
from parley.read import Limits, ReadOptions, lost, read_inputs
from parley.read.inputs import read_source
from parley.read.report import Meta, Source


def read(*paths: Path, **options: object) -> tuple[list[Document], list[Problem]]:
    found = list(read_inputs([str(path) for path in paths], ReadOptions(**options)))  # type: ignore[arg-type]
    return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Problem)]


def test_plain_text_is_kept_character_for_character(tmp_path: Path) -> None:
    text = "\n  Talks resumed.\r\n\r\nThe envoy left.  "
    (tmp_path / "a.txt").write_bytes(text.encode())
    docs, problems = read(tmp_path)
    assert [doc.text for doc in docs] == [text]
    assert docs[0].item == "a.txt"
    assert problems == []


def test_a_manifest_describes_the_files_beside_it_and_is_not_press(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks resumed on Monday, the ministry of Norra said.")
    (tmp_path / "manifest.csv").write_text(
        "file,outlet,published,url,title,authors,mood\na.txt,The Norra Post,2031-03-18,,Talks resume,Ana Reyl; Tom Orsk,glad\n"
    )
    docs, problems = read(tmp_path)
    assert len(docs) == 1
    doc = docs[0]
    assert (doc.outlet, doc.title, doc.authors) == ("The Norra Post", "Talks resume", ("Ana Reyl", "Tom Orsk"))
    assert (doc.published.edtf, doc.published.start, doc.published.end, doc.published.grain, doc.published.basis) == (
        "2031-03-18", "2031-03-18", "2031-03-19", "day", "given",
    )  # fmt: skip
    assert [row.code for row in problems] == ["unknown_column"]
    assert not any(map(lost, problems))


def test_a_manifest_counts_for_a_file_that_is_named_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks resumed.")
    (tmp_path / "manifest.csv").write_text("file,url\na.txt,https://post.example/a\n")
    docs, _ = read(tmp_path / "a.txt")
    assert docs[0].item == docs[0].url == "https://post.example/a"


def test_a_manifest_elsewhere_names_files_from_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text("Talks resumed.")
    (tmp_path / "list.csv").write_text("file,outlet\npress/a.txt,The Norra Post\npress/b.txt,Nobody\n")
    docs, problems = read(tmp_path / "press", manifest=str(tmp_path / "list.csv"))
    assert docs[0].outlet == "The Norra Post"
    assert [row.code for row in problems] == ["manifest_row"]


def test_options_fill_what_nothing_else_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks resumed.")
    (tmp_path / "b.txt").write_text("Talks ended.")
    (tmp_path / "manifest.csv").write_text("file,outlet\na.txt,The Norra Post\n")
    docs, _ = read(tmp_path, outlet="Sestria Daily", published="18 March 2031", negotiation="Vesk talks")
    assert [doc.outlet for doc in docs] == ["The Norra Post", "Sestria Daily"]
    assert {doc.published.edtf for doc in docs} == {"2031-03-18"}
    assert {doc.negotiation for doc in docs} == {"Vesk talks"}


def test_a_date_that_could_be_two_is_a_problem_and_not_a_guess(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks resumed.")
    docs, problems = read(tmp_path, published="03/04/2031")
    assert docs[0].published.edtf is None
    assert docs[0].published.basis == "unknown"
    assert docs[0].published.unresolved
    assert [row.code for row in problems] == ["bad_date"]


def test_json_lines_give_a_report_a_line_and_a_bad_line_costs_itself(tmp_path: Path) -> None:
    good = {
        "headline": "Talks resume",
        "body": "Talks resumed.",
        "source": "The Norra Post",
        "date": "2031-03-18T19:17:00+01:00",
        "url": "https://post.example/a",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(good) + "\n{oops\n\n" + json.dumps({"text": "Talks ended.", "id": "n7"}) + "\n" + json.dumps({"title": "x"}))
    docs, problems = read(tmp_path)
    assert [(doc.item, doc.text) for doc in docs] == [("https://post.example/a", "Talks resumed."), ("n7", "Talks ended.")]
    assert docs[0].published.start == "2031-03-18T19:17:00+01:00"
    assert [(row.code, row.source) for row in problems] == [("malformed", str(tmp_path / "a.jsonl")), ("missing_text", str(tmp_path / "a.jsonl"))]
    assert all(map(lost, problems))


def test_csv_columns_go_by_usual_names_or_by_the_names_that_are_given(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Datum;Blatt;Wortlaut\n2031-03-18;The Norra Post;"Talks resumed; the\nenvoy left."\n')
    docs, _ = read(tmp_path, columns={"text": "Wortlaut", "outlet": "Blatt", "published": "Datum"})
    assert [(doc.item, doc.outlet, doc.text, doc.published.edtf) for doc in docs] == [
        ("a.csv#1", "The Norra Post", "Talks resumed; the\nenvoy left.", "2031-03-18")
    ]
    docs, problems = read(tmp_path)
    assert docs == []
    assert [row.code for row in problems] == ["no_text_column"]


def test_hidden_files_are_left_out_and_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / ".a.txt").write_text("Hidden.")
    (tmp_path / "b.txt").write_text("Talks resumed.")
    (tmp_path / "sub").mkdir()
    os.symlink(tmp_path, tmp_path / "sub" / "up")
    docs, problems = read(tmp_path)
    assert [doc.item for doc in docs] == ["b.txt"]
    assert problems == []


def test_what_cannot_be_read_is_a_row_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" \n")
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (tmp_path / "c.txt").write_text("Talks resumed.")
    docs, problems = read(tmp_path, tmp_path / "nowhere")
    assert len(docs) == 1
    assert [row.code for row in problems] == ["empty", "unknown_format", "not_found"]
    assert all(row.stage == "read" and row.advice and row.source and lost(row) for row in problems)


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks resumed.")
    (tmp_path / "b.txt").write_text("Talks ended.")
    found = read_inputs([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], ReadOptions())
    next(found)
    (tmp_path / "b.txt").unlink()
    assert isinstance(next(found), Problem)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.json", "a.html"])
def test_a_report_of_a_hundred_megabytes_on_one_line_is_a_row(tmp_path: Path, name: str) -> None:
    with open(tmp_path / name, "wb") as stream:
        stream.write(b'text\n"' if name.endswith("csv") else b'{"text": "' if name.startswith("a.js") else b"")
        for _ in range(100):
            stream.write(b"word " * 200_000)
    docs, problems = read(tmp_path)
    assert docs == []
    assert [row.code for row in problems] == ["too_large"]


def test_a_report_longer_than_the_bound_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 30)
    docs, problems = read(tmp_path, limits=Limits(report_characters=100))
    assert docs == []
    assert [row.code for row in problems] == ["too_large"]


def test_a_file_that_breaks_its_reader_costs_that_file_alone(tmp_path: Path) -> None:
    whole = gzip.compress(b"Talks resumed.")
    for name, raw in (("a.gz", whole[:-9]), ("b.gz", whole)):
        (tmp_path / name).write_bytes(raw)
    found = [one for name in ("a.gz", "b.gz") for one in read_source(_stream(tmp_path / name), Meta(), ReadOptions())]
    broken, read_well = found
    assert isinstance(broken, Problem) and broken.code == "reader_failed" and lost(broken)
    assert broken.message.startswith("parley broke on the file: EOFError")
    assert isinstance(read_well, Document) and read_well.text == "Talks resumed."


def _stream(path: Path) -> Source:
    """Text in a stream of another's making, which ends with an exception that is no error of the system when it is cut."""
    return Source(str(path), "a.txt", -1, lambda: gzip.open(path))
