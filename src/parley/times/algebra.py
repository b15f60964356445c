"""Normalising: what a recognised expression means, as small terms of calendar algebra that are read in a context.

    Expr ── Date        calendar fields that all hold at once (intersection): "Friday, 9 May 2025", "May", "Friday"
         ── Rel         last, this or next calendar unit: "last week", "the following year"
         ── RelNamed    last, this or next of a named time: "next Friday", "last summer"
         ── Shift       a length counted from an anchor: "two days ago", "a week later", "three days after the summit"
         ── Window      the stretch of a length that ends or begins at an anchor: "the past three months"
         ── Nth         a numbered unit of a stretch: "the second quarter of 2024", "the third day of the talks"
         ── Part        first, middle or last third: "early May", "the end of the year"
         ── PartOfDay · Clock · Season · Era · Feast · Fiscal
         ── Length      a bare duration; nowhere on the calendar
         ── Every       a set: "every Monday", "daily"
         ── Range       from one to another
         ── Vague       past, present or future without a measure: "recently"

Terms after Bethard and Parker, "A semantically compositional annotation scheme for time normalization" (LREC 2016). Nothing here knows a language.
"""

from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from parley.model import Timex3
from parley.times import values as v
from parley.times.feasts import feast
from parley.times.values import CalendarError, Value, named

Direction = Literal["past", "future", "open"]
Base = Literal["anchor", "narrative", "either", "self"]
LETTERS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "weekend": "WE", "week": "W", "month": "M", "quarter": "Q", "half": "H",
           "year": "Y", "decade": "E", "century": "C", "fortnight": "W"}  # fmt: skip
FINE = ("second", "minute", "hour")
NO_ANCHOR = "no publication date to count from"


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What an expression is read in. `anchor`: the day that relative times count from; `told`: the previous time of the narrative; `direction`: evidence
    of the clause. `narrative`: whether the text tells history by date, so that missing years come from `told`. `day_first`: how 04/05 is read.
    `near`: the day that the same sentence or paragraph speaks of. `quarter`: the quarter that a report of accounts speaks of.
    """

    anchor: Value | None = None
    told: Value | None = None
    near: Value | None = None
    quarter: Value | None = None
    direction: Direction = "open"
    narrative: bool = False
    day_first: bool = True
    starting: bool = False


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What an expression denotes in its context: a value, or a reason why none; the TIMEX3 in either case."""

    timex: Timex3
    value: Value | None = None
    base: Literal["explicit", "anchor", "narrative", "event", "none"] = "explicit"
    offset: str | None = None
    others: tuple[str, ...] = ()
    reason: str | None = None
    event: tuple[int, int] | None = None
    approximate: bool = False


def _found(value: Value, base: Literal["explicit", "anchor", "narrative"] = "explicit", **more: Any) -> Reading:
    return Reading(timex=more.pop("timex", value.timex), value=value, base=base, **more)


def _open(timex: str, reason: str = NO_ANCHOR, type_: str = "DATE", **more: Any) -> Reading:
    return Reading(timex=named(type_, timex), base=more.pop("base", "none"), reason=reason, **more)


class Expr(msgspec.Struct, frozen=True):
    """A term of the algebra."""

    @property
    def free(self) -> bool:
        """Whether it is a time expression on its own."""
        return True

    def read(self, ctx: Context) -> Reading:
        """What it denotes in the context."""
        raise NotImplementedError


def _nearest(options: list[Value], anchor: Value, direction: Direction) -> list[Value]:
    """The options from the likeliest on: by distance from the anchor, what lies against the evidence counted five times as far."""
    day = anchor.day

    def far(value: Value) -> tuple[float, int]:
        assert value.start and value.end
        if value.start.date() <= day < value.end.date():
            return 0.0, 0
        ahead = (value.start.date() - day).days if value.start.date() > day else 0
        behind = (day - value.end.date()).days + 1 if ahead == 0 else 0
        weight = {"past": (5.0, 1.0), "future": (1.0, 5.0), "open": (1.5, 1.0)}[direction]
        return max(ahead * weight[0], behind * weight[1]), ahead

    return sorted(options, key=far)


