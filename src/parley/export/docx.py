"""The dossier and the timeline as Word documents: every row with the sentence that it rests on and where that stands."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley import views
from parley.export.brief.groups import day
from parley.export.brief.quote import sentence
from parley.export.content import Content, Row
from parley.export.quoting import folded
from parley.views.positions import NOTHING

if TYPE_CHECKING:
    from docx.document import Document as Page

_SAME_DAY = (1980, 1, 1, 0, 0, 0)  # the same bytes every time
_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))  # what no XML file may hold
Line = tuple[str, ...]


class Evidence:
    """Says where rows come from: the sentence around the evidence, then outlet, title, day, address, report and characters."""

    def __init__(self, documents: Iterable[Row]) -> None:
        self._documents = {row["id"]: row for row in documents}

    def of(self, row: Row) -> str:
        """Sentence and source of each report that the row rests on, one a line; the report's own words, without quotation marks of ours."""
        spans: dict[str, list[Row]] = {}
        for span in row["evidence"]:
            if span["document"] in self._documents:
                spans.setdefault(span["document"], []).append(span)
        return "\n".join(self._line(self._documents[id], some) for id, some in spans.items())

    def _line(self, doc: Row, spans: list[Row]) -> str:
        start, end = min(s["start"] for s in spans), max(s["end"] for s in spans)
        first, last = sentence(doc["text"], start, end)
        source = ", ".join(part for part in (doc["outlet"], doc["title"] or doc["item"], day(doc["published"]["edtf"]), doc["url"]) if part)
        return f"{folded(doc['text'][first:last])} — {source}; report {doc['id']}, characters {start}–{end}"


def write_docx(content: Content, out: Path) -> list[Path]:
    """Writes DIR/brief.docx and DIR/timeline.docx."""
    out.mkdir(parents=True, exist_ok=True)
    evidence = Evidence(content.rows("documents"))
    paths = [out / "brief.docx", out / "timeline.docx"]
    for path, made in zip(paths, (_brief(content, evidence), _timeline(content, evidence)), strict=True):
        path.write_bytes(_bytes(made))
    return paths


def list_docx(title: str, note: str, rows: Sequence[Row], columns: Sequence[str], documents: Iterable[Row]) -> bytes:
    """One list as a Word document: these columns of its rows, each with the sentence that it rests on; `documents` are those of the evidence."""
    page, evidence = _page(title), Evidence(documents)
    page.add_paragraph(note)
    lines = [(*(_words(_said(row[column])) for column in columns), evidence.of(row)) for row in rows]
    _table(page, (*(_words(column).capitalize() for column in columns), "Evidence and source"), lines)
    return _bytes(page)


