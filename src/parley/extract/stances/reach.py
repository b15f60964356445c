"""Where the clause of a verb begins and ends as evidence, and whose subject it shares."""

from parley.extract.clauses import controller, subject
from parley.extract.stances.hit import VERBAL
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents, subtree


def span_of(sent: Sentence, i: int) -> tuple[int, int]:
    """First and last character of the clause of a verb, from its subject on, without a clause that tells the contrary."""
    own = subject(sent, i) or dependent(sent, i, "nsubjpass")
    joined = {j for c in dependents(sent, i, "conj") if contrary(sent, i, c) for j in subtree(sent, c.i)}
    under = [j for j in subtree(sent, i) if sent.tokens[j].dep != "mark" and j not in joined]
    low = min(subtree(sent, own.i)) if own is not None else under[0]
    kept = [j for j in under if j >= low]
    while len(kept) > 1 and sent.tokens[kept[-1]].pos in ("PUNCT", "CCONJ"):
        kept.pop()
    return sent.tokens[low].start, sent.tokens[kept[-1]].end


def contrary(sent: Sentence, i: int, joined: Token) -> bool:
    """Whether a verb joined to another tells something else: after "but", or with a subject or an auxiliary of its own."""
    between = (t.lower for t in sent.tokens[i + 1 : joined.i])
    return joined.pos in VERBAL and joined.i > i and ("but" in between or dependent(sent, joined.i, "nsubj", "nsubjpass", "aux") is not None)


def subject_shared(sent: Sentence, i: int) -> Token | None:
    """The subject that a verb shares with the one it is joined to: "regards it as one package and will not unpick it"."""
    at = controller(sent, i) if sent.tokens[i].dep == "conj" else None
    return sent.tokens[at] if at is not None else None
