"""Events of several reports linked: the same kind of event, at a time that can be the same, with somebody in common."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from parley.model import ActorRef, AnyFinding, Event, Participant, Time

# What one report calls a meeting another calls a round of talks (the first row of the event types).
MEETINGS = frozenset(("meeting", "round_of_talks", "summit", "visit", "mediation_session", "call"))
# Types of event that are said.
SAID = frozenset(("demand", "appeal", "threat", "accusation", "condemnation", "praise", "endorsement", "proposal_made", "rejection", "other"))
_NOT_HELD = frozenset(("denied", "negated", "cancelled", "hypothetical"))


def family(type_: str) -> str:
    """Event types that may be one event under two names."""
    return "meeting" if type_ in MEETINGS and type_ not in ("call", "visit") else type_


def together(one: Time | None, other: Time | None) -> bool | None:
    """Whether two times overlap; None when one of them is unknown."""
    if one is None or other is None or not (one.start or one.end) or not (other.start or other.end):
        return None
    return (one.start or "")[:19] < (other.end or "~") and (other.start or "")[:19] < (one.end or "~")


def participants(event: Event) -> frozenset[str]:
    """Ids (else proper names) of those who took part or were to; what is only described ("1,000 prisoners", "drones") is nobody."""
    there = [part.actor for part in event.participants if part.role != "absent"]
    return frozenset(who.id or who.name for who in there if who.id or who.name[:1].isupper())


def apart(finding: AnyFinding, members: Mapping[str, tuple[ActorRef, ...]]) -> AnyFinding:
    """An event with its joint participants ("both sides") told apart, each once in one role; any other finding as it is."""
    if not isinstance(finding, Event) or not any(part.actor.id in members for part in finding.participants):
        return finding
    named = {part.actor.id for part in finding.participants}
    parts: list[Participant] = []
    for part in finding.participants:
        both = members.get(part.actor.id or "")
        if both is None:
            parts.append(part)
        else:
            parts += [Participant(ref, part.role, part.span) for ref in both if ref.id not in named]
            named |= {ref.id for ref in both}
    return msgspec.structs.replace(finding, participants=tuple(parts))


def same_event(one: Event, other: Event) -> bool:
    """Whether two findings can be one event: family, times that overlap (one may be unknown), somebody in common, no two different rounds."""
    if family(one.type) != family(other.type) or (one.round and other.round and one.round != other.round):
        return False
    here, there = participants(one), participants(other)
    if here and there and not here & there:
        return False
    overlap = together(one.time, other.time)
    if overlap is None and (_stage(one) != _stage(other) or one.type in SAID):
        # A plan and what happened are one event when their days say so; of what is said again and again, each time may be another.
        return False
    if overlap is None and one.place and other.place and one.place.name.lower() != other.place.name.lower():
        return False
    if overlap is None:
        # Without a time the same people or the same place must speak for it.
        return bool(here & there) or bool(one.place and other.place and one.place.name.lower() == other.place.name.lower())
    return overlap


def _stage(event: Event) -> str:
    """Whether an event is told as done, as to come, as not done, or as supposed."""
    if event.status in ("happened", "ongoing", "historical"):
        return "done"
    if event.status in ("planned", "proposed", "offered", "threatened", "postponed"):
        return "ahead"
    return "not" if event.status in _NOT_HELD - {"hypothetical"} else event.status


def linked(events: Iterable[Event]) -> list[list[Event]]:
    """Events of one story in groups that can be one event each, the most told first. An undated event joins a dated group, never two of them."""
    by_family: defaultdict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.id):
        by_family[family(event.type)].append(event)
    found: list[list[Event]] = []
    for family_ in sorted(by_family):
        found += _grouped(by_family[family_])
    return sorted(found, key=lambda group: (-len({event.document for event in group}), -len(group), group[0].id))


def _grouped(events: Sequence[Event]) -> list[list[Event]]:
    # The narrowest times first: a day decides what belongs to it before a month does.
    order = sorted(events, key=lambda event: (*_width(event.time), event.id))
    groups: list[list[Event]] = []
    for event in order:
        home = next((group for group in groups if all(same_event(event, other) for other in group)), None)
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    return [sorted(group, key=lambda event: event.id) for group in groups]


def _width(time: Time | None) -> tuple[int, str, str]:
    if time is None or not time.start:
        return (9, "", "")
    grains = ("second", "minute", "hour", "part_of_day", "day", "weekend", "week", "month")
    return (grains.index(time.grain) if time.grain in grains else 8, time.start, time.end or "")
