"""The five reports of ../shared/seeds: what they say is on the record with speaker, day and status, and nothing of what is around them is."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

import whole
from parley.codebook import load as load_codebook
from parley.lang import load as load_language
from parley.model import AnnotatedDocument, Document
from parley.read import ReadOptions, read_inputs
from parley.segment import label
from whole import parley, rows

pytestmark = pytest.mark.shared
FINDINGS = ("statements", "events", "proposals", "stances", "conditions", "figures")
# One word or name of each appeal, newsletter box, form, caption, related link and navigation that stands around the reports.
AROUND = (
    "undesirable", "foreign agent", "newsletter", "Dear readers", "Support The", "support us", "Privacy Policy", "Subscribers", "mailbox", "paiment",
    "Remind me", "Monthly", "Read more", "TASS", "AFP", "Why Zelensky",
)  # fmt: skip
# What each line of a report is, read by eye: how many lines of which kind, one after another.
LINES: dict[str, list[tuple[int, str]]] = {
    "000": [(8, "body"), (8, "boilerplate")],
    "001": [(8, "body"), (1, "related_link"), (4, "body"), (1, "caption")],
    "002": [(17, "body"), (1, "credit")],
    "003": [(1, "boilerplate"), (1, "headline"), (1, "credit"), (8, "body"), (17, "boilerplate"), (1, "related_link")],
    "004": [(2, "body"), (1, "headline"), (2, "body"), (1, "headline"), (1, "body")],
}


@pytest.mark.parametrize("number", LINES)
def test_every_paragraph_that_is_no_article_is_labelled_and_no_sentence_of_the_article_is(shared: Path, number: str) -> None:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    doc = next(found for found in read_inputs([str(path)], ReadOptions()) if isinstance(found, Document))
    labelled = label(AnnotatedDocument(document=doc), load_language("en"), load_codebook()).document
    assert [labelled.text[block.start : block.end] for block in labelled.blocks] == [line.strip() for line in labelled.text.splitlines() if line.strip()]
    assert [(len(list(run)), kind) for kind, run in itertools.groupby(block.kind for block in labelled.blocks)] == LINES[number]


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("seeds")
    done = parley("read", shared / "seeds", "--record", folder / "talks.db")
    assert "5 read, 0 read anew, 0 known already, 0 could not be read" in done.stdout
    return whole.exported(folder / "talks.db", folder / "out")


def said(row: dict[str, Any]) -> str:
    """The words that a finding rests on."""
    return " … ".join(" ".join(span["text"].split()) for span in row["evidence"])


def found(seeds: dict[str, bytes], kind: str, *words: str) -> list[dict[str, Any]]:
    """Findings of one kind with all of these words in their evidence."""
    return [row for row in rows(seeds, kind) if all(re.search(word, said(row), re.IGNORECASE) for word in words)]


def who(value: object) -> str:
    """Every name in a value, for a look at who is meant."""
    if isinstance(value, dict):
        return " ".join(who(v) if k != "name" else str(v) for k, v in value.items())
    return " ".join(map(who, value)) if isinstance(value, list) else ""


def terms(row: dict[str, Any]) -> set[str]:
    return {f"{term['kind']} {term['value']}" for term in row["terms"]}


def test_every_span_is_the_text_of_its_document_there(seeds: dict[str, bytes]) -> None:
    assert whole.unverified(seeds) == []


def test_each_report_has_its_day_and_its_outlet_where_they_were_given(seeds: dict[str, bytes]) -> None:
    days = {doc["item"][:3]: (doc["published"]["edtf"], doc["outlet"]) for doc in rows(seeds, "documents")}
    assert days["000"] == ("2025-04-24", "The Moscow Times")
    assert days["001"] == ("2025-04-26", "BBC News")
    assert days["004"][0] == "2025-03-07"


@pytest.mark.parametrize("words", AROUND)
def test_nothing_around_the_reports_is_in_a_finding(seeds: dict[str, bytes], words: str) -> None:
    for kind in FINDINGS:
        for row in rows(seeds, kind):
            assert words.lower() not in said(row).lower(), f"{kind}: {said(row)}"


def test_the_agency_that_a_report_credits_is_on_the_record(seeds: dict[str, bytes]) -> None:
    credits = [credit["name"] for doc in rows(seeds, "documents") if doc["item"].startswith("002") for credit in doc["credits"]]
    assert any("Voice" in name or "VOA" in name for name in credits), credits


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        (("cautious optimism",), "Peskov"), (("held late-night talks",), "Peskov"), (("timing of the conversation",), "Peskov"),
        (("horrible massacre",), "Trump"),
        (("strongly requested", "He also said"), "Trump"), (("laid down their arms",), "Putin"), (("Russian manipulation",), "military"),
        (("preparing a rejection",), "Zelensk"), (("had accepted the U.S. proposal",), "Zelensk"), (("she said that could change",), "Leavitt"),
        (("productive day",), "Leavitt"), (("maternity facilities",), "ministry"), (("good day",), "Trump"), (("constructive",), "Russia"),
        (("described as", "very useful"), "Ushakov"), (("positions closer together",), "Ushakov"), (("resuming direct talks",), "Ushakov"),
        (("root causes",), "Lavrov"), (("spell out",), "Lavrov"), (("pretty big concession",), "Trump"), (("not happy with",), "Trump"),
        (("will not be made public",), "Peskov"), (("did not intend to invite", "fair"), "Kellogg"), (("mediating role",), "Peskov"),
        (("delegation to Turkey",), "Sybiha"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else value,
)  # fmt: skip
def test_the_speaker_is_the_one_who_spoke(seeds: dict[str, bytes], words: tuple[str, ...], speaker: str) -> None:
    spoken = found(seeds, "statements", *words)
    assert any(speaker in who(row["source"]) for row in spoken), [who(row["source"]) for row in spoken]


def test_at_least_12_people_dead(seeds: dict[str, bytes]) -> None:
    figures = [f for f in rows(seeds, "figures") if f["value"] == 12 and f["bound"] == "at_least"]
    assert figures
    assert figures[0]["unit"] == "people"
    assert re.search("dead|killed|death", str(figures[0]["of_what"]))


def test_the_friday_on_which_the_envoy_was_expected(seeds: dict[str, bytes]) -> None:
    events = [e for e in found(seeds, "events", "expected|arrive") if "Witkoff" in who(e["participants"]) and e["status"] == "planned"]
    assert events
    assert {e["time"]["edtf"] for e in events if e["time"]} == {"2025-04-25"}


def test_the_30_day_proposal(seeds: dict[str, bytes]) -> None:
    proposals = [p for p in rows(seeds, "proposals") if "duration fixed 30 day" in terms(p)]
    assert proposals
    assert any(p["kind"] in ("ceasefire", "truce") for p in proposals)


def test_the_one_month_truce_over_air_sea_and_energy_and_its_refusal(seeds: dict[str, bytes]) -> None:
    proposals = [p for p in rows(seeds, "proposals") if {"scope air", "scope sea", "scope energy_infrastructure"} <= terms(p)]
    assert proposals
    assert any({"duration fixed 1 month", "duration fixed 30 day"} & terms(p) for p in proposals)
    assert any(p["kind"] == "truce" for p in proposals)
    ids = {p["id"] for p in proposals}
    refused = [s for s in rows(seeds, "stances") if s["value"] in ("rejects", "opposes") and "Russia" in who(s["holder"])]
    assert any(s["target"]["id"] in ids or re.search("truce|proposal", said(s)) for s in refused) or any(p["state"] == "rejected" for p in proposals)


def test_the_denial_about_kursk(seeds: dict[str, bytes]) -> None:
    denials = [s for s in found(seeds, "statements", "Kursk") if s["act"] == "deny"]
    assert denials
    assert any("Ukrain" in who(s["source"]) for s in denials)


def test_a_delegation_only_after_the_memorandum(seeds: dict[str, bytes]) -> None:
    conditions = found(seeds, "conditions", "delegation")
    assert conditions
    assert any(c["relation"] in ("not_before", "only_if", "until", "after", "unless") and re.search("Ukraine|Sybiha", who(c["holder"])) for c in conditions), (
        conditions
    )
    assert any("Russia" in who(c["antecedent"]["actor"]) for c in conditions)


def test_territory_only_after_a_full_ceasefire(seeds: dict[str, bytes]) -> None:
    conditions = found(seeds, "conditions", "territorial", "ceasefire")
    assert conditions
    assert any(re.search("Zelensk|Ukraine", who(c["holder"])) for c in conditions)
    assert any("ceasefire" in c["antecedent"]["span"]["text"] and "territorial" in (c["consequent"] or {}).get("span", {}).get("text", "") for c in conditions)


def test_a_truce_only_with_progress_toward_a_settlement(seeds: dict[str, bytes]) -> None:
    conditions = found(seeds, "conditions", "truce", "progress")
    assert conditions
    assert any(c["relation"] == "provided_that" and "Russia" in who(c["holder"]) for c in conditions)
    assert any("progress" in c["antecedent"]["span"]["text"] for c in conditions)
    assert any(c["level"] == "anonymous" for c in conditions)


def test_a_dossier_and_a_workbook_come_of_it(shared: Path, tmp_path: Path) -> None:
    parley("read", shared / "seeds", "--record", tmp_path / "talks.db")
    parley("brief", tmp_path / "talks.db", "--out", tmp_path / "d.html")
    assert "Witkoff" in (tmp_path / "d.html").read_text(encoding="utf-8")
    whole.exported(tmp_path / "talks.db", tmp_path / "x", "xlsx")
    assert json.loads(parley("conditions", tmp_path / "talks.db", "--format", "json").stdout)
