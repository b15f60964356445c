"""The record as views ask for it: `parley.model.Query` over the tables."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Literal, TypeVar, overload

import msgspec
import sqlalchemy as sa

from parley.errors import NotInRecord
from parley.model import (
    ALL,
    Actor,
    ActorRef,
    AgendaItem,
    Answer,
    AnyFinding,
    Blocked,
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
    Stance,
    Statement,
    Story,
    Time,
)  # fmt: skip
from parley.record.judgements import judging
from parley.record.judgements.kept import Settled, settled
from parley.record.queries import filters
from parley.record.repeats import boilerplate
from parley.record.store import frame, fulltext, rows, schema, second
from parley.record.store.database import Database
from parley.record.who.names import fold

T = TypeVar("T")
_CHUNK = 400


class _Alias(msgspec.Struct, frozen=True):
    text: str


class _Named(msgspec.Struct, frozen=True):
    """What an actor is called: of the rest nothing is decoded."""

    name: str
    aliases: tuple[_Alias, ...] = ()


_named = msgspec.json.Decoder(_Named)
_head = msgspec.json.Decoder(Head)


class Reader:
    """Reads a record whose derived tables are fresh; `Record` sees to that."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._refs: tuple[str, dict[str, ActorRef]] = ("", {})

    def _fresh(self) -> None:
        """Sees to it that the derived tables belong to what is in the record."""
        raise NotImplementedError

    # --- documents ------------------------------------------------------------------------------------------------------------------

    def documents(self, where: Filter = ALL) -> Iterator[Document]:
        """The documents, by day of publication (unknown last) and id; what an outlet repeats from report to report is labelled as boilerplate."""
        self._fresh()
        for some in _runs(self._ids(filters.documents(where, self._who(where), self._words(where)))):
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
        self._fresh()
        table = schema.documents
        wanted = filters.documents(where, self._who(where), self._words(where)).with_only_columns(table.c.id, table.c.body)
        with self._database.read() as connection:
            return {id: _head.decode(body) for id, body in connection.execute(wanted)}

    def some_heads(self, ids: Iterable[str]) -> dict[str, Head]:
        """Document id → the document without its text, of those with these ids that there are."""
        table = schema.documents
        found: dict[str, Head] = {}
        with self._database.read() as connection:
            for some in _runs(sorted(set(ids))):
                wanted = sa.select(table.c.id, table.c.body).where(table.c.id.in_(some))
                found |= {id: _head.decode(body) for id, body in connection.execute(wanted)}
        return found

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
        wanted = filters.findings(kind, where, self._who(where), self._words(where))
        for one in filters.by_time(wanted) if order == "time" else [wanted]:
            yield from self._all_of(one)

    def finding_ids(self, kind: str, where: Filter = ALL) -> list[str]:
        """The ids of the findings of one kind, in the order of `findings`."""
        self._fresh()
        return self._ids(filters.findings(kind, where, self._who(where), self._words(where)))

    def spoken(self, where: Filter = ALL) -> Mapping[str, int]:
        """Actor → how many of the statements it makes."""
        self._fresh()
        named, same = schema.finding_actors, schema.identities
        some = filters.findings("statement", where, self._who(where), self._words(where)).order_by(None)
        count = sa.select(same.c.actor, sa.func.count()).join(named, named.c.local == same.c.local)
        count = count.where(named.c.role == "speaker", named.c.finding.in_(some)).group_by(same.c.actor)
        with self._database.read() as connection:
            return dict(connection.execute(count).all())

    def stances_on(self, targets: Sequence[str], where: Filter = ALL) -> Iterator[Stance]:
        """The stances on these proposals or events, by document and place; rejected ones and those in boilerplate are left out."""
        self._fresh()
        wanted = filters.findings("stance", where, self._who(where), self._words(where))
        for some in _runs(targets):
            yield from (one for one in self._all_of(wanted.where(schema.findings.c.target.in_(some))) if isinstance(one, Stance))

    def _all_of(self, wanted: "sa.Select[str]") -> Iterator[AnyFinding]:
        for some in _runs(self._ids(wanted)):
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
        for some in _runs(self._ids(filters.documents(_place(where), None, None))):
            with self._database.read() as connection:
                names = self._names(connection, sa.select(schema.local_actors.c.id).where(schema.local_actors.c.document.in_(some)))
                found = second.open_candidates(connection, some)
            yield from (rows.renamed(one, names) for one in found)

    def answers(self, where: Filter = ALL) -> Iterator[Answer]:
        """What second readers answered about each passage; kept to a document, outlet or negotiation."""
        for some in _runs(self._ids(filters.documents(_place(where), None, None))):
            with self._database.read() as connection:
                yield from second.answers(connection, some)

    # --- who ------------------------------------------------------------------------------------------------------------------------

    def actors(self, where: Filter = ALL) -> Iterator[Actor]:
        """The actors of the record, by id."""
        self._fresh()
        placed = where.negotiation is not None or where.document is not None or where.outlet is not None
        if where.actor is None and not placed:
            yield from self._derived("actor", Actor)
            return
        kept = self.resolve(where.actor) if where.actor is not None else None
        if placed:
            named = set(self._ids(filters.actors(where)))
            kept = named if kept is None else kept & named
        for some in _runs(sorted(kept or ())):
            with self._database.read() as connection:
                found = _actors(connection, some)
            yield from (rows.decode(Actor, body) for _, body in sorted(found.items()))

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
        table, wanted = schema.derived, fold(words)
        with self._database.read() as connection:
            if _actors(connection, [words]):
                return {words}
            every = connection.execute(sa.select(table.c.id, table.c.body).where(table.c.kind == "actor")).all()
        # Folding changes no plain letter but its case: most names are seen not to be meant without being decoded.
        some = [(id, _named.decode(body)) for id, body in every if not body.isascii() or _within(wanted, body.lower())]
        names = {id: {fold(name) for name in (actor.name, *(alias.text for alias in actor.aliases))} for id, actor in some}
        exact = {id for id, known in names.items() if wanted in known}
        if exact:
            return exact
        inside = re.compile(rf"\b{re.escape(wanted)}\b")
        return {id for id, known in names.items() if any(inside.search(name) for name in known)}

    def joint(self) -> Mapping[str, Set[str]]:
        """Joint actor ("both sides") → the ids of its members."""
        self._fresh()
        table = schema.derived
        wanted = sa.select(table.c.body).where(table.c.kind == "actor", table.c.body.like('%"members":["%'))
        with self._database.read() as connection:
            found = [rows.decode(Actor, body) for body in connection.execute(wanted).scalars()]
        return {actor.id: set(actor.members) for actor in found if actor.members}

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

    def origins(self) -> Mapping[str, str]:
        """Document id → what it counts as when sources are counted; a document of which nothing is derived yet counts as itself."""
        self._fresh()
        doc, told = schema.documents, schema.repeats
        wanted = sa.select(doc.c.id, sa.func.coalesce(told.c.origin, doc.c.id)).outerjoin(told, told.c.document == doc.c.id)
        with self._database.read() as connection:
            return dict(map(tuple, connection.execute(wanted)))

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
        for some in _runs(sorted({actor for _, actor in pairs if actor not in known})):
            known.update((id, ActorRef(id, _named.decode(body).name)) for id, body in _actors(connection, some).items())
        return {local: known[actor] for local, actor in pairs if actor in known}

    def _who(self, where: Filter) -> filters.Who:
        roles = {"speaker": where.speaker, "addressee": where.addressee, "actor": where.actor}
        return {role: sorted(self.resolve(words)) for role, words in roles.items() if words is not None}

    def _words(self, where: Filter) -> "sa.ColumnElement[bool] | None":
        return fulltext.matches(self._database.engine.dialect.name, where.text) if where.text is not None else None

    def _ids(self, wanted: "sa.Select[str]") -> list[str]:
        with self._database.read() as connection:
            return [id for (id,) in connection.execute(wanted)]


def _runs(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _actors(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
    """Actor of the record → its JSON, of those with these ids."""
    table = schema.derived
    return dict(connection.execute(sa.select(table.c.id, table.c.body).where(table.c.kind == "actor", table.c.id.in_(ids))).all())


def _within(folded: str, text: str) -> bool:
    """Whether every word of a folded name stands somewhere in the text."""
    return all(word in text for word in folded.split())


def _place(where: Filter) -> Filter:
    return Filter(negotiation=where.negotiation, document=where.document, outlet=where.outlet)


def _mentioned(mention: Mention, names: Mapping[str, ActorRef]) -> Mention:
    def of(id: str) -> str:
        return names[id].id or id if id in names else id

    return msgspec.structs.replace(
        mention, actor=of(mention.actor) if mention.actor is not None else None, members=tuple(of(member) for member in mention.members)
    )
