"""A corpus of reports with their machine-spun copies, honest rewrites and edited copies: only the spun ones are garbled, and they count for nothing."""

import tomllib
from pathlib import Path

import pytest

from parley.record import open_record
from support import Report

CORPUS = tomllib.loads(Path(__file__).with_name("copies.corpus.toml").read_text(encoding="utf-8"))


def kinds(first, second, days=("2031-05-02", "2031-05-03")):
    reports = [Report(text, item=str(n), day=day).done() for n, (text, day) in enumerate(zip((first, second), days, strict=True))]
    with open_record(":memory:", create=True) as record:
        record.add(reports)
        return {copy.kind for copy in record.copies() if copy.document == reports[1].document.id}


@pytest.mark.parametrize("pair", CORPUS["report"], ids=lambda pair: " ".join(pair["text"].split()[:5]))
def test_a_spun_copy_is_garbled_and_an_honest_rewrite_is_not(pair):
    assert kinds(pair["text"], pair["spun"]) == {"garbled"}
    assert kinds(pair["text"], pair["rewrite"]) in (set(), {"rewritten"}, {"syndicated"})


def test_there_are_pairs_enough():
    assert len(CORPUS["report"]) >= 20


@pytest.mark.parametrize("n", range(len(CORPUS["edited"])))
def test_a_copy_in_the_house_style_of_another_desk_is_found_and_not_garbled(n):
    pair = CORPUS["edited"][n]
    assert kinds(pair["text"], pair["edited"]) in ({"syndicated"}, {"rewritten"})


def test_what_only_garbled_copies_repeat_has_one_origin_and_no_second_voice(tmp_path):
    pair = CORPUS["report"][1]
    clean, spun = Report(pair["text"], item="clean", day="2031-05-02"), Report(pair["spun"], item="spun", day="2031-05-03")
    for made, who in ((clean, "Anton Verek"), (spun, "Antony Berek")):
        made.actor(who)
        made.statement(who, made.doc.text[made.doc.text.index("his ") : made.doc.text.index(". He")])
    with open_record(str(tmp_path / "talks.db"), create=True) as record:
        record.add([clean.done(), spun.done()])
        (claim,) = record.claims()
        assert claim.reported_by == (clean.doc.id,)
        assert claim.status == "single"
