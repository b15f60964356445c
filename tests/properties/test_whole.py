"""Laws of the whole map and of the record, on texts that nobody chose: spans are in range and equal their text, twice is once, order does not matter."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.codebook import load
from parley.export import Content
from parley.export.content import KINDS
from parley.model import AnnotatedDocument, document
from parley.pipeline import annotate
from parley.record import open_record

PIECES = [
    "“We are ready,” ", "'", '"', "“", "”", "‘", "’", "«", "Ana Reyl said", " said", "the envoy ",
    "Norra ", "Sestria ", "rejected ", "the plan", " if ",
    "only if ", "until ", "unless ", "on Monday", "at least 12 people ", "were killed", ". ", "? ", "\n", "\n\n", ", ", " — ", "(",
    ")", "[the deal] ", "…",
    "he ",
    "Talks ", "will resume ",
    "a 30-day truce ", "5 March 2031", "MNA", "\t", "\u00a0", "\u200b", "é", "🕊", "\u202e", "1,200", "€3bn ", "- ", "• ", "100%", "U.S. ", "Mr. ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join).filter(str.strip)
ANY = st.one_of(TEXTS, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(str.strip))
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
FEW = settings(SLOW, max_examples=12)
BOOK = load()


def read(text: str, item: str = "a.txt") -> AnnotatedDocument:
    return annotate(document(item, text), codebook=BOOK)


def held(*docs: AnnotatedDocument) -> dict[str, list[dict[str, object]]]:
    """What an export of a record of these documents holds."""
    with tempfile.TemporaryDirectory() as folder, open_record(str(Path(folder) / "t.db"), create=True) as record:
        for doc in docs:
            record.add([doc], pipeline="1")
        content = Content(record)
        return {kind: content.rows(kind) for kind in KINDS}


@SLOW
@given(ANY)
def test_no_text_breaks_a_stage(text: str) -> None:
    assert [p.message for p in read(text).problems if p.code == "stage_failed"] == []


@SLOW
@given(TEXTS)
def test_every_span_is_in_range_and_equals_its_text(text: str) -> None:
    doc = read(text)
    spans = [span for finding in doc.findings() for span in finding.evidence]
    spans += [mention.span for mention in doc.mentions] + [time.span for time in doc.times if time.span]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text


@SLOW
@given(TEXTS)
def test_twice_is_once(text: str) -> None:
    assert read(text) == read(text)


@FEW
@given(TEXTS)
def test_adding_a_document_twice_is_adding_it_once(text: str) -> None:
    doc = read(text)
    assert held(doc, doc) == held(doc)


@FEW
@given(TEXTS, TEXTS, TEXTS)
def test_the_order_of_adding_does_not_matter(one: str, two: str, three: str) -> None:
    docs = [read(text, f"{n}.txt") for n, text in enumerate((one, two, three))]
    assert held(*docs) == held(*reversed(docs))


@FEW
@given(TEXTS, TEXTS)
def test_adding_a_document_deletes_no_evidence(one: str, two: str) -> None:
    first, second = read(one, "1.txt"), read(two, "2.txt")
    before, after = held(first), held(first, second)
    for kind in ("statements", "events", "proposals", "stances", "conditions", "figures", "times", "mentions"):
        assert {str(row["id"]) for row in before[kind]} <= {str(row["id"]) for row in after[kind]}
