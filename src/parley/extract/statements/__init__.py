"""Who said what: source, cue and content.

Frames propose every reading that the grammar allows (`frames`), rules and the trained scorer weigh them (`rules`, `scorer`), one decoder chooses (`decode`),
and `build` makes statements of what was chosen.
"""

import msgspec

from parley.codebook import Codebook
from parley.extract.issues import Issues, issues_of
from parley.extract.statements.build import build
from parley.extract.statements.candidate import group
from parley.extract.statements.decode import Attribution, decode, join
from parley.extract.statements.frames import candidates
from parley.extract.statements.lexicon import lexicon
from parley.extract.statements.rules import rule_score, sure
from parley.extract.statements.scorer import Scorer, scorer
from parley.lang import Language
from parley.model import AnnotatedDocument, Document, IssueTag, Statement

__all__ = ["attributions", "find_statements"]


def find_statements(doc: AnnotatedDocument, lang: Language, book: Codebook, model: Scorer | None = None) -> AnnotatedDocument:
    """The document with its statements, each with the issues of the codebook that its content names."""
    found, issues = build(doc, attributions(doc, lang, model), lexicon(lang)), issues_of(book)
    return msgspec.structs.replace(doc, statements=tuple(_tagged(stmt, doc.document, issues) for stmt in found))


def _tagged(stmt: Statement, doc: Document, issues: Issues) -> Statement:
    found: dict[str, IssueTag] = {}
    for span in stmt.content:
        for tag in issues.find(doc, span.start, span.end):
            found.setdefault(tag.issue, tag)
    return msgspec.structs.replace(stmt, issues=tuple(found.values())) if found else stmt


def attributions(doc: AnnotatedDocument, lang: Language, model: Scorer | None = None) -> list[Attribution]:
    """The attributions of a document as spans, before anyone is made out; `model` instead of the weights that the language ships.

    A language without weights is read by the rules alone.
    """
    lex = lexicon(lang)
    found = list(candidates(doc, lex))
    model = model or scorer(lang)
    if model is None:
        return decode(doc, [(c, rule_score(c, doc.sentences[c.sent], lex)) for c in found])
    vouched = {group(c) for c in found if sure(c, doc.sentences[c.sent], lex)}
    return decode(doc, join(model.probabilities(doc, found, lex), vouched, model.threshold), model.threshold)
