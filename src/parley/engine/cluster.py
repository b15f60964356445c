"""On Ray: the map over shards as a Ray Data pipeline, on this machine or on a cluster that is up.

Shards go out in waves, so that the driver never holds more than one wave of inputs. Ray retries a task whose worker died; what does not come back
at all goes out again one document at a time, and a document that does not come back then killed its worker. With a folder that all machines see, finished
shards are files there as with `processes`, and a driver that is killed loses none; without one, they come back through Ray.
"""

import functools
import itertools
import logging
import os
import pickle
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import msgspec

from parley.codebook import Codebook
from parley.engine.shards import Annotate, Engine, Folder, OnRecord, Shard, died, pack, read_document, shard, shards, slim, unpack
from parley.errors import EngineError
from parley.model import AnnotatedDocument, Document
from parley.pipeline import version

WAVE = 64
_OBJECTS = 256 * 1024 * 1024
Found = tuple[AnnotatedDocument, ...]


class Cluster:
    """Ray at `address` (host:port of a cluster that this machine is part of), else started on this machine for the first task and ended with `close`.

    `workers`: tasks at a time, by default one for each processor of the cluster. Raises `EngineError` when Ray is not installed or not reached.
    """

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        self.address = address
        self._workers = workers
        self._ray: Any = None
        self._ours = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()

    @property
    def workers(self) -> int:
        """Tasks at a time."""
        return self._workers or max(1, int(self._connected().cluster_resources().get("CPU", 1)))

    def map(self, task: Callable[[dict[str, Any]], dict[str, Any]], rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """What `task`, importable by name, gives for each row, as it comes; a row whose worker died twice is missing."""
        data = self._connected().data
        with warnings.catch_warnings():
            # Ray Data tries a task for ever when its worker dies, and the way to bound that is deprecated without another in its place.
            warnings.simplefilter("ignore")
            pool = data.TaskPoolStrategy(size=self.workers)
            done = data.from_items(rows, override_num_blocks=len(rows)).map(task, num_cpus=1, compute=pool, ray_remote_args_fn=_once_more)
        yield from done.iter_rows()

    def close(self) -> None:
        """Ends the Ray that was started here; one that somebody else made stays."""
        if self._ours:
            self._ray.shutdown()
        self._ray, self._ours = None, False

    def _connected(self) -> Any:
        """Ray, connected: no usage statistics, no dashboard."""
        if self._ray is not None:
            return self._ray
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        # Ray's own wish to set these aside for processors that it cannot see costs a warning each run.
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        try:
            import ray
            import ray.data
        except ImportError as fault:
            raise EngineError('Ray is not installed: pip install "parley[ray]", or use --engine processes') from fault
        if not ray.is_initialized():
            where: dict[str, Any] = {"address": self.address, "include_dashboard": None}
            if not self.address:
                where = {"address": "local", "num_cpus": self._workers, "object_store_memory": _OBJECTS, "include_dashboard": False}
            try:
                ray.init(**where, log_to_driver=False, logging_level=logging.ERROR)
            except (ConnectionError, RuntimeError, ValueError) as fault:
                raise EngineError(f"Ray is not reached at {self.address or 'this machine'}: {fault}") from fault
            self._ours = True
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        # A shard whose worker died for good is missing from what comes back; it does not end the run.
        context.max_errored_blocks = -1
        for name in ("ray.data", "ray"):
            logging.getLogger(name).setLevel(logging.ERROR)
        self._ray = ray
        return ray


def _once_more() -> dict[str, Any]:
    """How often Ray tries a task again whose worker died."""
    return {"max_retries": 1}


def on_ray(cluster: Cluster, work: Path | None = None, *, annotate: Annotate = read_document) -> Engine:
    """The engine that reads on a cluster, and keeps finished shards in `work`, which all its machines see, until they are stored."""

    def run(documents: Iterable[Document], book: Codebook, on_record: OnRecord) -> Iterator[Sequence[AnnotatedDocument]]:
        many = WAVE * cluster.workers
        folder = Folder(work) if work is not None else None
        try:
            start = pickle.dumps((sys.path, pickle.dumps((annotate, book, str(work) if work is not None else None))))
            waiting = shards(documents, version(book))
            while wave := list(itertools.islice(waiting, many)):
                yield from _wave(wave, functools.partial(_map, cluster, start), folder, version(book))
            if folder is not None:
                folder.sweep(on_record)
        finally:
            if folder is not None:
                folder.close()

    return run


def _wave(wave: Sequence[Shard], map_: Callable[[Sequence[Shard]], Iterator[tuple[str, bytes]]], folder: Folder | None, stamp: str) -> Iterator[Found]:
    """What is found in the shards of a wave; twice tried, the second time one document at a time."""
    waiting = {job.key: job for job in wave}
    for last in (False, True):
        for key in [key for key in waiting if folder is not None and folder.get(key) is not None]:
            del waiting[key]
            yield from _taken(folder, key, b"")
        if last:
            singles = [shard((doc,), stamp) for job in waiting.values() for doc in job.documents]
            waiting = {job.key: job for job in singles}
        for key, packed in map_(list(waiting.values())) if waiting else ():
            for found in _taken(folder, key, packed):
                del waiting[key]
                yield found
    if len(waiting) > 1 and len(waiting) == sum(len(job.documents) for job in wave):
        raise EngineError("no worker of Ray came back from any report: is parley installed for all of them, and memory enough?")
    for job in waiting.values():
        yield tuple(died(doc) for doc in job.documents)


def _taken(folder: Folder | None, key: str, packed: bytes) -> Iterator[Found]:
    """What was found in a shard, from the folder or from the bytes; nothing when it is not whole. It leaves the folder once it was dealt with."""
    found = unpack(packed) if packed else folder.get(key) if folder is not None else None
    if found is not None:
        yield found
        if folder is not None:
            folder.drop(key)


def _map(cluster: Cluster, start: bytes, jobs: Sequence[Shard]) -> Iterator[tuple[str, bytes]]:
    """Key and packed findings of each shard that a worker finished; the bytes are empty when they are in the folder."""
    for row in cluster.map(functools.partial(_read, start), [{"job": msgspec.msgpack.encode(job)} for job in jobs]):
        if row["fault"]:
            raise EngineError(f"a worker of Ray cannot read: {row['fault']}")
        yield row["key"], row["found"]


def _read(start: bytes, row: dict[str, Any]) -> dict[str, Any]:
    """One shard read, in a worker of Ray. A fault is told, not raised: what Ray does not bring back has killed its worker."""
    try:
        annotate, book, work = _started(start)
        job = msgspec.msgpack.decode(row["job"], type=Shard)
        packed = pack([slim(annotate(doc, book)) for doc in job.documents])
        if work is not None:
            Folder(Path(work)).put(job.key, packed)
    except Exception as fault:  # noqa: BLE001 - told to the driver, which ends the run with it
        return {"key": "", "found": b"", "fault": f"{type(fault).__name__}: {fault}"}
    return {"key": job.key, "found": packed if work is None else b"", "fault": ""}


@functools.lru_cache(maxsize=2)
def _started(start: bytes) -> tuple[Annotate, Codebook, str | None]:
    """What reads, by which codebook, into which folder: the same objects for each shard that a worker reads, so that nothing is compiled twice."""
    path, rest = pickle.loads(start)
    sys.path += [place for place in path if place not in sys.path]
    found: tuple[Annotate, Codebook, str | None] = pickle.loads(rest)
    return found
