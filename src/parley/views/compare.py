"""Where the rules and a second reader agree and differ, and what of its words the text did not bear out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from parley.model import ALL, FINDINGS, AnyFinding, Condition, Event, Figure, Filter, Proposal, Query, Span, Stance, Statement
from parley.views.row import Row, words


class CandidateRow(Row, frozen=True, kw_only=True):
    """What a second reader found and nobody has judged yet. `found_by_rules`: id of the finding of the rules on the same words, if any."""

    kind: str
    who: str
    value: str
    what: str
    reader: str
    found_by_rules: str | None
    outlet: str | None
    document: str


class CompareRow(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of findings in the documents that a second reader answered about.

    both: the evidence of the two overlaps by half of the shorter; same_value: of those, with the same speaker, type, value or relation (`value_of`);
    rules_only, second_only: the rest. Findings that were added by accepting a candidate count as the second reader's.
    """

    reader: str
    kind: str
    rules: int
    second: int
    both: int
    same_value: int
    rules_only: int
    second_only: int


class GroundedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What became of what a reader said: passages answered, items kept, items dropped, the share dropped, and the reasons."""

    reader: str
    passages: int
    kept: int
    dropped: int
    ungrounded: float | None
    reasons: str


class DifferenceRow(Row, frozen=True, kw_only=True):
    """One finding that only one of the two has, or that both have with another value."""

    side: Literal["rules", "second", "value"]
    kind: str
    value: str
    other: str
    what: str
    document: str


def candidates(query: Query, where: Filter = ALL) -> list[CandidateRow]:
    """The candidates, by document and place."""
    outlets = {id: head.outlet for id, head in query.heads(where).items()}
    found = list(query.candidates(where))
    rules = _rules(query, {one.document for one in found})
    return [
        CandidateRow(
            id=one.id, evidence=one.evidence, kind=_kind(one), who=value_of(one)[0], value=value_of(one)[1], what=words(one.evidence[:1]),
            reader=one.by.step, outlet=outlets.get(one.document), document=one.document, found_by_rules=other.id if (other := _match(one, rules)) else None,
        )
        for one in found
    ]  # fmt: skip


def compare(query: Query, where: Filter = ALL) -> list[CompareRow]:
    """A row for each reader and kind, over the documents that the reader answered about."""
    return [_compared(reader, kind, rules, second) for reader, kind, rules, second in _sides(query, where)]


def differences(query: Query, where: Filter = ALL) -> list[DifferenceRow]:
    """The findings on which the rules and a second reader differ."""
    found = []
    for _, _, rules, second in _sides(query, where):
        pairs, only_rules, only_second = _paired(rules, second)
        found += [_difference("rules", one, None) for one in only_rules]
        found += [_difference("second", one, None) for one in only_second]
        found += [_difference("value", one, other) for one, other in pairs if value_of(one) != value_of(other)]
    return sorted(found, key=lambda row: (row.document, min(row.evidence), row.side, row.id))


def grounded(query: Query, where: Filter = ALL) -> list[GroundedRow]:
    """A row for each reader: how much of what it said the text bears out."""
    kept, dropped, answered = Counter[str](), dict[str, Counter[str]](), Counter[str]()
    for answer in query.answers(where):
        answered[answer.reader] += 1
        kept[answer.reader] += len(answer.found)
        dropped.setdefault(answer.reader, Counter()).update(answer.dropped)
    rows = []
    for reader, passages in sorted(answered.items()):
        lost = sum(dropped[reader].values())
        share = round(lost / (lost + kept[reader]), 3) if lost + kept[reader] else None
        reasons = "; ".join(f"{reason} {n}" for reason, n in sorted(dropped[reader].items()))
        rows.append(GroundedRow(reader=reader, passages=passages, kept=kept[reader], dropped=lost, ungrounded=share, reasons=reasons))
    return rows


def value_of(finding: AnyFinding) -> tuple[str, str]:
    """Who is behind a finding, and the value by which two findings on the same words are the same."""
    match finding:
        case Statement():
            return (finding.source.actor.name if finding.source.actor else ""), finding.form
        case Event():
            return ", ".join(sorted({part.actor.name for part in finding.participants})), f"{finding.type} {finding.status}"
        case Proposal():
            return ", ".join(sorted(party.name for party in finding.proposers)), finding.kind
        case Stance():
            return finding.holder.name, finding.value
        case Condition():
            return (finding.holder.name if finding.holder else ""), finding.relation
        case Figure():
            return (finding.claimant.name if finding.claimant else ""), f"{finding.bound} {finding.value:g}" if isinstance(finding.value, (int, float)) else ""


def _sides(query: Query, where: Filter) -> Iterator[tuple[str, str, list[AnyFinding], list[AnyFinding]]]:
    """(reader, kind, findings of the rules, findings of the reader) in the documents that the reader answered about."""
    read: dict[str, set[str]] = {}
    for answer in query.answers(where):
        read.setdefault(answer.reader, set()).add(answer.document)
    open_ = list(query.candidates(where))
    for reader, documents in sorted(read.items()):
        here = list(_of(query, documents))
        for kind in FINDINGS:
            mine = [one for one in here if _kind(one) == kind]
            rules = [one for one in mine if not one.by.step.startswith("llm:")]
            second = [one for one in (*mine, *open_) if one.by.step == reader and _kind(one) == kind and one.document in documents]
            yield reader, kind, rules, second


def _compared(reader: str, kind: str, rules: list[AnyFinding], second: list[AnyFinding]) -> CompareRow:
    pairs, only_rules, only_second = _paired(rules, second)
    same = sum(value_of(one) == value_of(other) for one, other in pairs)
    return CompareRow(
        reader=reader, kind=kind, rules=len(rules), second=len(second), both=len(pairs), same_value=same, rules_only=len(only_rules),
        second_only=len(only_second),
    )  # fmt: skip


def _paired(rules: list[AnyFinding], second: list[AnyFinding]) -> tuple[list[tuple[AnyFinding, AnyFinding]], list[AnyFinding], list[AnyFinding]]:
    """Each finding of the rules with at most one of the second reader's: the one whose evidence it shares most of."""
    left: dict[str, list[AnyFinding]] = {}
    for one in second:
        left.setdefault(one.document, []).append(one)
    pairs, alone = [], []
    for one in rules:
        other = _match(one, left)
        if other is None:
            alone.append(one)
        else:
            pairs.append((one, other))
            left[one.document].remove(other)
    return pairs, alone, [one for some in left.values() for one in some]


