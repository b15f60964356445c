"""What is said in an entry of a live blog is dated by the time at which the entry was posted."""

from parley.model import AnnotatedDocument, Document
from parley.pipeline import annotate
from parley.read import ReadOptions
from parley.read.inputs import read_source
from parley.read.report import Meta, Source

TEXT = """Vesk talks live: envoys arrive for second day

14:32 GMT

Envoys of Norra and Sestria have arrived in Vesk. “We will leave tomorrow,” Norra's foreign minister, Ana Reyl, told reporters.

13:05 GMT Sestria rejects the plan

Sestria's president, Ilya Venn, rejected the plan, his office said. Venn had said that he would sign it. The war began after a shell hit Nesk.
"""


def annotated(text: str, published: str | None = "2031-03-16") -> AnnotatedDocument:
    import io

    raw = text.encode()
    source = Source("a.txt", "a.txt", len(raw), lambda: io.BytesIO(raw))
    doc = next(found for found in read_source(source, Meta(), ReadOptions(published=published)) if isinstance(found, Document))
    return annotate(doc)


def test_a_statement_has_the_moment_of_its_entry_approximate_and_pointing_at_it() -> None:
    doc = annotated(TEXT)
    said = {stmt.source.span.text: stmt.time for stmt in doc.statements if stmt.source.span}
    reyl, office = said["Norra's foreign minister, Ana Reyl"], said["his office"]
    assert reyl is not None and reyl.edtf == "2031-03-16T14:32:00Z" and reyl.approximate
    assert office is not None and office.edtf == "2031-03-16T13:05:00Z"
    assert reyl.span is not None and reyl.span.text == "14:32 GMT" and reyl.anchor is not None and reyl.anchor.kind == "byline"


def test_what_was_said_before_and_what_stands_in_another_statement_stays_without_it() -> None:
    times = {stmt.content[0].text: stmt.time for stmt in annotated(TEXT).statements}
    assert times["that he would sign it"] is None
    assert all(stmt.time is None for stmt in annotated(TEXT).statements if stmt.inside is not None)


def test_the_news_of_an_entry_happened_on_its_day_and_its_background_did_not() -> None:
    times = {event.trigger.text: event.time.edtf if event.time else None for event in annotated(TEXT).events}
    assert times["arrived"] == "2031-03-16~"
    assert times.get("hit") is None


def test_days_in_an_entry_are_counted_from_its_own_day() -> None:
    late = TEXT.replace("13:05 GMT", "15 March 2031, 13:05 GMT").replace("rejected the plan, his", "rejected the plan on Friday, his")
    found = {time.as_written: (time.edtf, time.anchor.kind if time.anchor else None) for time in annotated(late).times}
    assert found["tomorrow"] == ("2031-03-17", "byline")
    assert found["on Friday" if "on Friday" in found else "Friday"] == ("2031-03-14", "byline")


def test_an_entry_whose_day_is_unknown_dates_nothing() -> None:
    assert all(stmt.time is None for stmt in annotated(TEXT, None).statements)
