"""The command line: `parley read PATH… --record RECORD`, then views and exports with RECORD first.

Every command imports what it needs when it runs, so that `parley --help` answers at once.
"""

import sys
from typing import Annotated

import typer

import parley
from parley.app import agreeing, codebooks, fetching, keeping, reading, reviewing, second, serving, training, viewing

app = typer.Typer(
    name="parley",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # importing rich takes as long as all else that help needs
)


def _version(asked: bool) -> None:
    if asked:
        print(f"parley {parley.__version__}")
        raise typer.Exit


@app.callback()
def _all(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Prints the version.")] = False) -> None:
    """Reads the press on a negotiation and keeps its record: every line opens the sentence it came from."""


reading.register(app)
fetching.register(app)
viewing.register(app)
keeping.register(app)
reviewing.register(app)
agreeing.register(app)
second.register(app)
serving.register(app)
training.register(app)
codebooks.register(app)


def main() -> None:
    """Runs the command; a fault of the caller, or of the disk that it writes to, is one line on standard error and exit code 2."""
    from parley.errors import ParleyError

    try:
        app()
    except ParleyError as fault:
        print(f"parley: {fault}", file=sys.stderr)
        sys.exit(2)
    except OSError as fault:
        print(f"parley: {fault.filename or 'a file'} cannot be read or written ({fault.strerror or fault})", file=sys.stderr)
        sys.exit(2)
