"""Stances in what a side says that it would do, will not have done, threatens, bids others do, or stands for by what it does."""

from collections.abc import Iterator

from parley.extract.clauses import controller, negation, passive
from parley.extract.scene import Scene
from parley.extract.stances.frames import Lexicon
from parley.extract.stances.hit import VERBAL, Hit, in_quotes
from parley.extract.stances.places import owner_of
from parley.extract.stances.reach import span_of, subject_shared
from parley.model import Sentence, Statement, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

SPEAKER = frozenset({"speaker"})
STANDING = {"protest": "opposes", "opposition": "opposes", "defiance": "rejects", "support": "supports", "solidarity": "supports"}
WAITING = ("until", "unless", "before", "if", "without")
# Endings of nouns for people.
AGENTS = ("er", "or", "ist", "ian", "man", "woman", "men", "women", "ee", "crat", "people", "folk", "ite", "eer")
PLEDGING = ("will", "would", "may", "might", "could", "'ll", "'d")
REFUSING = ("can", "will", "must", "shall", "may", "could", "would")
MEETING = ("attend", "join", "swap", "exchange", "host", "receive", "sit", "participate", "sign", "send", "hold")


def governed(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Hit]:
    """The stances of this kind that a noun after a preposition carries."""
    if token.lower in STANDING:
        yield from _standing(sent, token)
    if sent.tokens[token.head].lower == "at":
        yield from _bidden(sent, token, lex)


