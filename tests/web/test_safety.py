"""What hostile hands try: words that are markup, forged forms, foreign host names, paths out of the package, other machines without the token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

import whole
from parley.record import open_record
from web.conftest import HOSTILE, Server


@pytest.fixture(scope="module")
def hostile(server: Server) -> str:
    """The id of the report of hostile text."""
    with open_record(str(server.record)) as record:
        return next(doc.id for doc in record.documents() if "onerror" in doc.item)


@pytest.mark.browser
def test_hostile_words_in_title_quotation_file_name_outlet_and_negotiation_stay_words(browser: Any, server: Server, hostile: str) -> None:
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    logged: list[str] = []
    page.on("console", lambda message: logged.append(message.text))
    with open_record(str(server.record)) as record:
        quoted = next(s.id for s in record.findings("statement") if s.document == hostile)
    for path in (
        "/",
        f"/reports/{hostile}",
        f"/findings/{quoted}",
        "/problems",
        "/statements?text=ready",
        "/sources",
        "/search?text=ready",
        "/coverage",
        f"/statements?negotiation={quote(HOSTILE)}",
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("window.hacked === undefined"), path
        assert page.locator("img, main script, main b b").count() == 0, path
        assert page.evaluate("[...document.querySelectorAll('a')].every(a => /^(#|\\?|\\/|https?:)/.test(a.getAttribute('href')))"), path
    page.goto(f"/reports/{hostile}")
    assert page.locator("h1").inner_text() == HOSTILE
    assert "{{ 7*7 }}" in page.locator("#text").inner_text()
    assert page.evaluate("document.getElementById('text').textContent") == _text(server, hostile)
    assert logged == []
    context.close()


def _text(server: Server, id: str) -> str:
    with open_record(str(server.record)) as record:
        return record.document(id).text


def test_hostile_words_in_the_address_stay_words(server: Server) -> None:
    for path in ("/statements?speaker=", "/search?text=", "/actors?name=", "/sources?title=", "/statements?text=", "/saved?of=", "/timeline?actor="):
        shown = server.ask(path + quote(HOSTILE)).text
        assert "<script>window" not in shown and "<img" not in shown, path


def test_a_spreadsheet_runs_no_words_of_a_report(server: Server, tmp_path: Path) -> None:
    assert server.form("/saved", name="=cmd|calc", address="/").status == 303
    table = server.ask("/take/sources.csv").text
    assert not re.search(r"(?m)(^|,)[=+@]", table)


def test_every_answer_carries_the_policy_and_lets_no_inline_script_or_style_in(server: Server) -> None:
    for path in ("/", "/statements", "/nothing", "/static/workbench.js", "/take/actors.csv"):
        answer = server.ask(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        if "html" in answer.headers["content-type"]:
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=\"/static/)", re.sub(r"&\w+;[^<]*", "", answer.text)), path


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_another_host_name_is_refused(server: Server, host: str) -> None:
    assert server.ask("/statements", Host=host).status in (400, 421)


def test_localhost_is_answered(server: Server) -> None:
    assert server.ask("/log", Host=f"localhost:{server.port}").status == 200


JUDGED = {"action": "reject", "why": "forged"}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", None])
def test_a_form_of_another_site_changes_nothing(server: Server, ids: dict[str, str], origin: str | None) -> None:
    answer = server.ask(f"/findings/{ids['event']}/judge", "POST", urlencode(JUDGED), Origin=origin)
    assert answer.status == 403
    assert "forged" not in server.ask("/log").text


def test_a_form_without_its_token_or_with_the_token_of_another_session_changes_nothing(server: Server, ids: dict[str, str]) -> None:
    path = f"/findings/{ids['event']}/judge"
    assert server.ask(path, "POST", urlencode(JUDGED)).status == 403
    token = re.search(r'name="token" value="(\w+)"', server.ask("/log", Cookie=None).text)
    assert token is not None
    assert server.ask(path, "POST", urlencode({**JUDGED, "token": token[1]}), Cookie="parley-session=" + "x" * 43).status == 403
    assert "forged" not in server.ask("/log").text


def test_what_reads_changes_nothing(server: Server, ids: dict[str, str]) -> None:
    for path in (f"/findings/{ids['event']}/judge?action=reject&why=forged", f"/log/{ids['event']}/undo", "/seen", "/name"):
        assert server.ask(path).status in (404, 405)
    assert server.ask("/log", "PUT").status == server.ask("/log", "DELETE").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/%2e%2e/cli.py", "/static//etc/passwd", "/static/workbench.css%00.py",
        "/../../etc/passwd", "/static/..\\server.py", "/reports/../../etc/passwd", "/saved/..%2f..%2fetc", "/take/..%2f..%2fserver.csv", "//evil.example/",
        "/take/statements.py",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_package(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in (400, 404)
    assert "import" not in answer.text and "root:" not in answer.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b"])
def test_a_form_leads_nobody_elsewhere(server: Server, back: str) -> None:
    answer = server.form("/name", name="tester", back=back)
    assert answer.status == 303 and answer.headers["location"] == "/"
    assert server.form("/saved", name="lead", address=back).status == 303
    assert server.ask("/saved/lead").headers["location"] == "/"


def test_a_long_form_and_a_broken_one_are_refused(server: Server) -> None:
    assert server.ask("/saved", "POST", "name=" + "x" * 1_200_000).status == 413
    assert server.ask("/saved", "POST", "--x\r\nbroken", Content_Type="multipart/form-data; boundary=y").status in (400, 403)
    assert server.ask("/saved", "POST", "&".join(f"a{n}=1" for n in range(500))).status in (400, 403)


def test_a_name_with_markup_or_a_line_break_is_a_name(server: Server) -> None:
    answer = server.form("/name", name="x\r\nSet-Cookie: a=b <b>", back="/log")
    shown = server.ask("/log", Cookie=f"parley-name={answer.cookies['parley-name']}").text
    assert "a" not in answer.cookies and "&lt;b&gt;" in shown


@pytest.fixture
def few(tmp_path: Path) -> Path:
    record = tmp_path / "few.db"
    whole.read_press(record, whole.few()[:1])
    return record


@pytest.fixture
def guarded(few: Path) -> Iterator[Server]:
    served = Server(few, "--read-only", env={"PARLEY_TOKEN": "open sesame"})
    yield served
    served.stop()


def test_with_a_token_nothing_is_shown_without_it_and_read_only_changes_nothing(guarded: Server, few: Path) -> None:
    assert guarded.ask("/statements").headers["location"] == "/login?next=/statements"
    assert guarded.ask("/take/statements.csv").status == 303
    assert guarded.form("/login", page="/login", secret="wrong").status == 403
    answer = guarded.form("/login", page="/login", secret="open sesame", next="/statements")
    assert (answer.status, answer.headers["location"]) == (303, "/statements")
    assert "open sesame" not in answer.headers["set-cookie"] and "httponly" in answer.headers["set-cookie"].lower()
    guarded.cookies |= answer.cookies
    shown = guarded.ask("/statements")
    assert shown.status == 200 and "Accept" not in shown.text
    assert guarded.form("/saved", name="x", address="/").status == 403
    with open_record(str(few)) as record:
        assert list(record.judgements()) == []


def test_elsewhere_than_on_this_machine_a_token_is_demanded_and_said(few: Path) -> None:
    served = Server(few, "--host", "0.0.0.0")
    assert served.ask("/statements").status == 303
    printed = served.stop()
    token = re.search(r"^  (\S{20,})$", printed, re.M)
    assert token is not None and "not encrypted" in printed
