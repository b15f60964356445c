"""Gaps: where no position is stated, or only an old one, and in what it was looked for."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.app.cli import app
from parley.model import Filter, Role
from parley.record import Record, open_record
from parley.views import gap_rows, gaps, positions
from support import Report


@pytest.fixture
def record() -> Iterator[Record]:
    """Norra and Velta on the ceasefire, Norra alone on prisoners; Ostrana, the third party, on neither; the last word on 20 March."""
    text = "Norra accepts the truce. Velta rejects the truce. Norra demands the captives. "
    text += "Ostrana wants inspectors. Velta rejects inspectors. Norra wants inspectors."
    report = Report(text, day="2031-03-20")
    for name in ("Norra", "Velta", "Ostrana"):
        report.actor(name, kind="state", key=f"party:{name.lower()}", roles=(Role("sund", "party"),))
    report.stance("Norra", "accepts the truce", "accepts", issue="ceasefire", time="2031-03-01")
    report.stance("Velta", "rejects the truce", "rejects", issue="ceasefire", time="2031-03-20")
    report.stance("Norra", "demands the captives", "demands", issue="prisoners_exchange", time="2031-03-10")
    for who, words, day in (
        ("Ostrana", "wants inspectors", "2031-03-19"),
        ("Velta", "rejects inspectors", "2031-03-19"),
        ("Norra", "wants inspectors", "2031-03-19"),
    ):
        report.stance(who, words, "supports", issue="monitoring_verification", time=day)
    made = open_record(":memory:", create=True)
    made.add([report.done()])
    yield made
    made.close()


def test_a_party_without_a_position_where_two_others_have_one_is_a_gap(record: Record) -> None:
    assert [(gap.holder.name, gap.issue, gap.kind, gap.last) for gap in gaps(record)] == [("Ostrana", "ceasefire", "none", None)]
    assert not list(gaps(record, Filter(issue="prisoners_exchange"))), "one party alone on an issue makes no gap of the others"


def test_nobody_is_missed_in_talks_that_are_not_his_nor_on_what_is_no_issue() -> None:
    made = open_record(":memory:", create=True)
    for talks, names in (("sund", ("Norra", "Velta", "Ostrana")), ("orm", ("Hask", "Tolme", "Irr"))):
        report = Report(" ".join(f"{who} backs the truce. {who} takes the offer of the three." for who in names), day="2031-03-20", negotiation=talks)
        for name in names:
            report.actor(name, kind="state", key=f"party:{name.lower()}", roles=(Role(talks, "party"),))
        for who in names[:2]:
            report.stance(who, f"{who} backs the truce", "supports", issue="ceasefire")
            report.stance(who, f"{who} takes the offer of the three", "accepts", issue="the offer of the three")
        made.add([report.done()])
    assert [(gap.negotiation, gap.holder.name, gap.issue) for gap in gaps(made)] == [("orm", "Irr", "ceasefire"), ("sund", "Ostrana", "ceasefire")]
    assert [row.negotiation for row in positions(made) if row.value == "no statement found"] == ["orm", "sund"]
    made.close()


def test_what_only_others_tell_is_told_apart_from_nothing() -> None:
    report = Report("Norra would accept the truce, a Velt official said. Velta rejects the truce.", day="2031-03-20")
    for name in ("Norra", "Velta"):
        report.actor(name, kind="state", key=f"party:{name.lower()}")
    report.stance("Norra", "Norra would accept the truce", "accepts", issue="ceasefire", voice="attributed_by")
    report.stance("Velta", "Velta rejects the truce", "rejects", issue="ceasefire")
    made = open_record(":memory:", create=True)
    made.add([report.done()])
    assert [(row.value, row.reported) for row in positions(made)] == [("no official statement", "accepts (as others tell it)"), ("rejects", None)]
    made.close()


def test_a_position_last_stated_longer_ago_than_asked_is_stale_and_shows_its_words(record: Record) -> None:
    stale = [row for row in gap_rows(record, stale_after=9) if row.kind == "stale"]
    assert [(row.holder, row.issue, row.last, row.evidence[0].text) for row in stale] == [
        ("Norra", "ceasefire", "2031-03-01", "accepts the truce"),
        ("Norra", "prisoners_exchange", "2031-03-10", "demands the captives"),
    ]
    assert [row.issue for row in gap_rows(record, stale_after=10) if row.kind == "stale"] == ["ceasefire"], "ten days is not more than ten"
    assert [row.issue for row in gap_rows(record, Filter(issue="ceasefire", actor="norra"), stale_after=9)] == ["ceasefire"]


def test_a_stale_cell_is_marked_among_the_positions(record: Record) -> None:
    cells = {(row.holder, row.issue): row.stale for row in positions(record, stale_after=10)}
    assert cells["Norra", "ceasefire"] == "last stated 2031-03-01"
    assert cells["Velta", "ceasefire"] is None and cells["Norra", "prisoners_exchange"] is None
    assert {row.stale for row in positions(record)} == {None}


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, f"{words}: {done.output}\n{done.exception!r}"
    return done.stdout


def test_the_command_shows_gaps_with_the_coverage_that_they_rest_on(press: Path) -> None:
    assert "no statement found in 32 reports by 9 outlets" in run("gaps", press, "--age", "1w")
    none, aged = (json.loads(run("gaps", press, "--format", "json", *more)) for more in ((), ("--age", "1w")))
    assert {row["kind"] for row in none} == {"none"} and {row["kind"] for row in aged} == {"none", "stale"}
    assert all(row["evidence"] for row in aged if row["kind"] == "stale")
    assert "stale" in run("positions", press, "--age", "7d")
    assert CliRunner().invoke(app, ["gaps", str(press), "--age", "a month"]).exit_code != 0
