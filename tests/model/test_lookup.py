"""Mentions are found by head, title, apposition and offsets."""

from actors.test_corpus import read
from parley.model import AnnotatedDocument
from parley.model.lookup import actor_of, mention_at, mention_index, mentions_in


def _at(doc: AnnotatedDocument, words: str) -> tuple[int, int]:
    start = doc.document.text.index(words)
    return start, start + len(words)


def test_a_mention_is_found_from_its_head_its_title_and_its_apposition() -> None:
    doc = read("The port's envoy, Marta Quell, said no.")
    sent = doc.sentences[0]
    for words in ("envoy", "Marta", "Quell"):
        start, _ = _at(doc, words)
        token = next(t for t in sent.tokens if t.start == start)
        found = mention_at(doc, sent, token.i)
        assert found is not None
        who = actor_of(doc, found)
        assert who is not None
        assert who.name == "Marta Quell"


def test_the_first_of_two_is_found_alone_and_with_the_other() -> None:
    doc = read("Chile and Norway agreed.")
    alone = mention_at(doc, doc.sentences[0], 0)
    both = mention_at(doc, doc.sentences[0], 0, whole=True)
    assert alone is not None
    assert both is not None
    assert (alone.span.text, both.span.text) == ("Chile", "Chile and Norway")


def test_mentions_are_found_by_their_offsets() -> None:
    doc = read("Chile agreed on Monday. Norway did not.")
    assert [m.span.text for m in mentions_in(doc, 0, 10)] == ["Chile"]
    assert [m.span.text for m in mention_index(doc).covering(25, 27)] == ["Norway"]
