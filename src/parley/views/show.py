"""One finding in its sentence, with its neighbours; and full-text search."""

import msgspec

from parley.model import AnyFinding, Hit, Query, Span


class Context(msgspec.Struct, frozen=True):
    """Evidence in its place: what stands before it in its paragraph, the words, what stands after."""

    before: str
    words: str
    after: str
    span: Span


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A finding, where it stands, and the findings that share its sentence."""

    finding: AnyFinding
    item: str
    outlet: str | None
    published: str | None
    title: str | None
    contexts: tuple[Context, ...]
    neighbours: tuple[AnyFinding, ...]


def show(query: Query, id: str) -> Shown:
    """The finding with that id; raises `NotInRecord` when there is none."""
    from parley.model import FINDINGS, Filter

    finding = query.finding(id)
    doc = query.document(finding.document)
    low, high = min(s.start for s in finding.evidence), max(s.end for s in finding.evidence)
    here = Filter(document=doc.id)
    near = [
        other for kind in FINDINGS for other in query.findings(kind, here) if other.id != id and any(s.start < high and low < s.end for s in other.evidence)
    ]
    return Shown(
        finding=finding,
        item=doc.item,
        outlet=doc.outlet,
        published=doc.published.edtf,
        title=doc.title,
        contexts=tuple(context(doc.text, span) for span in finding.evidence),
        neighbours=tuple(near),
    )


def context(text: str, span: Span) -> Context:
    """The span within its paragraph, of which at most 400 characters are given on each side."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 400)
    end = text.find("\n", span.end)
    end = min(len(text) if end < 0 else end, span.end + 400)
    return Context(text[start : span.start], span.text, text[span.end : end], span)


def search(query: Query, words: str, limit: int = 50) -> list[Hit]:
    """Passages and statements with these words, best first."""
    return query.search(words, limit)
