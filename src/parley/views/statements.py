"""Who said what to whom, where and when."""

from collections.abc import Iterator

from parley.model import ALL, Filter, Query, Statement
from parley.views.row import Outlets, Row, Rows, by_place, speaker, when, words


class StatementRow(Row, frozen=True, kw_only=True):
    """One statement. `quoted` is True only when all of `content` stands in quotation marks: a paraphrase is never shown as a quotation."""

    time: str | None
    speaker: str
    act: str
    form: str
    quoted: bool
    content: str
    addressee: str | None
    channel: str | None
    chain: str
    issues: str
    certainty: str
    doubt: str | None


def statements(query: Query, where: Filter = ALL) -> list[StatementRow]:
    """The statements in order of time, those without a time last."""
    return list(statement_rows(query, where))


def statement_rows(query: Query, where: Filter = ALL) -> Rows[StatementRow]:
    """The rows of `statements`, each as soon as it is read: a few hundred statements are held at a time."""
    return Rows(_rows(query, where), lambda: query.count("statement", where))


def _rows(query: Query, where: Filter) -> Iterator[StatementRow]:
    for some in by_place(query.findings("statement", where, order="time"), lambda s: s.time, lambda s: s.evidence[0].start):
        outlets = Outlets(query, [stmt.document for stmt in some])
        yield from (statement_row(stmt, outlets) for stmt in some)


def statement_row(stmt: Statement, outlets: Outlets) -> StatementRow:
    """The row of one statement."""
    outlet, published = outlets.of(stmt.document)
    return StatementRow(
        id=stmt.id,
        outlet=outlet,
        published=published,
        evidence=stmt.evidence,
        time=when(stmt.time),
        speaker=speaker(stmt.source),
        act=stmt.act,
        form=stmt.form,
        quoted=stmt.form == "direct",
        content=words(stmt.content),
        addressee=stmt.addressee.name if stmt.addressee else None,
        channel=stmt.channel_name or stmt.channel,
        chain=" ← ".join(link.name for link in stmt.chain),
        issues=", ".join(tag.issue for tag in stmt.issues),
        certainty=stmt.certainty,
        doubt=stmt.framing.span.text if stmt.framing.span else None,
    )
