"""Stances that no frame carries: what a speaker says must be, will not be, or is; and those that a condition implies."""

import re
from collections.abc import Iterator

from parley.extract.clauses import controller, modal, negation, passive, subject
from parley.extract.scene import Scene
from parley.extract.stances.frames import RATHER, TERMS, Lexicon
from parley.extract.stances.hit import VERBAL, Hit
from parley.extract.stances.idioms import for_whom
from parley.extract.stances.joined import UNANSWERED, persuaded, unanswered
from parley.extract.stances.reach import span_of, subject_shared
from parley.extract.stances.vows import governed, vows
from parley.model import Condition, Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

SPEAKER = frozenset({"speaker"})
NAMING = (
    "call",
    "brand",
    "label",
    "consider",
    "deem",
    "find",
    "describe",
    "term",
    "see",
    "regard",
    "view",
    "hail",
    "praise",
    "welcome",
    "dismiss",
    "dub",
    "declare",
)
QUITTING = ("quit", "resign", "leave", "walk", "strike", "withdraw", "boycott", "veto", "sue", "retaliate", "attack", "march", "abandon")
ALL = ("side", "party", "government", "leader", "both", "camp", "faction", "negotiator", "belligerent", "everyone", "all")
WAITING = ("until", "unless", "before", "if", "without")


