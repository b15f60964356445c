"""Several processes read as one does: whoever is killed, and whenever, the record is the same."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import mapping
import whole
from engine.test_stopping import SEED, same, written
from parley.codebook import load
from parley.engine import local, processes, read_into
from parley.engine.shards import Folder, pack, read_document, shard, shards, slim, unpack
from parley.errors import EngineError
from parley.model import Document, document
from parley.pipeline import version
from parley.record import Record, open_record
from parley.record.store import rows

SENTENCE = "Velmara and Orsunia will meet in Sennholm on Friday {}, the mediators said."


def reports(count: int = 6, poison: int | None = None) -> list[Document]:
    return [document(f"{n}.txt", SENTENCE.format(n) + (" POISON" if n == poison else "")) for n in range(count)]


def children(pid: int) -> list[int]:
    """The processes that a process started and that live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after[1]) == pid and after[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(true: Callable[[], object], seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.01)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "t.db"), create=True) as made:
        yield made


def stored(record: Record) -> list[bytes]:
    """All documents and findings of a record as they lie in its tables."""
    kinds = ("statement", "event", "proposal", "stance", "condition", "figure")
    return [rows.encode(one).encode() for one in [*record.documents(), *(f for kind in kinds for f in record.findings(kind))]]


def test_a_killed_worker_and_a_killed_run_leave_the_bytes_of_one_process(tmp_path: Path, press_export: dict[str, bytes]) -> None:
    chance, record = random.Random(SEED), tmp_path / "t.db"
    options = (whole.PRESS, "--parties", whole.PARTIES, "--record", record, "--engine", "processes", "--workers", 2)
    run = whole.subprocess.Popen(whole.command("read", *options), env=whole.environment(), stdout=-1, stderr=-1)
    until(lambda: len(children(run.pid)) == 2 and written(record) >= 1)
    lost = chance.choice(children(run.pid))
    os.kill(lost, signal.SIGKILL)
    had = written(record)
    until(lambda: written(record) > had or run.poll() is not None)
    workers = children(run.pid)
    assert run.poll() is None and lost not in workers and workers, "the run goes on with another worker"
    run.kill()
    run.communicate()
    until(lambda: not any(alive(pid) for pid in workers), 10)
    assert written(record) < 32, "the run was over before it was killed"
    done = whole.parley("read", *options)
    assert "0 could not be read" in done.stdout
    same(whole.exported(record, tmp_path / "out"), press_export)
    assert not (tmp_path / "t.db.work").exists(), "what is on the record needs no shards"


def test_ctrl_c_ends_the_workers_and_says_how_to_go_on(tmp_path: Path) -> None:
    words = whole.command("read", whole.PRESS, "--record", tmp_path / "t.db", "--engine", "processes", "--workers", 2)
    run = whole.subprocess.Popen(words, env=whole.environment(), stdout=-1, stderr=-1)
    until(lambda: len(children(run.pid)) == 2)
    workers = children(run.pid)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130 and b"run the same command again" in err and b"Traceback" not in err
    until(lambda: not any(alive(pid) for pid in workers), 10)


def test_a_report_that_kills_its_worker_twice_is_a_problem_and_the_run_goes_on(record: Record, tmp_path: Path) -> None:
    docs = reports(poison=2)
    engine = processes(tmp_path / "work", 1, annotate=mapping.deadly)
    assert read_into(record, docs, load(), engine=engine).read == 6
    (problem,) = record.problems()
    assert (problem.code, problem.document) == ("worker_died", docs[2].id)
    told = {event.document for event in record.findings("event")}
    assert told == {doc.id for doc in docs} - {docs[2].id}, "it alone is without findings"
    assert read_into(record, docs, load()).reread == 1, "the next run tries it again"
    assert not list(record.problems())


def test_a_worker_that_dies_by_chance_costs_nothing(record: Record, tmp_path: Path) -> None:
    docs = [*reports(3), document("once", SENTENCE.format(f"at {tmp_path / 'mark'}"[:-1]) + f" {tmp_path / 'mark'}")]
    read_into(record, docs, load(), engine=processes(tmp_path / "work", 1, annotate=mapping.once))
    assert (tmp_path / "mark").exists(), "a worker died"
    assert not list(record.problems()) and len({event.document for event in record.findings("event")}) == 4


