"""How times are anchored, kept open and turned into the record's form."""

from datetime import date

import pytest

from parley.lang import load
from parley.model import AnnotatedDocument, Block, Dateline, Document, Published, Quotation, Span, Time, document
from parley.times import infer_published, read_times

FRIDAY = "2025-04-25"


def report(text: str, day: str | None = FRIDAY, **more: object) -> Document:
    published = Published(edtf=day, start=day, basis="metadata") if day else Published(unresolved="no date given")
    return document("times", text, published=published, **more)


def times(text: str, day: str | None = FRIDAY, **more: object) -> tuple[Time, ...]:
    return read_times(AnnotatedDocument(document=report(text, day, **more)), load("en"), None).times


def one(text: str, day: str | None = FRIDAY) -> Time:
    (time,) = times(text, day)
    return time


def test_a_bare_weekday_in_the_past_tense_is_before_publication_or_on_it() -> None:
    assert one("They met on Friday.").edtf == FRIDAY
    assert one("They met on Monday.").edtf == "2025-04-21"


def test_a_bare_weekday_is_ahead_only_on_positive_evidence_and_the_other_reading_is_kept() -> None:
    time = one("They will meet on Monday.")
    assert (time.edtf, time.alternatives) == ("2025-04-28", ("2025-04-21",))


def test_a_day_that_something_must_be_done_by_is_ahead_unless_the_clause_tells_the_past() -> None:
    assert one("The list is due by Monday.").edtf == "2025-04-28"
    assert one("By Monday they had left.").edtf == "2025-04-21"


def test_a_possessive_day_is_past_unless_its_noun_lies_ahead() -> None:
    assert one("Wednesday's talks failed.").edtf == "2025-04-23"
    assert one("Wednesday's talks will be the fourth.").edtf == "2025-04-30"


def test_what_counts_from_an_unknown_publication_says_so_and_stays_relative() -> None:
    time = one("They left two days ago.", None)
    assert (time.edtf, time.start, time.offset) == (None, None, "-P2D")
    assert time.unresolved == "no publication date to count from"


def test_a_bare_weekday_without_a_publication_date_keeps_its_weekday() -> None:
    time = one("They met on Friday.", None)
    assert time.edtf is None
    assert time.timex3
    assert time.timex3.value == "XXXX-WXX-5"


def test_a_time_counted_from_an_event_stays_linked_to_it() -> None:
    time = one("It was leaked two days after the summit.")
    assert time.anchor
    assert time.anchor.span
    assert (time.anchor.kind, time.anchor.span.text, time.offset, time.edtf) == ("event", "the summit", "P2D", None)


def test_a_dateline_goes_before_the_date_of_the_page() -> None:
    text = "PUTRA BAY, April 23 (Wire) - The two sides met on Wednesday and meet again tomorrow."
    dateline = Dateline(span=Span("x", 0, 26, text[:26]), place="PUTRA BAY", day="April 23", agency="Wire")
    found = times(text, FRIDAY, dateline=dateline)
    assert [time.edtf for time in found] == ["2025-04-23", "2025-04-23", "2025-04-24"]
    assert found[2].anchor
    assert found[2].anchor.kind == "dateline"


def test_a_dateline_that_does_not_fit_the_page_is_left_aside() -> None:
    dateline = Dateline(span=Span("x", 0, 4, "PORT"), day="January 3")
    (time,) = times("PORT - They leave tomorrow.", FRIDAY, dateline=dateline)
    assert time.edtf == "2025-04-26"


def test_quoted_words_count_from_the_day_of_the_speech() -> None:
    text = '"We will answer tomorrow," the envoy said on Tuesday.'
    quote = Quotation(index=0, start=0, end=26, inner_start=1, inner_end=25, mark="straight_double")
    doc = AnnotatedDocument(document=report(text), quotations=(quote,))
    tomorrow, tuesday = read_times(doc, load("en"), None).times
    assert (tuesday.edtf, tomorrow.edtf) == ("2025-04-22", "2025-04-23")
    assert tomorrow.anchor
    assert tomorrow.anchor.span
    assert (tomorrow.anchor.kind, tomorrow.anchor.span.text) == ("speech", "Tuesday")


def test_only_headline_and_body_are_read() -> None:
    text = "Talks on Monday\nThey met on Friday.\nRead more: what happened in 2019"
    blocks = (Block("headline", 0, 15), Block("body", 16, 35), Block("related_link", 36, len(text)))
    assert [time.as_written for time in times(text, FRIDAY, blocks=blocks)] == ["Monday", "Friday"]


