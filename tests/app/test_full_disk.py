"""A disk that is full ends a command with one line that says so, leaves the record sound, and costs nothing but that run.

`read` with one process is in tests/engine/test_stopping.py.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import whole

SIZE = 24_000  # kilobytes


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}k", "tmpfs", str(folder)], check=False, capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, left: int) -> None:
    """Fills the disk but for so many kilobytes."""
    (disk / "filled").write_bytes(bytes(shutil.disk_usage(disk).free - left * 1024))


def ends_with_one_line(words: tuple[object, ...], said: str) -> None:
    done = whole.parley(*words, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("parley: ") and said in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


def documents(record: Path) -> int:
    with sqlite3.connect(record) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        return int(connection.execute("select count(*) from documents").fetchone()[0])


@pytest.fixture
def record(disk: Path, press: Path) -> Path:
    shutil.copy(press, disk / "t.db")
    return disk / "t.db"


def test_a_report_that_cannot_be_forgotten_for_want_of_room_is_forgotten_when_there_is_some(disk: Path, record: Path) -> None:
    had = documents(record)
    first = whole.rows(whole.exported(record, disk.parent / "out"), "documents")[0]
    fill(disk, 60)
    ends_with_one_line(("forget", record, first["id"]), "cannot be written")
    assert documents(record) == had
    (disk / "filled").unlink()
    whole.parley("forget", record, first["id"])
    assert documents(record) == had - 1


def test_a_report_is_out_of_the_record_where_there_is_no_room_to_write_the_file_anew(disk: Path, record: Path) -> None:
    had = documents(record)
    first = whole.rows(whole.exported(record, disk.parent / "out"), "documents")[0]
    fill(disk, 2_400)
    ends_with_one_line(("forget", record, first["id"]), "what was taken out is gone")
    assert documents(record) == had - 1
    assert first["text"][:60].encode() not in record.read_bytes()


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "parquet", "docx"])
def test_an_export_without_room_says_so_and_is_whole_when_there_is_some(disk: Path, press: Path, form: str) -> None:
    fill(disk, 8)
    ends_with_one_line(("export", press, "--format", form, "--out", disk / "out"), "could not be finished")
    (disk / "filled").unlink()
    assert whole.exported(press, disk / "out", form) == whole.exported(press, disk.parent / "out", form)


def test_a_read_whose_work_folder_has_no_room_says_so_and_goes_on_when_it_has(disk: Path, tmp_path: Path, press_export: dict[str, bytes]) -> None:
    words = ("read", whole.PRESS, "--parties", whole.PARTIES, "--record", tmp_path / "t.db", "--engine", "processes", "--workers", 1, "--work", disk / "work")
    fill(disk, 40)
    ends_with_one_line((*words, "--quiet"), "make room")
    (disk / "filled").unlink()
    whole.parley(*words)
    assert whole.exported(tmp_path / "t.db", tmp_path / "out") == press_export
