"""Sitemaps (sitemaps.org 0.9, with the extension for news): addresses of reports, which are read only where fetching was asked for."""

from collections.abc import Iterator

import lxml.etree

from parley.model import DateCandidate
from parley.read.dates import iso
from parley.read.report import Address, Meta

_MOST = 50_000  # what the protocol allows in one file


def addresses(tree: lxml.etree._Element) -> Iterator[Address]:
    """The addresses of a sitemap, or of the sitemaps that an index names, with what the sitemap says of each."""
    for count, entry in enumerate(tree.iterfind("{*}*")):
        if count >= _MOST:
            return
        address = (entry.findtext("{*}loc") or "").strip()
        if not address.startswith(("http://", "https://")):
            continue
        day = iso(entry.findtext("{*}news/{*}publication_date") or "")
        meta = Meta(
            title=entry.findtext("{*}news/{*}title"), outlet=entry.findtext("{*}news/{*}publication/{*}name"),
            language=(entry.findtext("{*}news/{*}publication/{*}language") or "")[:2] or None,
        )  # fmt: skip
        yield Address(url=address, found=meta, dates=(DateCandidate(day, "metadata"),) if day else (), changed=entry.findtext("{*}lastmod"))
