"""Statements from attributions: source, form, act, what lies inside what, evidence and id."""

from collections.abc import Sequence

import msgspec

from parley.extract.statements.decode import Attribution
from parley.extract.statements.lexicon import Lexicon
from parley.extract.statements.rules import sense_of
from parley.extract.statements.sources import Resolver, resolver, source_of
from parley.model import AnnotatedDocument, By, Framing, Source, Span, Statement, finding_id
from parley.model.finding import Act, Certainty, Form

STEP = "statements"


def build(doc: AnnotatedDocument, found: Sequence[Attribution], lex: Lexicon) -> tuple[Statement, ...]:
    """The statements in order of their content; each has an id of its own and knows the statement that it stands in."""
    who = resolver(doc)
    seen: dict[tuple[int, int], int] = {}
    made: list[Statement] = []
    before: Source | None = None
    for attribution in found:
        first = attribution.content[0]
        nth = seen.get(first, 0)
        seen[first] = nth + 1
        stmt = _statement(doc, attribution, who, lex, nth)
        if attribution.rule == "q:alone" and before is not None:
            stmt = msgspec.structs.replace(stmt, source=Source(before.actor, None, before.kind, before.count, before.hint, "continues the speaker before"))
        if stmt.form != "indirect":
            before = stmt.source
        made.append(stmt)
    return tuple(_nested(made))


def _statement(doc: AnnotatedDocument, attribution: Attribution, who: Resolver, lex: Lexicon, nth: int) -> Statement:
    lead = attribution.lead
    content = tuple(doc.document.span(a, b) for a, b in attribution.content)
    cue = tuple(doc.document.span(a, b) for a, b in lead.cue)
    source = source_of(doc, lead, who, lex)
    entry = sense_of(lead, lex)
    act: Act = entry.act if entry is not None else "report"
    return Statement(
        id=finding_id("statement", content[0], nth), document=doc.document.id, evidence=evidence(doc, (*content, *cue, *([source.span] if source.span else []))),
        by=By(STEP, attribution.rule), certainty=_certainty(source, act), source=source, cue=cue, content=content, form=form_of(doc, attribution), act=act,
        framing=Framing("doubt", cue[0]) if entry is not None and entry.doubt and cue else Framing(),
    )  # fmt: skip


def _certainty(source: Source, act: Act) -> Certainty:
    if source.kind == "anonymous":
        return "anonymous"
    return "alleged" if act == "accuse" else "reported"


def evidence(doc: AnnotatedDocument, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches of text from the first to the last part, one for each line of the document."""
    text = doc.document.text
    found: list[tuple[int, int]] = []
    for span in sorted(spans):
        if found and "\n" not in text[found[-1][1] : span.start]:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return tuple(doc.document.span(a, b) for a, b in found)


def form_of(doc: AnnotatedDocument, attribution: Attribution) -> Form:
    """direct when the words stand in quotation marks, mixed when some of them do, else indirect."""
    inside = outside = 0
    marks = [(q.inner_start, q.inner_end) for q in doc.quotations if q.parent == -1]
    for start, end in attribution.content:
        quoted = sum(max(0, min(b, end) - max(a, start)) for a, b in marks)
        inside += quoted
        outside += end - start - quoted
    if not inside:
        return "indirect"
    return "direct" if inside > 0.9 * (inside + outside) else "mixed"


def _nested(made: list[Statement]) -> list[Statement]:
    """Each statement with the id of the smallest statement whose content holds its cue (or, without a cue, its content) and all of its content."""
    found = []
    for stmt in made:
        around = [o for o in made if o.id != stmt.id and _holds(o, stmt)]
        inner = min(around, key=lambda o: (sum(s.end - s.start for s in o.content), o.id), default=None)
        found.append(msgspec.structs.replace(stmt, inside=inner.id) if inner is not None else stmt)
    return found


def _holds(outer: Statement, stmt: Statement) -> bool:
    parts = (*stmt.cue, *stmt.content)
    size = sum(s.end - s.start for s in outer.content)
    return size > sum(s.end - s.start for s in stmt.content) and all(any(o.start <= p.start and p.end <= o.end for o in outer.content) for p in parts)
