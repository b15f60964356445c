"""What became of judgements when reports were read again: kept, orphaned, or agreed to by the new reading. Pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

import msgspec

from parley.errors import UsageError
from parley.model import AnyFinding, Document, Judgement, Span
from parley.record.judgements import judge
from parley.record.store import rows

State = Literal["kept", "orphaned", "agreed"]


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement that stands, and its state: kept (laid over what is read now), orphaned (what it is on is gone), agreed (the reading now says the same).

    reason: of a state other than kept. near: id of a finding that now stands on most of an orphan's words.
    """

    id: str
    state: State
    reason: str
    near: str | None
    when: str
    by: str
    action: str
    target: str
    field: str | None
    old: str | None
    new: str | None
    why: str
    evidence: tuple[Span, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the last reading of each report gave, before any judgement: documents and findings by id, and the ids of all actors."""

    documents: Mapping[str, Document]
    findings: Mapping[str, AnyFinding]
    actors: Collection[str]


def settled(judgements: Iterable[Judgement], reading: Reading) -> list[Settled]:
    """The standing judgements with their states, in order of (when, id)."""
    stand = judge.standing(judgements)
    added = {rows.decode_finding(made.new).id for made in stand if made.action == "add" and made.new}
    found = []
    for made in stand:
        state, reason = _state(made, reading, added)
        near = _near(made, reading) if state == "orphaned" else None
        found.append(
            Settled(id=made.id, state=state, reason=reason, near=near, when=made.when, by=made.by, action=made.action, target=made.target, field=made.field,
                    old=made.old, new=made.new, why=made.why, evidence=made.evidence)
        )  # fmt: skip
    return found


def _state(made: Judgement, reading: Reading, added: Collection[str]) -> tuple[State, str]:
    match made.action:
        case "set":
            return _of_metadata(made, reading)
        case "add":
            return _of_addition(made, reading)
        case "merge" | "split":
            gone = [id for id in (made.target, made.new) if id not in reading.actors]
            return ("orphaned", "an actor is gone") if gone else ("kept", "")
        case _ if made.on == "finding":
            return _of_finding(made, reading, added)
    return "kept", ""


def _of_metadata(made: Judgement, reading: Reading) -> tuple[State, str]:
    doc = reading.documents.get(made.target)
    if doc is None:
        return "orphaned", "the report is gone"
    if judge.with_field(doc, made.field or "", made.new) == doc:
        return "agreed", "the report now says the same"
    return "kept", ""


def _of_addition(made: Judgement, reading: Reading) -> tuple[State, str]:
    if made.target not in reading.documents:
        return "orphaned", "the report is gone"
    finding = rows.decode_finding(made.new or "")
    return ("agreed", "it is now found") if finding.id in reading.findings else ("kept", "")


def _of_finding(made: Judgement, reading: Reading, added: Collection[str]) -> tuple[State, str]:
    finding = reading.findings.get(made.target)
    if finding is None and made.target in added:
        return "kept", ""
    if finding is None:
        gone = {span.document for span in made.evidence} - reading.documents.keys()
        if made.action == "reject" and made.evidence and not gone:
            return "agreed", "it is no longer found"
        return "orphaned", "the report is gone" if gone else "the finding is gone"
    if made.action != "correct":
        return "kept", ""
    try:
        wanted = judge.corrected(finding, made.field or "", made.new)
    except UsageError:
        return "orphaned", "the field is gone"
    same = msgspec.structs.replace(wanted, review=finding.review) == finding
    return ("agreed", "it is now read so") if same else ("kept", "")


def _near(made: Judgement, reading: Reading) -> str | None:
    """The finding that now stands on most of the words, and has the field that was corrected."""
    shared: dict[str, int] = {}
    for id, finding in reading.findings.items():
        for here in finding.evidence:
            for there in made.evidence:
                if here.overlaps(there):
                    shared[id] = shared.get(id, 0) + min(here.end, there.end) - max(here.start, there.start)
    if made.field:
        head = made.field.partition(".")[0]
        shared = {id: words for id, words in shared.items() if hasattr(reading.findings[id], head)}
    return min(shared, key=lambda id: (-shared[id], id)) if shared else None