def test_a_worker_that_does_not_come_back_is_taken_for_dead(record: Record, tmp_path: Path) -> None:
    docs = reports(3, poison=0)
    read_into(record, docs, load(), engine=processes(tmp_path / "work", 1, annotate=mapping.endless, patience=6))
    assert [problem.document for problem in record.problems()] == [docs[0].id]
    assert {event.document for event in record.findings("event")} == {docs[1].id, docs[2].id}


def test_workers_that_cannot_begin_end_the_run_with_a_word(record: Record, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"before they were ready .*exit code 3"):
        read_into(record, reports(), load(), engine=processes(tmp_path / "work", 1, annotate=mapping.Unborn()))


def test_a_folder_that_cannot_be_made_is_a_fault_of_the_call(record: Record) -> None:
    with pytest.raises(EngineError, match="/proc/no/such cannot be a folder"):
        read_into(record, reports(), load(), engine=processes(Path("/proc/no/such"), 1))


def test_a_finished_shard_that_a_killed_run_left_is_not_read_again(record: Record, tmp_path: Path) -> None:
    work, book = tmp_path / "work", load()
    (job,) = shards(reports(1), version(book))
    Folder(work).put(job.key, pack([slim(read_document(doc, book)) for doc in job.documents]))
    read_into(record, reports(1), book, engine=processes(work, 1, annotate=mapping.broken))
    assert len(list(record.findings("event"))) == 1
    assert not work.exists()


def test_a_shard_that_was_stored_and_not_yet_taken_away_when_the_run_was_killed_goes_with_the_next_run(record: Record, tmp_path: Path) -> None:
    work, book = tmp_path / "work", load()
    docs = reports(3)
    read_into(record, docs, book)
    stored_already, other = shard(docs[:2], version(book)), shard(reports(5)[4:], version(book))
    for job in (stored_already, other):
        Folder(work).put(job.key, pack([slim(read_document(doc, book)) for doc in job.documents]))
    read_into(record, docs, book, engine=processes(work, 1, annotate=mapping.broken))
    assert [place.stem for place in work.iterdir()] == [other.key], "what is not on the record is kept for who reads it"


def test_a_folder_that_another_run_took_away_is_made_again(tmp_path: Path) -> None:
    mine, another = Folder(tmp_path / "work"), Folder(tmp_path / "work")
    another.close()
    (job,) = shards(reports(1), version(load()))
    mine.put(job.key, pack([]))
    assert mine.get(job.key) == ()


def test_a_shard_that_was_cut_short_is_read_again(record: Record, tmp_path: Path) -> None:
    work, book = tmp_path / "work", load()
    (job,) = shards(reports(1), version(book))
    folder = Folder(work)
    folder.put(job.key, pack([slim(read_document(doc, book)) for doc in job.documents])[:-7])
    assert folder.get(job.key) is None
    read_into(record, reports(1), book, engine=processes(work, 1))
    assert len(list(record.findings("event"))) == 1


def test_what_comes_out_of_a_shard_is_what_went_in() -> None:
    book = load()
    docs = [document(path.name, path.read_text(encoding="utf-8")) for path in whole.few() if path.suffix == ".txt"]
    found = [slim(read_document(doc, book)) for doc in docs]
    back = unpack(pack(found))
    assert back is not None
    assert [rows.encode(one) for one in back] == [rows.encode(one) for one in found], "to the byte, so that no engine shows in the record"


def test_shards_of_what_is_left_are_the_shards_of_the_whole() -> None:
    docs = reports(200)
    jobs = list(shards(docs, "1"))
    assert [doc for job in jobs for doc in job.documents] == docs
    assert 10 < len(jobs) < 60
    rest = [doc for job in jobs[5:] for doc in job.documents]
    assert [job.key for job in shards(rest, "1")] == [job.key for job in jobs[5:]]
    assert shard(docs[:3], "1").key != shard(docs[:3], "2").key


def test_a_report_given_twice_in_one_run_is_read_once(record: Record, tmp_path: Path) -> None:
    done = read_into(record, reports(2) * 2, load(), engine=processes(tmp_path / "work", 1))
    assert (done.read, done.known) == (2, 2)


def test_each_engine_leaves_the_same_rows(tmp_path: Path) -> None:
    kept = []
    for name, engine in (("local", local), ("processes", processes(tmp_path / "work", 2))):
        with open_record(str(tmp_path / f"{name}.db"), create=True) as record:
            read_into(record, reports(12), load(), engine=engine)
            kept.append(stored(record))
    assert kept[0] == kept[1]
