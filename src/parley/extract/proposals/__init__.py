"""Proposals: what is on the table, put there by whom, with which terms, and what became of it.

`phrases` and `verbal` find what may be one in a sentence, `told` what later sentences say of it, `build` makes a proposal of it, and `merge` keeps each thing
once where it is best described, and again where new terms are given, with its relations to earlier ones.
"""

import msgspec

from parley.codebook import Codebook
from parley.extract.proposals.build import Read, read_of, stands
from parley.extract.proposals.explained import explained, question
from parley.extract.proposals.merge import merged
from parley.extract.proposals.nouns import nouns_of
from parley.extract.proposals.phrases import candidates
from parley.extract.proposals.terms import terms_of
from parley.extract.proposals.told import Answer, after_colon, answered, goes_on, taken_up
from parley.extract.proposals.verbal import verbal
from parley.extract.scene import Scene
from parley.lang import Language
from parley.model import AnnotatedDocument, Sentence

__all__ = ["find_proposals"]


def find_proposals(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its proposals, in order of their place."""
    scene, nouns, terms = Scene(doc, lang, book), nouns_of(book, lang), terms_of(book, lang)
    reads: list[Read] = []
    answers: list[Answer] = []
    seen: list[Sentence] = []
    asked: tuple[str, Sentence] | None = None
    for sent in doc.sentences:
        if sent.index in scene.headline:
            continue
        asks = question(sent, doc.document.text)
        asked = (asks, sent) if asks is not None else asked
        told = explained(sent, doc.document.text, asked, reads, nouns) or goes_on(sent, reads, tuple(seen[-2:]), nouns) or taken_up(sent, reads, nouns)
        seen.append(sent)
        for candidate in (*candidates(sent, doc.document.text, nouns), *verbal(sent, doc.document.text, nouns), *([told] if told is not None else [])):
            reads.append(read_of(candidate, scene, terms, nouns, reads))
        if (told := after_colon(sent, doc.document.text, [r for r in reads if r.candidate.sent.index == sent.index])) is not None:
            reads.append(read_of(told, scene, terms, nouns, reads))
        answer = answered(sent, reads, nouns)
        answers.extend([answer] if answer is not None else [])
    kept = merged([r for r in reads if stands(r, reads, nouns)], reads, answers, scene)
    return msgspec.structs.replace(doc, proposals=tuple(sorted(kept, key=lambda p: (p.evidence[0].start, p.evidence[0].end, p.id))))
