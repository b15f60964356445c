"""A candidate made into a proposal: who its heads are, its terms, state and dates; and whether enough is said for it to stand on the record."""

import re
from typing import NamedTuple

import msgspec

from parley.extract.clauses import controller, modal, negation, run
from parley.extract.proposals.candidate import FIGHTING, VERBAL, Candidate
from parley.extract.proposals.dates import dates_of
from parley.extract.proposals.nouns import Nouns
from parley.extract.proposals.standing import long_past, nearing, particular
from parley.extract.proposals.states import reached
from parley.extract.proposals.terms import AGAINST, COUNTED, Terms
from parley.extract.scene import Scene
from parley.model import By, Party, Proposal, Sentence, Statement, Term, Token, finding_id
from parley.model.tree import ancestors, dependent, dependents, subtree

VERBS = ("offered", "accord", "taken_up", "conceded", "considered")
SETTLED = ((" signed ", "signed"), (" finalised", "drafted"), (" finalized", "drafted"))
ANSWERED = ("rejected", "accepted", "withdrawn", "signed")
HOPES = ("hope", "chance", "prospect", "likelihood", "expectation", "dream", "talk", "odds", "odd", "optimism", "speculation", "rumour", "rumor", "fear")
ANSWERS = ("response", "reply", "answer", "reaction")
FORMER = ("previous", "earlier", "former", "old", "original", "prior", "past", "first")
PARTS = (
    "part",
    "element",
    "portion",
    "provision",
    "clause",
    "point",
    "aspect",
    "section",
    "chunk",
    "much",
    "most",
    "half",
    "bulk",
    "some",
    "thrust",
    "gist",
    "spirit",
)
LEAKED = re.compile(
    r"\b(?:leaked|leaks?|seen by|obtained by|made available to|(?:people|person|officials|diplomats) (?:familiar with|briefed on|who have seen))\b", re.I
)
SLIGHT = ("class", "purpose", "timetable", "written", "declaration")
UNDERGONE = (
    "attack",
    "hit",
    "threaten",
    "find",
    "kill",
    "force",
    "provoke",
    "need",
    "ask",
    "elect",
    "see",
    "strike",
    "beat",
    "defeat",
    "vote",
    "require",
    "lose",
    "injure",
    "arrest",
)
ENOUGH = ("class", "purpose", "other")


class Read(NamedTuple):
    """A candidate with the proposal that it makes, and how much it tells.

    past: whether its words date it years before the report. singled: whether they single out one pact or halt, or one that is almost there.
    """

    candidate: Candidate
    proposal: Proposal
    weight: int
    past: bool = False
    singled: bool = False


def read_of(candidate: Candidate, scene: Scene, terms: Terms, nouns: Nouns, before: list[Read]) -> Read:
    """What a candidate says, given what was read before it in the report."""
    proposal = _proposal(candidate, scene, terms, nouns, before)
    state = particular(scene, candidate) or nearing(scene, candidate, nouns)
    if state is not None and proposal.state in (None, "on_the_table", "accepted", "accepted_in_part", "lapsed", "drafted"):
        proposal = msgspec.structs.replace(proposal, state=state)
    weight = 2 * len(proposal.terms) + 2 * bool(proposal.proposers) + bool(proposal.state)
    if candidate.rule == "taken_up":
        weight = 0
    weight = weight // 2 if candidate.rule in VERBS else weight  # a noun that names it tells more
    return Read(candidate, proposal, weight, long_past(scene, candidate), state is not None)


