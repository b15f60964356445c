"""Where the target and the holder of a frame stand, as the head tokens of their phrases."""

from parley.extract.clauses import controller, passive, relative_head, subject
from parley.extract.stances.fits import addressed, demands_it
from parley.extract.stances.frames import Frame, Lexicon
from parley.extract.stances.hit import VERBAL
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents, subtree


def target_of(sent: Sentence, token: Token, path: str, words: frozenset[str], frame: Frame) -> int | None:
    """The head token of what the stance is on, along one path."""
    if path == "self":
        return None
    if path == "prep":
        return _prep(sent, token, words, frame)
    if path == "including":
        return next((c.i for t in sent.tokens[token.i :] if t.lower == "including" for c in dependents(sent, t.i, "pobj", "pcomp")), None)
    if path == "object":
        own = dependent(sent, token.i, "dobj")
        return own.i if own is not None else None
    if path == "dobj":
        return _dobj(sent, token)
    if path in ("nsubjpass", "agent", "prepcomp", "headnoun"):
        return _turned(sent, token, path)
    if path == "nextattr":
        return _complement(sent, token)
    if path == "nextduty":
        found_at = _complement(sent, token)
        return found_at if found_at is not None and sent.tokens[found_at].pos in VERBAL and demands_it(sent, found_at) else None
    found = dependent(sent, token.i, path)
    if found is None:
        return (_gerund(sent, token) or _dated(sent, token)) if path == "xcomp" and frame.pos == "VERB" else None
    told = found.tag == "VBD" and found.lemma in ("say", "announce", "tell", "add", "report")
    if path == "ccomp" and told and any(t.text == "," for t in sent.tokens[token.i : found.i]):
        return None  # "Norra agreed a truce, Renn announced": who tells of it
    if path == "xcomp" and frame.pos == "VERB" and found.pos not in VERBAL:
        return None
    return found.i


def _gerund(sent: Sentence, token: Token) -> int | None:
    """What follows a verb at once as a participle ("has ruled out reopening the clause"), which the parse may take for a circumstance."""
    for below in dependents(sent, token.i, "advcl", "ccomp"):
        first = min(subtree(sent, below.i))
        if below.tag == "VBG" and first > token.i and all(sent.tokens[j].dep in ("prt", "advmod", "neg") for j in range(token.i + 1, first)):
            return below.i
    return None


def _dated(sent: Sentence, token: Token) -> int | None:
    """What follows a verb after the day ("offered on Thursday to raise wages"), which the parse hangs on the day."""
    for prep in dependents(sent, token.i, "prep", "npadvmod"):
        for day in (prep, *dependents(sent, prep.i, "pobj")):
            for below in dependents(sent, day.i, "acl", "relcl"):
                to = any(c.lower == "to" for c in dependents(sent, below.i, "aux"))
                if day.tag == "NNP" and below.tag == "VB" and to and dependent(sent, below.i, "nsubj") is None:
                    return below.i
    return None


def _turned(sent: Sentence, token: Token, path: str) -> int | None:
    """A target that does not stand as the object: the subject of a passive, its agent, or a clause under a preposition's noun."""
    if path == "nsubjpass":
        found = dependent(sent, token.i, "nsubjpass")
        if found is not None:
            return relative_head(sent, found.i)
        if token.dep == "conj" and token.tag == "VBN" and sent.tokens[token.head].dep == "acl" and dependent(sent, token.i, "nsubj") is None:
            return sent.tokens[token.head].head
        if token.dep == "conj" and token.tag == "VBN" and dependent(sent, token.i, "nsubj", "dobj") is None:  # "was praised in Norra and condemned in Vell"
            own = dependent(sent, token.head, "nsubjpass")
            return relative_head(sent, own.i) if own is not None else None
        if token.dep == "advcl" and token.tag == "VBN" and dependent(sent, token.i, "agent") is not None:  # "Rejected by Norra, the plan lapsed"
            own = dependent(sent, token.head, "nsubj", "nsubjpass")
            return own.i if own is not None and own.i > token.i else None
        return token.head if token.dep == "acl" and token.tag == "VBN" else None
    if path == "headnoun":  # "relief, Norra's main demand, is off"
        return token.head if token.dep == "appos" else None
    if path == "agent":
        agent = dependent(sent, token.i, "agent")
        thing = dependent(sent, agent.i, "pobj") if agent is not None else None
        return thing.i if thing is not None else None
    under = [g.i for prep in dependents(sent, token.i, "prep") for g in dependents(sent, prep.i, "pobj")]
    return next((below.i for i in under for below in dependents(sent, i, "acl", "relcl")), None)


def _complement(sent: Sentence, token: Token) -> int | None:
    """ "Its next demand is that Y": what the noun is said to be."""
    verb = sent.tokens[token.head]
    if token.dep == "pobj" and verb.lower == "among" and sent.tokens[verb.head].lemma == "be":  # "among its demands are Y"
        found = dependent(sent, verb.head, "nsubj", "attr")
        return found.i if found is not None and found.i > verb.head else None
    if token.dep != "nsubj" or verb.lemma not in ("be", "include", "remain"):
        return None
    found = next((c for c in dependents(sent, verb.i, "attr", "ccomp", "xcomp", "dobj", "acomp") if c.i > verb.i), None)
    return found.i if found is not None else None


