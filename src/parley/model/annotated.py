"""A document on its way through the map."""

import msgspec

from parley.model.actor import Actor, Mention
from parley.model.document import Document
from parley.model.finding import AnyFinding, Condition, Event, Figure, Proposal, Stance, Statement
from parley.model.parse import Quotation, Sentence
from parley.model.problem import Problem
from parley.model.time import Time


class AnnotatedDocument(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A document with what the stages have found so far; each stage gives back a new one with its own field filled.

    segment fills document.blocks, quotations, sentences · actors fills mentions, actors · times fills times · extract fills the findings.
    """

    document: Document
    quotations: tuple[Quotation, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    stances: tuple[Stance, ...] = ()
    conditions: tuple[Condition, ...] = ()
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()

    def findings(self) -> tuple[AnyFinding, ...]:
        """All findings, kind by kind."""
        return (*self.statements, *self.events, *self.proposals, *self.stances, *self.conditions, *self.figures)