def _match(one: AnyFinding, others: dict[str, list[AnyFinding]]) -> AnyFinding | None:
    same = [other for other in others.get(one.document, ()) if _kind(other) == _kind(one)]
    best = max(same, key=lambda other: (_overlap(one.evidence, other.evidence), value_of(one) == value_of(other), other.id), default=None)
    return best if best is not None and _overlap(one.evidence, best.evidence) >= 0.5 else None


def _overlap(here: Iterable[Span], there: Iterable[Span]) -> float:
    """Characters that two findings' evidence shares, as a share of the shorter."""
    mine = {i for span in here for i in range(span.start, span.end)}
    others = {i for span in there for i in range(span.start, span.end)}
    return len(mine & others) / min(len(mine), len(others))


def _difference(side: Literal["rules", "second", "value"], one: AnyFinding, other: AnyFinding | None) -> DifferenceRow:
    return DifferenceRow(
        id=one.id, evidence=one.evidence, side=side, kind=_kind(one), value=" · ".join(filter(None, value_of(one))),
        other=" · ".join(filter(None, value_of(other))) if other else "", what=words(one.evidence[:1]), document=one.document,
    )  # fmt: skip


def _rules(query: Query, documents: set[str]) -> dict[str, list[AnyFinding]]:
    found: dict[str, list[AnyFinding]] = {}
    for one in _of(query, documents):
        if not one.by.step.startswith("llm:"):
            found.setdefault(one.document, []).append(one)
    return found


def _of(query: Query, documents: set[str]) -> Iterator[AnyFinding]:
    for document in sorted(documents):
        for kind in FINDINGS:
            yield from query.findings(kind, Filter(document=document))


def _kind(finding: AnyFinding) -> str:
    return str(finding.__struct_config__.tag)
