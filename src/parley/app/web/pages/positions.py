"""Where each party stands: party × issue as of a day, and the history behind each cell."""

from collections.abc import Mapping
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from parley.app.web.asked import Asked
from parley.app.web.held import Kept
from parley.app.web.look import held_of, kept_to, page
from parley.errors import NotInRecord
from parley.export.brief.state import matrix
from parley.model import Filter, Position
from parley.record.standing import Head
from parley.views.positions import held as standing
from parley.views.positions import kept_to as part_of

STALE = 30  # days without a stance after which a cell is marked, unless the address says another number
MOST_OTHERS = 200


def matrix_page(request: Request) -> Response:
    """Party × issue: the latest official stance, its day, whether it moved; gaps and old ones shown as such."""
    held, asked = held_of(request), Asked(request)
    query, heads = held.query, held.query.heads()
    days = days_of(heads)
    as_of = asked.day("as_of")
    steps = asked.number("step", len(days) - 1, 0, max(0, len(days) - 1)) if asked.text("step") is not None else None
    if steps is not None and days:
        as_of = days[steps]
    where = asked.where()
    found = positions_on(query, where, as_of)
    table = matrix(query, Filter(issue=where.issue), positions=found)
    last = as_of or (days[-1] if days else None)
    stale = asked.number("stale", STALE, 1, 10_000)
    return page(
        request, "positions.html", matrix=table, days=days, as_of=as_of, step=_nearest(days, as_of), stale=stale, limit=before(last, stale),
        others=table.others[:MOST_OTHERS], more=max(0, len(table.others) - MOST_OTHERS), asked=dict(asked.pairs()),
    )  # fmt: skip


def positions_on(query: Kept, where: Filter, as_of: str | None) -> list[Position]:
    """The positions as reports published by the end of a day give them; of the negotiation and outlet of the filter."""
    heads = query.heads()
    kept = kept_to(where, heads)
    if as_of is not None:
        end = after(as_of)
        # A report without a known day was read at no known time: no day's knowledge has it.
        kept = {id for id in (kept if kept is not None else heads) if (heads[id].published.end or "~") <= end}
    if kept is None:
        return standing(query)
    return [part for position in query.positions() if (part := part_of(position, kept)) is not None]


def history(request: Request) -> Response:
    """One position: its stances in order of time, each in its sentence, and what moved."""
    held, id = held_of(request), request.path_params["id"]
    found = [position for position in held.query.positions() if position.id == id]
    if not found:
        raise NotInRecord(f"no position {id} in the record")
    return page(request, "position.html", position=found[0], heads=held.query.heads())


def days_of(heads: Mapping[str, Head]) -> list[str]:
    """The days on which something was published, in order."""
    return sorted({head.published.edtf[:10] for head in heads.values() if head.published.edtf and len(head.published.edtf) >= 10})


def _nearest(days: list[str], as_of: str | None) -> int:
    return len(days) - 1 if as_of is None else max(0, sum(day <= as_of for day in days) - 1)


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
