"""What a party calls a thing says where it stands: "called the plan a lifeline", "regards the clause as a trap", "the numbers do not add up".

The table `appraisal` gives verbs that name, and words of praise and blame; a proposal, a demand or a step that is praised is supported, one blamed opposed.
"""

import functools
from collections.abc import Iterator
from typing import NamedTuple

from parley.extract.clauses import controller, modal, negation, passive, relative_head
from parley.extract.stances.frames import Lexicon
from parley.extract.stances.hit import VERBAL, Hit, in_quotes
from parley.extract.stances.idioms import for_whom
from parley.lang import Language
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

SPEAKER, TOLD = frozenset({"speaker"}), frozenset({"speaker", "strict"})
COPULAS = frozenset(("be", "remain", "seem", "look", "sound", "appear", "prove", "constitute", "represent"))
VALUES = {"good": "supports", "bad": "opposes", "mixed": "objects_to_part"}
DUTY = ("must", "should", "shall")
OPENING = ('"', "“", "‘", "'", "``")


class Appraisal(NamedTuple):
    """The table `appraisal` of a language; phrases of several words are kept apart from single ones."""

    bare: frozenset[str]
    with_as: frozenset[str]
    praising: frozenset[str]
    blaming: frozenset[str]
    turning: frozenset[str]
    open: frozenset[str]
    good: frozenset[str]
    bad: frozenset[str]
    failing: frozenset[str]
    serving: frozenset[str]
    helping: frozenset[str]
    plain: frozenset[str]


@functools.lru_cache(maxsize=8)
def appraisal_of(lang: Language) -> Appraisal:
    """The table `appraisal` of a language, compiled."""
    table = lang.table("appraisal")
    names = ("bare", "as", "praising", "blaming", "turning", "open", "positive", "negative", "failing", "serving", "helping", "plain")
    return Appraisal(*(frozenset(table[name]) for name in names))


def appraisals(sent: Sentence, text: str, lex: Lexicon, known: Appraisal) -> Iterator[Hit]:
    """The judgements of a sentence by what a thing is called, by what it is said to be, and by what it is said to do."""
    for token in sent.tokens:
        if token.pos not in VERBAL:
            continue
        if token.lemma in known.bare or token.lemma in known.with_as:
            yield from _named(sent, text, token, lex, known)
        if token.lemma in COPULAS:
            yield from _is(sent, text, token, lex, known)
        elif token.lemma in known.failing or token.lemma in known.serving or token.lemma in known.helping:
            yield from _does(sent, token, lex, known)


def polarity(sent: Sentence, text: str, tokens: list[int], known: Appraisal, head: int | None = None) -> str | None:
    """ "good", "bad" or "mixed" ("promising but incomplete") as the words of a phrase are, its head first, denials turned; None where they are neither."""
    if any(sent.tokens[j].lower in known.open for j in tokens):
        return None
    signs = {s for j in tokens if (s := _sign(sent, text, sent.tokens[j], known)) is not None}
    if len(signs) == 2 and any(sent.tokens[j].lower in ("but", "yet", "though", "if") for j in tokens):
        return "mixed"
    order = sorted(tokens, key=lambda j: (j != head, j))
    for j in order:
        token = sent.tokens[j]
        sign = _sign(sent, text, token, known)
        if sign is None or token.pos == "PROPN":
            continue
        if sign == "good" and any(t.lower in ("without", "nowhere") or t.lower == "no" for t in sent.tokens[j + 1 : max(tokens) + 1]):
            return "bad"  # "a bridge with no middle"
        turned = sum(1 for k in range(max(min(tokens), j - 4), j) if sent.tokens[k].lower in known.turning or _far_from(sent, k)) % 2
        return {"good": "bad", "bad": "good"}[sign] if turned else sign
    return None


def _sign(sent: Sentence, text: str, token: Token, known: Appraisal) -> str | None:
    """The sign of one word, alone or with the word or two after it ("blank cheque", "too little")."""
    after = [t for t in sent.tokens[token.i + 1 : token.i + 3] if t.i < len(sent.tokens)]
    phrases = [text[token.start : t.end].lower() for t in reversed(after)]
    before = sent.tokens[token.i - 1] if token.i else None
    if before is not None and before.text == "-" and token.i > 1:  # "short-sighted", of which the tokens make three
        phrases.insert(0, text[sent.tokens[token.i - 2].start : token.end].lower())
    if before is not None and before.lower == "too" and token.pos in ("ADJ", "ADV"):
        return "bad"
    for phrase in (*phrases, token.lower, token.lemma.lower()):
        if phrase in known.good:
            return "good"
        if phrase in known.bad and (token.pos not in VERBAL or token.tag in ("VBG", "VBN") or " " in phrase):
            return "bad"
    return None


def _far_from(sent: Sentence, k: int) -> bool:
    """ "far from", "anything but", "a long way from": they deny what follows."""
    following = sent.tokens[k + 1].lower if k + 1 < len(sent.tokens) else ""
    return (sent.tokens[k].lower, following) in (("far", "from"), ("anything", "but"), ("way", "from"), ("short", "of"))


