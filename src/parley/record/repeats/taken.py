"""What is taken of each document, so that it need not be read again when another comes: its fingerprints, its words, its paragraphs, whom it credits."""

import hashlib
from collections.abc import Sequence

import msgspec
import numpy as np

from parley.model import Document, digest
from parley.record.likeness.lexicon import lexicon
from parley.record.repeats import boilerplate, copies, origins
from parley.record.repeats.prints import Numbers, number_of, packed, prints_of, stems_of, unpacked
from parley.record.who.names import fold

APART = "apart"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken of one document, the digest of which is `source`.

    published, credited, words: see `copies.Head`. outlet, folded; the agency that its words say it is from; the agencies that it credits. keys: its
    paragraphs; places: those of them that tell and are compared, each by key, start and end. compared: digest of which runs of its text are compared,
    `APART` for one that is no copy by judgement. prints, stems: of these runs, the words that tell, as numbers.
    reading: what its findings in boilerplate were taken from, for a document with boilerplate.
    """

    document: str
    source: str
    published: str = "~"
    credited: int = 0
    words: int = 0
    outlet: str | None = None
    credit: str | None = None
    agencies: tuple[str, ...] = ()
    keys: bytes = b""
    places: bytes = b""
    compared: str = ""
    prints: bytes = b""
    stems: bytes = b""
    reading: str = ""

    @property
    def number(self) -> int:
        """What the document goes by."""
        return number_of(self.document)

    @property
    def head(self) -> copies.Head:
        """What places it in a copy group."""
        return copies.Head(
            document=self.document, published=self.published, credited=bool(self.credited), agency=bool(self.agencies), words=self.words,
        )  # fmt: skip

    @property
    def marks(self) -> Numbers:
        """Its fingerprints."""
        return unpacked(self.prints)

    @property
    def paragraphs(self) -> frozenset[int]:
        """The keys of its paragraphs."""
        return frozenset(unpacked(self.keys).tolist())

    @property
    def telling(self) -> list[tuple[int, int, int]]:
        """Key, start and end of its paragraphs that tell and are compared."""
        return [(key, start, end) for key, start, end in unpacked(self.places).reshape(-1, 3).tolist()]


def take(doc: Document, source: str) -> Taken:
    """What is taken of a document by itself; its fingerprints are taken when it is known what of it is boilerplate (`compare`)."""
    outlet, compared = boilerplate.outlet(doc), copies.reaches(doc)
    keys, places = [], []
    for start, end, words in boilerplate.paragraphs(doc) if outlet else ():
        keys.append(_key(f"{outlet}\n{words}"))
        # What is a credit or a link is no news however seldom it is printed: a new name in a byline says nothing new of the reports before.
        if boilerplate.telling(doc.text[start:end], words) and any(start < stop and begin < end for begin, stop in compared):
            places.append((keys[-1], start, end))
    return Taken(
        document=doc.id, source=source, published=doc.published.start or "~", credited=int(copies.credits_another(doc)),
        outlet=fold(doc.outlet) if doc.outlet else None, credit=origins.credited(doc),
        agencies=tuple(sorted(origins.agencies(doc))), keys=_kept(sorted(set(keys))), places=_kept([part for place in places for part in place]),
    )  # fmt: skip


def compare(taken: Taken, doc: Document, runs: Sequence[tuple[int, int]], before: Taken | None, *, apart: bool) -> Taken:
    """The same with its fingerprints, those of `before` when the same words are compared."""
    compared = APART if apart else digest(repr(copies.reaches(doc)), repr(list(runs)))
    if before is not None and before.compared == compared and not apart:
        return msgspec.structs.replace(taken, compared=compared, prints=before.prints, stems=before.stems, words=before.words)
    words = copies.text_of(doc, runs).words
    # One that is no copy is like others all the same.
    taken = msgspec.structs.replace(taken, compared=compared, stems=packed(stems_of(words, lexicon(doc.language))))
    return taken if apart else msgspec.structs.replace(taken, prints=packed(prints_of(words)), words=len(words))


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _kept(numbers: Sequence[int]) -> bytes:
    return packed(np.array(numbers, dtype=np.int64))
