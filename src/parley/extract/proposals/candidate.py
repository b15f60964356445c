"""What may put something on the table: its words, kind, parties, terms and state as its own sentence gives them."""

from typing import NamedTuple

from parley.extract.proposals.nouns import FIGHTING, Kind
from parley.model import Sentence
from parley.model.tree import dependents

__all__ = ["FIGHTING", "VERBAL", "Candidate", "Tie"]

VERBAL = ("VERB", "AUX")


class Tie(NamedTuple):
    """How a thing on the table stands to an earlier one: the relation, and offsets of the words that name the earlier; None where nothing names it."""

    kind: str
    words: tuple[int, int] | None = None


class Candidate(NamedTuple):
    """Something that may be a proposal: its words, kind, and the head tokens of its parties.

    words: offsets of what names it. reach: offsets of all that describes it (words and predicate). made: whether a verb or noun of proposing
    puts it there. content: whether a clause says what is in it. put: whether its own clause tells that it was put forward.
    asked: head token of who is to act in return, -1 where nobody is. venue: whether a place to meet is offered.
    told: whether one of several sentences on end tells of it, each with "would". question: what the question was that it answers, if any.
    """

    sent: Sentence
    head: int
    kind: Kind
    words: tuple[int, int]
    reach: tuple[int, int]
    proposers: tuple[int, ...] = ()
    brokers: tuple[int, ...] = ()
    backers: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    state: str | None = None
    made: bool = False
    content: bool = False
    rule: str = "noun"
    put: bool = False
    ties: tuple[Tie, ...] = ()
    asked: int = -1
    venue: bool = False
    told: bool = False
    question: str = ""

    @property
    def definite(self) -> bool:
        """Whether the phrase takes up something that was named before: "the proposal", "the pact"."""
        token = self.sent.tokens[self.head]
        if self.rule in ("taken_up", "explained"):
            return True
        return token.pos in ("NOUN", "PROPN") and any(c.lower in ("the", "this", "that") for c in dependents(self.sent, token.i, "det"))

    @property
    def indefinite(self) -> bool:
        """Whether the phrase brings in something new: "a plan", "another draft"."""
        return self.other or any(c.lower in ("a", "an", "another") for c in dependents(self.sent, self.head, "det"))

    @property
    def other(self) -> bool:
        """Whether "one" names another thing of a kind: "one that Norra signed in May"."""
        return self.sent.tokens[self.head].lower == "one"
