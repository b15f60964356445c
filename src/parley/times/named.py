"""Terms that name a time of the calendar: dates, seasons, eras, feasts, and dates in figures."""

from datetime import datetime, timedelta

import msgspec

from parley.times import values as v
from parley.times.algebra import Context, Expr, Reading, Stood, nearest, placed, unplaced
from parley.times.feasts import feast
from parley.times.values import CalendarError, Value, named

TURN = 9
"""A narrative that goes back so many months has gone on into the next year: from December to March, from October to January."""


class Date(Expr, frozen=True, kw_only=True):
    """The time at which all given calendar fields hold; what is missing is found from the context.

    A day and month without a year lie in the nearest year, the evidence of the clause weighed (in a narrative: in the year that it tells). A bare
    weekday
    is the anchor day itself or the last such day before it, or the next one when the clause speaks of the future; a narrative goes on to the next
    one.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    short: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        year = self.year
        if year is None and self.short is not None:
            year = full_year(self.short, ctx.anchor)
        if year is not None:
            return self._in_year(year)
        if self.month is not None:
            return self._without_year(ctx)
        if self.weekday is not None:
            return self._weekday(self.weekday, ctx)
        return self._day_alone(ctx)

    def _in_year(self, year: int) -> Reading:
        if self.month is None:
            return placed(v.year_of(year))
        if self.day is None:
            return placed(v.month_of(year, self.month))
        return placed(v.day_in(year, self.month, self.day))

    def _without_year(self, ctx: Context) -> Reading:
        unknown = f"XXXX-{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")
        if ctx.narrative and ctx.told is not None:
            return msgspec.structs.replace(self._in_year(self._told_year(ctx.told)), base="narrative")
        if ctx.anchor is None:
            return unplaced(unknown)
        options = []
        reach = 8 if self.day == 29 and self.month == 2 else 1
        for year in range(ctx.anchor.year - reach, ctx.anchor.year + reach + 1):
            try:
                options.append(self._in_year(year).value)
            except CalendarError:
                continue
        fitting = [o for o in options if o is not None]
        if not fitting:
            raise CalendarError(unknown)
        ranked = nearest(fitting, ctx.anchor, ctx.direction)
        if self.weekday is not None and self.day is not None:
            ranked.sort(key=lambda value: value.day.weekday() != self.weekday)
        others = () if ctx.direction != "open" else tuple(value.edtf for value in ranked[1:2])
        return placed(ranked[0], "anchor", others=others)

    def _told_year(self, told: Value) -> int:
        """The year in which a narrative goes on: the told one, a later one that a told range reaches, the next one after the turn of the year."""
        month = self.month or 1
        if told.start is not None and told.end is not None and (told.end - timedelta(days=1)).year > told.year:
            last = told.end - timedelta(days=1)
            fitting = [y for y in range(told.year, last.year + 1) if (told.year, told.day.month) <= (y, month) <= (last.year, last.month)]
            return fitting[-1] if fitting else told.year
        if told.grain in ("day", "part_of_day", "month", "week", "weekend", "hour", "minute") and told.day.month - month >= TURN:
            return told.year + 1
        return told.year

    def _weekday(self, weekday: int, ctx: Context) -> Reading:
        anchor = ctx.told if ctx.narrative and ctx.told is not None else ctx.anchor
        base: Stood = "narrative" if anchor is not ctx.anchor else "anchor"
        if anchor is None:
            return unplaced(f"XXXX-WXX-{weekday + 1}")
        before = v.day_of(anchor.day - timedelta(days=(anchor.day.weekday() - weekday) % 7))
        after = v.day_of(anchor.day + timedelta(days=(weekday - anchor.day.weekday() - 1) % 7 + 1))
        if ctx.narrative and before.day != anchor.day:
            return placed(after, base, others=(before.edtf,))
        if ctx.direction == "future" and before.day != anchor.day:
            return placed(after, base, others=(before.edtf,))
        return placed(before, base, others=(after.edtf,))

    def _day_alone(self, ctx: Context) -> Reading:
        base = ctx.told if ctx.told is not None and (ctx.narrative or ctx.told.grain in ("month", "day", "week")) else ctx.anchor
        if base is None or self.day is None:
            return unplaced(f"XXXX-XX-{self.day or 0:02d}")
        month = base.year * 12 + base.day.month - 1
        if base is not ctx.told:  # "signed on the 28th", printed on the 3rd
            month += (ctx.direction == "future" and self.day < base.day.day) - (ctx.direction == "past" and self.day > base.day.day)
        try:
            return placed(v.day_in(month // 12, month % 12 + 1, self.day), "narrative" if base is ctx.told else "anchor")
        except CalendarError:
            return unplaced(f"XXXX-XX-{self.day:02d}", "no such day in the month that the text speaks of")


def full_year(short: int, anchor: Value | None) -> int:
    """The year of a two-digit one: the nearest to the anchor; without one, 1950–2049.

    >>> full_year(99, None)
    1999
    """
    around = anchor.year if anchor else 2000
    return min((around // 100 * 100 + century + short for century in (-100, 0, 100)), key=lambda year: abs(year - around))


class Ancient(Expr, frozen=True, kw_only=True):
    """A year before our era, or the years from one to another: in EDTF by astronomers' count (264 BC is −0263). Python's calendar has no such day."""

    ancient: int
    last: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        years = [year for year in (self.ancient, self.last) if year is not None]
        if not all(0 < year < 10000 for year in years) or (self.last is not None and self.last >= self.ancient):
            raise CalendarError(f"{years} BC")
        edtf = "/".join(f"-{year - 1:04d}" if year > 1 else "0000" for year in years)
        timex = named("DURATION" if self.last else "DATE", "/".join(f"BC{year:04d}" for year in years))
        return placed(Value(start=None, end=None, grain="year", edtf=edtf, timex=timex))


class Season(Expr, frozen=True, kw_only=True):
    """A season, of its year or the nearest one."""

    season: str
    year: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.year is not None:
            return placed(v.season_of(self.year, self.season))
        if ctx.narrative and ctx.told is not None:
            return placed(v.season_of(ctx.told.year, self.season), "narrative")
        if ctx.anchor is None:
            return unplaced(f"XXXX-{self.season}")
        options = [v.season_of(year, self.season) for year in (ctx.anchor.year - 1, ctx.anchor.year, ctx.anchor.year + 1)]
        return placed(nearest(options, ctx.anchor, ctx.direction)[0], "anchor")


class Era(Expr, frozen=True, kw_only=True):
    """A decade by its first year ("the 1990s", with two digits "the '90s") or a century by its number."""

    decade: int | None = None
    century: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.century is not None:
            return placed(v.century_of(self.century))
        year = self.decade or 0
        if year < 100:
            year += 1900 if ctx.anchor is None or ctx.anchor.year % 100 <= year or ctx.anchor.year < 2000 else 2000
        return placed(v.decade_of(year))


class Feast(Expr, frozen=True, kw_only=True):
    """A feast or holiday by its computation (`feasts.feast`): "rule | shift in days | length in days | about", the last three optional."""

    feast: str
    year: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.year is not None:
            return placed(self._in(self.year))
        if ctx.narrative and ctx.told is not None:
            return placed(self._in(ctx.told.year), "narrative")
        if ctx.anchor is None:
            return unplaced("XXXX")
        options = [self._in(year) for year in (ctx.anchor.year - 1, ctx.anchor.year, ctx.anchor.year + 1)]
        return placed(nearest(options, ctx.anchor, ctx.direction)[0], "anchor")

    def _in(self, year: int) -> Value:
        rule, *rest = (part.strip() for part in self.feast.split("|"))
        numbers = [int(part) for part in rest if part.lstrip("-").isdigit()]
        first = feast(rule, year, numbers[0] if numbers else 0)
        length = numbers[1] if len(numbers) > 1 else 1
        value = v.day_of(first) if length == 1 else v.days_of(first, length, "day", first.isoformat())
        return approximately(value) if "about" in rest else value


def approximately(value: Value) -> Value:
    """The value marked approximate; EDTF's "~" where it has one."""
    plain = value.grain in ("day", "month", "year")
    return msgspec.structs.replace(value, approximate=True, edtf=value.edtf + "~" if plain and "/" not in value.edtf else value.edtf)


