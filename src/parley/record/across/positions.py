"""Positions: each party on each issue or term, its stances in order of time, and where it moved.

What a person says for a state or organisation is that party's official position; what is reported of a person alone, of nameless officials, or by
somebody else is kept in the history but is never the current position. A copy of a report adds nothing, a garbled one counts for nothing. What undated
reports tell comes first: it never overrules what is known to be later. Two reports of one day that word a position differently tell no move, unless
the words say that it moved; one report that tells both does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parley.model import Actor, ActorRef, AnyFinding, Copy, IssueTag, Position, PositionPoint, Proposal, Shift, Span, Stance, digest
from parley.model.finding import Level
from parley.record.across.corpus import Corpus
from parley.record.likeness.lexicon import lexicon

_SPEAKS_FOR = ("person", "office", "government", "organisation")
_OFFICIAL = ("official", "office")


class Held(msgspec.Struct, frozen=True, tag="held", omit_defaults=True):
    """What of a stance counts in a position: whose it is and on what, and the day by which it was known (for order only, never shown as its time).

    official: whether it is the holder's own word in its office. by: who attributes it. tagged: whether it is on an issue of the codebook or a proposal.
    moved: the words by which the report itself says that the position changed. copies: the copy group of the report.
    """

    stance: str
    document: str
    holder: ActorRef
    issue: str
    order: tuple[str, str, int, str]
    value: str
    level: Level
    evidence: tuple[Span, ...]
    term: str = ""
    start: str | None = None
    own: bool = False
    official: bool = False
    by: str | None = None
    tagged: bool = False
    moved: Span | None = None
    copies: str | None = None


def held(corpus: Corpus, parties: Mapping[str, tuple[ActorRef, ...]], copied: Mapping[str, Copy]) -> Iterator[tuple[tuple[str, ...], Held]]:
    """The stances of reports, each with whose position it is and on what: all that have these alike are one position."""
    for stance in corpus.findings.values():
        copy = copied.get(stance.document)
        if not isinstance(stance, Stance) or (copy is not None and copy.kind == "garbled"):
            continue
        # An undated report sorts first here, and never after what is dated.
        published, start = corpus.documents[stance.document].published.start or "", stance.time.start if stance.time else None
        issue, term = about(stance, corpus)
        for holder in parties.get(stance.holder.id or "", (ActorRef(stance.holder.id, stance.holder.name),)):
            yield (holder.id or holder.name, issue, term), Held(
                stance=stance.id, document=stance.document, holder=holder, issue=issue, term=term, value=stance.value, level=stance.level, start=start,
                order=(start or published, published, min(stance.evidence).start, stance.id), own=stance.voice == "own", official=is_official(stance),
                by=stance.attributed_by.name if stance.attributed_by else None, tagged=_on_something(stance), moved=_words(stance, corpus),
                copies=copy.group if copy else None, evidence=stance.evidence,
            )  # fmt: skip


def position(some: Iterable[Held], negotiation: str, stances: Sequence[str]) -> Iterator[Position]:
    """The position that stances of one holder on one thing are; what is held but once and on nothing in particular is none. `stances`: their order."""
    found = sorted(some, key=lambda one: one.order)
    if len(found) > 1 or any(one.tagged for one in found):
        yield _position(_once(found), negotiation, stances)


def party_of(actors: Iterable[Actor], *, groups: bool = False) -> dict[str, tuple[ActorRef, ...]]:
    """Actor → the states or organisations for which it speaks, when the record knows them, else itself; of a joint actor, those of its members."""
    actors = list(actors)
    by_key = {actor.key: actor for actor in actors}
    found: dict[str, tuple[ActorRef, ...]] = {}
    for actor in actors:
        above, seen = actor, {actor.key}
        while (above.kind in _SPEAKS_FOR or groups and above.kind == "group") and above.of in by_key and above.of not in seen:
            above = by_key[above.of]
            seen.add(above.key)
        found[actor.id] = (above.ref,)
    for actor in actors:
        if actor.kind == "joint" and actor.members:
            found[actor.id] = tuple(dict.fromkeys(ref for id in actor.members for ref in found.get(id, ())))
    return {id: refs for id, refs in found.items() if refs}


def _on_something(stance: Stance) -> bool:
    """Whether a stance is on an issue of the codebook or on a proposal; what else is held but once is no position to follow."""
    return bool(stance.target.issue or stance.issues or stance.target.id) or stance.target.kind in ("issue", "proposal")


def about(stance: Stance, corpus: Corpus) -> tuple[str, str]:
    """Issue and term of a stance; "" for no term. One on a proposal is on the proposal's issue; without an issue of the codebook it is on what its
    target is called."""
    target = stance.target
    tagged = target.issue or (target.name if target.kind == "issue" else None) or (min(stance.issues, key=_place).issue if stance.issues else None)
    tagged = tagged or _of_proposal(corpus.findings.get(target.id or ""), stance, corpus)
    name = " ".join(target.name.lower().split())
    return tagged or name, target.term or (name if target.kind == "term" and tagged else "")


def _of_proposal(proposal: AnyFinding | None, stance: Stance, corpus: Corpus) -> str | None:
    """The issue of what the report has on the table: the first that it names, else that of its kind (a pause is of the ceasefire)."""
    if not isinstance(proposal, Proposal) or proposal.document != stance.document:
        return None
    return min(proposal.issues, key=_place).issue if proposal.issues else corpus.proposals.get(proposal.kind)


def _place(tag: IssueTag) -> tuple[int, str]:
    return tag.span.start, tag.issue


def _position(held: list[Held], negotiation: str, stances: Sequence[str]) -> Position:
    first = held[0]
    official = [one for one in held if one.official]
    personal = [one.value for one in held if one.level == "individual" and one.own]
    current = official[-1].value if official else None
    since = None
    for one in reversed(official):
        if one.value != current:
            break
        since = one.start
    ranks = {value: n for n, value in enumerate(stances)}
    return Position(
        id=digest("position", first.holder.id or first.holder.name, first.issue, first.term, negotiation),
        holder=first.holder,
        issue=first.issue,
        term=first.term or None,
        negotiation=negotiation or None,
        current=current,
        since=since,
        personal=personal[-1] if personal else None,
        history=tuple(_point(one, ranks) for one in held),
        shifts=tuple(_shifts(held)),
    )


def is_official(stance: Stance) -> bool:
    """Whether a stance is the holder's own word in its office."""
    return stance.voice == "own" and stance.level in _OFFICIAL


