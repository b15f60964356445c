"""Every page of the workbench in Chromium, over a real server: opened, worked by keyboard and by mouse, light, dark, on a phone and in print."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

import whole
from web.conftest import violations

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
PAGES = (
    "/", "/timeline", "/timeline?zoom=hours&lanes=type", "/positions", "/positions/{position}", "/proposals?with={proposal}", "/conditions", "/statements",
    "/events", "/figures", "/disputes", "/agenda", "/coverage", "/actors", "/actors/{actor}", "/sources", "/sources/{group}", "/reports/{report}",
    "/findings/{event}?field=status", "/problems", "/search?text=truce", "/log", "/agreement", "/saved", "/nothing",
)  # fmt: skip
pytestmark = pytest.mark.browser


class Seen:
    """A page with what it logged and what it asked the network for."""

    def __init__(self, browser: Any, address: str, size: str = "desktop", **more: Any) -> None:
        self.context = browser.new_context(viewport=SIZES[size], base_url=address, **more)
        self.page = self.context.new_page()
        self.logged: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.logged.append(message.text))
        self.page.on("pageerror", lambda fault: self.logged.append(str(fault)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def __enter__(self) -> Seen:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.fixture(scope="module")
def seen(browser: Any, server: Any) -> Iterator[Seen]:
    with Seen(browser, server.address) as one:
        yield one


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_a_fault_fits_a_phone_asks_nobody_else_and_axe_finds_no_violation(seen: Seen, server: Any, ids: dict[str, str], path: str) -> None:
    seen.logged.clear()
    seen.asked.clear()
    answer = seen.page.goto(path.format(**ids))
    assert answer.status == (404 if path == "/nothing" else 200)
    assert not re.search("&lt;(built-in|bound|function|generator)", seen.page.locator("main").inner_html())
    seen.page.set_viewport_size(SIZES["phone"])
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.page.set_viewport_size(SIZES["desktop"])
    seen.page.evaluate("for (const d of [...document.querySelectorAll('main details')].slice(0, 3)) d.open = true")
    # Rows are all made by one template: the first few stand for the others, which would take axe ten times as long.
    seen.page.evaluate(
        "document.querySelectorAll('.rows > :nth-child(n+6), tbody > tr:nth-child(n+6), .found > li:nth-child(n+9)').forEach(row => row.remove())"
    )
    assert seen.page.locator("h1").count() == 1
    assert violations(seen.page) == ""
    assert {url.split("/", 3)[2] for url in seen.asked} == {f"127.0.0.1:{server.port}"}
    assert [line for line in seen.logged if path != "/nothing" or "404" not in line] == []


def test_on_a_phone_the_menu_is_closed_and_opens(browser: Any, server: Any) -> None:
    with Seen(browser, server.address, "phone") as phone:
        phone.page.goto("/")
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert not phone.page.get_by_role("link", name="Statements").is_visible()
        phone.page.locator(".menu > summary").click()
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
        phone.page.get_by_role("link", name="Statements").click()
        assert phone.page.url.endswith("/statements")


@pytest.mark.parametrize("width", [800, 1000, 1100, 1200, 1280, 1600])
def test_the_stances_of_the_parties_stay_within_their_card(seen: Seen, width: int) -> None:
    seen.page.set_viewport_size({"width": width, "height": 900})
    seen.page.goto("/")
    edges = seen.page.evaluate("[...document.querySelectorAll('.stands, .stands table')].map(one => one.getBoundingClientRect().right)")
    seen.page.set_viewport_size(SIZES["desktop"])
    assert len(edges) == 2
    assert edges[1] <= edges[0]


def test_paper_has_the_text_and_no_forms(browser: Any, server: Any, ids: dict[str, str]) -> None:
    with Seen(browser, server.address) as seen:
        seen.page.emulate_media(media="print")
        for path in ("/statements", "/reports/{report}", "/positions"):
            seen.page.goto(path.format(**ids))
            assert seen.page.locator("main").is_visible()
            assert not any(form.is_visible() for form in seen.page.locator("form").all())
        seen.page.goto("/statements")
        assert seen.page.evaluate("document.querySelector('details.row blockquote').getBoundingClientRect().height") > 10


def reach(page: Any, selector: str, most: int = 120) -> None:
    """Goes by the Tab key to the first element that the selector matches."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def test_a_row_opens_its_sentence_by_mouse_and_by_keyboard_and_leads_into_the_report(seen: Seen) -> None:
    page = seen.page
    page.goto("/statements")
    row = page.locator("details.row").first
    row.locator("summary").click()
    assert row.locator("blockquote mark").first.is_visible()
    row.locator("summary").click()
    page.goto("/statements")
    reach(page, "details.row > summary")
    page.keyboard.press("Enter")
    assert row.locator("blockquote mark").first.is_visible()
    reach(page, "details.row .under a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/reports/\w+\?f=\w+#m-"))
    assert page.locator(".text mark.on").first.is_visible()
    assert page.locator(".found li.on").count() == 1


