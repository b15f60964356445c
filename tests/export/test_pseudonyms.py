"""Pseudonyms: no real name in any file of an export, and every span still equals its text."""

import re
import zipfile
from pathlib import Path

import pytest

import whole
from whole import exported, parley, rows

PEOPLE = {
    "Ilvan Drosk": "Person A", "Senna Drosk": "Person B", "Ravin Tashkel": "Person C", "Corin Vass": "Person D", "Maret Oshin": "Person E",
    "Warren Stroud": "Person F", "Eliza Corrun": "Person G",
}  # fmt: skip
SURNAMES = ["Drosk", "Tashkel", "Tashkell", "Taschkel", "Vass", "Oshin", "Oschin", "Stroud", "Corrun"]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("names") / "names.csv"
    path.write_text("name,pseudonym\n" + "".join(f"{name},{other}\n" for name, other in PEOPLE.items()), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "webannotation", "csl", "ics", "plover", "docx"])
def test_no_real_name_is_in_any_file(press: Path, names: Path, tmp_path: Path, form: str) -> None:
    for name, data in exported(press, tmp_path, form, "--pseudonyms", names).items():
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(tmp_path / name) as book:
                data = b"\n".join(book.read(part) for part in book.namelist() if part.endswith(".xml"))
        text = data.decode("utf-8")
        for word in (*PEOPLE, *SURNAMES):
            found = re.search(r"(?<![A-Za-z])" + r"\W+".join(word.split()) + r"(?![A-Za-z])", text, re.IGNORECASE)
            assert not found, f"{name}: {text[max(0, found.start() - 80) : found.end() + 40]}"


def test_every_span_still_equals_its_text(press: Path, names: Path, tmp_path: Path) -> None:
    found = exported(press, tmp_path, "jsonl", "--pseudonyms", names)
    assert whole.unverified(found) == []
    assert any("Person C" in doc["text"] for doc in rows(found, "documents"))
    for doc in rows(found, "documents"):
        for block in doc["blocks"]:
            assert 0 <= block["start"] <= block["end"] <= len(doc["text"])


def test_ids_and_counts_stay(press: Path, press_export: dict[str, bytes], names: Path, tmp_path: Path) -> None:
    found = exported(press, tmp_path, "jsonl", "--pseudonyms", names)
    for kind in ("documents", "statements", "events", "conditions"):
        assert [row["id"] for row in rows(found, kind)] == [row["id"] for row in rows(press_export, kind)]


def test_a_name_that_a_line_break_cuts_is_replaced_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Talks will resume on Monday, the envoy Ana\nReyl said. “We are ready,” Reyl’s office said; ANA REYL left. Ana  Reyl stayed."
    )
    (tmp_path / "names.csv").write_text("Ana Reyl,Person X\n")
    parley("read", tmp_path / "a.txt", "--record", tmp_path / "t.db")
    found = exported(tmp_path / "t.db", tmp_path / "out", "jsonl", "--pseudonyms", tmp_path / "names.csv")
    assert not re.search(rb"reyl", b"".join(found.values()), re.IGNORECASE)
    assert whole.unverified(found) == []


def test_a_file_that_is_none_says_which_row_is_off(press: Path, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("Ana Reyl\n")
    done = parley("export", press, "--out", tmp_path / "out", "--pseudonyms", tmp_path / "names.csv", check=False)
    assert done.returncode == 2
    assert "row 1" in done.stderr
    assert parley("export", press, "--out", tmp_path / "out", "--pseudonyms", tmp_path / "none.csv", check=False).returncode == 2
