"""The derived tables: whether they belong to what is in the record, and how they are computed and written."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from parley.model import Actor, Document, Judgement
from parley.record import frame, judge, rows, schema, writes
from parley.record.corpus import Corpus, Derived
from parley.record.database import Database
from parley.record.reduce import VERSION, reduce

_KINDS = ("actors", "copies", "stories", "claims", "disputes", "positions", "blocked", "states", "agenda")
_NAMES = {"copies": "copy", "stories": "story", "blocked": "blocked", "agenda": "agenda"}


def is_fresh(database: Database) -> bool:
    """Whether the derived tables were computed from what is in the record now, by this version of the reduce."""
    with database.read() as connection:
        return _state(connection, "derived") == _stamp(connection)


def refresh(database: Database) -> None:
    """Computes the derived tables anew and writes them, unless another process did in the meantime."""
    with database.read() as connection:
        stamp, corpus = _stamp(connection), load(connection)
    derived = reduce(corpus)
    with database.write() as connection:
        if _stamp(connection) != stamp:
            # Somebody wrote meanwhile: what was computed belongs to no state of the record. Compute under the lock.
            derived, stamp = reduce(load(connection)), _stamp(connection)
        clear(connection)
        _write(connection, derived)
        connection.execute(sa.delete(schema.state).where(schema.state.c.key == "derived"))
        connection.execute(sa.insert(schema.state).values(key="derived", value=stamp))


def load(connection: sa.Connection) -> Corpus:
    """The corpus: everything that the reduce needs."""
    documents = {}
    for id, body in connection.execute(sa.select(schema.documents.c.id, schema.documents.c.body).order_by(schema.documents.c.id)):
        documents[id] = rows.decode(Document, body)
    table = schema.findings
    wanted = sa.select(table.c.id, table.c.body).where(table.c.review != "rejected").order_by(table.c.id)
    findings = {id: rows.decode_finding(body) for id, body in connection.execute(wanted)}
    actors: defaultdict[str, list[Actor]] = defaultdict(list)
    local = schema.local_actors
    for document, body in connection.execute(sa.select(local.c.document, local.c.body).order_by(local.c.id)):
        actors[document].append(rows.decode(Actor, body))
    made = (rows.decode(Judgement, body) for body in connection.execute(sa.select(schema.judgements.c.body)).scalars())
    return Corpus(
        documents=documents,
        findings=findings,
        actors={document: tuple(found) for document, found in actors.items()},
        judgements=tuple(judge.standing(made)),
        stances=frame.stances(connection),
        agenda=frame.agenda(connection),
        proposals=frame.proposals(connection),
    )


def clear(connection: sa.Connection) -> None:
    """Empties the derived tables."""
    for table in (schema.derived, schema.identities, schema.withheld):
        connection.execute(sa.delete(table))
    connection.execute(sa.delete(schema.state).where(schema.state.c.key == "derived"))


def _write(connection: sa.Connection, derived: Derived) -> None:
    writes.put(connection, schema.identities, [{"local": local, "actor": actor} for local, actor in sorted(derived.identities.items())])
    writes.put(connection, schema.withheld, [{"finding": id} for id in sorted(set(derived.withheld))])
    runs = [{"kind": "boilerplate", "id": id, "n": 0, "body": rows.encode(runs)} for id, runs in sorted(derived.boilerplate.items())]
    writes.put(connection, schema.derived, runs)
    for field in _KINDS:
        kind = _NAMES.get(field, field.removesuffix("s"))
        writes.put(connection, schema.derived, _rows(kind, getattr(derived, field)))


def _rows(kind: str, values: Iterable[msgspec.Struct]) -> list[dict[str, object]]:
    return [{"kind": kind, "id": getattr(value, "id", None) or value.document, "n": n, "body": rows.encode(value)} for n, value in enumerate(values)]  # type: ignore[attr-defined]


def _state(connection: sa.Connection, key: str) -> str:
    return connection.execute(sa.select(schema.state.c.value).where(schema.state.c.key == key)).scalar_one_or_none() or ""


def _stamp(connection: sa.Connection) -> str:
    return f"{_state(connection, 'generation')}/{VERSION}"
