"""Fetching, against a real server on this machine that behaves well and badly."""

import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from parley.model import Document, Problem
from parley.read import ReadOptions, read_inputs
from parley.read.fetch import Fetcher
from parley.read.fetch.client import Bounds
from whole import parley

REPORT = "Norra and Sestria agreed to a truce of 30 days on Tuesday, officials in both capitals said."
MORE = "The envoys will meet again in Vesk next week, the foreign ministry of Norra said in a statement."
PAGE = f"<html><head><title>Truce agreed</title></head><body><article><h1>Truce agreed</h1><p>{REPORT}</p><p>{MORE}</p></article></body></html>".encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by path; `asked` has each request's path and whether it was conditional."""

    asked: ClassVar[list[tuple[str, bool]]] = []
    page: ClassVar[bytes] = PAGE

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **named}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:  # noqa: C901 - one branch a path
        self.asked.append((self.path, self.headers.get("If-None-Match") is not None))
        home = f"http://{self.headers['Host']}"
        if self.path == "/robots.txt":
            self.answer(b"User-agent: *\nDisallow: /*private\n", Content_Type="text/plain")
        elif self.path == "/etag":
            tag = f'"{hash(self.page)}"'
            same = self.headers.get("If-None-Match") == tag
            self.answer(b"" if same else self.page, 304 if same else 200, ETag=tag)
        elif self.path == "/metadata":
            self.answer(b"", 302, Location="http://169.254.169.254/latest/meta-data/")
        elif self.path == "/file":
            self.answer(b"", 302, Location="file:///etc/passwd")
        elif self.path == "/loop":
            self.answer(b"", 302, Location="/loop")
        elif self.path == "/moved":
            self.answer(b"", 301, Location="/a")
        elif self.path == "/bomb":
            self.answer(gzip.compress(bytes(50_000_000), 1), Content_Encoding="gzip")
        elif self.path == "/gzip":
            self.answer(gzip.compress(PAGE), Content_Encoding="gzip")
        elif self.path == "/short":
            self.answer(PAGE, Content_Length=str(len(PAGE) + 500))
        elif self.path == "/gone":
            self.answer(b"no", 404)
        elif self.path in ("/endless", "/slow"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"word " * (20_000 if self.path == "/endless" else 1))
                    time.sleep(0 if self.path == "/endless" else 0.2)
            except OSError:
                self.close_connection = True
        elif self.path == "/sitemap.xml":
            urls = "".join(f"<url><loc>{home}/{name}</loc></url>" for name in ("a", "b?private", "gone"))
            self.answer(f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode(), Content_Type="text/xml")
        elif self.path == "/feed":
            item = f"<item><title>Truce agreed</title><link>{home}/a</link><description>{REPORT}</description></item>"
            self.answer(f"<rss><channel><title>The Norra Post</title>{item}</channel></rss>".encode(), Content_Type="application/rss+xml", ETag='"1"')
        else:
            self.answer(PAGE)


@pytest.fixture
def home() -> Iterator[str]:
    Handler.asked.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def read(*paths: str, memory: Any = None, **bounds: Any) -> tuple[list[Document], list[str]]:
    with Fetcher(memory=memory, bounds=Bounds(**{"allow_private": True, **bounds}), pause=0) as fetcher:
        found = list(read_inputs(paths, ReadOptions(), fetcher))
    return [f for f in found if isinstance(f, Document)], [f.code for f in found if isinstance(f, Problem)]


@pytest.mark.parametrize("path", ["/a", "/gzip", "/moved"])
def test_a_page_is_an_item_under_the_address_that_was_given(home: str, path: str) -> None:
    docs, problems = read(home + path)
    assert [(doc.item, doc.title) for doc in docs] == [(home + path, "Truce agreed")]
    assert REPORT in docs[0].text
    assert problems == []


def test_a_list_of_addresses_and_a_sitemap_are_followed_and_robots_txt_is_kept(home: str, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"# two\n{home}/a\n{home}/sitemap.xml\n")
    docs, problems = read(str(tmp_path / "list.txt"))
    assert [doc.item for doc in docs] == [f"{home}/a", f"{home}/a"]
    assert problems == ["fetch_refused", "fetch_failed"]
    assert not any("private" in path for path, _ in Handler.asked)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/loop", "fetch_failed"), ("/bomb", "too_large"), ("/endless", "too_large"), ("/short", "fetch_failed"),
        ("/gone", "fetch_failed"), ("/file", "fetch_refused"),
    ],
)  # fmt: skip
def test_an_evil_answer_is_a_problem(home: str, path: str, code: str) -> None:
    assert read(home + path, size=3_000_000) == ([], [code])


def test_a_slow_answer_ends_in_time(home: str) -> None:
    start = time.monotonic()
    assert read(f"{home}/slow", seconds=1.0) == ([], ["too_large"])
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[::1]/", "http://169.254.169.254/", "http://10.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://0x7f.1/"]
)
def test_this_machine_and_private_networks_are_not_asked(url: str) -> None:
    assert read(url, allow_private=False) == ([], ["fetch_refused"])


def test_each_hop_of_a_redirect_is_checked(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public here, so that what is tested is the second."""
    from parley.read.fetch import guard

    judged = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1" or judged(address))
    assert read(f"{home}/metadata", allow_private=False) == ([], ["fetch_refused"])


def test_what_has_not_changed_is_not_read_again_and_what_has_is_a_new_version(home: str, tmp_path: Path) -> None:
    words = ("watch", f"{home}/etag", "--once", "--fetch", "--allow-private", "--record", tmp_path / "t.db")
    first = parley(*words)
    assert "1 read" in first.stdout
    assert "127.0.0.1" in first.stderr and "nothing of the record leaves" in first.stderr
    assert "0 read, 0 read anew, 0 known already" in parley(*words).stdout
    assert ("/etag", True) in Handler.asked
    Handler.page = PAGE.replace(b"30 days", b"60 days")
    try:
        assert "1 read, 0 read anew" in parley(*words).stdout
    finally:
        Handler.page = PAGE


def test_a_feed_is_read_from_its_address(home: str) -> None:
    docs, problems = read(f"{home}/feed")
    assert [(doc.item, doc.outlet) for doc in docs] == [(f"{home}/a", "The Norra Post")]
    assert problems == []


def test_without_fetch_nothing_goes_out_and_an_address_is_a_clear_error(home: str, tmp_path: Path) -> None:
    done = parley("read", f"{home}/a", "--record", tmp_path / "t.db", check=False)
    assert done.returncode == 2
    assert "--fetch" in done.stderr
    assert [f.code for f in read_inputs([f"{home}/a"], ReadOptions()) if isinstance(f, Problem)] == ["needs_fetch"]
    assert Handler.asked == []
