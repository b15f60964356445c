"""Where each party stands on each issue, since when, and what moved."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import tee
from typing import NamedTuple

import msgspec
from msgspec import convert, structs

from parley.model import ALL, COUNTED, ActorRef, Cell, Filter, Gap, Position, Query, Role
from parley.views.row import Row, Rows, runs

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


class _Said(msgspec.Struct, frozen=True, gc=False):
    time: str | None = None


class _Aged(Cell, frozen=True, kw_only=True, gc=False):
    """A position with the times of its stances."""

    history: tuple[_Said, ...] = ()


def positions(query: Query, where: Filter = ALL, *, stale_after: int | None = None) -> list[PositionRow]:
    """Party × issue, in order of name; parties without a stance on an issue that others speak to come with "no statement found".

    stale_after: days; a cell that was last spoken to longer ago, counted back from the latest stance of the record, says so in `stale`.
    """
    return list(position_rows(query, where, stale_after=stale_after))


def position_rows(query: Query, where: Filter = ALL, *, stale_after: int | None = None) -> Rows[PositionRow]:
    """The rows of `positions`, each as soon as it is read."""

    @cache
    def cells() -> list[Cell]:
        return list(_cells(query, where))

    @cache
    def silent() -> list[Silent]:
        return list(_silent(query, _by_talks(cells()), where.issue))

    @cache
    def ids() -> list[str]:
        every = _place(where) == ALL and where.issue is None and not where.actor
        return [id for id, _ in query.derived_ids("position")] if every else [cell.id for cell in cells() if _asked(cell, where)]

    def found() -> Iterator[Position]:
        if where.document is not None or where.outlet is not None:
            yield from (position for position in held(query, where) if _asked(position, where))
        else:
            for some in runs(ids()):
                yield from query.derived_as("position", Position, ids=some)

    def rows() -> Iterator[PositionRow]:
        old = _stale_days(_aged(query, where), stale_after) if stale_after is not None else {}
        yield from (positions_row(position, old.get(position.id)) for position in found())
        yield from map(_missing, _none(silent()))

    def count() -> int:
        stated = len(ids())
        return stated if stated > COUNTED else stated + _number(silent())

    return Rows(rows(), count)


def _missing(gap: Gap) -> PositionRow:
    return PositionRow(
        id=_gap_id(gap), holder=gap.holder.name, issue=gap.issue, term=None, value=NOTHING, since=None, personal=None, stances=0, shift=None, words="",
        negotiation=gap.negotiation,
    )  # fmt: skip


def _place(where: Filter) -> Filter:
    return Filter(negotiation=where.negotiation, document=where.document, outlet=where.outlet)


def _asked(position: Cell | Position, where: Filter) -> bool:
    """Whether a position is on the filter's issue and of a holder whose name has the filter's words in it."""
    return where.issue in (None, position.issue) and (where.actor or "").lower() in position.holder.name.lower()


def _cells(query: Query, where: Filter) -> Sequence[Cell]:
    """The positions in order of name, those with something that stands in the documents that the filter leaves, without their stances."""
    if where.document is not None or where.outlet is not None:
        return [convert(position, Cell, from_attributes=True) for position in held(query, where)]
    return query.cells(where.negotiation)


def _aged(query: Query, where: Filter) -> Sequence[_Aged]:
    """The same, with the times of what stands in those documents."""
    if where.document is not None or where.outlet is not None:
        return [convert(position, _Aged, from_attributes=True) for position in held(query, where)]
    return query.derived_as("position", _Aged, negotiation=where.negotiation)


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


def gap_rows(query: Query, where: Filter = ALL, *, stale_after: int | None = None) -> Rows[GapRow]:
    """The gaps as rows, each stale one with the evidence of what was said last; of holders whose name has the filter's words in it."""
    words = (where.actor or "").lower()
    stale, found = _gaps(query, where, stale_after)
    shown, counted = tee(one._replace(holders=[ref for ref in one.holders if words in ref.name.lower()]) if words else one for one in found)
    stale = [gap for gap in stale if words in gap.holder.name.lower()]

    def rows() -> Iterator[GapRow]:
        yield from (_gap_row(gap) for gap in _none(shown))
        said = {(p.holder.id, p.issue, p.term, p.negotiation): p for p in held(query, where)} if stale else {}
        yield from (_gap_row(gap, said[gap.holder.id, gap.issue, gap.term, gap.negotiation]) for gap in stale)

    return Rows(rows(), cache(lambda: _number(counted) + len(stale)))


def _gap_row(gap: Gap, position: Position | None = None) -> GapRow:
    return GapRow(
        id=_gap_id(gap), evidence=position.history[-1].evidence if position else (), holder=gap.holder.name, issue=gap.issue, term=gap.term, kind=gap.kind,
        last=gap.last, negotiation=gap.negotiation,
    )  # fmt: skip


