"""What passes between a reader and the rest of the room: a source of bytes, and a report as the reader found it."""

from collections.abc import Callable
from typing import Any, BinaryIO

import msgspec

from parley.model import Block, DateCandidate
from parley.read.faults import NotRead

FIELD = "export_field"  # the rule of blocks that are fields of a database's export and no part of the report


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """Metadata of a report as strings, None where nothing is said."""

    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    id: str | None = None
    language: str | None = None
    negotiation: str | None = None
    modified: str | None = None

    def over(self, other: "Meta") -> "Meta":
        """This one's values, and the other's where this one has none."""
        return Meta(**{name: getattr(self, name) or getattr(other, name) for name in self.__struct_fields__})


class Source(msgspec.Struct, frozen=True):
    """Bytes to read: `name` as problems show it, `file` the base name, `size` in bytes (-1 when unknown), and how to open it."""

    name: str
    file: str
    size: int
    open: Callable[[], BinaryIO]

    def whole(self, bound: int) -> bytes:
        """All bytes; raises `NotRead` when there are more than `bound`."""
        if self.size > bound:
            raise NotRead("too_large", what="The file", bound=f"{bound:,} bytes")
        with self.open() as stream:
            raw = stream.read(bound + 1)
        if len(raw) > bound:
            raise NotRead("too_large", what="The file", bound=f"{bound:,} bytes")
        return raw


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report as a reader found it.

    given: what its own row or record says, as good as said by the user. found: what the page says of itself. dates: candidates for the day of
    publication. blocks: runs whose kind the markup shows. kinds: the types and sections that the page files itself under. faults: codes and details
    to become problem rows of the document. part: what tells it apart from other reports of one file ("#3"), "" when the file is one report.
    """

    text: str
    given: Meta = Meta()
    found: Meta = Meta()
    dates: tuple[DateCandidate, ...] = ()
    blocks: tuple[Block, ...] = ()
    kinds: tuple[str, ...] = ()
    faults: tuple[tuple[str, dict[str, Any]], ...] = ()
    part: str = ""


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An address of a report, read only where fetching was asked for, with what the list that names it says of the report.

    changed: when the report last changed, as the list says.
    """

    url: str
    found: Meta = Meta()
    dates: tuple[DateCandidate, ...] = ()
    changed: str | None = None
