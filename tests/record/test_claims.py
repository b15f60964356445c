import pytest

from parley.record import open_record
from support import Report, replace

SCOOP = "Orlan will halt enrichment of uranium for a year"


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def says(who, what, *, item, day="2031-05-05", words=None, tail="", **more):
    made = Report(f"{what}, {who} said.{tail}", item=item, day=day)
    made.actor(who)
    made.statement(who, words or what, **more)
    return made


def claims(record):
    return sorted(record.claims(), key=lambda claim: (-len(claim.findings), claim.text))


def test_the_same_assertion_in_three_reports_is_one_claim_with_its_origins(record):
    some = [
        says("Anton Verek", f"{SCOOP}", item="a"),
        says("Dana Moor", "Orlan is to halt its uranium enrichment for one year", item="b"),
        says("Anton Verek", "the port of Tesk stays closed to foreign ships", item="c"),
    ]
    record.add(one.done() for one in some)
    both, other = claims(record)
    assert both.status == "corroborated"
    assert [ref.name for ref in both.asserted_by] == ["Anton Verek", "Dana Moor"]
    assert both.origins == tuple(sorted(one.doc.id for one in some[:2]))
    assert both.first_seen == "2031-05-05"
    assert (other.status, len(other.findings)) == ("single", 1)


def test_reports_that_credit_one_agency_are_one_origin(record):
    first = says("Anton Verek", SCOOP, item="a", tail=" Norwire")
    second = says("Anton Verek", "Orlan is to halt its uranium enrichment for one year", item="b", tail=" Norwire")
    for made in (first, second):
        made.credit("Norwire", "Norwire")
    record.add([first.done(), second.done()])
    (claim,) = claims(record)
    assert (claim.origins, claim.status) == (("Norwire",), "single")


def test_a_negation_is_not_the_same_claim(record):
    record.add([says("Anton Verek", SCOOP, item="a").done(), says("Dana Moor", "Orlan will not halt enrichment of uranium for a year", item="b").done()])
    assert len(claims(record)) == 2
    (dispute,) = record.disputes()
    assert (dispute.kind, dispute.candidate) == ("fact", True)
    assert [[ref.name for ref in side.by] for side in dispute.sides] == [["Anton Verek"], ["Dana Moor"]]


def test_other_numbers_are_another_claim(record):
    one, other = "Orlan freed 40 prisoners at the bridge of Velm", "Orlan freed 90 prisoners at the bridge of Velm"
    record.add([says("Anton Verek", one, item="a").done(), says("Dana Moor", other, item="b").done()])
    assert len(claims(record)) == 2


def test_a_denial_finds_what_it_denies_and_says_whether_it_is_of_the_report(record):
    scoop = says("Anton Verek", SCOOP, item="a")
    other = says("Anton Verek", "the port of Tesk stays closed to foreign ships", item="x")
    text = "The report that Orlan would halt enrichment for a year is false, Dana Moor said."
    denial = Report(text, item="b", day="2031-05-06")
    denial.actor("Dana Moor")
    denied = denial.statement("Dana Moor", "The report that Orlan would halt enrichment for a year is false", act="deny")
    record.add([scoop.done(), denial.done(), other.done()])
    (dispute,) = record.disputes()
    assert (dispute.kind, dispute.candidate) == ("report", False)
    assert [side.findings for side in dispute.sides] == [(scoop.found["statements"][0].id,), (denied.id,)]
    claim = claims(record)[0]
    assert claim.status == "denied"
    assert [ref.name for ref in claim.denied_by] == ["Dana Moor"]


def test_a_denial_of_what_nobody_said_stands_alone(record):
    record.add([says("Dana Moor", "there was no secret meeting in the hills of Marin", item="a", act="deny").done()])
    (claim,) = claims(record)
    assert (claim.status, claim.asserted_by, [ref.name for ref in claim.denied_by]) == ("denied", (), ["Dana Moor"])
    assert list(record.disputes()) == []


def test_a_report_from_after_the_denial_is_not_what_it_denied(record):
    late = says("Anton Verek", SCOOP, item="a", day="2031-05-09")
    denial = says("Dana Moor", "Orlan would halt enrichment of uranium for a year", item="b", day="2031-05-05", act="deny")
    record.add([late.done(), denial.done()])
    assert list(record.disputes()) == []


def denial(text, words, *, claim=None, by="Dana Moor", act="deny", item="b"):
    """A report in which Anton Verek says the first sentence, and somebody denies it."""
    made = Report(text, item=item, day="2031-05-06")
    made.actor("Anton Verek")
    made.actor(by)
    if claim:
        made.statement("Anton Verek", claim)
    made.statement(by, words, act=act)
    return made


CLAIM = "Marin had asked for more time to count its captives"


@pytest.mark.parametrize("words", ["the claim", "such allegations", "this"])
def test_a_denial_of_no_more_than_the_claim_is_of_what_was_said_just_before_it(record, words):
    record.add([denial(f"{CLAIM}, Anton Verek said. Dana Moor denied {words}.", words, claim=CLAIM).done()])
    (dispute,) = record.disputes()
    assert (dispute.candidate, dispute.about) == (True, CLAIM)
    assert [[ref.name for ref in side.by] for side in dispute.sides] == [["Anton Verek"], ["Dana Moor"]]


