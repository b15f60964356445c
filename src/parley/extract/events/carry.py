"""Participants that a sentence leaves to the one before: "the talks", "they agreed", "the deal was signed"."""

import msgspec

from parley.model import Event, Participant

PAIRED = frozenset({"meeting", "round_of_talks", "summit", "call", "talks_resumed", "agreement_reached", "agreement_signed", "prisoner_exchange"})
CARRIED = PAIRED | {
    "mediation_session", "talks_suspended", "agreement_in_force", "agreement_ratified", "agreement_initialled", "ceasefire_in_effect", "ceasefire_extended",
    "ceasefire_ended", "proposal_made", "counter_proposal", "document_handed_over", "remains_returned", "violation", "clash",
}  # fmt: skip
JOINT = frozenset({"side", "sides", "leader", "leaders", "delegation", "delegations", "party", "parties", "two", "both", "they", "officials", "negotiators", "team", "teams"})


def completed(events: list[Event]) -> list[Event]:
    """The events in which those who are left unnamed are the ones between whom the nearest earlier meeting or agreement was (else the nearest later one).

    A participant so carried over has no span. One named side is joined by the other only when it was one of the two; a mere "the leaders" stands for both.
    """
    pairs = [(n, event.participants) for n, event in enumerate(events) if event.type in PAIRED and _resolved(event) > 1]
    made = []
    for n, event in enumerate(events):
        if event.type in CARRIED and pairs and _resolved(event) < 2:
            before = [p for at, p in pairs if at < n]
            other = before[-1] if before else pairs[0][1]
            event = msgspec.structs.replace(event, participants=_joined(event, other))
        made.append(event)
    return made


def _resolved(event: Event) -> int:
    return len({p.actor.id or p.actor.name for p in event.participants if not _vague(p)})


def _vague(participant: Participant) -> bool:
    return participant.actor.id is None and bool(JOINT & set(participant.actor.name.lower().split()[-1:]))


def _joined(event: Event, other: tuple[Participant, ...]) -> tuple[Participant, ...]:
    mine = {p.actor.id or p.actor.name for p in event.participants if not _vague(p)}
    theirs = {p.actor.id or p.actor.name for p in other}
    if mine and not mine & theirs:
        return event.participants
    carried = [msgspec.structs.replace(p, span=None) for p in other if (p.actor.id or p.actor.name) not in mine and p.role not in ("absent", "observer")]
    return (*event.participants, *carried)
