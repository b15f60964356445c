"""A finding made of words that an analyst selected in a report."""

from typing import Any, get_args

from parley.app.web.held import Held
from parley.errors import UsageError
from parley.model import (
    ActorRef,
    Antecedent,
    AnyFinding,
    By,
    Condition,
    Document,
    Event,
    Figure,
    IssueTag,
    Party,
    Proposal,
    Source,
    Span,
    Stance,
    Statement,
    Target,
    finding,
    finding_id,
)  # fmt: skip

PERSON = By("person", "selected")
KINDS = ("statement", "event", "stance", "condition", "proposal", "figure")


def added(held: Held, doc: Document, fields: dict[str, str]) -> AnyFinding:
    """The finding that the fields of the form describe; raises `UsageError` when something is missing, `EvidenceError` when the words do not stand there."""
    kind = fields.get("kind", "")
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind of finding")
    span = selected(doc, fields.get("words", ""), fields.get("start", ""))
    issue = "_".join(fields.get("issue", "").split())
    head: dict[str, Any] = {
        "id": _free_id(held, kind, span), "document": doc.id, "evidence": (span,), "by": PERSON, "issues": (IssueTag(issue, span),) if issue else (),
    }  # fmt: skip
    who, value = _who(held, fields.get("who", "").strip()), "_".join(fields.get("value", "").split())
    match kind:
        case "statement":
            act = _one_of("act", value or "report", get_args(finding.Act))
            source = Source(who, None, "person" if who else "unnamed", reason=None if who else "not named by who added it")
            return Statement(**head, source=source, content=(span,), form="indirect", act=act)  # type: ignore[arg-type]
        case "event":
            parts = (finding.Participant(who, "actor"),) if who else ()
            status = _one_of("status", fields.get("status") or "happened", get_args(finding.Status))
            return Event(**head, type=value or "other", trigger=span, status=status, participants=parts)  # type: ignore[arg-type]
        case "stance":
            if who is None or not issue:
                raise UsageError("a stance needs who holds it and the issue")
            target = Target("issue", issue, span, issue=issue)
            return Stance(**head, holder=Party(who.id, who.name), target=target, value=value or "neutral")
        case "condition":
            return Condition(**head, holder=Party(who.id, who.name) if who else None, consequent=None, antecedent=Antecedent(span), relation=value or "if")
        case "proposal":
            return Proposal(**head, kind="other", name=value.replace("_", " ") or span.text[:80], proposers=(Party(who.id, who.name),) if who else ())
        case _:
            number = fields.get("value", "").replace(",", "").strip()
            if not number.isdecimal():
                raise UsageError("a figure needs its number")
            return Figure(**head, value=int(number[:15]), bound="exactly", unit=fields.get("unit", "").strip()[:60] or "people",
                          claimant=Party(who.id, who.name) if who else None, span=span)  # fmt: skip


def selected(doc: Document, words: str, start: str) -> Span:
    """The selected words as a span: at the offset given when they stand there, else where they stand nearest to it."""
    words = words.strip()
    if not words:
        raise UsageError("select the words in the report, or type them as they stand there")
    at = int(start[:9]) if start.isdecimal() else 0
    places = []
    found = doc.text.find(words)
    while found >= 0:
        places.append(found)
        found = doc.text.find(words, found + 1)
    if not places:
        raise UsageError(f"these words do not stand in the report: {words[:80]}")
    nearest = min(places, key=lambda place: abs(place - at))
    return doc.span(nearest, nearest + len(words))


def _free_id(held: Held, kind: str, span: Span) -> str:
    nth = 0
    while held.query.some_findings([finding_id(kind, span, nth)]):
        nth += 1
    return finding_id(kind, span, nth)


def _who(held: Held, name: str) -> ActorRef | None:
    from parley.app.web.working import actor_named

    return actor_named(held, name)


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise UsageError(f"{name} cannot be {value!r}: there are {', '.join(choices)}")
    return value
