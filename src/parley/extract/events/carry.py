"""Participants that a sentence leaves to the one before: "the talks", "they agreed", "the deal was signed"."""

from collections import Counter

import msgspec

from parley.model import ActorRef, AnnotatedDocument, Event, Participant

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
ATTACKS = frozenset({"strike", "shelling", "attack", "violation"})
PRINCIPAL = ("state", "government", "armed_group")
SIDES = ("state", "government", "armed_group", "organisation", "group")


def completed(doc: AnnotatedDocument, events: list[Event]) -> list[Event]:
    """The events in which those who are left unnamed are the ones between whom the nearest earlier meeting or agreement was (else the nearest later one).

    A participant so carried over has no span. One named side is joined by the other only when it was one of the two; a mere "the leaders" stands for both.
    """
    parties = _parties(doc)
    sides = _Sides(doc)
    pairs = [(n, event.participants) for n, event in enumerate(events) if event.type in PAIRED and event.status in REAL and _resolved(event) > 1]
    made = []
    for n, event in enumerate(events):
        if event.type in CARRIED and _resolved(event) < 2:
            before = [p for at, p in pairs if at < n]
            near = before[-1:] or [p for _, p in pairs[:1]]
            for other in (*near, parties):
                if _resolved(event) < 2 and other:
                    event = msgspec.structs.replace(event, participants=_joined(event, other, sides))
        made.append(_by_the_other(doc, event, parties, sides))
    return _dated(made, sides)


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

    def all(self, participants: tuple[Participant, ...]) -> set[str]:
        """The sides of some participants and the participants themselves, by id; under their own words where they have none."""
        own = {p.actor.id or p.actor.name for p in participants if not _vague(p)}
        return own | {side for p in participants if (side := self.of(p.actor.id)) and not _vague(p)}


def _by_the_other(doc: AnnotatedDocument, event: Event, parties: tuple[Participant, ...], sides: _Sides) -> Event:
    """An attack or breach that one of the two sides of a report counts, and of which it names no author, with the other side as its author."""
    known = any(p.role == "actor" and p.actor.id for p in event.participants)
    if event.type not in ATTACKS or len(parties) != 2 or event.status not in ("happened", "ongoing") or known:
        return event
    told = next((s.source.actor.id for s in doc.statements if s.id == event.statement and s.source.actor is not None), None)
    if told is None:
        start, end = event.evidence[0].start, event.trigger.start
        told = next((m.actor for m in doc.mentions if start <= m.span.start and m.span.end <= end and m.actor and m.kind != "place"), None)
    by = sides.of(told)
    other = [p for p in parties if p.actor.id != by]
    if len(other) != 1 or other[0].actor.id in {sides.of(p.actor.id) for p in event.participants}:
        return event
    return msgspec.structs.replace(event, participants=(*event.participants, *other))


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


def _dated(events: list[Event], sides: _Sides) -> list[Event]:
    """A meeting or deal told again without a time has that of the one of the same people told nearest before it, else after it."""
    made = []
    for n, event in enumerate(events):
        kinds = SAME if event.type in SAME else DEALS if event.type in DEALS else frozenset()
        if kinds and event.time is None and event.status == "happened" and event.trigger.text.islower():
            mine = sides.all(event.participants)
            others = [*reversed(events[:n]), *events[n + 1 :]]
            told = next((o for o in others if o.type in kinds and o.time and o.status == "happened" and len(mine & sides.all(o.participants)) > 1), None)
            if told is not None:
                event = msgspec.structs.replace(event, time=told.time)
        made.append(event)
    return made


def _resolved(event: Event) -> int:
    return len({p.actor.id or p.actor.name for p in event.participants if not _vague(p)})


def _vague(participant: Participant) -> bool:
    return participant.actor.id is None and bool(JOINT & set(participant.actor.name.lower().split()[-1:]))


def _joined(event: Event, other: tuple[Participant, ...], sides: _Sides) -> tuple[Participant, ...]:
    mine, theirs = sides.all(event.participants), sides.all(other)
    if mine and not mine & theirs:
        return event.participants
    own = {p.actor.id or p.actor.name for p in event.participants}
    named = [p for p in other if p.actor.id or not p.actor.name[:1].isdigit()]  # "1,000 prisoners" are those who are exchanged, not a side
    carried = [msgspec.structs.replace(p, span=None) for p in named if (p.actor.id or p.actor.name) not in own and p.role not in ("absent", "observer")]
    return (*event.participants, *carried)
