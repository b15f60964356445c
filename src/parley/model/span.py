"""Where words stand: the one way in which parley points at text."""

import hashlib

import msgspec

from parley.errors import EvidenceError


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A run of characters of one document: half-open offsets in characters (code points), and the text itself.

    `document` is the id of the document; `text` is always ``document.text[start:end]`` (see `cut`).
    """

    document: str
    start: int
    end: int
    text: str

    def overlaps(self, other: "Span") -> bool:
        """True when both lie in one document and share a character."""
        return self.document == other.document and self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """True when the other lies wholly inside this one."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end


def cut(document: str, text: str, start: int, end: int) -> Span:
    """The span of `text` from `start` to `end`, white space at both ends left out.

    Raises `EvidenceError` when the offsets lie outside the text or nothing but white space is between them.
    """
    if not 0 <= start < end <= len(text):
        raise EvidenceError(f"no characters {start}–{end} in a text of {len(text)}")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise EvidenceError(f"only white space at {start}")
    return Span(document, start, end, text[start:end])


def digest(*parts: str) -> str:
    """16 hex digits of the SHA-256 of the parts, each closed by NUL, so that no two lists of parts run together."""
    return hashlib.sha256("\0".join((*parts, "")).encode("utf-8", "surrogatepass")).hexdigest()[:16]
