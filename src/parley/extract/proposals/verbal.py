"""What a verb puts on the table without a noun that names it: offers, and what two sides have agreed to do."""

from collections.abc import Iterator

from parley.extract.clauses import controller, modal, negation, passive, relative_head, run
from parley.extract.proposals.candidate import VERBAL, Candidate
from parley.extract.proposals.nouns import Nouns
from parley.model import Sentence, Token
from parley.model.tree import conjuncts, dependent, dependents, subtree

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def verbal(sent: Sentence, nouns: Nouns) -> Iterator[Candidate]:
    """The candidates of one sentence that a verb of offering or agreeing makes, in order."""
    for token in sent.tokens:
        if token.pos not in VERBAL:
            continue
        put = token.lemma in nouns.words["putting"] and any(c.lower in ("forward", "up") for c in dependents(sent, token.i, "prt", "advmod"))
        put = put or token.lemma in ("put", "lay", "place") and _on_table(sent, token)
        found = _offered(sent, token, nouns) if put or token.lemma in nouns.words["offering"] or _countered(sent, token, nouns) is not None else None
        if found is None and token.lemma in nouns.words["agreeing"]:
            found = _accord(sent, token, nouns)
        if found is not None:
            yield found


def _offered(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "Norra offered to send observers", "is offering 2 percent now": an offer that no noun names."""
    thing = dependent(sent, token.i, "dobj", "xcomp", "ccomp", "nsubjpass") or _countered(sent, token, nouns)
    kind = nouns.noun("offer")
    if thing is None or kind is None or negation(sent, token.i) is not None or thing.lemma in nouns.words["no_offers"] or token.dep in ("acl", "amod"):
        return None
    supposed = any(m.lower in ("if", "whether", "unless") for m in dependents(sent, token.i, "mark"))
    if supposed or modal(sent, token.i) in ("could", "should", "may", "might", "can"):
        return None
    opinion = token.lemma in ("suggest", "recommend") and thing.dep == "ccomp" and (thing.tag != "VBG" or dependent(sent, thing.i, "aux") is not None)
    if opinion or any(sent.tokens[j].lower == "neither" for j in subtree(sent, thing.i)):
        return None
    who = _agent_of(sent, token)
    if passive(sent, token.i):
        words = run(sent, list(subtree(sent, token.i)))
    else:
        words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    if who is None or words is None or token.dep == "relcl" and relative_head(sent, who) == who:
        return None  # "what concessions Norra offered"
    low = min(words[0], sent.tokens[min(subtree(sent, who))].start)
    to = [d.i for d in dependents(sent, token.i, "dative") if d.pos in ("PROPN", "NOUN")]
    to += [g.i for p in dependents(sent, token.i, "prep", "dative") if p.lower == "to" for g in dependents(sent, p.i, "pobj")]
    proposers = tuple(t.i for t in conjuncts(sent, who))
    past = any(c.lower in nouns.words["earlier"] for c in dependents(sent, token.i, "advmod"))
    state = "superseded" if past else "on_the_table"
    return Candidate(sent, token.i, kind, words, (low, words[1]), proposers, recipients=tuple(to), state=state, made=True, rule="offered")


def _on_table(sent: Sentence, token: Token) -> bool:
    """ "has put 4 percent on the table"."""
    return any(sent.tokens[j].lower == "table" and sent.tokens[sent.tokens[j].head].lower == "on" for j in subtree(sent, token.i))


def _countered(sent: Sentence, token: Token, nouns: Nouns) -> Token | None:
    """ "countered with 22,000 tonnes": an amount that is named against another's; what a noun names is read by its noun."""
    if token.lemma not in ("counter", "respond", "reply") or modal(sent, token.i) is not None:
        return None
    things = (g for p in dependents(sent, token.i, "prep") if p.lower == "with" for g in dependents(sent, p.i, "pobj"))
    return next((t for t in things if any(c.pos == "NUM" for c in dependents(sent, t.i)) and nouns.noun(t.lemma) is None), None)


def _agent_of(sent: Sentence, token: Token) -> int | None:
    if not passive(sent, token.i):
        return controller(sent, token.i)
    agent = dependent(sent, token.i, "agent")
    thing = dependent(sent, agent.i, "pobj") if agent is not None else None
    return thing.i if thing is not None else None


def _accord(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "The two agreed to reopen a crossing on July 1": what two sides have agreed to do, where no noun names it."""
    below = dependent(sent, token.i, "xcomp", "ccomp")
    own = dependent(sent, token.i, "nsubj")
    kind = nouns.noun("agreement")
    if below is None or own is None or kind is None or below.pos not in VERBAL or negation(sent, token.i) is not None or modal(sent, token.i) is not None:
        return None
    other = any(p.lower in ("to", "on", "upon") and dependents(sent, p.i, "pobj") for p in dependents(sent, token.i, "prep"))
    if (
        below.lemma in ("say", "announce", "tell", "add", "report")
        or below.i < token.i
        or other
        and not any(t.lower in WEEK for p in dependents(sent, token.i, "prep") for t in dependents(sent, p.i, "pobj"))
    ):
        return None
    joint = any(c.dep == "conj" for c in dependents(sent, own.i)) or own.tag in ("NNS", "NNPS") or own.lower in ("both", "they", "two", "three")
    words = run(sent, subtree(sent, below.i))
    if not joint or words is None or below.lemma in nouns.words["no_offers"]:
        return None
    return Candidate(sent, token.i, kind, words, words, state="accepted", rule="accord")
