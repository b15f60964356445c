"""What repeats over the whole record: copies of reports, paragraphs that an outlet prints again and again, and what each report so counts as.

Kept beside the documents: `repeats` (document → origin, digest of all this), copies and boilerplate in `derived`, and the findings in boilerplate in
`withheld`. `changes` reads, `write` writes: between the two no lock is held.
"""

from collections.abc import Mapping

import msgspec
import sqlalchemy as sa

from parley.model import Copy, Document, digest
from parley.record import boilerplate, copies, judging, origins, rows, schema, writes
from parley.record.corpus import Corpus

Runs = dict[str, list[tuple[int, int]]]


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written: all of it, in place of what was there."""

    origins: Mapping[str, str]
    copies: list[Copy]
    boilerplate: Runs
    withheld: list[str]


def changes(connection: sa.Connection) -> Changes:
    """What repeats in the record now."""
    documents = {}
    for id, body in connection.execute(sa.select(schema.documents.c.id, schema.documents.c.body).order_by(schema.documents.c.id)):
        documents[id] = rows.decode(Document, body)
    corpus = Corpus(documents=documents, findings={}, actors={}, judgements=judging.standing(connection))
    runs = boilerplate.repeated(corpus)
    found = copies.copies(corpus, runs)
    origin = origins.origins(documents, found)
    return Changes(origins=origin, copies=origins.with_origins(found, origin), boilerplate=runs, withheld=_withheld(connection, runs))


def _withheld(connection: sa.Connection, runs: Runs) -> list[str]:
    table = schema.findings
    found: list[str] = []
    for some in writes.chunks(sorted(runs)):
        wanted = sa.select(table.c.body).where(table.c.document.in_(some), table.c.review != "rejected")
        found += boilerplate.withheld((rows.decode_finding(body) for body in connection.execute(wanted).scalars()), runs)
    return sorted(set(found))


def write(connection: sa.Connection, found: Changes) -> None:
    """Writes what repeats."""
    for table in (schema.repeats, schema.withheld):
        connection.execute(sa.delete(table))
    connection.execute(sa.delete(schema.derived).where(schema.derived.c.kind.in_(("copy", "boilerplate"))))
    copy = {one.document: one for one in found.copies}
    writes.put(connection, schema.repeats, [
        {"document": id, "origin": origin, "digest": digest(origin, _told(copy.get(id)), rows.encode(found.boilerplate.get(id, [])))}
        for id, origin in sorted(found.origins.items())
    ])  # fmt: skip
    writes.put(connection, schema.withheld, [{"finding": id} for id in found.withheld])
    writes.put(connection, schema.derived, [
        writes.derived_row("boilerplate", id, rows.encode(runs)) for id, runs in sorted(found.boilerplate.items())
    ])  # fmt: skip
    writes.put(connection, schema.derived, [
        writes.derived_row("copy", one.document, rows.encode(one), place=one.group) for one in found.copies
    ])  # fmt: skip


def _told(copy: Copy | None) -> str:
    """What of a copy counts in its part."""
    return "\t".join((copy.kind, copy.source or "", copy.origin)) if copy is not None else ""
