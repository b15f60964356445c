"""Lists of findings: statements with facets, events, figures; and full-text search."""

from typing import Any, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from parley.app.web.asked import Asked
from parley.app.web.held import Held, Kept, Named
from parley.app.web.look import held_of, page
from parley.app.web.pages.listing import Listing, of_findings
from parley.model import Filter, Statement, finding
from parley.record.queries.paging import Narrow
from parley.views.figures import figure_row
from parley.views.statements import statement_row
from parley.views.timeline import Stories, event_row

ACTS, FORMS = get_args(finding.Act), get_args(finding.Form)
CHANNELS, STATUSES = get_args(finding.Channel), get_args(finding.Status)
CERTAINTIES, REVIEWS = get_args(finding.Certainty), get_args(finding.Review)
ORDERS = ("newest", "oldest", "time", "latest")
MOST_HITS = 100
MOST_SPEAKERS = 40  # offered in the facets


def narrowing(asked: Asked, query: Kept) -> Narrow:
    """What the address keeps a list to beyond a `Filter`."""
    origin = asked.text("origin")
    documents = tuple(sorted(id for id, its in origins(query).items() if its == origin)) if origin else None
    return Narrow(
        act=asked.choice("act", ACTS), form=asked.choice("form", FORMS), channel=asked.choice("channel", CHANNELS), status=asked.choice("status", STATUSES),
        certainty=asked.choice("certainty", CERTAINTIES), review=asked.choice("review", REVIEWS), type=asked.text("type"), unit=asked.text("unit"),
        from_day=asked.day("from"), to_day=asked.day("to"), documents=documents,
        order=asked.choice("order", ORDERS, "newest"),  # type: ignore[arg-type]
    )  # fmt: skip


def origins(query: Kept) -> dict[str, str]:
    """Document → what it counts as: an agency's name or the id of a document."""
    return query.once(("origins",), lambda: dict(query.origins()))


def choices(held: Held) -> dict[str, Any]:
    """What the facets of a list offer: those who speak most, issues, outlets, agencies that are the origin of several reports."""
    query = held.query

    def made() -> dict[str, Any]:
        heads = query.heads()
        names = {actor.id: actor.name for actor in query.actors()}
        counted: dict[str, int] = {}
        for origin in origins(query).values():
            if origin not in heads:
                counted[origin] = counted.get(origin, 0) + 1
        return {
            "speakers": sorted({names[id] for id, _ in query.speakers()[:MOST_SPEAKERS] if id in names}),
            "issues": [issue for issue, _ in query.issues()],
            "outlets": sorted({head.outlet for head in heads.values() if head.outlet}),
            "origins": sorted(counted),
        }

    return query.once(("choices",), made)


def statements(request: Request) -> Response:
    """Who said what to whom, where and when: facets and full text."""
    held, asked = held_of(request), Asked(request)
    listing, _ = statement_listing(held, asked)
    return page(
        request,
        "statements.html",
        listing=listing,
        **choices(held),
        asked=dict(asked.pairs()),
        acts=ACTS,
        forms=FORMS,
        channels=CHANNELS,
        certainties=CERTAINTIES,
        reviews=REVIEWS,
    )


def statement_listing(held: Held, asked: Asked, where: Filter | None = None, until: str | None = None) -> tuple[Listing, list[Statement]]:
    """The rows of the page of statements, those of reports published before `until`, and the statements themselves."""
    narrow = narrowing(asked, held.query)
    narrow = msgspec.structs.replace(narrow, to_day=until) if until is not None else narrow
    found = of_findings(held, "statement", asked, where or asked.where(), narrow)
    outlets = Named(held.query)
    return found._replace(rows=[statement_row(stmt, outlets) for stmt in found.rows]), list(found.rows)


def events(request: Request) -> Response:
    """What happened, is planned or was called off, report by report."""
    held, asked = held_of(request), Asked(request)
    listing = event_listing(held, asked)
    types = held.query.once(("types",), lambda: sorted(held.query.types("event")))
    return page(request, "events.html", listing=listing, types=types, statuses=STATUSES, **choices(held), reviews=REVIEWS, asked=dict(asked.pairs()))


def event_listing(held: Held, asked: Asked, where: Filter | None = None) -> Listing:
    """The rows of the page of events."""
    found = of_findings(held, "event", asked, where or asked.where(), narrowing(asked, held.query))
    return found._replace(rows=event_rows(held, found.rows))


def event_rows(held: Held, found: Any) -> list[Any]:
    """Rows of events, each with how many independent origins tell it."""
    query = held.query
    outlets, joint = Named(query), query.joint()
    told = stories(query).of([event.id for event in found])
    return [event_row(event, outlets, joint, *told[event.id]) for event in found]


def stories(query: Kept) -> Stories:
    """Which story an event belongs to, and on how many independent origins it is told."""
    return query.once(("derived", "stories"), lambda: Stories(query))


def figures(request: Request) -> Response:
    """Numbers, with who stands behind them."""
    held, asked = held_of(request), Asked(request)
    units = held.query.once(("units",), lambda: sorted(held.query.types("figure", "unit")))
    return page(request, "figures.html", listing=figure_listing(held, asked), units=units, **choices(held), reviews=REVIEWS, asked=dict(asked.pairs()))


def figure_listing(held: Held, asked: Asked) -> Listing:
    """The rows of the page of figures."""
    query = held.query
    disputed = query.once(("derived", "disputed figures"), lambda: {
        id for dispute in query.disputes() if dispute.kind == "figure" for side in dispute.sides for id in side.findings
    })  # fmt: skip
    outlets = Named(query)
    found = of_findings(held, "figure", asked, asked.where(), narrowing(asked, query))
    return found._replace(rows=[figure_row(figure, outlets, disputed) for figure in found.rows])


def search(request: Request) -> Response:
    """Passages of reports and statements with all the words, best first."""
    held, asked = held_of(request), Asked(request)
    words = asked.text("text") or ""
    hits = held.query.once(("search", words), lambda: held.query.search(words, MOST_HITS)) if words else []
    return page(request, "search.html", searched=words, hits=hits, heads=held.query.heads(), most=MOST_HITS)
