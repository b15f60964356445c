"""The data on states and organisations holds together."""

import pytest

from parley.actors.world import fold, world
from parley.codebook import NO_PARTIES
from parley.lang import load

RAW = load("en").table("world")


def test_every_state_has_a_code_of_its_own_and_a_demonym_or_a_reason_to_have_none() -> None:
    codes = [row["iso3"] for row in RAW["states"]]
    assert len(codes) == len(set(codes)) > 195
    assert all(len(code) == 3 and code.isupper() for code in codes)
    without = {row["name"] for row in RAW["states"] if not row["demonyms"]}
    assert without == {"Dominica", "Holy See", "Republic of the Congo"}


def test_no_capital_stands_for_two_states() -> None:
    capitals = [city for row in RAW["states"] for city in row["capital"]]
    assert len(capitals) == len(set(capitals))


def test_every_owner_and_member_is_in_the_data() -> None:
    entries = world(load("en"), NO_PARTIES).entries
    named = {key for entry in entries.values() for key in (entry.of, *entry.members) if key}
    assert named <= entries.keys()


@pytest.mark.parametrize(("one", "other"), [("Renn", "RENN"), ("Šárka Nováková", "Sarka Novakova"), ("O'Dell", "O’Dell")])
def test_a_name_folds_to_one_key_in_all_its_spellings(one: str, other: str) -> None:
    assert fold(one) == fold(other)
