"""Papers that no other word calls a thing on the table: a note, a letter, an annex, a bill whose clause says what they lay down."""

from parley.extract.clauses import modal, negation
from parley.extract.proposals.candidate import VERBAL
from parley.extract.proposals.content import REPORTED, content_clause, late_relatives
from parley.extract.proposals.nouns import Kind, Nouns
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents, subtree

MIND = ("like", "want", "prefer", "say", "be", "hope", "think", "mean", "need")
EMPTY = (
    "sure",
    "up",
    "rise",
    "way",
    "birth",
    "notice",
    "idea",
    "impression",
    "detail",
    "account",
    "reason",
    "example",
    "chance",
    "voice",
    "hint",
    "clue",
    "look",
)


def paper(sent: Sentence, token: Token, nouns: Nouns) -> Kind | None:
    """The kind of a paper that lays something down, or None: "The note offers the clans two seats", "The annex obliges Norra to leave".

    A message or list is one by what it offers or provides for, a bill or resolution by what it would do, a promise by what it is that falls under it ("the
    undertaking of May 11, under which both sides were to leave"). "The letter raises questions" tells of no offer.
    """
    if token.lemma not in nouns.papers and token.lower not in nouns.papers:
        return None
    named = {token.lemma, token.lower}
    if named & nouns.words["vows"]:
        clauses = (sent.tokens[j] for j in subtree(sent, token.i) if sent.tokens[j].dep in ("relcl", "acl"))
        under = [c for c in clauses if content_clause(sent, c, nouns)]
        return nouns.noun("agreement") if any(_by_which(sent, c) for c in under) else None
    if named & nouns.words["framing"] and _under(sent, token, nouns):
        return nouns.noun("offer")
    if not named & (nouns.words["carriers"] | nouns.words["bills"]):
        return None
    if token.dep == "dobj" and _taken(sent, token, nouns):
        return nouns.noun("offer")
    bill = bool(named & nouns.words["bills"])
    lays = any(_lays_down(sent, c, nouns, bill=bill) for c in _clauses(sent, token)) or not bill and _over(sent, token)
    return nouns.noun("offer") if lays else None


def _by_which(sent: Sentence, clause: Token) -> bool:
    words = [sent.tokens[j].lower for j in subtree(sent, clause.i)[:3]]
    return "whereby" in words or any(w in ("which", "whom") for w in words)


def _clauses(sent: Sentence, token: Token) -> list[Token]:
    """The verbs that a paper is the subject of: in its own clause, in a relative clause, as a participle ("a letter offering …")."""
    verb = sent.tokens[token.head]
    if token.dep == "nsubjpass" and verb.lemma in REPORTED:
        verb = dependent(sent, verb.i, "xcomp") or verb  # "The note is said to offer …"
    found = [verb] if token.dep == "nsubj" or verb.i != token.head else []
    found += [c for c in dependents(sent, verb.i, "conj") if token.dep == "nsubj" and dependent(sent, c.i, "nsubj", "nsubjpass") is None]
    for child in (*dependents(sent, token.i, "relcl", "acl"), *late_relatives(sent, token)):
        own = dependent(sent, child.i, "nsubj")
        if own is not None and own.tag in ("WDT", "WP") or child.tag == "VBG":
            found.append(child)
    return found


def _lays_down(sent: Sentence, verb: Token, nouns: Nouns, *, bill: bool) -> bool:
    """Whether a verb tells what its subject lays down: "offers X", "provides for X", "would extend X"."""
    if verb.pos not in VERBAL or negation(sent, verb.i) is not None:
        return False
    would = modal(sent, verb.i) in ("would", "will")
    things = [
        *dependents(sent, verb.i, "dobj", "xcomp", "ccomp"),
        *(g for p in dependents(sent, verb.i, "prep") for g in dependents(sent, p.i, "pobj", "pcomp")),
    ]
    if not things or things[0].lemma in nouns.words["no_offers"] or things[0].lemma in EMPTY or bill and not would:
        return False
    if verb.lemma == "suggest" and things[0].dep == "ccomp" and things[0].tag != "VBG":
        return False  # "suggests that he knew": an opinion
    if modal(sent, verb.i) not in (None, "would", "will"):
        return False
    return verb.lemma in nouns.words["carrying"] or would and verb.lemma in nouns.words["content"] - {"say", "mean", "see", "take", "be"}


def _under(sent: Sentence, token: Token, nouns: Nouns) -> bool:
    """ "Under a sequence drawn up in Vell, …": what a clause stands under that somebody has drawn up, proposed or agreed."""
    at = sent.tokens[token.head]
    told = any(
        c.lemma in nouns.states or c.lower in nouns.words["proposed"] or c.lemma in nouns.words["weighing"] for c in dependents(sent, token.i, "acl", "amod")
    )
    return token.dep == "pobj" and at.lower == "under" and at.i < 3 and told


def _taken(sent: Sentence, token: Token, nouns: Nouns) -> bool:
    """ "Both sides accepted a timetable that runs until March": a new thing, told of by a clause, that somebody answers."""
    verb = sent.tokens[token.head]
    new = any(c.lower in ("a", "an") for c in dependents(sent, token.i, "det"))
    told = any(c.lemma in nouns.words["content"] and dependent(sent, c.i, "nsubj") is not None for c in dependents(sent, token.i, "relcl"))
    return (
        new and told and verb.lemma in ("accept", "reject", "approve", "adopt", "sign", "endorse", "agree", "refuse", "dismiss") and modal(sent, verb.i) is None
    )


def _over(sent: Sentence, token: Token) -> bool:
    """ "According to a leaked note, Norra would keep its base": a paper that a clause with "would" is said to stand in."""
    at = sent.tokens[token.head]
    above = sent.tokens[at.head]
    if token.dep != "pobj" or at.lower != "to" or above.lower != "according":
        return False
    verb = sent.tokens[above.head]
    return verb.pos in VERBAL and modal(sent, verb.i) == "would" and negation(sent, verb.i) is None and verb.lemma not in MIND
