"""Where each party stands: party × issue as of a day, and the history behind each cell."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from parley.app.web.asked import Asked
from parley.app.web.held import Kept
from parley.app.web.look import held_of, kept_to, page
from parley.app.web.pages.listing import of_all
from parley.errors import NotInRecord
from parley.export.brief.state import matrix
from parley.model import Filter, Head, Position
from parley.views.positions import held as standing
from parley.views.positions import kept_to as part_of

STALE = 30  # days without a stance after which a cell is marked, unless the address says another number
MOST_OTHERS = 200


class AsOf(NamedTuple):
    """The day as of which positions are shown: None for now. days: those on which something was published; step: where the day lies among them."""

    day: str | None
    days: list[str]

    @property
    def step(self) -> int:
        """The place of the day among the days, from 0."""
        return len(self.days) - 1 if self.day is None else max(0, sum(day <= self.day for day in self.days) - 1)

    @property
    def shown(self) -> str | None:
        """The day, for now that of the last report; None where no report has a day."""
        return self.day or (self.days[-1] if self.days else None)


def as_of(query: Kept, asked: Asked) -> AsOf:
    """The day that the address gives, as a day or as a step of the slider."""
    days = query.once(("days",), lambda: days_of(query.heads()))
    if asked.text("step") is None:
        return AsOf(asked.day("as_of"), days)
    step = asked.number("step", len(days) - 1, 0, max(0, len(days) - 1))
    return AsOf(days[step] if step < len(days) - 1 else None, days)


def known_on(query: Kept, where: Filter, day: str | None) -> set[str] | None:
    """The reports of the filter's negotiation and outlet that were published by the end of a day; None for all."""
    heads = query.heads()
    kept = kept_to(where, heads)
    if day is None:
        return kept
    end = after(day)
    # A report without a known day was read at no known time: no day's knowledge has it.
    return {id for id in (kept if kept is not None else heads) if (heads[id].published.end or "~") <= end}


def matrix_page(request: Request) -> Response:
    """Party × issue: the latest official stance, its day, whether it moved; gaps and old ones shown as such."""
    held, asked = held_of(request), Asked(request)
    query, where, on = held.query, asked.where(), as_of(held.query, asked)
    table = matrix(query, Filter(issue=where.issue), positions=positions_on(query, where, on.day))
    stale = asked.number("stale", STALE, 1, 10_000)
    return page(
        request, "positions.html", matrix=table, on=on, stale=stale, limit=before(on.shown, stale),
        others=table.others[:MOST_OTHERS], more=max(0, len(table.others) - MOST_OTHERS), asked=dict(asked.pairs()),
    )  # fmt: skip


def positions_on(query: Kept, where: Filter, day: str | None) -> list[Position]:
    """The positions as reports published by the end of a day give them; of the negotiation and outlet of the filter."""
    kept = known_on(query, where, day)
    if kept is None:
        return standing(query)
    return [part for position in query.positions() if (part := part_of(position, kept)) is not None]


def history(request: Request) -> Response:
    """One position as of a day: its stances in order of time, each in its sentence, and what moved."""
    held, asked, id = held_of(request), Asked(request), request.path_params["id"]
    found = next((position for position in held.query.positions() if position.id == id), None)
    if found is None:
        raise NotInRecord(f"no position {id} in the record")
    on = as_of(held.query, asked)
    kept = known_on(held.query, Filter(), on.day)
    part = found if kept is None else part_of(found, kept)
    return page(request, "position.html", whole=found, position=part, listing=of_all(part.history if part else (), asked), on=on, asked=dict(asked.pairs()))


def days_of(heads: Mapping[str, Head]) -> list[str]:
    """The days on which something was published, in order."""
    return sorted({head.published.edtf[:10] for head in heads.values() if head.published.edtf and len(head.published.edtf) >= 10})


def after(day: str) -> str:
    """The first moment after a day, month or year."""
    if len(day) == 4:
        return f"{int(day) + 1:04}-01-01"
    if len(day) == 7:
        return f"{int(day[:4]) + int(day[5:]) // 12:04}-{int(day[5:]) % 12 + 1:02}-01"
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day < "9999-12-31" else "~"


def before(day: str | None, days: int) -> str | None:
    """The day so many days before, None where there is none."""
    try:
        return (date.fromisoformat(day) - timedelta(days=days)).isoformat() if day and len(day) == 10 else None
    except (ValueError, OverflowError):
        return None
