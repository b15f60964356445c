"""Laws of times, on any text and on texts put together from times."""

import os
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.lang import load
from parley.model import AnnotatedDocument, Published, Time, document
from parley.times import infer_published, read_times
from parley.times.grammar import Grammar

RUNS = settings(max_examples=int(os.environ.get("PARLEY_EXAMPLES", "150")), deadline=None)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2060, 12, 31))
PIECES = st.sampled_from([
    "on Friday", "last Monday", "next week", "two days ago", "three weeks later", "in May", "on 9 May", "8–10 May", "at 10:30 a.m.", "24:00",
    "late on Thursday", "the past 3 months", "in 2019", "since the 1990s", "the second day of the talks", "two days after the summit",
    "at midnight on Tuesday", "31 June", "29 February", "Easter", "Ramadan", "Eid al-Fitr 2024", "the end of the year", "every Tuesday",
    "this winter", "from May 8 to May 3", "the 21st century", "a decade later", "recently", "in the morning", "in the coming days",
    "fiscal 2025", "Q3", "99999 years ago", "9999 decades later", "25:61", "12/13/14", "01.02.2025", "2025-02-30", "2025-04-05T10:00+03:00",
    "tomorrow", "the following day", "that year", "mid-May", "half an hour", "the weekend", "noon EST Friday", "on the 31st", "the fifth quarter",
    "Monday, June 2", "the second half of March", "said", "will meet", "\n\n", ".", ",", "“", "”", "May", "second",
])  # fmt: skip
WORDS = {code: sorted(Grammar(load(code)).lexicon.words) for code in ("en", "uk")}
NUMERALS = ["1", "05", "10", "19", "31", "63", "200", "1234", "1989", "2018", "2025", "10:30", "3.5", "2025-05-09", "09.05.2025"]
GLUE = [" ", " ", " ", "-", "–", "/", ", ", ". ", "'s ", " (", ") ", "\n\n"]
RELATIVE = st.sampled_from(
    [
        "yesterday",
        "tomorrow",
        "last week",
        "two days ago",
        "next Friday",
        "last Monday",
        "on Friday",
        "three weeks ago",
        "the day after tomorrow",
        "this week",
        "over the weekend",
    ]
)


def read(text: str, day: date | None, code: str = "en") -> tuple[Time, ...]:
    published = Published(edtf=day.isoformat(), start=day.isoformat(), basis="given") if day else Published(unresolved="no date given")
    return read_times(AnnotatedDocument(document=document("law", text, published=published)), load(code), None).times


@st.composite
def jumbles(draw: st.DrawFn, code: str) -> str:
    """Words of the language's time lexicon, numbers and marks in any order."""
    parts = draw(st.lists(st.tuples(st.one_of(st.sampled_from(WORDS[code]), st.sampled_from(NUMERALS)), st.sampled_from(GLUE)), max_size=25))
    return "".join(draw(st.sampled_from([word, word.capitalize()])) + glue for word, glue in parts)


def texts() -> st.SearchStrategy[str]:
    return st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=12).map(" ".join))


@RUNS
@given(texts(), st.one_of(st.none(), DAYS), st.sampled_from(["en", "uk"]))
def test_no_text_raises_every_span_is_its_text_and_every_time_is_resolved_or_says_why_not(text: str, day: date | None, code: str) -> None:
    for time in read(text, day, code):
        assert time.span is not None
        assert text[time.span.start : time.span.end] == time.span.text == time.as_written
        assert (time.edtf is None) == (time.unresolved is not None)
        assert time.timex3 is not None
        assert time.anchor is not None


@pytest.mark.parametrize("code", ["en", "uk"])
def test_no_jumble_of_time_words_raises(code: str) -> None:
    @RUNS
    @given(jumbles(code), st.one_of(st.none(), DAYS))
    def law(text: str, day: date | None) -> None:
        for time in read(text, day, code):
            assert (time.edtf is None) == (time.unresolved is not None)
            assert not (time.start and time.end) or time.start < time.end
            if time.edtf:
                parse_edtf(time.edtf)

    law()


@RUNS
@given(texts(), st.one_of(st.none(), DAYS))
def test_intervals_are_ordered_and_times_stand_in_order_without_overlap(text: str, day: date | None) -> None:
    times = read(text, day)
    for time in times:
        if time.start and time.end:
            assert time.start < time.end
    spans = [time.span for time in times if time.span]
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))


@RUNS
@given(texts(), DAYS)
def test_what_is_resolved_is_valid_edtf(text: str, day: date) -> None:
    for time in read(text, day):
        for edtf in ([time.edtf] if time.edtf else []) + list(time.alternatives):
            parse_edtf(edtf)


@RUNS
@given(RELATIVE, DAYS)
def test_shifting_the_anchor_by_a_week_shifts_a_relative_day_or_week_by_a_week(words: str, day: date) -> None:
    (here,), (there,) = read(f"They met {words}.", day), read(f"They met {words}.", day + timedelta(days=7))
    assert here.start
    assert there.start
    assert date.fromisoformat(there.start) - date.fromisoformat(here.start) == timedelta(days=7)


@RUNS
@given(RELATIVE)
def test_nothing_relative_resolves_without_an_anchor(words: str) -> None:
    (time,) = read(f"They met {words}.", None)
    assert time.edtf is None
    assert time.start is None
    assert time.unresolved


@RUNS
@given(texts(), DAYS)
def test_reading_twice_gives_the_same(text: str, day: date) -> None:
    assert read(text, day) == read(text, day)


@RUNS
@given(texts())
def test_a_date_is_inferred_only_when_none_is_given_and_never_without_evidence(text: str) -> None:
    found = infer_published(document("law", text), load("en"))
    assert found is None or (found.basis == "inferred" and found.span is not None and found.approximate)


@pytest.mark.parametrize("code", ["en", "uk"])
def test_a_language_without_a_rule_for_a_text_finds_nothing(code: str) -> None:
    assert read("", date(2025, 4, 25), code) == ()
