"""DOCX: paragraphs and cells of the main text, in order; what a heading is, its style says. Nothing outside the file's own XML is read."""

import zipfile
import zlib
from collections.abc import Iterator

import lxml.etree

from parley.model import Block, Problem
from parley.read.decode import clean
from parley.read.faults import NotRead
from parley.read.formats.plain import several
from parley.read.formats.safexml import safe_xml
from parley.read.options import ReadOptions
from parley.read.report import Report, Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "word/document.xml"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def read_docx(source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    """The report of a DOCX file, or the reports that it holds: those of an export of a press database or of a press review."""
    tree = safe_xml(_main(source, options))
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for element in tree.iter(f"{_W}p"):
        text, _ = clean(_words(element))
        text = " ".join(text.split())
        if not text:
            continue
        if _is_heading(element):
            blocks.append(Block("headline", at, at + len(text), "markup"))
        parts.append(text)
        at += len(text) + 1
    if not parts:
        raise NotRead("empty")
    yield from several(Report(text="\n".join(parts), blocks=tuple(blocks)), options.limits.report_characters)


def _main(source: Source, options: ReadOptions) -> bytes:
    """The XML of the main text, within the bounds that hold for archives."""
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as package:
            info = package.getinfo(_MAIN)
            if info.flag_bits & 1:
                raise NotRead("encrypted", what="The file")
            bound = min(options.limits.file_bytes, max(info.compress_size, 1) * options.limits.ratio + 1_000_000)
            with package.open(info) as inner:
                raw = inner.read(bound + 1)
            if len(raw) > bound:
                raise NotRead("unsafe_archive", what="The file", why="it unpacks to more than the bound")
            return raw
    except KeyError as fault:
        raise NotRead("malformed", what="The file", why="it has no main text") from fault
    except _DAMAGED as fault:
        raise NotRead("malformed", what="The file", why=fault) from fault


def _words(paragraph: lxml.etree._Element) -> str:
    """The words of a paragraph without what was deleted in it, and without the paragraphs of a text box in it, which come by themselves."""
    parts: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if _own(element, paragraph):
            parts.append((element.text or "") if element.tag == f"{_W}t" else "-" if element.tag == f"{_W}noBreakHyphen" else " ")
    return "".join(parts)


def _own(element: lxml.etree._Element, paragraph: lxml.etree._Element) -> bool:
    above = element.getparent()
    while above is not None and above is not paragraph:
        if above.tag in (f"{_W}p", _FALLBACK):
            return False
        above = above.getparent()
    return True


def _is_heading(paragraph: lxml.etree._Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "").lower() if style is not None else ""
    return name.startswith(("heading", "title"))
