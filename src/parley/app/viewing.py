"""Commands that show the record: one view each, as a table, JSON or CSV."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.app.options import ActorOption, Age, AsOf, Format, Issue, Limit, NegotiationOption, Outlet, RecordPath, Shape, Since, Until, Words

if TYPE_CHECKING:
    from parley.model import Filter, Query


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    for command in (
        timeline, statements, positions, gaps, notes,
        proposals, conditions, figures, disputes, agenda, actors, sources, coverage, problems, changes, show, search,
    ):  # fmt: skip
        app.command(command.__name__)(command)


@contextmanager
def opened(record: str, as_of: str | None) -> "Iterator[Query]":
    """The record, or the record as of a day."""
    from parley.record import open_record

    with open_record(record) as kept:
        yield kept.as_of(as_of) if as_of else kept


def _where(query: "Query", **given: Any) -> "Filter":
    """The filter; raises `UsageError` on a day that is none and on a negotiation that no report is of."""
    from parley.errors import UsageError
    from parley.model import Filter

    for option in ("since", "until"):
        _time(given.get(option))
    talks = given.get("negotiation")
    if talks is not None and not query.document_ids(Filter(negotiation=talks)):
        named = ", ".join(sorted({head.negotiation for head in query.heads().values() if head.negotiation})) or "none"
        raise UsageError(f"no report of a negotiation {talks!r}: there are {named}")
    return Filter(**given)


def _time(written: str | None) -> None:
    """Raises `UsageError` unless this is nothing, a year, a month, a day, or a day with its hour."""
    from datetime import datetime

    from parley.errors import UsageError

    if written is None:
        return
    try:
        datetime.fromisoformat(written + "-01-01"[len(written) - 4 :] if len(written) in (4, 7) else written)
    except ValueError as fault:
        raise UsageError(f"{written!r} is no day: write 2025-03-14") from fault


def _print(rows: Iterable[Any], shape: Format, columns: str, limit: int | None = None, apart: str | None = None) -> None:
    from parley.app.printing import print_rows

    print_rows(rows, shape, columns.split(), limit=limit, apart=apart)


def timeline(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, outlet: Outlet = None, actor: ActorOption = None, issue: Issue = None,
    since: Since = None, until: Until = None, text: Words = None,
    status: Annotated[str | None, typer.Option(help="Keep to one status: happened, planned, cancelled …")] = None,
    background: Annotated[bool, typer.Option("--background", help="Background (historical) events too.")] = False,
    limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """What happened, is planned, was called off: in order of time."""
    from parley import views

    with opened(record, as_of) as query:
        where = _where(query, negotiation=negotiation, outlet=outlet, actor=actor, issue=issue, since=since, until=until, text=text)
        # A table says nothing of stories.
        rows = views.timeline_rows(query, where, status=status, background=background, stories=form is not Format.table)
        _print(rows, form, "time status type participants place what outlet id", limit)


def statements(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None,
    speaker: Annotated[str | None, typer.Option(help="Who speaks: a name or part of it.")] = None,
    addressee: Annotated[str | None, typer.Option(help="To whom: a name or part of it.")] = None,
    issue: Issue = None, outlet: Outlet = None, since: Since = None, until: Until = None, text: Words = None, limit: Limit = None,
    form: Shape = Format.table,
) -> None:  # fmt: skip
    """Who said what to whom, where and when."""
    from parley import views

    with opened(record, as_of) as query:
        where = _where(query, negotiation=negotiation, speaker=speaker, addressee=addressee, issue=issue, outlet=outlet, since=since, until=until, text=text)
        _print(views.statement_rows(query, where), form, "time speaker act form content addressee channel outlet id", limit)


def positions(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, actor: ActorOption = None, issue: Issue = None, age: Age = None,
    limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """Where each party stands on each issue, since when, and what moved."""
    from parley import views

    with opened(record, as_of) as query:
        rows = views.position_rows(query, _where(query, negotiation=negotiation, actor=actor, issue=issue), stale_after=_days(age))
        columns = "holder issue term value reported since personal shift stale words" if age else "holder issue term value reported since personal shift words"
        _print(rows, form, columns, limit, apart="negotiation")


def gaps(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, actor: ActorOption = None, issue: Issue = None, age: Age = None,
    limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """Who has no stated position on an issue that others speak to, or (with --age) only an old one; and in what that was looked for."""
    from parley import views
    from parley.views.coverage import reach

    with opened(record, as_of) as query:
        where = _where(query, negotiation=negotiation, actor=actor, issue=issue)
        _print(views.gap_rows(query, where, stale_after=_days(age)), form, "holder issue term kind last", limit, apart="negotiation")
        if form is Format.table:
            read = reach(query, _where(query, negotiation=negotiation))
            days = f", {read.first} to {read.last}, {len(read.empty_days)} days without a report" if read.first else ""
            print(f"none: no statement found in {read.reports} reports by {len(read.outlets)} outlets ({read.origins} independent origins{days})")


def _days(age: str | None) -> int | None:
    """Days from "30d", "4w" or "30"; raises `UsageError` when it is none of these."""
    from parley.errors import UsageError

    if age is None:
        return None
    number, unit = (age[:-1], age[-1]) if age[-1:] in ("d", "w") else (age, "d")
    if not number.isdigit():
        raise UsageError(f"{age!r} is no age: write 30d or 4w")
    return int(number) * (7 if unit == "w" else 1)


def proposals(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, text: Words = None, limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """What is on the table, with its terms and who takes which stance."""
    from parley import views

    with opened(record, as_of) as query:
        rows = views.proposal_rows(query, _where(query, negotiation=negotiation, text=text))
        _print(rows, form, "name kind state proposers terms dates stances outlet id", limit)


def conditions(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, actor: ActorOption = None,
    only_blocked: Annotated[bool, typer.Option("--blocked", help="Only what is blocked: refused conditions and deadlocks.")] = False, limit: Limit = None,
    form: Shape = Format.table,
) -> None:  # fmt: skip
    """Who waits for whom, and the deadlocks."""
    from parley import views

    with opened(record, as_of) as query:
        where = _where(query, negotiation=negotiation, actor=actor)
        if only_blocked:
            _print(views.blocked_rows(query, where), form, "kind proven holders reason what id", limit)
        else:
            _print(views.condition_rows(query, where), form, "holder consequent relation antecedent who_must_act state level blocked outlet id", limit)


def figures(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, text: Words = None, limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """Numbers, with who stands behind them."""
    from parley import views

    with opened(record, as_of) as query:
        rows = views.figure_rows(query, _where(query, negotiation=negotiation, text=text))
        _print(rows, form, "figure unit of_what claimant window part_of disputed what outlet id", limit)


def disputes(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """Claims that cannot both be right: who says what, on how many independent origins."""
    from parley import views

    with opened(record, as_of) as query:
        _print(views.dispute_rows(query, _where(query, negotiation=negotiation)), form, "id kind about side says by origins", limit)


def agenda(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """What is planned, and what became of it."""
    from parley import views

    with opened(record, as_of) as query:
        _print(views.agenda_rows(query, _where(query, negotiation=negotiation)), form, "time type what participants became id", limit)


def actors(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, actor: ActorOption = None, limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """Who is who: names, offices over time, sides."""
    from parley import views

    with opened(record, as_of) as query:
        rows = views.actor_rows(query, _where(query, negotiation=negotiation, actor=actor))
        _print(rows, form, "name kind side role offices aliases statements id", limit)


def sources(
    record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, outlet: Outlet = None, limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """The reports, what each is a copy of, and what it counts as."""
    from parley import views

    with opened(record, as_of) as query:
        rows = views.source_rows(query, _where(query, negotiation=negotiation, outlet=outlet))
        _print(rows, form, "published outlet title genre copy copy_of share origin credits id", limit)


def coverage(record: RecordPath, negotiation: NegotiationOption = None, as_of: AsOf = None, form: Shape = Format.table) -> None:
    """What was read: reports, outlets, languages, days without a report."""
    from parley import views

    with opened(record, as_of) as query:
        rows = [views.coverage(query, _where(query, negotiation=negotiation))]
        _print(rows, form, "reports outlets languages first last empty_days undated origins problems")


def problems(record: RecordPath, negotiation: NegotiationOption = None, limit: Limit = None, form: Shape = Format.table) -> None:
    """Faults in the data, each with what to do."""
    from parley import views

    with opened(record, None) as query:
        _print(views.problems(query, _where(query, negotiation=negotiation)), form, "stage code where message advice", limit)


def changes(
    record: RecordPath,
    since: Annotated[str, typer.Option("--since", metavar="TIME", help="ISO date or date-time.", show_default=False)],
    negotiation: NegotiationOption = None, as_of: AsOf = None, limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """What is new since a time; a republished old statement adds nothing."""
    from parley import views

    _time(since)
    with opened(record, as_of) as query:
        rows = views.changes(query, since, _where(query, negotiation=negotiation))
        if not rows and form is Format.table:
            print(f"nothing new since {since}")
        else:
            _print(rows, form, "kind time who what outlet id", limit)


def notes(
    record: RecordPath, by: Annotated[str | None, typer.Option("--by", help="Keep to one author.", show_default=False)] = None,
    limit: Limit = None, form: Shape = Format.table,
) -> None:  # fmt: skip
    """The notes that analysts keep, private ones too: this is the analyst's own view, no export."""
    from parley import views

    with opened(record, None) as query:
        _print(views.notes(query, by=by), form, "when by on target note private what", limit)


def show(record: RecordPath, id: Annotated[str, typer.Argument(metavar="ID", help="Id of a finding.")], form: Shape = Format.table) -> None:
    """A finding in its sentence, with its neighbours."""
    from parley import views
    from parley.app.printing import print_shown

    with opened(record, None) as query:
        print_shown(views.show(query, id), form)


def search(
    record: RecordPath, words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="Words or a \"phrase\".")],
    limit: Annotated[int, typer.Option(help="How many hits at most.")] = 50, form: Shape = Format.table,
) -> None:  # fmt: skip
    """Full-text search over reports and statements."""
    from parley import views

    with opened(record, None) as query:
        _print(views.search(query, " ".join(words), limit), form, "kind snippet document start id", limit=0)
