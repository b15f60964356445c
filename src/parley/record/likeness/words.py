"""Words of a text with their places, and the small measures over them that copies, stories and claims share. All hashes are stable across runs."""

import functools
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from anyascii import anyascii

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
# The words of a finding are asked for several times.
_SHORT = 1000


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word: lower-case ASCII form, place in the text, and whether it is written with a capital."""

    form: str
    start: int
    end: int
    capital: bool


@functools.lru_cache(maxsize=1 << 17)
def form(written: str) -> str:
    """A word as it is compared: lower-case ASCII, possessive ending off.

    >>> form("Zelenskyy’s")
    'zelenskyy'
    """
    low = (written if written.isascii() else anyascii(written)).lower().replace("’", "'")
    return low.removesuffix("'s").replace("'", "")


def words(text: str, start: int = 0, end: int | None = None) -> Sequence[Word]:
    """The words of the text between two offsets, in order."""
    return _words(text) if start == 0 and end is None and len(text) < _SHORT else _found(text, start, len(text) if end is None else end)


def _found(text: str, start: int, end: int) -> list[Word]:
    found = []
    for match in _WORD.finditer(text, start, end):
        told, capital = _looks(match[0])
        found.append(Word(told, match.start(), match.end(), capital))
    return found


@functools.lru_cache(maxsize=1 << 17)
def _looks(written: str) -> tuple[str, bool]:
    return form(written), written[0].isupper()


@functools.lru_cache(maxsize=1 << 13)
def _words(text: str) -> tuple[Word, ...]:
    return tuple(_found(text, 0, len(text)))


@functools.lru_cache(maxsize=1 << 16)
def forms_of(text: str) -> tuple[str, ...]:
    """The words of a short text as they are compared, in order."""
    return tuple(map(form, _WORD.findall(text)))


@functools.lru_cache(maxsize=1 << 17)
def number(word: str) -> int:
    """A number of 52 bits for a word, the same in every run."""
    return (zlib.crc32(word.encode()) << 20) ^ zlib.adler32(word.encode())


_ENDINGS = re.compile(r"(?<=\w{3})(?:ations?|ators?|ings?|edly|ed|ers?|ors?|es|s|ly|ments?)$")
_Y = re.compile(r"(?<=\w{2})(?:ies|ied)$")


@functools.lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A word without its commonest endings: good for counting, not for reading."""
    return word if word.isdigit() else _ENDINGS.sub("", _Y.sub("y", word)).rstrip("e") or word


def weights(words: Iterable[str], seen: Mapping[str, int], count: int) -> dict[str, float]:
    """Inverse document frequency of the words, smoothed: `seen` is in how many of `count` bags each is."""
    return {word: math.log((1 + count) / (1 + seen.get(word, 0))) + 1 for word in words}


def vector(bag: Counter[str], idf: Mapping[str, float]) -> dict[str, float]:
    """The bag as a TF-IDF vector of length 1, counts damped by their logarithm; empty for an empty bag."""
    found = {word: (1 + math.log(n)) * idf.get(word, 1.0) for word, n in sorted(bag.items())}
    norm = math.sqrt(math.fsum(weight * weight for weight in found.values()))
    return {word: weight / norm for word, weight in found.items()} if norm else {}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1, rounded so that the order of adding shows nowhere."""
    return round(math.fsum([one[word] * other[word] for word in one.keys() & other.keys()]), 9)
