"""Who takes part in an event and when it was, where another clause or sentence tells it."""

import pytest

from parley.codebook import load as load_codebook
from parley.model import Event, Published, document
from parley.pipeline import annotate

DAY = Published(edtf="2024-04-19", start="2024-04-19", end="2024-04-20", grain="day", basis="given")  # a Friday
OPENING = "A word from Oslo\n\nNothing is settled, the mediators say.\n\n"


def told(text: str, type: str) -> Event:
    events = annotate(document("a.txt", OPENING + text + "\n", published=DAY), codebook=load_codebook()).events
    found = [e for e in events if e.type == type]
    assert found, f"no {type} in {text!r}: {[e.type for e in events]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "type", "day"),
    [
        ("Fighting resumed on Monday, a day after Chile declared a ceasefire.", "ceasefire_declared", "2024-04-14"),
        ("On Thursday, two days after talks in Oslo, Chile struck the port of Arica.", "round_of_talks", "2024-04-16"),
        ("The envoys flew home on Saturday after Chile and Peru signed an agreement in Lima.", "agreement_signed", "2024-04-13"),
        ("The statement came on Monday, hours after Renn spoke by phone with Tal of Peru.", "call", "2024-04-15"),
        ("Talks broke off on Sunday after a Chilean strike killed six people in Arica.", "strike", "2024-04-14"),
        ("The foreign ministers of Chile and Peru meet on Tuesday in Oslo.", "meeting", "2024-04-23"),
        ("Chile and Peru sit down for a third round of talks on Tuesday.", "round_of_talks", "2024-04-23"),
        ("Chile hardened its tone before Wednesday's meeting with Peru.", "meeting", "2024-04-24"),
        ("Talks on the dam ended on Thursday night without a deal.", "agreement_reached", "2024-04-18"),
        ("Renn is chairing talks in Oslo that were convened by Chile on 2 April.", "round_of_talks", "2024-04-02"),
        ("Chile, which on Monday threatened to leave the talks, says it wants peace.", "threat", "2024-04-15"),
        ("Renn on Sunday said Peru kept fighting on several fronts despite the truce.", "violation", "2024-04-14"),
        (
            "Renn spoke by phone with Tal of Peru on Tuesday. After the call the palace said she had ordered a halt to the strikes.",
            "ceasefire_declared",
            "2024-04-16",
        ),
    ],
)
def test_an_event_has_the_day_that_the_clauses_around_it_give(text: str, type: str, day: str) -> None:
    event = told(text, type)
    assert event.time is not None
    assert event.time.edtf == day


@pytest.mark.parametrize(
    "text", ["Chile and Peru have agreed to a truce, the mediator said.", "OSLO, April 18 (AB) - Chile and Peru agreed to a truce, Renn said."]
)
def test_a_deal_that_opens_a_report_is_of_the_month_of_its_news(text: str) -> None:
    found = [e for e in annotate(document("a.txt", text + "\n", published=DAY), codebook=load_codebook()).events if e.type == "agreement_reached"]
    assert [e.time and e.time.edtf for e in found] == ["2024-04~"]


def test_a_length_of_time_that_nobody_counts_gives_no_day() -> None:
    event = told("Renn spoke on Monday, some weeks after Chile and Peru signed an agreement in Lima.", "agreement_signed")
    assert event.time is None or event.time.grain != "day"


@pytest.mark.parametrize(
    ("text", "type", "who"),
    [
        ("Three months of shuttling by Chilean envoys ended in a paper.", "mediation_session", "Chile"),
        ("The Houthis vowed that attacks on ships would continue.", "attack", "Houthis"),
        ("Chile condemned the strikes by Peru.", "condemnation", "Peru"),
        ("New American sanctions on Peru took effect.", "sanctions", "Peru"),
        ("Chile left the hall early. It accused Peru of bad faith.", "accusation", "Chile"),
        ("The ministry waits for a request. It demanded a seat at the talks.", "demand", "ministry"),
        ('"I spoke to Renn on Sunday," the envoy Ada Holm told reporters.', "call", "Ada Holm"),
    ],
)
def test_who_takes_part_is_found_where_the_words_around_an_event_tell_it(text: str, type: str, who: str) -> None:
    assert any(who in p.actor.name for p in told(text, type).participants)


def test_a_number_of_percent_takes_part_in_nothing() -> None:
    event = told("The union's council met on Sunday. It demanded a raise of 12 percent.", "demand")
    assert not any("percent" in p.actor.name for p in event.participants)
