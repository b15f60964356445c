"""What many reports say together: proposals, conditions, disputes, agenda."""

from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from parley import views
from parley.app.web.asked import Asked
from parley.app.web.held import Held, Kept, Named
from parley.app.web.look import held_of, kept_to, page
from parley.app.web.pages.listing import Listing, of_all, of_findings
from parley.app.web.pages.rows import REVIEWS, choices, narrowing
from parley.export.brief import groups
from parley.export.brief.graph import Graph, folding, graph
from parley.model import Claim, Condition, Filter, Proposal, Stance
from parley.views.conditions import became_of, condition_row, stuck_by
from parley.views.proposals import proposal_row

MOST_DRAWN = 80  # conditions in the graph: the blocked ones and the newest
MOST_CLAIMS = 50
MOST_BESIDE = 8  # proposals side by side


def proposals(request: Request) -> Response:
    """What is on the table; those that are ticked stand side by side, term by term, with each party's stance."""
    held, asked = held_of(request), Asked(request)
    ticked = request.query_params.getlist("with")[:MOST_BESIDE]
    beside = [one for id in dict.fromkeys(ticked) if isinstance(one := held.query.some_findings([id]).get(id), Proposal)]
    return page(request, "proposals.html", listing=proposal_listing(held, asked), beside=_beside(held, beside), ticked={one.id for one in beside},
                **choices(held), reviews=REVIEWS, asked=dict(asked.pairs()))  # fmt: skip


def proposal_listing(held: Held, asked: Asked) -> Listing:
    """The rows of the page of proposals."""
    found = of_findings(held, "proposal", asked, asked.where(), narrowing(asked, held.query))
    outlets, taken = Named(held.query), _stances(held.query, [one.id for one in found.rows])
    return found._replace(rows=[proposal_row(one, outlets, [f"{s.holder.name}: {s.value}" for s in taken.get(one.id, [])]) for one in found.rows])


def _stances(query: Kept, proposals: Sequence[str]) -> dict[str, list[Stance]]:
    """Proposal → the stances that point at it."""
    found: dict[str, list[Stance]] = {}
    for stance in query.stances_on(proposals):
        found.setdefault(str(stance.target.id), []).append(stance)
    return found


def _beside(held: Held, some: list[Proposal]) -> dict[str, Any] | None:
    """Kinds of terms down, proposals across: each cell the term with its words; below them who takes which stance on it."""
    if not some:
        return None
    taken = _stances(held.query, [one.id for one in some])
    outlets = Named(held.query)
    kinds = sorted({term.kind for one in some for term in one.terms})
    cells = {(one.id, kind): [term for term in one.terms if term.kind == kind] for one in some for kind in kinds}
    stances = {(one.id, kind): [s for s in taken.get(one.id, []) if s.target.term == kind] for one in some for kind in kinds}
    whole = {one.id: [s for s in taken.get(one.id, []) if s.target.term not in kinds] for one in some}
    return {"proposals": [proposal_row(one, outlets) for one in some], "kinds": kinds, "cells": cells, "stances": stances, "whole": whole}


def conditions(request: Request) -> Response:
    """Who waits for whom: the graph, and a table that says the same."""
    held, asked = held_of(request), Asked(request)
    query = held.query
    where = asked.where()
    kept = kept_to(where, query.heads())
    blocked = views.blocked(query, Filter() if kept is None else where)
    drawn, some = _drawn(held, asked)
    outlets, stuck, became = Named(query), stuck_by(query), became_of(query)
    return page(request, "conditions.html", listing=condition_listing(held, asked), graph=drawn,
                drawn=[condition_row(one, outlets, stuck, became) for one in some],
                blocked=sorted(blocked, key=lambda b: (not b.proven, b.kind, b.id))[:30], reviews=REVIEWS, asked=dict(asked.pairs()),
                **choices(held))  # fmt: skip


