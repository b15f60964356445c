import pytest

from parley.model import Part
from parley.record import open_record
from support import Report

CALL = "The presidents of Orlan and Marin spoke by telephone on Tuesday about the truce, for {} in all, the palace said."


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def call(words, value, unit, bound, *, day="2031-05-05", item=None, of="call"):
    made = Report(CALL.format(words), item=item or words, day=day)
    made.figure(words, value, unit, bound=bound, of_what=of)
    return made.done()


def dead(words, value, bound="exactly", *, day="2031-05-05", by=None, **more):
    made = Report(f"{words} were killed in the port of Tesk when a drone struck the grain silo, the harbour master Dana Moor said.", item=words, day=day)
    made.actor("Dana Moor")
    made.figure(words, value, "people", bound=bound, of_what="killed in Tesk", by=by, **more)
    return made


def test_three_lengths_of_one_call_are_one_dispute(record):
    record.add([call("over two hours", 2, "hours", "more_than"), call("90 minutes", 90, "minutes", "exactly")])
    record.add([call("nearly three hours", 3, "hours", "almost")])
    (dispute,) = record.disputes()
    assert dispute.kind == "figure"
    assert [side.says for side in dispute.sides] == ["90 minutes", "over two hours", "nearly three hours"]
    assert [len(side.origins) for side in dispute.sides] == [1, 1, 1]


def test_lengths_that_can_both_be_right_are_no_dispute(record):
    record.add([call("about two hours", 2, "hours", "about"), call("over 110 minutes", 110, "minutes", "more_than")])
    assert list(record.disputes()) == []


def test_at_least_twelve_and_fourteen_can_both_be_right_and_nine_cannot(record):
    record.add([dead("At least 12 people", 12, "at_least").done(), dead("Fourteen people", 14).done()])
    assert list(record.disputes()) == []
    record.add([dead("Nine people", 9).done()])
    (dispute,) = record.disputes()
    assert [side.says for side in dispute.sides] == ["Nine people", "At least 12 people", "Fourteen people"]


def test_a_later_toll_is_an_update(record):
    record.add([dead("Nine people", 9).done(), dead("Eleven people", 11, day="2031-05-07").done()])
    assert list(record.disputes()) == []


def test_a_part_is_not_its_whole(record):
    part = dead("Four dockers", 4)
    part.found["figures"] = []
    part.figure("Four dockers", 4, "people", of_what="killed in Tesk", part_of=Part(9, "people", part.at("port of Tesk")))
    record.add([dead("Nine people", 9).done(), part.done()])
    assert list(record.disputes()) == []


def test_figures_of_other_things_are_no_dispute(record):
    other = Report("Forty people were evacuated from Velm after a fire in the market hall.", item="v", day="2031-05-05")
    other.figure("Forty people", 40, "people", of_what="evacuated from Velm")
    record.add([dead("Nine people", 9).done(), other.done()])
    assert list(record.disputes()) == []
