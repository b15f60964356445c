"""From an answer to candidates: what the text does not bear out is dropped, and counted with its reason."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from parley.codebook import Codebook
from parley.extract.figures.numbers import grammar
from parley.extract.second.locate import Located
from parley.extract.second.passages import Passage
from parley.extract.second.said import (
    KINDS,
    PROMPT,
    Said,
    SaidCondition,
    SaidEvent,
    SaidFigure,
    SaidProposal,
    SaidStance,
    SaidStatement,
    Who,
    Words,
    values,
)  # fmt: skip
from parley.lang import Language
from parley.model import (
    ActorRef,
    AnnotatedDocument,
    Antecedent,
    AnyFinding,
    By,
    Condition,
    Consequent,
    Event,
    Figure,
    IssueTag,
    Mention,
    Participant,
    Party,
    Proposal,
    Source,
    Span,
    Stance,
    Statement,
    Target,
    Term,
    Time,
    finding_id,
)  # fmt: skip

REASONS = ("malformed", "not_in_schema", "not_in_text", "wrong_offsets", "actor_unresolved", "time_unresolved", "twice")
"""Why something is dropped: the answer is no JSON (cut short) · an item breaks the form or the codebook · words that do not stand in the passage · offsets at
which other words stand · words that no mention of ours resolves · a time that our times do not hold · the same finding again."""


class Grounded(msgspec.Struct, frozen=True):
    """What came of one answer: candidates, and how many items were dropped, by reason."""

    findings: tuple[AnyFinding, ...]
    dropped: Mapping[str, int]


class _Dropped(Exception):
    """An item that the text does not bear out; its argument is the reason."""


def ground(doc: AnnotatedDocument, passage: Passage, answer: str, reader: str, lang: Language, book: Codebook) -> Grounded:
    """The candidates in an answer of `reader` about a passage. Needs the document's mentions, actors and times; raises on no answer, whatever it holds."""
    try:
        said = msgspec.json.decode(answer, type=Said)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return Grounded((), {"malformed": 1})
    build = _Build(doc, passage, reader, lang, book)
    kept: dict[str, AnyFinding] = {}
    dropped: Counter[str] = Counter()
    for kind, form in KINDS.items():
        for raw in getattr(said, kind):
            try:
                item = msgspec.json.decode(raw, type=form)
                build.check_values(kind, item)
                finding = MAKERS[kind](build, item)
            except (msgspec.DecodeError, RecursionError):
                dropped["not_in_schema"] += 1
            except _Dropped as why:
                dropped[str(why)] += 1
            else:
                dropped["twice"] += finding.id in kept
                kept.setdefault(finding.id, finding)
    return Grounded(tuple(kept.values()), {reason: n for reason, n in sorted(dropped.items()) if n})


