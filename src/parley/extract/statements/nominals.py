"""Frames of nouns and adjectives: "his claim that", "the refusal to", "a call for", "is confident that", "made the case that"."""

from collections.abc import Container, Iterator
from typing import NamedTuple

from parley.extract.statements.candidate import Candidate, below, runs, variants
from parley.extract.statements.lexicon import Lexicon
from parley.extract.statements.syntax import cue_tokens, possessor, question_word, subject
from parley.extract.statements.verbs import COPULAR, source_spans
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents

HOLDING = ("include", "contain", "comprise")
FAR = 10  # tokens from a noun of saying to its colon


class _Nominal(NamedTuple):
    """A noun or adjective as a cue, with its source."""

    sent: Sentence
    head: Token
    pos: str
    lemma: str
    source: Token | None


def noun_candidates(sent: Sentence, i: int, lex: Lexicon, holding: Container[int]) -> Iterator[Candidate]:
    """All readings of the noun at token `i` as a cue; holding: the tokens of the sentence on which a clause hangs."""
    noun = sent.tokens[i]
    lemma = lex.lemma(noun.lemma)
    known = bool(lex.senses("noun", lemma))
    if not known and i not in holding and noun.head not in holding:
        return
    source, light = _noun_source(sent, i)
    nominal = _Nominal(sent, noun, "noun", lemma, source)
    if known and source is not None:
        yield from _before_colon(nominal, _noun_cue(sent, i, light, source))
    for frame, content, at, more in _complements(sent, i):
        yield from _make(nominal, f"n:{frame}", _noun_cue(sent, i, light, source) + more, content, at)
    verb = sent.tokens[noun.head]
    if noun.dep in ("nsubj", "attr") and verb.lemma == "be":
        for clause in dependents(sent, verb.i, "ccomp", "xcomp"):
            if clause.i > i:
                cue = [*_noun_cue(sent, i, None, source), *cue_tokens(sent, verb.i)]
                yield from _make(nominal, "n:be", cue, below(sent, clause.i), clause)


def _before_colon(nominal: _Nominal, cue: list[Token]) -> Iterator[Candidate]:
    """ "Renn's message was blunt: pay or leave", "the envoy had one word of advice: “Stop.”": what follows the colon is the content."""
    sent, noun = nominal.sent, nominal.head
    colon = next((t.i for t in sent.tokens[noun.i + 1 : noun.i + 1 + FAR] if t.text == ":" and t.quote < 0), None)
    if colon is None or nominal.source is None or nominal.source.i > colon or colon + 1 >= len(sent.tokens):
        return
    between = [t for t in sent.tokens[noun.i + 1 : colon] if t.pos in ("VERB", "AUX") and t.lemma not in COPULAR]
    if not between and sent.tokens[colon - 1].dep != "ccomp":
        yield from _make(nominal, "n:colon", cue, list(sent.tokens[colon + 1 :]), sent.tokens[colon + 1])


def _noun_source(sent: Sentence, i: int) -> tuple[Token | None, Token | None]:
    """The token that heads the source, and the light verb whose object the noun is."""
    noun = sent.tokens[i]
    own = possessor(sent, i)
    above = sent.tokens[noun.head]
    if noun.dep in ("dobj", "attr") and above.pos in ("VERB", "AUX") and above.i < i:
        if own is None and above.lemma in HOLDING:  # "Renn's conditions include a demand that …": it is Renn's
            whole = subject(sent, above.i)
            return (possessor(sent, whole.i) or whole if whole is not None else None), None
        return (own or subject(sent, above.i)), above
    if noun.dep == "pobj" and sent.tokens[above.head].pos in ("VERB", "AUX") and own is None:
        return subject(sent, above.head), None
    if noun.dep == "conj" and own is None:
        return _noun_source(sent, noun.head)
    if own is None:
        compounds = [t for t in dependents(sent, i, "compound", "nmod") if t.pos == "PROPN"]
        own = compounds[-1] if compounds else None
    return own, None


