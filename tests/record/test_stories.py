import pytest

from parley.record import open_record
from support import Report

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