def _proposal(candidate: Candidate, scene: Scene, terms: Terms, nouns: Nouns, before: list[Read]) -> Proposal:
    doc = scene.document
    words, evidence = doc.span(*candidate.words), doc.span(*candidate.reach)
    stmt = scene.statement(evidence.start, evidence.end)
    proposers = parties(scene, candidate, candidate.proposers, nouns)
    if candidate.asked >= 0 and not _party_like(scene, candidate):
        proposers = ()  # "would cut 500 jobs if sales fell": nobody is asked for anything
    found = _terms(candidate, scene, terms, proposers)
    kind, last = _kind(candidate, scene, nouns, found), None
    own_paper = candidate.rule == "noun" and nouns.kind_of(candidate.sent.tokens[candidate.head]) is None  # "The note offers …": no other thing's name
    if candidate.definite and not own_paper:
        targets = [t.words for r in before for t in r.candidate.ties if t.words is not None]
        earlier = [r for r in before if candidate.rule != "taken_up" or r.candidate.kind == candidate.kind]
        earlier = [r for r in earlier if not any(low <= r.candidate.words[0] < high for low, high in targets)]
        last = next((r.proposal for r in reversed(earlier) if not r.candidate.kind.generic or r.proposal.proposers), None)
        takes = last is not None and (candidate.kind.generic or candidate.rule == "taken_up" or last.kind == kind) and not candidate.ties
        proposers = proposers or (last.proposers if last is not None and takes else ())
        kind = last.kind if last is not None and kind == "other" and not candidate.proposers else kind
    state = candidate.state or _state(scene, candidate, last, stmt)
    if state == "on_the_table" and stmt is not None and scene.anonymous(stmt):
        state = "reported"  # only sources tell of it
    recipients = others(parties(scene, candidate, candidate.recipients, nouns), proposers)
    if state == "accepted" and proposers and nouns.awaited(doc.text) and not any(" and " in p.name for p in recipients):
        state = "accepted_in_part"
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
        brokers=others(parties(scene, candidate, candidate.brokers, nouns), proposers),
        backers=others(parties(scene, candidate, candidate.backers, nouns), proposers),
        recipients=recipients,
        terms=found,
        state=state,
        dates=dates_of(candidate.sent, candidate.head, scene.annotated, nouns),
        confidential=True if any(t.kind == "confidentiality" for t in found) else None,
    )


def _party_like(scene: Scene, candidate: Candidate) -> bool:
    """Whether who is to act in return is somebody: a party that is mentioned, a name, a pronoun for one."""
    token = candidate.sent.tokens[candidate.asked]
    verb = candidate.sent.tokens[token.head]
    if token.dep == "nsubjpass" and verb.lemma not in UNDERGONE:
        return True  # "if its bank was let back in": somebody has to do it
    if token.lower in ("everybody", "everyone", "anybody", "anyone", "nobody", "others"):
        return False  # "would give up its rights if everybody else did": nobody in particular
    return scene.mention(candidate.sent, token.i) is not None or token.text[:1].isupper() or token.tag == "PRP"


def _terms(candidate: Candidate, scene: Scene, terms: Terms, proposers: tuple[Party, ...]) -> tuple[Term, ...]:
    doc = scene.document
    found = terms.find(doc, *candidate.reach, scene.annotated.times)
    if candidate.kind.kind not in (*FIGHTING, "exchange", "meeting"):
        found = (*found, *terms.money(doc, *candidate.reach))
    if candidate.kind.kind == "meeting" or candidate.venue:
        found = (*found, *_where_and_when(candidate, scene, found))
    found = tuple(t for t in found if not any(w.words is not None and w.words[0] <= t.span.start < w.words[1] for w in candidate.ties))  # of the earlier thing
    if candidate.question == "watching" and not any(t.kind in ("monitoring", "verification") for t in found):
        found = (*found, Term("monitoring", _watchers(scene, candidate), doc.span(*candidate.words)))
    bare = candidate.rule == "offered" and not any(t.kind in ("duration", "timetable") for t in found)
    if candidate.question == "lasting" or bare and candidate.sent.tokens[candidate.head].lemma in ("counter", "beg", "plead", "ask", "implore"):
        found = (*found, *(t for t in terms.lengths(doc, *candidate.reach) if all(f.span != t.span for f in found)))
    found = tuple(_by_whom(t, scene) for t in found)
    if candidate.rule in ("exchange", "bargain") and not any(t.kind == "exchange" for t in found):
        found = (*found, *(_one_for_another(candidate, scene) or _so_many(candidate, scene, terms)))
    if candidate.state == "in_force" and candidate.kind.kind in FIGHTING and len(proposers) == 1:
        found = (*(t for t in found if t.kind != "declaration"), Term("declaration", "unilateral", doc.span(*candidate.words)))
    return found


