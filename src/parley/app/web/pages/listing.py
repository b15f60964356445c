"""Some rows of many: which page, how many there are."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from parley.app.options import MOST_ROWS
from parley.app.web.asked import Asked
from parley.app.web.held import Held
from parley.model import ALL, COUNTED, Filter
from parley.record.queries.paging import Narrow, counted


class Listing(NamedTuple):
    """The rows of one page of a list; `total` is at most one more than `COUNTED`, then `more` is True."""

    rows: Sequence[Any]
    total: int
    page: int
    pages: int

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > COUNTED

    @property
    def counted(self) -> str:
        """The number of rows in words: "more than 10,000" where no more were counted."""
        return counted(self.total)

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1; 0 when there is none."""
        return (self.page - 1) * MOST_ROWS + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def of_all(rows: Sequence[Any], asked: Asked) -> Listing:
    """The page of a list that is at hand as a whole."""
    pages = max(1, -(-len(rows) // MOST_ROWS))
    page = min(asked.page(), pages)
    return Listing(rows[(page - 1) * MOST_ROWS : page * MOST_ROWS], len(rows), page, pages)


def of_findings(held: Held, kind: str, asked: Asked, where: Filter = ALL, narrow: Narrow | None = None) -> Listing:
    """The page of the findings of one kind."""
    page = asked.page()
    found = held.query.page(kind, where, narrow, offset=(page - 1) * MOST_ROWS, limit=MOST_ROWS)
    return Listing(found.findings, found.total, page, max(1, -(-min(found.total, COUNTED) // MOST_ROWS)))


def of_part(rows: Sequence[Any], total: int, asked: Asked) -> Listing:
    """The page whose rows were read by their place."""
    return Listing(rows, total, asked.page(), max(1, -(-total // MOST_ROWS)))
