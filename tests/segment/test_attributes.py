"""The remembered ruler sets what spaCy's own sets, and keeps no more than it may."""

from typing import Any

import pytest

import whole
from parley.segment import attributes
from parley.segment.parse import bare_parser, parser

TRICKY = "She's gonna say it ain't so, but y'all got ta wait.\n\nThere's no deal: let's go on, she gets what I've got; all of it is theirs, and so is that."


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [TRICKY, *(path.read_text(encoding="utf-8") for path in whole.few() if path.suffix == ".txt")]


def said(doc: Any) -> list[tuple[str, ...]]:
    return [(token.text, token.tag_, token.pos_, token.dep_, token.lemma_, str(token.morph)) for token in doc]


def test_it_sets_what_the_ruler_sets_the_first_time_and_after(texts: list[str]) -> None:
    bare, own = bare_parser("en"), parser("en")
    for text in [*texts, *texts]:
        assert said(own(text)) == said(bare(text))


def test_what_it_keeps_is_bounded(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attributes, "MOST", 10)
    bare = bare_parser("en")
    ruler = attributes.RememberedRuler(bare.vocab, bare.get_pipe("attribute_ruler").patterns)
    with bare.select_pipes(disable=["attribute_ruler", "lemmatizer"]):
        for text in texts:
            ruler(bare(text))
    assert 0 < len(ruler._known) <= 10
