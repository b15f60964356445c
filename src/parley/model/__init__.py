"""The types that cross a wall: frozen, no I/O, no NLP library.

Document            a report: text, metadata, blocks                                document
├── Published       its date with basis and candidates (a Time)                     time
├── Dateline · Credit · Block
AnnotatedDocument   a document on its way through the map                           annotated
├── Quotation · Sentence · Token    segment                                         parse (walking it: tree)
├── Mention · Actor · Office        actors                                          actor
├── Time            EDTF, interval, grain, anchor, TIMEX3                           time
├── findings        each with evidence                                              finding
│   ├── Statement   source · cue · content, chain, channel, addressee
│   ├── Event       type · trigger · participants · place · time · status
│   ├── Proposal    proposers · terms · state · dates · relation
│   ├── Stance      holder · target · value
│   ├── Condition   holder · consequent · antecedent · relation
│   └── Figure      value · bound · unit · claimant · window
└── Problem         a fault in the data, as a row                                   problem
across documents    Copy · Story · Claim · Dispute · Position · Cell · Blocked · ConditionState · AgendaItem · Gap · Judgement      across
Answer              what a second reader said of a passage                          candidate
Query               what views may ask of a record                                  query
Span                where words stand                                               span
"""

from parley.model.across import (
    AgendaItem,
    Aligned,
    Blocked,
    Cell,
    Claim,
    ConditionState,
    Copy,
    Dispute,
    DisputeSide,
    Gap,
    Judgement,
    Position,
    PositionPoint,
    Shift,
    Story,
    StoryEvent,
    StoryTime,
)  # fmt: skip
from parley.model.actor import Actor, ActorRef, Alias, Mention, Office, Role
from parley.model.annotated import AnnotatedDocument
from parley.model.candidate import Answer
from parley.model.document import Block, Credit, Dateline, Document, Head, document, document_id
from parley.model.finding import (
    FINDINGS,
    Antecedent,
    AnyFinding,
    By,
    Characterisation,
    Condition,
    Consequent,
    Event,
    Figure,
    Finding,
    Framing,
    IssueTag,
    Link,
    Part,
    Participant,
    Party,
    Place,
    Plover,
    Proposal,
    ProposalDates,
    Relation,
    Source,
    Stance,
    Statement,
    Target,
    Term,
    Violates,
    finding_id,
)  # fmt: skip
from parley.model.parse import Quotation, Sentence, Token
from parley.model.problem import Problem
from parley.model.query import ALL, COUNTED, Filter, Hidden, Hit, Order, Query
from parley.model.span import Span, cut, digest
from parley.model.time import Anchor, DateCandidate, Published, Time, Timex3

__all__ = [
    "ALL", "COUNTED", "Actor", "ActorRef", "AgendaItem", "Alias", "Aligned", "Anchor", "AnnotatedDocument", "Answer", "Antecedent", "AnyFinding", "Block",
    "Blocked", "By", "Cell", "Characterisation", "Claim", "Condition", "ConditionState", "Consequent", "Copy", "Credit", "DateCandidate", "Dateline",
    "Dispute", "DisputeSide", "Document", "Event", "FINDINGS", "Figure", "Filter", "Finding", "Framing", "Gap", "Head", "Hidden", "Hit", "IssueTag",
    "Judgement", "Link", "Mention", "Office", "Order", "Part", "Participant", "Party", "Place", "Plover", "Position", "PositionPoint", "Problem", "Proposal",
    "ProposalDates", "Published", "Query", "Quotation", "Relation", "Role", "Sentence", "Shift", "Source", "Span", "Stance", "Statement", "Story",
    "StoryEvent", "StoryTime", "Target", "Term", "Time", "Timex3", "Token", "Violates", "cut", "digest", "document", "document_id", "finding_id",
]  # fmt: skip
