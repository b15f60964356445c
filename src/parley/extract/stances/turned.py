"""Stances told with the words turned round: "What is needed is a truce", "a truce is what Norra wants", "Ten dollars, or no deal"."""

from collections.abc import Iterator

from parley.extract.clauses import negation, run
from parley.extract.scene import Scene
from parley.extract.stances.frames import Lexicon
from parley.extract.stances.hit import VERBAL, Hit, in_quotes
from parley.extract.stances.places import owner_of
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents, subtree

SPEAKER, OPEN = frozenset({"speaker"}), frozenset({"open"})
SAID_TO_BE = frozenset(("be", "remain", "include", "stay"))
WISHES = {
    "demands": ("want", "need", "demand", "seek", "ask", "require", "request", "crave", "expect", "insist", "desire", "pursue"),
    "proposes": ("propose", "offer", "suggest", "table", "float"),
    "supports": ("support", "welcome", "favour", "favor", "hope", "back", "envisage", "like"),
    "rejects": ("reject", "refuse", "exclude"),
    "opposes": ("oppose", "resist", "dislike", "resent", "detest"),
    "sceptical": ("fear", "doubt", "dread", "distrust", "mistrust"),
    "prefers": ("prefer",),
}
VALUE_OF = {verb: value for value, verbs in WISHES.items() for verb in verbs}
NEEDED = ("need", "require", "want", "call", "lack", "miss", "ask", "demand")
LISTS = frozenset((
    "demand", "list", "agenda", "wish", "priority", "condition", "term", "request", "requirement", "precondition", "shopping", "claim", "ask",
))  # fmt: skip
HEADS = ("top", "heart", "head", "core", "centre", "center", "forefront", "first", "high", "chief", "foremost", "second", "prominent", "one", "next")
ESSENTIAL = frozenset((
    "essential", "vital", "crucial", "imperative", "indispensable", "paramount", "key", "necessary", "fundamental", "primordial",
))  # fmt: skip
ASKS = frozenset(("ask", "stipulation", "requirement", "precondition", "priority", "prerequisite", "wish"))
BOTTOM = "line"
TAKEN = dict.fromkeys(("badly", "poorly", "ill", "angrily", "terribly", "coldly"), "opposes")
TAKEN |= dict.fromkeys(("coolly", "warily"), "sceptical") | dict.fromkeys(("well", "warmly", "splendidly", "nicely"), "supports")
NEVER = ("never", "nothing")
ELSE = ("no", "nothing", "else", "we", "they", "there", "the", "it", "i", "you", "talks", "goodbye")


