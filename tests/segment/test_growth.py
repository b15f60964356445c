"""What a text costs grows as the text does, whatever stands in it; and of what is no report, no more than a bounded part is read."""

import time
from collections.abc import Callable

import pytest

from parley.codebook import load as load_codebook
from parley.extract.statements import find_statements
from parley.lang import load
from parley.model import AnnotatedDocument, document
from parley.pipeline import Stage
from parley.segment import bounds, find_quotations, label, parse
from parley.segment.parse import LONGEST
from parley.times import date_report

LANG, BOOK = load("en"), load_codebook()
HOSTILE = [
    "“a” ", '"a" ', "'a ", "s' b ", "‘a ", "”a ", "``a ", '"', "“", "(a ", "a) ", "a\n", "> a\n", "\n", "\t", "- ", "a-", "Photo: AP ", "Source: x\n",
    "By Ana Reyl\n", "• a\n", "March 14, 2031 ", "“We agree?” ", "e\u0301", "\u200b", "the envoys of Norra met ",
]  # fmt: skip
TIMES = 4
SLACK = 2.5  # TIMES the text may take TIMES · SLACK the time; its square would take TIMES · TIMES


def annotated(text: str, *stages: Stage) -> AnnotatedDocument:
    doc = AnnotatedDocument(document=document("a.txt", text))
    for stage in stages:
        doc = stage(doc, LANG, BOOK)
    return doc


def seconds(work: Callable[[], object]) -> float:
    """The least processor time of two runs."""
    found = []
    for _ in range(2):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def grows(stage: Stage, piece: str, size: int, *before: Stage) -> float:
    """How many times longer a stage takes for `TIMES` the text."""
    small, large = (annotated(piece * (n // len(piece)), *before) for n in (size, size * TIMES))
    return seconds(lambda: stage(large, LANG, BOOK)) / max(seconds(lambda: stage(small, LANG, BOOK)), 0.01)


@pytest.mark.parametrize("piece", HOSTILE)
def test_labels_quotations_and_dates_take_time_as_the_text_grows(piece: str) -> None:
    for stage in (label, find_quotations, date_report):
        assert grows(stage, piece, 5_000) <= TIMES * SLACK, stage.__name__


@pytest.mark.parametrize("piece", ["“a” ", "“We agree?” ", "the envoys of Norra met "])
def test_the_parse_takes_time_as_the_text_grows(piece: str) -> None:
    assert grows(parse, piece, 1_500, label, find_quotations) <= TIMES * SLACK


@pytest.mark.parametrize(
    "piece", ["“We will not sign, the envoy of Norra said.\n", "“We will go on.\n\n", "“She said ‘he said “no” to it’ today,” Reyl said. "]
)
def test_statements_take_time_as_the_text_grows(piece: str) -> None:
    assert grows(find_statements, piece, 10_000, label, find_quotations, parse) <= TIMES * SLACK


def test_a_sentence_without_end_is_divided_before_it_is_parsed_and_each_piece_is_one_tree() -> None:
    sents = annotated("the envoys of Norra met the ministers and " * 300, label, find_quotations, parse).sentences
    assert max(len(sent.tokens) for sent in sents) <= LONGEST
    assert sum(len(sent.tokens) for sent in sents) == 8 * 300
    assert all(sum(token.dep == "ROOT" for token in sent.tokens) == 1 for sent in sents)


@pytest.mark.parametrize(("piece", "bound"), [("The talks went on. ", 200), ("Talks go on.\n", 200)])
def test_what_stands_beyond_the_bounds_is_kept_and_not_read_and_a_row_says_so(piece: str, bound: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "WORDS", bound)
    monkeypatch.setattr(bounds, "RUNS", 50)
    text = piece * 300
    doc = annotated(text, label, find_quotations, parse)
    row = next(problem for problem in doc.problems if problem.code == "read_in_part")
    assert row.span is not None
    assert "".join(text.split()) == "".join(text[b.start : b.end] for b in doc.document.blocks).replace(" ", "")
    assert {b.kind for b in doc.document.blocks if b.start >= row.span.start} == {"boilerplate"}
    assert doc.sentences and max(sent.end for sent in doc.sentences) <= row.span.start
    assert 30 <= len(doc.sentences) <= 60


def test_of_a_thousand_marks_without_a_partner_the_first_have_a_row_each_and_one_counts_the_rest() -> None:
    doc = annotated("words” " * 1000, label, find_quotations)
    assert [problem.code for problem in doc.problems] == ["unopened_quotation"] * 100 + ["more_quotations"]
    assert "900 more" in doc.problems[-1].message
