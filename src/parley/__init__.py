"""parley reads the press on a negotiation and keeps its record: every line opens the sentence it came from.

    import parley

    record = parley.open("talks.db")                       # a Record: everything of parley.model.Query, and writing
    for row in parley.views.positions(record): ...         # what the command line shows
    doc = parley.annotate("Peskov said talks would resume on Monday.", published="2025-05-30")
    doc.statements, doc.events, doc.times                  # findings with their spans
    parley.read_press(["press/"], record, parties="parties.toml")
    parley.write_export(record, "out/", "csv")
    parley.write_brief(record, "dossier.html")

Everything is imported when it is first used, so that `import parley` is quick. `parley.read`, `parley.views` and so on are the rooms.
"""

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from parley.engine import Summary
    from parley.model import AnnotatedDocument, Document
    from parley.record import Record

__version__ = "0.1.0"
__all__ = ["annotate", "open", "read_press", "write_brief", "write_export"]
_ROOMS = {"codebook", "errors", "export", "model", "read", "record", "views"}


def __getattr__(name: str) -> Any:
    """A room, imported when it is first asked for."""
    if name in _ROOMS:
        return importlib.import_module(f"parley.{name}")
    raise AttributeError(f"module 'parley' has no attribute {name!r}")


def open(record: str, *, create: bool = False) -> "Record":
    """The record in a file or at a PostgreSQL URL; with `create` it is made when there is none. Raises `parley.errors.RecordError`.

    Use it in a `with` statement, or call `close()`.
    """
    from parley.record import open_record

    return open_record(record, create=create)


def annotate(document: "Document | str", *, codebook: str = "peace", parties: str | None = None, published: str | None = None) -> "AnnotatedDocument":
    """The document (or a text, with its publication date if it is known) with everything that parley finds in it; nothing is stored.

    >>> parley.annotate("“We are ready to talk,” Ada Renn said.").statements[0].source.actor.name  # doctest: +SKIP
    'Ada Renn'
    """
    from parley.codebook import NO_PARTIES, load, read_parties
    from parley.pipeline import annotate as run
    from parley.read import as_document

    book = load(codebook).of(read_parties(parties) if parties else NO_PARTIES)
    return run(as_document(document, published=published) if isinstance(document, str) else document, codebook=book)


def read_press(paths: Iterable[str], record: "Record", *, codebook: str | None = None, parties: str | None = None, **options: Any) -> "Summary":
    """Reads files and folders of press into a record, as `parley read` does, and gives back what was done.

    options: those of `parley.read.ReadOptions` (manifest, outlet, published, negotiation, columns …).
    """
    from parley.codebook import NO_PARTIES, load, read_parties
    from parley.engine import read_into
    from parley.read import ReadOptions, read_inputs

    known = read_parties(parties) if parties else NO_PARTIES
    name = codebook or (known.negotiation.codebook if known.negotiation else "peace")
    done = read_into(record, read_inputs(list(paths), ReadOptions(**options)), load(name).of(known))
    record.reduce()
    return done


def write_export(
    record: "Record", out: "Path | str", form: str = "jsonl", *, negotiation: str | None = None, pseudonyms: str | None = None, private: bool = False
) -> "list[Path]":
    """Writes the record out in one of the formats of `parley.export.EXPORTS` and gives back the files; raises `parley.errors.UsageError` on an unknown one.

    pseudonyms: path of a CSV of name,pseudonym. private: private notes too.
    """
    from pathlib import Path

    from parley.export import Content, write
    from parley.export.pseudonyms import read_pseudonyms

    names = read_pseudonyms(pseudonyms) if pseudonyms else None
    return write(form, Content(record, negotiation=negotiation, private=private, pseudonyms=names), Path(out))


def write_brief(record: "Record", out: "Path | str", **options: Any) -> "Path":
    """Writes the dossier over a record to one HTML file; options: negotiation, full_text, title, private (notes)."""
    from pathlib import Path

    from parley.export.brief import write_brief as write

    return write(record, Path(out), **options)
