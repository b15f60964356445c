"""What one document says: the six kinds of findings, with the values of the vocabulary.

Every finding has the same head: `id` (hash of document, kind and anchoring span), `finding` (which of the six it is), `kind` (the same word, except for a
proposal, whose kind is its own: truce, plan …), `document`, `evidence` (spans, never empty), `by`, `certainty`, `review`.
"""

from typing import Literal

import msgspec

from parley.errors import EvidenceError
from parley.model.actor import ActorRef
from parley.model.span import Span, digest
from parley.model.time import Time

Certainty = Literal["asserted", "reported", "alleged", "anonymous", "unconfirmed", "confirmed"]
Review = Literal["none", "accepted", "rejected", "corrected", "added"]
Level = Literal["official", "office", "individual", "anonymous"]
FINDINGS = ("statement", "event", "proposal", "stance", "condition", "figure")


class By(msgspec.Struct, frozen=True, gc=False):
    """What found it: step, rule within the step, version of the step. A person's addition has step "person"; a model's "llm:NAME"."""

    step: str
    rule: str
    version: str = "1"


class Party(msgspec.Struct, frozen=True, gc=False):
    """An actor in a finding: id (None when the words could not be resolved), name, and the words that name it there (None when implicit)."""

    id: str | None
    name: str
    span: Span | None = None


