"""XML files: RSS and Atom, one report an entry with the text that the feed carries; sitemaps and Zotero's RDF are handed on."""

from collections.abc import Iterator

import lxml.etree

from parley.model import DateCandidate, Problem
from parley.read.dates import iso
from parley.read.decode import clean
from parley.read.faults import NotRead, problem
from parley.read.formats.markup import paragraphs
from parley.read.formats.plain import fitting
from parley.read.formats.safexml import safe_xml
from parley.read.formats.sitemap import addresses
from parley.read.formats.zotero import ZOTERO, read_rdf
from parley.read.manifest import authors
from parley.read.options import ReadOptions
from parley.read.report import Address, Meta, Report, Source

_ENTRIES = ("item", "entry")
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated")


def read_xml(source: Source, options: ReadOptions) -> Iterator[Report | Address | Problem]:
    """What an XML file holds: a feed, a sitemap, or Zotero's RDF. A document type declaration is refused: bombs live in them."""
    tree = safe_xml(source.whole(options.limits.file_bytes))
    if _tag(tree) in ("urlset", "sitemapindex"):
        yield from addresses(tree)
    elif _tag(tree) == "RDF" and ZOTERO in tree.nsmap.values():
        yield from read_rdf(tree, source, options)
    else:
        yield from _feed(tree, source, options)


def _feed(tree: lxml.etree._Element, source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    """A report an entry, its headline first; an entry without text costs itself alone."""
    if _tag(tree) not in ("rss", "RDF", "feed"):
        raise NotRead("unknown_format", why=f"an XML file of the kind “{_tag(tree)}” is no feed")
    outlet = _word(tree, "title") or next((_word(channel, "title") for channel in tree if _tag(channel) == "channel"), None)
    entries = [element for element in tree.iter() if _tag(element) in _ENTRIES]
    if not entries:
        raise NotRead("empty")
    for number, entry in enumerate(entries, 1):
        try:
            yield _report(entry, number, outlet, options)
        except NotRead as fault:
            yield problem(fault.code, source.name, **fault.details)


def _report(entry: lxml.etree._Element, number: int, outlet: str | None, options: ReadOptions) -> Report:
    title = _word(entry, "title")
    bodies = [body for name in _TEXTS if (body := _inner(entry, name))]
    body = max(bodies, key=len, default="")
    lines = paragraphs(body)
    if not lines:
        raise NotRead("missing_text", what=f"Entry {number}")
    if title and title not in lines[:2]:
        lines.insert(0, title)
    text, _ = clean("\n".join(lines))
    given = Meta(outlet=_word(entry, "source"), title=title, url=_address(entry), id=_word(entry, "guid") or _word(entry, "id"))
    found = Meta(outlet=outlet, authors=_authors(entry))
    values = [made for name in _DATES if (value := _word(entry, name)) and (made := iso(value))]
    dates = tuple(DateCandidate(value, "metadata") for value in dict.fromkeys(values[:1]))
    text = fitting(text, options.limits.report_characters, f"Entry {number}")
    return Report(text=text, given=given, found=found, dates=dates, part=f"#{number}")


def _tag(element: lxml.etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(entry: lxml.etree._Element, name: str) -> lxml.etree._Element | None:
    return next((child for child in entry if _tag(child) == name), None)


def _word(entry: lxml.etree._Element, name: str) -> str | None:
    child = _child(entry, name)
    if child is None:
        return None
    return " ".join(" ".join(paragraphs("".join(map(str, child.itertext())))).split()) or None


def _inner(entry: lxml.etree._Element, name: str) -> str:
    """The markup that an element carries, escaped or not."""
    child = _child(entry, name)
    if child is None:
        return ""
    if len(child):
        return (child.text or "") + "".join(lxml.etree.tostring(inner, encoding="unicode") for inner in child)
    return child.text or ""


def _address(entry: lxml.etree._Element) -> str | None:
    for child in entry:
        if _tag(child) == "link":
            address = child.get("href") or (child.text or "").strip()
            if child.get("rel", "alternate") == "alternate" and address.startswith(("http://", "https://")):
                return str(address)
    return None


def _authors(entry: lxml.etree._Element) -> tuple[str, ...]:
    found: list[str] = []
    for child in entry:
        if _tag(child) in ("author", "creator"):
            found.extend(authors(_word(child, "name") or " ".join("".join(map(str, child.itertext())).split())))
    return tuple(dict.fromkeys(found))
