"""Whether a word carries a frame in its sentence: its part of speech, what hangs on it, what denies it."""

from parley.extract.clauses import controller, finite, modal, negation, passive, renamed, to_infinitive
from parley.extract.stances.frames import Frame, Lexicon
from parley.extract.stances.hit import VERBAL
from parley.extract.stances.idioms import PAPERS
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents, subtree


def fits(sent: Sentence, text: str, token: Token, frame: Frame, lex: Lexicon) -> bool:
    """Whether a token can carry a frame: its part of speech and all that the frame asks to hang on it."""
    if not _speech(sent, token, frame):
        return False
    if frame.via and not any(c.lemma in frame.via for c in dependents(sent, token.i, "dobj", "nsubjpass", "nmod", "npadvmod")):
        return False
    if frame.prt and not any(c.lower in frame.prt for c in dependents(sent, token.i, "prt", "advmod", "prep")):
        return False
    if frame.under and sent.tokens[token.head].lower != frame.under:
        return False
    if frame.cue is not None:
        low = min(subtree(sent, token.i))
        high = max(subtree(sent, token.i))
        if not frame.cue.search(text, max(sent.start, sent.tokens[low].start - 14), min(len(text), sent.tokens[high].end + 12)):
            return False
    if "party_object" in frame.flags and frame.preps and addressed(sent, token, frame) is None:
        return False
    if frame.inner and not any(c.lemma in frame.inner for c in dependents(sent, token.i, "xcomp", "ccomp")):
        return False
    if frame.objects and not any(_object_noun(sent, c, frame) for c in (*dependents(sent, token.i, "dobj", "nsubjpass", "prep", "prt"), *_headed(sent, token))):
        return False
    if token.lemma == "call" and frame.id.startswith("call_for") and renamed(sent, token.i) is not None:
        return False  # "called Velta a bully for closing the port": a name for a deed, and nothing asked
    if frame.id == "call_for" and any(g.lemma == "comment" for p in dependents(sent, token.i, "prep") for g in dependents(sent, p.i, "pobj")):
        return False  # "the paper asked for comment"
    if "intransitive" in frame.flags and dependent(sent, token.i, "dobj", "xcomp", "ccomp", "prep", "nsubjpass", "acomp") is not None:
        return False
    return _clause_fits(sent, token, frame, lex)


def _clause_fits(sent: Sentence, token: Token, frame: Frame, lex: Lexicon) -> bool:
    """Whether the clause under a verb is one that the frame asks for: a duty, a wish, a possibility, a word on the matter itself."""
    if "inner_modal" in frame.flags:
        below = dependent(sent, token.i, "ccomp")
        if below is None or modal(sent, below.i) not in ("should", "must") or token.lemma not in ("argue", "maintain"):
            return False
    if "to_be" in frame.flags:
        return any(passive(sent, c.i) and c.i > token.i and to_infinitive(sent, c.i) for c in dependents(sent, token.i, "advcl", "xcomp", "ccomp"))
    if "matter_subject" in frame.flags:
        below = dependent(sent, token.i, "ccomp")
        own = dependent(sent, below.i, "nsubj", "nsubjpass") if below is not None else None
        if own is None or own.lemma.lower() not in lex.words["matters"]:
            return False
    if "agentive" in frame.flags and dependent(sent, token.i, "agent") is None:
        return False
    if "inner_may" in frame.flags and not _may(sent, dependent(sent, token.i, "ccomp"), lex):
        return False
    return not (
        "modal" in frame.flags and (below := dependent(sent, token.i, "ccomp")) is not None and not (demands_it(sent, below.i) or _acts(sent, below, lex))
    )


def _speech(sent: Sentence, token: Token, frame: Frame) -> bool:
    """Whether a token is of the part of speech, and stands in a place, in which it can carry the frame."""
    if frame.pos == "VERB" and token.pos not in VERBAL or frame.pos == "NOUN" and token.pos not in ("NOUN", "PROPN", "INTJ"):
        return False
    if frame.pos == "ADJ" and (
        token.pos not in ("ADJ", "VERB") or token.pos == "VERB" and token.dep not in ("acomp", "ROOT", "ccomp", "xcomp", "conj", "advcl")
    ):
        return False
    if frame.pos == "ADJ" and (token.dep == "amod" or token.pos == "VERB" and token.tag != "VBN"):
        return False
    if frame.pos == "VERB" and (
        token.dep == "amod"
        or frame.value == "proposes"
        and token.dep == "acl"
        and (dependent(sent, token.i, "agent") is None or sent.tokens[token.head].lemma not in PAPERS)
        or "only_negated" in frame.flags
        and token.dep == "pcomp"
    ):
        return False
    if frame.id == "propose" and token.lemma == "suggest" and (said := dependent(sent, token.i, "ccomp")) is not None and _told(sent, said.i):
        return False  # an opinion, no proposal
    return not (frame.id == "request_that" and (below := dependent(sent, token.i, "ccomp")) is not None and asks(sent, below.i))


