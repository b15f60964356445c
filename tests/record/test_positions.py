import pytest

from parley.model import Target
from parley.record import open_record
from support import Report

STATE = {"kind": "state", "key": "state:ORL"}
TEXT = "Orlan spoke. Anton Verek {} the truce at sea. Dana Moor was told."


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def report(verb, day, *, item=None, rest=""):
    made = Report(TEXT.format(verb) + rest, item=item or f"{verb} {day}", day=day)
    made.actor("Orlan", **STATE)
    made.actor("Anton Verek", of="state:ORL")
    return made


def stance(made, words, value, **more):
    return made.stance("Anton Verek", words, value, issue="ceasefire", **more)


def test_what_its_officials_say_is_the_position_of_the_party_in_order_of_time(record):
    first, second = report("rejects", "2031-05-02"), report("now accepts", "2031-05-09")
    stance(first, "rejects the truce", "rejects", time="2031-05-01")
    stance(second, "now accepts the truce", "accepts", time="2031-05-08")
    record.add([second.done(), first.done()])
    (position,) = record.positions()
    assert (position.holder.name, position.issue, position.current, position.since) == ("Orlan", "ceasefire", "accepts", "2031-05-08")
    assert [point.value for point in position.history] == ["rejects", "accepts"]
    (shift,) = position.shifts
    assert (shift.from_value, shift.to_value, shift.time, shift.words.text, shift.doubt) == ("rejects", "accepts", "2031-05-08", "now", None)
    assert {span.document for span in shift.evidence} == {first.doc.id, second.doc.id}


def test_as_of_a_day_the_later_position_is_not_known(record):
    first, second = report("rejects", "2031-05-02"), report("accepts", "2031-05-09")
    stance(first, "rejects the truce", "rejects")
    stance(second, "accepts the truce", "accepts")
    record.add([first.done(), second.done()])
    (position,) = record.as_of("2031-05-08").positions()
    assert (position.current, position.shifts) == ("rejects", ())


def test_a_person_alone_a_nameless_source_and_others_never_set_the_official_position(record):
    official, own = report("rejects", "2031-05-02"), report("likes", "2031-05-03")
    nameless, told = report("may accept", "2031-05-04"), report("demands", "2031-05-05")
    stance(official, "rejects the truce", "rejects")
    stance(own, "likes the truce", "supports", level="individual")
    stance(nameless, "may accept the truce", "open_to", level="anonymous")
    stance(told, "demands the truce", "demands", voice="attributed_by", attributed_by=told.ref("Dana Moor"))
    record.add([official.done(), own.done(), nameless.done(), told.done()])
    (position,) = record.positions()
    assert (position.current, position.personal) == ("rejects", "supports")
    assert [shift.doubt is not None for shift in position.shifts] == [True, True, True]
    assert "anonymous" in position.shifts[1].doubt
    assert "Dana Moor" in position.shifts[2].doubt


def test_accepting_a_term_is_not_accepting_the_plan(record):
    from parley.model import Target

    made = report("accepts", "2031-05-02")
    stance(made, "accepts the truce", "accepts", target=Target("term", "air", made.at("truce"), issue="ceasefire", term="air"))
    record.add([made.done()])
    (position,) = record.positions()
    assert (position.issue, position.term) == ("ceasefire", "air")


def test_a_copy_adds_nothing(record):
    long = " The mediators wrote that the port of Tesk would be opened to grain ships from Thursday on, and that eleven pilots had been named for it."
    first, copy = report("rejects", "2031-05-02", rest=long), report("rejects", "2031-05-03", rest=long, item="copy")
    for made in (first, copy):
        stance(made, "rejects the truce", "rejects")
    record.add([first.done(), copy.done()])
    (position,) = record.positions()
    assert len(position.history) == 1


def test_a_party_has_a_position_of_its_own_in_each_negotiation(record):
    one, other = report("rejects", "2031-05-02"), report("accepts", "2031-05-03")
    stance(one, "rejects the truce", "rejects")
    stance(other, "accepts the truce", "accepts")
    from support import replace

    done = [replace(made.done(), document=replace(made.doc, negotiation=name)) for made, name in ((one, "sea"), (other, "land"))]
    record.add(done)
    assert [(position.negotiation, position.current, position.shifts) for position in record.positions()] == [("land", "accepts", ()), ("sea", "rejects", ())]


def test_two_reports_of_one_day_that_word_a_position_differently_tell_no_move(record):
    first, second = report("accepts", "2031-05-02", item="a"), report("backs", "2031-05-02", item="b")
    stance(first, "accepts the truce", "accepts_conditionally")
    stance(second, "backs the truce", "supports")
    record.add([first.done(), second.done()])
    (position,) = record.positions()
    assert position.shifts == ()
    assert len(position.history) == 2


def test_an_undated_report_never_overrules_a_dated_one(record):
    dated, undated = report("rejects", "2031-05-02"), report("backs", None, item="undated")
    stance(dated, "rejects the truce", "rejects")
    stance(undated, "backs the truce", "supports")
    record.add([dated.done(), undated.done()])
    (position,) = record.positions()
    assert position.current == "rejects"
    (shift,) = position.shifts
    assert shift.doubt == "undated: which was first is not known"


def test_positions_on_a_proposal_are_on_its_issue_or_that_of_its_kind(record):
    made = Report("Orlan proposed a 30-day pause. Marin backs the 30-day pause. Marin rejects the roadmap.", day="2031-05-05")
    for who in ("Orlan", "Marin"):
        made.actor(who, kind="state", key=f"state:{who}")
    pause = made.proposal("a 30-day pause", "pause", proposers=("Orlan",))
    roadmap = made.proposal("the roadmap", "roadmap")
    for who, words, value, proposal in (
        ("Orlan", "Orlan proposed a 30-day pause", "proposes", pause),
        ("Marin", "Marin backs the 30-day pause", "supports", pause),
        ("Marin", "Marin rejects the roadmap", "rejects", roadmap),
    ):
        name = words.split(" ", 2)[2]
        made.stance(who, words, value, target=Target("proposal", name, made.at(words), id=proposal.id))
    record.add([made.done()])
    assert {(p.holder.name, p.issue, p.current) for p in record.positions()} == {
        ("Orlan", "ceasefire", "proposes"), ("Marin", "ceasefire", "supports"), ("Marin", "the roadmap", "rejects"),
    }  # fmt: skip
