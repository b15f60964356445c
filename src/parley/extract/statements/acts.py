"""What a statement does: the act of its cue, turned by negation, by what is refused, or by a condition in the content."""

from parley.extract.statements.candidate import Candidate
from parley.extract.statements.lexicon import Entry, Lexicon
from parley.model import Sentence
from parley.model.finding import Act
from parley.model.tree import dependent


def act_of(candidate: Candidate, entry: Entry | None, content: str, sent: Sentence, lex: Lexicon) -> Act:
    """The act of the cue in its place."""
    act: Act = entry.act if entry is not None else "report"
    if candidate.pos == "verb":
        act = _declined(candidate, act, sent, lex)
        if dependent(sent, candidate.head, "neg") is not None:
            return lex.table["negated"].get(act, act)  # type: ignore[no-any-return]
    if act == "report" and any(words in content.lower() for words in lex.table["conditional"]["words"]):
        return "condition"
    return act


def _declined(candidate: Candidate, act: Act, sent: Sentence, lex: Lexicon) -> Act:
    """ "refused to say" declines to comment, "refused to withdraw" rejects."""
    senses = lex.senses("verb", candidate.lemma)
    if any(s.kind == "silence" for s in senses):
        clause = dependent(sent, candidate.head, "xcomp", "ccomp")
        if clause is not None:
            speaks = lex.sense("verb", lex.lemma(clause.lemma), "that")
            return (
                "decline_comment" if speaks is not None and speaks.kind in ("speech", "topic") and speaks.act in ("report", "confirm", "clarify") else "reject"
            )
    return act
