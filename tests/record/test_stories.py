import datetime

import pytest

from parley.record import open_record
from parley.record.across.stories import announced, bag_of, groups, told
from parley.record.likeness.lexicon import lexicon
from parley.views import timeline
from support import Report, replace

TALKS = [
    "Envoys of Orlan and Marin met in Dunmar on Monday and agreed to exchange ninety prisoners, the mediators said.",
    "Prisoner deal in Dunmar: ninety captives are to go home after Orlan and Marin met under mediators on Monday.",
    "Marin confirmed that its envoy met the Orlan delegation in Dunmar; mediators spoke of ninety prisoners to be exchanged.",
]
STRIKE = [
    "A drone strike on the port of Tesk killed four dockers and set two grain ships on fire, the harbour master said.",
    "Four dockers died in Tesk when drones hit the port; the harbour master said that two grain ships burned.",
]


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def report(item, text, day="2031-05-05"):
    made = Report(text, item=item, day=day)
    for name in ("Orlan", "Marin"):
        made.actor(name, kind="state", key=f"state:{name}")
    return made


def test_reports_of_one_event_are_one_story_and_those_of_another_are_not(record):
    record.add(report(f"t{n}", text).done() for n, text in enumerate(TALKS))
    record.add(report(f"s{n}", text).done() for n, text in enumerate(STRIKE))
    found = {tuple(sorted(record.document(id).item for id in story.documents)) for story in record.stories()}
    assert found == {("t0", "t1", "t2"), ("s0", "s1")}


def test_a_week_later_the_same_words_are_another_story(record):
    record.add([report("a", TALKS[0]).done(), report("b", TALKS[1]).done(), report("c", TALKS[2], "2031-05-20").done()])
    (story,) = record.stories()
    assert len(story.documents) == 2


def test_a_story_merges_its_events_participants_and_times_with_every_source(record):
    made = []
    for n, words in enumerate(("met in Dunmar on Monday", "met under mediators on Monday")):
        one = report(f"t{n}", TALKS[n])
        one.event(words, "round_of_talks" if n else "meeting", who=("Orlan", "Marin"), time="2031-05-05")
        one.event("Orlan", "visit", who=("Orlan",), time=f"2031-05-0{n + 1}")
        made.append(one)
    record.add(one.done() for one in made)
    (story,) = record.stories()
    assert [record.finding(id).type for id in story.events] == ["meeting", "round_of_talks"] or len(story.events) == 2
    assert [ref.name for ref in story.participants] == ["Marin", "Orlan"]
    assert {told.document for told in story.times} == {one.doc.id for one in made}


def test_the_id_of_a_story_stays_when_later_reports_join(record):
    record.add([report("a", TALKS[0]).done(), report("b", TALKS[1], "2031-05-06").done()])
    (before,) = record.stories()
    record.add([report("c", TALKS[2], "2031-05-06").done()])
    (after,) = record.stories()
    assert after.id == before.id
    assert len(after.documents) == 3


def test_an_undated_report_joins_the_story_that_it_tells_and_no_other(record):
    record.add([report("t0", TALKS[0]).done(), report("t1", TALKS[1]).done(), report("undated", TALKS[2], None).done()])
    record.add(report(f"s{n}", text).done() for n, text in enumerate(STRIKE))
    found = {tuple(sorted(record.document(id).item for id in story.documents)) for story in record.stories()}
    assert found == {("t0", "t1", "undated"), ("s0", "s1")}


def test_the_title_counts_where_the_text_does_not_repeat_it(record):
    made = report("b", "Four dockers died. The harbour master said that it burned.")
    made.doc = replace(made.doc, title="Drones hit grain ships in the port of Tesk")
    record.add([report("a", STRIKE[0]).done(), made.done(), report("t", TALKS[0]).done(), report("u", TALKS[1]).done()])
    assert ("a", "b") in {tuple(sorted(record.document(id).item for id in story.documents)) for story in record.stories()}


def test_a_report_that_announces_talks_belongs_to_the_reports_of_their_day(record):
    text = "A round is to open in Dunmar on 5 May, envoys of Marin said, with grain, ports and pipelines on the table before any prisoners."
    ahead = report("ahead", text, "2031-05-01")
    ahead.event("A round is to open in Dunmar on 5 May", "round_of_talks", "planned", who=("Orlan", "Marin"), time="2031-05-05")
    bags = {one.doc.item: bag_of(told(one.doc), lexicon("en")) for one in (ahead, report("a", TALKS[0]), report("b", TALKS[1]), report("s", STRIKE[0]))}
    days = {id: 738001 if id == "ahead" else 738005 for id in bags}
    assert ["a", "ahead", "b"] in groups(bags, days, ahead={"ahead": 738005})
    assert ["ahead"] in groups(bags, days)
    assert announced(ahead.doc, ahead.found["events"]) == datetime.date(2031, 5, 5).toordinal()


def event_of(item, words, status="happened", time=None, who=("Orlan", "Marin"), type="meeting"):
    made = report(item, TALKS[int(item[-1])])
    made.event(words, type, status, who=who, time=time)
    return made


def test_one_event_in_two_reports_is_linked_with_every_source_of_its_times_figures_and_people(record):
    one, other = event_of("t1", "met", time="2031-05-05"), event_of("t2", "met", time="2031-05-05")
    one.figure("ninety", 90, "captives", of_what="captives", event=one.found["events"][0].id)
    other.figure("ninety prisoners", 90, "prisoners", of_what="prisoners exchanged", event=other.found["events"][0].id)
    record.add([one.done(), other.done()])
    (story,) = record.stories()
    (linked,) = story.linked
    assert linked.documents == tuple(sorted((one.doc.id, other.doc.id)))
    assert {(time.document, time.time.edtf) for time in linked.times} == {(made.doc.id, "2031-05-05") for made in (one, other)}
    assert [who.name for who in linked.participants] == ["Marin", "Orlan"]
    assert len(linked.figures) == 2
    assert {row.origins for row in timeline(record)} == {2}


def test_a_plan_without_a_day_is_not_the_meeting_that_took_place_and_two_demands_are_two(record):
    record.add([event_of("t1", "met", "planned").done(), event_of("t2", "met").done()])
    (story,) = record.stories()
    assert story.linked == ()
    record.add([event_of("t1", "met", type="demand").done(), event_of("t2", "met", type="demand").done()])
    (story,) = record.stories()
    assert story.linked == ()


def test_both_sides_in_one_report_are_the_two_that_another_names(record):
    one, other = report("t1", TALKS[1]), report("t2", TALKS[2])
    both = one.actor("both sides", kind="joint", key="both", members=(one.who("Orlan").id, one.who("Marin").id))
    one.event("met", "meeting", who=("both sides",), time="2031-05-05")
    other.event("met", "meeting", who=("Orlan", "Marin"), time="2031-05-05")
    record.add([one.done(), other.done()])
    (linked,) = next(iter(record.stories())).linked
    assert [who.name for who in linked.participants] == ["Marin", "Orlan"]
    assert both.kind == "joint"