class Date(Expr, frozen=True, kw_only=True):
    """The time at which all given calendar fields hold; what is missing is found from the context.

    A day and month without a year lie in the nearest year, the evidence of the clause weighed (in a narrative: in the year that it tells). A bare weekday
    is the anchor day itself or the last such day before it, or the next one when the clause speaks of the future.
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
            return _found(v.year_of(year))
        if self.day is None:
            return _found(v.month_of(year, self.month))
        return _found(v.day_in(year, self.month, self.day))

    def _without_year(self, ctx: Context) -> Reading:
        unknown = f"XXXX-{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")
        if ctx.narrative and ctx.told is not None:
            year = ctx.told.year
            return msgspec.structs.replace(self._in_year(year), base="narrative")
        if ctx.anchor is None:
            return _open(unknown)
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
        ranked = _nearest(fitting, ctx.anchor, ctx.direction)
        if self.weekday is not None and self.day is not None:
            ranked.sort(key=lambda value: value.day.weekday() != self.weekday)
        others = () if ctx.direction != "open" else tuple(value.edtf for value in ranked[1:2])
        return _found(ranked[0], "anchor", others=others)

    def _weekday(self, weekday: int, ctx: Context) -> Reading:
        anchor = ctx.told if ctx.narrative and ctx.told is not None else ctx.anchor
        base: Literal["anchor", "narrative"] = "narrative" if anchor is not ctx.anchor else "anchor"
        if anchor is None:
            return _open(f"XXXX-WXX-{weekday + 1}")
        before = v.day_of(anchor.day - timedelta(days=(anchor.day.weekday() - weekday) % 7))
        after = v.day_of(anchor.day + timedelta(days=(weekday - anchor.day.weekday() - 1) % 7 + 1))
        if ctx.direction == "future" and before.day != anchor.day:
            return _found(after, base, others=(before.edtf,))
        return _found(before, base, others=(after.edtf,))

    def _day_alone(self, ctx: Context) -> Reading:
        base = ctx.told if ctx.told is not None and (ctx.narrative or ctx.told.grain in ("month", "day", "week")) else ctx.anchor
        if base is None or self.day is None:
            return _open(f"XXXX-XX-{self.day or 0:02d}")
        try:
            return _found(v.day_in(base.year, base.day.month, self.day), "narrative" if base is ctx.told else "anchor")
        except CalendarError:
            return _open(f"XXXX-XX-{self.day:02d}", "no such day in the month that the text speaks of")


def full_year(short: int, anchor: Value | None) -> int:
    """The year of a two-digit one: the nearest to the anchor; without one, 1950–2049.

    >>> full_year(99, None)
    1999
    """
    around = anchor.year if anchor else 2000
    return min((around // 100 * 100 + century + short for century in (-100, 0, 100)), key=lambda year: abs(year - around))


def _base(ctx: Context, base: Base) -> tuple[Value | None, Literal["anchor", "narrative"]]:
    """The value to count from: the narrative's previous time where the expression asks for it and there is one, else the anchor."""
    if base == "narrative" or (base == "either" and ctx.narrative):
        near = ctx.told
        if near is not None:
            return near, "narrative"
        if ctx.narrative:
            return None, "narrative"
    return ctx.anchor, "anchor"


