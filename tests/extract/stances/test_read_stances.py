"""Where a party stands: own voice apart from what others say of it, qualified and silent values, lists, headlines."""

from typing import Any

import pytest

from parley.model import Stance
from sund import corpus, read, under_headline

CORPUS = corpus("stances")


def fits(stance: Stance, want: dict[str, Any]) -> bool:
    return (
        stance.value == want["value"]
        and want["holder"] in stance.holder.name
        and stance.voice == want.get("voice", "own")
        and want.get("level", stance.level) == stance.level
    )


@pytest.mark.parametrize("want", CORPUS["example"], ids=lambda w: w["text"][:60])
def test_an_example_is_read_as_the_stance_it_is(want: dict[str, Any]) -> None:
    assert any(fits(s, want) for s in read(want["text"]).stances)


@pytest.mark.parametrize("want", CORPUS["negative"], ids=lambda w: w["text"][:60])
def test_what_takes_no_side_is_no_stance(want: dict[str, Any]) -> None:
    assert read(want["text"]).stances == ()


@pytest.mark.parametrize("want", CORPUS["known_failure"], ids=lambda w: w["text"][:60])
@pytest.mark.xfail(strict=True)
def test_known_failure(want: dict[str, Any]) -> None:
    assert any(fits(s, want) for s in read(want["text"]).stances)


def test_what_a_thing_is_called_may_stand_before_who_calls_it_so() -> None:
    doc = read("Unthinkable, President Anton Renn of Norra called an amnesty for the gunmen of Velta.")
    assert doc.problems == ()
    assert ("Anton Renn", "rejects") in {(one.holder.name, one.value) for one in doc.stances}


def test_a_yes_with_a_condition_is_conditional_and_names_it() -> None:
    doc = read("Norra would accept the ceasefire if Velta stopped the shelling.")
    (stance,) = doc.stances
    assert stance.value == "accepts_conditionally"
    assert stance.condition == doc.conditions[0].id


def test_what_is_only_supposed_is_no_stance() -> None:
    assert all(s.holder.name != "Velta" for s in read("If Velta accepted the truce, Norra would withdraw its troops.").stances)


def test_each_thing_of_a_list_of_demands_is_a_stance_of_its_own() -> None:
    found = read("Norra repeated its demands for a permanent ceasefire, a troop withdrawal and an amnesty.").stances
    assert [s.target.issue for s in found] == ["ceasefire", "withdrawal", "amnesty"]


def test_an_adversarys_word_about_the_other_is_attributed() -> None:
    (stance,) = read("Vik said Norra had rejected the truce.").stances
    assert stance.attributed_by is not None
    assert (stance.holder.name, stance.voice, stance.attributed_by.name) == ("Norra", "attributed_by", "Tomas Vik")


def test_a_ministers_word_about_his_own_state_is_its_own() -> None:
    (stance,) = read("Renn said Norra had rejected the truce.").stances
    assert (stance.holder.name, stance.voice) == ("Norra", "own")


def test_nothing_is_read_out_of_hostile_framing() -> None:
    assert read("Renn said Velta had supposedly welcomed the truce.").stances == ()


def test_a_target_named_by_this_takes_the_issue_that_was_named_before() -> None:
    found = read("Ostrana proposed a prisoner exchange. Norra rejected this idea.").stances
    assert [(s.value, s.target.issue) for s in found if s.holder.name == "Norra"] == [("rejects", "prisoners_exchange")]


@pytest.mark.parametrize(
    ("headline", "body", "value"),
    [
        ("Norra accepts ceasefire", "Norra accepted the ceasefire in principle, Renn said.", "accepts_in_principle"),
        ("Velta rejects truce", "Velta said it would accept the truce only if Norra freed the captives.", "accepts_conditionally"),
        ("Norra backs ceasefire plan", "Norra cast doubt on the ceasefire plan on Monday.", "sceptical"),
    ],
)
def test_a_headline_that_says_more_than_its_body_yields_to_it(headline: str, body: str, value: str) -> None:
    found = under_headline(headline, body).stances
    assert {s.value for s in found} == {value}


def test_a_headline_yields_to_what_its_side_says_in_the_body() -> None:
    found = under_headline(
        "Norra agrees to the ceasefire", "Renn, Norra's foreign minister, said she would study the ceasefire plan. She rejected the ceasefire for now."
    ).stances
    assert "accepts" not in [s.value for s in found]


def test_a_position_that_headline_and_body_both_tell_is_told_once() -> None:
    found = under_headline("Velta rejects ceasefire", "Velta rejected a ceasefire on Monday, saying it would help only Norra.").stances
    assert [(s.value, s.evidence[0].text) for s in found] == [("rejects", "Velta rejected a ceasefire on Monday")]


def test_a_headline_that_no_body_qualifies_stands() -> None:
    assert [s.value for s in under_headline("Velta rejects partial truce proposal", "The talks went on until midnight.").stances] == ["rejects"]


@pytest.mark.parametrize("breaker", [1, 2, 3, 5, 7, 8, 9, 10, 11, 19])
def test_the_corpus_has_three_cases_of_each_breaker_that_concerns_stances(breaker: int) -> None:
    assert sum(w.get("breaker") == breaker for kind in CORPUS.values() for w in kind) >= 3
