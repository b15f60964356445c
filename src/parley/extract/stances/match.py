"""Frames over the parse: which token carries a stance, whose it is, on what."""

from collections.abc import Iterator

from parley.extract.clauses import clause, controller, finite, modal, negation, passive, relative_head, run, subject
from parley.extract.stances.frames import Frame, Lexicon
from parley.extract.stances.hit import VERBAL, Hit
from parley.extract.stances.idioms import GONE, idiom_hits, words_of
from parley.model import Sentence, Token
from parley.model.tree import ancestors, conjuncts, dependent, dependents, subtree


def hits(sent: Sentence, text: str, lex: Lexicon) -> Iterator[Hit]:
    """The stances that the frames find in one sentence, in order; what stands inside the target of another is read with it."""
    taken: set[int] = set()
    words = words_of(sent)
    for token in sorted(sent.tokens, key=lambda t: (_depth(sent, t.i), t.i)):
        if token.i in taken:
            continue
        idiom = next(idiom_hits(sent, token, words, (lex.idioms, lex.words["hedges"])), None)
        if idiom is not None:
            yield idiom[0]
            taken.update(idiom[1])
            if idiom[0].target is not None and idiom[0].target > token.i:
                taken.update(j for j in _branch(sent, idiom[0].target) if not _apart(sent, j, idiom[0].target))
            continue
        for frame in (*lex.by_word.get(token.lemma.lower(), ()), *(lex.by_word.get(token.lower, ()) if token.lower != token.lemma.lower() else ())):
            hit = _hit(sent, text, token, frame, lex)
            if hit is not None:
                yield hit
                if hit.target is not None and frame.pos != "NOUN" and frame.id not in ("took_note", "not_say"):
                    taken.update(j for j in _branch(sent, hit.target) if not _apart(sent, j, hit.target))
                break


def _branch(sent: Sentence, i: int) -> list[int]:
    """The subtree of a token without clauses that are coordinated with it and have subjects of their own."""
    apart: set[int] = set()
    for j in subtree(sent, i):
        token = sent.tokens[j]
        if token.dep in ("conj", "parataxis") and token.pos in VERBAL and dependent(sent, j, "nsubj", "nsubjpass", "expl") is not None:
            apart.update(subtree(sent, j))
    return [j for j in subtree(sent, i) if j not in apart]


def _depth(sent: Sentence, i: int) -> int:
    return sum(1 for _ in ancestors(sent, i))


def _apart(sent: Sentence, j: int, target: int) -> bool:
    """Whether a token inside a target may carry a stance of its own: a noun with an owner, or a clause that qualifies a noun."""
    token = sent.tokens[j]
    owner = _owner(sent, token) if token.pos == "NOUN" else None
    if owner is not None and (j != target or sent.tokens[owner].pos == "PROPN"):  # "rejected Velta's demand for …" tells of Velta too
        return True
    at = token
    while at.i != target:
        if at.dep in ("relcl", "acl") and at.tag in ("VBN", "VBD", "VBZ", "VBP"):
            return True
        if at.head == at.i:
            return False
        at = sent.tokens[at.head]
    return False


def _hit(sent: Sentence, text: str, token: Token, frame: Frame, lex: Lexicon) -> Hit | None:
    if not _fits(sent, text, token, frame):
        return None
    if frame.pos == "VERB" and _fails(sent, token):
        return None
    denied = _denied(sent, token, frame)
    gone = "no longer" in _before(sent, text, token)
    value: str | None = frame.value
    if "only_negated" in frame.flags:
        if not denied:
            return None
    elif gone and (frame.no_longer or frame.value in GONE):
        value = frame.no_longer or GONE[frame.value]
    elif denied:
        value = frame.negated
    if frame.pos == "VERB" and modal(sent, token.i) in ("must", "should", "shall") and value in ("accepts", "supports", "accepts_in_principle", "open_to"):
        return None  # what somebody should do is what the speaker wants
    if value is None or "modal_only" in frame.flags and modal(sent, token.i) is None and not denied:
        return None
    target = next((t for path, words in frame.target if (t := _target(sent, token, path, words, frame)) is not None), None)
    if target is None and not any(path == "self" for path, _ in frame.target) and "bare" not in frame.flags:
        return None
    if target is not None and _beyond(sent, frame, target):
        return None
    value = _inner(sent, token, frame, target, value, lex)
    holder = _held(sent, token, frame, lex)
    if _unheld(sent, frame, holder):
        return None
    if "only_light" in frame.flags and _light_subject(sent, token, lex) is None:
        return None
    strength = "non_negotiable" if _never(sent, token) and value in ("rejects", "opposes") else frame.strength
    return Hit(sent, frame.id, token.i, holder, target, value, strength, frame.flags, None, _object(sent, token, frame))


