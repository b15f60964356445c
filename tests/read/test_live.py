"""Live blogs: where entries begin, and on which day each was posted."""

from pathlib import Path

import pytest

from parley.lang import load
from parley.model import Document, document
from parley.read import ReadOptions, dates, read_inputs
from parley.read.live import entries, stamped

EN = load("en")


def live(text: str, published: str | None = None, modified: str | None = None) -> Document:
    given = dates.published(published, "metadata" if published else "unknown")
    return stamped(document("a.txt", text, genre="live_blog", published=given, modified=modified), EN)


def posted(doc: Document) -> list[str | None]:
    return [entry.at for entry in entries(doc)]


def lines(*stamps: str) -> str:
    return "Vesk talks live\n\n" + "\n\n".join(f"{stamp}\n\nThe envoys met, the ministry said." for stamp in stamps)


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("14:32 GMT", "2031-03-16T14:32Z"),
        ("14.32", "2031-03-16T14:32"),
        ("2.32pm", "2031-03-16T14:32"),
        ("2:32 p.m. ET", "2031-03-16T14:32"),
        ("14:32 (CET)", "2031-03-16T14:32+01:00"),
        ("14:32 BST – The envoys arrive", "2031-03-16T14:32"),
        ("15 March 2031, 14:32 GMT", "2031-03-15T14:32Z"),
        ("2:32 p.m., March 15, 2031", "2031-03-15T14:32"),
        ("2031-03-15 14:32+02:00", "2031-03-15T14:32+02:00"),
    ],
)
def test_the_time_of_an_entry_is_read_with_its_zone_and_its_own_day(stamp: str, at: str) -> None:
    assert posted(live(lines("23.59", stamp), "2031-03-16"))[1] == at


def test_entries_of_one_day_have_the_day_of_the_page_in_either_order() -> None:
    stamps = ["18.05", "15.40", "09.50"]
    expected = [f"2031-03-16T{stamp.replace('.', ':')}" for stamp in stamps]
    assert posted(live(lines(*stamps), "2031-03-16")) == expected
    assert posted(live(lines(*reversed(stamps)), "2031-03-16")) == expected[::-1]


def test_entries_that_pass_midnight_have_their_days_only_where_publication_and_last_change_force_them() -> None:
    text = lines("01.10", "00.20", "23.40", "09.50")
    assert posted(live(text, "2031-03-16", "2031-03-17T01:12")) == ["2031-03-17T01:10", "2031-03-17T00:20", "2031-03-16T23:40", "2031-03-16T09:50"]
    assert posted(live(text, "2031-03-16")) == [None] * 4
    assert posted(live(text, "2031-03-16", "2031-03-20T10:00")) == [None] * 4
    assert posted(live(text)) == [None] * 4


def test_an_entry_that_stands_out_of_order_is_no_midnight() -> None:
    assert posted(live(lines("17.00", "18.05", "15.40", "09.50"), "2031-03-16"))[0] == "2031-03-16T17:00"


@pytest.mark.parametrize("line", ["14:32 UN envoys arrive", "14.32 Tony Orsk speaks"])
def test_a_word_after_the_time_is_no_zone(line: str) -> None:
    doc = live(lines("15.00", line), "2031-03-16")
    assert doc.text[slice(*entries(doc)[1].stamp)] == line[:5]


def test_a_report_has_no_entries_whatever_times_stand_in_it() -> None:
    doc = stamped(document("a.txt", lines("14.32", "13.05"), published=dates.published("2031-03-16", "given")), EN)
    assert entries(doc) == ()


PAGE = """<html><head><title>Vesk talks live</title><script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Vesk talks live",
"datePublished": "2031-03-16T08:00:00+01:00"}</script></head><body><article><h1>Vesk talks live</h1>
<h2><time>18.05</time>Envoys leave</h2><p>The envoys of Norra have left Vesk after a meeting of two hours, the foreign ministry of Norra said.</p>
<div><time datetime="2031-03-16T15:40:00+01:00">2 hours ago</time><p>Sestria rejected the plan for a truce of thirty days, its president said in Vesk.</p></div>
</article></body></html>"""


def test_the_times_of_a_page_are_kept_as_the_page_shows_them_and_as_its_markup_has_them(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    doc = next(found for found in read_inputs([str(path)], ReadOptions()) if isinstance(found, Document))
    assert doc.genre == "live_blog"
    assert posted(doc) == ["2031-03-16T18:05", "2031-03-16T15:40+01:00"]
    headings = [doc.text[block.start : block.end] for block in doc.blocks if block.kind == "headline"]
    assert headings == ["Vesk talks live", "Envoys leave"]
