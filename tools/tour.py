"""Writes docs/tour.md: one report, docs/tour.txt, taken through every room by the real pipeline, so that the page says nothing that is not so.

python tools/tour.py

`tests/architecture/test_docs.py` fails when the page is not what this writes today.
"""

import html
import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import msgspec

from parley import views
from parley.app.options import Format
from parley.app.printing import plain, print_shown
from parley.codebook import load, read_parties
from parley.export import EXPORTS, Content
from parley.export.brief import write_brief
from parley.model import FINDINGS, AnnotatedDocument, Document, Span, Time
from parley.pipeline import STAGES, annotate
from parley.read import ReadOptions, read_inputs
from parley.record import Record, open_record

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "tour.txt"
PAGE = ROOT / "docs" / "tour.md"
MOST = 100  # characters of a cell

Lines = list[str]


def tour() -> str:
    """The page as Markdown, from the code as it is."""
    doc = annotated()
    with tempfile.TemporaryDirectory() as folder, open_record(str(Path(folder) / "tour.db"), create=True) as record:
        record.add([doc], pipeline="tour")
        record.reduce()
        parts = [part(doc) for part in (reading, segmenting, telling_times, finding_actors, extracting)]
        parts += [recording(record), viewing(record), exporting(record, Path(folder)), closing(doc)]
    return "\n".join("\n".join(part) + "\n" for part in parts).rstrip() + "\n"


def annotated() -> AnnotatedDocument:
    """The report of the tour with everything that the stages find in it."""
    options = ReadOptions(outlet="Harbor Courier", published="2031-03-12", negotiation="serrin")
    doc = next(found for found in read_inputs([str(REPORT)], options) if isinstance(found, Document))
    return annotate(doc, codebook=load("peace").of(read_parties(str(ROOT / "examples" / "parties.toml"))))


def reading(doc: AnnotatedDocument) -> Lines:
    report = doc.document
    published = report.published
    assert report.dateline is not None
    rows: list[Sequence[object]] = [
        ("id", f"`{report.id}`", "hash of item and text; metadata is no part of it"),
        ("item", report.item, "the file's name: the report has neither address nor id"),
        ("outlet", report.outlet, "`--outlet`"),
        ("published", published.edtf, f"basis *{published.basis}*"),
        ("dateline", f"{report.dateline.place}, {report.dateline.day}, {report.dateline.agency}", at(report.dateline.span)),
        *(("credit", credit.name, f"{credit.kind.replace('_', ' ')}, {at(credit.span)}") for credit in report.credits),
    ]
    return [
        "# A tour: one report through every room",
        "",
        "<!-- Written by tools/tour.py from the real pipeline. Change that and run it; do not edit this page. -->",
        "",
        "A report goes in at the front and a dossier comes out at the back. This page shows what each room adds, on one short report about the invented",
        "talks of the [sample press](../examples/parties.toml). All of it is what the code gives, what it misses or misreads too.",
        "",
        "The report is [tour.txt](tour.txt):",
        "",
        *(f"> {line}" if line else ">" for line in report.text.rstrip("\n").split("\n")),
        "",
        "To follow along:",
        "",
        "    parley read docs/tour.txt --outlet \"Harbor Courier\" --published 2031-03-12 --parties examples/parties.toml --record tour.db",
        "    parley show tour.db ID",
        "",
        "## Read: bytes become a document",
        "",
        *table("field value from", rows),
        "",
        f"The text is kept as it was, {len(report.text):,} characters; every offset below points into it. More: [reading](read.md).",
    ]  # fmt: skip


def segmenting(doc: AnnotatedDocument) -> Lines:
    report = doc.document
    blocks = [(block.kind, block.rule, words(report.text[block.start : block.end])) for block in report.blocks]
    quotations = [(q.index, words(report.text[q.start : q.end]), "yes" if q.apart else "no") for q in doc.quotations]
    sentences = [
        (sent.index, sent.block, sent.quotation if sent.quotation >= 0 else "", words(report.text[sent.start : sent.end]), len(sent.tokens))
        for sent in doc.sentences
    ]
    return [
        "## Segment: blocks, quotations, sentences",
        "",
        "Every character lies in one block. Findings come from headline and body alone, so the appeal for money and the credit can say nothing.",
        "",
        *table("kind rule begins", blocks),
        "",
        "Quotation marks are matched by a machine of characters before anything is parsed. A quotation that stands alone is cut out of its frame,",
        "and both are parsed apart.",
        "",
        *table("quotation words parsed_apart", quotations),
        "",
        *table("sentence block quotation words tokens", sentences),
    ]


