"""A press of any size, made from the sample press: as files to read, or as reports with prepared findings that need no reading.

    python benchmarks/press.py files COUNT FOLDER       text files with a manifest: names, outlets and days change from turn to turn
    python benchmarks/press.py record COUNT RECORD      a record of prepared findings

Each turn of the sample is another story, and some ten turns are a negotiation: names are changed, days are shifted, and in prepared reports seven words in
eight stand for others of the same length, content for content, so that no turn is a copy of another or of the sample, spun or not, and every span still
points home. What an outlet prints again and again (appeals, notes on itself) stays as it is. One report in ten is printed again, word for word, by another
outlet. One party in four, and all that belongs to it, is that of every turn, under one name; so is an organisation of nobody. All others are of their turn.
"""

from __future__ import annotations

import csv
import datetime
import functools
import itertools
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PRESS = ROOT / "examples" / "press"
# Names are changed for others of the same shape and length.
NAMES = (
    "Velmara", "Orsunia", "Calvane", "Haldria", "Maruq", "Drosk", "Tashkel", "Oshin", "Vass", "Stroud", "Korvath", "Telmis", "Qadira", "Sennholm",
    "Corrun", "Harrow", "Kesh", "Kolv", "Lindar", "Morv", "Orlu", "Pigeon", "Pike", "Reave", "Sabel", "Stenn", "Tolan", "Treb", "Vael", "Virell", "Zamoun",
    "Ferre", "Imre", "Keating", "Kestrel", "Lomar", "Nolde", "Palmer", "Solm", "Weir",
)  # fmt: skip
CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aeou"
# Names by their length, in consonants, vowels and letters that stay: what tells long ones apart is in the consonants.
SHAPES = {
    4: ("cvcv", "vcvc", "vccv", "ccvc", "cvcc"), 5: ("ccacc", "ccecc"), 6: ("caccec", "coccac"), 7: ("caccaca", "coccaca"), 8: ("cacconca", "coccanca"),
}  # fmt: skip
STRIDE = 7919
OUTLETS = 40
AGAIN = 10
TALKS = 1000
"""Reports of one negotiation."""
_NAME = re.compile("|".join(NAMES))
# Of these a romanisation may leave one letter out.
_AS_ONE = re.compile(r"(.)\1|dj|t[sz]|[gkpstz]h")
_WORD = re.compile(r"\b[a-z]{2,}\b")
_OWNER = re.compile(r"(?:party|state|polity|person):[^/+]*")
LASTING = 4
SHORT = 8
"""Words of a paragraph of which none is left as it is."""
_PARAGRAPH = re.compile(r"[^\n]+")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T.*)?")


@functools.cache
def sample() -> list[Any]:
    """The sample press as documents, dates of the text's own left out."""
    from msgspec import structs

    from parley.model import Document
    from parley.read import ReadOptions, read_inputs

    found = [doc for doc in read_inputs([str(PRESS)], ReadOptions()) if isinstance(doc, Document)]
    return [structs.replace(doc, published=structs.replace(doc.published, span=None, anchor=None, candidates=())) for doc in found]


@functools.lru_cache(maxsize=4096)
def named(name: str, turn: int) -> str:
    """Another name of the same length for each turn: no name comes twice, and none is a spelling of another's; `ValueError` when no more are left."""
    if not turn:
        return name
    like = [other for other in NAMES if len(other) == len(name)]
    number, drawn = turn * len(like) + like.index(name), drawn_names(len(name))
    if number >= len(drawn):
        raise ValueError(f"turn {turn} of the sample: only {len(drawn)} names of {len(name)} letters are known")
    # Names that follow each other in the list differ in one letter.
    return drawn[number * STRIDE % len(drawn)]


