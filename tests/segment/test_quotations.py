"""Quotation marks by the state machine."""

import pytest

from parley.codebook import load as load_codebook
from parley.lang import load
from parley.model import AnnotatedDocument, document
from parley.segment import find_quotations, parse


def marked(text: str) -> AnnotatedDocument:
    return find_quotations(AnnotatedDocument(document=document("test", text)), load("en"), load_codebook())


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We stay,” he said.", ["We stay,"]),
        ('"We stay," he said.', ["We stay,"]),
        ("``We stay,'' he said.", ["We stay,"]),
        ("‘We stay,’ he said of the parties’ talks.", ["We stay,"]),
        ("'We stay,' he said.", ["We stay,"]),
        ("«We stay», he said.", ["We stay"]),
        ("„Wir bleiben“, he said.", ["Wir bleiben"]),
        ("“He said ‘never’ twice,” she noted.", ["He said ‘never’ twice,", "never"]),
        ('“We stay," he said. “We stay.”', ["We stay,", "We stay."]),
        ('It would take "some hours” more.', ["some hours"]),
        ("”We stay, all of us.” — Renn", ["We stay, all of us."]),
        ("It's the ministers' view that it isn't 5' 11\" long.", []),
    ],
)
def test_marks_of_every_kind_are_paired(text: str, inner: list[str]) -> None:
    doc = marked(text)
    assert [text[q.inner_start : q.inner_end] for q in doc.quotations] == inner
    assert not doc.problems


def test_a_quotation_over_paragraphs_goes_on_where_the_next_one_reopens_it() -> None:
    doc = marked("“The first winter was hard.\n\n“The second was worse,” she said.")
    assert [q.continues for q in doc.quotations] == [-1, 0]
    assert not doc.problems


def test_a_quotation_may_run_on_without_a_mark_of_its_own() -> None:
    text = 'He said, "The first half was good.\nThe second was better."'
    doc = marked(text)
    assert [(text[q.start : q.end], q.continues) for q in doc.quotations] == [('"The first half was good.', -1), ('The second was better."', 0)]


@pytest.mark.parametrize(("text", "code"), [("He said “we stay.\n\nThe town slept.", "unclosed_quotation"), ("We stay,” he said.", "unopened_quotation")])
def test_a_mark_without_its_partner_is_a_problem_and_the_rest_is_read(text: str, code: str) -> None:
    doc = marked(text)
    assert [p.code for p in doc.problems] == [code]
    assert parse(doc, load("en"), load_codebook()).sentences


def test_a_sentence_does_not_end_inside_a_fragment_and_does_at_a_quotation_of_its_own() -> None:
    text = "She called it “a mess. Truly.” and left. “We will be back,” she said."
    doc = parse(marked(text), load("en"), load_codebook())
    frames = [text[s.start : s.end] for s in doc.sentences if s.quotation == -1]
    assert frames == ["She called it “a mess. Truly.” and left.", "“We will be back,” she said."]


def test_what_resumes_a_quotation_that_broke_off_stands_alone_even_in_lower_case() -> None:
    doc = parse(marked("“The bridge,” she said, “will open when it is safe.”"), load("en"), load_codebook())
    assert [q.apart for q in doc.quotations] == [True, True]
