"""What the twelve users of parley must be able to do, from press to answer through the command line; each test has the number of its user."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from parley.app.cli import app
from whole import PARTIES, PRESS, ROOT, exported, parley, rows


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, f"{words}: {done.output}\n{done.exception!r}"
    return done.stdout


def asked(*words: object) -> list[dict[str, Any]]:
    return json.loads(run(*words, "--format", "json"))


def read(record: Path, text: str, day: str, *more: object, name: str = "") -> None:
    """Reads one text as a report of that day."""
    path = record.parent / f"{name or day}.txt"
    path.write_text(text, encoding="utf-8")
    run("read", path, "--published", day, "--parties", PARTIES, "--record", record, "--quiet", *more)


def opens(record: Path, row: dict[str, Any]) -> bool:
    """Whether a row opens its source at the characters: every span is the text of its report there."""
    from parley.record import open_record

    with open_record(str(record)) as kept:
        texts = {doc.id: doc.text for doc in kept.documents()}
    return bool(row["evidence"]) and all(texts[span["document"]][span["start"] : span["end"]] == span["text"] for span in row["evidence"])


# --- 1: what is new since yesterday ---------------------------------------------------------------------------------------------------

OLD = (
    "Velmara will not accept any truce in the Serrin Strait while missiles reach Orsunia, Foreign Minister Maret Oshin told reporters in Korvath. "
    "“We have been patient for two winters,” Oshin said. Two tankers were turned back from the northern channel, port officials said.\n"
)
NEW = "Orsunia accepts the exchange of prisoners that Haldria proposed, Prime Minister Ravin Tashkel said in Telmis. “We have the list,” Tashkel said.\n"


def test_1_only_items_with_new_evidence_are_new_and_each_opens_its_source(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    read(record, OLD, "2031-03-06T12:00:00+01:00", "--outlet", "Telmis Post", name="old")
    read(record, NEW, "2031-03-07T21:00:00+01:00", "--outlet", "Qadira Gazette", name="new")
    found = asked("changes", record, "--since", "2031-03-07T18:00")
    assert found and {row["outlet"] for row in found} == {"Qadira Gazette"}
    assert {"statement", "stance"} <= {row["kind"] for row in found}
    assert all(opens(record, row) for row in found)
    before = {(row["kind"], row["id"]) for row in found}
    read(record, OLD, "2031-03-08T08:00:00+01:00", "--outlet", "The Leven Examiner", name="again")
    after = asked("changes", record, "--since", "2031-03-07T18:00")
    assert {(row["kind"], row["id"]) for row in after} == before, "an old statement put out again adds nothing"
    assert run("changes", record, "--since", "2031-03-09").strip() == "nothing new since 2031-03-09"


# --- 2: the matrix of positions -------------------------------------------------------------------------------------------------------

MATRIX = (
    "Velmara accepts the exchange of prisoners, Foreign Minister Maret Oshin said in Korvath. Velmara rejects the truce, she said. "
    "Orsunia supports the truce, Prime Minister Ravin Tashkel said in Telmis. Orsunia demands the withdrawal of troops, he said.\n"
)


def test_2_accepting_one_thing_is_not_accepting_another_and_a_cell_without_evidence_says_so(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    read(record, MATRIX, "2031-03-06")
    cells = {(row["holder"], row["issue"]): row for row in asked("positions", record)}
    assert cells["Velmara", "prisoners_exchange"]["value"] == "accepts"
    assert cells["Velmara", "ceasefire"]["value"] == "rejects"
    assert cells["Orsunia", "ceasefire"]["value"] == "supports"
    assert all(opens(record, row) for row in cells.values() if row["stances"])
    read(record, "Velmara accepts the truce, Foreign Minister Maret Oshin said in Korvath.\n", "2031-03-12", name="moved")
    now = {(row["holder"], row["issue"]): row for row in asked("positions", record)}
    then = {(row["holder"], row["issue"]): row for row in asked("positions", record, "--as-of", "2031-03-07")}
    assert (now["Velmara", "ceasefire"]["value"], then["Velmara", "ceasefire"]["value"]) == ("accepts", "rejects")
    assert now["Velmara", "ceasefire"]["shift"] and not then["Velmara", "ceasefire"]["shift"]


def test_2_a_personal_interview_is_apart_from_official_statements(press: Path) -> None:
    found = asked("positions", press)
    personal = [row for row in found if row["personal"]]
    assert personal
    assert "no statement found" in {row["value"] for row in found if not row["stances"]}
    for row in rows(exported_once(press), "positions"):
        official = [point for point in row["history"] if point["own"] and point["level"] in ("official", "office")]
        assert row["current"] == (official[-1]["value"] if official else None), "what a person says for himself is never the party's position"


_EXPORTS: dict[Path, dict[str, bytes]] = {}


def exported_once(record: Path) -> dict[str, bytes]:
    if record not in _EXPORTS:
        _EXPORTS[record] = exported(record, record.parent / "users")
    return _EXPORTS[record]


# --- 3: how many independent origins --------------------------------------------------------------------------------------------------


def test_3_copies_of_one_agency_are_one_origin_credited_or_not_and_a_garbled_one_is_none(press: Path) -> None:
    found = {row["id"]: row for row in asked("sources", press)}
    group = [row for row in found.values() if row["copy"] and row["origin"] == "MNA"]
    assert len({row["outlet"] for row in group}) >= 3
    assert any(not row["credits"] for row in group), "a copy without a credit is found by its text"
    garbled = {row["id"] for row in group if row["copy"] == "garbled"}
    assert garbled


@pytest.mark.xfail(
    strict=True, reason='an outlet that credits itself in short ("Gazette" in the Qadira Gazette) counts as an origin of its own beside the agency'
)
def test_3_what_only_copies_of_one_agency_tell_is_not_corroborated(press: Path) -> None:
    copies = {row["id"] for row in asked("sources", press) if row["copy"] and row["origin"] == "MNA"}
    claims = [row for row in rows(exported_once(press), "claims") if {span["document"] for span in row["evidence"]} <= copies]
    told = [row for row in claims if len({span["document"] for span in row["evidence"]}) > 1]
    assert told
    assert all(row["origins"] == ["MNA"] and row["status"] != "corroborated" for row in told)


# --- 4: who waits for whom ------------------------------------------------------------------------------------------------------------

LOCKED = (
    "Velmara will lift the blockade of the northern channel only if Orsunia releases the prisoners, Foreign Minister Maret Oshin said. "
    "Orsunia will release the prisoners only if Velmara lifts the blockade of the northern channel, Prime Minister Ravin Tashkel said. "
    "Haldria is ready to host talks without preconditions, its envoy Corin Vass said.\n"
)


def test_4_a_deadlock_is_shown_with_both_quotes_and_no_preconditions_make_no_edge(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    read(record, LOCKED, "2031-03-06")
    found = asked("conditions", record)
    assert {row["holder"] for row in found} == {"Velmara", "Orsunia"}
    assert all(opens(record, row) and row["consequent"] and row["antecedent"] for row in found)
    locked = [row for row in asked("conditions", record, "--blocked") if row["kind"] == "deadlock"]
    assert len(locked) == 1 and set(locked[0]["conditions"]) == {row["id"] for row in found}
    assert not any("preconditions" in row["antecedent"] for row in found)


def test_4_a_candidate_is_never_shown_as_proven_and_anonymous_sources_are_dashed(press: Path, tmp_path: Path) -> None:
    stuck = {id: row["proven"] for row in asked("conditions", press, "--blocked") for id in row["conditions"]}
    for row in asked("conditions", press):
        if row["blocked"] and not stuck[row["id"]]:
            assert row["blocked"].endswith("(candidate)")
    run("brief", press, "--out", tmp_path / "d.html")
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert re.search(r"\.anonymous[^{]*\{[^}]*stroke-dasharray", page)
    anonymous = {row["id"] for row in asked("conditions", press) if row["level"] == "anonymous"}
    assert anonymous and all(f'id="f-{id}"' in page for id in anonymous)


# --- 5: contradictions and denials ----------------------------------------------------------------------------------------------------


def test_5_a_denial_is_linked_to_what_it_denies_and_its_kind_is_told(press: Path) -> None:
    sides: dict[str, list[dict[str, Any]]] = {}
    for row in asked("disputes", press):
        sides.setdefault(row["id"], []).append(row)
    assert all(len(some) >= 2 and all(opens(press, side) for side in some) for some in sides.values())
    assert {"report", "fact"} <= {some[0]["kind"] for some in sides.values()}


def test_5_three_lengths_of_one_call_are_a_dispute(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    told = {
        "a": "President Warren Stroud and President Ilvan Drosk spoke by phone on Friday. The call lasted more than two hours, Harbour House said.\n",
        "b": "Presidents Ilvan Drosk and Warren Stroud spoke by phone on Friday. The call lasted 90 minutes, the Amber Palace said.\n",
        "c": "Ilvan Drosk and Warren Stroud spoke by phone on Friday. The call lasted nearly three hours, a Calvanese official said.\n",
    }
    for name, text in told.items():
        read(record, text, "2031-03-07", "--outlet", f"Outlet {name}", name=name)
    figures = [row for row in asked("disputes", record) if row["kind"] == "figure"]
    assert figures, "more than two hours, 90 minutes and nearly three hours cannot all be right"
    assert any("90" in row["says"] for row in figures)


# --- 6: corrections -------------------------------------------------------------------------------------------------------------------


def test_6_every_correction_has_who_when_why_and_an_undo_and_is_kept_after_a_reading(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    read(record, OLD, "2031-03-06")
    stmt = asked("statements", record)[0]
    run("review", "correct", record, stmt["id"], "act", "warn", "--by", "ana", "--why", "she warns")
    (tmp_path / "own.toml").write_text('[book]\nid = "own"\nextends = "peace"\n[issues.truce]\ngroup = "talks"\nwords = ["truce"]\n')
    assert "judgements: 1 kept, 0 orphaned, 0 now agreed" in run("reread", record, "--parties", PARTIES, "--codebook", tmp_path / "own.toml")
    kept, = asked("review", "list", record, "--state", "kept")  # fmt: skip
    assert (kept["by"], kept["why"], kept["old"], kept["new"]) == ("ana", "she warns", f'"{stmt["act"]}"', "warn") and kept["when"]
    assert {row["act"] for row in asked("statements", record) if row["id"] == stmt["id"]} == {"warn"}
    run("review", "undo", record, kept["id"], "--by", "ben")
    assert {row["act"] for row in asked("statements", record) if row["id"] == stmt["id"]} == {stmt["act"]}


# --- 7: the timeline ------------------------------------------------------------------------------------------------------------------

DATED = (
    "KORVATH, March 3 (MNA) - Envoys of Velmara and Orsunia met in Qadira on Tuesday. The next round of talks is planned for Wednesday. "
    "A visit by Haldria's envoy Corin Vass on Sunday was cancelled. Velmara and Orsunia met in Sennholm some time ago.\n"
)


def test_7_weekdays_count_from_the_dateline_and_plans_are_not_printed_as_happened(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    read(record, DATED, "2031-03-06")  # the page is of a Thursday, the dateline of the Monday before
    found = asked("timeline", record)
    times = {row["status"]: row["time"] for row in found if row["time"]}
    assert times["happened"] == "2031-02-25", "the Tuesday before the dateline, not before the page"
    assert times["planned"] == "2031-03-05", "the Wednesday after the dateline, not after the page"
    assert "cancelled" in {row["status"] for row in found}
    assert not any((row["time"] or "").startswith("2031-03-06") for row in found), "what has no date stays without, and never takes the page's"
    exported(record, tmp_path / "docx", "docx")
    exported(record, tmp_path / "xlsx", "xlsx")
    import docx

    table = docx.Document(str(tmp_path / "docx" / "timeline.docx")).tables[0]
    lines = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert len(lines) == len(found)
    assert {line[1] for line in lines} == {row["status"] for row in found}
    assert all(re.search(r"characters \d+–\d+$", line[3]) for line in lines)
    sheet = openpyxl.load_workbook(tmp_path / "xlsx" / "record.xlsx", read_only=True)["events"]
    head, *cells = sheet.iter_rows(values_only=True)
    assert {dict(zip(head, line, strict=True))["status"] for line in cells if line[0]} >= {row["status"] for row in found}


# --- 8: the exact words ---------------------------------------------------------------------------------------------------------------

QUOTED = (
    "“We will sign [the accord] in spring,” Foreign Minister Maret Oshin told the Korvath Herald in Sennholm. "
    "Prime Minister Ravin Tashkel said that Orsunia would never sign anything.\n"
)


def test_8_the_exact_words_are_found_with_addressee_and_place_and_cited_with_hash_and_offsets(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    read(record, QUOTED, "2031-03-06", "--outlet", "Korvath Herald")
    quoted = next(row for row in asked("statements", record) if row["quoted"])
    said = next(row for row in asked("statements", record) if not row["quoted"])
    assert any(hit["document"] for hit in asked("search", record, '"sign"'))
    assert quoted["speaker"] == "Maret Oshin" and opens(record, quoted)
    text = run("cite", record, quoted["id"])
    assert text.startswith("Maret Oshin, quotation: “We will sign [the accord] in spring,”")
    assert "not the speaker's" in text, "what stands in brackets is the editor's"
    paraphrase = run("cite", record, said["id"])
    assert "paraphrase" in paraphrase and not set('“”"') & set(paraphrase.split("(characters")[0])
    for form, mark in (("bibtex", "@article{"), ("ris", "TY  - NEWS"), ("csl", '"article-newspaper"')):
        cited = run("cite", record, quoted["id"], "--format", form)
        assert mark in cited and re.search(r"[0-9a-f]{64}", cited) and re.search(r"characters 0–\d+", cited)


# --- 9: no network --------------------------------------------------------------------------------------------------------------------


def test_9_everything_works_with_the_network_switched_off_and_one_file_holds_the_record(tmp_path: Path) -> None:
    off = tmp_path / "off"
    off.mkdir()
    (off / "sitecustomize.py").write_text(
        "import socket\ndef refuse(*a, **k):\n    raise OSError('the network is off')\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\nsocket.getaddrinfo = socket.create_connection = refuse\n"
    )
    env = {"PYTHONPATH": f"{off}:{ROOT / 'src'}"}
    home = tmp_path / "home"
    home.mkdir()
    parley("read", PRESS / "07_agrees.txt", "--parties", PARTIES, "--record", home / "t.db", env=env)
    assert [path.name for path in home.iterdir()] == ["t.db"]
    for words in (("timeline",), ("search", "truce")):
        assert parley(words[0], home / "t.db", *words[1:], env=env).stdout
    parley("brief", home / "t.db", "--out", tmp_path / "d.html", env=env)
    assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=[\"']?https?:", (tmp_path / "d.html").read_text(encoding="utf-8"))


# --- 10: a data set -------------------------------------------------------------------------------------------------------------------


def test_10_two_coders_and_the_machine_are_compared_and_the_columns_do_not_depend_on_the_record(press: Path, tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    read(record, OLD, "2031-03-06")
    first, second = asked("statements", record)[:2]
    for by, act in (("ana", "warn"), ("ben", "reject")):
        run("review", "correct", record, first["id"], "act", act, "--by", by)
        run("review", "accept", record, second["id"], "--by", by)
    names = ("--by", "ana", "--by", "ben", "--by", "machine")
    act = {row["coders"]: row for row in asked("agree", record, *names) if (row["kind"], row["field"]) == ("statement", "act")}
    assert (act["ana – ben"]["raw"], act["ana – ben"]["units"]) == (0.5, 2)
    assert "ana – ben – machine" in act
    assert [row["id"] for row in asked("agree", record, *names, "--queue")] == [first["id"]]
    full, small = exported(press, tmp_path / "full", "csv"), exported(record, tmp_path / "small", "csv")
    for name in full:
        if name.endswith(".csv"):
            assert next(csv.reader(io.StringIO(full[name].decode()))) == next(csv.reader(io.StringIO(small[name].decode()))), name
    assert "sound" in run("codebook", "check", "peace")


# --- 11: what was known at a time -----------------------------------------------------------------------------------------------------

STAGES = {
    "2031-03-03": "Velmara declared a ceasefire in the Serrin Strait on Monday, the Amber Palace announced.\n",
    "2031-03-06": "The ceasefire in the Serrin Strait took effect on Thursday, Haldria said.\n",
    "2031-03-08": "Orsunia accused Velmara of violating the ceasefire in the Serrin Strait on Saturday.\n",
}


def test_11_nothing_published_later_is_known_and_the_stages_of_a_ceasefire_are_kept_apart(tmp_path: Path) -> None:
    record = tmp_path / "t.db"
    for day, text in STAGES.items():
        read(record, text, day)
    types = {day: {row["type"] for row in asked("timeline", record, "--as-of", day)} for day in STAGES}
    assert "ceasefire_declared" in types["2031-03-03"] and "ceasefire_in_effect" not in types["2031-03-03"]
    assert "ceasefire_in_effect" in types["2031-03-06"] and "violation" not in types["2031-03-06"]
    assert {"ceasefire_declared", "ceasefire_in_effect", "violation"} <= types["2031-03-08"]
    for view in ("statements", "positions", "conditions", "figures", "disputes", "agenda", "sources"):
        found = asked(view, record, "--as-of", "2031-03-06")
        assert all((row["published"] or "2031")[:10] <= "2031-03-06" for row in found), view
    assert not rows(exported(record, tmp_path / "none", "jsonl", "--as-of", "2031-03-02"), "documents")


# --- 12: another field ----------------------------------------------------------------------------------------------------------------

BOOK = """
[book]
id = "docks"
extends = "labour"
[issues.night_pilots]
group = "work"
name = "Pilots at night"
words = ["night pilots", "night pilotage"]
"""


@pytest.fixture(scope="module")
def docks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record read with a codebook of the user's own."""
    folder = tmp_path_factory.mktemp("docks")
    (folder / "docks.toml").write_text(BOOK)
    assert "sound" in run("codebook", "check", folder / "docks.toml")
    (folder / "a.txt").write_text("The union rejects night pilotage. “Night pilotage kills,” its chairwoman Ilse Mendt said on Monday.\n")
    run("read", folder / "a.txt", "--published", "2031-03-05", "--codebook", folder / "docks.toml", "--record", folder / "t.db", "--quiet")
    return folder / "t.db"


def test_12_a_union_researcher_brings_a_codebook_file_and_nothing_else_changes(docks: Path) -> None:
    found = {row["holder"]: row for row in asked("positions", docks, "--issue", "night_pilots")}
    assert {holder.lower().removeprefix("the "): row["value"] for holder, row in found.items()} == {"union": "rejects"}
    assert all(opens(docks, row) for row in found.values())
    assert "Ilse Mendt" in {row["speaker"] for row in asked("statements", docks)}
    assert not asked("positions", docks, "--issue", "ceasefire")


@pytest.mark.xfail(strict=True, reason="statements carry no issues: only stances, conditions, proposals and events are tagged")
def test_12_statements_are_found_by_an_issue_of_the_codebook(docks: Path) -> None:
    assert {row["speaker"] for row in asked("statements", docks, "--issue", "night_pilots")} == {"Ilse Mendt"}
