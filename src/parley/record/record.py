"""One record: written document by document, read through `parley.model.Query`."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Self

import msgspec
import sqlalchemy as sa

from parley.codebook import Codebook
from parley.errors import EvidenceError, NotInRecord, UsageError
from parley.model import AnnotatedDocument, Answer, AnyFinding, Document, Judgement, Problem
from parley.record import derive, join
from parley.record.judgements import judge, judging
from parley.record.queries.query import Reader
from parley.record.queries.standing import Standing
from parley.record.store import frame, fulltext, schema, second, stale, writes
from parley.record.store.database import MEMORY, Database

BATCH = 32
"""Documents that are written in one transaction."""


def utc_now() -> datetime.datetime:
    """The moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


class Record(Reader):
    """A record in a file or a PostgreSQL database. Every method that writes does all of it or nothing; two writers wait for one another."""

    def __init__(self, database: Database, clock: Callable[[], datetime.datetime] = utc_now) -> None:
        super().__init__(database)
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database; the record cannot be used after."""
        self._database.close()

    # --- adding ---------------------------------------------------------------------------------------------------------------------

    def add(self, annotated: Iterable[AnnotatedDocument], *, pipeline: str = "") -> int:
        """Writes documents with all that was found in them, each all or nothing, and gives back how many. `pipeline`: version of what read them.

        Up to `BATCH` of them are written in one transaction: a run that is killed leaves whole documents only.

        A document that is there already is read anew: what was found before is replaced, judgements stay. Raises `EvidenceError` for a
        document with a span that does not point home, and writes nothing of it. Text that no database can hold becomes a problem row.
        """
        count = 0
        waiting = iter(annotated)
        while batch := list(itertools.islice(waiting, BATCH)):
            try:
                self._write(batch, pipeline)
                count += len(batch)
            except (EvidenceError, UnicodeEncodeError):
                count += sum(self._write_one(one, pipeline) for one in batch)
        return count

    def _write(self, batch: Sequence[AnnotatedDocument], pipeline: str) -> None:
        now = self._clock().isoformat(timespec="seconds")
        with self._database.write() as connection:
            writes.put_documents(connection, batch, pipeline=pipeline, now=now)
            stale.changed(connection, (one.document.id for one in batch))
            writes.touch(connection)

    def _write_one(self, one: AnnotatedDocument, pipeline: str) -> bool:
        try:
            self._write([one], pipeline)
        except UnicodeEncodeError as fault:
            self.add_problem(_unwritable(one.document, fault))
            return False
        return True

    def keep_frame(self, book: Codebook) -> None:
        """Keeps the order of stances of the codebook, and the name of the negotiation that its parties file gives."""
        with self._database.write() as connection:
            if frame.put(connection, book):
                writes.touch(connection)

    def has(self, document: str, *, pipeline: str | None = None) -> bool:
        """Whether the document is in the record; with `pipeline`, whether that version has read it and its date has not been corrected since."""
        table = schema.readings
        with self._database.read() as connection:
            found = connection.execute(sa.select(table.c.pipeline).where(table.c.document == document)).scalar_one_or_none()
            return found is not None and (pipeline is None or (found == pipeline and document not in writes.redated(connection, document)))

    def to_reread(self, pipeline: str | None = None) -> list[str]:
        """Ids of the documents that another pipeline version read, or whose date was corrected since they were read."""
        table = schema.readings
        with self._database.read() as connection:
            found = set(writes.redated(connection))
            if pipeline is not None:
                found |= set(connection.execute(sa.select(table.c.document).where(table.c.pipeline != pipeline)).scalars())
        return sorted(found)

    def as_read(self, document: str) -> Document:
        """The document as it was read, before any correction; raises `NotInRecord`."""
        with self._database.read() as connection:
            found = writes.raw_document(connection, document)
        if found is None:
            raise NotInRecord(f"no document {document} in the record")
        return found

    def as_corrected(self, document: str) -> Document:
        """The document with its corrections but without what other reports say of it (repeated boilerplate): what a reading anew starts from."""
        raw = self.as_read(document)
        with self._database.read() as connection:
            return judge.judged_document(raw, writes.judgements_on(connection, [document]).get(document, []))

    def add_problem(self, *problems: Problem) -> None:
        """Writes faults in the data; the same fault at the same place is one row."""
        with self._database.write() as connection:
            writes.put_problems(connection, problems)

    def remember(self, what: str, value: str) -> None:
        """Keeps a value from run to run beside the record: no finding, no part of an export or of a merge."""
        with self._database.write() as connection:
            writes.put_state(connection, what, value)

    def remembered(self, what: str) -> str | None:
        """The value that was kept under that name, or None."""
        with self._database.read() as connection:
            return writes.state(connection, what)

    # --- a second reader --------------------------------------------------------------------------------------------------------------

    def material(self, document: str) -> AnnotatedDocument:
        """The document as corrected with its own mentions, actors and times: what a second reader's words are held against; raises `NotInRecord`."""
        with self._database.read() as connection:
            return second.material(connection, document)

    def answered(self, key: str) -> str | None:
        """The answer that was given to the same question before, or None."""
        with self._database.read() as connection:
            return second.answered(connection, key)

    def put_answer(self, answer: Answer, found: Sequence[AnyFinding]) -> None:
        """Writes an answer and its candidates, in place of an earlier one about that passage; raises `EvidenceError`, `NotInRecord`."""
        now = self._clock().isoformat(timespec="seconds")
        with self._database.write() as connection:
            second.put(connection, msgspec.structs.replace(answer, at=now, found=tuple(one.id for one in found)), found)

    def drop_answers(self, document: str, reader: str, *, besides: Iterable[int]) -> None:
        """Takes out what a reader answered about passages of the document that begin elsewhere than `besides` says."""
        with self._database.write() as connection:
            second.drop_others(connection, document, reader, besides)

    # --- judging --------------------------------------------------------------------------------------------------------------------

    def judge(self, made: Judgement) -> Judgement:
        """Appends a judgement and gives it back with its id, time and old value; raises `NotInRecord`, `UsageError`, `EvidenceError`.

        action and target: accept · reject · correct (field, new) · note on a finding; add (new: the finding as JSON) on a document; set
        (field, new) on a document; merge, split (new: the other actor's id or name) on an actor; undo (undoes).
        """
        when = made.when or self._clock().isoformat(timespec="microseconds")
        if made.action in ("merge", "split"):
            self._fresh()
        with self._database.write() as connection:
            kept = judging.append(connection, msgspec.structs.replace(made, when=when))
            if made.action != "note":  # nothing is derived from a note
                writes.touch(connection)
        return kept

    def set(self, document: str, field: str, value: str | None, *, by: str, why: str) -> Judgement:
        """Corrects one field of a document's metadata; no id changes, the old value is kept. A corrected date asks for a re-read (`to_reread`)."""
        return self.judge(Judgement(id="", by=by, when="", action="set", on="metadata", target=document, field=field, new=value, why=why))

    def undo(self, judgement: str, *, by: str, why: str = "") -> Judgement:
        """Takes an earlier judgement back; undoing an undo brings it into force again."""
        return self.judge(Judgement(id="", by=by, when="", action="undo", on="judgement", target=judgement, why=why, undoes=judgement))

    # --- whole records ----------------------------------------------------------------------------------------------------------------

    def forget(self, document: str) -> None:
        """Takes a document and all that came from it alone out for good, and vacuums; raises `NotInRecord`."""
        with self._database.write() as connection:
            negotiation = join.forget(connection, document)
            derive.forgotten(connection, document, negotiation)
            fulltext.rebuild(connection)
            writes.touch(connection)
        self._refs = ("", {})
        self._database.vacuum()

    def merge(self, other: "Record") -> None:
        """Takes in all of another record. Merging is associative, commutative and idempotent."""
        with other._database.read() as source, self._database.write() as connection:
            join.merge(source, connection)
            writes.touch(connection)

    def reduce(self, run: derive.Run = map) -> None:
        """Computes what documents say together, where anything changed since it was last computed. `run`: what computes the parts."""
        if derive.is_fresh(self._database):
            return
        derive.refresh(self._database, run)

    def _fresh(self) -> None:
        self.reduce()

    def standing(self) -> Standing:
        """The record as it stands, for pages: nothing is computed anew, and rows are read some at a time."""
        return Standing(self._database)

    def as_of(self, day: str) -> "Record":
        """The record as it would be had only reports published before the end of that day been read: a copy in memory, everything derived anew.

        A report counts when the whole of its known date lies before the day's end, dates taken as written; undated reports do not count.
        Raises `UsageError` when `day` is no ISO date.
        """
        try:
            end = (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
        except ValueError as fault:
            raise UsageError(f"{day!r} is no day: write 2025-03-14") from fault
        view = Record(Database(MEMORY, create=True), self._clock)
        with self._database.read() as source, view._database.write() as connection:
            join.merge(source, connection, until=end)
            writes.touch(connection)
        return view


def open_record(where: str, *, create: bool = False) -> Record:
    """The record at a file's path or a PostgreSQL URL; with `create` it is made when there is none. Raises `RecordError`."""
    return Record(Database(where, create=create))


def merge(into: str, source: str) -> None:
    """Takes all of the record at `source` into the one at `into`, which is made when there is none."""
    with open_record(source) as other, open_record(into, create=True) as record:
        record.merge(other)


def _unwritable(doc: Document, fault: UnicodeEncodeError) -> Problem:
    return Problem(
        stage="record", code="text_not_unicode", message=f"the text holds half of a surrogate pair: {fault.reason}",
        advice="Save the input as UTF-8 and read it again.", source=writes.written(doc.item.encode("utf-8", "replace").decode()),
    )  # fmt: skip
