"""What repeats over the whole record: copies of reports, paragraphs that an outlet prints again and again, and what each report so counts as.

What is told lies in `repeats` (document → origin, digest of all this), copies and boilerplate in `derived`, findings in boilerplate in `withheld`. What it
is told from lies in tables of its own (`taken`, by document), so that a report that comes, changes or goes touches only those with which it shares something:

    take (of each document by itself) → paragraphs (of an outlet, in many reports) → pairs (that share fingerprints) → groups → origins · withheld

A whole record is told as one to which its reports come, so many at a time. `changes` reads, `write` writes: between the two no lock is held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from parley.record.store import schema, writes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parley.record.repeats.noted import Changes
    from parley.record.repeats.prints import Numbers

DERIVED = ("copy", "boilerplate")
"""What of this lies in `derived`."""

# What computes stands in modules of its own: numpy takes a tenth of a second to load, and most commands need nothing brought up to date.


def changes(connection: sa.Connection, most: int) -> Changes:
    """What repeats in the record now, as far as it differs from what is written; when more than so many documents changed, of some of them (`more`)."""
    from parley.record.repeats import bring

    return bring.changes(connection, most)


def write(connection: sa.Connection, found: Changes) -> None:
    """Writes what repeats."""
    from parley.record.repeats import noted

    noted.write(connection, found)


def forget(connection: sa.Connection, document: str) -> None:
    """Takes out what was kept of a document that is no longer in the record, and brings up to date what it shared with others."""
    from parley.record.repeats import bring

    bring.forget(connection, document)


def stems(connection: sa.Connection, documents: Sequence[str]) -> dict[str, Numbers]:
    """The words of each document that tell, as numbers; of those that were not looked at yet none."""
    from parley.record.repeats.prints import unpacked

    table = schema.taken
    found = {}
    for some in writes.chunks(documents):
        for id, kept in connection.execute(sa.select(table.c.document, table.c.stems).where(table.c.document.in_(some))):
            found[id] = unpacked(kept)
    return found
