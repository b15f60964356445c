"""A run: documents that the record does not hold go through an engine, and what it finds onto the record. Only this process writes."""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from parley.codebook import Codebook
from parley.engine.local import local
from parley.engine.shards import DIED, Engine
from parley.model import AnnotatedDocument, Document, Problem
from parley.pipeline import version
from parley.read import lost
from parley.record import Record

Progress = Callable[[str], None]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did: reports newly read, read anew, known already; inputs that could not be read; problem rows written."""

    read: int = 0
    reread: int = 0
    known: int = 0
    unreadable: int = 0
    problems: int = 0


def _nothing(item: str) -> None:
    """Shows no progress."""


def read_into(record: Record, found: Iterable[Document | Problem], book: Codebook, *, engine: Engine = local, progress: Progress = _nothing) -> Summary:
    """Reads every document that the record does not hold as this version reads it, writes every problem, and gives back what was done.

    `progress` is called with the item or source of each input before it is dealt with.
    """
    counts = dict.fromkeys(("read", "reread", "known", "unreadable", "problems"), 0)
    stamp = version(book)
    record.keep_frame(book)
    on_the_way: set[str] = set()

    def waiting() -> Iterator[Document]:
        for one in found:
            progress((one.source or "") if isinstance(one, Problem) else one.item)
            if isinstance(one, Problem):
                record.add_problem(one)
                counts["problems"] += 1
                counts["unreadable"] += lost(one)
            elif one.id in on_the_way or (there := record.has(one.id)) and record.has(one.id, pipeline=stamp):
                counts["known"] += 1
            else:
                on_the_way.add(one.id)
                counts["reread" if there else "read"] += 1
                yield one

    for done in engine(waiting(), book, functools.partial(record.has, pipeline=stamp)):
        counts["problems"] += _store(record, done, stamp)
        on_the_way.difference_update(one.document.id for one in done)
    return Summary(**counts)


def reread(record: Record, book: Codebook, *, engine: Engine = local, progress: Progress = _nothing) -> Summary:
    """Reads anew, from the texts in the record, what another version read or whose date was corrected since; judgements stay."""
    stamp = version(book)
    record.keep_frame(book)
    problems = 0
    ids = record.to_reread(stamp)

    def waiting() -> Iterator[Document]:
        for id in ids:
            doc = record.as_corrected(id)
            progress(doc.item)
            yield doc

    for done in engine(waiting(), book, functools.partial(record.has, pipeline=stamp)):
        problems += _store(record, done, stamp)
    return Summary(reread=len(ids), problems=problems)


def _store(record: Record, done: Sequence[AnnotatedDocument], stamp: str) -> int:
    """Writes what was found, and gives back how many problems were among it."""
    # What killed its worker may have been the machine's fault: no version has read it, and the next run tries again.
    lost = [one for one in done if any(problem.code == DIED for problem in one.problems)]
    record.add([one for one in done if one not in lost], pipeline=stamp)
    record.add(lost)
    return sum(len(one.problems) for one in done)
