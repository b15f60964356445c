"""Every view prints a table, JSON and CSV, with and without filters."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley import __version__
from parley.app import printing
from parley.app.cli import app
from whole import parley

VIEWS = {
    "timeline": ["time", "status", "type", "participants", "place", "what"],
    "statements": ["time", "speaker", "act", "form", "content", "addressee", "channel"],
    "positions": ["holder", "issue", "value", "since", "personal", "shift"],
    "proposals": ["name", "kind", "state", "proposers", "terms", "dates"],
    "conditions": ["holder", "consequent", "relation", "antecedent", "who_must_act", "state", "level", "blocked"],
    "figures": ["figure", "unit", "of_what", "claimant", "window", "disputed"],
    "disputes": ["kind", "about", "side", "says", "by", "origins"],
    "agenda": ["time", "type", "what", "participants", "became"],
    "actors": ["name", "kind", "side", "role", "offices", "aliases", "statements"],
    "sources": ["item", "outlet", "published", "title", "genre", "copy", "copy_of", "origin", "credits"],
    "problems": ["stage", "code", "where", "message", "advice"],
    "coverage": ["reports", "outlets", "languages", "first", "last", "empty_days", "undated", "origins"],
}
FILTERS = {
    "timeline": ["--status", "planned", "--since", "2031-03-05", "--until", "2031-03-20", "--outlet", "Telmis Post"],
    "statements": ["--speaker", "Tashkel", "--outlet", "Telmis Post", "--text", "patient"],
    "positions": ["--actor", "Orsunia", "--issue", "prisoners_exchange"],
    "proposals": ["--text", "truce"],
    "conditions": ["--actor", "Velmara"],
    "figures": ["--text", "killed"],
    "disputes": ["--as-of", "2031-03-15"],
    "agenda": ["--as-of", "2031-03-15"],
    "actors": ["--actor", "Vass"],
    "sources": ["--outlet", "Telmis Post"],
    "problems": ["--negotiation", "serrin"],
    "coverage": ["--as-of", "2031-03-15"],
}


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, f"{words}: {done.output}\n{done.exception!r}"
    return done.stdout


def as_json(*words: object) -> list[dict[str, object]]:
    return json.loads(run(*words, "--format", "json"))


@pytest.mark.parametrize("filtered", [False, True], ids=["all", "filtered"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_prints_the_same_rows_as_table_json_and_csv(press: Path, view: str, filtered: bool) -> None:
    words = [view, press, *(FILTERS[view] if filtered else [])]
    found = as_json(*words)
    table = run(*words)
    lines = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv"))))
    assert len(lines) == len(found)
    if found:
        assert set(VIEWS[view]) <= found[0].keys(), found[0].keys()
        assert set(VIEWS[view]) <= lines[0].keys()
        assert f"{len(found)} row" in table
    else:
        assert table.strip() == "nothing on the record"


LONG = [v for v in VIEWS if v != "coverage"]


@pytest.mark.parametrize("filtered", [False, True], ids=["all", "filtered"])
@pytest.mark.parametrize("view", LONG)
def test_a_table_has_the_first_rows_and_says_how_many_there_are_and_how_to_see_them(
    press: Path, monkeypatch: pytest.MonkeyPatch, view: str, filtered: bool
) -> None:
    words = [view, press, *(FILTERS[view] if filtered else [])]
    every = as_json(*words)
    whole_table = run(*words, "--limit", 0)
    monkeypatch.setattr(printing, "MOST_ROWS", 2)
    assert as_json(*words) == every, "only a table is cut"
    table = run(*words)
    last = table.splitlines()[-1]
    if len(every) > 2:
        assert last == f"2 of {len(every)} rows: --limit N gives the first N, --limit 0 all, as --format csv does"
        assert run(*words, "--limit", 2) == table
    else:
        assert table == whole_table
    assert run(*words, "--limit", 0) == whole_table
    assert whole_table.splitlines()[-1] == (f"{len(every)} row{'s' * (len(every) != 1)}" if every else "nothing on the record")


@pytest.mark.parametrize("view", LONG)
def test_a_limit_gives_the_first_rows_of_any_format(press: Path, view: str) -> None:
    every = as_json(view, press)
    assert as_json(view, press, "--limit", 3) == every[:3]
    assert as_json(view, press, "--limit", 0) == every
    assert run(view, press, "--limit", 3, "--format", "csv") == "".join(run(view, press, "--format", "csv").splitlines(keepends=True)[: 1 + min(3, len(every))])


def test_gaps_below_a_table_say_in_what_they_were_looked_for(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "MOST_ROWS", 1)
    every = as_json("gaps", press)
    *_, last, coverage = run("gaps", press).splitlines()
    assert last.startswith(f"1 of {len(every)} rows: " if len(every) > 1 else f"{len(every)} row")
    assert coverage.startswith(f"none: no statement found in {len(as_json('sources', press))} reports by ")


@pytest.mark.parametrize("view", [v for v in VIEWS if v not in ("problems", "coverage")])
def test_a_view_can_be_kept_to_one_negotiation(press: Path, view: str) -> None:
    assert as_json(view, press, "--negotiation", "serrin") == as_json(view, press)
    done = parley(view, press, "--negotiation", "another", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "parley: no report of a negotiation 'another': there are serrin\n"


@pytest.mark.parametrize("view", [v for v in VIEWS if v not in ("problems", "coverage")])
def test_every_row_of_a_view_points_home(press: Path, press_export: dict[str, bytes], view: str) -> None:
    import whole

    texts = {doc["id"]: doc["text"] for doc in whole.rows(press_export, "documents")}
    for row in as_json(view, press):
        for span in row["evidence"]:  # type: ignore[attr-defined]
            assert texts[span["document"]][span["start"] : span["end"]] == span["text"]


def test_a_filter_keeps_what_it_names(press: Path) -> None:
    every = as_json("statements", press)
    assert {r["outlet"] for r in as_json("statements", press, "--outlet", "Telmis Post")} == {"Telmis Post"}
    some = as_json("statements", press, "--text", "patient")
    assert 0 < len(some) < len(every)
    assert all("patient" in " ".join(s["text"] for s in r["evidence"]) for r in some)  # type: ignore[attr-defined]
    spoken = as_json("statements", press, "--speaker", "Tashkel")
    assert 0 < len(spoken) < len(every)


@pytest.mark.parametrize("view", ["timeline", "statements", "sources", "positions"])
def test_as_of_gives_what_was_known_on_that_day(press: Path, view: str) -> None:
    then, now = as_json(view, press, "--as-of", "2031-03-08"), as_json(view, press)
    assert len(then) < len(now)
    documents = {span["document"] for row in then for span in row["evidence"]}  # type: ignore[attr-defined]
    days = {row["id"]: row["published"] for row in as_json("sources", press)}
    assert all(days[id] and str(days[id])[:10] <= "2031-03-08" for id in documents)


def test_as_of_takes_no_word_for_a_day(press: Path) -> None:
    done = parley("timeline", press, "--as-of", "yesterday", check=False)
    assert done.returncode == 2
    assert "write 2025-03-14" in done.stderr


def test_changes_since_a_day_are_what_rests_on_reports_of_that_day_and_later(press: Path) -> None:
    days = {row["id"]: row["published"] or "" for row in as_json("sources", press)}
    found = as_json("changes", press, "--since", "2031-03-20")
    assert found
    for row in found:
        assert any(str(days[span["document"]])[:10] >= "2031-03-20" for span in row["evidence"])  # type: ignore[attr-defined]
    assert "nothing new since 2032-01-01" in run("changes", press, "--since", "2032-01-01")
    assert as_json("changes", press, "--since", "2032-01-01") == []


def test_a_republished_report_changes_nothing(tmp_path: Path) -> None:
    story = "Talks between Norra and Sestria will resume on Monday, the envoy Ana Reyl said on Friday. “We are ready for this,” she told reporters in Vesk."
    for name, day in (("a", "2031-03-01"), ("b", "2031-03-09")):
        (tmp_path / f"{name}.txt").write_text(story)
        parley("read", tmp_path / f"{name}.txt", "--published", day, "--outlet", name.upper(), "--record", tmp_path / "t.db")
    assert as_json("changes", tmp_path / "t.db", "--since", "2031-02-01")
    assert as_json("changes", tmp_path / "t.db", "--since", "2031-03-05") == []


def test_show_gives_a_finding_in_its_sentence_with_its_neighbours(press: Path) -> None:
    row = as_json("statements", press, "--text", "elected to be patient")[0]
    shown = run("show", press, row["id"])
    assert "I was not elected to be patient" in shown
    assert "Telmis Post" in shown and "2031-03-04" in shown
    assert "characters " in shown
    data = as_json("show", press, row["id"])[0]
    assert data["finding"]["id"] == row["id"]  # type: ignore[index]
    assert data["contexts"]


def test_show_opens_every_row_of_every_view(press: Path, press_export: dict[str, bytes]) -> None:
    import whole

    for kind in ("statements", "events", "proposals", "stances", "conditions", "figures"):
        for row in whole.rows(press_export, kind)[:3]:
            assert run("show", press, row["id"])


def test_show_of_what_is_not_there_says_so(press: Path) -> None:
    done = parley("show", press, "0123456789abcdef", check=False)
    assert done.returncode == 2
    assert "0123456789abcdef" in done.stderr


def test_search_finds_words_in_reports_and_in_statements(press: Path) -> None:
    found = as_json("search", press, "patient")
    assert {hit["kind"] for hit in found} == {"document", "statement"}
    assert all("patient" in str(hit["snippet"]) for hit in found)
    assert as_json("search", press, '"elected to be patient"')
    assert as_json("search", press, "zzzz") == []
    assert "nothing on the record" in run("search", press, "zzzz")


@pytest.mark.parametrize("words", ['"', "AND", "a*b:c", "NEAR(", "'; drop table documents; --", "x-y", "(", "ä“"])
def test_search_takes_any_words(press: Path, words: str) -> None:
    run("search", press, "--", words)


@pytest.mark.parametrize("view", ["timeline", "statements", "sources"])
def test_a_view_works_as_a_process_of_its_own(press: Path, view: str) -> None:
    assert parley(view, press).stdout
    assert json.loads(parley(view, press, "--format", "json").stdout) == as_json(view, press)


def test_help_names_every_command_and_answers_without_loading_the_parser() -> None:
    import subprocess
    import sys

    import whole

    shown = parley("--help").stdout
    for name in (*VIEWS, "changes", "show", "search", "read", "reread", "export", "brief", "set", "forget", "merge"):
        assert f" {name} " in shown, name
    code = "import sys; from parley.app.cli import app; assert not {'spacy', 'sqlalchemy', 'trafilatura', 'rich'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, env=whole.environment())


def test_the_version_is_told() -> None:
    assert parley("--version").stdout == f"parley {__version__}\n"


@pytest.mark.parametrize("words", [["timeline"], ["statements"], ["problems"], ["search", "truce"]])
def test_looking_at_a_record_loads_no_parser(press: Path, words: list[str]) -> None:
    import subprocess
    import sys

    import whole

    code = f"import sys; from parley.app.cli import app; app({[words[0], str(press), *words[1:]]!r}, standalone_mode=False); assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, env=whole.environment(), stdout=subprocess.DEVNULL)


def test_what_a_report_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“We are \x1b[31mready\x1b[0m \u202eto talk,” Ana Reyl said on Monday. [bold]Talks[/bold] resumed on Tuesday.")
    parley("read", tmp_path / "a.txt", "--published", "2031-03-05", "--outlet", "The [red]Post[/red]\x1b]0;x\x07", "--record", tmp_path / "t.db")
    for words in (("statements",), ("statements", "--format", "csv"), ("sources",), ("problems",), ("search", "ready")):
        shown = parley(words[0], tmp_path / "t.db", *words[1:]).stdout
        assert not set("\x1b\x07\u202e") & set(shown), words
