"""Conditions told as the order of steps: "The release must come before all else", "Before any vote, Norra wants its money", "no truce prior to an accord"."""

from collections.abc import Iterator, Sequence

from parley.extract.clauses import run
from parley.extract.conditions.enabling import made
from parley.extract.conditions.found import Found, Lexicon, Words
from parley.extract.conditions.openers import FINITE, coming, shut, tail
from parley.extract.conditions.pivots import sides, weighs
from parley.extract.conditions.trailers import clause_start
from parley.model import Sentence, Token

MOST = 70  # tokens of a sentence; what has more is no prose
DUE = ("must", "should", "needs", "need", "has", "have", "is", "are", "was", "were", "ought", "shall", "will", "would", "can", "could")
TELLING = ("before", "ahead", "prior", "after", "other", "short")  # a sentence without any of them tells no order
ALL = ("everything", "anything", "all", "any")


def steps(sent: Sentence, known: Words, lex: Lexicon) -> Iterator[Found]:
    """The first condition that a sentence tells as an order of steps. Each rule looks for its words first."""
    words = known.lower
    if words.isdisjoint(TELLING) or len(sent.tokens) > MOST or any(t.text == "?" for t in sent.tokens[-2:]):
        return
    found = None
    if words & {"before", "ahead", "prior"}:
        found = _before_all(sent, lex) or _opens_before(sent, lex) or _none_prior(sent, lex)
    if found is None and words & {"come", "comes", "coming"} and "after" in words:
        found = _comes_after(sent, lex)
    if found is None and {"one", "other"} <= words:
        found = _one_other(sent, lex)
    if found is None and "short" in words:
        found = _short_of(sent, lex)
    if found is not None:
        yield found


