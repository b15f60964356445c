"""What became of conditions, as later reports tell it.

*rejected*: the one who must act refuses (a refused condition of `blocked`). *met*: a report says in its own voice that the one who must act did it.
*claimed_met*: that one says so, or a confidant of it, and no report does. *waived*: the holder drops it or no longer insists on it. *expired*: its day
is over and no report said that it was met. The latest told counts; met outweighs what was said before. What rests on words alone is a candidate.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from parley.model import Actor, ActorRef, AnyFinding, Blocked, Condition, ConditionState, Copy, Event, Stance, Statement, digest
from parley.record.across.blocked import ABOUT, CERTAIN, Node, bag_of, name_of, node_of
from parley.record.across.corpus import Corpus
from parley.record.across.positions import party_of
from parley.record.likeness.bags import ByWord, shared
from parley.record.likeness.lexicon import lexicon
from parley.record.likeness.words import forms_of

_DONE = frozenset(("happened", "ongoing"))
State = Literal["met", "claimed_met", "waived", "rejected", "expired"]
# Which of two told on one day counts.
_RANK = {"expired": 0, "rejected": 1, "claimed_met": 2, "waived": 3, "met": 4}


class Told(msgspec.Struct, frozen=True):
    """A finding that may change the state of a condition: whose act or word it is, its words, and the day of its report.

    given_up: the words for what it gives up, by a word for that; None when it gives up nothing.
    """

    finding: Event | Stance | Statement
    who: frozenset[str]
    words: frozenset[str]
    given_up: frozenset[str] | None
    day: str
    negotiation: str | None


def states(corpus: Corpus, actors: Sequence[Actor], copies: Iterable[Copy], blocked: Iterable[Blocked]) -> list[ConditionState]:
    """The conditions whose state later reports tell, by the condition's id."""
    parties, acts = party_of(actors), party_of(actors, groups=True)
    spun = {copy.document for copy in copies if copy.kind == "garbled"}
    findings = [corpus.findings[id] for id in sorted(corpus.findings) if corpus.findings[id].document not in spun]
    conditions = [finding for finding in findings if isinstance(finding, Condition)]
    nodes = {one.id: node_of(one, parties, acts, corpus) for one in conditions if one.holder}
    awaited = {node.must for node in nodes.values() if node.must is not None}
    holders = {name_of(node.holder) for node in nodes.values()}
    done: defaultdict[str, ByWord[Told]] = defaultdict(ByWord)
    waived: defaultdict[str, list[Told]] = defaultdict(list)
    for finding in findings:
        if isinstance(finding, Event | Stance | Statement):
            one = _told(finding, awaited if isinstance(finding, Event) else holders, acts, corpus)
            if one is None:
                continue
            for who in one.who:
                if isinstance(one.finding, Event):
                    done[who].add(one, one.words)
                elif one.given_up:
                    waived[who].append(one)
    refused = {id: made for made in blocked if made.kind == "refused" for id in made.conditions}
    last = max((day for id in corpus.documents if (day := corpus.day(id)) != "~"), default="")[:10]
    found = []
    for condition in conditions:
        node = nodes.get(condition.id)
        told = _told_of(condition, node, done, waived, corpus) if node is not None else []
        made = _state(condition, told, refused.get(condition.id), last, corpus)
        if made is not None:
            found.append(made)
    return sorted(found, key=lambda made: made.condition)


def _told(finding: Event | Stance | Statement, of: Collection[str], acts: Mapping[str, tuple[ActorRef, ...]], corpus: Corpus) -> Told | None:
    """A finding as what it tells of the conditions of some; `of`: whose acts or words count, by id or name."""
    refs: list[ActorRef] = []
    if isinstance(finding, Event):
        refs = [part.actor for part in finding.participants if part.role == "actor"] if finding.status in _DONE else []
    elif isinstance(finding, Stance):
        refs = [ActorRef(finding.holder.id, finding.holder.name)]
    elif finding.source.actor is not None:
        refs = [finding.source.actor]
    who = frozenset(name_of(above) for ref in refs for above in acts.get(ref.id or "", (ref,)))
    if who.isdisjoint(of):
        return None
    text = " ".join(span.text for span in finding.evidence)
    talks, event = corpus.documents[finding.document].negotiation, isinstance(finding, Event)
    bag = bag_of(text, finding.document, corpus) if event else frozenset()
    return Told(finding, who, bag, None if event else _given_up(finding, corpus), corpus.day(finding.document), talks)


