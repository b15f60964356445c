"""The zone of "local time", and the days of a copy that was edited elsewhere."""

from zoneinfo import ZoneInfo

import pytest

from parley.lang import load
from parley.model import AnnotatedDocument, Credit, Dateline, Published, Time, document
from parley.times import read_times
from parley.times.places import places

TEXT = "BOGOTA, Reuters — The envoys met yesterday. They spoke on Tuesday, last week and at 9 a.m. today; they leave tonight."
DAY = "2025-04-25"


def times(published: str = DAY, *, place: str | None = "BOGOTA", day: str | None = None, kind: str | None = None, text: str = TEXT) -> dict[str, Time]:
    doc = document("places", text, published=Published(edtf=published, start=published, basis="metadata"))
    line = Dateline(doc.span(0, 6), place, day) if place else None
    credits = (Credit("Reuters", doc.span(8, 15), kind),) if kind else ()  # type: ignore[arg-type]
    doc = document("places", text, published=doc.published, dateline=line, credits=credits)
    return {time.as_written: time for time in read_times(AnnotatedDocument(document=doc), load("en"), None).times}


def test_every_place_has_a_zone_of_the_iana_database() -> None:
    assert all(ZoneInfo(zone).key == zone for zone in places(load("en")).zones.values())


def test_two_places_of_different_zones_in_a_clause_leave_local_time_without_a_zone() -> None:
    (time,) = times(text="They spoke in Kyiv and in Geneva at 9 a.m. local time on Thursday.").values()
    assert time.start == "2025-04-24T09:00:00"


def test_yesterday_in_a_report_that_credits_an_agency_may_be_the_day_before() -> None:
    time = times(kind="agency")["yesterday"]
    assert (time.edtf, time.start, time.approximate, time.alternatives) == ("2025-04-24~", "2025-04-24", True, ("2025-04-23",))


def test_a_clock_time_of_today_keeps_its_form_and_is_approximate() -> None:
    time = times(kind="agency")["9 a.m. today"]
    assert (time.edtf, time.approximate, time.alternatives) == ("2025-04-25T09:00:00", True, ("2025-04-24T09:00:00",))


@pytest.mark.parametrize(("published", "other"), [("2025-04-25T08:00:00+08:00", "2025-04-24"), ("2025-04-25T08:00:00-12:00", "2025-04-26")])
def test_tonight_in_a_page_of_a_far_zone_may_be_a_day_off(published: str, other: str) -> None:
    time = times(published)["tonight"]
    assert (time.edtf, time.approximate, time.alternatives) == ("2025-04-25~", True, (other,))


def test_weekdays_and_weeks_stay_as_they_are_in_an_edited_copy() -> None:
    plain, edited = times(), times(kind="agency")
    assert all(plain[words] == edited[words] for words in ("Tuesday", "last week"))


def test_a_dateline_day_a_photo_credit_or_a_near_zone_leaves_yesterday_as_it_is() -> None:
    plain = times()["yesterday"]
    assert not plain.approximate
    assert times(kind="photo")["yesterday"] == plain
    assert times("2025-04-25T08:00:00-04:00")["yesterday"] == plain
    assert not times(day="April 25", kind="agency")["yesterday"].approximate
