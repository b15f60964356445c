"""Clauses of the parse: who does it, to what, whether it is denied, and where the clause stands in the text."""

from parley.model.parse import Sentence, Token
from parley.model.tree import dependent, dependents, subtree

RELATIVE = ("WDT", "WP", "WP$")
CLAUSES = ("ccomp", "advcl", "relcl", "acl", "xcomp", "conj", "parataxis", "csubj", "pcomp")
OBJECT_CONTROL = frozenset(
    [
        "urge",
        "ask",
        "tell",
        "order",
        "press",
        "push",
        "call",
        "force",
        "convince",
        "persuade",
        "expect",
        "invite",
        "allow",
        "want",
        "request",
        "require",
        "help",
        "warn",
        "command",
        "oblige",
        "instruct",
        "permit",
        "beg",
        "get",
    ]
)


def relative_head(sent: Sentence, i: int) -> int:
    """The noun that a relative pronoun stands for ("Norra, which rejects …" → Norra); any other token stands for itself."""
    token = sent.tokens[i]
    if token.tag not in RELATIVE and token.lower not in ("who", "which", "that"):
        return i
    verb = sent.tokens[token.head]
    while verb.dep in ("aux", "conj", "xcomp", "prep", "pobj") and verb.head != verb.i:
        verb = sent.tokens[verb.head]
    return verb.head if verb.dep == "relcl" else i


def subject(sent: Sentence, i: int) -> Token | None:
    """The subject that stands with the verb (or predicate) at token `i` itself: the agent of a passive, else its nsubj."""
    agent = dependent(sent, i, "agent")
    if agent is not None:
        return dependent(sent, agent.i, "pobj")
    found = dependent(sent, i, "nsubj", "csubj", "expl")
    return found


def passive(sent: Sentence, i: int) -> bool:
    """Whether the verb at token `i` is passive: its subject undergoes it."""
    if dependent(sent, i, "auxpass", "nsubjpass") is not None:
        return True
    token = sent.tokens[i]
    if token.tag == "VBN" and token.dep == "conj" and sent.tokens[token.head].dep == "acl" and sent.tokens[token.head].tag == "VBN":
        return True
    return token.tag == "VBN" and token.dep in ("acl", "amod") or token.tag == "VBN" and dependent(sent, i, "agent") is not None


def controller(sent: Sentence, i: int) -> int | None:
    """The token of who does the verb at token `i`: its own subject, or the one understood from the clause that governs it."""
    first = i
    for _ in range(8):
        own = subject(sent, i)
        if own is not None:
            return own.i
        raised = dependent(sent, i, "nsubjpass")
        if raised is not None:  # "Norra is said to want": who is said to do it; a passive of its own has no doer
            return raised.i if i != first and sent.tokens[first].dep in ("xcomp", "acomp", "oprd", "dobj", "attr") else None
        token = sent.tokens[i]
        head = sent.tokens[token.head]
        if token.head == i:
            return None
        if token.dep == "acl":
            return head.i if token.tag in ("VBG", "VBD", "VBZ", "VBP") or _to(sent, i) else None
        if token.dep == "relcl":
            return None
        if token.dep == "xcomp" and head.lemma in OBJECT_CONTROL and (thing := dependent(sent, head.i, "dobj", "nsubjpass")) is not None:
            return thing.i
        if token.dep == "pcomp":
            prep, head = head, sent.tokens[head.head]
            if prep.lower == "as" and (thing := dependent(sent, head.i, "dobj", "nsubjpass")) is not None:
                return thing.i
            if head.pos in ("NOUN", "PROPN"):
                owner = dependent(sent, head.i, "poss")
                if owner is not None:
                    return owner.i
                i = head.i
                if head.dep in ("dobj", "attr"):
                    i = head.head
                continue
        if token.dep == "acomp" or token.dep in CLAUSES or token.dep in ("pcomp", "prep", "oprd", "attr", "auxpass", "aux"):
            i = head.i
            continue
        return None
    return None


def _to(sent: Sentence, i: int) -> bool:
    aux = dependent(sent, i, "aux")
    return aux is not None and aux.lower == "to"


