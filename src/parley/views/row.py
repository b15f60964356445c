"""What all rows share, and the few phrasings that several views need."""

from collections.abc import Iterable

import msgspec

from parley.model import ActorRef, Document, Party, Query, Source, Span, Time


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a view: `id` of the finding (or other thing) that it shows, the evidence that opens it, and the outlet and day it was read in."""

    id: str
    outlet: str | None = None
    published: str | None = None
    evidence: tuple[Span, ...] = ()


class Outlets:
    """Outlet and day of publication of each document, looked up once per view."""

    def __init__(self, query: Query) -> None:
        self._documents: dict[str, Document] = {}
        self._query = query

    def of(self, document: str) -> tuple[str | None, str | None]:
        """(outlet or the item's name, day of publication or None)."""
        if document not in self._documents:
            self._documents[document] = self._query.document(document)
        doc = self._documents[document]
        return doc.outlet or doc.item, doc.published.edtf


def words(spans: Iterable[Span]) -> str:
    """The words of several spans, in order, an ellipsis between pieces; white space folded."""
    return " … ".join(" ".join(s.text.split()) for s in spans)


def names(actors: Iterable[ActorRef | Party]) -> str:
    """Names, each once, in order."""
    return ", ".join(dict.fromkeys(a.name for a in actors))


def when(time: Time | None) -> str | None:
    """The day or time as EDTF, with ~ where it is approximate; the words in guillemets where it could not be resolved; None where there is none."""
    if time is None:
        return None
    if time.edtf:
        return time.edtf
    return f"‹{time.as_written}›" if time.as_written else None


def speaker(source: Source) -> str:
    """The name of a statement's source: the actor's, else its words, else a dash."""
    if source.actor:
        return source.actor.name
    return " ".join(source.span.text.split()) if source.span else "—"


def sort_key(time: Time | None) -> tuple[int, str]:
    """For sorting by time: resolved times first in order, then the others."""
    return (0, time.start) if time and time.start else (1, "")
