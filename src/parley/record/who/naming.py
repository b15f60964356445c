"""Who is who over the whole record, kept beside it and brought up to what reports, dates and judgements are new: cards of documents (`cards`), names
(`roster`, `joining`), actors in `derived` with what they are found by (`called`), `identities`, and for each document a digest of who its actors are.

What is touched alone is computed; begun from nothing, that is all, so many documents at a time. `changes` reads, `write` writes: between the two no lock
is held.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from parley.model import Actor, digest
from parley.model.actor import ActorKind
from parley.record.across.reduce import VERSION
from parley.record.judgements import judging
from parley.record.store import rows, schema, stale, writes
from parley.record.who import cards, identity, joining, roster, told
from parley.record.who.called import found_by
from parley.record.who.cards import Changed
from parley.record.who.roster import Entry, Roster

JUDGED = "naming"
"""Key of the state under which the judgements stand that were applied."""
MADE_BY = "names"
"""Key of the state under which the version stands whose rules told who is who."""


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """What of an actor counts in a part."""

    id: str
    name: str
    kind: ActorKind
    key: str
    of: str | None = None
    members: tuple[str, ...] = ()


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written. cards: those that come and go. names: rows of names. moved: name → its actor, where it was another. actors: new and changed
    ones, and ids of those that are no more. gone: names that are no more. namings: digest of who the actors of a document are, where it may be another.
    judged: the judgements that were applied."""

    cards: Changed
    names: roster.Differences
    moved: Mapping[str, str]
    actor_of: Mapping[str, str]
    actors: Sequence[Actor]
    no_actors: Sequence[str]
    gone: Sequence[str]
    namings: Mapping[str, str]
    judged: str

    @property
    def more(self) -> bool:
        """Whether there are further documents to be looked at."""
        return self.cards.more


def changes(connection: sa.Connection, most: int) -> Changes:
    """What is to be changed for the record to know who is who in it now; when more than so many documents changed, in some of them (`more`)."""
    return _changes(connection, cards.changed(connection, most))


def _changes(connection: sa.Connection, changed: Changed) -> Changes:
    names = Roster(connection)
    judgements = [made for made in judging.standing(connection) if identity.on_names(made)]
    judged = rows.encode([[made.id, made.target, made.new if made.action == "merge" else None] for made in judgements])
    touched = names.count(changed)
    start = touched | joining.join(names, [id for id in touched if _is_new(names, id)]) | _newly_judged(connection, names, judged)
    some = joining.group(names, start, judgements)
    directory = Directory(connection)
    actors, no_actors = _actors(names, directory, some)
    moved = {id: names.now[id].actor for id in some if id in names.before and names.now[id].actor != names.before[id].actor}
    return Changes(
        cards=changed, names=names.differences(touched), moved=moved, actor_of={card.name: names.now[card.name].actor for card in changed.put},
        actors=actors, no_actors=no_actors, gone=[id for id in sorted(some) if names.now[id].name is None],
        namings=_namings(names, directory, changed, moved), judged=judged,
    )  # fmt: skip


def _is_new(names: Roster, id: str) -> bool:
    return id not in names.before or names.before[id].name != names.now[id].name


def _newly_judged(connection: sa.Connection, names: Roster, judged: str) -> set[str]:
    """The names that judgements are on which were not applied yet, or no longer stand."""
    before = writes.state(connection, JUDGED) or "[]"
    one, other = ({tuple(made) for made in msgspec.json.decode(found)} for found in (before, judged))
    found = {id for _, *ids in one ^ other for id in ids if id is not None}
    names.load(found)
    return {id for id in found if id in names.now}


# --- actors -------------------------------------------------------------------------------------------------------------------------------


