"""`parley codebook …`: the codebooks that there are, and whether one's own is sound."""

import re
from pathlib import Path
from typing import Annotated

import typer

codebook = typer.Typer(help="Codebooks: which there are, and whether one of your own is sound.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(codebook, name="codebook")


@codebook.command("list")
def listed() -> None:
    """The codebooks that are built in."""
    from parley.codebook import codebooks, load

    for name in codebooks():
        book = load(name)
        print(f"{name}: {book.table('book').get('name', '')} ({len(book.table('issues'))} issues, {len(book.table('events'))} kinds of events)")


@codebook.command()
def check(path: Annotated[str, typer.Argument(help="A TOML file or folder, or the name of a built-in codebook.", show_default=False)]) -> None:
    """Says what breaks the form of a codebook, table by table; exit code 1 when something does."""
    from parley.codebook import load
    from parley.codebook.check import faults

    found = faults(load(path))
    for line in found:
        print(_place(Path(path), line) + line)
    if found:
        raise typer.Exit(1)
    print("sound")


def _place(path: Path, fault: str) -> str:
    """File and line of the table that a fault names, as "FILE:LINE: "; the file alone where the table has no line of its own, empty for a built-in one."""
    table, _, key = fault[1 : fault.index("]")].partition(".") if fault.startswith("[") else ("", "", "")
    file = path / f"{table}.toml" if path.is_dir() else path
    if not file.is_file():
        return f"{path}: " if path.exists() else ""
    wanted = key if path.is_dir() else f"{table}.{key}" if key else table
    header = re.compile(r"^\s*\[+\s*" + re.escape(wanted) + r"\s*\]" if wanted else r"(?!)")
    numbered = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    line = next((n for n, text in numbered if header.match(text)), None)
    return f"{file}:{line}: " if line else f"{file}: "
