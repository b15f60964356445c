import itertools

import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from parley.model import Block, Filter
from parley.record import open_record
from parley.record.store import schema
from support import Report

APPEAL = "The Prosecutor General of Orlan has designated the Morning Post an undesirable organisation, putting its reporters at risk."
BODIES = [
    "Envoys of Orlan met in Tesk on Monday.\nThe talks lasted two hours.\nHe did not elaborate.",
    "A truce over the sea began at midnight.\nGrain ships left the port of Dunmar.\nHe did not elaborate.",
    "Marin rejected the new map of the border.\nIts foreign minister called it a provocation.\nHe did not elaborate.",
    "Prisoners were exchanged near the bridge.\nNine soldiers came home to Marin.\nHe did not elaborate.",
]


def reports(outlet="Morning Post", appeal=APPEAL):
    found = []
    for n, body in enumerate(BODIES):
        report = Report(f"{body}\n{appeal}", item=str(n), outlet=outlet)
        report.actor("Prosecutor General of Orlan")
        report.event(appeal[:60], "accusation")
        report.event(body.split(".")[0], "meeting")
        report.event("He did not elaborate.", "other")
        found.append(report)
    return found


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def test_what_an_outlet_repeats_in_three_reports_is_boilerplate_and_its_findings_are_withheld(record):
    some = reports()
    record.add(report.done() for report in some[:2])
    assert len(list(record.findings("event"))) == 6
    record.add([some[2].done()])
    assert len(list(record.findings("event"))) == 6
    for doc in record.documents():
        assert [doc.text[block.start : block.end] for block in doc.blocks if block.kind == "boilerplate"] == [APPEAL]
        assert "".join(doc.text[block.start : block.end] for block in doc.blocks) == doc.text
    assert record.document(some[0].doc.id).blocks[-1].rule == "repeated"


def test_a_short_sentence_can_be_said_three_times(record):
    record.add(report.done() for report in reports())
    assert {event.type for event in record.findings("event")} == {"meeting", "other"}


def test_other_outlets_and_unknown_ones_make_no_boilerplate(record):
    for n, report in enumerate(reports()):
        record.add([Report(report.doc.text, item=f"x{n}", outlet=f"Outlet {n}").done(), Report(report.doc.text, item=f"y{n}").done()])
    assert all(block.kind == "body" for doc in record.documents() for block in doc.blocks)


def test_one_report_put_out_five_times_is_no_boilerplate(record):
    record.add(Report(BODIES[0], item=str(n), outlet="Morning Post").done() for n in range(5))
    assert all(block.kind == "body" for doc in record.documents() for block in doc.blocks)


def test_the_order_of_reading_makes_no_difference(tmp_path):
    found = []
    for n, order in enumerate(itertools.islice(itertools.permutations(reports()), 0, 24, 7)):
        with open_record(str(tmp_path / f"{n}.db"), create=True) as record:
            for report in order:
                record.add([report.done()])
                list(record.findings("event", Filter(outlet="x")))
            found.append([event.id for event in record.findings("event")])
    assert all(some == found[0] for some in found)


def told_of(record):
    """Report → the digest of what the whole record says of it."""
    record.reduce()
    with record._database.read() as connection:
        return dict(connection.execute(sa.select(schema.repeats.c.document, schema.repeats.c.digest)).all())


def test_a_byline_that_is_printed_three_times_stays_a_credit_and_changes_nothing_of_the_first_two(record):
    some = reports(appeal="Reporting by Lina Marsh and Peter Astor, editing by Noor Haddis")
    for report in some:
        cut = report.doc.text.rindex("\n") + 1
        report.doc = replace(report.doc, blocks=(Block("body", 0, cut), Block("credit", cut, len(report.doc.text))))
    record.add(report.done() for report in some[:2])
    before = told_of(record)
    record.add([some[2].done()])
    after = told_of(record)
    assert len(after) == 3 and before == {id: after[id] for id in before}
    assert all([block.kind for block in doc.blocks] == ["body", "credit"] for doc in record.documents())