def _fails(sent: Sentence, token: Token) -> bool:
    """ "failed to agree", "neither accepted nor rejected it": nothing was taken up, and nobody says why."""
    above = sent.tokens[token.head]
    return (
        token.dep == "xcomp"
        and above.lemma == "fail"
        or any(c.lower == "neither" and c.i < token.i for c in dependents(sent, token.i, "cc", "preconj", "advmod"))
    )


def _beyond(sent: Sentence, frame: Frame, target: int) -> bool:
    """Whether a target is none for the frame: a denial of what has befallen somebody is a matter of fact; a question must ask."""
    return frame.id == "deny_that" and passive(sent, target) or "interrogative" in frame.flags and not _asks(sent, target)


def _held(sent: Sentence, token: Token, frame: Frame, lex: Lexicon) -> int | None:
    """The head token of who holds it: as the frame says, else who has the noun ("expressed support")."""
    holder = _holder(sent, token, frame)
    if holder is None and frame.pos == "NOUN" and frame.flags & {"poss", "light"}:
        return _light_subject(sent, token, lex)
    return holder


def _unheld(sent: Sentence, frame: Frame, holder: int | None) -> bool:
    """Whether a frame asks for a holder that the sentence does not give."""
    if "own_word" in frame.flags and (holder is None or sent.tokens[holder].lower != "we"):
        return True
    return holder is None and frame.pos == "NOUN" and "light" in frame.flags and "speaker" not in frame.flags


def _before(sent: Sentence, text: str, token: Token) -> str:
    return text[max(sent.start, token.start - 12) : token.start].lower()


def _fits(sent: Sentence, text: str, token: Token, frame: Frame) -> bool:
    """Whether a token can carry a frame: its part of speech and all that the frame asks to hang on it."""
    if not _speech(sent, token, frame):
        return False
    if frame.via and not any(c.lemma in frame.via for c in dependents(sent, token.i, "dobj", "nsubjpass", "nmod", "npadvmod")):
        return False
    if frame.prt and not any(c.lower in frame.prt for c in dependents(sent, token.i, "prt", "advmod", "prep")):
        return False
    if frame.under and sent.tokens[token.head].lower != frame.under:
        return False
    if frame.cue is not None:
        low = min(subtree(sent, token.i))
        high = max(subtree(sent, token.i))
        if not frame.cue.search(text, max(sent.start, sent.tokens[low].start - 14), min(len(text), sent.tokens[high].end + 12)):
            return False
    if frame.inner and not any(c.lemma in frame.inner for c in dependents(sent, token.i, "xcomp", "ccomp")):
        return False
    if frame.objects and not any(_object_noun(sent, c, frame) for c in dependents(sent, token.i, "dobj", "nsubjpass", "prep", "prt")):
        return False
    if "inner_modal" in frame.flags:
        below = dependent(sent, token.i, "ccomp")
        if below is None or modal(sent, below.i) not in ("should", "must") or token.lemma not in ("argue", "maintain"):
            return False
    return not ("modal" in frame.flags and (below := dependent(sent, token.i, "ccomp")) is not None and not _demanding(sent, below.i))


def _speech(sent: Sentence, token: Token, frame: Frame) -> bool:
    """Whether a token is of the part of speech, and stands in a place, in which it can carry the frame."""
    if frame.pos == "VERB" and token.pos not in VERBAL or frame.pos == "NOUN" and token.pos not in ("NOUN", "PROPN", "INTJ"):
        return False
    if frame.pos == "ADJ" and (
        token.pos not in ("ADJ", "VERB") or token.pos == "VERB" and token.dep not in ("acomp", "ROOT", "ccomp", "xcomp", "conj", "advcl")
    ):
        return False
    if frame.pos == "ADJ" and (token.dep == "amod" or token.pos == "VERB" and token.tag != "VBN"):
        return False
    if frame.pos == "VERB" and (
        token.dep == "amod" or frame.value == "proposes" and token.dep == "acl" or "only_negated" in frame.flags and token.dep == "pcomp"
    ):
        return False
    if frame.id == "propose" and token.lemma == "suggest" and (said := dependent(sent, token.i, "ccomp")) is not None and _told(sent, said.i):
        return False  # an opinion, no proposal
    return not (frame.id == "request_that" and (below := dependent(sent, token.i, "ccomp")) is not None and _asks(sent, below.i))