def _named(sent: Sentence, text: str, verb: Token, lex: Lexicon, known: Appraisal) -> Iterator[Hit]:
    """ "called the trip an expensive lunch", "a formula that Norra finds lopsided", "is seen in Vell as a trap"."""
    found = _by_as(sent, verb, known) or _by_name(sent, verb, known)
    if found is None or negation(sent, verb.i) is not None or modal(sent, verb.i) in DUTY:
        return
    thing, words, head = found
    sign = "good" if verb.lemma in known.praising else "bad" if verb.lemma in known.blaming else polarity(sent, text, words, known, head)
    if sign is None and verb.lemma not in lex.words["musing"]:
        sign = _quoted(sent, text, sent.tokens[head], lex.words["matters"] | known.plain)
    if sign is None or thing is None or sent.tokens[thing].i in words:
        return
    undergone = passive(sent, verb.i)
    agent = dependent(sent, verb.i, "agent")
    who = dependent(sent, agent.i, "pobj") if agent is not None else None
    holder = who.i if who is not None else None if undergone else controller(sent, verb.i)
    if holder is None and not undergone or holder == thing:
        return
    ends = [*(t for t in ([holder] if holder is not None else [])), verb.i, *words]
    if undergone:
        ends += subtree(sent, thing)
    span = (min(sent.tokens[j].start for j in ends), max(sent.tokens[j].end for j in ends))
    yield Hit(sent, "appraisal", verb.i, holder, thing, VALUES[sign], "stated", frozenset({"judged"}), span)


def _by_as(sent: Sentence, verb: Token, known: Appraisal) -> tuple[int | None, list[int], int] | None:
    """What a verb with "as" is about, what it is called, and the head of that."""
    if verb.lemma not in known.with_as and verb.lemma not in known.bare:
        return None
    own = dependent(sent, verb.i, "dobj")
    near = [verb.i, *([own.i] if own is not None else [])]
    for i in near:
        for mark in dependents(sent, i, "prep", "mark", "advmod"):
            under = [j for j in subtree(sent, mark.i) if j > mark.i]
            if mark.lower in ("as", "like", "to") and mark.i > verb.i and under and (mark.lower == "as" or verb.lemma in ("liken", "compare")):
                head = next((c.i for c in dependents(sent, mark.i) if c.i > mark.i), under[0])
                return (own.i if own is not None else _raised(sent, verb)), [j for j in under if sent.tokens[j].pos != "PUNCT"], head
    return None


def _by_name(sent: Sentence, verb: Token, known: Appraisal) -> tuple[int | None, list[int], int] | None:
    """What a verb that names is about, what it is called, and the head of that: an object complement, a small clause, an apposition, a second object."""
    if verb.lemma not in known.bare:
        return None
    own = dependent(sent, verb.i, "dobj")
    said = dependent(sent, verb.i, "oprd", "acomp")
    if said is None:
        clause = dependent(sent, verb.i, "ccomp", "xcomp")
        plain = clause is not None and (clause.pos not in VERBAL or clause.tag == "VBN" and dependent(sent, clause.i, "aux", "auxpass") is None)
        said = clause if plain else None
    if said is None and own is not None:  # "called its remarks promising": a participle is no clause
        said = next(
            (c for c in dependents(sent, own.i, "acl") if c.i > own.i and c.tag in ("VBG", "VBN") and dependent(sent, c.i, "dobj", "agent") is None), None
        )
    if said is None and own is not None:
        said = dependent(sent, own.i, "appos") or next((d for d in dependents(sent, verb.i, "dobj") if d.i > own.i), None)
    if said is None or said.i < verb.i and own is None:
        return None
    subject = dependent(sent, said.i, "nsubj")
    thing = subject or (own if own is not None and own.i != said.i else None)
    under = [j for j in subtree(sent, said.i) if thing is None or j not in subtree(sent, thing.i)]
    words = [j for j in under if sent.tokens[j].pos != "PUNCT"]
    return (thing.i if thing is not None else _raised(sent, verb)), words or [said.i], said.i


def _raised(sent: Sentence, verb: Token) -> int | None:
    """What a verb without an object is about: the subject of its passive, or the noun of its relative clause."""
    own = dependent(sent, verb.i, "nsubjpass")
    if own is not None:
        return relative_head(sent, own.i)
    for at in (verb, *ancestors(sent, verb.i)):
        if at.dep in ("relcl", "acl"):
            return at.head
        if at.dep != "xcomp":
            return None
    return None


