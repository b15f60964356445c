"""Two coders and the machine: how far they agree on each field, and what they disagree on."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from msgspec import Struct

from parley.model import AnyFinding, Judgement, Query, Span
from parley.record.judgements.judge import by_target, judged_finding
from parley.record.store.rows import decode_finding, head
from parley.views import reliability
from parley.views.row import Row, words

# What is compared of each kind; "kept" is whether a coder lets the finding stand at all.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "statement": ("source", "act", "form", "addressee", "channel", "certainty"),
    "event": ("type", "status", "time", "place", "certainty"),
    "proposal": ("kind", "state", "name"),
    "stance": ("holder", "target", "value", "strength", "level", "voice"),
    "condition": ("holder", "relation", "antecedent", "state", "level"),
    "figure": ("value", "bound", "unit", "of_what", "claimant"),
}
MACHINE = "machine"
Coding = Mapping[str, AnyFinding]  # id of a finding → the finding as one coder has it, `review` "rejected" when it is


class AgreementRow(Row, frozen=True, kw_only=True):
    """How far coders agree on one field of one kind. `units` that two of them coded; kappa for two coders alone; None where nothing can be said."""

    kind: str
    field: str
    coders: str
    units: int
    raw: float | None
    kappa: float | None
    alpha: float | None


class DisagreementRow(Row, frozen=True, kw_only=True):
    """One field of one finding on which coders differ: who says what."""

    kind: str
    field: str
    values: str
    what: str


class Coder(Struct, frozen=True):
    """A coder's name and what he or she coded; `documents`: those of which what is not among the findings counts as rejected."""

    name: str
    coding: Coding
    documents: frozenset[str] = frozenset()


def of_record(name: str, query: Query) -> Coder:
    """All of a record as one coder's: findings as they stand, rejected ones as rejected."""
    coding = {hidden.id: query.finding(hidden.id) for hidden in query.hidden() if hidden.reason == "rejected"}
    for kind in FIELDS:
        coding |= {finding.id: finding for finding in query.findings(kind)}
    return Coder(name, coding, frozenset(query.document_ids()))


def of_author(name: str, read: Iterable[AnyFinding], judgements: Iterable[Judgement]) -> Coder:
    """What one author of judgements coded: the findings as read that he or she accepted, rejected, corrected or added. "machine": all as read."""
    found = {finding.id: finding for finding in read}
    if name == MACHINE:
        return Coder(name, found, frozenset(finding.document for finding in found.values()))
    own = by_target(made for made in judgements if made.by == name)
    coding: dict[str, AnyFinding] = {}
    for target, made in own.items():
        for one in made:
            if one.action == "add" and one.new:
                added = decode_finding(one.new)
                coding[added.id] = judged_finding(added, own.get(added.id, []))
        if target in found and any(one.action in ("accept", "reject", "correct") for one in made):
            coding[target] = judged_finding(found[target], made)
    return Coder(name, coding)


def agreement(coders: Iterable[Coder]) -> list[AgreementRow]:
    """Agreement on each field of each kind, for each pair of coders and, of more than two, for all together."""
    some = list(coders)
    groups = [*combinations(some, 2), *([tuple(some)] if len(some) > 2 else [])]
    rows = []
    for kind in FIELDS:
        for group in groups:
            rows += [row for field in ("kept", *FIELDS[kind]) if (row := _row(kind, field, group)).units]
    return rows


def _row(kind: str, field: str, group: tuple[Coder, ...]) -> AgreementRow:
    codes = list(reliability.table({coder.name: _values(coder, kind, field, group) for coder in group}).values())
    names = " – ".join(coder.name for coder in group)
    pair = len(group) == 2
    return AgreementRow(
        id=f"{kind}.{field}:{names}",
        kind=kind,
        field=field,
        coders=names,
        units=sum(sum(value is not None for value in unit) > 1 for unit in zip(*codes, strict=True)),
        raw=_rounded(reliability.raw(*codes)) if pair else None,
        kappa=_rounded(reliability.kappa(*codes)) if pair else None,
        alpha=_rounded(reliability.alpha(codes)),
    )


def disagreements(coders: Iterable[Coder]) -> list[DisagreementRow]:
    """What coders differ on, by document and place: one row a field. What one rejects has no other field to differ on."""
    some = list(coders)
    known = {id: finding for coder in some for id, finding in coder.coding.items()}
    rows = []
    for id, finding in sorted(known.items(), key=lambda pair: (pair[1].document, _place(pair[1]), pair[0])):
        kind = head(finding)
        for field in ("kept", *FIELDS[kind]):
            said = {coder.name: value for coder in some if (value := _values(coder, kind, field, tuple(some)).get(id)) is not None}
            if len(set(said.values())) > 1:
                values = "; ".join(f"{name}: {value}" for name, value in said.items())
                rows.append(DisagreementRow(id=id, evidence=finding.evidence, kind=kind, field=field, values=values, what=words(finding.evidence)))
    return rows


def _place(finding: AnyFinding) -> Span:
    return min(finding.evidence)


def _values(coder: Coder, kind: str, field: str, group: tuple[Coder, ...]) -> dict[str, str]:
    """Finding → the coder's value of a field. A finding that a coder rejected, or does not have, has only the value "no" for "kept"."""
    known = {id: finding for other in group for id, finding in other.coding.items() if head(finding) == kind}
    own = {id: coder.coding[id] for id in known if id in coder.coding}
    if field == "kept":
        found = {id: "no" if finding.review == "rejected" else "yes" for id, finding in own.items()}
        return found | {id: "no" for id, finding in known.items() if id not in own and finding.document in coder.documents}
    return {id: shown(getattr(finding, field)) for id, finding in own.items() if finding.review != "rejected"}


def shown(value: object) -> str:
    """A field as it is compared: an actor by its name, a time by its EDTF, nothing as "none"."""
    for name in ("actor", "name", "edtf"):
        inner = getattr(value, name, None)
        if inner is not None:
            return shown(inner)
    if isinstance(value, Struct):
        span = getattr(value, "span", None)
        return " ".join(span.text.split()) if span is not None else "none"
    return "none" if value is None else str(value)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
