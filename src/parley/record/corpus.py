"""What the reduce takes and gives: all of a record's documents with their findings, and what they say together."""

from collections.abc import Mapping

import msgspec

from parley.model import Actor, AgendaItem, AnyFinding, Blocked, Claim, ConditionState, Copy, Dispute, Document, Judgement, Position, Story


class Corpus(msgspec.Struct, frozen=True, kw_only=True):
    """Documents by id, with corrections; findings that are not rejected, by id; each document's own actors; judgements that stand;
    the codebook's stances in order, from wanting it most to least, what it says of event types on an agenda (never · occasion · of_two), and the issue that a
    kind of proposal is of."""

    documents: Mapping[str, Document]
    findings: Mapping[str, AnyFinding]
    actors: Mapping[str, tuple[Actor, ...]]
    judgements: tuple[Judgement, ...] = ()
    stances: tuple[str, ...] = ()
    agenda: Mapping[str, str] = {}
    proposals: Mapping[str, str] = {}

    def day(self, document: str) -> str:
        """The start of the document's publication, or a string after every date when it is unknown."""
        return self.documents[document].published.start or "~"


class Derived(msgspec.Struct, kw_only=True):
    """What many documents say together; everything sorted, nothing dependent on the order of reading."""

    identities: dict[str, str] = {}
    actors: list[Actor] = []
    withheld: list[str] = []
    boilerplate: dict[str, list[tuple[int, int]]] = {}
    copies: list[Copy] = []
    stories: list[Story] = []
    claims: list[Claim] = []
    disputes: list[Dispute] = []
    positions: list[Position] = []
    blocked: list[Blocked] = []
    states: list[ConditionState] = []
    agenda: list[AgendaItem] = []
