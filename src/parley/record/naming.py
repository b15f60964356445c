"""Who is who over the whole record (`identity`), kept beside it: actors in `derived`, `identities`, and for each document a digest of who its actors are.

`changes` reads, `write` writes: between the two no lock is held.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec
import sqlalchemy as sa

from parley.model import Actor, Document, digest
from parley.record import identity, judging, rows, schema, writes
from parley.record.corpus import Corpus


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written: all of it, in place of what was there."""

    identities: Mapping[str, str]
    actors: list[Actor]
    namings: Mapping[str, str]


def changes(connection: sa.Connection) -> Changes:
    """Who is who in the record now."""
    documents = {}
    for id, body in connection.execute(sa.select(schema.documents.c.id, schema.documents.c.body).order_by(schema.documents.c.id)):
        documents[id] = rows.decode(Document, body)
    actors: defaultdict[str, list[Actor]] = defaultdict(list)
    local = schema.local_actors
    for document, body in connection.execute(sa.select(local.c.document, local.c.body).order_by(local.c.id)):
        actors[document].append(rows.decode(Actor, body))
    found = {document: tuple(some) for document, some in actors.items()}
    corpus = Corpus(documents=documents, findings={}, actors=found, judgements=judging.standing(connection))
    identities, joined = identity.join(corpus)
    known = {actor.id: actor for actor in joined}
    by_key = {actor.key: actor for actor in joined}
    told = {actor.id: digest(*_told(actor)) for actor in joined}
    namings = {}
    for document in documents:
        some = above({identities[actor.id] for actor in found.get(document, ())}, known, by_key)
        pairs = (f"{actor.id} {identities[actor.id]}" for actor in sorted(found.get(document, ()), key=lambda actor: actor.id))
        namings[document] = digest(*pairs, *(told[id] for id in sorted(some)))
    return Changes(identities=identities, actors=joined, namings=namings)


def above(ids: Iterable[str], known: Mapping[str, Actor], by_key: Mapping[str, Actor]) -> set[str]:
    """The actors, whom they belong to, and the members of the joint ones."""
    found: set[str] = set()
    queue = list(ids)
    while queue:
        id = queue.pop()
        if id in known and id not in found:
            found.add(id)
            actor = known[id]
            queue += actor.members
            queue += [by_key[actor.of].id] if actor.of is not None and actor.of in by_key else []
    return found


def _told(actor: Actor) -> list[str]:
    """What of an actor counts in a part."""
    return [actor.id, actor.name, actor.kind, actor.key, actor.of or "", *actor.members]


def write(connection: sa.Connection, found: Changes) -> None:
    """Writes who is who."""
    for table in (schema.identities, schema.namings):
        connection.execute(sa.delete(table))
    connection.execute(sa.delete(schema.derived).where(schema.derived.c.kind == "actor"))
    writes.put(connection, schema.identities, [{"local": local, "actor": actor} for local, actor in sorted(found.identities.items())])
    writes.put(connection, schema.namings, [{"document": id, "digest": told} for id, told in sorted(found.namings.items())])
    writes.put(connection, schema.derived, [writes.derived_row("actor", actor.id, rows.encode(actor)) for actor in found.actors])


def known_in(connection: sa.Connection, actors: Mapping[str, tuple[Actor, ...]]) -> tuple[dict[str, str], tuple[Actor, ...]]:
    """Of the actors of some documents: local actor → actor of the record; and these, whom they belong to and their members, each by the names that it has
    in these documents and nowhere else."""
    locals_ = [actor.id for some in actors.values() for actor in some]
    table = schema.identities
    identities = {
        local: actor
        for some in writes.chunks(locals_)
        for local, actor in connection.execute(sa.select(table.c.local, table.c.actor).where(table.c.local.in_(some)))
    }
    everybody = {actor.id: actor for actor in _all(connection)}
    kept = above(set(identities.values()), everybody, {actor.key: actor for actor in everybody.values()})
    called: defaultdict[str, dict[str, Actor]] = defaultdict(dict)
    for some in actors.values():
        for actor in some:
            called[identities.get(actor.id, actor.id)][actor.id] = actor
    return identities, tuple(_here(everybody[id], called[id].values()) for id in sorted(kept))


def _all(connection: sa.Connection) -> list[Actor]:
    table = schema.derived
    return [rows.decode(Actor, body) for body in connection.execute(sa.select(table.c.body).where(table.c.kind == "actor").order_by(table.c.id)).scalars()]


def _here(actor: Actor, some: Iterable[Actor]) -> Actor:
    """An actor of the record under the names that some of its own have."""
    aliases = {alias.text: alias for one in some for alias in one.aliases}
    return msgspec.structs.replace(actor, aliases=tuple(aliases[text] for text in sorted(aliases)), offices=(), roles=(), side=None)
