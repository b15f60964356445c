"""Each thing once, where it is best described, and again where new terms are given; what its other mentions add; and how it stands to earlier ones."""

import msgspec

from parley.extract.proposals.build import Read, others
from parley.extract.proposals.candidate import FIGHTING, Tie
from parley.extract.proposals.dates import together
from parley.extract.proposals.told import Answer
from parley.extract.scene import Scene
from parley.model import Party, Proposal, Relation, Term, Time
from parley.model.tree import dependents

OPEN = (None, "on_the_table", "handed_over", "reported", "drafted")
HOW = ("duration", "timetable", "start", "class", "purpose", "declaration", "written", "conditionality", "confidentiality")
FINAL = ("accepted", "accepted_in_part", "rejected", "withdrawn", "lapsed", "signed", "in_force", "superseded")


def merged(standing: list[Read], reads: list[Read], answers: list[Answer], scene: Scene) -> list[Proposal]:
    """The proposals of a report, with what other mentions and later sentences add, and their relations."""
    kept, dropped = _best(standing)
    out = _answered(_filled(kept, reads, dropped), kept, answers, scene)
    return [_rest(p, r) for p, r in zip(_related(out, kept, reads, scene), kept, strict=True)]


def _rest(proposal: Proposal, read: Read) -> Proposal:
    """The proposal with a term of kind `other`, where its clause says what is to be done and no term tells what: "proposed that both armies swap maps"."""
    told = read.candidate.content or read.candidate.rule in ("offered", "conceded", "accord")
    if not told or proposal.kind in (*FIGHTING, "exchange", "meeting") or any(t.kind not in HOW for t in proposal.terms):
        return proposal
    return msgspec.structs.replace(proposal, terms=(*proposal.terms, Term("other", None, proposal.evidence[0])))


def _best(reads: list[Read]) -> tuple[list[Read], list[tuple[Read, int]]]:
    """The reads that are kept, and each that is not with the place of the one that says the same."""
    kept: list[Read] = []
    dropped: list[tuple[Read, int]] = []
    for read in sorted(reads, key=lambda r: (-r.weight, r.proposal.evidence[0].start)):
        same = next((n for n, other in enumerate(kept) if _same(read, other)), None)
        if same is None:
            kept.append(read)
        else:
            dropped.append((read, same))
    return kept, dropped


def _filled(kept: list[Read], reads: list[Read], dropped: list[tuple[Read, int]]) -> list[Proposal]:
    """The proposals with what other mentions of the same thing add: one thing named many ways in a report is one."""
    out = [r.proposal for r in kept]
    for read, same in dropped:
        one, other = read.proposal.evidence[0], kept[same].proposal.evidence[0]
        if not read.candidate.definite and (one.overlaps(other) or read.proposal.kind == kept[same].proposal.kind):
            out[same] = _with(out[same], read)
    for read in reads:
        if any(read is k for k in kept) or not read.candidate.definite:
            continue
        nearest = _mentioned(read, kept)
        if nearest is not None:
            out[nearest] = _with(out[nearest], read)
    return out


def _mentioned(read: Read, kept: list[Read]) -> int | None:
    """Which of the kept things a definite phrase mentions again: the nearest before it that it may take up."""
    start = read.proposal.evidence[0].start
    before = [n for n, k in enumerate(kept) if k.proposal.evidence[0].end <= start and k.candidate.rule != "taken_up" and _takes_up(read, k)]
    return max(before, key=lambda n: kept[n].proposal.evidence[0].start, default=None)


def _takes_up(read: Read, kept: Read) -> bool:
    """Whether "the plan", "the offer" may be another mention of a thing: the same kind, or a noun that says only that something is on the table."""
    if read.candidate.ties and not _tells_lineage(read) and {t.kind for t in read.candidate.ties} != {t.kind for t in kept.candidate.ties}:
        return False
    return read.candidate.kind.generic or read.proposal.kind == kept.proposal.kind or read.proposal.kind in FIGHTING and kept.proposal.kind in FIGHTING


def _with(one: Proposal, read: Read) -> Proposal:
    other = read.proposal
    if _other_makers(one.proposers, other.proposers):
        return one  # somebody else's
    proposers = one.proposers or other.proposers
    if read.candidate.state == "rejected" and one.state in ("accepted", "accepted_in_part"):
        return msgspec.structs.replace(one, state="rejected", recipients=others(_joined(one.recipients, other.recipients), proposers))
    final = read.candidate.state in FINAL and (read.candidate.state != "accepted" or _itself(read) and one.kind not in FIGHTING)  # a halt needs both sides
    state = other.state if final and one.state in OPEN else one.state
    return msgspec.structs.replace(
        one,
        proposers=proposers,
        brokers=one.brokers or other.brokers,
        backers=others(_joined(one.backers, other.backers), proposers),
        recipients=others(_joined(one.recipients, other.recipients), proposers),
        dates=together(one.dates, other.dates),
        state=state,
    )


