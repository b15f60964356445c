"""The log of judgements, and saved views."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from parley.app.web.asked import MOST_ROWS, Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of, inside, page
from parley.app.web.pages.listing import of_part
from parley.errors import NotInRecord
from parley.model import Judgement
from parley.record import judge

VIEW = "view:"  # before the name of a saved view, as the target of the note that keeps its address


def log(request: Request) -> Response:
    """Every judgement with who, when and why, latest first; and which corrections held at the last reading."""
    held, asked = held_of(request), Asked(request)
    found, total = held.query.judgements_page((asked.page() - 1) * MOST_ROWS, MOST_ROWS)
    every = held.query.once(("standing judgements", total), lambda: judge.standing(held.query.judgements()))
    return page(request, "log.html", listing=of_part(found, total, asked), standing={one.id for one in every}, kept=_kept(held, every))


def _kept(held: Held, every: list[Judgement]) -> dict[str, list[Judgement]]:
    """Standing judgements on findings by what became of them: kept (the finding is there) or orphaned (its text is gone)."""
    on = [one for one in every if one.action in ("accept", "reject", "correct")]
    targets = list(dict.fromkeys(one.target for one in on))
    there: set[str] = set()
    for start in range(0, len(targets), 400):
        there |= set(held.query.some_findings(targets[start : start + 400]))
    return {"kept": [one for one in on if one.target in there], "orphaned": [one for one in on if one.target not in there]}


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