def _cleft(sent: Sentence, token: Token, found: Token | None) -> int | None:
    """ "What Norra wants is a truce", "all we ask is that they come": what the clause is said to be."""
    what = token.dep in ("csubj", "nsubj", "ccomp") and found is not None and found.lower == "what"
    every = token.dep == "relcl" and sent.tokens[token.head].lower == "all" and sent.tokens[token.head].dep == "nsubj"
    if not what and not every:
        return None
    verb = sent.tokens[sent.tokens[token.head].head] if every else sent.tokens[token.head]
    if verb.lemma != "be":
        return None
    said = next((c for c in dependents(sent, verb.i, "attr", "ccomp", "xcomp", "acomp") if c.i > verb.i), None)
    return said.i if said is not None else None


def _dobj(sent: Sentence, token: Token) -> int | None:
    found = dependent(sent, token.i, "dobj")
    if (told := _cleft(sent, token, found)) is not None:
        return told
    if found is not None:
        return relative_head(sent, found.i)
    free = dependent(sent, token.i, "ccomp")
    if free is not None and sent.tokens[min(subtree(sent, free.i))].lower in ("what", "whatever"):  # "turned down what was billed as the last offer"
        return free.i
    if token.dep == "relcl" and not passive(sent, token.i):  # "conditions that Norra rejects"
        own = subject(sent, token.i)
        if own is not None and relative_head(sent, own.i) == own.i:
            return token.head
    if token.dep == "acl" and token.tag in ("VBD", "VBZ", "VBP") and dependent(sent, token.i, "nsubj") is not None:
        return token.head
    if token.dep in ("conj", "xcomp") and sent.tokens[token.head].pos in VERBAL and token.dep == "conj":
        above = sent.tokens[token.head]
        if above.i < token.i and token.i + 1 < len(sent.tokens):
            return None
    return None


def _prep(sent: Sentence, token: Token, words: frozenset[str], frame: Frame) -> int | None:
    at = [token.i, *(c.i for c in dependents(sent, token.i, "dobj", "nsubjpass") if c.lemma in frame.via)]
    at += [c.i for c in dependents(sent, token.i, "prt", "advmod", "acomp")]
    if frame.pos == "NOUN" and token.dep in ("dobj", "nsubjpass", "attr"):
        at.append(token.head)
    for i in at:
        for prep in dependents(sent, i, "prep", "dative"):
            if prep.lower in words and prep.i > token.i:
                found = dependent(sent, prep.i, "pobj", "pcomp")
                if found is not None:
                    return found.i
    for prep in dependents(sent, token.i, "prep") if frame.pos == "VERB" else ():
        if prep.i == 0 and prep.lower in words and (found := dependent(sent, 0, "pobj", "pcomp")) is not None:
            return found.i  # "with the clause on prisoners Norra took issue"
    if token.dep == "relcl" and any(c.lower in words for c in dependents(sent, token.i, "prep") if not sent.children[c.i]):
        return token.head
    for prep in dependents(sent, token.i, "prep") if frame.pos == "VERB" else ():  # "a seat on which Norra insists", "a date to which both agreed"
        which = dependent(sent, prep.i, "pobj", "pcomp")
        if prep.i < token.i and prep.lower in words and which is not None:
            if which.tag in ("WDT", "WP"):
                return relative_head(sent, which.i) if relative_head(sent, which.i) != which.i else None
            if any(c.tag == "WP$" for c in dependents(sent, which.i, "poss")):
                return which.i
    if (
        token.tag == "VBN"
        and token.dep in ("acl", "conj")
        and any(c.lower in words and not dependent(sent, c.i, "pobj", "pcomp") for c in dependents(sent, token.i, "prep"))
    ):
        noun = token.head if token.dep == "acl" else sent.tokens[token.head].head
        return noun
    return None


def _holder(sent: Sentence, token: Token, frame: Frame) -> int | None:
    """The head token of who holds it: the subject of a verb, the owner or agent of a noun."""
    if frame.pos == "NOUN":
        return owner_of(sent, token)
    if frame.pos == "ADJ":
        above = sent.tokens[token.head]
        own = dependent(sent, token.i, "nsubj", "nsubjpass")
        if own is not None:
            return own.i
        return controller(sent, above.i if token.dep in ("acomp", "oprd") else token.i)
    if "undergone" in frame.flags and passive(sent, token.i):
        thing = dependent(sent, token.i, "nsubjpass", "nsubj")
        return thing.i if thing is not None else None
    if passive(sent, token.i):
        agent = dependent(sent, token.i, "agent")
        thing = dependent(sent, agent.i, "pobj") if agent is not None else None
        if thing is None:
            heads = [token.i, *(c.i for c in dependents(sent, token.i, "dobj"))]  # "were denied access by Norra"
            thing = next((g for i in heads for p in dependents(sent, i, "prep") if p.lower == "by" for g in dependents(sent, p.i, "pobj")), None)
        if thing is None:
            thing = next(
                (
                    g
                    for q in dependents(sent, token.i, "prep", "prt")
                    for p in dependents(sent, q.i, "agent", "prep")
                    if p.lower == "by"
                    for g in dependents(sent, p.i, "pobj")
                ),
                None,
            )
        return thing.i if thing is not None else None
    return controller(sent, token.i)


