"""Where each party stands on each issue, since when, and what moved."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from msgspec import structs

from parley.model import ALL, Filter, Gap, Position, Query
from parley.views.row import Row

MANY = 3  # positions by which somebody without a role counts as a party
NOTHING = "no statement found"
UNOFFICIAL = "no official statement"


class PositionRow(Row, frozen=True, kw_only=True):
    """One cell of party × issue (or term). `value` is the latest official stance, `personal` that of individuals, `reported` what the nameless or
    others tell of it where nothing official is known; never mixed."""

    holder: str
    issue: str
    term: str | None
    value: str
    since: str | None
    personal: str | None
    stances: int
    shift: str | None
    words: str
    stale: str | None = None
    reported: str | None = None
    negotiation: str | None = None


class GapRow(Row, frozen=True, kw_only=True):
    """A party × issue (or term) with no stated position (none), or with one last stated on the day `last`, longer ago than asked (stale)."""

    holder: str
    issue: str
    term: str | None
    kind: str
    last: str | None
    negotiation: str | None = None


def positions(query: Query, where: Filter = ALL, *, stale_after: int | None = None) -> list[PositionRow]:
    """Party × issue, in order of name; parties without a stance on an issue that others speak to come with "no statement found".

    stale_after: days; a cell that was last spoken to longer ago, counted back from the latest stance of the record, says so in `stale`.
    """
    found = [p for p in held(query, where) if where.issue in (None, p.issue) and (not where.actor or where.actor.lower() in p.holder.name.lower())]
    old = _stale_days(held(query, where), stale_after) if stale_after is not None else {}
    rows = [positions_row(p, old.get(p.id)) for p in sorted(found, key=lambda p: (p.holder.name, p.issue, p.term or ""))]
    missing = [g for g in gaps(query, where) if g.kind == "none"]
    rows.extend(
        PositionRow(id=_gap_id(g), holder=g.holder.name, issue=g.issue, term=None, value=NOTHING, since=None, personal=None, stances=0,
                    shift=None, words="", negotiation=g.negotiation)
        for g in missing
    )  # fmt: skip
    return rows


def held(query: Query, where: Filter = ALL) -> list[Position]:
    """The positions, with what stands in the documents that the filter leaves: one that is kept to a negotiation says nothing of another."""
    if where.negotiation is None and where.document is None and where.outlet is None:
        return list(query.positions())
    kept = set(query.document_ids(Filter(negotiation=where.negotiation, document=where.document, outlet=where.outlet)))
    return [part for position in query.positions() if (part := kept_to(position, kept)) is not None]


def kept_to(position: Position, documents: Collection[str]) -> Position | None:
    """What of a position stands in these documents, None when nothing does."""
    history = tuple(point for point in position.history if any(span.document in documents for span in point.evidence))
    if len(history) == len(position.history):
        return position
    if not history:
        return None
    official = [point for point in history if point.level == "official"]
    personal = [point for point in history if point.level == "individual"]
    return structs.replace(
        position,
        history=history,
        shifts=tuple(s for s in position.shifts if {s.before, s.after} <= {point.stance for point in history}),
        current=official[-1].value if official else None,
        since=official[-1].time if official else None,
        personal=personal[-1].value if personal else None,
    )


def positions_row(position: Position, stale: str | None = None) -> PositionRow:
    """The row of one position; `stale` the day of its last stance when that is longer ago than asked."""
    last = position.history[-1] if position.history else None
    shift = position.shifts[-1] if position.shifts else None
    moved = f"{shift.from_value} → {shift.to_value} ({shift.time or 'undated'})" + (f" [{shift.doubt}]" if shift.doubt else "") if shift else None
    return PositionRow(
        id=position.id,
        evidence=last.evidence if last else (),
        holder=position.holder.name,
        issue=position.issue,
        term=position.term,
        value=position.current or (UNOFFICIAL if position.history else NOTHING),
        since=position.since,
        personal=position.personal,
        stances=len(position.history),
        shift=moved,
        words=" … ".join(" ".join(s.text.split()) for s in last.evidence) if last else "",
        stale=f"last stated {stale}" if stale else None,
        reported=None if position.current else _reported(position),
        negotiation=position.negotiation,
    )


def _reported(position: Position) -> str | None:
    """The latest that somebody else or a nameless source tells of a position, and which of the two it is."""
    told = next((point for point in reversed(position.history) if not point.own or point.level == "anonymous"), None)
    return None if told is None else f"{told.value} ({'anonymous source' if told.own else 'as others tell it'})"


def gap_rows(query: Query, where: Filter = ALL, *, stale_after: int | None = None) -> list[GapRow]:
    """The gaps as rows, each stale one with the evidence of what was said last."""
    found = {(p.holder.id, p.issue, p.term, p.negotiation): p for p in held(query, where)}
    rows = []
    for gap in gaps(query, where, stale_after=stale_after):
        if where.actor is None or where.actor.lower() in gap.holder.name.lower():
            position = found.get((gap.holder.id, gap.issue, gap.term, gap.negotiation)) if gap.kind == "stale" else None
            evidence = position.history[-1].evidence if position else ()
            rows.append(
                GapRow(
                    id=_gap_id(gap), evidence=evidence, holder=gap.holder.name, issue=gap.issue, term=gap.term, kind=gap.kind, last=gap.last,
                    negotiation=gap.negotiation,
                )
            )  # fmt: skip
    return rows


def _gap_id(gap: Gap) -> str:
    return ":".join(filter(None, ("gap", gap.negotiation, gap.holder.id, gap.issue, gap.term)))


def gaps(query: Query, where: Filter = ALL, *, stale_after: int | None = None) -> list[Gap]:
    """Parties with no stated position on an issue of the codebook that two others of their negotiation speak to.

    A party has that role in the negotiation, else holds at least three positions in it. stale_after: days; a position whose last dated stance is older
    than that, counted back from the latest stance of the record, is a gap of kind stale.
    """
    found = held(query, where)
    all_talks = sorted({p.negotiation or "" for p in found})
    rows = [gap for talks in all_talks for gap in _silent([p for p in found if (p.negotiation or "") == talks], query, talks)]
    stale = _stale(found, stale_after) if stale_after is not None else []
    return [gap for gap in [*rows, *stale] if where.issue in (None, gap.issue)]


def _silent(found: list[Position], query: Query, talks: str) -> Iterator[Gap]:
    """The gaps of one negotiation, by issue and name."""
    holders = {p.holder.id: p.holder for p in found}
    roles = [(a, role) for a in query.actors() for role in a.roles if role.role == "party"]
    named = {a.id: a.ref for a, role in roles if role.negotiation == talks or (not talks and a.id in holders)}
    times = Counter(p.holder.id for p in found)
    many = {id: ref for id, ref in holders.items() if times[id] >= MANY}
    parties = sorted((named or many).items(), key=lambda pair: (pair[1].name, pair[0] or ""))
    by_issue: dict[str, set[str | None]] = {}
    for p in found:
        if p.term is None and is_issue(p.issue):
            by_issue.setdefault(p.issue, set()).add(p.holder.id)
    for issue, have in sorted(by_issue.items()):
        if len(have) >= 2:
            yield from (Gap(holder=ref, issue=issue, kind="none", negotiation=talks or None) for id, ref in parties if id not in have)


def is_issue(name: str) -> bool:
    """Whether a position is on an issue of the codebook, which is one word; what a stance is on else is given in the text's own words."""
    return " " not in name


def _stale(found: list[Position], days: int) -> list[Gap]:
    old = _stale_days(found, days)
    some = sorted((p for p in found if p.id in old), key=lambda p: (p.holder.name, p.issue, p.term or ""))
    return [Gap(holder=p.holder, issue=p.issue, term=p.term, kind="stale", last=old[p.id], negotiation=p.negotiation) for p in some]


def _stale_days(found: list[Position], days: int) -> dict[str, str]:
    """Position → the day of its last dated stance, for those where that is more than so many days before the latest of all."""
    last = {p.id: max((t.time[:10] for t in p.history if t.time and len(t.time) >= 10), default=None) for p in found}
    latest = max((day for day in last.values() if day), default=None)
    if latest is None:
        return {}
    limit = date.fromisoformat(latest).toordinal() - days
    return {id: day for id, day in last.items() if day and date.fromisoformat(day).toordinal() < limit}
