"""What many pairs of vectors have in common, compared at once, is what each pair has when it is compared alone."""

import math

from hypothesis import given
from hypothesis import strategies as st

from parley.record.likeness.vectors import compared
from parley.record.likeness.words import cosine, vector

WORDS = ["truce", "port", "grain", "envoy", "treaty", "convoy", "border"]
BAGS = st.lists(st.dictionaries(st.sampled_from(WORDS), st.integers(1, 4), max_size=6), min_size=1, max_size=6)
WEIGHTS = st.fixed_dictionaries(dict.fromkeys(WORDS, st.floats(0.5, 9)))


@given(BAGS, WEIGHTS)
def test_pairs_compared_at_once_are_pairs_compared_alone(bags, idf):
    vectors = {str(n): vector(bag, idf) for n, bag in enumerate(bags)}
    pairs = [(one, other) for one in vectors for other in vectors]
    found = list(compared(vectors, pairs))
    assert len(found) == len(pairs)
    for (one, other), told in zip(pairs, found, strict=True):
        here, there = vectors[one], vectors[other]
        assert math.isclose(told.cosine, cosine(here, there), abs_tol=2e-9)
        assert math.isclose(told.first, sum(weight**2 for word, weight in here.items() if word in there), abs_tol=2e-9)
        assert math.isclose(told.second, sum(weight**2 for word, weight in there.items() if word in here), abs_tol=2e-9)


def test_without_pairs_there_is_nothing_to_compare():
    assert list(compared({"a": {"truce": 1.0}}, [])) == []
