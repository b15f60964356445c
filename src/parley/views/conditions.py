"""Who waits for whom, and what is blocked."""

from collections.abc import Iterator, Mapping

from parley.model import ALL, Blocked, Condition, ConditionState, Filter, Query
from parley.views.row import Outlets, Row, Rows, names, runs, when, words


class ConditionRow(Row, frozen=True, kw_only=True):
    """One condition: holder, what would follow, what must come first. `blocked`: refused, deadlock, or a candidate of either.

    `state`: what later reports say became of it, else what its own report says; `told`: the finding that says so; `sure` is False for a candidate.
    """

    holder: str
    relation: str
    consequent: str
    antecedent: str
    who_must_act: str | None
    state: str
    told: str | None = None
    sure: bool = True
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
    return list(condition_rows(query, where))


def condition_rows(query: Query, where: Filter = ALL) -> Rows[ConditionRow]:
    """The rows of `conditions`, each as soon as it is read."""
    return Rows(_rows(query, where), lambda: query.count("condition", where))


def _rows(query: Query, where: Filter) -> Iterator[ConditionRow]:
    stuck: dict[str, str] | None = None
    for some in runs(query.findings("condition", where)):
        if stuck is None:
            stuck, became = stuck_by(query), became_of(query)
        outlets = Outlets(query, [c.document for c in some])
        yield from (condition_row(c, outlets, stuck, became) for c in some)


def stuck_by(query: Query) -> dict[str, str]:
    """Condition → how it is blocked: refused, deadlock, or a candidate of either."""
    return {id: b.kind if b.proven else f"{b.kind} (candidate)" for b in query.blocked() for id in b.conditions}


def became_of(query: Query) -> dict[str, ConditionState]:
    """Condition → what later reports say became of it."""
    return {state.condition: state for state in query.states()}


def condition_row(c: Condition, outlets: Outlets, stuck: Mapping[str, str], became: Mapping[str, ConditionState]) -> ConditionRow:
    """The row of one condition; `stuck` as `stuck_by` gives it, `became` as `became_of`."""
    now = became.get(c.id)
    outlet, published = outlets.of(c.document)
    return ConditionRow(
        id=c.id,
        outlet=outlet,
        published=published,
        evidence=now.evidence if now else c.evidence,
        holder=c.holder.name if c.holder else "—",
        relation=c.relation,
        consequent=words([c.consequent.span]) if c.consequent else "—",
        antecedent=words([c.antecedent.span]),
        who_must_act=c.antecedent.actor.name if c.antecedent.actor else None,
        state=now.state if now else c.state,
        told=now.told if now else None,
        sure=not (now and now.candidate),
        level=c.level,
        policy=c.policy,
        time=when(c.time),
        blocked=stuck.get(c.id),
        what=words(c.evidence),
    )


def blocked(query: Query, where: Filter = ALL) -> list[BlockedRow]:
    """Refused conditions and deadlocks; with a negotiation or document given, those with a condition in it."""
    return list(blocked_rows(query, where))


def blocked_rows(query: Query, where: Filter = ALL) -> Rows[BlockedRow]:
    """The rows of `blocked`, each as soon as it is read."""
    if where == ALL:
        ids = [id for id, _ in query.derived_ids("blocked")]
        return Rows((_blocked_row(b) for some in runs(ids) for b in query.derived_as("blocked", Blocked, ids=some)), lambda: len(ids))
    kept = set(query.finding_ids("condition", where))
    found = [b for b in query.blocked() if kept.intersection(b.conditions)]
    return Rows(map(_blocked_row, found), lambda: len(found))


def _blocked_row(b: Blocked) -> BlockedRow:
    return BlockedRow(
        id=b.id, evidence=b.evidence, kind=b.kind, proven=b.proven, holders=names(b.holders), reason=b.reason, conditions=b.conditions, what=words(b.evidence)
    )
