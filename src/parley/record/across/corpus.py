"""What the reduce takes and gives: the reports of one part of the record with their findings, what the whole record says of them, and what they say together.

A part is a stretch of a negotiation or something that holds on in it (`holding`); reports of none are together. Who is who, copies and boilerplate are of
the whole record (`who`, `repeats`); everything else that reports say together is said within a part, and computed from it alone.
"""

from collections.abc import Mapping

import msgspec

from parley.model import Actor, AgendaItem, AnyFinding, Blocked, Claim, ConditionState, Copy, Dispute, Document, Position, Story


class Corpus(msgspec.Struct, frozen=True, kw_only=True):
    """Documents by id, with corrections; findings that are neither rejected nor withheld, by id;
    the codebook's stances in order, from wanting it most to least, what it says of event types on an agenda (never · occasion · of_two), and the issue that a
    kind of proposal is of."""

    documents: Mapping[str, Document]
    findings: Mapping[str, AnyFinding]
    stances: tuple[str, ...] = ()
    agenda: Mapping[str, str] = {}
    proposals: Mapping[str, str] = {}

    def day(self, document: str) -> str:
        """The start of the document's publication, or a string after every date when it is unknown."""
        return self.documents[document].published.start or "~"


class Common(msgspec.Struct, frozen=True, kw_only=True):
    """What the whole record says of some documents: actor of a document → actor of the record, and those actors; runs of each document that are
    boilerplate; copies; what each document counts as when sources are counted."""

    identities: Mapping[str, str]
    actors: tuple[Actor, ...]
    boilerplate: Mapping[str, list[tuple[int, int]]]
    copies: tuple[Copy, ...]
    origins: Mapping[str, str]


class Derived(msgspec.Struct, kw_only=True):
    """What the documents of a part say together; everything sorted, nothing dependent on the order of reading."""

    stories: list[Story] = []
    claims: list[Claim] = []
    disputes: list[Dispute] = []
    positions: list[Position] = []
    blocked: list[Blocked] = []
    states: list[ConditionState] = []
    agenda: list[AgendaItem] = []
