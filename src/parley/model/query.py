"""What views may ask of a record: a read-only protocol, so that views stay plain functions and a large record stays fast."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Literal, Protocol, TypeVar, overload

import msgspec

from parley.model.across import AgendaItem, Blocked, Cell, Claim, ConditionState, Copy, Dispute, Judgement, Position, Story
from parley.model.actor import Actor, ActorRef, Mention, Role
from parley.model.candidate import Answer
from parley.model.document import Document, Head
from parley.model.finding import AnyFinding, Condition, Event, Figure, Proposal, Stance, Statement
from parley.model.problem import Problem
from parley.model.time import Time

T = TypeVar("T")
COUNTED = 10_000  # more findings than so many are "more than"


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What a query is kept to; None means no limit. Days are ISO dates; `since`/`until` bound the finding's own time (half-open), text is full-text.

    A finding without a resolved time is kept only when neither `since` nor `until` is given. statuses: those that an event may have.
    """

    negotiation: str | None = None
    document: str | None = None
    outlet: str | None = None
    speaker: str | None = None
    addressee: str | None = None
    actor: str | None = None
    issue: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    statuses: tuple[str, ...] | None = None


ALL = Filter()
# Findings by document and place, or by their own time (unknown last), then document and place.
Order = Literal["place", "time"]


class Hit(msgspec.Struct, frozen=True):
    """One hit of a full-text search: a document's passage or a statement."""

    kind: Literal["document", "statement"]
    id: str
    document: str
    start: int
    end: int
    snippet: str


class Hidden(msgspec.Struct, frozen=True):
    """A finding that views and exports leave out: rejected by an analyst, or repeated by its outlet from report to report (boilerplate)."""

    id: str
    document: str
    reason: Literal["rejected", "boilerplate"]


class Query(Protocol):
    """A record, or a record as of a time. Iterators are in a stable order: documents by published and id, findings by document and place.

    Findings are read as they are asked for: who takes the first fifty does not wait for the others.
    """

    def documents(self, where: Filter = ALL) -> Iterator[Document]: ...
    def document(self, id: str) -> Document: ...
    def document_ids(self, where: Filter = ALL) -> list[str]: ...
    def heads(self, where: Filter = ALL) -> dict[str, Head]:
        """Document id → the document without its text, in the order of `documents`."""
        ...

    def heads_as(self, type_: type[T], where: Filter = ALL) -> list[T]:
        """The documents, in no order, read into a type that leaves fields out."""
        ...

    def days(self, where: Filter = ALL) -> list[tuple[str, str | None, str | None]]:
        """(id, outlet, day of publication as EDTF) of the documents, in no order."""
        ...

    def some_heads(self, ids: Iterable[str]) -> dict[str, Head]:
        """Document id → the document without its text, of those with these ids that there are."""
        ...

    def versions(self) -> list[list[str]]:
        """The ids of the documents that are texts of one item, of each item that has several."""
        ...

    def joint(self, actors: Iterable[str] | None = None) -> Mapping[str, Set[str]]:
        """Joint actor ("both sides") → the ids of its members; of all, or of these."""
        ...

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
    def finding_ids(self, kind: str, where: Filter = ALL) -> list[str]:
        """The ids of the findings of one kind, in the order of `findings`."""
        ...

    def count(self, kind: str, where: Filter = ALL) -> int:
        """How many findings of one kind there are; of very many it is only counted that there are more than `COUNTED`."""
        ...

    def spoken(self, where: Filter = ALL, actors: Iterable[str] | None = None) -> Mapping[str, int]:
        """Actor → how many of the statements it makes; of all, or of these."""
        ...

    def stances_on(self, targets: Sequence[str], where: Filter = ALL) -> Iterator[Stance]:
        """The stances on these proposals or events, by document and place."""
        ...

    def finding(self, id: str) -> AnyFinding: ...
    def hidden(self) -> Iterator[Hidden]:
        """The findings that `findings` leaves out, by id."""
        ...

    def actors(self, where: Filter = ALL) -> Iterator[Actor]: ...
    def actor(self, id: str) -> Actor: ...
    def actor_names(self, where: Filter = ALL) -> dict[str, str]:
        """Actor → its name, of the actors that `actors` gives."""
        ...

    def some_actors(self, ids: Iterable[str]) -> dict[str, Actor]:
        """The actors with these ids that there are, by id."""
        ...

    def keyed(self, keys: Iterable[str]) -> Mapping[str, str]:
        """Key of an actor ("state:UKR") → the name of the actor that has it, of these keys."""
        ...

    def roles(self) -> list[tuple[ActorRef, Role]]:
        """Who has which role in a negotiation."""
        ...

    def mentions(self, where: Filter = ALL) -> Iterator[Mention]: ...
    def times(self, where: Filter = ALL) -> Iterator[Time]: ...
    def derived_as(self, kind: str, type_: type[T], *, ids: Sequence[str] | None = None, negotiation: str | None = None) -> list[T]:
        """What is derived of one kind ("story", "position" …), read into a type that may leave fields out; with ids, only those. A copy's is its document's.

        negotiation: only what is derived of one, "" for reports of none; of copies and actors nothing is.
        """
        ...

    def derived_ids(self, kind: str) -> list[tuple[str, str]]:
        """(id, place in order) of what is derived of one kind, in order."""
        ...

    def cells(self, negotiation: str | None = None) -> list[Cell]:
        """The positions in order, each without its stances; of all, or of one negotiation, "" for reports of none."""
        ...

    def copies(self) -> Iterator[Copy]: ...
    def origins(self, documents: Iterable[str] | None = None) -> Mapping[str, str]:
        """Document id → what it counts as when sources are counted: an agency's name, or the id of a document; of all, or of these."""
        ...

    def stories(self) -> Iterator[Story]: ...
    def claims(self) -> Iterator[Claim]: ...
    def disputes(self) -> Iterator[Dispute]: ...
    def positions(self) -> Iterator[Position]: ...
    def blocked(self) -> Iterator[Blocked]: ...
    def states(self) -> Iterator[ConditionState]: ...
    def agenda(self) -> Iterator[AgendaItem]: ...
    def judgements(self) -> Iterator[Judgement]: ...
    def problems(self) -> Iterator[Problem]: ...
    def candidates(self, where: Filter = ALL) -> Iterator[AnyFinding]:
        """What a second reader found and nobody has accepted or rejected yet; kept to a document, outlet or negotiation."""
        ...

    def answers(self, where: Filter = ALL) -> Iterator[Answer]: ...
    def search(self, words: str, limit: int = 50) -> list[Hit]: ...
    def added(self) -> Mapping[str, str]:
        """Document id → ISO time (UTC) at which it was added to the record."""
        ...

    def talks(self) -> list[str]:
        """The negotiations that reports are of, in order; "" where some are of none."""
        ...

    def negotiations(self) -> Mapping[str, str]:
        """Negotiation → its name, where a parties file gave one."""
        ...

    def as_of(self, day: str) -> "Query":
        """The record as it would be had only reports published before the end of that day been read."""
        ...
