"""What became of conditions, as later reports tell it.

*rejected*: the one who must act refuses (a refused condition of `blocked`). *met*: a report says in its own voice that the one who must act did it.
*claimed_met*: that one says so, or a confidant of it, and no report does. *waived*: the holder drops it or no longer insists on it. *expired*: its day
is over and no report said that it was met. The latest told counts; met outweighs what was said before. What rests on words alone is a candidate.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from parley.model import Actor, ActorRef, Blocked, ConditionState, Event, Span, Stance, Statement, digest
from parley.record.across.blocked import ABOUT, CERTAIN, Node, Refusal, bag_of, name_of
from parley.record.across.corpus import Corpus
from parley.record.across.positions import party_of
from parley.record.likeness.bags import ByWord, shared
from parley.record.likeness.lexicon import lexicon
from parley.record.likeness.words import forms_of

_DONE = frozenset(("happened", "ongoing"))
State = Literal["met", "claimed_met", "waived", "rejected", "expired"]
# Which of two told on one day counts.
_RANK = {"expired": 0, "rejected": 1, "claimed_met": 2, "waived": 3, "met": 4}


class Done(msgspec.Struct, frozen=True, tag="done"):
    """An act that a report tells, with its words. day: of the report. own: whether the report says so in its own voice. kind: by the codebook."""

    id: str
    document: str
    day: str
    words: frozenset[str]
    kind: str
    own: bool
    evidence: tuple[Span, ...]


class GivenUp(msgspec.Struct, frozen=True, tag="given_up"):
    """Somebody's stance or statement by which something is given up, with the words for it. conditions: whether it is called a condition."""

    id: str
    document: str
    day: str
    words: frozenset[str]
    conditions: bool
    evidence: tuple[Span, ...]


Told = tuple[str, State, "Done | GivenUp | Refusal | None", bool]
"""Day, state, what tells it, and whether it rests on words alone."""


def done(corpus: Corpus, actors: Sequence[Actor], spun: Collection[str]) -> Iterator[tuple[str, Done]]:
    """What reports tell that somebody did, by whose act it is. `spun`: reports that are garbled copies."""
    acts = party_of(actors, groups=True)
    for event in corpus.findings.values():
        if isinstance(event, Event) and event.status in _DONE and event.certainty not in ("alleged", "unconfirmed") and event.document not in spun:
            who = _named(acts, (part.actor for part in event.participants if part.role == "actor"))
            if who:
                words = bag_of(" ".join(span.text for span in event.evidence), event.document, corpus)
                made = Done(event.id, event.document, corpus.day(event.document), words, event.type, event.statement is None, event.evidence)
                yield from ((one, made) for one in who)


def given_up(corpus: Corpus, actors: Sequence[Actor], spun: Collection[str]) -> Iterator[tuple[str, GivenUp]]:
    """What reports tell that somebody gives up, by whose word it is. `spun`: reports that are garbled copies."""
    acts = party_of(actors, groups=True)
    for finding in corpus.findings.values():
        if isinstance(finding, Stance):
            refs = [ActorRef(finding.holder.id, finding.holder.name)]
        elif isinstance(finding, Statement) and finding.source.actor is not None:
            refs = [finding.source.actor]
        else:
            continue
        if finding.document not in spun and (words := _given_up(finding, corpus)):
            conditions = lexicon(corpus.documents[finding.document].language).conditions
            made = GivenUp(finding.id, finding.document, corpus.day(finding.document), words, bool(words & conditions), finding.evidence)
            yield from ((one, made) for one in _named(acts, refs))


def _named(acts: Mapping[str, tuple[ActorRef, ...]], refs: Iterable[ActorRef]) -> list[str]:
    return sorted({name_of(above) for ref in refs for above in acts.get(ref.id or "", (ref,))})


def states(
    nodes: Iterable[Node], acts: Iterable[Done], waived: Mapping[str, Sequence[GivenUp]], refusals: Mapping[str, Refusal], blocked: Iterable[Blocked], last: str
) -> list[ConditionState]:
    """The conditions whose state later reports tell, by the condition's id: of those that wait for one actor, with its acts.

    waived: holder → what it gives up. refusals: by id. last: the day of the negotiation's last report.
    """
    by_word = ByWord[Done]()
    for act in acts:
        by_word.add(act, act.words)
    refused = {id: made for made in blocked for id in made.conditions}
    made = (_state(node, _told_of(node, by_word, waived), refused.get(node.condition.id), refusals, last) for node in nodes)
    return sorted((one for one in made if one is not None), key=lambda one: one.condition)


