"""Terms that cut a time out of another: its nth unit, its thirds, the stretch between two."""

from datetime import timedelta
from typing import Literal

import msgspec

from parley.times import values as v
from parley.times.algebra import Context, Expr, Reading, nearest, placed, unplaced
from parley.times.daytime import Clock
from parley.times.lengths import LETTERS, iso_length
from parley.times.named import Date, Feast, Season
from parley.times.values import CalendarError, Value, named


def in_year(expr: Expr, year: int) -> Value | None:
    """A named time of the calendar (month, day of a month, season, feast) in that year, or None when it has none."""
    try:
        if isinstance(expr, (Date, Season, Feast)):
            return msgspec.structs.replace(expr, year=year).read(Context()).value
        if isinstance(expr, Part):
            inner = in_year(expr.inner, year)
            return v.third(inner, expr.part) if inner else None
    except CalendarError:
        return None
    return None


class Around(Expr, frozen=True, kw_only=True):
    """The calendar unit that a day lies in: "the week of March 6", "the weekend"."""

    unit: str
    of: Expr

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        inner = self.of.read(ctx)
        if inner.value is None:
            return inner
        value = v.around(inner.value.day, self.unit)
        return placed(value, "anchor" if inner.base == "none" or inner.base == "event" else inner.base)


class In(Expr, frozen=True, kw_only=True):
    """A time of the year that another expression gives: "June last year", "next year's first quarter"."""

    of: Expr
    whole: Expr

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        whole = self.whole.read(ctx)
        if whole.value is None:
            return whole
        if isinstance(self.of, Nth):
            inner = msgspec.structs.replace(self.of, of=Date(year=whole.value.year)).read(ctx).value
        else:
            inner = in_year(self.of, whole.value.year)
        return whole if inner is None else msgspec.structs.replace(whole, value=inner, timex=inner.timex, offset=None)


