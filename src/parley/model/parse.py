"""The parse of a document in our own types, so that no wall is crossed by an NLP library's objects."""

from typing import Literal

import msgspec

MarkKind = Literal["curly_double", "straight_double", "curly_single", "straight_single", "guillemet", "low_high", "tex", "ascii"]


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token. `i` and `head` are indexes within the sentence (the root's head is itself); start and end are offsets in the document's text.

    pos, tag, dep: Universal POS, Penn tag, ClearNLP dependency label, as spaCy's English models give them. `quote` is the index of the
    quotation that this token stands for, when the quotation was cut out of its frame and parsed apart ("QUOTE said Peskov"), else -1;
    such a token has the quotation's offsets and pos "X".
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    quote: int = -1


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One parsed unit: a sentence, a frame with its long quotations cut out, or a sentence inside such a quotation.

    block: index into document.blocks. paragraph: number of the paragraph in the document, from 0. quotation: index of the cut-out quotation
    that this unit lies in, else -1. children[i]: indexes of the dependents of token i, in order. root: index of the root token.
    """

    index: int
    start: int
    end: int
    block: int
    paragraph: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    root: int
    quotation: int = -1


class Quotation(msgspec.Struct, frozen=True, gc=False):
    """A run of text in quotation marks, as the character machine finds it.

    start, end: with the marks; inner_start, inner_end: without. parent: index of the quotation around it, else -1. closed: False when the
    closing mark is missing (it then ends with its paragraph). continues: index of the quotation of the previous paragraph that this one reopens, else -1.
    apart: True when it was cut out of its frame and parsed apart.
    """

    index: int
    start: int
    end: int
    inner_start: int
    inner_end: int
    mark: MarkKind
    parent: int = -1
    closed: bool = True
    continues: int = -1
    apart: bool = False
