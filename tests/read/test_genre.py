"""Genre: a report, an opinion piece or a live blog, by what the page and its words say."""

import tomllib
from importlib import resources
from typing import Any

import pytest

from parley.lang import load
from parley.model import Document, document
from parley.read import ReadOptions, read_inputs
from parley.read.genre import genre


def corpus() -> list[Any]:
    raw = tomllib.loads((resources.files("parley.lang") / "en" / "press.corpus.toml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["why"]) for row in raw["genre"]]


@pytest.mark.parametrize("row", corpus())
def test_a_genre_is_what_the_page_or_its_words_say(row: dict[str, Any]) -> None:
    doc = document("a.txt", row["text"], title=row.get("title"), url=row.get("url"))
    assert (genre(doc, tuple(row.get("kinds", ())), load("en")) or "") == row["is"]


def test_an_address_that_is_none_says_nothing() -> None:
    assert genre(document("a.txt", "Truce agreed.", url="https://[opinion/x"), (), load("en")) is None


PAGES = {"examiner-opinion.html": "opinion", "courier-live-0316.html": "live_blog", "courier-0311.html": None, "post-interview.html": None}


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_the_example_press_are_told_apart(name: str, pytestconfig: pytest.Config) -> None:
    found = [doc for doc in read_inputs([str(pytestconfig.rootpath / "examples/press" / name)], ReadOptions()) if isinstance(doc, Document)]
    assert [doc.genre for doc in found] == [PAGES[name]]
