"""The dossier in Chromium: at desktop, phone and print size, light and dark, by keyboard, without a network, with hostile text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import whole
from web.conftest import violations
from whole import parley

pytestmark = pytest.mark.browser
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
HOSTILE = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"


@pytest.fixture(scope="module")
def dossier(press: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of the sample press."""
    path = tmp_path_factory.mktemp("brief") / "dossier.html"
    parley("brief", press, "--out", path)
    return path


class Seen:
    """A page with what it logged and what it asked the network for."""

    def __init__(self, browser: Any, path: Path, size: str = "desktop", **more: Any) -> None:
        self.context = browser.new_context(viewport=SIZES[size], **more)
        self.page = self.context.new_page()
        self.logged: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.logged.append(message.text))
        self.page.on("pageerror", lambda fault: self.logged.append(str(fault)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())

    def __enter__(self) -> Seen:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def open_all(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_no_violation_in_light_and_dark(browser: Any, dossier: Path, size: str) -> None:
    with Seen(browser, dossier, size, bypass_csp=True) as seen:
        seen.page.evaluate(
            "for (const s of document.querySelectorAll('section')) for (const d of [...s.querySelectorAll('details')].slice(0, 4)) d.open = true"
        )
        assert violations(seen.page) == ""


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_asked_of_the_network_and_nothing_is_logged(browser: Any, dossier: Path, size: str) -> None:
    with Seen(browser, dossier, size) as seen:
        open_all(seen.page)
        seen.page.mouse.wheel(0, 20000)
        assert seen.asked == [dossier.as_uri()]
        assert seen.logged == []


def test_the_file_names_no_address_to_load_from(dossier: Path) -> None:
    text = dossier.read_text(encoding="utf-8")
    assert not re.findall(r"<(?:script|link|img|iframe|object|embed|base|form)\b|@import|url\((?!#)|\bsrc=", text)
    assert "default-src 'none'" in text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("opened", [False, True])
def test_the_page_is_never_wider_than_the_screen(browser: Any, dossier: Path, size: str, opened: bool) -> None:
    with Seen(browser, dossier, size) as seen:
        if opened:
            open_all(seen.page)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
        outside = "e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('nav') && !e.closest('svg') && !e.classList.contains('hidden')"
        wide = seen.page.evaluate(f"[...document.querySelectorAll('body *')].filter({outside}).slice(0, 5).map(e => e.outerHTML.slice(0, 200))")
        assert wide == []


def test_the_state_of_the_talks_stands_on_the_first_screen(browser: Any, dossier: Path) -> None:
    with Seen(browser, dossier) as seen:
        for heading in ("Latest stance of each party", "Blocked", "What is next", "Agreed", "Disputed"):
            box = seen.page.get_by_role("heading", name=heading, exact=True).first.bounding_box()
            assert box and 0 < box["y"] < SIZES["desktop"]["height"], heading
        card = seen.page.locator(".stands").bounding_box()
        assert card and card["y"] + card["height"] <= SIZES["desktop"]["height"] + 60
        shown = seen.page.locator(".stands").inner_text()
        assert all(party in shown for party in ("Orsunia", "Velmara"))


def test_every_row_opens_its_sentence_with_the_words_marked(browser: Any, dossier: Path, press_export: dict[str, bytes]) -> None:
    sentences = " ".join(" ".join(doc["text"].split()) for doc in whole.rows(press_export, "documents"))
    with Seen(browser, dossier) as seen:
        rows = seen.page.evaluate(
            "[...document.querySelectorAll('details.row')].map(d => ({id: d.id, marks: [...d.querySelectorAll('mark')].map(m => m.textContent),"
            " quotes: [...d.querySelectorAll('blockquote p')].map(q => q.textContent)}))"
        )
        assert len(rows) > 300
        for row in rows:
            assert row["marks"] and row["quotes"], row
            for quote in row["quotes"]:
                assert " ".join(quote.split()) in sentences
        row = seen.page.locator("#timeline details.row").first
        assert not row.locator("blockquote").first.is_visible()
        row.locator("summary").click()
        assert row.locator("blockquote mark").first.is_visible()
    text = dossier.read_text(encoding="utf-8")
    for kind in ("statements", "conditions", "proposals", "figures"):
        for finding in whole.rows(press_export, kind):
            assert f'id="f-{finding["id"]}"' in text, f"{kind} {finding['id']} has no row"


def test_every_link_within_the_page_leads_somewhere(browser: Any, dossier: Path) -> None:
    with Seen(browser, dossier) as seen:
        lost = seen.page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1)).filter(i => !document.getElementById(i))"
        )
        assert lost == []
        twice = seen.page.evaluate(
            "(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.filter((x, i) => ids.indexOf(x) !== i) })()"
        )
        assert twice == []


def test_a_row_is_reached_and_opened_by_keyboard_alone(browser: Any, dossier: Path) -> None:
    with Seen(browser, dossier) as seen:
        page = seen.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#state")
        for _ in range(200):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('#timeline details.row > summary')"):
                break
        assert page.evaluate("document.activeElement.matches('#timeline details.row > summary')")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.parentElement.open")


