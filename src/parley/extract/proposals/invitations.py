"""Invitations to talks: a meeting that one side, or a third, puts to others without a verb of proposing."""

from parley.extract.clauses import controller, modal, negation, passive, run
from parley.extract.proposals.candidate import Candidate
from parley.extract.proposals.nouns import Nouns
from parley.model import Sentence, Token
from parley.model.tree import conjuncts, dependent, dependents, subtree

MEETINGS = (
    "talk",
    "summit",
    "meeting",
    "dialogue",
    "round",
    "conference",
    "negotiation",
    "consultation",
    "table",
    "session",
    "discussion",
    "retreat",
    "conclave",
    "contact",
)

ISSUING = ("issue", "extend", "send", "make", "deliver", "convey", "renew", "repeat", "dispatch", "transmit", "reiterate")


def invited(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "Ostrana invited both leaders to meet in Vell", "has invited the Front for talks", "were invited by Ostrana to send envoys": a meeting put to others.

    Only of those who may negotiate, and to what is held with them: no reporter is invited to look, and no criticism is invited.
    """
    if token.lemma != "invite":
        return None
    kind = nouns.noun("meeting")
    if kind is None or negation(sent, token.i) is not None or modal(sent, token.i) not in (None, "will"):
        return None
    wished = any(c.lower == "to" for c in dependents(sent, token.i, "aux"))  # "did not intend to invite"
    if wished or token.tag == "VBG" or token.dep in ("amod", "acl") or any(m.lower in ("if", "whether", "unless") for m in dependents(sent, token.i, "mark")):
        return None
    undergone = passive(sent, token.i)
    asked = dependent(sent, token.i, "nsubjpass") if undergone else dependent(sent, token.i, "dobj")
    below = dependent(sent, token.i, "xcomp", "ccomp", "advcl")
    if asked is None and below is not None:
        asked = dependent(sent, below.i, "nsubj")  # the parse may take who is invited for the subject of what follows
    agent = dependent(sent, token.i, "agent")
    who = (dependent(sent, agent.i, "pobj") if agent is not None else None) if undergone else None
    maker = who.i if who is not None else None if undergone else controller(sent, token.i)
    if asked is None or maker is None or not (asked.pos == "PROPN" or {asked.lemma, asked.lower} & nouns.words["invited"]):
        return None
    acts = below is not None and below.lemma in nouns.words["attending"] and any(c.lower == "to" for c in dependents(sent, below.i, "aux"))
    places = [token, *([asked] if not undergone else [])]
    held = [g for p in places for q in dependents(sent, p.i, "prep") if q.lower in ("to", "for") for g in dependents(sent, q.i, "pobj")]
    words = run(sent, list(subtree(sent, token.i)) if undergone else [j for j in subtree(sent, token.i) if j >= token.i])
    if not acts and not any(g.lemma in MEETINGS or nouns.kind_of(g) == "meeting" for g in held) or words is None:
        return None
    low = min(words[0], sent.tokens[min(subtree(sent, maker))].start)
    proposers, recipients = tuple(t.i for t in conjuncts(sent, maker)), tuple(t.i for t in conjuncts(sent, asked.i))
    return Candidate(sent, token.i, kind, words, (low, words[1]), proposers, recipients=recipients, state="on_the_table", made=True, rule="offered", put=True)


def invitation(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "Ostrana issued an invitation to reconvene in two weeks", "has extended an invitation to talks in Vell": a meeting put to others by a noun."""
    if token.lemma != "invitation" or token.dep not in ("dobj", "nsubjpass"):
        return None
    kind, verb = nouns.noun("meeting"), sent.tokens[token.head]
    if kind is None or verb.lemma not in ISSUING:
        return None
    if negation(sent, verb.i) is not None or modal(sent, verb.i) not in (None, "will") or any(c.lower == "to" for c in dependents(sent, verb.i, "aux")):
        return None
    below = next((c for i in (token.i, verb.i) for c in dependents(sent, i, "acl", "relcl", "advcl", "xcomp") if c.i > token.i and c.tag == "VB"), None)
    held = [g for p in dependents(sent, token.i, "prep") if p.lower in ("to", "for") for g in dependents(sent, p.i, "pobj")]
    whom = dependent(sent, below.i, "dobj") if below is not None else None
    among = whom is None or whom.pos == "PROPN" or whom.lemma in MEETINGS or bool({whom.lemma, whom.lower} & nouns.words["invited"])
    told = below is not None and below.lemma in nouns.words["attending"] and among or any(g.lemma in MEETINGS or nouns.kind_of(g) == "meeting" for g in held)
    undergone = passive(sent, verb.i)
    by = next((g.i for a in dependents(sent, verb.i, "agent") for g in dependents(sent, a.i, "pobj")), None)
    maker = by if undergone else controller(sent, verb.i)
    words = run(sent, [j for j in subtree(sent, verb.i) if undergone or j >= verb.i])
    if not told or maker is None or words is None:
        return None
    low = min(words[0], sent.tokens[min(subtree(sent, maker))].start)
    to = [t.i for p in dependents(sent, verb.i, "prep", "dative") if p.lower == "to" for g in dependents(sent, p.i, "pobj") for t in conjuncts(sent, g.i)]
    makers = tuple(t.i for t in conjuncts(sent, maker))
    return Candidate(sent, token.i, kind, words, (low, words[1]), makers, recipients=tuple(to), state="on_the_table", made=True, rule="offered", put=True)
