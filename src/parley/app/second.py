"""Commands around a second reader: what it found, and where it and the rules differ. `parley read --reader llm` asks it (`reading`)."""

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from parley.app.options import AsOf, Limit, NegotiationOption, RecordPath, Shape
from parley.app.options import Format as Form
from parley.app.printing import print_rows

if TYPE_CHECKING:
    from parley.codebook import Codebook
    from parley.record import Record


class Reader(StrEnum):
    """Who reads: the rules alone, or a language model after them."""

    rules = "rules"
    llm = "llm"


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("candidates")(candidates)
    app.command("compare")(compare)


def ask(record: "Record", book: "Codebook", *, endpoint: str | None, model: str | None, seconds: float, progress: Callable[[str], None]) -> bool:
    """Has the model at the endpoint read what is on the record, says what leaves the machine and what came of it; False when it stopped answering.

    Raises `UsageError` without endpoint or model, or when the endpoint refuses. The key, where one is needed, is in PARLEY_READER_KEY.
    """
    from parley.engine.endpoint import Endpoint, Refused
    from parley.engine.second import second_read
    from parley.errors import UsageError

    if not endpoint or not model:
        raise UsageError("--reader llm needs --endpoint URL and --model NAME")
    there = Endpoint(endpoint, model, key=os.environ.get("PARLEY_READER_KEY"), seconds=seconds)
    goes = "stays on this machine" if there.here else f"LEAVES THIS MACHINE for {there.host}"
    print(f"second reader {model}: headline and body of the reports {goes} ({there.url}); nothing else is sent", file=sys.stderr)
    try:
        done = second_read(record, there, book, progress=progress)
    except Refused as fault:
        raise UsageError(str(fault)) from fault
    finally:
        there.close()
    reasons = ", ".join(f"{reason} {n}" for reason, n in done.dropped.items())
    share = f"; ungrounded {done.ungrounded:.0%} ({reasons})" if done.dropped and done.ungrounded is not None else ""
    print(f"second reader: {done.asked} passages asked, {done.known} known, {done.unanswered} without an answer; {done.kept} candidates kept{share}")
    if done.gone:
        print("the endpoint stopped answering: run the same command again to go on", file=sys.stderr)
    return not (done.gone or done.unanswered)


def candidates(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, limit: Limit = None, form: Shape = Form.table,
) -> None:  # fmt: skip
    """What a second reader found and nobody has judged: no finding until `parley review accept` takes it in."""
    from parley import views
    from parley.app.viewing import opened
    from parley.model import Filter

    with opened(record, as_of) as query:
        columns = ["kind", "who", "value", "what", "found_by_rules", "reader", "outlet", "id"]
        print_rows(views.candidates(query, Filter(negotiation=negotiation)), form, columns, limit=limit)


def compare(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None,
    differences: Annotated[bool, typer.Option("--differences", help="The findings on which they differ, one by one.")] = False,
    ungrounded: Annotated[bool, typer.Option("--ungrounded", help="How much of what the reader said the text does not bear out.")] = False,
    limit: Limit = None, form: Shape = Form.table,
) -> None:  # fmt: skip
    """Where the rules and a second reader agree and differ."""
    from parley import views
    from parley.app.viewing import opened
    from parley.model import Filter

    with opened(record, as_of) as query:
        where = Filter(negotiation=negotiation)
        if ungrounded:
            print_rows(views.grounded(query, where), form, ["reader", "passages", "kept", "dropped", "ungrounded", "reasons"], limit=limit)
        elif differences:
            print_rows(views.differences(query, where), form, ["side", "kind", "value", "other", "what", "document", "id"], limit=limit)
        else:
            print_rows(views.compare(query, where), form, ["reader", "kind", "rules", "second", "both", "same_value", "rules_only", "second_only"], limit=limit)
