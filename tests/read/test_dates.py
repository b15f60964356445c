"""Dates of publication, read without guessing."""

import pytest

from parley.model import DateCandidate
from parley.read.dates import day_in_url, iso, published


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-03-18", "2031-03-18"),
        ("2031-03", "2031-03"),
        ("2031", "2031"),
        ("2031-03-18T19:17+0100", "2031-03-18T19:17+01:00"),
        ("2031-03-18 19:17:05Z", "2031-03-18T19:17:05Z"),
        ("18 March 2031", "2031-03-18"),
        ("March 18th, 2031 at 7:17 p.m. CET", "2031-03-18T19:17+01:00"),
        ("Tue, 18 Mar 2031 19:17:00 +0100", "2031-03-18T19:17+01:00"),
        ("18.03.2031 19:17", "2031-03-18T19:17"),
        ("3/18/2031", "2031-03-18"),
        ("03/04/2031", None),
        ("2031-02-30", None),
        ("last week", None),
        ("", None),
        ("9" * 100, None),
    ],
)
def test_a_date_has_one_reading_or_none(value: str, expected: str | None) -> None:
    assert iso(value) == expected


def test_a_month_reaches_to_the_first_of_the_next() -> None:
    found = published("2031-12", "given")
    assert (found.edtf, found.start, found.end, found.grain) == ("2031-12", "2031-12-01", "2032-01-01", "month")


def test_a_day_between_dateline_and_page_is_no_conflict_and_more_is() -> None:
    day = DateCandidate("2031-03-18", "dateline")
    assert not published("2031-03-19", "metadata", (day,)).conflict
    assert published("2031-03-20", "metadata", (day,)).conflict


def test_an_address_may_carry_the_day() -> None:
    assert day_in_url("https://post.example/2031/3/8/talks") == "2031-03-08"
    assert day_in_url("https://post.example/news/20310318-talks") == "2031-03-18"
    assert day_in_url("https://post.example/news/88214") is None