def _complements(sent: Sentence, i: int) -> Iterator[tuple[str, list[Token], Token, list[Token]]]:
    for child in dependents(sent, i, "acl", "relcl", "ccomp", "xcomp", "advcl"):
        if child.i < i:
            continue
        mark = dependent(sent, child.i, "mark")
        content = below(sent, child.i)
        if mark is not None and mark.lower == "that" or child.dep == "ccomp":
            yield "that", content, child, []
        elif any(t.lower == "to" for t in dependents(sent, child.i, "aux")):
            yield "to", content, child, []
        elif question_word(sent, child.i) and child.dep == "acl":
            yield "wh", content, child, []
        elif child.dep == "relcl" and any(t.lower == "that" and t.i == i + 1 for t in content):
            yield "rel", content, child, []
    for prep in dependents(sent, i, "prep"):
        complement = dependent(sent, prep.i, "pobj", "pcomp", "prep")
        if prep.i > i and prep.lower not in ("by", "from") and complement is not None and complement.quote < 0:
            yield prep.lower, below(sent, complement.i), complement, [prep]


def _noun_cue(sent: Sentence, i: int, light: Token | None, source: Token | None) -> list[Token]:
    taken = {t.i for t in below(sent, source.i)} if source is not None else set()
    own = [sent.tokens[i], *(t for t in dependents(sent, i, "amod", "case", "det", "neg") if t.i < i and t.i not in taken)]
    if source is not None and source.dep == "poss":
        own += dependents(sent, source.i, "case")
    return own if light is None else [*cue_tokens(sent, light.i), *own]


def adjective_candidates(sent: Sentence, i: int, lex: Lexicon) -> Iterator[Candidate]:
    """All readings of the adjective (or participle) at token `i` after a copula as a cue."""
    adjective = sent.tokens[i]
    verb = sent.tokens[adjective.head]
    if adjective.dep not in ("acomp", "oprd", "conj") or verb.i == i:
        return
    if adjective.dep == "conj":
        verb = sent.tokens[verb.head]
    if verb.lemma not in COPULAR:
        return
    lemma = lex.lemma(adjective.lemma)
    nominal = _Nominal(sent, adjective, "adjective", lemma, subject(sent, verb.i))
    cue = [*cue_tokens(sent, verb.i), *cue_tokens(sent, i)]
    places = [i, verb.i] if dependent(sent, i, "ccomp", "xcomp", "prep") is None else [i]
    for place in places:
        for child in dependents(sent, place, "ccomp", "xcomp", "advcl"):
            if child.i <= i or child.dep == "advcl" and dependent(sent, child.i, "mark") is not None:
                continue
            mark = dependent(sent, child.i, "mark")
            infinitive = any(t.lower == "to" for t in dependents(sent, child.i, "aux"))
            kind = "wh" if question_word(sent, child.i) else "to" if infinitive and mark is None else "that"
            yield from _make(nominal, f"a:{kind}", cue, below(sent, child.i), child)
    for prep in dependents(sent, i, "prep"):
        complement = dependent(sent, prep.i, "pobj", "pcomp")
        if prep.i > i and complement is not None and complement.quote < 0:
            yield from _make(nominal, f"a:{prep.lower}", [*cue, prep], below(sent, complement.i), complement)


def _make(nominal: _Nominal, frame: str, cue: list[Token], content: list[Token], at: Token) -> Iterator[Candidate]:
    sent, head, pos, lemma, source = nominal
    for suffix, kept in variants(sent, content):
        within = {t.i for t in kept}
        spans = runs(kept)
        if not spans:
            continue
        named = source_spans(sent, source) if source is not None and source.i not in within and source.i != head.i else ()
        at_source = (sent.index, source.i) if named and source is not None else None
        yield Candidate(sent.index, head.i, pos, lemma, frame + suffix, runs([t for t in cue if t.i not in within]), named, at_source, spans, at.i)
