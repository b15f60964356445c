"""Events that a condition limits: what would follow, and what must come first, is conditional, however the clause that says so is built."""

import functools
from bisect import bisect_right
from collections.abc import Mapping

import msgspec

from parley.codebook import Codebook
from parley.extract.events.build import DAYS, plover_of
from parley.extract.events.lexicon import EventType, lexicon
from parley.lang import Language
from parley.model import AnnotatedDocument, Condition, Event, Sentence, Span
from parley.model.finding import Status
from parley.model.lookup import SpanIndex
from parley.model.tree import ancestors, token_at

RELATIONS = frozenset({"if", "only_if", "unless", "until", "not_before", "after", "provided_that", "subject_to"})
OPEN: frozenset[Status] = frozenset({"planned", "proposed", "hypothetical"})


def limit_events(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with the events that a condition limits as conditional: those that were read as planned, proposed or possible in its own clauses.

    What is told in a relative clause within them is told for itself, and what has a day of its own is planned for it.

    >>> from parley.pipeline import annotate
    >>> from parley.model import document
    >>> [e.status for e in annotate(document("a.txt", "Talks cannot begin before the envoys have read the draft.")).events]
    ['conditional']
    """
    if not doc.conditions or not doc.events:
        return doc
    follows = SpanIndex((c.consequent.span.start, c.consequent.span.end, c) for c in doc.conditions if c.consequent and c.relation in RELATIONS)
    first = SpanIndex((c.antecedent.span.start, c.antecedent.span.end, c) for c in doc.conditions if c.relation in RELATIONS)
    kinds = _kinds(lang, book)
    starts = [sent.start for sent in doc.sentences]
    made: list[Event] = []
    for event in doc.events:
        sent = doc.sentences[max(0, bisect_right(starts, event.trigger.start) - 1)]
        open_ = event.status in OPEN and not (event.time is not None and event.time.grain in DAYS)
        then = open_ and _inside(sent, event.trigger, follows)
        waits = event.status in OPEN | {"historical"} and event.time is None and _inside(sent, event.trigger, first, ahead=event.status == "historical")
        if then or waits:
            kind = kinds.get(event.by.rule)
            event = msgspec.structs.replace(event, status="conditional", plover=plover_of(kind, "conditional") if kind is not None else event.plover)
        made.append(event)
    return msgspec.structs.replace(doc, events=tuple(made))


@functools.lru_cache(maxsize=16)
def _kinds(lang: Language, book: Codebook) -> Mapping[str, EventType]:
    """The event types of a codebook by the name of their group, by which an event says what it was read by."""
    words = lexicon(lang, book)
    return {frame.type.group: frame.type for frames in (words.verbs, words.nouns) for some in frames.values() for frame in some}


def _inside(sent: Sentence, trigger: Span, spans: SpanIndex[Condition], *, ahead: bool = False) -> bool:
    """Whether a trigger stands in a clause of a condition and not in a relative clause on a noun of it; ahead: only where that must come first."""
    token = token_at(sent, trigger.start)
    for low, high, condition in spans.touching(trigger.start, trigger.end):
        if not (low <= trigger.start and trigger.end <= high) or ahead and condition.relation not in ("not_before", "only_if", "until"):
            continue
        chain = [t for t in (token, *ancestors(sent, token.i)) if low <= t.start < high] if token is not None else []
        if not any(t.dep == "relcl" for t in chain):
            return True
    return False
