"""What is told within days is the same whether a negotiation is computed stretch by stretch or as a whole."""

import datetime

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.model import Copy
from parley.record.across import claims, denials, stories
from parley.record.across.corpus import Common, Corpus, Derived
from parley.record.across.reduce import told_together
from parley.record.across.stories import day_of
from parley.record.across.stretches import placed, stretches
from parley.record.likeness import windows
from support import Report

TALES = ("Orlan shut the harbour of Kesh", "Marin freed nine sailors", "Both sides signed the fishing truce", "Shells hit the mill at Toll")


def test_no_stage_that_is_told_within_days_reaches_further_than_words_are_weighed():
    assert max(len(stories.BY_DAYS) - 1, claims.DAYS, denials.BEFORE, denials.AFTER) <= windows.REACH


@pytest.mark.parametrize(
    ("days", "copied", "found"),
    [
        ({}, [], []),
        ({"a": 1, "b": 31, "c": 62}, [], [["a", "b"], ["c"]]),
        ({"c": 1, "a": 100, "b": 2}, [], [["b", "c"], ["a"]]),
        ({"a": 1, "b": 100, "c": 200}, [("c", "a")], [["a", "c"], ["b"]]),
        ({"a": 1, "b": 100, "c": 200}, [("c", "b"), ("b", "a")], [["a", "b", "c"]]),
        ({"a": 1, "b": 100}, [("a", "elsewhere")], [["a"], ["b"]]),
    ],
)
def test_stretches_end_where_nothing_was_reported_for_a_month(days, copied, found):
    assert stretches(days, copied) == found


@pytest.mark.parametrize(
    ("reports", "copied", "found"),
    [
        ([4], [], ["aaaa"]),
        ([1, 1, 1, 1], [], ["abcd"]),
        ([1, 1, 1, 1, 1], [], ["ab", "cde"]),
        ([2, 2, 1, 2, 1], [], ["aabb", "cdde"]),
        ([2, 1, 1, 2], [], ["aab", "cdd"]),
        ([2, 1, 1, 2], [("b0", "c0")], ["aa", "bcdd"]),
        ([1, 1, 1, 1, 1, 1, 1], [], ["ab", "cd", "efg"]),
        ([1, 9, 1, 1], [], ["a", "bbbbbbbbb", "cd"]),
    ],
)
def test_a_stretch_without_a_pause_is_cut_where_days_hold_together_least(reports, copied, found):
    days = {f"{chr(97 + day)}{n}": day for day, count in enumerate(reports) for n in range(count)}
    assert ["".join(id[0] for id in part) for part in stretches(days, copied, most=4)] == found


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.lists(st.integers(0, 5), max_size=10), st.randoms())
def test_what_is_told_later_changes_the_last_part_of_a_stretch_alone(counts, later, chance):
    days = {f"{day}.{n}": day for day, count in enumerate(counts) for n in range(count)}
    more = days | {f"{day}.{n}": day for day, count in enumerate(later, len(counts)) for n in range(count)}
    here = list(more.items())
    chance.shuffle(here)
    before, after = stretches(days, most=8), stretches(dict(here), most=8)
    assert sorted(id for part in after for id in part) == sorted(more)
    assert all(len(part) <= 8 for part in after)
    assert before[:-1] == after[: max(len(before) - 1, 0)]


@pytest.mark.parametrize(
    ("words", "copied", "where"),
    [
        ({"u": [1, 2], "a": [1, 3], "b": [2, 1], "c": [2, 4]}, [], 1),
        ({"u": [1, 2], "a": [1, 2], "b": [2, 5], "c": [2, 4]}, [], 0),
        ({"u": [1, 2], "a": [1, 2], "b": [1, 2], "c": [7]}, [], 0),
        ({"u": [9], "a": [1], "b": [2], "c": [3]}, [], 1),
        ({"u": [], "a": [], "b": [], "c": []}, [], 1),
        ({"u": [2, 4], "a": [1], "b": [2], "c": [2, 4]}, [("u", "a")], 0),
        ({"u": [2, 4], "a": [1], "b": [2], "c": [2, 4]}, [("a", "u")], 0),
    ],
)
def test_an_undated_report_is_put_to_the_stretch_of_the_report_that_it_is_most_like(words, copied, where):
    among = [["a"], ["b", "c"]]
    wanted = [sorted([*some, "u"] if n == where else some) for n, some in enumerate(among)]
    assert placed(["u"], among, {id: np.array(some, dtype=np.int64) for id, some in words.items()}, copied) == wanted


def test_undated_reports_of_which_nobody_knows_more_are_one_stretch():
    assert placed(["u", "t"], [], {}) == [["t", "u"]]
    assert placed(["u"], [["a"]], {}) == [["a", "u"]]


def _reports(drawn):
    some = []
    for n, (tale, day, denied) in enumerate(drawn):
        text = TALES[tale]
        at = (datetime.date(2031, 1, 1) + datetime.timedelta(days=day)).isoformat()
        made = Report(
            f"{text} at dawn, Ivo Lund said. Dana Moor {'denied' if denied else 'repeated'} that {text.lower()} at dawn.", item=str(n), day=at, outlet=f"P{n}"
        )
        made.actor("Ivo Lund")
        made.actor("Dana Moor")
        made.statement("Ivo Lund", f"{text} at dawn")
        made.statement("Dana Moor", f"{text.lower()} at dawn", act="deny" if denied else "assert")
        made.event(f"{text} at dawn", "other")
        some.append(made.done())
    return some


def _told(some, copies):
    corpus = Corpus(documents={one.document.id: one.document for one in some}, findings={found.id: found for one in some for found in one.findings()})
    return told_together(corpus, Common(identities={}, actors=(), boilerplate={}, copies=tuple(copies), origins={id: id for id in corpus.documents}))


def _together(found):
    return Derived(
        **{field: sorted((one for part in found for one in getattr(part, field)), key=lambda one: one.id) for field in ("stories", "claims", "disputes")}
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TALES) - 1), st.integers(0, 120), st.booleans()), min_size=1, max_size=9), st.booleans())
def test_stretch_by_stretch_is_told_what_the_whole_tells(drawn, copied):
    some = _reports(drawn)
    ids = [one.document.id for one in some]
    copies = [Copy(group="g", document=ids[-1], kind="syndicated", origin=ids[0], source=ids[0])] if copied and ids[0] != ids[-1] else []
    found = stretches({one.document.id: day_of(one.document) for one in some}, [(copy.document, copy.source) for copy in copies])
    parts = [_told([one for one in some if one.document.id in stretch], [copy for copy in copies if copy.document in stretch]) for stretch in found]
    whole = _told(some, copies)
    for field in ("stories", "claims", "disputes"):
        assert msgspec.json.encode(getattr(_together(parts), field)) == msgspec.json.encode(sorted(getattr(whole, field), key=lambda one: one.id))
