"""Press from the web, when `--fetch` asks for it, and watching folders and feeds for what is new."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from parley.app.options import RecordOption
from parley.errors import UsageError

if TYPE_CHECKING:
    from parley.model import Document, Problem
    from parley.read import ReadOptions
    from parley.read.fetch import FetchOptions, Validators
    from parley.record import Record

Fetch = Annotated[bool, typer.Option("--fetch", help="Addresses may be fetched: the only way in which reading reaches the network.")]
Private = Annotated[bool, typer.Option("--private", help="Addresses of this machine and of private networks may be fetched too.")]
Pause = Annotated[float, typer.Option(help="Seconds between two requests to one host.")]
Most = Annotated[int, typer.Option(help="Pages that one run fetches at most.")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("watch")(watch)


class Kept:
    """What is remembered of addresses, in the record. With `at_once` False only when `flush` is called: an engine takes documents before they are written."""

    def __init__(self, record: "Record", *, at_once: bool = True) -> None:
        self._record = record
        self._at_once = at_once
        self._waiting: dict[str, Validators] = {}

    def validators(self, url: str) -> "Validators | None":
        import msgspec

        from parley.read.fetch import Validators

        found = self._record.remembered(f"fetched:{url}")
        return msgspec.json.decode(found, type=Validators) if found else None

    def keep(self, url: str, validators: "Validators") -> None:
        self._waiting[url] = validators
        if self._at_once:
            self.flush()

    def flush(self) -> None:
        """Writes what was kept, once all that came of it is on the record."""
        import msgspec

        for url, validators in self._waiting.items():
            self._record.remember(f"fetched:{url}", msgspec.json.encode(validators).decode())
        self._waiting.clear()


def inputs(
    paths: Sequence[str], options: "ReadOptions", kept: Kept, *, fetch: "FetchOptions | None", only: Callable[[Path], bool] | None = None
) -> "Iterator[Document | Problem]":
    """The documents of paths and, where fetching is allowed, of addresses; `only` leaves files out. Raises `UsageError` for an address without `--fetch`."""
    addresses = [path for path in paths if "://" in path]
    files = [path for path in paths if "://" not in path]
    if addresses and fetch is None:
        raise UsageError(f"{addresses[0]}: nothing is fetched without --fetch; with it, the request leaves this machine")
    return _all(files, addresses, options, kept, fetch, only)


def _all(
    files: Sequence[str], addresses: Sequence[str], options: "ReadOptions", kept: Kept, fetch: "FetchOptions | None", only: Callable[[Path], bool] | None
) -> "Iterator[Document | Problem]":
    from parley.read import read_inputs

    which = only or (lambda path: True)
    if fetch is None:
        yield from read_inputs(files, options, only=which)
        return
    from parley.read.fetch import Session

    with Session(fetch, options, kept, _told()) as session:
        for address in addresses:
            yield from session.inputs(address)
        yield from read_inputs(files, options, only=which, follow=session.follow)


def _told() -> Callable[[str], None]:
    """Says once of each host that a request goes there."""
    from parley.read.fetch import AGENT

    known: set[str] = set()

    def tell(address: str) -> None:
        host = urlsplit(address).netloc
        if host not in known:
            known.add(host)
            print(f"fetching: requests leave this machine for {host}, as {AGENT}; nothing of the record is sent", file=sys.stderr)

    return tell


def lines(file: str) -> list[str]:
    """The addresses in a list: one a line, empty lines and comments (#) left out; "-" is standard input. Raises `UsageError`."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"{file}: {fault}") from fault
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


class _Changed:
    """Lets through the files that are new or were changed since they were let through last."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, int]] = {}

    def __call__(self, path: Path) -> bool:
        try:
            state = path.stat()
        except OSError:
            return True
        now = (state.st_mtime_ns, state.st_size)
        if self._seen.get(str(path)) == now:
            return False
        self._seen[str(path)] = now
        return True


def watch(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Folders, and addresses of feeds, sitemaps or pages.", show_default=False)],
    record: RecordOption,
    every: Annotated[str, typer.Option(help="How often to look: 30s, 15m, 2h.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    fetch: Fetch = False,
    private: Private = False,
    pause: Pause = 1.0,
    most: Most = 500,
    outlet: Annotated[str | None, typer.Option(help="Outlet of reports that name none.")] = None,
    negotiation: Annotated[str | None, typer.Option(help="Negotiation that the reports are on.")] = None,
    parties: Annotated[str | None, typer.Option(help="Parties file (TOML): who takes part in the negotiation.")] = None,
    codebook: Annotated[str | None, typer.Option(help="Codebook: peace, trade, labour, or a TOML file or folder of your own.")] = None,
) -> None:
    """Reads what is new in folders, feeds and sitemaps, again and again, until it is stopped with Ctrl-C. Only what is new is fetched and read."""
    from parley.app.reading import book_of
    from parley.engine import read_into
    from parley.read import ReadOptions
    from parley.read.fetch.options import FetchOptions
    from parley.record import open_record

    seconds, book = interval(every), book_of(codebook, parties)
    options = ReadOptions(outlet=outlet, negotiation=negotiation, apart=(record,))
    bounds = FetchOptions(private=private, pause=pause, most=most) if fetch else None
    changed = _Changed()
    with open_record(record, create=True) as kept:
        try:
            while True:
                done = read_into(kept, inputs(sources, options, Kept(kept), fetch=bounds, only=changed), book)
                kept.reduce()
                print(f"{time.strftime('%Y-%m-%d %H:%M')}  {done.read} read, {done.known} known already, {done.unreadable} could not be read", flush=True)
                if once:
                    raise typer.Exit(1 if done.unreadable else 0)
                time.sleep(seconds)
        except KeyboardInterrupt:
            print("stopped: what was read is on the record", file=sys.stderr)
            raise typer.Exit(130) from None


def interval(words: str) -> float:
    """Seconds of "30s", "15m", "2h" or "1d"; raises `UsageError` for anything else and for less than a second."""
    unit = {"s": 1, "m": 60, "h": 3600, "d": 86400}.get(words[-1:])
    try:
        seconds = float(words[:-1]) * unit if unit else float(words)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds < float("inf"):
        raise UsageError(f"{words!r} is no interval: write 30s, 15m or 2h")
    return seconds
