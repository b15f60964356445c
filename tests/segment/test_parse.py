"""The parse: every sentence is one tree, whatever stands in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from parley.codebook import load as load_codebook
from parley.lang import load
from parley.model import AnnotatedDocument, Sentence, document
from parley.model.tree import ancestors
from parley.segment import find_quotations, label, parse

PIECES = [
    "Ada Renn ", "said ", "and ", "or ", " ", "\n", "\u00a0", "\u2003", "“We are ready for talks,” ", "“", "”", "'", "Chile's ", "U.S. ", "- ", ", ", ". ",
    "it ", "both sides ", "“No. We will not go there.” ", "? ", "( ", "in ", "Oslo ",
]  # fmt: skip


def sentences(text: str) -> tuple[Sentence, ...]:
    doc, lang, book = AnnotatedDocument(document=document("a.txt", text)), load("en"), load_codebook()
    for stage in (label, find_quotations, parse):
        doc = stage(doc, lang, book)
    return doc.sentences


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join).filter(str.strip))
def test_every_sentence_is_one_tree_whose_root_alone_is_its_own_head(text: str) -> None:
    for sent in sentences(text):
        assert [token.i for token in sent.tokens if token.head == token.i] == [sent.root]
        assert [token.i for token in sent.tokens if token.dep == "ROOT"] == [sent.root]
        for token in sent.tokens:
            assert len(list(zip(ancestors(sent, token.i), sent.tokens, strict=False))) < len(sent.tokens) or len(sent.tokens) == 1
            assert all(sent.tokens[child].head == token.i for child in sent.children[token.i])
