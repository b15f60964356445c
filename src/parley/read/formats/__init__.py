"""Which reader reads what: by the end of the name, and by the first bytes when the name does not tell."""

from collections.abc import Callable, Iterator

from parley.model import Problem
from parley.read.faults import NotRead
from parley.read.formats.docx import read_docx
from parley.read.formats.feed import read_xml
from parley.read.formats.html import read_html
from parley.read.formats.jsontext import read_json, read_json_lines
from parley.read.formats.mail import read_mailbox, read_message
from parley.read.formats.mhtml import read_mhtml
from parley.read.formats.pdf import read_pdf
from parley.read.formats.plain import read_plain
from parley.read.formats.ris import read_ris
from parley.read.formats.rtf import read_rtf
from parley.read.formats.tabular import read_table
from parley.read.formats.warc import read_warc
from parley.read.options import ReadOptions
from parley.read.report import Address, Report, Source

Reader = Callable[[Source, ReadOptions], Iterator[Report | Address | Problem]]

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".shtml": read_html,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".rss": read_xml,
    ".atom": read_xml,
    ".xml": read_xml,
    ".rdf": read_xml,
    ".docx": read_docx,
    ".rtf": read_rtf,
    ".pdf": read_pdf,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".eml": read_message,
    ".mbox": read_mailbox,
    ".ris": read_ris,
    ".csv": read_table,
    ".tsv": read_table,
}
_HEAD = 2048
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "sound or pictures"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"\x37\x7f\x06\x82", "the log of a database"),
    (b"\x37\x7f\x06\x83", "the log of a database"),
    (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", "the journal of a database"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
)
_STARTS: tuple[tuple[bytes | tuple[bytes, ...], Reader], ...] = (
    ((b"<!doctype html", b"<html", b"<head", b"<body"), read_html),
    ((b"<?xml", b"<rss", b"<feed", b"<urlset"), read_xml),
    ((b"return-path:", b"received:", b"delivered-to:", b"mime-version:"), read_message),
    (b"from: <saved by", read_mhtml),
    (b"{\\rtf", read_rtf),
    (b"%pdf-", read_pdf),
    (b"warc/1.", read_warc),
    (b"{", read_json),
)


def reader_of(source: Source) -> Reader:
    """The reader for a source; raises `NotRead` when there is none, `OSError` when it cannot be opened.

    First bytes that only a picture, a program or a database has count more than the end of the name.
    """
    with source.open() as stream:
        head = stream.read(_HEAD)
    for sign, what in _SIGNS:
        if head.startswith(sign):
            raise NotRead("unknown_format", why=f"it looks like {what}")
    name = source.file.lower()
    found = next((reader for end, reader in READERS.items() if name.endswith(end)), None)
    return found or _by_content(head)


def is_warc(source: Source) -> bool:
    """True for a name that ends like that of a web archive, which is read as a whole although it may be gzipped."""
    return source.file.lower().endswith((".warc", ".warc.gz"))


def _by_content(head: bytes) -> Reader:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for sign, reader in _STARTS:
        if start.startswith(sign):
            return reader
    if head.startswith(b"PK\x03\x04") and b"word/" in head:
        return read_docx
    if b"\0" in head and head.count(b"\0") < len(head) // 4:
        raise NotRead("unknown_format", why="it is neither text nor a format that parley reads")
    return read_plain