def _before_all(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "The release must come before everything else", "Debt relief has to come ahead of all else": a step that all others wait for."""
    for cue in sent.tokens[2:-1]:
        if cue.lower not in ("before", "ahead") or sent.tokens[cue.i - 1].lower not in ("come", "comes", "stand", "stands", "go", "goes", "first"):
            continue
        at = cue.i + (2 if cue.lower == "ahead" else 1)
        whole = [t.lower for t in sent.tokens[at : at + 2]]
        if not whole or whole[0] not in ("everything", "anything", "all"):
            continue
        left = _verbless(sent, sides(sent, cue.i - 1, cue.i - 1, lex)[0])
        if left and not any(sent.tokens[i].lower in ("not", "n't") for i in left):
            return made(sent, "not_before", left, list(range(at, min(at + 2, len(sent.tokens)))), "before")
    return None


def _verbless(sent: Sentence, left: Sequence[int]) -> list[int]:
    """What stands before a verb without its auxiliaries, and without an insertion that names the speaker (", he maintains,")."""
    kept = list(left)
    while kept and (sent.tokens[kept[-1]].lower in (*DUE, "to", "be", "always") or sent.tokens[kept[-1]].pos in ("AUX", "PART", "ADV")):
        kept.pop()
    commas = [i for i in kept if sent.tokens[i].text == ","]
    if len(commas) >= 2 and commas[-1] == kept[-1]:
        kept = [i for i in kept if i < commas[-2]]
    return kept


def _opens_before(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Before any vote, Norra wants its money", "Ahead of a signature, the debts must be paid": what is wanted before a step that opens the sentence."""
    start = next((t.i for t in sent.tokens[:3] if t.pos not in ("PUNCT", "CCONJ")), 0)
    words = [t.lower for t in sent.tokens[start : start + 2]]
    skip = 2 if words in (["ahead", "of"], ["prior", "to"]) else 1 if words[:1] == ["before"] else 0
    comma = next((t.i for t in sent.tokens[start : start + 22] if t.text == ","), None)
    if not skip or comma is None or comma - start < 2:
        return None
    aim, high = list(range(start + skip, comma)), tail(sent, lex, start)
    rest = sent.tokens[comma + 1 : high]
    clause = any(sent.tokens[i].tag in FINITE or sent.tokens[i].tag == "VBG" for i in aim)
    if not clause and sent.tokens[aim[0]].lower in ("the", "this", "that", "these", "next", "his", "her", "their", "its", "last"):
        return None  # "Ahead of the vote" is a date
    if any(t.lower in lex.words["dates"] or t.lower in lex.words["times"] or t.pos == "NUM" for t in (sent.tokens[i] for i in aim)) or any(
        sent.tokens[i].tag == "VBD" for i in aim
    ):
        return None
    if not clause and not weighs(sent, aim, lex):
        return None
    wants = next((t for t in rest if t.lemma in lex.words["wanting"] and t.tag in ("VBZ", "VBP") and t.pos == "VERB"), None)
    must = next(
        (
            t
            for t in rest
            if t.lower in ("must", "should")
            or t.lower in ("has", "have", "needs", "need")
            and sent.tokens[t.i + 1 : t.i + 2]
            and sent.tokens[t.i + 1].lower == "to"
        ),
        None,
    )
    if wants is None and must is None or any(t.lower in ("not", "n't", "never") for t in rest[:8]):
        return None
    if wants is not None and (must is None or wants.i < must.i):
        return made(sent, "not_before", list(range(wants.i + 1, high)), aim, "before", holder=wants.i)
    return made(sent, "not_before", [t.i for t in rest], aim, "before")


def _none_prior(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "will not discuss a truce prior to an agreement on the causes", "There can be no talks ahead of a pullout": what is shut out until a step is done."""
    for cue in sent.tokens[3:-2]:
        if cue.lower not in ("prior", "ahead") or sent.tokens[cue.i + 1].lower not in ("to", "of"):
            continue
        low = clause_start(sent, cue.i, lex)
        left, right = sides(sent, cue.i, cue.i + 1, lex)
        dated = any(sent.tokens[i].lower in lex.words["dates"] or sent.tokens[i].lower in lex.words["times"] or sent.tokens[i].pos == "NUM" for i in right[:4])
        must = any(t.lower == "must" or t.lower in ("has", "have") and sent.tokens[t.i + 1].lower == "to" for t in sent.tokens[low : cue.i])
        if dated or not right or not weighs(sent, right[:4], lex) and not any(sent.tokens[i].tag == "VBG" for i in right[:2]):
            continue
        if coming(sent, low, cue.i) and shut(sent, low, cue.i, lex):
            return made(sent, "not_before", right, left, "clause:before")
        if must:
            return made(sent, "not_before", left, right, "before")
    return None


def _comes_after(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Any talk of relief comes after the inspectors have reported", "Elections come after disarmament, not the other way round": a step behind another."""
    for verb in sent.tokens[1:-2]:
        if verb.lower not in ("come", "comes") or sent.tokens[verb.i + 1].lower != "after":
            continue
        left, right = sides(sent, verb.i, verb.i + 1, lex)
        left = _verbless(sent, left)
        if (
            not left
            or not right
            or not weighs(sent, left, lex)
            or any(sent.tokens[i].lemma in lex.words["spans"] or sent.tokens[i].tag == "VBD" for i in right)
        ):
            continue
        due = any(t.lower in ("must", "should", "can", "to") or t.lower in ("will", "would") for t in sent.tokens[left[-1] + 1 : verb.i])
        every = sent.tokens[left[0]].lower in ("any", "all") and any(sent.tokens[i].lower in ("have", "has") for i in right)
        turned = any(
            t.lower == "not" and sent.tokens[t.i + 1 : t.i + 2] and sent.tokens[t.i + 1].lower in ("before", "the", "vice")
            for t in sent.tokens[verb.i + 2 : -1]
        )
        right = [i for i in right if i < next((t.i for t in sent.tokens[verb.i + 2 :] if t.text in (",", ";", "–", "—")), len(sent.tokens))]
        if due and weighs(sent, right, lex) or every or turned:
            return made(sent, "not_before", right, left, "pivot")
    return None


def _one_other(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "The one has to go hand in hand with the other", "There can be no one without the other": of two steps named before, each waits for the other."""
    one = next((t for t in sent.tokens[:-4] if t.lower == "one" and t.pos in ("NUM", "NOUN", "PRON")), None)
    other = next((t for t in sent.tokens[one.i + 1 :] if t.lower == "other" and sent.tokens[t.i - 1].lower == "the"), None) if one is not None else None
    if one is None or other is None or other.i - one.i > 14 or other.i + 1 < len(sent.tokens) and sent.tokens[other.i + 1].pos in ("NOUN", "PROPN", "ADJ"):
        return None
    between = " ".join(t.lower for t in sent.tokens[one.i + 1 : other.i - 1])
    if sent.tokens[one.i + 1].pos in ("NOUN", "PROPN", "ADJ", "ADP") and not between.startswith("without"):
        return None
    together = ("hand in hand with", "in step with", "in parallel with", "in tandem with", "together with", "at the same time as", "along with", "with")
    low = one.i - 1 if one.i and sent.tokens[one.i - 1].lower in ("the", "no") else one.i
    first, then = [other.i - 1, other.i], list(range(low, one.i + 1))
    if between.endswith(("without", "unless")) or between.startswith("without"):
        relation = "unless"
    elif between.endswith(together) and any(w in between.split() for w in ("must", "has", "have", "should", "go", "goes", "will", "come", "comes")):
        relation = "simultaneous"
    elif between.endswith(("depends on", "hinges on", "presupposes", "requires")):
        relation = "subject_to"
    else:
        return None
    antecedent, consequent = run(sent, first), run(sent, then)
    if antecedent is None or consequent is None:
        return None
    return Found(sent, relation, antecedent, other.i, consequent, one.i, "pivot")


def _short_of(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "will not return short of a full withdrawal", "There will be no deal short of that": what alone would bring somebody round."""
    for cue in sent.tokens[3:-2]:
        if cue.lower != "short" or sent.tokens[cue.i + 1].lower != "of" or sent.tokens[cue.i - 1].lower in lex.words["short"]:
            continue
        low = clause_start(sent, cue.i, lex)
        left, right = sides(sent, cue.i, cue.i + 1, lex)
        near: Sequence[Token] = sent.tokens[cue.i + 2 : cue.i + 4]
        if coming(sent, low, cue.i) and shut(sent, low, cue.i, lex) and right and near and near[0].pos in ("DET", "ADJ", "NOUN", "PROPN"):
            return made(sent, "unless", right, left, "pivot:without")
    return None
