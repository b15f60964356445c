"""Commands that read press into a record."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from parley.app.options import RecordOption, RecordPath

if TYPE_CHECKING:
    from parley.read.fetch import Fetcher
    from parley.record import Record

Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch addresses from the network. Without it nothing leaves this machine.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="With --fetch: also addresses of this machine and of private networks.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("read")(read)
    app.command("watch")(watch)
    app.command("reread")(reread)


def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files and folders of press; with --fetch, addresses too.", show_default=False)],
    record: RecordOption,
    manifest: Annotated[str | None, typer.Option(help="CSV: file, outlet, published, url, title, authors. Default: manifest.csv beside the files.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of reports that name none.")] = None,
    published: Annotated[str | None, typer.Option(help="Publication date of reports that give none (2025-03-14 or 2025-03-14T09:30+02:00).")] = None,
    negotiation: Annotated[str | None, typer.Option(help="Negotiation that the reports are on.")] = None,
    parties: Annotated[str | None, typer.Option(help="Parties file (TOML): who takes part in the negotiation.")] = None,
    codebook: Annotated[str | None, typer.Option(help="Codebook: peace, trade, labour, or a TOML file or folder of your own.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="A column or key of CSV and JSON lines: field=NAME, e.g. text=Body. Repeatable.")] = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Reads press reports into a record. Stop it at any time and run it again: nothing is lost, nothing is doubled, only what is new is read."""
    from parley.engine import read_into
    from parley.errors import UsageError
    from parley.read import ReadOptions, read_inputs
    from parley.record import open_record

    pairs = [pair.partition("=") for pair in column or ()]
    if not all(eq and field and name for field, eq, name in pairs):
        raise UsageError("--column takes field=NAME, for example --column text=Body")
    book = _book(codebook, parties)
    options = ReadOptions(
        manifest=manifest, outlet=outlet, published=published, negotiation=negotiation, columns={field: name for field, _, name in pairs}, apart=(record,)
    )  # fmt: skip
    _check_addresses(paths, fetch)
    with open_record(record, create=True) as kept, _fetcher(kept, paths, fetch, allow_private) as fetcher, _progress(quiet) as show:
        try:
            done = read_into(kept, read_inputs(paths, options, fetcher), book, progress=show)
            kept.reduce()
        except KeyboardInterrupt:
            print("stopped: what was read is on the record; run the same command again to go on", file=sys.stderr)
            raise typer.Exit(130) from None
    print(
        f"{done.read} read, {done.reread} read anew, {done.known} known already, {done.unreadable} could not be read"
        + (f"; {done.problems} problems: parley problems {record}" if done.problems else "")
    )
    if done.unreadable:
        raise typer.Exit(1)


def watch(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Folders and files; with --fetch, addresses too.", show_default=False)],
    record: RecordOption,
    every: Annotated[str, typer.Option(help="How long to wait between two looks: 90s, 15m, 2h.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Look once and end, for a timer of your own.")] = False,
    parties: Annotated[str | None, typer.Option(help="Parties file (TOML).")] = None,
    codebook: Annotated[str | None, typer.Option(help="Codebook.")] = None,
    fetch: Fetch = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Reads what is new in folders and feeds, again and again until it is stopped; what has not changed is not fetched again."""
    import time

    from parley.engine import read_into
    from parley.read import ReadOptions, read_inputs
    from parley.record import open_record

    seconds, book = _seconds(every), _book(codebook, parties)
    _check_addresses(paths, fetch)
    with open_record(record, create=True) as kept, _fetcher(kept, paths, fetch, allow_private) as fetcher:
        try:
            while True:
                done = read_into(kept, read_inputs(paths, ReadOptions(apart=(record,)), fetcher), book)
                kept.reduce()
                print(f"{done.read} read, {done.reread} read anew, {done.known} known already, {done.unreadable} could not be read", flush=True)
                if once:
                    return
                time.sleep(seconds)
        except KeyboardInterrupt:
            raise typer.Exit(130) from None


def _seconds(words: str) -> float:
    """The seconds of "90s", "15m", "2h"; raises `UsageError`."""
    from parley.errors import UsageError

    number, unit = words[:-1], {"s": 1, "m": 60, "h": 3600}.get(words[-1:])
    if unit is None or not number.isdigit() or int(number) < 1:
        raise UsageError(f"--every takes a length like 90s, 15m or 2h, not {words}")
    return float(int(number) * unit)


def _check_addresses(paths: list[str], fetch: bool) -> None:
    """Raises `UsageError` for an address where fetching was not asked for."""
    from parley.errors import UsageError
    from parley.read.fetch import is_address

    named = [path for path in paths if is_address(path)]
    if named and not fetch:
        raise UsageError(f"{named[0]} is an address, and parley asks nothing of the network unless --fetch is given")


@contextmanager
def _fetcher(kept: "Record", paths: list[str], fetch: bool, allow_private: bool) -> Iterator["Fetcher | None"]:
    """What fetches, after a line that says what leaves this machine; None where fetching was not asked for."""
    if not fetch:
        yield None
        return
    from urllib.parse import urlsplit

    from parley import __version__
    from parley.read.fetch import Fetcher, is_address
    from parley.read.fetch.client import Bounds

    hosts = sorted({urlsplit(path).netloc for path in paths if is_address(path)})
    print(
        f"fetching: the addresses of pages and the words “parley/{__version__}” go to {', '.join(hosts) or 'the hosts that the files name'}"
        " and to hosts that these name; nothing of the record leaves this machine",
        file=sys.stderr,
    )
    with Fetcher(memory=kept, bounds=Bounds(allow_private=allow_private), version=__version__) as made:
        yield made


def reread(
    record: RecordPath,
    parties: Annotated[str | None, typer.Option(help="Parties file (TOML).")] = None,
    codebook: Annotated[str | None, typer.Option(help="Codebook.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Reads anew what another version of parley read, or whose date was corrected since, from the texts in the record. Judgements stay."""
    from parley.engine import reread as again
    from parley.record import open_record

    with open_record(record) as kept, _progress(quiet) as show:
        done = again(kept, _book(codebook, parties), progress=show)
        kept.reduce()
    print(f"{done.reread} read anew")


def _book(codebook: str | None, parties: str | None):  # type: ignore[no-untyped-def]
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
