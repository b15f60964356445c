"""Which of many runs of text overlap one, without a look at all of them."""

from collections import defaultdict
from collections.abc import Iterable

STRETCH = 128  # characters; a sentence or so


class Overlap:
    """Numbered spans, found by the stretches of the text that they lie in."""

    def __init__(self) -> None:
        self._at: dict[int, list[tuple[int, int, int]]] = defaultdict(list)

    def add(self, number: int, spans: Iterable[tuple[int, int]]) -> None:
        """Puts the spans under the number, beside those that it has."""
        for start, end in spans:
            for stretch in range(start // STRETCH, (end - 1) // STRETCH + 1):
                self._at[stretch].append((start, end, number))

    def over(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        """The numbers of which a span overlaps one of these, in order."""
        found: set[int] = set()
        for start, end in spans:
            for stretch in range(start // STRETCH, (end - 1) // STRETCH + 1):
                found.update(n for a, b, n in self._at.get(stretch, ()) if a < end and start < b)
        return sorted(found)
