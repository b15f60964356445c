"""spaCy, asked about short texts and remembered: a text that was parsed lately, as a copy or as boilerplate, is not parsed again.

The parse of a text does not depend on what is parsed beside it, so nothing changes by what is remembered. What is kept is bounded by tokens; what was
asked for longest ago goes first.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple

from parley.segment.attributes import Word, Words, word_of
from parley.segment.embedding import each_word_once

TOGETHER = 64  # texts in one batch
BATCH = 60_000  # characters in one batch, and in one text: a parse takes some 3 KB for each
RENEWED = 50_000  # tokens after which the parser forgets its words
LEARNED = 10_000  # words that it does not forget
KEPT = 100_000  # tokens
LONGEST_FRAGMENT = 60
LONGEST = 400  # words of a sentence
STOPPED = (".", "!", "?")
HOLDING = re.compile(r"[\"()\[\]]")  # what a sentence does not end within


class Put(NamedTuple):
    """A text as it is put to the parser, with the offsets at which a sentence must begin."""

    text: str
    starts: tuple[int, ...]


class Row(NamedTuple):
    """A token of a parsed text: its offset, the index of its head, whether a sentence begins with it, and its word."""

    idx: int
    head: int
    begins: bool
    word: Word


Parsed = tuple[Row, ...]


class Parser:
    """A spaCy pipeline with what it said lately."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._zone = ExitStack()
        self._left = 0
        self._known: dict[Put, Parsed] = {}
        self._size = 0
        self._words = _words(nlp)
        each_word_once(nlp)

    def parsed(self, texts: Sequence[Put]) -> list[Parsed]:
        """The parse of each text."""
        found = {put: self._known.pop(put, None) for put in dict.fromkeys(texts)}
        new = [put for put, parsed in found.items() if parsed is None]
        for put, parsed in found.items():
            if parsed is not None:  # asked for last: goes last
                self._known[put] = parsed
        found.update(zip(new, self._parse(new), strict=True))
        for put in new:
            self._keep(put, found[put] or ())
        return [found[put] or () for put in texts]

    def learn(self, texts: Iterable[Put]) -> None:
        """Parses the texts that are not known."""
        self.parsed([put for put in dict.fromkeys(texts) if put not in self._known])

    def _keep(self, put: Put, parsed: Parsed) -> None:
        self._known[put] = parsed
        self._size += len(parsed) + 1
        while self._size > KEPT and len(self._known) > 1:
            oldest = next(iter(self._known))
            self._size -= len(self._known.pop(oldest)) + 1

    def _parse(self, texts: Sequence[Put]) -> list[Parsed]:
        pieces = [(n, piece) for n, put in enumerate(texts) for piece in _pieces(put)]
        found: list[list[Row]] = [[] for _ in texts]
        # Texts of one length together: the parser steps through a batch until the longest is done.
        parsed: list[Parsed] = [()] * len(pieces)
        for some in _batches(sorted(range(len(pieces)), key=lambda n: len(pieces[n][1].text)), [len(piece.text) for _, piece in pieces]):
            self._renew([pieces[n][1].text for n in some])
            docs = [_told(self._nlp.make_doc(pieces[n][1].text), pieces[n][1]) for n in some]
            self._left -= sum(map(len, docs))
            for n, doc in zip(some, self._nlp.pipe(docs, batch_size=TOGETHER), strict=True):
                parsed[n] = _rows(doc, self._words(doc))
        at = [0] * len(texts)
        for (n, piece), rows in zip(pieces, parsed, strict=True):
            found[n].extend(_shifted(rows, at[n], len(found[n])))
            at[n] += len(piece.text)
        return [tuple(rows) for rows in found]

    def _renew(self, coming: Sequence[str]) -> None:
        """Sees to it that a memory zone is open, left and entered anew every so many tokens: memory stays flat.

        Within a zone the tokenizer remembers no word, and a word costs it ten times what a known one does; so words of the texts that come are learned
        between two zones, until it knows as many as there is room for.
        """
        if self._left > 0:
            return
        self._zone.close()
        room = LEARNED - len(self._nlp.vocab)
        for word in itertools.islice(dict.fromkeys(word for text in coming for word in text.split()), max(0, room)):
            self._nlp.make_doc(word)
        self._zone.enter_context(self._nlp.memory_zone())
        self._left = RENEWED if room <= 0 else RENEWED // 10


