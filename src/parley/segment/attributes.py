"""What spaCy's attribute ruler and lemmatizer say of each token, remembered: the same words in a part of the time.

The ruler tries its patterns, some two hundred, at every token. Nearly all are over one token and decide by its tag, its word and its label alone, and the
lemma of a rule lemmatizer follows from the word and what the ruler sets; so all is kept by these three, and only the few patterns over several tokens are
tried anew. Later patterns go before earlier ones, as in the ruler itself.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

MOST = 200_000
Order = dict[int, dict[Any, Any]]


class Word(NamedTuple):
    """What is the same for every token of a tag, a word and a label; `space` tells white space."""

    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    space: bool


def word_of(token: Any) -> Word:
    """The word of a token on which all is set."""
    return Word(token.text, token.text.lower(), token.lemma_, token.pos_, token.tag_, token.dep_, token.is_space)


class Words:
    """Gives the words of documents that are tagged and parsed, as the ruler with these patterns and the rule lemmatizer would set them."""

    def __init__(self, vocab: Any, patterns: Sequence[dict[str, Any]], lemmatizer: Any) -> None:
        alone = [len(entry["patterns"][0]) == 1 and all(len(some) == 1 and "OP" not in some[0] for some in entry["patterns"]) for entry in patterns]
        self._one = _Ruler(vocab, patterns, [n for n, single in enumerate(alone) if single])
        several = [n for n, single in enumerate(alone) if not single]
        self._several = _Ruler(vocab, patterns, several)
        # A pattern over several tokens hits nothing where no token begins one; of a pattern that may leave its first token out that cannot be told.
        parts = [some for n in several for some in patterns[n]["patterns"]]
        firsts = None if any("OP" in part for some in parts for part in some) else [{"patterns": [some[:1] for some in parts], "attrs": {"LEMMA": ""}}]
        self._first = _Ruler(vocab, firsts, [0]) if firsts is not None and parts else None
        self._begins: set[tuple[int, int, int]] = set()
        self._vocab = vocab
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, int, int], Word] = {}

    def __call__(self, doc: Any) -> list[Word]:
        """The words of the document, in order."""
        from spacy.attrs import DEP, ORTH, TAG

        if len(self._begins) >= MOST:  # of what is known all that begins a pattern must be known to
            self._known.clear()
            self._begins.clear()
        keys = list(map(tuple, doc.to_array([TAG, ORTH, DEP]).tolist()))
        known = self._known
        found = [known.get(key) or self._learned(key) for key in keys]
        several: dict[int, Order] = {}
        for order, at, attrs in () if self._first is not None and self._begins.isdisjoint(keys) else self._several.found(doc):
            several.setdefault(at, {})[order] = attrs
        for at, orders in several.items():
            found[at] = self._word(keys[at], orders)
        return found

    def _learned(self, key: tuple[int, int, int]) -> Word:
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = word = self._word(key, {})
        if self._first is not None and self._first.found(self._alone(key)):
            self._begins.add(key)
        return word

    def _alone(self, key: tuple[int, int, int]) -> Any:
        """A document of one token of this tag, word and label."""
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[self._vocab.strings[key[1]]], spaces=[False])
        doc[0].tag, _, doc[0].dep = key
        return doc

    def _word(self, key: tuple[int, int, int], several: Order) -> Word:
        """What the patterns over one token, and those over several that hit it, set on a token of this tag, word and label."""
        from spacy.tokens._retokenize import set_token_attrs

        doc = self._alone(key)
        orders = {order: attrs for order, _, attrs in self._one.found(doc)} | several
        attrs: dict[Any, Any] = {}
        for order in sorted(orders):
            attrs.update(orders[order])
        if attrs:
            set_token_attrs(doc[0], attrs)
        return word_of(self._lemmatizer(doc)[0])


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
