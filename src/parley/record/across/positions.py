"""Positions: each party on each issue or term, its stances in order of time, and where it moved.

What a person says for a state or organisation is that party's official position; what is reported of a person alone, of nameless officials, or by
somebody else is kept in the history but is never the current position. A copy of a report adds nothing, a garbled one counts for nothing. What undated
reports tell comes first: it never overrules what is known to be later. Two reports of one day that word a position differently tell no move, unless
the words say that it moved; one report that tells both does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parley.model import Actor, ActorRef, AnyFinding, Copy, IssueTag, Position, PositionPoint, Proposal, Shift, Span, Stance, digest
from parley.record.across.corpus import Corpus
from parley.record.likeness.lexicon import lexicon

_SPEAKS_FOR = ("person", "office", "government", "organisation")
_OFFICIAL = ("official", "office")


class Held(msgspec.Struct, frozen=True, tag="held"):
    """A stance with whose position it is and on what, and the day by which it was known (for order only, never shown as its time).

    moved: the words by which the report itself says that the position changed. copies: the copy group of the report.
    """

    stance: Stance
    holder: ActorRef
    issue: str
    term: str
    order: tuple[str, str, int, str]
    moved: Span | None = None
    copies: str | None = None


def held(corpus: Corpus, parties: Mapping[str, tuple[ActorRef, ...]], copied: Mapping[str, Copy]) -> Iterator[tuple[tuple[str, ...], Held]]:
    """The stances of reports, each with whose position it is and on what: all that have these alike are one position."""
    for stance in corpus.findings.values():
        copy = copied.get(stance.document)
        if not isinstance(stance, Stance) or (copy is not None and copy.kind == "garbled"):
            continue
        # An undated report sorts first here, and never after what is dated.
        published = corpus.documents[stance.document].published.start or ""
        known = stance.time.start if stance.time and stance.time.start else published
        order = (known, published, min(stance.evidence).start, stance.id)
        issue, term = about(stance, corpus)
        moved = _words(stance, corpus)
        for holder in parties.get(stance.holder.id or "", (ActorRef(stance.holder.id, stance.holder.name),)):
            yield (holder.id or holder.name, issue, term), Held(stance, holder, issue, term, order, moved, copy.group if copy else None)


def position(some: Iterable[Held], negotiation: str, stances: Sequence[str]) -> Iterator[Position]:
    """The position that stances of one holder on one thing are; what is held but once and on nothing in particular is none. `stances`: their order."""
    found = sorted(some, key=lambda one: one.order)
    if len(found) > 1 or any(_on_something(one.stance) for one in found):
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
    official = [one for one in held if is_official(one.stance)]
    personal = [one.stance.value for one in held if one.stance.level == "individual" and one.stance.voice == "own"]
    current = official[-1].stance.value if official else None
    since = None
    for one in reversed(official):
        if one.stance.value != current:
            break
        since = one.stance.time.start if one.stance.time else None
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
        history=tuple(_point(one.stance, ranks) for one in held),
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
        key = (one.copies, one.stance.value, one.stance.level, one.stance.voice) if one.copies is not None else None
        if key is None or key not in seen:
            kept.append(one)
        if key is not None:
            seen.add(key)
    return kept


def _point(stance: Stance, ranks: Mapping[str, int]) -> PositionPoint:
    return PositionPoint(
        stance=stance.id, value=stance.value, time=stance.time.start if stance.time else None, level=stance.level, own=stance.voice == "own",
        evidence=stance.evidence, rank=ranks.get(stance.value),
    )  # fmt: skip


def _shifts(held: list[Held]) -> Iterable[Shift]:
    """Changes from one official stance to the next, and what others or the nameless report against the last official one, marked as doubtful."""
    last: Stance | None = None
    for n, one in enumerate(held):
        stance = one.stance
        if last is not None and stance.value != last.value and not _worded(held, n, last):
            yield Shift(
                before=last.id, after=stance.id, from_value=last.value, to_value=stance.value, time=stance.time.start if stance.time else None,
                evidence=(*last.evidence, *stance.evidence), words=one.moved, doubt=_doubt(held, n, last),
            )  # fmt: skip
        if is_official(stance):
            last = stance


def _worded(held: list[Held], n: int, before: Stance) -> bool:
    """Whether two reports only word one day's position differently."""
    one = held[n]
    same = next((other for other in held[:n] if other.stance.id == before.id), None)
    if same is None or one.stance.document == before.document or one.moved is not None:
        return False
    return bool(one.order[0]) and same.order[0][:10] == one.order[0][:10]


def _doubt(held: list[Held], n: int, before: Stance) -> str | None:
    stance = held[n].stance
    if stance.voice != "own":
        return f"as {stance.attributed_by.name} tells it" if stance.attributed_by else "as others tell it"
    if not is_official(stance):
        denied = any(is_official(later.stance) and later.stance.value in (before.value, "denies_agreeing", "rejects") for later in held[n + 1 :])
        who = "anonymous source" if stance.level == "anonymous" else "speaking for himself or herself"
        return f"{who}; officially the old position was held after it" if denied else who
    same = [one for one in held if one.stance.id == before.id]
    if not held[n].order[0] or (same and not same[0].order[0]):
        return "undated: which was first is not known"
    if same and same[0].order[0][:10] == held[n].order[0][:10]:
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
