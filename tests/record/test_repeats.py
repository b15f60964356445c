"""What repeats is brought up to date from what changed, and is the same as for a record to which all its reports came at once."""

import random
from contextlib import ExitStack

import pytest
import sqlalchemy as sa

from parley.model import Judgement
from parley.record import open_record, repeats
from parley.record.repeats import copies, noted, prints
from parley.record.store import schema
from support import Report, replace

WORDS = [
    "truce", "envoy", "harbour", "bridge", "prisoner", "border", "grain", "silo", "minister", "draft", "summit",
    "mediator", "delegation", "ministry", "port", "drone", "talks", "ship", "road", "union",
]  # fmt: skip
PHRASES = [" ".join(random.Random(n).choices(WORDS, k=9)).capitalize() for n in range(14)]
STOCK = [
    "the spokesman told reporters in the capital of Orlan on Thursday evening that no more could be said",
    "readers who want to support the work of the Harbour Post can do so on its page at any time they like",
]
OUTLETS = ["Harbour Post", "Evening Star", "Norwire", None]


def report(chance, n):
    """A report of a few of the phrases, in which a few words may be put for others, with what many reports have in common."""
    lines = [chance.choice(PHRASES) + " " + chance.choice(PHRASES).lower() for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.3:
        lines = [chance.choice(WORDS) if chance.random() < 0.1 else word for line in lines for word in line.split()]
        lines = [" ".join(lines)]
    lines += [line for line in STOCK if chance.random() < 0.5]
    day = chance.choice(["2031-05-02", "2031-05-03", None])
    made = Report("\n".join(lines) + ("\nNorwire" if chance.random() < 0.2 else ""), item=f"{n}", day=day, outlet=chance.choice(OUTLETS))
    if made.doc.text.endswith("Norwire"):
        made.credit("Norwire", "Norwire")
    for line in {line for line in lines if line in STOCK}:
        made.event(line, "other")
    return made.done()


def kept(record):
    """All rows of what repeats."""
    found = {}
    with record._database.read() as connection:
        for table in noted.TABLES:
            found[table.name] = sorted(map(tuple, connection.execute(sa.select(*table.columns))), key=repr)
        of_all = sa.select(schema.derived).where(schema.derived.c.kind.in_(repeats.DERIVED))
        found["derived"] = sorted(map(tuple, connection.execute(of_all)))
    return found


def bring(record, most=1000):
    """Brings what repeats up to what is in the record, so many documents at a time."""
    with record._database.read() as connection:
        found = repeats.changes(connection, most)
    with record._database.write() as connection:
        repeats.write(connection, found)
    return bring(record, most) if found.more else found


def differences(one, other):
    """The rows, by table, that only one of two records has."""
    return {name: sorted(set(one[name]) ^ set(other[name]), key=repr)[:4] for name in one if one[name] != other[name]}


def told_anew(record):
    """The rows as they are when nothing was kept."""
    with record._database.write() as connection:
        noted.clear(connection)
    assert bring(record).anew
    return kept(record)


@pytest.fixture
def few(monkeypatch):
    """Lists become common early, so that a few reports cross the line."""
    monkeypatch.setattr(copies, "COMMON", 4)


def step(record, others, chance, n):
    """Something that happens to a record."""
    ids = [doc.id for doc in record.documents()]
    what = chance.choice(["add", "add", "add", "set", "reject", "undo", "forget", "merge", "again"])
    made = {"by": "ana", "when": f"2031-06-01T00:00:{n:02}", "why": str(n)}
    if what == "add" or not ids:
        record.add(report(chance, f"{n}-{m}") for m in range(chance.randint(1, 6)))
    elif what == "set":
        field, new = chance.choice([("outlet", "Norwire"), ("outlet", "Harbour Post"), ("published", "2031-05-01"), ("title", "Talks")])
        record.judge(Judgement(id="", action="set", on="metadata", target=chance.choice(ids), field=field, new=new, **made))
    elif what == "reject":
        record.judge(Judgement(id="", action="reject", on="copy", target=chance.choice(ids), **made))
    elif what == "undo":
        done = [judgement for judgement in record.judgements() if judgement.action in ("reject", "set")]
        if done:
            record.undo(chance.choice(done).id, by="ana", why=str(n))
    elif what == "forget":
        record.forget(chance.choice(ids))
    elif what == "again":
        # Read again by another version, which finds no body in a part of the text, and nothing else.
        doc = record.as_corrected(chance.choice(ids))
        cut = len(doc.text) // 2
        record.add([Report(doc.text, item=doc.item).done()], pipeline=str(n))
        made_again = Report(doc.text, item=doc.item)
        made_again.doc = replace(doc, blocks=(replace(made_again.doc.blocks[0], end=cut),))
        record.add([made_again.done()], pipeline=str(n))
    else:
        record.merge(others(chance, n))
    return what


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_to_a_record_what_repeats_is_as_if_all_had_come_at_once(tmp_path, few, seed):
    chance = random.Random(seed)
    with ExitStack() as stack:

        def others(chance, n):
            made = stack.enter_context(open_record(str(tmp_path / f"other{n}.db"), create=True))
            made.add(report(chance, m) for m in range(6))
            return made

        record = stack.enter_context(open_record(str(tmp_path / "talks.db"), create=True))
        record.add(report(chance, n) for n in range(12))
        bring(record, 5)
        done, anew = [], 0
        for n in range(14):
            done.append(step(record, others, chance, n))
            if chance.random() < 0.7:
                anew += bring(record, chance.choice([2, 5, 1000])).anew
        bring(record)
        brought = kept(record)
        assert differences(brought, told_anew(record)) == {}, done
        assert anew < 8


@pytest.mark.parametrize("size", [5, 30])
def test_a_report_that_comes_or_goes_crosses_the_line_where_a_fingerprint_is_common(where, few, size):
    chance = random.Random(size)
    with open_record(where, create=True) as record:
        record.add(report(chance, n) for n in range(size))
        bring(record)
        for n in range(6):
            record.add([report(chance, f"more {n}")])
            assert not bring(record).anew
            brought = kept(record)
            assert differences(brought, told_anew(record)) == {}
        for id in [doc.id for doc in record.documents()][:4]:
            record.forget(id)
            brought = kept(record)
            assert differences(brought, told_anew(record)) == {}


def test_nothing_of_a_forgotten_report_is_kept(tmp_path):
    chance = random.Random(1)
    with open_record(str(tmp_path / "talks.db"), create=True) as record:
        record.add(report(chance, n) for n in range(9))
        bring(record)
        gone = next(iter(record.copies())).document
        record.forget(gone)
        rows = kept(record)
        assert gone not in repr(rows)
        assert not any(prints.number_of(gone) in row for found in rows.values() for row in found)


def test_what_shares_nothing_with_a_new_report_is_left_alone(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as record:
        record.add(Report(" ".join(random.Random(n).choices(PHRASES, k=4)), item=f"{n}").done() for n in range(20))
        bring(record)
        own = Report("A ferry between Dunmar and Tesk ran aground in the fog and was pulled free by two tugs before noon.", item="own").done()
        record.add([own])
        found = bring(record)
        assert {row["document"] for row in found.put[schema.repeats]} == {own.document.id}
        assert not any(found.out.values())


def test_ids_and_their_numbers_sort_alike():
    ids = sorted(f"{random.Random(n).getrandbits(64):016x}" for n in range(50))
    assert sorted(ids, key=prints.number_of) == ids
    assert [prints.id_of(prints.number_of(id)) for id in ids] == ids
