"""Proposals: what is on the table, put there by whom, with which terms, and what became of it.

`candidate` finds phrases and clauses that may be one, `terms` what is in them, and here each thing is kept once where it is best described, and again where new
terms are given.
"""

from typing import NamedTuple

import msgspec

from parley.codebook import Codebook
from parley.extract.clauses import modal, run
from parley.extract.proposals.candidate import Candidate, candidates
from parley.extract.proposals.dates import dates_of, together
from parley.extract.proposals.nouns import Nouns, nouns_of
from parley.extract.proposals.terms import Terms, terms_of
from parley.extract.proposals.verbal import verbal
from parley.extract.scene import Scene
from parley.lang import Language
from parley.model import AnnotatedDocument, By, Party, Proposal, Relation, Sentence, Statement, Term, finding_id
from parley.model.tree import dependents, subtree

__all__ = ["find_proposals"]

VERBS = ("offered", "accord", "taken_up")
FIGHTING = ("ceasefire", "truce", "pause")
SETTLED = ((" signed ", "signed"), (" finalised", "drafted"), (" finalized", "drafted"))


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
        told = _taken_up(sent, reads, nouns)
        for candidate in (*candidates(sent, doc.document.text, nouns), *verbal(sent, nouns), *([told] if told is not None else [])):
            proposal = _proposal(candidate, scene, terms, nouns, reads)
            if proposal is not None:
                weight = 2 * len(proposal.terms) + 2 * bool(proposal.proposers) + bool(proposal.state)
                reads.append(_Read(candidate, proposal, 0 if candidate.rule in VERBS else weight))  # a noun that names it tells more
    kept = _filled(_best([r for r in reads if _stands(r)]), reads)
    return msgspec.structs.replace(doc, proposals=tuple(sorted(kept, key=lambda p: (p.evidence[0].start, p.evidence[0].end, p.id))))


def _taken_up(sent: Sentence, before: list[_Read], nouns: Nouns) -> Candidate | None:
    """ "It would run for two years": what a sentence says of the thing that the sentence before put on the table."""
    if not before or sent.index - before[-1].candidate.sent.index > 1 or before[-1].candidate.sent.index == sent.index:
        return None
    for token in sent.tokens[:3]:
        verb = sent.tokens[token.head]
        if token.lower in nouns.words["takes_up"] and token.dep == "nsubj" and verb.lemma in nouns.words["telling"] and verb.pos == "VERB":
            reach = run(sent, [j for j in subtree(sent, verb.i) if j >= token.i])
            near = [r for r in before if r.candidate.sent.index == sent.index - 1 and (_stands(r) or _definite(r.candidate))]
            last = max(near, key=lambda r: (r.candidate.rule not in VERBS, r.candidate.words), default=None)  # a noun that names it, if any
            if reach is not None and last is not None:
                return Candidate(sent, token.i, last.candidate.kind, (token.start, token.end), reach, content=True, rule="taken_up")
    return None


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
        inside = [t for t in candidate.sent.tokens if evidence.start <= t.start < evidence.end]
        inner = nouns.kind(doc.text, evidence.start, evidence.end)
        named = {nouns.kind_of(t) for t in inside if t.pos in ("NOUN", "PROPN")}
        verb = any(t.pos == "VERB" and t.lemma in nouns.words["halting"] for t in inside)  # "asks Norra to halt enrichment" names no ceasefire
        kind = inner.kind if inner is not None and inner.kind in FIGHTING and (inner.kind in named or not verb) else kind
    if _definite(candidate):
        earlier = [r for r in before if candidate.rule != "taken_up" or r.candidate.kind == candidate.kind]
        last = next((r.proposal for r in reversed(earlier) if not r.candidate.kind.generic or r.proposal.proposers), None)
        proposers = proposers or (last.proposers if last is not None and (candidate.kind.generic or candidate.rule == "taken_up") else ())
        kind = last.kind if last is not None and kind == "other" and not candidate.proposers else kind
    state = candidate.state or _state(scene, candidate, last, stmt)
    if state == "on_the_table" and stmt is not None and scene.anonymous(stmt):
        state = "reported"  # only sources tell of it
    if state == "accepted" and proposers and nouns.awaited(doc.text) and not any(" and " in p.name for p in _parties(scene, candidate, candidate.recipients)):
        state = "accepted_in_part"
    above = candidate.sent.tokens[candidate.sent.tokens[candidate.head].head]
    said = f"{low} {above.lower}" if candidate.sent.tokens[candidate.head].dep == "nsubj" else low  # "the offer replaces one made in May"
    relation = next((Relation(r, words.text) for word, r in nouns.relations.items() if word in said), None)  # type: ignore[arg-type]
    return Proposal(
        id=finding_id("proposal", evidence),
        document=doc.id,
        evidence=(evidence,),
        by=By("proposals", candidate.rule),
        certainty=scene.certainty(stmt),
        issues=scene.issues.find(doc, evidence.start, evidence.end),
        kind=kind,
        name=last.name if last is not None and candidate.rule == "taken_up" else words.text,
        proposers=proposers,
        brokers=_parties(scene, candidate, candidate.brokers),
        backers=_others(_parties(scene, candidate, candidate.backers), proposers),
        recipients=_others(_parties(scene, candidate, candidate.recipients), proposers),
        terms=found,
        state=state,
        relation=(relation,) if relation else (),
        dates=dates_of(candidate.sent, candidate.head, scene.annotated, nouns),
        confidential=True if any(t.kind == "confidentiality" for t in found) else None,
    )


