"""What a document's relative times are counted from, and the narrative that they stand in."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from parley.lang import Language
from parley.model import Anchor, Document
from parley.model.time import AnchorKind
from parley.read import dates
from parley.read.live import entries
from parley.times import values as v
from parley.times.algebra import Context, Expr
from parley.times.grammar import Found, grammar
from parley.times.named import Date, Season
from parley.times.parts import Range
from parley.times.places import home_zone
from parley.times.relative import Rel, RelNamed, Shift
from parley.times.values import CalendarError, Value

WIRE_DELAY = timedelta(days=4)
"""A page is dated at most so many days after the dateline of the report that it carries."""

ENOUGH = 4
"""So many years of the past make a history wherever they stand."""


class Start(msgspec.Struct, frozen=True):
    """What a document's relative times are counted from: the value, what kind of anchor it is, and where it stands. `zone`: of the dateline's place."""

    value: Value | None
    anchor: Anchor
    zone: str | None = None


def published_day(doc: Document) -> date | None:
    """The day of publication, or None when it is unknown."""
    text = doc.published.start or doc.published.edtf
    if not text:
        return None
    try:
        return datetime.fromisoformat(text.rstrip("~?%")).date()
    except ValueError:
        return None


def start_of(doc: Document, lang: Language) -> Start:
    """The anchor of a document: the day of its dateline where it has one, else its byline's or page's date; "none" when all are unknown."""
    day, zone = published_day(doc), home_zone(doc, lang)
    page = None if day is None else v.day_of(day)
    if doc.dateline is not None and doc.dateline.day and page is not None:
        wired = _dateline(doc.dateline.day, page, lang)
        if wired is not None:
            return Start(wired, Anchor("dateline", doc.dateline.span, doc.id), zone)
    if page is None:
        return Start(None, Anchor("none"), zone)
    kinds: dict[str, AnchorKind] = {"byline": "byline", "dateline": "dateline"}
    return Start(page, Anchor(kinds.get(doc.published.basis, "publication"), doc.published.span, doc.id), zone)


def starts_of(doc: Document, lang: Language) -> list[tuple[int, int, Start]]:
    """The runs of a document with the anchor of each: all of it under that of the document, the entries of a live blog under the day of their own times."""
    whole = start_of(doc, lang)
    posted = entries(doc)
    if not posted:
        return [(0, len(doc.text), whole)]
    runs = [(0, posted[0].start, whole)]
    for entry in posted:
        day = dates.day(entry.at or "")
        start = whole if day is None else Start(v.day_of(day), Anchor("byline", doc.span(*entry.stamp), doc.id), whole.zone)
        runs.append((entry.start, entry.end, start))
    return runs


def _dateline(words: str, page: Value, lang: Language) -> Value | None:
    """The day that a dateline's words name, when the page came out on it or a few days later."""
    for found in grammar(lang).read(words)[0]:
        try:
            value = found.expr.read(Context(anchor=page, direction="past")).value
        except CalendarError:
            continue
        if value is not None and value.grain == "day" and timedelta(0) <= page.day - value.day <= WIRE_DELAY:
            return value
    return None


def areas(doc: Document) -> list[tuple[int, int, str]]:
    """The runs of text that are read, with their kind: headline and body; the whole text as body when blocks are not known."""
    if not doc.blocks:
        return [(0, len(doc.text), "body")]
    return [(block.start, block.end, block.kind) for block in doc.blocks if block.kind in ("headline", "body")]


def tells_history(found: list[Found], anchor: Value | None) -> bool:
    """Whether a text tells history by date.

    It sets out from a year well before its publication, names hardly any other years, and counts nothing from today.
    """
    terms = [term for entry in found for term in walk(entry.expr)]
    years = [term.year for term in terms if isinstance(term, (Date, Season)) and term.year is not None]
    if anchor is None:
        return bool(years)
    old = [year for year in years if year < anchor.year - 1]
    today = sum(
        (isinstance(term, Rel) and term.base == "anchor")
        or (isinstance(term, Shift) and term.base == "anchor" and term.event is None and term.of is None) or (isinstance(term, Date) and term.weekday
        is not None and term.month is None)
        for term in terms
    )  # fmt: skip
    days = sum(isinstance(term, Date) and term.weekday is not None and term.month is None for term in terms)  # a bare weekday is a reporter's
    first = next((term for term in terms if isinstance(term, (Date, Season, Rel, RelNamed))), None)
    if isinstance(first, (Date, Season)) and first.year in old:
        return len(old) >= 0.6 * len(years) and len(old) > today + days
    return len(old) >= ENOUGH and len(old) >= 0.8 * len(years) and len(old) > 2 * today


def walk(term: Expr) -> Iterator[Expr]:
    """The term and all terms inside it."""
    yield term
    if isinstance(term, Range):
        for end in term.ends():
            yield from walk(end)
        return
    for name in term.__struct_fields__:
        inner = getattr(term, name)
        if isinstance(inner, Expr):
            yield from walk(inner)