@pytest.mark.parametrize(
    ("text", "edtf", "start", "end", "grain"),
    [
        ("It was agreed in May 2024.", "2024-05", "2024-05-01", "2024-06-01", "month"),
        ("It was agreed last week.", "2025-04-14/2025-04-20", "2025-04-14", "2025-04-21", "week"),
        ("It was agreed in the second quarter of 2024.", "2024-34", "2024-04-01", "2024-07-01", "quarter"),
        ("It was agreed in the autumn of 2023.", "2023-23", "2023-09-01", "2023-12-01", "season"),
        ("It was agreed in the 1990s.", "199X", "1990-01-01", "2000-01-01", "decade"),
        ("It was agreed in the 19th century.", "18XX", "1800-01-01", "1900-01-01", "century"),
        ("It runs from 8 to 10 May 2025.", "2025-05-08/2025-05-10", "2025-05-08", "2025-05-11", "day"),
        ("It began at 14:30 GMT on 3 May 2024.", "2024-05-03T14:30:00Z", "2024-05-03T14:30:00Z", "2024-05-03T14:31:00Z", "minute"),
        ("It began at 9 a.m. Kyiv time on 3 May 2024.", "2024-05-03T09:00:00+03:00", "2024-05-03T09:00:00+03:00", "2024-05-03T10:00:00+03:00", "hour"),
        ("It began on the morning of 3 May 2024.", "2024-05-03", "2024-05-03T06:00:00", "2024-05-03T12:00:00", "part_of_day"),
        ("It began early in May 2024.", "2024-05-01~/2024-05-10~", "2024-05-01", "2024-05-11", "month"),
    ],
)  # fmt: skip
def test_a_time_has_edtf_a_half_open_interval_and_a_grain(text: str, edtf: str, start: str, end: str, grain: str) -> None:
    time = one(text)
    assert (time.edtf, time.start, time.end, time.grain) == (edtf, start, end, grain)


def test_an_open_window_is_open_at_its_far_end() -> None:
    coming, recent = one("It may come in the coming days."), one("It has come in recent weeks.")
    assert (coming.edtf, coming.start, coming.end) == ("2025-04-25/..", FRIDAY, None)
    assert (recent.edtf, recent.start, recent.end) == ("../2025-04-25", None, "2025-04-26")


def test_midnight_keeps_both_readings() -> None:
    by, since = one("It ends by midnight on 8 May 2025."), one("It holds from midnight on 8 May 2025.")
    assert (by.edtf, by.alternatives) == ("2025-05-09T00:00:00", ("2025-05-08T00:00:00",))
    assert (since.edtf, since.alternatives) == ("2025-05-08T00:00:00", ("2025-05-09T00:00:00",))


def test_a_date_in_figures_keeps_the_other_order() -> None:
    time = one("It was signed on 04/05/2025.")
    assert (time.edtf, time.alternatives) == ("2025-04-05", ("2025-05-04",))


def test_a_feast_by_the_tabular_calendar_is_approximate() -> None:
    time = one("It held until Eid al-Fitr 2024.")
    assert time.approximate
    assert time.edtf == "2024-04-10~"


def test_a_date_that_no_calendar_has_is_no_date() -> None:
    time = one("It was signed on 31 June 2024.")
    assert time.edtf is None
    assert time.unresolved == "no calendar has such a date"


def test_nothing_counts_from_a_window_a_length_or_a_feast() -> None:
    found = times("The Easter truce was announced on Saturday. It began at 18:00.")
    assert [time.edtf for time in found] == ["2025-04-20", "2025-04-19", "2025-04-19T18:00:00"]


def test_a_publication_date_is_inferred_from_a_weekday_with_its_date_and_says_so() -> None:
    doc = report("The talks, begun in May 2025, ended on Monday, June 2, without a text.", None)
    found = infer_published(doc, load("en"))
    assert found
    assert found.span
    assert (found.basis, found.edtf, found.span.text, found.approximate) == ("inferred", "2025-06-02~", "Monday, June 2", True)


@pytest.mark.parametrize(
    "text",
    [
        "They met on Monday.",
        "They met on June 2.",
        "They met on Monday, June 2.",
        "They met in 2019 and again on Monday, June 2.",
        "In May 2025 they agreed to meet on Monday, June 2.",
    ],
)
def test_no_publication_date_is_inferred_where_the_text_leaves_it_open(text: str) -> None:
    assert infer_published(report(text, None), load("en")) is None


def test_a_known_publication_date_is_left_alone() -> None:
    assert infer_published(report("They met on Monday, June 2, 2025."), load("en")) is None


def test_an_inferred_date_anchors_what_is_relative() -> None:
    doc = report("The talks of May 2025 ended on Monday, June 2. A day earlier a draft was leaked; yesterday it was withdrawn.", None)
    published = infer_published(doc, load("en"))
    assert published
    dated = document("times", doc.text, published=published)
    found = read_times(AnnotatedDocument(document=dated), load("en"), None).times
    assert date.fromisoformat(found[-1].edtf or "") == date(2025, 6, 1)
