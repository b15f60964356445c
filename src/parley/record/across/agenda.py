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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from parley.model import Actor, ActorRef, AgendaItem, Event, Time, digest
from parley.record.across.blocked import name_of
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


class Seen(msgspec.Struct, frozen=True, tag="seen"):
    """An event that is a plan, or that tells what became of one, with for whom those act who take part. day: of its report."""

    event: Event
    parties: frozenset[str]
    day: str
    planned: bool


def seen(corpus: Corpus, actors: Sequence[Actor], spun: Collection[str]) -> Iterator[tuple[str, Seen]]:
    """The plans of reports and what became of plans, by the family of its kind. `spun`: reports that are garbled copies."""
    by_report: defaultdict[str, list[Event]] = defaultdict(list)
    for event in corpus.findings.values():
        if isinstance(event, Event) and event.document not in spun and corpus.agenda.get(family(event.type)) != "never":
            by_report[event.document].append(event)
    above = {id: frozenset(map(name_of, refs)) for id, refs in party_of(actors, groups=True).items()}
    names = _names(actors)
    for document in sorted(by_report):
        called = names.get(document, {})
        for event in by_report[document]:
            parties = _parties(event, above, called)
            planned = is_plan(event, parties, corpus)
            if planned or event.status in HELD or event.status in ENDS:
                yield family(event.type), Seen(event, parties, corpus.day(document), planned)


def agenda(some: Iterable[Seen], last: str) -> list[AgendaItem]:
    """The items of one family of a negotiation, by start (unknown last) and id. last: the day of its last report."""
    found = sorted(some, key=lambda one: (one.day, one.event.id))
    told = [one for one in found if one.event.status in HELD or one.event.status in ENDS]
    items = [_item(group, told, last) for group in _plans([one for one in found if one.planned])]
    return sorted(items, key=lambda item: (item.time.start if item.time and item.time.start else "~", item.id))


def closes(one: Seen) -> str | None:
    """The day after which a plan that nothing more is told of is no longer open; None of one that has no day at all."""
    end, told = _end(one.event), _day(one.day)
    return max(end, (told + datetime.timedelta(days=PATIENCE)).isoformat() if told else "") or None


def _end(plan: Event) -> str:
    return (plan.time.end or plan.time.start or "")[:10] if plan.time else ""


def _names(actors: Iterable[Actor]) -> dict[str, dict[str, str]]:
    """Document → name → the one actor that goes by it there, or in the record as a whole."""
    called: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor in actors:
        for alias in actor.aliases:
            names = called[alias.span.document]
            names[fold(alias.text)].add(actor.id)
            names[fold(actor.name)].add(actor.id)
    return {document: {name: min(ids) for name, ids in names.items() if len(ids) == 1} for document, names in called.items()}


def _parties(event: Event, above: Mapping[str, frozenset[str]], called: Mapping[str, str]) -> frozenset[str]:
    """For whom those speak and act who were to take part; what is only described ("350 prisoners") is nobody."""
    ids = (part.actor.id or called.get(fold(part.actor.name)) for part in event.participants if part.role != "absent")
    return frozenset().union(*(above.get(id, frozenset((id,))) for id in ids if id))


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


def _plans(plans: Sequence[Seen]) -> list[list[Seen]]:
    """Plans in groups that are one plan each: times that overlap and somebody in common; an undated plan joins one dated plan of its parties."""
    groups: list[list[Seen]] = []
    for one in sorted(plans, key=lambda one: (one.event.time is None or not one.event.time.start, _width(one.event.time), one.event.id)):
        home = next((group for group in groups if all(_one_plan(one, other) for other in group)), None)
        if home is None and not _dated(one.event):
            near = [group for group in groups if _dated(group[0].event) and _meant(one, group[0])]
            home = near[0] if len(near) == 1 else None
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _one_plan(one: Seen, other: Seen) -> bool:
    if one.event.type != other.event.type and family(one.event.type) != "meeting":
        return False
    overlap = together(one.event.time, other.event.time)
    if overlap is False or (overlap is None and _dated(one.event) != _dated(other.event)):
        return False
    return _shared(one.parties, other.parties) or (overlap is True and (not one.parties or not other.parties))


def _meant(one: Seen, dated: Seen) -> bool:
    """Whether an undated plan is the dated one: the same parties, and told in the weeks before it."""
    told, day = _day(one.day), _day(dated.event.time.start if dated.event.time else None)
    return one.parties == dated.parties and told is not None and day is not None and 0 <= (day - told).days <= SOON


def _shared(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two events are between the same: both sides where both name two, else one."""
    return bool(one and other) and len(one & other) >= min(2, len(one), len(other))


def _dated(event: Event) -> bool:
    return event.time is not None and bool(event.time.start)


def _width(time: Time | None) -> tuple[int, str]:
    return (len(time.start or "") and -len(time.edtf or ""), time.start or "") if time else (1, "")


def _item(group: Sequence[Seen], told: Sequence[Seen], last: str) -> AgendaItem:
    first = min(group, key=lambda one: (not _dated(one.event), one.day, one.event.id)).event
    became, outcome = _became(group, told, last)
    plans = [one.event for one in group]
    who: dict[str, ActorRef] = {part.actor.id or part.actor.name: part.actor for event in plans for part in event.participants if part.role != "absent"}
    evidence = [span for one in sorted(group, key=lambda one: (one.day, one.event.id)) for span in one.event.evidence]
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


def _became(group: Sequence[Seen], events: Sequence[Seen], last: str) -> tuple[Outcome, Event | None]:
    told = min(one.day for one in group)
    plan = next((one.event for one in group if _dated(one.event)), group[0].event)
    who = frozenset().union(*(one.parties for one in group))
    found: list[tuple[tuple[str, str], Outcome, Event]] = []
    end = _end(plan)
    latest = _day(max(told[:10], end))
    until = (latest + datetime.timedelta(days=REMEMBERED)).isoformat() if latest else "~~"
    for one in _between_days(events, told, until):
        if not _between(plan, who, one.event, one.parties):
            continue
        verdict = _verdict(plan, one.event, told, one.day)
        if verdict is not None:
            found.append(((one.day, one.event.id), verdict, one.event))
    if found:
        # Held outweighs all: a meeting that was called off and took place took place. Else the last word counts.
        held = [one for one in found if one[1] == "held"]
        _, verdict, event = min(held, key=lambda one: one[0]) if held else max(found, key=lambda one: one[0])
        return verdict, event
    soon = _day(told)
    by = end or ((soon + datetime.timedelta(days=PATIENCE)).isoformat() if soon else "~")
    return ("open" if by > last else "unknown"), None


def _between_days(events: Sequence[Seen], begin: str, end: str) -> Iterable[Seen]:
    """Of what is told in order of days, that of two days and between, and what nobody knows the day of."""
    first, last, undated = (
        find(events, day, key=lambda one: one.day) for find, day in ((bisect.bisect_left, begin), (bisect.bisect_right, end), (bisect.bisect_left, "~"))
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
