"""The corpora of events and figures, and what holds of events as they are built."""

import tomllib
from importlib import resources
from typing import Any

import pytest

from parley.codebook import load as load_codebook
from parley.extract.events import limit_events
from parley.extract.figures import find_figures
from parley.lang import load as load_language
from parley.model import AnnotatedDocument, Event, Published, document
from parley.pipeline import STAGES
from sund import under_headline

DAY = Published(edtf="2024-04-19", start="2024-04-19", end="2024-04-20", grain="day", basis="given")
BREAKERS = range(1, 20)


def read(text: str) -> AnnotatedDocument:
    lang, book = load_language("en"), load_codebook()
    doc = AnnotatedDocument(document=document("a.txt", text, published=DAY))
    for stage in STAGES:
        doc = stage(doc, lang, book)
        if stage is limit_events:
            break
    return find_figures(doc, lang, book)


def corpus(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((resources.files("parley.lang") / "en" / f"{name}.corpus.toml").read_text(encoding="utf-8"))


def cases(name: str) -> list[Any]:
    table = corpus(name)
    found = [pytest.param(c["text"], c["says"], id=c["text"]) for kind in ("example", "negative") for c in table[kind]]
    failing = [pytest.param(c["text"], c["says"], id=c["text"], marks=pytest.mark.xfail(strict=True)) for c in table.get("known_failure", ())]
    return found + failing


@pytest.mark.parametrize(("text", "says"), cases("events"))
def test_events_are_told_as_the_corpus_says(text: str, says: list[str]) -> None:
    found = [f"{e.type}/{e.status}/{e.trigger.text}" for e in read(text).events]
    assert set(says) <= set(found) if says else not found, found


@pytest.mark.parametrize(("text", "says"), cases("figures"))
def test_figures_are_read_as_the_corpus_says(text: str, says: list[str]) -> None:
    found = []
    for figure in read(text).figures:
        value = str(list(figure.value)).replace(" ", "") if isinstance(figure.value, tuple) else figure.value
        found.append(f"{value}|{figure.bound}|{figure.unit}")
    assert found == says


def test_each_hazard_of_the_press_has_three_sentences_in_the_corpus() -> None:
    table = corpus("events")
    numbers = [c.get("breaker") for kind in table.values() for c in kind]
    assert {b: numbers.count(b) for b in BREAKERS if numbers.count(b) < 3} == {}


def one(text: str, type: str) -> Event:
    found = [e for e in read(text).events if e.type == type]
    assert found, f"no {type} in {text!r}"
    return found[0]


def names(event: Event, role: str) -> set[str]:
    return {p.actor.name for p in event.participants if p.role == role}


def test_who_offers_its_house_is_host_and_who_mediates_is_mediator() -> None:
    event = one("Norway hosted talks between Chile and Peru on Tuesday.", "round_of_talks")
    assert names(event, "host") == {"Norway"}
    assert {"Chile", "Peru"} <= names(event, "actor") | names(event, "recipient")


def test_the_parties_to_a_truce_that_holds_take_part_in_it() -> None:
    event = one("A truce between Chile and Peru held on Monday.", "ceasefire_in_effect")
    assert {"Chile", "Peru"} <= {p.actor.name for p in event.participants}


def test_attacks_that_one_of_two_sides_counts_are_the_other_side_s() -> None:
    event = one("Chile and Peru agreed to a truce on Monday. Chile said there were 26 assaults.", "attack")
    assert [(p.actor.name, p.span) for p in event.participants if p.role == "actor"] == [("Peru", None)]


def test_an_accusation_does_not_take_the_time_of_what_it_is_about() -> None:
    assert one("Chile accused Peru of shelling Arica on Tuesday.", "accusation").time is None


def test_a_deal_told_in_a_dated_statement_has_its_month_and_no_day() -> None:
    event = one("Holm said on Thursday that Chile and Peru had agreed a text.", "agreement_reached")
    assert event.time is not None
    assert (event.time.edtf, event.time.approximate, event.time.grain) == ("2024-04~", True, "month")


def test_a_long_report_without_a_word_of_talks_tells_no_events() -> None:
    match = "Rovers lost. Moss struck twice. Rovers attacked late. The clubs agreed terms on Friday. Talks with Sandoval collapsed. Rowe was sent off."
    assert read(match).events == ()
    assert read(f"{match} The minister met the ambassador of Peru.").events != ()


def test_who_did_not_take_part_is_absent_from_a_meeting_that_happened() -> None:
    event = one("Chile and Peru met in Oslo. Norway did not take part in the talks.", "round_of_talks")
    assert event.status == "happened"
    assert names(event, "absent") == {"Norway"}


def test_the_talks_without_names_are_those_of_the_meeting_before() -> None:
    events = read("Chile and Peru met in Oslo on Monday. The talks ended without a deal.").events
    assert {"Chile", "Peru"} <= {p.actor.name for p in events[-1].participants}
    assert all(p.span is None for p in events[-1].participants)


def test_the_time_of_an_event_is_that_of_its_own_clause() -> None:
    event = one("Holm said on Thursday that the envoys would meet on 2 May.", "meeting")
    assert event.time is not None
    assert event.time.edtf == "2024-05-02"


def test_an_event_without_a_time_has_none_and_never_the_day_of_publication() -> None:
    assert one("The envoys of Chile and Peru met.", "meeting").time is None


def test_the_second_round_has_its_number_and_the_fourth_visit_its_count() -> None:
    assert one("Chile and Peru held a second round of talks.", "round_of_talks").round == 2
    assert one("It was the fourth such visit by the envoy of Norway.", "visit").count == 4


def test_a_violation_names_the_ceasefire_that_it_breaks() -> None:
    event = one("Peru violated the Easter truce on Sunday.", "violation")
    assert event.violates is not None
    assert "truce" in event.violates.name


def test_plover_follows_from_type_and_status() -> None:
    assert one("The presidents of Chile and Peru met.", "meeting").plover.type == "CONSULT"  # type: ignore[union-attr]
    assert one("The presidents of Chile and Peru will meet.", "meeting").plover.type == "AGREE"  # type: ignore[union-attr]
    assert one("Chile suspended aid to Peru.", "aid_suspended").plover.type == "SANCTION"  # type: ignore[union-attr]


def test_what_is_said_by_an_anonymous_source_is_anonymous() -> None:
    event = one('"The army shelled the town on Monday," an official said on condition of anonymity.', "shelling")
    assert event.certainty == "anonymous"


def test_a_figure_keeps_who_gave_it_and_what_it_is_compared_with() -> None:
    figures = read("Boran offered raises of 30%, up from 25%.").figures
    assert figures[0].compared_with is not None
    assert figures[0].compared_with.value == 25


def test_a_figure_without_a_known_claimant_keeps_the_words_that_name_one() -> None:
    figures = read("At least 17 people were killed, hospital staff said.").figures
    assert figures[0].claimant is not None
    assert figures[0].claimant.name == "hospital staff"


def test_every_span_is_the_text_that_it_points_at() -> None:
    doc = read("Norway hosted talks between Chile and Peru on Tuesday. At least 12 people died in strikes on Lima, and Renn urged Peru to stop.")
    spans = [s for e in doc.events for s in (*e.evidence, e.trigger, *(p.span for p in e.participants if p.span))]
    spans += [s for f in doc.figures for s in f.evidence]
    assert spans
    assert all(doc.document.text[s.start : s.end] == s.text for s in spans)


@pytest.mark.parametrize("text", ["", "…", "12", "“", "1,000-for-1,000", "talks talks talks", "$", "for a", "the the the of of of"])
def test_no_text_breaks_the_stages(text: str) -> None:
    read(text)


def test_what_money_and_measures_are_of_is_the_thing_measured() -> None:
    assert [f.of_what for f in read("Trade between Chile and Peru has shrunk to 6 billion florins.").figures] == ["trade"]
    assert [f.of_what for f in read("Donors halted support worth 310 million dollars.").figures] == ["support"]
    assert [f.of_what for f in read("The strike hit a lockout that lasted eleven days.").figures] == ["lockout"]


def test_a_count_is_its_counters() -> None:
    figures = read("At least 640 civilians have died, by Norway's count.").figures
    assert figures[0].claimant is not None
    assert figures[0].claimant.name == "Norway"


def test_of_whom_it_is_said_that_they_were_not_there_is_absent() -> None:
    for text in ("Chile and Peru held talks, which Norway did not attend.", "Chile held talks with Peru without Norway."):
        assert names(one(text, "round_of_talks"), "absent") == {"Norway"}, text


def test_after_a_call_with_somebody_who_speaks_was_on_the_line() -> None:
    assert {"Holm", "Renn"} <= {p.actor.name for p in one("After a call with Holm, President Renn said the dispute was over.", "call").participants}


def test_unnamed_people_take_part_under_their_own_words_beside_whom_they_belong_to() -> None:
    event = one("A Norwegian envoy met the president of Chile on Monday.", "meeting")
    assert {"Norwegian envoy", "Norway"} <= {p.actor.name for p in event.participants}


def test_help_goes_to_the_one_with_whom_the_giver_has_just_dealt() -> None:
    event = read("Chile and Peru met in Oslo on Monday. Chile agreed to restart military aid.").events[-1]
    assert event.type == "aid"
    assert [(p.actor.name, p.span) for p in event.participants if p.role == "recipient"] == [("Peru", None)]


def test_a_month_before_a_thing_is_not_the_time_of_what_is_done_to_it() -> None:
    assert one("Chile broke the March truce with Peru.", "violation").time is None


def test_the_day_that_heads_a_paragraph_dates_what_is_told_in_it() -> None:
    event = [e for e in read("The week in talks\n\nTuesday: The envoys of Chile and Peru meet in Oslo.").events if e.type == "meeting"][-1]
    assert event.time is not None
    assert event.time.edtf == "2024-04-16"


def test_what_followed_something_on_the_day_of_publication_happened_on_it() -> None:
    event = one("Renn issued an appeal to Chile following strikes on Arica early on Friday.", "appeal")
    assert event.time is not None
    assert event.time.edtf == "2024-04-19"


def test_talks_and_the_deal_told_beside_them_share_a_day() -> None:
    events = {e.type: e for e in read("Chile and Peru agreed a text on Friday. The deal came after talks between Chile and Peru.").events}
    assert events["round_of_talks"].time == events["agreement_reached"].time


def test_a_place_is_named_without_what_is_apposed_to_it() -> None:
    event = one("Chile and Peru met in Oslo, the capital of Norway, on Monday.", "meeting")
    assert event.place is not None
    assert event.place.name == "Oslo"


def test_a_dateline_takes_no_part_and_dates_no_event() -> None:
    event = one("OSLO/LIMA - Envoys of Chile and Peru met.", "meeting")
    assert {"OSLO", "LIMA"} & {p.actor.name for p in event.participants} == set()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A hospital director spoke of fewer than 30 wounded.", "A hospital director"),
        ("The 35% sought by the bargaining committee was out of reach.", "the bargaining committee"),
        ("Thirty houses burned, by the ministry's count.", "the ministry"),
        ("The rebels claim to have shot down two drones.", "The rebels"),
        ("At least 26 hostages are in the valley, the ombudsman's office estimates.", "the ombudsman's office"),
        ("The Oslo Pilots Association, whose members had voted for a walkout, said 11 months of haggling had failed.", "Oslo Pilots Association"),
    ],
)
def test_who_gives_a_number_is_somebody_whether_or_not_the_actors_know_the_word(text: str, who: str) -> None:
    assert [f.claimant.name for f in read(text).figures if f.claimant is not None] == [who]


def test_how_long_somebody_speaks_is_not_claimed_by_who_speaks() -> None:
    assert [(f.value, f.claimant) for f in read("The commanders spoke for forty minutes.").figures] == [(40, None)]


@pytest.mark.parametrize("headline", ["Norra, Selm trade blame over dam | Live", "Peace?", "Live – Norra, Velta resume talks – Wire", "As it happened"])
def test_a_headline_of_odd_parts_does_not_end_the_reading(headline: str) -> None:
    assert under_headline(headline, "Norra and Velta held talks on Monday.").problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Norra and Velta held talks. Norra left them.",
        "The envoy, 43, got into a quarrel with two generals on Monday, was taken to the office of the governor, suspended and escorted out of the hall.",
    ],
)
def test_joined_verbs_and_pronouns_for_what_the_sentence_before_names_do_not_end_the_reading(text: str) -> None:
    assert read(text).problems == ()