class Spoken(Expr, frozen=True, kw_only=True):
    """The quarter that a report speaks of without naming it ("the latest quarter"): the narrative's, else the last that ended; `year` −1: a year
    before."""

    year: int = 0
    n: int | None = None
    unit: str = "quarter"
    whole: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        told = ctx.quarter is not None
        if ctx.anchor is None:
            if ctx.quarter is not None and not self.year and self.n is None:
                return placed(ctx.quarter, "narrative")
            return unplaced("XXXX-QX")
        before = v.quarter_of(ctx.anchor.year, (ctx.anchor.day.month + 2) // 3 - 1)
        spoken = ctx.quarter or before
        if not before.day - timedelta(days=280) < spoken.day <= before.day:
            spoken = before
        number = self.n or (spoken.day.month + 2) // 3
        if self.whole is not None:
            return placed(v.quarter_of(self.whole, number), "anchor")
        value = v.quarter_of(ctx.anchor.year, number)
        if value.start is not None and value.start > before.start:  # type: ignore[operator]
            value = v.quarter_of(ctx.anchor.year - 1, number)
        return placed(v.quarter_of(value.year + self.year, number), "narrative" if told else "anchor")


class Nth(Expr, frozen=True, kw_only=True):
    """The nth unit of a stretch ("the second week of May"; n −1 is the last), of a year that the context gives, or of an event ("the third day of
    talks")."""

    n: int
    unit: str
    of: Expr | None = None
    event: tuple[int, int] | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.event is not None:
            return unplaced(
                iso_length(self.n, self.unit),
                "counted from an event",
                base="event",
                offset=iso_length(max(self.n - 1, 0), self.unit),
                event=self.event,
            )
        if self.of is not None:
            inner = self.of.read(ctx)
            if inner.value is None:
                return msgspec.structs.replace(inner, timex=named("DATE", f"XXXX-{LETTERS[self.unit]}{self.n}"))
            return msgspec.structs.replace(placed(self._in(inner.value)), base=inner.base)
        if self.unit not in ("quarter", "half"):
            return unplaced(f"XXXX-{LETTERS[self.unit]}{self.n}", "a numbered unit of something that the text does not name")
        anchor = ctx.told if ctx.narrative and ctx.told else ctx.anchor
        if anchor is None:
            return unplaced(f"XXXX-{LETTERS[self.unit]}{self.n}")
        options = [self._in(v.year_of(year)) for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
        return placed(nearest(options, anchor, ctx.direction)[0], "anchor")

    def _in(self, whole: Value) -> Value:
        n, unit = self.n, self.unit
        if unit == "quarter" and n <= 4:
            return v.quarter_of(whole.year, n if n > 0 else 5 + n)
        if unit == "half":
            return v.half_of(whole.year, n if n > 0 else 3 + n)
        if unit == "decade":
            return v.decade_of(whole.year + 10 * (n - 1 if n > 0 else 10 + n))
        if whole.start is None or whole.end is None or unit == "quarter":
            raise CalendarError(f"{n} {unit} of {whole.edtf}")
        if n < 0:
            return v.around((whole.end - timedelta(days=1)).date(), unit)
        if unit == "week" and whole.grain == "month":
            return v.days_of(whole.day + timedelta(days=7 * (n - 1)), 7, "week", v.week_of(whole.day + timedelta(days=7 * (n - 1) + 3)).timex.value)
        return v.around(v.shift(whole.start, unit, n - 1).date(), unit)


class Part(Expr, frozen=True, kw_only=True):
    """The first, middle or last third of a time: "early May", "the end of 2024", "late on Friday"."""

    part: Literal["early", "mid", "late", "first", "second"]
    inner: Expr

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        inner = self.inner.read(ctx)
        if inner.value is None:
            return inner
        value = v.third(inner.value, self.part)
        return msgspec.structs.replace(inner, value=value, approximate=True)


class Range(Expr, frozen=True, kw_only=True):
    """From the first time to the second; fields that one side lacks come from the other ("8–10 May")."""

    first: Expr
    last: Expr

    def ends(self) -> tuple[Expr, Expr]:
        """Both sides with the other's month and year where they lack them."""
        a, b = self.first, self.last
        if isinstance(a, Clock) and isinstance(b, Clock) and a.day is None:
            a = msgspec.structs.replace(a, day=b.day, zone=b.zone if a.zone is None else a.zone)
        if isinstance(a, Date) and isinstance(b, Date):
            if a.month is None and a.day is not None and b.month is not None:
                a = msgspec.structs.replace(a, month=b.month)
            if b.month is None and b.day is not None and a.month is not None:
                b = msgspec.structs.replace(b, month=a.month)
            if a.year is None and a.month is not None and b.year is not None and b.month is not None:
                a = msgspec.structs.replace(a, year=b.year - (a.month > b.month))
            if b.short is not None and a.year is not None and b.month is None:
                b = msgspec.structs.replace(b, year=a.year // 100 * 100 + b.short, short=None)
        return a, b

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        left, right = self.ends()
        a = left.read(msgspec.structs.replace(ctx, starting=True))
        if a.value is None:
            return msgspec.structs.replace(a, timex=named("DURATION", f"{a.timex.value}/{right.read(ctx).timex.value}"))
        b = right.read(msgspec.structs.replace(ctx, direction=ctx.direction, told=a.value, near=v.day_of(a.value.day)))
        if b.value is not None and b.value.day < a.value.day and isinstance(right, Date) and right.year is None:
            b = right.read(msgspec.structs.replace(ctx, anchor=a.value, direction="future"))
        if b.value is None or a.value.start is None or b.value.end is None or b.value.end <= a.value.start:
            return msgspec.structs.replace(a, reason="the end of the range is not after its start", value=None)
        edtf = f"{_edge(a.value, 0)}/{_edge(b.value, -1)}"
        timex = named("DURATION", f"{a.timex.value}/{b.timex.value}")
        value = msgspec.structs.replace(a.value, end=b.value.end, edtf=edtf, timex=timex, approximate=a.value.approximate or b.value.approximate)
        return msgspec.structs.replace(a, value=value, timex=timex, base="explicit" if a.base == b.base == "explicit" else a.base, others=())


def _edge(value: Value, which: int) -> str:
    """The first (0) or last (−1) end of a value as a date or month that EDTF takes as an end of an interval."""
    edge = value.edtf.split("/")[which]
    if value.grain in ("second", "minute", "hour", "quarter", "season", "half", "decade", "century") and value.start and value.end:
        return (value.start if which == 0 else value.end - timedelta(seconds=1)).date().isoformat()
    return edge
