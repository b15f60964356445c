"""What is on the table: terms, state, and who takes which stance."""

from collections.abc import Sequence

from parley.model import ALL, Filter, Proposal, Query
from parley.views.row import Outlets, Row, names, sort_key, when, words


class ProposalRow(Row, frozen=True, kw_only=True):
    """One proposal as one report gives it."""

    name: str
    kind: str
    state: str | None
    proposers: str
    brokers: str
    backers: str
    terms: str
    dates: str
    relation: str
    stances: str
    what: str


def proposals(query: Query, where: Filter = ALL) -> list[ProposalRow]:
    """The proposals in order of their dates, undated ones last, each with the stances that point at it."""
    found = sorted(query.findings("proposal", where), key=lambda p: (sort_key(p.dates.proposed or p.dates.declared), p.document, p.evidence[0].start))
    outlets = Outlets(query, [p.document for p in found])
    stances: dict[str, list[str]] = {}
    for stance in query.stances_on([p.id for p in found], where):
        if stance.target.id:
            stances.setdefault(stance.target.id, []).append(f"{stance.holder.name}: {stance.value}")
    return [proposal_row(p, outlets, stances.get(p.id, [])) for p in found]


def proposal_row(proposal: Proposal, outlets: Outlets, stances: Sequence[str] = ()) -> ProposalRow:
    """The row of one proposal; stances in words ("Norra: accepts")."""
    outlet, published = outlets.of(proposal.document)
    dates = {name: when(getattr(proposal.dates, name)) for name in ("proposed", "declared", "in_effect", "extended_to", "ended")}
    return ProposalRow(
        id=proposal.id,
        outlet=outlet,
        published=published,
        evidence=proposal.evidence,
        name=proposal.name,
        kind=proposal.kind,
        state=proposal.state,
        proposers=names(proposal.proposers),
        brokers=names(proposal.brokers),
        backers=names(proposal.backers),
        terms="; ".join(("not " if t.polarity == "excludes" else "") + t.kind + (f" {t.value}" if t.value is not None else "") for t in proposal.terms),
        dates="; ".join(f"{name} {value}" for name, value in dates.items() if value),
        relation="; ".join(f"{r.kind} {r.name or 'an earlier one'}" for r in proposal.relation),
        stances="; ".join(dict.fromkeys(stances)),
        what=words(proposal.evidence),
    )
