"""Shards: runs of documents that one worker reads at a time, and what it found in them as a file.

A shard's key is a hash of its documents and of what reads them, so a shard that is there was read from these texts by this version. Where a shard ends is
decided by its documents alone: when a run begins again after part of its reports came onto the record, the shards of the rest are the same ones.
A file is written beside its place and then moved there: it is whole or absent. One that a power failure cut does not match its own hash, and counts
as absent.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from parley.codebook import Codebook
from parley.errors import EngineError
from parley.model import AnnotatedDocument, Document, Problem, digest
from parley.pipeline import annotate, annotate_all

Annotate = Callable[[Document, Codebook], AnnotatedDocument]
# Whether the document of this id is on the record, as this version reads it.
OnRecord = Callable[[str], bool]
# What an engine is: documents to runs of annotated documents, in any order; a run may be stored before the next is asked for.
Engine = Callable[[Iterable[Document], Codebook, OnRecord], Iterator[Sequence[AnnotatedDocument]]]

# One document in so many ends its shard; no shard has more than LONGEST documents or much more than HEAVIEST characters.
EVERY = 8
LONGEST = 32
HEAVIEST = 100_000
DIED = "worker_died"
_SIZE = hashlib.sha256().digest_size
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[AnnotatedDocument, ...])


class Shard(msgspec.Struct, frozen=True):
    """Documents that are read together, and the key of what is found in them."""

    key: str
    documents: tuple[Document, ...]


def read_document(document: Document, book: Codebook) -> AnnotatedDocument:
    """The document as every engine reads it: `pipeline.annotate`."""
    return annotate(document, codebook=book)


def read_together(documents: Sequence[Document], book: Codebook) -> list[AnnotatedDocument]:
    """The documents as `read_document` gives each, for less: they are parsed together."""
    return annotate_all(documents, codebook=book)


def shards(documents: Iterable[Document], stamp: str) -> Iterator[Shard]:
    """The documents in shards; `stamp` tells by what they are read."""
    some: list[Document] = []
    weight = 0
    for doc in documents:
        some.append(doc)
        weight += len(doc.text)
        if len(some) >= LONGEST or weight >= HEAVIEST or int(doc.id[-4:], 16) % EVERY == 0:
            yield shard(some, stamp)
            some, weight = [], 0
    if some:
        yield shard(some, stamp)


def shard(documents: Sequence[Document], stamp: str) -> Shard:
    """The shard of these documents."""
    return Shard(digest("shard", stamp, *(msgspec.json.encode(doc).decode() for doc in documents)), tuple(documents))


def slim(doc: AnnotatedDocument) -> AnnotatedDocument:
    """The document with all that goes onto the record, without the parse."""
    bare = tuple(msgspec.structs.replace(sent, tokens=(), children=()) for sent in doc.sentences)
    return msgspec.structs.replace(doc, sentences=bare, quotations=())


def pack(found: Sequence[AnnotatedDocument]) -> bytes:
    """What was found in a shard, as bytes that know whether they are whole."""
    body = _encoder.encode(found)
    return hashlib.sha256(body).digest() + body


def unpack(packed: bytes) -> tuple[AnnotatedDocument, ...] | None:
    """What was found in a shard; None when the bytes are not whole."""
    if hashlib.sha256(packed[_SIZE:]).digest() != packed[:_SIZE]:
        return None
    try:
        return _decoder.decode(packed[_SIZE:])
    except msgspec.DecodeError:
        return None


class Folder:
    """Shards on a disk that all workers see; raises `EngineError` where no folder can be made or written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as fault:
            raise EngineError(f"{path} cannot be a folder for what workers read: {fault.strerror}") from fault

    def put(self, key: str, packed: bytes) -> None:
        """Writes a shard, all or nothing."""
        part = self._place(key).with_suffix(f".{os.getpid()}.part")
        try:
            try:
                part.write_bytes(packed)
                part.replace(self._place(key))
            except FileNotFoundError:
                # Another run with the same folder has just ended, and took away what nobody seemed to need.
                self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
                part.write_bytes(packed)
                part.replace(self._place(key))
        except OSError as fault:
            part.unlink(missing_ok=True)
            raise EngineError(f"{self.path} cannot be written ({fault.strerror}): make room and run the same command again to go on") from fault

    def get(self, key: str) -> tuple[AnnotatedDocument, ...] | None:
        """What was found in a shard; None when it is not there, or not whole."""
        try:
            return unpack(self._place(key).read_bytes())
        except FileNotFoundError:
            return None

    def drop(self, key: str) -> None:
        """Takes a shard away: it is on the record."""
        self._place(key).unlink(missing_ok=True)

    def sweep(self, on_record: OnRecord) -> None:
        """Takes away the shards that a killed run had stored and not yet taken away: those of which all documents are on the record."""
        for place in self.path.glob("*.shard"):
            found = self.get(place.stem)
            if found is None or all(on_record(one.document.id) for one in found):
                self.drop(place.stem)

    def close(self) -> None:
        """Takes the folder away when it holds nothing that another run could use."""
        for part in self.path.glob("*.part"):
            part.unlink(missing_ok=True)
        if not any(self.path.iterdir()):
            shutil.rmtree(self.path, ignore_errors=True)

    def _place(self, key: str) -> Path:
        return self.path / f"{key}.shard"


def died(document: Document) -> AnnotatedDocument:
    """A document whose reading killed its worker twice: it is kept without findings, and a problem row says so."""
    problem = Problem(
        stage="engine", code="worker_died", document=document.id, message="reading it ended the process that read it, twice",
        advice="The report is kept without findings, and tried again by the next run. Please report it with the text, if you may share it.",
    )  # fmt: skip
    return AnnotatedDocument(document=document, problems=(problem,))