def telling_times(doc: AnnotatedDocument) -> Lines:
    rows = [
        (
            time.as_written,
            time.edtf,
            interval(time),
            time.anchor.kind if time.anchor else "",
            time.offset or "",
            time.unresolved or "; ".join(time.alternatives),
        )
        for time in doc.times
    ]
    return [
        "## Times: what each expression denotes",
        "",
        "A relative time is counted from an anchor that the text gives; what denotes no place on the calendar stays unresolved with a reason.",
        "More: [times](times.md).",
        "",
        *table("words EDTF interval counted_from offset unresolved,_or_another_reading", rows),
    ]


def finding_actors(doc: AnnotatedDocument) -> Lines:
    names = {actor.id: actor.name for actor in doc.actors}
    mentions = [(m.span.text, m.form, m.kind, names[m.actor] if m.actor else f"*unknown: {m.reason}*") for m in doc.mentions]
    actors = [
        (f"`{a.key}`", a.name, a.kind, a.of or "", a.side or "", "; ".join(o.title for o in a.offices), ", ".join(names.get(m, m) for m in a.members))
        for a in doc.actors
    ]
    return [
        "## Actors: who the words stand for",
        "",
        "More: [actors](actors.md).",
        "",
        *table("mention form kind stands_for", mentions),
        "",
        *table("key name kind of side offices members", actors),
    ]


def extracting(doc: AnnotatedDocument) -> Lines:
    said = [
        (who(s.source), " … ".join(c.text for c in s.cue), " … ".join(c.text for c in s.content), s.form, s.act, s.addressee and s.addressee.name, edtf(s.time))
        for s in doc.statements
    ]
    events = [
        (
            e.type.replace("_", " "), e.status, e.trigger.text, "; ".join(dict.fromkeys(f"{p.actor.name} ({p.role})" for p in e.participants)),
            e.place and e.place.name, edtf(e.time),
        )
        for e in doc.events
    ]  # fmt: skip
    proposals = [
        (p.name, p.kind, p.state and p.state.replace("_", " "), "; ".join(b.name for b in p.proposers), "; ".join(f"{t.kind}: {t.value}" for t in p.terms))
        for p in doc.proposals
    ]
    stances = [
        (s.holder.name, s.value.replace("_", " "), s.target.kind, s.target.name, s.target.issue, s.level, s.attributed_by.name if s.attributed_by else s.voice)
        for s in doc.stances
    ]
    conditions = [
        (
            c.holder and c.holder.name, c.consequent and c.consequent.text, c.relation.replace("_", " "), c.antecedent.text,
            c.antecedent.actor and c.antecedent.actor.name,
        )
        for c in doc.conditions
    ]  # fmt: skip
    figures = [
        (f.span.text, number(f.value), f.bound.replace("_", " "), f.unit, f.of_what, f.claimant and f.claimant.name, edtf(f.window)) for f in doc.figures
    ]
    chain = doc.statements[1].chain if len(doc.statements) > 1 else ()
    return [
        "## Extract: six kinds of findings",
        "",
        "Each has the sentence or the words that it rests on as evidence; the tables show some of the fields. More: [statements](statements.md),",
        "[events and figures](events-figures.md), [proposals, stances and conditions](proposals-stances-conditions.md).",
        "",
        "**Statements**: source, cue, content.",
        "",
        *table("source cue content form act addressee time", said),
        "",
        "Each keeps the way that it took to the page; the second one: " + " → ".join(f"{link.name} ({link.kind.replace('_', ' ')})" for link in chain) + ".",
        "",
        "**Events**",
        "",
        *table("type status trigger participants place time", events),
        "",
        "**Proposals**",
        "",
        *table("name kind state proposers terms", proposals),
        "",
        "**Stances**: one party on one thing at one time.",
        "",
        *table("holder value on target issue level voice", stances),
        "",
        "**Conditions**",
        "",
        *table("holder what_would_follow relation what_must_come_first who_must_act", conditions),
        "",
        "**Figures**",
        "",
        *table("words value bound unit of_what claimant window", figures),
        "",
        *(["**Problems**", "", *table("stage code message", [(p.stage, p.code, p.message) for p in doc.problems])] if doc.problems else ["No problems."]),
    ]


