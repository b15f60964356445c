"""Terms within a day: its parts, and times of the clock."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from parley.times import values as v
from parley.times.algebra import Context, Expr, Reading, Stood, placed, unplaced
from parley.times.values import Value, named

LOCAL = "local"
"""The zone of a clock time that says "local time": its place's."""


class PartOfDay(Expr, frozen=True, kw_only=True):
    """A part of a day: morning (MO), afternoon (AF), evening (EV), night (NI), midday (MI), daytime (DT). Without a day: of the day that the text
    speaks of."""

    part: str
    day: Expr | None = None
    alone: bool = False

    @property
    def free(self) -> bool:
        """Only with a day, or by words that need none ("in the morning")."""
        return self.day is not None or self.alone

    def on(self, day: Value, base: Stood) -> Reading:
        """This part of the day."""
        return placed(v.part_of(day.day, self.part), base)

    def read(self, ctx: Context) -> Reading:
        """See the class."""
        if self.day is None:
            if ctx.near is not None:
                return self.on(ctx.near, "narrative")
            return unplaced(f"XXXX-XX-XXT{self.part}", "no day named", "TIME") if ctx.anchor is None or ctx.narrative else self.on(ctx.anchor, "anchor")
        inner = self.day.read(ctx)
        if inner.value is None:
            return msgspec.structs.replace(inner, timex=named("TIME", f"{inner.timex.value}T{self.part}"))
        return msgspec.structs.replace(self.on(inner.value, "explicit"), base=inner.base, others=inner.others, offset=inner.offset)


class Clock(Expr, frozen=True, kw_only=True):
    """A time of the clock, on its day. `half`: 0 for a.m., 12 for p.m.; `zone`: minutes from UTC, or "local". Midnight is the day's end (24:00)
    unless
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
            inner = placed(v.day_of(ctx.near.day), "narrative")
        elif ctx.anchor is not None and not ctx.narrative:
            inner = placed(v.day_of(ctx.anchor.day), "anchor")
        else:
            inner = unplaced("XXXX-XX-XX", "no day named")
        if inner.value is None:
            return msgspec.structs.replace(inner, timex=named("TIME", f"{inner.timex.value}T{hour:02d}:{self.minute or 0:02d}"))
        zone = zone_offset(ctx.zone if self.zone == LOCAL else self.zone, datetime(inner.value.year, inner.value.day.month, inner.value.day.day, min(hour, 23)))
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
