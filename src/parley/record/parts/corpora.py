"""Reports with what was found in them, and what the whole record says of them, as the reduce takes them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from parley.model import Actor, Copy, Document
from parley.record.across.corpus import Common, Corpus
from parley.record.store import frame, rows, schema, writes
from parley.record.who import naming


def load(connection: sa.Connection, ids: Sequence[str], *wanted: "sa.ColumnElement[bool]") -> tuple[Corpus, Common]:
    """These reports, with those findings that are `wanted`; what was written since the record was last looked at as a whole waits for the next time."""
    doc, finding, local = schema.documents, schema.findings, schema.local_actors
    known = sa.and_(sa.exists().where(schema.repeats.c.document == doc.c.id), sa.exists().where(schema.namings.c.document == doc.c.id))
    stands = (finding.c.review != "rejected", ~sa.exists().where(schema.withheld.c.finding == finding.c.id), *wanted)
    documents: dict[str, Document] = {}
    findings: dict[str, str] = {}
    actors: defaultdict[str, list[Actor]] = defaultdict(list)
    for some in writes.chunks(ids):
        here = {id: rows.decode(Document, body) for id, body in connection.execute(sa.select(doc.c.id, doc.c.body).where(doc.c.id.in_(some), known))}
        documents |= here
        of = list(here)
        findings |= dict(connection.execute(sa.select(finding.c.id, finding.c.body).where(finding.c.document.in_(of), *stands)).all())
        for document, body in connection.execute(sa.select(local.c.document, local.c.body).where(local.c.document.in_(of)).order_by(local.c.id)):
            actors[document].append(rows.decode(Actor, body))
    corpus = Corpus(
        documents={id: documents[id] for id in sorted(documents)}, findings={id: rows.decode_finding(findings[id]) for id in sorted(findings)},
        stances=frame.stances(connection), agenda=frame.agenda(connection), proposals=frame.proposals(connection),
    )  # fmt: skip
    return corpus, _common(connection, documents, actors)


def _common(connection: sa.Connection, documents: Collection[str], local: Mapping[str, Sequence[Actor]]) -> Common:
    identities, actors = naming.known_in(connection, local)
    table, repeat = schema.derived, schema.repeats
    told: dict[str, list[tuple[str, str]]] = {"copy": [], "boilerplate": []}
    origins: dict[str, str] = {}
    for some in writes.chunks(sorted(documents)):
        for kind, id, body in connection.execute(sa.select(table.c.kind, table.c.id, table.c.body).where(table.c.kind.in_(sorted(told)), table.c.id.in_(some))):
            told[kind].append((id, body))
        origins |= dict(connection.execute(sa.select(repeat.c.document, repeat.c.origin).where(repeat.c.document.in_(some))).all())
    copies = sorted((rows.decode(Copy, body) for _, body in told["copy"]), key=lambda copy: (copy.group, copy.document))
    runs = {id: msgspec.json.decode(body, type=list[tuple[int, int]]) for id, body in told["boilerplate"]}
    return Common(identities=identities, actors=actors, boilerplate=runs, copies=tuple(copies), origins=origins)


def settings(connection: sa.Connection) -> tuple[str, ...]:
    """What the codebook says that parts are computed by."""
    return (*frame.stances(connection), rows.encode(frame.agenda(connection)), rows.encode(frame.proposals(connection)))
