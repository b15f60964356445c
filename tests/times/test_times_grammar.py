"""The grammar is data: what it may say, and what a fault in it costs."""

from types import MappingProxyType
from typing import Any

import pytest

from parley.errors import CodebookError
from parley.lang import Language
from parley.times.algebra import Context
from parley.times.grammar import Grammar
from parley.times.values import day_in


class Made(Language):
    """A language made of one table."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.code = "made"
        self._tables = {"times": MappingProxyType(table)}


def made(*rules: dict[str, Any], **more: Any) -> Grammar:
    classes = {"weekday": {"lun": 0, "mar": 1}, "month": {"mayo": 5}, "de": ["de"]}
    return Grammar(Made({"classes": classes, "rule": list(rules), **more}))


DAY = {"level": 1, "form": "<day:daynum> 'de' <month>", "make": "Date", "gives": "day when"}
WEEKDAY = {"level": 1, "form": "<weekday>", "make": "Date", "gives": "day when"}


def test_a_rule_finds_its_words_in_any_language() -> None:
    (found,), _, _ = made(DAY).read("Firmado el 9 de mayo.")
    assert found.expr.read(Context(anchor=day_in(2025, 4, 25))).timex.value == "2025-05-09"


def test_of_overlapping_matches_the_leftmost_and_longest_wins() -> None:
    longer = {"level": 1, "form": "<weekday> <day:daynum> 'de' <month>", "make": "Date", "gives": "day when"}
    found, _, _ = made(WEEKDAY, DAY, longer).read("lun 9 de mayo, mar")
    assert [(entry.start, entry.end) for entry in found] == [(0, 13), (15, 18)]


def test_a_later_level_sees_what_an_earlier_one_found_as_one_token() -> None:
    part = {"level": 2, "form": "'de' <inner:day>", "make": "Part", "with": {"part": "early"}, "gives": "when"}
    (found,), _, _ = made(WEEKDAY, part).read("de lun")
    assert found.rule == part["form"]


def test_words_that_need_a_capital_are_no_time_words_without_one() -> None:
    found, _, _ = made(WEEKDAY, cased=["mar"]).read("el mar y Mar")
    assert [entry.start for entry in found] == [9]


@pytest.mark.parametrize(
    "rule",
    [
        {**DAY, "form": "<day:daynum> <nothing>"},
        {**DAY, "form": "<day:daynum> ("},
    ],
)
def test_a_rule_that_breaks_the_form_is_a_fault_of_the_codebook(rule: dict[str, Any]) -> None:
    with pytest.raises(CodebookError):
        made(rule)


@pytest.mark.parametrize("rule", [{**DAY, "make": "Nonsense"}, {**WEEKDAY, "form": "<which:weekday>"}])
def test_a_rule_that_makes_no_term_is_a_fault_of_the_codebook(rule: dict[str, Any]) -> None:
    with pytest.raises(CodebookError):
        made(rule).read("lun 9 de mayo")
