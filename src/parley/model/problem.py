"""A fault in the data, kept as a row."""

from typing import Literal

import msgspec

from parley.model.span import Span, digest

Stage = Literal["read", "segment", "actors", "times", "extract", "engine", "record"]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong where, and what to do: code as in docs/problems.md, `source` the input's path or item when no document came of it."""

    stage: Stage
    code: str
    message: str
    advice: str
    document: str | None = None
    source: str | None = None
    span: Span | None = None

    @property
    def id(self) -> str:
        """The same fault at the same place has the same id."""
        at = f"{self.span.start}-{self.span.end}" if self.span else ""
        return digest("problem", self.document or self.source or "", self.stage, self.code, at, "" if self.span else self.message)
