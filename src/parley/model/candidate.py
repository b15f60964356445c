"""What a second reader answered: kept apart from the findings until somebody accepts it."""

from collections.abc import Mapping

import msgspec


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a second reader about one passage: where the passage stands, the answer as it came, what was kept of it and what dropped, by reason.

    key: hash of reader, instruction, form and passage, so that the same passage is asked about once. found: ids of the candidates that came of it.
    """

    document: str
    start: int
    end: int
    reader: str
    key: str
    at: str
    text: str
    found: tuple[str, ...] = ()
    dropped: Mapping[str, int] = {}
