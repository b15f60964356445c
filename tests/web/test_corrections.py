"""The correction story: twenty findings corrected on the pages, the press read again by other rules, all twenty hold and are listed."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import whole
from parley.model import Judgement
from parley.record import open_record
from web.conftest import Server


@pytest.fixture(scope="module")
def work(press: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The pages over a copy of the sample press that these tests change."""
    record = tmp_path_factory.mktemp("work") / "serrin.db"
    shutil.copy(press, record)
    served = Server(record, "--by", "ada")
    yield served
    printed = served.stop()
    assert "Traceback" not in printed, printed[-3000:]


def test_twenty_corrections_hold_when_the_press_is_read_again_by_other_rules(work: Server, tmp_path: Path) -> None:
    with open_record(str(work.record)) as record:
        events = [e for e in record.findings("event") if e.status == "happened"][:8]
        statements = [s for s in record.findings("statement") if s.act == "report"][:8]
        stances = list(record.findings("stance"))[:4]
    wanted = {e.id: ("status", "disputed") for e in events} | {s.id: ("act", "clarify") for s in statements} | {s.id: ("value", "evades") for s in stances}
    assert len(wanted) == 20
    for id, (field, new) in wanted.items():
        page = work.ask(f"/findings/{id}?field={field}").text
        assert 'id="correct"' in page
        assert work.form(f"/findings/{id}/judge", action="correct", field=field, new=new, why="read the report").status == 303
    parties = tmp_path / "parties.toml"  # a name more: another version of the rules for every report
    parties.write_text(whole.PARTIES.read_text(encoding="utf-8") + '\n[[actor]]\nname = "Norra"\nkind = "state"\nrole = "observer"\n', encoding="utf-8")
    assert "32 read anew" in whole.parley("reread", work.record, "--parties", parties).stdout
    with open_record(str(work.record)) as record:
        for id, (field, new) in wanted.items():
            found = record.finding(id)
            assert (getattr(found, field), found.review) == (new, "corrected")
    log = work.ask("/log").text
    assert "0 are orphaned" in log and "with 0 the reading now agrees" in log
    assert "20 hold on the text" in log
    assert all(f"/findings/{id}" in log for id in wanted)
    assert log.count("read the report") == 20 and log.count("<b>ada</b>") >= 20