def _told(sent: Sentence, i: int) -> bool:
    return finite(sent, i) and modal(sent, i) is None


def _may(sent: Sentence, verb: Token | None, lex: Lexicon) -> bool:
    """Whether a clause says what its speaker might do ("hinted that it could attend"), and that is no refusal and no threat."""
    if verb is None or modal(sent, verb.i) not in ("might", "could", "may") or negation(sent, verb.i) is not None:
        return False
    says = controller(sent, verb.head)
    if says is None or sent.tokens[says].lemma in lex.words["reports"]:
        return False
    own = dependent(sent, verb.i, "nsubj")
    of_it = own is not None and (own.tag == "PRP" or own.lemma.lower() in lex.words["matters"])
    return of_it and verb.lemma not in lex.words["resisting"] | lex.words["penalties"] | {"be"}


def _acts(sent: Sentence, verb: Token, lex: Lexicon) -> bool:
    """Whether a plural subject with a bare verb is told to act ("insists that the owners pay"), and no state is told ("that the islands belong to it")."""
    own = dependent(sent, verb.i, "nsubj")
    plain = verb.tag == "VBP" and verb.lemma not in lex.words["states"] and negation(sent, verb.i) is None
    return plain and own is not None and own.tag in ("NNS", "NNPS") and modal(sent, verb.i) is None


def demands_it(sent: Sentence, i: int) -> bool:
    """Whether a clause says what is to be: a modal of duty, or the bare subjunctive ("that Velta withdraw")."""
    token = sent.tokens[i]
    own = dependent(sent, i, "nsubj")
    bare = token.tag == "VB" or token.tag == "VBP" and token.lower == token.lemma and own is not None and own.tag in ("NN", "NNP")
    bare = bare or token.tag == "VBN" and any(c.text == "be" for c in dependents(sent, i, "auxpass"))  # "that the ban be lifted"
    return modal(sent, i) in ("must", "should", "shall") or bare and modal(sent, i) is None


def _headed(sent: Sentence, token: Token) -> list[Token]:
    """The noun of a clause whose verb has no object of its own: "a decree that Norra does not recognise", "a plan submitted by Norra"."""
    if token.dep == "acl" and token.tag == "VBN" and dependent(sent, token.i, "agent") is not None:
        return [sent.tokens[token.head]]
    own = dependent(sent, token.i, "dobj", "nsubjpass")
    free = token.dep == "relcl" and (own is None or own.dep == "dobj" and own.tag in ("WDT", "WP", "IN"))
    return [sent.tokens[token.head]] if free and dependent(sent, token.i, "nsubj") is not None else []


def _object_noun(sent: Sentence, child: Token, frame: Frame) -> bool:
    if child.dep == "prep":
        return any(t == "prep" and child.lower in words for t, words in frame.target) and any(
            g.lemma in frame.objects or g.lower in frame.objects for g in dependents(sent, child.i, "pobj")
        )
    return child.lemma in frame.objects or child.lower in frame.objects


def is_denied(sent: Sentence, token: Token, frame: Frame) -> bool:
    """Whether the trigger is denied: by a negation on it, on its copula, or on the verb that governs it; "asks for nothing" asks not."""
    if token.pos in VERBAL:
        if any(g.lower == "nothing" for p in dependents(sent, token.i, "prep") for g in dependents(sent, p.i, "pobj")):
            return True
        if any(c.lower == "no" for own in dependents(sent, token.i, "nsubjpass") for c in dependents(sent, own.i, "det", "neg")):
            return True  # "no date was agreed by Norra"
        if negation(sent, token.i) is not None or any(
            g.lower in ("neither", "none", "nobody") for a in dependents(sent, token.i, "agent") for g in dependents(sent, a.i, "pobj")
        ):
            return True
        if any(
            c.lemma in frame.via and any(d.lower in ("no", "any") for d in dependents(sent, c.i, "det")) for c in dependents(sent, token.i, "dobj", "nsubjpass")
        ):
            return True
        if token.dep in ("conj", "xcomp") and sent.tokens[token.head].pos in VERBAL and dependent(sent, token.i, "nsubj") is None:
            above = sent.tokens[token.head]
            if token.dep == "xcomp" and (negation(sent, above.i) is not None or above.lemma in ("refuse", "decline")):
                return True
        return _short_of(sent, token)
    if token.pos in ("NOUN", "PROPN"):
        if any(c.lower in ("no", "neither") for c in dependents(sent, token.i, "det", "neg")):
            return True
        above = sent.tokens[token.head]
        return token.dep in ("dobj", "attr") and above.pos in VERBAL and negation(sent, above.i) is not None
    above = sent.tokens[token.head]
    return negation(sent, token.i) is not None or token.dep in ("acomp", "attr") and negation(sent, above.i) is not None


