"""What leaves a page: its table as CSV, XLSX, DOCX or Web Annotations, and a finding as a quotation with its citation."""

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

from parley.app.options import MOST_ROWS
from parley.app.printing import plain
from parley.app.web import look
from parley.app.web.asked import Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of
from parley.app.web.pages import across, actors, positions, press, reader, rows, timeline
from parley.export import CITED, EXPORTS, Content
from parley.export.citation import citation_of
from parley.export.content import as_row
from parley.export.docx import list_docx
from parley.export.tables import harmless
from parley.export.webannotation import annotations
from parley.export.xlsx import write_rows
from parley.model import COUNTED
from parley.record.store.writes import chunks
from parley.views.positions import positions_row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JSONLD = "application/ld+json"


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
    found = positions.positions_on(held.query, asked.where(), positions.as_of(held.query, asked).day)
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
    "timeline": _paged(lambda held, asked: timeline.shown_of(held, asked).listing),
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


# What a Word document says of each row, before its evidence; the pages not named here have all that a table has.
WORDS = {
    "statements": ("time", "speaker", "act", "form", "addressee", "channel"), "events": ("time", "status", "type", "participants", "place"),
    "timeline": ("time", "status", "type", "participants", "place"), "figures": ("figure", "unit", "of_what", "claimant", "window", "disputed"),
    "proposals": ("name", "kind", "state", "proposers", "terms", "dates", "stances"), "agenda": ("time", "type", "what", "participants", "became"),
    "conditions": ("holder", "consequent", "relation", "antecedent", "who_must_act", "state", "blocked"),
    "disputes": ("kind", "about", "says", "by", "origins"),
    "positions": ("holder", "issue", "term", "value", "since", "personal", "shift"), "sources": ("published", "outlet", "title", "copy", "origin"),
    "problems": ("stage", "code", "where", "message", "advice"), "actors": ("name", "kind", "side", "aliases"),
}  # fmt: skip
ANNOTATED = tuple(path.removeprefix("/") for path in look.ANNOTATED)
FORMS = ("csv", "xlsx", "docx", "jsonld")
MOST_IN_WORDS = 1000  # rows of a Word document, which nobody reads through at ten thousand


def table(request: Request) -> Response:
    """The rows of a page as CSV, XLSX, DOCX or Web Annotations: the same filters, all pages; the evidence is its own words or sentence, not the report."""
    name, form = request.path_params["page"], request.path_params["form"]
    if name not in TABLES or form not in FORMS or (form == "jsonld" and name not in ANNOTATED):
        raise HTTPException(404)
    held, asked = held_of(request), Asked(request)
    found = TABLES[name](held, asked)
    disposition = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    if form == "docx":
        return Response(_in_words(held, name, asked, found), media_type=DOCX, headers=disposition)
    if form == "jsonld":
        return Response(_annotated(held, [row.id for row in found]), media_type=JSONLD, headers=disposition)
    flat = [_flat(row) for row in found]
    columns = list(flat[0]) if flat else ["nothing"]
    cells = [[row[column] for column in columns] for row in flat]
    if form == "xlsx":
        return Response(write_rows(name, columns, cells), media_type=XLSX, headers=disposition)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in cells)
    return Response(out.getvalue().encode(), media_type="text/csv; charset=utf-8", headers=disposition)


def report_annotations(request: Request) -> Response:
    """All findings of a report as W3C Web Annotations."""
    held, id = held_of(request), request.path_params["id"]
    held.query.document(id)
    made = _annotated(held, [one.id for one in reader.findings_in(held, id)])
    return Response(made, media_type=JSONLD, headers={"content-disposition": f'attachment; filename="{id}.jsonld"'})


def _in_words(held: Held, name: str, asked: Asked, found: Sequence[Any]) -> bytes:
    some = found[:MOST_IN_WORDS]
    documents = held.query.some_documents(span.document for row in some for span in getattr(row, "evidence", ()))
    kept = "".join(f"; {key.replace('_', ' ')}: {value}" for key, value in asked.pairs() if key not in ("page", "with"))
    note = f"{len(some)} of {len(found)} rows{kept}. Each has the sentence that it rests on; whole texts of the reports are left out."
    return list_docx(name.capitalize(), note, [_in_cells(row) for row in some], WORDS[name], [as_row(doc) for doc in documents])


def _in_cells(row: Any) -> dict[str, Any]:
    plain_row = row if isinstance(row, dict) else msgspec.to_builtins(row)
    told = {name: ", ".join(map(str, value)) if isinstance(value, (list, tuple)) and name != "evidence" else value for name, value in plain_row.items()}
    return {"evidence": (), **told}


def _annotated(held: Held, ids: Sequence[str]) -> bytes:
    found: dict[str, Any] = {}
    for some in chunks(ids):
        found |= held.query.some_findings(some)
    documents = held.query.some_documents(one.document for one in found.values())
    return annotations([as_row(found[id]) for id in ids if id in found], [as_row(doc) for doc in documents])


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
