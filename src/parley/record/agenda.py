"""The agenda: what was planned, and what became of it.

Plans of one event told by several reports are one item, dated by the narrowest time. It was *held* when a report of its day or later says that such
an event happened with somebody of it; it *moved* or *fell through* when a later report says so; it is *open* while no report of a day after it has been
read, and *unknown* after. The clock plays no part: the last day is that of the last report.
"""

import bisect
import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from parley.model import ActorRef, AgendaItem, Copy, Event, Time, digest
from parley.record.corpus import Corpus
from parley.record.events import family, participants, together

Outcome = Literal["held", "moved", "fell_through", "open", "unknown"]
PLANNED = frozenset(("planned", "proposed", "offered"))
HELD = frozenset(("happened", "ongoing"))
FELL = frozenset(("cancelled", "negated", "denied"))
# A plan without a known day is met by an event of its kind reported within so many days after it.
PATIENCE = 21
# That a dated plan moved or fell through is told before its day or up to so many days after.
AFTER = 7
# A report so many days after a plan's day does not tell what became of it.
REMEMBERED = 60
Told = tuple[str, Event]
# Event types that are said, not held: a threat cannot take place.
_SAID = frozenset(("demand", "appeal", "threat", "accusation", "condemnation", "praise", "endorsement", "other", "travel", "proposal_made"))


def agenda(corpus: Corpus, copies: Iterable[Copy]) -> list[AgendaItem]:
    """The items, by start (unknown last) and id."""
    spun = {copy.document for copy in copies if copy.kind == "garbled"}
    events = [one for id in sorted(corpus.findings) if isinstance(one := corpus.findings[id], Event) and one.document not in spun]
    by_family: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        by_family[(corpus.documents[event.document].negotiation or "", family(event.type))].append(event)
    days = [day for id in corpus.documents if (day := corpus.day(id)) != "~"]
    last = max(days)[:10] if days else ""
    items = []
    for (_, kind), some in sorted(by_family.items()):
        if kind not in _SAID:
            plans = [event for event in some if event.status == "planned" or (event.status in PLANNED and _dated(event))]
            told = sorted(((corpus.day(event.document), event) for event in some), key=lambda pair: (pair[0], pair[1].id))
            items += [_item(group, told, corpus, last) for group in _plans(plans)]
    return sorted(items, key=lambda item: (item.time.start if item.time and item.time.start else "~", item.id))


def _plans(plans: Sequence[Event]) -> list[list[Event]]:
    """Plans in groups that are one plan each: times that overlap and somebody in common; an undated plan stays with equally undated ones."""
    groups: list[list[Event]] = []
    for event in sorted(plans, key=lambda event: (event.time is None or not event.time.start, _width(event.time), event.id)):
        home = next((group for group in groups if all(_one_plan(event, other) for other in group)), None)
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    return groups


def _one_plan(one: Event, other: Event) -> bool:
    here, there = participants(one), participants(other)
    if one.type != other.type and family(one.type) != "meeting":
        return False
    overlap = together(one.time, other.time)
    if overlap is False or (overlap is None and _dated(one) != _dated(other)):
        return False
    return bool(here & there) or (overlap is True and (not here or not there))


def _dated(event: Event) -> bool:
    return event.time is not None and bool(event.time.start)


def _width(time: Time | None) -> tuple[int, str]:
    return (len(time.start or "") and -len(time.edtf or ""), time.start or "") if time else (1, "")


def _item(group: list[Event], events: Sequence[Told], corpus: Corpus, last: str) -> AgendaItem:
    first = min(group, key=lambda event: (not _dated(event), corpus.day(event.document), event.id))
    became, outcome = _became(group, events, corpus, last)
    who: dict[str, ActorRef] = {part.actor.id or part.actor.name: part.actor for event in group for part in event.participants if part.role != "absent"}
    evidence = [span for event in sorted(group, key=lambda event: (corpus.day(event.document), event.id)) for span in event.evidence]
    return AgendaItem(
        id=digest("agenda", first.id),
        event=first.id,
        type=first.type,
        what=" ".join(first.evidence[0].text.split()),
        time=first.time,
        participants=tuple(sorted(who.values(), key=lambda ref: (ref.name, ref.id or ""))),
        became=became,
        outcome_event=outcome.id if outcome else None,
        evidence=tuple(dict.fromkeys([*evidence, *(outcome.evidence if outcome else ())])),
    )


def _became(group: list[Event], events: Sequence[Told], corpus: Corpus, last: str) -> tuple[Outcome, Event | None]:
    told = min(corpus.day(event.document) for event in group)
    plan = next((event for event in group if _dated(event)), group[0])
    who = frozenset().union(*(participants(event) for event in group))
    found: list[tuple[tuple[str, str], Outcome, Event]] = []
    end = (plan.time.end or plan.time.start or "")[:10] if plan.time else ""
    latest = _day(max(told[:10], end))
    until = (latest + datetime.timedelta(days=REMEMBERED)).isoformat() if latest else "~~"
    for day, event in events[bisect.bisect_left(events, told, key=lambda pair: pair[0]) :]:
        if until < day != "~":
            continue
        here = participants(event)
        if who and here and not who & here:
            continue
        if event.status not in HELD and not who & here and together(plan.time, event.time) is not True:
            continue
        verdict = _verdict(plan, event, told, day)
        if verdict is not None:
            found.append(((day, event.id), verdict, event))
    if found:
        # Held outweighs all: a meeting that was called off and took place took place. Else the last word counts.
        held = [one for one in found if one[1] == "held"]
        _, verdict, event = min(held, key=lambda one: one[0]) if held else max(found, key=lambda one: one[0])
        return verdict, event
    soon = _day(told)
    by = end or ((soon + datetime.timedelta(days=PATIENCE)).isoformat() if soon else "~")
    return ("open" if by > last else "unknown"), None


def _verdict(plan: Event, event: Event, told: str, reported: str) -> Outcome | None:
    overlap = together(plan.time, event.time)
    if event.status in HELD:
        if overlap is True or (overlap is None and not _dated(plan) and _dated(event) and _soon(told, event.time)):
            return "held"
        return None
    # A postponement may give the old day or the new one; a cancellation with another day is of another event. Both are told before
    # the plan's day or soon after it.
    if event.status not in ("postponed", *FELL) or not _near(reported, plan, told):
        return None
    if event.status == "postponed":
        return "moved"
    return "fell_through" if overlap is not False else None


def _near(reported: str, plan: Event, told: str) -> bool:
    end = _day(plan.time.end or plan.time.start) if plan.time else None
    day, begun = _day(reported), _day(told)
    if day is None:
        return False
    if end is not None:
        return (day - end).days <= AFTER
    return begun is not None and (day - begun).days <= PATIENCE


def _day(written: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def _soon(told: str, time: Time | None) -> bool:
    begun, held = _day(told), _day(time.start if time else None)
    return begun is not None and held is not None and 0 <= (held - begun).days <= PATIENCE
