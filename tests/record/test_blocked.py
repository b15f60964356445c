import pytest

from parley.record import open_record
from parley.record.across.blocked import components
from support import Report


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def states(made):
    made.actor("Orlan", kind="state", key="state:ORL")
    made.actor("Marin", kind="state", key="state:MAR")
    return made


TREATY = "Orlan will sign the treaty only if Marin changes its constitution."


def treaty():
    made = states(Report(TREATY, item="treaty", day="2031-05-02"))
    made.condition("Orlan", TREATY, "Marin changes its constitution", must="Marin", consequent="sign the treaty")
    return made


def test_a_condition_whose_addressee_refuses_it_is_blocked_with_both_pieces_of_evidence(record):
    no = states(Report("Marin rejects any change of its constitution.", item="no", day="2031-05-03"))
    refusal = no.stance("Marin", "Marin rejects any change of its constitution.", "rejects", issue="constitution")
    record.add([treaty().done(), no.done()])
    (found,) = record.blocked()
    assert (found.kind, found.refusals, found.proven) == ("refused", (refusal.id,), True)
    assert {span.document for span in found.evidence} == {treaty().doc.id, no.doc.id}
    assert list(record.as_of("2031-05-02").blocked()) == []


def test_the_refusal_of_something_else_or_by_somebody_else_blocks_nothing(record):
    other = states(Report("Marin rejects the map of the border. Orlan rejects a new constitution.", item="other"))
    other.stance("Marin", "Marin rejects the map of the border.", "rejects", issue="borders_demarcation")
    other.stance("Orlan", "Orlan rejects a new constitution.", "rejects", issue="constitution")
    record.add([treaty().done(), other.done()])
    assert list(record.blocked()) == []


@pytest.mark.parametrize("breach", ["Marin broke the truce", "Marin resumes its attacks", "Marin violates the truce", "Marin fails to keep the truce"])
def test_nobody_waits_for_a_breach_of_what_was_agreed(record, breach):
    text = f"Orlan would receive guns if {breach}."
    made = states(Report(text, item="guns", day="2031-05-02"))
    made.condition("Orlan", text, breach, must="Marin", consequent="receive guns")
    no = states(Report("Marin will never give up the truce.", item="no", day="2031-05-03"))
    no.stance("Marin", "Marin will never give up the truce", "rejects", issue="ceasefire")
    record.add([made.done(), no.done()])
    assert list(record.blocked()) == []


def test_an_end_of_attacks_is_waited_for(record):
    text = "Orlan will keep the truce only if Marin halts its attacks."
    made = states(Report(text, item="halt", day="2031-05-02"))
    made.condition("Orlan", text, "Marin halts its attacks", must="Marin", consequent="keep the truce")
    no = states(Report("Marin will not halt its attacks.", item="no", day="2031-05-03"))
    no.stance("Marin", "Marin will not halt its attacks", "rejects")
    record.add([made.done(), no.done()])
    assert [found.kind for found in record.blocked()] == ["refused"]


def test_a_nameless_refusal_is_a_candidate_only(record):
    no = states(Report("Marin will never change its constitution, an official said.", item="no"))
    no.stance("Marin", "Marin will never change its constitution", "red_line", issue="constitution", level="anonymous")
    record.add([treaty().done(), no.done()])
    assert [found.proven for found in record.blocked()] == [False]


def waits(first, second):
    made = states(Report(f"{first} {second}", item="both", day="2031-05-02"))
    made.condition("Orlan", first, "Marin releases the prisoners", must="Marin", consequent="withdraw its army", act="release", consequent_act="withdrawal")
    made.condition("Marin", second, "Orlan withdraws its army", must="Orlan", consequent="release the prisoners", act="withdrawal", consequent_act="release")
    return made


