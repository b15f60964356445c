"""MHTML (RFC 2557), what browsers save a page as: the page's own HTML, under the address that the file names."""

import email.message
import io
from collections.abc import Iterator

import msgspec

from parley.read.faults import NotRead
from parley.read.formats.html import read_html
from parley.read.formats.mail import parsed_message
from parley.read.options import ReadOptions
from parley.read.report import Meta, Report, Source

_PARTS = 2_000


def read_mhtml(source: Source, options: ReadOptions) -> Iterator[Report]:
    """The article of a saved page."""
    message = parsed_message(source.whole(options.limits.file_bytes))
    page = _root(message)
    raw = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(raw, bytes):
        raise NotRead("malformed", what="The saved page", why="it holds no HTML")
    address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    meta = Meta(url=address) if address.startswith(("http://", "https://")) else Meta()
    charset = page.get_content_charset()
    if charset and b"charset" not in raw[:4096].lower():
        raw = f'<meta charset="{charset}">'.encode("ascii", "replace") + raw
    for found in read_html(Source(source.name, source.file, len(raw), lambda: io.BytesIO(raw)), options):
        yield msgspec.structs.replace(found, given=found.given.over(meta))


def _root(message: email.message.Message) -> email.message.Message | None:
    """The part that is the page: the one that the `start` parameter names, else the first HTML."""
    start = message.get_param("start")
    first: email.message.Message | None = None
    for count, part in enumerate(message.walk()):
        if count > _PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            first = first or part
            if isinstance(start, str) and str(part.get("Content-ID", "")).strip("<> ") == start.strip("<> "):
                return part
    return first
