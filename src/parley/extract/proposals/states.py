"""What became of a thing on the table, as the words around it say."""

from parley.extract.clauses import modal, negation, to_infinitive
from parley.extract.proposals.candidate import VERBAL
from parley.extract.proposals.nouns import Nouns
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

DEMANDS = frozenset({"demand", "require", "urge", "call", "commit", "seek", "want", "insist", "press", "condition", "precondition", "prerequisite", "push"})
REACHED = ("agreed", "reached", "concluded", "struck", "sealed", "signed", "negotiated", "brokered", "mediated", "declared", "proclaimed", "announced")
GATHERING = ("meet", "gather", "assemble", "convene", "fly", "travel", "return", "arrive", "expect", "schedule", "plan", "prepare", "set", "be")
SUMMED = ("idea", "offer", "proposal", "suggestion", "plan", "notion", "step", "move", "concept", "demand", "formula", "overture", "gesture")
SAYING = ("say", "tell", "add", "report", "note", "state")


def state_of(sent: Sentence, token: Token, nouns: Nouns) -> str | None:
    """The state of what token names: a participle or clause on it, else the verbs above it up to one of saying; None where they say nothing."""
    if _called_dead(sent, token, nouns):
        return "rejected"
    own = _participle_state(sent, token, nouns)
    return own[0] if own is not None else _verb_above(sent, token, nouns)


def _participle_state(sent: Sentence, token: Token, nouns: Nouns) -> tuple[str | None] | None:
    """The state that a participle or relative clause on it gives: "the rejected package", "a pact signed in May"; None where there is none."""
    for child in dependents(sent, token.i, "acl", "relcl"):
        state = nouns.states.get(child.lemma)
        if child.lemma in nouns.words["ending"] and (child.tag in ("VBZ", "VBP", "VB") or modal(sent, child.i) is not None):
            return ("in_force",)  # "the truce, which expires in May": until then it holds
        if state == "lapsed" and dependent(sent, child.i, "dobj") is not None:
            continue  # "the pact that ended the strike"
        if state is not None and state != "on_the_table" and (child.dep == "acl" and child.tag == "VBN" or child.dep == "relcl"):
            return (said(sent, child.i, "accepted_in_part" if state == "accepted" else state),)
    if (told := _appositive(sent, token, nouns)) is not None:
        return (told,)
    known = any(c.lower in ("the", "this", "that") for c in dependents(sent, token.i, "det"))
    for child in dependents(sent, token.i, "amod"):
        if known and child.tag == "VBN" and (state := nouns.states.get(child.lemma)) in ("rejected", "signed", "accepted", "withdrawn", "lapsed"):
            return (state,)
    return None


def _called_dead(sent: Sentence, token: Token, nouns: Nouns) -> bool:
    """ "called the offer dead on arrival", "branded the plan an insult": a name that turns it down."""
    calls = next((a for a in ancestors(sent, token.i) if a.pos in VERBAL and a.lemma in nouns.words["calling"]), None)
    if calls is None or calls.i > token.i or negation(sent, calls.i) is not None or modal(sent, calls.i) is not None:
        return False
    after = " ".join(t.lower for t in sent.tokens[token.i + 1 : token.i + 9] if t.text not in ('"', "“", "”", "'"))
    return any(after.startswith(lead + phrase) for phrase in nouns.words["dead"] for lead in ("", "a ", "an ", "as ", "as a ", "as an ", "to be "))


def _appositive(sent: Sentence, token: Token, nouns: Nouns) -> str | None:
    """ "floated pauses of a day, an idea that Velta brushed aside": what became of it, told of the word that sums it up."""
    for summed in sent.tokens[token.i + 1 :]:
        if summed.lemma not in SUMMED or not summed.i or not any(c.lower in ("an", "a") for c in dependents(sent, summed.i, "det")):
            continue
        first = min(subtree(sent, summed.i))
        if first == 0 or sent.tokens[first - 1].text not in (",", "-", "–", "—") or summed.dep not in ("appos", "dobj", "npadvmod", "dep", "attr", "conj"):
            continue
        for child in dependents(sent, summed.i, "relcl", "acl"):
            state = verb_state(sent, child, nouns)
            if state in ("rejected", "accepted", "withdrawn"):
                return said(sent, child.i, state)
    return None


