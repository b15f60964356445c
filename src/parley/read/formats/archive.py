"""Archives: zip, tar (plain or compressed) and gzip, read member by member; nothing is ever written to disk, so no name in them can lead anywhere."""

import functools
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from parley.model import Problem
from parley.read.faults import NotRead, problem
from parley.read.options import Limits
from parley.read.report import Source

ENDS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".gz")
_GRACE = 10_000_000
_LEFT_OUT = frozenset({"__MACOSX"})
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, NotImplementedError, RuntimeError, ValueError)


class Budget:
    """What may still be unpacked in one archive with all archives in it: a bound on bytes, on members and on the text of reports."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self.limits = limits
        self.bytes = min(limits.expanded_bytes, max(packed, 1) * limits.ratio + _GRACE)
        self.members = limits.members
        self.text = min(limits.expanded_bytes, max(packed, 1) * limits.text_ratio + _GRACE)

    def read(self, characters: int) -> None:
        """Takes the text of one report; raises `NotRead` when the bound is reached."""
        self.text -= characters
        if self.text < 0:
            raise NotRead("unsafe_archive", what="The rest of the archive", why="its reports have more text than the bound")

    def take(self, size: int) -> bool:
        """Takes one member of that size; False when the bound is reached."""
        self.bytes -= size
        self.members -= 1
        return self.bytes >= 0 and self.members >= 0


def is_archive(source: Source) -> bool:
    """True for a name that ends like an archive's."""
    return source.file.lower().endswith(ENDS)


def members(source: Source, budget: Budget, wanted: Callable[[str], bool]) -> Iterator[Source | Problem]:
    """The files in an archive whose names are wanted, in its own order, one at a time in memory and within the bounds; a `Problem` for each not read.

    Raises `NotRead` when the archive is damaged or unpacks to more than the bounds allow (a "zip bomb").
    """
    name = source.file.lower()
    try:
        with source.open() as stream:
            if name.endswith(".zip"):
                yield from _zip(source, stream, budget, wanted)
            elif name.endswith(".gz") and not name.endswith(".tar.gz"):
                if wanted(source.file[:-3]):
                    with gzip.open(stream) as inner:
                        yield _held(source, source.file[:-3], _bounded(inner.read, budget))
            else:
                yield from _tar(source, stream, budget, wanted)
    except _DAMAGED as fault:
        raise NotRead("malformed", what="The archive", why=fault) from fault


def _zip(source: Source, stream: BinaryIO, budget: Budget, wanted: Callable[[str], bool]) -> Iterator[Source | Problem]:
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if _hidden(info.filename) or info.filename.endswith("/") or not wanted(info.filename):
                continue
            where = f"{source.name}!{info.filename}"
            if info.flag_bits & 1:
                yield problem("encrypted", where, what="The file in the archive")
            elif info.file_size > budget.limits.file_bytes:
                yield problem("too_large", where, what="The file in the archive", bound=f"{budget.limits.file_bytes:,} bytes")
            else:
                with archive.open(info) as inner:
                    yield _held(source, info.filename, _bounded(inner.read, budget))


def _tar(source: Source, stream: BinaryIO, budget: Budget, wanted: Callable[[str], bool]) -> Iterator[Source | Problem]:
    with tarfile.open(fileobj=stream, mode="r:*") as archive:
        for info in archive:
            if info.size > budget.bytes:
                raise NotRead("unsafe_archive", what="The rest of the archive", why="it unpacks to more than the bound")
            if not info.isfile() or _hidden(info.name) or not wanted(info.name):
                continue
            inner = archive.extractfile(info)
            if info.size > budget.limits.file_bytes or inner is None:
                budget.take(info.size)
                where = f"{source.name}!{info.name}"
                yield problem("too_large", where, what="The file in the archive", bound=f"{budget.limits.file_bytes:,} bytes")
            else:
                yield _held(source, info.name, _bounded(inner.read, budget))


def _bounded(read: Callable[[int], bytes], budget: Budget) -> bytes:
    """All bytes of a member; raises `NotRead` past the bounds, whatever size its header claims."""
    bound = min(budget.limits.file_bytes, max(budget.bytes, 0))
    raw = read(bound + 1)
    if len(raw) > bound or not budget.take(len(raw)):
        raise NotRead("unsafe_archive", what="The rest of the archive", why="it unpacks to more than the bound")
    return raw


def _held(source: Source, name: str, raw: bytes) -> Source:
    return Source(f"{source.name}!{name}", PurePosixPath(name).name or source.file, len(raw), functools.partial(io.BytesIO, raw))


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or parts[-1].startswith(".") or any(part in _LEFT_OUT for part in parts)
