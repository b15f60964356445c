"""Which files a list of paths stands for, in an order that does not depend on the file system."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from parley.model import Problem
from parley.read.faults import problem

MANIFEST = "manifest.csv"
_SIDECARS = frozenset({"thumbs.db", "desktop.ini"})
_LOGS = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database


def files(paths: Sequence[str]) -> Iterator[Path | Problem]:
    """Every file to read, folders walked in order of name; a `Problem` for a path that is none or a folder that cannot be listed.

    Left out: what is hidden (its name begins with a dot), `manifest.csv`, and a folder that was walked before, so that links in a circle end.
    A file that two paths name comes once.
    """
    walked: set[tuple[int, int]] = set()
    given: set[str] = set()
    for name in paths:
        for found in _below(Path(name), walked, named=True):
            if isinstance(found, Path):
                place = os.path.realpath(found)
                if place in given:
                    continue
                given.add(place)
            yield found


def _below(path: Path, walked: set[tuple[int, int]], *, named: bool = False) -> Iterator[Path | Problem]:
    try:
        state = path.stat()
        if not path.is_dir():
            if not path.is_file():
                yield problem("skipped_entry", str(path), what="The entry", why="it is neither a file nor a folder")
            elif named or path.name.lower() != MANIFEST:
                yield path
            return
        if (state.st_dev, state.st_ino) in walked:
            return
        walked.add((state.st_dev, state.st_ino))
        inside = sorted(path.iterdir(), key=lambda entry: entry.name)
    except FileNotFoundError:
        yield problem("not_found", str(path))
        return
    except (OSError, ValueError) as fault:
        yield problem("unreadable", str(path), why=getattr(fault, "strerror", None) or fault)
        return
    for entry in inside:
        if not entry.name.startswith(".") and entry.name.lower() not in _SIDECARS and not _is_log(entry):
            yield from _below(entry, walked)


def _is_log(path: Path) -> bool:
    """True for the log that SQLite keeps beside a database of the same name."""
    return any(path.name.endswith(end) and path.with_name(path.name.removesuffix(end)).is_file() for end in _LOGS)
