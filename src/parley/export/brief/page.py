"""The page of the dossier."""

from pathlib import Path
from typing import Any

import jinja2

from parley import views
from parley.export.brief import groups
from parley.export.brief.graph import folding, graph
from parley.export.brief.quote import Quotes
from parley.export.brief.state import agreed, matrix, shown_issues
from parley.export.content import Content
from parley.model import Filter, Query
from parley.views.notes import NoteRow

MOST = 6  # lines of one list on the first screen


def write_brief(query: Query, out: Path, **options: Any) -> Path:
    """Writes the dossier to one HTML file and gives back its path; options: those of `brief`."""
    html = brief(query, **options)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(html, encoding="utf-8", newline="\n")
    return out


def brief(query: Query, *, negotiation: str | None = None, full_text: bool = False, title: str | None = None, private: bool = False) -> str:
    """The dossier as HTML: the same record gives the same text. Evidence is quoted by its sentence.

    full_text: whole reports too. private: private notes too. title: by default the name of the negotiation.
    """
    where = Filter(negotiation=negotiation)
    documents = list(query.documents(where))
    known = query.negotiations()
    names = sorted({known.get(d.negotiation, d.negotiation) for d in documents if d.negotiation})
    table = matrix(query, where)
    data: dict[str, Any] = {
        "title": title or ", ".join(names) or "Dossier",
        "coverage": views.coverage(query, where),
        "matrix": table,
        "first_issues": shown_issues(table),
        "agreed": agreed(table),
        **_events(query, where),
        **_conditions(query, where),
        **_said(query, where),
        "proposals": views.proposals(query, where),
        "figures": views.figures(query, where),
        "disputes": groups.by_dispute(views.disputes(query, where)),
        "sources": views.sources(query, where),
        "titles": {d.id: d.title or d.item for d in documents},
        "problems": views.problems(query, where),
        "documents": documents if full_text else [],
        "quotes": Quotes(query).of,
        "most": MOST,
        "notes": [note for note in views.notes(query, private=private) if _stands_in({d.id for d in documents}, note)],
        "left_out": [
            *([] if full_text else ["the whole texts of the reports"]),
            *(f"{n} {what.replace('_', ' ')}" for what, n in Content(query, negotiation=negotiation, private=private).left_out().items()),
        ],
    }
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("parley.export.brief", ""), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["words"] = lambda name: str(name).replace("_", " ")
    environment.filters["day"] = groups.day
    environment.filters["short"] = lambda edtf: groups.day(edtf).rpartition(" ")[0] or groups.day(edtf)
    return environment.get_template("dossier.html.j2").render(data)


def _stands_in(documents: set[str], note: NoteRow) -> bool:
    """Whether a note is on one of the reports or what was found in one; notes on actors are of no one negotiation and stay."""
    return note.target in documents or not note.evidence or any(span.document in documents for span in note.evidence)


def _events(query: Query, where: Filter) -> dict[str, Any]:
    timeline = views.timeline(query, where)
    agenda = views.agenda(query, where)
    background = [event for event in views.timeline(query, where, background=True) if event.status == "historical"]
    return {
        "events": len(timeline),
        "by_day": groups.by_day(timeline),
        "by_report": groups.by_report(timeline),
        "background": groups.told(background),
        "deals": groups.deals(timeline, 4),
        "next": groups.upcoming(agenda, views.coverage(query, where).last, MOST),
        "agenda": [a for a in agenda if groups.known(a.time)],
        "agenda_undated": [a for a in agenda if not groups.known(a.time)],
    }


def _conditions(query: Query, where: Filter) -> dict[str, Any]:
    """The conditions that are blocked first, then those whose holder the text names; the graph counts them in this order."""
    blocked = views.blocked(query, where)
    shown = sorted(views.conditions(query, where), key=lambda c: (not c.blocked, c.holder == "—"))
    found = {c.id: c for c in query.findings("condition", where)}
    kept = {b.id for b in blocked}
    return {
        "conditions": shown,
        "blocked": sorted(blocked, key=lambda b: (not b.proven, b.kind, b.id)),
        "graph": graph([found[c.id] for c in shown], [b for b in query.blocked() if b.id in kept], folding(list(query.actors()))),
    }


def _said(query: Query, where: Filter) -> dict[str, Any]:
    statements = views.statements(query, where)
    nameless = (stmt.id for stmt in query.findings("statement", where) if stmt.source.actor is None)
    return {"statements": len(statements), "speakers": groups.by_speaker(statements, nameless)}
