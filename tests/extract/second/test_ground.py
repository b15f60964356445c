"""A second reader's words enter only where the text bears them out."""

import json
from typing import Any

import pytest

from parley.codebook import load as load_codebook
from parley.extract.second import Grounded, Passage, answer_schema, ground, passages
from parley.lang import load
from parley.model import AnnotatedDocument, Block, Condition, Document, Event, Figure, Proposal, Stance, Statement, document
from parley.pipeline import annotate

TEXT = (
    "Norra’s Foreign Minister Ada Renn said on Friday that her government “would\u00a0never accept” a freeze along the river. "
    "She met Sestrian envoy Olo Brand in Vesk on 7 March 2031. The 30-day truce proposed by Sestria covers the sea lanes. "
    "Norra will return to the talks only if Sestria withdraws its gunboats. At least 1,200 people have fled, Sestria said."
)
BOOK = load_codebook()


@pytest.fixture(scope="module")
def read() -> AnnotatedDocument:
    return annotate(document("a.txt", TEXT), codebook=BOOK)


def said(read: AnnotatedDocument, **kinds: Any) -> Grounded:
    passage = Passage(0, len(read.document.text), read.document.text)
    return ground(read, passage, json.dumps(kinds), "llm:m", load("en"), BOOK)


def words(text: str, **offsets: int) -> dict[str, Any]:
    return {"text": text, **offsets}


STATEMENT = {"source": {"span": words("Ada Renn"), "kind": "person"}, "content": [words('her government "would never accept" a freeze')], "form": "mixed"}
EVENT = {
    "type": "meeting", "trigger": words("met"), "evidence": words("She met Sestrian envoy Olo Brand in Vesk on 7 March 2031"), "status": "happened",
    "participants": [{"span": words("Olo Brand"), "role": "attendee"}], "time": words("7 March 2031"),
}  # fmt: skip
STANCE = {
    "holder": {"span": words("her government")}, "target": {"kind": "issue", "span": words("a freeze along the river")}, "value": "rejects",
    "evidence": words("Norra's Foreign Minister Ada Renn said on Friday that her government \"would never accept\" a freeze along the river"),
}  # fmt: skip
CONDITION = {
    "antecedent": words("Sestria withdraws its gunboats"), "relation": "only_if", "holder": None,
    "consequent": words("return to the talks"), "evidence": words("Norra will return to the talks only if Sestria withdraws its gunboats"),
}  # fmt: skip
PROPOSAL = {"kind": "truce", "name": words("The 30-day truce"), "terms": [{"kind": "scope", "span": words("the sea lanes")}]}
FIGURE = {"value": 1200, "unit": "people", "span": words("At least 1,200 people"), "bound": "at_least", "claimant": {"span": words("Sestria")}}


def test_quotation_marks_dashes_and_white_space_may_differ_and_the_span_is_the_text_s_own(read: AnnotatedDocument) -> None:
    (found,) = said(read, statements=[STATEMENT]).findings
    assert isinstance(found, Statement)
    assert found.evidence[0].text == "her government “would\u00a0never accept” a freeze"
    assert read.document.text[found.evidence[0].start : found.evidence[0].end] == found.evidence[0].text
    assert found.source.actor and found.source.actor.name == "Ada Renn"


def test_each_kind_becomes_a_finding_with_actors_and_times_of_our_own_rooms(read: AnnotatedDocument) -> None:
    made = said(read, events=[EVENT], stances=[STANCE], conditions=[CONDITION], proposals=[PROPOSAL], figures=[FIGURE])
    event, proposal, stance, condition, figure = made.findings
    assert made.dropped == {}
    assert isinstance(event, Event) and event.time and event.time.edtf == "2031-03-07" and event.participants[0].actor.name == "Olo Brand"
    assert isinstance(proposal, Proposal) and proposal.terms[0].span.text == "the sea lanes"
    assert isinstance(stance, Stance) and stance.holder.id in {actor.id for actor in read.actors}
    assert isinstance(condition, Condition) and condition.relation == "only_if" and condition.consequent
    assert isinstance(figure, Figure) and figure.value == 1200


def test_a_candidate_says_who_read_it_is_unconfirmed_and_never_has_the_id_of_a_finding_of_the_rules(read: AnnotatedDocument) -> None:
    made = said(read, events=[EVENT], stances=[STANCE], conditions=[CONDITION], proposals=[PROPOSAL], figures=[FIGURE], statements=[STATEMENT])
    assert {(one.by.step, one.certainty, one.review) for one in made.findings} == {("llm:m", "unconfirmed", "none")}
    assert not {one.id for one in made.findings} & {one.id for one in read.findings()}


