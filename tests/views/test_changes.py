"""What is new since a day: only what rests on new evidence."""

import pytest

from parley.views import changes
from support import Report, between
from whole import parley

OLD = "Orlan will sign the treaty only if Marin withdraws its army from Velm, minister Anton Verek said. The two sides are to meet in Tesk on 9 May."


def old(item="old", day="2031-05-02", text=OLD):
    made = between(text, item, day)
    words = "Orlan will sign the treaty only if Marin withdraws its army from Velm"
    made.statement("Orlan", words)
    made.condition("Orlan", words, "Marin withdraws its army from Velm", must="Marin", consequent="sign the treaty", act="withdrawal")
    made.event("The two sides are to meet in Tesk on 9 May.", "meeting", "planned", who=("Orlan", "Marin"), time="2031-05-09")
    return made


def new(record, since="2031-05-05"):
    return [(row.kind, row.what) for row in changes(record, since)]


def test_an_empty_day_has_nothing_new(record):
    record.add([old().done()])
    assert new(record) == []


def test_an_old_report_put_out_again_adds_nothing(record):
    record.add([old().done(), old("again", "2031-05-06").done()])
    assert new(record) == []


def test_of_a_copy_with_a_new_paragraph_only_that_is_new(record):
    text = f"{OLD} Marin will never withdraw its army from Velm, its spokesman Besim Lorn told the Tesk Courier on Monday night."
    again = old("again", "2031-05-06", text)
    again.statement("Marin", "Marin will never withdraw its army from Velm")
    record.add([old().done(), again.done()])
    assert new(record) == [("statement", "Marin will never withdraw its army from Velm")]


def test_the_same_said_in_other_words_by_a_new_report_adds_nothing(record):
    later = between("Verek repeated on Tuesday evening: the treaty will be signed by Orlan only if Marin withdraws the army from Velm.", "later", "2031-05-06")
    words = "the treaty will be signed by Orlan only if Marin withdraws the army from Velm"
    later.statement("Orlan", words)
    later.condition("Orlan", words, "Marin withdraws the army from Velm", must="Marin", act="withdrawal")
    record.add([old().done(), later.done()])
    assert new(record) == []


def test_a_new_condition_a_moved_position_and_a_new_dispute_are_rows(record):
    before = between("Marin backs the truce. Marin freed 40 captives, Orlan said.", "before", "2031-05-03")
    before.stance("Marin", "Marin backs the truce.", "supports", issue="ceasefire")
    before.statement("Orlan", "Marin freed 40 captives")
    after = between("Marin rejects the truce. It denied that it freed 40 captives. Marin will talk if Orlan opens the bridge of Velm.", "after", "2031-05-06")
    after.stance("Marin", "Marin rejects the truce.", "rejects", issue="ceasefire")
    after.statement("Marin", "that it freed 40 captives", act="deny")
    after.condition("Marin", "Marin will talk if Orlan opens the bridge of Velm.", "Orlan opens the bridge of Velm", must="Orlan")
    record.add([before.done(), after.done()])
    kinds = {kind for kind, _ in new(record)}
    assert {"condition", "shift", "dispute"} <= kinds
    assert ("shift", "ceasefire: supports → rejects") in new(record)
    assert new(record, "2031-05-07") == []


def test_a_dispute_that_was_known_is_not_new_when_somebody_repeats_it(record):
    one = between("Marin freed 40 captives at Velm, Orlan said.", "one", "2031-05-02")
    one.statement("Orlan", "Marin freed 40 captives at Velm")
    two = between("Marin denied that it freed 40 captives at Velm.", "two", "2031-05-03")
    two.statement("Marin", "that it freed 40 captives at Velm", act="deny")
    three = between("Once more Marin, through its envoy, denied that it freed 40 captives at Velm.", "three", "2031-05-06")
    three.statement("Marin", "that it freed 40 captives at Velm", act="deny")
    record.add([one.done(), two.done(), three.done()])
    assert not [row for row in new(record) if row[0] == "dispute"]


def test_a_plan_that_was_kept_and_a_condition_that_was_met_are_rows(record):
    met = between("Orlan and Marin met in Tesk on Friday. Marin has withdrawn its army from Velm.", "met", "2031-05-10")
    met.event("Orlan and Marin met in Tesk on Friday.", "meeting", who=("Orlan", "Marin"), time="2031-05-09")
    met.event("Marin has withdrawn its army from Velm.", "withdrawal", who=("Marin",), time="2031-05-10")
    from support import replace

    parts = met.found["events"][1].participants
    met.found["events"][1] = replace(met.found["events"][1], participants=(replace(parts[0], role="actor"),))
    record.add([old().done(), met.done()])
    assert ("agenda", "held: The two sides are to meet in Tesk on 9 May.") in new(record)
    assert ("condition", "met: Marin withdraws its army from Velm") in new(record)


def test_a_garbled_copy_adds_nothing(record):
    text = OLD.replace("Orlan", "Ireland").replace("Marin", "Bergen").replace("treaty", "contract").replace("army", "fleet").replace("Tesk", "Zagreb")
    spun = Report(text, item="spun", day="2031-05-06")
    spun.actor("Ireland", kind="state", key="state:IRL")
    spun.statement("Ireland", "Ireland will sign the contract only if Bergen withdraws its fleet from Velm")
    record.add([old().done(), spun.done()])
    assert [copy.kind for copy in record.copies() if copy.source] == ["garbled"]
    assert new(record) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("timeline", "--since", "soon"), "'soon' is no day: write 2025-03-14"),
        (("statements", "--until", "2031-13-01"), "'2031-13-01' is no day: write 2025-03-14"),
        (("changes", "--since", "yesterday"), "'yesterday' is no day: write 2025-03-14"),
        (("positions", "--negotiation", "dams"), "no report of a negotiation 'dams': there are none"),
    ],
)
def test_a_day_that_is_none_and_talks_that_nobody_reports_are_faults_of_the_call(record, tmp_path, asked, said):
    record.add([old().done()])
    done = parley(asked[0], tmp_path / "talks.db", *asked[1:], check=False)
    assert (done.returncode, done.stderr.strip()) == (2, f"parley: {said}")


def test_a_year_and_a_month_are_days_to_begin_with(record, tmp_path):
    record.add([old().done()])
    for since in ("2031", "2031-05", "2031-05-01T18:00"):
        assert "Orlan" in parley("changes", tmp_path / "talks.db", "--since", since).stdout
