"""Stances told by nouns for what came back and by moods that stand before the clause: "Norra's reply was cool", "Irked by the levy, Velta …"."""

from collections.abc import Iterator

from parley.extract.clauses import controller, negation, passive, run
from parley.extract.stances.frames import Lexicon
from parley.extract.stances.hit import VERBAL, Hit, in_quotes
from parley.extract.stances.places import owner_of
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

OPEN, SPEAKER = frozenset({"open"}), frozenset({"speaker"})
WHENCE = ("from", "in", "of", "at", "among", "within", "across")
# Words without one of which a sentence tells no mood.
TELLING = ("answering", "came", "viewing", "against", "behind")
QUESTIONS = tuple(tuple(q.split()) for q in ("why should", "why would", "what is there to", "who would", "who could", "who can", "how can", "how could"))


def moods(sent: Sentence, text: str, words: frozenset[str], lex: Lexicon) -> Iterator[Hit]:
    """The moods and answers of a sentence. words: those of it, and their lemmas."""
    if not words.isdisjoint(lex.moods) or not all(words.isdisjoint(lex.words[name]) for name in TELLING):
        yield from _told(sent, lex)
    if "?" in words:
        yield from _asked(sent, text)


def _told(sent: Sentence, lex: Lexicon) -> Iterator[Hit]:
    for token in sent.tokens:
        if token.lemma in lex.words["answering"] and token.dep in ("nsubj", "nsubjpass") and token.pos == "NOUN":
            yield from _answer(sent, token, lex)
        elif token.lower in ("no", "yes") and token.dep == "attr" and sent.tokens[token.head].lemma == "be":
            yield from _it_is(sent, token, lex)
        elif token.lower in lex.mood_of and token.dep in ("advcl", "amod", "acl", "ccomp", "dep") and token.i < 4:
            yield from _fronted(sent, token, lex)
        elif token.lower in lex.words["came"] and token.dep in ("nsubj", "attr", "dobj") and sent.tokens[token.head].lemma in ("come", "be"):
            yield from _came(sent, token, lex)
        elif token.lower == "with" and token.dep == "prep" and _viewing(sent, token).lemma in lex.words["viewing"]:
            yield from _manner(sent, token, lex)
        elif token.lemma in lex.words["against"] or token.lemma in lex.words["behind"]:
            yield from _role(sent, token, lex)


def _answer(sent: Sentence, noun: Token, lex: Lexicon) -> Iterator[Hit]:
    """ "The reaction in Vell was frosty", "Norra's answer is no": what an answer is said to be."""
    verb = sent.tokens[noun.head]
    said = dependent(sent, verb.i, "acomp", "attr", "oprd", "intj", "advmod", "dobj") if verb.lemma in ("be", "remain", "come", "sound", "seem") else None
    who = _whose(sent, noun)
    if said is None or who is None or said.i < verb.i:
        return
    more = sent.tokens[said.i + 1 : said.i + 2] if said.lower in lex.mood_of else ()
    words = [said, *(t for t in more if t.lower in ("yes", "no")), *(sent.tokens[j] for j in subtree(sent, said.i) if j != said.i)]
    value = next((lex.mood_of[w.lower] for w in words if w.lower in lex.mood_of), None)
    if any(w.lower == "yes" for w in words):  # "a guarded yes"
        value = "accepts_in_principle" if any(lex.mood_of.get(w.lower) == "sceptical" or w.lower in lex.words["hedged"] for w in words) else "accepts"
    if value is None or negation(sent, verb.i) is not None and said.lower != "no" and not any(w.lower == "no" for w in words):
        return
    low = min(subtree(sent, noun.i))
    yield Hit(sent, "answered", verb.i, who, None, value, "stated", frozenset(), run(sent, list(range(low, max(w.i for w in words) + 1))))


