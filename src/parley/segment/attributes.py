"""spaCy's attribute ruler, remembered: the same parts of speech and morphology in a part of the time.

The ruler tries its patterns, some two hundred, at every token. Nearly all are over one token and decide by its tag, its word and its label alone, so what they
set is kept by these three; only the few patterns over several tokens are tried anew. Later patterns go before earlier ones, as in the ruler itself.
"""

from collections.abc import Sequence
from typing import Any

MOST = 200_000
Order = dict[int, dict[Any, Any]]


class RememberedRuler:
    """A pipe that sets on a document's tokens what the ruler with these patterns would set."""

    def __init__(self, vocab: Any, patterns: Sequence[dict[str, Any]]) -> None:
        alone = [len(entry["patterns"][0]) == 1 and all(len(some) == 1 and "OP" not in some[0] for some in entry["patterns"]) for entry in patterns]
        self._one = _Ruler(vocab, patterns, [n for n, single in enumerate(alone) if single])
        self._several = _Ruler(vocab, patterns, [n for n, single in enumerate(alone) if not single])
        self._vocab = vocab
        self._known: dict[tuple[int, int, int], tuple[Order, dict[Any, Any]]] = {}

    def __call__(self, doc: Any) -> Any:
        """The document, its tokens set."""
        from spacy.attrs import DEP, ORTH, TAG
        from spacy.tokens._retokenize import set_token_attrs

        several: dict[int, Order] = {}
        for order, at, attrs in self._several.found(doc):
            several.setdefault(at, {})[order] = attrs
        for i, key in enumerate(map(tuple, doc.to_array([TAG, ORTH, DEP]).tolist())):
            alone, attrs = self._known.get(key) or self._of_one(key)
            if i in several:
                attrs = _merged({**alone, **several[i]})
            if attrs:
                set_token_attrs(doc[i], attrs)
        return doc

    def _of_one(self, key: tuple[int, int, int]) -> tuple[Order, dict[Any, Any]]:
        """What the patterns over one token set on a token of this tag, word and label."""
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[self._vocab.strings[key[1]]], spaces=[False])
        doc[0].tag, _, doc[0].dep = key
        orders = {order: attrs for order, _, attrs in self._one.found(doc)}
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = orders, _merged(orders)
        return self._known[key]


class _Ruler:
    """Some of a ruler's patterns."""

    def __init__(self, vocab: Any, patterns: Sequence[dict[str, Any]], orders: Sequence[int]) -> None:
        from spacy.pipeline import AttributeRuler

        self._orders = orders
        self._ruler = AttributeRuler(vocab)
        self._ruler.add_patterns([patterns[order] for order in orders])

    def found(self, doc: Any) -> list[tuple[int, int, dict[Any, Any]]]:
        """Place of the pattern among all, index of the token, and what is set on it."""
        ruler = self._ruler
        return [(self._orders[n], range(start, end)[ruler.indices[n]], ruler.attrs[n]) for n, _, start, end in ruler.match(doc)]


def _merged(orders: Order) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for order in sorted(orders):
        made.update(orders[order])
    return made
