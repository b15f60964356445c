"""Datelines, bylines and credits."""

import pytest

from parley.lang import load
from parley.model import document
from parley.read.agency import credits
from parley.read.byline import byline
from parley.read.dateline import dateline

EN = load("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PORT LUME, July 28 (Xinhua) - Envoys met.", ("PORT LUME", "July 28", "Xinhua")),
        ("VESK (AP) — Envoys met.", ("VESK", None, "AP")),
        ("VESK - Envoys met.", ("VESK", None, None)),
        ("VESK—Envoys met.", ("VESK", None, None)),
        ("VESK, May 31. /TASS/. Envoys met.", ("VESK", "May 31", "TASS")),
        ("VESK. July 28 (Interfax) - Envoys met.", ("VESK", "July 28", "Interfax")),
        ("VESK, Norra - (AP) - Envoys met.", ("VESK, Norra", None, "AP")),
        ("VESK/PORT LUME: Envoys met.", ("VESK/PORT LUME", None, None)),
        ("Vesk, July 28 (IANS) Envoys met.", ("Vesk", "July 28", "IANS")),
        ("VESK, March 7 (NNA) – Envoys met.", ("VESK", "March 7", "NNA")),
        ("VESK, Sunday – Envoys met.", ("VESK", "Sunday", None)),
        ("VESK, March 7, 2031 — Envoys met.", ("VESK", "March 7, 2031", None)),
        ("AFP - Envoys met.", (None, None, "AFP")),
        ("(Reuters) - Envoys met.", (None, None, "Reuters")),
        ("Feb 5 (Reuters) - Envoys met.", (None, "Feb 5", "Reuters")),
        ("UN: Envoys met.", None),
        ("UPDATE: Envoys met.", None),
        ("NATO — the alliance — met.", None),
        ("Vesk - a town in Norra - was hit.", None),
        ("Oric: I was never asked.", None),
        ("Envoys met in VESK - again.", None),
    ],
)
def test_a_dateline_gives_place_day_and_agency(text: str, expected: tuple[str | None, ...] | None) -> None:
    doc = document("a.txt", text)
    found = dateline(doc, EN, (0,))
    assert (found and (found.place, found.day, found.agency)) == expected
    if found:
        assert doc.text[found.span.start : found.span.end] == found.span.text


@pytest.mark.parametrize(
    ("line", "names", "date"),
    [
        ("By Ana Reyl", ("Ana Reyl",), None),
        ("By ANA REYL and TOM ORSK", ("Ana Reyl", "Tom Orsk"), None),
        ("By Ana Reyl in Vesk and Tom Orsk in Port Lume", ("Ana Reyl", "Tom Orsk"), None),
        ("By Ana Reyl, Norra Post", ("Ana Reyl",), None),
        ("By our foreign staff", (), None),
        ("Published: March 14, 2031 4:00 PM CDT", (), "2031-03-14T16:00-05:00"),
        ("Updated 7:17 pm CET, March 11, 2031", (), "2031-03-11T19:17+01:00"),
        ("Monday 3 March 2031, 17:40", (), "2031-03-03T17:40"),
        ("18 March 2031, 11:44 PM IST", (), "2031-03-18T23:44"),
    ],
)
def test_a_byline_gives_names_or_a_date(line: str, names: tuple[str, ...], date: str | None) -> None:
    found = byline(line, 0, EN)
    assert found is not None
    assert (found.names, found.date) == (names, date)


@pytest.mark.parametrize(
    "line", ["By the end of the day the guns fell silent.", "By Monday the guns were silent", "Talks began on March 14, 2031.", "Ana Reyl", "May 3"]
)
def test_what_is_no_byline_is_none(line: str) -> None:
    assert byline(line, 0, EN) is None


def test_credits_name_agencies_outlets_and_photographs_with_their_places() -> None:
    doc = document(
        "a.txt",
        "Talks ended.\nAna Reyl / TASS\nGuns fell silent.\n(Text courtesy: Voice Of America/IBNS)\nSource: Norra Post\nReporting by Tom Orsk; Editing by AFP",
    )
    found = credits(doc, EN)
    assert [(c.name, c.kind) for c in found] == [
        ("TASS", "photo"), ("Voice of America", "agency"), ("IBNS", "agency"), ("Norra Post", "other_outlet"), ("AFP", "agency"),
    ]  # fmt: skip
    assert all(doc.text[c.span.start : c.span.end] == c.span.text for c in found)


def test_an_agency_that_the_text_speaks_of_is_not_credited() -> None:
    assert credits(document("a.txt", "The envoy told Reuters that AFP was wrong. TASS cited him."), EN) == ()
