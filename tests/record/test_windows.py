"""Words are weighed among what was published around the same days, so that nothing of another time moves a story or a claim."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from parley.record.across.stories import groups
from parley.record.likeness.windows import REACH, sharing, weigh

WORDS = ["truce", "port", "grain", "envoy", "treaty", "convoy", "border", "summit"]
BAGS = st.dictionaries(st.sampled_from(WORDS), st.integers(1, 3), min_size=1, max_size=5).map(Counter)
SOME = st.lists(st.tuples(BAGS, st.integers(738_000, 738_060)), max_size=12)
UNDATED = st.lists(BAGS, max_size=3)


def placed(some: list[tuple[Counter[str], int]], name: str, later: int = 0) -> tuple[dict[str, Counter[str]], dict[str, int | None]]:
    """Bags and days by id."""
    return {f"{name}{n}": bag for n, (bag, _) in enumerate(some)}, {f"{name}{n}": day + later for n, (_, day) in enumerate(some)}


@given(SOME, UNDATED)
def test_a_bag_weighs_as_counting_its_days_one_by_one_says(some: list[tuple[Counter[str], int]], undated: list[Counter[str]]) -> None:
    bags, days = placed(some, "a")
    bags |= {f"u{n}": bag for n, bag in enumerate(undated)}
    days |= {f"u{n}": None for n in range(len(undated))}
    found = weigh(bags, days, lambda count: count // 2)
    for id, day in days.items():
        around = [other for other, there in days.items() if day is None or (there is not None and abs(there - day) <= REACH)]
        alone = weigh({other: bags[other] for other in around}, dict.fromkeys(around, 1), lambda count: count // 2)
        assert found[id] == alone[id]


@given(SOME, UNDATED, st.integers(0, 9))
def test_pairs_are_those_near_in_time_that_share_words(some: list[tuple[Counter[str], int]], undated: list[Counter[str]], span: int) -> None:
    bags, days = placed(some, "a")
    bags |= {f"u{n}": bag for n, bag in enumerate(undated)}
    days |= {f"u{n}": None for n in range(len(undated))}
    wanted = {}
    for one in bags:
        for other in bags:
            here, there = days[one], days[other]
            if one < other and (here is None or there is None or abs(here - there) <= span) and (count := len(bags[one].keys() & bags[other].keys())):
                wanted[(one, other)] = count
    assert sharing(bags, days, span) == wanted


@settings(max_examples=50)
@given(SOME, SOME)
def test_reports_of_another_time_move_no_story(some: list[tuple[Counter[str], int]], others: list[tuple[Counter[str], int]]) -> None:
    here, there = placed(some, "a"), placed(others, "b", later=60 + REACH + 1)
    assert groups(here[0] | there[0], here[1] | there[1]) == sorted(groups(*here) + groups(*there))
