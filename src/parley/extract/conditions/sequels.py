"""Conditions that take up the sentence or clause before: "Only then will we talk", "no convoy will move before then", "failing which"."""

from collections.abc import Iterator

from parley.extract.clauses import clause, modal, negation, run
from parley.extract.conditions.found import Found, Lexicon
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

VERBAL = ("VERB", "AUX")
POINTING = ("that", "this", "it", "which")
COMING = ("can", "could", "will", "would", "may", "might", "shall", "'ll", "wo", "ca")
OPENING = ("in", "if", "only", "then")
DATED = ("by", "within", "before", "until")


def sequels(sent: Sentence, before: Sentence | None, lex: Lexicon) -> Iterator[Found]:
    """The conditions of a sentence whose other half is told before it. before: the sentence before, in the same paragraph."""
    if before is not None and sent.tokens[0].lower in OPENING:
        yield from _next(sent, before)
    for token in sent.tokens:
        if token.lower == "then":
            yield from _then(sent, token, before)
        elif token.lower in ("failing", "barring") and token.tag == "VBG":
            yield from _failing(sent, token)
        elif token.lower == "which" and sent.tokens[token.head].lower == "without":
            yield from _without_which(sent, token)
        elif token.lemma in lex.words["requiring"] and token.pos in VERBAL:
            yield from _requires(sent, token, before)


def _next(sent: Sentence, before: Sentence) -> Iterator[Found]:
    """ "Give back the island. Then we can speak of trade.", "You want a truce? Then lift the blockade.", "… Only then, Renn said, can …"."""
    words = [t.lower for t in sent.tokens[:3]]
    if words in (["in", "that", "case"], ["in", "that", "event"], ["in", "such", "case"]) or words[:2] == ["if", "so"]:
        yield from _in_that_case(sent, before, 3 if words[0] == "in" else 2)
    skip = 2 if words[:2] in (["only", "then"], ["only", "afterwards"], ["if", "so"]) else 1 if words[:1] == ["then"] else 0
    if not skip or len(sent.tokens) < skip + 3:
        return
    asking = any(t.text == "?" for t in before.tokens[-2:])
    modals = [t for t in sent.tokens[skip:] if t.tag == "MD"]
    due = asking and (
        sent.tokens[skip].tag == "VB" or any(t.lower in ("must", "should") for t in modals) or any(t.lower in ("need", "needs") for t in sent.tokens)
    )
    own = _spoken(sent, skip)
    one, other = run(before, list(range(len(before.tokens)))), run(sent, own)
    if one is None or other is None:
        return
    here = next((j for j in own if sent.tokens[j].pos in VERBAL and sent.tokens[j].dep not in ("aux", "auxpass")), own[0])
    there = next((t.i for t in before.tokens if t.pos in VERBAL and t.dep not in ("aux", "auxpass")), before.root)
    if due:  # who wants the one must do the other
        yield Found(sent, "if" if words[0] == "if" else "only_if", other, here, one, there, "then", None, before)
    elif words[0] != "if" and modals and modals[0].lower in COMING and not asking and (words[0] == "only" or _commanded(before)) and _coming(before, there):
        yield Found(before, "not_before", one, there, other, here, "then", None, sent)


def _in_that_case(sent: Sentence, before: Sentence, skip: int) -> Iterator[Found]:
    """ "The court may strike it down. In that case the duties would be paid back.": what may be, and what would follow."""
    possible = any(t.tag == "MD" and t.lower in ("may", "might", "could", "can", "would") for t in before.tokens) or before.tokens[-1].text == "?"
    modals = [t for t in sent.tokens[skip:] if t.tag == "MD" and t.lower in COMING]
    if not possible or not modals or any(t.text == "?" for t in sent.tokens[-2:]):
        return
    own = [t.i for t in sent.tokens[skip:]]
    one, other = run(before, list(range(len(before.tokens)))), run(sent, own)
    here = next((j for j in own if j > modals[0].i and sent.tokens[j].pos in VERBAL), modals[0].i)
    there = next((t.i for t in before.tokens if t.pos in VERBAL and t.dep not in ("aux", "auxpass")), before.root)
    if one is not None and other is not None:
        yield Found(before, "if", one, there, other, here, "then", None, sent)


def _spoken(sent: Sentence, start: int) -> list[int]:
    """The tokens from `start` on, without an insertion that names the speaker (", Renn said,")."""
    at = [t.i for t in sent.tokens[start:]]
    commas = [j for j in at if sent.tokens[j].text == ","][:2]
    inserted = len(commas) == 2 and commas[0] == start and not any(sent.tokens[j].tag == "MD" for j in range(*commas))
    return [j for j in at if j > commas[1]] if inserted else at


def _commanded(before: Sentence) -> bool:
    """Whether a sentence asks for something: a command, "let them", "must", "have to"."""
    first = next((t for t in before.tokens if t.pos != "PUNCT"), before.tokens[0])
    return first.tag == "VB" or first.lower == "let" or any(t.lower in ("must", "should") for t in before.tokens) or _has_to(before)


def _has_to(before: Sentence) -> bool:
    return any(t.lemma in ("have", "need") and before.tokens[t.i + 1].lower == "to" for t in before.tokens[:-1])


