"""A read of a hundred reports that is killed (SIGKILL) at random moments and run again gives the export of one that was not; and two at once give that of one.

`PARLEY_KILLS` says at how many moments: 20 unless it is set, 200 before a release.
"""

import json
import os
import random
import sqlite3
import subprocess
from pathlib import Path

import pytest

import whole

KILLS = int(os.environ.get("PARLEY_KILLS", "20"))
SEED = random.SystemRandom().randrange(10**6)  # named in the message of a failure
SAID = (
    "{who} said on {day} that a truce of {n} days was possible.", "“We will not sign this,” {who} said of the plan on {day}.",
    "{who} will meet the mediators in Vesk on {day}, the ministry said.", "If the guns fall silent, {n} prisoners will go home, {who} said.",
)  # fmt: skip
WHO = ("Norra's foreign minister, Ana Reyl,", "The envoy of Sestria, Tom Orsk,", "Sestria's president, Ilya Venn,")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred short reports of ten outlets."""
    path = tmp_path_factory.mktemp("press") / "press.jsonl"
    rows = [
        {
            "id": f"n{n}", "outlet": f"Outlet {n % 10}", "published": f"2031-03-{1 + n % 28:02}",
            "text": SAID[n % len(SAID)].format(who=WHO[n % len(WHO)], day=DAYS[n % len(DAYS)], n=10 + n),
        }
        for n in range(100)
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*words: object, after: float | None = None) -> tuple[int, float]:
    """Exit code and seconds of a run, which is killed `after` so many."""
    done, seconds = whole.runs().run([*map(str, words)], env=whole.environment(), cwd=None, after=after)
    return done.returncode, seconds


def exported(record: Path, out: Path) -> dict[str, bytes]:
    assert run("export", record, "--out", out)[0] == 0
    return whole.files(out)


@pytest.fixture(scope="module")
def uncut(press: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """The export of a read that nothing disturbed, and the seconds that the read took."""
    folder = tmp_path_factory.mktemp("uncut")
    code, seconds = run("read", press, "--record", folder / "t.db", "--quiet")
    assert code == 0
    found = exported(folder / "t.db", folder / "out")
    assert len(whole.rows(found, "documents")) == 100 and whole.rows(found, "statements")
    return found, seconds


def sound(record: Path) -> bool:
    with sqlite3.connect(record) as connection:
        return bool(connection.execute("pragma integrity_check").fetchone() == ("ok",))


@pytest.mark.timeout(120 + 60 * KILLS)
def test_a_read_that_is_killed_at_any_moment_and_run_again_gives_the_same_export(press: Path, uncut: tuple[dict[str, bytes], float], tmp_path: Path) -> None:
    expected, seconds = uncut
    chance = random.Random(SEED)
    killed = begun = 0
    for number in range(KILLS):
        record = tmp_path / f"{number}.db"
        code, _ = run("read", press, "--record", record, "--quiet", after=chance.random() * seconds)
        killed += code == -9
        begun += record.exists()
        code, _ = run("read", press, "--record", record, "--quiet")
        assert code == 0, f"kill {number} of seed {SEED}"
        found = exported(record, tmp_path / f"{number}")
        assert found == expected, f"kill {number} of seed {SEED}: {[name for name in expected if found.get(name) != expected[name]]} differ"
        assert sound(record)
    print(f"{killed} of {KILLS} reads were killed, {begun} of them with a record begun (seed {SEED})")
    assert killed >= KILLS / 2, "most reads were over before they were killed"


def test_two_reads_into_one_record_at_once_end_and_give_the_export_of_one(press: Path, uncut: tuple[dict[str, bytes], float], tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    words = whole.command("read", press, "--record", record, "--quiet")
    both = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=whole.environment()) for _ in range(2)]
    told = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert not any(b"Traceback" in err for _, err in told)
    assert sound(record)
    assert exported(record, tmp_path / "out") == uncut[0]