def _others(parties: tuple[Party, ...], proposers: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in parties if all(p.name != q.name for q in proposers))


def _definite(candidate: Candidate) -> bool:
    """Whether the phrase takes up something that was named before: "the proposal", "the pact"."""
    token = candidate.sent.tokens[candidate.head]
    return (
        candidate.rule == "taken_up"
        or token.pos in ("NOUN", "PROPN")
        and any(c.lower in ("the", "this", "that") for c in dependents(candidate.sent, token.i, "det"))
    )


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
    if candidate.rule == "taken_up":
        return any(t.kind not in ("class", "purpose", "other") for t in proposal.terms)
    if needs == "term":
        return bool(proposal.terms) or candidate.made and bool(proposal.proposers)
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
        party = scene.holder(candidate.sent, i) if token.pos == "PRON" else scene.party(candidate.sent, i)
        if party is None and token.pos == "PROPN" and scene.unnamed(candidate.sent, i):
            party = Party(None, token.text, scene.document.span(token.start, token.end))
        if party is not None and all(party.name != p.name for p in found):
            found.append(party)
    return tuple(found)


def _best(reads: list[_Read]) -> list[_Read]:
    """Each thing once, where it is best described, and again where new terms stand."""
    kept: list[_Read] = []
    for read in sorted(reads, key=lambda r: (-r.weight, r.proposal.evidence[0].start)):
        if not any(_same(read, other) for other in kept):
            kept.append(read)
    return kept


def _filled(kept: list[_Read], reads: list[_Read]) -> list[Proposal]:
    """The proposals with what other mentions of the same thing add: one thing named many ways in a report is one."""
    out = [r.proposal for r in kept]
    for read in reads:
        if any(read is k for k in kept) or not _definite(read.candidate):
            continue
        before = [n for n, k in enumerate(kept) if k.proposal.evidence[0].end <= read.proposal.evidence[0].start and _takes_up(read, k)]
        if before:
            nearest = max(before, key=lambda n: kept[n].proposal.evidence[0].start)
            out[nearest] = _with(out[nearest], read.proposal)
    return out


def _takes_up(read: _Read, kept: _Read) -> bool:
    """Whether "the plan", "the offer" may be another mention of a thing: the same kind, or a noun that says only that something is on the table."""
    return read.candidate.kind.generic or read.proposal.kind == kept.proposal.kind or read.proposal.kind in FIGHTING and kept.proposal.kind in FIGHTING


def _with(one: Proposal, other: Proposal) -> Proposal:
    if one.proposers and other.proposers and {p.name for p in one.proposers}.isdisjoint(p.name for p in other.proposers):
        return one  # somebody else's
    proposers = one.proposers or other.proposers
    return msgspec.structs.replace(
        one,
        proposers=proposers,
        brokers=one.brokers or other.brokers,
        backers=_others(_joined(one.backers, other.backers), proposers),
        recipients=_others(_joined(one.recipients, other.recipients), proposers),
        dates=together(one.dates, other.dates),
    )


def _joined(one: tuple[Party, ...], other: tuple[Party, ...]) -> tuple[Party, ...]:
    return (*one, *(p for p in other if all(p.name != q.name for q in one)))


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
    if _definite(one.candidate) and not b.proposers and b.evidence[0].start < a.evidence[0].start:
        return not new_terms  # "the plan" that Norra made is the one that was named before
    fresh = any(c.lower in ("a", "an") for c in dependents(one.candidate.sent, one.candidate.head, "det")) or one.candidate.rule == "offered"
    new_makers = {p.name for p in a.proposers} - {p.name for p in b.proposers} if a.kind == b.kind or not b.proposers or fresh else set()
    return not new_terms and not new_makers
