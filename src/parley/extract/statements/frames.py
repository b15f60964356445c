"""All candidates of a document: every reading that some frame allows, good or bad; the scorer and the decoder choose."""

from collections.abc import Iterator
from itertools import groupby

from parley.extract.statements.candidate import Candidate
from parley.extract.statements.lexicon import Lexicon
from parley.extract.statements.nominals import adjective_candidates, noun_candidates
from parley.extract.statements.phrases import according, colon, dash
from parley.extract.statements.quoted import quote_candidates
from parley.extract.statements.verbs import verb_candidates
from parley.model import AnnotatedDocument, Sentence

CLAUSAL = ("q", "that", "wh", "before", "host", "pass:that", "pass:wh", "n:that", "n:be", "a:that", "a:wh", "np+that")


def candidates(doc: AnnotatedDocument, lex: Lexicon) -> Iterator[Candidate]:
    """The candidates, paragraph by paragraph.

    A word that the lexicon does not know is a candidate only with a clause or a quotation: with a noun phrase it is hardly ever a cue.
    """
    for candidate in _all(doc, lex):
        if candidate.pos == "phrase" or lex.senses(candidate.pos, candidate.lemma) or candidate.frame.startswith(CLAUSAL):
            yield candidate


def _all(doc: AnnotatedDocument, lex: Lexicon) -> Iterator[Candidate]:
    above: Sentence | None = None
    for _, group in groupby(doc.sentences, key=lambda s: s.paragraph):
        sents = list(group)
        frames = [s for s in sents if s.quotation == -1]
        if frames:
            yield from (c for c in colon(doc, frames) if not _label(doc, c, lex))
        for sent in sents:
            yield from _of_sentence(doc, sent, lex)
            if sent.quotation == -1:
                yield from dash(doc, sent)
                yield from quote_candidates(doc, sent, above if _ends_with_colon(above) else None, lex)
                above = sent


def _label(doc: AnnotatedDocument, candidate: Candidate, lex: Lexicon) -> bool:
    """Whether what stands before a colon is an outlet's label ("Exclusive: …"), no speaker."""
    (start, end), *_ = candidate.source
    return doc.document.text[start:end].lower().replace("’", "'").strip("[]() ") in lex.table["phrases"]["labels"]


def _ends_with_colon(sent: Sentence | None) -> bool:
    return sent is not None and sent.tokens[-1].text in (":", ",", "―")


def _of_sentence(doc: AnnotatedDocument, sent: Sentence, lex: Lexicon) -> Iterator[Candidate]:
    yield from according(sent, lex.table["phrases"]["according"])
    holding = {t.head for t in sent.tokens if t.dep in ("acl", "ccomp")}
    for token in sent.tokens:
        if token.quote >= 0:
            continue
        if token.pos == "VERB" or token.pos == "AUX" and token.lemma not in ("be", "do"):
            yield from verb_candidates(sent, token.i, lex)
        elif token.pos in ("NOUN", "PROPN"):
            yield from noun_candidates(sent, token.i, lex, holding)
        elif token.pos == "ADJ":
            yield from adjective_candidates(sent, token.i, lex)
        if token.pos == "VERB" and token.dep in ("acomp", "oprd"):
            yield from adjective_candidates(sent, token.i, lex)
