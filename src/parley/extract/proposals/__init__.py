"""Proposals: what is on the table, put there by whom, with which terms, and what became of it.

`candidate` finds phrases and clauses that may be one, `terms` what is in them, and here each thing is kept once where it is best described, and again where new
terms are given.
"""

from typing import NamedTuple

import msgspec

from parley.codebook import Codebook
from parley.extract.proposals.candidate import Candidate, candidates
from parley.extract.proposals.nouns import Nouns, nouns_of
from parley.extract.proposals.terms import Terms, terms_of
from parley.extract.scene import Scene, anonymous
from parley.lang import Language
from parley.model import AnnotatedDocument, By, Party, Proposal, Relation, Term, finding_id

__all__ = ["find_proposals"]

FIGHTING = ("ceasefire", "truce", "pause")


class _Read(NamedTuple):
    candidate: Candidate
    proposal: Proposal
    weight: int


def find_proposals(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its proposals, in order of their place."""
    scene, nouns, terms = Scene(doc, book), nouns_of(book, lang), terms_of(book, lang)
    reads: list[_Read] = []
    for sent in doc.sentences:
        if sent.index in scene.headline:
            continue
        for candidate in candidates(sent, doc.document.text, nouns):
            proposal = _proposal(candidate, scene, terms, nouns)
            if proposal is not None:
                reads.append(_Read(candidate, proposal, 2 * len(proposal.terms) + 2 * bool(proposal.proposers) + bool(proposal.state)))
    kept = _best(reads)
    return msgspec.structs.replace(doc, proposals=tuple(sorted(kept, key=lambda p: (p.evidence[0].start, p.evidence[0].end, p.id))))


def _proposal(candidate: Candidate, scene: Scene, terms: Terms, nouns: Nouns) -> Proposal | None:
    doc, sent = scene.document, candidate.sent
    words = doc.span(*candidate.words)
    evidence = doc.span(*candidate.reach)
    found = terms.find(doc, evidence.start, evidence.end, scene.annotated.times)
    if candidate.kind.kind in ("other", "agreement") and (candidate.content or candidate.made):
        found = (*found, *terms.money(doc, evidence.start, evidence.end))
    stmt = scene.statement(evidence.start, evidence.end)
    proposers = _parties(scene, candidate, candidate.proposers)
    state = candidate.state or ("reported" if stmt is not None and anonymous(stmt) else "on_the_table" if proposers or candidate.made else None)
    if not _stands(candidate, found, proposers):
        return None
    low = words.text.lower()
    relation = next((Relation(kind, words.text) for word, kind in nouns.relations.items() if word in low), None)  # type: ignore[arg-type]
    return Proposal(
        id=finding_id("proposal", evidence),
        document=doc.id,
        evidence=(evidence,),
        by=By("proposals", candidate.rule),
        certainty=scene.certainty(stmt),
        issues=scene.issues.find(doc, evidence.start, evidence.end),
        kind=candidate.kind.kind,
        name=words.text,
        proposers=proposers,
        brokers=_parties(scene, candidate, candidate.brokers),
        backers=_parties(scene, candidate, candidate.backers),
        recipients=_parties(scene, candidate, candidate.recipients),
        terms=found,
        state=state,
        relation=(relation,) if relation else (),
        confidential=True if any(t.kind == "confidentiality" for t in found) else None,
    )


def _stands(candidate: Candidate, terms: tuple[Term, ...], proposers: tuple[Party, ...]) -> bool:
    """Whether enough is said for it to be on the record: who proposes, what is in it, or what was done with it."""
    needs = candidate.kind.needs
    if needs == "term":
        return bool(terms)
    if needs == "proposer":
        return bool(proposers)
    return bool(terms) or bool(proposers) or candidate.state in ("drafted", "signed", "handed_over")


def _parties(scene: Scene, candidate: Candidate, heads: tuple[int, ...]) -> tuple[Party, ...]:
    found: list[Party] = []
    for i in heads:
        party = scene.party(candidate.sent, i)
        if party is not None and all(party.name != p.name for p in found):
            found.append(party)
    return tuple(found)


def _best(reads: list[_Read]) -> list[Proposal]:
    """Each thing once, where it is best described, and again where new terms stand."""
    kept: list[_Read] = []
    for read in sorted(reads, key=lambda r: (-r.weight, r.proposal.evidence[0].start)):
        if not any(_same(read, other) for other in kept):
            kept.append(read)
    return [r.proposal for r in kept]


def _same(one: _Read, other: _Read) -> bool:
    """Whether a reading says nothing that a better one does not: a kindred thing, no new term, no other proposer."""
    a, b = one.proposal, other.proposal
    if a.evidence[0].overlaps(b.evidence[0]):
        return True
    kindred = a.kind == b.kind or a.kind in FIGHTING and b.kind in FIGHTING or one.candidate.kind.generic or other.candidate.kind.generic or {a.kind, b.kind} <= {"agreement", "plan", "framework", "other"}
    if not kindred:
        return False
    new_terms = {(t.kind, t.value) for t in a.terms} - {(t.kind, t.value) for t in b.terms}
    new_makers = {p.name for p in a.proposers} - {p.name for p in b.proposers} if b.proposers else set()
    return not new_terms and not new_makers