class _Build:
    """Turns said things into the record's, for one passage of one document."""

    def __init__(self, doc: AnnotatedDocument, passage: Passage, reader: str, lang: Language, book: Codebook) -> None:
        self.doc = doc
        self.numbers = grammar(lang)
        self.text = Located(doc.document, passage)
        self.reader = reader
        self.values = values(book)
        self.actors = {actor.id: actor for actor in doc.actors}

    def check_values(self, kind: str, item: msgspec.Struct) -> None:
        """Drops an item with a value that the codebook does not have."""
        pairs: list[tuple[tuple[str, str], Any]] = [(key, getattr(item, key[1])) for key in self.values if key[0] == kind]
        pairs += [(("terms", "kind"), term.kind) for term in getattr(item, "terms", ())]
        pairs += [(("target", "issue"), item.target.issue)] if isinstance(item, SaidStance) else []
        for key, value in pairs:
            if value is not None and self.values[key] and value not in self.values[key]:
                raise _Dropped("not_in_schema")

    def span(self, words: Words, within: Span | None = None) -> Span:
        found = self.text.find(words, within)
        if isinstance(found, str):
            raise _Dropped(found)
        return found

    def maybe(self, words: Words | None, within: Span | None = None) -> Span | None:
        return self.span(words, within) if words is not None else None

    def who(self, who: Who, within: Span) -> tuple[ActorRef, Span]:
        """The actor that our own mentions see in the words."""
        span = self.span(who.span, within)
        named = [m for m in self.doc.mentions if m.actor in self.actors and self._names(m, span)]
        best = max(named, key=lambda m: (_shared(m.span, span), -m.span.start), default=None)
        if best is None or best.actor is None:
            raise _Dropped("actor_unresolved")
        return self.actors[best.actor].ref, span

    def _names(self, mention: Mention, span: Span) -> bool:
        """Whether the words are the mention's, or those of its words that are the actor's name ("Ada Renn" of "Foreign Minister Ada Renn")."""
        shared = _shared(mention.span, span)
        if shared <= 0 or mention.actor is None:
            return False
        if 2 * shared >= max(len(mention.span.text), len(span.text)):
            return True
        name = self.actors[mention.actor].name.casefold().split()
        return mention.span.covers(span) and bool(name) and span.text.casefold().split()[-1:] == name[-1:]

    def party(self, who: Who, within: Span) -> Party:
        ref, span = self.who(who, within)
        return Party(ref.id, ref.name, span)

    def time(self, words: Words | None, within: Span) -> Time | None:
        """The time that our own reading finds in the words."""
        if words is None:
            return None
        span = self.span(words, within)
        found = [time for time in self.doc.times if time.span is not None and time.span.overlaps(span)]
        if not found:
            raise _Dropped("time_unresolved")
        return found[0]

    def head(self, kind: str, anchor: Span, *evidence: Span) -> dict[str, Any]:
        """The fields that all findings share; the id is that of no finding of the rules, so that nothing is overwritten."""
        by = By(self.reader, "second_reader", PROMPT)
        id = finding_id(f"{kind} by {self.reader}", anchor)
        return {"id": id, "document": self.doc.document.id, "evidence": (anchor, *evidence), "by": by, "certainty": "unconfirmed"}


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _statement(build: _Build, said: SaidStatement) -> Statement:
    if not said.content:
        raise _Dropped("not_in_schema")
    content = tuple(build.span(words) for words in said.content)
    source, cue = build.text.find(said.source.span, None), build.maybe(said.cue)
    if isinstance(source, str):
        raise _Dropped(source)
    around = build.doc.document.span(min(source.start, content[0].start), max(source.end, content[-1].end))
    ref, span = build.who(Who(said.source.span), around)
    time = build.time(said.time, around)
    return Statement(
        **build.head("statement", content[0], *content[1:]), source=Source(ref, span, said.source.kind), cue=(cue,) if cue else (), content=content,
        form=said.form, act=said.act, time=time,
    )  # fmt: skip


def _event(build: _Build, said: SaidEvent) -> Event:
    evidence = build.span(said.evidence)
    trigger = build.span(said.trigger, evidence)
    parts = tuple(Participant(ref, who.role, span) for who in said.participants for ref, span in (build.who(who, evidence),))
    return Event(**build.head("event", evidence), type=said.type, trigger=trigger, status=said.status, participants=parts, time=build.time(said.time, evidence))


def _proposal(build: _Build, said: SaidProposal) -> Proposal:
    name = build.span(said.name)
    terms = tuple(Term(term.kind, span.text, span, term.polarity) for term in said.terms for span in (build.span(term.span),))
    proposers = tuple(build.party(who, name) for who in said.proposers)
    return Proposal(**build.head("proposal", name), kind=said.kind, name=name.text, proposers=proposers, terms=terms)


def _stance(build: _Build, said: SaidStance) -> Stance:
    evidence = build.span(said.evidence)
    on = build.span(said.target.span, evidence)
    target = Target(said.target.kind, said.target.issue or on.text, on, said.target.issue, text=on.text)
    issues = (IssueTag(said.target.issue, on),) if said.target.issue else ()
    return Stance(
        **build.head("stance", evidence), issues=issues, holder=build.party(said.holder, evidence), target=target, value=said.value, level=said.level,
        time=build.time(said.time, evidence),
    )  # fmt: skip


def _condition(build: _Build, said: SaidCondition) -> Condition:
    evidence = build.span(said.evidence)
    first = build.span(said.antecedent, evidence)
    then = build.maybe(said.consequent, evidence)
    holder = build.party(said.holder, evidence) if said.holder else None
    return Condition(
        **build.head("condition", evidence), holder=holder, consequent=Consequent(then, text=then.text) if then else None,
        antecedent=Antecedent(first, text=first.text), relation=said.relation,
    )  # fmt: skip


def _figure(build: _Build, said: SaidFigure) -> Figure:
    span = build.span(said.span)
    if said.value not in [number.value for number in build.numbers.find(build.doc.document.text, span.start, span.end)]:
        raise _Dropped("not_in_text")
    of_what = build.maybe(said.of_what)
    claimant = build.party(said.claimant, span) if said.claimant else None
    value = int(said.value) if said.value == int(said.value) else said.value
    return Figure(
        **build.head("figure", span), value=value, bound=said.bound, unit=said.unit, span=span, of_what=of_what.text if of_what else None, claimant=claimant
    )


MAKERS: dict[str, Callable[[_Build, Any], AnyFinding]] = {
    "statements": _statement, "events": _event, "proposals": _proposal, "stances": _stance, "conditions": _condition, "figures": _figure,
}  # fmt: skip
