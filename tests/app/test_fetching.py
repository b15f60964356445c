"""Fetching and watching by the command line, as processes, against a real site on this machine."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

import whole
from parley.app.fetching import interval
from parley.errors import UsageError
from read.fetch.test_fetch import HTML, PAGE, listing, pages, site
from whole import parley


def test_an_address_without_fetch_is_a_fault_of_the_call_and_nothing_goes_out(tmp_path: Path) -> None:
    with site(pages(a=(200, HTML, PAGE.encode()))) as (root, asked):
        done = parley("read", f"{root}/a", "--record", tmp_path / "t.db", check=False)
    assert done.returncode == 2 and "--fetch" in done.stderr and asked == []


def test_read_fetches_addresses_and_lists_says_what_leaves_and_goes_on_after_a_fault(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("# the day's pages\n{root}/b\n\n{root}/gone\n")
    with site(listing("")) as (root, _):
        (tmp_path / "list.txt").write_text((tmp_path / "list.txt").read_text().replace("{root}", root))
        done = parley("read", f"{root}/a", "--urls", tmp_path / "list.txt", "--fetch", "--private", "--pause", 0, "--record", tmp_path / "t.db", check=False)
        assert done.returncode == 1 and "2 read" in done.stdout and "1 could not be read" in done.stdout
        assert "leave this machine for 127.0.0.1" in done.stderr
        again = parley("read", f"{root}/a", f"{root}/b", "--fetch", "--private", "--pause", 0, "--record", tmp_path / "t.db")
        assert "0 read" in again.stdout
    rows = json.loads(parley("sources", tmp_path / "t.db", "--format", "json").stdout)
    assert sorted(row["item"] for row in rows) == [f"{root}/a", f"{root}/b"]


def test_forgetting_a_fetched_report_lets_it_be_fetched_again(tmp_path: Path) -> None:
    with site(listing("")) as (root, _):
        words = ("read", f"{root}/a", "--fetch", "--private", "--pause", 0, "--record", tmp_path / "t.db")
        parley(*words)
        parley("forget", tmp_path / "t.db", f"{root}/a")
        assert "1 read" in parley(*words).stdout


def test_watch_reads_what_is_new_in_a_folder_and_a_feed_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    folder, record = tmp_path / "press", tmp_path / "t.db"
    folder.mkdir()
    (folder / "one.txt").write_text("Talks will resume on Monday, the envoy Ana Reyl said.")
    with site(listing("")) as (root, asked):
        words = whole.command("watch", folder, f"{root}/map", "--fetch", "--private", "--pause", 0, "--every", "1s", "--record", record)
        run = subprocess.Popen(words, env=whole.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            assert run.stdout is not None
            assert "3 read" in run.stdout.readline()
            (folder / "two.txt").write_text("The envoy Ana Reyl said that the talks were over for the week.")
            until = time.monotonic() + 60
            while "  1 read" not in run.stdout.readline():
                assert time.monotonic() < until
            run.send_signal(signal.SIGINT)
            assert run.wait(timeout=60) == 130
        finally:
            run.kill()
            run.communicate()
        assert [path for path, _ in asked].count("/a") == 1
    assert len(json.loads(parley("sources", record, "--format", "json").stdout)) == 4


def test_watch_once_looks_once(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Talks will resume on Monday, the envoy Ana Reyl said.")
    done = parley("watch", tmp_path / "one.txt", "--once", "--record", tmp_path / "t.db")
    assert done.stdout.count("read,") == 1 and "1 read" in done.stdout


@pytest.mark.parametrize(("words", "seconds"), [("30s", 30), ("15m", 900), ("2h", 7200), ("1d", 86400), ("90", 90)])
def test_an_interval_is_a_number_with_a_unit(words: str, seconds: float) -> None:
    assert interval(words) == seconds


@pytest.mark.parametrize("words", ["", "soon", "-5m", "0s", "nan", "infh"])
def test_what_is_no_interval_is_refused(words: str) -> None:
    with pytest.raises(UsageError):
        interval(words)
