"""Feeds and sitemaps: the addresses that they list."""

from collections.abc import Iterator

import lxml.etree
import msgspec

from parley.read.faults import NotRead
from parley.read.fetch.address import is_address
from parley.read.formats.safexml import safe_xml

_DEEPEST = 3


class Listed(msgspec.Struct, frozen=True):
    """An address in a feed or sitemap; `more` says that it is another list (a sitemap of a sitemap index)."""

    url: str
    more: bool = False


def listed(body: bytes) -> list[Listed] | None:
    """The addresses that a feed or sitemap lists, newest first as it gives them; None for anything else.

    An entry of a feed that has no address is left out here: reading the feed itself gives what it carries.
    """
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        return None
    try:
        tree = safe_xml(body)
    except NotRead:
        return None
    kind = _tag(tree)
    if kind == "sitemapindex":
        return [Listed(url, more=True) for url in _locations(tree, "sitemap")]
    if kind == "urlset":
        return [Listed(url) for url in _locations(tree, "url")]
    if kind in ("rss", "RDF", "feed"):
        return [Listed(url) for entry in tree.iter() if _tag(entry) in ("item", "entry") for url in _links(entry)]
    return None


def deep_enough(depth: int) -> bool:
    """Whether lists within lists have been followed as deep as they are."""
    return depth >= _DEEPEST


def _locations(tree: lxml.etree._Element, name: str) -> Iterator[str]:
    for element in tree:
        if _tag(element) == name:
            for child in element:
                address = (child.text or "").strip()
                if _tag(child) == "loc" and is_address(address):
                    yield address


def _links(entry: lxml.etree._Element) -> Iterator[str]:
    for child in entry:
        if _tag(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = child.get("href") or (child.text or "").strip()
            if is_address(address):
                yield str(address)
                return


def _tag(element: lxml.etree._Element) -> str:
    return lxml.etree.QName(element).localname if isinstance(element.tag, str) else ""
