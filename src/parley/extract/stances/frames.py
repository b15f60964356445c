"""The frames of stance as data: which word carries one, where its target stands, which value it has."""

import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from parley.extract.stances.idioms import Idioms, idioms_of
from parley.lang import Language


class Frame(NamedTuple):
    """One way of saying where somebody stands; the fields are those of `lang/<code>/stances.toml`.

    asked: sets of words of each of which the sentence must hold one, in lower case, for the frame to fit.
    """

    id: str
    order: int
    words: frozenset[str]
    pos: str
    target: tuple[tuple[str, frozenset[str]], ...]
    value: str
    negated: str | None
    no_longer: str | None
    via: frozenset[str]
    prt: frozenset[str]
    inner: frozenset[str]
    objects: frozenset[str]
    cue: re.Pattern[str] | None
    flags: frozenset[str]
    strength: str
    under: str | None
    preps: frozenset[str]
    asked: tuple[frozenset[str], ...]


FLAGS = (
    "bare", "light", "only_light", "open", "modal", "modal_only", "poss", "inner_modal", "inner_may", "matter_subject", "party_object", "party_below",
    "only_negated", "speaker", "document", "interrogative", "place", "strict", "own_word", "undergone", "intransitive", "to_be", "agentive",
)  # fmt: skip
TERMS = ("precondition", "pre-condition", "condition")
RATHER = ("rather", "sooner")


class Lexicon:
    """The table `stances` of a language, compiled: frames by word, sets of words by name."""

    def __init__(self, table: Mapping[str, Any], idioms: Idioms) -> None:
        self.idioms = idioms
        self.words: dict[str, frozenset[str]] = {name: frozenset(entries) for name, entries in table["words"].items()}
        judgements = dict(table["judgements"])
        self.not_judged = frozenset(judgements.pop("negated"))
        self.good, self.steps = frozenset(judgements.pop("good")), frozenset(judgements.pop("steps"))
        self.judgement_of: dict[str, str] = {word: value for value, entries in judgements.items() for word in entries}
        self.mood_of: dict[str, str] = {word: value for value, entries in table["moods"].items() for word in entries}
        self.beside = self.steps.union((*TERMS, *RATHER, "for"), *(self.words[name] for name in ("shut", "untrue", "aims")))
        """The words by which stances that no frame carries are told, besides verbs and words of judgement."""
        self.moods = frozenset(self.mood_of)
        self.by_word: dict[str, list[Frame]] = {}
        for order, raw in enumerate(table["frame"]):
            frame = _frame(order, raw)
            for word in sorted(frame.words):
                self.by_word.setdefault(word, []).append(frame)
        for frames in self.by_word.values():
            frames.sort(key=lambda f: (-_narrow(f), f.order))
        self.begins = frozenset(self.by_word) | frozenset(idioms)


def _narrow(frame: Frame) -> int:
    """How much a frame asks for: the narrowest that fits decides."""
    return (
        2 * bool(frame.via) + 2 * bool(frame.prt) + 2 * bool(frame.inner) + 2 * bool(frame.objects) + 2 * (frame.cue is not None)
        + ("only_negated" in frame.flags) + bool(frame.preps) + ("interrogative" in frame.flags)
    )  # fmt: skip


def _frame(order: int, raw: Mapping[str, Any]) -> Frame:
    cue = raw.get("cue")
    asked = (frozenset(word.lower() for word in raw.get(field, ())) for field in ("via", "prt", "inner", "objects"))
    return Frame(
        id=raw["id"],
        order=order,
        words=frozenset(raw["words"]),
        pos=raw["pos"],
        target=tuple((t.split(":")[0], frozenset(t.split(":")[1].split(",")) if ":" in t else frozenset()) for t in raw["target"]),
        value=raw["value"],
        negated=raw.get("negated"),
        no_longer=raw.get("no_longer"),
        via=frozenset(raw.get("via", ())),
        prt=frozenset(raw.get("prt", ())),
        inner=frozenset(raw.get("inner", ())),
        objects=frozenset(raw.get("objects", ())),
        cue=re.compile(r"\b(?:" + "|".join(re.escape(c) for c in cue) + r")\b", re.I) if cue else None,
        flags=frozenset(f for f in FLAGS if raw.get(f)),
        strength=raw.get("strength", "stated"),
        under=raw.get("under"),
        preps=frozenset(raw.get("preps", ())),
        asked=tuple(words for words in asked if words),
    )


@functools.lru_cache(maxsize=8)
def lexicon(lang: Language) -> Lexicon:
    """The lexicon of stances of a language."""
    return Lexicon(lang.table("stances"), idioms_of(lang))
