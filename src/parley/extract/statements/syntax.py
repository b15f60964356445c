"""What the frames ask of a parse: who the subject is, whether a verb is passive, which words make up a cue."""

from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents

SUBJECT = ("nsubj", "nsubjpass", "csubj", "csubjpass")
RESUMING = ("adding", "noting", "stressing")
LEFT_OF_CUE = ("aux", "auxpass", "neg", "prt", "advmod")


def passive(sent: Sentence, i: int) -> bool:
    """Whether the verb is passive: by its auxiliary, its subject, or a participle after a noun with a by-phrase."""
    if dependent(sent, i, "auxpass", "nsubjpass", "csubjpass", "agent") is not None:
        return True
    token = sent.tokens[i]
    if token.dep == "advcl":  # "when asked whether", "pressed on": the parser tags the participle as a past tense at times
        return token.tag in ("VBN", "VBD") and dependent(sent, i, "aux", *SUBJECT) is None
    return token.tag == "VBN" and token.dep in ("acl", "amod") and dependent(sent, i, "aux") is None


def subject(sent: Sentence, i: int, depth: int = 0) -> Token | None:
    """The token that heads the subject of a verb: its own, or the one that it shares with the verb or noun above it (control, coordination)."""
    own = dependent(sent, i, *SUBJECT)
    token = sent.tokens[i]
    if own is not None or depth > 6 or token.head == i:
        return own
    head = sent.tokens[token.head]
    if token.dep == "acl":
        return head
    if token.dep == "conj" and head.pos in ("VERB", "AUX"):
        above = sent.tokens[head.head]
        if head.dep == "ccomp" and token.tag == above.tag and token.tag in ("VBD", "VBZ") and _lifeless(sent, head.i):
            return subject(sent, above.i, depth + 1)
        return subject(sent, head.i, depth + 1)
    if token.dep in ("xcomp", "advcl", "ccomp", "dep", "parataxis") and head.pos in ("VERB", "AUX"):
        if token.dep == "ccomp" and token.tag not in ("VBG", "VB"):
            return None
        if token.lower in RESUMING and head.dep == "ccomp" and sent.tokens[head.head].pos == "VERB":
            return subject(sent, head.head, depth + 1)
        return subject(sent, head.i, depth + 1)
    if token.dep == "pcomp" and head.dep == "prep" and sent.tokens[head.head].pos in ("VERB", "AUX"):
        return subject(sent, head.head, depth + 1)
    if token.dep == "pcomp" and head.dep == "prep" and sent.tokens[head.head].pos in ("NOUN", "PROPN"):
        return possessor(sent, head.head) or _governor_subject(sent, head.head, depth)
    if token.dep in ("xcomp", "advcl", "acl") and head.pos == "ADJ":
        return subject(sent, head.head, depth + 1) if head.dep == "acomp" else None
    if token.dep == "relcl" and dependent(sent, i, "mark") is None and token.tag in ("VB", "VBG"):
        return head
    return None


def _lifeless(sent: Sentence, i: int) -> bool:
    """Whether a verb's subject cannot well speak: "said that most points were agreed, and urged …" has the first verb's subject."""
    own = dependent(sent, i, *SUBJECT)
    return own is not None and (
        own.dep in ("nsubjpass", "csubj", "csubjpass") or own.pos in ("NOUN", "ADJ", "DET", "NUM") or own.lower in ("it", "that", "this", "there")
    )


def _governor_subject(sent: Sentence, i: int, depth: int) -> Token | None:
    above = sent.tokens[sent.tokens[i].head]
    return subject(sent, above.i, depth + 1) if above.pos in ("VERB", "AUX") else None


def agent(sent: Sentence, i: int) -> Token | None:
    """The token that heads the by-phrase of a passive: its agent, or a by-phrase that the parser hung on the predicate ("described as useful by an aide")."""
    by = dependent(sent, i, "agent")
    if by is None:
        near = [i, *(t.i for t in dependents(sent, i, "prep", "oprd", "acomp"))]
        near += [t.i for j in near[1:] for t in dependents(sent, j, "pobj", "amod", "prep")]
        by = next((t for j in near for t in dependents(sent, j, "prep", "agent") if t.lower == "by"), None)
    return dependent(sent, by.i, "pobj") if by is not None else None


def possessor(sent: Sentence, i: int) -> Token | None:
    """The token that heads the possessor of a noun, or its by- or from-phrase."""
    own = dependent(sent, i, "poss")
    if own is not None:
        return own
    by = next((t for t in dependents(sent, i, "prep", "agent") if t.lower in ("by", "from", "among")), None)
    return dependent(sent, by.i, "pobj") if by is not None else None


def cue_tokens(sent: Sentence, i: int) -> list[Token]:
    """The verb with its auxiliaries, negation, particles and the adverbs directly before it."""
    verb = sent.tokens[i]
    found = [verb]
    for child in dependents(sent, i, *LEFT_OF_CUE):
        if child.dep == "prt" and child.i - i <= 4 or child.i < i and child.dep != "advmod" or child.dep == "advmod" and child.i == i - 1:
            found.append(child)
    return found


def particle(sent: Sentence, i: int) -> str:
    """The particle of a phrasal verb ("out"), or nothing."""
    prt = dependent(sent, i, "prt")
    return prt.lower if prt is not None else ""


def finite(sent: Sentence, i: int) -> bool:
    """Whether a verb heads a finite clause: a tensed form, or an auxiliary that carries tense."""
    if sent.tokens[i].tag in ("VBD", "VBP", "VBZ"):
        return True
    return any(t.tag in ("VBD", "VBP", "VBZ", "MD") for t in dependents(sent, i, "aux", "auxpass"))


def question_word(sent: Sentence, i: int) -> bool:
    """Whether a clause is an embedded question: whether, if, who, what, how …"""
    for child in dependents(sent, i):
        if child.dep == "mark" and child.lower in ("whether", "if"):
            return True
        if child.i < i and (child.tag in ("WP", "WRB", "WP$", "WDT") or any(t.tag in ("WP", "WRB", "WP$", "WDT") for t in dependents(sent, child.i))):
            return True
    return False
