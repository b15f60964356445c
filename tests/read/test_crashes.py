"""Inputs that broke a reader once (tools/fuzz.py keeps them): each is read now."""

import io
from pathlib import Path

import pytest

from parley.model import Document, Problem
from parley.read import ReadOptions
from parley.read.inputs import read_source
from parley.read.report import Meta, Source

CRASHES = sorted((Path(__file__).parent / "crashes").iterdir())


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: path.name)
def test_what_broke_a_reader_once_is_read_now(path: Path) -> None:
    raw = path.read_bytes()
    ending = path.name.partition("_")[2].replace("none", "")
    found = list(read_source(Source(f"a{ending}", f"a{ending}", len(raw), lambda: io.BytesIO(raw)), Meta(), ReadOptions()))
    assert found
    assert all(isinstance(one, (Document, Problem)) for one in found)
