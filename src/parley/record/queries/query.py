"""The record as views ask for it: `parley.model.Query` over the tables."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Literal, TypeVar, overload

import msgspec
import sqlalchemy as sa

from parley.errors import NotInRecord
from parley.model import (
    ALL,
    COUNTED,
    Actor,
    ActorRef,
    AgendaItem,
    Answer,
    AnyFinding,
    Blocked,
    Cell,
    Claim,
    Condition,
    ConditionState,
    Copy,
    Dispute,
    Document,
    Event,
    Figure,
    Filter,
    Head,
    Hidden,
    Hit,
    Judgement,
    Mention,
    Order,
    Position,
    Problem,
    Proposal,
    Role,
    Stance,
    Statement,
    Story,
    Time,
)  # fmt: skip
from parley.record.judgements import judging
from parley.record.judgements.kept import Settled, settled
from parley.record.queries import filters, paging
from parley.record.repeats import boilerplate
from parley.record.store import frame, fulltext, rows, schema, second, writes
from parley.record.store.database import Database
from parley.record.who.names import fold

T = TypeVar("T")
D = TypeVar("D")
_CHUNK = 400
_FIRST = 64
"""So many findings (or reports) are looked for alone at first: a table of fifty rows waits for no more."""
_FEW = 8_000
"""Findings that are looked at one by one rather than going through all of their kind in order."""
_MEANT = 64
"""Names whose actors are kept."""


class _Called(msgspec.Struct, frozen=True, gc=False):
    id: str
    name: str


class _Roles(msgspec.Struct, frozen=True, gc=False):
    id: str
    name: str
    roles: tuple[Role, ...] = ()


class _Day(msgspec.Struct, frozen=True, gc=False):
    edtf: str | None = None


_day = msgspec.json.Decoder(_Day)
_called = msgspec.json.Decoder(_Called)
_roles = msgspec.json.Decoder(_Roles)
_head = msgspec.json.Decoder(Head)


class Reader:
    """Reads a record whose derived tables are fresh; `Record` sees to that."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._refs: tuple[str, dict[str, ActorRef]] = ("", {})
        # Of how many findings the last list was that was put in order whole.
        self._found: tuple[str, str, Filter, int] = ("", "", ALL, 0)
        self._meant: tuple[str, dict[str, frozenset[str]]] = ("", {})

    def _fresh(self) -> None:
        """Sees to it that the derived tables belong to what is in the record."""
        raise NotImplementedError

    # --- documents ------------------------------------------------------------------------------------------------------------------

    def documents(self, where: Filter = ALL) -> Iterator[Document]:
        """The documents, by day of publication (unknown last) and id; what an outlet repeats from report to report is labelled as boilerplate."""
        self._fresh()
        for some in writes.chunks(self._ids(filters.documents(where, self._who(where), self._words(where)))):
            with self._database.read() as connection:
                yield from self._documents(connection, some)

    def document(self, id: str) -> Document:
        """The document; raises `NotInRecord`."""
        self._fresh()
        with self._database.read() as connection:
            for doc in self._documents(connection, [id]):
                return doc
        raise NotInRecord(f"no document {id} in the record")

    def document_ids(self, where: Filter = ALL) -> list[str]:
        """The ids of the documents, in the order of `documents`."""
        self._fresh()
        return self._ids(filters.documents(where, self._who(where), self._words(where)))

    def heads(self, where: Filter = ALL) -> dict[str, Head]:
        """Document id → the document without its text, in the order of `documents`."""
        found = {head.id: head for head in self.heads_as(Head, where)}
        return {id: found[id] for id in self.document_ids(where) if id in found}

    def heads_as(self, type_: type[D], where: Filter = ALL) -> list[D]:
        """The documents, read into a type that leaves fields out; in no order, for to be put in order whole texts would be carried about."""
        self._fresh()
        table = schema.documents
        wanted = filters.documents(where, self._who(where), self._words(where)).order_by(None)
        decoder = msgspec.json.Decoder(type_)
        with self._database.read() as connection:
            return [decoder.decode(body) for body in _bodies(connection, wanted.with_only_columns(filters.as_bytes(connection, table.c.body)))]

    def days(self, where: Filter = ALL) -> list[tuple[str, str | None, str | None]]:
        """(id, outlet, day of publication as EDTF) of the documents, in no order; their bodies are not read."""
        self._fresh()
        table = schema.documents
        wanted = filters.documents(where, self._who(where), self._words(where)).order_by(None)
        with self._database.read() as connection:
            found = connection.execute(wanted.with_only_columns(table.c.id, table.c.outlet, table.c.dated)).all()
        return [(id, outlet, _day.decode(dated).edtf) for id, outlet, dated in found]

    def some_heads(self, ids: Iterable[str]) -> dict[str, Head]:
        """Document id → the document without its text, of those with these ids that there are."""
        table = schema.documents
        found: dict[str, Head] = {}
        with self._database.read() as connection:
            for some in writes.chunks(sorted(set(ids))):
                wanted = sa.select(table.c.id, filters.as_bytes(connection, table.c.body)).where(table.c.id.in_(some))
                found |= {id: _head.decode(body) for id, body in connection.execute(wanted)}
        return found

    def versions(self) -> list[list[str]]:
        """The ids of the documents that are texts of one item, of each item that has several."""
        table = schema.documents
        items: defaultdict[str, list[str]] = defaultdict(list)
        with self._database.read() as connection:
            for item, id in connection.execute(sa.select(table.c.item, table.c.id)).all():
                items[item].append(id)
        return [ids for ids in items.values() if len(ids) > 1]

    def _documents(self, connection: sa.Connection, ids: Sequence[str]) -> list[Document]:
        table, derived = schema.documents, schema.derived
        found = dict(connection.execute(sa.select(table.c.id, table.c.body).where(table.c.id.in_(ids))).all())
        repeated = sa.select(derived.c.id, derived.c.body).where(derived.c.kind == "boilerplate", derived.c.id.in_(ids))
        runs = {id: msgspec.json.decode(body, type=list[tuple[int, int]]) for id, body in connection.execute(repeated)}
        return [boilerplate.relabelled(rows.decode(Document, found[id]), runs.get(id, [])) for id in ids if id in found]

    def added(self) -> Mapping[str, str]:
        """Document id → ISO time (UTC) at which it was added to the record."""
        table = schema.documents
        with self._database.read() as connection:
            return dict(connection.execute(sa.select(table.c.id, table.c.added).order_by(table.c.id)).all())

    def talks(self) -> list[str]:
        """The negotiations that reports are of, in order; "" where some are of none."""
        with self._database.read() as connection:
            return sorted({talks or "" for talks in connection.execute(sa.select(schema.documents.c.negotiation).distinct()).scalars()})

    def negotiations(self) -> Mapping[str, str]:
        """Negotiation → its name, where a parties file gave one."""
        with self._database.read() as connection:
            return frame.names(connection)

    def sentences(self, document: str) -> list[tuple[int, int]]:
        """Start and end of each sentence of a document, in order; empty when it was stored without."""
        table = schema.readings
        with self._database.read() as connection:
            found = connection.execute(sa.select(table.c.sentences).where(table.c.document == document)).scalar_one_or_none()
        return msgspec.json.decode(found, type=list[tuple[int, int]]) if found else []

    # --- findings -------------------------------------------------------------------------------------------------------------------

    @overload
    def findings(self, kind: Literal["statement"], where: Filter = ALL, *, order: Order = "place") -> Iterator[Statement]: ...
    @overload
    def findings(self, kind: Literal["event"], where: Filter = ALL, *, order: Order = "place") -> Iterator[Event]: ...
    @overload
    def findings(self, kind: Literal["proposal"], where: Filter = ALL, *, order: Order = "place") -> Iterator[Proposal]: ...
    @overload
    def findings(self, kind: Literal["stance"], where: Filter = ALL, *, order: Order = "place") -> Iterator[Stance]: ...
    @overload
    def findings(self, kind: Literal["condition"], where: Filter = ALL, *, order: Order = "place") -> Iterator[Condition]: ...
    @overload
    def findings(self, kind: Literal["figure"], where: Filter = ALL, *, order: Order = "place") -> Iterator[Figure]: ...
    @overload
    def findings(self, kind: str, where: Filter = ALL, *, order: Order = "place") -> Iterator[AnyFinding]: ...
    def findings(self, kind: str, where: Filter = ALL, *, order: Order = "place") -> Iterator[Any]:
        """The findings of one kind, by document and place or by time; rejected ones and those in boilerplate are left out."""
        self._fresh()
        for some in self._in_order(kind, where, order):
            with self._database.read() as connection:
                found = self._findings(connection, some)
            yield from found

    def _in_order(self, kind: str, where: Filter, order: Order) -> Iterator[Sequence[str]]:
        """The ids of findings in order, in runs; the first of very many before the others are looked for."""
        wanted, few = self._wanted(kind, where)
        if few:
            ids = [id for one in (filters.by_time(wanted, few=True) if order == "time" else [wanted]) for id in self._ids(one)]
            self._found = (self._generation(), kind, where, len(ids))
            yield from writes.chunks(ids[:_FIRST])
            yield from writes.chunks(ids[_FIRST:])
            return
        for one in filters.by_time(wanted) if order == "time" else [wanted]:
            given = self._ids(one.limit(_FIRST) if order == "time" else filters.in_first_documents(one, where, _FIRST))
            yield from writes.chunks(given, _FIRST)
            if order == "place" or len(given) == _FIRST:
                known = set(given)
                yield from writes.chunks([id for id in self._ids(one) if id not in known])

    def _wanted(self, kind: str, where: Filter) -> tuple["sa.Select[str]", bool]:
        """The query for the ids of findings by document and place, and whether the filter leaves so few that they are found first and then put in order."""
        who, words = self._who(where), self._words(where)
        few = where.document is not None or words is not None
        if not few:
            with self._database.read() as connection:
                few = any(paging.count(connection, some, _FEW) <= _FEW for some in filters.narrow(kind, where, who, None))
        return filters.findings(kind, where, who, words, few=few), few

    def finding_ids(self, kind: str, where: Filter = ALL) -> list[str]:
        """The ids of the findings of one kind, in the order of `findings`."""
        self._fresh()
        return self._ids(self._wanted(kind, where)[0])

    def count(self, kind: str, where: Filter = ALL) -> int:
        """How many findings of one kind there are; of very many it is only counted that there are more than `COUNTED`."""
        self._fresh()
        *asked, found = self._found
        if asked == [self._generation(), kind, where]:
            return min(found, COUNTED + 1)
        with self._database.read() as connection:
            return paging.count(connection, self._wanted(kind, where)[0])

    def spoken(self, where: Filter = ALL, actors: Iterable[str] | None = None) -> Mapping[str, int]:
        """Actor → how many of the statements it makes; of all, or of these."""
        self._fresh()
        named, same = schema.finding_actors, schema.identities
        some = filters.findings("statement", where, self._who(where), self._words(where)).order_by(None)
        count = sa.select(same.c.actor, sa.func.count()).join(named, named.c.local == same.c.local)
        count = count.where(named.c.role == "speaker").group_by(same.c.actor)
        with self._database.read() as connection:
            if actors is None:
                return dict(connection.execute(count.where(named.c.finding.in_(some))).all())
            # Of few, each thing that they say is looked at, not all that is said.
            theirs = count.where(some.where(schema.findings.c.id == named.c.finding).exists())
            return {id: n for these in writes.chunks(sorted(set(actors))) for id, n in connection.execute(theirs.where(same.c.actor.in_(these)))}

    def stances_on(self, targets: Sequence[str], where: Filter = ALL) -> Iterator[Stance]:
        """The stances on these proposals or events, by document and place; rejected ones and those in boilerplate are left out."""
        self._fresh()
        wanted = filters.findings("stance", where, self._who(where), self._words(where), few=True)
        for some in writes.chunks(targets):
            yield from (one for one in self._all_of(wanted.where(schema.findings.c.target.in_(some))) if isinstance(one, Stance))

    def _all_of(self, wanted: "sa.Select[str]") -> Iterator[AnyFinding]:
        for some in writes.chunks(self._ids(wanted)):
            with self._database.read() as connection:
                yield from self._findings(connection, some)

    def finding(self, id: str) -> AnyFinding:
        """The finding, rejected ones too; raises `NotInRecord`."""
        self._fresh()
        with self._database.read() as connection:
            for finding in self._findings(connection, [id]):
                return finding
        raise NotInRecord(f"no finding {id} in the record")

    def hidden(self) -> Iterator[Hidden]:
        """The findings that `findings` leaves out, by id: rejected ones, and those in boilerplate."""
        self._fresh()
        table, withheld = schema.findings, schema.withheld
        wanted = sa.select(table.c.id, table.c.document, table.c.review).where(
            sa.or_(table.c.review == "rejected", table.c.id.in_(sa.select(withheld.c.finding)))
        )
        with self._database.read() as connection:
            found = connection.execute(wanted.order_by(table.c.id)).all()
        yield from (Hidden(id, document, "rejected" if review == "rejected" else "boilerplate") for id, document, review in found)

    def as_read_findings(self) -> Iterator[AnyFinding]:
        """All findings as the last reading found them, before any judgement, by id, with the record's actors; what analysts added is not among them."""
        self._fresh()
        table = schema.findings
        wanted = sa.select(table.c.id, sa.func.coalesce(table.c.raw, table.c.body)).where(table.c.added == 0).order_by(table.c.id)
        with self._database.read() as connection:
            found = [rows.decode_finding(body) for _, body in connection.execute(wanted)]
            names = self._names(connection, sa.select(schema.local_actors.c.id))
        yield from (rows.renamed(finding, names) for finding in found)

    def _findings(self, connection: sa.Connection, ids: Sequence[str]) -> list[AnyFinding]:
        names = self._names(connection, sa.select(schema.finding_actors.c.local).where(schema.finding_actors.c.finding.in_(ids)))
        table = schema.findings
        found = dict(connection.execute(sa.select(table.c.id, table.c.body).where(table.c.id.in_(ids))).all())
        return [rows.renamed(rows.decode_finding(found[id]), names) for id in ids if id in found]

    def candidates(self, where: Filter = ALL) -> Iterator[AnyFinding]:
        """What a second reader found and nobody has accepted or rejected yet, by document and place; kept to a document, outlet or negotiation."""
        self._fresh()
        for some in writes.chunks(self._ids(filters.documents(_place(where), None, None))):
            with self._database.read() as connection:
                names = self._names(connection, sa.select(schema.local_actors.c.id).where(schema.local_actors.c.document.in_(some)))
                found = second.open_candidates(connection, some)
            yield from (rows.renamed(one, names) for one in found)

    def answers(self, where: Filter = ALL) -> Iterator[Answer]:
        """What second readers answered about each passage; kept to a document, outlet or negotiation."""
        for some in writes.chunks(self._ids(filters.documents(_place(where), None, None))):
            with self._database.read() as connection:
                yield from second.answers(connection, some)

    # --- who ------------------------------------------------------------------------------------------------------------------------

    def actors(self, where: Filter = ALL) -> Iterator[Actor]:
        """The actors of the record, by id."""
        self._fresh()
        kept = self._actor_ids(where)
        if kept is None:
            yield from self._derived("actor", Actor)
            return
        for some in writes.chunks(sorted(kept)):
            with self._database.read() as connection:
                found = _actors(connection, some)
            yield from (rows.decode(Actor, body) for _, body in sorted(found.items()))

    def actor_names(self, where: Filter = ALL) -> dict[str, str]:
        """Actor → its name, of the actors that `actors` gives."""
        self._fresh()
        kept, table = self._actor_ids(where), schema.derived
        with self._database.read() as connection:
            bodies: Iterable[Any]
            if kept is None:
                # They lie side by side under their part; by kind they would be looked up one by one in the order of their keys.
                of_kind = (table.c.part == writes.COMMON, table.c.kind.concat("") == "actor")
                bodies = _bodies(connection, sa.select(filters.as_bytes(connection, table.c.body)).where(*of_kind))
            else:
                bodies = itertools.chain.from_iterable(_actors(connection, some).values() for some in writes.chunks(sorted(kept)))
            return {actor.id: actor.name for actor in map(_called.decode, bodies)}

    def some_actors(self, ids: Iterable[str]) -> dict[str, Actor]:
        """The actors with these ids that there are, by id."""
        with self._database.read() as connection:
            return {id: rows.decode(Actor, body) for some in writes.chunks(sorted(set(ids))) for id, body in _actors(connection, some).items()}

    def keyed(self, keys: Iterable[str]) -> Mapping[str, str]:
        """Key of an actor ("state:UKR") → the name of the actor that has it, the last by id of several, of these keys."""
        table = schema.derived
        found: dict[str, str] = {}
        with self._database.read() as connection:
            for some in writes.chunks(sorted(set(keys))):
                wanted = sa.select(table.c.place, table.c.body).where(table.c.kind == "actor", table.c.place.in_(some)).order_by(table.c.place, table.c.id)
                found |= {key: _called.decode(body).name for key, body in connection.execute(wanted)}
        return found

    def roles(self) -> list[tuple[ActorRef, Role]]:
        """Who has which role in a negotiation, by id."""
        self._fresh()
        table, called = schema.derived, schema.called
        some = sa.select(called.c.actor).where(called.c.kind == "role")
        with self._database.read() as connection:
            bodies = connection.execute(sa.select(table.c.body).where(table.c.kind == "actor", table.c.id.in_(some)).order_by(table.c.id)).scalars().all()
        return [(ActorRef(actor.id, actor.name), role) for actor in map(_roles.decode, bodies) for role in actor.roles]

    def _actor_ids(self, where: Filter) -> set[str] | None:
        """The ids of the actors that a filter leaves, None for all."""
        named = None
        if where.negotiation is not None or where.document is not None or where.outlet is not None:
            named = set(self._ids(filters.actors(where)))
        if where.actor is None:
            return named
        meant = self.resolve(where.actor)
        return meant if named is None else named & meant

    def actor(self, id: str) -> Actor:
        """The actor with this id, or with an id that it had before names were joined; raises `NotInRecord`."""
        self._fresh()
        table = schema.identities
        with self._database.read() as connection:
            found = _actors(connection, [id])
            if not found:
                now = connection.execute(sa.select(table.c.actor).where(table.c.local == id)).scalar_one_or_none()
                found = _actors(connection, [now]) if now is not None else {}
        for body in found.values():
            return rows.decode(Actor, body)
        raise NotInRecord(f"no actor {id} in the record")

    def resolve(self, words: str) -> set[str]:
        """The ids of the actors that the words may mean: an id, a name or alias, else names that contain them as words."""
        self._fresh()
        generation = self._generation()
        if self._meant[0] != generation or len(self._meant[1]) >= _MEANT:
            self._meant = (generation, {})
        known = self._meant[1]
        if words not in known:
            known[words] = self._resolved(words)
        return set(known[words])

    def _resolved(self, words: str) -> frozenset[str]:
        wanted, table = fold(words), schema.called
        called = sa.select(table.c.actor).where(table.c.kind == "name")
        with self._database.read() as connection:
            if _actors(connection, [words]):
                return frozenset((words,))
            exact = frozenset(connection.execute(called.where(table.c.value == wanted)).scalars())
            if exact:
                return exact
            some = connection.execute(called.add_columns(table.c.value).where(table.c.value.like(f"%{wanted}%"))).all()
        inside = re.compile(rf"\b{re.escape(wanted)}\b")
        return frozenset(id for id, name in some if inside.search(name))

    def joint(self, actors: Iterable[str] | None = None) -> Mapping[str, Set[str]]:
        """Joint actor ("both sides") → the ids of its members; of all, or of these."""
        self._fresh()
        table = schema.called
        wanted = sa.select(table.c.actor, table.c.value).where(table.c.kind == "member")
        every = [wanted] if actors is None else [wanted.where(table.c.actor.in_(some)) for some in writes.chunks(sorted(set(actors)))]
        found: defaultdict[str, set[str]] = defaultdict(set)
        with self._database.read() as connection:
            for one in every:
                for id, member in connection.execute(one):
                    found[id].add(member)
        return dict(found)

    def mentions(self, where: Filter = ALL) -> Iterator[Mention]:
        """The mentions, by document and place, each with its actor of the record."""
        self._fresh()
        table = schema.mentions
        for doc in self._ids(filters.documents(_place(where), None, None)):
            with self._database.read() as connection:
                names = self._names(connection, sa.select(schema.local_actors.c.id).where(schema.local_actors.c.document == doc))
                found = connection.execute(sa.select(table.c.body).where(table.c.document == doc).order_by(table.c.n)).scalars().all()
            wanted = self.resolve(where.actor) if where.actor is not None else None
            for body in found:
                mention = _mentioned(rows.decode(Mention, body), names)
                if wanted is None or mention.actor in wanted:
                    yield mention

    def times(self, where: Filter = ALL) -> Iterator[Time]:
        """The time expressions, by document and place."""
        table = schema.times
        for doc in self._ids(filters.documents(_place(where), None, None)):
            with self._database.read() as connection:
                wanted = sa.select(table.c.body).where(table.c.document == doc, *filters.within(table.c.time_start, where)).order_by(table.c.n)
                found = connection.execute(wanted).scalars().all()
            yield from (rows.decode(Time, body) for body in found)

    # --- across documents -----------------------------------------------------------------------------------------------------------

    def copies(self) -> Iterator[Copy]:
        """Documents that are copies of one another, by group."""
        return self._derived("copy", Copy)

    def origins(self, documents: Iterable[str] | None = None) -> Mapping[str, str]:
        """Document id → what it counts as when sources are counted; a document of which nothing is derived yet counts as itself. Of all, or of these."""
        self._fresh()
        doc, told = schema.documents, schema.repeats
        wanted = sa.select(doc.c.id, sa.func.coalesce(told.c.origin, doc.c.id)).outerjoin(told, told.c.document == doc.c.id)
        with self._database.read() as connection:
            if documents is None:
                return dict(connection.execute(wanted).all())
            return {id: its for some in writes.chunks(sorted(set(documents))) for id, its in connection.execute(wanted.where(doc.c.id.in_(some)))}

    def stories(self) -> Iterator[Story]:
        """Events told by several documents."""
        return self._derived("story", Story)

    def claims(self) -> Iterator[Claim]:
        """Assertions, with who asserts, denies and reports them."""
        return self._derived("claim", Claim)

    def disputes(self) -> Iterator[Dispute]:
        """What cannot all be right."""
        return self._derived("dispute", Dispute)

    def positions(self) -> Iterator[Position]:
        """Each party on each issue."""
        return self._derived("position", Position)

    def blocked(self) -> Iterator[Blocked]:
        """Conditions that cannot be met as things stand, and deadlocks."""
        return self._derived("blocked", Blocked)

    def states(self) -> Iterator[ConditionState]:
        """What became of conditions, by condition."""
        return self._derived("state", ConditionState)

    def agenda(self) -> Iterator[AgendaItem]:
        """What was planned, and what became of it."""
        return self._derived("agenda", AgendaItem)

    def judgements(self) -> Iterator[Judgement]:
        """What analysts decided, in order of time; undone ones and undos too."""
        table = schema.judgements
        with self._database.read() as connection:
            found = connection.execute(sa.select(table.c.body).order_by(table.c.at, table.c.id)).scalars().all()
        yield from (rows.decode(Judgement, body) for body in found)

    def settled(self) -> list[Settled]:
        """The standing judgements, each kept, orphaned or agreed to by the last reading, in order of time."""
        made = list(self.judgements())
        if not made:
            return []
        self._fresh()
        with self._database.read() as connection:
            return settled(made, judging.reading(connection, made))

    def problems(self) -> Iterator[Problem]:
        """Faults in the data, by id."""
        table = schema.problems
        with self._database.read() as connection:
            found = connection.execute(sa.select(table.c.body).order_by(table.c.id)).scalars().all()
        yield from (rows.decode(Problem, body) for body in found)

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Passages of documents and statements that have all the words ("…" for a phrase), best first."""
        self._fresh()
        with self._database.read() as connection:
            return fulltext.search(connection, words, limit)

    # --- inside ---------------------------------------------------------------------------------------------------------------------

    def derived_as(self, kind: str, type_: type[D], *, ids: Sequence[str] | None = None, negotiation: str | None = None) -> list[D]:
        """What is derived of one kind, read into a type that may leave fields out; with ids, only those. A copy's is its document's.

        negotiation: only what is derived of one, "" for reports of none; of copies and actors nothing is.
        """
        self._fresh()
        table = schema.derived
        decoder = msgspec.json.Decoder(type_)
        with self._database.read() as connection:
            wanted = sa.select(filters.as_bytes(connection, table.c.body)).order_by(table.c.place, table.c.id)
            # What is derived from the parts of a negotiation lies side by side under their names, all kinds together.
            of_kind = [table.c.kind == kind]
            if negotiation is not None:
                of_kind = [table.c.kind.concat("") == kind, writes.of_negotiation(table.c.part, negotiation)]
            wanted = wanted.where(*of_kind)
            if ids is None:
                return [decoder.decode(body) for body in _bodies(connection, wanted)]
            return [decoder.decode(body) for some in writes.chunks(ids) for body in _bodies(connection, wanted.where(table.c.id.in_(some)))]

    def derived_ids(self, kind: str) -> list[tuple[str, str]]:
        """(id, place in order) of what is derived of one kind, in order."""
        self._fresh()
        table = schema.derived
        with self._database.read() as connection:
            return list(connection.execute(sa.select(table.c.id, table.c.place).where(table.c.kind == kind).order_by(table.c.place, table.c.id)).all())

    def cells(self, negotiation: str | None = None) -> list[Cell]:
        """The positions in order, each without its stances; of all, or of one negotiation, "" for reports of none."""
        self._fresh()
        table = schema.derived
        wanted = sa.select(table.c.place).order_by(table.c.place)
        if negotiation is None:
            wanted = wanted.where(table.c.kind == "position")
        else:
            wanted = wanted.where(schema.POSITIONS, writes.of_negotiation(table.c.part, negotiation))
        with self._database.read() as connection:
            return [rows.cell(place) for place in connection.execute(wanted).scalars()]

    def _derived(self, kind: str, type_: type[T]) -> Iterator[T]:
        self._fresh()
        table = schema.derived
        with self._database.read() as connection:
            found = connection.execute(sa.select(table.c.body).where(table.c.kind == kind).order_by(table.c.place, table.c.id)).scalars().all()
        yield from (rows.decode(type_, body) for body in found)

    def _generation(self) -> str:
        table = schema.state
        with self._database.read() as connection:
            return connection.execute(sa.select(table.c.value).where(table.c.key == "generation")).scalar_one_or_none() or "0"

    def _names(self, connection: sa.Connection, locals_: "sa.Select[str]") -> dict[str, ActorRef]:
        table = schema.identities
        pairs = connection.execute(sa.select(table.c.local, table.c.actor).where(table.c.local.in_(locals_))).all()
        if not pairs:
            return {}
        generation = self._generation()
        if self._refs[0] != generation:
            self._refs = (generation, {})
        known = self._refs[1]
        for some in writes.chunks(sorted({actor for _, actor in pairs if actor not in known})):
            known.update((id, ActorRef(id, _called.decode(body).name)) for id, body in _actors(connection, some).items())
        return {local: known[actor] for local, actor in pairs if actor in known}

    def _who(self, where: Filter) -> filters.Who:
        roles = {"speaker": where.speaker, "addressee": where.addressee, "actor": where.actor}
        return {role: sorted(self.resolve(words)) for role, words in roles.items() if words is not None}

    def _words(self, where: Filter) -> "sa.ColumnElement[bool] | None":
        return fulltext.matches(self._database.engine.dialect.name, where.text) if where.text is not None else None

    def _ids(self, wanted: "sa.Select[str]") -> list[str]:
        with self._database.read() as connection:
            return list(connection.execute(wanted).scalars().all())


def _bodies(connection: sa.Connection, wanted: "sa.Select[Any]") -> Iterator[Any]:
    """The one column of a query, read some hundreds at a time."""
    return itertools.chain.from_iterable(connection.execute(wanted).scalars().partitions(_CHUNK))


def _actors(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Actor of the record → its JSON, of those with these ids."""
    table = schema.derived
    return dict(connection.execute(sa.select(table.c.id, table.c.body).where(table.c.kind == "actor", table.c.id.in_(ids))).all())


def _place(where: Filter) -> Filter:
    return Filter(negotiation=where.negotiation, document=where.document, outlet=where.outlet)


def _mentioned(mention: Mention, names: Mapping[str, ActorRef]) -> Mention:
    def of(id: str) -> str:
        return names[id].id or id if id in names else id

    return msgspec.structs.replace(
        mention, actor=of(mention.actor) if mention.actor is not None else None, members=tuple(of(member) for member in mention.members)
    )
