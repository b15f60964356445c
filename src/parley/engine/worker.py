"""A worker: reads one shard after the other in a process of its own, and says what it is at.

It is started by `processes` with one end of a socket. First comes where to import from, then what reads and by which codebook, then shards. It answers with
the index of each document before it reads it, and with the key of each shard when its file is in place, or with why it cannot be written. When the other end
is gone it ends at once.
"""

import os
import pickle
import queue
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from parley.engine.shards import Folder, Shard, pack, slim
from parley.errors import EngineError

READY, BEGUN, DONE, FAILED = "ready", "begun", "done", "failed"


def main(socket: int) -> None:
    """Serves on the socket (its file descriptor) until the other end is gone."""
    channel = Connection(socket)
    try:
        sys.path[:] = channel.recv()
        start = channel.recv_bytes()
    except (EOFError, OSError):
        # The other end was gone before it had said what to read by.
        os._exit(0)
    annotate, book, work = pickle.loads(start)
    folder = Folder(Path(work))
    jobs: queue.SimpleQueue[Shard] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(channel, jobs), daemon=True).start()
    channel.send((READY, 0))
    while True:
        job = jobs.get()
        found = []
        for n, doc in enumerate(job.documents):
            channel.send((BEGUN, n))
            found.append(slim(annotate(doc, book)))
        try:
            folder.put(job.key, pack(found))
        except EngineError as fault:
            channel.send((FAILED, str(fault)))
        else:
            channel.send((DONE, job.key))


def _listen(channel: Connection, jobs: "queue.SimpleQueue[Any]") -> None:
    """Takes shards as they come, so that the other end never waits; ends the process, whatever it is at, when the other end is gone."""
    try:
        while True:
            jobs.put(channel.recv())
    except (EOFError, OSError):
        os._exit(0)