def expires(node: Node) -> str | None:
    """The day after which a condition that has a deadline is over, when no report tells that it was met."""
    condition = node.condition
    due = condition.time.end if condition.relation == "deadline" and condition.time else None
    return due[:10] if due else None


def _given_up(finding: Stance | Statement, corpus: Corpus) -> frozenset[str]:
    """The words for what is given up, by a word for that; none when nothing is."""
    words_ = lexicon(corpus.documents[finding.document].language)
    low = " " + " ".join(word for span in finding.evidence for word in forms_of(span.text)) + " "
    given_up = next((low.partition(f" {phrase} ")[2] for phrase in words_.waives if f" {phrase} " in low), "")
    return frozenset(words_.bag(given_up))


def _told_of(node: Node, acts: ByWord[Done], waived: Mapping[str, Sequence[GivenUp]]) -> list[Told]:
    """What later reports tell of a condition."""
    called = _called(node)
    wants = node.wants - called
    found: list[Told] = []
    for act in acts.near(wants) if node.must is not None else ():
        if _later(act, node) and (state := _met(act, node, wants, called)):
            found.append((act.day, state, act, not (node.condition.antecedent.act == act.kind and act.own)))
    own = (one for one in waived.get(name_of(node.holder), ()) if _later(one, node))
    return found + [(one.day, "waived", one, True) for one in own if _waives(one, wants)]


def _state(node: Node, told: Sequence[Told], made: Blocked | None, refusals: Mapping[str, Refusal], last: str) -> ConditionState | None:
    found: list[Told] = []
    if made is not None:
        day = max((refusals[id].day for id in made.refusals), default="")
        found.append((day, "rejected", refusals[min(made.refusals)] if made.refusals else None, not made.proven))
    found += told
    due = expires(node)
    if due and last > due and not any(state in ("met", "claimed_met") for _, state, _, _ in found):
        found.append((due, "expired", None, False))
    if not found:
        return None
    found = [one for one in found if one[1] == "met"] or found
    _, state, by, candidate = max(found, key=lambda one: (one[0][:10], _RANK[one[1]], one[2].id if one[2] else ""))
    condition = node.condition
    evidence = (*condition.evidence, *(by.evidence if by else ()))
    return ConditionState(
        id=digest("state", condition.id), condition=condition.id, state=state, told=by.id if by else None, candidate=candidate,
        day=None if not by or by.day == "~" else by.day[:10], evidence=tuple(dict.fromkeys(evidence)),
    )  # fmt: skip


def _later(one: Done | GivenUp, node: Node) -> bool:
    """Whether something is of a report of a later day, or of the same day and another report: the clause of the condition itself tells no state."""
    if one.day == "~" or node.day == "~" or one.document == node.condition.document:
        return False
    return one.day[:10] >= node.day[:10]


def _met(act: Done, node: Node, wants: frozenset[str], called: frozenset[str]) -> State | None:
    """Whether an act is what the antecedent asks for: the same act by codebook or nearly all of its words."""
    share = shared(wants, act.words - called)
    asked = node.condition.antecedent.act
    if not (share >= CERTAIN and min(len(node.wants), len(act.words)) > 1) and not (asked is not None and asked == act.kind and share >= ABOUT):
        return None
    return "met" if act.own else "claimed_met"


def _called(node: Node) -> frozenset[str]:
    """The words of the name of the one who must act: that it is he is known, and tells nothing of the act."""
    actor = node.condition.antecedent.actor
    return frozenset(lexicon(None).bag(actor.name)) if actor else frozenset()


def _waives(one: GivenUp, wants: frozenset[str]) -> bool:
    """Whether the holder gives the condition up: by words for it, about what the condition asks or about "the condition"."""
    return bool(wants & one.words) and (shared(wants, one.words) >= ABOUT or one.conditions)
