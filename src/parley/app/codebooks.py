"""`parley codebook …`: the codebooks that there are, and whether one's own is sound."""

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
        print(line)
    if found:
        raise typer.Exit(1)
    print("sound")
