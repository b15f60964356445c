"""In one process: each document is read, annotated and written before the next, so that a stop at any moment loses nothing."""

from collections.abc import Callable, Iterable

import msgspec

from parley.codebook import Codebook
from parley.model import Document, Problem
from parley.pipeline import annotate, version
from parley.record import Record


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did: reports newly read, read anew, known already; inputs that could not be read."""

    read: int = 0
    reread: int = 0
    known: int = 0
    unreadable: int = 0
    problems: int = 0


UNREADABLE = "input"
"""Problems of the read room with a source and no document are inputs that could not be read, unless their code is one of these notices."""


def read_into(
    record: Record, found: Iterable[Document | Problem], book: Codebook, *, again: bool = False, progress: Callable[[str], None] = lambda item: None
) -> Summary:
    """Reads every document that the record does not hold as this version reads it, and writes every problem; gives back what was done.

    again: also reads documents anew that the record holds from this version. `progress` is called with the item of each input.
    """
    counts = dict.fromkeys(("read", "reread", "known", "unreadable", "problems"), 0)
    stamp = version(book)
    for one in found:
        if isinstance(one, Problem):
            progress(one.source or "")
            record.add_problem(one)
            counts["problems"] += 1
            counts["unreadable"] += one.document is None and one.code not in NOTICES
            continue
        progress(one.item)
        if not again and record.has(one.id, pipeline=stamp):
            counts["known"] += 1
            continue
        counts["reread" if record.has(one.id) else "read"] += 1
        done = annotate(one, codebook=book)
        counts["problems"] += len(done.problems)
        record.add([done], pipeline=stamp)
    return Summary(**counts)


def reread(record: Record, book: Codebook, *, progress: Callable[[str], None] = lambda item: None) -> Summary:
    """Reads anew, from the texts in the record, what another version read or whose date was corrected since; judgements stay."""
    stamp = version(book)
    count = 0
    for id in record.to_reread(stamp):
        doc = record.document(id)
        progress(doc.item)
        record.add([annotate(doc, codebook=book)], pipeline=stamp)
        count += 1
    return Summary(reread=count)
