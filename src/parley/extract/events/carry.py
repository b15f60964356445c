"""Participants that a sentence leaves to the one before: "the talks", "they agreed", "the deal was signed"."""

import re
from bisect import bisect_right
from collections import Counter

import msgspec

from parley.extract.events.build import DAYS
from parley.model import ActorRef, AnnotatedDocument, Event, Participant, Sentence

PAIRED = frozenset({"meeting", "round_of_talks", "summit", "call", "talks_resumed", "agreement_reached", "agreement_signed", "prisoner_exchange"})
CARRIED = PAIRED | {
    "mediation_session", "talks_suspended", "agreement_in_force", "agreement_ratified", "agreement_initialled", "ceasefire_in_effect", "ceasefire_extended",
    "ceasefire_ended", "proposal_made", "counter_proposal", "document_handed_over", "remains_returned", "violation", "clash", "demand",
}  # fmt: skip
JOINT = frozenset(
    {"side", "sides", "leader", "leaders", "delegation", "delegations", "party", "parties", "two", "both", "they", "officials", "negotiators", "team", "teams"}
)


SAME = frozenset({"meeting", "round_of_talks", "summit", "call", "visit"})
REAL = frozenset({"happened", "ongoing", "planned", "historical", "conditional"})
DEALS = frozenset({"agreement_reached", "agreement_signed"})
HELP = frozenset({"aid", "aid_suspended", "arms_supply", "arms_supply_suspended", "intelligence_sharing", "intelligence_sharing_suspended"})
TALKS_AHEAD = re.compile(r"\b(?:for|ahead of|before) (?:[\w-]+ ){0,3}(?:talks|negotiations|meeting)\b")  # whom it brought was there when they met
REACH = 4  # sentences before one that points to talks, in which these are told
NEWS = frozenset({"agreement_reached", "ceasefire_declared", "proposal_made", "counter_proposal", "demand", "ultimatum", "ceasefire_extended"})
AFTER_THEM = re.compile(
    r"\W*(?:after|following|during|in|at) the (?:phone |telephone |video )?(?:call|talks|meeting|conversation|summit|round|session|negotiations|discussions)\b",
    re.I,
)
READOUT = re.compile(r"\breadouts?\b", re.I)
AGAIN = frozenset({"appeal", "ceasefire_declared", "proposal_made", "ultimatum", "demand", "condemnation"})
ATTACKS = frozenset({"strike", "shelling", "attack", "violation"})
TO_ANOTHER = ATTACKS | {"proposal_made", "counter_proposal", "document_handed_over", "demand"}
PRINCIPAL = ("state", "government", "armed_group")
THIRD = ("mediator", "host", "observer", "absent")
BOTH = frozenset({"both", "each", "two", "sides", "parties"})
SIDES = ("state", "government", "armed_group", "organisation", "group")


def completed(doc: AnnotatedDocument, events: list[Event]) -> list[Event]:
    """The events in which those who are left unnamed are the ones between whom the nearest earlier meeting or agreement was (else the nearest later one).

    A participant so carried over has no span. One named side is joined by the other only when it was one of the two; a mere "the leaders" stands for both.
    """
    parties = _parties(doc)
    sides = _Sides(doc)
    met = [(n, e) for n, e in enumerate(events) if e.type in PAIRED and e.status in REAL and not e.trigger.text.lower().startswith("brief")]
    pairs = [(n, e.participants) for n, e in met if _resolved(e, sides) > 1]  # who is briefed is of the same side
    made: list[Event] = []
    for n, event in enumerate(events):
        if (event.type in CARRIED or _jointly(event)) and _resolved(event, sides) < 2:
            before = [p for at, p in pairs if at < n]
            near = before[-1:] or [p for _, p in pairs[:1]]
            for other in (*near, parties):
                if _resolved(event, sides) < 2 and other:
                    event = msgspec.structs.replace(event, participants=_joined(event, other, sides))
        event = _by_the_other(doc, event, parties, sides)
        event = _by_the_same(doc, event, made, sides)
        made.append(_to_the_other(event, made, parties, sides))
    return _dated(doc, made, sides)