class Directory:
    """The actors of the record, as far as they are asked for: as they are kept (`before`), and as they come to be (`now`; None: no more)."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._decoder = msgspec.json.Decoder(Who)
        self._keys: dict[str, set[str]] = {}
        self._made_keys: defaultdict[str, set[str]] = defaultdict(set)
        self._told: dict[str, str] = {}
        self.before: dict[str, Who | None] = {}
        self.bodies: dict[str, str] = {}
        self.made: dict[str, Who | None] = {}

    def load(self, ids: Iterable[str]) -> None:
        """Reads the actors with these ids."""
        table = schema.derived
        wanted = sorted({id for id in ids if id not in self.before})
        self.before |= dict.fromkeys(wanted)
        for some in writes.chunks(wanted):
            found = self._connection.execute(sa.select(table.c.id, table.c.body).where(table.c.kind == "actor", table.c.id.in_(some)))
            for id, body in found:
                self.before[id], self.bodies[id] = self._decoder.decode(body), body

    def load_keys(self, keys: Iterable[str]) -> None:
        """Reads the actors with these keys."""
        table = schema.derived
        wanted = sorted({key for key in keys if key not in self._keys})
        self._keys |= {key: set(self._made_keys.get(key, ())) for key in wanted}
        for some in writes.chunks(wanted):
            for key, id in self._connection.execute(sa.select(table.c.place, table.c.id).where(table.c.kind == "actor", table.c.place.in_(some))):
                if id not in self.made:
                    self._keys[key].add(id)
        self.load(id for key in wanted for id in self._keys[key])

    def put(self, actor: Actor) -> None:
        """Takes in an actor as it comes to be; before any is asked for by its key."""
        self.made[actor.id] = Who(id=actor.id, name=actor.name, kind=actor.kind, key=actor.key, of=actor.of, members=actor.members)
        self._made_keys[actor.key].add(actor.id)

    def now(self, id: str) -> Who | None:
        """The actor as it comes to be."""
        if id in self.made:
            return self.made[id]
        self.load([id])
        return self.before[id]

    def keyed(self, key: str) -> str | None:
        """The actor with this key, the last by id of several."""
        self.load_keys([key])
        return max(self._keys[key], default=None)

    def told(self, who: Who) -> str:
        """A digest of what counts in a part of an actor as it comes to be."""
        if who.id not in self._told:
            self._told[who.id] = digest(who.id, who.name, who.kind, who.key, who.of or "", *who.members)
        return self._told[who.id]

    def above(self, ids: Iterable[str]) -> dict[str, Who]:
        """The actors, whom they belong to, and the members of the joint ones."""
        found: dict[str, Who] = {}
        queue = set(ids)
        while queue:
            self.load(id for id in queue if id not in self.made)
            some = [who for id in queue if (who := self.now(id)) is not None]
            found |= {who.id: who for who in some}
            self.load_keys(who.of for who in some if who.of is not None)
            owners = {id for who in some if who.of is not None and (id := self.keyed(who.of)) is not None}
            queue = {id for who in some for id in who.members}.union(owners) - found.keys()
        return found


def _actors(names: Roster, directory: Directory, some: Collection[str]) -> tuple[list[Actor], list[str]]:
    """The actors of these names that are new or changed, and ids of those that are no more; puts all into the directory."""
    old = {entry.actor for id in some if (entry := names.before.get(id)) is not None}
    directory.load(old)
    made = _made(names, some)
    directory.load(made)
    keys = _Keys(names, directory, made, some)
    more = _of_keys(names, keys.changed(), made)
    made |= _made(names, more)
    directory.load(made)
    keys.load(actor.of for actor in made.values() if actor.of)
    names.load(member for actor in made.values() for member in actor.members)
    for id, entry in names.now.items():
        if entry.actor in made:
            names.now[id].of = made[entry.actor].of
    put = []
    for id in sorted(made):
        actor = _placed(made[id], names, keys)
        directory.put(actor)
        if rows.encode(actor) != directory.bodies.get(id):
            put.append(actor)
    gone = sorted(old - made.keys())
    directory.made |= dict.fromkeys(gone)
    return put, gone


def _made(names: Roster, some: Iterable[str]) -> dict[str, Actor]:
    """The actors of these names, by id; whom they belong to and their members are as documents and names have them."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id in sorted(some):
        if names.now[id].name is not None:
            groups[names.now[id].actor].append(id)
    names.tell(some)
    found = {}
    for actor, ids in groups.items():
        group = [name for id in ids if (name := names.now[id].name) is not None]
        found[actor] = identity.made(actor, group, told.added(names.told[id] for id in ids) if len(ids) > 1 else names.told[ids[0]])
    return found


def _of_keys(names: Roster, keys: Collection[str], made: Mapping[str, Actor]) -> set[str]:
    """The names of the actors, besides those that are made anyway, that belong to one of these keys in reports."""
    names.load_where("of", keys)
    actors = {entry.actor for entry, _ in names.names() if entry.of in keys} - made.keys()
    names.load_where("actor", actors)
    return {name.id for entry, name in names.names() if entry.actor in actors}


