"""What is new since a time: only what rests on new evidence."""

from parley.model import ALL, FINDINGS, AnyFinding, Event, Figure, Filter, Proposal, Query, Statement, Time
from parley.views.row import Outlets, Row, names, speaker, when, words


class ChangeRow(Row, frozen=True, kw_only=True):
    """One new thing. kind: statement, event, stance, condition, proposal, figure, shift, blocked, dispute, agenda."""

    kind: str
    time: str | None
    who: str
    what: str


def changes(query: Query, since: str, where: Filter = ALL) -> list[ChangeRow]:
    """What the record knows now and did not know from reports published before `since` (ISO date or date-time).

    A republished old report adds nothing: a finding counts only when its document is not a copy of one that was published before, and no
    earlier finding of the same kind has the same words.
    """
    fresh = _fresh(query, since, where)
    known = _known(query, since)
    outlets = Outlets(query)
    rows: list[ChangeRow] = []
    for kind in FINDINGS:
        for finding in query.findings(kind, where):
            if finding.document not in fresh or (kind, _said(finding)) in known:
                continue
            if isinstance(finding, Event) and finding.status == "historical":
                continue
            outlet, published = outlets.of(finding.document)
            rows.append(
                ChangeRow(id=finding.id, outlet=outlet, published=published, evidence=finding.evidence, kind=kind, time=when(_time(finding)), who=_who(finding),
                          what=_said(finding))
            )  # fmt: skip
    for position in query.positions():
        for shift in position.shifts:
            if any(span.document in fresh for span in shift.evidence):
                what = f"{position.issue}: {shift.from_value} → {shift.to_value}"
                rows.append(ChangeRow(id=position.id, evidence=shift.evidence, kind="shift", time=shift.time, who=position.holder.name, what=what))
    for dispute in query.disputes():
        spans = tuple(span for side in dispute.sides for span in side.evidence)
        if any(span.document in fresh for span in spans):
            rows.append(ChangeRow(id=dispute.id, evidence=spans, kind="dispute", time=None, who="", what=dispute.about))
    for b in query.blocked():
        if any(span.document in fresh for span in b.evidence):
            who = ", ".join(h.name for h in b.holders)
            rows.append(ChangeRow(id=b.id, evidence=b.evidence, kind="blocked", time=None, who=who, what=b.reason))
    for item in query.agenda():
        if item.became in ("held", "moved", "fell_through") and any(span.document in fresh for span in item.evidence[1:]):
            rows.append(ChangeRow(id=item.id, evidence=item.evidence, kind="agenda", time=when(item.time), who="", what=f"{item.became}: {item.what}"))
    return rows


def _fresh(query: Query, since: str, where: Filter) -> set[str]:
    """Documents published at or after `since` (added after it, when they have no date), that copy nothing older."""
    added = query.added()
    day = {d.id: d.published.start or added.get(d.id, "") for d in query.documents()}
    fresh = {d.id for d in query.documents(where) if _after(day[d.id], since)}
    for copy in query.copies():
        if copy.source and not _after(day.get(copy.source, ""), since):
            fresh.discard(copy.document)
    return fresh


def _after(moment: str, since: str) -> bool:
    return moment[: len(since)] >= since if len(moment) >= len(since) else moment >= since[: len(moment)] and bool(moment)


def _known(query: Query, since: str) -> set[tuple[str, str]]:
    added = query.added()
    old = {d.id for d in query.documents() if not _after(d.published.start or added.get(d.id, ""), since)}
    return {(kind, _said(f)) for kind in FINDINGS for f in query.findings(kind) if f.document in old}


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
