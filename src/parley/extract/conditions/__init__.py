"""Conditions: X only if Y.

Clauses (`subordinate`), phrases (`nominal`) and nouns or lists (`nouns`) propose; `build` says whose condition it is and who would act. A demand is none until
something waits for it, and what comes "without preconditions" is a stance.
"""

from collections.abc import Sequence

import msgspec

from parley.codebook import Codebook
from parley.extract.conditions.bargains import bargains
from parley.extract.conditions.build import build
from parley.extract.conditions.called import called
from parley.extract.conditions.enabling import enabling
from parley.extract.conditions.found import Found, Lexicon, lexicon, words_of
from parley.extract.conditions.fragments import fragments, parted
from parley.extract.conditions.nominal import in_return, otherwise, phrases
from parley.extract.conditions.nouns import lists, nouns
from parley.extract.conditions.openers import openers
from parley.extract.conditions.order import ordered
from parley.extract.conditions.parallels import parallels
from parley.extract.conditions.pivots import pivots
from parley.extract.conditions.sequels import sequels
from parley.extract.conditions.steps import steps
from parley.extract.conditions.subordinate import clauses
from parley.extract.conditions.trailers import trailers
from parley.extract.conditions.turns import turns
from parley.extract.scene import Scene
from parley.lang import Language
from parley.model import AnnotatedDocument, Condition, Sentence

__all__ = ["find_conditions"]


def find_conditions(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its conditions, in order of their place."""
    scene, lex = Scene(doc, lang, book), lexicon(lang)
    found: list[Found] = []
    for n, sent in enumerate(doc.sentences):
        if sent.index in scene.headline:
            continue
        before, start, words = _before(doc.sentences, n), len(found), words_of(sent)
        found.extend(one for one in (in_return(sent, before), otherwise(sent, before, lex)) if one is not None)
        found.extend(sequels(sent, before, lex))
        found.extend(clauses(sent, lex))
        found.extend(phrases(sent, words, lex))
        found.extend(nouns(sent, words, lex))
        found.extend(turns(sent, words, lex))
        for more in (bargains, openers, called, trailers, pivots, parallels, ordered, steps, enabling):
            own = found[start:]
            for one in more(sent, words, lex):
                if not any(_overlap(one.antecedent, other.antecedent) for other in own):
                    found.append(one)
        if len(found) == start:
            found.extend(fragments(sent, before, lex) if before is not None else ())
            found.extend(parted(sent, _quoted_before(doc.sentences, n), lex))
    found.extend(lists(doc.sentences, doc.document.text, lex))
    made: dict[tuple[int, int], Condition] = {}
    for one in found:
        if one.antecedent in made or _idle(one, doc.document.text, lex) or _told(one, found):
            continue
        condition = build(one, scene, lex)
        if condition is not None:
            made[one.antecedent] = condition
    ids: dict[str, Condition] = {}
    for condition in made.values():
        ids.setdefault(condition.id, condition)
    return msgspec.structs.replace(doc, conditions=tuple(sorted(ids.values(), key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.id))))


def _before(sentences: Sequence[Sentence], n: int) -> Sentence | None:
    """The sentence before in the same paragraph; in a quotation the one quoted before, past the frame that names its speaker."""
    near = [s for s in reversed(sentences[max(0, n - 3) : n]) if s.paragraph == sentences[n].paragraph]
    quoted = (s for s in near if s.quotation >= 0) if sentences[n].quotation >= 0 else iter(near)
    return next(quoted, near[0] if near else None)


def _quoted_before(sentences: Sequence[Sentence], n: int) -> Sentence | None:
    """The sentence quoted before, in the same paragraph, past the frame that names its speaker."""
    near = sentences[max(0, n - 3) : n] if sentences[n].quotation >= 0 else ()
    return next((s for s in reversed(near) if s.paragraph == sentences[n].paragraph and s.quotation >= 0), None)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two runs of text share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _idle(one: Found, text: str, lex: Lexicon) -> bool:
    """Whether what must come first is a set phrase ("if need be", "depending on whom you ask") that sets no condition."""
    words = text[one.antecedent[0] : one.antecedent[1]].lower()
    veiled = bool(set(words.split()) & {"anonymity", "anonymous"}) or any(
        w in words for w in ("not named", "not be named", "not identified", "name be withheld")
    )
    if veiled or set(words.split()[:3]) & lex.words["elements"]:
        return True
    return words in lex.words["idle"] or words.split()[0] in lex.words["asked_of"] and bool({"you", "one"} & set(words.split()))


def _told(one: Found, found: list[Found]) -> bool:
    """Whether a reading without a consequent only repeats one that has it ("First X, and only then Y")."""
    return one.consequent is None and any(
        other.consequent is not None
        and other.sent is one.sent
        and other.relation == one.relation
        and other.antecedent[0] >= one.antecedent[0]
        and other.antecedent[1] <= one.antecedent[1]
        for other in found
    )
