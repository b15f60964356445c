"""Statements: evidence, ids, chains, speakers; the same for everyone, whatever the text."""

import msgspec
import pytest

from parley.errors import CodebookError
from parley.extract.statements import attributions
from parley.extract.statements.corpus import Gold, read_inline, read_jsonl
from parley.extract.statements.fit import Reading, fit
from parley.extract.statements.scorer import Scorer, dump, undump
from parley.extract.statements.train import train
from parley.lang import load
from parley.model import AnnotatedDocument, Statement, document
from parley.pipeline import annotate

NESTED = "Spokesman Ivo Brandt said that the president had told the envoy that the army would withdraw."


def read(text: str, **metadata: str) -> AnnotatedDocument:
    return annotate(document("test", text, **metadata))


def only(text: str, **metadata: str) -> Statement:
    (stmt,) = read(text, **metadata).statements
    return stmt


@pytest.mark.parametrize("text", ["", " ", "“", "”", '"', "''", "said", "According to", ": :", "“” said “”", "(", "He said “\n\n“", "—— Renn —"])
def test_no_text_stops_the_reader(text: str) -> None:
    assert not [p for p in read(text).problems if p.code == "stage_failed"]


def test_every_span_is_its_text_and_evidence_covers_source_cue_and_content() -> None:
    first = "“We are close,” said Osk Rennal, the chief negotiator."
    second = "The council denied that its fighters had entered the town. According to police, nobody was hurt."
    doc = read(f"{first}\n\n{second}")
    assert doc.statements
    for stmt in doc.statements:
        for span in (*stmt.evidence, *stmt.cue, *stmt.content):
            assert doc.document.text[span.start : span.end] == span.text
        for span in (*stmt.cue, *stmt.content, *([stmt.source.span] if stmt.source.span else [])):
            assert any(e.covers(span) for e in stmt.evidence)


def test_ids_are_unique_and_the_same_on_a_second_reading() -> None:
    text = NESTED + " The minister believes the vote will be delayed, an aide said."
    first, second = read(text), read(text)
    assert [s.id for s in first.statements] == [s.id for s in second.statements]
    assert len({s.id for s in first.statements}) == len(first.statements)


def test_a_report_within_a_report_stands_inside_it_and_its_chain_runs_from_the_outlet_down() -> None:
    doc = read(NESTED, outlet="The Norra Post")
    outer, inner = sorted(doc.statements, key=lambda s: len(s.content[0].text), reverse=True)
    assert inner.inside == outer.id
    kinds = [link.kind for link in inner.chain]
    assert kinds[0] == "outlet" and inner.chain[0].name == "The Norra Post"
    assert [link.span.text for link in inner.chain[1:] if link.span] == ["Spokesman Ivo Brandt", "the president"]


def test_a_report_that_an_agency_carries_has_the_agency_in_its_chain() -> None:
    doc = read("The front would hold, the general told Reuters on Monday.")
    assert "Reuters" in [link.name for link in doc.statements[0].chain]


def test_who_speaks_of_himself_inside_a_quotation_is_the_speaker() -> None:
    doc = read("Foreign Minister Ada Renn spoke at noon. “I hope that the list will be ready by Friday,” Renn said.")
    by_source = {s.source.span.text: s for s in doc.statements if s.source.span}
    assert by_source["I"].source.actor == by_source["Renn"].source.actor is not None


def test_a_statement_has_the_time_of_its_own_clause_not_of_its_content() -> None:
    stmt = max(read("The envoy said on Thursday that the talks would resume on Monday.").statements, key=lambda s: len(s.content[0].text))
    assert stmt.time is not None and stmt.time.as_written.endswith("Thursday")


def test_a_source_without_an_actor_says_why() -> None:
    stmt = only("Whoever wrote the letter said that the port would close.")
    assert stmt.source.actor is not None or stmt.source.reason


def test_captions_and_related_links_are_not_read() -> None:
    from parley.model import Block

    text = "The envoy said the talks were over.\nThe general said the war was over."
    report = msgspec.structs.replace(document("test", text), blocks=(Block("body", 0, 35), Block("caption", 36, len(text))))
    from parley.codebook import load as load_codebook
    from parley.extract.statements import find_statements
    from parley.segment import find_quotations, parse

    doc = AnnotatedDocument(document=report)
    for stage in (find_quotations, parse, find_statements):
        doc = stage(doc, load("en"), load_codebook())
    assert [s.source.span.text for s in doc.statements if s.source.span] == ["The envoy"]


def test_a_language_without_weights_is_read_by_the_rules() -> None:
    class Bare:
        def __init__(self) -> None:
            self.code = "en"

        def table(self, name: str) -> object:
            return load("en").table(name)

        def weights(self, name: str) -> None:
            return None

    doc = read("Norra's foreign ministry said that the two delegations would meet on Friday.")
    assert [a.rule for a in attributions(doc, Bare())] == ["that"]  # type: ignore[arg-type]


def test_an_inline_report_gives_text_and_spans() -> None:
    report = read_inline("x", "# outlet: none\n{s1=Ada Renn:She} {c1:said} {q1:that {s2:he} {c2:lied}}.")
    assert report.text == "She said that he lied."
    assert report.attributions == (Gold(content=((9, 21),), source=((0, 3),), cue=((4, 8),), who="Ada Renn"),)


@pytest.mark.parametrize("raw", ["{q1:open", "a } b", "{z1:x}"])
def test_a_brace_out_of_place_is_refused(raw: str) -> None:
    with pytest.raises(CodebookError):
        read_inline("x", raw)


def test_a_line_that_is_not_a_report_is_refused_with_its_number() -> None:
    with pytest.raises(CodebookError, match="line 2"):
        list(read_jsonl('{"id": "a", "text": "b", "attributions": []}\n{"id": 1}'))


def test_weights_come_back_as_they_were_stored() -> None:
    model = undump(dump({"bias": -1.0, "frame=that": 2.5, "threshold": 0.4}))
    assert model.weights["frame=that"] == 2.5 and model.threshold == 0.4


def test_fitting_prefers_the_reading_that_was_right() -> None:
    readings = [r for n in range(20) for r in (Reading(n, ["a"], True), Reading(n, ["b"], False))]
    model = Scorer(fit(readings, strength=0.1))
    assert model.raw(["a"]) > 1 > model.raw(["b"])


def test_training_twice_gives_the_same_bytes() -> None:
    report = read_inline("x", "{s1:The envoy} {c1:said} {q1:that the talks were over}. {s2:The general} {c2:denied} {q2:it}.")
    doc = read(report.text)
    once = train([(doc, report.attributions)], load("en"))
    assert once == train([(doc, report.attributions)], load("en"))