class Rel(Expr, frozen=True, kw_only=True):
    """The calendar unit `which` units after the one that the base lies in: last (−1), this (0), next (1) week; "that day" counts from the narrative."""

    which: int
    unit: str
    base: Base = "anchor"

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        at, kind = _base(ctx, self.base)
        offset = f"{'-' if self.which < 0 else ''}{iso_length(abs(self.which), self.unit)}"
        if self.unit in FINE:
            return _open("PRESENT_REF" if self.which == 0 else iso_length(abs(self.which) or 1, self.unit), "finer than the anchor is known", offset=offset)
        if at is None:
            return _open({-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}.get(self.which, "XXXX"), offset=offset)
        moment = datetime(at.year, at.day.month, at.day.day)
        if self.unit in v.MONTHS_IN:
            moment = moment.replace(day=1)
        elif at.grain in ("week", "weekend", "month", "quarter", "season", "year") and self.which > 0 and at.end is not None and kind == "narrative":
            moment = at.end - timedelta(days=1)
        return _found(v.around(v.shift(moment, self.unit, self.which).date(), self.unit), kind, offset=offset)


class RelNamed(Expr, frozen=True, kw_only=True):
    """The last, this or next of a named time. Last Friday is the latest before the anchor day, next Friday the first after it (a week later kept as
    the other reading), this Friday the one of the anchor's week; last May the latest that ended, this May the one of the anchor's year.
    """

    which: int
    named: Expr
    base: Base = "anchor"

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        at, kind = _base(ctx, self.base)
        if at is None:
            return msgspec.structs.replace(self.named.read(Context()), reason=NO_ANCHOR)
        if isinstance(self.named, PartOfDay):
            return self.named.on(v.day_of(at.day + timedelta(days=self.which)), kind)
        if isinstance(self.named, Date) and self.named.weekday is not None and self.named.month is None:
            return self._weekday(self.named.weekday, at.day, kind)
        options = []
        for year in range(at.year - 2, at.year + 3):
            read = in_year(self.named, year)
            if read is not None:
                options.append(read)
        if self.which == 0:
            same = [o for o in options if o.year == at.year]
            return _found(same[0], kind) if same else _open("XXXX", "no such time this year")
        if self.which < 0:
            just = timedelta(days=31 if options[0].grain == "month" else 0)
            before = [o for o in options if o.end is not None and o.end.date() + just <= at.day]
            return _found(before[-1], kind)
        after = [o for o in options if o.start is not None and o.start.date() > at.day]
        return _found(after[0], kind)

    def _weekday(self, weekday: int, day: date, kind: Literal["anchor", "narrative"]) -> Reading:
        if self.which < 0:
            return _found(v.day_of(day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)), kind)
        if self.which > 0:
            first = day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)
            return _found(v.day_of(first), kind, others=((first + timedelta(days=7)).isoformat(),))
        return _found(v.day_of(day + timedelta(days=weekday - day.weekday())), kind)


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


def iso_length(count: float | None, unit: str) -> str:
    """An ISO 8601 duration; None counts as unknown (X), decades and centuries become years.

    >>> iso_length(2.5, "year"), iso_length(None, "day"), iso_length(36, "hour")
    ('P2Y6M', 'PXD', 'PT36H')
    """
    time = "T" if unit in FINE else ""
    if count is None:
        return f"P{time}X{LETTERS[unit]}"
    if unit in ("decade", "century", "fortnight", "half"):
        count, unit = {"decade": (count * 10, "year"), "century": (count * 100, "year"), "fortnight": (count * 2, "week"), "half": (count * 6, "month")}[unit]
    whole, rest = int(count), count - int(count)
    if not rest:
        return f"P{time}{whole}{LETTERS[unit]}"
    finer = {"year": (12, "M"), "month": (30, "D"), "week": (7, "D"), "day": (24, "H"), "hour": (60, "M"), "minute": (60, "S")}.get(unit)
    if finer is None:
        return f"P{time}{whole}{LETTERS[unit]}"
    small = round(rest * finer[0])
    return f"P{time}" + (f"{whole}{LETTERS[unit]}" if whole else "") + ("T" if unit == "day" else "") + f"{small}{finer[1]}"


