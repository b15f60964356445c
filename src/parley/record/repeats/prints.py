"""Fingerprints: the hashes of a document's runs of `K` words, winnowed (Schleimer, Wilkerson and Aiken 2003), and who shares them.

Kept as 64-bit numbers with a sign, which both databases have, sorted. Documents go by number here: their id, 16 hex digits, read as such a number, so that
both sort alike.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.record.likeness.lexicon import Lexicon
from parley.record.likeness.words import Word, number, stem

K, WINDOW = 4, 4
Numbers = NDArray[np.int64]
NONE: Numbers = np.empty(0, dtype="<i8")
SLICE = 1 << 18
"""So many occurrences are looked at together: it bounds what is in memory, and changes nothing."""
_BASE = np.uint64(0x5DEECE66D)
_SCRAMBLE = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_SIGN = 1 << 63


def number_of(id: str) -> int:
    """A document's id as a number: ids and their numbers sort alike."""
    return int(id, 16) - _SIGN


def id_of(number: int) -> str:
    """The id of the document that goes by a number."""
    return f"{int(number) + _SIGN:016x}"


def prints_of(words: Sequence[Word]) -> Numbers:
    """The fingerprints of a text: the smallest hash of each `WINDOW`, so that any shared run of WINDOW + K - 1 words shares one."""
    numbers = np.fromiter((number(word.form) for word in words), dtype=np.uint64, count=len(words))
    if len(numbers) < K:
        return NONE
    hashes = np.zeros(len(numbers) - K + 1, dtype=np.uint64)
    for n in range(K):
        hashes = hashes * _BASE + numbers[n : n + len(hashes)]
    # Scrambled: the smallest of a window must not favour some words.
    for _ in range(2):
        hashes = (hashes ^ (hashes >> _HALF)) * _SCRAMBLE
    if len(hashes) > WINDOW:
        hashes = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW).min(axis=1)
    return np.unique(hashes.view(np.int64))


def stems_of(words: Sequence[Word], lexicon: Lexicon) -> Numbers:
    """The words of a text that tell, as stems and each once, by number."""
    return np.array(sorted({number(stem(word.form)) for word in words if lexicon.telling(word.form)}), dtype=np.int64)


def shared(one: Numbers, other: Numbers) -> Numbers:
    """The fingerprints that two documents have in common."""
    return np.intersect1d(one, other, assume_unique=True)


def packed(numbers: Numbers) -> bytes:
    """Numbers as they are kept."""
    return numbers.astype("<i8").tobytes()


def unpacked(kept: bytes) -> Numbers:
    """Numbers as they were kept."""
    return np.frombuffer(kept, dtype="<i8")


class Lists:
    """Documents by the fingerprints that they have: the whole list of each."""

    def __init__(self, marks: Numbers, documents: Numbers) -> None:
        order = np.lexsort((documents, marks))
        self.documents = documents[order]
        marks = marks[order]
        self.begins = np.flatnonzero(np.append(True, marks[1:] != marks[:-1])) if len(marks) else np.empty(0, dtype=np.int64)
        self.marks = marks[self.begins]
        self.sizes = np.diff(np.append(self.begins, len(marks)))

    def of(self, mark: int) -> Numbers:
        """The documents that have a fingerprint, in order."""
        at = int(np.searchsorted(self.marks, mark))
        if at == len(self.marks) or self.marks[at] != mark:
            return NONE
        return self.documents[self.begins[at] : self.begins[at] + self.sizes[at]]

    def count(self, mark: int) -> int:
        """How many documents have a fingerprint."""
        return len(self.of(mark))

    def neighbours(self, most: int, moved: Numbers) -> Iterator[tuple[int, int]]:
        """Pairs of documents that are next to one another in the list of a fingerprint that more than `most` have, one of them moved."""
        inside = np.repeat(self.sizes > most, self.sizes)
        last = np.zeros(len(self.documents), dtype=bool)
        last[self.begins + self.sizes - 1] = True
        at = np.flatnonzero(inside & ~last)
        if len(at):
            ones, others = self.documents[at], self.documents[at + 1]
            some = np.isin(ones, moved) | np.isin(others, moved)
            yield from map(tuple, np.unique(np.stack((ones[some], others[some]), axis=1), axis=0).tolist())

    def sharing(self, most: int, moved: Numbers, fewest: int) -> Iterator[tuple[int, int, int]]:
        """Pairs of documents, one of them moved, that have at least `fewest` fingerprints in common which at most `most` have, and how many."""
        names, ranks = np.unique(self.documents, return_inverse=True)
        is_moved = np.isin(names, moved)
        run = np.repeat(np.arange(len(self.sizes)), self.sizes)
        looked = np.flatnonzero(is_moved[ranks] & (self.sizes[run] <= most) & (self.sizes[run] > 1))
        looked = looked[np.argsort(ranks[looked], kind="stable")]
        owners, at = ranks[looked], 0
        while at < len(looked):
            # All of one document's are looked at together.
            end = min(at + SLICE // most, len(looked))
            end = int(np.searchsorted(owners, owners[end - 1], side="right"))
            some, at = looked[at:end], end
            sizes = self.sizes[run[some]]
            ones = np.repeat(ranks[some], sizes)
            steps = np.arange(len(ones)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            others = ranks[np.repeat(self.begins[run[some]], sizes) + steps]
            # Two that have both moved are counted once.
            wanted = np.where(is_moved[others], others > ones, True) & (others != ones)
            ones, others = ones[wanted], others[wanted]
            keys, counts = np.unique(ones * len(names) + others, return_counts=True)
            for key, count in zip(keys[counts >= fewest].tolist(), counts[counts >= fewest].tolist(), strict=True):
                one, other = sorted((int(names[key // len(names)]), int(names[key % len(names)])))
                yield one, other, count
