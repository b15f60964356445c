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
        ('[book]\nid = "a"\n[issue.b]\ngroup = "g"\nwords = ["c"]\n', "did you mean 'issues'?"),
        ('[book]\nid = "a"\n[issues.b]\ngroup = "g"\nword = ["c"]\n', "did you mean 'words'?"),
        ('[book]\nid = "a"\n[issues.b]\ngroup = "g"\nwords = "c"\n', 'words = ["one", "two"]'),
        ('[book]\nid = "a"\n[issues.b]\ngroup = "g"\nwords = []\n', "nothing shows it"),
        ('[book]\nid = "a"\n[issues.b]\nwords = ["c"]\n', "'group' is missing"),
        ('[book]\nid = "a"\n[proposals.b]\nnouns = ["c"]\nneeds = "terms"\n', "did you mean 'term'?"),
        ('[book]\nid = "a"\n[proposals.b]\nnouns = ["c"]\n[proposals.d]\nnouns = ["c"]\n', "already stands under b"),
        ('[book]\nid = "a"\n[proposals.Quota-Plan]\nnouns = ["c"]\n', "lower case with underscores"),
        ('[book]\nid = "a"\n[terms.term]\nkind = "duration"\nwords = ["c"]\n', "two brackets"),
        ('[book]\nid = "a"\n[[terms.term]]\nkind = "duration"\n', "has no words"),
        ('[book]\nid = "a"\n[events.b]\nname = "c"\n', "give verbs or nouns"),
        ('[book]\nid = "a"\n[events.b]\nverbs = ["inspect obj="]\n', "nothing stands after obj="),
        ('[book]\nid = "a"\n[events.b]\nverbs = ["inspect objj=ship"]\n', "did you mean 'obj'?"),
        ('[book]\nid = "a"\n[events.b]\nverbs = ["inspect obj=@frces"]\n', "did you mean '@forces'?"),
        ('[book]\nid = "a"\n[events.b]\nverbs = ["inspect obj"]\nhappened = "CONSLT"\n', "did you mean 'CONSULT'?"),
        ('[book]\nid = "a"\n[stances]\norder = ["acepts"]\n', "did you mean 'accepts'?"),
        ('[book]\nid = "a"\n[stances]\norder = ["accepts", "accepts"]\n', "stands twice"),
        ('[book]\nid = "a"\n[issues.b\n', "no TOML"),
    ],
)
def test_a_fault_is_told_with_its_table(text: str, told: str, tmp_path: Path) -> None:
    from parley.errors import CodebookError

    try:
        found = checked(tmp_path, text)
    except CodebookError as fault:
        found = [str(fault)]
    assert any(told in line for line in found), found


def test_the_command_tells_file_and_line_of_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from typer import Exit

    from parley.app.codebooks import check

    path = tmp_path / "own.toml"
    path.write_text('[book]\nid = "a"\n\n[issues.b]\ngroup = "g"\nwords = []\n', encoding="utf-8")
    with pytest.raises(Exit):
        check(str(path))
    assert capsys.readouterr().out.startswith(f"{path}:4: [issues.b]: ")