def _gap_id(gap: Gap) -> str:
    return ":".join(filter(None, ("gap", gap.negotiation, gap.holder.id, gap.issue, gap.term)))


def gaps(query: Query, where: Filter = ALL, *, stale_after: int | None = None) -> list[Gap]:
    """Parties with no stated position on an issue of the codebook that two others of their negotiation speak to.

    A party has that role in the negotiation, else holds at least three positions in it. stale_after: days; a position whose last dated stance is older
    than that, counted back from the latest stance of the record, is a gap of kind stale.
    """
    stale, silent = _gaps(query, where, stale_after)
    return [*_none(silent), *stale]


def _gaps(query: Query, where: Filter, stale_after: int | None) -> tuple[list[Gap], "Iterator[Silent]"]:
    """The stale positions, none where nobody asked, and who is silent, of the filter's reports and issue: one negotiation is read after the other."""
    if stale_after is not None:
        cells = _aged(query, where)
        return _stale(cells, stale_after, where.issue), _silent(query, _by_talks(cells), where.issue)
    if where.document is not None or where.outlet is not None or where.actor:
        # Of one holder there are few gaps in many negotiations: all are read, at once.
        return [], _silent(query, _by_talks(_cells(query, where)), where.issue)
    every = query.talks() if where.negotiation is None else [where.negotiation]
    return [], _silent(query, ((talks, query.cells(talks)) for talks in every), where.issue)


def _by_talks(found: Iterable[Cell]) -> Iterator[tuple[str, Sequence[Cell]]]:
    """The positions in each negotiation, by its name."""
    by_talks: dict[str, list[Cell]] = {}
    for cell in found:
        by_talks.setdefault(cell.negotiation or "", []).append(cell)
    yield from sorted(by_talks.items())


class Silent(NamedTuple):
    """Who of the parties to a negotiation has no stated position on an issue."""

    negotiation: str | None
    issue: str
    holders: list[ActorRef]


def _number(silent: Iterable[Silent]) -> int:
    """How many gaps these are; of very many it is only counted that there are more than `COUNTED`."""
    total = 0
    for one in silent:
        total += len(one.holders)
        if total > COUNTED:
            break
    return total


def _none(silent: Iterable[Silent]) -> Iterator[Gap]:
    return (Gap(holder=ref, issue=one.issue, kind="none", negotiation=one.negotiation) for one in silent for ref in one.holders)


def _silent(query: Query, found: Iterable[tuple[str, Sequence[Cell]]], issue: str | None) -> Iterator[Silent]:
    """Who is silent, by negotiation and issue, each by name; on one issue or on all. found: the positions in each negotiation."""
    with_role = [(actor, role) for actor, role in query.roles() if role.role == "party"]
    for talks, cells in found:
        yield from (one for one in _silent_in(talks, cells, with_role) if issue in (None, one.issue))


def _silent_in(talks: str, found: Sequence[Cell], with_role: Sequence[tuple[ActorRef, Role]]) -> Iterator[Silent]:
    holders = {p.holder.id: p.holder for p in found}
    named = {a.id: a for a, role in with_role if role.negotiation == talks or (not talks and a.id in holders)}
    times = Counter(p.holder.id for p in found)
    many = {id: ref for id, ref in holders.items() if times[id] >= MANY}
    parties = sorted((named or many).items(), key=lambda pair: (pair[1].name, pair[0] or ""))
    by_issue: dict[str, set[str | None]] = {}
    for p in found:
        if p.term is None and is_issue(p.issue):
            by_issue.setdefault(p.issue, set()).add(p.holder.id)
    for issue, have in sorted(by_issue.items()):
        if len(have) >= 2:
            yield Silent(talks or None, issue, [ref for id, ref in parties if id not in have])


def is_issue(name: str) -> bool:
    """Whether a position is on an issue of the codebook, which is one word; what a stance is on else is given in the text's own words."""
    return " " not in name


def _stale(found: Sequence[_Aged], days: int, issue: str | None) -> list[Gap]:
    old = _stale_days(found, days)
    some = sorted((p for p in found if p.id in old and issue in (None, p.issue)), key=lambda p: (p.holder.name, p.issue, p.term or ""))
    return [Gap(holder=p.holder, issue=p.issue, term=p.term, kind="stale", last=old[p.id], negotiation=p.negotiation) for p in some]


def _stale_days(found: Sequence[_Aged], days: int) -> dict[str, str]:
    """Position → the day of its last dated stance, for those where that is more than so many days before the latest of all."""
    last = {p.id: max((t.time[:10] for t in p.history if t.time and len(t.time) >= 10), default=None) for p in found}
    latest = max((day for day in last.values() if day), default=None)
    if latest is None:
        return {}
    limit = date.fromisoformat(latest).toordinal() - days
    return {id: day for id, day in last.items() if day and date.fromisoformat(day).toordinal() < limit}
