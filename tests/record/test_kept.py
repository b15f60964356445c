"""Judgements against a new reading: kept, orphaned, agreed."""

import msgspec
import pytest

from parley.model import Judgement
from parley.record.judgements.kept import Reading, Settled, settled
from parley.record.store import rows
from support import Report


def reading(*reports: Report) -> Reading:
    done = [report.done() for report in reports]
    found = {finding.id: finding for one in done for finding in one.findings()}
    return Reading(documents={one.document.id: one.document for one in done}, findings=found, actors={actor.id for one in done for actor in one.actors})


def made(action: str, target: str, on: str = "finding", **more: object) -> Judgement:
    return Judgement(id=f"{action}:{target}:{more}", by="ana", when="2031-03-05T10:00", action=action, on=on, target=target, **more)  # type: ignore[arg-type]


def one(judgement: Judgement, now: Reading) -> Settled:
    found = settled([judgement], now)
    assert len(found) == 1
    return found[0]


def test_a_correction_is_kept_while_the_reading_differs_and_agreed_once_it_says_the_same() -> None:
    report = Report("Ana Reyl said that talks would resume.")
    stmt = report.statement("Ana Reyl", "talks would resume", act="announce")
    assert one(made("correct", stmt.id, field="act", new="predict"), reading(report)).state == "kept"
    assert one(made("correct", stmt.id, field="act", new="announce"), reading(report)).state == "agreed"


@pytest.mark.parametrize("action", ["accept", "correct", "note"])
def test_a_judgement_on_what_is_gone_is_orphaned_and_names_what_stands_there_now(action: str) -> None:
    report = Report("Ana Reyl said that talks would resume on Monday.")
    old = report.statement("Ana Reyl", "talks would resume")
    now = Report("Ana Reyl said that talks would resume on Monday.")
    new = now.statement("Ana Reyl", "talks would resume on Monday")
    settled_ = one(made(action, old.id, field="act" if action == "correct" else None, new="predict", evidence=old.evidence), reading(now))
    assert (settled_.state, settled_.reason, settled_.near) == ("orphaned", "the finding is gone", new.id)


def test_a_field_that_the_finding_no_longer_has_makes_an_orphan() -> None:
    report = Report("Ana Reyl said that talks would resume.")
    stmt = report.statement("Ana Reyl", "talks would resume")
    found = one(made("correct", stmt.id, field="chain.3.name", new="MNA"), reading(report))
    assert (found.state, found.reason) == ("orphaned", "the field is gone")


def test_a_rejection_is_agreed_to_when_the_text_stands_and_the_finding_does_not() -> None:
    report, other = Report("Ana Reyl said that talks would resume."), Report("Nothing was said.")
    stmt = report.statement("Ana Reyl", "talks would resume")
    assert one(made("reject", stmt.id), reading(report)).state == "kept"
    empty = Report("Ana Reyl said that talks would resume.")
    assert one(made("reject", stmt.id, evidence=stmt.evidence), reading(empty)).state == "agreed"
    assert one(made("reject", stmt.id, evidence=stmt.evidence), reading(other)).reason == "the report is gone"


def test_an_addition_is_agreed_to_when_it_is_found() -> None:
    report, before = Report("Ana Reyl said that talks would resume."), Report("Ana Reyl said that talks would resume.")
    stmt = report.statement("Ana Reyl", "talks would resume")
    addition = made("add", stmt.document, "document", new=rows.encode(msgspec.structs.replace(stmt, review="added")))
    assert one(addition, reading(before)).state == "kept"
    assert one(addition, reading(report)).state == "agreed"
    assert [s.state for s in settled([addition, made("accept", stmt.id)], reading(before))] == ["kept", "kept"]


def test_metadata_is_agreed_to_when_the_report_says_the_same() -> None:
    report = Report("Talks resumed.", outlet="Norra Post")
    assert one(made("set", report.doc.id, "metadata", field="outlet", new="Norra Post"), reading(report)).state == "agreed"
    assert one(made("set", report.doc.id, "metadata", field="outlet", new="The Post"), reading(report)).state == "kept"
    assert one(made("set", "gone", "metadata", field="outlet", new="The Post"), reading(report)).state == "orphaned"


def test_what_was_undone_is_not_listed() -> None:
    report = Report("Ana Reyl said that talks would resume.")
    stmt = report.statement("Ana Reyl", "talks would resume")
    accept = made("accept", stmt.id)
    assert settled([accept, made("undo", accept.id, "judgement", undoes=accept.id)], reading(report)) == []
