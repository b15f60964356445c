"""A stance as it was found in a sentence, before it is known whose it is."""

from typing import NamedTuple

from parley.model import Sentence

VERBAL = ("VERB", "AUX")


class Hit(NamedTuple):
    """A stance in one sentence: its frame, trigger, the head tokens of holder and target (None: to be made out elsewhere), and its value."""

    sent: Sentence
    frame: str
    trigger: int
    holder: int | None
    target: int | None
    value: str
    strength: str = "stated"
    flags: frozenset[str] = frozenset()
    span: tuple[int, int] | None = None
    object_: int | None = None