def _short_of(sent: Sentence, token: Token) -> bool:
    return (
        token.dep == "pcomp"
        and sent.tokens[token.head].lower in ("of", "without")
        and token.i > 1
        and sent.tokens[token.head].i > 0
        and (sent.tokens[token.head].lower == "without" or sent.tokens[sent.tokens[token.head].i - 1].lower == "short")
    )


def is_never(sent: Sentence, token: Token) -> bool:
    """Whether a word is denied for good."""
    return any(c.lower == "never" for c in dependents(sent, token.i, "neg", "advmod"))


def comes_to_nothing(sent: Sentence, token: Token, lex: Lexicon, frame: Frame) -> bool:
    """ "failed to agree", "neither accepted nor rejected it", "is expected to reject it", "accused of rejecting it": nobody takes a side."""
    above = sent.tokens[token.head]
    accused = token.dep == "pcomp" and above.lower == "of" and sent.tokens[above.head].lemma in ("accuse", "suspect", "convict")
    return (
        accused
        or token.dep == "xcomp"
        and (above.lemma == "fail" or {above.lemma, above.lower} & lex.words["foretold"] != set())
        or frame.cue is None
        and token.dep == "conj"
        and any(c.lower == "neither" and c.i < above.i for c in dependents(sent, above.i, "cc", "preconj", "advmod"))
        or frame.cue is None
        and any(c.lower == "neither" and c.i < token.i for c in dependents(sent, token.i, "cc", "preconj", "advmod"))
    )


def not_yet(sent: Sentence, token: Token) -> bool:
    """ "has yet to accept", "is yet to be approved": not so far, and not refused."""
    above = sent.tokens[token.head]
    return token.dep == "xcomp" and above.lemma in ("have", "be", "remain") and any(c.lower == "yet" for c in dependents(sent, above.i, "advmod"))


def ought(sent: Sentence, token: Token, frame: Frame) -> bool:
    """Whether a word stands under a modal of duty: its own, or that of its copula ("troops must be ready to")."""
    verb = token.i if frame.pos == "VERB" else token.head if frame.pos == "ADJ" else None
    return verb is not None and modal(sent, verb) in ("must", "should", "shall")


# What a side denies to have within itself.
RIFTS = frozenset(
    {"split", "rift", "division", "discord", "disagreement", "row", "feud", "schism", "crack", "tension", "dissent", "quarrel", "infighting", "disunity"}
)
DEALINGS = frozenset({"promise", "negotiate", "pay", "hire", "ask", "invite", "hand", "pledge", "approve", "mention", "raise", "plan", "send", "draft"})


def beyond(sent: Sentence, frame: Frame, target: int, lex: Lexicon) -> bool:
    """Whether a target is none for the frame: a denial of what has befallen somebody is a matter of fact; a question must ask, and is else no target."""
    own = dependent(sent, target, "nsubjpass") if frame.id == "deny_that" and sent.tokens[target].lemma not in lex.words["given"] | DEALINGS else None
    fact = own is not None and not any(c.lower in ("any", "no") for c in dependents(sent, own.i, "det"))
    split = dependent(sent, target, "attr", "nsubj") if frame.id == "deny_that" and dependent(sent, target, "expl") is not None else None
    if split is not None and split.lemma in RIFTS or frame.id == "disagree" and _mutual(sent, target):
        return True
    if fact or "interrogative" in frame.flags and not asks(sent, target):
        return True
    return sent.tokens[target].tag == "WP" or any(c.tag == "WDT" for c in dependents(sent, target, "det"))  # "what it agreed to": a question


def _mutual(sent: Sentence, target: int) -> bool:
    """Whether several disagree with each other on something ("the two differ on the price"): neither is against a thing."""
    prep = sent.tokens[sent.tokens[target].head]
    own = dependent(sent, prep.head, "nsubj")
    return prep.lower in ("on", "over", "about") and own is not None and own.lower in ("they", "both", "two", "sides", "parties", "teams", "camps")


def asks(sent: Sentence, target: int) -> bool:
    """Whether a clause is a question."""
    return any(t.lower in ("who", "what", "when", "where", "which", "how", "whether", "if", "why") for t in (sent.tokens[j] for j in subtree(sent, target)[:2]))


def addressed(sent: Sentence, token: Token, frame: Frame) -> int | None:
    """Whom a verb turns to by a preposition: "called on Norra to …"; a preposition that the parse made a particle counts."""
    for prep in dependents(sent, token.i, "prep", "prt"):
        if prep.lower in (frame.preps or ("on", "upon", "to")):
            thing = dependent(sent, prep.i, "pobj") or (dependent(sent, token.i, "dobj") if prep.dep == "prt" else None)
            if thing is not None:
                return thing.i
    return None
