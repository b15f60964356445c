"""Opinion pieces: what the author alone asserts is no state of the talks; what officials are quoted as saying is."""

import functools
from pathlib import Path

import msgspec

from parley.model import AnnotatedDocument, document
from parley.pipeline import annotate
from parley.record import open_record

SENTENCES = (
    "Sestria rejects the truce. Norra has accepted the proposal for a truce of 30 days. I say the truce will fail.",
    "Foreign Minister Mara Dene said on Tuesday that Norra rejects the exchange of prisoners.",
    "“Norra will withdraw its troops only if Sestria opens the port,” Foreign Minister Mara Dene said on Tuesday.",
    "Sestria will sign the agreement only if Norra releases the prisoners.",
    "Norra released 40 prisoners on Monday.",
)


@functools.cache
def piece(genre: str | None, *authors: str) -> AnnotatedDocument:
    made = document("a.txt", "\n\n".join(SENTENCES), authors=authors)
    return annotate(msgspec.structs.replace(made, genre=genre))


def test_stances_and_conditions_that_the_author_asserts_are_his_own_telling() -> None:
    doc = piece("opinion", "Tam Oric")
    own = [s for s in doc.stances if s.evidence[0].start < len(SENTENCES[0])]
    assert {s.value for s in own} >= {"rejects"}
    assert all(s.level == "individual" and s.voice == "attributed_by" and s.attributed_by and s.attributed_by.name == "Tam Oric" for s in own), own
    told = [c for c in doc.conditions if "releases" in c.antecedent.text]
    assert [(c.level, c.policy, c.voice) for c in told] == [("individual", False, "attributed_by")]


def test_officials_quoted_in_an_opinion_remain_officials() -> None:
    opinion, report = piece("opinion", "Tam Oric"), piece(None, "Tam Oric")
    said = [s for s in opinion.stances if "exchange" in s.evidence[0].text]
    assert said
    assert said == [s for s in report.stances if "exchange" in s.evidence[0].text]
    asked = [c for c in opinion.conditions if "port" in c.antecedent.text]
    assert asked
    assert asked == [c for c in report.conditions if "port" in c.antecedent.text]


def test_i_is_the_author_whom_the_byline_names_and_nobody_where_there_are_two() -> None:
    def speakers(doc: AnnotatedDocument) -> list[str | None]:
        return [s.source.actor and s.source.actor.name for s in doc.statements if s.source.span and s.source.span.text == "I"]

    assert speakers(piece("opinion", "Tam Oric")) == ["Tam Oric"]
    assert speakers(piece("opinion", "Tam Oric", "Ana Reyl")) == [None]
    assert speakers(piece(None, "Tam Oric")) == [None]


def test_events_of_the_author_are_unconfirmed_and_those_of_a_report_asserted() -> None:
    for genre, certainty in (("opinion", "unconfirmed"), (None, "asserted"), ("live_blog", "asserted")):
        events = [e for e in piece(genre, "Tam Oric").events if e.trigger.text == "released"]
        assert [e.certainty for e in events] == [certainty]


def test_no_position_of_a_party_is_taken_from_an_opinion_and_one_is_from_a_report(tmp_path: Path) -> None:
    def current(genre: str | None) -> set[tuple[str | None, str | None]]:
        with open_record(str(tmp_path / f"{genre}.db"), create=True) as record:
            record.add([piece(genre, "Tam Oric")])
            return {(p.current, p.personal) for p in record.positions() if p.holder.name == "Sestria"}

    assert ("rejects", None) in current(None)
    assert current("opinion") == {(None, None)}
