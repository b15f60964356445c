"""`parley agree`: how far two coders, and the machine, agree on each field; and what they disagree on."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.app.options import Format, Limit, RecordPath, Shape

if TYPE_CHECKING:
    from parley.views.agreement import Coder


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("agree")(agree)


def agree(
    record: RecordPath,
    others: Annotated[
        list[str] | None, typer.Argument(metavar="RECORD…", help="Records of other coders, read from the same press.", show_default=False)
    ] = None,
    by: Annotated[list[str] | None, typer.Option("--by", help="Author of judgements within one record, or machine. Repeatable.", show_default=False)] = None,
    queue: Annotated[bool, typer.Option("--queue", help="What they disagree on, one row a field of a finding.")] = False,
    limit: Limit = None,
    form: Shape = Format.table,
) -> None:
    """Agreement of coders per field: raw, Cohen's kappa, Krippendorff's alpha (nominal)."""
    from parley import views
    from parley.app.printing import print_rows

    coders = _coders(record, others or [], by or [])
    if queue:
        print_rows(views.disagreements(coders), form, ["kind", "field", "values", "what", "id"], limit=limit)
    else:
        print_rows(views.agreement(coders), form, ["kind", "field", "coders", "units", "raw", "kappa", "alpha"], limit=limit)


def _coders(record: str, others: list[str], by: list[str]) -> "list[Coder]":
    from parley.errors import UsageError
    from parley.record import open_record
    from parley.views.agreement import MACHINE, of_author, of_record

    if bool(others) == bool(by) or len(set(by)) == 1 or record in others:
        raise UsageError("give a second record, or --by NAME twice or more (machine is what was read)")
    with ExitStack() as stack:
        if others:
            names = [record, *others]
            short = [Path(name).stem for name in names]
            shown = short if len(set(short)) == len(short) else names
            return [of_record(name, stack.enter_context(open_record(where))) for name, where in zip(shown, names, strict=True)]
        kept = stack.enter_context(open_record(record))
        made, read = list(kept.judgements()), list(kept.as_read_findings())
        unknown = set(by) - {one.by for one in made} - {MACHINE}
        if unknown:
            raise UsageError(f"nobody named {', '.join(sorted(unknown))} has judged anything in {record}")
        return [of_author(name, read, made) for name in dict.fromkeys(by)]
