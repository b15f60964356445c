"""`parley review …`: accepting, rejecting and correcting findings, joining and parting actors; all of it appended to a log and never lost."""

from enum import StrEnum
from typing import Annotated

import typer

from parley.app.options import By, Format, Limit, RecordPath, Shape, Why

review = typer.Typer(help="Accept, reject, correct, add, merge, split, note, undo: judgements are appended and survive every re-read.", no_args_is_help=True)
Finding = Annotated[str, typer.Argument(metavar="ID", help="Id of a finding.", show_default=False)]
Actor = Annotated[str, typer.Argument(metavar="ACTOR", help="Id of an actor.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(review, name="review")


def _judge(record: str, action: str, on: str, target: str, *, by: str, why: str, **given: str | bool | None) -> None:
    from parley.model import Judgement
    from parley.record import open_record

    with open_record(record) as kept:
        made = kept.judge(Judgement(id="", by=by, when="", action=action, on=on, target=target, why=why, **given))  # type: ignore[arg-type]
    print(f"{made.action} {made.target}: judgement {made.id}")


@review.command()
def accept(record: RecordPath, finding: Finding, by: By = "analyst", why: Why = "") -> None:
    """Accepts a finding as it stands."""
    _judge(record, "accept", "finding", finding, by=by, why=why)


@review.command()
def reject(record: RecordPath, finding: Finding, by: By = "analyst", why: Why = "") -> None:
    """Rejects a finding: views and exports leave it out, the log keeps it."""
    _judge(record, "reject", "finding", finding, by=by, why=why)


@review.command()
def correct(
    record: RecordPath,
    finding: Finding,
    field: Annotated[str, typer.Argument(help="Field, dotted for nested ones: status, time.edtf, source.actor.")],
    value: Annotated[str, typer.Argument(help="New value (JSON where it is not a plain word).")],
    by: By = "analyst",
    why: Why = "",
) -> None:
    """Corrects one field of a finding; the old value is kept."""
    _judge(record, "correct", "finding", finding, by=by, why=why, field=field, new=value)


@review.command()
def add(
    record: RecordPath,
    document: Annotated[str, typer.Argument(help="Id of the document.")],
    finding: Annotated[str, typer.Argument(help="The finding as JSON, in the form of the export.")],
    by: By = "analyst",
    why: Why = "",
) -> None:
    """Adds a finding that parley missed; its spans are checked against the text."""
    _judge(record, "add", "document", document, by=by, why=why, new=finding)


@review.command()
def merge(record: RecordPath, actor: Actor, other: Actor, by: By = "analyst", why: Why = "") -> None:
    """Says that two actors are the same."""
    _judge(record, "merge", "actor", actor, by=by, why=why, new=other)


@review.command()
def split(record: RecordPath, actor: Actor, other: Actor, by: By = "analyst", why: Why = "") -> None:
    """Says that two actors are different."""
    _judge(record, "split", "actor", actor, by=by, why=why, new=other)


@review.command()
def note(
    record: RecordPath,
    finding: Finding,
    words: Annotated[str, typer.Argument(help="The note.")],
    public: Annotated[bool, typer.Option("--public", help="Not private: exports carry it.")] = False,
    by: By = "analyst",
) -> None:
    """Keeps a note on a finding; private notes stay out of every export unless asked for."""
    _judge(record, "note", "finding", finding, by=by, why="", new=words, private=not public)


@review.command()
def undo(record: RecordPath, judgement: Annotated[str, typer.Argument(help="Id of a judgement.")], by: By = "analyst", why: Why = "") -> None:
    """Takes a judgement back."""
    from parley.record import open_record

    with open_record(record) as kept:
        made = kept.undo(judgement, by=by, why=why)
    print(f"undone: {judgement} (judgement {made.id})")


class State(StrEnum):
    """What became of a judgement when its report was read again."""

    kept = "kept"
    orphaned = "orphaned"
    agreed = "agreed"


@review.command("list")
def log(
    record: RecordPath,
    state: Annotated[State | None, typer.Option(help="Those that stand and are kept, orphaned (what they are on is gone) or agreed to by the reading.")] = None,
    limit: Limit = None,
    form: Shape = Format.table,
) -> None:
    """The log of judgements, oldest first."""
    from parley.app.printing import print_rows
    from parley.record import open_record

    with open_record(record) as kept:
        if state is None:
            rows = sorted(kept.judgements(), key=lambda j: (j.when, j.id))
            print_rows(rows, form, ["when", "by", "action", "target", "field", "old", "new", "why", "id"], limit=limit)
        else:
            some = [one for one in kept.settled() if one.state == state.value]
            print_rows(some, form, ["when", "by", "action", "target", "field", "old", "new", "reason", "near", "id"], limit=limit)
