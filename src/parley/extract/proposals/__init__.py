"""Proposals: what is on the table, put there by whom, with which terms, and what became of it.

`candidate` finds phrases and clauses that may be one, `terms` what is in them, and here each thing is kept once where it is best described, and again where new
terms are given.
"""

from typing import NamedTuple

import msgspec

from parley.codebook import Codebook
from parley.extract.clauses import modal
from parley.extract.proposals.candidate import Candidate, candidates
from parley.extract.proposals.nouns import Nouns, nouns_of
from parley.extract.proposals.terms import Terms, terms_of
from parley.extract.proposals.verbal import verbal
from parley.extract.scene import Scene
from parley.lang import Language
from parley.model import AnnotatedDocument, By, Party, Proposal, Relation, Statement, Term, finding_id
from parley.model.tree import dependents

__all__ = ["find_proposals"]

VERBS = ("offered", "accord")
FIGHTING = ("ceasefire", "truce", "pause")
SETTLED = ((" signed ", "signed"), (" sign ", "signed"), (" finalised", "drafted"), (" finalized", "drafted"))


class _Read(NamedTuple):
    candidate: Candidate
    proposal: Proposal
    weight: int


def find_proposals(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its proposals, in order of their place."""
    scene, nouns, terms = Scene(doc, lang, book), nouns_of(book, lang), terms_of(book, lang)
    reads: list[_Read] = []
    for sent in doc.sentences:
        if sent.index in scene.headline:
            continue
        for candidate in (*candidates(sent, doc.document.text, nouns), *verbal(sent, nouns)):
            proposal = _proposal(candidate, scene, terms, nouns, reads)
            if proposal is not None:
                weight = 2 * len(proposal.terms) + 2 * bool(proposal.proposers) + bool(proposal.state)
                reads.append(_Read(candidate, proposal, 0 if candidate.rule in VERBS else weight))  # a noun that names it tells more
    kept = _best([r for r in reads if _stands(r)])
    return msgspec.structs.replace(doc, proposals=tuple(sorted(kept, key=lambda p: (p.evidence[0].start, p.evidence[0].end, p.id))))


def _proposal(candidate: Candidate, scene: Scene, terms: Terms, nouns: Nouns, before: list[_Read]) -> Proposal | None:
    doc = scene.document
    words, evidence = doc.span(*candidate.words), doc.span(*candidate.reach)
    found = terms.find(doc, evidence.start, evidence.end, scene.annotated.times)
    if candidate.kind.kind in ("other", "agreement") and (candidate.content or candidate.made):
        found = (*found, *terms.money(doc, evidence.start, evidence.end))
    stmt = scene.statement(evidence.start, evidence.end)
    proposers = _parties(scene, candidate, candidate.proposers)
    if candidate.state == "in_force" and proposers and candidate.kind.kind in FIGHTING and len(proposers) == 1:
        found = (*found, Term("declaration", "unilateral", words))
    low = words.text.lower()
    kind, last = candidate.kind.kind, None
    if candidate.content and candidate.kind.generic:
        inner = nouns.kind(doc.text, evidence.start, evidence.end)
        kind = inner.kind if inner is not None and inner.kind in FIGHTING else kind
    if _definite(candidate):
        last = next((r.proposal for r in reversed(before) if not r.candidate.kind.generic or r.proposal.proposers), None)
        proposers = proposers or (last.proposers if last is not None and candidate.kind.generic else ())
        kind = last.kind if last is not None and kind == "other" and not candidate.proposers else kind
    state = candidate.state or _state(scene, candidate, last, stmt)
    if state == "accepted" and proposers and nouns.awaited(doc.text) and not any(" and " in p.name for p in _parties(scene, candidate, candidate.recipients)):
        state = "accepted_in_part"
    relation = next((Relation(r, words.text) for word, r in nouns.relations.items() if word in low), None)  # type: ignore[arg-type]
    return Proposal(
        id=finding_id("proposal", evidence),
        document=doc.id,
        evidence=(evidence,),
        by=By("proposals", candidate.rule),
        certainty=scene.certainty(stmt),
        issues=scene.issues.find(doc, evidence.start, evidence.end),
        kind=kind,
        name=words.text,
        proposers=proposers,
        brokers=_parties(scene, candidate, candidate.brokers),
        backers=_others(_parties(scene, candidate, candidate.backers), proposers),
        recipients=_others(_parties(scene, candidate, candidate.recipients), proposers),
        terms=found,
        state=state,
        relation=(relation,) if relation else (),
        confidential=True if any(t.kind == "confidentiality" for t in found) else None,
    )


def _others(parties: tuple[Party, ...], proposers: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in parties if all(p.name != q.name for q in proposers))


def _definite(candidate: Candidate) -> bool:
    """Whether the phrase takes up something that was named before: "the proposal", "the pact"."""
    token = candidate.sent.tokens[candidate.head]
    return token.pos in ("NOUN", "PROPN") and any(c.lower in ("the", "this", "that") for c in dependents(candidate.sent, token.i, "det"))


def _state(scene: Scene, candidate: Candidate, last: Proposal | None, stmt: Statement | None) -> str | None:
    """What became of it where its own words do not say: as of what it takes up, reported by nobody in particular, else on the table."""
    if last is not None and last.state in ("signed", "in_force", "drafted"):
        return last.state
    if stmt is not None and scene.anonymous(stmt) or candidate.rule == "halt":
        return "reported"
    if candidate.content and candidate.kind.kind in ("agreement", "framework"):
        return next((s for word, s in SETTLED if word in scene.document.text.lower()), "on_the_table")
    return "on_the_table"


def _stands(read: _Read) -> bool:
    """Whether enough is said for it to be on the record: who proposes, what is in it, or what was done with it."""
    candidate, proposal = read.candidate, read.proposal
    needs = candidate.kind.needs
    if needs == "term":
        return bool(proposal.terms)
    if needs == "proposer":
        return bool(proposal.proposers)
    if candidate.rule == "offered":
        return bool(proposal.proposers) and all(p.id is not None or p.span is not None and p.span.text[-1:] == "s" for p in proposal.proposers)
    if candidate.rule == "accord":
        return any(t.kind not in ("class", "purpose", "other") for t in proposal.terms)
    if candidate.rule == "halt":
        bargain = bool(proposal.proposers) and " if " in proposal.evidence[0].text  # "Norra may pause enrichment if …"
        return bargain or candidate.state is not None or any(t.kind == "duration" for t in proposal.terms)
    if proposal.proposers and not proposal.terms:
        return not _definite(candidate)
    telling = [t for t in proposal.terms if t.kind not in ("class", "purpose", "timetable") and t.value != "full"]
    if _prescribes(candidate) or proposal.proposers or telling or candidate.content and proposal.terms:
        return True
    if proposal.terms:
        return candidate.state is not None
    indefinite = any(c.lower in ("a", "an") for c in dependents(candidate.sent, candidate.head, "det"))
    return (
        candidate.state in ("drafted", "signed", "handed_over")
        and not _definite(candidate)
        or candidate.state is not None
        and indefinite
        and not candidate.kind.generic
    )


def _prescribes(candidate: Candidate) -> bool:
    """Whether a clause says what a named thing would do: "the pact would scrap duties", "a treaty that would limit missiles"."""
    if not candidate.content or candidate.kind.generic:
        return False
    token = candidate.sent.tokens[candidate.head]
    verbs = [token.head, *(c.i for c in dependents(candidate.sent, candidate.head, "relcl"))]
    return any(modal(candidate.sent, i) in ("would", "will") for i in verbs)


def _parties(scene: Scene, candidate: Candidate, heads: tuple[int, ...]) -> tuple[Party, ...]:
    found: list[Party] = []
    for i in heads:
        token = candidate.sent.tokens[i]
        party = scene.party(candidate.sent, i)
        if party is None and token.pos == "PROPN" and scene.unnamed(candidate.sent, i):
            party = Party(None, token.text, scene.document.span(token.start, token.end))
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
    kindred = (
        a.kind == b.kind
        or a.kind in FIGHTING
        and b.kind in FIGHTING
        or one.candidate.kind.generic
        or other.candidate.kind.generic
        or {a.kind, b.kind} <= {"agreement", "plan", "framework", "other"}
        or "plan" in (a.kind, b.kind)
    )
    if not kindred:
        return False
    new_terms = {(t.kind, t.value) for t in a.terms} - {(t.kind, t.value) for t in b.terms}
    fresh = any(c.lower in ("a", "an") for c in dependents(one.candidate.sent, one.candidate.head, "det")) or one.candidate.rule == "offered"
    new_makers = {p.name for p in a.proposers} - {p.name for p in b.proposers} if a.kind == b.kind or not b.proposers or fresh else set()
    return not new_terms and not new_makers
