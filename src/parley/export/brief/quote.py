"""Evidence in its sentence: what a shared dossier may quote without carrying the whole report."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from parley.model import Document, Query, Span

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-Z0-9])")
LIMIT = 600  # characters of context on either side of the evidence, for texts without sentence ends


class Quote(NamedTuple):
    """Evidence with the rest of its sentence: pieces of text, each marked or not; where it was published, and where it stands."""

    pieces: tuple[tuple[str, bool], ...]
    outlet: str
    published: str | None
    title: str | None
    url: str | None
    document: str
    start: int
    end: int


class Quotes:
    """Makes quotes; the documents that it was asked for are kept."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._documents: dict[str, Document] = {}

    def document(self, id: str) -> Document:
        """The document of that id."""
        if id not in self._documents:
            self._documents[id] = self._query.document(id)
        return self._documents[id]

    def of(self, evidence: Sequence[Span]) -> list[Quote]:
        """One quote for each document, in order, with the evidence in it marked."""
        by_document: dict[str, list[Span]] = {}
        for span in evidence:
            by_document.setdefault(span.document, []).append(span)
        return [self._quote(self.document(id), sorted(spans)) for id, spans in by_document.items()]

    def _quote(self, doc: Document, spans: list[Span]) -> Quote:
        start, end = sentence(doc.text, spans[0].start, max(s.end for s in spans))
        pieces: list[tuple[str, bool]] = []
        at = start
        for span in spans:
            if span.end <= at:
                continue
            low = max(span.start, at)
            pieces += [(doc.text[at:low], False), (doc.text[low : span.end], True)]
            at = span.end
        pieces.append((doc.text[at:end], False))
        kept = tuple((text, marked) for text, marked in pieces if text)
        return Quote(kept, doc.outlet or doc.item, doc.published.edtf, doc.title, _safe(doc.url), doc.id, spans[0].start, spans[-1].end)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the sentence or sentences around a run of text, within its paragraph."""
    floor = max(text.rfind("\n", 0, start) + 1, start - LIMIT)
    ceiling = text.find("\n", end)
    ceiling = min(len(text) if ceiling < 0 else ceiling, end + LIMIT)
    first = max((m.end() for m in SENTENCE_END.finditer(text, floor, start)), default=floor)
    after = SENTENCE_END.search(text, max(start, end - 2), ceiling)
    last = after.end() if after else ceiling
    while first < start and text[first].isspace():
        first += 1
    return first, max(last, end)


def _safe(url: str | None) -> str | None:
    """The address when a browser may follow it."""
    return url if url and re.match(r"https?://", url) else None
