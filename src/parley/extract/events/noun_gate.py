"""Whether a noun is told as an event, and does not merely point back to one, name a term or stand under what would end it."""

from parley.extract.clauses import renamed
from parley.extract.events.clause import Clauses
from parley.extract.events.nouns import attribute, in_return, lacking
from parley.extract.events.status import tense
from parley.extract.events.triggers import LINKING, Candidate
from parley.model import Time, Token
from parley.model.tree import ancestors, dependents

TIMES = ("minute", "hour", "day", "night", "week", "month", "year")


# How a named act stands to its verb where it is told: as who or what it is done to, or as what the clause comes after or waits for.
HANGS = ("subj", "obj", "after", "until", "before", "following", "pending", "upon", "to")


def noun_told(clauses: Clauses, candidate: Candidate, content: set[str], time: Time | None) -> bool:
    """Whether a noun tells an event and does not merely point back to one ("the talks"), name a term or stand under what would end it."""
    noun = candidate.token
    family = candidate.frame.type.family
    if family == "agreement" and lacking(clauses, noun):
        return True
    if _pointing(clauses, candidate, time) or _termed(clauses, noun):
        return False
    if family == "agreement" and without(clauses, noun):
        return True
    if (told := _by_kind(clauses, candidate, content, time)) is not None:
        return told
    dated = time is not None and (bool(content & {"who", "count"}) or _named(candidate) or _owned_by_day(clauses, noun, time))
    if candidate.frame.type.weak and family not in ("talks", "attack") and not candidate.effect and not dated:
        return False
    definite = any(t.lower in ("the", "this", "that", "these", "those", "its", "their", "his", "her") for t in dependents(clauses.sent, noun.i, "det", "poss"))
    if _stated(clauses, candidate, content, definite=definite):
        return True
    if family == "agreement" and (told := _agreed(clauses, candidate, content, time, definite=definite)) is not None:
        return told
    if candidate.effect in ("happen", "host", "mediate", "attend") and candidate.slot in ("obj", "subj", "rel", "in"):
        held = candidate.verb is not None and candidate.verb.lemma in clauses.lexicon.gate["holds"]
        return bool(content & {"det", "bare", "who", "count"}) or held or time is not None
    if candidate.effect in ("cancelled", "postponed", "conditional"):
        return True
    if candidate.effect and candidate.effect != "happen":
        told = family in ("talks", "agreement", "attack", "ceasefire", "aid") or candidate.frame.type.id == "labour_strike"
        return told or time is not None or not definite and bool(content & {"who", "count"})
    if noun.lemma.lower() in clauses.lexicon.gate["deeds"] and "who" in content:  # "the killing of Renn": the deed is named by whom it was done to
        return any(name == "of" for name, _ in clauses.prepositions(noun))
    if family == "attack" and not definite and candidate.slot in ("in", "by", "during", "subj") and _deadly(clauses, candidate.verb):
        return True
    if family == "attack" and definite and time is None and "place" not in content and "target" not in content:
        return False
    return bool(content & {"who", "place", "count"}) or time is not None


def _by_kind(clauses: Clauses, candidate: Candidate, content: set[str], time: Time | None) -> bool | None:
    """Whether a noun tells an event as its kind demands it, None where that does not decide.

    What was missed must be said to be missing, a pact of a day must have its day, an appeal what it is for; a named act is told where a verb is said of it or
    waits for it ("the departure of the troops comes first", "after the lifting of sanctions").
    """
    noun, kind = candidate.token, candidate.frame.type
    if _of_a_text(clauses, candidate) or kind.stance and candidate.effect in ("cancelled", "postponed"):  # "abandoned its support": a position
        return False
    if kind.id == "proposal_made" and noun.lemma.lower() in ("offer", "proposal", "bid") and time is None and not candidate.effect:
        return False  # "the union's offer": what was offered, and not that it was
    if kind.family == "talks" and _mere(clauses, candidate, content, time):
        return False
    if not kind.family and not kind.directed and in_return(clauses, noun):  # "in exchange for the closure of the plant"
        return _named(candidate) or kind.id == "disarmament" or bool(content & {"who", "place"})
    if kind.group == "agreement_missed":  # "without a handshake", "no result": only what did not come
        return noun.dep not in ("attr", "nsubj") and noun.head != noun.i and _denied(clauses, noun)
    if kind.group in ("agreement_dated", "ceasefire_dated"):
        none = noun.head != noun.i and not any(name == "without" for name, _ in clauses.prepositions(noun)) and _denied(clauses, noun)
        return _of_a_day(clauses, noun, time) or kind.family == "ceasefire" and none
    if kind.id == "appeal" and "who" in content and noun.lemma.lower() in ("call", "plea", "appeal"):
        return any(name == "for" for name, _ in clauses.prepositions(noun)) or any(slot == "inf" for slot, _ in candidate.frame.wants)
    if not kind.family and not kind.directed and candidate.verb is not None and candidate.slot in HANGS and _named(candidate) and not candidate.effect:
        return True
    return None


