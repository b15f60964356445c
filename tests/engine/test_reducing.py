"""What reports say together is the same on every engine, and a worker that dies costs time and nothing else."""

import os
import signal
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from parley.engine import engine_of
from parley.record import Done, Part, open_record
from parley.record.parts import Holding, Reports, Stretch, computed
from record.test_parts import report, said


@pytest.fixture
def annotated():
    return [report(n, f"talks {m}", who=f"Anton {name}") for m, name in enumerate(("Verek", "Moor", "Lund", "Renn")) for n in (1, 2)]


@pytest.fixture
def straight(annotated, tmp_path):
    with open_record(str(tmp_path / "local.db"), create=True) as record:
        record.add(annotated)
        return said(record)


def once(part: Part) -> Done:
    """Ends its process the first time that it gets the second part; the file that says so is named by the folder in the environment."""
    mark = Path(os.environ["PARLEY_TEST_MARK"])
    if isinstance(part, Stretch) and part.name.startswith("talks 1") and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return computed(part)


def test_processes_say_what_one_process_says(record, annotated, straight):
    record.add(annotated)
    with engine_of("processes", "t.db", workers=2) as chosen:
        record.reduce(chosen.reduce)
    assert said(record) == straight


def test_a_worker_that_is_killed_costs_nothing_but_time(record, annotated, straight, monkeypatch, tmp_path):
    monkeypatch.setenv("PARLEY_TEST_MARK", str(tmp_path / "died"))
    record.add(annotated)
    with engine_of("processes", "t.db", workers=2) as chosen:
        record.reduce(lambda _, parts: chosen.reduce(once, parts))
    assert (tmp_path / "died").exists()
    assert said(record) == straight


def test_ray_says_what_one_process_says(record, annotated, straight):
    pytest.importorskip("ray", reason="Ray is not installed: parley[ray]")
    record.add(annotated)
    with engine_of("ray", "t.db", workers=2) as chosen:
        record.reduce(chosen.reduce)
    assert said(record) == straight


def test_a_part_goes_to_a_worker_and_back_unchanged(record, annotated):
    record.add(annotated)
    seen = []

    def run(compute, parts):
        for part in parts:
            assert msgspec.msgpack.decode(msgspec.msgpack.encode(part), type=Part) == part
            done = compute(part)
            assert msgspec.msgpack.decode(msgspec.msgpack.encode(done), type=Done) == done
            seen.append(type(part))
            yield done

    record.reduce(run)
    assert Counter(seen) == {Reports: 1, Stretch: 4, Holding: 4}, "all reports at once; each negotiation's one stretch, and what holds on in it"