def _pieces(put: Put) -> Iterator[Put]:
    """The text in pieces that the memory of a parse is bounded by, divided after a sentence or else between words; a paragraph of press is one piece."""
    text, at = put.text, 0
    while len(text) - at > BATCH:
        cut = text.rfind(". ", at, at + BATCH) + 1 or text.rfind(" ", at + 1, at + BATCH)
        if cut <= at:
            cut = text.find(" ", at + BATCH)
        if cut <= at:
            break
        yield Put(text[at:cut], tuple(start - at for start in put.starts if at <= start < cut))
        at = cut
    yield Put(text[at:], tuple(start - at for start in put.starts if start >= at)) if at else put


def _batches(order: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """The numbers in order, so many together that neither `TOGETHER` nor `BATCH` is exceeded; what is larger alone."""
    some: list[int] = []
    size = 0
    for n in order:
        if some and (len(some) == TOGETHER or size + sizes[n] > BATCH):
            yield some
            some, size = [], 0
        some.append(n)
        size += sizes[n]
    if some:
        yield some


def _shifted(rows: Parsed, offset: int, count: int) -> Iterable[Row]:
    """The rows of a piece as rows of the whole text, in which so many characters and tokens stand before it."""
    if not count:
        return rows
    return (Row(row.idx + offset, row.head + count, row.begins or not n, row.word) for n, row in enumerate(rows))


def _words(nlp: Any) -> Any:
    """What gives the words of a parsed document: remembered where they follow from tag, word and label, else as the pipeline set them."""
    if {"attribute_ruler", "lemmatizer"} <= set(nlp.pipe_names) and getattr(nlp.get_pipe("lemmatizer"), "mode", "") == "rule":
        ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        for name in ("attribute_ruler", "lemmatizer"):
            nlp.disable_pipe(name)
        return Words(nlp.vocab, ruler.patterns, lemmatizer)
    return lambda doc: [word_of(token) for token in doc]


def _rows(doc: Any, words: Sequence[Word]) -> Parsed:
    from spacy.attrs import HEAD, IDX, SENT_START

    at = doc.to_array([IDX, HEAD, SENT_START]).astype("int64").tolist()
    return tuple(Row(idx, i + head, begins == 1, word) for i, ((idx, head, begins), word) in enumerate(zip(at, words, strict=True)))


def _told(doc: Any, put: Put) -> Any:
    """The tokens, told where a sentence begins and where none does. All at once: spaCy looks through the whole text at each token that is told by itself."""
    import numpy
    from spacy.attrs import SENT_START

    if not put.starts and len(doc) <= LONGEST and not HOLDING.search(put.text):
        return doc
    words = [token.text for token in doc]
    begins = [0] * len(words)
    for first, last in _held(words):
        begins[first + 1 : last + 1] = [-1] * (last - first)
    outside = (doc.char_span(offset, offset + 1, alignment_mode="expand") for offset in put.starts)
    for at in (*_endless(words), *(span.start for span in outside if span is not None and len(span))):
        begins[at] = 1
    return doc.from_array([SENT_START], numpy.array(begins, dtype="int64").astype("uint64").reshape(-1, 1)) if any(begins) else doc


def _held(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last token of each quotation or bracket that closes: a sentence does not end inside a fragment."""
    quoted: int | None = None
    bracket: int | None = None
    for i, word in enumerate(words):
        pair: tuple[int, int] | None = None
        if word == '"':
            pair, quoted = (None, i) if quoted is None else ((quoted, i), None)
        elif word in ("(", "["):
            bracket = i
        elif word in (")", "]") and bracket is not None:
            pair, bracket = (bracket, i), None
        if pair is not None and pair[1] - pair[0] < LONGEST_FRAGMENT:
            yield pair


def _endless(words: Sequence[str]) -> Iterator[int]:
    """Where a sentence begins after so many words without a stop: nobody writes one of so many, and what reads a sentence looks at pairs of its words."""
    since = 0
    for i, word in enumerate(words if len(words) > LONGEST else ()):
        if since == LONGEST:
            yield i
            since = 0
        since = 0 if word[-1:] in STOPPED else since + 1
