"""Terms that count from an anchor: the publication, the narrative, another time or an event."""

from datetime import date, datetime, timedelta

import msgspec

from parley.times import values as v
from parley.times.algebra import FINE, NO_ANCHOR, Base, Context, Expr, Reading, Stood, base_of, placed, unplaced
from parley.times.daytime import PartOfDay
from parley.times.lengths import Length, iso_length
from parley.times.named import Date, approximately
from parley.times.parts import in_year
from parley.times.values import Value, named


class Rel(Expr, frozen=True, kw_only=True):
    """The calendar unit `which` units after the one that the base lies in: last (−1), this (0), next (1) week; "that day" counts from the
    narrative."""

    which: int
    unit: str
    base: Base = "anchor"

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        at, kind = base_of(ctx, self.base)
        offset = f"{'-' if self.which < 0 else ''}{iso_length(abs(self.which), self.unit)}"
        if self.unit in FINE:
            return unplaced("PRESENT_REF" if self.which == 0 else iso_length(abs(self.which) or 1, self.unit), "finer than the anchor is known", offset=offset)
        if at is None:
            return unplaced({-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}.get(self.which, "XXXX"), offset=offset)
        moment = datetime(at.year, at.day.month, at.day.day)
        if self.unit in v.MONTHS_IN:
            moment = moment.replace(day=1)
        elif at.grain in ("week", "weekend", "month", "quarter", "season", "year") and self.which > 0 and at.end is not None and kind == "narrative":
            moment = at.end - timedelta(days=1)
        return placed(v.around(v.shift(moment, self.unit, self.which).date(), self.unit), kind, offset=offset)


class RelNamed(Expr, frozen=True, kw_only=True):
    """The last, this or next of a named time. Last Friday is the latest before the anchor day, next Friday the first after it (a week later kept as
    the other reading), this Friday the one of the anchor's week; last May the latest that ended, this May the one of the anchor's year.
    """

    which: int
    named: Expr
    base: Base = "anchor"

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        at, kind = base_of(ctx, self.base)
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
            return placed(same[0], kind) if same else unplaced("XXXX", "no such time this year")
        if self.which < 0:
            just = timedelta(days=31 if options[0].grain == "month" else 0)
            before = [o for o in options if o.end is not None and o.end.date() + just <= at.day]
            return placed(before[-1], kind)
        after = [o for o in options if o.start is not None and o.start.date() > at.day]
        return placed(after[0], kind)

    def _weekday(self, weekday: int, day: date, kind: Stood) -> Reading:
        if self.which < 0:
            return placed(v.day_of(day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)), kind)
        if self.which > 0:
            first = day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)
            return placed(v.day_of(first), kind, others=((first + timedelta(days=7)).isoformat(),))
        return placed(v.day_of(day + timedelta(days=weekday - day.weekday())), kind)


class Shift(Expr, frozen=True, kw_only=True):
    """The time a length before (sign −1) or after (1) its base: the anchor ("two days ago"), the narrative ("two days later"), another time or an
    event.

    A length of days or weeks gives a day, one of months a month, one of years a year. Counted from an event it stays linked: it resolves when the
    event does.
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
            return placed(v.quarter_of(ctx.quarter.year - 1, (ctx.quarter.day.month + 2) // 3), "narrative", offset=offset)
        if self.event is not None:
            return unplaced(size, "counted from an event", "DURATION", base="event", offset=offset, event=self.event)
        at, kind = base_of(ctx, self.base)
        if self.of is not None:
            inner = self.of.read(ctx)
            at, kind = inner.value, "anchor" if inner.base == "none" else inner.base  # type: ignore[assignment]
        if total is None and self.base == "narrative":
            return unplaced(size, "an unknown number of units", "DURATION", offset=offset, base=kind if at else "none")
        if total is None:
            return unplaced({-1: "PAST_REF", 1: "FUTURE_REF"}[self.sign], "an unknown number of units", offset=offset, base=kind if at else "none")
        if at is None:
            return unplaced(size, type_="DURATION", offset=offset)
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
        return placed(value, kind, offset=offset, approximate=self.length.approximate or unit in v.MONTHS_IN)

    def _fine(self, at: Value, kind: Stood, size: str, offset: str) -> Reading:
        if at.grain not in FINE or at.start is None or self.length.total is None:
            return unplaced(size, "finer than the anchor is known", "DURATION", offset=offset, base=kind)
        moment = at.start + self.sign * timedelta(seconds=self.length.total * v.SECONDS_IN[self.length.unit])
        value = v.clock_of(moment.date(), moment.hour, moment.minute, None, at.zone)
        return placed(value, kind, offset=offset)


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
        at, kind = base_of(ctx, "either")
        if at is None or at.start is None or at.end is None:
            return unplaced(size.value, type_="DURATION", offset=offset)
        here = at.start if self.sign < 0 or at.grain == "day" else at.end - timedelta(days=1)
        day = here.date().isoformat()
        grain = {"half": "half", "fortnight": "week"}.get(unit, unit)
        if total is None or unit in FINE:
            start, end, edtf = (None, here + timedelta(days=1), f"../{day}") if self.sign < 0 else (here, None, f"{day}/..")
            if unit in FINE:
                return Reading(timex=size, base=kind, offset=offset, reason="finer than the anchor is known")
        else:
            there = v.shift(here, unit, self.sign * max(1, int(total)))
            start, end = sorted((here, there))
            end += timedelta(days=1)
            edtf = f"{start.date().isoformat()}/{(end - timedelta(days=1)).date().isoformat()}"
        value = msgspec.convert(
            {"start": start, "end": end, "grain": grain, "edtf": edtf, "timex": {"type": size.type, "value": size.value}, "approximate": True}, Value
        )
        return placed(value, kind, offset=offset)
