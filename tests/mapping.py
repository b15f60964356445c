"""Ways of reading that tests give to workers of other processes: importable by name, and the real way but for one thing."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from parley.codebook import Codebook
from parley.engine.shards import read_document
from parley.model import AnnotatedDocument, Document


def deadly(doc: Document, book: Codebook) -> AnnotatedDocument:
    """Ends its process, as the system does when memory runs out, on a report that holds the word POISON."""
    if "POISON" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_document(doc, book)


def endless(doc: Document, book: Codebook) -> AnnotatedDocument:
    """Never comes back from a report that holds the word POISON."""
    while "POISON" in doc.text:
        time.sleep(0.1)
    return read_document(doc, book)


def once(doc: Document, book: Codebook) -> AnnotatedDocument:
    """Ends its process the first time that it reads a report whose text names a file that is not there yet."""
    mark = Path(doc.text.split()[-1])
    if mark.is_absolute() and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return read_document(doc, book)


def broken(doc: Document, book: Codebook) -> AnnotatedDocument:
    """Ends its process whatever the report."""
    os._exit(3)


class Unborn:
    """Ends the process that it is sent to before anything is read."""

    def __call__(self, doc: Document, book: Codebook) -> AnnotatedDocument:
        return read_document(doc, book)

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)
