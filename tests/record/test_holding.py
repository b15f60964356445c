"""What holds on is computed part by part: a report touches the parts that it has a word in, and what comes of them is as if all had come at once."""

import random

import msgspec
import pytest
import sqlalchemy as sa

from parley.model import Judgement, Participant
from parley.record.store import schema
from record.test_parts import held_computed, said
from support import between, replace

ACTS = {"Marin": "withdraws its army from Velm", "Orlan": "signs the treaty"}


def report(n, *, holder="Orlan", must="Marin", what="condition", day="2031-05-05", talks="north", value="accepts", due=None):
    """A report that says one thing that holds on."""
    act = ACTS[must]
    texts = {
        "condition": f"{holder} will sign only if {must} {act}, it said in note {n}.",
        "refusal": f"{must} will never say that it {act}, it said in note {n}.",
        "act": f"{must} {act}, as note {n} tells.",
        "given up": f"{holder} no longer insists that {must} {act}, it said in note {n}.",
        "stance": f"{holder} {value} the truce of Velm, it said in note {n}.",
        "plan": f"{holder} and {must} are to meet, note {n} says.",
        "nothing": f"It rained in Velm, note {n} says.",
    }
    text = texts[what]
    made = between(text, f"{what}-{n}", day)
    made.doc = replace(made.doc, negotiation=talks, outlet=f"Paper {n}")
    words = text.split(", ")[0]
    if what == "condition":
        made.condition(holder, words, f"{must} {act}", must=must, consequent="sign", act="withdrawal", relation="deadline" if due else "only_if")
        if due:
            from support import day as on

            made.found["conditions"] = [replace(made.found["conditions"][0], time=on(due))]
    elif what == "refusal":
        made.stance(must, words, "rejects", issue="withdrawal")
    elif what == "act":
        found = made.event(words, "withdrawal")
        made.found["events"] = [replace(found, participants=(Participant(made.ref(must), "actor"),))]
    elif what == "given up":
        made.statement(holder, words)
    elif what == "stance":
        made.stance(holder, words, value, issue="ceasefire")
    elif what == "plan":
        made.event(words, "meeting", "planned", who=(holder, must), time=due)
    return made.done()


def states(record):
    return sorted((one.state, one.day) for one in record.states())


def test_a_report_touches_the_positions_that_it_has_a_word_on_and_nothing_else(record):
    record.add([report(1, what="stance"), report(2, what="condition"), report(3, what="plan")])
    assert held_computed(record) == ["deadlocks", "plans", "position", "waiting"]
    record.add([report(4, what="stance", value="supports")])
    assert held_computed(record) == ["position"]
    (position,) = record.positions()
    assert {point.value for point in position.history} == {"accepts", "supports"}
    record.add([report(5, what="nothing")])
    assert held_computed(record) == []


def test_what_somebody_gives_up_touches_the_parts_that_its_conditions_are_in(record):
    record.add([report(1), report(2, holder="Marin", must="Orlan")])
    record.reduce()
    record.add([report(3, what="given up", day="2031-05-07")])
    assert held_computed(record) == ["waiting"]
    assert states(record) == [("waived", "2031-05-07")]
    (gone,) = [doc.id for doc in record.documents() if doc.item == "given up-3"]
    record.forget(gone)
    assert states(record) == []


def test_an_act_meets_the_condition_that_waits_for_it_and_a_refusal_rejects_it(record):
    record.add([report(1)])
    record.reduce()
    record.add([report(2, what="act", day="2031-05-09")])
    assert states(record) == [("met", "2031-05-09")]
    record.add([report(3, what="refusal", must="Orlan", day="2031-05-09"), report(4, holder="Marin", must="Orlan")])
    assert [one[0] for one in states(record)] == ["met", "rejected"]


@pytest.mark.parametrize(("what", "before", "after"), [("condition", [], [("expired", None)]), ("plan", ["open"], ["unknown"])])
def test_a_later_day_of_the_negotiation_closes_what_was_open_until_then(record, what, before, after):
    def told():
        return states(record) if what == "condition" else [item.became for item in record.agenda()]

    record.add([report(1, what=what, due="2031-05-20")])
    assert told() == before
    record.add([report(2, what="nothing", day="2031-07-01", talks="south")])
    assert told() == before
    record.add([report(3, what="nothing", day="2031-07-01")])
    assert told() == after
    (last,) = [doc.id for doc in record.documents() if doc.item == "nothing-3"]
    record.forget(last)
    assert told() == before


def test_what_a_forgotten_report_said_is_in_nothing_that_is_derived(record):
    some = [report(1), report(2, what="refusal"), report(3, what="stance"), report(4, what="plan", due="2031-05-20")]
    record.add(some)
    record.reduce()
    for one in some:
        record.forget(one.document.id)
        with record._database.read() as connection:
            bodies = connection.execute(sa.select(schema.derived.c.body)).scalars().all() + connection.execute(sa.select(schema.holds.c.body)).scalars().all()
        assert not [body for body in bodies if one.document.id in body]


def step(record, chance, n):
    """Something that happens to a record."""
    ids = [doc.id for doc in record.documents()]
    found = [one for kind in ("stance", "condition", "event") for one in record.findings(kind)]
    what = chance.choice(["add", "add", "add", "set", "reject", "undo", "forget", "again"])
    made = {"by": "ana", "when": f"2031-08-01T00:00:{n:02}", "why": str(n)}
    if what == "add" or not found:
        record.add(chosen(chance, f"{n}-{m}") for m in range(chance.randint(1, 4)))
    elif what == "set":
        field, new = chance.choice([("negotiation", "south"), ("negotiation", "north"), ("published", "2031-05-02"), ("published", "2031-06-20")])
        record.judge(Judgement(id="", action="set", on="metadata", target=chance.choice(ids), field=field, new=new, **made))
    elif what == "reject":
        record.judge(Judgement(id="", action="reject", on="finding", target=chance.choice(found).id, **made))
    elif what == "undo":
        done = [judgement for judgement in record.judgements() if judgement.action in ("reject", "set")]
        if done:
            record.undo(chance.choice(done).id, by="ana", why=str(n))
    elif what == "forget":
        record.forget(chance.choice(ids))
    else:
        # Read again by another version, which finds nothing in it.
        doc = record.as_corrected(chance.choice(ids))
        record.add([replace(report("again", what="nothing"), document=doc, actors=())], pipeline=str(n))
    return what


def chosen(chance, n):
    holder, must = chance.sample(["Orlan", "Marin"], 2)
    return report(
        n, holder=holder, must=must, talks=chance.choice(["north", "south", None]), day=chance.choice(["2031-05-05", "2031-05-12", "2031-06-01", None]),
        what=chance.choice(["condition", "condition", "refusal", "act", "given up", "stance", "plan"]),
        value=chance.choice(["accepts", "rejects"]), due=chance.choice([None, "2031-05-10", "2031-06-15"]),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_to_a_record_what_its_reports_say_is_as_if_all_had_come_at_once(record, seed):
    chance = random.Random(seed)
    record.add(chosen(chance, n) for n in range(8))
    done = []
    for n in range(16):
        done.append(step(record, chance, n))
        if chance.random() < 0.7:
            record.reduce()
    brought = said(record)
    with record._database.write() as connection:
        for table in (schema.parts, schema.holds, schema.heard, schema.talks, schema.stale):
            connection.execute(sa.delete(table))
        connection.execute(sa.delete(schema.state).where(schema.state.c.key.in_(("derived", "parts"))))
    assert said(record) == brought, done
    assert msgspec.json.decode(brought[0])[4], "positions at least"