@functools.cache
def drawn_names(length: int) -> tuple[str, ...]:
    """All names of so many letters that can be told apart: by sound alone, as short names are, or by their consonants."""
    from parley.record.who.names import bones, sound

    taken, heard, found = {name.lower() for name in NAMES}.union(*words().values()), set(), []
    for shape in SHAPES[length]:
        for letters in itertools.product(*(CONSONANTS if sign == "c" else VOWELS if sign == "v" else sign for sign in shape)):
            name = "".join(letters)
            by = sound(name) if length == min(SHAPES) else bones(name)
            if by not in heard and name not in taken and not _AS_ONE.search(name):
                heard.add(by)
                found.append(name.capitalize())
    return tuple(found)


def renamed(text: str, turn: int) -> str:
    """The text under the names of a turn."""
    return _NAME.sub(lambda match: named(match[0], turn), text)


def day_of(written: str, turn: int) -> str:
    """A day, or a moment, of the sample as it is in a turn: five days for each, over twenty years."""
    match = _DAY.fullmatch(written)
    if match is None:
        return written
    return (datetime.date.fromisoformat(match[1]) + datetime.timedelta(days=5 * turn % 7300)).isoformat() + (match[2] or "")


def documents(count: int, first: int = 0, *, later: int = 0) -> Iterator[Any]:
    """So many reports to be read, from number `first` on: turns of the sample under other names, of other outlets, on other days. `later`: so many turns
    after their own day."""
    from msgspec import structs

    from parley.model import document

    press = sample()
    for n in range(first, first + count):
        doc, turn = press[n % len(press)], n // len(press)
        at = doc.published
        moved = {field: day_of(value, turn + later) for field in ("start", "end", "edtf") if (value := getattr(at, field))}
        yield document(f"{n}.txt", renamed(doc.text, turn), outlet=outlet(doc.outlet, turn), published=structs.replace(at, **moved))


def outlet(name: str | None, turn: int) -> str:
    """The outlet of a turn."""
    return f"{name or 'The Post'} {turn % OUTLETS}" if turn else name or "The Post"


def talks(turn: int) -> str:
    """The negotiation of a turn."""
    return f"talks {turn * len(sample()) // TALKS}"


def words() -> dict[tuple[int, bool], list[str]]:
    """The words of the sample by their length and whether they have content."""
    found: defaultdict[tuple[int, bool], set[str]] = defaultdict(set)
    for doc in sample():
        for word in _WORD.findall(doc.text):
            found[_class(word)].add(word)
    return {size: sorted(some) for size, some in found.items()}


def _class(word: str) -> tuple[int, bool]:
    from parley.record.likeness.lexicon import lexicon

    return len(word), word not in lexicon("en").stop