def _given_up(finding: Event | Stance | Statement, corpus: Corpus) -> frozenset[str] | None:
    words_ = lexicon(corpus.documents[finding.document].language)
    low = " " + " ".join(word for span in finding.evidence for word in forms_of(span.text)) + " "
    given_up = next((low.partition(f" {phrase} ")[2] for phrase in words_.waives if f" {phrase} " in low), "")
    return frozenset(words_.bag(given_up)) if given_up else None


def _told_of(
    condition: Condition, node: Node, done: Mapping[str, ByWord[Told]], waived: Mapping[str, Sequence[Told]], corpus: Corpus
) -> list[tuple[str, State, AnyFinding | None, bool]]:
    """What later reports tell of a condition: day, state, finding, and whether it rests on words alone."""
    since, called = corpus.day(condition.document), _called(node)
    wants = node.wants - called
    near = done[node.must].near(wants) if node.must is not None and node.must in done else []
    found: list[tuple[str, State, AnyFinding | None, bool]] = []
    for one in near:
        if _later(one, since, condition) and (state := _met(one, node, wants, called)):
            found.append((one.day, state, one.finding, _unsure(one, node)))
    own = (one for one in waived.get(name_of(node.holder), ()) if _later(one, since, condition))
    return found + [(one.day, "waived", one.finding, True) for one in own if _waives(one, node, wants, corpus)]


def _state(
    condition: Condition, told: Iterable[tuple[str, State, AnyFinding | None, bool]], refused: Blocked | None, last: str, corpus: Corpus
) -> ConditionState | None:
    found: list[tuple[str, State, AnyFinding | None, bool]] = []
    if refused is not None:
        day = max((corpus.day(corpus.findings[id].document) for id in refused.refusals), default="")
        first = corpus.findings[min(refused.refusals)] if refused.refusals else None
        found.append((day, "rejected", first, not refused.proven))
    found += told
    due = condition.time.end if condition.relation == "deadline" and condition.time else None
    if due and last > due[:10] and not any(state in ("met", "claimed_met") for _, state, _, _ in found):
        found.append((due[:10], "expired", None, False))
    if not found:
        return None
    found = [one for one in found if one[1] == "met"] or found
    _, state, by, candidate = max(found, key=lambda one: (one[0][:10], _RANK[one[1]], one[2].id if one[2] else ""))
    evidence = (*condition.evidence, *(by.evidence if by else ()))
    return ConditionState(
        id=digest("state", condition.id), condition=condition.id, state=state, told=by.id if by else None, candidate=candidate,
        day=None if not by or corpus.day(by.document) == "~" else corpus.day(by.document)[:10], evidence=tuple(dict.fromkeys(evidence)),
    )  # fmt: skip


def _later(one: Told, since: str, condition: Condition) -> bool:
    """Whether a finding is of a report of a later day, or of the same day and another report: the clause of the condition itself tells no state."""
    if one.day == "~" or since == "~" or one.finding.document == condition.document:
        return False
    return one.day[:10] >= since[:10]


def _met(one: Told, node: Node, wants: frozenset[str], called: frozenset[str]) -> State | None:
    """Whether an event is what the antecedent asks for: the same act by codebook or nearly all of its words."""
    event = one.finding
    if not isinstance(event, Event) or one.negotiation != node.negotiation or event.certainty in ("alleged", "unconfirmed"):
        return None
    share = shared(wants, one.words - called)
    act = node.condition.antecedent.act
    if not (share >= CERTAIN and min(len(node.wants), len(one.words)) > 1) and not (act is not None and act == event.type and share >= ABOUT):
        return None
    return "met" if event.statement is None else "claimed_met"


def _called(node: Node) -> frozenset[str]:
    """The words of the name of the one who must act: that it is he is known, and tells nothing of the act."""
    actor = node.condition.antecedent.actor
    return frozenset(lexicon(None).bag(actor.name)) if actor else frozenset()


def _unsure(one: Told, node: Node) -> bool:
    event = one.finding
    return not (isinstance(event, Event) and node.condition.antecedent.act == event.type and event.statement is None)


def _waives(one: Told, node: Node, wants: frozenset[str], corpus: Corpus) -> bool:
    """Whether the holder gives the condition up: by words for it, about what the condition asks or about "the condition"."""
    what = one.given_up or frozenset()
    conditions = lexicon(corpus.documents[one.finding.document].language).conditions
    return one.negotiation == node.negotiation and bool(wants & what) and (shared(wants, what) >= ABOUT or bool(what & conditions))
