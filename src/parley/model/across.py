"""What many documents say together. All of it is computed from findings and judgements, and can be computed again."""

from typing import Literal

import msgspec

from parley.model.actor import ActorRef
from parley.model.finding import Level
from parley.model.span import Span
from parley.model.time import Time


class Aligned(msgspec.Struct, frozen=True, gc=False):
    """A run of text that two documents share."""

    here: Span
    there: Span


class Copy(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One document of a copy group. `origin` is what the whole group counts as: an agency, a document's id, a person.

    `source`: the document that it was copied from, None for the first. `share`: part of this document's words that stand in the source.
    """

    group: str
    document: str
    kind: Literal["original", "exact", "syndicated", "rewritten", "garbled"]
    origin: str
    source: str | None = None
    share: float = 1.0
    aligned: tuple[Aligned, ...] = ()


class StoryTime(msgspec.Struct, frozen=True, gc=False):
    """A time that a document gives for the story's event."""

    document: str
    time: Time


class StoryEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One event as several reports tell it: the findings, who took part in any of them, each report's time, and the figures told of it."""

    type: str
    events: tuple[str, ...]
    documents: tuple[str, ...]
    participants: tuple[ActorRef, ...] = ()
    times: tuple[StoryTime, ...] = ()
    figures: tuple[str, ...] = ()


class Story(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One event told by several documents. `linked`: its events that more than one of them tells, each with every source kept."""

    id: str
    title: str
    documents: tuple[str, ...]
    events: tuple[str, ...] = ()
    participants: tuple[ActorRef, ...] = ()
    times: tuple[StoryTime, ...] = ()
    figures: tuple[str, ...] = ()
    negotiation: str | None = None
    linked: tuple[StoryEvent, ...] = ()


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One assertion: who asserts, denies and reports it; `origins` are independent of one another."""

    id: str
    text: str
    findings: tuple[str, ...]
    asserted_by: tuple[ActorRef, ...] = ()
    denied_by: tuple[ActorRef, ...] = ()
    reported_by: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    first_seen: str | None = None
    status: Literal["single", "corroborated", "denied", "disputed"] = "single"
    evidence: tuple[Span, ...] = ()


class DisputeSide(msgspec.Struct, frozen=True, gc=False):
    """One side of a dispute: what it says, who says it, the findings."""

    says: str
    by: tuple[ActorRef, ...]
    findings: tuple[str, ...]
    origins: tuple[str, ...]
    evidence: tuple[Span, ...]


class Dispute(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two or more sides that cannot all be right."""

    id: str
    kind: Literal["fact", "report", "motive", "figure", "format", "term"]
    about: str
    sides: tuple[DisputeSide, ...]
    candidate: bool = False


class PositionPoint(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One stance in the history of a position."""

    stance: str
    value: str
    time: str | None
    level: Level
    own: bool
    evidence: tuple[Span, ...]
    rank: int | None = None


class Shift(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A change of value between two stances of one position."""

    before: str
    after: str
    from_value: str
    to_value: str
    time: str | None
    evidence: tuple[Span, ...]
    words: Span | None = None
    doubt: str | None = None


class Position(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One party on one issue or term: stances in order of time. `current` is the latest official one's value, `personal` the latest individual's."""

    id: str
    holder: ActorRef
    issue: str
    term: str | None = None
    current: str | None = None
    since: str | None = None
    personal: str | None = None
    history: tuple[PositionPoint, ...] = ()
    shifts: tuple[Shift, ...] = ()
    negotiation: str | None = None


class Cell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A position without its stances: who has one, on what."""

    id: str
    holder: ActorRef
    issue: str
    term: str | None = None
    negotiation: str | None = None


class Blocked(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A condition that cannot be met as things stand, or a cycle of conditions of different holders (deadlock)."""

    id: str
    kind: Literal["refused", "deadlock"]
    conditions: tuple[str, ...]
    holders: tuple[ActorRef, ...]
    refusals: tuple[str, ...] = ()
    proven: bool = False
    reason: str = ""
    evidence: tuple[Span, ...] = ()


class ConditionState(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What became of a condition: `told` is the finding that says so (None when only its day is over); a candidate rests on words alone."""

    id: str
    condition: str
    state: Literal["met", "claimed_met", "waived", "rejected", "expired"]
    told: str | None = None
    day: str | None = None
    candidate: bool = False
    evidence: tuple[Span, ...] = ()


class AgendaItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A planned event or deadline, and what became of it."""

    id: str
    event: str
    type: str
    what: str
    time: Time | None
    participants: tuple[ActorRef, ...] = ()
    became: Literal["held", "moved", "fell_through", "open", "unknown"] = "unknown"
    outcome_event: str | None = None
    evidence: tuple[Span, ...] = ()


class Gap(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A party without a stated position on an issue, or with one on it (or on a term of it) older than asked."""

    holder: ActorRef
    issue: str
    kind: Literal["none", "stale"]
    last: str | None = None
    term: str | None = None
    negotiation: str | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a person decided: append-only; `undoes` takes back an earlier one."""

    id: str
    by: str
    when: str
    action: Literal["accept", "reject", "correct", "add", "merge", "split", "note", "undo", "set"]
    on: str
    target: str
    field: str | None = None
    old: str | None = None
    new: str | None = None
    why: str = ""
    undoes: str | None = None
    private: bool = False
    evidence: tuple[Span, ...] = ()
