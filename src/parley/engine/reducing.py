"""The reduce on the engines: parts of a record computed several at a time, on processes of this machine or on Ray.

A part is loaded when its turn comes, so that no more of the record is in memory than the parts that are at work. What a worker that dies was at is computed
by this process: it can cost time, and nothing else.
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Any

import msgspec

from parley.engine.cluster import Cluster
from parley.record import Done, Part, Run

AHEAD = 2
_parts = msgspec.msgpack.Decoder(Part)
_done = msgspec.msgpack.Decoder(Done)
Compute = Callable[[Part], Done]


def on_processes(count: int) -> Run:
    """What computes the parts of a record on `count` processes of this machine."""
    return functools.partial(_several, functools.partial(_on_processes, count))


def on_cluster(cluster: Cluster) -> Run:
    """What computes the parts of a record on Ray."""
    return functools.partial(_several, functools.partial(_on_ray, cluster))


def _several(run: Run, compute: Compute, waiting: Iterable[Part]) -> Iterator[Done]:
    """Runs the parts, or the one part that there is here: starting workers for it costs more than it saves."""
    parts = iter(waiting)
    first = list(itertools.islice(parts, 2))
    yield from run(compute, itertools.chain(first, parts)) if len(first) > 1 else map(compute, first)


def _on_processes(count: int, compute: Compute, waiting: Iterable[Part]) -> Iterator[Done]:
    parts, at = iter(waiting), dict[Future[Done], Part]()
    # Taken from those that wait and not yet given to anybody: a pool may break just then.
    taken: list[Part] = []
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        while True:
            taken += itertools.islice(parts, AHEAD * count - len(at))
            try:
                while taken:
                    at[pool.submit(compute, taken[-1])] = taken[-1]
                    taken.pop()
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
    yield from map(compute, itertools.chain(at.values(), taken, parts))


def _on_ray(cluster: Cluster, compute: Compute, waiting: Iterable[Part]) -> Iterator[Done]:
    parts = iter(waiting)
    while wave := {part.name: part for part in itertools.islice(parts, AHEAD * cluster.workers)}:
        for row in cluster.map(functools.partial(_computed, compute), [{"part": msgspec.msgpack.encode(part)} for part in wave.values()]):
            done = _done.decode(row["done"])
            del wave[done.name]
            yield done
        yield from map(compute, wave.values())


def _computed(compute: Compute, row: dict[str, Any]) -> dict[str, Any]:
    """One part computed, in a worker of Ray."""
    return {"done": msgspec.msgpack.encode(compute(_parts.decode(row["part"])))}
