"""What is on the table: terms, state, and who takes which stance."""

from collections.abc import Iterator, Sequence

from parley.model import ALL, Filter, Proposal, Query, Time
from parley.views.row import UNDATED, Outlets, Row, Rows, by_place, names, runs, sort_key, when, words


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
    return list(proposal_rows(query, where))


def proposal_rows(query: Query, where: Filter = ALL) -> Rows[ProposalRow]:
    """The rows of `proposals`, each as soon as it is read."""
    return Rows(_rows(query, where), lambda: query.count("proposal", where))


def _rows(query: Query, where: Filter) -> Iterator[ProposalRow]:
    for some in runs(_in_order(query, where)):
        outlets = Outlets(query, [p.document for p in some])
        stances: dict[str, list[str]] = {}
        for stance in query.stances_on([p.id for p in some], where):
            if stance.target.id:
                stances.setdefault(stance.target.id, []).append(f"{stance.holder.name}: {stance.value}")
        yield from (proposal_row(p, outlets, stances.get(p.id, [])) for p in some)


def _in_order(query: Query, where: Filter) -> Iterator[Proposal]:
    """The proposals by the day on which they were proposed, else declared, and place. Where one of these is known, it is what the record knows them by."""
    undated: list[Proposal] = []

    def dated() -> Iterator[Proposal]:
        for proposal in query.findings("proposal", where, order="time"):
            if sort_key(_moved(proposal)) == UNDATED:
                undated.append(proposal)
            else:
                yield proposal

    for some in by_place(dated(), _moved, lambda p: p.evidence[0].start):
        yield from some
    yield from sorted(undated, key=lambda p: (p.document, p.evidence[0].start, min(p.evidence), p.id))


def _moved(proposal: Proposal) -> Time | None:
    return proposal.dates.proposed or proposal.dates.declared


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
