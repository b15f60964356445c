"""The date of publication: what a page, a row or a person wrote, read without guessing, with every other candidate kept."""

import calendar
import datetime
import email.utils
import re

from parley.model import DateCandidate, Published
from parley.model.time import Basis, Grain

_MONTHS = {name.lower(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DAY = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    rf"(?:\d{{1,2}} (?:{_MONTH})\.?,? \d{{4}}|(?:{_MONTH})\.? \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
)
"""A regular expression for a day with its year, as pages write it."""
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\s?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?)?)?$", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?$")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+)?"
_CLOCK = r"(?:[\s,]*(?:at\s+|-\s*|[|]\s*)?(\d{1,2})[:.](\d\d)(?::\d\d)?\s*(?:([ap])\.?m\.?)?\s*([A-Z]{1,5}|(?:GMT|UTC)?[+-]\d\d?(?::?\d\d)?)?)?"
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\.?,?\s+(\d{{4}}){_CLOCK}$", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_CLOCK}$", re.IGNORECASE)
_NUMBERS = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){_CLOCK}$", re.IGNORECASE)
_URL_DAY = re.compile(r"(?<!\d)(19[89]\d|20\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)")
# Abbreviations that stand for one zone only; left out are those of several (IST, BST, CST, AST …).
_ZONES = {
    "Z": "Z", "UTC": "Z", "GMT": "Z", "WET": "Z", "WEST": "+01:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00",
    "TRT": "+03:00", "PKT": "+05:00", "HKT": "+08:00", "SGT": "+08:00", "JST": "+09:00", "KST": "+09:00", "AEST": "+10:00", "AEDT": "+11:00",
    "NZST": "+12:00", "NZDT": "+13:00", "EST": "-05:00", "EDT": "-04:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1600, 2200  # the first newspapers; beyond the last, a number is no year of publication
_URL_SOLID = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")


def iso(value: str) -> str | None:
    """The value as an ISO date ("2025-04", "2025-04-25") or date-time to the minute or second with its zone; None when it is no date or could be two.

    >>> iso("Mar 14, 2025 4:00 PM"), iso("25/04/2025"), iso("03/04/2025")
    ('2025-03-14T16:00', '2025-04-25', None)
    """
    text = " ".join(value.split()).strip(" .,")
    if len(text) > 80:
        return None
    found = _ISO.match(text) or _COMPACT.match(text)
    if found:
        parts = list(found.groups())
        return _made(parts[0], parts[1], parts[2], (parts[3], parts[4], parts[5]), parts[6])
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1))):
        found = pattern.match(text)
        if found:
            year, month, day = (found.group(1 + i) for i in order)
            return _made(year, str(_MONTHS[month.lower()]), day, _clock(found.group(4), found.group(5), found.group(6)), found.group(7))
    return _slashed(text) or _mail(text)


def published(value: str | None, basis: Basis, candidates: tuple[DateCandidate, ...] = ()) -> Published:
    """The publication time of an ISO date or date-time: EDTF, half-open interval, grain, basis; unknown, with its reason, for None.

    The candidates conflict when two of them name days that lie more than one day apart: a page is often dated the day after its dateline.
    """
    conflict = _conflict([*(c.value for c in candidates), *([value] if value else [])])
    if value is None:
        return Published(unresolved="no date given", candidates=candidates, conflict=conflict)
    start, end, grain = _interval(value)
    seconds = f"{value[:16]}:00{value[16:]}" if grain == "minute" else value
    return Published(edtf=seconds, start=start, end=end, grain=grain, as_written=value, basis=basis, candidates=candidates, conflict=conflict)


def day_in_url(url: str) -> str | None:
    """The day that an address carries ("/2025/03/11/"), or None.

    >>> day_in_url("https://norra-post.example/world/2031/03/11/talks-resume")
    '2031-03-11'
    """
    found = _URL_DAY.search(url) or _URL_SOLID.search(url)
    return _made(found.group(1), found.group(2), found.group(3), (None, None, None), None) if found else None


def day(value: str) -> datetime.date | None:
    """The calendar day of an ISO date or date-time in its own zone; None for a month or a year."""
    try:
        return datetime.date.fromisoformat(value[:10]) if len(value) >= 10 else None
    except ValueError:
        return None


def _made(year: str, month: str | None, day: str | None, clock: tuple[str | None, ...], zone: str | None) -> str | None:
    try:
        if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
            return None
        if not month:
            return year
        if not day:
            return f"{datetime.date(int(year), int(month), 1):%Y-%m}"
        made = datetime.date(int(year), int(month), int(day)).isoformat()
        hour, minute, second = clock
        if hour is None or minute is None:
            return made
        made = f"{made}T{datetime.time(int(hour), int(minute), int(second or 0)).isoformat('seconds' if second else 'minutes')}"
        return made + _zone(zone)
    except ValueError:
        return None


def _zone(zone: str | None) -> str:
    """The zone in ISO form, "" for none and for an abbreviation that means several."""
    zone = (zone or "").upper().removeprefix("GMT").removeprefix("UTC") if len(zone or "") > 3 else zone
    if not zone:
        return ""
    if zone[0] not in "+-":
        return _ZONES.get(zone.upper(), "")
    digits = re.sub(r"\D", "", zone)
    digits = digits.zfill(2).ljust(4, "0") if len(digits) < 3 else digits.zfill(4)
    if int(digits[:2]) > 14 or int(digits[2:]) > 59:
        raise ValueError("no such zone")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _clock(hour: str | None, minute: str | None, half: str | None) -> tuple[str | None, ...]:
    if hour is None:
        return (None, None, None)
    if half:
        hour = str(int(hour) % 12 + (12 if half.lower() == "p" else 0))
    return (hour, minute, None)


def _slashed(text: str) -> str | None:
    """ "25/04/2025", "4/25/2025", "25.04.2025": only when the numbers leave one reading (a dot is always day first)."""
    found = _NUMBERS.match(text)
    if not found:
        return None
    first, mark, second, year = int(found.group(1)), found.group(2), int(found.group(3)), found.group(4)
    clock, zone = _clock(found.group(5), found.group(6), found.group(7)), found.group(8)
    if mark == "." or first > 12 or first == second:
        return _made(year, str(second), str(first), clock, zone)
    return _made(year, str(first), str(second), clock, zone) if second > 12 else None


def _mail(text: str) -> str | None:
    """The date of a mail or feed (RFC 5322): "Tue, 18 Mar 2025 19:17:00 +0100"."""
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    made = moment.isoformat(timespec="seconds" if moment.second else "minutes")
    return made.replace("+00:00", "Z")


def _interval(value: str) -> tuple[str, str, Grain]:
    """Start and end, half-open, and the grain of a value that `iso` made."""
    if len(value) == 4:
        return f"{value}-01-01", f"{int(value) + 1:04}-01-01", "year"
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        return f"{value}-01", f"{year + month // 12:04}-{month % 12 + 1:02}-01", "month"
    if len(value) == 10:
        return value, (datetime.date.fromisoformat(value) + datetime.timedelta(days=1)).isoformat(), "day"
    moment = datetime.datetime.fromisoformat(value)
    grain: Grain = "second" if len(value) > 16 and value[16] == ":" else "minute"
    step = datetime.timedelta(minutes=1) if grain == "minute" else datetime.timedelta(seconds=1)
    return _written(moment), _written(moment + step), grain


def _written(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _conflict(values: list[str]) -> bool:
    days = sorted(found for found in map(day, values) if found)
    return bool(days) and (days[-1] - days[0]).days > 1
