"""The application: all routes on one screen, and serving it."""

import sys
from collections.abc import Awaitable, Callable
from importlib import resources

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.app.web import taking_away, working
from parley.app.web.held import Held
from parley.app.web.look import Page, held_of, page
from parley.app.web.pages import across, actors, agreement, entrance, log, overview, positions, press, reader, rows, timeline
from parley.app.web.security import Guard
from parley.app.web.settings import Settings
from parley.errors import NotInRecord, ParleyError
from parley.record import Record

PAGES: tuple[tuple[str, Page], ...] = (
    ("/", overview.overview),
    ("/timeline", timeline.timeline),
    ("/positions", positions.matrix_page),
    ("/positions/{id}", positions.history),
    ("/proposals", across.proposals),
    ("/conditions", across.conditions),
    ("/statements", rows.statements),
    ("/events", rows.events),
    ("/figures", rows.figures),
    ("/disputes", across.disputes),
    ("/agenda", across.agenda),
    ("/coverage", press.coverage),
    ("/actors", actors.actors),
    ("/actors/{id}", actors.actor),
    ("/sources", press.sources),
    ("/sources/{group}", press.copies),
    ("/reports/{id}", reader.report),
    ("/findings/{id}", reader.finding),
    ("/problems", press.problems),
    ("/search", rows.search),
    ("/log", log.log),
    ("/agreement", agreement.agreement),
    ("/saved", log.saved),
    ("/saved/{name}", log.open_saved),
    ("/take/agenda.ics", taking_away.calendar),
    ("/take/{page}.{form}", taking_away.table),
    ("/findings/{id}/cite", taking_away.citation),
    ("/reports/{id}/annotations.jsonld", taking_away.report_annotations),
)
CHANGES: tuple[tuple[str, Callable[[Request], Awaitable[Response]]], ...] = (
    ("/findings/{id}/judge", working.judge_finding),
    ("/reports/{id}/add", working.add_finding),
    ("/reports/{id}/set", working.set_metadata),
    ("/actors/{id}/same", working.judge_actor),
    ("/log/{id}/undo", working.undo),
    ("/saved", working.save_view),
    ("/seen", working.seen),
    ("/name", working.rename),
)
STATIC = {
    "workbench.css": "text/css", "dossier.css": "text/css", "workbench.js": "text/javascript", "htmx.min.js": "text/javascript",
    "htmx.LICENSE.txt": "text/plain", "favicon.svg": "image/svg+xml",
}  # fmt: skip


def application(record: Record, settings: Settings) -> Starlette:
    """The pages over a record, as an ASGI application."""
    routes = [Route(path, _shown(made), methods=["GET"]) for path, made in PAGES]
    routes += [Route(path, _changed(made), methods=["POST"]) for path, made in CHANGES]
    routes += [
        Route("/login", entrance.login, methods=["GET", "POST"]),
        Route("/static/{name}", static, methods=["GET"]),
        Route("/favicon.ico", static, methods=["GET"]),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={HTTPException: _http_fault, ParleyError: _fault, Exception: _broken},
    )
    app.state.held, app.state.settings = Held(record), settings
    return app


def _shown(made: Page) -> Callable[[Request], Awaitable[Response]]:
    def look_and_make(request: Request) -> Response:
        request.state.fresh = held_of(request).look()
        return made(request)

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(look_and_make, request)

    return answer


def _changed(made: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        await run_in_threadpool(held_of(request).query.look)
        return await made(request)

    return answer


async def static(request: Request) -> Response:
    """A file of the package, by a name of `STATIC` and no other."""
    name = request.path_params.get("name", "favicon.svg")
    if name not in STATIC:
        raise HTTPException(404)
    package = "parley.export.brief" if name == "dossier.css" else "parley.app.web.static"
    data = resources.files(package).joinpath(name).read_bytes()
    return Response(data, media_type=STATIC[name], headers={"cache-control": "max-age=3600"})


def _said(request: Request, status: int, message: str) -> Response:
    return page(request, "fault.html", status=status, message=message, status_code=status)


async def _http_fault(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    message = "There is no such page." if fault.status_code == 404 else fault.detail
    return await run_in_threadpool(_said, request, fault.status_code, message)


async def _fault(request: Request, fault: Exception) -> Response:
    return await run_in_threadpool(_said, request, 404 if isinstance(fault, NotInRecord) else 400, str(fault))


async def _broken(request: Request, fault: Exception) -> Response:
    print(f"parley serve: {request.method} {request.url.path}: {type(fault).__name__}: {fault}", file=sys.stderr)
    return Response("This page broke: the server's window says more.", 500, media_type="text/plain")


def serve(record: Record, settings: Settings) -> None:
    """Serves the pages until it is stopped."""
    import uvicorn

    uvicorn.run(application(record, settings), host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False, workers=1)
