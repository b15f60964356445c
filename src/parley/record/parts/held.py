"""What holds on: what each report says of it by itself (`holds`), and then each part of it, computed from what all reports of a negotiation say for it.

A report that becomes stale is heard anew; the parts for which it then says something else are stale, and so are those on which what somebody gave up
bears, and those of which the passing of days makes something else when the negotiation's last report is of another day.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from parley.record.across.corpus import Derived
from parley.record.across.holding import BEARS, GIVEN_UP, Bears, Item, kind_of
from parley.record.across.reduce import heard, holding_on
from parley.record.across.states import GivenUp
from parley.record.likeness.lexicon import giving_up
from parley.record.parts import corpora, derived
from parley.record.parts.corpora import Rows
from parley.record.store import frame, rows, schema, stale, writes

REPORTS = 32
"""Reports that are heard at a time."""
PARTS = 100
"""Parts that are computed at a time."""
_items: "msgspec.json.Decoder[tuple[Item, ...]]" = msgspec.json.Decoder(tuple[Item, ...])
Row = tuple[str, str, str | None, str]
"""Part, document, until, items as JSON."""


class Reports(msgspec.Struct, frozen=True, kw_only=True, tag="reports"):
    """Reports to be heard, with the number of when each became stale."""

    name: str
    numbers: dict[str, int]
    rows: Rows


class Spoken(msgspec.Struct, frozen=True, kw_only=True, tag="spoken"):
    """What reports say that holds on."""

    name: str
    numbers: dict[str, int]
    negotiations: dict[str, str]
    rows: list[Row]


class Holding(msgspec.Struct, frozen=True, kw_only=True, tag="holding"):
    """Parts of one negotiation, with the number of when each became stale and what reports say for it, as JSON; what is given up in that negotiation."""

    name: str
    numbers: dict[str, int]
    told: dict[str, list[str]]
    given_up: dict[str, list[str]]
    stances: tuple[str, ...]
    last: str


class Said(msgspec.Struct, frozen=True, kw_only=True, tag="said"):
    """What is derived from parts, by name."""

    name: str
    numbers: dict[str, int]
    derived: dict[str, Derived]


# --- reports ------------------------------------------------------------------------------------------------------------------------------


def load_reports(connection: sa.Connection, some: Mapping[str, int]) -> Reports:
    """Reports to be heard; `some`: since when they are stale. Those of which the record as a whole does not know yet are left out."""
    found = corpora.load(connection, list(some), _holds_on(connection))
    gone = some.keys() - set(connection.execute(sa.select(schema.documents.c.id).where(schema.documents.c.id.in_(list(some)))).scalars())
    numbers = {id: number for id, number in some.items() if id in found.documents or id in gone}
    return Reports(name=min(some), numbers=numbers, rows=found)


def _holds_on(connection: sa.Connection) -> "sa.ColumnElement[bool]":
    """Which findings say something that holds on: of statements those that refuse, and those with a word for giving up (no other says so)."""
    finding = schema.findings
    # SQLite's LIKE knows no case, and needs no body made small for each word.
    like = finding.c.body.like if connection.dialect.name == "sqlite" else finding.c.body.ilike
    said = sa.and_(finding.c.kind == "statement", sa.or_(finding.c.act == "reject", *(like(f"%{word}%") for word in giving_up())))
    return sa.or_(finding.c.kind.in_(("stance", "condition", "event", "proposal")), said)


def spoken(part: Reports) -> Spoken:
    """What the reports say that holds on."""
    corpus, common = corpora.told(part.rows)
    said = heard(corpus, common)
    found = [(one.part, document, one.until, rows.encode(one.items)) for document, some in said.items() for one in some]
    negotiations = {id: doc.negotiation or "" for id, doc in corpus.documents.items()}
    return Spoken(name=part.name, numbers=part.numbers, negotiations=negotiations, rows=found)


def write_spoken(connection: sa.Connection, found: Spoken) -> None:
    """Writes what reports say, in place of what they said before, and notes what is stale by it."""
    ids = stale.still(connection, "report", found.numbers)
    before = {row[:2]: row for row in _rows(connection, ids)}
    now = {row[:2]: row for row in found.rows if row[1] in ids}
    out, new = ([some[key] for key in sorted(some) if some[key] != others.get(key)] for some, others in ((before, now), (now, before)))
    _delete(connection, out)
    writes.put(connection, schema.holds, [{"part": part, "document": document, "until": until, "body": body} for part, document, until, body in new])
    stale.note(connection, "part", _touched(connection, {row[0] for row in (*out, *new)}))
    table = schema.heard
    talks = {found.negotiations[id] for id in ids if id in found.negotiations}
    for some in writes.chunks(ids):
        talks |= set(connection.execute(sa.select(table.c.negotiation).where(table.c.document.in_(some))).scalars())
        connection.execute(sa.delete(table).where(table.c.document.in_(some)))
    writes.put(connection, table, [{"document": id, "negotiation": found.negotiations[id]} for id in ids if id in found.negotiations])
    stale.note(connection, "negotiation", talks)
    stale.done(connection, "report", ids)


def _rows(connection: sa.Connection, documents: Sequence[str]) -> Iterator[Row]:
    table = schema.holds
    for some in writes.chunks(documents):
        yield from map(tuple, connection.execute(sa.select(table.c.part, table.c.document, table.c.until, table.c.body).where(table.c.document.in_(some))))


def _delete(connection: sa.Connection, some: Sequence[Row]) -> None:
    table = schema.holds
    wanted = sa.delete(table).where(table.c.part == sa.bindparam("of"), table.c.document == sa.bindparam("by"))
    if some:
        connection.execute(wanted, [{"of": part, "by": document} for part, document, *_ in some])


def _touched(connection: sa.Connection, parts: Iterable[str]) -> set[str]:
    """The parts of which something else is derived when reports say something else for these: on which what is given up bears, too."""
    found = set(parts)
    given_up = {part.replace(f"\n{GIVEN_UP}\t", f"\n{BEARS}\t") for part in found if kind_of(part) == GIVEN_UP}
    for _, body in _bodies(connection, given_up):
        found |= {item.part for item in _items.decode(body) if isinstance(item, Bears)}
    return {part for part in found if kind_of(part) not in (GIVEN_UP, BEARS)}


def _bodies(connection: sa.Connection, parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    table = schema.holds
    for some in writes.chunks(sorted(parts)):
        wanted = sa.select(table.c.part, table.c.body).where(table.c.part.in_(some)).order_by(table.c.part, table.c.document)
        yield from map(tuple, connection.execute(wanted))


# --- parts --------------------------------------------------------------------------------------------------------------------------------


def turned(connection: sa.Connection, negotiations: Iterable[str]) -> None:
    """Notes what is stale because the last report of a negotiation is of another day than before."""
    doc, talks, holds = schema.documents, schema.talks, schema.holds
    for negotiation in sorted(negotiations):
        last = (connection.execute(sa.select(sa.func.max(doc.c.published)).where(writes.reports_of(negotiation))).scalar_one() or "")[:10]
        before = connection.execute(sa.select(talks.c.last).where(talks.c.negotiation == negotiation)).scalar_one_or_none() or ""
        if last != before:
            within = (holds.c.until >= min(last, before), writes.of_negotiation(holds.c.part, negotiation))
            stale.note(connection, "part", connection.execute(sa.select(holds.c.part).where(*within).distinct()).scalars())
            connection.execute(sa.delete(talks).where(talks.c.negotiation == negotiation))
            if last:
                connection.execute(sa.insert(talks).values(negotiation=negotiation, last=last))


def due(connection: sa.Connection) -> list[dict[str, int]]:
    """The parts that are to be computed, with the number of when each became stale, some of one negotiation together."""
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for part, number in stale.all_of(connection, "part").items():
        found[part.rpartition("\n")[0]].append((part, number))
    return [dict(some) for negotiation in sorted(found) for some in writes.chunks(found[negotiation], PARTS)]


def load(connection: sa.Connection, some: Mapping[str, int]) -> Holding:
    """Parts of one negotiation, whole."""
    holds, talks = schema.holds, schema.talks
    name = min(some)
    negotiation = name.rpartition("\n")[0]
    told: dict[str, list[str]] = {part: [] for part in some}
    for part, body in _bodies(connection, some):
        told[part].append(body)
    given_up: defaultdict[str, list[str]] = defaultdict(list)
    head = f"{negotiation}\n{GIVEN_UP}"
    wanted = sa.select(holds.c.part, holds.c.body).where(holds.c.part >= f"{head}\t", holds.c.part < f"{head}\n").order_by(holds.c.part, holds.c.document)
    for part, body in connection.execute(wanted):
        given_up[part].append(body)
    last = connection.execute(sa.select(talks.c.last).where(talks.c.negotiation == negotiation)).scalar_one_or_none() or ""
    return Holding(name=name, numbers=dict(some), told=told, given_up=dict(given_up), stances=frame.stances(connection), last=last)


def said(part: Holding) -> Said:
    """What is derived from parts."""
    given_up = {name: [item for item in _all(bodies) if isinstance(item, GivenUp)] for name, bodies in part.given_up.items()}
    found = {name: holding_on(name, _all(bodies), given_up, part.stances, part.last) for name, bodies in part.told.items()}
    return Said(name=part.name, numbers=part.numbers, derived=found)


def _all(bodies: Iterable[str]) -> list[Item]:
    return [item for body in bodies for item in _items.decode(body)]


def write_said(connection: sa.Connection, found: Said) -> None:
    """Writes what was derived from parts, in place of what was there."""
    parts = stale.still(connection, "part", found.numbers)
    derived.put(connection, {part: found.derived[part] for part in parts})
    stale.done(connection, "part", parts)


def forget(connection: sa.Connection, document: str) -> str | None:
    """Takes out what a report said, and all that was derived from parts that it had a word in; gives back the negotiation under which it was heard."""
    some = list(_rows(connection, [document]))
    touched = _touched(connection, {part for part, *_ in some})
    _delete(connection, some)
    derived.drop(connection, touched)
    stale.done(connection, "part", touched)
    stale.note(connection, "part", touched & {part for part, _ in _bodies(connection, touched)})
    stale.done(connection, "report", [document])
    table = schema.heard
    negotiation: str | None = connection.execute(sa.select(table.c.negotiation).where(table.c.document == document)).scalar_one_or_none()
    connection.execute(sa.delete(table).where(table.c.document == document))
    return negotiation