class Fiscal(Expr, frozen=True, kw_only=True):
    """A fiscal year, named by the calendar year in which it ends; where it begins differs by country, so it is approximate."""

    inner: Expr

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        inner = self.inner.read(ctx)
        return inner if inner.value is None else msgspec.structs.replace(inner, value=approximately(inner.value), approximate=True)


class Iso(Expr, frozen=True, kw_only=True):
    """An ISO 8601 date or date-time as written."""

    iso: str

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        try:
            moment = datetime.fromisoformat(self.iso)
        except ValueError as fault:
            raise CalendarError(self.iso) from fault
        if "T" not in self.iso:
            return placed(v.day_of(moment.date()))
        gap = moment.utcoffset()
        zone = None if gap is None else int(gap.total_seconds() // 60)
        return placed(v.clock_of(moment.date(), moment.hour, moment.minute, moment.second, zone))


class Numeric(Expr, frozen=True, kw_only=True):
    """A date in figures: by the locale's order where both could be a month, the other order kept as a reading."""

    numeric: str

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        parts = self.numeric.replace(".", "/").replace("-", "/").split("/")
        a, b, c = (int(part) for part in parts)
        if len(parts[0]) == 4:
            return placed(v.day_in(a, b, c))
        year = c if len(parts[2]) == 4 else full_year(c, ctx.anchor)
        first, second = ((a, b), (b, a)) if ctx.day_first else ((b, a), (a, b))
        options = [v.day_in(year, month, day) for day, month in (first, second) if 1 <= month <= 12]
        if not options:
            raise CalendarError(self.numeric)
        return placed(options[0], others=tuple(o.edtf for o in options[1:] if o.edtf != options[0].edtf))
