"""A run that is cut short at any moment and run again gives what a run gives that was not cut; neither order nor hash seed nor database matters."""

import random
import resource
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import whole

SEED = random.SystemRandom().randrange(10**6)  # named in the message of a failure


def written(record: Path) -> int:
    """How many reports are in the record at this moment, as another process sees it."""
    try:
        with sqlite3.connect(f"file:{record}?mode=ro", uri=True, timeout=5) as connection:
            return int(connection.execute("select count(*) from documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def start(record: Path) -> "subprocess.Popen[bytes]":
    words = whole.command("read", whole.PRESS, "--parties", whole.PARTIES, "--record", record)
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=whole.environment())


def cut(record: Path, sign: signal.Signals, *, after: int, wait: float) -> "subprocess.Popen[bytes]":
    """Starts a read, and stops it by a signal a little after so many more reports were written, or when it ended before."""
    had = written(record)
    process = start(record)
    while process.poll() is None and written(record) < had + after:
        time.sleep(0.005)
    time.sleep(wait)
    if process.poll() is None:
        process.send_signal(sign)
    process.communicate(timeout=60)
    return process


def same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert found.keys() == expected.keys()
    different = [name for name in expected if found[name] != expected[name]]
    assert not different, f"{different} differ (seed {SEED})"


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_cut_at_random_moments_and_run_again_gives_the_same_bytes(sign: signal.Signals, tmp_path: Path, press_export: dict[str, bytes]) -> None:
    chance = random.Random(SEED)
    record = tmp_path / "t.db"
    cuts = 0
    for after in (0, chance.randint(1, 6), chance.randint(4, 12)):
        process = cut(record, sign, after=after, wait=chance.random() * 0.4)
        cuts += process.returncode != 0
    assert cuts >= 2, "the run was over before it was cut"
    done = whole.read_press(record)
    assert "0 could not be read" in done.stdout
    same(whole.exported(record, tmp_path / "out"), press_export)


def test_a_run_that_was_killed_when_all_was_read_but_nothing_joined_gives_the_same_bytes(tmp_path: Path, press_export: dict[str, bytes]) -> None:
    record = tmp_path / "t.db"
    cut(record, signal.SIGKILL, after=len(whole.rows(press_export, "documents")), wait=0)
    same(whole.exported(record, tmp_path / "out"), press_export)


def test_ctrl_c_says_how_to_go_on_and_ends_with_130(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    process = start(record)
    while process.poll() is None and written(record) < 2:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"run the same command again" in err
    assert b"Traceback" not in err


def test_a_full_disk_ends_with_a_clear_line_and_a_sound_record_that_goes_on(tmp_path: Path, press_export: dict[str, bytes]) -> None:
    record = tmp_path / "t.db"
    bound = 4000 * 1024  # bytes that a file may have, in place of a disk that is full
    process = subprocess.run(
        whole.command("read", whole.PRESS, "--parties", whole.PARTIES, "--record", record),
        env=whole.environment(),
        capture_output=True,
        timeout=200,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bound, bound)),
    )
    assert process.returncode == 2
    assert process.stderr.startswith(f"parley: {record} cannot be written (".encode())
    assert process.stderr.count(b"\n") == 1
    assert 0 < written(record) < len(list(whole.PRESS.iterdir()))
    with sqlite3.connect(record) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
    whole.read_press(record)
    same(whole.exported(record, tmp_path / "out"), press_export)


def test_another_order_of_reading_gives_the_same_bytes(tmp_path: Path, press_export: dict[str, bytes]) -> None:
    names = [path for path in sorted(whole.PRESS.iterdir()) if path.name != "manifest.csv"]
    random.Random(SEED).shuffle(names)
    whole.read_press(tmp_path / "t.db", names)
    same(whole.exported(tmp_path / "t.db", tmp_path / "out"), press_export)


def test_another_hash_seed_gives_the_same_bytes(tmp_path: Path, press_export: dict[str, bytes]) -> None:
    whole.read_press(tmp_path / "t.db", PYTHONHASHSEED="4242")
    whole.parley("export", tmp_path / "t.db", "--out", tmp_path / "out", env={"PYTHONHASHSEED": "7"})
    same(whole.files(tmp_path / "out"), press_export)


def test_several_runs_over_parts_give_the_bytes_of_one(tmp_path: Path, press_export: dict[str, bytes]) -> None:
    names = [path for path in sorted(whole.PRESS.iterdir()) if path.name != "manifest.csv"]
    whole.read_press(tmp_path / "t.db", names[20:])
    whole.read_press(tmp_path / "t.db", names)
    same(whole.exported(tmp_path / "t.db", tmp_path / "out"), press_export)


@pytest.mark.postgres
def test_postgresql_gives_the_bytes_of_a_file(new_database: Callable[[], str], tmp_path: Path, press_export: dict[str, bytes]) -> None:
    where = new_database()
    whole.read_press(where)
    same(whole.exported(where, tmp_path / "out"), press_export)
    again = whole.read_press(where)
    assert "0 read, 0 read anew" in again.stdout


@pytest.mark.postgres
def test_a_run_into_postgresql_that_was_killed_and_run_again_gives_the_same_bytes(
    new_database: Callable[[], str], tmp_path: Path, press_export: dict[str, bytes]
) -> None:
    where = new_database()
    process = subprocess.Popen(
        whole.command("read", whole.PRESS, "--parties", whole.PARTIES, "--record", where),
        env=whole.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(3 + 3 * random.Random(SEED).random())
    process.kill()
    process.communicate(timeout=60)
    whole.read_press(where)
    same(whole.exported(where, tmp_path / "out"), press_export)
