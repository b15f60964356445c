"""`parley train …`: fitting the learned parts on annotated reports of one's own."""

from pathlib import Path
from typing import Annotated

import typer

train = typer.Typer(help="Fits the learned parts on annotated reports.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(train, name="train")


@train.command()
def statements(
    corpus: Annotated[str, typer.Argument(help="A folder of inline-annotated reports (*.txt), or a file of JSON lines.", show_default=False)],
    out: Annotated[str, typer.Option("--out", "-o", help="File for the weights.", show_default=False)],
    language: Annotated[str, typer.Option(help="Language of the reports.")] = "en",
) -> None:
    """Fits the scorer of statements; the format of the corpus is in docs/statements.md."""
    from parley.engine.training import train_statements

    count = train_statements(Path(corpus), Path(out), language)
    print(f"{count} reports; weights in {out}")