def beside(sent: Sentence, words: frozenset[str], scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """The stances of a sentence that lie in modals and judgements. words: those of it, and their lemmas."""
    parted = "-" in words or "enough" in words
    for token in sent.tokens:
        if token.lower in UNANSWERED:
            yield from unanswered(sent, token)
        if token.dep == "pobj":
            yield from governed(sent, token, lex)
        if token.pos in VERBAL:
            yield from _verbal(sent, token, scene, lex)
        word = _word(sent, token.i) if parted else token.lower
        if word in lex.judgement_of or word in lex.not_judged:
            yield from _judgement(sent, token.i, lex)
        if token.lower not in lex.beside and token.lemma not in lex.beside:
            continue
        if token.lemma in TERMS and token.dep == "pobj":
            yield from _unconditional(sent, token.i)
        if token.lemma in lex.steps and any(c.lower in lex.good for c in dependents(sent, token.i, "amod")):
            yield from _good_step(sent, token.i)
        if token.lower == "for" and token.dep == "prep":
            yield from _is_for(sent, token.i)
        if token.lower in RATHER:
            yield from _rather(sent, token.i)
        if token.lower in lex.words["shut"]:
            yield from _shut(sent, token.i)
        if token.lower in lex.words["untrue"]:
            yield from _untrue(sent, token.i, lex)
        if token.lemma in lex.words["aims"]:
            yield from _goal(sent, token.i)


def _verbal(sent: Sentence, token: Token, scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """The stances that a verb carries, by its modal for the most part."""
    may, above = modal(sent, token.i), sent.tokens[token.head]
    yield from vows(sent, token, may, scene, lex)
    if token.lemma in lex.words["persuading"]:
        yield from persuaded(sent, token)
    if may in ("must", "should") or above.lemma in ("need", "have"):
        yield from _duty(sent, token.i, may, scene, lex)
    if token.lemma == "be" and may in ("will", "would", "can", "could"):
        yield from _none_such(sent, token.i)
    if may is None and token.lemma in lex.words["agreeing"]:
        yield from _we_do_not(sent, token.i)
    if may in ("will", "would", "shall", "can", "could") or token.dep == "xcomp" and above.lower == "going":
        yield from _will_not(sent, token.i, may, scene, lex)


def _duty(sent: Sentence, i: int, duty: str | None, scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """ "Norra must leave", "the expansion should be halted", in somebody's mouth: the speaker demands or urges it."""
    above = sent.tokens[sent.tokens[i].head]
    infinitive = sent.tokens[i].dep == "xcomp" or sent.tokens[i].dep == "advcl" and above.lemma == "need" and dependent(sent, i, "aux") is not None
    needs = above.lemma in ("need", "have") and infinitive and modal(sent, above.i) is None and above.tag in ("VBZ", "VBP", "VBD")
    forbidden = duty == "must" and dependent(sent, i, "nsubj", "nsubjpass") is not None  # "permits must not become a second border"
    if duty not in ("must", "should") and not needs or negation(sent, i) is not None and not needs and not forbidden:
        return
    verb = sent.tokens[i].head if needs else i
    own = dependent(sent, verb, "nsubj", "nsubjpass")
    stmt = scene.speaker(sent, i)
    says = scene.speaking(stmt) if stmt is not None else None
    if own is None or says is None:
        return
    who = scene.party(sent, own.i)
    told = above.lemma in ("tell", "remind", "inform", "warn") and dependent(sent, above.i, "dobj", "dative") is not None  # "told Norra it must pay"
    if (who is not None and scene.same_side(who.id, says.id) or own.lower in ("we", "i", "they", "it", "he", "she")) and not (told and own.tag == "PRP"):
        return
    about = own.lemma.lower() in lex.words["matters"] and dependent(sent, i, "acomp", "attr") is not None  # "any truce should be open-ended"
    if who is None and own.lemma.lower() in ALL:
        yield Hit(sent, "duty", i, None, i, "urges", "stated", SPEAKER | {"open"}, span_of(sent, verb))
        return
    if who is None and not (passive(sent, i) or duty == "must" or about or needs and above.lemma == "have"):
        return
    value = "demands" if duty == "must" or passive(sent, i) or about or needs and above.lemma == "have" else "urges"
    yield Hit(sent, "duty", i, None, i, value, "stated", SPEAKER | {"strict"}, span_of(sent, verb))


def _will_not(sent: Sentence, i: int, may: str | None, scene: Scene, lex: Lexicon) -> Iterator[Hit]:
    """ "Norra will not suspend deliveries": a refusal of what would be the next step."""
    going = _going(sent, i)
    plain = may in ("will", "would", "shall", "can", "could") and negation(sent, i) is not None
    if not plain and going is None or passive(sent, i) or sent.tokens[i].lemma in lex.words["unsaid"]:
        return
    if sent.tokens[i].lemma in ("let", "allow", "see") and any(c.lemma in lex.words["failing"] for c in dependents(sent, i, "ccomp", "xcomp", "dobj", "advcl")):
        return  # "will not let the summit fail"
    own = dependent(sent, i if going is None else going, "nsubj") or subject_shared(sent, i)
    dated = sent.tokens[i].dep == "relcl" and sent.tokens[sent.tokens[i].head].tag == "CD"  # "08:10 – Norra will not prolong …": the hour is no noun
    if sent.tokens[i].dep == "relcl" and own is not None and own.tag not in ("WP", "WDT") and not dated:
        return  # "a standstill during which neither side would …": what a plan says
    if own is None or may in ("can", "could") and sent.tokens[i].lemma not in lex.words["agreeing"]:
        return
    waits = {t.lower for t in (sent.tokens[j] for j in subtree(sent, i)) if t.lower in WAITING}
    if waits - {"without"}:
        return
    thing = dependent(sent, i, "dobj", "xcomp", "prep", "ccomp") or next(
        (c for c in dependents(sent, i, "advmod", "prt") if dependent(sent, c.i, "prep") is not None), None
    )  # "will not go back to work"
    if thing is None and going is None:
        return
    never = any(c.lower == "never" for c in dependents(sent, i, "neg", "advmod"))
    if any(c.lower in ("no", "not") for j in subtree(sent, own.i) for c in dependents(sent, j, "det", "neg")):
        low, high = span_of(sent, i)
        if scene.issues.find(scene.document, low, high):
            yield Hit(sent, "none_will", i, None, i, "rejects", "stated", SPEAKER, (low, high))
        return
    value = "accepts_conditionally" if waits else "rejects"  # "will not pay without guarantees": a yes that waits
    yield Hit(sent, "will_not", i, own.i, thing.i if thing is not None else i, value, "non_negotiable" if never else "stated", frozenset(), span_of(sent, i))


def _going(sent: Sentence, i: int) -> int | None:
    """The verb "going" of "is not going to withdraw", where token `i` is what will not be done."""
    token = sent.tokens[i]
    above = sent.tokens[token.head]
    return above.i if token.dep == "xcomp" and above.lower == "going" and negation(sent, above.i) is not None else None


def _none_such(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "There will be no talks": whoever says so refuses them."""
    thing = dependent(sent, i, "attr", "nsubj")
    if thing is None or dependent(sent, i, "expl") is None:
        return
    if not any(c.lower in ("no", "not") for c in dependents(sent, thing.i, "det", "neg")) and negation(sent, i) is None:
        return
    if any(t.lower == "left" for t in sent.tokens[thing.i + 1 : thing.i + 3]):  # "there will be no farms left to save": a fear
        return
    yield Hit(sent, "none_such", i, None, thing.i, "rejects", "stated", SPEAKER, span_of(sent, i))


def _we_do_not(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "We do not trade land for peace", "it does not bargain": what a side says that it does not do, as a rule, it will not do."""
    own = dependent(sent, i, "nsubj")
    thing = dependent(sent, i, "dobj", "prep", "xcomp")
    if own is None or negation(sent, i) is None or thing is None:
        return
    ways = {"we": ("do", "did", "have"), "it": ("does",), "they": ("do",)}.get(own.lower, ())
    if any(c.lower in ways for c in dependents(sent, i, "aux")):
        yield Hit(sent, "we_do_not", i, own.i, thing.i, "rejects", "stated", SPEAKER, span_of(sent, i))


def _is_for(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "Its carmakers are for the freeze", "is against the deal": support or opposition by a mere preposition."""
    verb = sent.tokens[sent.tokens[i].head]
    own, thing = dependent(sent, verb.i, "nsubj"), dependent(sent, i, "pobj")
    if verb.lemma != "be" or own is None or thing is None or dependent(sent, verb.i, "acomp", "attr") is not None or negation(sent, verb.i) is not None:
        return
    yield Hit(sent, "is_for", i, own.i, thing.i, "supports", "stated", frozenset({"strict"}), (own.start, sent.tokens[max(subtree(sent, thing.i))].end))


def _rather(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "Norra would rather take a quota": what somebody prefers."""
    verb = sent.tokens[sent.tokens[i].head]
    who = controller(sent, verb.i) if verb.pos in VERBAL and modal(sent, verb.i) in ("would", "'d") else None
    if who is None and i > 1 and sent.tokens[i - 1].lower in ("would", "'d"):  # "Norra would rather the talks were held in Vell"
        who = next((c.i for t in (verb, sent.tokens[i - 1]) for c in dependents(sent, t.i, "nsubj") if c.i < i), None)
    if who is not None:
        yield Hit(sent, "rather", verb.i, who, verb.i, "prefers", "stated", SPEAKER, span_of(sent, verb.i))


def _shut(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "X is out of the question", "off the table", "not up for negotiation", "not for sale": the speaker rejects X."""
    chain = list(ancestors(sent, i))[:3]
    verb = next((a for a in chain if a.pos in VERBAL), None)
    if verb is None or verb.lemma not in ("be", "remain", "stay") or sent.tokens[i].dep != "pobj":
        return
    thing = dependent(sent, verb.i, "nsubj")
    words = {sent.tokens[j].lower for j in range(max(0, i - 4), i)}
    denied = negation(sent, verb.i) is not None
    ways = {
        "question": "out" in words and not denied,
        "table": ("off" in words) != denied,
        "negotiation": denied,
        "discussion": denied,
        "debate": denied,
        "sale": denied,
    }
    if thing is not None and ways.get(sent.tokens[i].lower):
        low = sent.tokens[min(subtree(sent, thing.i))].start
        yield Hit(sent, "shut", i, None, thing.i, "rejects", "stated", SPEAKER, (low, sent.tokens[i].end))


def _unconditional(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "will come without preconditions": a yes that asks for nothing."""
    verb = next((a for a in ancestors(sent, i) if a.pos in VERBAL), None)
    if sent.tokens[sent.tokens[i].head].lower != "without" or verb is None or negation(sent, verb.i) is not None:
        return
    who = controller(sent, verb.i)
    if who is not None and (modal(sent, verb.i) in ("will", "would", "can", "could") or verb.lemma == "be"):
        yield Hit(
            sent, "unconditional", verb.i, who, verb.i, "accepts" if verb.lemma != "be" else "open_to", "stated", frozenset({"open"}), span_of(sent, verb.i)
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
        to = for_whom(sent, above.i, i)
        ends = [sent.tokens[j] for j in (min(subtree(sent, thing.i)), thing.i, i, *([to] if to is not None else []))]  # "how absurd it is": any may come last
        span = (min(t.start for t in ends), max(t.end for t in ends))
        yield Hit(sent, "judgement", i, to, thing.i, value, "stated", SPEAKER, span)
    elif word in lex.judgement_of and token.dep in ("oprd", "ccomp", "xcomp", "acomp", "amod", "advcl"):
        verb = above
        if verb.lemma in NAMING:
            thing = dependent(sent, verb.i, "dobj") or dependent(sent, i, "nsubj")
            who = subject(sent, verb.i)
            if thing is not None and who is not None:
                yield Hit(sent, "judgement", verb.i, who.i, thing.i, lex.judgement_of[word], "stated", frozenset(), _called(sent, who.i, i, thing.i))


def _good_step(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "called it a good basis", "is a positive step": approval by a noun with an adjective of praise."""
    token = sent.tokens[i]
    verb = sent.tokens[token.head]
    if token.dep == "pobj" and verb.lower == "as":
        verb = sent.tokens[verb.head]
    thing = dependent(sent, verb.i, "nsubj" if verb.lemma == "be" else "dobj") or dependent(sent, i, "nsubj")
    if thing is None or verb.pos not in VERBAL or negation(sent, verb.i) is not None:
        return
    if any(c.lower == "first" for c in dependents(sent, i, "amod")):  # "its first real offer": what came before is blamed
        return
    if token.dep == "attr" and verb.lemma == "be":
        yield Hit(sent, "good_step", i, None, thing.i, "supports", "stated", SPEAKER, (sent.tokens[min(subtree(sent, thing.i))].start, token.end))
    elif token.dep in ("oprd", "ccomp", "pobj", "dobj", "xcomp", "attr") and verb.lemma in NAMING:
        who = subject(sent, verb.i)
        if who is not None:
            yield Hit(sent, "good_step", i, who.i, thing.i, "supports", "stated", frozenset(), _called(sent, who.i, i, thing.i))


def _called(sent: Sentence, who: int, judged: int, thing: int) -> tuple[int, int]:
    """From who calls something so to the last word of it: what it is called may stand first ("Unworkable, Renn called a truce for the ports")."""
    last = judged if judged > who else max(subtree(sent, thing))
    return sent.tokens[min(who, judged)].start, sent.tokens[last].end


def _word(sent: Sentence, i: int) -> str:
    """The word at token `i`, with the prefix that the tokens split off ("non-negotiable")."""
    if i > 1 and sent.tokens[i - 1].text == "-" and sent.tokens[i - 2].end == sent.tokens[i - 1].start:
        return f"{sent.tokens[i - 2].lower}-{sent.tokens[i].lower}"
    if i + 1 < len(sent.tokens) and sent.tokens[i + 1].lower == "enough":
        return f"{sent.tokens[i].lower} enough"
    return sent.tokens[i].lower


def _untrue(sent: Sentence, i: int, lex: Lexicon) -> Iterator[Hit]:
    """ "The report is false": the speaker denies what was reported."""
    token = sent.tokens[i]
    verb = sent.tokens[token.head]
    thing = dependent(sent, verb.i, "nsubj")
    said = token.dep in ("acomp", "attr") and verb.lemma == "be"
    if token.tag == "VBN" and (own := dependent(sent, token.i, "nsubjpass")) is not None:  # "reports of a deal are invented"
        verb, thing, said = token, own, True
    if said and thing is not None and thing.lemma in lex.words["reports"] and negation(sent, verb.i) is None:
        yield Hit(sent, "untrue", i, None, thing.i, "denies_agreeing", "stated", SPEAKER | {"open"}, span_of(sent, verb.i))


def _goal(sent: Sentence, i: int) -> Iterator[Hit]:
    """ "The aim is to establish a framework": the speaker (or whose aim it is) supports it."""
    token = sent.tokens[i]
    verb = sent.tokens[token.head]
    below = dependent(sent, verb.i, "xcomp", "ccomp", "attr")
    if verb.lemma not in ("be", "remain") or negation(sent, verb.i) is not None:
        return
    owner = dependent(sent, i, "poss")
    if owner is not None and owner.lower in ("our", "my"):
        owner = None
    front = next((g for p in dependents(sent, verb.i, "prep") if p.lower == "for" and p.i < verb.i for g in dependents(sent, p.i, "pobj")), None)
    if token.dep in ("nsubj", "appos") and below is not None and below.i > verb.i:
        named = owner or front
        yield Hit(sent, "goal", i, named.i if named is not None else None, below.i, "supports", "stated", SPEAKER, span_of(sent, verb.i))
    elif token.dep == "attr" and (thing := dependent(sent, verb.i, "nsubj", "csubj")) is not None and thing.i < verb.i:
        low = sent.tokens[min(subtree(sent, thing.i))].start
        yield Hit(
            sent, "goal", i, owner.i if owner is not None else front.i if front is not None else None, thing.i, "supports", "stated", SPEAKER, (low, token.end)
        )


def _comes_to_nothing(words: str) -> bool:
    return re.search(r"^(?:there \w+ )?no\b|\b(?:fails?|failed|refuses?|refused|collapses?|collapsed)\b", words.lower()) is not None


def _burdens(sent: Sentence, verb: int) -> bool:
    """Whether what would follow is laid on others ("they will have to find the money"), or is how somebody is dealt with: that is no yes."""
    token = sent.tokens[verb]
    own = subject(sent, verb)
    if token.lemma in ("treat", "regard", "consider", "view", "deal") and passive(sent, verb):  # "soldiers would be treated as targets"
        return True
    forced = token.lemma in ("have", "need") and any(c.pos in VERBAL for c in dependents(sent, verb, "xcomp"))
    return forced and own is not None and own.lower in ("they", "you")


def implied(condition: Condition, sent: Sentence, lex: Lexicon) -> str | None:
    """The stance that a condition implies: who names terms demands them; who would act on them accepts under conditions. None for a refusal."""
    if condition.relation == "must_include" or condition.by.rule in ("noun:include", "noun:is", "noun:make"):
        return "demands"
    consequent = condition.consequent
    if consequent is None or condition.relation in ("deadline", "never_if") or condition.by.rule in ("in return", "before", "noun:met", "phrase:mutual"):
        return None
    head = next((t.i for t in sent.tokens if t.start >= consequent.span.start and t.pos in VERBAL and t.dep not in ("aux", "auxpass")), None)
    denied = head is not None and negation(sent, head) is not None
    if condition.relation == "unless" and head is not None and not denied and sent.tokens[head].lemma in QUITTING and subject(sent, head) is not None:
        return "demands"  # "will quit unless there is a date"
    if condition.relation == "if" and _comes_to_nothing(condition.antecedent.text or ""):
        return None  # "if there is no contract, the miners will strike": what follows a failure is no part of a bargain
    if head is not None and not denied and {sent.tokens[head].lemma, sent.tokens[head].lower} & lex.words["penalties"]:
        return None  # a threat, or what befalls a deal, is no yes
    if head is not None and _burdens(sent, head):
        return None
    return "accepts_conditionally" if denied == (condition.relation in ("unless", "until")) else None  # "will not join unless": a yes that waits
