"""Stances: where one party stands on one thing, as the text says it.

`match` reads the frames of the language's table over the parse, `beside` what lies in modals, judgements and conditions, `build` says whose each is and on
what, and here they are laid together: a yes with a condition is conditional, and of two readings of one clause the first stays.
"""

import msgspec

from parley.codebook import Codebook
from parley.extract.scene import Scene
from parley.extract.stances.beside import beside, implied
from parley.extract.stances.build import build, conditional
from parley.extract.stances.frames import Lexicon, lexicon
from parley.extract.stances.match import Hit, hits, separate
from parley.lang import Language
from parley.model import AnnotatedDocument, By, Condition, Sentence, Stance, Target, finding_id
from parley.model.tree import subtree

__all__ = ["find_stances"]


def find_stances(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its stances, in order of their place. Runs after proposals and conditions."""
    scene, lex = Scene(doc, book), lexicon(lang)
    found: list[Stance] = []
    for sent in doc.sentences:
        found.extend(_sentence(sent, scene, lex, doc))
    kept: dict[str, Stance] = {}
    for stance in found:
        kept.setdefault(stance.id, stance)
    return msgspec.structs.replace(doc, stances=tuple(sorted(kept.values(), key=lambda s: (s.evidence[0].start, s.evidence[0].end, s.id))))


def _sentence(sent: Sentence, scene: Scene, lex: Lexicon, doc: AnnotatedDocument) -> list[Stance]:
    if sent.index in scene.headline:
        return []
    made: list[Stance] = []
    for hit in (*hits(sent, doc.document.text, lex), *beside(sent, scene, lex)):
        for one in _split(hit):
            stance = build(one, scene, lex, doc.proposals)
            if stance is not None and not _again(stance, made):
                condition = conditional(stance, doc.conditions, sent)
                if condition is not None:
                    stance = msgspec.structs.replace(stance, value="accepts_conditionally", condition=condition.id)
                made.append(stance)
    for condition in doc.conditions:
        at = condition.evidence[-1]
        if sent.start <= at.start < sent.end and condition.holder is not None:
            stance_of = _implied(condition, sent, scene, made)
            if stance_of is not None:
                made.append(stance_of)
    return made


def _split(hit: Hit) -> list[Hit]:
    if hit.target is None or hit.value != "demands" or hit.span is not None:
        return [hit]
    each = separate(hit.sent, hit.target)
    if len(each) == 1:
        return [hit]
    out: list[Hit] = []
    for n, target in enumerate(each):
        under = subtree(hit.sent, target)
        following = min(subtree(hit.sent, each[n + 1])) if n + 1 < len(each) else max(under) + 1
        tokens = [j for j in under if j < following and hit.sent.tokens[j].pos not in ("PUNCT", "CCONJ")]
        if n == 0:
            first = min(hit.trigger, hit.holder if hit.holder is not None else hit.trigger)
            tokens = [first, *tokens]
        out.append(hit._replace(target=target, span=(hit.sent.tokens[tokens[0]].start, hit.sent.tokens[tokens[-1]].end)))
    return out


def _again(stance: Stance, made: list[Stance]) -> bool:
    """Whether the clause was read already for the same party with the same value, or its target lies in that of a reading of the same party."""
    return any(
        s.holder.name == stance.holder.name
        and s.evidence[0].overlaps(stance.evidence[0])
        and (s.value == stance.value and (s.target.span == stance.target.span) or s.evidence[0].covers(stance.evidence[0]) and stance.by.rule in ("duty", "will_not"))
        for s in made
    )


def _implied(condition: Condition, sent: Sentence, scene: Scene, made: list[Stance]) -> Stance | None:
    what = implied(condition, sent)
    if what is None or condition.holder is None:
        return None
    value, (low, high) = what
    evidence = scene.document.span(low, high)
    if any(s.evidence[0].overlaps(evidence) and (s.holder.name == condition.holder.name) and s.value in (value, "demands") for s in made):
        return None
    target = condition.antecedent.span if value == "demands" else condition.consequent.span if condition.consequent else None
    if target is None:
        return None
    issues = scene.issues.find(scene.document, target.start, target.end)
    if not issues and value != "demands":
        return None
    return Stance(
        id=finding_id("stance", evidence),
        document=condition.document,
        evidence=(evidence,),
        by=By("stances", "condition"),
        certainty=condition.certainty,
        issues=issues,
        holder=condition.holder,
        target=Target("issue" if issues else "term", target.text, target, issues[0].issue if issues else None, text=evidence.text),
        value=value,
        voice=condition.voice,
        attributed_by=condition.attributed_by,
        level=condition.level,
        condition=condition.id,
    )
