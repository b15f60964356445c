"""Bags of content words held against one another: how much two share, and which of many share anything with one.

A word is shared when both have it, or when one is the end of the other ("warship", "ship"). The index finds what shares a word by looking its words
up, so that a condition is compared with what may be on its matter and with nothing else.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

COMPOUND = 4
"""A word of fewer letters is the end of many that have nothing to do with it."""
T = TypeVar("T")


@functools.lru_cache(maxsize=1 << 16)
def tails(word: str) -> frozenset[str]:
    """The ends of a word that may be words themselves, and the word.

    >>> sorted(tails("warship"))
    ['arship', 'rship', 'ship', 'warship']
    """
    return frozenset((word, *(word[at:] for at in range(1, len(word) - COMPOUND + 1))))


@functools.lru_cache(maxsize=1 << 15)
def reach(bag: frozenset[str]) -> frozenset[str]:
    """All ends of the words of a bag."""
    return frozenset().union(*map(tails, bag))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller bag that the other has, whole or as the end of a compound ("warship", "ship")."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if not few:
        return 0.0
    same = len(few & many)
    if same < len(few):
        ends = reach(many)
        for word in few - many:
            if len(word) >= COMPOUND and (word in ends or not tails(word).isdisjoint(many)):
                same += 1
    return same / len(few)


class ByWord(Generic[T]):
    """Things by the words of their bags; those without words apart."""

    def __init__(self) -> None:
        self._things: list[T] = []
        self._whole: defaultdict[str, list[int]] = defaultdict(list)
        self._ends: defaultdict[str, list[int]] = defaultdict(list)
        self.wordless: list[T] = []

    def add(self, thing: T, bag: frozenset[str]) -> None:
        """Takes a thing in under its words."""
        if not bag:
            self.wordless.append(thing)
            return
        for word in bag:
            self._whole[word].append(len(self._things))
        for end in reach(bag):
            self._ends[end].append(len(self._things))
        self._things.append(thing)

    def near(self, bag: Iterable[str]) -> list[T]:
        """The things that share a word with a bag, in the order in which they came."""
        found: set[int] = set()
        for word in bag:
            found.update(self._ends.get(word, ()))
            for end in tails(word):
                found.update(self._whole.get(end, ()))
        return [self._things[number] for number in sorted(found)]
