"""Frames over the parse: which token carries a stance, whose it is, on what."""

from collections.abc import Iterator

from parley.extract.clauses import clause, modal, run
from parley.extract.stances.fits import beyond, comes_to_nothing, fits, is_denied, is_never, not_yet, ought
from parley.extract.stances.frames import Frame, Lexicon
from parley.extract.stances.hit import VERBAL, Hit
from parley.extract.stances.idioms import GONE, YES, idiom_hits, parted, shared
from parley.extract.stances.places import holder_of, light_subject, owner_of, target_of, urged
from parley.model import Sentence, Token
from parley.model.tree import conjuncts, dependent, dependents, subtree


def hits(sent: Sentence, text: str, words: frozenset[str], lex: Lexicon) -> Iterator[Hit]:
    """The stances that the frames find in one sentence, in order; what stands inside the target of another is read with it. words: `words_of` it."""
    taken: set[int] = set()
    begin = [t for t in sent.tokens if t.lower in lex.begins or t.lemma.lower() in lex.begins]
    for token in sorted(begin, key=lambda t: (_depth(sent, t.i), t.i)):
        if token.i in taken:
            continue
        begins = token.lower in lex.idioms or token.lemma.lower() in lex.idioms
        idiom = next(idiom_hits(sent, token, words, (lex.idioms, lex.words["hedges"])), None) if begins else None
        if idiom is not None:
            yield idiom[0]
            taken.update(idiom[1])
            if idiom[0].target is not None and idiom[0].target > token.i:
                taken.update(j for j in _branch(sent, idiom[0].target) if not _apart(sent, j, idiom[0].target))
            continue
        for frame in (*lex.by_word.get(token.lemma.lower(), ()), *(lex.by_word.get(token.lower, ()) if token.lower != token.lemma.lower() else ())):
            hit = _hit(sent, text, token, frame, lex) if not any(map(words.isdisjoint, frame.asked)) else None
            if hit is not None and hit.value == "none":
                break  # a use of the word that takes no side ("fought a war")
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
    depth = 0
    while sent.tokens[i].head != i:
        i = sent.tokens[i].head
        depth += 1
    return depth


def _apart(sent: Sentence, j: int, target: int) -> bool:
    """Whether a token inside a target may carry a stance of its own: a noun with an owner, or a clause that qualifies a noun."""
    token = sent.tokens[j]
    owner = owner_of(sent, token) if token.pos == "NOUN" else None
    if owner is not None and (j != target or sent.tokens[owner].pos in ("PROPN", "ADJ") or owner > j):  # "rejected Velta's demand for …" tells of Velta too
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
    if not fits(sent, text, token, frame, lex):
        return None
    if frame.pos == "VERB" and comes_to_nothing(sent, token, lex, frame):
        return None
    if frame.value == "none":
        return Hit(sent, frame.id, token.i, None, None, "none")
    value = _value(sent, text, token, frame)
    if value is None:
        return None
    target = next((t for path, words in frame.target if (t := target_of(sent, token, path, words, frame)) is not None), None)
    if target is None and not any(path == "self" for path, _ in frame.target) and "bare" not in frame.flags:
        return None
    if target is not None and beyond(sent, frame, target, lex):
        return None
    value = _inner(sent, token, frame, target, value, lex)
    if frame.value == "accepts" and value == "rejects" and (is_never(sent, token) and token.tag == "VBD" or _none_was(sent, token)):
        value = "denies_agreeing"  # "never agreed to the clause", "no date has been agreed by Norra"
    holder = holder_of(sent, token, frame, lex)
    if _unheld(sent, frame, holder):
        return None
    if target is None and frame.id in ("refusal_bare", "acceptance_bare") and token.dep not in ("nsubj", "nsubjpass"):
        return None  # "would withhold its consent": told by the verb
    if "only_light" in frame.flags and light_subject(sent, token, lex) is None:
        return None
    strength = "non_negotiable" if is_never(sent, token) and value in ("rejects", "opposes") else frame.strength
    return Hit(sent, frame.id, token.i, holder, target, value, strength, frame.flags, None, urged(sent, token, frame))


def _value(sent: Sentence, text: str, token: Token, frame: Frame) -> str | None:
    """What the frame says here: its value, that of its denial or of its end; None where it says nothing."""
    denied = is_denied(sent, token, frame)
    gone = "no longer" in _before(sent, text, token)
    value: str | None = frame.value
    if "only_negated" in frame.flags:
        value = value if denied else None
    elif gone and (frame.no_longer or frame.value in GONE):
        value = frame.no_longer or GONE[frame.value]
    elif not_yet(sent, token):
        value = "noncommittal" if frame.value in YES else None
    elif denied:
        value = frame.negated
    if value in YES and ought(sent, token, frame):
        return None  # what somebody should do is what the speaker wants
    return None if "modal_only" in frame.flags and modal(sent, token.i) is None and not denied else value


