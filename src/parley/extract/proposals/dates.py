"""When a proposal was made, declared, takes effect, is prolonged to and ends: five dates, each from a time that its own clause gives.

A time belongs to the verb or participle that it hangs on. That verb says which date it is ("handed over on Sunday", "takes effect at midnight", "lapsed in
May"), as far as what it tells of is the proposal. What the clause does not date stays unknown.
"""

from typing import NamedTuple

import msgspec

from parley.extract.proposals.nouns import Nouns
from parley.model import AnnotatedDocument, ProposalDates, Sentence, Time, Token
from parley.model.tree import ancestors, dependents, subtree

VERBAL = ("VERB", "AUX")
KINDS = ("proposed", "declared", "in_effect", "extended_to", "ended")


class Dated(NamedTuple):
    """One date of a proposal: which of the five, and the time."""

    which: str
    time: Time


def dates_of(sent: Sentence, head: int, doc: AnnotatedDocument, nouns: Nouns) -> ProposalDates:
    """The dates that a sentence gives of the proposal whose head is token `head`; of two for one kind, the first."""
    found: dict[str, Time] = {}
    for time in doc.times:
        if (
            time.span is None
            or time.edtf is None
            or not sent.start <= time.span.start < sent.end
            or not time.timex3
            or time.timex3.type not in ("DATE", "TIME")
        ):
            continue
        which = _which(sent, head, time, nouns)
        if which is not None:
            found.setdefault(which, time)
    return ProposalDates(**found)


def _which(sent: Sentence, head: int, time: Time, nouns: Nouns) -> str | None:
    at = next((t for t in sent.tokens if time.span is not None and t.end > time.span.start), None)
    if at is None:
        return None
    before = sent.tokens[at.i - 1].lower if at.i else ""
    for above in ancestors(sent, at.i):
        if above.i == head and above.pos not in VERBAL:
            named = at.dep in ("compound", "amod", "nmod", "poss") and sent.tokens[at.head].i == head  # "the April offer"
            if named and sent.tokens[head].lemma in nouns.words["nouns_of_proposing"]:
                return "proposed"
            return "in_effect" if before in ("from", "starting", "beginning", "effective") else None
        if above.pos in VERBAL or above.tag in ("VBN", "VBG"):
            return _verb_gives(sent, head, above, before, nouns)
    return None


def _verb_gives(sent: Sentence, head: int, verb: Token, before: str, nouns: Nouns) -> str | None:
    """Which date a verb gives of what it is said of."""
    words = nouns.words
    if verb.lemma in words["prolonging"] and before in ("until", "till", "to", "through"):
        return "extended_to" if _of(sent, head, verb, "subject", "object", "participle") else None
    if verb.lemma in words["starting"] or verb.lemma in ("take", "come", "enter", "go", "bring", "put") and _effect(sent, verb, words["effect"]):
        return "in_effect" if _of(sent, head, verb, "subject", "participle") else None
    if verb.lemma in words["ending"]:
        return "ended" if _of(sent, head, verb, "subject", "participle") else None
    if verb.lemma in words["announcing"]:
        return "declared" if before not in ("until", "from", "by") and _of(sent, head, verb, "subject", "object", "participle") else None
    if verb.lemma == "date" and verb.tag == "VBN":  # "its latest offer, dated May 5"
        return "proposed" if _of(sent, head, verb, "participle") else None
    if verb.lemma in words["proposing"] | words["dispatching"] | words["putting"]:
        return "proposed" if before not in ("until", "from", "by", "for") and _of(sent, head, verb, "object", "participle", "passive") else None
    return None


def _effect(sent: Sentence, verb: Token, words: frozenset[str]) -> bool:
    return any(sent.tokens[j].lower in words for j in subtree(sent, verb.i) if j > verb.i)


def _of(sent: Sentence, head: int, verb: Token, *ways: str) -> bool:
    """Whether the proposal is what the verb tells of: its subject, its object, or the noun that the participle or relative clause stands on."""
    if "participle" in ways and verb.dep in ("acl", "relcl", "amod") and verb.head == head:
        return True
    if verb.i == head:
        return True
    labels = {"subject": ("nsubj", "nsubjpass"), "object": ("dobj", "nsubjpass", "xcomp", "ccomp"), "passive": ("nsubjpass",)}
    wanted = tuple(label for way in ways for label in labels.get(way, ()))
    return any(c.i == head or c.pos not in VERBAL and head in subtree(sent, c.i)[:8] for c in dependents(sent, verb.i, *wanted))


def together(one: ProposalDates, other: ProposalDates) -> ProposalDates:
    """The dates of one mention, and of another of the same thing where the first has none."""
    return msgspec.structs.replace(one, **{kind: getattr(one, kind) or getattr(other, kind) for kind in KINDS})
