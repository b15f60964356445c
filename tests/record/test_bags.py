"""Bags of words held against one another."""

from hypothesis import given
from hypothesis import strategies as st

from parley.record.likeness.bags import COMPOUND, ByWord, shared

WORDS = st.frozensets(st.sampled_from(["ship", "warship", "flagship", "hip", "peace", "ace", "arm", "alarm", "farm", "seafarm"]), max_size=5)


def same(one: str, other: str) -> bool:
    """The definition, word by word."""
    return one == other or (min(len(one), len(other)) >= COMPOUND and (one.endswith(other) or other.endswith(one)))


@given(WORDS, WORDS)
def test_the_share_is_counted_as_it_is_defined(one: frozenset[str], other: frozenset[str]) -> None:
    few, many = sorted((one, other), key=len)
    assert shared(one, other) == (sum(any(same(word, there) for there in many) for word in few) / len(few) if few else 0.0)


@given(WORDS, st.lists(WORDS, max_size=6))
def test_the_index_gives_all_that_share_a_word_and_nothing_else(bag: frozenset[str], bags: list[frozenset[str]]) -> None:
    index: ByWord[int] = ByWord()
    for number, some in enumerate(bags):
        index.add(number, some)
    assert index.near(bag) == [number for number, some in enumerate(bags) if any(same(one, there) for one in bag for there in some)]
    assert index.wordless == [number for number, some in enumerate(bags) if not some]
