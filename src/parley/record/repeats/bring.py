"""Which documents are not as they were when last looked at, and everything that follows from it."""

import itertools
from collections.abc import Collection, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from parley.record.across.reduce import VERSION
from parley.record.judgements import judging
from parley.record.repeats import groups, withheld
from parley.record.repeats.before import Before, Runs
from parley.record.repeats.noted import Changes, clear, write
from parley.record.repeats.pairs import Pairs
from parley.record.repeats.paragraphs import Paragraphs
from parley.record.repeats.prints import id_of
from parley.record.repeats.taken import APART, Taken, compare, take
from parley.record.store import rows, schema, stale, writes


def changes(connection: sa.Connection, most: int) -> Changes:
    """What repeats in the record now, as far as it differs from what is written; when more than so many documents changed, of the first of them (`more`)."""
    apart = _apart(connection)
    before = Before(connection, anew=not _is_current(connection))
    noted = list(stale.all_of(connection, "repeats"))
    changed = _changed(before, apart, noted, most)
    if not before.anew and len(changed) <= most and len(changed) > _size(connection) // 2 and _count(connection) <= most:
        before = Before(connection, anew=True)
        changed = _changed(before, apart, noted, most)
    some = set(sorted(changed)[:most])
    found = _brought(before, some, set(), apart, noted)
    found.more = len(changed) > most
    # Of what was noted, what is as it was is done with as well, when all was looked at.
    found.seen = sorted(some if found.more else some.union(noted))
    return found


def forget(connection: sa.Connection, document: str) -> None:
    """Takes out what was kept of a document that is no longer in the record, and brings up to date what it shared with others."""
    if _is_current(connection):
        before = Before(connection, anew=False)
        write(connection, _brought(before, set(), set(before.taken([document])), _apart(connection), ()))
    else:
        clear(connection)


def _brought(before: Before, changed: set[str], gone: set[str], apart: set[str], noted: Collection[str]) -> Changes:
    """What is to be written when some documents are not as they were, and some are gone. `noted`: of which something else may be read, or judged."""
    found = Changes(anew=before.anew)
    old = before.taken(changed | gone)
    new = {doc.id: take(doc, digest) for doc, digest in before.documents(sorted(changed))}
    paragraphs = Paragraphs(before, old, new)
    paragraphs.note(found)
    runs = _runs(before, paragraphs, old, new, gone)
    for doc, _ in before.documents(sorted(new)):
        new[doc.id] = compare(new[doc.id], doc, runs.get(doc.id, ()), old.get(doc.id), apart=doc.id in apart)
    moved = {id for id in old.keys() | new.keys() if _compared(old.get(id)) != _compared(new.get(id))}
    texts = groups.Texts(before, runs)
    was, now = ({id: some[id] for id in moved if id in some} for some in (old, new))
    pairs = Pairs(before, was, now, texts.is_copy)
    pairs.note(found)
    seeds = before.grouped(new.keys() | gone | {id_of(number) for pair in pairs.was.items() ^ pairs.now.items() for number in pair[0]})
    told = groups.Groups(before, new, pairs, seeds - gone, texts)
    told.note(found)
    origins = groups.Origins(before, old, new)
    origins.note(found)
    groups.note(found, before, origins, (seeds - gone, gone), told.copies, runs)
    _note_taken(found, old, new, withheld.note(found, before, runs, gone, noted))
    return found


def _runs(before: Before, paragraphs: Paragraphs, old: dict[str, Taken], new: dict[str, Taken], gone: set[str]) -> dict[str, Runs]:
    """The boilerplate of the documents of which it has changed, empty where there is none any more; those that had not changed themselves are added."""
    changed = paragraphs.changed() - gone
    others = before.taken(changed - new.keys())
    now = paragraphs.runs(others.values()) | paragraphs.runs(new.values())
    was = before.runs(changed | gone)
    found = {id: now.get(id, []) for id in changed if now.get(id, []) != was.get(id, [])} | {id: [] for id in gone & was.keys()}
    for id in others.keys() & found.keys():
        old[id] = new[id] = others[id]
    return {**{id: some for id, some in now.items() if id in new}, **found}


def _note_taken(found: Changes, old: Mapping[str, Taken], new: Mapping[str, Taken], readings: Mapping[str, str]) -> None:
    names = [column.name for column in schema.taken.columns]
    kept = {id: msgspec.structs.replace(one, reading=readings.get(id, old[id].reading if id in old else "")) for id, one in new.items()}
    lists = [
        [tuple({**msgspec.structs.asdict(one), "agencies": rows.encode(one.agencies)}[name] for name in names) for one in some.values()]
        for some in (old, kept)
    ]  # fmt: skip
    found.differ(schema.taken, *lists)
    found.readings = {id: reading for id, reading in readings.items() if id not in new and id not in old}


def _compared(taken: Taken | None) -> str:
    return taken.compared if taken is not None else ""


# --- what is not as it was ----------------------------------------------------------------------------------------------------------------


def _is_current(connection: sa.Connection) -> bool:
    return writes.state(connection, "repeats") == VERSION


def _size(connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(schema.taken)).scalar_one())


def _count(connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(schema.documents)).scalar_one())


def _changed(before: Before, apart: set[str], noted: Sequence[str], most: int) -> set[str]:
    """The documents that are not as they were when they were taken, or are or were judged to be no copy. Of those that are noted to have changed no more are
    looked at when more than so many have."""
    doc, taken = schema.documents, schema.taken
    if before.anew:
        return set(before.connection.execute(sa.select(doc.c.id)).scalars())
    both = sa.select(doc.c.id).outerjoin(taken, taken.c.document == doc.c.id).where(sa.or_(taken.c.source.is_(None), taken.c.source != doc.c.digest))
    changed: set[str] = set()
    for some in itertools.takewhile(lambda _: len(changed) <= most, writes.chunks(noted)):
        changed.update(before.connection.execute(both.where(doc.c.id.in_(some))).scalars())
    was = set(before.connection.execute(sa.select(taken.c.document).where(taken.c.compared == APART)).scalars())
    here = sa.select(taken.c.document).where(taken.c.document.in_(apart - was))
    return changed | (was - apart) | set(before.connection.execute(here).scalars())


def _apart(connection: sa.Connection) -> set[str]:
    """The documents that are no copies by judgement."""
    return {made.target for made in judging.standing(connection) if made.on == "copy" and made.action == "reject"}
