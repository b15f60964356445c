"""The log of judgements, and saved views."""

from typing import NamedTuple, get_args

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from parley.app.options import MOST_ROWS
from parley.app.web.asked import Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of, inside, page
from parley.app.web.pages.listing import of_all, of_part
from parley.errors import NotInRecord
from parley.model import Judgement
from parley.record.judgements import judge
from parley.record.judgements.kept import State

VIEW = "view:"  # before the name of a saved view, as the target of the note that keeps its address
STATES = get_args(State)
MOST_TOLD = 50


class Told(NamedTuple):
    """A judgement that stands, why the last reading left it in its state, and a finding that now stands on most of its words."""

    judgement: Judgement
    reason: str
    near: str | None


def log(request: Request) -> Response:
    """Every judgement with who, when and why, latest first; and what the last reading made of those that stand."""
    held, asked = held_of(request), Asked(request)
    query = held.query
    state = asked.choice("state", STATES)
    told = query.once(("settled",), lambda: _told(held))
    standing = query.once(("standing judgements",), lambda: {one.id for one in judge.standing(query.judgements())})
    if state is None:
        found, total = query.judgements_page((asked.page() - 1) * MOST_ROWS, MOST_ROWS)
        listing = of_part([Told(one, "", None) for one in found], total, asked)
    else:
        listing = of_all(told[state], asked)
    return page(request, "log.html", listing=listing, standing=standing, told=told, states=STATES, most=MOST_TOLD, state=state, asked=dict(asked.pairs()))


def _told(held: Held) -> dict[str, list[Told]]:
    """The judgements that stand, notes left out, by what the last reading made of them, latest first."""
    made = {one.id: one for one in held.query.judgements()}
    found: dict[str, list[Told]] = {state: [] for state in STATES}
    for one in reversed(held.query.settled()):
        if one.action != "note":
            found[one.state].append(Told(made[one.id], one.reason, one.near))
    return found


def saved_views(held: Held) -> dict[str, Judgement]:
    """Name → the note that keeps the address of a saved view, the latest of each name."""
    notes = [one for one in held.query.judgements() if one.action == "note" and one.on == "view"]
    undone = {one.undoes for one in held.query.judgements() if one.action == "undo"}
    return {one.target.removeprefix(VIEW): one for one in notes if one.id not in undone}


def saved(request: Request) -> Response:
    """The saved views."""
    return page(request, "saved.html", views=saved_views(held_of(request)), address_of=request.query_params.get("of", ""))


def open_saved(request: Request) -> Response:
    """Leads to what a saved view shows: its own address stays the same when the view is changed."""
    views, name = saved_views(held_of(request)), request.path_params["name"]
    if name not in views:
        raise NotInRecord(f"no saved view {name}")
    return RedirectResponse(inside(views[name].new or "/"), 303)
