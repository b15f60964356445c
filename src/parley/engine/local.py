"""In one process: each document is read before the next is asked for."""

from collections.abc import Iterable, Iterator, Sequence

from parley.codebook import Codebook
from parley.engine.shards import read_document
from parley.model import AnnotatedDocument, Document


def local(documents: Iterable[Document], book: Codebook) -> Iterator[Sequence[AnnotatedDocument]]:
    """The engine of one process."""
    for doc in documents:
        yield (read_document(doc, book),)