def test_it_prints_on_paper_with_every_sentence(browser: Any, dossier: Path, tmp_path: Path) -> None:
    with Seen(browser, dossier) as seen:
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
        assert seen.page.evaluate("document.querySelector('#timeline details.row blockquote').getBoundingClientRect().height") > 10
        seen.page.pdf(path=str(tmp_path / "dossier.pdf"), format="A4")
    data = (tmp_path / "dossier.pdf").read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b", data))
    assert data.startswith(b"%PDF") and 3 <= pages <= 150, pages


def test_whole_reports_are_in_it_only_when_asked_for(press: Path, dossier: Path, press_export: dict[str, bytes], tmp_path: Path) -> None:
    parley("brief", press, "--out", tmp_path / "full.html", "--full-text")
    short, full = dossier.read_text(encoding="utf-8"), (tmp_path / "full.html").read_text(encoding="utf-8")
    for doc in whole.rows(press_export, "documents"):
        assert f'id="d-{doc["id"]}"' in full
        assert f'id="d-{doc["id"]}"' not in short
    assert "Left out: the whole texts of the reports" in short and "whole texts" not in full
    assert len(full) > len(short)


def test_the_statement_of_coverage_says_what_was_read_from_whom_and_which_days(browser: Any, dossier: Path) -> None:
    with Seen(browser, dossier) as seen:
        open_all(seen.page)
        shown = seen.page.locator("header").inner_text()
    for words in (
        "32 reports",
        "9 outlets",
        "independent origins",
        "3 Mar 2031 to 24 Mar 2031",
        "1 undated",
        "Telmis Post (4)",
        "No report from",
        "not in these reports",
    ):
        assert words in shown, words


def test_the_same_record_gives_the_same_bytes(press: Path, dossier: Path, tmp_path: Path) -> None:
    parley("brief", press, "--out", tmp_path / "again.html", env={"PYTHONHASHSEED": "31"})
    assert (tmp_path / "again.html").read_bytes() == dossier.read_bytes()


def test_hostile_text_stays_text(browser: Any, tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "x onerror=window.hacked=1.txt").write_text(
        f"“We are ready {HOSTILE} for talks with Norra,” Ana Reyl said on Monday. Talks between Norra and Sestria resumed on Tuesday, 4 March 2031.\n\n"
        "Norra rejected the truce. At least 12 people were killed, </style></title> the ministry said. Sestria will sign only if Norra withdraws {{ 7*7 }}.\n"
    )
    (folder / "manifest.csv").write_text(
        'file,outlet,published,url,title\nx onerror=window.hacked=1.txt,"The <b>Post</b>",2031-03-05,javascript:window.hacked=1,' + f'"{HOSTILE}"\n'
    )
    parley("read", folder, "--negotiation", HOSTILE, "--record", tmp_path / "t.db")
    parley("brief", tmp_path / "t.db", "--out", tmp_path / "d.html", "--full-text", "--title", HOSTILE)
    with Seen(browser, tmp_path / "d.html") as seen:
        open_all(seen.page)
        assert seen.page.evaluate("window.hacked === undefined")
        assert seen.page.title() == HOSTILE
        assert HOSTILE in seen.page.locator("h1").inner_text()
        assert seen.page.locator("script, img, header b b").count() == 0
        assert seen.page.evaluate("[...document.querySelectorAll('a')].every(a => /^(#|https?:)/.test(a.getAttribute('href')))")
        assert "49" not in seen.page.locator("#conditions").inner_text()
        assert seen.logged == []


def test_an_empty_record_gives_a_dossier_that_says_so(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The weather was fine.")
    parley("read", tmp_path / "a.txt", "--record", tmp_path / "t.db")
    parley("brief", tmp_path / "t.db", "--out", tmp_path / "d.html")
    with Seen(browser, tmp_path / "d.html") as seen:
        shown = seen.page.locator("body").inner_text()
        for words in ("1 report ", "No statement found", "No event found", "No condition found", "No figure found", "No dispute found"):
            assert words in shown, words


def test_a_dossier_of_one_negotiation_says_nothing_of_another(tmp_path: Path) -> None:
    for name in ("vesk", "orm"):
        place = name.title()
        story = f"Talks in {place} will resume on Monday, the envoy Ana Reyl said. Norra rejected the {place} plan. At least 12 people died in {place}."
        (tmp_path / f"{name}.txt").write_text(story)
        parley("read", tmp_path / f"{name}.txt", "--negotiation", name, "--published", "2031-03-05", "--record", tmp_path / "t.db")
    parley("brief", tmp_path / "t.db", "--out", tmp_path / "d.html", "--negotiation", "vesk")
    text = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "Vesk" in text and "Orm" not in text and "orm.txt" not in text
    assert json.dumps("vesk")[1:-1] in text
