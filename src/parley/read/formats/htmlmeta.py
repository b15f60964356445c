"""What a page says of itself: JSON-LD first, then OpenGraph and other meta elements, then the page's own elements."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from parley.model import DateCandidate
from parley.read.dates import iso
from parley.read.manifest import authors
from parley.read.report import Meta

_ARTICLE = re.compile(r"(Article|Report|Posting|LiveBlog\w*)$")
_BOUND = 2_000_000
_DEPTH = 12
_META_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published", "published-date",
    "publishdate",
    "pubdate", "publication_date", "date", "dc.date.issued", "dc.date", "dcterms.created", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article_date_original", "originalpublicationdate", "displaydate", "timestamp", "publish-date", "iso-8601-publish-date", "rnews:datepublished",
)  # fmt: skip
_META_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_META_AUTHORS = ("author", "article:author", "byl", "dc.creator", "sailthru.author", "parsely-author", "article:author_name", "cxenseparse:author")
_NO_NAME = re.compile(r"https?://|@|^\W*$|^(admin|editor|staff|none|null|unknown)$", re.IGNORECASE)
_TAIL = re.compile(r"\s+[-–—|»:·]\s+([^-–—|»·]{2,60})$")


class PageMeta:
    """The metadata of one page, read once: `.meta` and `.dates`."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.named = _named(tree)
        self.objects = list(_objects(tree))

    def meta(self) -> Meta:
        """Title, authors, outlet, address and language as the page gives them."""
        title, outlet = self._title(), self._outlet()
        tail = _TAIL.search(title) if title else None
        if title and tail and (outlet is None or _same(tail.group(1), outlet)):
            outlet, title = outlet or tail.group(1).strip(), title[: tail.start()]
        return Meta(outlet=outlet, title=title, authors=self._authors(), url=self._address(), language=self._language(), modified=self._modified())

    def _modified(self) -> str | None:
        """When the page says that it last changed."""
        values = [_text(thing.get("dateModified")) for thing in self.objects]
        values += [value for name in _META_CHANGES for value in self.named.get(name, ())]
        return next((made for value in values if value and (made := iso(value))), None)

    def dates(self) -> tuple[DateCandidate, ...]:
        """Every date of publication that the page gives, most trusted first, each once."""
        values = [_text(thing.get(key)) for key in ("datePublished", "dateCreated") for thing in self.objects]
        values += [value for name in _META_DATES for value in self.named.get(name, ())]
        for element in self.tree.iterfind(".//time[@datetime]"):
            if element.get("pubdate") is not None or "publish" in f"{element.get('itemprop', '')} {element.get('class', '')}".lower():
                values.append(element.get("datetime"))
        values += [e.get("content") or e.get("datetime") or e.text_content() for e in self.tree.iterfind(".//*[@itemprop='datePublished']")]
        found = dict.fromkeys(made for value in values if value and (made := iso(value)))
        return tuple(DateCandidate(value, "metadata") for value in found)

    def _first(self, *names: str) -> str | None:
        return next((value for name in names for value in self.named.get(name, ())), None)

    def _title(self) -> str | None:
        for thing in self.objects:
            if title := _text(thing.get("headline")):
                return title
        if title := self._first("og:title", "twitter:title", "dc.title", "headline"):
            return title
        for path in (".//h1", ".//title"):
            for element in self.tree.iterfind(path):
                if title := _text(element.text_content()):
                    return title
        return None

    def _outlet(self) -> str | None:
        for thing in self.objects:
            publisher = thing.get("publisher") or thing.get("sourceOrganization")
            for entry in publisher if isinstance(publisher, list) else [publisher]:
                if name := _text(entry.get("name") if isinstance(entry, dict) else entry):
                    return name
        return self._first("og:site_name", "application-name", "dc.publisher", "twitter:app:name:iphone")

    def _authors(self) -> tuple[str, ...]:
        found: list[str] = []
        for thing in self.objects:
            people = thing.get("author") or thing.get("creator")
            for entry in people if isinstance(people, list) else [people]:
                names = entry.get("name") if isinstance(entry, dict) else entry
                for name in names if isinstance(names, list) else [names]:
                    found.extend(authors(_text(name)))
            if found:
                break
        if not found:
            for name in _META_AUTHORS:
                found.extend(who for value in self.named.get(name, ()) for who in authors(value))
                if found:
                    break
        return tuple(dict.fromkeys(name for name in found if not _NO_NAME.search(name)))

    def _address(self) -> str | None:
        for element in self.tree.iterfind(".//link[@rel='canonical']"):
            if (address := element.get("href", "")).startswith(("http://", "https://")):
                return str(address)
        address = self._first("og:url")
        return address if address and address.startswith(("http://", "https://")) else None

    def kinds(self) -> tuple[str, ...]:
        """The types of the page's first article and the sections that it is filed under."""
        first = self.objects[0] if self.objects else {}
        given = [value for key in ("@type", "articleSection") for value in _several(first.get(key))]
        given += [value for name in ("article:section", "og:section", "parsely-section") for value in self.named.get(name, ())]
        return tuple(dict.fromkeys(kind for value in given if (kind := _text(value))))

    def _language(self) -> str | None:
        value = self.tree.get("lang") or self._first("og:locale", "content-language")
        found = re.match(r"[A-Za-z]{2,3}", value or "")
        return found.group().lower() if found else None


def _named(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        value = _text(element.get("content"))
        if name and value:
            found.setdefault(name.strip().lower(), []).append(value)
    return found


def _objects(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that are articles, in page order."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        raw = (script.text or "").strip()
        if not raw or len(raw) > _BOUND:
            continue
        try:
            value = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(value, 0)


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _articles(entry, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(value.get(key), depth + 1)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(value.split())[:1000] or None


def _same(one: str, other: str) -> bool:
    bare = [re.sub(r"\W|^the\b|\.\w+$", "", name.lower().strip()) for name in (one, other)]
    return bool(bare[0]) and (bare[0] in bare[1] or bare[1] in bare[0])
