"""In one process: each document is read before the next is asked for, and some are handed on together."""

import time
from collections.abc import Iterable, Iterator, Sequence

from parley.codebook import Codebook
from parley.engine.shards import read_document
from parley.model import AnnotatedDocument, Document

# A run that is killed loses what it read since it last wrote: so many documents, or what it read in about so many seconds.
TOGETHER = 16
SECONDS = 1.0


def local(documents: Iterable[Document], book: Codebook) -> Iterator[Sequence[AnnotatedDocument]]:
    """The engine of one process."""
    some: list[AnnotatedDocument] = []
    since = time.monotonic()
    for doc in documents:
        some.append(read_document(doc, book))
        if len(some) >= TOGETHER or time.monotonic() - since > SECONDS:
            yield some
            some, since = [], time.monotonic()
    if some:
        yield some
