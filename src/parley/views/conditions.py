"""Who waits for whom, and what is blocked."""

from collections.abc import Mapping

from parley.model import ALL, Condition, Filter, Query
from parley.views.row import Outlets, Row, names, when, words


class ConditionRow(Row, frozen=True, kw_only=True):
    """One condition: holder, what would follow, what must come first. `blocked`: refused, deadlock, or a candidate of either."""

    holder: str
    relation: str
    consequent: str
    antecedent: str
    who_must_act: str | None
    state: str
    level: str
    policy: bool
    time: str | None
    blocked: str | None
    what: str


class BlockedRow(Row, frozen=True, kw_only=True):
    """A condition that its addressee refuses, or a cycle over conditions of different holders."""

    kind: str
    proven: bool
    holders: str
    reason: str
    conditions: tuple[str, ...]
    what: str


def conditions(query: Query, where: Filter = ALL) -> list[ConditionRow]:
    """The conditions in the order of the record, each marked when it is blocked."""
    outlets, stuck = Outlets(query), stuck_by(query)
    return [condition_row(c, outlets, stuck) for c in query.findings("condition", where)]


def stuck_by(query: Query) -> dict[str, str]:
    """Condition → how it is blocked: refused, deadlock, or a candidate of either."""
    return {id: b.kind if b.proven else f"{b.kind} (candidate)" for b in query.blocked() for id in b.conditions}


def condition_row(c: Condition, outlets: Outlets, stuck: Mapping[str, str]) -> ConditionRow:
    """The row of one condition; `stuck` as `stuck_by` gives it."""
    outlet, published = outlets.of(c.document)
    return ConditionRow(
        id=c.id,
        outlet=outlet,
        published=published,
        evidence=c.evidence,
        holder=c.holder.name if c.holder else "—",
        relation=c.relation,
        consequent=words([c.consequent.span]) if c.consequent else "—",
        antecedent=words([c.antecedent.span]),
        who_must_act=c.antecedent.actor.name if c.antecedent.actor else None,
        state=c.state,
        level=c.level,
        policy=c.policy,
        time=when(c.time),
        blocked=stuck.get(c.id),
        what=words(c.evidence),
    )


def blocked(query: Query, where: Filter = ALL) -> list[BlockedRow]:
    """Refused conditions and deadlocks; with a negotiation or document given, those with a condition in it."""
    kept = {c.id for c in query.findings("condition", where)}
    return [
        BlockedRow(
            id=b.id,
            evidence=b.evidence,
            kind=b.kind,
            proven=b.proven,
            holders=names(b.holders),
            reason=b.reason,
            conditions=b.conditions,
            what=words(b.evidence),
        )
        for b in query.blocked()
        if kept.intersection(b.conditions)
    ]