def _said(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value is not None else None


def _timeline(content: Content, evidence: Evidence) -> "Page":
    page = _page(f"Timeline{_of(content)}")
    _coverage(page, content)
    _events(page, content, evidence)
    return page


def _events(page: "Page", content: Content, evidence: Evidence) -> None:
    rows = [content.plain(row) for row in views.timeline(content.query, content.where)]
    lines = [(day(r["time"]), _words(r["status"]), f"{_words(r['type'])}: {r['participants'] or r['what']}", evidence.of(r)) for r in rows]
    _table(page, ("When", "Status", "What", "Evidence and source"), lines)


def _brief(content: Content, evidence: Evidence) -> "Page":
    page = _page(f"Dossier{_of(content)}")
    _coverage(page, content)
    query, where = content.query, content.where
    sections: list[tuple[str, tuple[str, ...], Iterable[Any], Any]] = [
        ("Positions", ("Who", "On", "Stance", "Evidence and source"), views.positions(query, where), _position),
        ("Blocked", ("Who", "What", "Why", "Evidence and source"), views.blocked(query, where), _blocked),
        ("Conditions", ("Who", "What would follow", "What must come first", "Evidence and source"), views.conditions(query, where), _condition),
        ("Proposals", ("What", "By", "Terms and state", "Evidence and source"), views.proposals(query, where), _proposal),
        ("Agenda", ("When", "What", "What became of it", "Evidence and source"), views.agenda(query, where), _planned),
        ("Disputes", ("About", "Who", "Says", "Evidence and source"), views.disputes(query, where), _side),
        ("Statements", ("When", "Who", "How", "Evidence and source"), views.statements(query, where), _statement),
        ("Figures", ("Figure", "Of what", "Says", "Evidence and source"), views.figures(query, where), _figure),
    ]
    for name, head, rows, line in sections:
        page.add_heading(name, 1)
        plain = [content.plain(row) for row in rows]
        _table(page, head, [(*line(row), evidence.of(row) or NOTHING) for row in plain])
    page.add_heading("Timeline", 1)
    _events(page, content, evidence)
    page.add_heading("Sources", 1)
    sources = [content.plain(row) for row in views.sources(query, where)]
    _table(page, ("When", "Outlet", "Report", "Copy"), [(day(r["published"]), r["outlet"] or "", r["title"] or r["item"], r["copy"] or "") for r in sources])
    return page


def _position(row: Row) -> Line:
    stance = _words(row["value"]) + (f", since {day(row['since'])}" if row["since"] else "")
    stance += f"; personally: {_words(row['personal'])}" if row["personal"] else ""
    return (
        row["holder"],
        _words(row["issue"]) + (f": {row['term']}" if row["term"] else ""),
        stance + (f"; moved: {_words(row['shift'])}" if row["shift"] else ""),
    )


def _blocked(row: Row) -> Line:
    return row["holders"], row["kind"] + ("" if row["proven"] else " (candidate)"), row["reason"]


def _condition(row: Row) -> Line:
    first = f"{_words(row['relation'])} {row['antecedent']}" + (f" ({row['who_must_act']})" if row["who_must_act"] else "")
    return row["holder"], row["consequent"], first + (f"; {row['blocked']}" if row["blocked"] else "")


def _proposal(row: Row) -> Line:
    return f"{row['name']} ({_words(row['kind'])})", row["proposers"] or "", "; ".join(_words(part) for part in (row["terms"], row["state"]) if part)


def _planned(row: Row) -> Line:
    return day(row["time"]), f"{_words(row['type'])}: {row['what']}", _words(row["became"])


def _side(row: Row) -> Line:
    return f"{row['about']} ({row['kind']}{', candidate' if row['candidate'] else ''})", row["by"] or "", f"{row['says']} ({row['origins']} independent)"


def _statement(row: Row) -> Line:
    return (
        day(row["time"]),
        row["speaker"],
        f"{_words(row['act'])}, {'quotation' if row['quoted'] else 'paraphrase' if row['form'] == 'indirect' else row['form']}",
    )


def _figure(row: Row) -> Line:
    return f"{row['figure']} {_words(row['unit'])}", row["of_what"] or "", (row["claimant"] or "") + (" (disputed)" if row["disputed"] else "")


def _words(name: str | None) -> str:
    return str(name or "").replace("_", " ")


def _of(content: Content) -> str:
    known = content.query.negotiations()
    names = sorted({known.get(doc["negotiation"], doc["negotiation"]) for doc in content.rows("documents") if doc["negotiation"]})
    return f": {', '.join(names)}" if names else ""


def _page(title: str) -> "Page":
    import docx

    page = docx.Document()
    page.core_properties.title = title
    page.core_properties.author = "parley"
    page.add_heading(title, 0)
    return page


def _coverage(page: "Page", content: Content) -> None:
    read = views.coverage(content.query, content.where)
    days = f", {day(read.first)} to {day(read.last)}" if read.first else ""
    page.add_paragraph(f"Read: {read.reports} reports by {len(read.outlets)} outlets, {read.origins} independent origins{days}; {read.undated} undated.")
    left = content.left_out()
    page.add_paragraph("Left out: whole texts of the reports" + "".join(f", {count} {_words(what)}" for what, count in left.items()) + ".")


def _table(page: "Page", head: Sequence[str], rows: Sequence[Line]) -> None:
    if not rows:
        page.add_paragraph("Nothing on the record.")
        return
    table = page.add_table(rows=0, cols=len(head), style="Table Grid")
    for line in (head, *rows):
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text.translate(_XML)


def _bytes(page: "Page") -> bytes:
    """The file, with its parts dated alike: python-docx dates them with the clock."""
    made, out = BytesIO(), BytesIO()
    page.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _SAME_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
