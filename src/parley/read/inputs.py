"""All inputs of a run, one after another: paths in, documents and problems out, each read only when it is asked for."""

import functools
import io
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

import msgspec

from parley.errors import UsageError
from parley.model import Document, Problem
from parley.read.faults import NotRead, problem
from parley.read.finish import finished
from parley.read.formats import is_warc, reader_of
from parley.read.formats.archive import Budget, is_archive, members
from parley.read.manifest import Manifest, beside, load, parse
from parley.read.options import ReadOptions
from parley.read.report import Address, Meta, Report, Source
from parley.read.walk import MANIFEST, files

Follow = Callable[[Address], Iterator[Document | Problem]]
"""What gives the documents of an address that a list names, where fetching is allowed."""


def _every(path: Path) -> bool:
    """Leaves no file out."""
    return True


def read_inputs(
    paths: Sequence[str], options: ReadOptions, *, only: Callable[[Path], bool] = _every, follow: Follow | None = None
) -> Iterator[Document | Problem]:
    """The documents of all files that the paths stand for, and a `Problem` for everything that went wrong; never raises on what a file holds.

    Lazy: a file is opened when the documents before it were taken. The order is that of the paths, and of names within a folder. A document comes
    before the problems that name it. What could not be read at all has a problem for which `parley.read.lost` is true. `only` leaves files out. Addresses
    that a list or sitemap among the files names are handed to `follow`; without it they are one problem.
    """
    told: set[str] = set()
    if options.manifest is not None:
        shared = load(Path(options.manifest))
        yield from shared.problems
    else:
        shared = Manifest({})
    roots = frozenset(Path(name) for name in paths)
    apart = {os.path.realpath(name) for name in (*options.apart, *([options.manifest] if options.manifest else []))}
    nearby = functools.lru_cache(maxsize=4096)(beside)
    for path in files(paths):
        if isinstance(path, Problem):
            yield path
            continue
        if (
            os.path.realpath(path) in apart
            or path.name.lower() == MANIFEST
            or (options.manifest and os.path.realpath(path) == os.path.realpath(options.manifest))
        ):
            continue
        if not only(path):
            continue
        row, problems = _row(path, roots, shared, nearby)
        for found in problems:
            if found.id not in told:
                told.add(found.id)
                yield found
        yield from read_source(_source(path), row, options, follow=follow)


def read_source(source: Source, row: Meta, options: ReadOptions, *, follow: Follow | None = None) -> Iterator[Document | Problem]:
    """The documents and problems of one source of bytes, `row` being what a manifest says of it; addresses in it are handed to `follow`."""
    waiting = 0
    for found in _found(source, row, options):
        if not isinstance(found, Address):
            yield found
        elif follow is None:
            waiting += 1
        else:
            yield from follow(found)
    if waiting:
        yield problem("needs_fetch", source.name, what=f"What stands under {waiting:,} addresses")


def _found(source: Source, row: Meta, options: ReadOptions, budget: Budget | None = None, depth: int = 0) -> Iterator[Document | Address | Problem]:
    """What one source of bytes holds; `budget` and `depth` are those of the archive around it."""
    try:
        if is_archive(source) and not is_warc(source):
            if depth >= options.limits.depth:
                raise NotRead("unsafe_archive", what="The archive", why="archives are nested too deep")
            yield from _unpacked(source, row, options, budget or Budget(options.limits, source.size), depth + 1)
            return
        for found in reader_of(source)(source, options):
            if isinstance(found, Report):
                yield from _finished(found, source, row, options)
            else:
                yield found
    except NotRead as fault:
        yield problem(fault.code, source.name, **fault.details)
    except OSError as fault:
        yield problem("unreadable", source.name, why=fault.strerror or fault)
    except MemoryError:
        yield problem("too_large", source.name, what="The file", bound="the memory that there is")
    except Exception as fault:  # noqa: BLE001 - the law: a file that breaks its reader costs that file, not the run
        yield problem("reader_failed", source.name, what="the file", why=_said(fault))


def _finished(report: Report, source: Source, row: Meta, options: ReadOptions) -> Iterator[Document | Problem]:
    """What a report makes; one that breaks what is read off its text costs itself, not the other reports of its file."""
    try:
        yield from finished(report, source, _for_part(row, report), options)
    except Exception as fault:  # noqa: BLE001 - the same law
        yield problem("reader_failed", source.name, what=f"the report {report.part}".strip(), why=_said(fault))


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"


def as_document(text: str, *, item: str = "text.txt", published: str | None = None) -> Document:
    """A text that a caller holds, as a document: dates, dateline and credits read as from a file. Raises `UsageError` when there is no text in it."""
    raw = text.encode("utf-8", "replace")
    source = Source(item, item, len(raw), lambda: io.BytesIO(raw))
    for found in read_source(source, Meta(), ReadOptions(published=published)):
        if isinstance(found, Document):
            return found
        raise UsageError(f"the text cannot be read: {found.message}")
    raise UsageError("the text cannot be read")


def _unpacked(source: Source, row: Meta, options: ReadOptions, budget: Budget, depth: int) -> Iterator[Document | Address | Problem]:
    """The documents of the files in an archive. A manifest in it describes the files beside it; of the row for the archive itself, what holds for each."""
    shared = msgspec.structs.replace(row, url=None, title=None, authors=(), id=None)
    inside: dict[str, Meta] = {}
    for member in members(source, budget, _is_manifest):
        if isinstance(member, Source):
            folder = member.name[: -len(member.file)]
            listed = parse(member.whole(options.limits.file_bytes), member.name, folder.__add__)
            inside.update(listed.rows)
            yield from listed.problems
    seen: set[str] = set()
    empty = True
    for member in members(source, budget, lambda name: not _is_manifest(name)):
        empty = False
        if isinstance(member, Problem):
            yield member
            continue
        seen.add(member.name)
        for found in _found(member, inside.get(member.name, Meta()).over(shared), options, budget, depth):
            if isinstance(found, Document) and depth == 1:
                budget.read(len(found.text))
            yield found
    for missing in sorted(set(inside) - seen):
        yield problem("manifest_row", source.name, file=missing)
    if empty:
        raise NotRead("empty")


def _is_manifest(name: str) -> bool:
    return PurePath(name).name.lower() == MANIFEST


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