class Length(Expr, frozen=True, kw_only=True):
    """A duration: so many units, None for an unknown number ("several weeks"). It denotes no place on the calendar."""

    unit: str
    count: float | None = 1
    half: float = 0
    approximate: bool = False

    @property
    def total(self) -> float | None:
        """How many units."""
        return None if self.count is None else self.count + self.half

    def read(self, ctx: Context) -> Reading:
        """A duration with no interval."""
        return _open(iso_length(self.total, self.unit), "a length of time, not a place on the calendar", "DURATION", approximate=self.approximate)


class Shift(Expr, frozen=True, kw_only=True):
    """The time a length before (sign −1) or after (1) its base: the anchor ("two days ago"), the narrative ("two days later"), another time or an event.

    A length of days or weeks gives a day, one of months a month, one of years a year. Counted from an event it stays linked: it resolves when the event does.
    """

    length: Length
    sign: int
    base: Base = "anchor"
    of: Expr | None = None
    event: tuple[int, int] | None = None
    vague: bool = False

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        total, unit = self.length.total, self.length.unit
        size = iso_length(total, unit)
        offset = ("-" if self.sign < 0 else "") + size
        if unit == "year" and self.sign < 0 and total == 1 and ctx.quarter is not None and self.of is None:
            return _found(v.quarter_of(ctx.quarter.year - 1, (ctx.quarter.day.month + 2) // 3), "narrative", offset=offset)
        if self.event is not None:
            return _open(size, "counted from an event", "DURATION", base="event", offset=offset, event=self.event)
        at, kind = _base(ctx, self.base)
        if self.of is not None:
            inner = self.of.read(ctx)
            at, kind = inner.value, "anchor" if inner.base == "none" else inner.base  # type: ignore[assignment]
        if total is None and self.base == "narrative":
            return _open(size, "an unknown number of units", "DURATION", offset=offset, base=kind if at else "none")
        if total is None:
            return _open({-1: "PAST_REF", 1: "FUTURE_REF"}[self.sign], "an unknown number of units", offset=offset, base=kind if at else "none")
        if at is None:
            return _open(size, type_="DURATION", offset=offset)
        if unit in FINE:
            return self._fine(at, kind, size, offset)
        whole = int(total)
        start = at.start or at.end
        assert start is not None
        moment = v.shift(start, unit, self.sign * whole)
        if total != whole and unit == "year":
            moment = v.shift(moment, "month", self.sign * round((total - whole) * 12))
        if unit in ("decade", "century"):
            unit = "year"
        grain = "month" if total != whole and unit == "year" else "day" if unit in ("week", "fortnight", "weekend") else unit
        value = v.around(moment.date(), grain)
        if at.grain in ("quarter", "month") and kind == "narrative" and unit == "year":
            value = v.around(moment.date(), at.grain)
        if self.length.approximate:
            value = approximately(value)
        return _found(value, kind, offset=offset, approximate=self.length.approximate or unit in v.MONTHS_IN)

    def _fine(self, at: Value, kind: Literal["anchor", "narrative"], size: str, offset: str) -> Reading:
        if at.grain not in FINE or at.start is None or self.length.total is None:
            return _open(size, "finer than the anchor is known", "DURATION", offset=offset, base=kind)
        moment = at.start + self.sign * timedelta(seconds=self.length.total * v.SECONDS_IN[self.length.unit])
        value = v.clock_of(moment.date(), moment.hour, moment.minute, None, at.zone)
        return _found(value, kind, offset=offset)


def approximately(value: Value) -> Value:
    """The value marked approximate; EDTF's "~" where it has one."""
    plain = value.grain in ("day", "month", "year")
    return msgspec.structs.replace(value, approximate=True, edtf=value.edtf + "~" if plain and "/" not in value.edtf else value.edtf)


class Window(Expr, frozen=True, kw_only=True):
    """The stretch of a length that ends at the anchor (sign −1, "the past three months") or begins there (1, "the coming days").

    Of an unknown length it is open at its far end.
    """

    length: Length
    sign: int

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        total, unit = self.length.total, self.length.unit
        size = named("DURATION", iso_length(total, unit))
        offset = ("-" if self.sign < 0 else "") + size.value
        if ctx.anchor is None or ctx.anchor.start is None:
            return _open(size.value, type_="DURATION", offset=offset)
        here = ctx.anchor.start
        day = here.date().isoformat()
        grain = {"half": "half", "fortnight": "week"}.get(unit, unit)
        if total is None or unit in FINE:
            start, end, edtf = (None, here + timedelta(days=1), f"../{day}") if self.sign < 0 else (here, None, f"{day}/..")
            if unit in FINE:
                return Reading(timex=size, base="anchor", offset=offset, reason="finer than the anchor is known")
        else:
            there = v.shift(here, unit, self.sign * max(1, int(total)))
            start, end = sorted((here, there))
            end += timedelta(days=1)
            edtf = f"{start.date().isoformat()}/{(end - timedelta(days=1)).date().isoformat()}"
        value = msgspec.convert(
            {"start": start, "end": end, "grain": grain, "edtf": edtf, "timex": {"type": size.type, "value": size.value}, "approximate": True}, Value
        )
        return _found(value, "anchor", offset=offset)


class Nth(Expr, frozen=True, kw_only=True):
    """The nth unit of a stretch ("the second week of May"; n −1 is the last), of a year that the context gives, or of an event ("the third day of talks")."""

    n: int
    unit: str
    of: Expr | None = None
    event: tuple[int, int] | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.event is not None:
            return _open(iso_length(self.n, self.unit), "counted from an event", base="event", offset=iso_length(max(self.n - 1, 0), self.unit), event=self.event)
        if self.of is not None:
            inner = self.of.read(ctx)
            if inner.value is None:
                return msgspec.structs.replace(inner, timex=named("DATE", f"XXXX-{LETTERS[self.unit]}{self.n}"))
            return msgspec.structs.replace(_found(self._in(inner.value)), base=inner.base)
        if self.unit not in ("quarter", "half"):
            return _open(f"XXXX-{LETTERS[self.unit]}{self.n}", "a numbered unit of something that the text does not name")
        anchor = ctx.told if ctx.narrative and ctx.told else ctx.anchor
        if anchor is None:
            return _open(f"XXXX-{LETTERS[self.unit]}{self.n}")
        options = [self._in(v.year_of(year)) for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
        return _found(_nearest(options, anchor, ctx.direction)[0], "anchor")

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
        return _found(value, "anchor" if inner.base == "none" or inner.base == "event" else inner.base)


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
    """The quarter that a report speaks of without naming it ("the latest quarter"): the narrative's, else the last that ended; `year` −1: a year before."""

    year: int = 0
    n: int | None = None
    unit: str = "quarter"
    whole: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        told = ctx.quarter is not None
        if ctx.anchor is None:
            if ctx.quarter is not None and not self.year and self.n is None:
                return _found(ctx.quarter, "narrative")
            return _open("XXXX-QX")
        before = v.quarter_of(ctx.anchor.year, (ctx.anchor.day.month + 2) // 3 - 1)
        spoken = ctx.quarter or before
        if not before.day - timedelta(days=280) < spoken.day <= before.day:
            spoken = before
        number = self.n or (spoken.day.month + 2) // 3
        if self.whole is not None:
            return _found(v.quarter_of(self.whole, number), "anchor")
        value = v.quarter_of(ctx.anchor.year, number)
        if value.start is not None and value.start > before.start:  # type: ignore[operator]
            value = v.quarter_of(ctx.anchor.year - 1, number)
        return _found(v.quarter_of(value.year + self.year, number), "narrative" if told else "anchor")


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


class PartOfDay(Expr, frozen=True, kw_only=True):
    """A part of a day: morning (MO), afternoon (AF), evening (EV), night (NI), midday (MI), daytime (DT). Without a day: of the day that the text speaks of."""

    part: str
    day: Expr | None = None
    alone: bool = False

    @property
    def free(self) -> bool:
        """Only with a day, or by words that need none ("in the morning")."""
        return self.day is not None or self.alone

    def on(self, day: Value, base: Literal["explicit", "anchor", "narrative"]) -> Reading:
        """This part of the day."""
        return _found(v.part_of(day.day, self.part), base)

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.day is None:
            if ctx.near is not None:
                return self.on(ctx.near, "narrative")
            return _open(f"XXXX-XX-XXT{self.part}", "no day named", "TIME") if ctx.anchor is None or ctx.narrative else self.on(ctx.anchor, "anchor")
        inner = self.day.read(ctx)
        if inner.value is None:
            return msgspec.structs.replace(inner, timex=named("TIME", f"{inner.timex.value}T{self.part}"))
        return msgspec.structs.replace(self.on(inner.value, "explicit"), base=inner.base, others=inner.others, offset=inner.offset)


class Clock(Expr, frozen=True, kw_only=True):
    """A time of the clock, on its day. `half`: 0 for a.m., 12 for p.m.; `zone`: minutes from UTC, or "local". Midnight is the day's end (24:00) unless
    something starts at it.
    """

    hour: int
    minute: int | None = None
    second: int | None = None
    half: int | None = None
    zone: int | str | None = None
    day: Expr | None = None
    midnight: bool = False

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        hour = self.hour if self.half is None else self.hour % 12 + self.half
        if self.midnight and ctx.starting:
            hour = 0
        if self.day is not None:
            inner = self.day.read(ctx)
        elif ctx.near is not None:
            inner = _found(v.day_of(ctx.near.day), "narrative")
        elif ctx.anchor is not None and not ctx.narrative:
            inner = _found(v.day_of(ctx.anchor.day), "anchor")
        else:
            inner = _open("XXXX-XX-XX", "no day named")
        if inner.value is None:
            return msgspec.structs.replace(inner, timex=named("TIME", f"{inner.timex.value}T{hour:02d}:{self.minute or 0:02d}"))
        zone = zone_offset(self.zone, datetime(inner.value.year, inner.value.day.month, inner.value.day.day, min(hour, 23)))
        value = v.clock_of(inner.value.day, hour, self.minute, self.second, zone)
        others = (v.clock_of(inner.value.day, 24 - hour, 0, None, zone).edtf,) if self.midnight else ()
        return msgspec.structs.replace(inner, value=value, timex=value.timex, others=others)


def zone_offset(zone: int | str | None, moment: datetime) -> int | None:
    """Minutes from UTC of a zone given in minutes or by its name in the IANA database; None when it is unknown here ("local time")."""
    if zone is None or isinstance(zone, int):
        return zone
    try:
        gap = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return None
    return None if gap is None else int(gap.total_seconds() // 60)


class Season(Expr, frozen=True, kw_only=True):
    """A season, of its year or the nearest one."""

    season: str
    year: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.year is not None:
            return _found(v.season_of(self.year, self.season))
        if ctx.narrative and ctx.told is not None:
            return _found(v.season_of(ctx.told.year, self.season), "narrative")
        if ctx.anchor is None:
            return _open(f"XXXX-{self.season}")
        options = [v.season_of(year, self.season) for year in (ctx.anchor.year - 1, ctx.anchor.year, ctx.anchor.year + 1)]
        return _found(_nearest(options, ctx.anchor, ctx.direction)[0], "anchor")


class Era(Expr, frozen=True, kw_only=True):
    """A decade by its first year ("the 1990s", with two digits "the '90s") or a century by its number."""

    decade: int | None = None
    century: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.century is not None:
            return _found(v.century_of(self.century))
        year = self.decade or 0
        if year < 100:
            year += 1900 if ctx.anchor is None or ctx.anchor.year % 100 <= year or ctx.anchor.year < 2000 else 2000
        return _found(v.decade_of(year))


class Feast(Expr, frozen=True, kw_only=True):
    """A feast or holiday by its computation (`feasts.feast`): "rule | shift in days | length in days | about", the last three optional."""

    feast: str
    year: int | None = None

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.year is not None:
            return _found(self._in(self.year))
        if ctx.narrative and ctx.told is not None:
            return _found(self._in(ctx.told.year), "narrative")
        if ctx.anchor is None:
            return _open("XXXX")
        options = [self._in(year) for year in (ctx.anchor.year - 1, ctx.anchor.year, ctx.anchor.year + 1)]
        return _found(_nearest(options, ctx.anchor, ctx.direction)[0], "anchor")

    def _in(self, year: int) -> Value:
        rule, *rest = (part.strip() for part in self.feast.split("|"))
        numbers = [int(part) for part in rest if part.lstrip("-").isdigit()]
        first = feast(rule, year, numbers[0] if numbers else 0)
        length = numbers[1] if len(numbers) > 1 else 1
        value = v.day_of(first) if length == 1 else v.days_of(first, length, "day", first.isoformat())
        return approximately(value) if "about" in rest else value


class Fiscal(Expr, frozen=True, kw_only=True):
    """A fiscal year, named by the calendar year in which it ends; where it begins differs by country, so it is approximate."""

    inner: Expr

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        inner = self.inner.read(ctx)
        return inner if inner.value is None else msgspec.structs.replace(inner, value=approximately(inner.value), approximate=True)


class Every(Expr, frozen=True, kw_only=True):
    """A set of times: every so many units ("daily", "every two weeks"), or every such weekday or month."""

    length: Length | None = None
    named: Expr | None = None

    def read(self, ctx: Context) -> Reading:
        """A set has no single place on the calendar."""
        value = iso_length(self.length.total, self.length.unit) if self.length else self.named.read(Context()).timex.value if self.named else "XXXX"
        return _open(value, "a set of times", "SET")


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


class Vague(Expr, frozen=True, kw_only=True):
    """The past, the present or the future, unmeasured: PAST_REF, PRESENT_REF, FUTURE_REF."""

    ref: str

    def read(self, ctx: Context) -> Reading:
        """A TIMEX3 reference with no interval."""
        return _open(self.ref, "too vague for the calendar", base="anchor" if ctx.anchor else "none")


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
            return _found(v.day_of(moment.date()))
        gap = moment.utcoffset()
        zone = None if gap is None else int(gap.total_seconds() // 60)
        return _found(v.clock_of(moment.date(), moment.hour, moment.minute, moment.second, zone))


class Numeric(Expr, frozen=True, kw_only=True):
    """A date in figures: by the locale's order where both could be a month, the other order kept as a reading."""

    numeric: str

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        parts = [part for part in self.numeric.replace(".", "/").replace("-", "/").split("/")]
        a, b, c = (int(part) for part in parts)
        if len(parts[0]) == 4:
            return _found(v.day_in(a, b, c))
        year = c if len(parts[2]) == 4 else full_year(c, ctx.anchor)
        first, second = ((a, b), (b, a)) if ctx.day_first else ((b, a), (a, b))
        options = [v.day_in(year, month, day) for day, month in (first, second) if 1 <= month <= 12]
        if not options:
            raise CalendarError(self.numeric)
        return _found(options[0], others=tuple(o.edtf for o in options[1:] if o.edtf != options[0].edtf))


TERMS: dict[str, type[Expr]] = {
    cls.__name__: cls
    for cls in (Around, In, Spoken, Date, Rel, RelNamed, Shift, Window, Nth, Part, PartOfDay, Clock, Season, Era, Feast, Fiscal, Length, Every, Range, Vague, Iso, Numeric)
}  # fmt: skip
