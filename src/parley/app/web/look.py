"""How pages look: the templates, what every page has (navigation, coverage note, form token), and links that keep what was asked."""

import functools
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from parley.app.web import forms
from parley.app.web.held import Held
from parley.app.web.settings import Settings
from parley.export.brief.groups import day
from parley.export.brief.quote import Quotes
from parley.model import Filter
from parley.record.store.rows import head

NAVIGATION = (
    ("Talks", (("/", "Overview"), ("/timeline", "Timeline"), ("/positions", "Positions"), ("/proposals", "Proposals"), ("/conditions", "Conditions"))),
    ("Findings", (("/statements", "Statements"), ("/events", "Events"), ("/figures", "Figures"), ("/disputes", "Disputes"), ("/agenda", "Agenda"))),
    ("Press", (("/sources", "Sources"), ("/actors", "Actors"), ("/coverage", "Coverage"), ("/problems", "Problems"))),
    ("Work", (("/log", "Log"), ("/agreement", "Agreement"), ("/saved", "Saved views"))),
)  # fmt: skip
ANNOTATED = ("/statements", "/events", "/timeline", "/figures", "/proposals", "/conditions")  # lists of findings
TABLES = (*ANNOTATED, "/positions", "/agenda", "/disputes", "/sources", "/problems", "/actors")


@functools.cache
def environment() -> jinja2.Environment:
    """The templates: everything escaped, an unknown name is a fault."""
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader("parley.app.web"), jinja2.PackageLoader("parley.export.brief", "")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["words"] = lambda name: str(name).replace("_", " ")
    made.filters["day"] = day
    made.filters["kind"] = head
    made.filters["one"] = lambda text: " ".join(str(text).split())
    made.filters["path"] = lambda text: quote(str(text), safe="")
    return made


def held_of(request: Request) -> Held:
    """The record behind the pages."""
    held: Held = request.app.state.held
    return held


def settings_of(request: Request) -> Settings:
    """What the command line decided."""
    settings: Settings = request.app.state.settings
    return settings


def who_judges(request: Request) -> str:
    """The name under which this browser's judgements go into the log."""
    name = "".join(c for c in forms.unquoted(request.cookies.get("parley-name", "")) if c.isprintable()).strip()
    return name[:80] or settings_of(request).by


def linked(path: str, pairs: list[tuple[str, str]], **changed: object) -> str:
    """An address with the given query, some of it changed; None takes a name out; the page number is kept only when it is given."""
    kept = [(name, value) for name, value in pairs if name not in changed and name != "page"]
    kept += [(name, str(value)) for name, value in changed.items() if value is not None]
    return f"{path}?{urlencode(kept)}" if kept else path


def page(request: Request, template: str, *, status: int = 200, **data: Any) -> Response:
    """A page, or with htmx's header only its main part when the template has such a part."""
    held, settings = held_of(request), settings_of(request)
    pairs = [(name, value) for name, value in request.query_params.items() if value]
    here = request.url.path
    heads = held.query.heads()
    common: Mapping[str, Any] = {
        "navigation": NAVIGATION,
        "here": here,
        "record_name": settings.name,
        "read_only": settings.read_only,
        "by": who_judges(request),
        "token": forms.token_of(forms.session_of(request), settings),
        "fresh": getattr(request.state, "fresh", True),
        "negotiations": held.query.once(("negotiations",), lambda: sorted({head.negotiation for head in heads.values() if head.negotiation})),
        "negotiation": request.query_params.get("negotiation", ""),
        "reports": len(heads),
        "quotes": Quotes(held.query).of,
        "link": functools.partial(linked, here, pairs),
        "address": linked(here, pairs),
        "pairs": pairs,
        "can_take": here in TABLES,
        "annotated": here in ANNOTATED,
        "part": request.headers.get("hx-request") == "true" and request.headers.get("hx-target") == "results",
    }
    html = environment().get_template(template).render({**common, **data})
    return forms.keep_session(request, HTMLResponse(html, status))


Page = Callable[[Request], Response]


def kept_to(where: Filter, heads: Mapping[str, Any]) -> set[str] | None:
    """The documents of a filter's negotiation and outlet, None when it names neither."""
    if where.negotiation is None and where.outlet is None:
        return None
    return {id for id, head in heads.items() if where.negotiation in (None, head.negotiation) and where.outlet in (None, head.outlet)}


def inside(address: str) -> str:
    """The address when it is one of these pages, else the first page: nobody is sent elsewhere by a form."""
    fine = address.startswith("/") and not address.startswith(("//", "/\\")) and all(" " <= c <= "~" and c != "\\" for c in address)
    return address if fine else "/"
