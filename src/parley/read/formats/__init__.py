"""Which reader reads what: by the end of the name, and by the first bytes when the name does not tell."""

from collections.abc import Callable, Iterator

from parley.model import Problem
from parley.read.faults import NotRead
from parley.read.formats.feed import read_feed
from parley.read.formats.html import read_html
from parley.read.formats.jsontext import read_json, read_json_lines
from parley.read.formats.mail import read_mailbox, read_message
from parley.read.formats.plain import read_plain
from parley.read.formats.ris import read_ris
from parley.read.formats.tabular import read_table
from parley.read.options import ReadOptions
from parley.read.report import Report, Source

Reader = Callable[[Source, ReadOptions], Iterator[Report | Problem]]

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
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
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
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
)


def reader_of(source: Source) -> Reader:
    """The reader for a source; raises `NotRead` when there is none, `OSError` when it cannot be opened."""
    name = source.file.lower()
    found = next((reader for end, reader in READERS.items() if name.endswith(end)), None)
    return found or _by_content(source)


def _by_content(source: Source) -> Reader:
    with source.open() as stream:
        head = stream.read(_HEAD)
    for sign, what in _SIGNS:
        if head.startswith(sign):
            raise NotRead("unknown_format", why=f"it looks like {what}")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return read_html
    if start.startswith((b"<?xml", b"<rss", b"<feed")):
        return read_feed
    if start.startswith((b"return-path:", b"received:", b"delivered-to:", b"mime-version:")):
        return read_message
    if start.startswith(b"{"):
        return read_json
    if b"\0" in head and head.count(b"\0") < len(head) // 4:
        raise NotRead("unknown_format", why="it is neither text nor a format that parley reads")
    return read_plain
