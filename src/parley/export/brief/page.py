"""The page of the dossier."""

from pathlib import Path
from typing import Any

import jinja2

from parley import views
from parley.export.brief.graph import graph
from parley.export.brief.quote import Quotes
from parley.export.brief.state import agreed, matrix, shown_issues
from parley.model import Filter, Query


def write_brief(query: Query, out: Path, *, negotiation: str | None = None, full_text: bool = False, title: str | None = None) -> Path:
    """Writes the dossier to one HTML file and gives back its path. Evidence is quoted by its sentence; whole reports go in only with `full_text`."""
    html = brief(query, negotiation=negotiation, full_text=full_text, title=title)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(html, encoding="utf-8")
    return out


def brief(query: Query, *, negotiation: str | None = None, full_text: bool = False, title: str | None = None) -> str:
    """The dossier as HTML: the same record gives the same text."""
    where = Filter(negotiation=negotiation)
    table = matrix(query, where)
    timeline = views.timeline(query, where)
    agenda = views.agenda(query, where)
    known = views.coverage(query, where)
    documents = list(query.documents(where))
    names = sorted({d.negotiation for d in documents if d.negotiation})
    conditions = list(query.findings("condition", where))
    data: dict[str, Any] = {
        "title": title or (f"Dossier: {', '.join(names)}" if names else "Dossier"),
        "coverage": known,
        "matrix": table,
        "first_issues": shown_issues(table),
        "agreed": agreed(table),
        "next": [a for a in agenda if a.became == "open"][:8],
        "agenda": agenda,
        "conditions": views.conditions(query, where),
        "blocked": views.blocked(query, where),
        "graph": graph(conditions, list(query.blocked())),
        "timeline": timeline,
        "background": [e for e in views.timeline(query, where, background=True) if e.status == "historical"],
        "deals": [e for e in timeline if e.type.startswith(("agreement", "ceasefire_")) and e.status == "happened"],
        "proposals": views.proposals(query, where),
        "statements": views.statements(query, where),
        "figures": views.figures(query, where),
        "disputes": views.disputes(query, where),
        "sources": views.sources(query, where),
        "problems": views.problems(query, where),
        "documents": documents if full_text else [],
        "quotes": Quotes(query).of,
    }
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("parley.export.brief", ""), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["words"] = lambda name: str(name).replace("_", " ")
    return environment.get_template("dossier.html.j2").render(data)
