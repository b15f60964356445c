"""The remembered words are what spaCy's own ruler and lemmatizer set, a text is parsed once however it is asked for, and no more is kept than may be."""

from typing import Any

import pytest

import whole
from parley.segment import attributes, units
from parley.segment.parse import bare_parser
from parley.segment.units import Parser, Put

TRICKY = "She's gonna say it ain't so, but y'all got ta wait.\n\nThere's no deal: let's go on, she gets what I've got; all of it is theirs, and so is that."


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [TRICKY, *(path.read_text(encoding="utf-8") for path in whole.few() if path.suffix == ".txt")]


def said(doc: Any) -> list[tuple[Any, ...]]:
    return [(t.idx, t.head.i, t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.is_space) for t in doc]


def rows(parsed: units.Parsed) -> list[tuple[Any, ...]]:
    return [(row.idx, row.head, row.word.text, *row.word[2:]) for row in parsed]


def plain(text: str) -> Put:
    """Text without quotation marks and brackets, which would tell the parser more than the bare one is told."""
    return Put(text.translate(dict.fromkeys(map(ord, '"()[]'))), ())


def test_it_gives_what_spacy_sets_the_first_time_and_after(texts: list[str]) -> None:
    bare = bare_parser("en")
    puts = [plain(text) for text in texts]
    for _ in range(2):
        parser = Parser(bare_parser("en"))
        assert [rows(parsed) for parsed in parser.parsed(puts)] == [said(bare(put.text)) for put in puts]


def test_the_parse_of_a_text_does_not_depend_on_what_is_parsed_beside_it(texts: list[str]) -> None:
    puts = [Put(line, ()) for text in texts for line in text.splitlines() if line.strip()]
    together = Parser(bare_parser("en")).parsed(puts)
    alone = Parser(bare_parser("en"))
    assert together == [alone.parsed([put])[0] for put in puts]


def test_a_text_that_was_parsed_lately_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = Parser(bare_parser("en"))
    put = Put("Agency copy stands in many papers.", ())
    first = parser.parsed([put, put])
    monkeypatch.setattr(parser, "_nlp", None)  # whoever parses now fails
    parser.learn([put])
    assert parser.parsed([put]) == first[:1]


def test_where_sentences_must_begin_tells_two_texts_apart() -> None:
    text = "The talks ended This went on."
    free, told = Parser(bare_parser("en")).parsed([Put(text, ()), Put(text, (16,))])
    assert [row.idx for row in told if row.begins] == [0, 16]
    assert free != told


def test_what_is_kept_is_bounded(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attributes, "MOST", 10)
    monkeypatch.setattr(units, "KEPT", 200)
    monkeypatch.setattr(units, "RENEWED", 100)
    parser = Parser(bare_parser("en"))
    puts = [Put(line, ()) for text in texts for line in text.splitlines() if line.strip()]
    assert [parser.parsed([put])[0] for put in puts] == Parser(bare_parser("en")).parsed(puts)
    assert 0 < len(parser._words._known) <= 10
    assert rows(parser.parsed([plain(TRICKY)])[0]) == said(bare_parser("en")(plain(TRICKY).text))
    assert 0 < sum(len(parsed) + 1 for parsed in parser._known.values()) == parser._size <= 200
