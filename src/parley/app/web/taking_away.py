"""What leaves a page: its table as CSV or XLSX, and a finding as a quotation with its citation."""

import csv
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from parley.app.printing import plain
from parley.app.web.asked import MOST_ROWS, Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of
from parley.app.web.pages import across, actors, positions, press, rows
from parley.export import CITED, EXPORTS, Content
from parley.export.citation import citation_of
from parley.export.tables import harmless
from parley.export.xlsx import write_rows
from parley.record.paging import COUNTED
from parley.views.positions import positions_row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class At(Asked):
    """The query of a request at a page of its own: what is taken away is the whole list, page after page."""

    def __init__(self, query: Mapping[str, str], page: int) -> None:
        self._query = query
        self._page = page

    def page(self) -> int:
        """The page that was given."""
        return self._page


def _paged(listing: Callable[[Held, Asked], Any]) -> Callable[[Held, Asked], Sequence[Any]]:
    def every(held: Held, asked: Asked) -> list[Any]:
        found: list[Any] = []
        while len(found) < COUNTED:
            some = listing(held, At(dict(asked.pairs()), len(found) // MOST_ROWS + 1)).rows
            found += some
            if len(some) < MOST_ROWS:
                break
        return found

    return every


def _disputes(held: Held, asked: Asked) -> list[Any]:
    return [side for one in across.dispute_rows(held, asked) for side in one.sides]


def _positions(held: Held, asked: Asked) -> list[Any]:
    found = positions.positions_on(held.query, asked.where(), asked.day("as_of"))
    return [positions_row(one) for one in sorted(found, key=lambda p: (p.holder.name, p.issue, p.term or ""))]


def _actors(held: Held, asked: Asked) -> list[Any]:
    return [
        {"id": a.id, "name": a.name, "kind": a.kind, "side": a.side, "aliases": sorted({x.text for x in a.aliases})} for a in actors.actor_rows(held, asked)
    ]


def _problems(held: Held, asked: Asked) -> list[Any]:
    return [{"stage": p.stage, "code": p.code, "where": p.source or p.document, "message": p.message, "advice": p.advice}
            for p in held.query.problems_page(0, COUNTED, code=asked.text("code"))[0]]  # fmt: skip


TABLES: dict[str, Callable[[Held, Asked], Sequence[Any]]] = {
    "statements": _paged(lambda held, asked: rows.statement_listing(held, asked)[0]),
    "events": _paged(rows.event_listing),
    "figures": _paged(rows.figure_listing),
    "proposals": _paged(across.proposal_listing),
    "conditions": _paged(across.condition_listing),
    "positions": _positions,
    "agenda": across.agenda_rows,
    "disputes": _disputes,
    "sources": press.source_rows,
    "problems": _problems,
    "actors": _actors,
}


def table(request: Request) -> Response:
    """The rows of a page as CSV or XLSX: the same filters, all pages; the evidence is its own words, not the report."""
    name, form = request.path_params["page"], request.path_params["form"]
    if name not in TABLES or form not in ("csv", "xlsx"):
        raise HTTPException(404)
    found = [_flat(row) for row in TABLES[name](held_of(request), Asked(request))]
    columns = list(found[0]) if found else ["nothing"]
    cells = [[row[column] for column in columns] for row in found]
    disposition = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    if form == "xlsx":
        return Response(write_rows(name, columns, cells), media_type=XLSX, headers=disposition)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in cells)
    return Response(out.getvalue().encode(), media_type="text/csv; charset=utf-8", headers=disposition)


def _flat(row: Any) -> dict[str, str | int | float | bool | None]:
    given = row if isinstance(row, dict) else {name: getattr(row, name) for name in row.__struct_fields__ if name != "evidence"}
    flat: dict[str, Any] = {name: value if isinstance(value, (int, float)) or value is None else plain(value) for name, value in given.items()}
    evidence = getattr(row, "evidence", ())
    if isinstance(row, msgspec.Struct):
        flat["document"] = evidence[0].document if evidence else None
        flat["start"] = min((s.start for s in evidence), default=None)
        flat["end"] = max((s.end for s in evidence), default=None)
        flat["evidence"] = plain(" | ".join(s.text for s in evidence))
    return flat


def citation(request: Request) -> Response:
    """A finding to paste: its words with who says them and a citation, as text, BibTeX, RIS or CSL-JSON, with offsets and the hash of the text."""
    held, id = held_of(request), request.path_params["id"]
    form = Asked(request).choice("form", CITED, "text") or "text"
    found = held.query.finding(id)
    made = CITED[form]([citation_of(held.query.document(found.document), found)])
    ending = {"text": "txt", "bibtex": "bib", "ris": "ris", "csl": "json"}[form]
    headers = {} if form == "text" else {"content-disposition": f'attachment; filename="{found.id}.{ending}"'}
    return PlainTextResponse(made, headers=headers)


def calendar(request: Request) -> Response:
    """The agenda of the negotiation that the page is kept to, or of all, as iCalendar."""
    held = held_of(request)
    with tempfile.TemporaryDirectory() as folder:
        (path, *_) = EXPORTS["ics"](Content(held.query, negotiation=Asked(request).text("negotiation")), Path(folder))
        data = path.read_bytes()
    return Response(data, media_type="text/calendar", headers={"content-disposition": 'attachment; filename="agenda.ics"'})