class _Keys:
    """Key of an actor in a document → key of its actor of the record: of the actor of the first name, by id, that has it."""

    def __init__(self, names: Roster, directory: Directory, made: Mapping[str, Actor], some: Iterable[str]) -> None:
        self._names, self._directory, self._actors = names, directory, made
        self._of = {key for entry in names.both(some) if entry.name for key in entry.name.keys}
        self.load((*self._of, *(actor.of for actor in made.values() if actor.of)))

    def load(self, keys: Iterable[str]) -> None:
        """Reads who has these keys."""
        self._names.load_marked("keys", keys)
        self._now, self._before = _first(self._names.now), _first(self._names.before)
        self._directory.load(entry.actor for entries in (self._now, self._before) for entry in entries.values() if entry.actor not in self._actors)

    def now(self, key: str) -> str:
        """The key as it comes to be."""
        if key not in self._now:
            return key
        actor = self._now[key].actor
        who = self._actors.get(actor) or self._directory.before.get(actor)
        return who.key if who is not None else key

    def before(self, key: str) -> str:
        """The key as it was."""
        who = self._directory.before.get(self._before[key].actor) if key in self._before else None
        return who.key if who is not None else key

    def changed(self) -> set[str]:
        """The keys of the names that are touched which lead elsewhere now."""
        return {key for key in self._of if self.now(key) != self.before(key)}