def condition_listing(held: Held, asked: Asked) -> Listing:
    """The rows of the page of conditions."""
    found = of_findings(held, "condition", asked, asked.where(), narrowing(asked, held.query))
    outlets, stuck, became = Named(held.query), stuck_by(held.query), became_of(held.query)
    return found._replace(rows=[condition_row(one, outlets, stuck, became) for one in found.rows])


def _drawn(held: Held, asked: Asked) -> tuple[Graph, list[Condition]]:
    """The graph of the blocked conditions and the newest asked for, and the conditions that are drawn, in the order of their numbers."""
    query = held.query

    def made() -> tuple[Graph, list[Condition]]:
        stuck = query.some_findings(list(stuck_by(query))[:MOST_DRAWN])
        newest = query.page("condition", asked.where(), narrowing(asked, query), limit=MOST_DRAWN).findings
        wanted = {one.id for one in newest}
        some = [one for one in stuck.values() if isinstance(one, Condition) and one.id in wanted]
        some += [one for one in newest if isinstance(one, Condition) and one.id not in stuck]
        blocked, fold = list(query.blocked()), folding(list(query.actors()))
        numbers = sorted({n for edge in graph(some, blocked, fold).edges for n in edge.numbers})
        shown = [some[n - 1] for n in numbers]
        return graph(shown, blocked, fold)._replace(left_out=len(some) - len(shown)), shown

    return query.once(("graph", tuple(pair for pair in asked.pairs() if pair[0] != "page")), made)


class _Denied(msgspec.Struct, frozen=True):
    """A claim without its findings: most of a record's claims are denied by nobody, and are not read whole to find that out."""

    id: str
    status: str
    denied_by: tuple[msgspec.Raw, ...] = ()

    @property
    def denied(self) -> bool:
        return bool(self.denied_by) or self.status in ("denied", "disputed")


def disputes(request: Request) -> Response:
    """Claims that cannot all be right, side by side, with independent origins counted; and who confirms and denies what."""
    held, asked = held_of(request), Asked(request)
    shown = dispute_rows(held, asked)
    denied = held.query.once(("derived", "denied"), lambda: [one.id for one in held.query.derived_as("claim", _Denied) if one.denied])
    claims = held.query.derived_as("claim", Claim, ids=denied[:MOST_CLAIMS])
    return page(request, "disputes.html", listing=of_all(shown, asked), claims=claims, claims_total=len(denied), asked=dict(asked.pairs()),
                kinds=("fact", "report", "motive", "figure", "format", "term"))  # fmt: skip


def dispute_rows(held: Held, asked: Asked) -> list[groups.Sides]:
    """The disputes with their sides, candidates last."""
    kind, kept = asked.text("kind"), kept_to(asked.where(), held.query.heads())
    rows = held.query.once(("derived", "dispute rows"), lambda: groups.by_dispute(views.disputes(held.query)))
    return [
        one for one in rows
        if kind in (None, one.first.kind) and (kept is None or any(span.document in kept for side in one.sides for span in side.evidence))
    ]  # fmt: skip


def agenda(request: Request) -> Response:
    """What is planned, and what became of it."""
    held, asked = held_of(request), Asked(request)
    return page(request, "agenda.html", listing=of_all(agenda_rows(held, asked), asked), asked=dict(asked.pairs()),
                fates=("open", "held", "moved", "fell_through", "unknown"))  # fmt: skip


def agenda_rows(held: Held, asked: Asked) -> list[Any]:
    """The rows of the agenda."""
    became, since, until = asked.text("became"), asked.day("since"), asked.day("until")
    kept = kept_to(asked.where(), held.query.heads())
    rows = held.query.once(("agenda rows",), lambda: views.agenda(held.query))
    return [
        row for row in rows
        if became in (None, row.became)
        and (since is None or (groups.known(row.time) and str(row.time) >= since)) and (until is None or (groups.known(row.time) and str(row.time) < until))
        and (kept is None or any(span.document in kept for span in row.evidence))
    ]  # fmt: skip
