"""Conditions of a sentence that is nothing but its clause: "We will come back. But not unless Norra comes too.", "Only if the captives are home."

Its other half is the sentence before; in a quotation the one quoted before, past the words that name the speaker.
"""

from collections.abc import Iterator

from parley.extract.clauses import run
from parley.extract.conditions.found import Found, Lexicon, match
from parley.extract.conditions.openers import FINITE, JOINING, coming, first_head, head, shut, tail
from parley.extract.conditions.pivots import weighs
from parley.model import Sentence, Token

LONGEST = 30  # tokens of such a sentence; what is longer has a main clause somewhere
ONLY = ("only", "solely")
STRICT = {"after": "not_before", "when": "only_if", "if": "only_if", "unless": "only_if", "before": "not_before"}
DATED = ("until", "before", "after", "when", "while")


def fragments(sent: Sentence, before: Sentence | None, lex: Lexicon) -> Iterator[Found]:
    """The condition of a sentence that only tells what must come first. before: the sentence before, in the same paragraph or quotation."""
    at = _start(sent)
    strict = ""
    while at < len(sent.tokens) and sent.tokens[at].lower in (*ONLY, "not"):
        strict, at = sent.tokens[at].lower, at + 1
    cue = match(sent, at, lex.clauses) if before is not None and at < len(sent.tokens) else None
    asked = before is not None and any(t.text == "?" for t in before.tokens[-2:])
    short = asked and before is not None and bool(strict) and len(before.tokens) < 9 and not any(t.tag in FINITE for t in before.tokens)
    if before is None or cue is None or len(sent.tokens) > LONGEST or any(t.text == "?" for t in sent.tokens[-2:]) or asked and not short:
        return
    last, relation = cue
    inside = sent.tokens[last + 1 : tail(sent, lex, last)]
    clear = len(inside) > 2 and any(t.tag in FINITE for t in inside) and not _main(inside)
    main = head(before, 0, len(before.tokens))
    main = first_head(before, 0, len(before.tokens)) if main is None and short else main  # "Talks on sanctions? Only when they are back."
    if (
        not clear
        or main is None
        or not short
        and not _open(before, relation, strict, lex)
        or any(t.lower in ("you", "your") for t in inside)
        and strict != "not"
    ):
        return
    antecedent, consequent = run(sent, [t.i for t in inside]), run(before, list(range(len(before.tokens))))
    if antecedent is not None and consequent is not None:
        relation = STRICT.get(relation, relation) if strict else "provided_that" if relation == "while" else relation
        yield Found(sent, relation, antecedent, first_head(sent, last + 1, len(sent.tokens)), consequent, main, "fragment", None, before)


def parted(sent: Sentence, before: Sentence | None, lex: Lexicon) -> Iterator[Found]:
    """ "If they stop," said Renn, "we will stop too.": a quotation whose clause and main clause stand on either side of who speaks."""
    if before is None or sent.quotation < 0 or before.quotation < 0 or sent.quotation == before.quotation or not before.tokens:
        return
    at = _start(before)
    here = _start(sent)
    led = " ".join(t.lower for t in sent.tokens[here : here + 2])
    if (
        before.tokens[-1].text == ","
        and any(t.lower == "first" for t in before.tokens)
        and led.startswith(("then", "only then"))
        and coming(sent, 0, len(sent.tokens))
    ):
        yield from _first_then(before, sent, here, lex)
        return
    only = before.tokens[at].lower in ONLY
    cue = match(before, at + only, lex.clauses) if at + only < len(before.tokens) else None
    if cue is None or before.tokens[-1].text not in (",", "–", "—") or cue[1] in DATED and not only and cue[1] != "until" or len(before.tokens) > LONGEST:
        return
    inside = before.tokens[cue[0] + 1 :]
    closed = any(t.lower == "you" for t in inside) and next((t.lower for t in sent.tokens if t.pos == "PRON"), "") not in ("we", "i")
    closed = closed or not any(t.tag in FINITE for t in inside) or any(t.text == "," for t in inside[:-1])
    due = coming(sent, 0, len(sent.tokens)) or cue[1] != "until" and any(t.tag in ("VBZ", "VBP") for t in sent.tokens)
    if closed or not due or cue[1] == "until" and not shut(sent, 0, len(sent.tokens), lex) or any(t.text == "?" for t in sent.tokens[-2:]):
        return
    antecedent, consequent = run(before, [t.i for t in inside]), run(sent, list(range(len(sent.tokens))))
    main = head(sent, 0, len(sent.tokens))
    if antecedent is not None and consequent is not None and main is not None and sent.tokens[main].lemma not in lex.words["beside_point"]:
        relation = STRICT.get(cue[1], cue[1]) if only else cue[1]
        yield Found(before, relation, antecedent, first_head(before, cue[0] + 1, len(before.tokens)), consequent, main, "fragment", None, sent)


def _first_then(before: Sentence, sent: Sentence, here: int, lex: Lexicon) -> Iterator[Found]:
    """ "Subsidies first," said Renn, "then we will break ground."."""
    kept = [t.i for t in before.tokens if t.lower != "first" and t.pos != "PUNCT"]
    start = here + (2 if sent.tokens[here].lower == "only" else 1)
    antecedent, consequent = run(before, kept), run(sent, list(range(start, len(sent.tokens))))
    main = head(sent, start, len(sent.tokens))
    if (
        not weighs(before, kept, lex)
        and not weighs(sent, list(range(start, len(sent.tokens))), lex)
        and sent.tokens[min(start, len(sent.tokens) - 1)].lower != "we"
    ):
        return
    if kept and antecedent is not None and consequent is not None and main is not None:
        yield Found(before, "not_before", antecedent, first_head(before, kept[0], kept[-1] + 1), consequent, main, "fragment", None, sent)


def _start(sent: Sentence) -> int:
    """The first word behind marks and behind "but", "and"."""
    at = 0
    while at < len(sent.tokens) - 1 and (sent.tokens[at].pos == "PUNCT" or sent.tokens[at].lower in JOINING):
        at += 1
    return at


def _main(inside: tuple[Token, ...]) -> bool:
    """Whether a main clause follows: behind a comma, or a second verb with a modal."""
    comma = next((n for n, t in enumerate(inside) if t.text in (",", ";", ":", "–", "—")), len(inside))
    return any(t.tag in FINITE for t in inside[comma:]) or any(t.tag == "MD" or t.lower in ("did", "does", "do") for t in inside)


def _open(before: Sentence, relation: str, strict: str, lex: Lexicon) -> bool:
    """Whether the sentence before holds out or shuts out an act: "will", "ready", "no talks"."""
    low, high = 0, len(before.tokens)
    ready = any(t.lower in lex.words["ready"] or t.lemma in lex.words["offering"] and t.pos == "VERB" for t in before.tokens)
    if any(t.tag == "MD" and before.tokens[t.i + 1 : t.i + 2] and before.tokens[t.i + 1].lower == "have" for t in before.tokens):
        return False
    if relation in DATED and not strict:
        return relation in ("until", "before", "while") and shut(before, low, high, lex) and coming(before, low, high)
    present = any(t.tag in ("VBZ", "VBP") for t in before.tokens) and not any(t.tag == "VBD" for t in before.tokens)
    return coming(before, low, high) or ready or bool(strict) and present
