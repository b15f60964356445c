"""A publication date that the metadata do not give, when the text forces it."""

from datetime import date, timedelta

import msgspec

from parley.codebook import Codebook
from parley.lang import Language
from parley.model import AnnotatedDocument, DateCandidate, Document, Published
from parley.times import values as v
from parley.times.anchors import areas, walk
from parley.times.evidence import evidence
from parley.times.grammar import Found
from parley.times.named import Date
from parley.times.resolve import recognised
from parley.times.values import CalendarError

REPORTED_WITHIN = 6
"""A weekday named with its date is told within the week."""


def date_report(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with a publication date where the metadata give none and the text forces one."""
    published = infer_published(doc.document, lang)
    if published is None:
        return doc
    return msgspec.structs.replace(doc, document=msgspec.structs.replace(doc.document, published=published))


def infer_published(doc: Document, lang: Language) -> Published | None:
    """The publication date that the text forces, basis "inferred", approximate; None when a date is known already or the text leaves it open.

    Forced is a day named by weekday and date ("Monday, June 2") of which the clause does not speak as future: the report came out on it or within
    the week
    after. Its year is the one that the text names with it, else the only one of the years that the text names, and the year after the latest of
    them, in which
    that date falls on that weekday. The latest such day counts; days of several years that contradict one another force nothing.
    """
    if doc.published.edtf is not None or not lang.has("times"):
        return None
    found = recognised(doc.text, [(start, end) for start, end, _ in areas(doc)], lang)
    named = sorted({term.year for entry in found for term in walk(entry.expr) if isinstance(term, Date) and term.year is not None})
    forced = [pair for entry in found for pair in _forced(entry, named, doc.text, lang)]
    if not forced:
        return None
    latest, entry = max(forced, key=lambda pair: (pair[0], -pair[1].start))
    if any((latest - day).days > 366 for day, _ in forced):
        return None
    span = doc.span(entry.start, entry.end)
    until = latest + timedelta(days=REPORTED_WITHIN)
    return Published(
        edtf=f"{latest.isoformat()}~", start=latest.isoformat(), end=(until + timedelta(days=1)).isoformat(), grain="day", approximate=True,
        span=span, as_written=span.text, basis="inferred", candidates=(DateCandidate(latest.isoformat(), "inferred", span),),
    )  # fmt: skip


def _forced(entry: Found, named: list[int], text: str, lang: Language) -> list[tuple[date, Found]]:
    """The day that an expression with weekday and date forces, as a list of none or one."""
    if evidence(lang).direction(text, entry.start, entry.end) == "future":
        return []
    for term in walk(entry.expr):
        if not isinstance(term, Date) or term.weekday is None or term.month is None or term.day is None:
            continue
        years = [term.year] if term.year is not None else [*named, named[-1] + 1] if named else []
        days = [day for year in years if (day := _day(year, term.month, term.day)) is not None and day.weekday() == term.weekday]
        if len(days) == 1:
            return [(days[0], entry)]
    return []


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return v.day_in(year, month, day).day
    except CalendarError:
        return None
