"""From recognised expressions to times: which anchor each is counted from, and what it then denotes."""

from datetime import date, datetime

import msgspec

from parley.lang import Language
from parley.model import Anchor, AnnotatedDocument, Document, Time
from parley.model.time import AnchorKind
from parley.times import values as v
from parley.times.algebra import Context, Date, Iso, Length, Numeric, Range, Reading, Window
from parley.times.evidence import Evidence, evidence
from parley.times.grammar import Found, grammar
from parley.times.values import CalendarError, Value, named

CALENDAR = ("day", "week", "weekend", "month", "quarter", "season", "half", "year")


class Start(msgspec.Struct, frozen=True):
    """What a document's relative times are counted from: the value, what kind of anchor it is, and where it stands."""

    value: Value | None
    anchor: Anchor


class Read(msgspec.Struct, frozen=True):
    """An expression with what it denotes, and the readings of the expressions inside it."""

    found: Found
    reading: Reading
    parts: tuple["Read", ...] = ()


def published_value(doc: Document) -> Value | None:
    """The day (and clock, when known) of publication as a value, or None when it is unknown."""
    text = doc.published.start or doc.published.edtf
    if not text:
        return None
    try:
        return v.day_of(datetime.fromisoformat(text).date())
    except (ValueError, CalendarError):
        return None


def start_of(doc: Document) -> Start:
    """The anchor of a document: its publication date."""
    value = published_value(doc)
    if value is None:
        return Start(None, Anchor("none"))
    kinds: dict[str, AnchorKind] = {"byline": "byline", "dateline": "dateline"}
    return Start(value, Anchor(kinds.get(doc.published.basis, "publication"), doc.published.span, doc.id))


def areas(doc: Document) -> list[tuple[int, int]]:
    """The runs of text that are read: headline and body; the whole text when blocks are not known."""
    if not doc.blocks:
        return [(0, len(doc.text))]
    return [(block.start, block.end) for block in doc.blocks if block.kind in ("headline", "body")]


def recognised(text: str, runs: list[tuple[int, int]], lang: Language) -> list[Found]:
    """The time expressions of the runs of a text, offsets in the whole text."""
    rules = grammar(lang)
    found: list[Found] = []
    for start, end in runs:
        found.extend(_moved(entry, start) for entry in rules.read(text[start:end])[0])
    return found


def _moved(found: Found, by: int) -> Found:
    if not by:
        return found
    return Found(found.start + by, found.end + by, found.expr, found.rule, tuple(_moved(part, by) for part in found.parts))


def tells_history(found: list[Found], anchor: Value | None) -> bool:
    """Whether a text tells history by date: most years that it names lie well before its publication (or it has no date of its own)."""
    years = [entry.expr.year for entry in found if isinstance(entry.expr, Date) and entry.expr.year is not None]
    if anchor is None:
        return bool(years)
    old = sum(year < anchor.year - 1 for year in years)
    return old >= 5 and old >= 0.6 * len(years) and 3 * old >= len(found) / 4


def readings(text: str, found: list[Found], start: Start, lang: Language) -> list[Read]:
    """What each expression denotes, in order, the narrative carried along."""
    cues = evidence(lang)
    ctx = Context(anchor=start.value, narrative=tells_history(found, start.value), day_first=bool(lang.table("times")["day_first"]))
    out: list[Read] = []
    near_until = -1
    for entry in found:
        if ctx.near is not None and "\n" in text[near_until : entry.start]:
            ctx = msgspec.structs.replace(ctx, near=None)
        read = _read(entry, text, ctx, cues)
        out.append(read)
        value = read.reading.value
        if value is not None and value.grain in (*CALENDAR, "part_of_day", "hour", "minute") and not isinstance(entry.expr, Window):
            ctx = msgspec.structs.replace(ctx, told=value)
            if value.grain in ("day", "part_of_day", "hour", "minute"):
                ctx = msgspec.structs.replace(ctx, near=v.day_of(value.day))
                near_until = entry.end
    return out


def _read(entry: Found, text: str, ctx: Context, cues: Evidence) -> Read:
    here = msgspec.structs.replace(
        ctx, direction=cues.direction(text, entry.start, entry.end), starting=cues.starting(text, entry.start)
    )  # fmt: skip
    try:
        reading = entry.expr.read(here)
    except (CalendarError, OverflowError):
        reading = Reading(timex=named("DATE", "XXXX"), base="none", reason="no calendar has such a date")
    parts: tuple[Read, ...] = ()
    if isinstance(entry.expr, Range):
        parts = tuple(_read(part, text, ctx, cues) for part in entry.parts)
    return Read(entry, reading, parts)


def time_of(read: Read, doc: Document, start: Start) -> Time:
    """The model's time of a reading."""
    reading, found = read.reading, read.found
    value = reading.value
    span = doc.span(found.start, found.end)
    anchor = _anchor(reading, doc, start)
    common = {"span": span, "as_written": span.text, "anchor": anchor, "offset": reading.offset, "timex3": reading.timex}
    if value is None:
        return Time(**common, approximate=reading.approximate, unresolved=reading.reason or "unknown")  # type: ignore[arg-type]
    return Time(
        **common, edtf=value.edtf, start=_iso(value.start, value), end=_iso(value.end, value), grain=value.grain,
        approximate=value.approximate or reading.approximate, alternatives=reading.others,
    )  # type: ignore[arg-type]  # fmt: skip


def _iso(moment: datetime | None, value: Value) -> str | None:
    if moment is None:
        return None
    if moment.hour or moment.minute or moment.second or value.grain in ("part_of_day", "hour", "minute", "second"):
        return moment.isoformat(timespec="seconds") + v.zone_text(value.zone)
    return moment.date().isoformat()


def _anchor(reading: Reading, doc: Document, start: Start) -> Anchor:
    if reading.base == "event" and reading.event is not None:
        return Anchor("event", doc.span(*reading.event))
    if reading.base == "anchor":
        return start.anchor
    return Anchor("narrative" if reading.base == "narrative" else "explicit" if reading.base == "explicit" else "none")


def read_times(doc: AnnotatedDocument, lang: Language, book: object) -> AnnotatedDocument:
    """The document with `times` filled: every time expression of headline and body, in order, resolved or with the reason why not."""
    if not lang.has("times"):
        return doc
    report = doc.document
    start = start_of(report)
    found = recognised(report.text, areas(report), lang)
    times = tuple(time_of(read, report, start) for read in readings(report.text, found, start, lang))
    return msgspec.structs.replace(doc, times=times)
