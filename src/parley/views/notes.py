"""Notes that analysts keep on findings, reports and actors."""

from parley.model import Judgement, Query
from parley.record.judgements.judge import standing
from parley.views.row import Row, words


class NoteRow(Row, frozen=True, kw_only=True):
    """One note that stands: what it says, on what, and whether it is private. `what`: the words that it is on, where it is on a finding."""

    when: str
    by: str
    on: str
    target: str
    note: str
    private: bool
    what: str


def notes(query: Query, *, private: bool = True, by: str | None = None) -> list[NoteRow]:
    """The notes in order of time; without `private` only those that anybody may read."""
    made = [one for one in standing(query.judgements()) if one.action == "note"]
    return [_row(one) for one in made if (private or not one.private) and by in (None, one.by)]


def _row(one: Judgement) -> NoteRow:
    said = one.new or one.why
    return NoteRow(
        id=one.id, evidence=one.evidence, when=one.when, by=one.by, on=one.on, target=one.target, note=said, private=one.private, what=words(one.evidence)
    )
