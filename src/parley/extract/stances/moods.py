"""Stances told by nouns for what came back and by moods that stand before the clause: "Norra's reply was cool", "Irked by the levy, Velta …"."""

from collections.abc import Iterator

from parley.extract.clauses import negation, run
from parley.extract.stances.frames import Lexicon
from parley.extract.stances.hit import VERBAL, Hit, in_quotes
from parley.extract.stances.places import owner_of
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents, subtree

OPEN, SPEAKER = frozenset({"open"}), frozenset({"speaker"})
WHENCE = ("from", "in", "of", "at", "among", "within", "across")
QUESTIONS = tuple(tuple(q.split()) for q in ("why should", "why would", "what is there to", "who would", "who could", "who can", "how can", "how could"))


def moods(sent: Sentence, text: str, lex: Lexicon) -> Iterator[Hit]:
    """The moods and answers of a sentence."""
    for token in sent.tokens:
        if token.lemma in lex.words["answering"] and token.dep in ("nsubj", "nsubjpass") and token.pos == "NOUN":
            yield from _answer(sent, token, lex)
        elif token.lower in lex.mood_of and token.dep in ("advcl", "amod", "acl", "ccomp", "dep") and token.i < 4:
            yield from _fronted(sent, token, lex)
        elif token.lower in lex.words["came"] and token.dep in ("nsubj", "attr", "dobj") and sent.tokens[token.head].lemma in ("come", "be"):
            yield from _came(sent, token, lex)
        elif token.lemma in lex.words["against"] or token.lemma in lex.words["behind"]:
            yield from _role(sent, token, lex)
    yield from _asked(sent, text)


def _answer(sent: Sentence, noun: Token, lex: Lexicon) -> Iterator[Hit]:
    """ "The reaction in Vell was frosty", "Norra's answer is no": what an answer is said to be."""
    verb = sent.tokens[noun.head]
    said = dependent(sent, verb.i, "acomp", "attr", "oprd", "intj", "advmod", "dobj") if verb.lemma in ("be", "remain", "come", "sound", "seem") else None
    who = _whose(sent, noun)
    if said is None or who is None or said.i < verb.i:
        return
    words = [said, *(sent.tokens[j] for j in subtree(sent, said.i) if j != said.i)]
    value = next((lex.mood_of[w.lower] for w in words if w.lower in lex.mood_of), None)
    if value is None or negation(sent, verb.i) is not None and said.lower != "no" and not any(w.lower == "no" for w in words):
        return
    low = min(subtree(sent, noun.i))
    yield Hit(sent, "answered", verb.i, who, None, value, "stated", frozenset(), run(sent, list(range(low, max(w.i for w in words) + 1))))


def _whose(sent: Sentence, noun: Token) -> int | None:
    own = owner_of(sent, noun)
    if own is not None:
        return own
    return next((g.i for p in dependents(sent, noun.i, "prep") if p.lower in WHENCE for g in dependents(sent, p.i, "pobj")), None)


def _fronted(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Hit]:
    """ "Irked by the levy, Velta …", "Wary of a trap, Norra …": the mood of the subject that follows."""
    thing = next((g for p in dependents(sent, token.i, "prep", "agent") for g in dependents(sent, p.i, "pobj", "pcomp")), None)
    comma = next((t.i for t in sent.tokens[token.i :] if t.text == ","), None)
    if thing is None or comma is None or thing.i > comma:
        return
    verb = sent.tokens[token.head]
    own = dependent(sent, verb.i, "nsubj", "nsubjpass") if verb.pos in VERBAL else verb
    if own is None or own.i < comma:
        return
    yield Hit(sent, "fronted", token.i, own.i, thing.i, lex.mood_of[token.lower], "stated", frozenset({"strict"}), run(sent, list(range(token.i, own.i + 1))))


def _role(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Hit]:
    """ "Vik, a fierce critic of the truce, …", "Norra, long a champion of the treaty": on which side somebody is said to be."""
    thing = next((g for p in dependents(sent, token.i, "prep") if p.lower in ("of", "to", "in") for g in dependents(sent, p.i, "pobj", "pcomp")), None)
    if thing is None or token.dep != "appos" or token.tag == "NNS":
        return
    who = sent.tokens[token.head]
    value = "opposes" if token.lemma in lex.words["against"] else "supports"
    ends = [who.i, *subtree(sent, thing.i)]
    yield Hit(sent, "role", token.i, who.i, thing.i, value, "stated", frozenset({"strict"}), run(sent, list(range(min(ends), max(ends) + 1))))


def _came(sent: Sentence, noun: Token, lex: Lexicon) -> Iterator[Hit]:
    """ "From Vell came only silence", "there was silence from Norra": what came from somebody."""
    verb = sent.tokens[noun.head]
    for i in (verb.i, noun.i):
        for prep in dependents(sent, i, "prep"):
            who = next(dependents(sent, prep.i, "pobj"), None) if prep.lower in ("from", "in", "out") else None
            if who is not None and (verb.lemma == "come" or any(True for _ in dependents(sent, verb.i, "expl"))):
                ends = [verb.i, noun.i, prep.i, *subtree(sent, who.i)]
                span = run(sent, list(range(min(ends), max(ends) + 1)))
                yield Hit(sent, "came", noun.i, who.i, None, lex.mood_of.get(noun.lower, "silent"), "stated", frozenset(), span)
                return


def _asked(sent: Sentence, text: str) -> Iterator[Hit]:
    """ "Why should we pay for their war?": a question in somebody's words that needs no answer refuses."""
    words = [t for t in sent.tokens if t.pos != "PUNCT"]
    lead = words[0].lower if words else ""
    if lead not in ("why", "what", "who", "how") or not in_quotes(sent, text, words[0].i) or not any(t.text == "?" for t in sent.tokens):
        return
    if any(tuple(t.lower for t in words[: len(q)]) == q for q in QUESTIONS):
        low, high = words[0], words[-1]
        inside = [t for t in words if t.quote == low.quote]
        span = (low.start, (inside[-1] if inside else high).end)
        top = sent.root if sent.tokens[sent.root].quote == low.quote else low.i
        yield Hit(sent, "question", top, None, top, "rejects", "stated", SPEAKER, span)
