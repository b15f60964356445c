"""All addresses of a run, one page after another: only what is new is fetched, and a fault costs its page."""

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Protocol, Self
from urllib.parse import unquote, urldefrag, urlsplit

import msgspec

from parley.model import Document, Problem
from parley.read.faults import NotRead, problem
from parley.read.fetch.client import Answer, Client, target
from parley.read.fetch.follow import deep_enough, listed
from parley.read.fetch.options import FetchOptions
from parley.read.fetch.robots import Manners
from parley.read.inputs import read_source
from parley.read.options import ReadOptions
from parley.read.report import Address, Meta, Source

_ENDS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/json": ".json", "application/feed+json": ".json",
    "application/rss+xml": ".rss", "application/atom+xml": ".atom", "application/xml": ".xml", "text/xml": ".xml", "application/pdf": ".pdf",
    "text/csv": ".csv", "application/x-ndjson": ".jsonl", "application/zip": ".zip", "application/warc": ".warc",
}  # fmt: skip


class Validators(msgspec.Struct, frozen=True):
    """What a site said by which to ask whether a page has changed."""

    etag: str | None = None
    modified: str | None = None


class Kept(Protocol):
    """What is remembered of addresses from run to run."""

    def validators(self, url: str) -> Validators | None:
        """What was kept for an address; None when it was never fetched whole."""
        ...

    def keep(self, url: str, validators: Validators) -> None:
        """Keeps it, once all that came of the page is written."""
        ...


class Session:
    """The addresses of one run: robots.txt is asked for once, nothing is fetched twice, and all bounds are those of the run. Closed with `with`."""

    def __init__(self, options: FetchOptions, read: ReadOptions, kept: Kept | None = None, asked: Callable[[str], None] = lambda url: None) -> None:
        self.options, self.read, self.kept, self.asked = options, read, kept, asked
        self.client = Client(options)
        self.manners = Manners(self.client, options)
        self.seen: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def follow(self, address: Address) -> Iterator[Document | Problem]:
        """The documents of an address that a list in a file names; a page that was fetched once is not asked about again."""
        if self.kept is None or self.kept.validators(urldefrag(address.url).url) is None:
            yield from self.inputs(address.url)

    def inputs(self, url: str, depth: int = 0) -> Iterator[Document | Problem]:
        """The documents of an address: of the page there, or of the pages that a feed or sitemap there lists."""
        url = urldefrag(url).url
        if url in self.seen:
            return
        if len(self.seen) >= self.options.most:
            yield problem("not_fetched", url, why=f"the bound of {self.options.most} pages was reached")
            return
        self.seen.add(url)
        try:
            answer = self._get(url)
            if answer is None:
                return
            found = listed(answer.body)
        except NotRead as fault:
            yield problem(fault.code, url, **fault.details)
            return
        if found is None:
            yield from read_source(_source(url, answer), Meta(url=url, modified=answer.headers.get("last-modified")), self.read)
            self._keep(url, answer)
            return
        if deep_enough(depth):
            yield problem("not_fetched", url, why="lists are nested too deep")
            return
        for one in found:
            # A page that a list names was fetched once and is not asked about again: a news page that changes is given by its own address.
            if one.more or self.kept is None or self.kept.validators(urldefrag(one.url).url) is None:
                yield from self.inputs(one.url, depth + 1)
        if not found:
            yield from read_source(_source(url, answer), Meta(), self.read)
        self._keep(url, answer)

    def _get(self, url: str) -> Answer | None:
        """The answer at an address, redirects followed; None when nothing changed there since it was fetched."""
        before = self.kept.validators(url) if self.kept else None
        headers = {name: value for name, value in (("If-None-Match", before and before.etag), ("If-Modified-Since", before and before.modified)) if value}
        where = url
        for _ in range(self.options.redirects + 1):
            self.manners.check(where)
            self.manners.wait(where)
            self.asked(where)
            answer = self.client.get(where, headers)
            if answer.status == 304 and headers:
                return None
            if answer.status == 200:
                return answer
            onward = target(answer)
            if onward is None:
                raise NotRead("not_fetched", why=f"the site answered with status {answer.status}")
            where = onward
        raise NotRead("not_fetched", why=f"more than {self.options.redirects} redirects")

    def _keep(self, url: str, answer: Answer) -> None:
        if self.kept is not None:
            self.kept.keep(url, Validators(answer.headers.get("etag"), answer.headers.get("last-modified")))


def fetch_inputs(
    addresses: Sequence[str], options: FetchOptions, read: ReadOptions, *, kept: Kept | None = None, asked: Callable[[str], None] = lambda url: None
) -> Iterator[Document | Problem]:
    """The documents of what stands at the addresses, and a `Problem` for all that went wrong; the only function of the reading that reaches the network.

    Lazy: a page is fetched when the documents before it were taken, and kept as fetched when its own were. `asked` is called with every address first.
    """
    with Session(options, read, kept, asked) as session:
        for url in addresses:
            yield from session.inputs(url)


def _source(url: str, answer: Answer) -> Source:
    """The page as a source of bytes, named so that its reader is found: by what the site says it is, else by the address, else by its bytes."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    name = PurePosixPath(unquote(urlsplit(url).path)).name or "index"
    end = _ENDS.get(kind, "")
    file = name if not end or name.lower().endswith(end) else name + end
    return Source(url, file, len(answer.body), lambda: io.BytesIO(answer.body))