def held(sent: Sentence, token: Token, nouns: Nouns) -> bool:
    """Whether a halt is told of as one that runs: "compliance with the moratorium", "broke a seven-day truce", "renewing the pause"."""
    prep = sent.tokens[token.head]
    if token.dep == "pobj" and prep.i and sent.tokens[prep.i - 1].pos == "NOUN" and sent.tokens[prep.i - 1].lemma in nouns.words["keeping"]:
        return True  # "stands in full compliance with the moratorium": the parse hangs it on the verb
    for above in ancestors(sent, token.i):
        if above.lemma in nouns.words["keeping"] and above.pos in ("NOUN", "PROPN", *VERBAL):
            return True
        if above.pos in VERBAL:
            return (
                above.lemma in nouns.words["prolonging"]
                and token.dep in ("dobj", "nsubjpass")
                and modal(sent, above.i) is None
                and above.tag in ("VBD", "VBN", "VBG")
            )
    return False


def reached(sent: Sentence, token: Token) -> bool:
    """Whether a participle right after a noun says where, when or by whom it was reached: "the truce agreed in Vell", "a pause brokered by Norra".

    The parse may take the participle for the verb of the clause.
    """
    after = sent.tokens[token.i + 1] if token.i + 1 < len(sent.tokens) else None
    if after is None or after.lower not in REACHED or after.i != token.head and after.head != token.i:
        return False
    again = after.i == token.head and not any(c.pos in VERBAL and c.i > after.i for c in dependents(sent, after.i, "ccomp", "conj", "advcl"))
    return not again and any(p.lower in ("in", "on", "at", "by", "between", "last") for p in dependents(sent, after.i, "prep", "agent"))


def to_be_signed(sent: Sentence, token: Token, verb: Token | None) -> bool:
    """Whether a thing is only to be signed yet: "are to sign an accord on Friday", "will meet to put their names to a pact"; who would sign one has none."""
    if verb is None or negation(sent, verb.i) is not None:
        return False
    names = any(d.lemma in ("name", "signature", "initial", "pen", "seal") for d in dependents(sent, verb.i, "dobj"))
    signs = verb.lemma in ("sign", "ink", "initial", "cosign") and token.dep in ("dobj", "nsubjpass")
    if not signs and not (names and verb.lemma in ("put", "set", "append", "affix") and token.dep == "pobj"):
        return False
    above = sent.tokens[verb.head]
    supposed = any(m.lower in ("if", "unless", "until", "before", "whether", "once") for a in (verb, above) for m in dependents(sent, a.i, "mark", "advmod"))
    if supposed or negation(sent, above.i) is not None:
        return False
    if modal(sent, verb.i) == "will":
        return True
    at = sent.tokens[above.head] if above.pos not in VERBAL else above
    bound = above.lemma in GATHERING or at.lemma == "be" and above.lower in ("due", "set", "be", "is", "are", "was", "were", "scheduled", "about", "poised")
    return to_infinitive(sent, verb.i) and bound and modal(sent, above.i) in (None, "will")


def _verb_above(sent: Sentence, token: Token, nouns: Nouns) -> str | None:
    """The state that the verbs above it give, up to one of saying."""
    at = token
    best: str | None = None
    for above in ancestors(sent, token.i):
        if at.dep == "nsubj" and above.pos in VERBAL or at.dep in ("relcl", "advcl") or at.dep == "conj" and at.pos in VERBAL:
            return best or (_predicate(sent, above, nouns, token) if at.dep == "nsubj" else None)
        if above.lemma in DEMANDS:
            return None
        if above.lemma in ("commitment", "pledge"):
            return "accepted"
        if above.lemma == "agree" and at.pos in VERBAL and at.lemma in nouns.words["handling"]:
            return "on_the_table"  # "agreed to put the offer to its members"
        if above.pos in VERBAL and (state := verb_state(sent, above, nouns)) is not None:
            best = said(sent, above.i, state)
            if best == "rejected" and above.lemma in ("decline", "refuse") and at.pos in VERBAL and at.lemma in nouns.words["unsaid"]:
                return None  # "declined to comment on the offer"
            if above.dep not in ("xcomp", "pcomp") or best != "on_the_table":
                return best
        if above.pos in VERBAL and above.lemma in SAYING:
            return best
        at = above
    return best