def turned(sent: Sentence, text: str, words: frozenset[str], scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """The stances of this kind of a sentence. words: those of it, and their lemmas."""
    for token in sent.tokens:
        if token.lemma in SAID_TO_BE and token.pos in VERBAL:
            if "what" in words:
                yield from _needed(sent, token)
            if "what" in words or "all" in words:
                yield from _what(sent, token)
            if not words.isdisjoint(LISTS):
                yield from _heads(sent, token)
            if BOTTOM in words or not words.isdisjoint(ASKS):
                yield from _ask(sent, token)
            if not words.isdisjoint(ESSENTIAL):
                yield from _essential(sent, token, scene)
        elif token.lemma == "come" and token.pos in VERBAL:
            yield from _first(sent, token)
    if "or" in words:
        yield from _else(sent, text)
    if not words.isdisjoint(TAKEN):
        yield from _adverb(sent)
    if not words.isdisjoint(lex.moods) or not words.isdisjoint(NEVER):
        yield from _reply(sent, lex)


def _span(sent: Sentence, *heads: int) -> tuple[int, int] | None:
    ends = [j for i in heads for j in subtree(sent, i)] or list(heads)
    return run(sent, list(range(min(ends), max(ends) + 1)))


def _complement(sent: Sentence, verb: Token) -> Token | None:
    return next((c for c in dependents(sent, verb.i, "attr", "acomp", "ccomp", "xcomp", "nsubj", "dobj") if c.i > verb.i), None)


def _needed(sent: Sentence, verb: Token) -> Iterator[Hit]:
    """ "What is needed is a truce", "what is missing are guarantees": the speaker demands it."""
    clause = dependent(sent, verb.i, "csubj", "nsubj", "ccomp", "csubjpass")
    said = _complement(sent, verb)
    if clause is None or said is None or clause.lemma not in NEEDED or clause.i > verb.i or not any(c.lower == "what" for c in dependents(sent, clause.i)):
        return
    own = dependent(sent, clause.i, "nsubj", "nsubjpass")
    if own is None or own.lower != "what":
        return
    span = run(sent, list(range(min(subtree(sent, clause.i)), max(subtree(sent, said.i)) + 1)))
    yield Hit(sent, "needed", verb.i, None, said.i, "demands", "stated", SPEAKER, span)


def _what(sent: Sentence, verb: Token) -> Iterator[Hit]:
    """ "A truce is what Norra wants", "a date is all that Velta asks for": what somebody wants, offers or fears is named first."""
    thing = dependent(sent, verb.i, "nsubj", "csubj")
    clause = next((c for c in dependents(sent, verb.i, "ccomp", "attr", "advcl") if c.i > verb.i), None)
    if thing is None or clause is None or thing.i > verb.i or thing.pos == "PRON" and thing.lower != "that" or verb.lemma == "include":
        return
    if clause.lower == "all":
        clause = dependent(sent, clause.i, "relcl") or clause
    lead = sent.tokens[min(subtree(sent, clause.i))].lower
    own = dependent(sent, clause.i, "nsubj")
    after = clause.lemma == "be" and any(c.lower == "after" for c in dependents(sent, clause.i, "advmod", "prep"))
    value = "demands" if after else VALUE_OF.get(clause.lemma)
    if lead not in ("what", "all") and sent.tokens[clause.head].lower != "all" or own is None or value is None or negation(sent, verb.i) is not None:
        return
    if own.lower == "what" or negation(sent, clause.i) is not None:
        return
    flags = frozenset({"strict"}) if own.tag == "PRP" else OPEN
    yield Hit(sent, "what", clause.i, own.i, thing.i, value, "stated", flags, _span(sent, verb.i))


def _heads(sent: Sentence, verb: Token) -> Iterator[Hit]:
    """ "At the top of Norra's list is a seat", "among Velta's terms is a truce": what stands at the head of what somebody asks for."""
    said = next((c for c in dependents(sent, verb.i, "attr", "nsubj") if c.i > verb.i and c.pos in ("NOUN", "PROPN")), None)
    if said is None or verb.lemma not in ("be", "remain", "stand", "come"):
        return
    for noun in sent.tokens[: verb.i]:
        owner = owner_of(sent, noun) if noun.lemma in LISTS and noun.pos == "NOUN" and noun.dep == "pobj" else None
        if owner is None or not any(t.lower in HEADS for t in sent.tokens[max(0, noun.i - 6) : noun.i]):
            continue
        span = run(sent, list(range(min(subtree(sent, noun.head), default=noun.i), max(subtree(sent, said.i)) + 1)))
        yield Hit(sent, "heads", verb.i, owner, said.i, "demands", "stated", OPEN, span)
        return


def _ask(sent: Sentence, verb: Token) -> Iterator[Hit]:
    """ "The union's ask remains a 12% raise", "Norra's bottom line is an end to the raids": what somebody asks for is said to be that."""
    own = dependent(sent, verb.i, "nsubj")
    said = _complement(sent, verb)
    if own is None or said is None or own.i > verb.i or negation(sent, verb.i) is not None:
        return
    bottom = own.lemma == BOTTOM and any(c.lower == "bottom" for c in dependents(sent, own.i, "amod", "compound"))
    owner = owner_of(sent, own) if own.lemma in ASKS or bottom else None
    if owner is not None and said.pos in ("NOUN", "PROPN", "VERB", "NUM", "SYM") or owner is not None and said.dep == "ccomp":
        yield Hit(sent, "ask", verb.i, owner, said.i, "demands", "stated", OPEN, _span(sent, own.i, said.i))


def _essential(sent: Sentence, verb: Token, scene: Scene) -> Iterator[Hit]:
    """ "It is essential for Norra that the captives come home", "a date is vital to Velta": who cannot do without it demands it."""
    word = dependent(sent, verb.i, "acomp", "attr")
    if word is None or word.lower not in ESSENTIAL or negation(sent, verb.i) is not None:
        return
    preps = [p for i in (word.i, verb.i) for p in dependents(sent, i, "prep") if p.lower in ("for", "to")]
    who = next((g for p in preps for g in dependents(sent, p.i, "pobj") if g.pos in ("PROPN", "NOUN") and scene.party(sent, g.i) is not None), None)
    thing = dependent(sent, verb.i, "ccomp", "csubj") or dependent(sent, verb.i, "nsubj")
    if who is not None and thing is not None and thing.lower not in ("it", "this", "that", "which"):
        yield Hit(sent, "essential", verb.i, who.i, thing.i, "demands", "stated", frozenset({"strict"}), _span(sent, verb.i))


def _first(sent: Sentence, verb: Token) -> Iterator[Hit]:
    """ "For Norra, the captives come first", "a bailout comes first, the union says": what is to come before all else is demanded."""
    own = dependent(sent, verb.i, "nsubj")
    first = next((c.i for c in dependents(sent, verb.i, "advmod") if c.lower == "first"), None)
    if own is None or first is None or own.pos not in ("NOUN", "PROPN") or negation(sent, verb.i) is not None:
        return
    if verb.tag == "VBD" or dependent(sent, verb.i, "prep") is not None and not any(p.lower == "for" for p in dependents(sent, verb.i, "prep")):
        return
    who = next((g.i for p in dependents(sent, verb.i, "prep") if p.lower == "for" for g in dependents(sent, p.i, "pobj")), None)
    low = min([*subtree(sent, own.i), *([who] if who is not None else [])])
    yield Hit(sent, "comes_first", verb.i, who, own.i, "demands", "stated", OPEN if who is not None else SPEAKER | OPEN, run(sent, list(range(low, first + 1))))


def _else(sent: Sentence, text: str) -> Iterator[Hit]:
    """ "Twenty dollars an hour, or we walk", "A seat at the table or no deal", as the whole of what somebody says: that is demanded."""
    words = [t for t in sent.tokens if t.pos not in ("PUNCT", "SPACE")]
    mark = next((t for t in words if t.lower == "or"), None)
    if mark is None or len(words) < 4 or words[0].pos not in ("DET", "NUM", "NOUN", "ADJ", "PROPN") or words[0].lower in ("whether", "either", "no"):
        return
    before = [t for t in words if t.i < mark.i]
    after = [t for t in words if t.i > mark.i]
    head = next((t for t in before if t.pos in ("NOUN", "PROPN") and t.dep not in ("compound", "npadvmod", "poss")), None)
    finite = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in before)
    if head is None or finite or not after or after[0].lower not in ELSE or len(before) > 12:
        return
    clause = after[0].lower in ("no", "nothing", "else") or any(t.tag in ("VBZ", "VBP", "MD", "VBD") and t.pos in VERBAL for t in after[:4])
    told = in_quotes(sent, text, words[0].i) or any(t.lemma in ("say", "tell", "warn", "declare", "insist") and t.tag in ("VBD", "VBZ") for t in after)
    if clause and told:
        says = next((t for t in after if t.lemma in ("say", "tell", "warn", "declare", "insist") and t.tag in ("VBD", "VBZ")), None)
        who = dependent(sent, says.i, "nsubj") if says is not None else None
        last = next((t.i - 1 for t in sent.tokens[mark.i :] if t.text in (",", '"', "”", ".")), sent.tokens[-1].i)
        span = run(sent, list(range(words[0].i, last + 1)))
        holder = who.i if who is not None else None
        yield Hit(sent, "or_else", head.i, holder, head.i, "demands", "insisted", OPEN if holder is not None else SPEAKER | OPEN, span)


