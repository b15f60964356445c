"""How a thing on the table stands to an earlier one: counters it, revises, extends, implements or replaces it, is part of it.

What says so: a word on the noun ("the revised plan"), the noun itself ("a counter-proposal"), a verb that it is the subject of ("replaces the one made in May",
"builds on the framework"), a verb over it ("answered the plan with a draft"), a predicate ("is the first phase of the plan"), or a phrase beside the verb
("in response to the offer"). A relation never points at the thing itself.
"""

from collections.abc import Iterator

from parley.extract.clauses import negation, passive, run
from parley.extract.proposals.candidate import VERBAL, Tie
from parley.extract.proposals.nouns import Nouns
from parley.model import Sentence, Token
from parley.model.tree import ancestors, conjuncts, dependent, dependents, subtree

STANDING = ("one", "ones", "that", "those", "predecessor", "version", "term", "terms")


def ties_of(sent: Sentence, token: Token, nouns: Nouns) -> tuple[Tie, ...]:
    """The ties of what token names to earlier things, one of a kind; a tie that names its earlier thing before one that does not."""
    found = [
        *_beside(sent, token, nouns),
        *_subject_of(sent, token, nouns),
        *_predicate(sent, token, nouns),
        *_answer(sent, token, nouns),
        *_nominal(sent, token, nouns),
    ]
    kept: dict[str, Tie] = {}
    for tie in sorted(found, key=lambda t: t.words is None):
        kept.setdefault(tie.kind, tie)
    return tuple(kept.values())


def act_ties(sent: Sentence, verb: Token, nouns: Nouns) -> tuple[Tie, ...]:
    """ "proposed extending the truce", "offered to amend its plan": what is offered is to do something to an earlier thing."""
    for below in dependents(sent, verb.i, "xcomp", "ccomp", "dobj"):
        for act in (below, *dependents(sent, below.i, "conj")):
            kind = _verb_kind(sent, act, nouns)
            thing = _earlier(sent, act, nouns) if kind is not None else None
            if kind is not None and thing is not None:
                return (Tie(kind, thing),)
    return ()


def _verb_kind(sent: Sentence, verb: Token, nouns: Nouns) -> str | None:
    """The relation that a verb says its subject has to its object, with its particle or preposition ("builds on")."""
    for child in dependents(sent, verb.i, "prt", "prep", "advmod"):
        kind = nouns.lineage["verbs"].get(f"{verb.lemma} {child.lower}")
        if kind is not None:
            return kind
    return nouns.lineage["verbs"].get(verb.lemma)


def _earlier(sent: Sentence, verb: Token, nouns: Nouns) -> tuple[int, int] | None:
    """The words of the earlier thing that a verb of lineage has as its object."""
    for thing in _things(sent, verb):
        if _names_one(sent, thing, nouns):
            return run(sent, phrase(sent, thing))
    return None


def _things(sent: Sentence, verb: Token) -> Iterator[Token]:
    yield from dependents(sent, verb.i, "dobj", "attr")
    for prep in dependents(sent, verb.i, "prep"):
        if prep.lower in ("on", "upon", "from", "to", "beyond", "of", "out"):
            yield from dependents(sent, prep.i, "pobj")


def _names_one(sent: Sentence, thing: Token, nouns: Nouns) -> bool:
    """Whether a phrase may name a thing on the table: a noun for one, or what stands for one ("the one made in May")."""
    if nouns.kind_of(thing) is not None or thing.lemma in nouns.lineage["nouns"]:
        return True
    return thing.lower in STANDING and (thing.lower != "one" or bool(sent.children[thing.i]))


def phrase(sent: Sentence, thing: Token) -> list[int]:
    """The tokens of a phrase with its participles, without what follows a comma or is joined to it."""
    cut: set[int] = set()
    for child in dependents(sent, thing.i):
        if child.dep in ("conj", "appos", "cc") and child.i > thing.i:
            cut.update(subtree(sent, child.i))
        if child.dep == "prep" and child.lower == "with" or child.dep in ("relcl", "acl") and sent.tokens[min(subtree(sent, child.i)) - 1].text == ",":
            cut.update(subtree(sent, child.i))
    return [j for j in subtree(sent, thing.i) if j not in cut]