def verb_state(sent: Sentence, verb: Token, nouns: Nouns) -> str | None:
    """The state that a verb gives to its object, with its particle ("turned down"); None where it gives none."""
    for particle in dependents(sent, verb.i, "prt", "advmod"):
        state = nouns.states.get(f"{verb.lemma} {particle.lower}")
        if state is not None:
            return state
    return nouns.states.get(verb.lemma)


def _predicate(sent: Sentence, verb: Token, nouns: Nouns, token: Token | None = None) -> str | None:
    """ "The plan is dead", "has lapsed", "is off the table": what its own predicate says of it."""
    if negation(sent, verb.i) is not None or modal(sent, verb.i) is not None:
        return None
    if any(m.lower in ("until", "till", "unless", "if", "before", "once") for m in dependents(sent, verb.i, "mark", "advmod")):
        return None  # "until the counter-draft is off the table"
    words = [sent.tokens[j].lower for j in subtree(sent, verb.i) if j > verb.i][:5]
    if words[:1] == ["hands"] and verb.lemma == "change":
        return "handed_over"
    if verb.lemma in nouns.words["pleasing"] and any(w in ("neither", "nobody", "none", "no") for w in words):
        return "rejected"  # "found favour with neither", "pleased nobody"
    for phrase, state in nouns.predicates.items():
        first, *rest = phrase.split()
        if first in words and words[words.index(first) : words.index(first) + 1 + len(rest)] == [first, *rest] and words.index(first) <= 1:
            return state
    whole = sent.tokens[token.head].lower == "of" if token is not None else False
    for child in dependents(sent, verb.i, "acomp"):
        if child.lower in ("acceptable", "palatable", "agreeable"):
            return "accepted_in_part" if whole else "accepted"
        if child.lower in ("unacceptable", "unpalatable", "intolerable"):
            return None if whole else "rejected"
    own = nouns.states.get(verb.lemma)
    if own == "lapsed" and verb.tag in ("VBZ", "VBP") and verb.lemma in nouns.words["running_out"]:
        return "in_force"  # "expires on Friday": until then it holds
    return own if own in ("lapsed", "in_force") else None


def said(sent: Sentence, verb: int, state: str) -> str | None:
    """The state that a verb gives, as far as it is said to have come about: not what may be, would be, or must come first."""
    token = sent.tokens[verb]
    above = sent.tokens[token.head]
    by = (g.lower for p in dependents(sent, verb, "agent") for g in dependents(sent, p.i, "pobj"))
    if negation(sent, verb) is not None or any(word in ("neither", "none", "nobody") for word in by):
        return "rejected" if state == "accepted" else None
    if token.lemma == "agree" and any(p.lower == "with" for p in dependents(sent, verb, "prep")):
        return None  # "agreed with the idea of a truce"
    if token.dep == "xcomp" and above.lemma in ("fail", "struggle", "try", "hope", "seek"):
        return None
    if state == "on_the_table":
        return state
    if token.dep == "xcomp" and above.lemma in ("refuse", "decline") and state in ("accepted", "signed"):
        return "rejected"
    wished = token.dep in ("xcomp", "ccomp", "acl", "advcl", "relcl") and to_infinitive(sent, verb)
    if wished and above.lemma not in ("agree", "decide", "vote", "choose", "pledge", "undertake", "commit"):
        return None
    supposed = any(c.lower in ("if", "unless", "whether", "once", "until", "before") for c in dependents(sent, verb, "mark", "advmod"))
    readiness = token.dep == "xcomp" and above.lower in ("ready", "willing", "prepared", "free", "able")
    later = token.dep == "pcomp" and above.lower in ("before", "without", "after", "towards", "toward")
    return None if modal(sent, verb) is not None or supposed or readiness or later else state
