"""From a rule's slots to a term of the algebra."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from parley.errors import CodebookError
from parley.times.algebra import Expr
from parley.times.daytime import Clock, PartOfDay
from parley.times.lengths import Every, Length, Vague
from parley.times.named import Ancient, Date, Era, Feast, Fiscal, Iso, Numeric, Season
from parley.times.parts import Around, In, Nth, Part, Range, Spoken
from parley.times.relative import Rel, RelNamed, Shift, Window

_LENGTH = ("count", "unit", "half", "approximate")
_NAMED = {"weekday": Date, "month": Date, "season": Season, "feast": Feast}


def build(make: str, slots: dict[str, Any]) -> Any:
    """The value that a rule makes from its slots: a number ("sum", "product", "same"), or a term by its class name; None when the slots make none.

    Slots of a length (count, unit, half) become a `Length` where the term has one, a weekday, month, season or feast the term `named`, and a clock's
    digits its hour and minute. "With" gives the term in slot `of` with the other slots set.
    """
    if make in NUMBERS:
        return NUMBERS[make](list(slots.values()))
    if slots.get("count") == "X":
        slots["count"] = None
    if make in SHAPES:
        return SHAPES[make](slots)
    term = TERMS.get(make)
    if term is None:
        raise CodebookError(f"times.toml: no term {make!r}")
    slots = _fitted(term, slots)
    try:
        return term(**slots)
    except TypeError as fault:
        raise CodebookError(f"times.toml: {make} takes {', '.join(term.__struct_fields__)}: {fault}") from fault


def _fitted(term: type[Expr], slots: dict[str, Any]) -> dict[str, Any]:
    """The slots as the term's fields take them."""
    fields = term.__struct_fields__
    if "length" in fields and term is not Length:
        slots = _with_length(slots)
    if "named" in fields:
        for key, cls in _NAMED.items():
            if key in slots:
                slots["named"] = cls(**{key: slots.pop(key)}, **({"day": slots.pop("day")} if "day" in slots and key == "month" else {}))
    for digits in ("clock", "compact"):
        if digits in slots:
            slots |= _clock(slots.pop(digits))
    return slots


def _part_in(slots: dict[str, Any]) -> Expr:
    part: Expr = msgspec.structs.replace(slots["part"], day=slots["day"])
    return part


def _part_of_day(slots: dict[str, Any]) -> Expr:
    """A part of the day, of a day that is counted from a base when the slots say how far."""
    which = slots.get("rel", slots.get("which"))
    if which is None:
        return PartOfDay(part=slots["part"], alone=bool(slots.get("alone")))
    return PartOfDay(part=slots["part"], day=Rel(which=which, unit="day", base=slots.get("base", "anchor")))


def _around(slots: dict[str, Any]) -> Expr:
    of = slots.get("of", Date(weekday=slots.get("weekday")))
    return Around(unit=slots["unit"], of=Feast(feast=of) if isinstance(of, str) else of)


def _length_about(slots: dict[str, Any]) -> Expr:
    length: Expr = msgspec.structs.replace(slots["length"], approximate=True)
    return length


def _half_of(slots: dict[str, Any]) -> Expr:
    """The first or second half of a month, the half of a year as its own unit."""
    if isinstance(slots["whole"], Rel) and slots["whole"].unit == "year":
        return In(of=slots["of"], whole=slots["whole"])
    return Part(part="first" if slots["of"].n == 1 else "second", inner=slots["whole"])


NUMBERS: Mapping[str, Callable[[list[Any]], Any]] = MappingProxyType({"sum": sum, "product": math.prod, "same": lambda values: values[0]})
"""Makes that give a number."""
TERMS: Mapping[str, type[Expr]] = MappingProxyType({
    cls.__name__: cls
    for cls in (
        Ancient, Around, Clock, Date, Era, Every, Feast, Fiscal, In, Iso, Length, Nth, Numeric, Part, PartOfDay, Range, Rel, RelNamed, Season, Shift, Spoken,
        Vague, Window,
    )
})  # fmt: skip
"""The terms of the algebra by name."""
SHAPES: Mapping[str, Callable[[dict[str, Any]], Expr | None]] = MappingProxyType({
    "With": lambda slots: _replaced(slots.pop("of"), slots),
    "Range": lambda slots: _range(slots),
    "AncientRange": lambda slots: Ancient(ancient=slots["first"], last=slots["last"]),
    "PartIn": _part_in,
    "PartOfDay": _part_of_day,
    "Around": _around,
    "FiscalYear": lambda slots: Fiscal(inner=Date(year=slots["year"])),
    "In": lambda slots: In(of=slots["of"], whole=slots["whole"]),
    "HalfOf": _half_of,
    "PartOfSeason": lambda slots: Part(part=slots["part"], inner=Season(season=slots["season"])),
    "PartOfThis": lambda slots: Part(part=slots["part"], inner=Rel(which=0, unit=slots["unit"], base="either")),
    "WindowOne": lambda slots: Window(length=Length(unit=slots["unit"]), sign=slots["which"]),
    "LengthAbout": _length_about,
})  # fmt: skip
"""Makes that are no term by themselves but put one together."""


def _with_length(slots: dict[str, Any]) -> dict[str, Any]:
    parts = {key: slots[key] for key in _LENGTH if key in slots}
    rest = {key: value for key, value in slots.items() if key not in _LENGTH}
    if "unit" in parts and "length" not in rest:
        rest["length"] = Length(**parts)
    elif "approximate" in parts and isinstance(rest.get("length"), Length):
        rest["length"] = msgspec.structs.replace(rest["length"], approximate=True)
    return rest


def _replaced(of: Expr, slots: dict[str, Any]) -> Expr | None:
    known = {key: value for key, value in slots.items() if key in of.__struct_fields__}
    return msgspec.structs.replace(of, **known) if len(known) == len(slots) else None


def _range(slots: dict[str, Any]) -> Expr | None:
    """A range from two terms, or from two days of one month."""
    sides = []
    for key in ("first", "last"):
        side = slots.get(key)
        if side is None:
            side = Date(short=slots["short"])
        if isinstance(side, int):
            field = {"days": "day", "years": "year", "months": "month"}[slots.get("of", "days")]
            side = Date(**{field: side})
        sides.append(side)
    for field in ("month", "year"):
        if field in slots and isinstance(sides[1], Date):
            sides[1] = msgspec.structs.replace(sides[1], **{field: slots[field]})
    return Range(first=sides[0], last=sides[1])


def _clock(digits: str | int) -> dict[str, int]:
    """Hour, minute and second of a clock's digits ("14:30", 735)."""
    if isinstance(digits, int):
        return {"hour": digits // 100, "minute": digits % 100}
    return dict(zip(("hour", "minute", "second"), (int(part) for part in digits.replace(".", ":").split(":")), strict=False))
