"""The reduce on the engines: parts of a record computed several at a time, on processes of this machine or on Ray.

A part is loaded when its turn comes, so that no more of the record is in memory than the parts that are at work. What a worker that dies was at is computed
by this process: it can cost time, and nothing else.
"""

import functools
import itertools
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Any

import msgspec

from parley.engine.cluster import connected, once_more
from parley.errors import UsageError
from parley.record import Done, Part, Run

AHEAD = 2
_parts = msgspec.msgpack.Decoder(Part)
_done = msgspec.msgpack.Decoder(Done)
Compute = Callable[[Part], Done]


def reducing_of(name: str, *, workers: int | None = None) -> Run:
    """What computes the parts of a record on the engine called `local`, `processes`, `ray` or `ray://HOST:PORT`; raises `UsageError` for another name."""
    if name == "local":
        return map
    if name == "processes":
        return functools.partial(_several, functools.partial(_on_processes, workers or len(os.sched_getaffinity(0))))
    if name == "ray" or name.startswith("ray://"):
        return functools.partial(_several, functools.partial(_on_ray, name.removeprefix("ray").removeprefix("://") or None, workers))
    raise UsageError(f"no engine {name!r}: there are local, processes, ray and ray://HOST:PORT")


def _several(run: Run, compute: Compute, waiting: Iterable[Part]) -> Iterator[Done]:
    """Runs the parts, or the one part that there is here: starting workers for it costs more than it saves."""
    parts = iter(waiting)
    first = list(itertools.islice(parts, 2))
    yield from run(compute, itertools.chain(first, parts)) if len(first) > 1 else map(compute, first)


def _on_processes(count: int, compute: Compute, waiting: Iterable[Part]) -> Iterator[Done]:
    parts, at = iter(waiting), dict[Future[Done], Part]()
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        while True:
            try:
                at |= {pool.submit(compute, part): part for part in itertools.islice(parts, AHEAD * count - len(at))}
            except BrokenExecutor:
                break
            if not at:
                return
            ready, _ = wait(at, return_when=FIRST_COMPLETED)
            if any(isinstance(one.exception(), BrokenExecutor) for one in ready):
                break
            for one in ready:
                del at[one]
                yield one.result()
    yield from map(compute, itertools.chain(at.values(), parts))


def _on_ray(address: str | None, workers: int | None, compute: Compute, waiting: Iterable[Part]) -> Iterator[Done]:
    ray, stop = connected(address, workers)
    try:
        count = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        parts = iter(waiting)
        while wave := {part.name: part for part in itertools.islice(parts, AHEAD * count)}:
            rows = [{"part": msgspec.msgpack.encode(part)} for part in wave.values()]
            data = ray.data.from_items(rows, override_num_blocks=len(rows))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pool = ray.data.TaskPoolStrategy(size=count)
                found = data.map(functools.partial(_computed, compute), num_cpus=1, compute=pool, ray_remote_args_fn=once_more)
            for row in found.iter_rows():
                done = _done.decode(row["done"])
                del wave[done.name]
                yield done
            yield from map(compute, wave.values())
    finally:
        stop()


def _computed(compute: Compute, row: dict[str, Any]) -> dict[str, Any]:
    """One part computed, in a worker of Ray."""
    return {"done": msgspec.msgpack.encode(compute(_parts.decode(row["part"])))}
