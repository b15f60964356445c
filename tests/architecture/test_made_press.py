"""The press that benchmarks are run on: of any size, no turn of it like another."""

import importlib.util
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from types import ModuleType

import pytest

from parley.record import Record
from parley.record.who.names import bones, same_word

TURNS = 3150
"""A hundred thousand reports, and some that are added to them."""


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("press", Path(__file__).parents[2] / "benchmarks" / "press.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_name_comes_twice_in_a_hundred_thousand_reports(made: ModuleType) -> None:
    found = [made.named(name, turn).lower() for turn in range(TURNS) for name in made.NAMES]
    assert len(set(found)) == len(found)
    assert all(len(made.named(name, TURNS - 1)) == len(name) for name in made.NAMES)


def test_names_of_one_turn_are_no_spellings_of_those_of_another(made: ModuleType) -> None:
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for turn in range(1, TURNS, 5):
        for name in made.NAMES:
            drawn = made.named(name, turn).lower()
            # What has other consonants is never compared.
            alike[bones(drawn)].append(drawn)
    assert not [pair for some in alike.values() for pair in combinations(some, 2) if same_word(*pair)]


def test_when_no_names_are_left_it_says_so(made: ModuleType) -> None:
    with pytest.raises(ValueError, match="only"):
        made.named("Vass", 10_000)


def test_prepared_reports_point_home_and_none_is_a_copy_of_another_turn(made: ModuleType, record: Record) -> None:
    size = len(made.sample())
    count = 2 * size
    assert record.add(made.prepared(count)) == count
    # Reports that are printed again are those before them.
    turns = {item: (n - (n % made.AGAIN == made.AGAIN - 1)) // size for n in range(count) for item in (f"{n}.txt",)}
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for copy in record.copies():
        groups[copy.group].add(turns[record.document(copy.document).item])
    assert groups and all(len(some) == 1 for some in groups.values())
