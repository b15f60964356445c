import pytest

from parley.record import open_record
from support import Report

NAMES = ("Orlan", "Marin")


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def report(text, day, status, time, *, type="meeting", who=NAMES, item=None):
    made = Report(text, item=item or text, day=day)
    for name in NAMES:
        made.actor(name, kind="state", key=f"state:{name}")
    made.event(text, type, status, who=who, time=time)
    return made.done()


PLAN = report("Orlan and Marin are to meet on Friday.", "2031-05-05", "planned", "2031-05-09")


@pytest.mark.parametrize(
    ("text", "day", "status", "time", "became"),
    [
        ("Orlan and Marin met on Friday.", "2031-05-10", "happened", "2031-05-09", "held"),
        ("Talks of Orlan and Marin went on.", "2031-05-10", "happened", "2031-05-09", "held"),
        ("The meeting of Friday was put off.", "2031-05-08", "postponed", "2031-05-09", "moved"),
        ("The meeting was put off to June.", "2031-05-08", "postponed", "2031-06-02", "moved"),
        ("The meeting was called off.", "2031-05-08", "cancelled", None, "fell_through"),
        ("Nobody met on Friday.", "2031-05-10", "negated", "2031-05-09", "fell_through"),
        ("Orlan and Marin met in April.", "2031-05-10", "happened", "2031-04-09", "unknown"),
        ("Orlan and Marin are to meet on Friday indeed.", "2031-05-06", "planned", "2031-05-09", "open"),
        ("The meeting of July was called off.", "2031-05-20", "cancelled", "2031-07-09", "unknown"),
    ],
)
def test_what_became_of_a_plan_is_told_by_later_reports(record, text, day, status, time, became):
    record.add([PLAN, report(text, day, status, time)])
    item = next(item for item in record.agenda() if item.event == PLAN.events[0].id or item.time.edtf == "2031-05-09")
    assert item.became == became
    assert (item.outcome_event is not None) == (became in ("held", "moved", "fell_through"))
    assert PLAN.events[0].evidence[0] in item.evidence


def test_one_plan_in_two_reports_is_one_item(record):
    record.add([PLAN, report("A meeting of Orlan with Marin is due on Friday.", "2031-05-06", "planned", "2031-05-09")])
    (item,) = record.agenda()
    assert len(item.evidence) == 2
    assert [ref.name for ref in item.participants] == ["Marin", "Orlan"]


def test_a_meeting_of_others_does_not_keep_the_plan(record):
    record.add([PLAN, report("Marin met on Friday.", "2031-05-10", "happened", "2031-05-09", who=("Dana Moor",))])
    assert [item.became for item in record.agenda()] == ["unknown"]


def test_as_of_the_day_before_it_is_open(record):
    record.add([PLAN, report("Orlan and Marin met on Friday.", "2031-05-10", "happened", "2031-05-09")])
    assert [item.became for item in record.as_of("2031-05-08").agenda()] == ["open"]


def test_a_threat_is_no_plan(record):
    record.add([report("Orlan will threaten on Friday.", "2031-05-05", "planned", "2031-05-09", type="threat")])
    assert list(record.agenda()) == []
