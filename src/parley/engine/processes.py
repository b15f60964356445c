"""On several processes of one machine. A worker that is killed costs its shard; a document that kills its worker twice costs itself.

Workers are started anew, not forked, and know nothing of one another. A worker holds two shards, the one that it reads and the next; when it dies both are
given to others. The run ends when every shard's file was handed on; a run that is killed leaves the files of finished shards to the next.
"""

import pickle
import socket
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

import msgspec

from parley.codebook import Codebook
from parley.engine import worker
from parley.engine.shards import Annotate, Engine, Folder, OnRecord, Shard, died, read_document, shards
from parley.errors import EngineError
from parley.model import AnnotatedDocument, Document
from parley.pipeline import version

# A worker that is at one document for so many seconds is taken for dead.
PATIENCE = 600.0
AHEAD = 2
DEATHS = 2
# Workers in a row that die before they are ready: something is wrong with the machine, not with a document.
STILLBORN = 3
_BOOT = "import sys; sys.path[:0] = sys.argv[2:]; from parley.engine.worker import main; main(int(sys.argv[1]))"


class _Worker:
    """One worker process, the shards that were given to it, and what it is at."""

    def __init__(self, start: bytes) -> None:
        here, there = socket.socketpair()
        with there:
            words = [sys.executable, "-c", _BOOT, str(there.fileno()), *(path for path in sys.path if path)]
            # A session of its own: Ctrl-C is for the run, which ends its workers itself.
            self.process = subprocess.Popen(words, pass_fds=[there.fileno()], stdin=subprocess.DEVNULL, start_new_session=True)
        self.channel = Connection(here.detach())
        self.jobs: deque[Shard] = deque()
        self.at: int | None = None
        self.ready = False
        self.heard = time.monotonic()
        self.channel.send(sys.path)
        self.channel.send_bytes(start)

    def give(self, job: Shard) -> None:
        """Hands it a shard."""
        if not self.jobs:
            self.heard = time.monotonic()
        self.jobs.append(job)
        self.channel.send(job)

    def end(self) -> None:
        """Ends the process."""
        self.process.kill()
        self.process.wait()
        self.channel.close()


class _Pool:
    """The workers of one run."""

    def __init__(self, folder: Folder, count: int, start: bytes, patience: float) -> None:
        self.folder, self.start, self.count, self.patience = folder, start, count, patience
        self.workers: list[_Worker] = []
        self.again: deque[Shard] = deque()
        self.deaths: Counter[str] = Counter()
        self.stillborn = 0

    def run(self, waiting: Iterator[Shard]) -> Iterator[Sequence[AnnotatedDocument]]:
        """What is found in the shards, each as soon as it is there."""
        whole: dict[str, Shard] = {}
        more = True
        while True:
            while more and sum(len(one.jobs) for one in self.workers) + len(self.again) < AHEAD * self.count:
                job = next(waiting, None)
                if job is None:
                    more = False
                    break
                found = self.folder.get(job.key)
                if found is None:
                    self.again.append(job)
                    whole[job.key] = job
                else:
                    yield found
                    self.folder.drop(job.key)
            self._hand_out()
            if not more and not self.again and not any(one.jobs for one in self.workers):
                return
            for key in self._finished():
                found = self.folder.get(key)
                if found is None:
                    self.again.append(whole[key])
                    continue
                yield self._with_lost(whole.pop(key), found)
                self.folder.drop(key)

    def _with_lost(self, job: Shard, found: Sequence[AnnotatedDocument]) -> Sequence[AnnotatedDocument]:
        return [*found, *(died(doc) for doc in job.documents if self.deaths[doc.id] >= DEATHS)]

    def _hand_out(self) -> None:
        while self.again:
            free = min(self.workers, key=lambda one: len(one.jobs), default=None)
            if (free is None or free.jobs) and len(self.workers) < self.count:
                free = _Worker(self.start)
                self.workers.append(free)
            if free is None or len(free.jobs) >= AHEAD:
                return
            job = self.again.popleft()
            kept = tuple(doc for doc in job.documents if self.deaths[doc.id] < DEATHS)
            try:
                free.give(msgspec.structs.replace(job, documents=kept))
            except OSError:
                self._bury(free)

    def _finished(self) -> list[str]:
        """Keys of the shards that workers finished; waits until something happened."""
        done = []
        for ready in wait([one.channel for one in self.workers], timeout=1.0):
            one = next(one for one in self.workers if one.channel is ready)
            try:
                what, which = one.channel.recv()
            except (EOFError, OSError):
                self._bury(one)
                continue
            one.heard = time.monotonic()
            if what == worker.READY:
                one.ready, self.stillborn = True, 0
            elif what == worker.BEGUN:
                one.at = which
            elif what == worker.FAILED:
                raise EngineError(which)
            else:
                one.at = None
                done.append(one.jobs.popleft().key)
        for one in [one for one in self.workers if one.jobs and time.monotonic() - one.heard > self.patience]:
            self._bury(one)
        return done

    def _bury(self, one: _Worker) -> None:
        """Ends a worker that is dead or as good as dead, and takes its shards back."""
        one.end()
        self.workers.remove(one)
        if one.jobs and one.at is not None:
            self.deaths[one.jobs[0].documents[one.at].id] += 1
        self.again.extend(one.jobs)
        if not one.ready:
            self.stillborn += 1
            if self.stillborn >= STILLBORN:
                raise EngineError(f"{STILLBORN} workers in a row ended before they were ready (the last with exit code {one.process.returncode})")

    def close(self) -> None:
        """Ends all workers."""
        for one in self.workers:
            one.end()
        self.workers.clear()


def processes(work: Path, count: int, *, annotate: Annotate = read_document, patience: float = PATIENCE) -> Engine:
    """The engine that reads on `count` processes and keeps finished shards in `work` until they are stored.

    `annotate` must be importable by name. Raises `EngineError` when no worker can be started.
    """

    def run(documents: Iterable[Document], book: Codebook, on_record: OnRecord) -> Iterator[Sequence[AnnotatedDocument]]:
        folder = Folder(work)
        pool = _Pool(folder, count, pickle.dumps((annotate, book, str(work))), patience)
        try:
            yield from pool.run(shards(documents, version(book)))
            folder.sweep(on_record)
        finally:
            pool.close()
            folder.close()

    return run