def negation(sent: Sentence, i: int) -> Token | None:
    """The word that denies the verb at token `i`: "not", "never", or a subject or object with "no"."""
    tokens = sent.tokens
    for at in sent.children[i]:
        child = tokens[at]
        if child.dep == "neg" or child.dep == "advmod" and child.lower in ("never", "neither", "nor"):
            return child
        if child.dep in ("nsubj", "nsubjpass", "dobj", "attr", "expl"):
            if child.lower in ("nothing", "nobody", "none", "neither") and not _at_least(sent, child):
                return child
            for det in dependents(sent, child.i, "det", "neg"):
                if det.lower in ("no", "neither", "not") and det.i < child.i:  # "guarantees, not promises" are guarantees
                    return det
    return None


def _at_least(sent: Sentence, child: Token) -> bool:
    """Whether "nothing" goes on "less than", "short of" or "but": no denial."""
    after = sent.tokens[child.i + 1 : child.i + 2]
    return child.lower == "nothing" and bool(after) and after[0].lower in ("less", "short", "but")


def modal(sent: Sentence, i: int) -> str | None:
    """The modal verb or other sign of a future or possible act with the verb at token `i`, in lower case."""
    tokens = sent.tokens
    for at in sent.children[i]:  # asked of every verb by many
        child = tokens[at]
        if child.dep == "aux" and (child.tag == "MD" or child.lower in ("'ll", "'d", "will", "would")):
            return {"'ll": "will", "'d": "would", "wo": "will", "ca": "can"}.get(child.lower, child.lower)
    return None


def finite(sent: Sentence, i: int) -> bool:
    """Whether the verb at token `i` heads a finite clause."""
    token = sent.tokens[i]
    if token.tag in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(c.tag in ("VBD", "VBZ", "VBP", "MD") for c in dependents(sent, i, "aux", "auxpass"))


def clause(sent: Sentence, i: int, *, without: frozenset[int] = frozenset()) -> list[int]:
    """The tokens of the clause of verb `i`, in order: its subtree, less the branches of the verbs in `without` and what they govern."""
    cut: set[int] = set()
    for j in without:
        cut.update(subtree(sent, j))
    return [j for j in subtree(sent, i) if j not in cut]


def run(sent: Sentence, tokens: list[int]) -> tuple[int, int] | None:
    """First and last character of some tokens, punctuation at the ends left out; None when nothing remains."""
    kept = [j for j in tokens if sent.tokens[j].end > sent.tokens[j].start]
    while kept and sent.tokens[kept[0]].pos in ("PUNCT", "SPACE", "CCONJ") and sent.tokens[kept[0]].quote < 0:
        kept.pop(0)
    while kept and sent.tokens[kept[-1]].pos in ("PUNCT", "SPACE", "CCONJ") and sent.tokens[kept[-1]].quote < 0:
        kept.pop()
    return (sent.tokens[kept[0]].start, sent.tokens[kept[-1]].end) if kept else None


def to_infinitive(sent: Sentence, i: int) -> bool:
    """Whether the verb at token `i` is an infinitive with "to"."""
    return _to(sent, i)


def renamed(sent: Sentence, i: int) -> tuple[Token, Token] | None:
    """What the verb at token `i` gives a name to, and the head of that name; None when it names nothing.

    "Norra called Velta a bully for closing the port", "made the pullout a condition", "was called a liar": a second noun or an adjective stands with its
    object, as its complement, as the head of a small clause, as a second object, or after "as".
    """
    thing = dependent(sent, i, "dobj", "nsubjpass")
    for name in dependents(sent, i, "oprd", "dobj", "ccomp", "attr", "npadvmod", "acomp"):
        if name.pos not in ("NOUN", "PROPN", "ADJ", "PRON"):
            continue
        own = dependent(sent, name.i, "nsubj")  # "made its signature conditional": a small clause
        if own is not None and own.i > i:
            return own, name
        if thing is not None and name.i != thing.i and name.i > max(thing.i, i):
            return thing, name
        if thing is None and name.dep == "oprd" and (other := next((o for o in dependents(sent, i, "oprd") if o.i > name.i), None)) is not None:
            return name, other
    for prep in dependents(sent, i, "prep"):
        said = dependent(sent, prep.i, "pobj") if prep.lower == "as" else None
        if thing is not None and said is not None and said.i > thing.i:
            return thing, said
    return None