def test_the_log_says_which_corrections_are_orphaned_and_with_which_the_reading_now_agrees(press: Path, tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    shutil.copy(press, path)
    with open_record(str(path)) as record:
        one, other, third = [e for e in record.findings("event") if e.status == "happened"][:3]
        record.judge(judged("correct", one.id, "status", "disputed"))
        record.judge(judged("correct", other.id, "status", "disputed"))
        record.judge(judged("accept", third.id))
    # What a reading by other rules leaves: one event read as it was corrected to, another not read at all.
    connection = sqlite3.connect(path)
    connection.execute("UPDATE findings SET raw = json_set(raw, '$.status', 'disputed') WHERE id = ?", (one.id,))
    connection.execute("DELETE FROM findings WHERE id = ?", (other.id,))
    connection.commit()
    connection.close()
    served = Server(path)
    try:
        log, agreed, orphaned = (served.ask(address).text for address in ("/log", "/log?state=agreed", "/log?state=orphaned"))
    finally:
        served.stop()
    assert "1 hold on the text" in log and "1 is orphaned" in log and "with 1 the reading now agrees" in log
    assert f"/findings/{one.id}" in agreed and "it is now read so" in agreed and f"/findings/{other.id}" not in agreed
    assert f"/findings/{other.id}" in orphaned and "the finding is gone" in orphaned and f"/findings/{one.id}" not in orphaned


def judged(action: str, target: str, field: str | None = None, new: str | None = None) -> Judgement:
    """A judgement on a finding."""
    return Judgement(id="", by="ada", when="", action=action, on="finding", target=target, field=field, new=new, why="read the report")  # type: ignore[arg-type]


def test_an_undo_brings_back_what_was_read_and_the_log_keeps_both(work: Server) -> None:
    with open_record(str(work.record)) as record:
        one = next(f for f in record.findings("figure"))
    work.form(f"/findings/{one.id}/judge", action="reject", why="not a figure")
    assert one.id not in work.ask("/take/figures.csv").text
    assert one.id in work.ask("/take/figures.csv?review=rejected").text
    made = re.search(r'action="/log/(\w+)/undo"', work.ask(f"/findings/{one.id}").text)
    assert made is not None
    assert work.form(f"/log/{made[1]}/undo", back=f"/findings/{one.id}").headers["location"] == f"/findings/{one.id}"
    assert one.id in work.ask("/take/figures.csv").text
    log = work.ask("/log").text
    assert "not a figure" in log and "undone" in log


def test_private_notes_stay_out_of_an_export_that_says_so(work: Server, tmp_path: Path) -> None:
    with open_record(str(work.record)) as record:
        one = next(f for f in record.findings("event"))
    work.form(f"/findings/{one.id}/judge", action="note", note="ask the SOURCE again")
    assert "ask the SOURCE again" in work.ask(f"/findings/{one.id}").text
    assert "left out" in whole.parley("export", work.record, "--out", tmp_path / "out").stdout
    assert not any(b"the SOURCE again" in data for data in whole.files(tmp_path / "out").values())


def test_two_actors_become_one_and_are_parted_again(work: Server) -> None:
    with open_record(str(work.record)) as record:
        one, other = [a for a in record.actors() if a.kind == "person" and len(a.name.split()) == 2][:2]
    assert work.form(f"/actors/{one.id}/same", action="merge", other=other.id, why="the same person").status == 303
    with open_record(str(work.record)) as record:
        record.reduce()
        assert record.actor(one.id).id == record.actor(other.id).id
        made = next(j.id for j in record.judgements() if j.action == "merge")
    assert work.form(f"/log/{made}/undo").status == 303
    with open_record(str(work.record)) as record:
        record.reduce()
        assert record.actor(one.id).id != record.actor(other.id).id


def test_a_time_and_an_actor_are_corrected_in_the_words_of_an_analyst(work: Server) -> None:
    with open_record(str(work.record)) as record:
        one = [e for e in record.findings("event") if e.participants][3]
        other = next(a for a in record.actors() if a.name == "Haldria")
    assert work.form(f"/findings/{one.id}/judge", action="correct", field="time", new="2031-03-09").status == 303
    assert work.form(f"/findings/{one.id}/judge", action="correct", field="participants.0.actor", new="Haldria").status == 303
    with open_record(str(work.record)) as record:
        found: Any = record.finding(one.id)
    assert (found.time.edtf, found.time.start, found.time.end) == ("2031-03-09", "2031-03-09", "2031-03-10")
    assert found.participants[0].actor == other.ref
    assert work.form(f"/findings/{one.id}/judge", action="correct", field="time", new="some day").status == 400


@pytest.mark.browser
def test_selected_words_become_a_finding_that_stands_where_they_were_selected(browser: Any, work: Server) -> None:
    with open_record(str(work.record)) as record:
        doc = next(d for d in record.documents() if d.text.count("truce") > 2)
    start = doc.text.rindex("truce")
    context = browser.new_context(base_url=work.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"/reports/{doc.id}")
    page.evaluate(
        """([start, length]) => {
            const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            let at = 0, node;
            while ((node = walker.nextNode())) {
                const n = Array.from(node.data).length;
                if (at <= start && start < at + n) range.setStart(node, start - at);
                if (at < start + length && start + length <= at + n) { range.setEnd(node, start + length - at); break; }
                at += n;
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [start, 5],
    )
    page.wait_for_function("document.getElementById('words').value === 'truce'")
    page.locator("#add select[name=kind]").select_option("event")
    page.locator("#add input[name=value]").fill("other")
    page.locator("#add input[name=who]").fill("Haldria")
    page.locator("#add").get_by_role("button", name="Add").click()
    page.wait_for_url(re.compile("#m-"))
    id = page.url.rpartition("#m-")[2]
    with open_record(str(work.record)) as record:
        made: Any = record.finding(id)
    assert (made.evidence[0].start, made.evidence[0].text, made.review) == (start, "truce", "added")
    page.locator(f"#f-{id} a").nth(1).click()
    page.get_by_role("button", name="Reject", exact=True).click()
    page.wait_for_url(re.compile("done=reject"))
    assert page.get_by_text("Rejected: views and exports").is_visible()
    context.close()


@pytest.mark.browser
def test_a_row_is_accepted_in_place(browser: Any, work: Server) -> None:
    context = browser.new_context(base_url=work.address)
    page = context.new_page()
    page.goto("/statements?order=oldest")
    page.locator("details.row > summary").first.click()
    page.locator("details.row .acts button[value=accept]").first.click()
    page.wait_for_selector(".acts .tag.accepted")
    assert page.url.endswith("/statements?order=oldest")
    context.close()


def test_a_saved_view_keeps_its_address(work: Server) -> None:
    work.form("/saved", name="What Velmara rejects", address="/statements?speaker=Velmara&act=reject")
    assert work.ask("/saved/what-velmara-rejects").headers["location"] == "/statements?speaker=Velmara&act=reject"
    work.form("/saved", name="What Velmara rejects", address="/statements?speaker=Velmara")
    assert work.ask("/saved/what-velmara-rejects").headers["location"] == "/statements?speaker=Velmara"


def test_what_was_seen_is_not_new(work: Server) -> None:
    answer = work.form("/seen", page="/", day="2031-04-30")
    shown = work.ask("/", Cookie=f"parley-seen={answer.cookies['parley-seen']}").text
    assert "Nothing new: no report since then." in shown