def recording(record: Record) -> Lines:
    blocked = views.blocked(record)
    kept: dict[str, Iterable[object]] = {"documents": record.documents()}
    kept |= {f"{kind}s": record.findings(kind) for kind in FINDINGS}
    kept |= {name: getattr(record, name)() for name in ("actors", "positions", "claims", "disputes", "blocked", "agenda")}
    return [
        "## Record: what the reports say together",
        "",
        "The record checks every span against the text and refuses a document in which one does not fit. Then it computes what follows from all",
        "findings: here from one report, so that no copy, no second origin and no dispute between outlets can show. More: [the record](record.md).",
        "",
        *table("kept count", [(name, len(list(rows))) for name, rows in kept.items()]),
        "",
        *(f"- {row.kind}, {'proven' if row.proven else 'candidate'}: {row.reason}" for row in blocked),
        *(f"- dispute ({row.kind}): {row.says} — {row.by}" for row in views.disputes(record)),
    ]  # fmt: skip


def viewing(record: Record) -> Lines:
    positions = [(r.holder, r.issue, r.value.replace("_", " "), r.since, r.words) for r in views.positions(record)]
    agenda = [(r.time, r.type.replace("_", " "), r.what, r.participants, r.became) for r in views.agenda(record)]
    sources = [(r.outlet, r.item, r.origin, r.credits) for r in views.sources(record)]
    first = next(iter(views.conditions(record)))
    with redirect_stdout(io.StringIO()) as out:
        print_shown(views.show(record, first.id), Format.table)
    return [
        "## Views: questions to the record",
        "",
        "`parley positions`: the latest stance of each party on each issue.",
        "",
        *table("holder issue value since words", positions),
        "",
        "`parley agenda`: what is planned, and what became of it.",
        "",
        *table("time type what participants became", agenda),
        "",
        "`parley sources`: what each report is a copy of, what it counts as, whom it credits.",
        "",
        *table("outlet item counts_as credits", sources),
        "",
        f"`parley show tour.db {first.id}`: a finding in its sentence.",
        "",
        "```text",
        *(line.rstrip() for line in out.getvalue().splitlines()),
        "```",
        "",
        "All views: [commands](commands.md); the same from [Python](python.md).",
    ]


def exporting(record: Record, folder: Path) -> Lines:
    paths = EXPORTS["jsonl"](Content(record), folder / "out")
    line = next(path for path in paths if path.name == "figures.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    return [
        "## Export: the whole record as files",
        "",
        f"`parley export tour.db --format jsonl --out out` writes {len(paths)} files, one a kind. The last line of `figures.jsonl`:",
        "",
        "```json",
        *msgspec.json.format(line, indent=2).split("\n"),
        "```",
        "",
        "Offsets can be checked against `documents.jsonl` without parley. More: [exports](export.md).",
        "",
        "## Brief: the dossier",
        "",
        f"`parley brief tour.db --out dossier.html` writes one HTML file that needs no network: {sections(record, folder)}.",
        "Every row opens the sentence that it rests on.",
    ]


def sections(record: Record, folder: Path) -> str:
    page = write_brief(record, folder / "dossier.html").read_text(encoding="utf-8")
    return ", ".join(html.unescape(name).lower() for name in re.findall(r"<h2[^>]*>([^<]+)</h2>", page))


def closing(doc: AnnotatedDocument) -> Lines:
    return [
        "## The order of the stages",
        "",
        "`src/parley/pipeline.py` runs them one after another, each a function from an annotated document to an annotated document:",
        "",
        " → ".join(f"`{stage.__name__}`" for stage in STAGES) + ".",
    ]


def table(head: str, rows: Iterable[Sequence[object]]) -> Lines:
    """A Markdown table; names of columns are divided by blanks, with an underscore for a blank within one."""
    names = [name.replace("_", " ") for name in head.split()]
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    return [*lines, *("| " + " | ".join(cell(value) for value in row) + " |" for row in rows)]


def cell(value: object) -> str:
    return words(plain(value)).replace("|", "\\|")


def words(text: str) -> str:
    """The text as one line, cut at a blank where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= MOST else line[:MOST].rpartition(" ")[0] + " …"


def at(span: Span) -> str:
    return f"characters {span.start}–{span.end}"


def interval(time: Time) -> str:
    return f"{time.start or ''} – {time.end or ''}" if time.start or time.end else ""


def edtf(time: Time | None) -> str:
    return "" if time is None else time.edtf or f"*{time.unresolved}*"


def who(source: Any) -> str:
    return source.actor.name if source.actor else f"{source.span.text if source.span else 'not named'} (*{source.reason or 'not named'}*)"


def number(value: object) -> str:
    return "–".join(map(str, value)) if isinstance(value, tuple) else plain(value)


if __name__ == "__main__":
    PAGE.write_text(tour(), encoding="utf-8", newline="\n")
    print(PAGE)