@pytest.mark.parametrize(
    ("kind", "item", "reason"),
    [
        ("statements", {**STATEMENT, "content": [words("her government will always refuse a freeze")]}, "not_in_text"),
        ("statements", {**STATEMENT, "content": [words("er government")]}, "not_in_text"),
        ("statements", {**STATEMENT, "content": [words("her government", start=3, end=17)]}, "wrong_offsets"),
        ("statements", {**STATEMENT, "source": {"span": words("the river")}}, "actor_unresolved"),
        ("statements", {**STATEMENT, "content": []}, "not_in_schema"),
        ("statements", {**STATEMENT, "form": "shouted"}, "not_in_schema"),
        ("statements", {**STATEMENT, "mood": "angry"}, "not_in_schema"),
        ("events", {**EVENT, "type": "banquet"}, "not_in_schema"),
        ("events", {**EVENT, "time": words("in Vesk")}, "time_unresolved"),
        ("stances", {**STANCE, "value": "loves"}, "not_in_schema"),
        ("stances", {**STANCE, "target": {**STANCE["target"], "issue": "weather"}}, "not_in_schema"),  # type: ignore[dict-item]
        ("proposals", {**PROPOSAL, "terms": [{"kind": "colour", "span": words("the sea lanes")}]}, "not_in_schema"),
        ("figures", {**FIGURE, "value": 12000}, "not_in_text"),
        ("figures", {**FIGURE, "span": words("people have fled")}, "not_in_text"),
        ("conditions", "no object", "not_in_schema"),
    ],
)
def test_what_the_text_does_not_bear_out_is_dropped_and_counted(read: AnnotatedDocument, kind: str, item: Any, reason: str) -> None:
    made = said(read, **{kind: [item], "events" if kind != "events" else "figures": [EVENT if kind != "events" else FIGURE]})
    assert made.dropped == {reason: 1}
    assert len(made.findings) == 1, "what is beside it is kept"


def test_right_offsets_are_taken_among_several_places(read: AnnotatedDocument) -> None:
    at = TEXT.rindex("Sestria")
    made = said(read, figures=[{**FIGURE, "claimant": {"span": words("Sestria", start=at, end=at + 7)}}])
    (figure,) = made.findings
    assert isinstance(figure, Figure) and figure.claimant and figure.claimant.span and figure.claimant.span.start == at


@pytest.mark.parametrize("answer", ["", "{", '{"statements": [{"source"', "[]", "null", '{"weather": []}', "I am sorry, I cannot.", "[" * 100_000, "\ud800"])
def test_an_answer_that_is_cut_short_or_none_is_dropped_whole(read: AnnotatedDocument, answer: str) -> None:
    made = ground(read, Passage(0, len(TEXT), TEXT), answer, "llm:m", load("en"), BOOK)
    assert made == Grounded((), {"malformed": 1})


def test_the_same_finding_said_twice_is_one(read: AnnotatedDocument) -> None:
    made = said(read, events=[EVENT, EVENT])
    assert len(made.findings) == 1 and made.dropped == {"twice": 1}


def test_words_outside_the_passage_are_not_found_though_the_document_has_them(read: AnnotatedDocument) -> None:
    end = TEXT.index(" She met")
    made = ground(read, Passage(0, end, TEXT[:end]), json.dumps({"events": [EVENT]}), "llm:m", load("en"), BOOK)
    assert made == Grounded((), {"not_in_text": 1})


def test_the_schema_is_closed_and_names_the_codebook_s_values() -> None:
    schema = answer_schema(BOOK)
    assert schema["additionalProperties"] is False
    assert all(part.get("additionalProperties") is False for part in schema["$defs"].values())
    assert {"meeting", "ceasefire_declared"} <= set(schema["$defs"]["SaidEvent"]["properties"]["type"]["enum"])
    assert "strike_vote" not in json.dumps(schema)


def doc(*blocks: tuple[str, str]) -> Document:
    text, placed = "", []
    for kind, words in blocks:
        placed.append(Block(kind, len(text), len(text) + len(words)))  # type: ignore[arg-type]
        text += words + "\n\n"
    import msgspec

    return msgspec.structs.replace(document("b.txt", text), blocks=tuple(placed))


def test_passages_are_whole_paragraphs_of_headline_and_body_and_nothing_else() -> None:
    made = doc(("headline", "Talks resume"), ("boilerplate", "Support us."), ("body", "One.\nTwo."), ("caption", "A photo."), ("body", "x " * 4000))
    found = list(passages(made))
    assert all(made.text[one.start : one.end] == one.text for one in found)
    assert [one.text for one in found[:2]] == ["Talks resume", "One.\nTwo."]
    assert all(len(one.text) <= 6000 for one in found) and "".join(one.text for one in found[2:]).count("x") == 4000
    assert not any("Support" in one.text or "photo" in one.text for one in found)
