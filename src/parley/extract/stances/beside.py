"""Stances that no frame carries: what a speaker says must be, will not be, or is; and those that a condition implies."""

from collections.abc import Iterator

from parley.extract.clauses import controller, modal, negation, passive, subject
from parley.extract.scene import Scene
from parley.extract.stances.frames import Lexicon
from parley.extract.stances.match import VERBAL, Hit
from parley.model import Condition, Sentence
from parley.model.tree import ancestors, dependent, dependents, subtree

SPEAKER = frozenset({"speaker"})


def beside(sent: Sentence, scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """The stances of a sentence that lie in modals and judgements."""
    for token in sent.tokens:
        if token.pos in VERBAL:
            yield from _duty(sent, token.i, scene)
            yield from _will_not(sent, token.i, scene)
        if _word(sent, token.i) in lex.judgement_of or token.lower in lex.not_judged:
            yield from _judgement(sent, token.i, lex)
        if token.lemma in ("precondition", "pre-condition", "condition") and token.dep == "pobj":
            yield from _unconditional(sent, token.i)
        if token.lower in lex.words["untrue"]:
            yield from _untrue(sent, token.i, lex)
        if token.lemma in lex.words["aims"]:
            yield from _goal(sent, token.i)


def _span(sent: Sentence, i: int) -> tuple[int, int]:
    own = subject(sent, i) or dependent(sent, i, "nsubjpass")
    under = [j for j in subtree(sent, i) if sent.tokens[j].dep != "mark"]
    low = min(subtree(sent, own.i)) if own is not None else under[0]
    kept = [j for j in under if j >= low]
    while len(kept) > 1 and sent.tokens[kept[-1]].pos == "PUNCT":
        kept.pop()
    return sent.tokens[low].start, sent.tokens[kept[-1]].end


def _duty(sent: Sentence, i: int, scene: Scene) -> Iterator[Hit]:
    """ "Norra must leave", "the expansion should be halted", in somebody's mouth: the speaker demands or urges it."""
    duty = modal(sent, i)
    needs = sent.tokens[sent.tokens[i].head].lemma == "need" and sent.tokens[i].dep == "xcomp"
    if duty not in ("must", "should") and not needs or negation(sent, i) is not None and not needs:
        return
    verb = sent.tokens[i].head if needs else i
    own = dependent(sent, verb, "nsubj", "nsubjpass")
    stmt = scene.speaker(sent, i)
    if own is None or stmt is None or stmt.source.actor is None:
        return
    who = scene.party(sent, own.i)
    if who is not None and scene.same_side(who.id, stmt.source.actor.id) or own.lower in ("we", "i", "they", "it", "he", "she"):
        return
    if who is None and not (passive(sent, i) or duty == "must"):
        return
    value = "demands" if duty == "must" or passive(sent, i) else "urges"
    yield Hit(sent, "duty", i, None, i, value, "stated", SPEAKER | {"strict"}, _span(sent, verb))


def _will_not(sent: Sentence, i: int, scene: Scene) -> Iterator[Hit]:
    """ "Norra will not suspend deliveries": a refusal of what would be the next step."""
    if modal(sent, i) not in ("will", "would", "shall") or negation(sent, i) is None or passive(sent, i) or sent.tokens[i].lemma == "be":
        return
    own = dependent(sent, i, "nsubj")
    if own is None:
        return
    if any(t.lower in ("until", "unless", "before", "if", "without") for t in (sent.tokens[j] for j in subtree(sent, i))):
        return
    thing = dependent(sent, i, "dobj", "xcomp", "prep", "ccomp")
    if thing is None:
        return
    never = any(c.lower == "never" for c in dependents(sent, i, "neg", "advmod"))
    if any(c.lower in ("no", "not") for j in subtree(sent, own.i) for c in dependents(sent, j, "det", "neg")):
        low, high = _span(sent, i)
        if scene.issues.find(scene.document, low, high):
            yield Hit(sent, "none_will", i, None, i, "rejects", "stated", SPEAKER, (low, high))
        return
    yield Hit(sent, "will_not", i, own.i, thing.i, "rejects", "non_negotiable" if never else "stated", frozenset(), _span(sent, i))


def _unconditional(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "will come without preconditions": a yes that asks for nothing."""
    verb = next((a for a in ancestors(sent, i) if a.pos in VERBAL), None)
    if sent.tokens[sent.tokens[i].head].lower != "without" or verb is None or negation(sent, verb.i) is not None:
        return
    who = controller(sent, verb.i)
    if who is not None and (modal(sent, verb.i) in ("will", "would", "can", "could") or verb.lemma == "be"):
        yield Hit(
            sent, "unconditional", verb.i, who, verb.i, "accepts" if verb.lemma != "be" else "open_to", "stated", frozenset({"open"}), _span(sent, verb.i)
        )


def _judgement(sent: Sentence, i: int, lex: Lexicon) -> Iterator[Hit]:
    """ "X is unacceptable", "called X illegitimate", "dismissed X as unacceptable"."""
    token = sent.tokens[i]
    above = sent.tokens[token.head]
    if token.dep == "conj" and above.pos in ("ADJ", "VERB") and above.lemma not in ("be", "remain"):
        token = above
        above = sent.tokens[token.head]
    word = _word(sent, i)
    if token.dep == "amod" and word in lex.judgement_of and above.lemma in lex.words["matters"] and lex.judgement_of[word] == "rejects":
        yield Hit(sent, "judgement", i, None, above.i, "rejects", "stated", SPEAKER)
    elif token.dep in ("acomp", "attr", "conj") and above.lemma in ("be", "remain", "seem"):
        denied = negation(sent, above.i) is not None
        value = "rejects" if denied and word in lex.not_judged else lex.judgement_of.get(word) if not denied else None
        thing = dependent(sent, above.i, "nsubj")
        if value is None or thing is None:
            return
        to = next((g.i for p in dependents(sent, i, "prep") if p.lower in ("to", "for") for g in dependents(sent, p.i, "pobj")), None)
        span = (sent.tokens[min(subtree(sent, thing.i))].start, max(sent.tokens[i].end, sent.tokens[to].end if to is not None else 0))
        yield Hit(sent, "judgement", i, to, thing.i, value, "stated", SPEAKER, span)
    elif word in lex.judgement_of and token.dep in ("oprd", "ccomp", "xcomp", "acomp", "amod", "advcl"):
        verb = above
        if verb.lemma in ("call", "brand", "label", "consider", "deem", "find", "describe", "term"):
            thing = dependent(sent, verb.i, "dobj") or dependent(sent, i, "nsubj")
            who = subject(sent, verb.i)
            if thing is not None and who is not None:
                yield Hit(sent, "judgement", verb.i, who.i, thing.i, lex.judgement_of[word], "stated", frozenset(), (who.start, sent.tokens[i].end))


def _word(sent: Sentence, i: int) -> str:
    """The word at token `i`, with the prefix that the tokens split off ("non-negotiable")."""
    if i > 1 and sent.tokens[i - 1].text == "-" and sent.tokens[i - 2].end == sent.tokens[i - 1].start:
        return f"{sent.tokens[i - 2].lower}-{sent.tokens[i].lower}"
    return sent.tokens[i].lower


def _untrue(sent: Sentence, i: int, lex: Lexicon) -> Iterator[Hit]:
    """ "The report is false": the speaker denies what was reported."""
    token = sent.tokens[i]
    verb = sent.tokens[token.head]
    thing = dependent(sent, verb.i, "nsubj")
    if token.dep in ("acomp", "attr") and verb.lemma == "be" and thing is not None and thing.lemma in lex.words["reports"] and negation(sent, verb.i) is None:
        yield Hit(sent, "untrue", i, None, thing.i, "denies_agreeing", "stated", SPEAKER | {"open"}, _span(sent, verb.i))


def _goal(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "The aim is to establish a framework": the speaker (or whose aim it is) supports it."""
    token = sent.tokens[i]
    verb = sent.tokens[token.head]
    below = dependent(sent, verb.i, "xcomp", "ccomp")
    if token.dep == "nsubj" and verb.lemma == "be" and below is not None and negation(sent, verb.i) is None:
        owner = dependent(sent, i, "poss")
        yield Hit(sent, "goal", i, owner.i if owner is not None else None, below.i, "supports", "stated", SPEAKER, _span(sent, verb.i))


def implied(condition: Condition, sent: Sentence) -> str | None:
    """The stance that a condition implies: who names terms demands them; who would act on them accepts under conditions. None for a refusal."""
    if condition.relation == "must_include" or condition.by.rule in ("noun:include", "noun:is", "noun:make"):
        return "demands"
    consequent = condition.consequent
    if consequent is None or condition.relation in ("until", "unless", "deadline") or condition.by.rule in ("in return", "before", "noun:met", "phrase:mutual"):
        return None
    head = next((t.i for t in sent.tokens if t.start >= consequent.span.start and t.pos in VERBAL and t.dep not in ("aux", "auxpass")), None)
    if head is not None and negation(sent, head) is not None:
        return None
    return "accepts_conditionally"
