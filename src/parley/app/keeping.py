"""Commands that hand the record out, correct it, and join or take out parts."""

from pathlib import Path
from typing import Annotated

import typer

from parley.app.options import AsOf, By, NegotiationOption, RecordPath, Why


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("export")(export)
    app.command("cite")(cite)
    app.command("brief")(brief)
    app.command("set")(set_metadata)
    app.command("forget")(forget)
    app.command("merge")(merge)


def export(
    record: RecordPath,
    out: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help="Folder to write to.", show_default=False)],
    form: Annotated[str, typer.Option("--format", "-f", help="jsonl, csv, xlsx, parquet, plover, webannotation, ics, csl, bibtex, ris or docx.")] = "jsonl",
    negotiation: NegotiationOption = None,
    as_of: AsOf = None,
    pseudonyms: Annotated[str | None, typer.Option(help="CSV of name,pseudonym: names are replaced in everything that goes out.")] = None,
    with_notes: Annotated[bool, typer.Option("--with-notes", help="Private notes too.")] = False,
) -> None:
    """Writes the record out; the same record gives the same bytes."""
    from parley.app.viewing import opened
    from parley.export import Content, write
    from parley.export.pseudonyms import read_pseudonyms

    with opened(record, as_of) as query:
        names = read_pseudonyms(pseudonyms) if pseudonyms else None
        content = Content(query, negotiation=negotiation, private=with_notes, pseudonyms=names)
        paths = write(form, content, Path(out))
        left = [f"{count} {what.replace('_', ' ')}" for what, count in content.left_out().items()]
    print(f"{len(paths)} file{'s' * (len(paths) != 1)} in {out}" + (f"; left out: {', '.join(left)}" if left else ""))


def cite(
    record: RecordPath,
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of a finding or a report.", show_default=False)],
    form: Annotated[str, typer.Option("--format", "-f", help="text, bibtex, ris or csl.")] = "text",
) -> None:
    """A finding as a quotation with its citation: a paraphrase is never in quotation marks, offsets count in the hashed text."""
    from parley.errors import UsageError
    from parley.export import CITED, Content
    from parley.export.citation import citation
    from parley.record import open_record

    if form not in CITED:
        raise UsageError(f"no form of citation {form!r}: there are {', '.join(CITED)}")
    with open_record(record) as kept:
        print(CITED[form]([citation(Content(kept), id)]), end="")


def brief(
    record: RecordPath,
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="HTML file to write.", show_default=False)],
    negotiation: NegotiationOption = None,
    as_of: AsOf = None,
    title: Annotated[str | None, typer.Option(help="Title of the dossier.")] = None,
    full_text: Annotated[bool, typer.Option("--full-text", help="Whole reports too, not only the sentences that are evidence.")] = False,
    with_notes: Annotated[bool, typer.Option("--with-notes", help="Private notes too.")] = False,
) -> None:
    """Writes a dossier: one HTML file with the state of the talks, timeline, positions, conditions, proposals, statements, figures and sources."""
    from parley.app.viewing import opened
    from parley.export.brief import write_brief

    with opened(record, as_of) as query:
        path = write_brief(query, Path(out), negotiation=negotiation, full_text=full_text, title=title, private=with_notes)
    print(path.resolve())


def set_metadata(
    record: RecordPath,
    document: Annotated[str, typer.Argument(help="Id or item of the document.")],
    outlet: Annotated[str | None, typer.Option(help="Outlet.")] = None,
    published: Annotated[str | None, typer.Option(help="Publication date (ISO).")] = None,
    title: Annotated[str | None, typer.Option(help="Title.")] = None,
    url: Annotated[str | None, typer.Option(help="Address.")] = None,
    language: Annotated[str | None, typer.Option(help="Language code.")] = None,
    negotiation: Annotated[str | None, typer.Option(help="Negotiation.")] = None,
    by: By = "analyst",
    why: Why = "",
) -> None:
    """Corrects what is known of a document; no id changes and the old value is kept. After a corrected date: parley reread RECORD."""
    from parley.errors import UsageError
    from parley.record import open_record

    given = {
        name: value
        for name, value in {
            "outlet": outlet, "published": published, "title": title, "url": url, "language": language, "negotiation": negotiation,
        }.items()
        if value is not None
    }  # fmt: skip
    if not given:
        raise UsageError("nothing to set: give --outlet, --published, --title, --url, --language or --negotiation")
    with open_record(record) as kept:
        id = _document(kept, document)
        for name, value in given.items():
            made = kept.set(id, name, value, by=by, why=why)
            print(f"{name}: {made.old or 'unknown'} → {value}")


def forget(record: RecordPath, document: Annotated[str, typer.Argument(help="Id or item of the document.")]) -> None:
    """Takes a report and all that came from it alone out of the record for good."""
    from parley.record import open_record

    with open_record(record) as kept:
        id = _document(kept, document)
        kept.forget(id)
        kept.reduce()
    print(f"forgotten: {document}")


def merge(record: RecordPath, others: Annotated[list[str], typer.Argument(metavar="OTHER…", help="Records to take in.", show_default=False)]) -> None:
    """Takes all of other records into this one; the order makes no difference."""
    from parley.record import open_record

    with open_record(record, create=True) as kept:
        for other in others:
            with open_record(other) as source:
                kept.merge(source)
        kept.reduce()
        count = sum(1 for _ in kept.documents())
    print(f"{count} reports in {record}")


def _document(kept, name: str) -> str:  # type: ignore[no-untyped-def]
    """The id of the document with that id or item; raises `UsageError` when there is none, or several versions."""
    from parley.errors import UsageError

    found = [d.id for d in kept.documents() if name in (d.id, d.item)]
    if len(found) != 1:
        raise UsageError(f"{'no document' if not found else 'several versions of'} {name!r} in the record" + (f": {', '.join(found)}" if found else ""))
    return str(found[0])
