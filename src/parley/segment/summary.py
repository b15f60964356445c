"""Summaries: which paragraphs under the heading of a box are its points."""

from collections.abc import Sequence

from parley.segment.cues import Cues
from parley.segment.layout import Paragraph

_MOST, _LONG, _POINT = 9, 90, 40


def summary_points(paras: Sequence[Paragraph], heading: int, cues: Cues) -> range:
    """The paragraphs of the box below its heading: to the line that says how it was made, else the list, else lines without a stop; empty where none is."""
    below = range(heading + 1, min(heading + 1 + _MOST, len(paras)))
    made = next((i for i in below if cues.summary_made.search(paras[i].text) and paras[i].words <= _POINT), None)
    if made is not None and all(paras[i].words <= _LONG for i in range(heading + 1, made)):
        return _listed(paras, heading + 1, made + 1)
    end = _listed(paras, heading + 1, heading + 1).stop
    if end > heading + 2:
        return range(heading + 1, end)
    if cues.summary_made.search(paras[heading].text) and below and paras[below[0]].words <= _LONG:
        return range(below[0], below[0] + 1)
    end = heading + 1
    while end in below and not paras[end].ended and paras[end].words <= _POINT:
        end += 1
    return range(heading + 1, end) if end > heading + 2 else range(0)


def _listed(paras: Sequence[Paragraph], start: int, end: int) -> range:
    """From `start` over at least the paragraphs before `end`, and over the items of a list that follow."""
    while end < len(paras) and paras[end].listed and end - start < _MOST:
        end += 1
    return range(start, end)
