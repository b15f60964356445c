"""The corpus of speech: every example's statements are found, no negative's."""

import tomllib
from importlib import resources
from typing import Any

import pytest

from parley.model import AnnotatedDocument, Statement, document
from parley.pipeline import annotate

RAW = tomllib.loads((resources.files("parley.lang") / "en" / "speech.corpus.toml").read_text(encoding="utf-8"))
MARKS = "“”\"'’‘.,;: —"


def _read(entry: dict[str, Any]) -> AnnotatedDocument:
    return annotate(document("corpus", entry["text"], outlet=entry.get("outlet")))


def _content(stmt: Statement) -> str:
    return " / ".join(span.text.strip(MARKS) for span in stmt.content)


def _bare(words: str) -> str:
    return " / ".join(part.strip(MARKS) for part in words.split(" / "))


def _fields(stmt: Statement, doc: AnnotatedDocument) -> dict[str, Any]:
    by_id = {s.id: s for s in doc.statements}
    outer = by_id.get(stmt.inside or "")
    return {
        "source": stmt.source.span.text if stmt.source.span else "",
        "speaker": stmt.source.actor.name if stmt.source.actor else "",
        "kind": stmt.source.kind,
        "count": stmt.source.count,
        "hint": stmt.source.hint,
        "cue": " ".join(c.text for c in stmt.cue),
        "form": stmt.form,
        "act": stmt.act,
        "certainty": stmt.certainty,
        "addressee": stmt.addressee.name if stmt.addressee else None,
        "channel": stmt.channel,
        "channel_name": stmt.channel_name or "",
        "place": stmt.place.name if stmt.place else "",
        "framing": stmt.framing.span.text if stmt.framing.span else None,
        "inside": outer.source.span.text if outer is not None and outer.source.span else None,
        "insertions": [i.text for i in stmt.insertions],
        "chain": [f"{link.kind}:{link.name}" for link in stmt.chain if link.kind != "outlet"],
    }


def _check(entry: dict[str, Any]) -> None:
    doc = _read(entry)
    found = {_content(s): _fields(s, doc) for s in doc.statements}
    for row in entry.get("says", ()):
        content = _bare(row["content"])
        assert content in found, (content, list(found))
        wanted = {key: value for key, value in row.items() if key != "content"}
        assert {key: found[content][key] for key in wanted} == wanted
    by = entry.get("never_by")
    contents = [c for c, fields in found.items() if by is None or fields["source"] == by]
    for words in entry.get("never", ()):
        assert words not in contents


@pytest.mark.parametrize("entry", RAW["example"], ids=lambda e: e["text"][:60])
def test_an_example_is_read_as_it_says(entry: dict[str, Any]) -> None:
    _check(entry)


@pytest.mark.parametrize("entry", RAW["negative"], ids=lambda e: e["text"][:60])
def test_what_nobody_says_is_nobodys_statement(entry: dict[str, Any]) -> None:
    _check(entry)


@pytest.mark.parametrize("entry", RAW["known_failure"], ids=lambda e: e["text"][:60])
@pytest.mark.xfail(strict=True)
def test_a_known_failure_still_fails(entry: dict[str, Any]) -> None:
    _check(entry)
