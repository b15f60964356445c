"""From the model's types to rows and back: what is checked on the way in, and the columns by which rows are found."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

import msgspec

from parley.errors import EvidenceError
from parley.model import (
    Actor,
    ActorRef,
    AgendaItem,
    AnnotatedDocument,
    Answer,
    AnyFinding,
    Blocked,
    Cell,
    Claim,
    Condition,
    ConditionState,
    Copy,
    Dispute,
    Document,
    Event,
    Figure,
    Finding,
    Judgement,
    Mention,
    Party,
    Position,
    Problem,
    Proposal,
    Span,
    Stance,
    Statement,
    Story,
    Time,
)  # fmt: skip
from parley.record.store.schema import FACETS

T = TypeVar("T")

_encoder = msgspec.json.Encoder(order="deterministic")
_finding: "msgspec.json.Decoder[AnyFinding]" = msgspec.json.Decoder(AnyFinding)
_decoders: Mapping[type, "msgspec.json.Decoder[Any]"] = {
    kind: msgspec.json.Decoder(kind)
    for kind in (Document, Mention, Time, Actor, Problem, Judgement, Copy, Story, Claim, Dispute, Position, Blocked, ConditionState, AgendaItem, Answer)
}


def encode(value: object) -> str:
    """The value as JSON text, the same bytes for the same value."""
    return _encoder.encode(value).decode("utf-8")


def decode(kind: type[T], body: str) -> T:
    """The value of one of the model's types from its JSON text."""
    found: T = _decoders[kind].decode(body)
    return found


def decode_finding(body: str) -> AnyFinding:
    """The finding from its JSON text; its tag says which of the six it is."""
    return _finding.decode(body)


def place_of(position: Position) -> str:
    """Where a position comes among all, as text that sorts so: holder, issue, term, negotiation, its id and the holder's, tabs between."""
    one = position
    return "\t".join((one.holder.name, one.issue, one.term or "", one.negotiation or "", one.id, one.holder.id or ""))


def cell(place: str) -> Cell:
    """Of the position at a place all but its stances."""
    name, issue, term, negotiation, id, holder = place.rsplit("\t", 5)
    return Cell(id=id, holder=ActorRef(holder or None, name), issue=issue, term=term or None, negotiation=negotiation or None)


def spans(value: object) -> list[Span]:
    """All spans within a value, at any depth, in order."""
    found: list[Span] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is Span:
            found.append(one)  # type: ignore[arg-type]
        elif kind is tuple:
            waiting.extend(reversed(one))  # type: ignore[call-overload]
        else:
            for field in _carriers(kind):  # type: ignore[arg-type]  # mypy holds types for unhashable
                inner = getattr(one, field)
                if inner:
                    waiting.append(inner)
    return found


@functools.cache
def _carriers(kind: type) -> tuple[str, ...]:
    """The fields of a type in which a span can lie, at whatever depth, the last first; none of what is no type of the model's."""
    fields = msgspec.structs.fields(kind) if issubclass(kind, msgspec.Struct) else ()
    return tuple(field.name for field in reversed(fields) if _carries(field.type, (Span,), frozenset((kind,))))


