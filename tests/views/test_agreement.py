"""Agreement: the measures against published and hand-computed values, and what two coders differ on."""

import csv
import io
import json
import shutil
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from parley.app.cli import app
from parley.model import Judgement
from parley.views.agreement import MACHINE, AgreementRow, agreement, disagreements, of_author
from parley.views.reliability import alpha, kappa, raw, table
from support import Report
from whole import exported, few, read_press, rows


def codes(line: str) -> list[str | None]:
    return [None if sign == "." else sign for sign in line]


# Four observers, twelve units: the reliability data from which Krippendorff computes alpha in "Computing Krippendorff's Alpha-Reliability" (2011).
FOUR = [codes("123321412..."), codes("1233224125.3"), codes(".3332342251."), codes("12332441251.")]


def test_nominal_alpha_of_the_canonical_reliability_data_is_743() -> None:
    assert alpha(FOUR) == pytest.approx(0.743, abs=0.0005)


def test_alpha_of_two_observers_and_two_values_is_095() -> None:
    assert alpha([codes("0100000010"), codes("1110010000")]) == pytest.approx(0.095, abs=0.0005)


def test_kappa_of_a_two_by_two_table_is_as_computed_by_hand() -> None:
    one, other = codes("y" * 25 + "n" * 25), codes("y" * 20 + "n" * 5 + "y" * 10 + "n" * 15)
    assert raw(one, other) == pytest.approx(35 / 50)
    assert kappa(one, other) == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_kappa_and_alpha_of_three_values_are_as_computed_by_hand() -> None:
    # 6 units, 4 alike. Shares of a, b, c: 3 2 1 and 2 2 2 of 6, so p_e = (6 + 4 + 2) / 36. Coincidences: n = 12, sums 5 4 3, 4 of 12 differ.
    one, other = codes("aaabbc"), codes("aacbbc")
    assert raw(one, other) == pytest.approx(5 / 6)
    assert kappa(one, other) == pytest.approx((5 / 6 - 12 / 36) / (1 - 12 / 36))
    assert alpha([one, other]) == pytest.approx(1 - 11 * 2 / (144 - 25 - 16 - 9))


def test_units_that_one_coder_left_out_do_not_count_for_a_pair() -> None:
    assert raw(codes("a.b"), codes("ab.")) == 1
    assert raw(codes(".."), codes("ab")) is kappa(codes(".."), codes("ab")) is alpha([codes("a."), codes(".b")]) is None


def test_one_value_alone_says_nothing_of_chance() -> None:
    assert raw(codes("aaa"), codes("aaa")) == 1
    assert kappa(codes("aaa"), codes("aaa")) is None
    assert alpha([codes("aaa"), codes("aaa")]) is None


def test_perfect_agreement_is_one_and_does_not_depend_on_the_order_of_coders_or_units() -> None:
    assert kappa(codes("abc"), codes("abc")) == alpha([codes("abc"), codes("abc")]) == 1
    assert alpha(FOUR) == pytest.approx(alpha(FOUR[::-1])) == pytest.approx(alpha([line[::-1] for line in FOUR]))
    assert table({"x": {"2": "b", "1": "a"}, "y": {"3": "c"}}) == {"x": ["a", "b", None], "y": [None, None, "c"]}


def judged(by: str, action: str, target: str, n: int = 0, **more: str) -> Judgement:
    return Judgement(id=f"{by}{target}{n}", by=by, when=f"2031-03-05T10:0{n}", action=action, on="finding", target=target, **more)  # type: ignore[arg-type]


def row(found: list[AgreementRow], field: str, coders: str) -> AgreementRow:
    return next(one for one in found if (one.field, one.coders) == (field, coders))


def test_coders_are_compared_on_what_both_judged_and_the_machine_on_all() -> None:
    report = Report("Ana Reyl said that talks would resume. Tom Orsk said that fire would cease. Mia Vik said that none would.")
    said = [report.statement(who, what) for who, what in (("Ana Reyl", "talks would resume"), ("Tom Orsk", "fire would cease"), ("Mia Vik", "none would"))]
    made = [
        judged("ana", "correct", said[0].id, field="act", new="announce"), judged("ana", "accept", said[1].id), judged("ana", "reject", said[2].id),
        judged("ben", "correct", said[0].id, field="act", new="predict"), judged("ben", "accept", said[1].id), judged("eva", "accept", said[2].id),
    ]  # fmt: skip
    coders = [of_author(name, said, made) for name in ("ana", "ben", MACHINE)]
    found = agreement(coders)
    assert (row(found, "act", "ana – ben").units, row(found, "act", "ana – ben").raw) == (2, 0.5)
    assert (row(found, "kept", "ana – machine").units, row(found, "kept", "ana – machine").raw) == (3, 0.667)
    assert row(found, "act", "ana – ben – machine").kappa is None, "kappa is of two"
    queue = disagreements(coders)
    assert {(one.id, one.field, one.values) for one in queue} == {
        (said[0].id, "act", "ana: announce; ben: predict; machine: report"),
        (said[2].id, "kept", "ana: no; machine: yes"),
    }
    assert all(one.evidence for one in queue)


def test_an_addition_of_one_coder_is_no_finding_of_the_machine() -> None:
    report, before = Report("Ana Reyl said that talks would resume. None came."), Report("Ana Reyl said that talks would resume. None came.")
    read = before.statement("Ana Reyl", "Ana Reyl said")
    added = report.statement("Ana Reyl", "talks would resume", review="added")
    made = [Judgement(id="1", by="ana", when="2031", action="add", on="document", target=added.document, new=msgspec.json.encode(added).decode())]
    queue = disagreements([of_author("ana", [read], made), of_author(MACHINE, [read], made)])
    assert [(one.id, one.field, one.values) for one in queue] == [(added.id, "kept", "ana: yes; machine: no")]


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, f"{words}: {done.output}\n{done.exception!r}"
    return done.stdout


def test_two_records_and_two_authors_are_compared_on_the_command_line(tmp_path: Path) -> None:
    one, other = tmp_path / "ana.db", tmp_path / "ben.db"
    read_press(one, few()[:1])
    shutil.copy(one, other)
    said = rows(exported(one, tmp_path / "out"), "statements")
    for n, by, record in ((0, "ana", one), (0, "ben", other), (1, "ben", other)):
        run("review", "correct", record, said[n]["id"], "act", "warn" if by == "ana" else "predict", "--by", by)
    run("review", "reject", other, said[2]["id"], "--by", "ben")
    found = json.loads(run("agree", one, other, "--format", "json"))
    act = next(r for r in found if (r["kind"], r["field"]) == ("statement", "act"))
    assert (act["coders"], act["units"], act["raw"]) == ("ana – ben", len(said) - 1, round((len(said) - 3) / (len(said) - 1), 3))
    queue = list(csv.DictReader(io.StringIO(run("agree", one, other, "--queue", "--format", "csv"))))
    assert {(r["id"], r["field"]) for r in queue} == {(said[0]["id"], "act"), (said[1]["id"], "act"), (said[2]["id"], "kept")}
    run("merge", one, other)
    both = json.loads(run("agree", one, "--by", "ana", "--by", "ben", "--by", "machine", "--format", "json"))
    assert {r["coders"] for r in both} >= {"ana – ben", "ana – machine", "ben – machine", "ana – ben – machine"}
    assert "ana: warn" in run("agree", one, "--by", "ana", "--by", "ben", "--queue")
    for words in ((one,), (one, "--by", "ana"), (one, "--by", "ana", "--by", "nobody"), (one, one)):
        assert CliRunner().invoke(app, ["agree", *map(str, words)]).exit_code != 0
