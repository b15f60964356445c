"""Pages: the article, its headline, and what the page says of itself."""

from pathlib import Path

import pytest

from parley.model import Document, Problem
from parley.read import ReadOptions, read_inputs

BODY = """
<p>Envoys of Norra and Sestria met on Tuesday for a second round of talks, officials said after the meeting
ended in the capital.</p><h2>What comes next</h2>
<p>The two sides will meet again <b>next week</b>, the foreign ministry said. "We are ready," the minister told reporters<br>in Vesk.</p>
<ul><li>A first point of the deal is a truce of thirty days.</li><li>The second is an exchange of prisoners.</li></ul>"""
LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
"headline": "Talks resume in Vesk", "datePublished": "2031-03-18T19:17+01:00", "author": [{"@type": "Person", "name": "Ana Reyl"}, {"name": "Tom Orsk"}],
"publisher": {"name": "The Norra Post"}}]}</script>"""


def page(head: str, body: str = BODY) -> str:
    nav = '<nav><a href="/">Home</a> <a href="/w">World</a></nav>'
    article = f"<article><h1>Talks resume in Vesk</h1>{body}</article>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{nav}{article}<footer>All rights reserved</footer></body></html>'


def read(tmp_path: Path, markup: str | bytes, name: str = "a.html", **options: object) -> tuple[Document | None, list[Problem]]:
    (tmp_path / name).write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    found = list(read_inputs([str(tmp_path / name)], ReadOptions(**options)))  # type: ignore[arg-type]
    return next((f for f in found if isinstance(f, Document)), None), [f for f in found if isinstance(f, Problem)]


def test_the_text_is_the_article_with_its_headline_first_and_paragraphs_divided_by_newlines(tmp_path: Path) -> None:
    doc, problems = read(tmp_path, page(LD))
    assert doc is not None
    lines = doc.text.split("\n")
    assert lines[0] == "Talks resume in Vesk"
    assert lines[1].endswith("said after the meeting ended in the capital.")
    assert lines[2:4] == [
        "What comes next",
        'The two sides will meet again next week, the foreign ministry said. "We are ready," the minister told reporters in Vesk.',
    ]
    assert lines[4:] == ["A first point of the deal is a truce of thirty days.", "The second is an exchange of prisoners."]
    assert [(b.kind, doc.text[b.start : b.end]) for b in doc.blocks] == [("headline", "Talks resume in Vesk"), ("headline", "What comes next")]
    assert problems == []


def test_json_ld_gives_title_authors_outlet_and_the_minute_with_its_zone(tmp_path: Path) -> None:
    doc, _ = read(tmp_path, page(LD))
    assert doc is not None
    assert (doc.title, doc.outlet, doc.authors) == ("Talks resume in Vesk", "The Norra Post", ("Ana Reyl", "Tom Orsk"))
    assert (doc.published.edtf, doc.published.grain, doc.published.basis) == ("2031-03-18T19:17:00+01:00", "minute", "metadata")
    assert (doc.published.start, doc.published.end) == ("2031-03-18T19:17:00+01:00", "2031-03-18T19:18:00+01:00")


def test_meta_elements_serve_where_json_ld_is_missing_or_broken(tmp_path: Path) -> None:
    head = """<script type="application/ld+json">{"@type": "NewsArticle", oops</script><title>Talks resume in Vesk - The Norra Post</title>
    <meta property="article:published_time" content="2031-03-18T19:17:00Z"><meta name="author" content="By Ana Reyl">
    <link rel="canonical" href="https://post.example/2031/03/18/talks">"""
    doc, _ = read(tmp_path, page(head))
    assert doc is not None
    assert doc.item == doc.url == "https://post.example/2031/03/18/talks"
    assert doc.authors == ("Ana Reyl",)
    assert doc.published.edtf == "2031-03-18T19:17:00Z"
    assert [(c.value, c.basis) for c in doc.published.candidates] == [("2031-03-18T19:17:00Z", "metadata"), ("2031-03-18", "url")]


def test_an_outlet_behind_the_title_is_the_outlet(tmp_path: Path) -> None:
    doc, _ = read(tmp_path, page("<meta property='og:title' content='Talks resume in Vesk | The Norra Post'>"))
    assert doc is not None
    assert (doc.title, doc.outlet) == ("Talks resume in Vesk", "The Norra Post")


def test_dates_that_disagree_are_all_kept_and_flagged(tmp_path: Path) -> None:
    head = LD + '<link rel="canonical" href="https://post.example/2029/01/02/talks">'
    doc, problems = read(tmp_path, page(head))
    assert doc is not None
    assert doc.published.conflict
    assert doc.published.edtf == "2031-03-18T19:17:00+01:00"
    assert [row.code for row in problems] == ["date_conflict"]


def test_what_the_user_says_wins_over_the_page(tmp_path: Path) -> None:
    doc, _ = read(tmp_path, page(LD), outlet="Sestria Daily", published="2031-03-19")
    assert doc is not None
    assert (doc.outlet, doc.published.edtf, doc.published.basis) == ("Sestria Daily", "2031-03-19", "given")
    assert not doc.published.conflict


def test_a_page_in_its_declared_encoding_is_read_in_it(tmp_path: Path) -> None:
    markup = page('<meta charset="windows-1251">', "<p>Министр сказал, что переговоры возобновятся во вторник в столице, и стороны готовы к ним.</p>" * 3)
    doc, _ = read(tmp_path, markup.encode("cp1251"))
    assert doc is not None
    assert "Министр" in doc.text
    assert doc.language == "ru"


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    doc, _ = read(tmp_path, page(""))
    assert doc is not None
    assert doc.published.edtf is None
    assert doc.published.unresolved


@pytest.mark.parametrize("markup", ["<html><body></body></html>", "<html>", "<html><body><nav>Home</nav></body></html>", "<html><script>x</script></html>"])
def test_a_page_without_an_article_is_a_problem(tmp_path: Path, markup: str) -> None:
    doc, problems = read(tmp_path, markup)
    assert doc is None
    assert [row.code for row in problems] == ["no_article"]


def test_deep_html_ends(tmp_path: Path) -> None:
    doc, problems = read(tmp_path, "<html><body>" + "<div>" * 200_000 + "<p>Talks.</p>")
    assert doc is not None or problems


def test_a_page_that_is_not_named_like_one_is_known_by_its_beginning(tmp_path: Path) -> None:
    doc, _ = read(tmp_path, page(LD), name="saved")
    assert doc is not None
    assert doc.title == "Talks resume in Vesk"
