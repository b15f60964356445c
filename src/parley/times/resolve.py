"""From recognised expressions to times: which anchor each is counted from, and what it then denotes."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from parley.lang import Language
from parley.model import Anchor, AnnotatedDocument, Document, Time
from parley.times import values as v
from parley.times.algebra import Context, Expr, Reading
from parley.times.anchors import Start, areas, starts_of, tells_history, walk
from parley.times.daytime import LOCAL, Clock
from parley.times.evidence import Evidence, evidence
from parley.times.grammar import Found, grammar
from parley.times.named import Feast
from parley.times.parts import Range
from parley.times.places import edited_days, home_zone, places
from parley.times.relative import Rel, Window
from parley.times.values import CalendarError, Value, named

ACCOUNT = 400
"""For so many characters a report of accounts goes on speaking of the quarter that it named."""
FRAME = 60
"""A day this near to a verb of speech, in characters, is the day of the speech."""
NESTED = 8
"""Quotations nest no deeper than this."""
NEAR_DAY = ("day", "part_of_day", "hour", "minute", "second")


class Read(msgspec.Struct, frozen=True):
    """An expression with what it denotes, the readings of the expressions inside it, and, inside a quotation, the time of the speech that it counts
    from."""

    found: Found
    reading: Reading
    parts: tuple["Read", ...] = ()
    speech: Found | None = None


def recognised(text: str, runs: Sequence[tuple[int, int]], lang: Language) -> list[Found]:
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


def readings(text: str, found: list[Found], start: Start, lang: Language) -> list[Read]:
    """What each expression denotes, in order, the narrative carried along."""
    cues = evidence(lang)
    ctx = Context(anchor=start.value, narrative=tells_history(found, start.value), day_first=bool(lang.table("times")["day_first"]), zone=start.zone)
    out: list[Read] = []
    near_until = quarter_until = -1
    for entry in found:
        if ctx.near is not None and "\n" in text[near_until : entry.start]:
            ctx = msgspec.structs.replace(ctx, near=None)
        if ctx.quarter is not None and entry.start - quarter_until > ACCOUNT:
            ctx = msgspec.structs.replace(ctx, quarter=None)
        read = _read(entry, text, _at_place(ctx, entry, text, lang), cues)
        out.append(read)
        value = read.reading.value
        if value is None or value.start is None or isinstance(entry.expr, Window):
            continue
        if value.grain == "quarter":
            quarter_until = entry.end
        elif value.grain in NEAR_DAY:
            near_until = entry.end
        if not isinstance(entry.expr, Feast):
            ctx = _carried(ctx, value, read.reading)
    return out


def _at_place(ctx: Context, entry: Found, text: str, lang: Language) -> Context:
    """The context with the zone of the place where the clause of a "local time" says that it happens."""
    if not any(isinstance(term, Clock) and term.zone == LOCAL for term in walk(entry.expr)):
        return ctx
    told, zone = places(lang).in_clause(" ".join(evidence(lang).clause(text, entry.start, entry.end)))
    return msgspec.structs.replace(ctx, zone=zone) if told else ctx


def _carried(ctx: Context, value: Value, reading: Reading) -> Context:
    """The context after a time was told: what the narrative, the paragraph and an account go on from."""
    quarter = ctx.quarter
    if value.grain == "quarter" and (quarter is None or (reading.base != "narrative" and value.day >= quarter.day)):
        quarter = value
    near = v.day_of(spoken_day(value)) if value.grain in NEAR_DAY else ctx.near
    return msgspec.structs.replace(ctx, told=value, near=near, quarter=quarter)


def spoken_day(value: Value) -> date:
    """The day that a time within a day was said of: 24:00 on Monday is Monday's, though it is Tuesday's first moment."""
    if value.edtf[:10] != value.timex.value[:10] and value.timex.value.endswith("T24:00"):
        return value.day - timedelta(days=1)
    return value.day


def _read(entry: Found, text: str, ctx: Context, cues: Evidence) -> Read:
    here = msgspec.structs.replace(
        ctx, direction=cues.direction(text, entry.start, entry.end), starting=cues.starting(text, entry.start)
    )  # fmt: skip
    try:
        reading = entry.expr.read(here)
    except (CalendarError, OverflowError, ValueError):
        reading = Reading(timex=named("DATE", "XXXX"), base="none", reason="no calendar has such a date")
    parts: tuple[Read, ...] = ()
    if isinstance(entry.expr, Range):
        parts = tuple(_read(part, text, ctx, cues) for part in entry.parts)
    return Read(entry, reading, parts)


def spoken(reads: list[Read], doc: AnnotatedDocument, lang: Language) -> list[Read]:
    """The readings, those inside quotations counted from the day of the speech when its frame names one: "we leave tomorrow," he said on Friday."""
    quotes = sorted((quote.inner_start, quote.inner_end) for quote in doc.quotations)
    if not quotes:
        return reads
    text, cues = doc.document.text, evidence(lang)
    inside = [_quote_at(quotes, read.found.start) for read in reads]
    outside = [read for read, quote in zip(reads, inside, strict=True) if quote is None]
    starts = [read.found.start for read in outside]
    out = []
    for read, quote in zip(reads, inside, strict=True):
        frame = None
        if quote is not None and read.reading.base == "anchor":
            first, last = text.rfind("\n", 0, quote[0]) + 1, text.find("\n", quote[1])
            near = outside[bisect_left(starts, first) : bisect_left(starts, last if last >= 0 else len(text))]
            frame = next((other for other in near if _is_of_speech(other, text, first, cues)), None)
        if frame is None or frame.reading.value is None:
            out.append(read)
            continue
        day = v.day_of(frame.reading.value.day)
        ctx = _at_place(Context(anchor=day, near=day, zone=home_zone(doc.document, lang)), read.found, text, lang)
        again = _read(read.found, text, ctx, cues)
        out.append(Read(again.found, again.reading, again.parts, frame.found))
    return out


def _quote_at(quotes: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The innermost quotation around the place that begins last before it, or None."""
    before = bisect_right(quotes, at, key=lambda quote: quote[0])
    return next(((start, end) for start, end in reversed(quotes[max(0, before - NESTED) : before]) if at < end), None)


