"""Undocumented is unfinished: every command with its options, export format, problem code, extractor and codebook stands in docs/."""

import re
from pathlib import Path

import pytest
import typer

from parley.app.cli import app
from parley.export import EXPORTS
from parley.pipeline import STAGES
from parley.read import FAULTS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "parley"
EVERYWHERE = {"--help", "--format", "--negotiation", "--as-of", "--quiet", "--by", "--why", "--record"}


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """Every command by its words, with its long options."""

    def below(group: object, words: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name, command in getattr(group, "commands", {}).items():
            if getattr(command, "commands", None):
                found |= below(command, f"{words}{name} ")
            else:
                found[f"{words}{name}"] = {option for p in command.params for option in p.opts if option.startswith("--")}
        return found

    return below(typer.main.get_command(app), "")


def codes() -> dict[str, str]:
    """Every problem code that the source can give, with the file that gives it."""
    found = dict.fromkeys(FAULTS, "read/faults.py")
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "Problem(" in text:
            found |= {code: str(path.relative_to(SOURCE)) for code in re.findall(r"\bcode=\"(\w+)\"", text)}
    return found


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_documented(name: str) -> None:
    group, _, rest = name.partition(" ")
    text = page("commands.md")
    assert re.search(rf"`parley {re.escape(name)}\b", text) or (rest and re.search(rf"`parley {group} [^`]*\b{re.escape(rest)}\b", text)), name


@pytest.mark.parametrize("name", ["read", "timeline", "statements", "conditions", "brief", "export"])
def test_the_options_of_the_main_commands_are_documented(name: str) -> None:
    text = page("commands.md") + page("export.md")
    assert {option for option in commands()[name] - EVERYWHERE if option not in text} == set()


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_every_export_format_is_documented(name: str) -> None:
    assert re.search(rf"^## .*\b{name}\b", page("export.md"), re.MULTILINE), name


def test_every_problem_code_is_documented() -> None:
    text = page("problems.md")
    assert {code: where for code, where in codes().items() if f"`{code}`" not in text} == {}


def test_no_problem_code_is_documented_that_does_not_exist() -> None:
    named = re.findall(r"^\| `(\w+)` \|", page("problems.md"), re.MULTILINE)
    assert set(named) - codes().keys() == set()


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_every_stage_is_documented(stage: object) -> None:
    room = stage.__module__.split(".")  # type: ignore[attr-defined]
    pages = {path.stem: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    own = room[2] if room[1] == "extract" else room[1]
    named = any(f"`{stage.__name__}`" in text for text in pages.values())  # type: ignore[attr-defined]
    assert named or own in pages or any(re.search(rf"^#+ .*\b{own}\b", text, re.MULTILINE | re.IGNORECASE) for text in pages.values()), own


def test_every_built_in_codebook_is_documented() -> None:
    text = page("codebooks.md")
    names = [path.parent.name for path in (SOURCE / "codebook").glob("*/book.toml")]
    assert names
    assert [name for name in names if name not in text] == []


def test_every_link_between_the_pages_leads_somewhere() -> None:
    lost = []
    for path in [ROOT / "README.md", *DOCS.glob("*.md")]:
        if path.exists():
            for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
                if not (path.parent / target).exists():
                    lost.append(f"{path.name}: {target}")
    assert lost == []
