"""Laws of reading: whatever a file holds, the run goes on, and every span points home."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.model import Document, Problem
from parley.read import ReadOptions
from parley.read.formats import READERS
from parley.read.inputs import read_source
from parley.read.report import Meta, Source

PIECES = [
    b"<html>", b"<p>Talks resumed.</p>", b"<", b"&#0;", b"&amp;", b"<!--", b"]]>", b'{"text": "a"}', b'{"text":', b"[", b"\n", b"\0",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b'"', b",", b"text,date\n", b"From a b\n", b"Subject: x\n\n",
    b"Content-Type: text/html; charset=nope\n", b"Content-Transfer-Encoding: base64\n\n", b"<rss><channel><item>", b"<title>a</title>",
    b"<description>b</description>", b"<feed>", b"VESK, July 28 (AP) - Talks.", b"By Ana Reyl\n", b"2031-13-45", b"PK\x03\x04",
    b"\x1f\x8b\x08", b"<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":[[[1]]]}</script>",
    b"<meta name=date content='99999-1-1'>", b"Source: AFP.", "“é\u202e".encode(),
]  # fmt: skip


@pytest.mark.parametrize("ending", [*READERS, ".zip", ".tar.gz", ".gz", ""])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(parts=st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=12))
def test_no_bytes_stop_the_run(ending: str, parts: list[bytes]) -> None:
    raw = b"".join(parts)
    source = Source(f"a{ending}", f"a{ending}", len(raw), lambda: io.BytesIO(raw))
    for found in read_source(source, Meta(), ReadOptions()):
        assert isinstance(found, (Document, Problem))
        if isinstance(found, Document):
            spans = [credit.span for credit in found.credits] + ([found.dateline.span] if found.dateline else [])
            spans += [candidate.span for candidate in found.published.candidates if candidate.span]
            assert all(found.text[s.start : s.end] == s.text for s in spans)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="ab \r\t.“é—", min_size=1).filter(str.strip))
def test_plain_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    raw = text.encode()
    found = next(read_source(Source("a.txt", "a.txt", len(raw), lambda: io.BytesIO(raw)), Meta(), ReadOptions(language="en")))
    assert isinstance(found, Document)
    assert found.text == text