def _watchers(scene: Scene, candidate: Candidate) -> str | None:
    """Who keeps watch in the answer to "Who keeps watch?": a body before a state; None where nobody is known."""
    kinds = {m.kind for m in scene.annotated.mentions if candidate.words[0] <= m.span.start < candidate.words[1]}
    return "international_organisation" if "organisation" in kinds else "third_state" if kinds & {"state", "government"} else None


def _by_whom(term: Term, scene: Scene) -> Term:
    """A term of watching with who watches, where it says so: "monitored by Ostrana" is by a third state."""
    if term.kind not in ("monitoring", "verification") or term.value is not None:
        return term
    before = next((m.kind for m in scene.annotated.mentions if term.span.start - 2 <= m.span.end <= term.span.start), None)  # "Ostranan observers"
    if before in ("state", "government", "organisation"):
        return msgspec.structs.replace(term, value="international_organisation" if before == "organisation" else "third_state")
    after = scene.document.text[term.span.end : term.span.end + 6]
    if not after.startswith((" by ", " of ", " from ")) and not scene.document.text[term.span.start : term.span.end].lower().endswith(" by"):
        return term
    near = [m for m in scene.annotated.mentions if term.span.end < m.span.start <= term.span.end + 10]
    if any(m.kind in ("state", "government") for m in near):
        return msgspec.structs.replace(term, value="third_state")
    bodies = any(m.kind == "organisation" for m in near)
    return msgspec.structs.replace(term, value="international_organisation") if bodies else term


def _where_and_when(candidate: Candidate, scene: Scene, found: tuple[Term, ...]) -> list[Term]:
    """ "proposed a meeting in Vell in June", "offered its embassy": place and day of a meeting that is proposed."""
    start, end = candidate.reach
    made: list[Term] = []
    for time in scene.annotated.times:
        if (
            time.span is not None
            and start <= time.span.start < end
            and time.timex3
            and time.timex3.type in ("DATE", "TIME")
            and time.span.start > candidate.words[0]
        ):
            made.append(Term("timetable", time.edtf, time.span))
            break
    inside = [t for t in candidate.sent.tokens if candidate.words[0] <= t.start < end and t.i > candidate.head]
    for token in inside:
        at = token.dep == "pobj" and candidate.sent.tokens[token.head].lower in ("in", "at", "on")
        own = token.dep in ("dobj", "pobj") and dependent(candidate.sent, token.i, "poss") is not None and candidate.venue
        if own or at and token.pos == "PROPN" and not _dated(scene, token):
            made.append(Term("venue", None, scene.document.span(token.start, token.end)))
            break
    else:
        if candidate.venue:
            made.append(Term("venue", None, scene.document.span(*candidate.words)))
    return [t for t in made if all(f.kind != t.kind for f in found)]


def _one_for_another(candidate: Candidate, scene: Scene) -> list[Term]:
    """ "exchange the journalist for an engineer": who is given for whom, where no number says it."""
    sent = candidate.sent
    verb = next((a.i for a in ancestors(sent, candidate.head) if a.pos in VERBAL), candidate.head) if candidate.rule == "bargain" else candidate.head
    given = dependent(sent, verb, "dobj")
    if given is None and (asked := next((p for p in dependents(sent, verb, "prep") if p.lower == "for"), None)) is not None:
        given = dependent(sent, asked.i, "pobj")  # "asked for sixty prisoners in exchange for …"
    place = [candidate.head, *([given.i, *(a.i for a in dependents(sent, given.i, "appos"))] if given is not None else [])]
    got = next((g for i in place for p in dependents(sent, i, "prep") if p.lower == "for" for g in dependents(sent, p.i, "pobj")), None)
    if given is None or got is None:
        return []
    low, high = sorted((given, got), key=lambda t: t.i)
    return [Term("exchange", f"{given.lower} for {got.lower}", scene.document.span(low.start, high.end))]