def _is(sent: Sentence, text: str, verb: Token, lex: Lexicon, known: Appraisal) -> Iterator[Hit]:
    """ "Such a clause is a blank cheque", in somebody's mouth or to somebody: the speaker's judgement, or theirs."""
    thing = dependent(sent, verb.i, "nsubj", "csubj")
    said = dependent(sent, verb.i, "attr", "acomp", "oprd", "dobj")
    if thing is None or said is None or modal(sent, verb.i) in DUTY or thing.i > said.i and said.pos in VERBAL:
        return
    words = [j for j in subtree(sent, said.i) if sent.tokens[j].dep not in ("relcl",) and sent.tokens[j].pos != "PUNCT"]
    sign = polarity(sent, text, words, known, said.i) or _figure(sent, text, verb, said, lex.words["matters"] | known.plain)
    if sign is None:
        return
    if negation(sent, verb.i) is not None:
        sign = "bad" if sign == "good" else None
        if sign is None:
            return  # "is not a threat": less than praise
    to = for_whom(sent, verb.i, said.i)
    deed = _deed(sent, verb, said, thing)
    if deed is not None:  # "it would be a mistake to rush this": of the deed
        ends = [thing.i, *subtree(sent, deed.i)]
        span = (min(sent.tokens[j].start for j in ends), max(sent.tokens[j].end for j in ends if sent.tokens[j].pos != "PUNCT"))
        yield Hit(sent, "appraisal", verb.i, to, deed.i, VALUES[sign], "stated", SPEAKER, span)
        return
    ends = [*(j for j in subtree(sent, thing.i) if j < verb.i or thing.i > verb.i), verb.i, *words, *([to] if to is not None else [])]
    span = (min(sent.tokens[j].start for j in ends), max(sent.tokens[j].end for j in ends))
    yield Hit(sent, "appraisal", verb.i, to, relative_head(sent, thing.i), VALUES[sign], "stated", TOLD, span)


def _figure(sent: Sentence, text: str, verb: Token, said: Token, plain: frozenset[str]) -> str | None:
    """ "A truce without the sea is \"half a roof on a burning house\"": a figure of speech that is quoted finds fault, as far as no word of it praises."""
    if said.pos != "NOUN" or not in_quotes(sent, text, said.i) or said.lemma in plain or modal(sent, verb.i) is not None and verb.quote < 0:
        return None
    if any(sent.tokens[j].lower == "not" for j in subtree(sent, said.i)):
        return None  # "a slow puncture, not a blowout"
    article = any(c.lower in ("a", "an", "half", "another", "one") for c in dependents(sent, said.i, "det", "predet", "nummod"))
    return "bad" if article and any(True for _ in dependents(sent, said.i, "prep", "relcl", "acl", "amod", "compound")) else None


def _quoted(sent: Sentence, text: str, said: Token, plain: frozenset[str]) -> str | None:
    """ "Branded it \"a strike of choice\"": a figure of speech in quotation marks by which a thing is called finds fault, as far as no word of it praises."""
    if said.pos != "NOUN" or said.lemma in plain or not in_quotes(sent, text, said.i):
        return None
    article = any(c.lower in ("a", "an", "half", "another", "one") for c in dependents(sent, said.i, "det", "predet", "nummod"))
    return "bad" if article else None


def _deed(sent: Sentence, verb: Token, said: Token, thing: Token) -> Token | None:
    """What "it" announces: "it is wrong to …", "it would be a mistake to …"; None where "it" stands for something else."""
    if thing.lower != "it":
        return None
    below = [*dependents(sent, verb.i, "xcomp", "advcl", "ccomp", "csubj"), *dependents(sent, said.i, "acl", "xcomp", "relcl", "advcl", "ccomp")]
    return next((b for b in below if b.i > said.i and any(c.lower in ("to", "that") for c in dependents(sent, b.i, "aux", "mark"))), None)


def _does(sent: Sentence, verb: Token, lex: Lexicon, known: Appraisal) -> Iterator[Hit]:
    """ "The numbers do not add up", "the draft ignores the refugees", in somebody's mouth: a fault or a merit of what is on the table."""
    thing = dependent(sent, verb.i, "nsubj")
    if thing is None or modal(sent, verb.i) in DUTY or passive(sent, verb.i):
        return
    paper = sent.tokens[relative_head(sent, thing.i)]
    if paper.lemma.lower() not in lex.words["papers"] | lex.words["judged"]:
        return
    denied = negation(sent, verb.i) is not None
    lasting = verb.tag in ("VBZ", "VBP", "VB") or modal(sent, verb.i) is not None
    if verb.lemma in known.serving | known.helping if denied else verb.lemma in known.failing and lasting:
        value = "opposes"
    elif not denied and verb.lemma in known.helping and dependent(sent, verb.i, "dobj", "prep") is not None:
        value = "supports"
    else:
        return
    under = [j for j in subtree(sent, verb.i) if j >= min(subtree(sent, thing.i)) and sent.tokens[j].dep not in ("mark",)]
    while len(under) > 1 and sent.tokens[under[-1]].pos == "PUNCT":
        under.pop()
    span = (sent.tokens[under[0]].start, sent.tokens[under[-1]].end)
    yield Hit(sent, "appraisal", verb.i, None, paper.i, value, "stated", SPEAKER, span)