def _is_of_speech(read: Read, text: str, first: int, cues: Evidence) -> bool:
    """Whether a time is a day beside a verb of speech."""
    at, end, value = read.found.start, read.found.end, read.reading.value
    if value is None or value.grain not in NEAR_DAY:
        return False
    return cues.speech(text, max(first, at - FRAME), at) or cues.speech(text, end, end + FRAME // 3)


def doubted(time: Time, read: Read, off: tuple[int, ...]) -> Time:
    """The time, approximate and with its neighbouring days as other readings when it is a day like "yesterday" in a copy edited for another day."""
    value, expr = read.reading.value, read.found.expr
    if not off or value is None or time.edtf is None or time.anchor is None or time.anchor.kind == "speech" or isinstance(expr, Range):
        return time
    if read.reading.base != "anchor" or not any(_is_deictic_day(term) for term in walk(expr)):
        return time
    day = value.day.isoformat()
    others = tuple(time.edtf.rstrip("~").replace(day, (value.day + timedelta(days=by)).isoformat()) for by in off)
    # EDTF qualifies dates, not moments of the clock.
    edtf = f"{day}~" if time.edtf == day else time.edtf
    return msgspec.structs.replace(time, edtf=edtf, approximate=True, alternatives=(*time.alternatives, *others))


def _is_deictic_day(term: Expr) -> bool:
    return isinstance(term, Rel) and term.unit == "day" and term.base == "anchor" and abs(term.which) <= 1


def time_of(read: Read, doc: Document, start: Start) -> Time:
    """The model's time of a reading."""
    reading, found = read.reading, read.found
    value = reading.value
    span = doc.span(found.start, found.end)
    time = Time(
        span=span, as_written=span.text, anchor=_anchor(read, doc, start), offset=reading.offset, timex3=reading.timex,
        approximate=reading.approximate,
        unresolved=None if value is not None else reading.reason or "unknown",
    )  # fmt: skip
    if value is None:
        return time
    return msgspec.structs.replace(
        time, edtf=value.edtf, start=_iso(value.start, value), end=_iso(value.end, value), grain=value.grain,
        approximate=value.approximate or reading.approximate, alternatives=reading.others,
    )  # fmt: skip


def _iso(moment: datetime | None, value: Value) -> str | None:
    if moment is None:
        return None
    if moment.hour or moment.minute or moment.second or value.grain in ("part_of_day", "hour", "minute", "second"):
        return moment.isoformat(timespec="seconds") + v.zone_text(value.zone)
    return moment.date().isoformat()


def _anchor(read: Read, doc: Document, start: Start) -> Anchor:
    reading = read.reading
    if reading.base == "event" and reading.event is not None:
        return Anchor("event", doc.span(*reading.event))
    if reading.base == "anchor" and read.speech is not None:
        return Anchor("speech", doc.span(read.speech.start, read.speech.end), doc.id)
    if reading.base == "anchor":
        return start.anchor
    return Anchor("narrative" if reading.base == "narrative" else "explicit" if reading.base == "explicit" else "none")


def read_times(doc: AnnotatedDocument, lang: Language, book: object) -> AnnotatedDocument:
    """The document with `times` filled: every time expression of headline and body, in order, resolved or with the reason why not."""
    if not lang.has("times"):
        return doc
    report = doc.document
    reads: list[Read] = []
    starts: list[Start] = []
    runs = areas(report)
    for first, last, start in starts_of(report, lang):
        for kind in ("headline", "body"):
            here = recognised(report.text, [(a, b) for a, b, k in runs if k == kind and first <= a < last], lang)
            reads.extend(readings(report.text, here, start, lang))
            starts.extend([start] * len(here))
    off = edited_days(report, lang)
    times = [doubted(time_of(read, report, start), read, off) for read, start in zip(spoken(reads, doc, lang), starts, strict=True)]
    return msgspec.structs.replace(doc, times=tuple(sorted(times, key=lambda time: (time.span.start, time.span.end) if time.span else (0, 0))))
