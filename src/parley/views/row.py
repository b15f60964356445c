"""What all rows share, and the few phrasings that several views need."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import TypeVar

import msgspec

from parley.errors import NotInRecord
from parley.model import ActorRef, Finding, Party, Query, Source, Span, Time

T = TypeVar("T")
R = TypeVar("R")
F = TypeVar("F", bound=Finding)
FIRST, RUN = 50, 400
"""Findings that are shown together: for so many, what else a row says is looked up at once; for few at first, because nobody may want more."""
UNDATED = (1, "")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a view: `id` of the finding (or other thing) that it shows, the evidence that opens it, and the outlet and day it was read in."""

    id: str
    outlet: str | None = None
    published: str | None = None
    evidence: tuple[Span, ...] = ()


class Rows(Iterator[R]):
    """The rows of a view, each made when it is asked for; `count` tells how many there are without making them."""

    def __init__(self, made: Iterator[R], count: Callable[[], int]) -> None:
        self._made = made
        self.count = count

    def __next__(self) -> R:
        return next(self._made)


class Outlets:
    """Outlet and day of publication of each document, looked up once per view; `documents`: those that will be asked for."""

    def __init__(self, query: Query, documents: Iterable[str] = ()) -> None:
        self._query = query
        self._heads = dict(query.some_heads(documents)) if documents else {}

    def of(self, document: str) -> tuple[str | None, str | None]:
        """(outlet or the item's name, day of publication or None); raises `NotInRecord`."""
        if document not in self._heads:
            self._heads |= self._query.some_heads([document])
        head = self._heads.get(document)
        if head is None:
            raise NotInRecord(f"no document {document} in the record")
        return head.outlet or head.item, head.published.edtf


def by_place(found: Iterable[F], time: Callable[[F], Time | None], start: Callable[[F], int]) -> Iterator[list[F]]:
    """Findings in order of time and document, in runs of some hundreds in which those of one time and document are in order of `start`."""
    ordered = (one for _, group in groupby(found, lambda one: (sort_key(time(one)), one.document)) for one in sorted(group, key=start))
    yield from runs(ordered)


def runs(found: Iterable[T]) -> Iterator[list[T]]:
    """Findings, or ids, in runs of some hundreds, in their order."""
    waiting = iter(found)
    most = FIRST
    while some := list(islice(waiting, most)):
        yield some
        most = RUN


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
    return (0, time.start) if time and time.start else UNDATED
