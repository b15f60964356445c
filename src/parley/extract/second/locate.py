"""Where words stand in a passage: verbatim, after quotation marks, dashes and white space are made alike, mapped back to exact offsets."""

import re

from parley.extract.second.passages import Passage
from parley.extract.second.said import Words
from parley.model import Document, Span

ALIKE = str.maketrans({
    **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`", "'"), **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff", None),
})  # fmt: skip


class Located:
    """A passage made ready to be searched: its text with like signs made alike, and the offset in the document of each character of that."""

    def __init__(self, doc: Document, passage: Passage) -> None:
        self.doc = doc
        self.passage = passage
        self.text, self.at = _alike(passage.text)

    def find(self, words: Words, within: Span | None = None) -> Span | str:
        """The span of the words, or why there is none: `not_in_text`, or `wrong_offsets` when offsets were given and other words stand there.

        Words that stand there more than once are taken where the offsets say, else within the span `within`, else where they stand first.
        """
        wanted, _ = _alike(words.text)
        wanted = wanted.strip()
        if not wanted:
            return "not_in_text"
        found = [self._span(match.start(), match.end()) for match in re.finditer(_whole(wanted), self.text)]
        if within is not None:
            found = [span for span in found if within.covers(span)] or found
        if not found:
            return "not_in_text"
        if words.start is None and words.end is None:
            return found[0]
        low = self.passage.start + (words.start if words.start is not None else -1)
        high = self.passage.start + (words.end if words.end is not None else -1)
        right = [s for s in found if (words.start is None or s.start == low) and (words.end is None or s.end == high)]
        return right[0] if right else "wrong_offsets"

    def _span(self, start: int, end: int) -> Span:
        return self.doc.span(self.passage.start + self.at[start], self.passage.start + self.at[end - 1] + 1)


def _whole(words: str) -> str:
    """The words as a pattern that begins and ends where words do: "he" is not in "the"."""
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return before + re.escape(words) + after


def _alike(text: str) -> tuple[str, list[int]]:
    found: list[str] = []
    at: list[int] = []
    for i, char in enumerate(text):
        like = " " if char.isspace() else char.translate(ALIKE)
        if not like or like == " " and found and found[-1] == " ":
            continue
        found.append(like)
        at.append(i)
    return "".join(found), at
