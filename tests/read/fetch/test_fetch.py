"""Fetching against real servers on this machine: what a site lets be fetched, what is refused before anything is sent, and bounds."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from parley.model import Document, Problem
from parley.read import ReadOptions, read_inputs
from parley.read.faults import NotRead
from parley.read.fetch import FetchOptions, Session, Validators, fetch_inputs
from parley.read.fetch.address import is_public, resolve, split

STORY = "Talks between Norra and Sestria will resume on Monday in Vesk, the envoy Ana Reyl said, and both sides named their delegations."
PAGE = (
    "<html><head><title>Talks resume</title></head><body><article><h1>Talks resume</h1>"
    + f"<p>{STORY}</p>" * 1
    + "<p>The mediator said that the agenda was settled and that the first session would be closed to the press for the whole day.</p>" * 3
    + "</article></body></html>"
)
HTML = {"Content-Type": "text/html; charset=utf-8"}
Made = tuple[int, dict[str, str], Any]
"""Status, headers, and a body: bytes, or an iterator of bytes that are sent as they come."""


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server: Any = self.server
        server.asked.append((self.path, dict(self.headers)))
        status, headers, body = server.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for some in [body] if isinstance(body, bytes) else body:
                self.wfile.write(some)
        except OSError:
            pass

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def site(answer: Callable[[str, dict[str, str]], Made]) -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """A site on this machine: its root address, and what it was asked for."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.answer, server.asked, server.daemon_threads = answer, [], True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pages(**known: Made) -> Callable[[str, dict[str, str]], Made]:
    """A site with these pages (name → answer); no robots.txt unless it is one of them."""
    return lambda path, headers: known.get(path.strip("/").replace(".", "_"), (404, {}, b"not here"))


def fetched(*urls: str, kept: Any = None, **options: Any) -> list[Document | Problem]:
    bounds = FetchOptions(**{"private": True, "pause": 0.0, "seconds": 5.0, **options})
    return list(fetch_inputs(urls, bounds, ReadOptions(), kept=kept))


def codes(found: list[Document | Problem]) -> list[str]:
    return [one.code for one in found if isinstance(one, Problem)]


class Memory:
    """What is remembered of addresses, for the length of a test."""

    def __init__(self) -> None:
        self.known: dict[str, Validators] = {}

    def validators(self, url: str) -> Validators | None:
        return self.known.get(url)

    def keep(self, url: str, validators: Validators) -> None:
        self.known[url] = validators


def test_a_page_becomes_a_document_with_its_address() -> None:
    with site(pages(a=(200, HTML, PAGE.encode()))) as (root, asked):
        (doc,) = fetched(f"{root}/a#part")
    assert isinstance(doc, Document) and doc.url == f"{root}/a" and STORY in doc.text
    assert asked[-1][1]["User-Agent"].startswith("parley/") and "Cookie" not in asked[-1][1]


def test_plain_text_and_what_the_site_calls_it_is_read_by_that() -> None:
    with site(pages(a=(200, {"Content-Type": "text/plain"}, STORY.encode()))) as (root, _):
        (doc,) = fetched(f"{root}/a")
    assert isinstance(doc, Document) and doc.text == STORY


def test_robots_txt_is_kept_and_asked_for_once() -> None:
    rules = (200, {}, b"User-agent: *\nDisallow: /private*\nAllow: /\n")
    with site(pages(robots_txt=rules, a=(200, HTML, PAGE.encode()), private_a=(200, HTML, PAGE.encode()))) as (root, asked):
        found = fetched(f"{root}/a", f"{root}/private.a")
    assert codes(found) == ["robots"] and len(found) == 2
    assert [path for path, _ in asked] == ["/robots.txt", "/a"]


def test_a_site_whose_robots_txt_fails_is_left_alone() -> None:
    with site(lambda path, headers: (500, {}, b"") if path == "/robots.txt" else (200, HTML, PAGE.encode())) as (root, asked):
        assert codes(fetched(f"{root}/a")) == ["robots"]
    assert [path for path, _ in asked] == ["/robots.txt"]


def test_one_host_is_asked_no_faster_than_the_pause_and_its_crawl_delay() -> None:
    rules = (200, {}, b"User-agent: *\nCrawl-delay: 0.3\n")
    with site(pages(robots_txt=rules, a=(200, HTML, PAGE.encode()), b=(200, HTML, PAGE.encode()))) as (root, _):
        start = time.monotonic()
        fetched(f"{root}/a", f"{root}/b", pause=0.1)
        assert time.monotonic() - start >= 0.6