def test_who_also_denied_it_denies_what_was_denied_before(record):
    text = f"{CLAIM}, Anton Verek said. Dana Moor denied the claim. In Tesk the harbour master Ugo Stell also denied it."
    made = denial(text, "the claim", claim=CLAIM)
    made.actor("Ugo Stell")
    also = made.statement("Ugo Stell", "the harbour master Ugo Stell also denied it", act="deny")
    start = made.doc.text.rindex("it.")
    made.found["statements"][-1] = replace(also, content=(made.doc.span(start, start + 2),))
    record.add([made.done()])
    (dispute,) = record.disputes()
    assert also.id in dispute.sides[1].findings
    assert sorted(ref.name for ref in dispute.sides[1].by) == ["Dana Moor", "Ugo Stell"]


def test_nobody_denies_what_he_said_himself_and_nothing_is_denied_across_a_page(record):
    own = denial(f"{CLAIM}, Anton Verek said. Anton Verek denied it.", "it", claim=CLAIM, by="Anton Verek", item="own")
    far = denial(f"{CLAIM}, Anton Verek said. {'The port was quiet and the ships lay at anchor. ' * 12}Dana Moor denied this.", "this", claim=CLAIM, item="far")
    record.add([own.done(), far.done()])
    assert list(record.disputes()) == []


def test_to_rule_out_is_to_refuse_and_no_denial(record):
    made = denial(f"{CLAIM}, Anton Verek said. Dana Moor ruled out talks.", "talks", claim=CLAIM)
    made.found["statements"][1] = replace(made.found["statements"][1], cue=(made.at("ruled out"),))
    record.add([made.done()])
    assert [claim.status for claim in record.claims()] == ["single"]


def test_a_denial_of_a_report_may_tell_it_in_other_words(record):
    scoop = says("Anton Verek", "Orlan may withdraw its frigates from the northern channel if missile deliveries stop", item="a")
    text = "The report that Orlan is allegedly prepared to withdraw ships from the northern channel for money is false, Dana Moor said."
    made = Report(text, item="b", day="2031-05-06")
    made.actor("Dana Moor")
    made.statement("Dana Moor", text.removesuffix(", Dana Moor said."), act="deny")
    other = says("Anton Verek", "the northern channel freezes in January", item="c")
    record.add([scoop.done(), made.done(), other.done()])
    (dispute,) = record.disputes()
    assert dispute.kind == "report"
    assert "frigates" in dispute.about


def test_what_one_finds_in_the_deal_and_another_does_not_is_a_dispute_over_a_term(record):
    has, lacks = "the deal includes a withdrawal from Velm", "that the deal does not mention a withdrawal"
    made = Report(f"Anton Verek said {has}. Dana Moor said {lacks}.", item="deal", day="2031-05-06")
    for who, words in (("Anton Verek", has), ("Dana Moor", lacks)):
        made.actor(who)
        made.statement(who, words, issues=("withdrawal",))
    record.add([made.done()])
    dispute = next(dispute for dispute in record.disputes() if dispute.kind == "term")
    assert dispute.candidate
    assert [[ref.name for ref in side.by] for side in dispute.sides] == [["Anton Verek"], ["Dana Moor"]]


def test_another_issue_in_the_deal_is_no_contradiction(record):
    has, lacks = "the deal includes an exchange of captives", "that the deal does not mention a withdrawal"
    made = Report(f"Anton Verek said {has}. Dana Moor said {lacks}.", item="deal", day="2031-05-06")
    for who, words, issue in (("Anton Verek", has, "prisoners_exchange"), ("Dana Moor", lacks, "withdrawal")):
        made.actor(who)
        made.statement(who, words, issues=(issue,))
    record.add([made.done()])
    assert list(record.disputes()) == []


@pytest.mark.xfail(strict=True, reason="helping and supporting are two words, and the one who denies is named in what is denied")
def test_a_standing_denial_is_found_whatever_verb_the_claim_has(record):
    made = Report("About 4,000 troops of Orlan support the rebels, experts say. Orlan denied helping the rebels.", item="x", day="2031-05-06")
    made.actor("Orlan", kind="state", key="state:ORL")
    made.statement(None, "About 4,000 troops of Orlan support the rebels")
    made.statement("Orlan", "helping the rebels", act="deny")
    record.add([made.done()])
    assert list(record.disputes())


def test_what_an_agency_was_told_has_that_agency_as_its_origin(record):
    first = says("Anton Verek", SCOOP, item="a", tail=" Two officials told Reuters that a paper was ready.")
    second = says("Anton Verek", "Orlan is to halt its uranium enrichment for one year", item="b", tail=" A diplomat telling Reuters of it gave no name.")
    third = says("Dana Moor", "Orlan will halt the enrichment of uranium for a year", item="c", tail=" Reuters was told nothing.")
    record.add([first.done(), second.done(), third.done()])
    claim = claims(record)[0]
    assert claim.origins == tuple(sorted(("Reuters", third.doc.id)))


def test_two_who_blame_one_another_do_not_bear_each_other_out(record):
    one = says("Orlan", "Marin's troops opened fire first at the ford of Tesk", item="a")
    other = says("Marin", "Orlan's troops opened fire first at the ford of Tesk", item="b")
    record.add([one.done(), other.done()])
    assert {claim.status for claim in record.claims()} == {"disputed"}
    (dispute,) = record.disputes()
    assert (dispute.kind, dispute.candidate, [[ref.name for ref in side.by] for side in dispute.sides]) == ("fact", True, [["Orlan"], ["Marin"]])


def test_who_neither_confirms_nor_denies_denies_nothing(record):
    told = says("Anton Verek", SCOOP, item="a")
    other = Report("Orlan neither confirmed nor denied that it will halt enrichment of uranium for a year.", item="b", day="2031-05-05")
    other.actor("Orlan")
    other.statement("Orlan", "it will halt enrichment of uranium for a year", act="deny", cue=(other.at("denied"),))
    record.add([told.done(), other.done()])
    assert list(record.disputes()) == []
