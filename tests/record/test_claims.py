import pytest

from parley.record import open_record
from support import Report

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
