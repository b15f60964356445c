"""The agenda: what was planned, and what became of it.

A plan is an event with a day, or an occasion with somebody named (talks, a visit, an exchange, a signing); what is asked for, promised in general ("aid
would go on") or asked about is none. Which event types are occasions, and which are on nobody's agenda (a threat cannot take place), the codebook
says. Plans of one event told by several reports are one item, dated by the narrowest time; an undated one joins the one dated plan of the same
parties. It was *held* when a report of its day or later says that such an event happened, of that day or so and between the same parties; it *moved*
or *fell through* when a later report says so; it is *open* while no report of a day after it has been read, and *unknown* after. The clock plays no
part: the last day is that of the last report.
"""

import bisect
import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from parley.model import Actor, ActorRef, AgendaItem, Copy, Event, Time, digest
from parley.record.across.corpus import Corpus
from parley.record.across.events import family, together
from parley.record.across.positions import party_of
from parley.record.who.names import fold

Outcome = Literal["held", "moved", "fell_through", "open", "unknown"]
PLANNED = frozenset(("planned", "proposed", "offered"))
HELD = frozenset(("happened", "ongoing"))
FELL = frozenset(("cancelled", "negated", "denied"))
ENDS = FELL | {"postponed"}
# A plan without a known day is met by an event of its kind reported within so many days after it.
PATIENCE = 21
# That a dated plan moved or fell through is told before its day or up to so many days after.
AFTER = 7
# A report so many days after a plan's day does not tell what became of it.
REMEMBERED = 60
# An undated plan is for the dated occasion within so many days.
SOON = 30
# The report of an event that names only a longer time than this does not tell that a plan for a day was kept.
VAGUE = 7
Told = tuple[str, Event]
Parties = Mapping[str, frozenset[str]]


def agenda(corpus: Corpus, copies: Iterable[Copy], actors: Iterable[Actor] = ()) -> list[AgendaItem]:
    """The items, by start (unknown last) and id."""
    spun = {copy.document for copy in copies if copy.kind == "garbled"}
    events = [one for id in sorted(corpus.findings) if isinstance(one := corpus.findings[id], Event) and one.document not in spun]
    above = who_for(list(actors))
    by_family: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        by_family[(corpus.documents[event.document].negotiation or "", family(event.type))].append(event)
    days = [day for id in corpus.documents if (day := corpus.day(id)) != "~"]
    last = max(days)[:10] if days else ""
    items = []
    for (_, kind), some in sorted(by_family.items()):
        if corpus.agenda.get(kind) != "never":
            parties = {event.id: _parties(event, above) for event in some}
            ends = (event for event in some if event.status in HELD or event.status in ENDS)
            told = sorted(((corpus.day(event.document), event) for event in ends), key=lambda pair: (pair[0], pair[1].id))
            plans = _plans([event for event in some if is_plan(event, parties[event.id], corpus)], parties, corpus)
            items += [_item(group, told, parties, corpus, last) for group in plans]
    return sorted(items, key=lambda item: (item.time.start if item.time and item.time.start else "~", item.id))


def who_for(actors: Sequence[Actor]) -> Parties:
    """Actor's id, and any spelling that only one actor has, → for whom it speaks and acts."""
    above = {id: frozenset(ref.id or ref.name for ref in refs) for id, refs in party_of(actors, groups=True).items()}
    spelled: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for name in (actor.name, *(alias.text for alias in actor.aliases)):
            spelled[fold(name)].add(actor.id)
    return above | {name: above[next(iter(ids))] for name, ids in spelled.items() if len(ids) == 1 and next(iter(ids)) in above}


def _parties(event: Event, above: Parties) -> frozenset[str]:
    """For whom those speak and act who were to take part; what is only described ("350 prisoners") is nobody."""
    there = [part.actor for part in event.participants if part.role != "absent"]
    return frozenset().union(*(above.get(who.id or fold(who.name), frozenset((who.id,) if who.id else ())) for who in there))


def is_plan(event: Event, parties: frozenset[str], corpus: Corpus) -> bool:
    """Whether an event is a plan: planned, or offered for a day; without a day only an occasion of somebody named, and not what is asked about."""
    if _dated(event):
        return event.status in PLANNED
    kind = corpus.agenda.get(event.type)
    if event.status != "planned" or kind not in ("occasion", "of_two") or not parties or _asked(event, corpus):
        return False
    return kind == "occasion" or len(parties) > 1 or any(not part.actor.id for part in event.participants)


def _asked(event: Event, corpus: Corpus) -> bool:
    """Whether the sentence of an event is a question."""
    text = corpus.documents[event.document].text
    return next((mark for mark in text[max(span.end for span in event.evidence) - 1 :] if mark in ".?!\n"), ".") == "?"


def _plans(plans: Sequence[Event], parties: Parties, corpus: Corpus) -> list[list[Event]]:
    """Plans in groups that are one plan each: times that overlap and somebody in common; an undated plan joins one dated plan of its parties."""
    groups: list[list[Event]] = []
    for event in sorted(plans, key=lambda event: (event.time is None or not event.time.start, _width(event.time), event.id)):
        home = next((group for group in groups if all(_one_plan(event, other, parties) for other in group)), None)
        if home is None and not _dated(event):
            near = [group for group in groups if _dated(group[0]) and _meant(event, group[0], parties, corpus)]
            home = near[0] if len(near) == 1 else None
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    return groups


