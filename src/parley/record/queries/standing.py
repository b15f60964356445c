"""The record as it stands: what many documents say together as it was last computed, at once, without waiting for it to be computed anew."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import sqlalchemy as sa

from parley.model import ALL, COUNTED, AnyFinding, Document, Filter, Judgement, Problem
from parley.record import derive
from parley.record.queries import paging
from parley.record.queries.query import Reader
from parley.record.store import fulltext, rows, schema, writes
from parley.record.store.database import Database


class Standing(Reader):
    """Reads a record and computes nothing; made by `Record.standing`. Adds to `parley.model.Query` what pages need: some rows of many."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)

    @property
    def database(self) -> Database:
        """The database behind the record."""
        return self._database

    def _fresh(self) -> None:
        """Takes what is there."""

    def _generation(self) -> str:
        return self.stamps()[1]

    def stamps(self) -> tuple[str, str]:
        """(generation of the record, what the derived tables were computed from): a change of either says that something changed."""
        with self._database.read() as connection:
            found = dict(connection.execute(sa.select(schema.state.c.key, schema.state.c.value)).all())
        return found.get("generation", "0"), found.get("derived", "")

    def fresh(self) -> bool:
        """Whether what is derived belongs to what is in the record now."""
        return derive.is_fresh(self._database)

    def some_documents(self, ids: Iterable[str]) -> list[Document]:
        """The documents with these ids that there are."""
        with self._database.read() as connection:
            return self._documents(connection, list(dict.fromkeys(ids)))

    def page(self, kind: str, where: Filter = ALL, narrow: paging.Narrow | None = None, *, offset: int = 0, limit: int = 50) -> paging.Page:
        """Some findings of one kind; `narrow.review` "rejected" gives those that every other query leaves out."""
        narrow = narrow or paging.Narrow()
        base = paging.rejected(kind) if narrow.review == "rejected" else self._wanted(kind, where)[0]
        wanted = paging.narrowed(base, narrow)
        with self._database.read() as connection:
            first = self._listed((kind, where, narrow), lambda: paging.first(connection, wanted, narrow.order))
            ids = first[offset : offset + limit]
            if len(first) > COUNTED and offset + limit > COUNTED:
                ids = list(connection.execute(paging.ordered(wanted, narrow.order).offset(offset).limit(limit)).scalars())
            return paging.Page(findings=tuple(self._findings(connection, ids)), total=len(first), offset=offset, limit=limit)

    def _listed(self, _: Hashable, make: Callable[[], list[str]]) -> list[str]:
        """The first ids of a list; a reader that keeps things may have them."""
        return make()

    def some_findings(self, ids: Sequence[str]) -> Mapping[str, AnyFinding]:
        """The findings with these ids that there are, by id; rejected ones too."""
        with self._database.read() as connection:
            return {finding.id: finding for finding in self._findings(connection, ids)}

    def said_before(self, kind: str, words: str, day: str) -> bool:
        """Whether a report published before the day has a finding of the kind with these words."""
        table, doc = schema.passages, schema.documents
        same = fulltext.matches(self._database.engine.dialect.name, '"' + words.replace('"', " ") + '"')
        wanted = sa.select(table.c.id).join(doc, doc.c.id == table.c.document).where(table.c.kind == kind, same, doc.c.published < day).limit(1)
        with self._database.read() as connection:
            return connection.execute(wanted).first() is not None

    def actor_of(self) -> Mapping[str, str]:
        """Actor of a document → actor of the record."""
        with self._database.read() as connection:
            return paging.actor_of(connection)

    def speakers(self, roles: Sequence[str] = ("speaker",)) -> list[tuple[str, int]]:
        """(actor, findings that name it in one of the roles), those named most first."""
        same = self.actor_of()
        with self._database.read() as connection:
            return paging.speakers(connection, roles, same)

    def issues(self) -> list[tuple[str, int]]:
        """(issue, findings on it), the most frequent first."""
        with self._database.read() as connection:
            return paging.issues(connection)

    def types(self, kind: str, facet: str = "type") -> list[str]:
        """The values that a facet of one kind of finding has."""
        with self._database.read() as connection:
            return paging.values(connection, kind, facet)

    def event_marks(self) -> list[tuple[str, str, str, str, str, list[str]]]:
        """(id, type, status, start of its time, document, ids of the actors who took part) of every event with a known time, in order of time."""
        same = self.actor_of()
        with self._database.read() as connection:
            return paging.event_marks(connection, same)

    def kinds(self, documents: Sequence[str] | None = None) -> dict[str, int]:
        """How many findings of each kind there are, in these documents or in all."""
        with self._database.read() as connection:
            return paging.kinds(connection, documents)

    def problems_page(self, offset: int, limit: int, document: str | None = None, code: str | None = None) -> tuple[list[Problem], int]:
        """Some faults in the data, by id, and how many there are."""
        table = schema.problems
        wanted = sa.select(table.c.body)
        wanted = wanted.where(table.c.document == document) if document is not None else wanted
        wanted = wanted.where(table.c.code == code) if code is not None else wanted
        with self._database.read() as connection:
            total = connection.execute(sa.select(sa.func.count()).select_from(wanted.subquery())).scalar_one()
            found = connection.execute(wanted.order_by(table.c.id).offset(offset).limit(limit)).scalars().all()
        return [rows.decode(Problem, body) for body in found], total

    def problem_codes(self) -> list[tuple[str, int]]:
        """(code, problems with it), by code."""
        table = schema.problems
        with self._database.read() as connection:
            return list(connection.execute(sa.select(table.c.code, sa.func.count()).group_by(table.c.code).order_by(table.c.code)).all())

    def judgements_page(self, offset: int, limit: int) -> tuple[list[Judgement], int]:
        """Some judgements, latest first, and how many there are."""
        table = schema.judgements
        with self._database.read() as connection:
            total = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            found = connection.execute(sa.select(table.c.body).order_by(table.c.at.desc(), table.c.id.desc()).offset(offset).limit(limit)).scalars().all()
        return [rows.decode(Judgement, body) for body in found], total

    def count_judgements(self) -> int:
        """How many judgements there are."""
        with self._database.read() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(schema.judgements)).scalar_one()

    def read_findings(self, ids: Sequence[str]) -> list[AnyFinding]:
        """The findings with these ids that there are, as they were read, before any judgement."""
        table = schema.findings
        found: list[AnyFinding] = []
        with self._database.read() as connection:
            for some in writes.chunks(ids):
                wanted = sa.select(sa.func.coalesce(table.c.raw, table.c.body)).where(table.c.id.in_(some)).order_by(table.c.id)
                found += [rows.decode_finding(body) for body in connection.execute(wanted).scalars()]
        return found

    def judgements_on(self, targets: Sequence[str]) -> list[Judgement]:
        """The judgements on these targets, in order of time; undone ones too."""
        table = schema.judgements
        with self._database.read() as connection:
            found = connection.execute(sa.select(table.c.body).where(table.c.target.in_(targets)).order_by(table.c.at, table.c.id)).scalars().all()
        return [rows.decode(Judgement, body) for body in found]
