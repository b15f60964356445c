"""Stances told shortly: "Norra could not", "no such pledge was given", items under a line that announces demands."""

from collections.abc import Iterator, Sequence

from parley.extract.clauses import modal, negation, run, subject
from parley.extract.conditions.nouns import is_item
from parley.extract.stances.frames import Lexicon
from parley.extract.stances.hit import VERBAL, Hit, in_quotes
from parley.extract.stances.idioms import aside_at, parted
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

OPEN = frozenset({"open"})
SPEAKER = frozenset({"speaker", "open"})


def short(sent: Sentence, text: str, lex: Lexicon) -> Iterator[Hit]:
    """The stances of a sentence that leave out what they are on, or deny that it was ever given."""
    for token in sent.tokens:
        if token.lower == "first" and in_quotes(sent, text, token.i):
            yield from _first(sent, token)
        if token.tag == "MD":
            yield from _elliptic(sent, token)
        elif token.lower in ("yes", "no") and token.dep != "det" and token.i and sent.tokens[token.i - 1].lemma == "say":
            yield from _said(sent, token)
        elif token.lower == "no" and token.dep in ("det", "neg"):
            yield from _no_such(sent, token, lex)


def _first(sent: Sentence, token: Token) -> Iterator[Hit]:
    """ "Captives first, then the rest", "First a truce, then talks", in somebody's own words: what is to come first is demanded."""
    start = next((t.i for t in sent.tokens if t.pos != "PUNCT"), token.i)
    before = [t for t in sent.tokens[start : token.i] if t.pos != "PUNCT"]
    after = sent.tokens[token.i + 1] if token.i + 1 < len(sent.tokens) else None
    if after is None or len(before) > 4 or any(t.pos in VERBAL or t.tag in ("MD", "PRP") for t in before):
        return
    if before and before[-1].pos in ("NOUN", "PROPN") and after.text in (",", ".", ";", ":", "!"):
        yield Hit(sent, "first", before[-1].i, None, before[-1].i, "demands", "stated", SPEAKER, (before[0].start, token.end))
    elif not before and after.lower in ("a", "an", "the", "their", "its"):
        comma = next((t.i for t in sent.tokens[token.i :] if t.text in (",", ";")), None)
        inside = sent.tokens[token.i + 1 : comma] if comma is not None else ()
        then = comma is not None and comma + 1 < len(sent.tokens) and sent.tokens[comma + 1].lower in ("then", "and", "only", "after")
        if then and inside and inside[-1].pos == "NOUN" and not any(t.pos in VERBAL for t in inside):
            yield Hit(sent, "first", inside[-1].i, None, inside[-1].i, "demands", "stated", SPEAKER, (token.start, inside[-1].end))


def _elliptic(sent: Sentence, token: Token) -> Iterator[Hit]:
    """ "Skarby would accept; Isbreen would not": a modal whose verb stands in the clause before."""
    no = next((t for t in sent.tokens[token.i + 1 : token.i + 2] if t.lower in ("not", "n't")), None)
    after = sent.tokens[no.i + 1 : no.i + 2] if no is not None else ()
    if no is None or token.lower not in ("would", "will", "could", "can", "wo", "ca") or after and after[0].pos not in ("PUNCT", "CCONJ", "SCONJ"):
        return
    own = dependent(sent, token.i, "nsubj") or dependent(sent, token.head, "nsubj")
    if own is None or own.i > token.i or own.i > token.i:
        return
    low = sent.tokens[min(subtree(sent, own.i))].start
    if aside_at(sent, no.i + 1) is not None:  # "will not, a diplomat said, sign until …": the verb follows
        waits = any(t.lower in ("unless", "until") for t in sent.tokens[no.i :])
        span = run(sent, list(range(token.i, len(sent.tokens))))
        yield Hit(sent, "would_not", token.i, own.i, None, "accepts_conditionally" if waits else "rejects", "stated", OPEN, span)
        return
    low = token.start if parted(sent, own.i, token.i) else low
    yield Hit(sent, "would_not", token.i, own.i, None, "rejects", "stated", OPEN, (low, no.end))