def _told(sent: Sentence, i: int) -> bool:
    return finite(sent, i) and modal(sent, i) is None


def _demanding(sent: Sentence, i: int) -> bool:
    """Whether a clause says what is to be: a modal of duty, or the bare subjunctive ("that Velta withdraw")."""
    token = sent.tokens[i]
    own = dependent(sent, i, "nsubj")
    bare = token.tag == "VB" or token.tag == "VBP" and token.lower == token.lemma and own is not None and own.tag in ("NN", "NNP")
    bare = bare or token.tag == "VBN" and any(c.text == "be" for c in dependents(sent, i, "auxpass"))  # "that the ban be lifted"
    return modal(sent, i) in ("must", "should", "shall") or bare and modal(sent, i) is None


def _object_noun(sent: Sentence, child: Token, frame: Frame) -> bool:
    if child.dep == "prep":
        return any(t == "prep" and child.lower in words for t, words in frame.target) and any(
            g.lemma in frame.objects or g.lower in frame.objects for g in dependents(sent, child.i, "pobj")
        )
    return child.lemma in frame.objects or child.lower in frame.objects


def _denied(sent: Sentence, token: Token, frame: Frame) -> bool:
    """Whether the trigger is denied: by a negation on it, on its copula, or on the verb that governs it."""
    if token.pos in VERBAL:
        if negation(sent, token.i) is not None or any(
            g.lower in ("neither", "none", "nobody") for a in dependents(sent, token.i, "agent") for g in dependents(sent, a.i, "pobj")
        ):
            return True
        if any(
            c.lemma in frame.via and any(d.lower in ("no", "any") for d in dependents(sent, c.i, "det")) for c in dependents(sent, token.i, "dobj", "nsubjpass")
        ):
            return True
        if token.dep in ("conj", "xcomp") and sent.tokens[token.head].pos in VERBAL and dependent(sent, token.i, "nsubj") is None:
            above = sent.tokens[token.head]
            if token.dep == "xcomp" and (negation(sent, above.i) is not None or above.lemma in ("refuse", "decline")):
                return True
        return _short_of(sent, token)
    if token.pos in ("NOUN", "PROPN"):
        if any(c.lower in ("no", "neither") for c in dependents(sent, token.i, "det", "neg")):
            return True
        above = sent.tokens[token.head]
        return token.dep in ("dobj", "attr") and above.pos in VERBAL and negation(sent, above.i) is not None
    above = sent.tokens[token.head]
    return negation(sent, token.i) is not None or token.dep in ("acomp", "attr") and negation(sent, above.i) is not None


def _short_of(sent: Sentence, token: Token) -> bool:
    return (
        token.dep == "pcomp"
        and sent.tokens[token.head].lower in ("of", "without")
        and token.i > 1
        and sent.tokens[token.head].i > 0
        and (sent.tokens[token.head].lower == "without" or sent.tokens[sent.tokens[token.head].i - 1].lower == "short")
    )


def _never(sent: Sentence, token: Token) -> bool:
    return any(c.lower == "never" for c in dependents(sent, token.i, "neg", "advmod"))


def _target(sent: Sentence, token: Token, path: str, words: frozenset[str], frame: Frame) -> int | None:
    """The head token of what the stance is on, along one path."""
    if path == "self":
        return None
    if path == "prep":
        return _prep(sent, token, words, frame)
    if path == "including":
        return next((c.i for t in sent.tokens[token.i :] if t.lower == "including" for c in dependents(sent, t.i, "pobj", "pcomp")), None)
    if path == "dobj":
        return _dobj(sent, token)
    if path in ("nsubjpass", "agent", "prepcomp"):
        return _turned(sent, token, path)
    if path == "nextattr":
        return _complement(sent, token)
    if path == "nextduty":
        found_at = _complement(sent, token)
        return found_at if found_at is not None and sent.tokens[found_at].pos in VERBAL and _demanding(sent, found_at) else None
    found = dependent(sent, token.i, path)
    if found is None:
        return None
    told = found.tag == "VBD" and found.lemma in ("say", "announce", "tell", "add", "report")
    if path == "ccomp" and told and any(t.text == "," for t in sent.tokens[token.i : found.i]):
        return None  # "Norra agreed a truce, Renn announced": who tells of it
    if path == "xcomp" and frame.pos == "VERB" and found.pos not in VERBAL:
        return None
    return found.i