def _first(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for id in sorted(entries):
        name = entries[id].name
        for key in name.keys if name is not None else ():
            found.setdefault(key, entries[id])
    return found


def _placed(actor: Actor, names: Roster, keys: _Keys) -> Actor:
    """The actor with its members, and whom it belongs to, as the record knows them."""
    members = {entry.actor if (entry := names.now.get(id)) is not None and entry.name is not None else id for id in actor.members}
    of = keys.now(actor.of) if actor.of else None
    return msgspec.structs.replace(actor, members=tuple(sorted(members)), of=of if of != actor.key else None)


# --- documents ----------------------------------------------------------------------------------------------------------------------------


def _namings(names: Roster, directory: Directory, changed: Changed, moved: Iterable[str]) -> dict[str, str]:
    """The digests of the documents whose actors are others now, or are told of otherwise where that counts in a part."""
    documents = {*changed.read, *(card.document for card in changed.put)}
    touched = {id for id, who in directory.made.items() if who != directory.before[id]}
    wanted = set(moved) | _names_above(names, directory, touched)
    table = schema.cards
    for some in writes.chunks(sorted(wanted)):
        documents.update(names.connection.execute(sa.select(table.c.document).where(table.c.name.in_(some)).distinct()).scalars())
    out = {card.local for card in changed.gone}
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for some in writes.chunks(sorted(documents)):
        for local, document, name in names.connection.execute(sa.select(table.c.local, table.c.document, table.c.name).where(table.c.document.in_(some))):
            if local not in out:
                found[document][local] = name
    for card in changed.put:
        found[card.document][card.local] = card.name
    names.load({name for pairs in found.values() for name in pairs.values()})
    directory.above({names.now[name].actor for pairs in found.values() for name in pairs.values()})
    return {document: _naming(names, directory, found[document]) for document in sorted(documents)}


def _naming(names: Roster, directory: Directory, called: Mapping[str, str]) -> str:
    actors = {local: names.now[name].actor for local, name in called.items()}
    some = directory.above(actors.values())
    return digest(*(f"{local} {actors[local]}" for local in sorted(actors)), *(directory.told(some[id]) for id in sorted(some)))


def _names_above(names: Roster, directory: Directory, actors: Iterable[str]) -> set[str]:
    """The names of these actors, of those who belong to them, and of joint ones with them as members."""
    found: set[str] = set()
    queue = set(actors)
    while queue:
        found |= queue
        names.load_where("actor", queue)
        some = {id: entry for id, entry in names.now.items() if entry.actor in queue or (id in names.before and names.before[id].actor in queue)}
        keys = {key for entry in names.both(some) if entry.name for key in entry.name.keys}
        keys |= {who.key for id in queue for who in (directory.before.get(id), directory.made.get(id)) if who is not None}
        names.load_where("of", keys)
        names.load_marked("members", some)
        queue = {entry.actor for entry, name in names.names() if entry.of in keys or any(member in some for member in name.members)} - found
    return {id for id, entry in names.now.items() if entry.actor in found or (id in names.before and names.before[id].actor in found)}


# --- writing ------------------------------------------------------------------------------------------------------------------------------


def begin(connection: sa.Connection) -> None:
    """Takes out all that is kept when another version's rules told it: it is told anew."""
    if writes.state(connection, MADE_BY) != VERSION:
        for table in (schema.cards, schema.identities, schema.names, schema.marks, schema.called, schema.namings):
            connection.execute(sa.delete(table))
        connection.execute(sa.delete(schema.derived).where(schema.derived.c.kind == "actor"))
        stale.everything(connection, "cards")
        writes.put_state(connection, JUDGED, None)
        writes.put_state(connection, MADE_BY, VERSION)


def write(connection: sa.Connection, found: Changes) -> None:
    """Writes what is different."""
    same, derived = schema.identities, schema.derived
    gone = [card.local for card in found.cards.gone]
    _delete(connection, schema.cards.c.local, gone)
    _delete(connection, same.c.local, [*gone, *found.gone])
    actors = [(actor, rows.encode(actor)) for actor in found.actors]
    no_more = [*found.no_actors, *(actor.id for actor, _ in actors)]
    _delete(connection, derived.c.id, no_more, derived.c.kind == "actor")
    _delete(connection, schema.called.c.actor, no_more)
    for name, actor in sorted(found.moved.items()):
        connection.execute(sa.update(same).where(same.c.name == name).values(actor=actor))
    roster.write(connection, found.names)
    writes.put(connection, schema.cards, [msgspec.structs.asdict(card) for card in found.cards.put])
    writes.put(connection, same, [{"local": card.local, "name": card.name, "actor": found.actor_of[card.name]} for card in found.cards.put])
    writes.put(connection, same, [{"local": id, "name": id, "actor": actor} for id, actor in found.names.fresh])
    writes.put(connection, derived, [writes.derived_row("actor", actor.id, body, place=actor.key) for actor, body in actors])
    writes.put(connection, schema.called, [row for _, body in actors for row in found_by(body)])
    _write_namings(connection, found)
    stale.done(connection, "cards", found.cards.seen)
    writes.put_state(connection, JUDGED, found.judged)


def _write_namings(connection: sa.Connection, found: Changes) -> None:
    table = schema.namings
    _delete(connection, table.c.document, list(found.cards.read))
    writes.put(connection, table, [{"document": id, "digest": found.namings[id], "read": read} for id, read in found.cards.read.items()])
    for id in sorted(found.namings.keys() - found.cards.read.keys()):
        connection.execute(sa.update(table).where(table.c.document == id).values(digest=found.namings[id]))
    stale.note(connection, "report", found.namings)


def _delete(connection: sa.Connection, column: "sa.Column[str]", values: Sequence[str], *more: "sa.ColumnElement[bool]") -> None:
    for some in writes.chunks(values):
        connection.execute(sa.delete(column.table).where(column.in_(some), *more))


def forget(connection: sa.Connection, document: str) -> None:
    """Takes off what a document told of its actors, and all that rests on that alone; before the document itself goes."""
    write(connection, _changes(connection, Changed(gone=cards.of(connection, [document]))))
    _delete(connection, schema.namings.c.document, [document])


# --- reading ------------------------------------------------------------------------------------------------------------------------------


def known_in(connection: sa.Connection, locals_: Sequence[str]) -> tuple[dict[str, str], list[Who]]:
    """Actor of a document → actor of the record, for those that it has; and these, whom they belong to and their members."""
    table = schema.identities
    identities = {
        local: actor
        for some in writes.chunks(locals_)
        for local, actor in connection.execute(sa.select(table.c.local, table.c.actor).where(table.c.local.in_(some)))
    }
    kept = Directory(connection).above(identities.values())
    return identities, [kept[id] for id in sorted(kept)]


def called_here(known: Iterable[Who], identities: Mapping[str, str], actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Actors of the record by the names that they have in some documents, of which these are the actors, and nowhere else."""
    called: defaultdict[str, dict[str, Actor]] = defaultdict(dict)
    for actor in actors:
        called[identities.get(actor.id, actor.id)][actor.id] = actor
    return tuple(_here(who, called[who.id].values()) for who in known)


def _here(who: Who, some: Iterable[Actor]) -> Actor:
    """An actor of the record under the names that some of its own have."""
    aliases = {(alias.text, alias.span.document): alias for one in some for alias in one.aliases}
    return Actor(id=who.id, name=who.name, kind=who.kind, key=who.key, of=who.of, members=who.members, aliases=tuple(aliases[key] for key in sorted(aliases)))
