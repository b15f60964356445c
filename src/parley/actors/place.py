"""Government or place: "Moscow rejects the plan" and "talks in Moscow", decided by the grammar around the name."""

from parley.actors.words import Words
from parley.actors.world import Hit
from parley.model import Sentence, Token

DATELINE = ("(", "-", ",", "--", "/")


def is_place(sent: Sentence, head: int, hit: Hit, w: Words) -> bool:
    """Whether the name of a state, capital or seat, whose head token is `head`, stands for the place there.

    A place: after a preposition of place; "to", "from" or "on" with a word of motion or attack; object or passive subject of such a verb; before or owning
    a noun of place ("Moscow's streets"). Otherwise an actor: subject, object of speech, possessor of a stance, agent.
    """
    if hit.form == "city":
        return True
    tokens = sent.tokens
    token = tokens[head]
    while token.dep == "conj":
        token = tokens[token.head]
    above = tokens[token.head]
    seat = hit.form in ("capital", "seat")
    after = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else token
    if seat and hit.first == 0 and tokens[0].text.isupper() and after.text in DATELINE:
        return True
    if after.text == "-" and after.start == tokens[hit.last].end and hit.last + 2 < len(tokens):
        return tokens[hit.last + 2].lower in w.places_based
    if token.dep == "pobj":
        return _after_preposition(sent, token.i, seat, w)
    if token.dep in ("compound", "nmod", "amod"):
        return _before_noun(above, seat, w)
    if token.dep == "poss":
        return above.lemma.lower() in w.places
    if token.dep in ("dobj", "nsubjpass"):
        return seat and above.lemma in (w.hit | w.motion)
    return token.dep in ("npadvmod", "dep", "appos") and seat


def _before_noun(above: Token, seat: bool, w: Words) -> bool:
    """Whether a name before a noun is a place: before a noun of place; a seat's before any noun that is not an actor's own ("Moscow talks").

    A verb there is a slip of the parser: its modifier is its subject.
    """
    lemma = above.lemma.lower()
    if above.pos == "VERB" or above.tag in ("NNS", "VBZ") and lemma in w.speech and lemma not in w.owned:
        return False
    return lemma in w.places or seat and lemma not in w.owned and lemma not in w.persons and lemma not in w.documents


def _after_preposition(sent: Sentence, i: int, seat: bool, w: Words) -> bool:
    tokens = sent.tokens
    preposition = tokens[tokens[i].head]
    word = preposition.lower
    governor = tokens[preposition.head]
    lemma = governor.lemma.lower()
    if word in w.prepositions:
        return True
    if word in w.small["motion"]:
        if governor.lower in w.small["back"]:
            lemma = tokens[governor.head].lemma.lower()
        return lemma in w.motion
    if word in w.small["on"]:
        return seat and (lemma in w.hit or governor.pos == "VERB" and lemma in w.motion)
    if word in w.small["of_place"]:
        within = lemma in w.hit or governor.pos == "PROPN" or lemma in w.small["part"]
        return governor.lower in w.small["out"] or lemma in w.places or seat and within
    return word in w.small["bound"] and lemma in w.small["leave"]
