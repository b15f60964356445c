"""The check of a codebook: what is built in and what the page shows is sound, and every kind of fault is told with its table."""

import re
from pathlib import Path

import pytest

from parley.codebook import codebooks, load
from parley.codebook.check import faults

PAGE = Path(__file__).parents[2] / "docs" / "codebooks.md"


def checked(folder: Path, text: str) -> list[str]:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return faults(load(str(path)))


@pytest.mark.parametrize("name", codebooks())
def test_a_built_in_codebook_is_sound(name: str) -> None:
    assert faults(load(name)) == []


def test_the_codebook_of_the_page_is_sound_and_is_read(tmp_path: Path) -> None:
    from parley import annotate

    block = next(b for b in re.findall(r"^```toml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S) if "[book]" in b)
    assert checked(tmp_path, block) == []
    doc = annotate("Norra's patrols boarded three trawlers on Monday. Norra rejects the quota.", published="2031-03-18", codebook=str(tmp_path / "own.toml"))
    assert [event.type for event in doc.events] == ["inspection"]
    assert "quota" in {tag.issue for finding in doc.findings() for tag in finding.issues}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[book]\nid = "a"\n[stances.x]\n', "[stances]"),
        ("[issues.a]\ngroup = 'b'\nwords = ['c']\n", "[book]"),
        ('[book]\nid = "a"\nextends = "nothing"\n', "no codebook 'nothing'"),
        ('[book]\nid = "a"\n[issues.b]\nwords = ["c"]\n', "[issues.b]"),
        ('[book]\nid = "a"\n[events.b]\nverb = ["meet"]\n', "[events.b]"),
        ('[book]\nid = "a"\n[issues.B]\ngroup = "g"\nwords = ["c"]\n', "[issues.B]"),
        ('[book]\nid = "a"\n[issues.b]\ngroup = "g"\nwords = ["C"]\n', "capitals"),
        ('[book]\nid = "a"\n[issues.b]\ngroup = "g"\nwords = [" "]\n', "empty word"),
        ('[book]\nid = "a"\n[issues.b]\ngroup = "g"\nwords = ["c"]\n[issues.d]\ngroup = "g"\nwords = ["c"]\n', "already stands under b"),
    ],
)
def test_a_fault_is_told_with_its_table(text: str, told: str, tmp_path: Path) -> None:
    from parley.errors import CodebookError

    try:
        found = checked(tmp_path, text)
    except CodebookError as fault:
        found = [str(fault)]
    assert any(told in line for line in found), found
