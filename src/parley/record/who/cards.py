"""Cards: what one report tells of each of its actors, and the name that it goes by there; kept, so that it can be taken off when the report changes."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from parley.model import Actor, Published
from parley.record.store import rows, schema, stale, writes
from parley.record.who import identity, owners, told

_published: "msgspec.json.Decoder[Published]" = msgspec.json.Decoder(Published)


class Card(msgspec.Struct, frozen=True):
    """What one report tells of one of its actors, as JSON (`told`)."""

    local: str
    document: str
    name: str
    told: str


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """Documents whose cards were made from something else than they are now, with a digest of what it is; cards that come in and that go out.
    seen: the documents that were looked at. more: whether there are further ones to be looked at."""

    seen: Sequence[str] = ()
    read: dict[str, str] = {}
    put: list[Card] = []
    gone: list[Card] = []
    more: bool = False


def changed(connection: sa.Connection, most: int) -> Changed:
    """What is to be changed of the cards, when so many documents at most are looked at."""
    doc, reading, naming = schema.documents, schema.readings, schema.namings
    now = doc.c.digest + sa.func.coalesce(reading.c.digest, "")
    wanted = sa.select(doc.c.id, now).outerjoin(reading, reading.c.document == doc.c.id).outerjoin(naming, naming.c.document == doc.c.id)
    wanted = wanted.where(sa.or_(naming.c.read.is_(None), naming.c.read != now)).order_by(doc.c.id)
    noted = list(stale.all_of(connection, "cards"))
    seen = noted[:most]
    read: dict[str, str] = {}
    put: list[Card] = []
    gone: list[Card] = []
    for some in writes.chunks(seen):
        read |= dict(connection.execute(wanted.where(doc.c.id.in_(some))).all())
    for some in writes.chunks(list(read)):
        before = {card.local: card for card in of(connection, some)}
        after = {card.local: card for card in _made(connection, some)}
        put += (card for local, card in after.items() if before.get(local) != card)
        gone += (card for local, card in before.items() if after.get(local) != card)
    return Changed(seen=seen, read=read, put=put, gone=gone, more=len(noted) > most)


def of(connection: sa.Connection, documents: Sequence[str]) -> list[Card]:
    """The cards of the documents, as they are kept."""
    table = schema.cards
    wanted = sa.select(table.c.local, table.c.document, table.c.name, table.c.told).where(table.c.document.in_(documents))
    return [Card(*row) for row in connection.execute(wanted.order_by(table.c.local))]


def _made(connection: sa.Connection, documents: Sequence[str]) -> list[Card]:
    doc, local = schema.documents, schema.local_actors
    dated = {id: _published.decode(dated) for id, dated in connection.execute(sa.select(doc.c.id, doc.c.dated).where(doc.c.id.in_(documents)))}
    actors: defaultdict[str, list[Actor]] = defaultdict(list)
    for document, body in connection.execute(sa.select(local.c.document, local.c.body).where(local.c.document.in_(documents)).order_by(local.c.id)):
        actors[document].append(rows.decode(Actor, body))
    return [card for document in sorted(actors) for card in cards(document, dated[document], actors[document])]


def cards(document: str, published: Published, actors: Sequence[Actor]) -> list[Card]:
    """The cards of a document from its actors."""
    placed = owners.placed(document, actors)
    # Joint ones go by the names of the others.
    places = {actor.id: identity.place(actor, {}) for actor in placed if actor.kind != "joint"}
    names = {local: name for local, (name, _) in places.items()}
    found = []
    for actor in placed:
        name, place = places.get(actor.id) or identity.place(actor, names)
        found.append(Card(actor.id, document, name, rows.encode(told.of_actor(actor, published.start or "~", published, place, names))))
    return found