def _one_plan(one: Event, other: Event, parties: Parties) -> bool:
    here, there = parties[one.id], parties[other.id]
    if one.type != other.type and family(one.type) != "meeting":
        return False
    overlap = together(one.time, other.time)
    if overlap is False or (overlap is None and _dated(one) != _dated(other)):
        return False
    return _shared(here, there) or (overlap is True and (not here or not there))


def _meant(event: Event, dated: Event, parties: Parties, corpus: Corpus) -> bool:
    """Whether an undated plan is the dated one: the same parties, and told in the weeks before it."""
    told, day = _day(corpus.day(event.document)), _day(dated.time.start if dated.time else None)
    return parties[event.id] == parties[dated.id] and told is not None and day is not None and 0 <= (day - told).days <= SOON


def _shared(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two events are between the same: both sides where both name two, else one."""
    return bool(one and other) and len(one & other) >= min(2, len(one), len(other))


def _dated(event: Event) -> bool:
    return event.time is not None and bool(event.time.start)


def _width(time: Time | None) -> tuple[int, str]:
    return (len(time.start or "") and -len(time.edtf or ""), time.start or "") if time else (1, "")


def _item(group: list[Event], events: Sequence[Told], parties: Parties, corpus: Corpus, last: str) -> AgendaItem:
    first = min(group, key=lambda event: (not _dated(event), corpus.day(event.document), event.id))
    became, outcome = _became(group, events, parties, corpus, last)
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


def _became(group: list[Event], events: Sequence[Told], parties: Parties, corpus: Corpus, last: str) -> tuple[Outcome, Event | None]:
    told = min(corpus.day(event.document) for event in group)
    plan = next((event for event in group if _dated(event)), group[0])
    who = frozenset().union(*(parties[event.id] for event in group))
    found: list[tuple[tuple[str, str], Outcome, Event]] = []
    end = (plan.time.end or plan.time.start or "")[:10] if plan.time else ""
    latest = _day(max(told[:10], end))
    until = (latest + datetime.timedelta(days=REMEMBERED)).isoformat() if latest else "~~"
    for day, event in _between_days(events, told, until):
        if not _between(plan, who, event, parties[event.id]):
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


def _between_days(events: Sequence[Told], begin: str, end: str) -> Iterable[Told]:
    """Of what is told in order of days, that of two days and between, and what nobody knows the day of."""
    first, last, undated = (
        find(events, day, key=lambda pair: pair[0]) for find, day in ((bisect.bisect_left, begin), (bisect.bisect_right, end), (bisect.bisect_left, "~"))
    )
    return itertools.chain(events[first:last], events[max(first, last, undated) :])


def _between(plan: Event, who: frozenset[str], event: Event, here: frozenset[str]) -> bool:
    """Whether what is told can be of the plan by who was there: both sides, or one where no other place is named; to call it off, one that has it."""
    overlap = together(plan.time, event.time) is True
    if event.status not in HELD:
        # A report that puts an event off and names its new day tells of the old one.
        new = event.status == "postponed" and event.document == plan.document
        return not new and (_shared(who, here) or (event.type == plan.type and bool(who & here)) or (overlap and not (who and here)))
    if not who or not here:
        return overlap and _dated(plan)
    elsewhere = plan.place is not None and event.place is not None and fold(plan.place.name) != fold(event.place.name)
    return _shared(who, here) and (len(who & here) > 1 or not elsewhere)


def _verdict(plan: Event, event: Event, told: str, reported: str) -> Outcome | None:
    overlap = together(plan.time, event.time)
    if event.status in HELD:
        if _dated(plan) and _vague(event.time):
            return None
        if overlap is True or _one_day(plan.time, event.time) or (overlap is None and not _dated(plan) and _dated(event) and _soon(told, event.time)):
            return "held"
        return None
    # A postponement may give the old day or the new one, and is told before the old one is over; a cancellation with another day is of another
    # event, and is told until soon after its day.
    alike = event.type == plan.type or "meeting" in (event.type, plan.type)
    if event.status not in ENDS or not alike or not _near(reported, plan, told, dated=_dated(event), new=event.status == "postponed"):
        return None
    if event.status == "postponed":
        return "moved"
    # What is denied or did not happen at no known time ("has long refused to talk") is not this plan.
    return "fell_through" if overlap is True or (overlap is None and event.status == "cancelled") else None


def _one_day(one: Time | None, other: Time | None) -> bool:
    """Whether two times begin on one day: "at ten" and "late on Monday" are hours of one meeting."""
    here, there = (_day(time.start) if time else None for time in (one, other))
    return here is not None and here == there


def _vague(time: Time | None) -> bool:
    begun, end = (_day(time.start), _day(time.end)) if time else (None, None)
    return begun is None or end is None or (end - begun).days > VAGUE


def _near(reported: str, plan: Event, told: str, *, dated: bool, new: bool) -> bool:
    end = _day(plan.time.end or plan.time.start) if plan.time else None
    day, begun = _day(reported), _day(told)
    if day is None:
        return False
    if end is not None:
        return (day - end).days <= (AFTER if dated and not new else 0)
    return begun is not None and (day - begun).days <= PATIENCE


def _day(written: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def _soon(told: str, time: Time | None) -> bool:
    begun, held = _day(told), _day(time.start if time else None)
    return begun is not None and held is not None and 0 <= (held - begun).days <= PATIENCE
