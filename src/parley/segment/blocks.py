"""Blocks: which runs of a report's text are headline, body, caption, credit, related link or boilerplate."""

import re

import msgspec

from parley.codebook import Codebook
from parley.lang import Language
from parley.model import AnnotatedDocument, Block

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def label(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with `document.blocks` filled: every character but white space lies in exactly one block."""
    blocks = tuple(Block("body", *found.span()) for found in _LINE.finditer(doc.document.text))
    return msgspec.structs.replace(doc, document=msgspec.structs.replace(doc.document, blocks=blocks))