def _beside(sent: Sentence, token: Token, nouns: Nouns) -> Iterator[Tie]:
    """ "the revised plan", "a watered-down version of the plan"."""
    for child in dependents(sent, token.i, "amod", "compound", "nmod", "acl", "advmod", "npadvmod"):
        kind = nouns.lineage["words"].get(whole(sent, child.i)) if child.i < token.i else None
        if kind is not None:
            yield Tie(kind, _of(sent, token, nouns))


def _of(sent: Sentence, token: Token, nouns: Nouns) -> tuple[int, int] | None:
    """ "a version of the plan", "a response to the offer": the earlier thing that the noun takes with it."""
    if token.lemma not in nouns.lineage["nouns"]:
        return None
    for prep in dependents(sent, token.i, "prep"):
        if prep.lower in ("of", "to", "on"):
            for thing in dependents(sent, prep.i, "pobj"):
                if _names_one(sent, thing, nouns):
                    return run(sent, phrase(sent, thing))
    own = dependent(sent, token.i, "poss")  # "the truce's extension"
    return run(sent, subtree(sent, own.i)) if own is not None and nouns.kind_of(own) is not None else None


def _nominal(sent: Sentence, token: Token, nouns: Nouns) -> Iterator[Tie]:
    """ "a counter-proposal", "an extension of the truce", "the truce" in "an extension of the truce"."""
    kind = nouns.lineage["nouns"].get(whole(sent, token.i))
    if kind is not None:
        named = _of(sent, token, nouns)
        if named is not None or kind == "counters" or kind == "extends":
            yield Tie(kind, named)


def whole(sent: Sentence, i: int) -> str:
    """The word of token `i` with all that hyphens join to it, in lower case; the last part as its lemma: "counter-proposal"."""
    low = high = i
    while low > 1 and sent.tokens[low - 1].text == "-" and sent.tokens[low - 2].end == sent.tokens[low - 1].start:
        low -= 2
    while high + 2 < len(sent.tokens) and sent.tokens[high + 1].text == "-" and sent.tokens[high + 1].end == sent.tokens[high + 2].start:
        high += 2
    last = sent.tokens[high]
    return "".join([*(t.lower for t in sent.tokens[low:high]), last.lemma.lower() if last.pos in ("NOUN", "PROPN") else last.lower])


def _subject_of(sent: Sentence, token: Token, nouns: Nouns) -> Iterator[Tie]:
    """ "The offer replaces the one made in May", "a plan replacing it", "a plan based on the framework", "the May plan was replaced by a draft"."""
    verbs = [c for c in dependents(sent, token.i, "relcl", "acl") if c.pos in VERBAL]
    above = sent.tokens[token.head]
    if token.dep == "nsubj" and above.pos in VERBAL:
        verbs += [t for t in conjuncts(sent, above.i) if t.i == above.i or dependent(sent, t.i, "nsubj") is None]
    elif token.dep == "nsubjpass" and nouns.lineage["verbs"].get(f"{above.lemma} on"):
        verbs.append(above)
    for verb in verbs:
        kind = _verb_kind(sent, verb, nouns)
        own = dependent(sent, verb.i, "nsubj")
        other = own is not None and own.i != token.i and own.tag not in ("WDT", "WP")
        if kind is None or other or negation(sent, verb.i) is not None or verb.tag == "VBN" and not _verb_on(sent, verb, nouns):
            continue
        thing = _earlier(sent, verb, nouns)
        if thing is not None:
            yield Tie(kind, thing)
    if token.dep == "pobj" and above.lower == "by" and above.dep == "agent":
        verb = sent.tokens[above.head]
        kind, own = _verb_kind(sent, verb, nouns), dependent(sent, verb.i, "nsubjpass")
        if kind is not None and own is not None and passive(sent, verb.i) and _names_one(sent, own, nouns):
            yield Tie(kind, run(sent, phrase(sent, own)))


