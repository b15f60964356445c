"""What became of conditions, told by later reports."""

import pytest

from parley.record import open_record
from parley.views import conditions
from support import between

TREATY = "Orlan will sign the treaty only if Marin withdraws its army from Velm."


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def treaty(**more):
    made = between(TREATY, "treaty", "2031-05-02")
    more = {"must": "Marin", "consequent": "sign the treaty", "act": "withdrawal", **more}
    made.condition("Orlan", TREATY, "Marin withdraws its army from Velm", **more)
    return made


def became(record):
    return [(row.state, row.sure) for row in conditions(record)]


def event(text, item="later", day="2031-05-06", status="happened", type="withdrawal", inside=False, **more):
    made = between(text, item, day)
    if inside:
        more["statement"] = made.statement("Marin", text).id
    from parley.model import Participant

    found = made.event(text, type, status, **more)
    from support import replace

    made.found["events"] = [replace(found, participants=(Participant(made.ref("Marin"), "actor"),))]
    return made.done()


def test_a_condition_that_nobody_tells_more_of_is_as_its_report_says(record):
    record.add([treaty().done()])
    assert became(record) == [("stated", True)]


def test_a_later_report_in_its_own_voice_says_that_it_is_met(record):
    record.add([treaty().done(), event("Marin withdrew its army from Velm on Tuesday.")])
    assert became(record) == [("met", True)]
    (state,) = record.states()
    assert {span.text for span in state.evidence} == {TREATY, "Marin withdrew its army from Velm on Tuesday."}


def test_what_the_one_who_must_act_says_himself_is_claimed(record):
    record.add([treaty().done(), event("Marin has withdrawn its army from Velm, it said.", inside=True)])
    assert became(record)[0][0] == "claimed_met"


def test_what_is_only_planned_or_told_earlier_meets_nothing(record):
    record.add([treaty().done(), event("Marin will withdraw its army from Velm.", "plan", status="planned")])
    record.add([event("Marin withdrew its army from Velm in April.", "before", "2031-04-20")])
    assert became(record) == [("stated", True)]


def test_another_act_of_the_same_party_meets_nothing(record):
    record.add([treaty().done(), event("Marin opened the bridge of Tesk.", type="humanitarian_access")])
    assert became(record) == [("stated", True)]


def test_a_refusal_makes_it_rejected_and_doing_it_in_the_end_makes_it_met(record):
    no = between("Marin rejects a withdrawal of its army from Velm.", "no", "2031-05-03")
    no.stance("Marin", "Marin rejects a withdrawal of its army from Velm.", "rejects", issue="withdrawal")
    record.add([treaty(issues=("withdrawal",)).done(), no.done()])
    assert became(record)[0][0] == "rejected"
    record.add([event("Marin withdrew its army from Velm on Tuesday.")])
    assert became(record) == [("met", True)]
    assert [row.state for row in conditions(record.as_of("2031-05-04"))] == ["rejected"]
    assert [row.state for row in conditions(record.as_of("2031-05-02"))] == ["stated"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Orlan no longer insists that Marin withdraws its army from Velm.", "waived"),
        ("Orlan dropped its demand for the army to leave Velm.", "waived"),
        ("Orlan dropped leaflets over the port of Tesk.", "stated"),
        ("Orlan still insists that Marin withdraws its army from Velm.", "stated"),
    ],
)
def test_the_holder_who_gives_it_up_waives_it(record, text, state):
    later = between(text, "later", "2031-05-07")
    later.statement("Orlan", text)
    record.add([treaty().done(), later.done()])
    assert became(record)[0][0] == state


def test_a_deadline_that_is_over_without_a_word_is_expired(record):
    from support import day

    record.add([treaty(relation="deadline", time=day("2031-05-04")).done(), between("Nothing new in Velm.", "later", "2031-05-07").done()])
    assert became(record)[0][0] == "expired"
    assert [row.state for row in conditions(record.as_of("2031-05-03"))] == ["stated"]
