"""One request over the network, within bounds whatever the other side does."""

import time
import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from parley.read.faults import NotRead
from parley.read.fetch.guard import pinned

_HOPS = 5
_MOVED = (301, 302, 303, 307, 308)
_GRACE = 1_000_000


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one request. size: bytes of the body, packed and unpacked; ratio: how much more it may unpack to; seconds: for all of it, redirects too."""

    size: int = 32_000_000
    ratio: int = 100
    seconds: float = 30.0
    allow_private: bool = False


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: the last address, status, headers (names in lower case), body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(client: Any, url: str, headers: Mapping[str, str], bounds: Bounds) -> Answer:
    """The answer to a GET, redirects followed one by one, each host checked and pinned; raises `NotRead`."""
    import httpx2

    end = time.monotonic() + bounds.seconds
    for _ in range(_HOPS + 1):
        ip = pinned(url, allow_private=bounds.allow_private)
        try:
            answer = _once(client, url, ip, headers, bounds, end)
        except httpx2.TimeoutException as fault:
            raise NotRead("fetch_failed", what=url, why="there was no answer in time") from fault
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError, OSError, zlib.error) as fault:
            raise NotRead("fetch_failed", what=url, why=f"{type(fault).__name__} {fault}") from fault
        where = answer.headers.get("location")
        if answer.status not in _MOVED or not where:
            return answer
        url = urljoin(url, where).split("#")[0]
    raise NotRead("fetch_failed", what=url, why=f"it was sent on more than {_HOPS} times")


def _once(client: Any, url: str, ip: str, headers: Mapping[str, str], bounds: Bounds, end: float) -> Answer:
    """One request to one IP address, with the host's own name in the header and for TLS."""
    parts = urlsplit(url)
    host = f"[{ip}]" if ":" in ip else ip
    place = parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host, fragment="").geturl()
    sent = {**headers, "Host": parts.netloc.rpartition("@")[2]}
    left = max(min(end - time.monotonic(), 10.0), 0.1)
    extensions = {"sni_hostname": parts.hostname} if parts.scheme == "https" else {}
    request = client.build_request("GET", place, headers=sent, extensions={**extensions, "timeout": dict.fromkeys(("connect", "read", "write", "pool"), left)})
    response = client.send(request, stream=True, follow_redirects=False)
    try:
        found = {name.lower(): value for name, value in response.headers.items()}
        body = b"" if response.status_code in _MOVED else b"".join(_body(response, found, url, bounds, end))
        return Answer(url=url, status=response.status_code, headers=found, body=body)
    finally:
        response.close()


def _body(response: Any, headers: Mapping[str, str], url: str, bounds: Bounds, end: float) -> Iterator[bytes]:
    """The body in pieces, unpacked by hand so that it never outgrows the bounds."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate", ""):
        raise NotRead("fetch_failed", what=url, why=f"it is packed as {coding}")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if coding not in ("identity", "") else None
    packed = unpacked = 0
    for piece in response.iter_raw():
        if time.monotonic() > end:
            raise NotRead("too_large", what=url, bound=f"{bounds.seconds:g} seconds")
        packed += len(piece)
        most = min(bounds.size, packed * bounds.ratio + _GRACE)
        made = unpack.decompress(piece, most - unpacked + 1) if unpack else piece
        unpacked += len(made)
        if packed > bounds.size or unpacked > most:
            raise NotRead("too_large", what=url, bound=f"{bounds.size:,} bytes")
        yield made
