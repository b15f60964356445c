"""Who is who across documents."""

from parley.model import Actor, digest
from parley.record.corpus import Corpus


def join(corpus: Corpus) -> tuple[dict[str, str], list[Actor]]:
    """Local actor → actor of the record, and those actors, by id."""
    identities: dict[str, str] = {}
    found: dict[str, Actor] = {}
    for document in sorted(corpus.actors):
        for actor in corpus.actors[document]:
            id = digest("actor", actor.key)
            identities[actor.id] = id
            found.setdefault(id, Actor(id=id, name=actor.name, kind=actor.kind, key=actor.key))
    return identities, [found[id] for id in sorted(found)]