ROW = "main details.row > summary"
ACTS = {
    "/": ROW, "/timeline": ROW, "/proposals": ROW, "/conditions": ROW, "/events": ROW, "/figures": ROW, "/disputes": ROW, "/agenda": ROW,
    "/positions": "main table.matrix td a", "/positions/{position}": "main a[href*='/reports/']", "/actors": "main tbody a", "/actors/{actor}": ROW,
    "/sources": "main tbody a", "/sources/{group}": "main h2 a", "/coverage": "main a[href*='outlet=']", "/problems": "main tbody a",
    "/search?text=truce": "main h1 ~ * a[href*='/reports/'], main h1 ~ * a[href*='/findings/']", "/reports/{report}": "main .found a:not(.key)",
}  # fmt: skip


@pytest.mark.parametrize("path", ACTS)
def test_what_a_page_is_for_is_done_by_mouse_and_by_keyboard(seen: Seen, ids: dict[str, str], path: str) -> None:
    page, selector = seen.page, ACTS[path]
    for by_keyboard in (False, True):
        page.goto(path.format(**ids))
        at = page.url
        if by_keyboard:
            reach(page, selector, 300)
            page.keyboard.press("Enter")
        else:
            page.locator(selector).first.click()
        if selector == ROW:
            assert page.locator("main details.row[open] blockquote mark").first.is_visible()
        else:
            page.wait_for_url(lambda url, at=at: url != at)
            assert page.locator("h1").is_visible()


def test_facets_narrow_the_statements_at_once_and_the_address_keeps_them(seen: Seen) -> None:
    page = seen.page
    page.goto("/statements")
    before = page.locator(".count").inner_text()
    page.locator("select[name=act]").select_option("reject")
    page.wait_for_url(re.compile("act=reject"))
    page.wait_for_function(f"document.querySelector('.count').innerText !== {before!r}")
    assert {tag.inner_text() for tag in page.locator(".marks > .tag:first-child").all()} == {"reject"}
    page.reload()
    assert page.locator("select[name=act]").input_value() == "reject"


def test_the_slider_shows_positions_as_of_a_day_by_keyboard(seen: Seen) -> None:
    page = seen.page
    page.goto("/positions")
    now = page.locator("table.matrix").inner_text()
    reach(page, "input[type=range]")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("step=1"))
    page.wait_for_function("document.querySelector('#results') && !document.querySelector('.htmx-request')")
    assert page.locator("table.matrix").inner_text() != now
    page.goto("/positions")
    page.locator("table.matrix td a").first.click()
    assert page.locator("h2", has_text="History").is_visible()


@pytest.mark.parametrize("path", ["/", "/positions/{position}", "/actors/{actor}"])
def test_wherever_positions_are_shown_the_slider_takes_them_back_to_a_day(seen: Seen, ids: dict[str, str], path: str) -> None:
    page = seen.page
    page.goto(path.format(**ids))
    now = page.locator("#results").inner_text()
    reach(page, "input[type=range]")
    page.keyboard.press("Home")
    page.wait_for_url(re.compile("step=0"))
    page.wait_for_function(f"document.querySelector('#results').innerText !== {now!r} && !document.querySelector('.htmx-request')")
    assert page.locator("#asof").inner_text() == "2031-03-03"


def test_paper_tells_what_happened_from_what_is_planned(seen: Seen) -> None:
    page = seen.page
    page.goto("/timeline")
    page.emulate_media(media="print")
    drawn = "c => { const s = getComputedStyle(document.querySelector('.legend .' + c)); return [s.borderStyle, s.borderWidth, s.textDecorationLine].join() }"
    styles = page.evaluate(f"['happened', 'planned', 'off', 'unsure'].map({drawn})")
    page.emulate_media(media="screen")
    assert len(set(styles)) == 4


def test_the_timeline_zooms_from_years_to_hours_by_mouse(seen: Seen) -> None:
    page = seen.page
    page.goto("/timeline?zoom=years")
    for zoom in ("months", "days", "hours"):
        page.locator("table.lanes thead a").last.click()
        page.wait_for_url(re.compile(f"zoom={zoom}"))
    assert page.locator(".zoom").inner_text().startswith("Zoom out to days")


def test_planned_and_called_off_are_never_drawn_as_happened(seen: Seen) -> None:
    page = seen.page
    page.goto("/timeline?zoom=days&lanes=type&status=planned")
    assert page.locator(".rows .tag.planned").count() > 0
    assert page.locator(".rows .tag.happened").count() == 0
    drawn = (
        "c => { const s = getComputedStyle(document.querySelector('.legend .' + c)); return [s.backgroundColor, s.borderStyle, s.textDecorationLine].join() }"
    )
    styles = page.evaluate(f"['happened', 'planned', 'off'].map({drawn})")
    assert len(set(styles)) == 3


