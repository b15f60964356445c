"""Views are plain functions over a record: what they leave out, keep apart and put in order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from parley import views
from parley.model import Filter
from parley.record import Record, open_record
from sund import read
from support import Report


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "t.db"), create=True) as opened:
        yield opened


def add(record: Record, *reports: Any) -> None:
    for report in reports:
        record.add([report.done()])


def test_a_record_without_a_finding_gives_no_rows_and_its_coverage(record: Record) -> None:
    add(record, Report("Nothing happened.", day="2031-03-05", outlet="The Post"))
    for name in ("timeline", "statements", "positions", "proposals", "conditions", "blocked", "figures", "disputes", "agenda"):
        assert getattr(views, name)(record) == [], name
    assert views.coverage(record).reports == 1


def test_coverage_names_days_without_a_report_and_reports_without_a_day(record: Record) -> None:
    add(record, Report("One.", day="2031-03-01", outlet="A"), Report("Two.", day="2031-03-04", outlet="A"), Report("Three."))
    found = views.coverage(record)
    assert (found.first, found.last, found.empty_days, found.undated) == ("2031-03-01", "2031-03-04", ("2031-03-02", "2031-03-03"), 1)
    assert found.outlets[0] == ("A", 2)


def test_a_view_that_is_kept_to_one_negotiation_leaves_the_others_out(record: Record) -> None:
    one = Report("Talks were held in Vesk.", day="2031-03-05", negotiation="vesk")
    one.event("Talks were held in Vesk", type="round_of_talks")
    two = Report("Talks were held in Orm.", day="2031-03-05", negotiation="orm")
    two.event("Talks were held in Orm", type="round_of_talks")
    add(record, one, two)
    assert [row.what for row in views.timeline(record, Filter(negotiation="vesk"))] == ["Talks were held in Vesk"]


def test_background_stays_out_of_the_timeline_unless_asked_for(record: Record) -> None:
    one = Report("The war began. Talks were held.", day="2031-03-05")
    one.event("The war began", type="invasion", status="historical")
    one.event("Talks were held", type="round_of_talks")
    add(record, one)
    assert [row.status for row in views.timeline(record)] == ["happened"]
    assert sorted(row.status for row in views.timeline(record, background=True)) == ["happened", "historical"]


def test_what_a_proposal_revises_is_shown_by_its_name_and_as_an_earlier_one_where_no_words_name_it(record: Record) -> None:
    record.add([read("Norra proposed a 60-day truce in May. Its revised plan would last 40 days."), read("Norra submitted a revised plan on Monday.")])
    assert sorted(row.relation for row in views.proposals(record)) == ["", "revises a 60-day truce", "revises an earlier one"]


def test_search_words_that_no_report_has_give_nothing(record: Record) -> None:
    add(record, Report("Talks were held in Vesk.", day="2031-03-05"))
    assert views.search(record, "zebra") == []
    assert views.search(record, "vesk")


def test_positions_of_one_negotiation_say_nothing_of_another(record: Record) -> None:
    one = Report("Norra accepts the truce in Vesk.", day="2031-03-05", negotiation="vesk")
    one.stance("Norra", "accepts the truce in Vesk", "accepts", issue="ceasefire")
    two = Report("Norra rejects the truce in Orm.", day="2031-03-09", negotiation="orm")
    two.stance("Norra", "rejects the truce in Orm", "rejects", issue="ceasefire")
    add(record, one, two)
    assert [row.value for row in views.positions(record, Filter(negotiation="vesk"))] == ["accepts"]
    assert [row.value for row in views.positions(record, Filter(negotiation="orm"))] == ["rejects"]
    assert views.positions(record, Filter(negotiation="none")) == []


def test_both_sides_are_not_named_again_beside_the_two(record: Record) -> None:
    one = Report("Norra and Sestria held talks, both sides said.", day="2031-03-05")
    members = (one.actor("Norra", kind="state").id, one.actor("Sestria", kind="state").id)
    one.actor("Norra and Sestria", kind="joint", key="joint", members=members)
    one.event("held talks", type="round_of_talks", who=("Norra", "Sestria", "Norra and Sestria"))
    add(record, one)
    assert [row.participants for row in views.timeline(record)] == ["Norra, Sestria"]


def test_a_paraphrase_is_never_shown_as_a_quotation(record: Record) -> None:
    one = Report("“We are ready,” Ana Reyl said. Ana Reyl said talks would resume.", day="2031-03-05")
    one.statement("Ana Reyl", "“We are ready,”", form="direct")
    one.statement("Ana Reyl", "talks would resume", form="indirect")
    add(record, one)
    assert {row.content: row.quoted for row in views.statements(record)} == {"“We are ready,”": True, "talks would resume": False}