def _none_was(sent: Sentence, token: Token) -> bool:
    """Whether a passive tells that nothing of the kind was done."""
    own = dependent(sent, token.i, "nsubjpass")
    return own is not None and modal(sent, token.i) is None and any(c.lower == "no" for c in dependents(sent, own.i, "det", "neg"))


def _unheld(sent: Sentence, frame: Frame, holder: int | None) -> bool:
    """Whether a frame asks for a holder that the sentence does not give."""
    if "own_word" in frame.flags and (holder is None or sent.tokens[holder].lower not in ("we", "i")):
        return True
    return holder is None and frame.pos == "NOUN" and "light" in frame.flags and "speaker" not in frame.flags


def _before(sent: Sentence, text: str, token: Token) -> str:
    return text[max(sent.start, token.start - 12) : token.start].lower()


def _nobody(sent: Sentence, verb: int) -> bool:
    """Whether the subject of a clause is none: "that no prisoner would be handed over"."""
    return any(c.lower == "no" for own in dependents(sent, verb, "nsubj", "nsubjpass") for c in dependents(sent, own.i, "det"))


def _inner(sent: Sentence, token: Token, frame: Frame, target: int | None, value: str, lex: Lexicon) -> str:
    """ "is ready to accept" accepts; "agreed to consider" is open: the verb below decides how far it goes."""
    if target is None:
        return value
    below = sent.tokens[target]
    if frame.id in ("ready", "readiness_noun") and value == "open_to" and below.lemma in lex.words["accepting"] and below.pos in VERBAL:
        return "accepts"
    if frame.id == "agree" and value == "accepts" and below.lemma in ("consider", "hear", "listen", "look", "weigh", "study", "think"):
        return "open_to"
    defiant = below.lemma in lex.words["resisting"] or any(c.lower == "never" for c in dependents(sent, target, "neg", "advmod"))
    if frame.id == "undertake" and below.pos in VERBAL and (defiant or _nobody(sent, target)):
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


def extent(sent: Sentence, hit: Hit) -> tuple[int, int] | None:
    """First and last character of the clause: from holder or trigger to the end of the target."""
    tokens = {hit.trigger}
    if hit.holder is not None and not shared(sent, hit.trigger, hit.holder) and not parted(sent, hit.holder, hit.trigger):
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
    if token.pos in VERBAL:  # "demanded that the fund be shut and that the agencies take over"
        that = [c.i for c in conjuncts(sent, target) if c.i > target and any(m.lower == "that" for m in dependents(sent, c.i, "mark"))]
        return [target, *that]
    if token.pos not in ("NOUN", "PROPN"):
        return [target]
    listed = [c.i for c in conjuncts(sent, target) if c.pos in ("NOUN", "PROPN", "ADJ") and c.i >= target]
    return listed or [target]


def _strayed(sent: Sentence, target: int) -> list[int]:
    """Items of a list that the parse hangs on a bare noun within the first, or beside it ("a halt to bombing, the withdrawal of arms and a seat")."""
    found: list[int] = []
    for t in sent.tokens[target + 1 :]:
        whole = any(c.lower in ("a", "an", "the", "its", "their") or c.dep in ("amod", "prep") for c in dependents(sent, t.i, "det", "poss", "amod", "prep"))
        above = sent.tokens[t.head]
        bare = above.i != target and t.dep == "conj" and not any(True for _ in dependents(sent, above.i, "det", "poss"))
        first = min(subtree(sent, t.i))
        after = first > 0 and sent.tokens[first - 1].lower in (",", "and")
        if t.pos in ("NOUN", "PROPN") and whole and after and (t.dep == "appos" and above.i <= target or bare or t.dep == "conj" and t.head in found):
            found.append(t.i)
    joined = any(t.lower == "and" for t in sent.tokens[target + 1 : (found[-1] if found else target) + 1])
    return found if joined else []


def wanted(sent: Sentence, hit: Hit) -> list[int]:
    """The heads of all that a demand asks for: a list may hang on the noun "demands" as well as on its first item."""
    if hit.target is None:
        return []
    found = separate(sent, hit.target)
    trigger = sent.tokens[hit.trigger]
    if len(found) == 1 and trigger.pos in VERBAL and (strayed := _strayed(sent, hit.target)):
        return [hit.target, *strayed]
    if trigger.pos == "NOUN" and len(found) == 1:
        found += [c.i for c in conjuncts(sent, trigger.i) if c.pos in ("NOUN", "PROPN") and c.i > hit.target]
    if len(found) == 1:
        seconds = [d for d in dependents(sent, trigger.head, "dobj") if d.i > hit.target] if trigger.dep == "dobj" else []
        for i in (hit.target, trigger.i):
            for beside in (*dependents(sent, i, "appos"), *seconds):
                listed = [c.i for c in conjuncts(sent, beside.i) if c.i > hit.target]
                found += [j for j in listed if j not in found] if len(listed) > 1 else []
    return found
