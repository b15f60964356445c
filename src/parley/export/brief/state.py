"""Where the talks stand: what the first screen of the dossier says."""

from collections.abc import Sequence
from typing import NamedTuple

from parley.model import ALL, Filter, Position, Query
from parley.views.positions import NOTHING, UNOFFICIAL, held, is_issue

AGREEING = {"accepts", "supports", "proposes"}
MOST_PARTIES = 6
MOST_ISSUES = 8


class Cell(NamedTuple):
    """One party on one issue. `since`: the time of the latest stance; `reported`: the day of the report that it stands in."""

    value: str
    since: str | None
    reported: str | None
    personal: str | None
    position: Position | None
    shifted: bool


class Matrix(NamedTuple):
    """Issues down, parties across."""

    parties: list[str]
    issues: list[str]
    cells: dict[tuple[str, str], Cell]
    others: list[Position]


def matrix(query: Query, where: Filter = ALL, *, positions: Sequence[Position] | None = None) -> Matrix:
    """The positions of the parties (by role; without roles, of those who take most positions) on whole issues; all others apart.

    positions: those of the record unless others are given (what stood on an earlier day).
    """
    found = [p for p in (held(query, where) if positions is None else positions) if where.issue in (None, p.issue)]
    named = {a.id for a in query.actors() if any(r.role == "party" for r in a.roles)}
    weight: dict[str, int] = {}
    for p in found:
        weight[p.holder.name] = weight.get(p.holder.name, 0) + len(p.history)
    parties = sorted({p.holder.name for p in found if p.holder.id in named}) or sorted(weight, key=lambda n: (-weight[n], n))[:MOST_PARTIES]
    whole = [p for p in found if p.term is None and is_issue(p.issue) and p.holder.name in parties]
    count: dict[str, int] = {}
    for p in whole:
        count[p.issue] = count.get(p.issue, 0) + len(p.history)
    issues = sorted(count, key=lambda i: (-count[i], i))
    cells = {(p.holder.name, p.issue): Cell(p.current or UNOFFICIAL, p.since, _reported(query, p), p.personal, p, bool(p.shifts)) for p in whole}
    for party in parties:
        for issue in issues:
            cells.setdefault((party, issue), Cell(NOTHING, None, None, None, None, False))
    others = [p for p in found if p.holder.name not in parties or p.term is not None or not is_issue(p.issue)]
    return Matrix(parties, issues, cells, sorted(others, key=lambda p: (p.holder.name, p.issue, p.term or "")))


def _reported(query: Query, position: Position) -> str | None:
    official = [point for point in position.history if point.value == position.current and point.level == "official"] or list(position.history)
    return query.document(official[-1].evidence[0].document).published.edtf if official else None


def agreed(table: Matrix) -> list[str]:
    """The issues on which at least two parties have a current official stance and all of these agree."""
    found = []
    for issue in table.issues:
        values = [table.cells[party, issue].value for party in table.parties]
        values = [value for value in values if value not in (NOTHING, UNOFFICIAL)]
        if len(values) >= 2 and all(v in AGREEING for v in values):
            found.append(issue)
    return found


def shown_issues(table: Matrix) -> list[str]:
    """The issues of the first screen: those that most is said on."""
    return table.issues[:MOST_ISSUES]
