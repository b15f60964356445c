"""What a site lets be fetched (RFC 9309), and how fast."""

import time
from urllib.parse import urlsplit

import protego

from parley.read.faults import NotRead
from parley.read.fetch.client import Client, target
from parley.read.fetch.options import AGENT, FetchOptions

_SIZE = 500_000


class Manners:
    """Keeps to each site's robots.txt, asked for once a run, and to the pause between two requests to one host."""

    def __init__(self, client: Client, options: FetchOptions) -> None:
        self._client, self._options = client, options
        self._rules: dict[str, protego.Protego | None] = {}
        self._last: dict[str, float] = {}

    def check(self, url: str) -> None:
        """Raises `NotRead` when the site's robots.txt does not let parley fetch the address, or could not be asked."""
        rules = self._of(url)
        if rules is None:
            raise NotRead("robots", why="its robots.txt could not be read, which counts as a no")
        if not rules.can_fetch(url, AGENT):
            raise NotRead("robots", why="its robots.txt says no")

    def wait(self, url: str) -> None:
        """Waits until the host may be asked again."""
        host = urlsplit(url).netloc
        rules = self._rules.get(_root(url))
        delay = float((rules.crawl_delay(AGENT) if rules else None) or 0.0)
        pause = max(self._options.pause, min(delay, self._options.longest_pause))
        left = self._last.get(host, -pause) + pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._last[host] = time.monotonic()

    def _of(self, url: str) -> protego.Protego | None:
        root = _root(url)
        if root not in self._rules:
            self._rules[root] = self._read(root)
        return self._rules[root]

    def _read(self, root: str) -> protego.Protego | None:
        """The rules; none in the way when there is no such file (any 4xx), None when the site fails (5xx, no answer)."""
        where: str | None = f"{root}/robots.txt"
        for _ in range(self._options.redirects + 1):
            if where is None:
                break
            self.wait(where)
            try:
                answer = self._client.get(where)
            except NotRead as fault:
                if fault.code == "unsafe_address":
                    raise
                return None
            if answer.status == 200:
                return protego.Protego.parse(answer.body[:_SIZE].decode("utf-8", "replace"))
            if 400 <= answer.status < 500:
                return protego.Protego.parse("")
            where = target(answer)
        return None


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