@functools.cache
def _bearers(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a type in which an actor can stand, at whatever depth."""
    return tuple(field.name for field in msgspec.structs.fields(kind) if _carries(field.type, (ActorRef, Party), frozenset((kind,))))


def _carries(type_: Any, wanted: tuple[type, ...], above: frozenset[Any]) -> bool:
    if type_ in (*wanted, Any, object):
        return True
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        return type_ in above or any(_carries(field.type, wanted, above | {type_}) for field in msgspec.structs.fields(type_))
    return any(_carries(inner, wanted, above) for inner in get_args(type_))


def check(doc: Document, value: object) -> None:
    """Raises `EvidenceError` unless every span within the value is of this document and equals its text there."""
    for span in spans(value):
        if span.document != doc.id or doc.text[span.start : span.end] != span.text or not span.text or span.start < 0:
            raise EvidenceError(f"{type(value).__name__} in {doc.id}: {span.text[:60]!r} does not stand at {span.start}–{span.end}")


def check_document(annotated: AnnotatedDocument) -> None:
    """Raises `EvidenceError` unless everything found in the document points home and no block lies outside the text."""
    doc = annotated.document
    check(doc, (doc.published, doc.dateline, doc.credits))
    for member in (*annotated.findings(), *annotated.mentions, *annotated.times, *annotated.actors):
        check(doc, member)
    for finding in annotated.findings():
        if finding.document != doc.id:
            raise EvidenceError(f"finding {finding.id} of document {finding.document} came with {doc.id}")
    for block in doc.blocks:
        if not 0 <= block.start <= block.end <= len(doc.text):
            raise EvidenceError(f"block {block.start}–{block.end} lies outside of {doc.id}")


def anchor(finding: AnyFinding) -> Span:
    """The span by which a finding is placed in its document: its first evidence."""
    return min(finding.evidence)


def time_of(finding: AnyFinding) -> Time | None:
    """The finding's own time; a figure's is its window, a proposal's the first known of its dates."""
    match finding:
        case Statement() | Event() | Stance() | Condition():
            return finding.time
        case Figure():
            return finding.window
        case Proposal():
            dates = finding.dates
            known = (dates.proposed, dates.declared, dates.in_effect, dates.extended_to, dates.ended)
            return next((time for time in known if time and time.edtf), None)


def actors_of(finding: AnyFinding) -> Iterator[tuple[str, str]]:
    """(role, local actor id) of everybody named in the finding: speaker, addressee, or the field that names them."""
    match finding:
        case Statement():
            named = [("speaker", finding.source.actor), ("addressee", finding.addressee)]
        case Event():
            named = [(part.role, part.actor) for part in finding.participants] + [("characterised_by", c.by) for c in finding.characterisations]
        case Proposal():
            named = [(role, party) for role in ("proposers", "brokers", "backers", "recipients") for party in getattr(finding, role)]
        case Stance():
            named = [("holder", finding.holder), ("attributed_by", finding.attributed_by)]
        case Condition():
            named = [("holder", finding.holder), ("attributed_by", finding.attributed_by), ("antecedent", finding.antecedent.actor)]
            named += [("consequent", finding.consequent.actor)] if finding.consequent else []
        case Figure():
            named = [("claimant", finding.claimant)]
    for role, who in named:
        if who is not None and who.id is not None:
            yield role, who.id


def issues_of(finding: AnyFinding) -> set[str]:
    """The issues that a finding is tagged with or, for a stance, aimed at."""
    found = {tag.issue for tag in finding.issues}
    if isinstance(finding, Stance):
        found |= {issue for issue in (finding.target.issue, finding.target.name if finding.target.kind == "issue" else None) if issue}
    return found


def renamed(value: T, names: Mapping[str, ActorRef]) -> T:
    """The value with every actor of `names` (by id) replaced by what stands there; its spans stay as they are."""
    if isinstance(value, ActorRef):
        return names.get(value.id, value) if value.id is not None else value  # type: ignore[return-value]
    if isinstance(value, Party):
        who = names.get(value.id) if value.id is not None else None
        return msgspec.structs.replace(value, id=who.id, name=who.name) if who else value
    if isinstance(value, tuple):
        members = tuple(renamed(member, names) for member in value)
        return value if all(new is old for new, old in zip(members, value, strict=True)) else members  # type: ignore[return-value]
    if isinstance(value, msgspec.Struct) and not isinstance(value, Span | Time):
        changed = {}
        for field in _bearers(type(value)):
            old = getattr(value, field)
            new = renamed(old, names) if old else old
            if new is not old:
                changed[field] = new
        return msgspec.structs.replace(value, **changed) if changed else value
    return value


def finding_row(finding: AnyFinding, *, raw: str | None = None, added: bool = False) -> dict[str, object]:
    """The row of a finding; `raw` is its JSON as read when a judgement changed it."""
    at, time = anchor(finding), time_of(finding)
    tag = finding.__struct_config__.tag
    return {
        "id": finding.id, "kind": tag, "document": finding.document, "start": at.start, "end": at.end, "time_start": time.start if time else None,
        "time_end": time.end if time else None, "review": finding.review, "body": encode(finding), "raw": raw, "added": int(added),
        **{facet: getattr(finding, facet, None) for facet in FACETS}, "target": finding.target.id if isinstance(finding, Stance) else None,
    }  # fmt: skip


def head(finding: Finding) -> str:
    """Which of the six kinds a finding is."""
    return str(finding.__struct_config__.tag)