def _of_a_text(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether a pact is the text that says something ("Monday's accord says", "the deal provided for"), and not that it was made."""
    verb, slot = candidate.verb, candidate.slot
    if candidate.frame.type.family != "agreement" or verb is None or slot != "subj" or clauses.passive(verb):
        return False
    return verb.lemma in clauses.lexicon.gate["speaks"] or verb.lemma == "provide" and any(name == "for" for name, _ in clauses.prepositions(verb))


def _mere(clauses: Clauses, candidate: Candidate, content: set[str], time: Time | None) -> bool:
    """Whether talks are only what is rejected as such ("had long rejected talks"), talked about ("any talk of default") or timed ("the date of the call")."""
    noun, verb = candidate.token, candidate.verb
    if noun.lower == "talk" and any(name == "of" for name, _ in clauses.prepositions(noun)):
        return True
    if verb is not None and verb.lemma in ("reject", "spurn", "shun", "oppose", "resist") and candidate.slot == "obj" and "who" not in content and time is None:
        return True
    above = clauses.sent.tokens[noun.head]
    over = clauses.sent.tokens[above.head]
    known = any(t.lower in ("the", "that", "this") for t in dependents(clauses.sent, noun.i, "det"))
    return known and "who" not in content and above.lower == "of" and over.lemma in clauses.lexicon.gate["dates"]


def _deadly(clauses: Clauses, verb: Token | None) -> bool:
    """Whether people are said to have been killed or hurt, or things to have been destroyed, in or by something ("nine died in a raid on the depot")."""
    return verb is not None and verb.lemma.lower() in clauses.lexicon.gate["deadly"] | clauses.lexicon.gate["ruinous"]


def _pointing(clauses: Clauses, candidate: Candidate, time: Time | None) -> bool:
    """Whether a noun points to what is told elsewhere, or to what is merely hoped for, feared or to be ended."""
    noun = candidate.token
    family = candidate.frame.type.family
    if noun.lemma in ("letter", "memo", "missive") and candidate.slot in ("in", "by", "through", "via", "of"):  # where something was said
        return True
    if family == "talks" and _no_meeting(clauses, noun):
        return True
    above = clauses.sent.tokens[noun.head]
    if family in ("talks", "attack", "agreement") and _said_again(clauses, candidate):
        return True
    if above.lower in clauses.lexicon.gate["failing"] and noun.dep in ("pobj", "dobj"):  # "barring a breakthrough", "failing a deal by May"
        return True
    ends = clauses.lexicon.gate["ends"]
    if above.pos == "ADP" and clauses.sent.tokens[above.head].lemma.lower() in ends and family not in ("talks", "agreement"):
        return True
    if candidate.verb is not None and candidate.verb.lemma in ends and family in ("attack", "") and candidate.slot == "obj":
        return True
    if family in ("agreement", "ceasefire", "aid", "") and attribute(clauses, noun) in ("proposed", "hypothetical"):
        return True
    if time is None and noun.head == noun.i and not any(t.pos in ("VERB", "AUX") for t in clauses.sent.tokens):  # the heading of a part
        return True
    over = clauses.sent.tokens[above.head]
    if candidate.frame.type.id == "agreement_reached" and noun.dep == "nsubj" and above.pos == "ADJ":  # "would make an agreement hard"
        return True
    return family == "agreement" and above.pos == "ADP" and over.lemma in clauses.lexicon.gate["hopes"]  # what is hoped for


def _termed(clauses: Clauses, noun: Token) -> bool:
    """Whether a noun is made, called or set as a condition, a demand, a goal: that is asked, not done ("made the pullout a condition", "is a must")."""
    sent = clauses.sent
    for above in ancestors(sent, noun.i):
        if above.pos not in ("VERB", "AUX"):
            continue
        if (found := renamed(sent, above.i)) is not None and found[0].i == noun.i:
            return found[1].lemma.lower() in clauses.lexicon.gate["aims"] and found[1].lower not in clauses.lexicon.adjective
        break
    return False


def _of_a_day(clauses: Clauses, noun: Token, time: Time | None) -> bool:
    """Whether a pact or truce is called by its day or year: "the pact of 10 March", "the 1960 Water Treaty", "the May 10 truce"."""
    if time is None or time.span is None:
        return False
    digits = any(t.text[0].isdigit() for t in clauses.sent.tokens if time.span.start <= t.start < time.span.end)
    if not digits and not _owned_by_day(clauses, noun, time):  # "an Easter truce" is one of many
        return False
    beside = list(dependents(clauses.sent, noun.i, "nmod", "compound", "nummod", "amod", "poss"))
    beside += [t for name, t in clauses.prepositions(noun) if name == "of"]
    return any(time.span.start <= t.start < time.span.end for t in beside)


def _owned_by_day(clauses: Clauses, noun: Token, time: Time) -> bool:
    """Whether a noun is that of a day or month: "last Wednesday's bargain", "Monday's raid"."""
    return time.span is not None and any(time.span.start <= t.start < time.span.end for t in dependents(clauses.sent, noun.i, "poss"))


def _named(candidate: Candidate) -> bool:
    """Whether the noun's frame names what the act is done to ("the lifting of sanctions")."""
    return any(words and words != frozenset({"@actor"}) for slot, words in candidate.frame.wants if slot not in ("near", "inf", "that"))


def _agreed(clauses: Clauses, candidate: Candidate, content: set[str], time: Time | None, *, definite: bool) -> bool | None:
    """Whether a noun tells an agreement: with what it is about, where it is said to be there, or by its time; None where that does not decide."""
    if "det" in content and any(slot == "inf" for slot, _ in candidate.frame.wants):
        return candidate.slot not in ("obj", "for", "on", "to") or bool(candidate.effect)
    if candidate.frame.wants or candidate.token.lemma.lower() not in clauses.lexicon.classes["deal"]:
        return None
    stated = candidate.verb is not None and candidate.verb.lemma in LINKING and bool(candidate.effect)
    return stated or time is not None and (definite or bool(candidate.effect))


def _stated(clauses: Clauses, candidate: Candidate, content: set[str], *, definite: bool) -> bool:
    """Whether a noun tells an event by its place alone: one that is denied, a meeting told beside another act, a truce that something is in breach of."""
    family = candidate.frame.type.family
    if family in ("agreement", "talks", "ceasefire") and _denied(clauses, candidate.token):
        return True
    if candidate.frame.type.id == "violation" and candidate.frame.wants and candidate.slot in ("in", "attr"):
        return True
    return family == "talks" and _within(clauses, candidate, content, definite=definite)


def _within(clauses: Clauses, candidate: Candidate, content: set[str], *, definite: bool) -> bool:
    """Whether a meeting is told beside another act ("told the council in a closed session", "after a night of talks"), or a known one with new words.

    An indefinite noun names something new; with "the" it does so only where a participle tells where it was held, or a verb to come what is to be done.
    """
    noun, verb = candidate.token, candidate.verb
    if not definite and "det" in content and verb is not None and candidate.slot in ("in", "at", "during", "after", "following", "over", "since"):
        return True
    lights = ("happen", "host", "mediate")
    if any(t.tag in ("VBN", "VBD") and clauses.lexicon.support.get(t.lemma, "") in lights for t in dependents(clauses.sent, noun.i, "acl")):
        return True
    return verb is not None and candidate.slot in ("subj", "obj") and candidate.effect in lights and clauses.passive(verb) and bool(tense(clauses, verb).modal)


def _denied(clauses: Clauses, noun: Token) -> bool:
    """Whether it is said that there is none ("no breakthrough", "there was no deal", "no meeting and no call")."""
    while noun.dep == "conj" and any(t.lower == "no" for t in dependents(clauses.sent, noun.i, "det")):
        before = clauses.sent.tokens[noun.head]
        if not any(t.lower == "no" for t in dependents(clauses.sent, before.i, "det")):
            break
        noun = before
    if not any(t.lower == "no" for t in dependents(clauses.sent, noun.i, "det")):
        return False
    above = clauses.sent.tokens[noun.head]
    if noun.dep in ("conj", "appos") and above.dep == "dobj":  # "talks yield a list of captives, but no truce"
        above = clauses.sent.tokens[above.head]
    if above.i == noun.i or above.lemma in ("be", "bring", "yield", "produce"):
        return True
    if above.lower in ("with", "in", "to"):  # "parted with no deal", "left with thanks but no deal"
        above = clauses.sent.tokens[above.head]
    return above.lemma in clauses.lexicon.gate["parts"]


def without(clauses: Clauses, noun: Token) -> bool:
    """Whether those who met or parted did so without it ("the envoys left without a deal"), or shrank from it ("balked at signing")."""
    above = clauses.sent.tokens[noun.head]
    if above.pos == "ADP" and clauses.sent.tokens[above.head].lemma in clauses.lexicon.gate["shrinks"]:
        return True
    over = clauses.sent.tokens[above.head]
    if over.lemma in TIMES and over.dep in ("pobj", "npadvmod", "dobj"):  # "collapsed after two days without a pact"
        over = next((t for t in ancestors(clauses.sent, over.i) if t.pos in ("VERB", "AUX")), over)
    return above.lower == "without" and over.lemma in clauses.lexicon.gate["parts"]


def _said_again(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether a noun names what another noun or its clause has told: "a round of negotiations", "jets struck the port, a raid that …"."""
    sent, noun, family = clauses.sent, candidate.token, candidate.frame.type.family
    above = sent.tokens[noun.head]
    over = sent.tokens[above.head]
    if above.lower == "of" and noun.dep == "pobj" and over.pos == "NOUN":
        return any(f.type.family == family for f in clauses.lexicon.nouns.get(over.lemma.lower(), ()) if not f.wants and not f.before)
    if (
        family == "agreement"
        and above.lower in ("on", "over", "about")
        and over.pos == "NOUN"
        and over.lemma.lower() in ("agreement", "accord", "consensus", "breakthrough")
    ):
        return True
    apposed = noun.dep == "appos" or family == "attack" and noun.dep == "dobj" and clauses.set_off(noun)
    if not apposed:
        return False
    verb = next((t for t in ancestors(sent, noun.i) if t.pos == "VERB"), None)
    return verb is not None and any(f.type.family == family for f in clauses.lexicon.verbs.get(verb.lemma.lower(), ()))


def _no_meeting(clauses: Clauses, noun: Token) -> bool:
    """Whether a meeting is one with the press, or a count of rounds measures how long something did not happen ("for the first time in nine rounds")."""
    if any(t.lower in clauses.lexicon.gate["press"] for t in dependents(clauses.sent, noun.i, "compound", "amod", "nmod")):
        return True
    while noun.dep == "pobj" and clauses.sent.tokens[noun.head].lower == "of" and clauses.sent.tokens[clauses.sent.tokens[noun.head].head].pos == "NOUN":
        noun = clauses.sent.tokens[clauses.sent.tokens[noun.head].head]
    above = clauses.sent.tokens[noun.head]
    return noun.dep == "pobj" and above.lower == "in" and clauses.sent.tokens[above.head].lemma == "time"
