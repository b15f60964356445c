"""All inputs of a run, one after another: paths in, documents and problems out, each read only when it is asked for."""

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from parley.model import Document, Problem
from parley.read.faults import NotRead, problem
from parley.read.finish import finished
from parley.read.formats import reader_of
from parley.read.manifest import Manifest, beside, load
from parley.read.options import ReadOptions
from parley.read.report import Meta, Report, Source
from parley.read.walk import MANIFEST, files


def read_inputs(paths: Sequence[str], options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents of all files that the paths stand for, and a `Problem` for everything that went wrong; never raises on what a file holds.

    Lazy: a file is opened when the documents before it were taken. The order is that of the paths, and of names within a folder. A document comes
    before the problems that name it. What could not be read at all has a problem for which `parley.read.lost` is true.
    """
    told: set[str] = set()
    if options.manifest is not None:
        shared = load(Path(options.manifest))
        yield from shared.problems
    else:
        shared = Manifest({})
    roots = frozenset(Path(name) for name in paths)
    nearby = functools.lru_cache(maxsize=4096)(beside)
    for path in files(paths):
        if isinstance(path, Problem):
            yield path
            continue
        if path.name.lower() == MANIFEST or (options.manifest and os.path.realpath(path) == os.path.realpath(options.manifest)):
            continue
        row, problems = _row(path, roots, shared, nearby)
        for found in problems:
            if found.id not in told:
                told.add(found.id)
                yield found
        yield from read_source(_source(path), row, options)


def read_source(source: Source, row: Meta, options: ReadOptions) -> Iterator[Document | Problem]:
    """The documents and problems of one source of bytes, `row` being what a manifest says of it."""
    try:
        for found in reader_of(source)(source, options):
            if isinstance(found, Report):
                yield from finished(found, source, _for_part(row, found), options)
            else:
                yield found
    except NotRead as fault:
        yield problem(fault.code, source.name, **fault.details)
    except OSError as fault:
        yield problem("unreadable", source.name, why=fault.strerror or fault)
    except MemoryError:
        yield problem("too_large", source.name, what="The file", bound="the memory that there is")


def _row(path: Path, roots: frozenset[Path], shared: Manifest, nearby: Callable[[str], Manifest]) -> tuple[Meta, tuple[Problem, ...]]:
    """What manifests say of the file: the given one, else that of its folder, else those of the folders above up to the path that was given."""
    key = os.path.realpath(path)
    row = shared.rows.get(key, Meta())
    problems: list[Problem] = []
    for folder in path.parents:
        found = nearby(str(folder))
        row = row.over(found.rows.get(key, Meta()))
        problems.extend(found.problems)
        if path in roots or folder in roots:
            break
    return row, tuple(problems)


def _for_part(row: Meta, report: Report) -> Meta:
    """The row for one report of a file that holds several: what can be true of each of them."""
    if not report.part:
        return row
    return msgspec.structs.replace(row, url=None, title=None, authors=(), id=None)


def _source(path: Path) -> Source:
    try:
        size = path.stat().st_size
    except OSError:
        size = -1
    return Source(str(path), path.name, size, lambda: open(path, "rb"))
