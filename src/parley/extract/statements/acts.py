"""What a statement does: the act of its cue, turned by negation, by what is refused, or by a condition in the content."""

from parley.extract.statements.candidate import Candidate
from parley.extract.statements.lexicon import Entry, Lexicon
from parley.model import Sentence
from parley.model.finding import Act
from parley.model.tree import dependent, dependents


def act_of(candidate: Candidate, entry: Entry | None, content: str, sent: Sentence, lex: Lexicon) -> Act:
    """The act of the cue in its place."""
    act: Act = entry.act if entry is not None else "report"
    if candidate.pos == "verb":
        act = _declined(candidate, act, sent, lex)
        if _neither(candidate, sent, lex):
            return "decline_comment"
        if dependent(sent, candidate.head, "neg") is not None:
            return lex.table["negated"].get(act, act)  # type: ignore[no-any-return]
        if act == "report" and candidate.frame == "np" and content.lower().startswith(tuple(lex.table["silent"]["objects"])):
            return "decline_comment"
    elif candidate.pos == "noun":
        act = _of_noun(candidate, act, sent, lex)
    if act == "report" and any(words in content.lower() for words in lex.table["conditional"]["words"]):
        return "condition"
    return act


def _neither(candidate: Candidate, sent: Sentence, lex: Lexicon) -> bool:
    """ "would neither confirm nor deny": both acts of one sentence, and "nor" between them."""
    verbs = [sent.tokens[candidate.head], sent.tokens[sent.tokens[candidate.head].head]]
    acts = {s.act for v in verbs for s in lex.senses("verb", lex.lemma(v.lemma))}
    return {"confirm", "deny"} <= acts and any(t.lower == "nor" for v in verbs for t in dependents(sent, v.i, "cc"))


def _of_noun(candidate: Candidate, act: Act, sent: Sentence, lex: Lexicon) -> Act:
    """ "denied reports that …" denies, "gave no word on …" is silence."""
    noun = sent.tokens[candidate.head]
    if noun.lower in lex.table["silent"]["nouns"].split() and any(t.lower == "no" for t in dependents(sent, noun.i, "det")):
        return "decline_comment"
    above = sent.tokens[noun.head]
    if noun.dep == "dobj" and above.pos == "VERB":
        entry = lex.sense("verb", lex.lemma(above.lemma), "np")
        if entry is not None and entry.act in ("deny", "reject", "confirm", "condemn", "decline_comment"):
            return lex.table["negated"].get(entry.act, entry.act) if dependent(sent, above.i, "neg") is not None else entry.act
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
