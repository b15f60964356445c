"""On a Ray that is really started: whoever is killed, the record is the one that a single process makes. Into PostgreSQL, too."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import mapping
import whole
from engine.test_processes import alive, children, reports, until
from engine.test_stopping import SEED, same
from parley.codebook import load
from parley.engine import engine_of, read_into
from parley.errors import UsageError
from parley.record import open_record

ray = pytest.importorskip("ray", reason="Ray is not installed: parley[ray]")
NO_RAY = "import sys; sys.modules['ray'] = None; from parley.app.cli import main; main()"


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A Ray of two processors on this machine; gives its address."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    found = ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR", object_store_memory=128 * 1024 * 1024)
    yield str(found.address_info["gcs_address"])
    ray.shutdown()


def below(pid: int) -> list[int]:
    """All processes under one."""
    return [one for child in children(pid) for one in (child, *below(child))]


def reading() -> list[int]:
    """The Ray workers that are at a task now."""
    found = []
    for pid in below(os.getpid()):
        try:
            name = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if name.startswith(b"ray::") and b"IDLE" not in name and b"Map" in name:
            found.append(pid)
    return found


@pytest.mark.postgres
def test_a_killed_worker_and_a_killed_driver_leave_in_postgresql_the_bytes_of_one_process_in_a_file(
    cluster: str, new_database: Callable[[], str], tmp_path: Path, press_export: dict[str, bytes]
) -> None:
    where = new_database()
    options = (whole.PRESS, "--parties", whole.PARTIES, "--record", where, "--engine", f"ray://{cluster}", "--work", tmp_path / "work")
    with open_record(where, create=True) as record:
        run = subprocess.Popen(whole.command("read", *options), env=whole.environment(), stdout=-1, stderr=-1)
        until(lambda: reading() or run.poll() is not None)
        lost = random.Random(SEED).choice(reading())
        os.kill(lost, signal.SIGKILL)
        until(lambda: len(record.added()) >= 4 or run.poll() is not None)
        assert run.poll() is None, "the run goes on without the worker"
        run.kill()
        run.communicate()
        assert not alive(lost) and 4 <= len(record.added()) < 32
    assert "0 could not be read" in whole.parley("read", *options).stdout
    same(whole.exported(where, tmp_path / "out"), press_export)


def test_a_report_that_kills_its_worker_is_a_problem_and_the_run_goes_on(cluster: str, tmp_path: Path) -> None:
    from parley.engine.cluster import Cluster, on_ray

    docs = reports(4, poison=1)
    with open_record(str(tmp_path / "t.db"), create=True) as record:
        read_into(record, docs, load(), engine=on_ray(Cluster(cluster, 2), annotate=mapping.deadly))
        assert [(problem.code, problem.document) for problem in record.problems()] == [("worker_died", docs[1].id)]
        assert {event.document for event in record.findings("event")} == {docs[n].id for n in (0, 2, 3)}


def test_without_ray_the_command_says_how_to_get_it(tmp_path: Path) -> None:
    words = [sys.executable, "-c", NO_RAY, "read", str(whole.PRESS), "--record", str(tmp_path / "t.db"), "--engine", "ray"]
    done: Any = subprocess.run(words, env=whole.environment(), capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == 'parley: Ray is not installed: pip install "parley[ray]", or use --engine processes'


def test_an_engine_that_there_is_not_is_a_fault_of_the_call() -> None:
    for name, workers in (("spark", None), ("local", 2), ("processes", 0)):
        with pytest.raises(UsageError), engine_of(name, "t.db", workers=workers):
            pass
