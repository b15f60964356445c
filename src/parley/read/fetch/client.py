"""One request: to the very address that was checked, within bounds of time and size; redirects are followed one by one, each checked anew."""

import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx2
import msgspec

from parley.read.faults import NotRead
from parley.read.fetch.address import resolve, split
from parley.read.fetch.options import AGENT, FetchOptions

REDIRECTS = (301, 302, 303, 307, 308)


class Answer(msgspec.Struct, frozen=True):
    """What came back: the address that answered, status, headers (names in lower case) and the bytes, unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Fetches over one set of connections. Nothing of the environment is used: no proxy, no stored password; cookies are not kept."""

    def __init__(self, options: FetchOptions) -> None:
        self.options = options
        self._client = self._new()

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def _new(self) -> httpx2.Client:
        return httpx2.Client(timeout=self.options.seconds, trust_env=False, follow_redirects=False)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """One try, at one address, without following redirects; raises `NotRead` when it is refused, fails, or exceeds the bounds."""
        parts = split(url)
        until = time.monotonic() + self.options.seconds
        address = resolve(parts, private=self.options.private)
        host = parts.hostname or ""
        sent = {"Host": _host(parts), "User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "*/*", **(headers or {})}
        if self._client.is_closed:
            self._client = self._new()
        # The library's time-out starts anew with every byte: a server that lets its headers drip would never reach it.
        end = threading.Timer(self.options.seconds, self._client.close)
        end.daemon = True
        end.start()
        try:
            with self._client.stream("GET", _pinned(parts, address), headers=sent, extensions={"sni_hostname": host}) as response:
                self._client.cookies.clear()
                found = {name.lower(): value for name, value in response.headers.items()}
                body = self._body(response.iter_raw(), found.get("content-encoding", ""), until)
                return Answer(url, response.status_code, found, body)
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError, zlib.error) as fault:
            late = time.monotonic() > until
            raise NotRead("not_fetched", why=self._late() if late else f"{type(fault).__name__} {fault}".strip()) from fault
        finally:
            end.cancel()

    def _late(self) -> str:
        return f"it took longer than {self.options.seconds:g} seconds"

    def _body(self, raw: Iterator[bytes], packed: str, until: float) -> bytes:
        """The bytes, unpacked no further than the bound: a bomb costs the bound and no more."""
        if packed not in ("", "identity", "gzip"):
            raise NotRead("not_fetched", why=f"it came packed as {packed}, which was not asked for")
        unpack = zlib.decompressobj(wbits=31) if packed == "gzip" else None
        found = bytearray()
        for some in raw:
            if time.monotonic() > until:
                raise NotRead("not_fetched", why=self._late())
            left = self.options.size - len(found) + 1
            found += some[:left] if unpack is None else unpack.decompress(some, left)
            if len(found) > self.options.size:
                raise NotRead("too_large", what="The page", bound=f"{self.options.size:,} bytes")
        if unpack is not None and not unpack.eof:
            raise NotRead("not_fetched", why="it broke off")
        return bytes(found)


def target(answer: Answer) -> str | None:
    """Where a redirect leads, or None when the answer is none."""
    place = answer.headers.get("location")
    return urljoin(answer.url, place) if answer.status in REDIRECTS and place else None


def _host(parts: SplitResult) -> str:
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name.encode("idna").decode() if not name.isascii() else name
    return f"{host}:{parts.port}" if parts.port else host


def _pinned(parts: SplitResult, address: str) -> str:
    """The address with the checked IP in the place of the name."""
    where = f"[{address}]" if ":" in address else address
    place = urlsplit(parts.geturl())._replace(netloc=f"{where}:{parts.port}" if parts.port else where, fragment="")
    return place.geturl()
