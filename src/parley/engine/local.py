"""In one process: each document is read, annotated and written before the next, so that a stop at any moment loses nothing."""

from collections.abc import Callable, Iterable

import msgspec

from parley.codebook import Codebook
from parley.model import Document, Problem
from parley.pipeline import annotate, version
from parley.read import lost
from parley.record import Record


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did: reports newly read, read anew, known already; inputs that could not be read; problem rows written."""

    read: int = 0
    reread: int = 0
    known: int = 0
    unreadable: int = 0
    problems: int = 0


def _nothing(item: str) -> None:
    """Shows no progress."""


def read_into(record: Record, found: Iterable[Document | Problem], book: Codebook, *, progress: Callable[[str], None] = _nothing) -> Summary:
    """Reads every document that the record does not hold as this version reads it, writes every problem, and gives back what was done.

    `progress` is called with the item or source of each input before it is dealt with.
    """
    counts = dict.fromkeys(("read", "reread", "known", "unreadable", "problems"), 0)
    stamp = version(book)
    record.keep_frame(book)
    for one in found:
        progress((one.source or "") if isinstance(one, Problem) else one.item)
        if isinstance(one, Problem):
            record.add_problem(one)
            counts["problems"] += 1
            counts["unreadable"] += lost(one)
        elif record.has(one.id, pipeline=stamp):
            counts["known"] += 1
        else:
            counts["reread" if record.has(one.id) else "read"] += 1
            done = annotate(one, codebook=book)
            counts["problems"] += len(done.problems)
            record.add([done], pipeline=stamp)
    return Summary(**counts)


def reread(record: Record, book: Codebook, *, progress: Callable[[str], None] = _nothing) -> Summary:
    """Reads anew, from the texts in the record, what another version read or whose date was corrected since; judgements stay."""
    stamp = version(book)
    record.keep_frame(book)
    problems = 0
    waiting = record.to_reread(stamp)
    for id in waiting:
        doc = record.as_corrected(id)
        progress(doc.item)
        done = annotate(doc, codebook=book)
        problems += len(done.problems)
        record.add([done], pipeline=stamp)
    return Summary(reread=len(waiting), problems=problems)
