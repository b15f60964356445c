"""Laws of the actors' stage: every mention points home, the same text gives the same, nothing raises."""

import os
import subprocess
import sys

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.test_corpus import CORPUS, read

TEXT = "\n\n".join(entry["text"] for entry in CORPUS["example"])
WORDS = [
    *("Renn", "Ada", "said", "Oslo", "in", "the", "minister", "Chile's", "“", "”", "he", "and", "Norway"),
    *(",", ".", "officials", "both", "sides", "U.S.", "-", "it", "'", "President", "\n\n"),
]


def test_every_mention_points_home() -> None:
    doc = read(TEXT)
    for mention in doc.mentions:
        span = mention.span
        assert doc.document.text[span.start : span.end] == span.text
        token = doc.sentences[mention.sentence].tokens[mention.head]
        assert span.start <= token.start < token.end <= span.end


def test_every_actor_that_a_mention_names_is_in_the_document_and_every_unknown_has_a_reason() -> None:
    doc = read(TEXT)
    ids = {actor.id for actor in doc.actors}
    assert len(ids) == len(doc.actors)
    for mention in doc.mentions:
        assert set(mention.members) <= ids
        assert mention.actor in ids if mention.actor else mention.reason
    for actor in doc.actors:
        assert set(actor.members) <= ids
        assert all(doc.document.text[a.span.start : a.span.end] == a.text for a in actor.aliases)


def test_the_same_text_gives_the_same_whatever_the_hash_seed() -> None:
    code = "import hashlib, msgspec; from actors.test_laws import TEXT, read; print(hashlib.sha256(msgspec.json.encode(read(TEXT))).hexdigest())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}, stdout=subprocess.PIPE, check=True
        ).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    assert len(runs) == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_no_text_raises(words: list[str]) -> None:
    doc = read(" ".join(words))
    assert msgspec.json.encode(doc.mentions) is not None
