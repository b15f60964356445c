"""A negotiation of the tests' own: Norra and Velta, two states, Ostrana between them, read by the real stages."""

import functools
import tomllib
from importlib import resources
from typing import Any

from parley.codebook import Codebook, Parties
from parley.codebook import load as load_codebook
from parley.codebook.parties import Negotiation, PartyActor, PartyOffice
from parley.model import AnnotatedDocument, Block, Published, document
from parley.pipeline import annotate

PARTIES = Parties(
    negotiation=Negotiation(id="sund"),
    actor=(
        PartyActor(name="Norra", kind="state", role="party", side="Norra", demonyms=("Norran",), capital="Vell"),
        PartyActor(name="Velta", kind="state", role="party", side="Velta", demonyms=("Veltan",), capital="Sund"),
        PartyActor(name="Ostrana", kind="state", role="mediator", demonyms=("Ostranan",)),
        PartyActor(name="Free Valley Front", kind="armed_group", aliases=("the Front",)),
        PartyActor(name="Ada Renn", kind="person", side="Norra", aliases=("Renn",), offices=(PartyOffice("foreign minister", "Norra"),)),
        PartyActor(name="Tomas Vik", kind="person", side="Velta", aliases=("Vik",), offices=(PartyOffice("prime minister", "Velta"),)),
    ),
)


@functools.cache
def book(name: str = "peace") -> Codebook:
    """A built-in codebook for this negotiation."""
    return load_codebook(name).of(PARTIES)


@functools.cache
def read(text: str, name: str = "peace") -> AnnotatedDocument:
    """The text as a report of 5 March 2031, with all findings."""
    return annotate(document("a.txt", text, published=Published(edtf="2031-03-05", start="2031-03-05", basis="given")), codebook=book(name))


def under_headline(headline: str, body: str) -> AnnotatedDocument:
    """A report whose first line is marked as its headline."""
    text = f"{headline}\n\n{body}"
    blocks = (Block("headline", 0, len(headline)), Block("body", len(headline) + 2, len(text)))
    return annotate(document("a.txt", text, blocks=blocks, published=Published(edtf="2031-03-05", start="2031-03-05", basis="given")), codebook=book())


def corpus(name: str) -> dict[str, list[dict[str, Any]]]:
    """The examples, negatives and known failures of one table of English."""
    raw = (resources.files("parley.lang") / "en" / f"{name}.corpus.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
