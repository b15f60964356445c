"""A record is computed part by part: what one negotiation's reports say together is touched by what touches its reports, and by nothing else."""

import itertools
import sqlite3
from contextlib import closing

import msgspec
import pytest
import sqlalchemy as sa

from parley.model import Judgement
from parley.record import open_record
from parley.record.across.holding import kind_of
from parley.record.parts import Holding, Stretch
from parley.record.store import schema, writes
from support import Report

KINDS = ("copies", "stories", "claims", "disputes", "positions", "blocked", "states", "agenda")


def report(n, talks, *, who="Anton Verek", side="state:orlan", day="2031-05-05", value="accepts", what="the harbour truce"):
    made = Report(f"{who} {value} {what} of round {n}, {who} said on Monday.", item=f"{talks}-{n}", day=day, outlet=f"Paper {n}", negotiation=talks)
    made.actor(who, of=side)
    made.statement(who, f"{who} {value} {what} of round {n}")
    made.stance(who, f"{value} {what}", value)
    return made.done()


@pytest.fixture
def annotated():
    """Two negotiations of two reports each, and one report of none."""
    both = [report(n, talks, who=who) for talks, who in (("north", "Anton Verek"), ("south", "Dana Moor")) for n in (1, 2)]
    return [*both, report(9, None, who="Ivo Lund", what="every ban on fishing near the wrecks")]


def negotiation_of(part):
    return part.rpartition("\n")[0]


def computed(record):
    """The negotiations of which anything is computed when the record is asked, in order."""
    return sorted({negotiation_of(part.name) for part in parts_computed(record)})


def parts_computed(record, stop=None):
    """The stretches, and the parts of what holds on, that are computed when the record is asked; stopped before the part of that number."""
    found = []
    count = itertools.count()

    def run(compute, parts):
        for part in parts:
            if next(count) == stop:
                raise KeyboardInterrupt
            if isinstance(part, Stretch | Holding):
                found.append(part)
            yield compute(part)

    if stop is None:
        record.reduce(run)
    else:
        with pytest.raises(KeyboardInterrupt):
            record.reduce(run)
    return found


def stretches_computed(record):
    """The stretches that are computed when the record is asked, by name."""
    return sorted(part.name for part in parts_computed(record) if isinstance(part, Stretch))


def held_computed(record):
    """What holds on that is computed when the record is asked: the kinds of its parts, each once."""
    return sorted({kind_of(name) for part in parts_computed(record) if isinstance(part, Holding) for name in part.told})


def said(record):
    return [msgspec.json.encode([list(getattr(record, kind)()) for kind in KINDS]), msgspec.json.encode(list(record.actors()))]


def test_every_negotiation_is_a_part_and_the_reports_of_none_are_one(record, annotated):
    record.add(annotated)
    assert computed(record) == ["", "north", "south"]
    assert computed(record) == []


def test_what_is_told_within_days_is_computed_of_the_stretch_that_a_report_falls_into_alone(record):
    record.add([report(n, "north", day=day) for n, day in ((1, "2031-05-05"), (2, "2031-05-20"), (3, "2031-07-01"))])
    assert stretches_computed(record) == ["north\n2031-05-05", "north\n2031-07-01"]
    record.add([report(4, "north", day="2031-07-02", value="rejects")])
    assert stretches_computed(record) == ["north\n2031-07-01"]
    record.add([report(5, "north", day="2031-06-10")])
    assert stretches_computed(record) == ["north\n2031-05-05"], "a report in the pause makes one stretch of two"
    assert not {row for row in stored(record) if row[0] == "north\n2031-07-01"}


def test_an_undated_report_touches_the_stretch_of_the_report_that_it_is_most_like(record):
    some = [report(1, "north", day="2031-05-05"), report(2, "north", day="2031-09-05", who="Dana Moor"), report(3, "north", day="2031-09-06", who="Dana Moor")]
    record.add(some)
    assert stretches_computed(record) == ["north\n2031-05-05", "north\n2031-09-05"]
    record.add([report(4, "north", day=None)])
    assert stretches_computed(record) == ["north\n2031-05-05"]
    record.add([report(5, "north", day=None, who="Dana Moor")])
    assert stretches_computed(record) == ["north\n2031-09-05"]


@pytest.mark.parametrize("count", range(8))
def test_who_is_stopped_between_two_parts_leaves_nothing_uncomputed(record, annotated, count, tmp_path):
    some = [*annotated, report(3, "north", day="2031-09-05")]
    with open_record(str(tmp_path / "whole.db"), create=True) as other:
        other.add(some)
        straight = said(other)
    record.add(some)
    before = {part.name for part in parts_computed(record, stop=count)}
    after = {part.name for part in parts_computed(record)}
    assert len(before) + len(after) == 7, "four stretches, and what holds on in three negotiations"
    assert before.isdisjoint(after)
    assert said(record) == straight


def stored(record):
    """What is derived, each with the part that it is of; what is of the whole record left out."""
    with record._database.read() as connection:
        found = connection.execute(sa.select(schema.derived.c.part, schema.derived.c.id)).all()
    return {(part, id) for part, id in found if part != writes.COMMON}


