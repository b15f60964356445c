"""Days that move: feasts of the churches, of Islam and of Judaism, and weekdays counted within a month. All by computation, none from a list.

Sources: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991), Meeus's Julian computus, the tabular Islamic calendar
(civil epoch, 30-year cycle) and the fixed arithmetic Hebrew calendar (both after Reingold and Dershowitz, Calendrical Calculations). The tabular
Islamic calendar can
be a day or two off what a country sees in the sky, so its feasts are approximate.
"""

from datetime import date, timedelta

from parley.times.values import FIRST, LAST, CalendarError

_ISLAMIC_EPOCH = 227015
_HEBREW_EPOCH = -1373427


def easter(year: int) -> date:
    """Western Easter Sunday.

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e, g = b // 4, b % 4, (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    k = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday, by the Julian computus, as a Gregorian date (valid for any century).

    >>> orthodox_easter(2024)
    datetime.date(2024, 5, 5)
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (Monday is 0) of a month; nth −1 is the last one."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def islamic(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the tabular Islamic calendar.

    >>> islamic(1446, 10, 1)
    datetime.date(2025, 3, 31)
    """
    return date.fromordinal(_ISLAMIC_EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day)


def islamic_in(gregorian: int, month: int, day: int) -> date:
    """The first such day of the Islamic calendar within a Gregorian year."""
    guess = (gregorian - 622) * 33 // 32
    for year in range(max(guess - 1, 1), guess + 3):
        found = islamic(year, month, day)
        if found.year == gregorian:
            return found
    raise CalendarError(f"no such Islamic day in {gregorian}")


def hebrew_new_year(year: int) -> int:
    """The ordinal of 1 Tishri of a Hebrew year."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + (1 if 3 * (day + 1) % 7 < 3 else 0)


def tishri(year: int) -> date:
    """1 Tishri (Rosh Hashanah) of a Hebrew year as a Gregorian date, postponements for the length of neighbouring years made.

    >>> tishri(5786)
    datetime.date(2025, 9, 23)
    """
    before, this, after = hebrew_new_year(year - 1), hebrew_new_year(year), hebrew_new_year(year + 1)
    extra = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return date.fromordinal(_HEBREW_EPOCH + this + extra)


def feast(rule: str, year: int, shift: int = 0) -> date:
    """The day of a feast in a Gregorian year: `rule` as the language's data gives it, moved by `shift` days.

    Rules: "easter" · "orthodox_easter" · "fixed M D" · "weekday M W N" (Monday is 0, N −1 the last) · "islamic M D" · "tishri" · "passover".
    """
    if not FIRST + 600 <= year <= LAST - 600:
        raise CalendarError(f"a feast of {year}")
    kind, *rest = rule.split()
    numbers = [int(part) for part in rest]
    if kind == "easter":
        found = easter(year)
    elif kind == "orthodox_easter":
        found = orthodox_easter(year)
    elif kind == "fixed":
        found = date(year, numbers[0], numbers[1])
    elif kind == "weekday":
        found = nth_weekday(year, numbers[0], numbers[1], numbers[2])
    elif kind == "islamic":
        found = islamic_in(year, numbers[0], numbers[1])
    elif kind == "tishri":
        found = tishri(year + 3761)
    elif kind == "passover":
        found = tishri(year + 3761) - timedelta(days=163)
    else:
        raise CalendarError(f"no feast rule {rule!r}")
    return found + timedelta(days=shift)
