"""Terms that have no place of their own on the calendar: durations, sets, and the unmeasured past, present and future."""

from parley.times.algebra import FINE, Context, Expr, Reading, unplaced

LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "weekend": "WE", "week": "W", "month": "M", "quarter": "Q", "half": "H",
    "year": "Y", "decade": "E", "century": "C", "fortnight": "W",
}  # fmt: skip


def iso_length(count: float | None, unit: str) -> str:
    """An ISO 8601 duration; None counts as unknown (X), decades and centuries become years.

    >>> iso_length(2.5, "year"), iso_length(None, "day"), iso_length(36, "hour")
    ('P2Y6M', 'PXD', 'PT36H')
    """
    time = "T" if unit in FINE else ""
    if count is None:
        return f"P{time}X{LETTERS[unit]}"
    if unit in ("decade", "century", "fortnight", "half"):
        count, unit = {
            "decade": (count * 10, "year"),
            "century": (count * 100, "year"),
            "fortnight": (count * 2, "week"),
            "half": (count * 6, "month"),
        }[unit]
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
        return unplaced(iso_length(self.total, self.unit), "a length of time, not a place on the calendar", "DURATION", approximate=self.approximate)


class Every(Expr, frozen=True, kw_only=True):
    """A set of times: every so many units ("daily", "every two weeks"), or every such weekday or month."""

    length: Length | None = None
    named: Expr | None = None

    def read(self, ctx: Context) -> Reading:
        """A set has no single place on the calendar."""
        value = iso_length(self.length.total, self.length.unit) if self.length else self.named.read(Context()).timex.value if self.named else "XXXX"
        return unplaced(value, "a set of times", "SET")


class Vague(Expr, frozen=True, kw_only=True):
    """The past, the present or the future, unmeasured: PAST_REF, PRESENT_REF, FUTURE_REF."""

    ref: str

    def read(self, ctx: Context) -> Reading:
        """A TIMEX3 reference with no interval."""
        return unplaced(self.ref, "too vague for the calendar", base="anchor" if ctx.anchor else "none")