class IssueTag(msgspec.Struct, frozen=True, gc=False):
    """An issue of the codebook, and the words that decided it."""

    issue: str
    span: Span


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place as named."""

    name: str
    span: Span


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The head that all findings share."""

    id: str
    document: str
    evidence: tuple[Span, ...]
    by: By
    certainty: Certainty = "asserted"
    review: Review = "none"
    issues: tuple[IssueTag, ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise EvidenceError("a finding needs at least one span of its source")


def finding_id(finding: str, anchor: Span, nth: int = 0) -> str:
    """The id of a finding: the same text read again gives the same id. `nth` tells apart findings of one kind with one anchoring span."""
    return digest(anchor.document, finding, str(anchor.start), str(anchor.end), str(nth) if nth else "")


# --- statements ---------------------------------------------------------------------------------------------------------------------

SourceKind = Literal["person", "office", "state", "organisation", "group", "outlet", "document", "anonymous", "unnamed"]
Form = Literal["direct", "indirect", "mixed", "scare_quote"]
Act = Literal[
    "announce", "propose", "accept", "reject", "demand", "offer", "urge", "threaten", "warn", "accuse", "deny", "confirm", "praise", "condemn",
    "condition", "report", "predict", "clarify", "decline_comment", "characterise", "other",
]  # fmt: skip
Channel = Literal[
    "interview", "briefing", "press_conference", "speech", "video_address", "council", "parliament", "statement", "joint_statement", "social_post",
    "call", "readout", "letter", "document", "report", "leak", "broadcast", "other",
]  # fmt: skip


class Source(msgspec.Struct, frozen=True, gc=False):
    """Who is said to have said it. `actor` and `span` are None for a speaker that the sentence does not name; `reason` says why none was found."""

    actor: ActorRef | None
    span: Span | None
    kind: SourceKind
    count: int | None = None
    hint: str | None = None
    reason: str | None = None


class Link(msgspec.Struct, frozen=True, gc=False):
    """One link of the chain from the outlet down to the source."""

    kind: Literal["outlet", "agency", "other_outlet", "official", "anonymous", "document"]
    name: str
    span: Span | None = None
    number: int | None = None
    hint: str | None = None


class Framing(msgspec.Struct, frozen=True, gc=False):
    """How the reporter frames it: neutral, or doubt with the words that cast it."""

    value: Literal["neutral", "doubt"] = "neutral"
    span: Span | None = None


class Statement(Finding, frozen=True, kw_only=True, tag_field="finding", tag="statement"):
    """Who said what: source, cue, content (PARC 3.0). `inside` is the id of the statement within which this one is reported."""

    kind: Literal["statement"] = "statement"
    source: Source
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    insertions: tuple[Span, ...] = ()
    form: Form
    act: Act = "report"
    addressee: Party | None = None
    channel: Channel | None = None
    channel_name: str | None = None
    channel_span: Span | None = None
    place: Place | None = None
    time: Time | None = None
    chain: tuple[Link, ...] = ()
    inside: str | None = None
    framing: Framing = Framing()


# --- events -------------------------------------------------------------------------------------------------------------------------

Status = Literal[
    "happened", "ongoing", "planned", "proposed", "offered", "conditional", "hypothetical", "threatened", "postponed", "cancelled", "denied", "negated",
    "disputed", "historical",
]  # fmt: skip


class Participant(msgspec.Struct, frozen=True, gc=False):
    """Who took part in an event, in which role, and the words that say so (None when implicit: carried over from the clause before)."""

    actor: ActorRef
    role: Literal["actor", "recipient", "host", "mediator", "observer", "attendee", "absent"]
    span: Span | None = None


class Characterisation(msgspec.Struct, frozen=True, gc=False):
    """What one side called the event ("constructive")."""

    by: ActorRef | None
    words: str
    span: Span


class Violates(msgspec.Struct, frozen=True, gc=False):
    """The ceasefire that an event is said to breach; `proposal` is its id when it could be linked."""

    name: str
    span: Span | None = None
    proposal: str | None = None


class Plover(msgspec.Struct, frozen=True, gc=False):
    """PLOVER 0.8 event type and mode."""

    type: str
    mode: str | None = None


class Event(Finding, frozen=True, kw_only=True, tag_field="finding", tag="event"):
    """What happened, is to happen, or is said to have. `statement`: id of the statement whose content it stands in, if any."""

    kind: Literal["event"] = "event"
    type: str
    trigger: Span
    status: Status
    participants: tuple[Participant, ...] = ()
    place: Place | None = None
    time: Time | None = None
    process: str | None = None
    round: int | None = None
    count: int | None = None
    format: str | None = None
    level: str | None = None
    duration: Time | None = None
    outcome: str | None = None
    characterisations: tuple[Characterisation, ...] = ()
    violates: Violates | None = None
    plover: Plover | None = None
    statement: str | None = None


# --- proposals ----------------------------------------------------------------------------------------------------------------------


class Term(msgspec.Struct, frozen=True, gc=False):
    """One term of a proposal: kind and value of the vocabulary (4), and whether the text affirms or excludes it."""

    kind: str
    value: str | int | float | None
    span: Span
    polarity: Literal["includes", "excludes"] = "includes"


class Relation(msgspec.Struct, frozen=True, gc=False):
    """How a proposal stands to an earlier one: the words that name the earlier one ("" where none do), and its id where the same report has it."""

    kind: Literal["counters", "revises", "extends", "implements", "replaces", "part_of"]
    name: str
    proposal: str | None = None


class ProposalDates(msgspec.Struct, frozen=True, gc=False):
    """Five different dates of a proposal."""

    proposed: Time | None = None
    declared: Time | None = None
    in_effect: Time | None = None
    extended_to: Time | None = None
    ended: Time | None = None


class Proposal(Finding, frozen=True, kw_only=True, tag_field="finding", tag="proposal"):
    """Something on the table: `kind` is one of the vocabulary's (4): ceasefire, truce, plan …"""

    kind: str
    name: str
    proposers: tuple[Party, ...] = ()
    brokers: tuple[Party, ...] = ()
    backers: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    terms: tuple[Term, ...] = ()
    state: str | None = None
    relation: tuple[Relation, ...] = ()
    dates: ProposalDates = ProposalDates()
    confidential: bool | None = None


# --- stances ------------------------------------------------------------------------------------------------------------------------


class Target(msgspec.Struct, frozen=True, gc=False):
    """What a stance is on. `kind` tells which; `name` is its words or codebook id; `id` that of the proposal or event when linked."""

    kind: Literal["proposal", "term", "issue", "event"]
    name: str
    span: Span | None = None
    issue: str | None = None
    term: str | None = None
    id: str | None = None
    text: str = ""


class Stance(Finding, frozen=True, kw_only=True, tag_field="finding", tag="stance"):
    """One party on one thing at one time; `value` is one of the codebook's stances."""

    kind: Literal["stance"] = "stance"
    holder: Party
    target: Target
    value: str
    strength: Literal["stated", "insisted", "non_negotiable"] = "stated"
    voice: Literal["own", "attributed_by"] = "own"
    attributed_by: ActorRef | None = None
    level: Level = "official"
    time: Time | None = None
    condition: str | None = None


# --- conditions ---------------------------------------------------------------------------------------------------------------------


class Consequent(msgspec.Struct, frozen=True, gc=False):
    """What would follow: words, who would act, and which act (an event type or issue of the codebook, else None)."""

    span: Span
    actor: ActorRef | None = None
    act: str | None = None
    text: str = ""


class Antecedent(msgspec.Struct, frozen=True, gc=False):
    """What must come first: words, who must act, which act, and its kind (vocabulary 7)."""

    span: Span
    actor: ActorRef | None = None
    act: str | None = None
    kind: str | None = None
    text: str = ""


class Condition(Finding, frozen=True, kw_only=True, tag_field="finding", tag="condition"):
    """X only if Y. `policy` is False for what an anonymous source says somebody "may" do."""

    kind: Literal["condition"] = "condition"
    holder: Party | None
    consequent: Consequent | None
    antecedent: Antecedent
    relation: str
    state: str = "stated"
    level: Level = "official"
    voice: Literal["own", "attributed_by"] = "own"
    attributed_by: ActorRef | None = None
    policy: bool = True
    time: Time | None = None


# --- figures ------------------------------------------------------------------------------------------------------------------------


class Part(msgspec.Struct, frozen=True, gc=False):
    """The whole that a figure is part of, or the earlier value that it is compared with."""

    value: float | None
    text: str
    span: Span


class Figure(Finding, frozen=True, kw_only=True, tag_field="finding", tag="figure"):
    """A number that somebody stands behind: value, [low, high], or None where only an order of size is given ("dozens")."""

    kind: Literal["figure"] = "figure"
    value: int | float | tuple[float, float] | None
    bound: str
    unit: str
    of_what: str | None = None
    claimant: Party | None = None
    window: Time | None = None
    part_of: Part | None = None
    compared_with: Part | None = None
    span: Span
    event: str | None = None


AnyFinding = Statement | Event | Proposal | Stance | Condition | Figure
