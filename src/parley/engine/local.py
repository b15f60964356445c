"""In one process: a few documents are read together and handed on."""

import time
from collections.abc import Iterable, Iterator, Sequence

from parley.codebook import Codebook
from parley.engine.shards import OnRecord, read_together
from parley.model import AnnotatedDocument, Document

# A run that is killed loses what it held: so many documents, so many characters, or what came in about so many seconds.
TOGETHER = 16
HEAVIEST = 50_000
SECONDS = 1.0


def local(documents: Iterable[Document], book: Codebook, on_record: OnRecord) -> Iterator[Sequence[AnnotatedDocument]]:
    """The engine of one process; it keeps nothing beside the record."""
    some: list[Document] = []
    weight = 0
    since = time.monotonic()
    for doc in documents:
        some.append(doc)
        weight += len(doc.text)
        if len(some) >= TOGETHER or weight >= HEAVIEST or time.monotonic() - since > SECONDS:
            yield read_together(some, book)
            some, weight, since = [], 0, time.monotonic()
    if some:
        yield read_together(some, book)