def _adverb(sent: Sentence) -> Iterator[Hit]:
    """ "How has it gone down? Badly in Vell": an adverb and a place answer a question."""
    words = [t for t in sent.tokens if t.pos != "SPACE"]
    if len(words) > 9 or words[0].lower not in TAKEN or any(t.pos in VERBAL for t in words):
        return
    prep = next((t for t in words[1:3] if t.lower in ("in", "with", "among", "at")), None)
    who = dependent(sent, prep.i, "pobj") if prep is not None else None
    if who is not None:
        yield Hit(sent, "reply", words[0].i, who.i, None, TAKEN[words[0].lower], "stated", OPEN, run(sent, [t.i for t in words]))


def _reply(sent: Sentence, lex: Lexicon) -> Iterator[Hit]:
    """ "Norra's reply: no", "The answer from Vell: not yet", "From Norra, silence": an answer without a verb."""
    words = [t for t in sent.tokens if t.pos != "SPACE"]
    colon = next((t for t in words if t.text in (":", ",", "-", "–", "—")), None)
    after = sent.tokens[colon.i + 1 : colon.i + 4] if colon is not None else ()
    if colon is None or not after or colon.i > 8 or any(t.pos in VERBAL for t in words if t.i < colon.i):
        return
    said = next((t for t in after if t.lower in lex.mood_of or t.lower in NEVER), None)
    if said is None or any(t.pos in VERBAL for t in sent.tokens[said.i :]):
        return
    value = lex.mood_of.get(said.lower, "rejects" if said.lower == "never" else "silent")
    noun = next((t for t in words if t.i < colon.i and t.lemma in lex.words["answering"]), None)
    who = None
    if noun is not None:
        whence = (g.i for p in dependents(sent, noun.i, "prep") if p.lower in ("from", "in", "of") for g in dependents(sent, p.i, "pobj"))
        who = owner_of(sent, noun) or next(whence, None)
    elif words[0].lower in ("from", "in") and colon.i <= 5 and colon.text != "-":
        who = next((t.i for t in words if t.i < colon.i and t.dep == "pobj"), None)
    if who is not None:
        yield Hit(sent, "reply", said.i, who, None, value, "stated", OPEN, run(sent, list(range(words[0].i, said.i + 1))))
