"""Feasts fall where the calendars of record put them."""

from datetime import date

import pytest

from parley.times.feasts import easter, feast, islamic, islamic_in, nth_weekday, orthodox_easter, tishri
from parley.times.values import CalendarError


@pytest.mark.parametrize(("year", "day"), [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31)), (2025, date(2025, 4, 20))])
def test_western_easter(year: int, day: date) -> None:
    assert easter(year) == day


@pytest.mark.parametrize(("year", "day"), [(1917, date(1917, 4, 15)), (2022, date(2022, 4, 24)), (2024, date(2024, 5, 5)), (2025, date(2025, 4, 20))])
def test_orthodox_easter(year: int, day: date) -> None:
    assert orthodox_easter(year) == day


def test_islamic_feasts_are_within_two_days_of_what_was_announced() -> None:
    for computed, announced in [
        (islamic_in(2023, 10, 1), date(2023, 4, 21)),
        (islamic_in(2024, 12, 10), date(2024, 6, 16)),
        (islamic_in(2025, 9, 1), date(2025, 3, 1)),
    ]:
        assert abs((computed - announced).days) <= 2


def test_the_islamic_calendar_begins_in_july_622() -> None:
    assert abs((islamic(1, 1, 1) - date(622, 7, 19)).days) <= 1


@pytest.mark.parametrize(("year", "day"), [(5784, date(2023, 9, 16)), (5785, date(2024, 10, 3)), (5786, date(2025, 9, 23)), (5787, date(2026, 9, 12))])
def test_the_hebrew_new_year(year: int, day: date) -> None:
    assert tishri(year) == day


def test_a_weekday_counted_from_the_end_of_the_month() -> None:
    assert nth_weekday(2025, 5, 0, -1) == date(2025, 5, 26)
    assert nth_weekday(2023, 11, 3, 4) == date(2023, 11, 23)


def test_an_unknown_rule_and_an_unknown_year_are_calendar_errors() -> None:
    with pytest.raises(CalendarError):
        feast("solstice", 2025)
    with pytest.raises(CalendarError):
        feast("easter", 12)
