"""Answers of a few words: "Not so fast," said Norra of the plan; "No" was Norra's reply to it. What is said is a set fragment; who says it follows."""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from parley.extract.issues import any_of
from parley.extract.stances.frames import Lexicon, lexicon
from parley.extract.stances.hit import VERBAL, Hit, in_quotes
from parley.extract.stances.places import owner_of
from parley.lang import Language
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents, subtree

OPEN, STRICT = frozenset({"open"}), frozenset({"strict"})
ON = ("of", "about", "on", "over", "to", "for", "regarding", "concerning", "towards", "against")
NEAR = 12
SAYS = ("say", "reply", "answer", "respond", "retort", "be", "add", "tell", "write", "declare")


class Answers(NamedTuple):
    """The fragments of a language as one pattern, the value of each, and the verbs of asking with theirs."""

    pattern: re.Pattern[str]
    value_of: dict[str, str]
    asking: re.Pattern[str]
    asking_of: dict[str, str]


@functools.lru_cache(maxsize=8)
def answers_of(lang: Language) -> Answers:
    """The answers of a language, the longest first; words of judgement count as answers too."""
    table = lang.table("idioms")
    value_of = {word: value for word, value in lexicon(lang).judgement_of.items() if word not in ("starter", "out of the question")}
    value_of |= {text: value for value, texts in table["answers"].items() for text in texts}
    asking_of = {verb: value for value, verbs in table["asking"].items() for verb in verbs}
    texts = any_of(value_of, space=r"\ ").replace("'", "['’]").replace(r",\ ", r",?\ ")
    verbs = "|".join(sorted(asking_of))
    pattern = re.compile(
        rf"[\"“‘']?(?P<words>{texts})(?: to (?P<on>[^,:;.!?\"”“]{{3,80}}))?(?:\. [^.\"”“]{{2,40}}){{0,2}}[.,!?:;—–-]*[\"”’']?[,:;—–]?\s+(?=\S)", re.I
    )
    asking = re.compile(rf"[\"“‘]?[^\"”“?:;\n]{{4,120}}?[,!][\"”’]?,?\s+(?P<verb>{verbs})\s", re.I)
    return Answers(pattern, value_of, asking, asking_of)


def answers(sent: Sentence, before: Sentence | None, text: str, lex: Lexicon, known: Answers) -> Iterator[Hit]:
    """The answer that a sentence begins with, if it begins with one; where it names nothing that it is on, a matter of negotiation must stand near it."""
    yield from _worded(sent, text, known)
    yield from _whole(sent, text, known)
    if sent.tokens[0].pos in ("DET", "PROPN") and text[sent.start] not in '"“‘' and sent.tokens[0].lower not in ("a", "no"):
        return  # "The union …", "Norra …": a clause, and no answer
    found = known.pattern.match(text, sent.start)
    end = found.end("on") if found is not None and found["on"] else found.end("words") if found is not None else 0
    if found is None or found.end() >= sent.end or text[end : found.end()].strip() == "":
        yield from _asked(sent, text, lex, known)
        return
    value = known.value_of.get(found["words"].lower().replace("’", "'"))
    told = _told(sent, found.end(), lex, ":" in text[end : found.end()])
    if value is None or told is None:
        return
    verb, holder = told
    inside = next((t.i for t in sent.tokens if found["on"] and t.start >= found.start("on")), None)
    if value in ("accepts", "supports") and _hedged(sent, holder, lex):
        value = "accepts_conditionally"
    target = _top(sent, inside) if inside is not None else _on(sent, verb, holder, lex)
    span = (sent.start, max(sent.tokens[verb].end, sent.tokens[holder].end))
    yield Hit(sent, "answer", verb, holder, target, value, "stated", OPEN if target is not None or _matter(sent, before, lex) else STRICT, span)


def _worded(sent: Sentence, text: str, known: Answers) -> Iterator[Hit]:
    """ "Asked whether it would host them, the minister said: why not": the answer stands at the end, after a colon."""
    colon = next((t for t in sent.tokens if t.text == ":"), None)
    verb = next((a for a in (sent.tokens[colon.head], sent.tokens[sent.root]) if a.lemma in SAYS and a.pos in VERBAL), None) if colon is not None else None
    own = dependent(sent, verb.i, "nsubj") if verb is not None else None
    if colon is None or verb is None or own is None or own.i > colon.i:
        return
    said = re.sub(r"[\"“”‘’'.!?]+$", "", text[colon.end : sent.end].strip()).lower().replace("’", "'")
    value = known.value_of.get(said)
    if value is not None:
        yield Hit(sent, "worded", verb.i, own.i, None, value, "stated", OPEN, (sent.tokens[min(subtree(sent, own.i))].start, sent.end))


def _whole(sent: Sentence, text: str, known: Answers) -> Iterator[Hit]:
    """ "Asked about the truce, Renn said: \"We'll see.\"": a quotation that is an answer and nothing else."""
    words = [t for t in sent.tokens if t.pos not in ("PUNCT", "SPACE")]
    if not 1 < len(words) <= 6 or not in_quotes(sent, text, words[0].i) or text[words[-1].end : words[-1].end + 1] not in (".", "!", "?"):
        return  # "Why not," goes on with who says so
    value = known.value_of.get(text[words[0].start : words[-1].end].lower().replace("’", "'"))
    if value is not None:
        yield Hit(sent, "worded", words[0].i, None, None, value, "stated", OPEN | {"speaker"}, (words[0].start, words[-1].end))


