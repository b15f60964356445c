"""The Python API does what the command line does."""

import subprocess
import sys
from pathlib import Path

import pytest

import parley
import whole
from parley import errors

STORY = "VESK — “We are ready to sign,” the envoy Ana Reyl said on Monday. Talks will resume on Friday. At least 12 people were killed."


def test_a_notebook_can_do_what_the_command_line_does(tmp_path: Path) -> None:
    with parley.open(str(tmp_path / "api.db"), create=True) as record:
        done = parley.read_press([str(path) for path in whole.few()], record, parties=str(whole.PARTIES))
        assert (done.read, done.known, done.unreadable) == (len(whole.FEW), 0, 0)
        assert parley.read_press([str(path) for path in whole.few()], record, parties=str(whole.PARTIES)).known == len(whole.FEW)
        assert parley.views.statements(record)
        parley.write_export(record, tmp_path / "api")
        assert parley.write_brief(record, tmp_path / "api.html").exists()
    whole.read_press(tmp_path / "cli.db", whole.few())
    assert whole.files(tmp_path / "api") == whole.exported(tmp_path / "cli.db", tmp_path / "cli")
    whole.parley("brief", tmp_path / "cli.db", "--out", tmp_path / "cli.html")
    assert (tmp_path / "cli.html").read_bytes() == (tmp_path / "api.html").read_bytes()


def test_a_text_is_annotated_without_a_record() -> None:
    doc = parley.annotate(STORY, published="2031-03-05")
    assert doc.statements[0].content[0].text.strip("“”,") == "We are ready to sign"
    assert {time.edtf for time in doc.times} >= {"2031-03-03", "2031-03-07"}
    for finding in doc.findings():
        for span in finding.evidence:
            assert STORY[span.start : span.end] == span.text


def test_a_document_of_ones_own_is_annotated() -> None:
    from parley.model import document

    assert parley.annotate(document("a.txt", STORY)).document.item == "a.txt"


def test_without_a_date_a_weekday_stays_unresolved() -> None:
    doc = parley.annotate(STORY)
    assert all(time.unresolved for time in doc.times if time.as_written in ("Monday", "on Monday", "Friday", "on Friday"))


def test_faults_of_the_caller_are_one_small_tree(tmp_path: Path) -> None:
    with pytest.raises(errors.RecordError):
        parley.open(str(tmp_path / "none.db"))
    with parley.open(str(tmp_path / "t.db"), create=True) as record:
        with pytest.raises(errors.NotInRecord):
            record.document("0123456789abcdef")
        with pytest.raises(errors.UsageError):
            record.as_of("yesterday")
        with pytest.raises(errors.UsageError):
            parley.write_export(record, tmp_path, "doc")
    with pytest.raises(errors.CodebookError):
        parley.annotate(STORY, parties=str(tmp_path / "none.toml"))


def test_importing_parley_loads_nothing_large() -> None:
    code = "import sys, parley; assert not {'spacy', 'sqlalchemy', 'trafilatura', 'jinja2', 'numpy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, env=whole.environment())


def test_everything_that_is_offered_is_there_and_says_what_it_gives() -> None:
    for name in parley.__all__:
        assert getattr(parley, name).__doc__
