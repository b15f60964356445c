"""Findings a page at a time: narrowed by their own fields, counted up to a limit, never all loaded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
import sqlalchemy as sa

from parley.model import COUNTED, AnyFinding
from parley.record.store import schema

Order = Literal["newest", "oldest", "time", "latest"]


class Narrow(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is kept to beyond a `Filter`: fields of the finding, its review, days of publication (half-open), documents.

    order: newest and oldest by day of the report; time and latest by the finding's own time, those without one left out.
    """

    act: str | None = None
    form: str | None = None
    channel: str | None = None
    certainty: str | None = None
    status: str | None = None
    type: str | None = None
    unit: str | None = None
    review: str | None = None
    from_day: str | None = None
    to_day: str | None = None
    documents: tuple[str, ...] | None = None
    order: Order = "newest"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the findings that were asked for; `total` is how many there are, of which no more than `COUNTED` are counted."""

    findings: tuple[AnyFinding, ...]
    total: int
    offset: int
    limit: int


def narrowed(base: "sa.Select[str]", narrow: Narrow) -> "sa.Select[str]":
    """The query for ids of findings, kept to what `narrow` says, without an order."""
    table, doc = schema.findings, schema.documents
    wanted = base.order_by(None)
    for facet in schema.FACETS:
        value = getattr(narrow, facet)
        if value is not None:
            wanted = wanted.where(table.c[facet] == value)
    if narrow.review is not None:
        wanted = wanted.where(table.c.review == narrow.review)
    if narrow.from_day is not None:
        wanted = wanted.where(doc.c.published >= narrow.from_day)
    if narrow.to_day is not None:
        wanted = wanted.where(doc.c.published < narrow.to_day)
    if narrow.documents is not None:
        wanted = wanted.where(doc.c.id.in_(narrow.documents))
    if narrow.order in ("time", "latest"):
        wanted = wanted.where(table.c.time_start.is_not(None))
    return wanted


def ordered(wanted: "sa.Select[str]", order: Order) -> "sa.Select[str]":
    """The query in order; each order is one that an index has."""
    table, doc = schema.findings, schema.documents
    if order == "newest":
        return wanted.order_by(doc.c.published.desc().nulls_last(), doc.c.id.desc(), table.c.start, table.c.end, table.c.id)
    if order == "oldest":
        return wanted.order_by(doc.c.published.asc().nulls_first(), doc.c.id, table.c.start, table.c.end, table.c.id)
    if order == "latest":
        return wanted.order_by(table.c.time_start.desc(), table.c.id)
    return wanted.order_by(table.c.time_start, table.c.id)


def first(connection: sa.Connection, wanted: "sa.Select[str]", order: Order) -> list[str]:
    """The ids in order, no more of them than one past `COUNTED`: the list from which all its pages are cut."""
    return list(connection.execute(ordered(wanted, order).limit(COUNTED + 1)).scalars())


def count(connection: sa.Connection, wanted: "sa.Select[str]", most: int = COUNTED) -> int:
    """How many there are, no more of them counted than one past `most`."""
    return connection.execute(sa.select(sa.func.count()).select_from(wanted.order_by(None).limit(most + 1).subquery())).scalar_one()


def counted(total: int) -> str:
    """A number in words: "more than 10,000" where no more were counted."""
    return f"more than {COUNTED:,}" if total > COUNTED else f"{total:,}"


def actor_of(connection: sa.Connection) -> dict[str, str]:
    """Actor of a document → actor of the record."""
    return dict(connection.execute(sa.select(schema.identities.c.local, schema.identities.c.actor)).all())


def speakers(connection: sa.Connection, roles: Sequence[str], same: Mapping[str, str]) -> list[tuple[str, int]]:
    """Ids of actors of the record with how many findings name them in one of the roles, those named most first; `same` as `actor_of` gives it."""
    named = schema.finding_actors
    # Counted on the index of the actors of documents alone; a join of all findings would take ten times as long.
    counted = sa.select(named.c.local, sa.func.count()).where(named.c.role.in_(roles)).group_by(named.c.local)
    times = Counter[str]()
    for local, n in connection.execute(counted):
        if local in same:
            times[same[local]] += n
    return sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))


def issues(connection: sa.Connection) -> list[tuple[str, int]]:
    """The issues that findings are on with how many, the most frequent first."""
    table = schema.finding_issues
    times = sa.func.count().label("times")
    return [(issue, n) for issue, n in connection.execute(sa.select(table.c.issue, times).group_by(table.c.issue).order_by(times.desc(), table.c.issue))]


def values(connection: sa.Connection, kind: str, facet: str) -> list[str]:
    """The values that a facet of one kind of finding has."""
    table = schema.findings
    found = table.c[facet]
    return [value for value in connection.execute(sa.select(found).where(table.c.kind == kind).distinct()).scalars() if value is not None]


def event_marks(connection: sa.Connection, same: Mapping[str, str]) -> list[tuple[str, str, str, str, str, list[str]]]:
    """(id, type, status, start, document, actors) of every event with a known time that is neither rejected nor withheld."""
    table = schema.findings
    wanted = sa.select(table.c.id, table.c.type, table.c.status, table.c.time_start, table.c.document)
    wanted = wanted.where(table.c.kind == "event", table.c.review != "rejected", table.c.time_start.is_not(None))
    wanted = wanted.where(~sa.exists().where(schema.withheld.c.finding == table.c.id)).order_by(table.c.time_start, table.c.id)
    named = schema.finding_actors
    who: dict[str, set[str]] = {}
    roles = ("actor", "recipient", "host", "mediator", "attendee")
    for id, local in connection.execute(sa.select(named.c.finding, named.c.local).where(named.c.role.in_(roles))):
        if local in same:
            who.setdefault(id, set()).add(same[local])
    return [(id, kind, status, at, document, sorted(who.get(id, ()))) for id, kind, status, at, document in connection.execute(wanted)]


def kinds(connection: sa.Connection, documents: Sequence[str] | None = None) -> dict[str, int]:
    """How many findings of each kind there are, in these documents or in all; rejected ones left out."""
    table = schema.findings
    wanted = sa.select(table.c.kind, sa.func.count()).where(table.c.review != "rejected").group_by(table.c.kind)
    if documents is not None:
        wanted = wanted.where(table.c.document.in_(documents))
    return dict(connection.execute(wanted).all())


def rejected(kind: str) -> "sa.Select[str]":
    """The query for ids of the findings of one kind that were rejected."""
    table, doc = schema.findings, schema.documents
    return sa.select(table.c.id).join(doc, doc.c.id == table.c.document).where(table.c.kind == kind, table.c.review == "rejected")