def _itself(read: Read) -> bool:
    """Whether the thing itself is what is done something with: "accepted the plan", "agreed to the plan", "the plan was accepted"."""
    token = read.candidate.sent.tokens[read.candidate.head]
    return token.dep in ("dobj", "nsubjpass") or token.dep == "pobj" and read.candidate.sent.tokens[token.head].lower == "to"


def _other_makers(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    return bool(one) and bool(other) and {p.name for p in one}.isdisjoint(p.name for p in other)


def _joined(one: tuple[Party, ...], other: tuple[Party, ...]) -> tuple[Party, ...]:
    return (*one, *(p for p in other if all(p.name != q.name for q in one)))


def _answered(out: list[Proposal], kept: list[Read], answers: list[Answer], scene: Scene) -> list[Proposal]:
    """The proposals with what the sentences right after them say became of them."""
    for answer in answers:
        near = [n for n, k in enumerate(kept) if k.candidate.sent.index == answer.sent.index]
        near = near or [n for n, k in enumerate(kept) if k.candidate.sent.index == answer.sent.index - 1]
        if not near:
            continue
        at = max(near, key=lambda n: kept[n].proposal.evidence[0].start)
        who = scene.holder(answer.sent, answer.who) if answer.who is not None else None
        own = who is not None and any(p.name == who.name for p in out[at].proposers)
        if out[at].state not in OPEN or own != (answer.state == "withdrawn") and who is not None:
            continue
        recipients = _joined(out[at].recipients, (who,)) if who is not None and not own else out[at].recipients
        out[at] = msgspec.structs.replace(out[at], state=answer.state, recipients=others(recipients, out[at].proposers))
    return out


def _brought_in(one: Read, other: Read) -> bool:
    """Whether the first puts a new thing forward, and the second takes it up later to say what is in it."""
    later = other.candidate.definite and other.candidate.content and one.proposal.evidence[0].start < other.proposal.evidence[0].start
    return later and (one.candidate.indefinite or one.candidate.rule == "offered") and one.candidate.put and bool(one.proposal.proposers)


def _tells_lineage(read: Read) -> bool:
    """Whether a definite phrase tells of the thing named before what it replaces: "The offer replaces one of 3 percent"."""
    return read.candidate.definite and all(t.words is not None and t.kind != "counters" for t in read.candidate.ties)


def _same(one: Read, other: Read) -> bool:
    """Whether a reading says nothing that a better one does not: a kindred thing, no new term, no other proposer."""
    a, b = one.proposal, other.proposal
    if a.evidence[0].overlaps(b.evidence[0]):
        return True
    if one.candidate.other or other.candidate.other or one.candidate.told or other.candidate.told:
        return False
    tied = one if one.candidate.ties else other
    if {t.kind for t in one.candidate.ties} ^ {t.kind for t in other.candidate.ties} and not _tells_lineage(tied):
        return False  # what counters or revises another is not that other
    if one.singled and a.kind != b.kind and not {a.kind, b.kind} <= {*FIGHTING}:
        return False  # a pact that its words single out is no plan that is told beside it
    if one.candidate.content and not a.terms and not other.candidate.content or _brought_in(one, other):
        return False  # what a clause lays down stands beside the phrase that brought the thing in
    if one.candidate.rule == "accord" and one.candidate.content and one.candidate.sent.index != other.candidate.sent.index and other.candidate.rule != "accord":
        return False  # what two sides agreed to look into stands beside a paper that others laid before them
    if a.kind != b.kind and "meeting" in (a.kind, b.kind) or one.candidate.rule in ("considered", "taken_up", "explained"):
        return False  # a meeting is no paper; what is only talked over is told once
    if one.candidate.indefinite and one.candidate.state not in (None, "on_the_table", b.state) and a.kind != b.kind and not other.candidate.definite:
        return False  # "signed an accord", and another side "asked for a pledge": what became of it makes it a thing of its own
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
    if one.candidate.definite and not b.proposers and b.evidence[0].start < a.evidence[0].start:
        return not new_terms  # "the plan" that Norra made is the one that was named before
    fresh = any(c.lower in ("a", "an") for c in dependents(one.candidate.sent, one.candidate.head, "det")) or one.candidate.rule == "offered"
    new_makers = {p.name for p in a.proposers} - {p.name for p in b.proposers} if a.kind == b.kind or not b.proposers or fresh else set()
    return not new_terms and not new_makers


# --- lineage ------------------------------------------------------------------------------------------------------------------------


def _related(out: list[Proposal], kept: list[Read], reads: list[Read], scene: Scene) -> list[Proposal]:
    """The proposals with their relations; what another replaces is superseded."""
    for read in reads:
        at = next((n for n, k in enumerate(kept) if k is read), None)
        if at is None and read.candidate.ties:
            at = _covering(read, kept) if not read.candidate.definite else _mentioned(read, kept)
        if at is None:
            continue
        for tie in read.candidate.ties:
            relation, earlier = _relation(tie, at, read, kept, reads, scene)
            if all(r.kind != relation.kind for r in out[at].relation):
                out[at] = msgspec.structs.replace(out[at], relation=(*out[at].relation, relation))
            if earlier is not None and tie.kind == "replaces" and out[earlier].state in OPEN:
                out[earlier] = msgspec.structs.replace(out[earlier], state="superseded")
    return out


def _covering(read: Read, kept: list[Read]) -> int | None:
    return next((n for n, k in enumerate(kept) if k.proposal.evidence[0].overlaps(read.proposal.evidence[0])), None)


def _relation(tie: Tie, at: int, read: Read, kept: list[Read], reads: list[Read], scene: Scene) -> tuple[Relation, int | None]:
    """The relation that a tie makes for the thing at `at`, and the place of the earlier thing where the report has it: one candidate or none."""
    earlier = [n for n, k in enumerate(kept) if n != at and k.candidate.words[0] < read.candidate.words[0] and k.proposal.id != kept[at].proposal.id]
    if tie.words is None:
        found = _unnamed(tie, kept[at], [n for n in earlier if not _overlap(kept[n], kept[at])], kept)
        return Relation(tie.kind, kept[found].proposal.name if found is not None else "", kept[found].proposal.id if found is not None else None), found  # type: ignore[arg-type]
    name = scene.document.span(*tie.words).text
    within = [n for n, k in enumerate(kept) if n != at and tie.words[0] <= k.candidate.words[0] < tie.words[1]]
    found = within[0] if within else _named(tie.words, earlier, kept, reads, scene)
    return Relation(tie.kind, name, kept[found].proposal.id if found is not None else None), found  # type: ignore[arg-type]


def _overlap(one: Read, other: Read) -> bool:
    return one.proposal.evidence[0].overlaps(other.proposal.evidence[0])


def _unnamed(tie: Tie, read: Read, earlier: list[int], kept: list[Read]) -> int | None:
    """What a counter-offer or a revised plan is of, where no words name it: the nearest earlier thing, somebody else's or the same maker's."""
    for n in sorted(earlier, key=lambda n: -kept[n].proposal.evidence[0].start):
        one, other = read.proposal.proposers, kept[n].proposal.proposers
        foreign = _other_makers(one, other)
        if tie.kind == "counters" and (foreign or not one or not other) or tie.kind != "counters" and not foreign and _alike(read, kept[n]):
            return n
    return None


def _alike(one: Read, other: Read) -> bool:
    """Whether one may be a later form of the other: halts of fire of either name, or things that may hold one another."""
    a, b = one.proposal.kind, other.proposal.kind
    return a == b or a in FIGHTING and b in FIGHTING or "meeting" not in (a, b) and (one.candidate.kind.kind not in FIGHTING or other.candidate.kind.generic)


def _named(words: tuple[int, int], earlier: list[int], kept: list[Read], reads: list[Read], scene: Scene) -> int | None:
    """Which earlier thing some words name: the one that they describe, or that they take up with its maker and day."""
    within = [n for n in earlier if kept[n].candidate.words[0] <= words[1] and words[0] <= kept[n].candidate.words[1]]
    if within:
        return within[0]
    read = next((r for r in reads if words[0] <= r.candidate.words[0] and r.candidate.words[1] <= words[1] + 1), None)
    time = next((t for t in scene.annotated.times if t.span is not None and words[0] <= t.span.start < words[1] and t.edtf), None)
    fit = [n for n in earlier if _meant(read, kept[n], time)]
    return max(fit, key=lambda n: kept[n].proposal.evidence[0].start, default=None)


def _meant(read: Read | None, kept: Read, time: Time | None) -> bool:
    """Whether words mean a thing: its day where they give one, its maker where they give one, and its kind unless they stand for any."""
    if time is not None:
        day = kept.proposal.dates.proposed or kept.proposal.dates.declared
        if day is None or not (str(day.edtf).startswith(str(time.edtf)) or str(time.edtf).startswith(str(day.edtf))):
            return False
    if read is None:
        return True
    if read.candidate.indefinite or _other_makers(read.proposal.proposers, kept.proposal.proposers):
        return False
    return _takes_up(read, kept) or read.proposal.kind == "plan"
