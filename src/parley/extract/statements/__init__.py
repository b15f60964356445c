"""Who said what: source, cue and content.

Frames propose every reading that the grammar allows (`frames`), rules and the trained scorer weigh them (`rules`, `scorer`), one decoder chooses (`decode`),
and `build` makes statements of what was chosen.
"""

import msgspec

from parley.codebook import Codebook
from parley.extract.statements.build import build
from parley.extract.statements.decode import Attribution, decode
from parley.extract.statements.frames import candidates
from parley.extract.statements.lexicon import lexicon
from parley.extract.statements.rules import rule_score
from parley.lang import Language
from parley.model import AnnotatedDocument

__all__ = ["attributions", "find_statements"]


def find_statements(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its statements."""
    return msgspec.structs.replace(doc, statements=build(doc, attributions(doc, lang), lexicon(lang)))


def attributions(doc: AnnotatedDocument, lang: Language) -> list[Attribution]:
    """The attributions of a document as spans, before anyone is made out."""
    lex = lexicon(lang)
    return decode(doc, [(c, rule_score(c, doc.sentences[c.sent], lex)) for c in candidates(doc, lex)])
