"""Disputes over what is so: denials with what they deny, and assertions against their negation.

A denial's target is the assertion that holds most of its content words, told by somebody else no later than a day after it. What is denied beside the
fact (a report, a motive, a figure, a format, a term) is told by words of the denial.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from parley.model import Claim, Copy, Dispute, DisputeSide, Statement, digest
from parley.record import claims as told
from parley.record.claims import Assertion
from parley.record.corpus import Corpus
from parley.record.lexicon import lexicon
from parley.record.words import cosine, vector, weights, words

# Part of the denial's own weight that must stand in its target; words in common.
AIMED = 0.4
SHARED = 2
# The same for a denial of "the report", from the words before it: part of the claim's weight that stands there.
HINTED = 0.12
BACK = 350
BEFORE, AFTER = 14, 1
OPPOSED = 0.6
Kind = Literal["fact", "report", "motive", "figure", "format", "term"]


class Joined(msgspec.Struct):
    """Claims and the disputes over them."""

    claims: list[Claim]
    disputes: list[Dispute]


def claims_and_disputes(corpus: Corpus, origins: Mapping[str, str], copies: Sequence[Copy]) -> Joined:
    """All claims, by id, and the disputes over facts, reports, motives, figures, formats and terms among them."""
    all_ = told.assertions(corpus, copies)
    groups = told.equal(all_)
    targets = _targets(all_, groups, corpus)
    claims, disputes, used = [], [], set()
    for group in groups:
        denials = [id for id, target in targets.items() if target.group == group[0]]
        used.update(denials)
        claims.append(told.claim(group, denials, corpus, origins))
        if denials:
            made = _denied(group, denials, all_, corpus, origins)
            disputes.append(msgspec.structs.replace(made, candidate=all(targets[id].candidate for id in denials)))
    for id, one in all_.items():
        if one.denial and id not in used:
            alone = told.claim([id], [id], corpus, origins)
            claims.append(msgspec.structs.replace(alone, asserted_by=(), findings=(id,), origins=(), reported_by=(), status="denied"))
    opposed = _opposed(all_, groups, corpus, origins)
    disputed = {id for dispute in [*disputes, *opposed] for side in dispute.sides for id in side.findings}
    claims = [_marked(claim, disputed) for claim in claims]
    return Joined(sorted(claims, key=lambda claim: claim.id), sorted([*disputes, *opposed], key=lambda dispute: dispute.id))


def _marked(claim: Claim, disputed: set[str]) -> Claim:
    if claim.status in ("single", "corroborated") and disputed.intersection(claim.findings):
        return msgspec.structs.replace(claim, status="disputed")
    return claim


class Target(msgspec.Struct, frozen=True):
    """What a denial is of: first finding of the group, and whether that was only told from the words around the denial."""

    group: str
    candidate: bool


def _targets(all_: Mapping[str, Assertion], groups: Sequence[Sequence[str]], corpus: Corpus) -> dict[str, Target]:
    """Denial → what it denies."""
    home = {id: group[0] for group in groups for id in group}
    sizes = {group[0]: {all_[id].finding.document for id in group} for group in groups}
    idf = weights(one.bag for one in all_.values())
    index: defaultdict[str, list[str]] = defaultdict(list)
    for id in sorted(home):
        for word in all_[id].bag:
            index[word].append(id)
    found = {}
    for id, denial in all_.items():
        if denial.denial:
            around = _around(denial, corpus)
            bag = around if around is not None else denial.bag
            near = {other for word in bag if len(index[word]) <= told.COMMON for other in index[word]}
            scored = [(_aim(denial, all_[other], idf, around), other) for other in sorted(near)]
            least = AIMED if around is None else HINTED
            # What many report is what a denial of "the report" is of; one that says what it denies has its target in its words.
            told_by = {other: len(sizes[home[other]]) if around is not None else 0 for _, other in scored}
            best = max(((told_by[other], score, other) for score, other in scored if score >= least), default=None)
            if best is not None:
                found[id] = Target(home[best[2]], around is not None)
    return found


def _around(denial: Assertion, corpus: Corpus) -> Counter[str] | None:
    """The words before a denial that says no more than "the report"; None for one that says itself what it denies."""
    doc = corpus.documents[denial.finding.document]
    lexicon_ = lexicon(doc.language)
    spans = denial.finding.content if isinstance(denial.finding, Statement) else denial.finding.evidence
    forms = {word for span in spans for word in words(span.text) if lexicon_.telling(word)}
    said = {word.form for word in forms if not word.capital and word.form not in lexicon_.reports | lexicon_.untrue | lexicon_.denial}
    if said or not {word.form for word in forms} & lexicon_.reports:
        return None
    start = min(span.start for span in denial.finding.evidence)
    return lexicon_.bag(doc.text[max(0, start - BACK) : start])


def _aim(denial: Assertion, claim: Assertion, idf: Mapping[str, float], around: Counter[str] | None) -> float:
    bag = denial.bag if around is None else around
    if denial.negotiation != claim.negotiation or len(bag.keys() & claim.bag.keys()) < SHARED or _speaker(denial) in (_speaker(claim), None):
        return 0.0
    if around is not None and denial.finding.document == claim.finding.document:
        return 0.0
    if denial.day is not None and claim.day is not None and not -BEFORE <= claim.day - denial.day <= AFTER:
        return 0.0
    if denial.negated != claim.negated or _one_sentence(denial, claim):
        return 0.0
    if around is not None:
        weight = vector(claim.bag, idf)
        return round(sum(value * value for word, value in sorted(weight.items()) if word in around), 9)
    # Words of denying itself ("reports", "false") say nothing of what is denied.
    beside = frozenset().union(*(kind for _, kind in lexicon(None).denied[:1]), lexicon(None).denial)
    own = vector(denial.bag, idf)
    content = {word: weight for word, weight in own.items() if word not in beside}
    norm = sum(weight * weight for weight in content.values())
    inside = sum(weight * weight for word, weight in sorted(content.items()) if word in claim.bag)
    return round(inside / norm, 9) if norm else 0.0


def _one_sentence(one: Assertion, other: Assertion) -> bool:
    """Whether one is told within the other, or in words that they share: then it is no second voice."""
    if isinstance(one.finding, Statement) and one.finding.inside == other.finding.id:
        return True
    if isinstance(other.finding, Statement) and other.finding.inside == one.finding.id:
        return True
    return any(here.overlaps(there) for here in one.finding.evidence for there in other.finding.evidence)


def _speaker(one: Assertion) -> str | None:
    finding = one.finding
    if isinstance(finding, Statement):
        return (finding.source.actor.id or finding.source.actor.name) if finding.source.actor else f"?{finding.id}"
    return f"?{finding.id}"


def kind_of(denial: Assertion, corpus: Corpus) -> Kind:
    """What a denial is of, by its words."""
    doc = corpus.documents[denial.finding.document]
    forms = {word.form for span in denial.finding.evidence for word in words(span.text)}
    for kind, some in lexicon(doc.language).denied:
        if forms & some:
            return kind  # type: ignore[return-value]
    return "fact"


def _denied(group: Sequence[str], denials: Sequence[str], all_: Mapping[str, Assertion], corpus: Corpus, origins: Mapping[str, str]) -> Dispute:
    kinds = sorted(kind_of(all_[id], corpus) for id in denials)
    return Dispute(
        id=digest("denial", group[0]),
        kind=next((kind for kind in kinds if kind != "fact"), "fact"),
        about=_short(min((all_[id] for id in group), key=_first).text),
        sides=(side([all_[id] for id in group], origins), side([all_[id] for id in sorted(denials)], origins)),
    )


def _first(one: Assertion) -> tuple[int, str, int, str]:
    return one.day or 10**7, one.finding.document, min(one.finding.evidence).start, one.finding.id


def side(some: Sequence[Assertion], origins: Mapping[str, str]) -> DisputeSide:
    """One side of a dispute from its assertions; the first told speaks for it."""
    some = sorted(some, key=_first)
    findings = [one.finding for one in some]
    return DisputeSide(
        says=_short(some[0].text),
        by=told.speakers(findings),
        findings=tuple(sorted(finding.id for finding in findings)),
        origins=tuple(sorted({told.origin_of(finding, origins) for finding in findings})),
        evidence=told.evidence(findings),
    )


def _opposed(all_: Mapping[str, Assertion], groups: Sequence[Sequence[str]], corpus: Corpus, origins: Mapping[str, str]) -> Iterable[Dispute]:
    """Claims of different speakers that are alike but for a negation."""
    first = {group[0]: group for group in groups}
    idf = weights(one.bag for one in all_.values())
    vectors = {id: vector(all_[id].bag, idf) for id in first}
    found = []
    for one, other in told.pairs({id: vectors[id].keys() for id in vectors}):
        here, there = all_[one], all_[other]
        if here.negated == there.negated or here.negotiation != there.negotiation:
            continue
        if here.day is not None and there.day is not None and abs(here.day - there.day) > told.DAYS:
            continue
        apart = {_speaker(all_[id]) for id in first[one]}.isdisjoint(_speaker(all_[id]) for id in first[other])
        named = isinstance(here.finding, Statement) and isinstance(there.finding, Statement)
        voices = named or here.finding.document != there.finding.document
        if apart and voices and not _one_sentence(here, there) and cosine(vectors[one], vectors[other]) >= OPPOSED:
            positive, negative = (one, other) if there.negated else (other, one)
            sides = tuple(side([all_[id] for id in first[id_]], origins) for id_ in (positive, negative))
            about = _short(all_[positive].text)
            found.append(Dispute(id=digest("opposed", one, other), kind="fact", about=about, sides=sides, candidate=True))
    return found


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159].rsplit(" ", 1)[0] + " …"