def _hedged(sent: Sentence, holder: int, lex: Lexicon) -> bool:
    """Whether a condition follows who answers: "Yes, said Norra, but not before …"."""
    rest = sent.tokens[holder + 1 :]
    return any(t.lower == "but" for t in rest) and any(t.lower in lex.words["unreal"] - {"when", "after"} and t.i > holder for t in rest)


def _matter(sent: Sentence, before: Sentence | None, lex: Lexicon) -> bool:
    """Whether the sentence or the one before it speaks of a matter of negotiation, or the one before it asks something ("A second army? No, said Norra")."""
    if before is not None and before.tokens[-1].text == "?":
        return True
    near = (t for s in (sent, before) if s is not None for t in s.tokens)
    return any(
        t.pos in ("NOUN", "PROPN") and t.lemma in lex.words["matters"] or t.pos in VERBAL and t.lemma in lex.words["acts"] - {"say", "come"} for t in near
    )


def _asked(sent: Sentence, text: str, lex: Lexicon, known: Answers) -> Iterator[Hit]:
    """ "Come back to the table," pleaded Norra: the verb says that it is asked for."""
    found = known.asking.match(text, sent.start)
    if found is None or found.end() >= sent.end:
        return
    verb = next((t for t in sent.tokens if t.start == found.start("verb") and t.pos in VERBAL), None)
    told = _told(sent, found.start("verb"), lex)
    own = dependent(sent, verb.i, "nsubj") if verb is not None else None
    if own is not None and verb is not None and own.pos == "PROPN" and own.i < verb.i and own.start >= sent.start and text[sent.start] not in '"“‘':
        return  # "Norra, the largest of them, begged both": no answer stands before the verb
    if verb is not None and told is not None and told[0] == verb.i:
        span = (sent.start, max(verb.end, sent.tokens[told[1]].end))
        yield Hit(sent, "asked", verb.i, told[1], None, known.asking_of[found["verb"].lower()], "stated", OPEN, span)


def _told(sent: Sentence, after: int, lex: Lexicon, colon: bool = False) -> tuple[int, int] | None:
    """The word that tells of an answer from character `after` on, and whose answer it is: "said Norra", "Norra said", "was the reply of Norra"."""
    rest = [t for t in sent.tokens if t.start >= after][:NEAR]
    if not rest:
        return None
    first = rest[0]
    if first.lemma in lex.words["saying"] and first.pos in VERBAL:
        return (first.i, _top(sent, first.i + 1)) if len(rest) > 1 and rest[1].pos in ("NOUN", "PROPN", "DET", "PRON", "ADJ", "NUM") else None
    verb = next((t for t in rest if t.pos in VERBAL and t.lemma in lex.words["saying"]), None)
    own = dependent(sent, verb.i, "nsubj") if verb is not None else None
    if verb is not None and own is not None and after <= own.start < verb.start and not any(t.text in (";", ":") for t in rest if t.i < verb.i):
        return (verb.i, own.i) if all(t.pos not in VERBAL or t.dep in ("aux", "relcl", "acl") for t in rest if t.i < verb.i) or first.lemma == "be" else None
    said = next((t for t in rest if t.lemma in lex.words["words_said"]), None)
    if said is None or not colon and first.lemma not in ("be", "so", "thus", "run", "that", "the", "come"):
        return None
    owner = _whose(sent, said)
    return (said.i, owner) if owner is not None else None


def _whose(sent: Sentence, said: Token) -> int | None:
    """Whose word, answer or reply it is."""
    own = owner_of(sent, said)
    if own is not None:
        return own
    for below in dependents(sent, said.i, "acl", "relcl"):
        agent = dependent(sent, below.i, "agent", "nsubj")
        thing = agent if agent is None or agent.dep == "nsubj" else dependent(sent, agent.i, "pobj")
        if thing is not None:
            return thing.i
    thing = next((g for p in dependents(sent, said.i, "prep") if p.lower == "of" for g in dependents(sent, p.i, "pobj")), None)
    return (owner_of(sent, thing) or thing.i) if thing is not None else None


def _on(sent: Sentence, verb: int, holder: int, lex: Lexicon) -> int | None:
    """What an answer is on: "said Norra of the plan", "when asked about talks", "was the reply to the plan"."""
    under = set(subtree(sent, holder))
    for t in sent.tokens[min(verb, holder) + 1 :]:
        apart = t.i not in under or sent.tokens[t.i - 1].text == ","
        thing = dependent(sent, t.i, "pobj", "pcomp") if t.dep == "prep" and t.lower in ON and t.i > holder else None
        if thing is not None and (apart or thing.lemma in lex.words["matters"]):
            return thing.i
    return None


def _top(sent: Sentence, p: int) -> int:
    """The head of the phrase that begins at token `p`."""
    i = p
    while p <= sent.tokens[i].head != i:
        i = sent.tokens[i].head
    return i