def holder_of(sent: Sentence, token: Token, frame: Frame, lex: Lexicon) -> int | None:
    """The head token of who holds it: as the frame says, else who has the noun ("expressed support")."""
    holder = _holder(sent, token, frame)
    if frame.pos == "NOUN" and holder is not None and sent.tokens[holder].tag == "PRP$":  # "its backing": named by the verb that carries it
        return light_subject(sent, token, lex) or holder
    if holder is None and frame.pos == "NOUN" and frame.flags & {"poss", "light"}:
        return light_subject(sent, token, lex)
    return holder


def owner_of(sent: Sentence, token: Token) -> int | None:
    """The head token of whose a noun is: "Norra's demand", "a demand by Norra", "the Norran demand"."""
    own = dependent(sent, token.i, "poss")
    if own is not None:
        return own.i
    for prep in dependents(sent, token.i, "prep", "agent"):
        if prep.lower in ("by", "from"):
            thing = dependent(sent, prep.i, "pobj")
            if thing is not None:
                return thing.i
    for child in dependents(sent, token.i, "compound", "amod", "nmod"):
        if child.pos == "PROPN" or child.text[:1].isupper() and child.i < token.i:
            return child.i
    return _of_whom(sent, token)


def _of_whom(sent: Sentence, token: Token) -> int | None:
    """ "The consent of Norra to the clause": whose it is, where another preposition tells on what."""
    preps = list(dependents(sent, token.i, "prep"))
    if not any(p.lower in ("to", "for", "against", "on", "over", "about") for p in preps):
        return None
    return next((g.i for p in preps if p.lower == "of" for g in dependents(sent, p.i, "pobj")), None)


def light_subject(sent: Sentence, token: Token, lex: Lexicon) -> int | None:
    """ "Norra expressed support": the subject of the verb that carries the noun."""
    above = sent.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass") and (found := _come_from(sent, token, lex)) is not None:
        return found
    if token.dep == "pobj":
        above = sent.tokens[above.head]
    if above.pos in VERBAL and above.lemma in lex.words["light"]:
        return controller(sent, above.i)
    if above.pos in VERBAL and above.lemma in ("speak",):
        return controller(sent, above.i)
    return None


def _come_from(sent: Sentence, token: Token, lex: Lexicon) -> int | None:
    """Whose a noun is that is the subject itself: "were voiced by Norra", "came from Norra", "is rife in Norra", "was the message of Norra"."""
    verb = sent.tokens[token.head]
    if token.dep == "nsubjpass" and verb.lemma in lex.words["voicing"]:
        agent = dependent(sent, verb.i, "agent")
        thing = dependent(sent, agent.i, "pobj") if agent is not None else None
        return thing.i if thing is not None else None
    if token.dep != "nsubj":
        return None
    ways = ("from",) if verb.lemma in lex.words["coming"] else ("in", "among", "within", "across", "inside") if verb.lemma in lex.words["lasting"] else ()
    at = [verb.i, *(c.i for c in dependents(sent, verb.i, "acomp", "prep", "advmod", "attr") if c.lower not in ways)]
    found = next((g.i for i in at for p in dependents(sent, i, "prep") if p.lower in ways for g in dependents(sent, p.i, "pobj")), None)
    if found is None and verb.lemma == "be":
        said = next((c for c in dependents(sent, verb.i, "attr") if c.lemma in lex.words["words_said"]), None)
        return owner_of(sent, said) or _whose(sent, said) if said is not None else None
    return found


def _whose(sent: Sentence, noun: Token) -> int | None:
    """ "The message of Norra's speech": the owner of what the word stood in, or who is named after "of" itself."""
    thing = next((g for p in dependents(sent, noun.i, "prep") if p.lower == "of" for g in dependents(sent, p.i, "pobj")), None)
    return (owner_of(sent, thing) or thing.i) if thing is not None else None


def urged(sent: Sentence, token: Token, frame: Frame) -> int | None:
    """Who is urged: the object of the verb, or of its preposition."""
    if "party_object" not in frame.flags and "party_below" not in frame.flags:
        return None
    turned_to = addressed(sent, token, frame)
    if turned_to is not None:
        return turned_to
    found = dependent(sent, token.i, "dobj", "dative")
    if found is not None:
        return found.i
    below = dependent(sent, token.i, "xcomp", "ccomp")
    own = subject(sent, below.i) if below is not None else None
    return own.i if own is not None else None
