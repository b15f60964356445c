"""A stance as it was found in a sentence, before it is known whose it is."""

from typing import NamedTuple

from parley.model import Sentence

VERBAL = ("VERB", "AUX")


QUOTES = ('"', "“", "”", "‘", "«", "„")


def in_quotes(sent: Sentence, text: str, i: int) -> bool:
    """Whether token `i` stands in a quotation, be it within its sentence or a sentence that is one."""
    if sent.tokens[i].quote >= 0 or text[max(0, sent.start - 1)] in QUOTES or text[sent.start] in QUOTES:
        return True
    before = text[sent.start : sent.tokens[i].start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


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