def prepared(count: int, first: int = 0) -> Iterator[Any]:
    """So many reports, from number `first` on, with what was found in the sample's."""
    read = sample_read()
    known = words()
    for n in range(first, first + count):
        again = n % AGAIN == AGAIN - 1
        yield _turned(read[(n - again) % len(read)], 1 + (n - again) // len(read), n, known, again=again)


@functools.cache
def sample_read() -> list[Any]:
    """What is found in the sample press, as builtins."""
    import msgspec

    from parley.codebook import load, read_parties
    from parley.engine.shards import read_document, slim

    book = load("peace").of(read_parties(str(ROOT / "examples" / "parties.toml")))
    return [msgspec.to_builtins(slim(read_document(doc, book))) for doc in sample()]


@functools.cache
def is_lasting(key: str) -> bool:
    """Whether a party or person is that of every turn: with the party that it mostly belongs to in the sample, or as a party of nobody."""
    owners = Counter(one["of"] for doc in sample_read() for one in doc["actors"] if one["key"] == key and one.get("of"))
    if owners:
        return is_lasting(owners.most_common(1)[0][0])
    return not key.startswith("person:") and zlib.crc32(key.encode()) % LASTING == 0


def keyed(key: str, turn: int) -> str:
    """The key of an actor in a turn: the same where it is that of every turn."""
    return _OWNER.sub(lambda match: f"{match[0]} {turn}" if turn and not is_lasting(match[0]) else match[0], key)


def actor(before: dict[str, Any], found: dict[str, Any], turn: int) -> dict[str, Any]:
    """An actor of a turn under its name, and its key, there."""
    key = keyed(before["key"], turn)
    if key == before["key"]:
        return {**found, "name": before["name"]}
    return {**found, "key": f"person:{found['name'].lower()}" if key.startswith("person:") else key}


_OTHERWISE = {"start": day_of, "end": day_of, "edtf": day_of, "of": keyed}


def _in_other_words(turn: int, known: dict[tuple[int, bool], list[str]]) -> Callable[[str], str]:
    """What puts a text in the names and words of a turn."""

    @functools.cache
    def word(match: str, every: bool) -> str:
        mark = zlib.crc32(f"{turn} {match}".encode())
        some = known.get(_class(match))
        return some[mark // 8 % len(some)] if turn and (mark % 8 or every) and some else match

    def paragraph(match: re.Match[str]) -> str:
        # Of few words all could be left as they are by chance, and an outlet would say the same in several turns.
        every = len(_WORD.findall(match[0])) < SHORT
        return _WORD.sub(lambda found: word(found[0], every), match[0])

    @functools.cache
    def text(written: str) -> str:
        return _PARAGRAPH.sub(paragraph, renamed(written, turn))

    return text


def _turned(read: dict[str, Any], turn: int, n: int, known: dict[tuple[int, bool], list[str]], *, again: bool) -> Any:
    import msgspec

    from parley.model import AnnotatedDocument, digest, document

    text = _in_other_words(turn, known)

    def made(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            if "text" in value and {"document", "start", "end"} <= value.keys():
                return {**value, "document": own, "text": whole[value["start"] : value["end"]]}
            # Most values are numbers and what is not known: they are left alone here, where they lie.
            found = {name: made(inner, name) if inner and type(inner) in (str, dict, list, tuple) else inner for name, inner in value.items()}
            return actor(value, found, turn) if "key" in value and {"kind", "name"} <= value.keys() else found
        if isinstance(value, list | tuple):
            return [made(inner, key) for inner in value]
        if not isinstance(value, str):
            return value
        if value in ids:
            return ids[value]
        if key in _OTHERWISE:
            return _OTHERWISE[key](value, turn)
        return text(value) if key in ("text", "name", "title") else value

    doc = read["document"]
    whole = text(doc["text"])
    for block in doc["blocks"]:
        if block["kind"] == "boilerplate":
            whole = whole[: block["start"]] + doc["text"][block["start"] : block["end"]] + whole[block["end"] :]
    own = document(f"{n}.txt", whole).id
    ids = {doc["id"]: own}
    for field in ("statements", "events", "proposals", "stances", "conditions", "figures", "actors"):
        for one in read.get(field, ()):
            ids.setdefault(one["id"], digest(one["id"], own))
    found = made(read)
    paper, sha = outlet(doc.get("outlet"), turn + again), document(f"{n}.txt", whole).sha256
    found["document"] |= {"negotiation": talks(turn - 1), "id": own, "item": f"{n}.txt", "outlet": paper, "url": None, "sha256": sha}
    return msgspec.convert(found, AnnotatedDocument)


def write_files(count: int, folder: Path) -> None:
    """Text files and their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.writer(file)
        manifest.writerow(("file", "outlet", "published"))
        for doc in documents(count):
            (folder / doc.item).write_text(doc.text, encoding="utf-8")
            manifest.writerow((doc.item, doc.outlet, doc.published.edtf or ""))


def write_record(count: int, where: str) -> None:
    """A record of prepared findings."""
    from parley.record import open_record

    with open_record(where, create=True) as record:
        record.add(prepared(count), pipeline="prepared")


if __name__ == "__main__":
    what, size, place = sys.argv[1:]
    if what == "files":
        write_files(int(size), Path(place))
    else:
        write_record(int(size), place)
