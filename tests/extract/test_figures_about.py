"""What a number is of and who gives it, where another clause says so."""

import pytest

from parley.codebook import load as load_codebook
from parley.model import Figure, Published, document
from parley.pipeline import annotate

DAY = Published(edtf="2024-04-19", start="2024-04-19", end="2024-04-20", grain="day", basis="given")


def figures(text: str) -> list[Figure]:
    return list(annotate(document("a.txt", text + "\n", published=DAY), codebook=load_codebook()).figures)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The truce between Chile and Peru collapsed after 19 days.", "truce"),
        ("The round of talks is expected to last two days.", "round"),
        ("Chile would stop shelling the port of Arica for 30 days.", "ceasefire"),
        ("The ministers agreed a framework after two days in Lima.", "talks"),
        ("The war drove more than 90,000 from home.", "displaced"),
        ("Peru has broken the halt over nine hundred times.", "violations"),
        ("Chile will charge 18 percent on Peruvian machine tools from May.", "machine tools"),
        ("The accord will add $1.4 billion a year to exports.", "exports"),
        ("Chile would free half of the male and half of the female captives.", "male captives"),
        ("Peru sent 48 drones into Chile overnight.", "into chile"),
        ("The Front freed two of the nine soldiers on Friday.", "freed"),
        ("Some 180,000 people had been cut off since March.", "cut off"),
    ],
)
def test_what_a_number_is_of_is_told_by_the_words_around_it(text: str, what: str) -> None:
    assert what in (figures(text)[0].of_what or ""), [f.of_what for f in figures(text)]


def test_a_strike_that_ended_after_some_days_was_no_ceasefire() -> None:
    assert "ceasefire" not in (figures("The postal strike in Peru ended after 23 days.")[0].of_what or "")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Peru's opening bid was 31 percent of the catch.", "Peru"),
        ("Chile made an offer to Peru on Monday. The offer includes raises of 30%; the union demanded 40% over three years.", "Chile"),
        ("The ministry in Lima would like the lease shortened to 25 years.", "ministry"),
        ("The answer of Peru is poor, envoy Ada Renn said. Peru should free half of the 40 captives.", "Renn"),
        ("Peru accused Chile of delays; just three ships were cleared last week.", "Peru"),
    ],
)
def test_who_gives_a_number_is_told_by_another_clause(text: str, who: str) -> None:
    claimant = figures(text)[0].claimant
    assert claimant is not None
    assert who in claimant.name


def test_what_stands_before_a_semicolon_is_not_claimed_behind_it() -> None:
    found = figures("About 400 trucks crossed on Monday; the mayor of Lima demanded 600 a day.")
    assert found[0].claimant is None