def _turned(sent: Sentence, token: Token, path: str) -> int | None:
    """A target that does not stand as the object: the subject of a passive, its agent, or a clause under a preposition's noun."""
    if path == "nsubjpass":
        found = dependent(sent, token.i, "nsubjpass")
        if found is not None:
            return relative_head(sent, found.i)
        if token.dep == "conj" and token.tag == "VBN" and sent.tokens[token.head].dep == "acl" and dependent(sent, token.i, "nsubj") is None:
            return sent.tokens[token.head].head
        return token.head if token.dep == "acl" and token.tag == "VBN" else None
    if path == "agent":
        agent = dependent(sent, token.i, "agent")
        thing = dependent(sent, agent.i, "pobj") if agent is not None else None
        return thing.i if thing is not None else None
    under = [g.i for prep in dependents(sent, token.i, "prep") for g in dependents(sent, prep.i, "pobj")]
    return next((below.i for i in under for below in dependents(sent, i, "acl", "relcl")), None)


def _complement(sent: Sentence, token: Token) -> int | None:
    """ "Its next demand is that Y": what the noun is said to be."""
    verb = sent.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma not in ("be", "include", "remain"):
        return None
    found = next((c for c in dependents(sent, verb.i, "attr", "ccomp", "xcomp", "dobj", "acomp") if c.i > verb.i), None)
    return found.i if found is not None else None


def _dobj(sent: Sentence, token: Token) -> int | None:
    found = dependent(sent, token.i, "dobj")
    if found is not None:
        return relative_head(sent, found.i)
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
    if token.dep == "relcl" and any(c.lower in words for c in dependents(sent, token.i, "prep") if not sent.children[c.i]):
        return token.head
    if (
        token.tag == "VBN"
        and token.dep in ("acl", "conj")
        and any(c.lower in words and not dependent(sent, c.i, "pobj", "pcomp") for c in dependents(sent, token.i, "prep"))
    ):
        noun = token.head if token.dep == "acl" else sent.tokens[token.head].head
        return noun
    return None


def _asks(sent: Sentence, target: int) -> bool:
    return any(t.lower in ("who", "what", "when", "where", "which", "how", "whether", "if", "why") for t in (sent.tokens[j] for j in subtree(sent, target)[:2]))


def _inner(sent: Sentence, token: Token, frame: Frame, target: int | None, value: str, lex: Lexicon) -> str:
    """ "is ready to accept" accepts; "agreed to consider" is open: the verb below decides how far it goes."""
    if target is None:
        return value
    below = sent.tokens[target]
    if frame.id in ("ready", "readiness_noun") and value == "open_to" and below.lemma in lex.words["accepting"] and below.pos in VERBAL:
        return "accepts"
    if frame.id == "agree" and value == "accepts" and below.lemma == "consider":
        return "open_to"
    defiant = below.lemma in lex.words["resisting"] or any(c.lower == "never" for c in dependents(sent, target, "neg", "advmod"))
    if frame.id == "undertake" and below.pos in VERBAL and defiant:
        return "rejects"
    if value in ("accepts", "withdrawn") and frame.pos == "VERB" and modal(sent, token.i) in ("could", "might", "may"):
        return "open_to"
    if value in ("supports", "accepts") and frame.pos == "VERB" and any(c.lower in lex.words["hedges"] for c in dependents(sent, token.i, "advmod")):
        return "accepts_in_principle"
    if value in ("supports", "accepts") and frame.pos == "NOUN" and any(c.lower in lex.words["hedged"] for c in dependents(sent, token.i, "amod")):
        return "accepts_in_principle"
    if value == "rejects" and frame.id == "reject" and below.pos in VERBAL and below.lemma in ("rule", "exclude", "reject"):
        return "open_to"
    return value


