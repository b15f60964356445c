"""Names compared: folded, across transliterations, and a person's full name with its shorter forms.

Latin spellings of one name from another script differ in few, regular ways (Umerov, Umierov; Araghchi, Araqchi; Zelensky, Zelenskyy): two
spellings are one name when these rules make them equal, or when their consonants agree and one vowel differs. A final vowel is never
bridged: -ov and -ova are a man's and a woman's name.
"""

import functools
import re

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

_OTHER = re.compile(r"[^a-z0-9]+")
# Romanisation tables (BGN/PCGN, ALA-LC, ISO 9, press usage) differ in these; the right-hand side is only a meeting point.
_RULES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"tch", "ch"), (r"sch", "sh"), (r"dzh|dj", "j"), (r"zh", "j"), (r"kh", "h"), (r"gh|q", "g"), (r"ph|ff?$", "f"), (r"ck", "k"), (r"x", "ks"),
        (r"w", "v"), (r"t[sz]", "c"), (r"ou|oo", "u"), (r"ee", "i"), (r"[iy]e", "e"), (r"[iyj]?[iy]+", "i"), (r"(?<=[ae])i", "i"), (r"[ae]i", "ai"),
        (r"(?<=[oe])f$", "v"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_VOWELS = re.compile(r"(?<!^)[aeiou]")
_SHORTEST = 5
# Particles of family names: they are no first names and are dropped now and then.
_PARTICLES = frozenset(("al", "el", "bin", "bint", "ibn", "von", "van", "de", "da", "di", "der", "del", "la", "le", "abu", "ben"))
_TAILS = frozenset(("jr", "sr", "ii", "iii", "iv", "s"))


@functools.lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name in lower-case ASCII, one space between words.

    >>> fold("Volodymyr  Zelenskyy")
    'volodymyr zelenskyy'
    """
    return _OTHER.sub(" ", anyascii(name).lower()).strip()


@functools.lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A folded word with what romanisations differ in made equal.

    >>> sound("umierov") == sound("umerov"), sound("araqchi") == sound("araghchi")
    (True, True)
    """
    for pattern, to in _RULES:
        word = pattern.sub(to, word)
    return word


@functools.lru_cache(maxsize=65536)
def bones(word: str) -> str:
    """The consonants of a folded word, with its first letter: what two spellings must share to be compared at all."""
    return _VOWELS.sub("", sound(word))


def core(word: str) -> str:
    """What all spellings of one name have in common (`same_word`), and few others.

    >>> core("umierov") == core("umerov"), core("mort") == core("marit")
    (True, False)
    """
    heard = sound(word)
    return heard if len(heard) < _SHORTEST else f"{bones(word)}-{heard[-1]}"


def same_word(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one name."""
    one, other = sound(one), sound(other)
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST or bones(one) != bones(other) or one[0] != other[0] or one[-1] != other[-1]:
        return False
    return bool(Levenshtein.distance(one, other) <= 1)


@functools.lru_cache(maxsize=65536)
def parts(name: str) -> tuple[tuple[str, ...], str]:
    """A person's folded name as first names and family name; without first names when it is one word.

    >>> parts("abbas al araghchi")
    (('abbas',), 'araghchi')
    """
    words = [word for word in name.split() if word not in _PARTICLES]
    while len(words) > 1 and words[-1] in _TAILS:
        words.pop()
    return (tuple(words[:-1]), words[-1]) if words else ((), name)


def is_full(name: str) -> bool:
    """Whether a folded name has a first name that is more than an initial."""
    return any(len(word) > 1 for word in parts(name)[0])


def same_person(one: str, other: str) -> bool:
    """Whether two folded names can be one person's: family names agree, and so do the first names that both have, initials included."""
    (first, family), (other_first, other_family) = parts(one), parts(other)
    if not same_word(family, other_family):
        return False
    if not first or not other_first:
        return True
    short, long = sorted((first, other_first), key=len)
    return _agree(short[0], long[0]) and all(any(_agree(word, there) for there in long) for word in short)


def _agree(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return same_word(one, other)
