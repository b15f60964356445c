"""What a time expression denotes: a stretch of the calendar, with its names in EDTF (ISO 8601-2) and TIMEX3 (ISO-TimeML).

All moments are naive `datetime`s of the place that the text speaks of; a zone, when the text gives one, is kept beside them. Intervals are half-open.
"""

import calendar
from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import MappingProxyType

import msgspec

from parley.model import Timex3
from parley.model.time import Grain

FIRST, LAST = 1, 9998
SEASONS = MappingProxyType({"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)})
"""Meteorological seasons of the northern half: first month, EDTF number."""
PARTS = MappingProxyType({"MO": (6, 12), "MI": (11, 14), "AF": (12, 18), "EV": (17, 24), "NI": (18, 30), "DT": (6, 18)})
"""Parts of the day as TIMEX3 names them: first and last hour, counted from the day's midnight."""
MONTHS_IN = MappingProxyType({"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200})
DAYS_IN = MappingProxyType({"day": 1, "weekend": 7, "week": 7, "fortnight": 14})
SECONDS_IN = MappingProxyType({"second": 1, "minute": 60, "hour": 3600})


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the calendar: [start, end), None at an end that is open. `zone`: offset from UTC in minutes. `point`: a moment, not a stretch."""

    start: datetime | None
    end: datetime | None
    grain: Grain
    edtf: str
    timex: Timex3
    approximate: bool = False
    zone: int | None = None

    @property
    def day(self) -> date:
        """The first day of the stretch (the last one when its start is open)."""
        at = self.start or self.end
        return at.date() if at else date.min

    @property
    def year(self) -> int:
        """The year in which it starts."""
        return self.day.year


class CalendarError(Exception):
    """A date that no calendar has (31 June), or one beyond the years that are counted."""


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def named(type_: str, value: str) -> Timex3:
    """A TIMEX3 of the type and value."""
    return msgspec.convert({"type": type_, "value": value}, Timex3)


def year_of(year: int) -> Value:
    """The calendar year."""
    if not FIRST <= year <= LAST:
        raise CalendarError(f"year {year}")
    return Value(start=datetime(year, 1, 1), end=datetime(year + 1, 1, 1), grain="year", edtf=f"{year:04d}", timex=named("DATE", f"{year:04d}"))


def month_of(year: int, month: int) -> Value:
    """The calendar month; months outside 1–12 carry over into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    start, end = year_of(year).start, year + month // 12
    assert start is not None
    text = f"{year:04d}-{month:02d}"
    return Value(start=start.replace(month=month), end=datetime(end, month % 12 + 1, 1), grain="month", edtf=text, timex=named("DATE", text))


def day_of(day: date) -> Value:
    """The day."""
    if not FIRST <= day.year <= LAST:
        raise CalendarError(f"day {day}")
    text = day.isoformat()
    return Value(start=_midnight(day), end=_midnight(day) + timedelta(days=1), grain="day", edtf=text, timex=named("DATE", text))


def day_in(year: int, month: int, day: int) -> Value:
    """The day of that month; raises `CalendarError` when the month is shorter."""
    if not (FIRST <= year <= LAST and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        raise CalendarError(f"{year}-{month}-{day}")
    return day_of(date(year, month, day))


def days_of(first: date, count: int, grain: Grain, timex: str) -> Value:
    """A run of days that EDTF has no name for, written as an interval."""
    last = first + timedelta(days=count - 1)
    if not (first.year >= FIRST and last.year <= LAST):
        raise CalendarError(f"days from {first}")
    return Value(
        start=_midnight(first), end=_midnight(last) + timedelta(days=1), grain=grain,
        edtf=f"{first.isoformat()}/{last.isoformat()}", timex=named("DATE", timex),
    )  # fmt: skip


def week_of(day: date) -> Value:
    """The ISO week (Monday to Sunday) that the day lies in."""
    year, week, weekday = day.isocalendar()
    return days_of(day - timedelta(days=weekday - 1), 7, "week", f"{year:04d}-W{week:02d}")


def weekend_of(day: date) -> Value:
    """Saturday and Sunday of the ISO week that the day lies in."""
    year, week, weekday = day.isocalendar()
    return days_of(day + timedelta(days=6 - weekday), 2, "weekend", f"{year:04d}-W{week:02d}-WE")


def quarter_of(year: int, quarter: int) -> Value:
    """The quarter of the calendar year (EDTF 33–36); numbers outside 1–4 carry over."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    start, end = month_of(year, 3 * quarter - 2).start, month_of(year, 3 * quarter).end
    return Value(start=start, end=end, grain="quarter", edtf=f"{year:04d}-{32 + quarter}", timex=named("DATE", f"{year:04d}-Q{quarter}"))


def half_of(year: int, half: int) -> Value:
    """The half of the calendar year (EDTF 40 and 41); raises `CalendarError` for a third one."""
    if half not in (1, 2):
        raise CalendarError(f"half {half} of a year")
    start, end = month_of(year, 6 * half - 5).start, month_of(year, 6 * half).end
    return Value(start=start, end=end, grain="half", edtf=f"{year:04d}-{39 + half}", timex=named("DATE", f"{year:04d}-H{half}"))


def season_of(year: int, season: str) -> Value:
    """The season that begins in the year (EDTF 21–24); winter runs into the next year."""
    month, number = SEASONS[season]
    start, end = month_of(year, month).start, month_of(year, month + 2).end
    return Value(start=start, end=end, grain="season", edtf=f"{year:04d}-{number}", timex=named("DATE", f"{year:04d}-{season}"))


def decade_of(year: int) -> Value:
    """The decade of the year: 1995 lies in 199X."""
    first = year - year % 10
    return Value(
        start=year_of(max(first, FIRST)).start,
        end=year_of(first + 9).end,
        grain="decade",
        edtf=f"{first // 10:03d}X",
        timex=named("DATE", f"{first // 10:03d}"),
    )


def century_of(number: int) -> Value:
    """The century: the 19th is 1800–1899 as EDTF and TIMEX3 write it."""
    first = 100 * (number - 1)
    if not 0 <= first <= LAST - 100:
        raise CalendarError(f"century {number}")
    return Value(
        start=datetime(max(first, FIRST), 1, 1),
        end=datetime(first + 100, 1, 1),
        grain="century",
        edtf=f"{first // 100:02d}XX",
        timex=named("DATE", f"{first // 100:02d}"),
    )


def part_of(day: date, part: str) -> Value:
    """A part of the day (TIMEX3 MO, MI, AF, EV, NI, DT); the night runs into the next morning. EDTF names the day."""
    whole = day_of(day)
    assert whole.start is not None
    first, last = PARTS[part]
    return Value(
        start=whole.start + timedelta(hours=first), end=whole.start + timedelta(hours=last), grain="part_of_day",
        edtf=whole.edtf, timex=named("TIME", f"{whole.edtf}T{part}"), approximate=True,
    )  # fmt: skip


def clock_of(day: date, hour: int, minute: int | None, second: int | None, zone: int | None) -> Value:
    """A moment of the day by the clock; 24:00 is the midnight at the day's end. `zone`: minutes from UTC, None when the text gives none."""
    whole = day_of(day)
    if not (0 <= hour <= 24 and 0 <= (minute or 0) < 60 and 0 <= (second or 0) < 60 and (hour < 24 or not (minute or second))):
        raise CalendarError(f"{hour}:{minute}:{second}")
    assert whole.start is not None
    start = whole.start + timedelta(hours=hour, minutes=minute or 0, seconds=second or 0)
    grain: Grain = "second" if second is not None else "minute" if minute is not None else "hour"
    clock = f"T{hour:02d}:{minute or 0:02d}" + (f":{second:02d}" if second is not None else "")
    return Value(
        start=start, end=start + timedelta(seconds=SECONDS_IN[grain]), grain=grain,
        edtf=start.isoformat(timespec="seconds") + zone_text(zone), timex=named("TIME", whole.edtf + clock), zone=zone,
    )  # fmt: skip


def zone_text(zone: int | None) -> str:
    """An offset from UTC as ISO 8601 writes it: "Z", "+03:00", or nothing when unknown."""
    if zone is None:
        return ""
    return "Z" if zone == 0 else f"{'+' if zone > 0 else '-'}{abs(zone) // 60:02d}:{abs(zone) % 60:02d}"


def shift(moment: datetime, unit: str, count: int) -> datetime:
    """The moment moved by whole units; a day that the new month lacks becomes its last one. Raises `CalendarError` beyond the counted years."""
    try:
        if unit in SECONDS_IN:
            return moment + timedelta(seconds=count * SECONDS_IN[unit])
        if unit in DAYS_IN:
            return moment + timedelta(days=count * DAYS_IN[unit])
        months = moment.year * 12 + moment.month - 1 + count * MONTHS_IN[unit]
        year, month = months // 12, months % 12 + 1
        if not FIRST <= year <= LAST:
            raise CalendarError(f"year {year}")
        return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))
    except OverflowError as fault:
        raise CalendarError(f"{count} {unit}s from {moment}") from fault


UNITS: MappingProxyType[str, Callable[[date], Value]] = MappingProxyType({
    "day": day_of, "week": week_of, "fortnight": week_of, "weekend": weekend_of, "month": lambda day: month_of(day.year, day.month),
    "quarter": lambda day: quarter_of(day.year, (day.month + 2) // 3), "half": lambda day: half_of(day.year, 1 + (day.month > 6)),
    "year": lambda day: year_of(day.year), "decade": lambda day: decade_of(day.year), "century": lambda day: century_of(day.year // 100 + 1),
})  # fmt: skip


def around(day: date, unit: str) -> Value:
    """The calendar unit that the day lies in: its week, month, quarter, year …"""
    return UNITS[unit](day) if unit in UNITS else day_of(day)


def third(value: Value, part: str) -> Value:
    """The first, middle or last third (early, mid, late) or a half (first, second) of a stretch, approximate: "early May", "the end of 2024". TIMEX3
    keeps the whole stretch's value."""
    if value.start is None or value.end is None:
        return value
    size = (value.end - value.start) / 3
    middle = value.start + (value.end - value.start) / 2
    start, end = {
        "early": (value.start, value.start + size), "mid": (value.start + size, value.end - size), "late": (value.end - size, value.end),
        "first": (value.start, middle), "second": (middle, value.end),
    }[part]  # fmt: skip
    if value.grain in ("day", "part_of_day", "hour", "minute", "second"):
        return msgspec.structs.replace(value, start=start, end=end, approximate=True)
    first, last = start.date(), (end - timedelta(days=1)).date()
    last = max(first, last)
    edtf = f"{first.isoformat()}~/{last.isoformat()}~"
    return msgspec.structs.replace(value, start=_midnight(first), end=_midnight(last + timedelta(days=1)), approximate=True, edtf=edtf)
