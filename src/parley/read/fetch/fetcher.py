"""Many requests in one run: what robots.txt asks for is kept, a host is not pressed, and only what changed is fetched again."""

import time
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

import msgspec

from parley.read.faults import NotRead
from parley.read.fetch.client import Answer, Bounds, ask

AGENT = "parley"
_ROBOTS_BYTES = 500_000
_LONGEST_DELAY = 60.0
_ENDS = (
    ("html", ".html"), ("rss", ".xml"), ("atom", ".xml"), ("xml", ".xml"), ("pdf", ".pdf"), ("json", ".json"), ("csv", ".csv"), ("rtf", ".rtf"),
    ("text/plain", ".txt"), ("wordprocessingml", ".docx"), ("warc", ".warc"),
)  # fmt: skip


class Memory(Protocol):
    """What was fetched before, kept by the caller from run to run."""

    def recall(self, key: str) -> str | None:
        """What was kept under the key, or None."""
        ...

    def keep(self, key: str, value: str) -> None:
        """Keeps a value under a key in place of what was there."""
        ...


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """One page that was fetched: the address that was asked for, the name that a file of its kind would have, its bytes, and what tells whether it changed.

    when: the time at which the server says that it last changed, else the time of its answer.
    """

    url: str
    file: str
    body: bytes
    stamp: str
    when: str | None = None


class _Nothing:
    def recall(self, key: str) -> str | None:
        return None

    def keep(self, key: str, value: str) -> None:
        pass


class Fetcher:
    """Fetches addresses. allow_private: also those of this machine and its network. pause: seconds between two requests to one host."""

    def __init__(self, *, memory: Memory | None = None, bounds: Bounds | None = None, pause: float = 1.0, version: str = "") -> None:
        import httpx2

        self.memory: Memory = memory or _Nothing()
        self._bounds = bounds or Bounds()
        self._pause = pause
        self._headers = {"User-Agent": f"{AGENT}/{version}".rstrip("/"), "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
        self._client: Any = httpx2.Client(trust_env=False, http2=False)
        self._robots: dict[str, Any] = {}
        self._last: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, url: str) -> Fetched | None:
        """The page under an address, None when it has not changed since it was last kept (`done`); raises `NotRead`."""
        url = url.split("#")[0]
        rules = self._rules(url)
        if rules is not None and not rules.can_fetch(url, AGENT):
            raise NotRead("fetch_refused", what=url, why="its robots.txt asks not to fetch it")
        kept = self.memory.recall(f"fetched {url}")
        etag, _, changed = (kept or "\t").partition("\t")
        asked = {**({"If-None-Match": etag} if etag else {}), **({"If-Modified-Since": changed} if changed else {})}
        delay = rules.crawl_delay(AGENT) if rules is not None else None
        answer = self._ask(url, {**self._headers, **asked}, max(self._pause, min(delay or 0.0, _LONGEST_DELAY)))
        if answer.status == 304 and asked:
            return None
        if answer.status != 200:
            raise NotRead("fetch_failed", what=url, why=f"the answer was {answer.status}")
        stamp = f"{answer.headers.get('etag', '')}\t{answer.headers.get('last-modified', '')}"
        when = answer.headers.get("last-modified") or answer.headers.get("date")
        return Fetched(url=url, file=_name(url, answer.headers.get("content-type", "")), body=answer.body, stamp=stamp, when=when)

    def done(self, page: Fetched) -> None:
        """Notes that all that a page holds was dealt with, so that it is fetched again only when it changed."""
        if page.stamp.strip():
            self.memory.keep(f"fetched {page.url}", page.stamp)

    def _ask(self, url: str, headers: dict[str, str], pause: float) -> Answer:
        host = urlsplit(url).netloc
        wait = self._last.get(host, -pause) + pause - time.monotonic() if host in self._last else 0.0
        if wait > 0:
            time.sleep(wait)
        try:
            return ask(self._client, url, headers, self._bounds)
        finally:
            self._last[host] = time.monotonic()

    def _rules(self, url: str) -> Any:
        """The rules of the host's robots.txt (RFC 9309): none when it has none, all forbidden when it cannot be had; raises `NotRead`."""
        parts = urlsplit(url)
        home = f"{parts.scheme}://{parts.netloc}"
        if home not in self._robots:
            from protego import Protego

            bounds = msgspec.structs.replace(self._bounds, size=_ROBOTS_BYTES)
            answer = ask(self._client, f"{home}/robots.txt", self._headers, bounds)
            if answer.status >= 500:
                raise NotRead("fetch_refused", what=url, why=f"its robots.txt cannot be had ({answer.status})")
            self._robots[home] = Protego.parse(answer.body.decode("utf-8", "replace")) if answer.status == 200 else None
        return self._robots[home]


def is_address(words: str) -> bool:
    """True for an address of the web, as against a path.

    >>> is_address("https://post.example/a"), is_address("press/a.txt")
    (True, False)
    """
    return words[:8].lower().startswith(("http://", "https://"))


def _name(url: str, kind: str) -> str:
    """The base name that a file of this kind would have; its end says how to read it."""
    base = urlsplit(url).path.rpartition("/")[2][:100] or "page"
    end = next((end for part, end in _ENDS if part in kind.lower()), None)
    return base if end is None or base.lower().endswith(end) else base + end