def _once(held: list[Held]) -> list[Held]:
    """One stance of each copy group, the first: what is put out again adds nothing."""
    seen = set()
    kept = []
    for one in held:
        key = (one.copies, one.value, one.level, one.own) if one.copies is not None else None
        if key is None or key not in seen:
            kept.append(one)
        if key is not None:
            seen.add(key)
    return kept


def _point(one: Held, ranks: Mapping[str, int]) -> PositionPoint:
    return PositionPoint(
        stance=one.stance, value=one.value, time=one.start, level=one.level, own=one.own, evidence=one.evidence, rank=ranks.get(one.value),
    )  # fmt: skip


def _shifts(held: list[Held]) -> Iterable[Shift]:
    """Changes from one official stance to the next, and what others or the nameless report against the last official one, marked as doubtful."""
    last: Held | None = None
    for n, one in enumerate(held):
        if last is not None and one.value != last.value and not _worded(one, last):
            yield Shift(
                before=last.stance, after=one.stance, from_value=last.value, to_value=one.value, time=one.start,
                evidence=(*last.evidence, *one.evidence), words=one.moved, doubt=_doubt(held, n, last),
            )  # fmt: skip
        if one.official:
            last = one


def _worded(one: Held, before: Held) -> bool:
    """Whether two reports only word one day's position differently."""
    if one.document == before.document or one.moved is not None:
        return False
    return bool(one.order[0]) and before.order[0][:10] == one.order[0][:10]


def _doubt(held: list[Held], n: int, before: Held) -> str | None:
    one = held[n]
    if not one.own:
        return f"as {one.by} tells it" if one.by else "as others tell it"
    if not one.official:
        denied = any(later.official and later.value in (before.value, "denies_agreeing", "rejects") for later in held[n + 1 :])
        who = "anonymous source" if one.level == "anonymous" else "speaking for himself or herself"
        return f"{who}; officially the old position was held after it" if denied else who
    if not one.order[0] or not before.order[0]:
        return "undated: which was first is not known"
    if before.order[0][:10] == one.order[0][:10]:
        return "both of one day"
    return None


def _words(stance: Stance, corpus: Corpus) -> Span | None:
    """The words by which the report itself says that the position changed."""
    doc = corpus.documents[stance.document]
    for span in stance.evidence:
        low = span.text.lower()
        for words in lexicon(doc.language).shift:
            at = low.find(words)
            # Lower-casing may change a text's length; only what stands there word for word is cut out.
            if at >= 0 and span.text[at : at + len(words)].lower() == words and not low[at - 1 : at].isalpha() and not low[at + len(words) :][:1].isalpha():
                return doc.span(span.start + at, span.start + at + len(words))
    return None
