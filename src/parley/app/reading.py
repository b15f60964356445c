"""Commands that read press into a record."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from parley.app.fetching import Fetch, Kept, Most, Pause, Private, inputs, lines
from parley.app.options import EngineOption, RecordOption, RecordPath, Work, Workers
from parley.app.second import Reader, ask

if TYPE_CHECKING:
    from parley.codebook import Codebook
    from parley.record import Record


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("read")(read)
    app.command("reread")(reread)


def read(
    record: RecordOption,
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH…", help="Files and folders of press; addresses with --fetch.", show_default=False)] = None,
    manifest: Annotated[str | None, typer.Option(help="CSV: file, outlet, published, url, title, authors. Default: manifest.csv beside the files.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of reports that name none.")] = None,
    published: Annotated[str | None, typer.Option(help="Publication date of reports that give none (2025-03-14 or 2025-03-14T09:30+02:00).")] = None,
    negotiation: Annotated[str | None, typer.Option(help="Negotiation that the reports are on.")] = None,
    parties: Annotated[str | None, typer.Option(help="Parties file (TOML): who takes part in the negotiation.")] = None,
    codebook: Annotated[str | None, typer.Option(help="Codebook: peace, trade, labour, or a TOML file or folder of your own.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="A column or key of CSV and JSON lines: field=NAME, e.g. text=Body. Repeatable.")] = None,
    fetch: Fetch = False,
    urls: Annotated[str | None, typer.Option(metavar="FILE", help="A list of addresses to fetch, one a line; - is standard input.")] = None,
    private: Private = False,
    pause: Pause = 1.0,
    most: Most = 500,
    engine: EngineOption = "local",
    workers: Workers = None,
    work: Work = None,
    reader: Annotated[Reader, typer.Option(help="rules, or llm: a language model reads after them, and what it finds stays a candidate.")] = Reader.rules,
    endpoint: Annotated[str | None, typer.Option(metavar="URL", help="OpenAI-compatible endpoint of the model: http://127.0.0.1:8080/v1.")] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Model to ask for there.")] = None,
    reader_seconds: Annotated[float, typer.Option(help="How long one answer may take.")] = 120.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Reads press reports into a record. Stop it at any time and run it again: nothing is lost, nothing is doubled, only what is new is read."""
    from parley.engine import engine_of, read_into
    from parley.errors import UsageError
    from parley.read import ReadOptions
    from parley.read.fetch.options import FetchOptions
    from parley.record import open_record

    pairs = [pair.partition("=") for pair in column or ()]
    if not all(eq and field and name for field, eq, name in pairs):
        raise UsageError("--column takes field=NAME, for example --column text=Body")
    book = book_of(codebook, parties)
    sources = [*(paths or ()), *(lines(urls) if urls else ())]
    if not sources:
        raise UsageError("nothing to read: give files, folders, or addresses with --fetch")
    bounds = FetchOptions(private=private, pause=pause, most=most) if fetch else None
    options = ReadOptions(
        manifest=manifest, outlet=outlet, published=published, negotiation=negotiation, columns={field: name for field, _, name in pairs}, apart=(record,)
    )
    with engine_of(engine, record, workers=workers, work=work) as chosen, open_record(record, create=True) as kept, _progress(quiet) as show:
        try:
            remembered = Kept(kept, at_once=engine == "local")
            done = read_into(kept, inputs(sources, options, remembered, fetch=bounds), book, engine=chosen.read, progress=show)
            remembered.flush()
            kept.reduce(chosen.reduce)
            answered = reader is Reader.rules or ask(kept, book, endpoint=endpoint, model=model, seconds=reader_seconds, progress=show)
            judged = _judged(kept)
        except KeyboardInterrupt:
            print("stopped: what was read is on the record; run the same command again to go on", file=sys.stderr)
            raise typer.Exit(130) from None
    print(
        f"{done.read} read, {done.reread} read anew, {done.known} known already, {done.unreadable} could not be read"
        + (f"; {done.problems} problems: parley problems {record}" if done.problems else "")
    )
    print(judged, end="")
    if done.unreadable or not answered:
        raise typer.Exit(1)


def reread(
    record: RecordPath,
    parties: Annotated[str | None, typer.Option(help="Parties file (TOML).")] = None,
    codebook: Annotated[str | None, typer.Option(help="Codebook.")] = None,
    engine: EngineOption = "local",
    workers: Workers = None,
    work: Work = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Reads anew what another version of parley read, or whose date was corrected since, from the texts in the record. Judgements stay."""
    from parley.engine import engine_of
    from parley.engine import reread as again
    from parley.record import open_record

    with engine_of(engine, record, workers=workers, work=work) as chosen, open_record(record) as kept, _progress(quiet) as show:
        done = again(kept, book_of(codebook, parties), engine=chosen.read, progress=show)
        kept.reduce(chosen.reduce)
        judged = _judged(kept)
    print(f"{done.reread} read anew\n{judged}", end="")


def _judged(kept: "Record") -> str:
    """One line on what became of the judgements; empty when there are none."""
    states = [one.state for one in kept.settled()]
    if not states:
        return ""
    return f"judgements: {states.count('kept')} kept, {states.count('orphaned')} orphaned, {states.count('agreed')} now agreed: parley review list --state\n"


def book_of(codebook: str | None, parties: str | None) -> "Codebook":
    """The codebook that the options name, else the parties file's, else peace; with the parties. Raises `CodebookError`."""
    from parley.codebook import NO_PARTIES, load, read_parties

    known = read_parties(parties) if parties else NO_PARTIES
    name = codebook or (known.negotiation.codebook if known.negotiation else "peace")
    return load(name).of(known)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A function that shows the item being read, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda item: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} reports"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=None)

        def show(item: str) -> None:
            bar.update(task, advance=1, description=item[-80:].replace("[", r"\["))

        yield show
