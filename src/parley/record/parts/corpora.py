"""Reports with what was found in them, and what the whole record says of them, as the reduce takes them."""

from collections.abc import Mapping, Sequence

import msgspec
import sqlalchemy as sa

from parley.model import Actor, Copy, Document
from parley.record.across.corpus import Common, Corpus
from parley.record.store import frame, rows, schema, writes
from parley.record.who import naming
from parley.record.who.naming import Who

_RUNS = msgspec.json.Decoder(list[tuple[int, int]])


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """Reports as they lie in the record, JSON by id: a fifth of the room that the same takes when it is taken apart, which is done where a part is computed.

    actors: those of the documents. copies, boilerplate: of each document that has any. identities: actor of a document → actor of the record. known: these
    actors, whom they belong to and their members. origins, stances, agenda, proposals: as in `Corpus` and `Common`.
    """

    documents: Mapping[str, str]
    findings: Mapping[str, str]
    actors: Mapping[str, str]
    copies: Mapping[str, str]
    boilerplate: Mapping[str, str]
    identities: Mapping[str, str]
    known: Sequence[Who]
    origins: Mapping[str, str]
    stances: tuple[str, ...]
    agenda: Mapping[str, str]
    proposals: Mapping[str, str]


def load(connection: sa.Connection, ids: Sequence[str], *wanted: "sa.ColumnElement[bool]") -> Rows:
    """These reports, with those findings that are `wanted`; what was written since the record was last looked at as a whole waits for the next time."""
    doc, finding, local = schema.documents, schema.findings, schema.local_actors
    known = sa.and_(sa.exists().where(schema.repeats.c.document == doc.c.id), sa.exists().where(schema.namings.c.document == doc.c.id))
    stands = (finding.c.review != "rejected", ~sa.exists().where(schema.withheld.c.finding == finding.c.id), *wanted)
    documents: dict[str, str] = {}
    findings: dict[str, str] = {}
    actors: dict[str, str] = {}
    repeated: dict[str, dict[str, str]] = {"copy": {}, "boilerplate": {}}
    origins: dict[str, str] = {}
    for some in writes.chunks(ids):
        here = dict(connection.execute(sa.select(doc.c.id, doc.c.body).where(doc.c.id.in_(some), known)).all())
        documents |= here
        of = list(here)
        findings |= dict(connection.execute(sa.select(finding.c.id, finding.c.body).where(finding.c.document.in_(of), *stands)).all())
        actors |= dict(connection.execute(sa.select(local.c.id, local.c.body).where(local.c.document.in_(of)).order_by(local.c.id)).all())
        table, repeat = schema.derived, schema.repeats
        about = sa.select(table.c.kind, table.c.id, table.c.body).where(table.c.kind.in_(sorted(repeated)), table.c.id.in_(of))
        for kind, id, body in connection.execute(about):
            repeated[kind][id] = body
        origins |= dict(connection.execute(sa.select(repeat.c.document, repeat.c.origin).where(repeat.c.document.in_(of))).all())
    identities, who = naming.known_in(connection, list(actors))
    return Rows(
        documents=documents, findings=findings, actors=actors, copies=repeated["copy"], boilerplate=repeated["boilerplate"], identities=identities, known=who,
        origins=origins, stances=frame.stances(connection), agenda=frame.agenda(connection), proposals=frame.proposals(connection),
    )  # fmt: skip


def told(loaded: Rows) -> tuple[Corpus, Common]:
    """What reports say, and what the whole record says of them."""
    corpus = Corpus(
        documents={id: rows.decode(Document, loaded.documents[id]) for id in sorted(loaded.documents)},
        findings={id: rows.decode_finding(loaded.findings[id]) for id in sorted(loaded.findings)},
        stances=loaded.stances, agenda=loaded.agenda, proposals=loaded.proposals,
    )  # fmt: skip
    actors = [rows.decode(Actor, body) for body in loaded.actors.values()]
    copies = sorted((rows.decode(Copy, body) for body in loaded.copies.values()), key=lambda copy: (copy.group, copy.document))
    common = Common(
        identities=loaded.identities, actors=naming.called_here(loaded.known, loaded.identities, actors),
        boilerplate={id: _RUNS.decode(body) for id, body in loaded.boilerplate.items()}, copies=tuple(copies), origins=loaded.origins,
    )  # fmt: skip
    return corpus, common


def settings(connection: sa.Connection) -> tuple[str, ...]:
    """What the codebook says that parts are computed by."""
    return (*frame.stances(connection), rows.encode(frame.agenda(connection)), rows.encode(frame.proposals(connection)))