def _verb_on(sent: Sentence, verb: Token, nouns: Nouns) -> bool:
    """Whether a participle has its preposition in the table: "based on", "modelled on"."""
    return any(f"{verb.lemma} {c.lower}" in nouns.lineage["verbs"] for c in dependents(sent, verb.i, "prep", "prt"))


def _predicate(sent: Sentence, token: Token, nouns: Nouns) -> Iterator[Tie]:
    """ "is the first phase of the plan", "is an answer to the offer", "is part of the deal"; and "a pause, the first phase of the plan"."""
    verb = sent.tokens[token.head]
    places = list(dependents(sent, token.i, "appos"))
    above = dependent(sent, verb.i, "nsubj") if token.dep == "attr" and verb.lemma == "be" else None
    if above is not None and nouns.lineage["nouns"].get(whole(sent, above.i)) == "counters":  # "Velta's answer to the plan was a proposal of its own"
        yield Tie("counters", _of(sent, above, nouns))
    if token.dep == "nsubj" and verb.lemma in ("be", "form", "make", "constitute", "become"):
        places += [*dependents(sent, verb.i, "attr", "dobj")]
    for place in places:
        kind = nouns.lineage["nouns"].get(whole(sent, place.i)) or nouns.lineage["parts"].get(place.lemma)
        if kind is None:
            continue
        things = (g for p in dependents(sent, place.i, "prep") if p.lower in ("of", "to", "in", "on") for g in dependents(sent, p.i, "pobj"))
        thing = next((g for g in things if _names_one(sent, g, nouns)), None)
        if thing is not None:
            yield Tie(kind, run(sent, phrase(sent, thing)))


def _answer(sent: Sentence, token: Token, nouns: Nouns) -> Iterator[Tie]:
    """ "answered the plan with a draft", "countered with 7 percent", "tabled a draft in response to the plan", "in place of the plan"."""
    above = sent.tokens[token.head]
    verb = next((a for a in ancestors(sent, token.i) if a.pos in VERBAL), None)
    if verb is None:
        return
    if above.lower == "with" and above.dep == "prep" and verb.lemma in nouns.words["countering"] and verb.lemma != "come":
        met = next((t for t in _things(sent, verb) if t.i != token.i and _names_one(sent, t, nouns)), None)
        yield Tie("counters", run(sent, [j for j in phrase(sent, met) if j < above.i]) if met is not None else None)
    if token.dep == "dobj" and verb.i == token.head and verb.lemma in nouns.words["changing"] and dependent(sent, token.i, "poss") is not None:
        yield Tie("revises")  # "raised its offer": of its own earlier one
    for place in (token.i, verb.i):
        for prep in dependents(sent, place, "prep"):
            if prep.lower == "of" and (before := dependent(sent, prep.i, "advmod")) is not None and before.lower == "instead":
                met = next((g for g in dependents(sent, prep.i, "pobj") if _names_one(sent, g, nouns) and g.i != token.i), None)
                if met is not None and token.dep == "dobj":
                    yield Tie("replaces", run(sent, phrase(sent, met)))
            words = [prep.lower, *(sent.tokens[j].lower for j in subtree(sent, prep.i) if prep.i < j <= prep.i + 2)]
            kind = nouns.lineage["phrases"].get(" ".join(words)) or nouns.lineage["phrases"].get(" ".join(words[:2]))
            if kind is None or prep.i < token.i and place == token.i:
                continue
            thing = next((sent.tokens[j] for j in subtree(sent, prep.i) if j > prep.i + 1 and _names_one(sent, sent.tokens[j], nouns)), None)
            if thing is not None and thing.i != token.i and token.dep in ("dobj", "nsubj", "nsubjpass", "pobj", "attr"):
                yield Tie(kind, run(sent, phrase(sent, thing)))
