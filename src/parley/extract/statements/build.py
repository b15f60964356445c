"""Statements from attributions: source, form, act, what lies inside what, evidence and id."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from parley.extract.statements.acts import act_of
from parley.extract.statements.candidate import Candidate
from parley.extract.statements.chain import chain, top_links
from parley.extract.statements.context import Scene, addressee, channel, framing, place, scene, time
from parley.extract.statements.decode import Attribution
from parley.extract.statements.features import FIRST_PERSON
from parley.extract.statements.lexicon import Entry, Lexicon
from parley.extract.statements.overlap import Overlap
from parley.extract.statements.rules import sense_of
from parley.extract.statements.sources import Resolver, resolver, source_of
from parley.model import AnnotatedDocument, By, Source, Span, Statement, finding_id
from parley.model.finding import Act, Certainty, Channel, Form
from parley.model.lookup import outer_quotations

BRACKETS = re.compile(r"\[[^\[\]]{1,80}\]")
STEP = "statements"


def build(doc: AnnotatedDocument, found: Sequence[Attribution], lex: Lexicon) -> tuple[Statement, ...]:
    """The statements in order of their content; each has an id of its own and knows the statement that it stands in."""
    who = resolver(doc)
    seen: dict[tuple[int, int], int] = {}
    made: list[Statement] = []
    scenes: dict[str, Scene | None] = {}
    before: Source | None = None
    for attribution in found:
        first = attribution.content[0]
        nth = seen.get(first, 0)
        seen[first] = nth + 1
        at = scene(doc, attribution.lead, attribution.content, lex, who)
        stmt = _statement(doc, attribution, at, Resolved(who, lex), nth)
        if attribution.rule == "q:alone" and before is not None and before.actor is not None:
            stmt = msgspec.structs.replace(stmt, source=Source(before.actor, None, before.kind, before.count, before.hint))
        before = stmt.source
        made.append(stmt)
        scenes[stmt.id] = at
    nested = _first_person(_nested(made), scenes)
    by_id = {s.id: s for s in nested}
    top = top_links(doc)
    return tuple(msgspec.structs.replace(s, chain=chain(doc, s, scenes[s.id], by_id, top)) for s in nested)


class Resolved(NamedTuple):
    """What stays the same over a document."""

    who: Resolver
    lex: Lexicon


def _statement(doc: AnnotatedDocument, attribution: Attribution, at: Scene | None, same: Resolved, nth: int) -> Statement:
    lead, lex = attribution.lead, same.lex
    content = tuple(doc.document.span(a, b) for a, b in attribution.content)
    cue = tuple(doc.document.span(a, b) for a, b in lead.cue)
    source = source_of(doc, lead, same.who, lex)
    entry = sense_of(lead, lex)
    act = act_of(lead, entry, " ".join(c.text for c in content), doc.sentences[lead.sent], lex)
    parts = (*content, *cue, *([source.span] if source.span else []))
    stmt = Statement(
        id=finding_id("statement", content[0], nth), document=doc.document.id, evidence=evidence(doc, parts),
        by=By(STEP, attribution.rule), certainty=_certainty(source, act, entry), source=source, cue=cue, content=content,
        insertions=_insertions(doc, content), form=form_of(doc, attribution), act=act,
    )  # fmt: skip
    if at is None:
        return stmt
    setting = channel(at)
    return msgspec.structs.replace(
        stmt, addressee=addressee(at), channel=setting.channel or _channel_of_source(at, lead), channel_name=setting.name, channel_span=setting.span,
        place=place(at, setting), time=time(at), framing=framing(at, entry is not None and entry.doubt, attribution.content),
    )  # fmt: skip


def _channel_of_source(at: Scene, lead: Candidate) -> Channel | None:
    """ "The statement said": a document that speaks is its own channel."""
    if lead.source_at is None:
        return None
    head = at.doc.sentences[lead.source_at[0]].tokens[lead.source_at[1]]
    lemma = at.lex.lemma(head.lemma)
    if lemma not in at.lex.sources["document"]:
        return None
    return next((kind for kind, names in at.lex.table["channels"].items() if lemma in names), None)


def _insertions(doc: AnnotatedDocument, content: Sequence[Span]) -> tuple[Span, ...]:
    """What editors put into a quotation in square brackets."""
    return tuple(doc.document.span(c.start + m.start(), c.start + m.end()) for c in content for m in BRACKETS.finditer(c.text))


def _first_person(made: list[Statement], scenes: Mapping[str, Scene | None]) -> list[Statement]:
    """ "I" and "we" inside a statement are its speaker."""
    by_id = {s.id: s for s in made}
    found = []
    for stmt in made:
        outer = by_id.get(stmt.inside or "")
        while outer is not None and outer.form == "indirect":
            outer = by_id.get(outer.inside or "")
        at = scenes[stmt.id]
        said_by = stmt.source.span
        if outer is not None and at is not None and said_by is not None and said_by.text.lower() in FIRST_PERSON and outer.source.actor is not None:
            stmt = msgspec.structs.replace(stmt, source=Source(outer.source.actor, said_by, outer.source.kind, outer.source.count, outer.source.hint))
            by_id[stmt.id] = stmt
        found.append(stmt)
    return found


def _certainty(source: Source, act: Act, entry: Entry | None) -> Certainty:
    if source.kind == "anonymous":
        return "anonymous"
    return "alleged" if act == "accuse" or entry is not None and entry.doubt else "reported"


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
    for start, end in attribution.content:
        quoted = sum(max(0, min(q.end, end) - max(q.start, start)) for q in outer_quotations(doc, start, end))
        inside += quoted
        outside += end - start - quoted
    if not inside:
        return "indirect"
    return "direct" if inside > 0.9 * (inside + outside) else "mixed"


def _nested(made: list[Statement]) -> list[Statement]:
    """Each statement with the id of the smallest statement whose content holds its cue (or, without a cue, its content) and all of its content."""
    sizes, places = [_size(stmt) for stmt in made], Overlap()
    for n, stmt in enumerate(made):
        places.add(n, ((part.start, part.end) for part in stmt.content))
    found = []
    for n, stmt in enumerate(made):
        first = stmt.content[0]
        larger = [o for o in places.over(((first.start, first.end),)) if sizes[o] > sizes[n] and made[o].id != stmt.id]
        inner = next((made[o] for o in sorted(larger, key=lambda o: (sizes[o], made[o].id)) if _holds(made[o], stmt)), None)
        found.append(msgspec.structs.replace(stmt, inside=inner.id) if inner is not None else stmt)
    return found


def _size(stmt: Statement) -> int:
    return sum(part.end - part.start for part in stmt.content)


def _holds(outer: Statement, stmt: Statement) -> bool:
    """Whether each part of a statement lies within a part of another's content."""
    return all(_lies(part, outer.content) for part in (*stmt.cue, *stmt.content))


def _lies(part: Span, within: Sequence[Span]) -> bool:
    """Whether a span lies within one of several that are in order and do not overlap."""
    before = bisect_right(within, part.start, key=lambda span: span.start)
    return before > 0 and part.end <= within[before - 1].end