def test_a_report_touches_its_own_negotiation_alone(record, annotated):
    record.add(annotated)
    record.reduce()
    record.add([report(3, "south", who="Dana Moor", value="rejects", day="2031-05-07")])
    assert computed(record) == ["south"]
    record.add([report(1, "east", who="Ada Renn")])
    assert computed(record) == ["east"]


def test_a_judgement_touches_the_part_of_what_it_is_on(record, annotated):
    record.add(annotated)
    record.reduce()
    stance = next(one for one in record.findings("stance") if one.document == annotated[0].document.id)
    record.judge(Judgement(id="", by="ana", when="", action="reject", on="finding", target=stance.id, why="no stance"))
    assert computed(record) == ["north"]


def test_a_name_that_becomes_another_touches_the_parts_that_have_it(record, annotated):
    record.add(annotated)
    record.reduce()
    names = {actor.name: actor.id for actor in record.actors()}
    record.judge(Judgement(id="", by="ana", when="", action="merge", on="actor", target=names["Ivo Lund"], new=names["Anton Verek"], why="his other name"))
    assert computed(record) == [""]
    assert {one.source.actor.name for one in record.findings("statement")} == {"Anton Verek", "Dana Moor"}


def test_a_report_that_is_put_to_another_negotiation_leaves_the_old_part_and_joins_the_new_one(record, annotated):
    record.add(annotated)
    record.reduce()
    record.set(annotated[0].document.id, "negotiation", "south", by="ana", why="it is of the other talks")
    assert computed(record) == ["north", "south"]
    straight = said(record)
    with record._database.write() as connection:
        connection.execute(sa.delete(schema.state).where(schema.state.c.key.in_(("derived", "parts"))))
    assert computed(record) == ["", "north", "south"]
    assert said(record) == straight


def test_who_is_who_by_the_rules_of_another_version_is_told_anew(record, annotated):
    record.add(annotated)
    straight = said(record)
    with record._database.write() as connection:
        names = connection.execute(sa.select(schema.names.c.id)).scalars().all()
        connection.execute(sa.update(schema.identities).values(actor=min(names)))
        connection.execute(sa.update(schema.state).where(schema.state.c.key == "names").values(value="0"))
        connection.execute(sa.delete(schema.state).where(schema.state.c.key == "derived"))
    assert said(record) == straight


def test_a_negotiation_without_reports_leaves_nothing_behind(record, annotated):
    record.add(annotated)
    record.reduce()
    for one in annotated[2:4]:
        record.forget(one.document.id)
    assert computed(record) == []
    with record._database.read() as connection:
        assert {negotiation_of(part) for part in connection.execute(sa.select(schema.parts.c.part)).scalars()} == {"", "north"}
    assert {negotiation_of(part) for part, _ in stored(record)} == {"", "north"}


def test_two_negotiations_in_one_record_say_what_each_says_in_a_record_of_its_own(record, annotated, tmp_path):
    record.add(annotated)
    for talks in ("north", "south"):
        with open_record(str(tmp_path / f"{talks}.db"), create=True) as own:
            own.add(one for one in annotated if one.document.negotiation == talks)
            here = [one for one in record.claims() if {span.document for span in one.evidence} <= {doc.id for doc in own.documents()}]
            assert list(own.claims()) == here
            assert list(own.positions()) == [one for one in record.positions() if one.negotiation == talks]


def test_somebody_who_writes_while_parts_are_computed_is_taken_in(record, annotated):
    record.add(annotated)
    late = [report(4, "north", value="rejects", day="2031-05-09")]

    def run(compute, parts):
        for part in parts:
            if late:
                record.add([late.pop()])
            yield compute(part)

    record.reduce(run)
    assert computed(record) == []
    assert any(point.value == "rejects" for one in record.positions() if one.negotiation == "north" for point in one.history)


def noted(record):
    """The documents that are to be looked at, for who is who and for what repeats."""
    table = schema.stale
    with record._database.read() as connection:
        return [set(connection.execute(sa.select(table.c.name).where(table.c.kind == kind)).scalars()) for kind in ("cards", "repeats")]


def test_only_documents_that_were_written_are_looked_at(record, annotated, tmp_path):
    *first, last = annotated
    ids = [one.document.id for one in annotated]
    record.add(first)
    assert noted(record) == [set(ids[:-1])] * 2
    record.reduce()
    assert noted(record) == [set()] * 2
    record.add([last])
    assert noted(record) == [{ids[-1]}] * 2
    record.reduce()
    with open_record(str(tmp_path / "other.db"), create=True) as other:
        other.add([report(3, "north"), first[1]])
        record.merge(other)
    assert noted(record) == [{report(3, "north").document.id, ids[1]}] * 2
    record.reduce()
    record.set(ids[0], "outlet", "Paper 7", by="ana", why="misread")
    assert noted(record) == [{ids[0]}] * 2
    record.reduce()
    record.forget(ids[1])
    record.reduce()
    assert noted(record) == [set()] * 2


def test_nobody_reads_while_parts_are_computed_and_written_so_that_the_log_of_the_file_is_begun_anew(annotated, tmp_path):
    where = tmp_path / "talks.db"
    begun = []

    def run(compute, parts):
        for part in parts:
            yield compute(part)
            with closing(sqlite3.connect(where)) as connection:
                begun.append(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)

    with open_record(str(where), create=True) as record:
        record.add(annotated)
        record.reduce(run)
    assert len(begun) > 2 and all(begun)
