"""Each entry of the corpus of actors is read as it says; known failures stay, strictly, with a reason."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import msgspec
import pytest

from parley.actors import find_actors
from parley.codebook import Parties
from parley.codebook import load as load_codebook
from parley.lang import load
from parley.model import AnnotatedDocument, Mention, document
from parley.segment import find_quotations, parse

CORPUS = tomllib.loads((resources.files("parley.lang") / "en" / "actors.corpus.toml").read_text(encoding="utf-8"))
PARTIES = msgspec.convert(
    {
        "negotiation": {"id": "norra-selm"},
        "actor": [
            {"name": "Norra", "kind": "state", "role": "party", "side": "norra", "demonyms": ["Norran"], "capital": "Vell", "seats": ["the Amber Palace"]},
            {"name": "Selm", "kind": "state", "role": "party", "side": "selm", "demonyms": ["Selmian"]},
            {"name": "Chile", "kind": "state", "role": "mediator"},
            {"name": "Norway", "kind": "state", "role": "mediator"},
            {"name": "Harbour Front", "kind": "armed_group", "side": "norra", "aliases": ["the Front"]},
            {"name": "Ada Renn", "kind": "person", "side": "norra", "offices": [{"title": "foreign minister", "of": "Norra"}]},
        ],
    },
    Parties,
)


def read(text: str, *, parties: bool = False) -> AnnotatedDocument:
    """The text through segmenting and the actors' stage."""
    lang, book = load("en"), load_codebook()
    if parties:
        book = book.of(PARTIES)
    return find_actors(parse(find_quotations(AnnotatedDocument(document=document("corpus", text)), lang, book), lang, book), lang, book)


def mention(doc: AnnotatedDocument, words: str, nth: int) -> Mention:
    found = sorted((m for m in doc.mentions if m.span.text == words), key=lambda m: m.span.start)
    assert len(found) > nth, f"no mention {words!r} (nth {nth}) among {[m.span.text for m in doc.mentions]}"
    return found[nth]


def shown(doc: AnnotatedDocument, found: Mention, field: str) -> Any:
    keys = {a.id: a.key for a in doc.actors}
    if field == "is":
        return keys.get(found.actor or "", "")
    if field == "members":
        return [keys[m] for m in found.members]
    if field == "antecedent":
        return found.antecedent.text if found.antecedent else None
    return getattr(found, field)


def check(entry: Mapping[str, Any]) -> None:
    doc = read(entry["text"], parties=entry.get("parties", False))
    for wanted in entry.get("expect", ()):
        found = mention(doc, wanted["words"], wanted.get("nth", 0))
        for field in wanted.keys() - {"words", "nth"}:
            assert (wanted["words"], field, shown(doc, found, field)) == (wanted["words"], field, wanted[field])
    for words in entry.get("absent", ()):
        assert words not in [m.span.text for m in doc.mentions]
    for key, offices in entry.get("offices", {}).items():
        actor = next(a for a in doc.actors if a.key == key)
        assert [[o.title, o.of or ""] for o in actor.offices] == offices


def entries(kind: str) -> list[Any]:
    return [pytest.param(entry, id=entry["name"].replace(" ", "_")) for entry in CORPUS.get(kind, [])]


@pytest.mark.parametrize("entry", entries("example"))
def test_an_example_is_read_as_it_says(entry: Mapping[str, Any]) -> None:
    check(entry)


@pytest.mark.parametrize("entry", entries("negative"))
def test_what_is_no_actor_is_no_mention(entry: Mapping[str, Any]) -> None:
    check(entry)


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("entry", entries("known_failure"))
def test_a_known_failure_still_fails(entry: Mapping[str, Any]) -> None:
    check(entry)
