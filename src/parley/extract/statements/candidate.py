"""A candidate: one way of reading an attribution at one cue. Frames propose candidates, the scorer weighs them, the decoder picks."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from parley.model import Sentence, Token
from parley.model.tree import subtree

Spans = tuple[tuple[int, int], ...]
CUT_OUT = ("q", "q<", "q:above", "q-dash")


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


def group(candidate: Candidate) -> tuple[int, ...]:
    """What a candidate competes within: for a quotation cut out of its frame the quotation, else the cue."""
    if candidate.frame in CUT_OUT:
        return (-1, *candidate.content[0])
    return (candidate.sent, candidate.head)


def runs(tokens: Iterable[Token]) -> Spans:
    """The spans of the tokens, neighbours joined, punctuation at both ends of each run left out unless it belongs to a quotation."""
    kept = {t.i: t for t in tokens if t.end > t.start}
    spans: list[tuple[int, int]] = []
    run: list[Token] = []
    for i in sorted(kept):
        if run and i - run[-1].i > 1:
            spans += _trimmed(run)
            run = []
        run.append(kept[i])
    spans += _trimmed(run)
    return tuple(spans)


def _trimmed(run: list[Token]) -> list[tuple[int, int]]:
    """The span of neighbours without punctuation at both ends; none where no word is left."""
    first, last = 0, len(run)
    while first < last and _outer(run[first]):
        first += 1
    while first < last and _outer(run[last - 1]):
        last -= 1
    for t in run[first:last]:
        if t.quote >= 0 or t.text[0].isalnum():
            return [(run[first].start, run[last - 1].end)]
    return []


def _outer(token: Token) -> bool:
    return token.pos in ("PUNCT", "SPACE") and token.lower not in ('"', "'", "''", "``", "“", "”", "‘", "’", "(", ")", "[", "]", "$", "%")


def below(sent: Sentence, *heads: int, without: Sequence[int] = ()) -> list[Token]:
    """The tokens of the subtrees of the heads, less the subtrees of others."""
    tokens = sent.tokens
    if not without and len(heads) == 1:
        return [tokens[i] for i in subtree(sent, heads[0])]
    dropped = {j for i in without for j in subtree(sent, i)}
    return [tokens[i] for head in heads for i in subtree(sent, head) if i not in dropped]


MARKS = (",", "-", "--", "—", "–", "(", ";", ":", "...")
TAILS = ("relcl", "advcl", "conj", "appos", "acl", "prep", "parataxis", "npadvmod")


def variants(sent: Sentence, content: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The content as it is, and without a tail that a comma, dash or bracket sets off; the suffix of the frame says which ("-relcl").

    A parser hangs what follows a comma on the nearest verb or noun, but ", arguing that …" or ", who has never …" is often the reporter's own.
    """
    yield "", content
    tokens = sorted((t for t in content if t.end > t.start), key=lambda t: t.i)
    while tokens and tokens[-1].pos == "PUNCT":
        tokens.pop()
    if len(tokens) < 4:
        return
    last = tokens[-1].i
    within = {t.i for t in tokens}
    seen: set[str] = set()
    top = next((t.i for t in tokens if t.head not in within or t.head == t.i), tokens[0].i)
    at = tokens[-1]
    while at.i != top and at.head != at.i:
        if at.dep in TAILS and at.dep not in seen:
            under = subtree(sent, at.i)
            left = _set_off(sent, under[0], tokens[0].i, at)
            if under[-1] >= last and left is not None:
                seen.add(at.dep)
                kept = [t for t in tokens if t.i < left]
                if kept:
                    yield f"-{at.dep}", kept
        at = sent.tokens[at.head]


def _set_off(sent: Sentence, first: int, start: int, head: Token) -> int | None:
    """Where the tail is cut: at the mark before its first word, or at the conjunction before a second finite verb; None when it is not set off."""
    left = first
    while left - 1 > start and sent.tokens[left - 1].dep in ("cc", "advmod", "mark"):
        left -= 1
    before = sent.tokens[left - 1]
    if before.lower in ('"', "''", "”") and left - 2 > start and sent.tokens[left - 2].lower == ",":
        return left
    if before.lower in MARKS:
        return left - 1
    if head.dep == "conj" and left < first and head.tag in ("VBD", "VBZ") and before.pos != "PUNCT":
        return left
    return None
