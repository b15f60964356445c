"""What an export holds: every kind of the record's contract as plain JSON-like rows, sorted by id."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from parley.export.pseudonyms import Pseudonyms
from parley.model import ALL, FINDINGS, Filter, Query, digest

KINDS = (
    "documents", "actors", "statements", "events", "proposals", "stances", "conditions", "figures", "times", "mentions", "stories", "claims", "disputes",
    "positions", "blocked", "states", "agenda", "judgements", "problems",
)  # fmt: skip
Row = dict[str, Any]


class Content:
    """The rows of a record, kind by kind. With a negotiation given, only what comes from its documents; with pseudonyms, with names replaced."""

    def __init__(self, query: Query, *, negotiation: str | None = None, private: bool = False, pseudonyms: dict[str, str] | None = None) -> None:
        self.query = query
        self.where = Filter(negotiation=negotiation) if negotiation else ALL
        self.private = private
        self._kept = set(query.document_ids(self.where))
        self._names = Pseudonyms(query, pseudonyms) if pseudonyms else None
        self._left: Counter[str] = Counter()

    def rows(self, kind: str) -> list[Row]:
        """The rows of one kind of `KINDS`, sorted by id."""
        made: dict[str, Callable[[], Iterator[Row]]] = {
            "documents": self._documents,
            "mentions": lambda: self._placed(self.query.mentions(self.where)),
            "times": lambda: self._placed(self.query.times(self.where)),
            "problems": self._problems,
            "judgements": self._judgements,
            "actors": lambda: (as_row(a) for a in self.query.actors(self.where)),
        }
        if kind.removesuffix("s") in FINDINGS:
            rows: Iterator[Row] = (as_row(f) for f in self.query.findings(kind.removesuffix("s"), self.where))
        elif kind in made:
            rows = made[kind]()
        else:
            rows = (row for row in map(as_row, getattr(self.query, kind)()) if self._touches(row))
        found = sorted(rows, key=lambda row: str(row["id"]))
        return [self._names.apply(row) for row in found] if self._names else found

    def plain(self, row: msgspec.Struct) -> Row:
        """A row of a view as the export may show it: plain, with names replaced where they are to be."""
        made: Row = msgspec.to_builtins(row)
        return self._names.apply(made) if self._names else made

    def leave_out(self, what: str, count: int = 1) -> None:
        """Notes that the format has no place for some of the record."""
        self._left[what] += count

    def left_out(self) -> dict[str, int]:
        """What the export leaves out, and how many of each; what is not left out is not named."""
        found = Counter(f"{hidden.reason}_findings" for hidden in self.query.hidden() if self.where == ALL or hidden.document in self._kept)
        found["private_notes"] = 0 if self.private else sum(made.private for made in self.query.judgements())
        return {what: count for what, count in sorted((found + self._left).items()) if count}

    def _documents(self) -> Iterator[Row]:
        copies = {c.document: as_row(c) for c in self.query.copies()}
        for doc in self.query.documents(self.where):
            yield {**as_row(doc), "copies": copies.get(doc.id)}

    def _placed(self, found: Iterator[Any]) -> Iterator[Row]:
        for thing in found:
            row = as_row(thing)
            span = row.get("span") or {}
            place = (str(span.get("document")), str(span.get("start")), str(span.get("end")))
            yield {"id": digest(type(thing).__name__, *place, str(row.get("rule", ""))), **row}

    def _problems(self) -> Iterator[Row]:
        for problem in self.query.problems():
            if self.where == ALL or problem.document in self._kept:
                yield {"id": problem.id, **as_row(problem)}

    def _judgements(self) -> Iterator[Row]:
        for made in self.query.judgements():
            if self.private or not made.private:
                yield as_row(made)

    def _touches(self, row: Row) -> bool:
        """Whether a row that spans documents rests on one that is kept; all do when no negotiation is given."""
        return self.where == ALL or any(document in self._kept for document in _documents_of(row))


def as_row(thing: msgspec.Struct) -> Row:
    """One of the model's types as the plain row of an export."""
    plain: Row = msgspec.to_builtins(thing)
    _as_written(plain)
    return plain


def _as_written(value: Any) -> None:
    """Whoever appears with a span (source, holder, participant, claimant …) also gets `text`, the words that name them there."""
    if isinstance(value, dict):
        if ("actor" in value or "name" in value) and "text" not in value and isinstance(value.get("span"), dict):
            value["text"] = " ".join(value["span"]["text"].split())
        for inner in value.values():
            _as_written(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _as_written(inner)


def _documents_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("document"), str):
            yield value["document"]
        for inner in value.values():
            yield from _documents_of(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _documents_of(inner)
