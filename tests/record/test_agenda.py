import pytest

from parley.codebook import Codebook, load
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


def undated(text, type, *, who=NAMES, status="planned", day="2031-05-05"):
    return report(text, day, status, None, type=type, who=who)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Orlan and Marin are to meet again.", "round_of_talks"),
        ("Orlan and Marin will exchange all captives soon.", "prisoner_exchange"),
        ("The treaty of Orlan and Marin will be signed.", "agreement_signed"),
    ],
)
def test_an_occasion_without_a_day_is_a_plan(record, text, type):
    record.add([undated(text, type)])
    assert [item.became for item in record.agenda()] == ["open"]


@pytest.mark.parametrize(
    ("text", "type", "who"),
    [
        ("Marin must withdraw from the hills.", "withdrawal", ("Marin",)),
        ("Aid to Marin would go on.", "aid", ("Marin",)),
        ("Orlan and Marin want a truce that lasts.", "ceasefire_in_effect", NAMES),
        ("They had agreed to work out a deal.", "agreement_reached", NAMES),
        ("Will Orlan and Marin ever meet?", "meeting", NAMES),
        ("Marin was prepared to meet.", "meeting", ("Marin",)),
        ("Orlan counts 41 shellings by midnight.", "shelling", ("Orlan",)),
    ],
)
def test_what_is_asked_for_promised_or_asked_about_without_a_day_is_no_plan(record, text, type, who):
    record.add([undated(text, type, who=who)])
    assert list(record.agenda()) == []


def test_an_undated_plan_is_the_dated_one_of_the_same_two(record):
    record.add([PLAN, undated("Orlan and Marin confirmed the summit.", "summit", day="2031-05-06")])
    (item,) = record.agenda()
    assert item.time.edtf == "2031-05-09"
    assert len(item.evidence) == 2


def test_a_meeting_sometime_that_month_does_not_tell_that_the_plan_was_kept(record):
    from parley.model import Time
    from support import replace

    vague = report("The round of Orlan and Marin was the second this month.", "2031-05-10", "happened", "2031-05-09")
    month = Time(edtf="2031-05", start="2031-05-01", end="2031-06-01", grain="month")
    record.add([PLAN, replace(vague, events=(replace(vague.events[0], time=month),))])
    assert [item.became for item in record.agenda()] == ["unknown"]


def test_a_refusal_of_long_ago_and_a_cancelled_visit_are_not_the_end_of_a_round(record):
    plan = undated("Orlan and Marin are to meet again.", "round_of_talks")
    record.add([plan, undated("Marin had long refused talks with Orlan.", "round_of_talks", status="negated", day="2031-05-07")])
    record.add([undated("The visit of Orlan to Marin was called off.", "visit", status="cancelled", day="2031-05-07")])
    assert [item.became for item in record.agenda() if item.type == "round_of_talks"] == ["open"]


def test_the_report_that_names_a_new_day_moves_the_old_plan_and_not_its_own(record):
    made = Report("The meeting of Friday was put off. Orlan and Marin are to meet on Monday.", item="put off", day="2031-05-08")
    for name in NAMES:
        made.actor(name, kind="state", key=f"state:{name}")
    made.event("The meeting of Friday was put off.", "meeting", "postponed", who=NAMES, time="2031-05-09")
    made.event("Orlan and Marin are to meet on Monday.", "meeting", "planned", who=NAMES, time="2031-05-12")
    record.add([PLAN, made.done()])
    assert [(item.time.edtf, item.became) for item in record.agenda()] == [("2031-05-09", "moved"), ("2031-05-12", "open")]


def test_an_exchange_is_held_though_the_plan_named_only_the_captives(record):
    plan = Report("They would exchange 350 captives on Friday.", item="plan", day="2031-05-05")
    from parley.model import ActorRef, Participant
    from support import replace

    planned = plan.event("exchange 350 captives", "prisoner_exchange", "planned", time="2031-05-09")
    plan.found["events"] = [replace(planned, participants=(Participant(ActorRef(None, "350 captives"), "recipient"),))]
    record.add([plan.done(), report("Orlan and Marin exchanged 350 captives.", "2031-05-10", "happened", "2031-05-09", type="prisoner_exchange")])
    assert [item.became for item in record.agenda()] == ["held"]


def test_an_own_codebook_says_which_events_are_occasions(record):
    undated = report("Orlan's inspectors are to inspect the dam of Marin.", "2031-05-05", "planned", None, type="inspection")
    record.add([undated])
    assert list(record.agenda()) == []
    events = {**load().table("events"), "inspection": {"agenda": "occasion"}, "dam_visit": {"type": "inspection"}}
    record.keep_frame(Codebook({"book": {"id": "dams"}, "events": events}))
    assert [item.type for item in record.agenda()] == ["inspection"]
    record.keep_frame(Codebook({"book": {"id": "dams"}, "events": {**events, "meeting": {"agenda": "never"}}}))
    record.add([PLAN, report("Orlan threatened Marin with a blockade on Friday.", "2031-05-05", "planned", "2031-05-09", type="threat")])
    assert [item.type for item in record.agenda()] == ["inspection"], "a threat cannot take place, and in this codebook no meeting does"