def _so_many(candidate: Candidate, scene: Scene, terms: Terms) -> list[Term]:
    """ "1,200 captives, whom both sides undertook to swap": how many are given, where none are named against them."""
    text, (start, end) = scene.document.text, candidate.words
    found = COUNTED.search(text, start, end) if candidate.rule == "exchange" else None
    count = terms.number(found["n"]) if found is not None else None
    return [Term("exchange", f"{count} {found['what'].lower()}", scene.document.span(found.start(), found.end()))] if found is not None and count else []


def _kind(candidate: Candidate, scene: Scene, nouns: Nouns, found: tuple[Term, ...]) -> str:
    """The kind by its noun; of a noun that says only that something is on the table, the halt or truce that is in it."""
    kind = candidate.kind.kind
    if candidate.rule == "offered" and (named := next((t.words for t in candidate.ties if t.words is not None), None)) is not None:
        longer = nouns.kind(scene.document.text, *named)  # "proposed extending the truce"
        return longer.kind if longer is not None else kind
    if (
        candidate.rule == "offered"
        and candidate.kind.generic
        and nouns.noun("exchange") is not None
        and any(t.kind == "exchange" and AGAINST.search(t.span.text) for t in found)
    ):
        return "exchange"  # "put forward nine of its citizens against nine of theirs"
    if not candidate.content or not candidate.kind.generic:
        return kind
    start, end = candidate.reach
    inside = [t for t in candidate.sent.tokens if start <= t.start < end]
    inner = nouns.kind(scene.document.text, start, end)
    nominal = {nouns.kind_of(t) for t in inside if t.pos in ("NOUN", "PROPN") and t.dep != "compound"}  # no "ceasefire commission"
    verb = any(t.pos == "VERB" and t.lemma in nouns.words["halting"] for t in inside)  # "asks Norra to halt enrichment" names no ceasefire
    if inner is not None and all(t.dep == "compound" for t in inside if nouns.kind_of(t) == inner.kind) and not verb and inner.kind not in nominal:
        inner = inner if all(nouns.kind_of(t) != inner.kind for t in inside) else None  # "a ceasefire commission"
    return inner.kind if inner is not None and inner.kind in FIGHTING and (inner.kind in nominal or not verb) else kind


