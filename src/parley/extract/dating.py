"""Times of stances and conditions: from their own words, else from the statement that gives them, else none."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from parley.codebook import Codebook
from parley.extract.posted import posted
from parley.lang import Language
from parley.model import AnnotatedDocument, Condition, Span, Stance, Statement, Time

Dated = TypeVar("Dated", Stance, Condition)
POINTS = ("minute", "hour", "part_of_day", "day", "weekend", "week", "month")


def date_findings(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with a time on each stance and condition whose words, or whose statement's words, give one.

    A stance's own time is one that stands in its evidence and not in what the stance is on ("Norra on Friday rejected a truce until May" has Friday), is no
    longer than a month and not after the report: a position is not taken in the future. The report's own date never stands in; the time of an entry of a live
    blog dates what the entry tells (`posted`).
    """
    doc = posted(doc)
    return msgspec.structs.replace(
        doc,
        stances=tuple(_dated(doc, s, (s.target.span,) if s.target.span else ()) for s in doc.stances),
        conditions=tuple(_dated(doc, c, (c.antecedent.span, *((c.consequent.span,) if c.consequent else ()))) for c in doc.conditions),
    )


def _dated(doc: AnnotatedDocument, finding: Dated, objects: Sequence[Span]) -> Dated:
    if finding.time is not None:
        return finding
    time = _own(doc, finding.evidence, objects) or _said(doc.statements, finding.evidence)
    return msgspec.structs.replace(finding, time=time) if time else finding


def _own(doc: AnnotatedDocument, evidence: Sequence[Span], objects: Sequence[Span]) -> Time | None:
    limit = doc.document.published.end
    for time in doc.times:
        span = time.span
        if span is None or time.start is None or time.grain not in POINTS or (limit is not None and time.start[:10] >= limit[:10]):
            continue
        if any(e.covers(span) for e in evidence) and not any(o.overlaps(span) for o in objects):
            return time
    return None


def _said(statements: Sequence[Statement], evidence: Sequence[Span]) -> Time | None:
    """The time of the narrowest statement with a time in whose content the evidence stands."""
    first = min(evidence)
    around = [(part.end - part.start, s.time) for s in statements if s.time for part in s.content if part.overlaps(first) or part.covers(first)]
    return min(around, key=lambda pair: pair[0])[1] if around else None
