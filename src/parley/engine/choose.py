"""The engine that a caller names, and the folder in which it keeps its shards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from parley.engine.local import local
from parley.engine.processes import processes
from parley.engine.shards import Engine
from parley.errors import UsageError
from parley.model import digest
from parley.record import Run


class Chosen(msgspec.Struct, frozen=True):
    """What reads, and what computes the parts of a record."""

    read: Engine
    reduce: Run


@contextmanager
def engine_of(name: str, record: str, *, workers: int | None = None, work: str | None = None) -> Iterator[Chosen]:
    """The engine called `local`, `processes`, `ray` or `ray://HOST:PORT`, for reading into `record`; raises `UsageError` for another name.

    Shards are kept in `work`, by default beside the record (of a database: in the user's cache), until they are on the record. A cluster that is
    up uses `work` only when it is given, because all its machines must see it. A Ray that was started for it ends with the block.
    """
    if workers is not None and workers < 1:
        raise UsageError("--workers takes a number from 1 on")
    if name == "local":
        if workers not in (None, 1):
            raise UsageError("--engine local is one process: give --engine processes")
        yield Chosen(local, map)
    elif name == "processes":
        from parley.engine.reducing import on_processes

        count = workers or len(os.sched_getaffinity(0))
        yield Chosen(processes(Path(work) if work else beside(record), count), on_processes(count))
    elif name == "ray" or name.startswith("ray://"):
        from parley.engine.cluster import Cluster, on_ray
        from parley.engine.reducing import on_cluster

        with Cluster(name.removeprefix("ray").removeprefix("://") or None, workers) as cluster:
            yield Chosen(on_ray(cluster, Path(work).resolve() if work else None if cluster.address else beside(record)), on_cluster(cluster))
    else:
        raise UsageError(f"no engine {name!r}: there are local, processes, ray and ray://HOST:PORT")


def beside(record: str) -> Path:
    """The folder for a record's shards."""
    if "://" in record:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "parley" / digest("work", record)
    return Path(f"{record}.work").resolve()