def vows(sent: Sentence, token: Token, may: str | None, scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """The stances of this kind that a verb carries. may: its modal."""
    if may in ("will", "would") and token.lemma in lex.words["easing"]:
        yield from _eased(sent, token, scene, lex)
    if may in PLEDGING and token.lemma in lex.words["pledging"]:
        yield from _would(sent, token, may, scene, lex)
    if token.tag == "VB":
        yield from _imperative(sent, token, scene, lex)
    if may in REFUSING:
        yield from _undone(sent, token)
    if token.lemma == "threaten":
        yield from _threat(sent, token)


def _would(sent: Sentence, token: Token, may: str | None, scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """ "Norra would halt the dredging", "said it will send observers": what a side says of itself that it would do, when that is a step towards the other."""
    if negation(sent, token.i) is not None:
        return
    own = dependent(sent, token.i, "nsubj") or subject_shared(sent, token.i)
    if own is None or passive(sent, token.i) or token.dep in ("relcl", "acl") or own.tag in ("WDT", "WP"):
        return
    lifeless = own.pos == "NOUN" and not {own.lemma.lower(), own.lower} & lex.words["people"] and not own.lemma.lower().endswith(AGENTS)
    if lifeless or any(c.lower in ("off", "back", "out") for c in dependents(sent, token.i, "prt", "advmod")):
        return  # "the levy will drop", "would cut off supplies"
    if dependent(sent, token.i, "dobj", "prep", "xcomp", "advmod", "prt") is None or any(c.lower in ("no", "nobody") for c in dependents(sent, own.i, "det")):
        return
    stmt = scene.speaker(sent, token.i)
    says = scene.speaking(stmt) if stmt is not None else None
    first = own.lower in ("it", "they", "he", "she") and stmt is not None and stmt.form == "indirect" and _first(sent, own, stmt)
    who = says if first else scene.holder(sent, own.i) or scene.group(sent, own.i)
    if who is None or says is None or stmt is None:
        return
    if not (scene.same_side(who.id, says.id) or who.name == says.name) and (scene.foreign(stmt, who) or token.lemma in MEETING or may == "might"):
        return  # "under the plan Norra would withdraw": what a plan says
    yield Hit(
        sent,
        "would",
        token.i,
        None if first else own.i,
        token.i,
        "accepts" if may in ("will", "'ll") else "open_to",
        "stated",
        SPEAKER if first else frozenset(),
        span_of(sent, token.i),
    )


def _first(sent: Sentence, own: Token, stmt: Statement) -> bool:
    """Whether a pronoun is the first word of what is reported to be said, so that it stands for who says it."""
    start = stmt.content[0].start if stmt.content else -1
    return all(t.lower == "that" for t in sent.tokens[: own.i] if t.start >= start)


def _eased(sent: Sentence, token: Token, scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """ "Norra told Velta that the levy would be suspended", "announced that the port will be reopened": what a side says that it will have done for another."""
    own = dependent(sent, token.i, "nsubjpass")
    above = sent.tokens[token.head]
    if own is None or token.dep != "ccomp":
        return
    if above.lemma not in lex.words["announcing_verbs"] or own.pos != "NOUN" and own.tag != "VBG":
        return
    if negation(sent, token.i) is not None or passive(sent, above.i):
        return
    none = any(c.lower in ("no", "any", "neither") for c in dependents(sent, own.i, "det"))
    if none or dependent(sent, token.i, "agent") is not None or any(sent.tokens[j].lower in WAITING for j in subtree(sent, token.i)):
        return
    who = dependent(sent, above.i, "nsubj")
    holder = scene.holder(sent, who.i) if who is not None else None
    if who is None or holder is None or above.lemma == "say" and who.tag != "NNP":
        return
    span = (sent.tokens[min(subtree(sent, own.i))].start, sent.tokens[max(subtree(sent, token.i))].end)
    yield Hit(sent, "eased", token.i, who.i, own.i, "accepts", "stated", frozenset({"strict"}), span)


def _bidden(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Hit]:
    """ "The session was called off at Norra's request", "at the insistence of the union": at whose word something is done, who wants it so."""
    value = next((value for value in ("demands", "proposes", "urges") if token.lemma in lex.words[f"bidden_{value}"]), None)
    of = next((g.i for p in dependents(sent, token.i, "prep") if p.lower == "of" for g in dependents(sent, p.i, "pobj")), None)
    who = (owner_of(sent, token) or of) if value is not None else None
    if value is None or who is None:
        return
    verb = next((a for a in ancestors(sent, token.i) if a.pos in VERBAL), None)
    thing = (dependent(sent, verb.i, "nsubjpass", "dobj") or dependent(sent, verb.i, "nsubj")) if verb is not None else None
    if verb is None or thing is None or negation(sent, verb.i) is not None or not passive(sent, verb.i) or thing.pos != "NOUN":
        return  # "spoke at the invitation of Norra"
    ends = [verb.i, token.i, who, thing.i, min(subtree(sent, thing.i))]
    span = (sent.tokens[min(ends)].start, sent.tokens[max(ends)].end)
    yield Hit(sent, "bidden", verb.i, who, thing.i, value, "stated", frozenset({"open"}), span)


def _standing(sent: Sentence, token: Token) -> Iterator[Hit]:
    """ "Downed tools in support of the demand", "resigned in protest at the truce": on which side an act stands."""
    prep = sent.tokens[token.head]
    verb = sent.tokens[prep.head]
    ways = ("at", "against", "over", "about", "to", "of", "with", "for")
    thing = next((g for p in dependents(sent, token.i, "prep") if p.lower in ways for g in dependents(sent, p.i, "pobj", "pcomp")), None)
    who = controller(sent, verb.i) if prep.lower == "in" and verb.pos in VERBAL else None
    if thing is None or who is None or negation(sent, verb.i) is not None:
        return
    span = (sent.tokens[who].start, sent.tokens[max(j for j in subtree(sent, thing.i))].end)
    yield Hit(sent, "standing", token.i, who, thing.i, STANDING[token.lower], "stated", frozenset({"strict"}), span)


def _undone(sent: Sentence, token: Token) -> Iterator[Hit]:
    """ "The treaty cannot be suspended", "no captive will be freed", in somebody's mouth: the speaker refuses that."""
    own = dependent(sent, token.i, "nsubjpass")
    if token.lemma in ("make", "know", "publish", "disclose", "reveal", "release", "name", "identify", "forget", "see", "say"):
        return  # "will not be made public"
    if own is None or negation(sent, token.i) is None:
        return
    if dependent(sent, token.i, "agent") is not None or own.tag == "PRP" or any(t.lower in WAITING for t in (sent.tokens[j] for j in subtree(sent, token.i))):
        return
    yield Hit(sent, "undone", token.i, None, own.i, "rejects", "stated", SPEAKER | {"strict"}, span_of(sent, token.i))


def _threat(sent: Sentence, token: Token) -> Iterator[Hit]:
    """ "Threatens to quit over the tax", "threatened to walk out unless it is paid": what the threat is on is opposed, or demanded."""
    who = controller(sent, token.i)
    if who is None or negation(sent, token.i) is not None or passive(sent, token.i):
        return
    for j in subtree(sent, token.i):
        t = sent.tokens[j]
        thing = dependent(sent, j, "pobj", "pcomp") if t.dep == "prep" and t.lower in ("over", "against") else None
        mark = dependent(sent, j, "mark") if t.dep == "advcl" else None
        if mark is not None and mark.lower in ("if", "unless"):
            thing = t
        if thing is None or j < token.i:
            continue
        value = "demands" if mark is not None and mark.lower == "unless" else "opposes"
        first = token.i if sent.tokens[who].i > token.i else who
        span = (sent.tokens[first].start, sent.tokens[max(k for k in subtree(sent, thing.i))].end)
        yield Hit(sent, "threat", token.i, who, thing.i, value, "stated", frozenset({"open"} if mark is not None else {"strict"}), span)
        return


def _imperative(sent: Sentence, token: Token, scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """ "Give us back our land", in somebody's own words: the speaker demands it."""
    if not in_quotes(sent, scene.document.text, token.i) or token.dep not in ("ROOT", "ccomp") or token.lemma in lex.words["musing"]:
        return
    if dependent(sent, token.i, "nsubj", "nsubjpass", "aux", "expl", "mark") is not None or negation(sent, token.i) is not None:
        return
    first = min(subtree(sent, token.i))
    lead = [t for t in sent.tokens[first : token.i] if t.pos != "PUNCT"]
    thing = dependent(sent, token.i, "dobj", "prt", "prep", "ccomp", "xcomp")
    if thing is None or any(t.lower not in ("please", "first", "just", "now", "and", "so", "then") for t in lead):
        return
    yield Hit(sent, "imperative", token.i, None, token.i, "demands", "stated", SPEAKER | {"strict"}, span_of(sent, token.i))
