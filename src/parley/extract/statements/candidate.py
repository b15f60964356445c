"""A candidate: one way of reading an attribution at one cue. Frames propose candidates, the scorer weighs them, the decoder picks."""

from collections.abc import Iterable
from typing import NamedTuple

from parley.model import Sentence, Token
from parley.model.tree import subtree

Spans = tuple[tuple[int, int], ...]


class Candidate(NamedTuple):
    """Source, cue and content as character spans of the document.

    sent, head: sentence and token of the cue's head; pos and lemma: of the cue as the lexicon knows it ("point_out"). frame: what kind of content it
    is ("that", "np+as", "q"). source_at: sentence and token of the source's head. start: token where the content's head stands.
    """

    sent: int
    head: int
    pos: str
    lemma: str
    frame: str
    cue: Spans
    source: Spans
    source_at: tuple[int, int] | None
    content: Spans
    content_at: int


def runs(tokens: Iterable[Token]) -> Spans:
    """The spans of the tokens, neighbours joined, punctuation at both ends of each run left out unless it belongs to a quotation."""
    ordered = sorted({t.i: t for t in tokens if t.end > t.start}.values(), key=lambda t: t.i)
    groups: list[list[Token]] = []
    for token in ordered:
        if groups and token.i - groups[-1][-1].i <= 1:
            groups[-1].append(token)
        else:
            groups.append([token])
    spans = []
    for group in groups:
        while group and _outer(group[0]):
            group.pop(0)
        while group and _outer(group[-1]):
            group.pop()
        if group and any(t.quote >= 0 or t.text[0].isalnum() for t in group):
            spans.append((group[0].start, group[-1].end))
    return tuple(spans)


def _outer(token: Token) -> bool:
    return token.pos in ("PUNCT", "SPACE") and token.lower not in ('"', "'", "''", "``", "“", "”", "‘", "’", "(", ")", "[", "]", "$", "%")


def below(sent: Sentence, *heads: int, without: Iterable[int] = ()) -> list[Token]:
    """The tokens of the subtrees of the heads, less the subtrees of others."""
    dropped: set[int] = set()
    for i in without:
        dropped.update(subtree(sent, i))
    return [sent.tokens[i] for head in heads for i in subtree(sent, head) if i not in dropped]
