"""One Chromium, and one server process over one record, for all tests of the pages."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

import whole
from whole import command, environment, parley

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
HOSTILE = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
HOSTILE_FILE = "x onerror=window.hacked=1 & '{{7*7}}.txt"


def violations(page: Any, schemes: tuple[str, ...] = ("light", "dark")) -> str:
    """What axe-core finds on a page, nothing when it finds nothing: everything in the first colour scheme, contrast in the others."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.emulate_media(color_scheme=schemes[0])
    found = [axe.Axe().run(page)]
    for scheme in schemes[1:]:  # only colours change
        page.emulate_media(color_scheme=scheme)
        found.append(axe.Axe().run(page, options={"runOnly": ["color-contrast"]}))
    return "\n".join(one.generate_report()[:3000] for one in found if one.violations_count)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; the tests skip, saying so, where it is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with playwright.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


class Answer:
    """What the server answered: status, headers, text, and the cookies it set."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.cookies = {part.split("=", 1)[0]: part.split("=", 1)[1].split(";")[0] for name, part in response.getheaders() if name.lower() == "set-cookie"}
        self.bytes = response.read()
        self.text = self.bytes.decode("utf-8", "replace")


class Server:
    """A `parley serve` process, asked without a browser: what is sent is what the test says, byte for byte."""

    def __init__(self, record: Path, *more: object, env: dict[str, str] | None = None) -> None:
        self.record, self.port = record, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        words = command("serve", record, "--port", self.port, *more)
        self._process = subprocess.Popen(words, env=environment(**(env or {})), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.cookies: dict[str, str] = {}
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert self._process.poll() is None, self._process.communicate()[0]
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str | None) -> Answer:
        """One request; a header given as None is left out, one named with _ is sent with -."""
        sent: dict[str, str | None] = {"Host": f"127.0.0.1:{self.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()) or None}
        if method == "POST":
            sent |= {"Origin": self.address, "Content-Type": "application/x-www-form-urlencoded"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        data = body.encode() if body is not None else None
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        if data is not None:
            connection.putheader("Content-Length", str(len(data)))
        connection.endheaders(data)
        answer = Answer(connection.getresponse())
        connection.close()
        return answer

    def form(self, path: str, page: str = "/log", **fields: object) -> Answer:
        """Sends a form as a browser would: with the session's cookie and the token of the page on which it stands."""
        shown = self.ask(page)
        self.cookies |= {name: value for name, value in shown.cookies.items() if name == "parley-session"}
        token = re.search(r'name="token" value="(\w+)"', shown.text)
        assert token is not None, page
        return self.ask(path, "POST", urlencode({"token": token[1], **{name: str(value) for name, value in fields.items()}}))

    def stop(self) -> str:
        """Ends the process and gives back what it printed."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            return self._process.communicate(timeout=20)[0]
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.communicate()[0]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def server(press: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The pages over the sample press and one report of hostile text, in a copy of the record that tests may change."""
    folder = tmp_path_factory.mktemp("serve")
    record = folder / "serrin.db"
    shutil.copy(press, record)
    hostile = folder / "hostile"
    hostile.mkdir()
    text = (
        f"“We are ready {HOSTILE} for talks with Norra,” Ana Reyl said on Monday. Talks between Norra and Sestria resumed on Tuesday, 4 March 2031.\n\n"
        "Norra rejected the truce. At least 12 people were killed, </style></title> the ministry said. Sestria will sign only if Norra withdraws {{ 7*7 }}.\n"
    )
    (hostile / HOSTILE_FILE).write_text(text)
    (hostile / "plain.txt").write_text(text.replace("Ana Reyl", "Ona Reyl"))
    rows = (f'"{HOSTILE_FILE}","The <b>Post</b>",2031-03-05,,"{HOSTILE}"', f'plain.txt,"The <b>Post</b>",2031-03-05,javascript:window.hacked=1,"{HOSTILE}"')
    (hostile / "manifest.csv").write_text("\n".join(("file,outlet,published,url,title", *rows)) + "\n")
    parley("read", hostile, "--negotiation", HOSTILE, "--record", record)
    served = Server(record, "--by", "tester")
    yield served
    printed = served.stop()
    assert "Traceback" not in printed and "parley serve:" not in printed, printed[-3000:]


@pytest.fixture(scope="session")
def ids(server: Server, press_export: dict[str, bytes]) -> dict[str, str]:
    """Ids for addresses: one finding of each kind, a report, a position, an actor, a copy group."""
    found = {kind: whole.rows(press_export, f"{kind}s")[0]["id"] for kind in ("statement", "event", "proposal", "stance", "condition", "figure")}
    copied = next(doc for doc in whole.rows(press_export, "documents") if doc["copies"])
    more = {"report": copied["id"], "group": copied["copies"]["group"], "position": whole.rows(press_export, "positions")[0]["id"]}
    actor = next(s["source"]["actor"]["id"] for s in whole.rows(press_export, "statements") if s["source"]["actor"])
    assert os.path.exists(server.record)
    return {**found, **more, "actor": actor}
