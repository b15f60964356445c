"""Readings that take no side though their words would: what a noun is known by, what is less than felt, what is dashed, what nobody is against."""

from parley.extract.stances.hit import Hit
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents

# Who gives a support up has it no more; what is a blow to a hope is none.
DASHES = frozenset({"abandon", "end", "drop", "cut", "withdraw", "halt", "dash", "shatter", "crush", "scotch", "deflate", "dampen", "erode", "lose", "forfeit"})
BLOWS = frozenset({"blow", "setback", "threat", "end", "halt", "stop", "dent"})
# What is regretted or lamented out of sympathy, and not because somebody is against it.
LOSSES = frozenset({"loss", "death", "casualty", "killing", "suffering", "victim", "bloodshed", "tragedy", "accident", "injury", "inconvenience", "passing"})
ENDS = frozenset({"collapse", "fail", "founder", "falter", "crumble", "unravel", "break", "stall", "fall"})
GRIEVES = frozenset({"regret", "lament", "mourn", "deplore", "bemoan", "rue"})


def idle(hit: Hit) -> bool:
    """Whether a reading takes no side.

    "The offer tabled by Norra is worth nine talers" tells which offer; "less enthusiastic" is no support, "a blow to its hopes" no hope; talks "unlikely to
    collapse" are not doubted, and who regrets the loss of life opposes nothing. But "Norra tabled an offer", "unlikely to succeed", "regrets the decision".
    """
    sent, trigger = hit.sent, hit.sent.tokens[hit.trigger]
    target = sent.tokens[hit.target] if hit.target is not None else None
    if hit.frame == "disagree" and (hit.target is None or hit.target == hit.trigger):  # "her deputy disagreed"
        return not any(True for _ in dependents(sent, hit.trigger, "prep", "ccomp"))
    if hit.value == "proposes" and _known_by(sent, trigger):
        return True
    if hit.value == "supports" and (_less(sent, trigger) or trigger.pos == "NOUN" and _dashed(sent, trigger)):
        return True
    if hit.value == "opposes" and trigger.lemma in GRIEVES and target is not None:
        return any(t.lemma in LOSSES for t in sent.tokens[trigger.i + 1 : target.i + 4])
    if not hit.frame.startswith("idiom:"):
        return False
    if hit.value == "sceptical" and "unlikely" in hit.frame:
        at = next((t.i for t in sent.tokens if t.lower == "unlikely" and t.i >= trigger.i), len(sent.tokens))
        return any(t.lemma in ENDS for t in sent.tokens[at + 1 : at + 4])
    if hit.frame.startswith("idiom:go for") and any(c.lower in ("back", "out", "ahead", "home") for c in dependents(sent, trigger.i, "advmod", "prt")):
        return True  # "go back for more"
    return hit.value == "denies_agreeing" and hit.frame.startswith("idiom:there") and any(t.lower == "without" for t in sent.tokens[: trigger.i])


def _known_by(sent: Sentence, verb: Token) -> bool:
    """Whether a participle with who did it only tells which thing is meant ("the offer tabled by Norra")."""
    if verb.dep != "acl" or verb.tag not in ("VBN", "VBD") or dependent(sent, verb.i, "agent") is None:
        return False
    return any(t.lower in ("the", "this", "that") for t in dependents(sent, verb.head, "det"))


def _less(sent: Sentence, trigger: Token) -> bool:
    """Whether a feeling is said to be less or hardly there ("is less enthusiastic")."""
    near = (trigger, *dependents(sent, trigger.i, "acomp", "attr"))
    return any(c.lower in ("less", "hardly", "scarcely", "barely") for t in near for c in dependents(sent, t.i, "advmod", "amod"))


def _dashed(sent: Sentence, noun: Token) -> bool:
    """Whether a support or hope is what somebody gives up or what is ended ("abandoned its support", "a blow to hopes of a truce")."""
    above = sent.tokens[noun.head]
    if noun.dep == "dobj":
        return above.lemma in DASHES
    over = sent.tokens[above.head]
    return noun.dep == "pobj" and above.lower in ("to", "of") and over.lemma in BLOWS
