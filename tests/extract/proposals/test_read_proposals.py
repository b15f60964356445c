"""What is on the table: who put it there, what is in it, what became of it; and that another codebook needs no other code."""

from typing import Any

import pytest

from parley.model import Party, Proposal
from sund import corpus, read, under_headline

CORPUS = corpus("proposals")


def named(parties: tuple[Party, ...], want: str) -> bool:
    return all(any(name in p.name for p in parties) for name in want.split(";") if name)


def dated(proposal: Proposal, which: str, edtf: str) -> bool:
    time = getattr(proposal.dates, which)
    return time is not None and time.edtf == edtf


def related(proposal: Proposal, want: str) -> bool:
    """Whether a relation has the kind, a part of the earlier one's name, and is linked to it where the corpus says so."""
    kind, name, linked = (*want.split(":"), "", "")[:3]
    found = [r for r in proposal.relation if r.kind == kind and name in r.name]
    return any(r.proposal != proposal.id and (linked != "linked" or r.proposal is not None) and (linked != "none" or r.proposal is None) for r in found)


def fits(proposal: Proposal, want: dict[str, Any]) -> bool:
    terms = {part for t in proposal.terms for part in (t.kind, f"{t.kind}:{t.value}")}
    return (
        proposal.kind == want["kind"]
        and named(proposal.proposers, want.get("proposer", ""))
        and named(proposal.brokers, want.get("broker", ""))
        and named(proposal.backers, want.get("backer", ""))
        and named(proposal.recipients, want.get("recipient", ""))
        and all(term in terms for term in want.get("term", "").split(";") if term)
        and (not want.get("date") or dated(proposal, *want["date"].split(":")))
        and (not want.get("relation") or related(proposal, want["relation"]))
        and want.get("state", proposal.state) == proposal.state
    )


def proposals(want: dict[str, Any]) -> tuple[Proposal, ...]:
    return read(want["text"], want.get("codebook", "peace")).proposals


@pytest.mark.parametrize("want", CORPUS["example"], ids=lambda w: w["text"][:60])
def test_an_example_is_read_as_the_proposal_it_is(want: dict[str, Any]) -> None:
    assert any(fits(p, want) for p in proposals(want))


@pytest.mark.parametrize("want", CORPUS["negative"], ids=lambda w: w["text"][:60])
def test_what_puts_nothing_on_the_table_is_no_proposal(want: dict[str, Any]) -> None:
    assert proposals(want) == ()


@pytest.mark.parametrize("want", CORPUS["known_failure"], ids=lambda w: w["text"][:60])
@pytest.mark.xfail(strict=True)
def test_known_failure(want: dict[str, Any]) -> None:
    assert any(fits(p, want) for p in proposals(want))


@pytest.mark.parametrize("want", [w for w in CORPUS["example"] if w.get("relation")], ids=lambda w: w["text"][:60])
def test_a_relation_points_at_another_proposal_of_the_report_or_at_none(want: dict[str, Any]) -> None:
    found = proposals(want)
    assert all(r.proposal in {p.id for p in found} - {one.id} | {None} for one in found for r in one.relation)


def test_what_another_replaces_is_superseded() -> None:
    found = read("Norra proposed a 60-day truce on Monday. A new plan of 5 March replaces the truce proposal.").proposals
    assert [(p.kind, p.state) for p in found] == [("truce", "superseded"), ("plan", "on_the_table")]


def test_a_proposal_is_kept_once_where_it_is_best_described() -> None:
    found = read("Velta studied the plan. Norra proposed a 60-day truce covering the sea. The truce was discussed, and Velta liked the truce.").proposals
    assert [(p.kind, p.evidence[0].text) for p in found] == [("truce", "a 60-day truce covering the sea")]


def test_a_proposal_stands_again_where_new_terms_are_given() -> None:
    found = read("Norra proposed a 60-day truce. The truce would cover air and sea.").proposals
    assert [{(t.kind, t.value) for t in p.terms} for p in found] == [{("duration", "fixed 60 day")}, {("scope", "air"), ("scope", "sea")}]


def test_the_proposal_takes_its_maker_from_what_it_takes_up() -> None:
    found = read("Norra made a proposal for a 60-day truce. The proposal provides for monitoring of the border.").proposals
    assert [p.proposers[0].name for p in found] == ["Norra", "Norra"]


def test_a_proposal_takes_parties_and_dates_from_where_it_is_taken_up() -> None:
    found = read("Velta studied a 60-day truce covering the sea. The truce was proposed by Norra on 3 March 2037. It takes effect on 9 April 2037.").proposals
    assert [p.name for p in found[0].proposers] == ["Norra"]
    assert (found[0].dates.proposed or found[0]).edtf == "2037-03-03"  # type: ignore[union-attr]


@pytest.mark.parametrize("breaker", [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 19])
def test_the_corpus_has_three_cases_of_each_breaker_that_concerns_proposals(breaker: int) -> None:
    assert sum(w.get("breaker") == breaker for kind in CORPUS.values() for w in kind) >= 3


@pytest.mark.parametrize(
    ("headline", "body", "state"),
    [
        ("Velta accepts truce plan", "Velta is studying Norra's proposal for a 60-day truce, Vik said.", "on_the_table"),
        ("Norra and Velta agree 60-day truce", "Norra and Velta discussed a 60-day truce on Monday.", "on_the_table"),
        ("Peace deal signed, says Renn", "Ostrana has drafted an agreement under which both armies would leave the pass.", "drafted"),
    ],
)
def test_a_headline_that_says_more_than_its_report_gives_no_state(headline: str, body: str, state: str) -> None:
    assert [p.state for p in under_headline(headline, body).proposals] == [state]


def test_who_could_not_support_a_proposal_does_not_back_it() -> None:
    assert [p.backers for p in read("Velta said it could not support Norra's proposal for a 60-day truce.").proposals] == [()]


def test_a_trade_report_needs_another_codebook_and_no_other_code() -> None:
    doc = read("Norra offered to suspend tariffs for 90 days if Velta eased its export controls. Velta rejected the offer.", "trade")
    assert [(c.relation, c.antecedent.act) for c in doc.conditions] == [("if", "export_controls")]
    assert any(t.value == "fixed 90 day" for p in doc.proposals for t in p.terms)
    assert ("rejects", "Velta") in [(s.value, s.holder.name) for s in doc.stances]


def test_a_labour_report_needs_another_codebook_and_no_other_code() -> None:
    doc = read("The company's offer includes raises of 12% over three years. The union rejected the offer. The offer is subject to ratification.", "labour")
    assert [c.relation for c in doc.conditions] == ["subject_to"]
    assert any(t.kind == "money" and t.value == "12%" for p in doc.proposals for t in p.terms)
    assert any(s.value == "rejects" for s in doc.stances)
