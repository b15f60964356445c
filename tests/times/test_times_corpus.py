"""Each corpus of times is read as it says, and as a whole at least as well as its floor."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import msgspec
import pytest

from parley.lang import Language, load
from parley.model import AnnotatedDocument, Dateline, Published, Time, document
from parley.times import read_times

CORPORA = [("en", "times"), ("en", "times.narrative"), ("uk", "times")]


def corpus(code: str, name: str) -> Mapping[str, Any]:
    return tomllib.loads((resources.files("parley.lang") / code / f"{name}.corpus.toml").read_text(encoding="utf-8"))


def read(entry: Mapping[str, Any], lang: Language) -> tuple[Time, ...]:
    day = entry.get("published")
    published = Published(edtf=day, start=day, basis="given") if day else Published(unresolved="no date given")
    doc = document("corpus", entry["text"], published=published)
    if place := entry.get("dateline"):
        doc = msgspec.structs.replace(doc, dateline=Dateline(doc.span(0, len(place)), place))
    return read_times(AnnotatedDocument(document=doc), lang, None).times


def answers(times: tuple[Time, ...]) -> list[list[str]]:
    return [[time.as_written, time.timex3.value if time.timex3 else ""] for time in times]


def entries(kind: str) -> list[Any]:
    return [
        pytest.param(code, entry, id=f"{code}-{name}-{i}", marks=[pytest.mark.xfail(strict=True)] if kind == "known_failure" else [])
        for code, name in CORPORA
        for i, entry in enumerate(corpus(code, name).get(kind, []))
    ]  # fmt: skip


@pytest.mark.parametrize(("code", "entry"), entries("example"))
def test_the_times_of_an_example_are_read_in_order_with_their_values(code: str, entry: Mapping[str, Any]) -> None:
    times = read(entry, load(code))
    assert answers(times) == [list(pair) for pair in entry["times"]]
    assert "starts" not in entry or [time.start for time in times] == entry["starts"]


@pytest.mark.parametrize(("code", "entry"), entries("negative"))
def test_words_that_only_look_like_times_are_not_read(code: str, entry: Mapping[str, Any]) -> None:
    assert answers(read(entry, load(code))) == [list(pair) for pair in entry.get("times", [])]


@pytest.mark.parametrize(("code", "entry"), entries("known_failure"))
def test_a_known_failure_still_fails(code: str, entry: Mapping[str, Any]) -> None:
    assert answers(read(entry, load(code))) == [list(pair) for pair in entry["times"]]
