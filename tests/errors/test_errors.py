"""Every problem code has an input that makes it and a row on its page, and no code is without."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from errors.inputs import INPUTS
from parley.model.problem import Stage
from parley.read import FAULTS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "problems.md"
ROW = re.compile(r"^\| `([a-z_]+)` \|", re.M)


def codes() -> set[str]:
    """Every code in the source: the catalogue of reading, and the `code="…"` of every `Problem` that is made."""
    found = set(FAULTS)
    for path in (ROOT / "src" / "parley").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Problem":
                found |= {k.value.value for k in node.keywords if k.arg == "code" and isinstance(k.value, ast.Constant)}
    return found


def rows() -> dict[str, str]:
    """Code → its row on the page."""
    return {match[1]: line for line in PAGE.read_text(encoding="utf-8").splitlines() if (match := ROW.match(line))}


@pytest.mark.parametrize("code", sorted(INPUTS))
def test_the_input_makes_the_code(code: str, tmp_path: Path) -> None:
    made = INPUTS[code](tmp_path)
    assert code in {row.code for row in made}, made


@pytest.mark.parametrize("code", sorted(INPUTS))
def test_the_row_says_where_and_what_to_do(code: str, tmp_path: Path) -> None:
    for row in INPUTS[code](tmp_path):
        assert row.stage in get_args(Stage)
        assert row.source or row.document
        assert row.message and row.advice


def test_no_code_is_without_an_input() -> None:
    assert codes() - set(INPUTS) == set(), "add an input that makes the code to tests/errors/inputs.py"
    assert set(INPUTS) - codes() == set(), "no code makes these any more: take them out of tests/errors/inputs.py"


def test_no_code_is_without_a_row_on_its_page() -> None:
    assert codes() - set(rows()) == set(), "say in docs/problems.md what the code means and what to do"
    assert set(rows()) - codes() == set(), "no code makes these any more: take them out of docs/problems.md"


def test_the_page_says_rightly_which_inputs_are_lost() -> None:
    lost = {code for code, fault in FAULTS.items() if fault.lost}
    page = PAGE.read_text(encoding="utf-8")
    section = page[page.index("## Reading: not read") : page.index("## Reading: read")]
    assert set(ROW.findall(section)) == lost