class _Sides:
    """The state, group or body that an actor belongs to, as far as the document shows it."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self._by_key = {a.key: a for a in doc.actors}
        self._by_id = {a.id: a for a in doc.actors}

    def of(self, ref: str | None) -> str | None:
        """The id of the outermost actor that the actor with this id belongs to, itself when it belongs to none."""
        actor = self._by_id.get(ref or "")
        for _ in range(4):
            if actor is None or actor.of is None or actor.of not in self._by_key or self._by_key[actor.of] is actor:
                break
            actor = self._by_key[actor.of]
        return actor.id if actor is not None else ref

    def joint(self, ref: str | None) -> bool:
        """Whether the actor with this id is several together."""
        actor = self._by_id.get(ref or "")
        return actor is not None and bool(actor.members)

    def one(self, ref: str | None) -> str | None:
        """The id of a person, else that of the side that the actor belongs to."""
        actor = self._by_id.get(ref or "")
        return ref if actor is not None and actor.kind == "person" else self.of(ref)

    def all(self, participants: tuple[Participant, ...]) -> set[str]:
        """The sides of some participants and the participants themselves, by id; under their own words where they have none."""
        own = {p.actor.id or p.actor.name for p in participants if not _vague(p)}
        return own | {side for p in participants if (side := self.of(p.actor.id)) and not _vague(p)}


def _by_the_other(doc: AnnotatedDocument, event: Event, parties: tuple[Participant, ...], sides: _Sides) -> Event:
    """An attack or breach that one of the two sides of a report counts, and of which it names no author, with the other side as its author."""
    known = any(p.role == "actor" and p.actor.id for p in event.participants)
    if event.type not in ATTACKS or len(parties) != 2 or event.status not in ("happened", "ongoing") or known:
        return event
    told = _source(doc, event)
    if told is None:
        start, end = event.evidence[0].start, event.trigger.start
        told = next((m.actor for m in doc.mentions if start <= m.span.start and m.span.end <= end and m.actor and m.kind != "place"), None)
    by = sides.of(told)
    other = [p for p in parties if p.actor.id != by]
    if len(other) != 1 or other[0].actor.id in {sides.of(p.actor.id) for p in event.participants}:
        return event
    return msgspec.structs.replace(event, participants=(*event.participants, *other))


def _source(doc: AnnotatedDocument, event: Event) -> str | None:
    return next((s.source.actor.id for s in doc.statements if s.id == event.statement and s.source.actor is not None), None)


def _by_the_same(doc: AnnotatedDocument, event: Event, before: list[Event], sides: _Sides) -> Event:
    """An attack that somebody counts without naming an author, as the act of those to whom he has just put another one.

    "Renn said Velta had kept fighting. There were 26 assaults, she said": both are Velta's.
    """
    if event.type not in ATTACKS or any(p.role == "actor" for p in event.participants) or (told := _source(doc, event)) is None:
        return event
    others = [e for e in before if e.type in ATTACKS and _source(doc, e) == told and any(p.role == "actor" and p.actor.id for p in e.participants)]
    authors = tuple(msgspec.structs.replace(p, span=None) for p in others[-1].participants if p.role == "actor" and p.actor.id) if others else ()
    mine = sides.all(event.participants) | {told, sides.of(told) or told}
    if not authors or sides.all(authors) & mine:
        return event
    return msgspec.structs.replace(event, participants=(*event.participants, *authors))


def _to_the_other(event: Event, before: list[Event], parties: tuple[Participant, ...], sides: _Sides) -> Event:
    """Help, and the end of it, of which it is not said to whom it goes, as going to whom the giver helped just before, else to the one he dealt with."""
    actors = {side for p in event.participants if p.role == "actor" and p.actor.id for side in (sides.of(p.actor.id),) if side}
    if event.type not in HELP or not actors or any(p.role != "actor" for p in event.participants):
        return event
    for other in (*reversed(before), None):
        if other is not None and (other.type not in HELP | PAIRED or not actors <= sides.all(other.participants)):
            continue
        pool = parties if other is None else other.participants
        named = [p for p in pool if p.actor.id and p.role not in THIRD and not sides.joint(p.actor.id) and sides.of(p.actor.id) not in actors]
        theirs = {sides.of(p.actor.id) for p in named}
        if len(theirs) == 1 and (other is not None or any(p.actor.id in actors for p in pool)):
            return msgspec.structs.replace(event, participants=(*event.participants, msgspec.structs.replace(named[0], role="recipient", span=None)))
        if other is not None and theirs:
            return event
    return event


def _parties(doc: AnnotatedDocument) -> tuple[Participant, ...]:
    """The two sides of a report, where two and only two stand out: states, armed groups and bodies by the mentions of them and of their people.

    A third must be named less than half as often as the second; else nobody is supposed to be meant.
    """
    sides = _Sides(doc)
    by_id = {a.id: a for a in doc.actors}
    counts: Counter[str] = Counter()
    for mention in doc.mentions:
        actor = by_id.get(sides.of(mention.actor) or "")
        if actor is not None and actor.kind in SIDES and mention.kind != "place" and not actor.members:
            counts[actor.id] += 1
    if sum(by_id[i].kind in PRINCIPAL for i in counts) > 1:  # beside two states or armed sides, bodies are third parties
        counts = Counter({i: n for i, n in counts.items() if by_id[i].kind in PRINCIPAL})
    ranked = sorted(counts.items(), key=lambda x: (-x[1], by_id[x[0]].key))
    if len(ranked) < 2 or len(ranked) > 2 and (ranked[1][1] < 2 or 2 * ranked[2][1] > ranked[1][1]):
        return ()
    return tuple(Participant(ActorRef(i, by_id[i].name), "actor", None) for i, _ in ranked[:2])


def _dated(doc: AnnotatedDocument, events: list[Event], sides: _Sides) -> list[Event]:
    """A meeting, a deal or an act told again without a time has that of the one of the same people told nearest before it, else after it."""
    starts = [sent.start for sent in doc.sentences]
    at = [bisect_right(starts, e.trigger.start) for e in events]
    made: list[Event] = []
    for n, event in enumerate(events):
        if event.time is None and event.status == "happened" and event.trigger.text.islower():
            others = [*reversed(made), *events[n + 1 :]]
            near = [*reversed([e for i, e in enumerate(made) if at[n] - at[i] <= 1]), *(e for i, e in enumerate(events) if i > n and at[i] - at[n] <= 1)]
            told = next((o for o in others if _same(event, o, sides)), None) or next((o for o in near if _outcome(event, o, sides)), None)
            told = told or _of_the_call(doc, event, [e for i, e in enumerate(made) if 0 < at[n] - at[i] <= REACH], doc.sentences[max(0, at[n] - 1)])
            if told is not None:
                event = msgspec.structs.replace(event, time=told.time)
        made.append(event)
    return made


def _same(event: Event, other: Event, sides: _Sides) -> bool:
    """Whether another event that has a time is this one told again."""
    kinds = SAME if event.type in SAME else DEALS if event.type in DEALS else {event.type} & AGAIN
    if other.type not in kinds or other.time is None or other.status != "happened":
        return False
    mine, theirs = sides.all(event.participants), sides.all(other.participants)
    if event.type in ("ceasefire_declared", "proposal_made"):
        return _by(event) == _by(other) != set()
    arrival = "visit" in (event.type, other.type) and any(TALKS_AHEAD.search(e.evidence[0].text) for e in (event, other) if e.type == "visit")
    return len(mine & theirs) > 1 or event.type == other.type == "visit" and not mine or arrival and bool(mine & theirs)


def _of_the_call(doc: AnnotatedDocument, event: Event, before: list[Event], sent: Sentence) -> Event | None:
    """The talks, or what was agreed at them, of which a sentence tells the rest ("After the call Norra said it had ordered a halt", "the readout said").

    That was news of those talks, whose day is known: the nearest told before with a day.
    """
    words = doc.document.text[sent.start : sent.end]
    if event.type not in NEWS or not (AFTER_THEM.match(words) or READOUT.search(words)):
        return None
    return next((e for e in reversed(before) if e.type in SAME | DEALS and e.status == "happened" and e.time is not None and e.time.grain in DAYS), None)


def _outcome(event: Event, other: Event, sides: _Sides) -> bool:
    """Whether one is what the other led to: talks and the deal of the same people that is told beside them."""
    pair = {event.type, other.type}
    if not (pair & SAME and pair & DEALS) or other.time is None or other.status != "happened" or other.time.grain not in DAYS:
        return False
    return len(sides.all(event.participants) & sides.all(other.participants)) > 1


def _by(event: Event) -> set[str]:
    return {p.actor.id for p in event.participants if p.role == "actor" and p.actor.id}


def _resolved(event: Event, sides: "_Sides") -> int:
    """How many take part who are named, third parties apart: of one side several bodies are one, several persons several."""
    apart = [p for p in event.participants if p.role not in THIRD and not _vague(p)]
    known = [p.span for p in apart if p.actor.id and p.span]
    apart = [p for p in apart if p.actor.id or p.span is None or not any(p.span.covers(s) for s in known)]  # "a Norran envoy" is who Norra sent
    return len({sides.one(p.actor.id) or p.actor.name for p in apart})


def _jointly(event: Event) -> bool:
    """Whether "both", "the two sides", "the parties" do it."""
    return any(_vague(p) and p.role == "actor" and bool(BOTH & set(p.actor.name.lower().split())) for p in event.participants)


def _vague(participant: Participant) -> bool:
    return participant.actor.id is None and bool(JOINT & set(participant.actor.name.lower().split()[-1:]))


def _joined(event: Event, other: tuple[Participant, ...], sides: _Sides) -> tuple[Participant, ...]:
    mine, theirs = sides.all(tuple(p for p in event.participants if p.role not in THIRD)), sides.all(other)
    if mine and not mine & theirs:
        return event.participants
    own = {p.actor.id or p.actor.name for p in event.participants}
    named = [p for p in other if p.actor.id or not p.actor.name[:1].isdigit()]  # "1,000 prisoners" are those who are exchanged, not a side
    aimed = event.type in TO_ANOTHER and any(p.role == "actor" for p in event.participants)  # one of the two does it, the other is whom it is done to
    carried = [
        msgspec.structs.replace(p, span=None, role="recipient" if aimed else p.role)
        for p in named
        if (p.actor.id or p.actor.name) not in own and p.role not in ("absent", "observer")
    ]
    return (*event.participants, *carried)
