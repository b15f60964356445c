"""Undocumented is unfinished: what the code has stands in docs/, and what docs/ says is so."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer.main

from parley import views
from parley.app.cli import app
from parley.codebook import codebooks
from parley.codebook.check import FORMS, EventEntry, IssueEntry, ProposalEntry, TermEntry
from parley.codebook.parties import Negotiation, PartyActor
from parley.export import EXPORTS
from parley.lang import languages
from parley.pipeline import STAGES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
MADE_ELSEWHERE = {"docs/dossier.png", "docs/quality.md"}
ROOMS = {  # stage → the page that tells of it
    "label": "read.md", "date_report": "times.md",
    "decide_negotiation": "actors.md", "find_quotations": "read.md", "parse": "extractors.md", "read_times": "times.md", "find_actors": "actors.md",
    "find_statements": "statements.md", "find_events": "events-figures.md", "limit_events": "events-figures.md", "find_figures": "events-figures.md",
    "find_proposals": "proposals-stances-conditions.md", "find_conditions": "proposals-stances-conditions.md",
    "find_stances": "proposals-stances-conditions.md", "date_findings": "extractors.md",
    "own_voice": "read.md",
}  # fmt: skip


def page(name: str) -> str:
    path = DOCS / name
    assert path.is_file(), f"docs/{name} is missing"
    return path.read_text(encoding="utf-8")


def commands(group: Any = None, above: str = "") -> dict[str, set[str]]:
    """Every command by its whole name ("read", "review accept" …), with its long options."""
    found: dict[str, set[str]] = {}
    for name, command in (group or typer.main.get_command(app)).commands.items():
        if hasattr(command, "commands"):
            found |= commands(command, f"{above}{name} ")
        else:
            found[above + name] = {option for p in command.params for option in p.opts if option.startswith("--")}
    return found


def rows_of_commands() -> dict[str, str]:
    """Command → its row in docs/commands.md; a row may have several commands."""
    found = {}
    for line in page("commands.md").splitlines():
        if line.startswith("| `parley "):
            for one in re.findall(r"`parley ([^`]*)`", line.split("|")[1]):
                words = re.match(r"((?:[a-z]+,? ?)+)", one)
                assert words is not None
                head, *names = re.split(r",? ", words[1].strip())
                found.update({f"{head} {name}": line for name in names} if names else {head: line})
    return found


# --- the tour, and code blocks ----------------------------------------------------------------------------------------------------------


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tools_{name}", ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tour_is_what_the_pipeline_gives_today() -> None:
    assert page("tour.md") == tool("tour").tour(), "docs/tour.md is not what the code gives any more: run tools/tour.py, and look at what moved"


def test_the_blocks_of_the_python_page_run_and_give_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.*?)^```", page("python.md"), re.M | re.S):
        exec(compile(block, "docs/python.md", "exec"), names)
        for expression, said in re.findall(r"^(\S.*?)  # → (.*)$", block, re.M):
            assert repr(eval(expression, names)) == said, expression


# --- what the code has stands in docs/ --------------------------------------------------------------------------------------------------


def test_every_command_has_a_row_and_no_row_is_without_a_command() -> None:
    assert set(rows_of_commands()) == set(commands()), "docs/commands.md"


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_stands_in_the_row_of_its_command_or_above_the_table(name: str) -> None:
    text = page("commands.md").partition("\n| command")[0] + rows_of_commands().get(name, "")
    assert {option for option in commands()[name] if not re.search(rf"{option}(?![\w-])", text)} == set(), "docs/commands.md"


def test_no_row_of_a_command_names_an_option_that_it_does_not_have() -> None:
    assert {f"{name} {option}" for name, row in rows_of_commands().items() if name in commands() for option in OPTION.findall(row)
            if not any(option in commands()[other] for other, line in rows_of_commands().items() if line == row)} == set()  # fmt: skip


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_no_page_names_an_option_that_neither_a_command_nor_a_tool_has(path: Path) -> None:
    tools = " ".join(tool.read_text(encoding="utf-8") for folder in ("tools", "benchmarks") for tool in (ROOT / folder).iterdir() if tool.is_file())
    known = set().union(*commands().values()) | set(OPTION.findall(tools)) | {"--help"}
    assert set(OPTION.findall(path.read_text(encoding="utf-8"))) - known == set()


def test_every_view_stands_on_the_python_page_and_every_command_of_a_view_among_the_commands() -> None:
    assert [name for name in views.__all__ if f"`{name}`" not in page("python.md")] == []
    other = ("agreement", "blocked", "differences", "disagreements", "grounded")  # options of a command of another name
    other += tuple(name for name in views.__all__ if name.endswith("_rows"))  # what commands print, row by row
    assert [name for name in views.__all__ if name not in other and f"`parley {name} " not in page("commands.md")] == []


def test_every_export_format_has_its_section() -> None:
    assert [form for form in EXPORTS if f"\n## {form}\n" not in page("export.md")] == []


def test_every_stage_stands_on_the_page_of_its_room() -> None:
    for stage in STAGES:
        assert stage.__name__ in ROOMS, f"say which page tells of the stage {stage.__name__}"
        assert stage.__name__ in page(ROOMS[stage.__name__]), f"docs/{ROOMS[stage.__name__]} says nothing of {stage.__name__}"


def test_every_codebook_and_every_table_and_key_of_one_is_documented() -> None:
    text = page("codebooks.md")
    assert [name for name in codebooks() if f"`{name}`" not in text] == []
    assert [name for name in FORMS if f"[{name}" not in text] == []
    keys = {n for form in (IssueEntry, EventEntry, ProposalEntry, TermEntry, Negotiation, PartyActor) for n in form.__struct_encode_fields__}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", text)] == []


def test_every_language_and_every_file_of_one_is_documented() -> None:
    text = page("languages.md")
    files = {path.name for path in (ROOT / "src" / "parley" / "lang").glob("*/*.toml") if ".corpus." not in path.name}
    assert [name for name in sorted(files) if f"`{name}`" not in text] == []
    names = [tomllib.loads(path.read_text("utf-8"))["name"] for path in (ROOT / "src" / "parley" / "lang").glob("*/language.toml")]
    assert [name for name in names if name not in text] == []
    assert [code for code in languages() if f"`{code}`" not in text] == []


# --- links ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    broken = []
    prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        place = (path.parent / target).resolve() if target else path
        if not place.exists():
            broken += [link] if place.relative_to(ROOT).as_posix() not in MADE_ELSEWHERE else []
        elif anchor and anchor not in anchors(place):
            broken.append(link)
    assert not broken


def anchors(path: Path) -> set[str]:
    """The anchors that headings of a page have."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_every_page_is_in_the_index() -> None:
    index = page("README.md")
    assert [path.name for path in DOCS.glob("*.md") if path.name != "README.md" and f"]({path.name})" not in index] == []
