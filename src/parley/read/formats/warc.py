"""WARC (ISO 28500), plain and gzipped: each archived page an item under its address."""

import gzip
import io
import typing
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from parley.model import Problem
from parley.read.faults import NotRead, problem
from parley.read.formats.html import read_html
from parley.read.options import ReadOptions
from parley.read.report import Meta, Report, Source

_GRACE = 50_000_000
_HTML = ("text/html", "application/xhtml+xml")


class _Counted(io.RawIOBase):
    """A stream that is read forwards only, and that ends the reading when more comes out of it than the bound."""

    def __init__(self, inner: BinaryIO, bound: int) -> None:
        self._inner = inner
        self._left = bound
        self._at = 0
        self.over = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        found = self._inner.read(size if size >= 0 else 1 << 16)
        self._left -= len(found)
        self._at += len(found)
        if self._left < 0:
            self.over = True
            raise OSError("the bound is reached")
        return found

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes forwards; raises `OSError` on the way back."""
        target = offset + (self._at if whence == io.SEEK_CUR else 0)
        if whence == io.SEEK_END or target < self._at:
            raise OSError("this stream is read forwards only")
        while self._at < target and self.read(min(target - self._at, 1 << 16)):
            pass
        return self._at


def read_warc(source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    """A report for each response that is an HTML page and was delivered (status 200); one without an article costs itself alone.

    The day of archiving is no date of publication.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    limits = options.limits
    packed = source.size if source.size > 0 else limits.file_bytes
    with source.open() as stream, _plain(stream) as inner:
        counted = _Counted(inner, min(limits.expanded_bytes, packed * limits.ratio + _GRACE))
        read = 0
        try:
            for record in ArchiveIterator(counted, record_types=WarcRecordType.response, auto_decode="all"):
                read += 1
                if read > limits.members:
                    raise NotRead("unsafe_archive", what="The rest of the archive", why=f"it holds more than {limits.members:,} pages")
                yield from _page(record, source, options)
        except (OSError, EOFError, zlib.error, ValueError, RuntimeError) as fault:
            raise _not_read(counted, fault) from fault
        except BaseException as fault:
            if type(fault).__name__ != "PanicException":  # a fault in the library's own code, which derives from no Exception
                raise
            raise _not_read(counted, fault) from fault
    if not read:
        raise NotRead("malformed", what="The archive", why="it holds no response")


def _not_read(stream: _Counted, fault: BaseException) -> NotRead:
    if stream.over:
        return NotRead("unsafe_archive", what="The rest of the archive", why="it unpacks to more than the bound")
    return NotRead("malformed", what="The archive", why=fault)


def _plain(stream: BinaryIO) -> BinaryIO:
    """The stream with its compression, if it has some, taken off."""
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    return typing.cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if packed else stream


def _page(record: object, source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    headers, http = record.headers, record.http_headers  # type: ignore[attr-defined]
    address = (headers.get("WARC-Target-URI") or "").strip("<> ")
    kind = (record.http_content_type or "").lower()  # type: ignore[attr-defined]
    if http is None or http.status_code != 200 or not kind.startswith(_HTML) or not address.startswith(("http://", "https://")):
        return
    where = f"{source.name}!{address}"
    try:
        raw = record.reader.read(options.limits.file_bytes + 1)  # type: ignore[attr-defined]
        page = Source(where, address, len(raw), lambda: io.BytesIO(raw))
        for number, found in enumerate(read_html(page, options)):
            part = f"#{number}" if number else ""
            meta = Meta(url=address) if not part else Meta(id=address + part)
            yield msgspec.structs.replace(found, given=found.given.over(meta), part=f"!{address}{part}")
    except NotRead as fault:
        yield problem(fault.code, where, **fault.details)