def _said(sent: Sentence, token: Token) -> Iterator[Hit]:
    """ "Norra said no": an answer of one word."""
    verb = sent.tokens[token.i - 1]
    after = sent.tokens[token.i + 1 : token.i + 2]
    own = dependent(sent, verb.i, "nsubj")
    if own is not None and (not after or after[0].pos in ("PUNCT", "CCONJ")) and negation(sent, verb.i) is None and modal(sent, verb.i) is None:
        low = sent.tokens[min(subtree(sent, own.i))].start
        yield Hit(sent, "said", verb.i, own.i, None, "rejects" if token.lower == "no" else "accepts", "stated", OPEN, (low, token.end))


def _no_such(sent: Sentence, no: Token, lex: Lexicon) -> Iterator[Hit]:
    """ "No such undertaking was given", "no offer had been received", "has made no such promise": it is denied that there was one."""
    noun = sent.tokens[no.head]
    verb = next((a for a in ancestors(sent, noun.i) if a.pos in VERBAL), None)
    such = any(c.lower == "such" for c in dependents(sent, noun.i, "amod", "predet", "det"))
    matter = noun.lemma in lex.words["papers"] | {"promise", "pledge", "undertaking", "commitment", "agreement", "deal", "concession", "assurance"}
    if verb is None or no.dep not in ("det", "neg") or not (such or matter) or modal(sent, verb.i) is not None:
        return
    if verb.lemma not in lex.words["given"] and not (such and noun.dep == "nsubj"):
        return
    past = any(c.lower in ("was", "were", "had", "has", "have", "been") for c in dependents(sent, verb.i, "aux", "auxpass")) or verb.tag == "VBD"
    span = run(sent, [*subtree(sent, noun.i), verb.i])
    reached = noun.dep == "nsubj" and such and verb.lemma in ("reach", "arrive", "exist", "come", "be", "take", "occur", "happen", "cross")
    if (noun.dep == "nsubjpass" and past or reached) and span is not None:
        yield Hit(sent, "no_such", verb.i, None, noun.i, "denies_agreeing", "stated", SPEAKER, span)
    elif noun.dep == "dobj" and such and past and (own := dependent(sent, verb.i, "nsubj")) is not None:
        whole = run(sent, [*subtree(sent, own.i), *subtree(sent, noun.i)])
        yield Hit(sent, "no_such", verb.i, own.i, noun.i, "denies_agreeing", "stated", OPEN, whole)


def listed(sentences: Sequence[Sentence], text: str, lex: Lexicon) -> Iterator[tuple[Sentence, Hit]]:
    """The items under a line that announces demands and ends in a colon ("The terms she listed were these:"), each with the line that announces it."""
    opener: tuple[Sentence, int] | None = None
    for sent in sentences:
        if is_item(text, sent):
            span = run(sent, [t.i for t in sent.tokens if not (t.start < sent.start + 4 and t.pos in ("PUNCT", "SYM", "NUM", "X") and t.quote < 0)])
            if opener is not None and span is not None:
                yield opener[0], Hit(sent, "list", sent.root, opener[1], sent.root, "demands", "stated", OPEN, span)
            continue
        opener = None
        if ":" in text[sent.end - 1 : sent.end + 2]:
            holder = next((h for t in sent.tokens if t.lemma in lex.words["announcing"] and (h := _whose(sent, t)) is not None), None)
            opener = (sent, holder) if holder is not None else None


def _whose(sent: Sentence, noun: Token) -> int | None:
    """Whose demands a line announces: their owner, or who does what the clause on them says ("the terms she listed")."""
    own = dependent(sent, noun.i, "poss")
    if own is not None:
        return own.i
    below = dependent(sent, noun.i, "relcl", "acl")
    who = subject(sent, below.i) if below is not None else None
    if who is None and noun.dep == "dobj" and negation(sent, noun.head) is None:
        who = subject(sent, noun.head)
    return who.i if who is not None else None
