"""What is new since a time: only what rests on new evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from parley.model import ALL, FINDINGS, Aligned, AnyFinding, Condition, Event, Figure, Filter, Proposal, Query, Span, Statement, Time
from parley.record.across.blocked import ABOUT
from parley.record.across.events import same_event
from parley.record.likeness.bags import shared
from parley.record.likeness.lexicon import lexicon
from parley.views.row import Outlets, Row, names, speaker, when, words


class ChangeRow(Row, frozen=True, kw_only=True):
    """One new thing. kind: statement, event, stance, condition, proposal, figure, shift, blocked, dispute, agenda.

    A condition is new, or `what` says first what became of it.
    """

    kind: str
    time: str | None
    who: str
    what: str


class News(msgspec.Struct, frozen=True):
    """Which reports are new, which are not, and which words of the new ones are copied from old ones."""

    fresh: frozenset[str]
    old: frozenset[str]
    copied: Mapping[str, tuple[Aligned, ...]]

    def tells(self, finding: AnyFinding) -> bool:
        """Whether a finding stands in a new report, and not in words that it has from an old one."""
        return finding.document in self.fresh and not any(self._copied(span) for span in finding.evidence)

    def _copied(self, span: Span) -> bool:
        length = max(1, span.end - span.start)
        shared_ = sum(max(0, min(span.end, run.here.end) - max(span.start, run.here.start)) for run in self.copied.get(span.document, ()))
        return shared_ * 2 > length


def changes(query: Query, since: str, where: Filter = ALL) -> list[ChangeRow]:
    """What the record knows now and did not know from reports published before `since` (ISO date or date-time).

    A republished old report adds nothing, nor does a new one that says again what was known: the same words, a claim that an older report made, an event
    that one told, a condition that was stated. A garbled copy adds nothing. What several new reports say is one row.
    """
    news = _news(query, since, where)
    if not news.fresh:
        return []
    outlets = Outlets(query, news.fresh)
    rows = []
    for kind, finding in _new(query, news, where):
        outlet, published = outlets.of(finding.document)
        rows.append(
            ChangeRow(id=finding.id, outlet=outlet, published=published, evidence=finding.evidence, kind=kind, time=when(_time(finding)),
                      who=_who(finding), what=_said(finding))
        )  # fmt: skip
    return [*rows, *_moved(query, news), *_disputed(query, news), *_stuck(query, news), *_became(query, news)]


def _news(query: Query, since: str, where: Filter) -> News:
    """Documents published at or after `since` (added after it, when they have no date); garbled copies are in none of them."""
    added = query.added()
    day = {id: head.published.start or added.get(id, "") for id, head in query.heads().items()}
    spun = {copy.document for copy in query.copies() if copy.kind == "garbled"}
    fresh = {id for id in query.document_ids(where) if _after(day[id], since)} - spun
    old = {id for id in day if not _after(day[id], since)} - spun
    copied = {copy.document: copy.aligned for copy in query.copies() if copy.document in fresh and copy.source in old}
    whole = {copy.document for copy in query.copies() if copy.document in copied and copy.kind == "exact"}
    return News(frozenset(fresh - whole), frozenset(old), copied)


def _after(moment: str, since: str) -> bool:
    return moment[: len(since)] >= since if len(moment) >= len(since) else moment >= since[: len(moment)] and bool(moment)


def _new(query: Query, news: News, where: Filter) -> Iterable[tuple[str, AnyFinding]]:
    """The findings that only new reports have, each told once."""
    seen: set[tuple[str, str]] = set()
    known = Known()
    for kind in FINDINGS:
        for f in query.findings(kind):
            if f.document in news.old:
                seen.add((kind, _said(f).lower()))
                known.keep(f)
    claim_of = {id: claim for claim in query.claims() for id in claim.findings}
    told: set[str] = set()
    for kind in FINDINGS:
        for finding in query.findings(kind, where):
            key, claim = (kind, _said(finding).lower()), claim_of.get(finding.id)
            if not news.tells(finding) or key in seen or (isinstance(finding, Event) and finding.status == "historical"):
                continue
            seen.add(key)
            if claim is not None and (claim.id in told or not news.fresh.issuperset(claim.reported_by)):
                continue
            if known.has(finding):
                continue
            if claim is not None:
                told.add(claim.id)
            known.keep(finding)
            yield kind, finding


class Known:
    """The events and conditions that are known, by what two of them must share to be the same."""

    def __init__(self) -> None:
        self._events: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
        self._conditions: defaultdict[str | None, list[frozenset[str]]] = defaultdict(list)

    def keep(self, finding: AnyFinding) -> None:
        """Takes in an event or a condition; any other finding is let go."""
        if isinstance(finding, Event):
            if _dated(finding):
                self._events[finding.type, finding.status].append(finding)
        elif isinstance(finding, Condition):
            self._conditions[_holder(finding)].append(_bag(finding))

    def has(self, finding: AnyFinding) -> bool:
        """Whether an event was told before (the same kind, day, people and status; without a day nothing tells two apart), or a condition was stated."""
        if isinstance(finding, Event):
            return _dated(finding) and any(same_event(finding, other) for other in self._events[finding.type, finding.status])
        if not isinstance(finding, Condition):
            return False
        here = _bag(finding)
        return any(min(len(here), len(there)) > 1 and shared(here, there) >= max(ABOUT, 0.75) for there in self._conditions[_holder(finding)])


def _dated(event: Event) -> bool:
    return event.time is not None and bool(event.time.start)


def _holder(condition: Condition) -> str | None:
    return condition.holder.name if condition.holder else None


def _bag(condition: Condition) -> frozenset[str]:
    return frozenset(lexicon(None).bag(condition.antecedent.text or condition.antecedent.span.text))


def _moved(query: Query, news: News) -> Iterable[ChangeRow]:
    for position in query.positions():
        for shift in position.shifts:
            if any(span.document in news.fresh for span in shift.evidence) and news.tells(query.finding(shift.after)):
                what = f"{position.issue}: {shift.from_value} → {shift.to_value}" + (f" [{shift.doubt}]" if shift.doubt else "")
                yield ChangeRow(id=position.id, evidence=shift.evidence, kind="shift", time=shift.time, who=position.holder.name, what=what)


def _disputed(query: Query, news: News) -> Iterable[ChangeRow]:
    """Disputes that were none before: fewer than two of their sides stand in old reports."""
    for dispute in query.disputes():
        spans = tuple(span for side in dispute.sides for span in side.evidence)
        before = sum(any(span.document in news.old for span in side.evidence) for side in dispute.sides)
        if before < min(2, len(dispute.sides)) and any(span.document in news.fresh for span in spans):
            yield ChangeRow(id=dispute.id, evidence=spans, kind="dispute", time=None, who="", what=dispute.about)


def _stuck(query: Query, news: News) -> Iterable[ChangeRow]:
    """What is blocked now and was not, and conditions of which a new report tells what became."""
    for b in query.blocked():
        findings = [query.finding(id) for id in (*b.conditions, *b.refusals)]
        there = [finding for finding in findings if finding.document in news.old]
        parts = {(finding.kind == "condition", finding.holder.name if isinstance(finding, Condition) and finding.holder else "") for finding in there}
        if len(parts) < 2 and any(news.tells(finding) for finding in findings):
            yield ChangeRow(id=b.id, evidence=b.evidence, kind="blocked", time=None, who=names(b.holders), what=b.reason)
    for state in query.states():
        if state.told is not None and state.state != "rejected" and news.tells(query.finding(state.told)):
            condition = query.finding(state.condition)
            assert isinstance(condition, Condition), "states are of conditions"
            who, what = condition.holder.name if condition.holder else "", words([condition.antecedent.span])
            yield ChangeRow(id=condition.id, evidence=state.evidence, kind="condition", time=state.day, who=who, what=f"{state.state}: {what}")


def _became(query: Query, news: News) -> Iterable[ChangeRow]:
    for item in query.agenda():
        if item.outcome_event is not None and news.tells(query.finding(item.outcome_event)):
            yield ChangeRow(id=item.id, evidence=item.evidence, kind="agenda", time=when(item.time), who="", what=f"{item.became}: {item.what}")


def _said(finding: AnyFinding) -> str:
    return words(finding.content if isinstance(finding, Statement) else finding.evidence)


def _time(finding: AnyFinding) -> Time | None:
    if isinstance(finding, Proposal):
        return finding.dates.proposed or finding.dates.declared
    return finding.window if isinstance(finding, Figure) else finding.time


def _who(finding: AnyFinding) -> str:
    if isinstance(finding, Statement):
        return speaker(finding.source)
    if isinstance(finding, Event):
        return names(p.actor for p in finding.participants)
    if isinstance(finding, Proposal):
        return names(finding.proposers)
    who = finding.claimant if isinstance(finding, Figure) else finding.holder
    return who.name if who else ""
