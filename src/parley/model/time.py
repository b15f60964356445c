"""When: a time as the text gives it, and what it denotes if that can be known."""

from typing import Literal

import msgspec

from parley.model.span import Span

AnchorKind = Literal["publication", "byline", "dateline", "narrative", "speech", "event", "explicit", "none"]
Grain = Literal["second", "minute", "hour", "part_of_day", "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century"]
Basis = Literal["given", "metadata", "byline", "dateline", "url", "inferred", "unknown"]


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """What a relative time is counted from. `explicit`: the expression needs none. `event`: counted from what `span` names."""

    kind: AnchorKind
    span: Span | None = None
    document: str | None = None


class Timex3(msgspec.Struct, frozen=True, gc=False):
    """The time in ISO-TimeML: type and value ("2025-04-25", "P30D", "PRESENT_REF", "XXXX-WXX-5")."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str


class Time(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One time.

    edtf: ISO 8601-2 (EDTF level 0–2), or None with a reason in `unresolved`. start, end: the same as a half-open interval of ISO
    dates or date-times; both None when unresolved, either None when open. alternatives: other EDTF readings, best first.
    offset: signed ISO duration from the anchor, kept for relative times so that they resolve when the anchor does.
    """

    edtf: str | None = None
    start: str | None = None
    end: str | None = None
    grain: Grain | None = None
    approximate: bool = False
    span: Span | None = None
    as_written: str = ""
    anchor: Anchor | None = None
    offset: str | None = None
    alternatives: tuple[str, ...] = ()
    timex3: Timex3 | None = None
    unresolved: str | None = None


class DateCandidate(msgspec.Struct, frozen=True, gc=False):
    """One date that a document offers for its own publication: ISO date or date-time, where it was found."""

    value: str
    basis: Basis
    span: Span | None = None


class Published(Time, frozen=True, kw_only=True):
    """When a document was published: a time, what it rests on, the other candidates, and whether they conflict."""

    basis: Basis = "unknown"
    candidates: tuple[DateCandidate, ...] = ()
    conflict: bool = False
