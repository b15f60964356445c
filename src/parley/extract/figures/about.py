"""What a length, a share or a count is of where its own noun does not say it, and whose it is where another clause does."""

import re
from collections.abc import Iterator, Mapping

from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependents, subtree

Words = Mapping[str, frozenset[str]]
RELATIVE = ("WDT", "WP")
INTO = ("into", "onto", "across", "towards", "toward", "against")
HOME = re.compile(r"\s(?:more\s)?(?:people\s)?from\s(?:(?:their|its)\s)?(?:home|homes|houses|villages|land|lands|towns)\b")
# "half of the wounded and half of the healthy sailors": the noun of the first half stands with the second.
HALVES = re.compile(r"\s(?:and|or)\s(?:half|all|most|some|none|[a-z]+\sof)\s(?:of\s)?the\s\w+\s(?P<noun>[a-z]+s)\b")


def lasting(sent: Sentence, verb: Token) -> list[Token]:
    """The nouns of a verb's subject: its own, that of the verb above it, for a relative pronoun the noun before it.

    "A lockout that lasted eleven days", "the round is expected to last two days", "the truce collapsed after 19 days".
    """
    for _ in range(3):
        own = list(dependents(sent, verb.i, "nsubj", "nsubjpass"))
        if verb.dep == "relcl" and any(t.tag in RELATIVE for t in own):
            own = [sent.tokens[verb.head]]
        if own or verb.dep != "xcomp":
            return [t for t in own if t.pos == "NOUN"]
        verb = sent.tokens[verb.head]
        verb = sent.tokens[verb.head] if verb.pos == "ADJ" else verb
    return []


def standstill(sent: Sentence, at: Token, words: Words) -> bool:
    """Whether a length is that of a halt to fighting ("stop hitting each other's ports for 30 days", "a pause in strikes for a week")."""
    for above in ancestors(sent, at.i):
        if above.lemma in words["halting"] and above.pos in ("VERB", "NOUN"):
            return any(sent.tokens[j].lemma.lower() in words["fighting"] for j in subtree(sent, above.i) if j != above.i)
    return False


def of_talks(sent: Sentence, noun: Token, words: Words) -> bool:
    """Whether days after which something was agreed are days of talks ("agreed a framework after two days in Harrow")."""
    prep = sent.tokens[noun.head]
    placed = any(o.pos == "PROPN" for p in dependents(sent, noun.i, "prep") if p.lower in ("in", "at") for o in dependents(sent, p.i, "pobj"))
    return prep.lower in ("after", "following") and placed and any(t.lemma.lower() in words["agreeing"] for t in sent.tokens)


def beside(sent: Sentence, verb: Token, unit: Token) -> str:
    """What stands after "on", "to" or "for" beside a share or sum that a verb alone is said of ("charge 18 percent on machine tools"); "" when nothing."""
    for at in (unit, verb):
        for prep in dependents(sent, at.i, "prep"):
            if prep.lower in ("on", "to", "for", "from") and prep.i > unit.i:
                found = next((o for o in dependents(sent, prep.i, "pobj") if o.pos == "NOUN"), None)
                if found is not None:
                    before = [t.lower for t in dependents(sent, found.i, "compound", "amod", "nmod") if t.i < found.i and t.pos in ("NOUN", "ADJ")]
                    return " ".join([*before, found.lower])
    return ""


def done_to(sent: Sentence, noun: Token, verb: Token) -> Iterator[str]:
    """What a verb adds to what is counted: its particle ("were cut off") and where it goes ("sent into Norra"), and what is said of it in "who were …"."""
    yield from (t.lower for t in dependents(sent, verb.i, "prt"))
    for prep in dependents(sent, verb.i, "prep"):
        if prep.lower in INTO:
            yield from (f"{prep.lower} {o.lower}" for o in dependents(sent, prep.i, "pobj") if o.pos == "PROPN")


def undergone(sent: Sentence, noun: Token) -> Iterator[str]:
    """The participle of a relative clause that says what befell them ("troops who were surrounded")."""
    for clause in dependents(sent, noun.i, "relcl"):
        if any(True for _ in dependents(sent, clause.i, "auxpass")):
            yield clause.lower


def torn_off(sent: Sentence, start: int, verb: Token) -> bool:
    """Whether a semicolon stands between a number and a verb: they are of two sentences."""
    return any(t.text == ";" for t in sent.tokens if min(start, verb.start) < t.start < max(start, verb.start))


def subject_noun(sent: Sentence, at: Token) -> Token | None:
    """The noun that the clause of a number is about: the subject of the nearest verb above it on its side of a semicolon."""
    for above in ancestors(sent, at.i):
        if above.pos in ("VERB", "AUX"):
            own = next((t for t in dependents(sent, above.i, "nsubj", "nsubjpass") if t.i < at.i), None)
            if own is not None:
                return own if own.pos == "NOUN" and not torn_off(sent, at.start, own) else None
    return None