def _it_is(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Hit]:
    """ "Norra has put out its answer and it is a no": a pronoun takes up the answer."""
    own = dependent(sent, token.head, "nsubj")
    noun = next((t for t in sent.tokens[: token.head] if t.lemma in lex.words["answering"] and t.pos == "NOUN"), None)
    who = _whose(sent, noun) if noun is not None else None
    if own is None or noun is None or own.lower not in ("it", "this", "that"):
        return
    owner = sent.tokens[who] if who is not None else None
    if owner is None or owner.tag == "PRP$":
        verb = next((a for a in ancestors(sent, noun.i) if a.pos in VERBAL), None)
        at = controller(sent, verb.i) if verb is not None else None
        owner = sent.tokens[at] if at is not None else owner
    if owner is not None:
        span = run(sent, list(range(min(owner.i, noun.i), token.i + 1)))
        yield Hit(sent, "answered", token.head, owner.i, None, "rejects" if token.lower == "no" else "accepts", "stated", OPEN, span)


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
    ways = ("of", "to", "in") if token.lemma in lex.words["behind"] else ("of", "to")
    thing = next((g for p in dependents(sent, token.i, "prep") if p.lower in ways for g in dependents(sent, p.i, "pobj", "pcomp")), None)
    who = _named_so(sent, token)
    if thing is None or who is None:
        return
    value = "opposes" if token.lemma in lex.words["against"] else "supports"
    ends = [who.i, *subtree(sent, thing.i)]
    yield Hit(sent, "role", token.i, who.i, thing.i, value, "stated", frozenset({"strict"}), run(sent, list(range(min(ends), max(ends) + 1))))


def _named_so(sent: Sentence, token: Token) -> Token | None:
    """Who is said to be on a side: "Vik, a critic", "Norra remains one of the warmest advocates", "Velta is among the critics"."""
    if token.dep == "appos" and token.tag != "NNS":
        return sent.tokens[token.head]
    at = token
    if at.dep == "pobj" and sent.tokens[at.head].lower in ("of", "among"):  # "one of the critics", "among the critics"
        prep = sent.tokens[at.head]
        at = sent.tokens[prep.head]
        if prep.lower == "among" and at.lemma in ("be", "remain", "count", "rank"):
            return dependent(sent, at.i, "nsubj")
        if at.lower not in ("one", "some", "most"):
            return None
    if at.dep == "appos":
        return sent.tokens[at.head]
    verb = sent.tokens[at.head]
    own = dependent(sent, verb.i, "nsubj") if at.dep == "attr" and verb.lemma in ("be", "remain", "become") and negation(sent, verb.i) is None else None
    return own


def _viewing(sent: Sentence, prep: Token) -> Token:
    """The verb of which "with" tells the mood; the parse may hang it on the object ("followed the talks with hope")."""
    above = sent.tokens[prep.head]
    return sent.tokens[above.head] if above.dep == "dobj" else above


def _manner(sent: Sentence, prep: Token, lex: Lexicon) -> Iterator[Hit]:
    """ "Vell looked on the plan with distaste", "the offer was heard with relief in Norra": in which mood somebody takes a thing."""
    verb = _viewing(sent, prep)
    mood = dependent(sent, prep.i, "pobj")
    value = lex.mood_of.get(mood.lower) if mood is not None else None
    if mood is None or value is None or mood.pos != "NOUN" or negation(sent, verb.i) is not None or verb.pos not in VERBAL:
        return
    below = (g for p in dependents(sent, verb.i, "prep") if p.lower in ("on", "upon", "to", "at") for g in dependents(sent, p.i, "pobj"))
    thing = dependent(sent, verb.i, "dobj", "nsubjpass") or next(below, None)
    if passive(sent, verb.i):
        preps = [p for i in (verb.i, mood.i) for p in dependents(sent, i, "prep", "agent") if p.lower in ("by", "in", "among", "from", "at")]
        who = next((g for p in preps for g in dependents(sent, p.i, "pobj")), None)
    else:
        at = controller(sent, verb.i)
        who = sent.tokens[at] if at is not None else None
    if who is None or thing is None:
        return
    ends = [who.i, verb.i, mood.i, *(j for j in subtree(sent, thing.i) if j < mood.i or thing.i > mood.i)]
    yield Hit(sent, "manner", verb.i, who.i, thing.i, value, "stated", frozenset({"strict"}), run(sent, list(range(min(ends), max(ends) + 1))))


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
    if lead not in ("why", "what", "who", "how") or not in_quotes(sent, text, words[0].i):
        return
    if any(tuple(t.lower for t in words[: len(q)]) == q for q in QUESTIONS):
        low, high = words[0], words[-1]
        inside = [t for t in words if t.quote == low.quote]
        span = (low.start, (inside[-1] if inside else high).end)
        top = sent.root if sent.tokens[sent.root].quote == low.quote else low.i
        yield Hit(sent, "question", top, None, top, "rejects", "stated", SPEAKER, span)
