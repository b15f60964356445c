"""Frames of quotations: which verb, noun or colon introduces a quotation that was cut out of its frame."""

from collections.abc import Iterator

from parley.extract.statements.candidate import Candidate, runs
from parley.extract.statements.lexicon import Lexicon
from parley.extract.statements.syntax import agent, cue_tokens, passive, subject
from parley.extract.statements.verbs import source_spans, verb_lemma
from parley.model import AnnotatedDocument, Sentence, Token
from parley.model.lookup import outer_quotations

REACH = 40
NEAREST = 3


def quote_candidates(doc: AnnotatedDocument, sent: Sentence, before: Sentence | None, lex: Lexicon) -> Iterator[Candidate]:
    """Each pair of a quotation in the sentence and a verb near it; `before` is the sentence above when it ends with a colon."""
    places = [t for t in sent.tokens if t.quote >= 0]
    for place in places:
        yield from _pairs(sent, place, lex)
        if before is not None and sent.tokens[0].quote == place.quote and before.paragraph < sent.paragraph + 1:
            yield from _from_above(before, sent, place, lex)
    yield from _inline(doc, sent, lex)


def _pairs(sent: Sentence, place: Token, lex: Lexicon) -> Iterator[Candidate]:
    left = [t for t in reversed(sent.tokens[max(0, place.i - REACH) : place.i]) if _verbal(t)][:NEAREST]
    right = [t for t in sent.tokens[place.i + 1 : place.i + REACH] if _verbal(t)][:NEAREST]
    for verb in (*left, *right):
        yield _candidate(sent, verb, place, "q" if verb.i < place.i else "q<", ((place.start, place.end),), lex)


def _from_above(before: Sentence, sent: Sentence, place: Token, lex: Lexicon) -> Iterator[Candidate]:
    """The paragraph above ends with a colon: "Renn continued:" and the quotation in a paragraph of its own."""
    for verb in [t for t in reversed(before.tokens) if _verbal(t)][:NEAREST]:
        yield _candidate(before, verb, place, "q:above", ((place.start, place.end),), lex)


def _inline(doc: AnnotatedDocument, sent: Sentence, lex: Lexicon) -> Iterator[Candidate]:
    """A short quotation left in its frame that depends directly on a verb outside it ("No," she said)."""
    if sent.quotation != -1:
        return
    for q in outer_quotations(doc, sent.start, sent.end):
        if q.apart or not (sent.start <= q.start and q.end <= sent.end):
            continue
        inside = [t for t in sent.tokens if q.start <= t.start < q.end]
        if not inside:
            continue
        words = [t for t in inside if t.pos != "PUNCT"]
        heads = {t.head for t in words if not q.start <= sent.tokens[t.head].start < q.end}
        heads |= {c for t in words for c in sent.children[t.i] if not q.start <= sent.tokens[c].start < q.end and sent.tokens[c].dep in ("ccomp", "parataxis")}
        heads |= set(_before_mark(sent, inside[0].i))
        for i in sorted(heads):
            if _verbal(sent.tokens[i]):
                yield _candidate(sent, sent.tokens[i], inside[0], "qi" if i < inside[0].i else "qi<", ((q.start, q.end),), lex)


def _before_mark(sent: Sentence, i: int) -> Iterator[int]:
    """The verb directly before a quotation, with a comma or colon between or not ("answered: “Nothing.”"), wherever the parser hangs the quotation."""
    at = i - 1
    while at >= 0 and (sent.tokens[at].text in (",", ":") or sent.tokens[at].end == sent.tokens[at].start):
        at -= 1
    if at >= 0:
        yield at


def _candidate(sent: Sentence, verb: Token, place: Token, frame: str, content: tuple[tuple[int, int], ...], lex: Lexicon) -> Candidate:
    source = agent(sent, verb.i) if passive(sent, verb.i) else subject(sent, verb.i)
    if source is not None and source.quote >= 0:
        source = _beside(sent, verb.i)
    spans = tuple(s for s in source_spans(sent, source) if not any(a < s[1] and s[0] < b for a, b in content))
    if source is not None and not spans:
        source = _beside(sent, verb.i)
        spans = source_spans(sent, source)
        spans = tuple(s for s in spans if not any(a < s[1] and s[0] < b for a, b in content))
    at = (sent.index, source.i) if source is not None and spans else None
    return Candidate(
        sent.index, verb.i, "verb", verb_lemma(sent, verb.i, lex), frame, runs(cue_tokens(sent, verb.i)), spans if at else (), at, content, place.i
    )


def _beside(sent: Sentence, i: int) -> Token | None:
    """The nominal directly before or after the verb, when the parser took the quotation for its subject."""
    for child in (*reversed([c for c in sent.children[i] if c < i]), *[c for c in sent.children[i] if c > i]):
        token = sent.tokens[child]
        if token.quote < 0 and token.pos in ("PROPN", "PRON", "NOUN") and token.dep in ("nsubj", "dobj", "npadvmod", "attr", "appos", "dep", "conj", "oprd"):
            return token
    return None


def _verbal(token: Token) -> bool:
    return token.pos == "VERB" or token.pos == "AUX" and token.dep in ("ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis")
