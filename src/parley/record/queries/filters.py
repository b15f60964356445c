"""A `Filter` as SQL: which ids it leaves, in the order in which they are given back."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from parley.model import Filter
from parley.record.store import schema

# Role asked for ("speaker", "addressee", "actor") → ids of the actors of the record that the words may mean.
Who = Mapping[str, Sequence[str]]
_HOLDERS = ("speaker", "holder", "claimant", "proposers")


def documents(where: Filter, who: Who | None, words: "sa.ColumnElement[bool] | None") -> "sa.Select[str]":
    """Ids of documents, by publication (unknown last) and id."""
    table = schema.documents
    wanted = sa.select(table.c.id).where(*_of_document(where), *within(table.c.published, where))
    if words is not None:
        passages = schema.passages
        wanted = wanted.where(table.c.id.in_(sa.select(passages.c.document).where(passages.c.kind == "document", words)))
    if who:
        for ids in who.values():
            wanted = wanted.where(table.c.id.in_(sa.select(schema.local_actors.c.document).where(schema.local_actors.c.id.in_(_locals(ids)))))
    if where.issue is not None:
        tagged = sa.select(schema.findings.c.document).join(schema.finding_issues, schema.finding_issues.c.finding == schema.findings.c.id)
        wanted = wanted.where(table.c.id.in_(tagged.where(schema.finding_issues.c.issue == where.issue)))
    return wanted.order_by(table.c.published.is_(None), table.c.published, table.c.id)


def findings(kind: str, where: Filter, who: Who, words: "sa.ColumnElement[bool] | None", *, few: bool = False) -> "sa.Select[str]":
    """Ids of findings of one kind that are neither rejected nor withheld, by document and place. few: whether those of `narrow` are few."""
    table, doc = schema.findings, schema.documents
    wanted = sa.select(table.c.id).join(doc, doc.c.id == table.c.document)
    # Without what is known of the values, SQLite would look at every finding of the kind, however few are left: it is kept from the index of kinds.
    of_kind = table.c.kind.concat("") == kind if few else table.c.kind == kind
    wanted = wanted.where(of_kind, table.c.review != "rejected", *within(table.c.time_start, where))
    if where.document is not None:
        wanted = wanted.where(table.c.document == where.document)
    place = _of_document(Filter(negotiation=where.negotiation, outlet=where.outlet))
    if place:
        wanted = wanted.where(table.c.document.in_(sa.select(doc.c.id).where(*place)))
    wanted = wanted.where(~sa.exists().where(schema.withheld.c.finding == table.c.id))
    wanted = wanted.where(*(table.c.id.in_(some) for some in narrow(kind, where, who, words)))
    if where.statuses is not None:
        wanted = wanted.where(table.c.status.in_(where.statuses))
    return wanted.order_by(doc.c.published.is_(None), doc.c.published, doc.c.id, table.c.start, table.c.end, table.c.id)


def narrow(kind: str, where: Filter, who: Who, words: "sa.ColumnElement[bool] | None") -> "list[sa.Select[str]]":
    """Ids of findings as indexes give them at once: of those who are named in them, of an issue, of words. A finding must be in each."""
    found = []
    named = schema.finding_actors
    for role, ids in who.items():
        some = sa.select(named.c.finding).where(sa.or_(named.c.local.in_(_locals(ids)), named.c.local.in_(ids)))
        found.append(some.where(named.c.role.in_(_HOLDERS if role == "speaker" else (role, "recipients"))) if role != "actor" else some)
    if where.issue is not None:
        found.append(sa.select(schema.finding_issues.c.finding).where(schema.finding_issues.c.issue == where.issue))
    if words is not None:
        found.append(sa.select(schema.passages.c.id).where(schema.passages.c.kind == kind, words))
    return found


def in_first_documents(wanted: "sa.Select[str]", where: Filter, most: int) -> "sa.Select[str]":
    """A query for findings by document and place, kept to the first documents of the filter's place: nothing of the others is put in order."""
    place = documents(Filter(negotiation=where.negotiation, document=where.document, outlet=where.outlet), None, None)
    return wanted.where(schema.findings.c.document.in_(place.limit(most)))


def by_time(wanted: "sa.Select[str]", *, few: bool = False) -> "list[sa.Select[str]]":
    """A query for findings in order of their own time, as two: those with a time, and those without. An index has the first in order. Few are put in order
    together."""
    table = schema.findings
    place = (table.c.document, table.c.start, table.c.end, table.c.id)
    if few:
        return [wanted.order_by(None).order_by(table.c.time_start.is_(None), table.c.time_start, *place)]
    timed = wanted.where(table.c.time_start.is_not(None)).order_by(None)
    untimed = wanted.where(table.c.time_start.is_(None)).order_by(None)
    return [timed.order_by(table.c.time_start, *place), untimed.order_by(*place)]


def actors(where: Filter) -> "sa.Select[str]":
    """Ids of the actors that are named in the documents that the filter leaves."""
    local, doc, same = schema.local_actors, schema.documents, schema.identities
    wanted = sa.select(same.c.actor).join(local, local.c.id == same.c.local).join(doc, doc.c.id == local.c.document)
    return wanted.where(*_of_document(where)).distinct()


def as_bytes(connection: sa.Connection, column: "sa.Column[str]") -> "sa.ColumnElement[bytes]":
    """A column of JSON as bytes: of a long text few fields are decoded, and it need not be made text before."""
    return sa.cast(column, sa.BLOB) if connection.dialect.name == "sqlite" else sa.func.convert_to(column, "UTF8")


def within(column: "sa.Column[Any]", where: Filter) -> "list[sa.ColumnElement[bool]]":
    """Conditions that keep a start between `since` (inclusive) and `until`; an unknown one passes only without both."""
    found: list[sa.ColumnElement[bool]] = []
    if where.since is not None:
        found.append(column >= where.since)
    if where.until is not None:
        found.append(column < where.until)
    return found


def _of_document(where: Filter) -> "list[sa.ColumnElement[bool]]":
    table = schema.documents
    pairs = ((table.c.id, where.document), (table.c.outlet, where.outlet), (table.c.negotiation, where.negotiation))
    return [column == value for column, value in pairs if value is not None]


def _locals(ids: Sequence[str]) -> "sa.Select[str]":
    return sa.select(schema.identities.c.local).where(schema.identities.c.actor.in_(ids))