def _holder(sent: Sentence, token: Token, frame: Frame) -> int | None:
    """The head token of who holds it: the subject of a verb, the owner or agent of a noun."""
    if frame.pos == "NOUN":
        return _owner(sent, token)
    if frame.pos == "ADJ":
        above = sent.tokens[token.head]
        own = dependent(sent, token.i, "nsubj", "nsubjpass")
        if own is not None:
            return own.i
        return controller(sent, above.i if token.dep in ("acomp", "oprd") else token.i)
    if frame.id == "not_bound":
        thing = dependent(sent, token.i, "nsubjpass", "nsubj")
        return thing.i if thing is not None else None
    if passive(sent, token.i):
        agent = dependent(sent, token.i, "agent")
        thing = dependent(sent, agent.i, "pobj") if agent is not None else None
        if thing is None:
            thing = next((g for p in dependents(sent, token.i, "prep") if p.lower == "by" for g in dependents(sent, p.i, "pobj")), None)
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


def _owner(sent: Sentence, token: Token) -> int | None:
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
    return None


def _light_subject(sent: Sentence, token: Token, lex: Lexicon) -> int | None:
    """ "Norra expressed support": the subject of the verb that carries the noun."""
    above = sent.tokens[token.head]
    if token.dep == "pobj":
        above = sent.tokens[above.head]
    if above.pos in VERBAL and above.lemma in lex.words["light"]:
        return controller(sent, above.i)
    if above.pos in VERBAL and above.lemma in ("speak",):
        return controller(sent, above.i)
    return None


def _object(sent: Sentence, token: Token, frame: Frame) -> int | None:
    """Who is urged: the object of the verb, or of its preposition."""
    if "party_object" not in frame.flags and "party_below" not in frame.flags:
        return None
    for prep in dependents(sent, token.i, "prep"):
        if prep.lower in (frame.preps or ("on", "upon", "to")):
            thing = dependent(sent, prep.i, "pobj")
            if thing is not None:
                return thing.i
    found = dependent(sent, token.i, "dobj", "dative")
    if found is not None:
        return found.i
    below = dependent(sent, token.i, "xcomp", "ccomp")
    own = subject(sent, below.i) if below is not None else None
    return own.i if own is not None else None


def extent(sent: Sentence, hit: Hit) -> tuple[int, int] | None:
    """First and last character of the clause: from holder or trigger to the end of the target."""
    tokens = {hit.trigger}
    if hit.holder is not None:
        tokens.add(hit.holder)
    if hit.target is not None:
        tokens.update(_reach(sent, hit.target, hit))
    else:
        tokens.update(j for j in clause(sent, hit.trigger) if j >= hit.trigger)
    low, high = min(tokens), max(tokens)
    return run(sent, list(range(low, high + 1)))


def _reach(sent: Sentence, target: int, hit: Hit) -> list[int]:
    """The tokens of a target; a noun that the stance itself qualifies ("a plan accepted by Norra") gives only what stands before it."""
    under = _branch(sent, target)
    if hit.trigger in under:
        return [j for j in under if j <= hit.trigger]
    return under


def separate(sent: Sentence, target: int) -> list[int]:
    """The nouns of a list of things wanted ("a truce, withdrawal and aid"), each a target of its own; else the one target."""
    token = sent.tokens[target]
    if token.pos not in ("NOUN", "PROPN"):
        return [target]
    listed = [c.i for c in conjuncts(sent, target) if c.pos in ("NOUN", "PROPN", "ADJ") and c.i >= target]
    return listed or [target]


def wanted(sent: Sentence, hit: Hit) -> list[int]:
    """The heads of all that a demand asks for: a list may hang on the noun "demands" as well as on its first item."""
    if hit.target is None:
        return []
    found = separate(sent, hit.target)
    trigger = sent.tokens[hit.trigger]
    if trigger.pos == "NOUN" and len(found) == 1:
        found += [c.i for c in conjuncts(sent, trigger.i) if c.pos in ("NOUN", "PROPN") and c.i > hit.target]
    if len(found) == 1:
        seconds = [d for d in dependents(sent, trigger.head, "dobj") if d.i > hit.target] if trigger.dep == "dobj" else []
        for i in (hit.target, trigger.i):
            for beside in (*dependents(sent, i, "appos"), *seconds):
                listed = [c.i for c in conjuncts(sent, beside.i) if c.i > hit.target]
                found += [j for j in listed if j not in found] if len(listed) > 1 else []
    return found
