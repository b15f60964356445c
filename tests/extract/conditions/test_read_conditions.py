"""One thing waits for another: conditions by clause, phrase, noun and list."""

from typing import Any

import pytest

from parley.model import Condition
from sund import corpus, read

CORPUS = corpus("conditions")


def fits(condition: Condition, want: dict[str, Any]) -> bool:
    holder = condition.holder.name if condition.holder else ""
    first = condition.antecedent.actor.name if condition.antecedent.actor else ""
    return (
        condition.relation == want["relation"]
        and want.get("holder", "") in holder
        and want.get("antecedent", "") in first
        and want.get("level", condition.level) == condition.level
    )


@pytest.mark.parametrize("want", CORPUS["example"], ids=lambda w: w["text"][:60])
def test_an_example_is_read_as_the_condition_it_is(want: dict[str, Any]) -> None:
    found = read(want["text"]).conditions
    assert any(fits(c, want) for c in found)
    assert "count" not in want or len(found) == want["count"]


@pytest.mark.parametrize("want", CORPUS["negative"], ids=lambda w: w["text"][:60])
def test_what_waits_for_nothing_is_no_condition(want: dict[str, Any]) -> None:
    assert read(want["text"]).conditions == ()


@pytest.mark.parametrize("want", CORPUS["known_failure"], ids=lambda w: w["text"][:60])
@pytest.mark.xfail(strict=True)
def test_known_failure(want: dict[str, Any]) -> None:
    assert any(fits(c, want) for c in read(want["text"]).conditions)


def test_before_turns_the_clauses_round_so_that_what_is_wanted_first_is_the_antecedent() -> None:
    (condition,) = read("Velta wants to see Norra's proposals before it sends a delegation.").conditions
    assert condition.consequent is not None
    assert condition.antecedent.text == "to see Norra's proposals"
    assert condition.evidence[0].text.startswith("Velta wants to see")
    assert condition.consequent.text == "it sends a delegation"


def test_an_anonymous_may_is_no_policy() -> None:
    (condition,) = read("Norra may extend the truce if Velta frees the captives, a source familiar with the talks said.").conditions
    assert (condition.level, condition.policy) == ("anonymous", False)


def test_an_official_word_is_policy() -> None:
    (condition,) = read("Renn said Norra would extend the truce if Velta freed the captives.").conditions
    assert (condition.level, condition.policy, condition.certainty) == ("official", True, "reported")


def test_each_item_of_a_list_under_a_line_of_conditions_is_a_condition_of_its_owner() -> None:
    found = read("Norra named its conditions for a full truce:\n\n- an end to arms deliveries;\n- a seat at the table for the Front.").conditions
    assert [c.antecedent.text for c in found] == ["an end to arms deliveries", "a seat at the table for the Front"]
    assert {c.holder.name for c in found if c.holder} == {"Norra"}


def test_who_must_act_and_what_kind_of_act_is_asked_for_are_kept() -> None:
    (condition,) = read("Norra will lift the blockade only if Velta frees the captives.").conditions
    assert condition.antecedent.actor is not None
    assert condition.consequent is not None
    assert condition.consequent.actor is not None
    assert (condition.antecedent.actor.name, condition.antecedent.kind, condition.consequent.actor.name) == ("Velta", "release", "Norra")


def test_a_condition_on_another_side_is_attributed_to_who_says_so() -> None:
    (condition,) = read("Vik said Norra would sign the treaty if Velta withdrew its troops.").conditions
    assert condition.voice == "attributed_by"
    assert condition.attributed_by is not None
    assert condition.attributed_by.name == "Tomas Vik"


def test_every_span_of_a_condition_is_text_of_its_document() -> None:
    for want in CORPUS["example"]:
        doc = read(want["text"])
        for c in doc.conditions:
            for span in (*c.evidence, c.antecedent.span, *((c.consequent.span,) if c.consequent else ())):
                assert doc.document.text[span.start : span.end] == span.text


@pytest.mark.parametrize(("breaker", "least"), [(1, 3), (2, 3), (5, 3), (6, 3), (7, 3)])
def test_the_corpus_has_three_cases_of_each_breaker_that_concerns_conditions(breaker: int, least: int) -> None:
    assert sum(w.get("breaker") == breaker for kind in CORPUS.values() for w in kind) >= least