def test_the_graph_and_the_table_of_conditions_say_the_same(seen: Seen) -> None:
    page = seen.page
    page.goto("/conditions")
    assert page.locator("svg .edge").count() > 0
    numbers = {n for label in page.locator("svg .number").all_text_contents() for n in re.findall(r"\d+", label.split("+")[0])}
    assert numbers <= set(page.locator(".conditions .row .number").all_text_contents())


def test_proposals_stand_side_by_side_when_they_are_ticked(seen: Seen) -> None:
    page = seen.page
    page.goto("/proposals")
    for box in page.locator(".tickrow input").all()[:2]:
        box.check()
    page.get_by_role("button", name="Put side by side").click()
    assert page.locator("table.beside thead th").count() == 3


def test_search_finds_a_passage_by_keyboard(seen: Seen) -> None:
    page = seen.page
    page.goto("/")
    reach(page, "#q")
    page.keyboard.type("truce plan")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search"))
    assert page.locator(".hits li").count() > 0


def test_every_list_is_taken_away_as_csv_and_xlsx(server: Any) -> None:
    from parley.app.web.taking_away import TABLES

    for name in TABLES:
        table = server.ask(f"/take/{name}.csv").text
        assert "\r\n" in table, name
        assert "<" not in table.splitlines()[0], name
    assert server.ask("/take/statements.xlsx").bytes.startswith(b"PK")
    few = server.ask("/take/statements.csv?act=reject").text.splitlines()
    assert 1 < len(few) < len(server.ask("/take/statements.csv").text.splitlines())


def test_every_list_is_taken_away_as_a_word_document_with_its_sentences(server: Any) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    from parley.app.web.taking_away import TABLES

    for name in TABLES:
        answer = server.ask(f"/take/{name}.docx")
        assert answer.status == 200, name
        made = docx.Document(io.BytesIO(answer.bytes))
        assert made.tables and made.tables[0].rows[0].cells[-1].text == "Evidence and source", name
    few = docx.Document(io.BytesIO(server.ask("/take/statements.docx?act=reject").bytes))
    assert "act: reject" in few.paragraphs[1].text and "characters" in few.tables[0].rows[1].cells[-1].text


def test_findings_are_taken_away_as_web_annotations_of_their_words(server: Any, ids: dict[str, str], press_export: dict[str, bytes]) -> None:
    from parley.app.web.taking_away import ANNOTATED

    texts = {doc["id"]: doc["text"] for doc in whole.rows(press_export, "documents")}
    for address in (*(f"/take/{name}.jsonld" for name in ANNOTATED), f"/reports/{ids['report']}/annotations.jsonld"):
        made = json.loads(server.ask(address).text)
        assert made["type"] == "AnnotationPage" and made["items"], address
        targets = [target for one in made["items"] for target in (one["target"] if isinstance(one["target"], list) else [one["target"]])]
        for target in targets:
            quote, position = target["selector"]
            text = texts.get(target["source"]["id"].rpartition(":")[2])
            assert text is None or text[position["start"] : position["end"]] == quote["exact"]
    assert server.ask("/take/positions.jsonld").status == 404


def test_every_list_offers_what_can_be_taken_away(server: Any) -> None:
    from parley.app.web.taking_away import ANNOTATED, FORMS, TABLES

    for name in TABLES:
        page = server.ask(f"/{name}").text
        for form in FORMS:
            assert (f'href="/take/{name}.{form}"' in page) == (form != "jsonld" or name in ANNOTATED), (name, form)


def test_a_citation_puts_only_a_quotation_in_quotation_marks(server: Any, press_export: dict[str, bytes]) -> None:
    statements = whole.rows(press_export, "statements")
    direct = next(s for s in statements if s["form"] == "direct")
    indirect = next(s for s in statements if s["form"] == "indirect")
    shown = server.ask(f"/findings/{direct['id']}/cite").text
    assert "“" in shown.splitlines()[0] and direct["document"] in shown and "SHA-256" in shown
    other = server.ask(f"/findings/{indirect['id']}/cite").text
    assert "paraphrase" in other and "“" not in other.partition("paraphrase: ")[2][:3]
    assert server.ask(f"/findings/{direct['id']}/cite?form=bibtex").text.startswith("@")
    assert server.ask(f"/findings/{direct['id']}/cite?form=ris").text.startswith("TY  -")
    assert direct["document"] in server.ask(f"/findings/{direct['id']}/cite?form=csl").text
    assert server.ask("/take/agenda.ics").text.startswith("BEGIN:VCALENDAR")


def test_pages_count_origins_as_the_command_line_does(server: Any) -> None:
    said = json.loads(whole.parley("coverage", server.record, "--format", "json").stdout)[0]["origins"]
    for path in ("/", "/coverage", "/sources"):
        assert f"{said} independent origins" in server.ask(path).text, path
    told = {row["id"]: row["origins"] for row in json.loads(whole.parley("timeline", server.record, "--format", "json").stdout)}
    taken = list(csv.DictReader(io.StringIO(server.ask("/take/events.csv").text)))
    assert {row["id"]: int(row["origins"]) for row in taken if row["id"] in told} == told and max(told.values()) > 1
