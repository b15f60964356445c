"""The engine that a caller names, and the folder in which it keeps its shards."""

import os
from pathlib import Path

from parley.engine.local import local
from parley.engine.processes import processes
from parley.engine.shards import Engine
from parley.errors import UsageError
from parley.model import digest


def engine_of(name: str, record: str, *, workers: int | None = None, work: str | None = None) -> Engine:
    """The engine called `local`, `processes`, `ray` or `ray://HOST:PORT`, for reading into `record`; raises `UsageError` for another name.

    Shards are kept in `work`, by default beside the record (of a database: in the user's cache), until they are on the record. A cluster that is
    up uses `work` only when it is given, because all its machines must see it.
    """
    if workers is not None and workers < 1:
        raise UsageError("--workers takes a number from 1 on")
    if name == "local":
        if workers not in (None, 1):
            raise UsageError("--engine local is one process: give --engine processes")
        return local
    if name == "processes":
        return processes(Path(work) if work else beside(record), workers)
    if name == "ray" or name.startswith("ray://"):
        from parley.engine.cluster import on_ray

        address = name.removeprefix("ray").removeprefix("://") or None
        return on_ray(address, workers, Path(work).resolve() if work else None if address else beside(record))
    raise UsageError(f"no engine {name!r}: there are local, processes, ray and ray://HOST:PORT")


def beside(record: str) -> Path:
    """The folder for a record's shards."""
    if "://" in record:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "parley" / digest("work", record)
    return Path(f"{record}.work").resolve()
