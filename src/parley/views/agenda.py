"""What is planned, and what became of it."""

from parley.model import ALL, AgendaItem, Filter, Query
from parley.views.row import Row, Rows, names, sort_key, when, words


class AgendaRow(Row, frozen=True, kw_only=True):
    """One planned event or deadline; `became`: held, moved, fell_through, open, unknown."""

    time: str | None
    type: str
    what: str
    participants: str
    became: str
    outcome_event: str | None


def agenda(query: Query, where: Filter = ALL) -> list[AgendaRow]:
    """The agenda in order of time, undated items last."""
    return list(agenda_rows(query, where))


def agenda_rows(query: Query, where: Filter = ALL) -> Rows[AgendaRow]:
    """The rows of `agenda`, each made when it is asked for."""
    kept = None if where == ALL else set(query.finding_ids("event", where))
    found = sorted((a for a in query.agenda() if kept is None or a.event in kept), key=lambda a: (sort_key(a.time), a.id))
    return Rows(map(_row, found), lambda: len(found))


def _row(a: AgendaItem) -> AgendaRow:
    return AgendaRow(
        id=a.id,
        evidence=a.evidence,
        time=when(a.time),
        type=a.type,
        what=words(a.evidence[:1]) or a.what,
        participants=names(a.participants),
        became=a.became,
        outcome_event=a.outcome_event,
    )
