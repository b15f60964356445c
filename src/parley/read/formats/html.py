"""HTML: the article of a page, its paragraphs divided by line feeds, its headline first; and what the page says of itself."""

import re
from collections.abc import Iterator
from typing import Any

import lxml.etree
import lxml.html

from parley.lang import load
from parley.model import Block, DateCandidate
from parley.model.document import BlockKind
from parley.read.clippings import divided, is_export
from parley.read.dates import day_in_url, iso
from parley.read.decode import clean, decode
from parley.read.faults import NotRead
from parley.read.formats.htmlmeta import PageMeta
from parley.read.formats.markup import paragraphs
from parley.read.formats.plain import coding, fitting
from parley.read.genre import filed
from parley.read.options import ReadOptions
from parley.read.report import Report, Source

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_SPACE = re.compile(r"\s+")
_PAGE_BYTES = 12_000_000
_CLOCK = re.compile(r"\d[:.]\d\d")
_SECONDS = re.compile(r"T(\d\d:\d\d)(?::\d\d)?")
_LINES = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li")


def read_html(source: Source, options: ReadOptions) -> Iterator[Report]:
    """The one article of a page, or the reports of a press database's export."""
    raw = source.whole(min(_PAGE_BYTES, options.limits.file_bytes))
    declared = _CHARSET.search(raw[:4096])
    found = decode(raw, declared.group(1).decode("ascii", "replace") if declared else None)
    if not found.text.strip():
        raise NotRead("empty")
    if is_export(found.text):
        whole = Report(text="\n".join(paragraphs(found.text)), faults=coding(found))
        if len(clips := list(divided(whole))) > 1 or clips[0].given.title:
            yield from clips
            return
    made = article(found.text, options)
    yield Report(text=made.text, found=made.found, dates=made.dates, blocks=made.blocks, kinds=made.kinds, faults=(*coding(found), *made.faults))


def article(markup: str, options: ReadOptions) -> Report:
    """The article in a page's markup; raises `NotRead` when there is none.

    The body is trafilatura's (Barbaresi 2021); the headline becomes the first line, unless the body opens with it. Headline and subheadings that the
    markup shows are in `blocks`.
    """
    try:
        tree = lxml.html.document_fromstring(_DECLARATION.sub("", markup), parser=lxml.html.HTMLParser(no_network=True, remove_pis=True))
    except (lxml.etree.LxmlError, ValueError) as fault:
        raise NotRead("malformed", what="The page", why=fault) from fault
    page = PageMeta(tree)
    meta, dates = page.meta(), page.dates()
    if meta.url and (in_url := day_in_url(meta.url)):
        dates = (*dates, DateCandidate(in_url, "url"))
    if not any(date.basis == "metadata" for date in dates) and (guess := _searched(tree)):
        dates = (DateCandidate(guess, "metadata"), *dates)
    if "live_blog" in filed(page.kinds(), meta.url, load("en")):
        _keep_times(tree)
    lines = _body(tree)
    if not lines:
        raise NotRead("no_article")
    text, blocks = _joined(lines, meta.title)
    return Report(text=fitting(text, options.limits.report_characters), found=meta, dates=dates, blocks=blocks, kinds=page.kinds())


def _keep_times(tree: lxml.html.HtmlElement) -> None:
    """Makes text of the times under which the entries of a live page stand, in place: what takes the article out of its page leaves such elements out."""
    for element in list(tree.iter("time")):
        if element.get("pubdate") is not None or "publish" in f"{element.get('itemprop', '')} {element.get('class', '')}".lower():
            continue
        said = _SPACE.sub(" ", element.text_content()).strip()
        if not _CLOCK.search(said):
            said = _SECONDS.sub(r" \1", iso(element.get("datetime") or "") or "")  # it says "two hours ago"
        if not _CLOCK.search(said):
            continue
        for child in list(element):
            element.remove(child)
        element.text, element.tail = said, f" {element.tail or ''}"
        above = element.getparent()
        if above is not None and above.tag in _LINES:
            element.drop_tag()
        else:
            element.tag = "p"


def _body(tree: lxml.html.HtmlElement) -> list[tuple[str, bool]]:
    """Paragraphs of the article with whether each is a heading."""
    import trafilatura

    try:
        found: Any = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except (RecursionError, ValueError, lxml.etree.LxmlError) as fault:
        raise NotRead("malformed", what="The page", why=fault) from fault
    if found is None or found.body is None:
        return []
    lines: list[tuple[str, bool]] = []
    for element in found.body.iter("p", "head", "item", "quote", "cell", "code", "ab"):
        if any(inner.tag in ("p", "item", "quote") for inner in element.iterdescendants()):
            words = element.text or ""  # its paragraphs come by themselves
        else:
            words = " ".join(element.itertext()) if element.find(".//lb") is not None else "".join(element.itertext())
        line = _SPACE.sub(" ", clean(words)[0]).strip()
        if line and not _inside_line(element):
            lines.append((line, element.tag == "head"))
    return lines


def _inside_line(element: Any) -> bool:
    """True for what stands in a paragraph that was taken whole."""
    above = element.getparent()
    while above is not None:
        if above.tag in ("p", "head"):
            return True
        above = above.getparent()
    return False


def _joined(lines: list[tuple[str, bool]], title: str | None) -> tuple[str, tuple[Block, ...]]:
    """The text of headline and paragraphs, with the blocks that the markup shows."""
    title = _SPACE.sub(" ", clean(title)[0]).strip() if title else ""
    parts: list[tuple[str, BlockKind | None]] = [(line, "headline" if heading else None) for line, heading in lines]
    bare = [re.sub(r"\W+", "", line).lower() for line, _ in lines[:4]]
    if title and re.sub(r"\W+", "", title).lower() not in bare:
        parts.insert(0, (title, "headline"))
    blocks: list[Block] = []
    at = 0
    for line, kind in parts:
        if kind:
            blocks.append(Block(kind, at, at + len(line), "markup"))
        at += len(line) + 1
    return "\n".join(line for line, _ in parts), tuple(blocks)


def _searched(tree: lxml.html.HtmlElement) -> str | None:
    """A date that htmldate finds elsewhere on the page (Barbaresi 2020), or None."""
    import htmldate

    try:
        found = htmldate.find_date(tree, original_date=True, extensive_search=False)
    except (ValueError, TypeError, RecursionError, lxml.etree.LxmlError):
        return None
    return iso(found) if found else None
