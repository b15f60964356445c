"""Who: mentions in a text, and the actors that they stand for."""

from typing import Literal

import msgspec

from parley.model.span import Span, digest
from parley.model.time import Time

ActorKind = Literal[
    "person", "office", "state", "government", "armed_group", "organisation", "outlet", "agency", "group", "joint", "anonymous", "document", "place"
]
MentionForm = Literal["name", "metonym", "demonym", "office", "description", "pronoun", "joint", "anonymous", "collective"]


class ActorRef(msgspec.Struct, frozen=True, gc=False):
    """An actor as findings name it: the id in this record, and its name. `id` is None when the words could not be resolved."""

    id: str | None
    name: str


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A run of words that stands for somebody (or for a place, when `kind` is place).

    sentence, head: where its head token is. actor: id of the actor it stands for, None with a `reason` when unknown.
    members: ids of the actors that a joint mention covers ("both sides"). count, hint: for anonymous sources, how many and who they are said
    to be ("two", "familiar with the talks"). former: True for "former President Renn". antecedent: for a pronoun or description of somebody
    whom the text does not name ("a spokesman … he"), the words that brought them in.
    """

    span: Span
    kind: ActorKind
    form: MentionForm
    sentence: int
    head: int
    actor: str | None = None
    reason: str | None = None
    members: tuple[str, ...] = ()
    count: int | None = None
    hint: str | None = None
    former: bool = False
    rule: str = ""
    antecedent: Span | None = None


class Alias(msgspec.Struct, frozen=True, gc=False):
    """One way in which a text names an actor."""

    text: str
    span: Span


class Office(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An office that a text gives to a person: title, of whom, and the first and last day on which the record saw it."""

    title: str
    of: str | None = None
    former: bool = False
    first_seen: Time | None = None
    last_seen: Time | None = None
    evidence: tuple[Span, ...] = ()


class Role(msgspec.Struct, frozen=True, gc=False):
    """The role of an actor in one negotiation."""

    negotiation: str
    role: Literal["party", "mediator", "guarantor", "observer"]


class Actor(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody who can speak, act and take positions.

    Within one document its id is `local_actor_id(document, key)`; the record gives it an id of its own when it joins documents. `key`
    is what identity rests on: a code of the built-in or user's data ("state:UKR", "org:NATO"), else the folded name.
    of: key of the state or organisation that a person, office or government belongs to.
    """

    id: str
    name: str
    kind: ActorKind
    key: str
    of: str | None = None
    aliases: tuple[Alias, ...] = ()
    offices: tuple[Office, ...] = ()
    side: str | None = None
    roles: tuple[Role, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def ref(self) -> ActorRef:
        """The actor as findings name it."""
        return ActorRef(self.id, self.name)


def local_actor_id(document: str, key: str) -> str:
    """The id of an actor within one document: the same key in the same document has the same id."""
    return digest(document, "actor", key)
