"""A report as it was read: its text never changes, its metadata can be corrected, its blocks say what each run of text is."""

import hashlib
from typing import Literal

import msgspec

from parley.model.span import Span, cut, digest
from parley.model.time import Published

BlockKind = Literal["headline", "body", "caption", "credit", "related_link", "boilerplate"]
Genre = Literal["report", "opinion", "live_blog"]


class Block(msgspec.Struct, frozen=True, gc=False):
    """A run of text of one kind; `rule` says what decided it (empty for plain body)."""

    kind: BlockKind
    start: int
    end: int
    rule: str = ""


class Credit(msgspec.Struct, frozen=True, gc=False):
    """An agency or outlet that the report credits: its name as data knows it, and where the credit stands. `photo`: not for the text."""

    name: str
    span: Span
    kind: Literal["agency", "other_outlet", "photo"] = "agency"


class Dateline(msgspec.Struct, frozen=True, gc=False):
    """ "PUTRAJAYA, July 28 (Xinhua) -": place, day as written, agency."""

    span: Span
    place: str | None = None
    day: str | None = None
    agency: str | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One version of one report. See `document_id` for identity; everything below `text` is metadata and correctable.

    genre: what the page or its words say that it is, None when nothing says so.
    modified: ISO time from which on the address had this text, as page, list or server say; it orders the versions of an item.
    """

    id: str
    item: str
    text: str
    sha256: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    negotiation: str | None = None
    published: Published = Published(unresolved="no date given")
    modified: str | None = None
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    blocks: tuple[Block, ...] = ()
    genre: Genre | None = None
    original_of: str | None = None
    translated_from: str | None = None

    def span(self, start: int, end: int) -> Span:
        """The span of this document's text, white space trimmed; raises `EvidenceError` when there is none."""
        return cut(self.id, self.text, start, end)


class Head(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A document without its text and what stands at places in it, under the same names."""

    id: str
    item: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    negotiation: str | None = None
    published: Published = Published()
    modified: str | None = None
    credits: tuple[Credit, ...] = ()
    genre: Genre | None = None


def document_id(item: str, text: str) -> str:
    """The id of a document: 16 hex digits of SHA-256 over item and text. Metadata is no part of identity."""
    return digest(item, text)


def document(item: str, text: str, **metadata: object) -> Document:
    """A document with its id and hash computed.

    >>> document("a.txt", "Talks resumed.").id == document("a.txt", "Talks resumed.", outlet="The Norra Post").id
    True
    """
    made = Document(id=document_id(item, text), item=item, text=text, sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return msgspec.structs.replace(made, **metadata)
