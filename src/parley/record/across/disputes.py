"""Disputes over what is so: denials with what they deny (`denials`), and assertions against their negation.

Two who blame one another for one thing are a candidate too. What is denied beside the fact (a report, a motive, a figure, a format, a term) is told by
words of the denial.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from parley.model import Claim, Condition, Dispute, DisputeSide, Span, Statement, digest
from parley.record.across import claims as told
from parley.record.across.claims import Assertion
from parley.record.across.corpus import Corpus
from parley.record.across.denials import Aims, kind_of, one_sentence, speaker
from parley.record.likeness.windows import Weighed
from parley.record.likeness.words import cosine

OPPOSED = 0.6


class Joined(msgspec.Struct):
    """Claims and the disputes over them."""

    claims: list[Claim]
    disputes: list[Dispute]


def claims_and_disputes(corpus: Corpus, all_: Mapping[str, Assertion], origins: Mapping[str, str]) -> Joined:
    """All claims, by id, and the disputes over facts, reports, motives, figures, formats and terms among them."""
    among = told.weighed(all_)
    groups = told.equal(all_, among)
    targets = Aims(all_, groups, corpus, among).targets()
    aimed: defaultdict[str, list[str]] = defaultdict(list)
    for id, target in targets.items():
        aimed[target.group].append(id)
    claims, disputes, used = [], [], set()
    for group in groups:
        denials = aimed[group[0]]
        used.update(denials)
        claims.append(told.claim(group, denials, corpus, origins))
        if denials:
            made = _denied(group, denials, all_, corpus, origins)
            disputes.append(msgspec.structs.replace(made, candidate=all(targets[id].candidate for id in denials)))
    for id, one in all_.items():
        if one.denial and id not in used:
            alone = told.claim([id], [id], corpus, origins)
            claims.append(msgspec.structs.replace(alone, asserted_by=(), findings=(id,), origins=(), reported_by=(), status="denied"))
    first = _asserted(all_, groups, corpus)
    near = told.pairs({id: all_[id] for id in first}, among)
    opposed = [*_opposed(all_, first, near, corpus, origins, among), *_crossed(all_, first, near, corpus, origins)]
    disputed = {id for dispute in [*disputes, *opposed] for side in dispute.sides for id in side.findings}
    claims = [_marked(claim, disputed) for claim in claims]
    return Joined(sorted(claims, key=lambda claim: claim.id), sorted([*disputes, *opposed], key=lambda dispute: dispute.id))


def _marked(claim: Claim, disputed: set[str]) -> Claim:
    if claim.status in ("single", "corroborated") and disputed.intersection(claim.findings):
        return msgspec.structs.replace(claim, status="disputed")
    return claim


def _denied(group: Sequence[str], denials: Sequence[str], all_: Mapping[str, Assertion], corpus: Corpus, origins: Mapping[str, str]) -> Dispute:
    kinds = sorted(kind_of(all_[id], corpus) for id in denials)
    return Dispute(
        id=digest("denial", group[0]),
        kind=next((kind for kind in kinds if kind != "fact"), "fact"),
        about=short(min((all_[id] for id in group), key=_first).text),
        sides=(side([all_[id] for id in group], corpus, origins), side([all_[id] for id in sorted(denials)], corpus, origins)),
    )


def _first(one: Assertion) -> tuple[int, str, int, str]:
    return one.day or 10**7, one.finding.document, min(one.finding.evidence).start, one.finding.id


def side(some: Sequence[Assertion], corpus: Corpus, origins: Mapping[str, str]) -> DisputeSide:
    """One side of a dispute from its assertions; the first told speaks for it."""
    some = sorted(some, key=_first)
    findings = [one.finding for one in some]
    return DisputeSide(
        says=short(some[0].text),
        by=told.speakers(findings),
        findings=tuple(sorted(finding.id for finding in findings)),
        origins=tuple(sorted({told.origin_of(one, corpus.documents[one.document], origins) for one in findings})),
        evidence=told.evidence(findings),
    )


def _opposed(
    all_: Mapping[str, Assertion],
    first: Mapping[str, Sequence[str]],
    near: Sequence[tuple[str, str]],
    corpus: Corpus,
    origins: Mapping[str, str],
    among: Mapping[str, Weighed],
) -> Iterable[Dispute]:
    """Claims of different speakers that are alike but for a negation. `first`: groups by their first; `near`: pairs of these that share words."""
    found = []
    for one, other in near:
        here, there = all_[one], all_[other]
        if here.negated == there.negated or here.negotiation != there.negotiation:
            continue
        if here.day is not None and there.day is not None and abs(here.day - there.day) > told.DAYS:
            continue
        apart = {speaker(all_[id]) for id in first[one]}.isdisjoint(speaker(all_[id]) for id in first[other])
        named = isinstance(here.finding, Statement) and isinstance(there.finding, Statement)
        voices = named or here.finding.document != there.finding.document
        apart = apart and not told.elsewhere(here.text, there.text)
        if apart and voices and not one_sentence(here, there) and cosine(among[one].vector, among[other].vector) >= OPPOSED:
            positive, negative = (one, other) if there.negated else (other, one)
            sides = tuple(side([all_[id] for id in first[id_]], corpus, origins) for id_ in (positive, negative))
            about = short(all_[positive].text)
            found.append(Dispute(id=digest("opposed", one, other), kind="fact", about=about, sides=sides, candidate=True))
    return found


def _asserted(all_: Mapping[str, Assertion], groups: Sequence[Sequence[str]], corpus: Corpus) -> dict[str, Sequence[str]]:
    """The groups by their first finding, without what is only supposed, and without the words that tell of a denial: they are no second voice against it."""
    supposed = _supposed(all_, corpus)
    denials: defaultdict[str, list[Assertion]] = defaultdict(list)
    for one in all_.values():
        if one.denial:
            denials[one.finding.document].append(one)
    return {
        group[0]: group
        for group in groups
        if group[0] not in supposed and not any(one_sentence(all_[group[0]], denial) for denial in denials[all_[group[0]].finding.document])
    }


def _crossed(
    all_: Mapping[str, Assertion], first: Mapping[str, Sequence[str]], near: Sequence[tuple[str, str]], corpus: Corpus, origins: Mapping[str, str]
) -> Iterable[Dispute]:
    """Two who say the same of one another ("Orlan's troops fired first, Marin said", and the other way round): candidates, for both may be so."""
    for pair in near:
        here, there = sorted((all_[id] for id in pair), key=_first)
        if told.near(here, there) and here.negated == there.negated and told.blame(here, there) and not one_sentence(here, there):
            sides = tuple(side([all_[id] for id in first[one.finding.id]], corpus, origins) for one in (here, there))
            yield Dispute(id=digest("crossed", *pair), kind="fact", about=sides[0].says, sides=sides, candidate=True)


def _supposed(all_: Mapping[str, Assertion], corpus: Corpus) -> set[str]:
    """Assertions of what would be if something were so: they say nothing of whether it is."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for finding in corpus.findings.values():
        if isinstance(finding, Condition):
            spans[finding.document].append(finding.antecedent.span)
    return {id for id, one in all_.items() if any(at.covers(span) for at in one.finding.evidence for span in spans[one.finding.document])}


def short(text: str) -> str:
    """A text on one line, cut at a word when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159].rsplit(" ", 1)[0] + " …"