def _then(sent: Sentence, then: Token, before: Sentence | None) -> Iterator[Found]:
    """ "They must leave; only then will we talk" and "Nothing will move before then": what was told before must come first."""
    above = sent.tokens[then.head]
    if then.i == 1 and before is not None and sent.tokens[0].lower == "only":
        return  # read with the sentence before
    if then.i and sent.tokens[then.i - 1].lower == "only":
        verb = next((a for a in (above, *ancestors(sent, then.i)) if a.pos in VERBAL and modal(sent, a.i) is not None), None)
        start = then.i - 1
    elif above.lower in ("before", "until") and then.dep in ("pcomp", "pobj"):
        verb = next((a for a in ancestors(sent, above.i) if a.pos in VERBAL), None)
        if verb is not None and (negation(sent, verb.i) is None and not _none(sent, verb) or modal(sent, verb.i) is None):
            return
        start = 0
    else:
        return
    if verb is None:
        return
    own = [j for j in subtree(sent, verb.i) if j > then.i or start == 0 and j < above.i]
    consequent = run(sent, own)
    inside = [t.i for t in sent.tokens[:start] if t.i not in own]
    if any(sent.tokens[j].pos in VERBAL for j in inside):
        head = next((j for j in inside if sent.tokens[j].pos in VERBAL and sent.tokens[j].dep not in ("aux", "auxpass")), inside[0])
        antecedent = run(sent, inside)
        if antecedent is not None and consequent is not None and _coming(sent, head):
            yield Found(sent, "not_before", antecedent, head, consequent, verb.i, "then")
    elif before is not None and consequent is not None:
        head = next((t.i for t in before.tokens if t.i == before.root), 0)
        antecedent = run(before, list(range(len(before.tokens))))
        if antecedent is not None and _coming(before, head):
            yield Found(before, "not_before", antecedent, head, consequent, verb.i, "then", None, sent)


def _none(sent: Sentence, verb: Token) -> bool:
    """Whether the subject begins with "not": "not a coin will flow"."""
    own = dependent(sent, verb.i, "nsubj", "nsubjpass")
    return own is not None and sent.tokens[min(subtree(sent, own.i))].lower in ("not", "no")


def _coming(sent: Sentence, head: int) -> bool:
    """Whether a clause tells of what is still to be done, and not of what was."""
    verbs = (head, *(c.i for c in dependents(sent, head, "ccomp")))
    return any(modal(sent, i) is not None or sent.tokens[i].tag in ("VB", "VBP", "VBZ") or _asked(sent, i) for i in verbs)


def _asked(sent: Sentence, i: int) -> bool:
    return any(sent.tokens[a].lemma in ("want", "demand", "ask", "insist", "require", "press", "urge") for a in (i, sent.tokens[i].head))


def _failing(sent: Sentence, token: Token) -> Iterator[Found]:
    """ "barring a change of heart", "failing an agreement", and "…, failing which it would break off"."""
    matrix = next((a for a in ancestors(sent, token.i) if a.pos in VERBAL), None)
    if matrix is not None and modal(sent, matrix.i) is None:  # what the parse hangs on "insisted" belongs to the clause before it
        matrix = next((t for t in reversed(sent.tokens[: token.i]) if t.pos in VERBAL and modal(sent, t.i) is not None and t.head >= matrix.i), matrix)
    if matrix is None:
        return
    below = dependent(sent, token.i, "ccomp", "dobj")
    if token.i + 1 < len(sent.tokens) and sent.tokens[token.i + 1].lower == "which" and below is not None and below.pos in VERBAL:
        first = [j for j in clause(sent, matrix.i) if j < token.i]
        antecedent, consequent = run(sent, first), run(sent, [j for j in subtree(sent, below.i) if j > token.i + 1])
        if antecedent is not None and consequent is not None:
            dated = any(sent.tokens[j].lower in DATED for j in first)
            yield Found(sent, "deadline" if dated else "unless", antecedent, matrix.i, consequent, below.i, "failing", matrix.i)
        return
    thing = dependent(sent, token.i, "dobj", "pobj")
    if thing is None or modal(sent, matrix.i) is None:
        return
    apart = [j for j in clause(sent, matrix.i) if j not in subtree(sent, token.i)]
    antecedent = run(sent, [j for j in subtree(sent, thing.i) if j > token.i])
    consequent = run(sent, [j for j in apart if (j < token.i) == (matrix.i < token.i)])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "unless", antecedent, thing.i, consequent, matrix.i, "phrase:failing")


def _without_which(sent: Sentence, which: Token) -> Iterator[Found]:
    """ "failed to bring the papers, without which there could be no handover"."""
    verb = next((a for a in ancestors(sent, which.i) if a.pos in VERBAL), None)
    without = sent.tokens[which.head]
    if verb is None or modal(sent, verb.i) is None or negation(sent, verb.i) is None:
        return
    noun = next((t for t in reversed(sent.tokens[: without.i]) if t.pos in ("NOUN", "PROPN")), None)
    antecedent = run(sent, list(range(without.i)))
    consequent = run(sent, [j for j in subtree(sent, verb.i) if j > which.i])
    if noun is not None and antecedent is not None and consequent is not None:
        head = next((t.i for t in sent.tokens[: without.i] if t.pos in VERBAL and t.dep not in ("aux", "auxpass")), noun.i)
        yield Found(sent, "unless", antecedent, head, consequent, verb.i, "without which")


def _requires(sent: Sentence, token: Token, before: Sentence | None) -> Iterator[Found]:
    """ "That would require the consent of Norra": what the thing told before cannot do without."""
    own = dependent(sent, token.i, "nsubj")
    thing = dependent(sent, token.i, "dobj", "ccomp", "xcomp")
    if own is None or own.lower not in POINTING or own.lower == "which" or thing is None or thing.pos == "PRON" or negation(sent, token.i) is not None:
        return
    if modal(sent, token.i) not in ("would", "will") or before is None:
        return
    antecedent, consequent = run(sent, subtree(sent, thing.i)), run(before, list(range(len(before.tokens))))
    if antecedent is not None and consequent is not None:
        yield Found(sent, "subject_to", antecedent, thing.i, consequent, before.root, "that requires", None, before)
