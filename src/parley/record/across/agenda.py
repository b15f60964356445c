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

from parley.model import Actor, ActorRef, AgendaItem, Event, Span, Time, digest
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


class Seen(msgspec.Struct, frozen=True, tag="seen", omit_defaults=True):
    """What counts on an agenda of an event that is a plan, or that tells what became of one. parties: for whom those act who take part; day: of its report.
    place: folded. taking_part: of a plan alone."""

    event: str
    document: str
    kind: str
    status: str
    parties: frozenset[str]
    day: str
    evidence: tuple[Span, ...]
    time: Time | None = None
    place: str | None = None
    planned: bool = False
    taking_part: tuple[ActorRef, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether its time is known."""
        return self.time is not None and bool(self.time.start)


def seen(corpus: Corpus, actors: Sequence[Actor], spun: Collection[str]) -> Iterator[tuple[str, Seen]]:
    """The plans of reports and what became of plans, by the family of its kind. `spun`: reports that are garbled copies."""
    above = {id: frozenset(map(name_of, refs)) for id, refs in party_of(actors, groups=True).items()}
    names = _names(actors)
    for event in corpus.findings.values():
        if not isinstance(event, Event) or event.document in spun or corpus.agenda.get(family(event.type)) == "never":
            continue
        there = tuple(part.actor for part in event.participants if part.role != "absent")
        parties = _parties(there, above, names.get(event.document, {}))
        planned = is_plan(event, parties, corpus)
        if planned or event.status in HELD or event.status in ENDS:
            yield family(event.type), Seen(
                event=event.id, document=event.document, kind=event.type, status=event.status, parties=parties, day=corpus.day(event.document),
                evidence=event.evidence, time=event.time, place=fold(event.place.name) if event.place else None, planned=planned,
                taking_part=there if planned else (),
            )  # fmt: skip


def agenda(some: Iterable[Seen], last: str) -> list[AgendaItem]:
    """The items of one family of a negotiation, by start (unknown last) and id. last: the day of its last report."""
    found = sorted(some, key=lambda one: (one.day, one.event))
    told = [one for one in found if one.status in HELD or one.status in ENDS]
    items = [_item(group, told, last) for group in _plans([one for one in found if one.planned])]
    return sorted(items, key=lambda item: (item.time.start if item.time and item.time.start else "~", item.id))


def closes(one: Seen) -> str | None:
    """The day after which a plan that nothing more is told of is no longer open; None of one that has no day at all."""
    end, told = _end(one), _day(one.day)
    return max(end, (told + datetime.timedelta(days=PATIENCE)).isoformat() if told else "") or None


def _end(plan: Seen) -> str:
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


def _parties(there: Iterable[ActorRef], above: Mapping[str, frozenset[str]], called: Mapping[str, str]) -> frozenset[str]:
    """For whom those speak and act who take part; what is only described ("350 prisoners") is nobody."""
    ids = (who.id or called.get(fold(who.name)) for who in there)
    return frozenset().union(*(above.get(id, frozenset((id,))) for id in ids if id))


def is_plan(event: Event, parties: frozenset[str], corpus: Corpus) -> bool:
    """Whether an event is a plan: planned, or offered for a day; without a day only an occasion of somebody named, and not what is asked about."""
    if event.time is not None and event.time.start:
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
    # By whom the first of a group is with; groups of nobody known under "".
    of: defaultdict[str, list[int]] = defaultdict(list)
    for one in sorted(plans, key=lambda one: (not one.dated, _width(one.time), one.event)):
        near = sorted({n for who in ("", *one.parties) for n in of[who]}) if one.parties else range(len(groups))
        home = next((groups[n] for n in near if all(_one_plan(one, other) for other in groups[n])), None)
        if home is None and not one.dated:
            meant = [groups[n] for n in near if _meant(one, groups[n][0])]
            home = meant[0] if len(meant) == 1 else None
        if home is None:
            for who in one.parties or ("",):
                of[who].append(len(groups))
            groups.append([one])
        else:
            home.append(one)
    return groups


def _one_plan(one: Seen, other: Seen) -> bool:
    if one.kind != other.kind and family(one.kind) != "meeting":
        return False
    overlap = together(one.time, other.time)
    if overlap is False or (overlap is None and one.dated != other.dated):
        return False
    return _shared(one.parties, other.parties) or (overlap is True and (not one.parties or not other.parties))


def _meant(one: Seen, dated: Seen) -> bool:
    """Whether an undated plan is the dated one: the same parties, and told in the weeks before it."""
    told, day = _day(one.day), _day(dated.time.start if dated.time else None)
    return one.parties == dated.parties and told is not None and day is not None and 0 <= (day - told).days <= SOON


def _shared(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two events are between the same: both sides where both name two, else one."""
    return bool(one and other) and len(one & other) >= min(2, len(one), len(other))


def _width(time: Time | None) -> tuple[int, str]:
    return (len(time.start or "") and -len(time.edtf or ""), time.start or "") if time else (1, "")


def _item(group: Sequence[Seen], told: Sequence[Seen], last: str) -> AgendaItem:
    first = min(group, key=lambda one: (not one.dated, one.day, one.event))
    became, outcome = _became(group, told, last)
    who: dict[str, ActorRef] = {actor.id or actor.name: actor for one in group for actor in one.taking_part}
    evidence = [span for one in sorted(group, key=lambda one: (one.day, one.event)) for span in one.evidence]
    return AgendaItem(
        id=digest("agenda", first.event),
        event=first.event,
        type=first.kind,
        what=" ".join(first.evidence[0].text.split()),
        time=first.time,
        participants=tuple(sorted(who.values(), key=lambda ref: (ref.name, ref.id or ""))),
        became=became,
        outcome_event=outcome.event if outcome else None,
        evidence=tuple(dict.fromkeys([*evidence, *(outcome.evidence if outcome else ())])),
    )


def _became(group: Sequence[Seen], events: Sequence[Seen], last: str) -> tuple[Outcome, Seen | None]:
    told = min(one.day for one in group)
    plan = next((one for one in group if one.dated), group[0])
    who = frozenset().union(*(one.parties for one in group))
    found: list[tuple[tuple[str, str], Outcome, Seen]] = []
    end = _end(plan)
    latest = _day(max(told[:10], end))
    until = (latest + datetime.timedelta(days=REMEMBERED)).isoformat() if latest else "~~"
    for one in _between_days(events, told, until):
        # That an event took place is of the plan when somebody is in both; for all else more has to be asked.
        if who and one.parties and who.isdisjoint(one.parties) and one.status in HELD:
            continue
        if _between(plan, who, one) and (verdict := _verdict(plan, one, told)) is not None:
            found.append(((one.day, one.event), verdict, one))
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


def _between(plan: Seen, who: frozenset[str], event: Seen) -> bool:
    """Whether what is told can be of the plan by who was there: both sides, or one where no other place is named; to call it off, one that has it."""
    here = event.parties
    overlap = together(plan.time, event.time) is True
    if event.status not in HELD:
        # A report that puts an event off and names its new day tells of the old one.
        new = event.status == "postponed" and event.document == plan.document
        return not new and (_shared(who, here) or (event.kind == plan.kind and bool(who & here)) or (overlap and not (who and here)))
    if not who or not here:
        return overlap and plan.dated
    elsewhere = plan.place is not None and event.place is not None and plan.place != event.place
    return _shared(who, here) and (len(who & here) > 1 or not elsewhere)


def _verdict(plan: Seen, event: Seen, told: str) -> Outcome | None:
    overlap = together(plan.time, event.time)
    if event.status in HELD:
        if plan.dated and _vague(event.time):
            return None
        if overlap is True or _one_day(plan.time, event.time) or (overlap is None and not plan.dated and event.dated and _soon(told, event.time)):
            return "held"
        return None
    # A postponement may give the old day or the new one, and is told before the old one is over; a cancellation with another day is of another
    # event, and is told until soon after its day.
    alike = event.kind == plan.kind or "meeting" in (event.kind, plan.kind)
    if event.status not in ENDS or not alike or not _near(event.day, plan, told, dated=event.dated, new=event.status == "postponed"):
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


def _near(reported: str, plan: Seen, told: str, *, dated: bool, new: bool) -> bool:
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
