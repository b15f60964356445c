"""What a report says of a meeting: format, level, ordinal, count, duration, outcome, what each side called it."""

import re
from typing import NamedTuple

from parley.extract.events.build import Context, own_clause
from parley.extract.events.clause import Clauses
from parley.extract.events.triggers import Candidate
from parley.model import ActorRef, Characterisation, Statement, Time
from parley.model.tree import dependents, subtree

FORMATS = ("video", "phone", "proximity", "shuttle", "back_channel", "trilateral", "multilateral", "technical", "summit", "bilateral_direct")
LEVELS = ("minister", "envoy", "military", "head", "delegation")


class Meeting(NamedTuple):
    """The fields of an event that only meetings have."""

    format: str | None = None
    level: str | None = None
    round: int | None = None
    counted: int | None = None
    duration: Time | None = None
    outcome: str | None = None
    process: str | None = None
    characterisations: tuple[Characterisation, ...] = ()


def meeting(clauses: Clauses, context: Context, candidate: Candidate, words: set[str], people: list[str]) -> Meeting:
    """The meeting's own fields; `words` are the lower-case words of its evidence, `people` the words that name its participants."""
    ordinal, counted = _ordinal(clauses, candidate)
    kind = candidate.frame.type.id
    return Meeting(
        _format(clauses, context, candidate, words),
        _level(clauses, people),
        ordinal,
        counted,
        _duration(clauses, context, candidate) if kind != "travel" else None,
        _outcome(clauses, words, candidate),
        None,
        _characterisations(clauses, context, candidate),
    )


def _format(clauses: Clauses, context: Context, candidate: Candidate, words: set[str]) -> str | None:
    cues = clauses.lexicon.meetings
    near = set(words) if candidate.token.pos == "VERB" else {clauses.sent.tokens[i].lower for i in subtree(clauses.sent, candidate.token.i, without=("relcl",))}
    kind = candidate.frame.type.id
    if kind == "call":
        return "video" if near & cues["video"] else "phone"
    if kind == "summit":
        return "summit"
    verb = candidate.token.pos == "VERB"
    at = own_clause(clauses, candidate.token) if verb else list(subtree(clauses.sent, candidate.token.i, without=("relcl",)))
    text = context.people.doc.text[clauses.sent.tokens[at[0]].start : clauses.sent.tokens[at[-1]].end].lower().replace("-", " ")
    for name in FORMATS:
        if near & cues[name] or any(re.search(rf"\b{cue.replace('-', ' ')}\b", text) for cue in cues[name] if "-" in cue):
            return name
    if {"letter", "letters"} & near and kind == "meeting":
        return "letter"
    return None


def _level(clauses: Clauses, people: list[str]) -> str | None:
    cues = clauses.lexicon.meetings
    named = {w for text in people for w in re.findall(r"[a-zé]+", text.lower())}
    named |= {w[:-1] for w in named if w.endswith("s")}
    for name in LEVELS:
        if named & cues[name]:
            return name
    return None


def _ordinal(clauses: Clauses, candidate: Candidate) -> tuple[int | None, int | None]:
    """("second round" → round 2, "fourth such visit" → count 4)."""
    sent = clauses.sent
    ordinals = clauses.lexicon.ordinals
    noun = candidate.token
    heads = [noun]
    above = sent.tokens[noun.head]
    if above.lower == "of" and sent.tokens[above.head].lemma == "round":
        heads.append(sent.tokens[above.head])
    for head in heads:
        for t in dependents(sent, head.i, "amod", "advmod", "nummod", "compound"):
            number = ordinals.index(t.lower) + 1 if t.lower in ordinals else None
            if number is None and (match := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", t.lower)):
                number = int(match[1])
            if number is not None:
                rounds = head.lemma == "round" or head.lower in ("talks", "negotiations", "session")
                such = any(s.lower == "such" for s in dependents(sent, head.i, "amod", "predet"))
                return (number, None) if rounds and not such else (None, number)
    return None, None


def _duration(clauses: Clauses, context: Context, candidate: Candidate) -> Time | None:
    sent = clauses.sent
    near = set(subtree(sent, candidate.token.i, without=("relcl",)))
    if candidate.verb is not None and (candidate.effect or candidate.verb.i == candidate.token.i):
        for t in dependents(sent, candidate.verb.i, "prep", "npadvmod", "dobj"):
            if t.lower == "for" or t.dep == "npadvmod" or candidate.verb.lemma == "last":
                near |= set(subtree(sent, t.i))
    starts = {sent.tokens[i].start for i in near}
    for time in context.times.get(sent.index, []):
        if time.span is not None and time.timex3 is not None and time.timex3.type == "DURATION" and any(time.span.start <= s < time.span.end for s in starts):
            return time
    return None


def _outcome(clauses: Clauses, words: set[str], candidate: Candidate) -> str | None:
    cues = clauses.lexicon.outcomes
    verb = candidate.verb
    if verb is None:
        return None
    lemma = verb.lemma
    objects = {t.lemma for t in clauses.objects(verb)}
    if lemma in ("produce", "yield", "reach", "result", "lead", "end", "conclude", "bring", "secure", "fail", "break", "collapse", "stall"):
        if words & cues["no_result"] or {"no"} & words or lemma in ("collapse", "stall", "fail"):
            return "no_result"
        if objects & cues["agreement"] or any(t.lemma in cues["agreement"] for n, t in clauses.prepositions(verb) if n in ("with", "in", "to")):
            return "agreement"
    return "walkout" if words & cues["walkout"] else None


def _characterisations(clauses: Clauses, context: Context, candidate: Candidate) -> tuple[Characterisation, ...]:
    """Words in quotation marks or after "as" with which a side describes the meeting ("called the talks “constructive”")."""
    verb = candidate.verb
    if (
        verb is None
        or verb.i == candidate.token.i
        or verb.lemma not in ("describe", "call", "characterise", "characterize", "hail", "term", "label", "dub", "be")
    ):
        return ()
    by: ActorRef | None = None
    for t in clauses.subjects(verb) if verb.lemma != "be" else ():
        for ref, _ in context.people.within(clauses, t):
            by = by or ref
    if verb.lemma == "be":
        stmt = _around(context, candidate)
        by = stmt.source.actor if stmt else None
    found = []
    for t in dependents(clauses.sent, verb.i, "oprd", "acomp", "prep", "attr"):
        if t.dep == "prep" and t.lower != "as":
            continue
        inner = t if t.dep != "prep" else next(dependents(clauses.sent, t.i, "amod", "pobj", "pcomp", "acomp"), None)
        if inner is None or inner.pos not in ("ADJ", "NOUN", "VERB"):
            continue
        at = [j for j in subtree(clauses.sent, inner.i, without=("relcl", "advcl", "ccomp", "prep")) if clauses.sent.tokens[j].pos not in ("PUNCT", "DET")]
        span = context.people.doc.span(clauses.sent.tokens[at[0]].start, clauses.sent.tokens[at[-1]].end)
        found.append(Characterisation(by, span.text, span))
    return tuple(found)


def _around(context: Context, candidate: Candidate) -> Statement | None:
    at = candidate.token.start
    inside = [s for s in context.statements if any(c.start <= at < c.end for c in s.content)]
    return min(inside, key=lambda s: min(c.end - c.start for c in s.content), default=None)
