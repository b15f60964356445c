"""What the entries of a live blog date: each stands under the time at which it was posted, and tells what was said and done about then."""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from parley.model import Anchor, AnnotatedDocument, Document, Event, Sentence, Statement, Time, Token
from parley.model.finding import Status
from parley.model.tree import ancestors
from parley.read import dates
from parley.read.live import Entry, entries

NEWS: tuple[Status, ...] = ("happened", "ongoing")
BEFORE = ("had", "'d", "’d")
ASIDE = ("advcl", "relcl", "acl", "pcomp")
Places = dict[int, tuple[Sentence, Token]]


def posted(doc: AnnotatedDocument) -> AnnotatedDocument:
    """A live blog whose statements have the moment of their entry, approximate, where they have no time of their own.

    Events have its day when they are the news of the entry: happened or under way, in the main clause of its first sentence. Left out is what was said before
    ("had said"), what stands within another statement, and an entry whose day is not known. Any other document is given back as it is.
    """
    runs = entries(doc.document)
    if not any(entry.at for entry in runs):
        return doc
    places = {token.start: (sent, token) for sent in doc.sentences for token in sent.tokens if token.end > token.start}
    firsts = _firsts(doc, runs)
    return msgspec.structs.replace(
        doc,
        statements=tuple(_said(doc.document, stmt, runs) for stmt in doc.statements),
        events=tuple(_told(doc.document, event, firsts, places) for event in doc.events),
    )


def _firsts(doc: AnnotatedDocument, runs: Sequence[Entry]) -> dict[int, Entry]:
    """The entry whose first sentence of body it is, by the index of the sentence."""
    found: dict[Entry, int] = {}
    for sent in doc.sentences:
        entry = _around(runs, sent.start)
        if entry is not None and sent.quotation == -1 and (not doc.document.blocks or doc.document.blocks[sent.block].kind == "body"):
            found.setdefault(entry, sent.index)
    return {index: entry for entry, index in found.items()}


def _around(runs: Sequence[Entry], at: int) -> Entry | None:
    """The entry with a known day around an offset."""
    before = bisect_right(runs, at, key=lambda entry: entry.start)
    return runs[before - 1] if before and runs[before - 1].at else None


def _said(doc: Document, stmt: Statement, runs: Sequence[Entry]) -> Statement:
    entry = _around(runs, stmt.evidence[0].start)
    if entry is None or stmt.time is not None or stmt.inside is not None:
        return stmt
    if any(word in BEFORE for cue in stmt.cue for word in cue.text.lower().split()):
        return stmt
    return msgspec.structs.replace(stmt, time=_time(doc, entry, entry.at or ""))


def _told(doc: Document, event: Event, firsts: dict[int, Entry], places: Places) -> Event:
    sent, trigger = places.get(event.trigger.start, (None, None))
    entry = firsts.get(sent.index) if sent is not None else None
    if entry is None or sent is None or trigger is None or event.time is not None or event.status not in NEWS or event.statement is not None:
        return event
    if any(token.dep in ASIDE for token in (trigger, *ancestors(sent, trigger.i))):
        return event
    return msgspec.structs.replace(event, time=_time(doc, entry, (entry.at or "")[:10]))


def _time(doc: Document, entry: Entry, when: str) -> Time:
    """The moment or day of an entry: what it tells was about then. EDTF has a mark for that on dates, and none on moments of the clock."""
    told, span = dates.published(when, "byline"), doc.span(*entry.stamp)
    edtf = f"{told.edtf}~" if told.grain == "day" else told.edtf
    return Time(
        edtf=edtf, start=told.start, end=told.end, grain=told.grain, approximate=True, span=span, as_written=span.text, anchor=Anchor("byline", span, doc.id)
    )