def test_a_redirect_is_followed_and_the_document_keeps_the_address_that_was_given() -> None:
    with site(pages(a=(302, {"Location": "/b"}, b""), b=(200, HTML, PAGE.encode()))) as (root, _):
        (doc,) = fetched(f"{root}/a")
    assert isinstance(doc, Document) and doc.url == f"{root}/a"


def test_a_redirect_in_a_circle_ends() -> None:
    with site(pages(a=(302, {"Location": "/a"}, b""))) as (root, asked):
        assert codes(fetched(f"{root}/a", redirects=3)) == ["not_fetched"]
    assert len(asked) <= 5


@pytest.mark.parametrize(
    "place", ["http://169.254.169.254/latest/meta-data", "http://[::ffff:127.0.0.1]/", "http://192.168.0.1/", "file:///etc/passwd", "gopher://x/"]
)
def test_a_redirect_into_a_private_network_is_refused_before_anything_is_sent(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from parley.read.fetch import client

    real = client.resolve
    with site(pages(a=(302, {"Location": place}, b""))) as (root, _):
        port = split(root).port
        # The test's own site is on this machine, the only place that stands for the public network here.
        monkeypatch.setattr(client, "resolve", lambda parts, private: real(parts, private=parts.port == port))
        assert codes(fetched(f"{root}/a", private=False)) == ["unsafe_address"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/", "http://[::1]/", "http://0.0.0.0/", "http://169.254.169.254/", "http://2130706433/",
        "http://0x7f.1/", "http://[64:ff9b::7f00:1]/", "http://user:word@news.example/", "http://news.example:22/", "ftp://news.example/",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_and_of_private_networks_are_refused(url: str) -> None:
    assert codes(fetched(url, private=False)) in (["unsafe_address"], ["not_fetched"])
    with pytest.raises(NotRead):
        resolve(split(url), private=False)


@pytest.mark.parametrize(
    ("address", "public"), [("93.184.216.34", True), ("100.64.0.1", False), ("224.0.0.1", False), ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False)]
)
def test_what_hides_a_private_address_is_judged_by_that(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_an_endless_page_ends_at_the_bound() -> None:
    with site(lambda path, headers: (404, {}, b"") if "robots" in path else (200, HTML, (b"x" * 10_000 for _ in range(10_000)))) as (root, _):
        assert codes(fetched(f"{root}/a", size=50_000)) == ["too_large"]


def test_a_page_that_trickles_in_is_left_at_the_bound_of_time() -> None:
    def slowly() -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.05)
            yield b"x"

    with site(lambda path, headers: (404, {}, b"") if "robots" in path else (200, HTML, slowly())) as (root, _):
        start = time.monotonic()
        assert codes(fetched(f"{root}/a", seconds=0.5)) == ["not_fetched"]
        assert time.monotonic() - start < 4


def test_a_server_that_lets_its_headers_drip_is_left_at_the_bound_of_time_and_the_next_page_is_read() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            for head in (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", None):
                connection, _ = listening.accept()
                connection.recv(1000)
                try:
                    for some in [head] if head else [b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 300]:
                        connection.sendall(some)
                        time.sleep(0 if head else 0.05)
                except OSError:
                    pass
                connection.close()

        threading.Thread(target=answer, daemon=True).start()
        with site(pages(a=(200, HTML, PAGE.encode()))) as (root, _):
            fetched(f"{root}/a")  # what reads a page is loaded before the clock starts
            start = time.monotonic()
            found = fetched(f"http://127.0.0.1:{listening.getsockname()[1]}/a", f"{root}/a", seconds=3)
            assert time.monotonic() - start < 9
    assert codes(found) == ["not_fetched"] and isinstance(found[1], Document)


def test_when_the_page_does_not_say_when_it_changed_the_server_does() -> None:
    changed = {**HTML, "Last-Modified": "Tue, 18 Mar 2031 19:17:00 GMT"}
    with site(pages(a=(200, changed, PAGE.encode()))) as (root, _):
        found = fetched(f"{root}/a")
    assert isinstance(found[0], Document) and found[0].modified == "2031-03-18T19:17Z"


def test_a_bomb_is_unpacked_no_further_than_the_bound() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with site(pages(a=(200, {**HTML, "Content-Encoding": "gzip"}, bomb), b=(200, {**HTML, "Content-Encoding": "br"}, b"x"))) as (root, _):
        assert codes(fetched(f"{root}/a", f"{root}/b", size=1_000_000)) == ["too_large", "not_fetched"]


def test_a_packed_page_is_read_and_one_that_breaks_off_is_not() -> None:
    packed = gzip.compress(PAGE.encode())
    headers = {**HTML, "Content-Encoding": "gzip"}
    with site(pages(a=(200, headers, packed), b=(200, headers, packed[:-30]), c=(200, {**HTML, "Content-Length": "99999"}, PAGE.encode()))) as (root, _):
        found = fetched(f"{root}/a", f"{root}/b", f"{root}/c")
    assert isinstance(found[0], Document) and codes(found) == ["not_fetched", "not_fetched"]


def test_a_server_that_speaks_no_http_costs_its_page() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            for _ in range(2):
                connection, _ = listening.accept()
                connection.recv(1000)
                connection.sendall(b"\x00\x01\x02 no http at all\r\n\r\n")
                connection.close()

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        assert codes(fetched(f"http://127.0.0.1:{listening.getsockname()[1]}/a")) == ["robots"]


RSS = """<rss version="2.0"><channel><title>Norra Post</title>
<item><title>Talks resume</title><link>{root}/a</link><description>Short.</description></item>
<item><title>Gone</title><link>{root}/gone</link><description>Short.</description></item></channel></rss>"""
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{root}/map</loc></sitemap></sitemapindex>'
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{root}/a</loc></url><url><loc>{root}/b</loc></url></urlset>'


def listing(root: str) -> Callable[[str, dict[str, str]], Made]:
    known = {"/feed": RSS, "/index": INDEX, "/map": MAP}

    def answer(path: str, headers: dict[str, str]) -> Made:
        if path in known:
            return 200, {"Content-Type": "application/xml"}, known[path].format(root=f"http://{headers['host']}").encode()
        if path in ("/a", "/b"):
            if headers.get("if-none-match") == '"1"':
                return 304, {}, b""
            return 200, {**HTML, "ETag": '"1"'}, PAGE.encode()
        return 404, {}, b""

    return answer


def test_a_feed_leads_to_the_pages_that_it_lists_and_a_dead_link_costs_itself() -> None:
    with site(listing("")) as (root, _):
        found = fetched(f"{root}/feed")
    assert [doc.url for doc in found if isinstance(doc, Document)] == [f"{root}/a"]
    assert codes(found) == ["not_fetched"]


def test_a_sitemap_index_leads_through_its_sitemaps() -> None:
    with site(listing("")) as (root, _):
        assert [doc.url for doc in fetched(f"{root}/index") if isinstance(doc, Document)] == [f"{root}/a", f"{root}/b"]
        assert codes(fetched(f"{root}/index", most=2)).count("not_fetched") >= 1


def test_what_was_fetched_is_not_fetched_again() -> None:
    memory = Memory()
    with site(listing("")) as (root, asked):
        assert len([one for one in fetched(f"{root}/map", kept=memory) if isinstance(one, Document)]) == 2
        before = len(asked)
        assert fetched(f"{root}/map", kept=memory) == []
        assert [path for path, _ in asked[before:]] == ["/robots.txt", "/map"]
        assert fetched(f"{root}/a", kept=memory) == [], "the page says that it did not change"
        assert asked[-1][1]["If-None-Match"] == '"1"'


def test_a_page_counts_as_fetched_only_when_its_documents_were_taken() -> None:
    memory = Memory()
    with site(listing("")) as (root, _):
        bounds = FetchOptions(private=True, pause=0.0)
        run = fetch_inputs([f"{root}/a"], bounds, ReadOptions(), kept=memory)
        assert isinstance(next(run), Document)
        assert memory.known == {}
        run.close()  # type: ignore[attr-defined]
        assert len(fetched(f"{root}/a", kept=memory)) == 1
        assert list(memory.known) == [f"{root}/a"]


def test_a_list_among_the_files_is_followed_only_where_fetching_is_allowed(tmp_path: Path) -> None:
    with site(listing("")) as (root, asked):
        (tmp_path / "map.xml").write_text(MAP.format(root=root))
        assert codes(list(read_inputs([str(tmp_path)], ReadOptions()))) == ["needs_fetch"] and asked == []
        with Session(FetchOptions(private=True, pause=0.0), ReadOptions()) as session:
            found = list(read_inputs([str(tmp_path)], ReadOptions(), follow=session.follow))
    assert [doc.url for doc in found if isinstance(doc, Document)] == [f"{root}/a", f"{root}/b"]