def others(found: tuple[Party, ...], proposers: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties that are not among the proposers."""
    return tuple(p for p in found if all(p.name != q.name for q in proposers))


def _state(scene: Scene, candidate: Candidate, last: Proposal | None, stmt: Statement | None) -> str | None:
    """What became of it where its own words do not say: as of what it takes up, reported by nobody in particular, else on the table."""
    if last is not None and last.state in ("signed", "in_force", "drafted") and not candidate.ties:
        return last.state
    if stmt is not None and scene.anonymous(stmt) or candidate.rule == "halt":
        return "reported"
    if candidate.content and candidate.rule == "noun" and not candidate.proposers and _is_draft(candidate):
        return "drafted"
    if candidate.content and LEAKED.search(scene.document.text, candidate.sent.start, candidate.sent.end):
        return "reported"
    if candidate.content and candidate.kind.kind in ("agreement", "framework"):
        return next((s for word, s in SETTLED if word in scene.document.text.lower()), "on_the_table")
    return "on_the_table"


def _is_draft(candidate: Candidate) -> bool:
    """Whether a thing is called a draft: "the draft", "a draft treaty"."""
    token = candidate.sent.tokens[candidate.head]
    return token.lemma == "draft" or any(c.lower == "draft" for c in dependents(candidate.sent, token.i, "compound", "amod"))


def stands(read: Read, reads: list[Read], nouns: Nouns) -> bool:
    """Whether enough is said for it to be on the record: who proposes, what is in it, or what was done with it."""
    candidate, proposal = read.candidate, read.proposal
    if _only_earlier(read, reads) or _denied(candidate, nouns):
        return False
    if candidate.kind.needs == "term":
        told = any(t.kind not in SLIGHT or t.kind == "timetable" and not candidate.definite for t in proposal.terms)
        return told or candidate.made and bool(proposal.proposers)
    if candidate.kind.needs == "proposer":
        return bool(proposal.proposers) and not _supposed(candidate)
    return _act_stands(read) if candidate.rule != "noun" else _noun_stands(read, reads, nouns)


def _denied(candidate: Candidate, nouns: Nouns) -> bool:
    """Whether it is told only to be denied: "denied that it had proposed a truce", "the report that Norra offered money is false"."""
    sent = candidate.sent
    for above in ancestors(sent, candidate.head):
        untrue = above.lemma == "be" and any(c.lower in nouns.words["untrue"] for c in dependents(sent, above.i, "acomp", "attr"))
        if untrue or above.lemma in nouns.words["denying"] and above.pos == "VERB" and negation(sent, above.i) is None:
            return True
    return False


def _supposed(candidate: Candidate) -> bool:
    """Whether it is named only in what is asked or supposed: "whether a pause would change anything", "unless Norra puts its guarantee in writing"."""
    sent = candidate.sent
    above = next((a for a in ancestors(sent, candidate.head) if a.pos in VERBAL), None)
    return above is not None and any(m.lower in ("whether", "if", "unless") for m in dependents(sent, above.i, "mark"))


def _act_stands(read: Read) -> bool:
    """Whether what a verb puts on the table says enough: who offers it, or what is in it."""
    candidate, proposal = read.candidate, read.proposal
    if candidate.rule == "taken_up":
        if candidate.told:
            return True
        return any(t.kind not in ENOUGH for t in proposal.terms) or candidate.content and candidate.made
    if candidate.rule in ("considered", "explained"):
        return True
    if candidate.rule in ("offered", "conceded"):
        return bool(proposal.proposers) and all(p.id is not None or p.span is not None and p.span.text[:1].isalpha() for p in proposal.proposers)
    if candidate.rule == "halt":
        bargain = bool(proposal.proposers) and " if " in proposal.evidence[0].text  # "Norra may pause enrichment if …"
        return bargain or candidate.state is not None or any(t.kind == "duration" for t in proposal.terms)
    return any(t.kind not in ENOUGH for t in proposal.terms) or candidate.rule == "accord" and candidate.content


def _noun_stands(read: Read, reads: list[Read], nouns: Nouns) -> bool:
    """Whether what a noun names is told of: it has a maker who put it there, terms, or something became of it."""
    candidate, proposal = read.candidate, read.proposal
    if proposal.proposers and all(t.kind == "written" for t in proposal.terms) and not candidate.content:
        if candidate.definite:
            return (candidate.put or _first_named(candidate)) and not _again(read, reads)
        if _owned(candidate) and candidate.kind.generic and _named_before(read, reads):
            return False  # "her idea": the one that was told before
    if (
        candidate.content
        and not proposal.proposers
        and candidate.indefinite
        and modal(candidate.sent, candidate.sent.tokens[candidate.head].head) in ("must", "should")
    ):
        return False  # "a deal must cover missiles": a demand
    if _idle(read):
        return False
    bare = len(proposal.terms) < 2 and not any(t.kind == "duration" for t in proposal.terms)
    if not proposal.proposers and bare and not candidate.definite and not candidate.content and _supposed(candidate):
        return False
    telling = [t for t in proposal.terms if (t.kind not in SLIGHT or t.value == "verbal") and t.value not in ("full", "indefinite")]
    tied = any(t.words is not None and t.kind != "counters" for t in candidate.ties) and not _again(read, reads)
    if proposal.brokers and (candidate.indefinite or not _again(read, reads)) and candidate.kind.kind != "meeting":
        return True  # "backed a road map brokered by Ostrana"
    token = candidate.sent.tokens[candidate.head]
    if nouns.kind_of(token) is None and {token.lemma, token.lower} & nouns.papers:
        return True  # a paper is on the table by what it lays down
    if read.past and not candidate.content and not candidate.made:
        return False  # "a 1992 memorandum": the past of the talks
    if _reached(candidate) and not _named_earlier(read, reads) or read.singled:
        return True
    if _prescribes(candidate, nouns) or tied or proposal.proposers or telling or candidate.content and proposal.terms:
        return True
    if proposal.terms:
        return candidate.state is not None
    return candidate.sent.tokens[candidate.head].lemma not in ANSWERS and _answered(read, reads)


def _idle(read: Read) -> bool:
    """Whether it is named only as something that may come ("a possible truce"), that others would have to consent to, or that broke down before."""
    candidate, proposal = read.candidate, read.proposal
    if not proposal.terms and any(c.lower in ("possible", "future", "eventual", "potential") for c in dependents(candidate.sent, candidate.head, "amod")):
        return True  # "their vision of a possible truce"
    above = next((a for a in ancestors(candidate.sent, candidate.head) if a.pos in VERBAL), None)
    if (
        candidate.state == "lapsed"
        and candidate.indefinite
        and all(t.value is None for t in proposal.terms)
        and not proposal.proposers
        and not proposal.brokers
    ):
        return True  # "A pay freeze ended only last year"
    if above is not None and candidate.indefinite and candidate.kind.kind == "agreement" and not proposal.proposers and not candidate.content:
        if _hoped(candidate):
            return True
        hoped = above.lemma in ("strike", "reach", "clinch", "seal", "conclude", "forge", "secure", "hammer") and above.dep in ("advcl", "acl")
        if hoped and len(proposal.terms) < 2 and any(c.lower == "to" for c in dependents(candidate.sent, above.i, "aux")):
            return True  # "were given until midnight to strike an accord on subsidies"
    if above is not None and not proposal.proposers and any(m.lower == "unless" for m in dependents(candidate.sent, above.i, "mark")):
        return True  # "unless all of them consent to a two-year extension"
    return candidate.state == "lapsed" and candidate.indefinite and above is not None and above.dep in ("relcl", "advcl")  # "when a short truce collapsed"


def _hoped(candidate: Candidate) -> bool:
    """ "Hopes of a steel pact were dashed", "the chances of a deal on wages": what may come, or not."""
    token = candidate.sent.tokens[candidate.head]
    of = candidate.sent.tokens[token.head]
    return token.dep == "pobj" and of.lower in ("of", "for") and candidate.sent.tokens[of.head].lemma.lower() in HOPES


def _reached(candidate: Candidate) -> bool:
    """ "The truce agreed in Vell on May 3 has held": a halt that is told with where or when it was reached."""
    token = candidate.sent.tokens[candidate.head]
    return candidate.kind.kind in FIGHTING and token.pos == "NOUN" and candidate.state in ("accepted", "signed", "in_force") and reached(candidate.sent, token)


def _named_earlier(read: Read, reads: list[Read]) -> bool:
    """Whether a halt was named before in the report, by its own noun."""
    start = read.proposal.evidence[0].start
    return any(r.proposal.kind in FIGHTING and r.proposal.evidence[0].start < start for r in reads)


def _answered(read: Read, reads: list[Read]) -> bool:
    """Whether it is known by what was done with it: drafted, signed, handed over; a contract that is described and was voted down."""
    candidate = read.candidate
    if candidate.state == "lapsed" and any(c.lower in FORMER for c in dependents(candidate.sent, candidate.head, "amod")):
        return False  # "A previous treaty, concluded in 2022": the past of the talks
    described = any(c.dep == "relcl" for c in dependents(candidate.sent, candidate.head))
    if candidate.definite:
        return candidate.state in ANSWERED and described and not _again(read, reads)
    return candidate.state in ("drafted", "signed", "handed_over") or candidate.state is not None and candidate.indefinite and not candidate.kind.generic


def _first_named(candidate: Candidate) -> bool:
    """ "Velta threw out the Ostranan peace plan": a report that names it first by its maker and says what was done with it."""
    token = candidate.sent.tokens[candidate.head]
    under = {*subtree(candidate.sent, token.i), *range(token.i, token.i + 5)}  # "the terms that Norra had set out", "the formula Norra has put forward"
    mine = any(candidate.words[0] <= candidate.sent.tokens[i].start < candidate.words[1] or i in under for i in candidate.proposers)
    above = candidate.sent.tokens[candidate.sent.tokens[token.head].head]
    whole = above if token.dep == "pobj" and candidate.sent.tokens[token.head].lower == "of" and above.lemma in PARTS else token  # "parts of the Ostranan plan"
    generic = candidate.kind.generic or token.lemma in (
        "proposal",
        "offer",
        "plan",
        "initiative",
        "formula",
        "compromise",
    )  # "Norra's proposal to move the talks"
    return mine and generic | (candidate.kind.kind in ("plan", "roadmap")) and whole.dep in ("dobj", "nsubjpass", "nsubj")


def _owned(candidate: Candidate) -> bool:
    return any(c.dep == "poss" for c in dependents(candidate.sent, candidate.head))


def _named_before(read: Read, reads: list[Read]) -> bool:
    """Whether somebody's offer was told before: by the same maker, in the same report, with more than its name."""
    mine = {p.name for p in read.proposal.proposers}
    start = read.proposal.evidence[0].start
    before = (r for r in reads if r.proposal.evidence[0].end <= start and _kindred(read, r))
    return any(mine & {p.name for p in r.proposal.proposers} and (r.proposal.terms or r.candidate.put or r.candidate.made) for r in before)


def _again(read: Read, reads: list[Read]) -> bool:
    """Whether a definite phrase may take up a kindred thing that was named before."""
    start = read.proposal.evidence[0].start
    return read.candidate.definite and any(_kindred(read, r) for r in reads if r.proposal.evidence[0].start < start)


def _kindred(read: Read, other: Read) -> bool:
    return read.candidate.kind.generic or other.candidate.kind.generic or read.proposal.kind == other.proposal.kind


def _only_earlier(read: Read, reads: list[Read]) -> bool:
    """Whether it is named only as what another counters, revises or replaces, and nothing is said of what is in it."""
    if read.proposal.terms or read.candidate.ties:
        return False
    start, end = read.candidate.words
    return any(t.words is not None and t.words[0] <= start and end <= t.words[1] for r in reads if r is not read for t in r.candidate.ties)


def _prescribes(candidate: Candidate, nouns: Nouns) -> bool:
    """Whether a clause says what a named thing would do: "the pact would scrap duties", "a treaty that would limit missiles"."""
    if not candidate.content:
        return False
    sent, token = candidate.sent, candidate.sent.tokens[candidate.head]
    above = next((a.i for a in ancestors(sent, token.i) if a.pos in VERBAL and a.lower != "according"), token.head)
    said = [c.i for c in dependents(sent, above, "ccomp")] if sent.tokens[above].lemma in ("say", "read", "state") else []
    verbs = [above, *said, *(c.i for c in dependents(sent, token.i, "relcl"))]
    opens = sent.tokens[0].lower == "under" and token.dep == "pobj" and token.head == 0  # "Under the deal, cleaners get a crown more"
    if opens and sent.tokens[above].tag in ("VBZ", "VBP") and negation(sent, above) is None:
        return True
    whereby = [c.i for c in dependents(sent, token.i, "relcl") if any(sent.tokens[j].lower in ("whereby", "which") for j in subtree(sent, c.i)[:3])]
    if any(modal(sent, i) in ("could", "can", "may", "is") or sent.tokens[i].tag in ("VBZ", "VBP") and modal(sent, i) is None for i in whereby):
        return True
    return any(modal(sent, i) in ("would", "will") or sent.tokens[i].lemma in nouns.words["prescribing"] or _is_to(sent, i) for i in verbs)


def _is_to(sent: Sentence, i: int) -> bool:
    """ "is to be restored", "are to leave by May": what is laid down."""
    below = dependent(sent, i, "xcomp") if sent.tokens[i].lemma == "be" else None
    return below is not None and below.tag == "VB" and any(c.lower == "to" for c in dependents(sent, below.i, "aux"))


def _dated(scene: Scene, token: Token) -> bool:
    """Whether a token is part of a time: "April" in "an April offer" is nobody's name."""
    return any(t.span is not None and t.span.start <= token.start < t.span.end for t in scene.annotated.times)


def parties(scene: Scene, candidate: Candidate, heads: tuple[int, ...], nouns: Nouns) -> tuple[Party, ...]:
    """The parties that head tokens stand for, each once."""
    found: list[Party] = []
    for i in heads:
        token = candidate.sent.tokens[i]
        if token.pos == "NOUN" and nouns.kind_of(token) is not None:
            continue  # a thing on the table is nobody
        party = scene.holder(candidate.sent, i) if token.pos == "PRON" else scene.party(candidate.sent, i)
        if party is None and token.lower in ("it", "they", "he", "she") and i in candidate.proposers:
            party = _taken_up(scene, candidate.sent, i)
        if party is None and token.dep == "poss" and token.pos == "PRON":  # "improved its offer": its own, where nothing else explains it
            above = next((a for a in ancestors(candidate.sent, i) if a.pos in VERBAL), None)
            who = controller(candidate.sent, above.i) if above is not None and candidate.sent.tokens[candidate.head].dep == "dobj" else None
            party = scene.party(candidate.sent, who) if who is not None else None
        if party is None and token.pos == "PROPN" and scene.unnamed(candidate.sent, i) and not _dated(scene, token):
            party = Party(None, token.text, scene.document.span(token.start, token.end))
        if party is None and token.pos == "NOUN" and (candidate.rule in ("offered", "conceded", "bargain") or token.dep == "poss" or i in candidate.recipients):
            party = _described(scene, candidate.sent, token)
        if party is not None and all(party.name != p.name for p in found):
            found.append(party)
    return tuple(found)


def _taken_up(scene: Scene, sent: Sentence, i: int) -> Party | None:
    """Who a pronoun is that nothing else explains: the subject of the clause above ("Norra likes it, though it would …"), else of the sentence before."""
    for above in ancestors(sent, i):
        own = dependent(sent, above.i, "nsubj", "nsubjpass") if above.pos in VERBAL else None
        if own is not None and own.i < i and own.pos in ("NOUN", "PROPN"):
            several = own.tag in ("NNS", "NNPS") or any(c.dep == "conj" for c in dependents(sent, own.i))
            if several == (sent.tokens[i].lower == "they") and (found := scene.party(sent, own.i) or scene.group(sent, own.i)) is not None:
                return found
    return scene.taken_up(sent, i)


def _described(scene: Scene, sent: Sentence, token: Token) -> Party | None:
    """ "The hospital trusts have suggested a bonus": who offers is somebody, whether or not the actors know the word; a paper or a place is not."""
    if token.tag == "NN" and not any(m.head == token.i for m in scene.annotated.mentions if m.sentence == sent.index):
        return scene.group(sent, token.i)  # "the bishop", "the port authority"
    if token.tag != "NNS" or any(m.head == token.i for m in scene.annotated.mentions if m.sentence == sent.index):
        return None
    kept = [j for j in subtree(sent, token.i) if j <= token.i]
    words = run(sent, kept)
    return Party(None, scene.document.span(*words).text, scene.document.span(*words)) if words is not None else None
