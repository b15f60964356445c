"""The reader: a report with every finding marked in place; and one finding in its sentence, with its fields and what was decided on it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from parley.app.web.asked import Asked
from parley.app.web.fields import Field, fields_of, line_of
from parley.app.web.held import Held
from parley.app.web.look import held_of, page
from parley.app.web.pages.rows import origins
from parley.model import FINDINGS, AnyFinding, Document, Filter
from parley.record.judgements import judge
from parley.record.queries.paging import Narrow
from parley.record.store.rows import head
from parley.views.show import context

MOST_OF_KIND = 500


class Piece(NamedTuple):
    """A run of a report's text with the findings whose evidence it is, innermost first."""

    text: str
    findings: tuple[AnyFinding, ...]
    starts: tuple[str, ...]


class Passage(NamedTuple):
    """A block of a report in pieces."""

    kind: str
    pieces: list[Piece]


def report(request: Request) -> Response:
    """A report with all that was found in it."""
    held, asked, id = held_of(request), Asked(request), request.path_params["id"]
    doc = held.query.document(id)
    found = findings_in(held, id)
    kinds = [kind for kind in FINDINGS if asked.text("only") in (None, kind)]
    shown = [one for one in found if head(one) in kinds]
    copies = held.query.copy_of()
    here = copies.get(id)
    same = [copy for copy in copies.values() if here and copy.group == here.group and copy.document != id]
    return page(
        request, "report.html", doc=doc, passages=passages(doc, shown), findings=shown, lines={one.id: line_of(one) for one in shown}, on=asked.text("f"),
        problems=held.query.problems_page(0, 50, document=id)[0], copy=here, copies=same, heads=held.query.heads(), origin=origins(held.query).get(id, id),
        all_kinds=FINDINGS,
        counts={kind: sum(head(one) == kind for one in found) for kind in FINDINGS}, only=asked.text("only"),
        judgements=held.query.judgements_on([id]), correctable=judge.CORRECTABLE, standing=_standing(held, [id]),
    )  # fmt: skip


def findings_in(held: Held, document: str) -> list[AnyFinding]:
    """All findings of a report, in the order of its text."""
    found: list[AnyFinding] = []
    for kind in FINDINGS:
        found += held.query.page(kind, Filter(document=document), Narrow(order="oldest"), limit=MOST_OF_KIND).findings
    return sorted(found, key=lambda one: (one.evidence[0].start, one.evidence[-1].end, FINDINGS.index(head(one))))


def passages(doc: Document, found: Sequence[AnyFinding]) -> list[Passage]:
    """The text of a report in blocks and pieces; the pieces of all blocks together are the text, to the character."""
    spans = [(span.start, span.end, one) for one in found for span in one.evidence]
    first = {one.id: min(span.start for span in one.evidence) for one in found}
    cuts = {0, len(doc.text)} | {at for block in doc.blocks for at in (block.start, block.end)} | {at for start, end, _ in spans for at in (start, end)}
    ends = sorted(at for at in cuts if 0 <= at <= len(doc.text))
    starting: dict[int, list[tuple[int, int, AnyFinding]]] = {}
    for span in spans:
        starting.setdefault(span[0], []).append(span)
    made: list[Passage] = []
    live: list[tuple[int, int, AnyFinding]] = []
    blocks = sorted(doc.blocks, key=lambda block: block.start)
    number = 0
    for start, end in pairwise(ends):
        while number < len(blocks) and blocks[number].end <= start:
            number += 1
        kind = blocks[number].kind if number < len(blocks) and blocks[number].start <= start else "between"
        live = [span for span in live if span[1] > start] + starting.get(start, [])
        inner = sorted(live, key=lambda span: (span[1] - span[0], FINDINGS.index(head(span[2]))))
        here = tuple(dict.fromkeys(one.id for _, _, one in inner if first[one.id] == start))
        piece = Piece(doc.text[start:end], tuple({one.id: one for _, _, one in inner}.values()), here)
        if not made or made[-1].kind != kind:
            made.append(Passage(kind, []))
        made[-1].pieces.append(piece)
    return made


def finding(request: Request) -> Response:
    """One finding: its sentence, its fields, each of which can be corrected, and what was decided on it."""
    held, asked, id = held_of(request), Asked(request), request.path_params["id"]
    found = held.query.finding(id)
    doc = held.query.document(found.document)
    listed: list[Field] = fields_of(found)
    wanted = asked.text("field")
    low, high = min(s.start for s in found.evidence), max(s.end for s in found.evidence)
    near = [one for one in findings_in(held, doc.id) if one.id != id and any(s.start < high and low < s.end for s in one.evidence)]
    return page(
        request, "finding.html", found=found, doc=doc, fields=listed, chosen=next((field for field in listed if field.path == wanted), None),
        contexts=[context(doc.text, span) for span in found.evidence], near=near, lines={one.id: line_of(one) for one in near}, line=line_of(found),
        judgements=held.query.judgements_on([id]), standing=_standing(held, [id]), heads=held.query.heads(), done=asked.text("done"),
    )  # fmt: skip


def _standing(held: Held, targets: Sequence[str]) -> set[str]:
    """Ids of the judgements on the targets that are not undone."""
    made = list(held.query.judgements_on(targets))
    seen, queue = {one.id: one for one in made}, [one.id for one in made]
    while queue:
        some = [one for one in held.query.judgements_on(queue) if one.id not in seen]
        seen |= {one.id: one for one in some}
        queue = [one.id for one in some]
    return {one.id for one in judge.standing(seen.values())}