def test_two_that_wait_for_one_another_are_a_deadlock(record):
    made = waits(
        "Orlan will withdraw its army only after Marin releases the prisoners.", "Marin will release the prisoners only after Orlan withdraws its army."
    )
    record.add([made.done()])
    (found,) = record.blocked()
    assert (found.kind, found.proven) == ("deadlock", True)
    assert [ref.name for ref in found.holders] == ["Marin", "Orlan"]
    assert len(found.conditions) == 2


def test_a_deadlock_through_a_nameless_source_is_a_candidate(record):
    made = waits(
        "Orlan will withdraw its army only after Marin releases the prisoners.", "Marin may release the prisoners only after Orlan withdraws its army."
    )
    first, second = made.found["conditions"]
    from support import replace

    made.found["conditions"] = [first, replace(second, policy=False, level="anonymous")]
    record.add([made.done()])
    assert [(found.kind, found.proven) for found in record.blocked()] == [("deadlock", False)]


def test_one_holder_that_wants_two_things_is_no_deadlock(record):
    made = states(Report("Orlan will withdraw its army if Orlan votes. Orlan votes if Orlan will withdraw its army.", item="own"))
    made.condition("Orlan", "Orlan will withdraw its army if Orlan votes.", "Orlan votes", must="Orlan", consequent="withdraw its army")
    made.condition("Orlan", "Orlan votes if Orlan will withdraw its army.", "withdraw its army", must="Orlan", consequent="Orlan votes")
    record.add([made.done()])
    assert list(record.blocked()) == []


def test_strongly_connected_components_are_found():
    links = {0: [1], 1: [2], 2: [0, 3], 3: [4], 4: [5], 5: [3], 6: [7], 7: []}
    assert components(links) == [[0, 1, 2], [3, 4, 5], [6], [7]]


def test_what_nobody_is_named_to_do_is_told_by_its_words_and_proves_nothing(record):
    first, second = "Orlan's ships will stay until the last mine is lifted.", "Marin will lift no mine before the last warship has left."
    made = states(Report(f"{first} {second}", item="both", day="2031-05-02"))
    made.condition("Orlan", first, "the last mine is lifted", consequent="ships will stay")
    made.condition("Marin", second, "the last warship has left", must="Orlan", consequent="lift no mine")
    record.add([made.done()])
    assert [(found.kind, found.proven) for found in record.blocked()] == [("deadlock", False)]


def test_one_condition_told_by_two_reports_is_blocked_once(record):
    again = states(Report("Orlan said it would sign the treaty only if Marin changes its constitution.", item="again", day="2031-05-04"))
    again.condition("Orlan", again.doc.text, "Marin changes its constitution", must="Marin", consequent="sign the treaty")
    no = states(Report("Marin rejects any change of its constitution.", item="no", day="2031-05-03"))
    no.stance("Marin", "Marin rejects any change of its constitution.", "rejects", issue="constitution")
    record.add([treaty().done(), again.done(), no.done()])
    (found,) = record.blocked()
    assert len(found.conditions) == 2


def test_to_deny_a_claim_is_not_to_refuse_the_condition(record):
    no = states(Report("Marin denies such claims.", item="no", day="2031-05-03"))
    from parley.model import Target

    no.stance("Marin", "Marin denies such claims.", "rejects", target=Target("term", "such claims", no.at("such claims")))
    record.add([treaty().done(), no.done()])
    assert list(record.blocked()) == []


def test_a_report_that_tells_the_condition_without_the_refusal_belongs_to_what_is_blocked(record):
    again = states(Report("Signing will follow only if Marin changes its constitution, Orlan repeated.", item="again", day="2031-05-09"))
    again.condition("Orlan", again.doc.text, "Marin changes its constitution", must="Marin", consequent="Signing")
    no = states(Report("Marin called the conditions illegitimate. Orlan wants a new constitution.", item="no", day="2031-05-03"))
    no.stance("Marin", "Marin called the conditions illegitimate.", "rejects", issue="constitution")
    record.add([treaty().done(), again.done(), no.done()])
    (found,) = record.blocked()
    assert len(found.conditions) == 2
