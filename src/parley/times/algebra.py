"""Normalising: what a recognised expression means, as small terms of calendar algebra that are read in a context.

    Expr ── lengths     Length, a bare duration · Every, a set: "every Monday", "daily" · Vague, unmeasured: "recently"
         ── named       Date, calendar fields that all hold at once: "Friday, 9 May 2025", "May", "Friday" · Season · Era · Feast · Fiscal
                        Iso and Numeric, dates in figures
         ── daytime     PartOfDay: "Friday morning" · Clock: "10 a.m. GMT on Tuesday"
         ── relative    Rel, last, this or next unit: "last week", "the following year" · RelNamed, of a named time: "next Friday"
                        Shift, a length from an anchor: "two days ago", "three days after the summit" · Window: "the past three months"
         ── parts       Nth: "the second quarter of 2024", "the third day of the talks" · Part: "early May", "the end of 2024"
                        Around · In · Spoken · Range: from one to another

Terms after Bethard and Parker, "A semantically compositional annotation scheme for time normalization" (LREC 2016). Nothing here knows a language.

"""

from typing import Any, Literal

import msgspec

from parley.model import Timex3
from parley.times.values import Value, named

Direction = Literal["past", "future", "open"]
Base = Literal["anchor", "narrative", "either", "self"]
Stood = Literal["explicit", "anchor", "narrative"]
FINE = ("second", "minute", "hour")
NO_ANCHOR = "no publication date to count from"


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What an expression is read in. `anchor`: the day that relative times count from; `told`: the previous time of the narrative.

    `direction`: evidence of the clause. `narrative`: whether the text tells history by date, so that missing years come from `told`.
    `day_first`: how 04/05 is read. `starting`: whether something begins at the time.
    `zone`: the IANA zone of the place, for "local time".
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
    zone: str | None = None


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


class Expr(msgspec.Struct, frozen=True):
    """A term of the algebra."""

    @property
    def free(self) -> bool:
        """Whether it is a time expression on its own."""
        return True

    def read(self, ctx: Context) -> Reading:
        """What it denotes in the context."""
        raise NotImplementedError


def placed(value: Value, base: Stood = "explicit", **more: Any) -> Reading:
    """A reading with a value."""
    return Reading(timex=more.pop("timex", value.timex), value=value, base=base, **more)


def unplaced(timex: str, reason: str = NO_ANCHOR, type_: str = "DATE", **more: Any) -> Reading:
    """A reading without a value, for the reason given; `timex` is the TIMEX3 value."""
    return Reading(timex=named(type_, timex), base=more.pop("base", "none"), reason=reason, **more)


def nearest(options: list[Value], anchor: Value, direction: Direction) -> list[Value]:
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


def base_of(ctx: Context, base: Base) -> tuple[Value | None, Stood]:
    """The value to count from: the narrative's previous time where the expression asks for it and there is one, else the anchor."""
    if base == "narrative" or (base == "either" and ctx.narrative):
        near = ctx.told
        if near is not None:
            return near, "narrative"
        if ctx.narrative:
            return None, "narrative"
    return ctx.anchor, "anchor"
