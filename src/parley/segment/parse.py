"""The parse: frames and long quotations apart, each with offsets into the document.

A quotation that stands as a clause or sentence of its own is cut out of the paragraph and a placeholder stands in its frame, because a long leading
quotation breaks the attachments of both. Quoted fragments that continue the reporter's syntax stay where they are. Characters are normalised one for one
(curly quotes, dashes, no-break spaces), so offsets never move.
"""

import bisect
import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from parley.codebook import Codebook
from parley.lang import Language
from parley.model import AnnotatedDocument, Quotation, Sentence, Token
from parley.segment.paragraphs import paragraphs
from parley.segment.units import LONGEST, Parsed, Parser, Put

PLACEHOLDER = "This"
NORMAL = str.maketrans(
    dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‘’‚", "'")
    | dict.fromkeys("–―\u2010\u2011", "-")
    | dict.fromkeys("\u00a0\u202f\u2009\u200b\t\n", " ")
    | {"…": "."}
)
WORD = re.compile(r"\w+")
VISIBLE = re.compile(r"\S")
STOP = re.compile(r"[.!?]")
TAG = 6  # words
END = ".!?…"
SHORT = 3


# A token before its place in the sentence is known: start, end, text, lower, lemma, pos, tag, dep, head as the parser counts, quotation.
_Word = tuple[int, int, str, str, str, str, str, str, int, int]


class _Unit(NamedTuple):
    """One text for the parser: pieces of (text, offset in the document, quotation index or -1)."""

    pieces: tuple[tuple[str, int, int], ...]
    block: int
    paragraph: int
    quotation: int


def parse(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its sentences in order of their first character."""
    quotations = list(doc.quotations)
    units = list(_units(doc, quotations))
    sentences: list[Sentence] = []
    for unit, parsed in zip(units, _parser(lang.code).parsed([_put(unit) for unit in units]), strict=True):
        sentences.extend(_sentences(unit, parsed, quotations))
    sentences.sort(key=lambda s: (s.start, -s.end, s.quotation))
    numbered = tuple(msgspec.structs.replace(s, index=n) for n, s in enumerate(sentences))
    return msgspec.structs.replace(doc, sentences=numbered, quotations=tuple(quotations))


def parse_ahead(docs: Iterable[AnnotatedDocument], lang: Language) -> None:
    """Parses what several documents hold together, so that `parse` finds it done: many short texts at once cost less than one after the other."""
    _parser(lang.code).learn(_put(unit) for doc in docs for unit in _units(doc, list(doc.quotations)))


@functools.cache
def _parser(code: str) -> Parser:
    return Parser(bare_parser(code))


def bare_parser(code: str) -> Any:
    """The spaCy pipeline of a language, without entity recogniser, newly loaded: the first of the language's parsers that is installed."""
    import spacy
    from spacy.util import is_package

    from parley.lang import load

    table = load(code).table("language")
    names = table["parsers"]
    parser = spacy.load(next((name for name in names if is_package(name)), names[-1]), exclude=["ner", "senter"])
    lemmatizer: Any = parser.get_pipe("lemmatizer")
    lookups = lemmatizer.lookups
    lookups.get_table("lemma_exc")["verb"].update({form: [lemma] for form, lemma in table["lemmas"]["forms"].items()})
    verbs = lookups.get_table("lemma_index")
    verbs["verb"] = [word for word in verbs["verb"] if word not in table["lemmas"]["rare"]]
    return parser


def _put(unit: _Unit) -> Put:
    """The unit as it is put to the parser: told to begin a sentence at a quotation cut out after a full stop, and after one that ends its sentence."""
    at = 0
    starts: list[int] = []
    for n, (text, _, quotation) in enumerate(unit.pieces):
        before = unit.pieces[n - 1][0].rstrip() if n else ""
        if quotation >= 0:
            begins = before[-1:] in (".", "!", "?") or before[-2:-1] in (".", "!", "?") and before[-1:] in ('"', "'", ")")
        else:
            begins = bool(before) and before[-1] == "." and unit.pieces[n - 1][2] >= 0
        if n and begins:
            starts.append(at + len(text) - len(text.lstrip()))
        at += len(text)
    return Put("".join(text for text, _, _ in unit.pieces), tuple(starts))


def _units(doc: AnnotatedDocument, quotations: list[Quotation]) -> Iterator[_Unit]:
    text = doc.document.text
    starts = [q.start for q in doc.quotations]  # in order
    for number, (start, end, block) in enumerate(paragraphs(doc.document)):
        pieces: list[tuple[str, int, int]] = []
        at = start
        inside: list[_Unit] = []
        for q in doc.quotations[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]:
            if q.start < at or q.parent != -1 or not _stands_alone(text, start, end, q, resumes=_breaks_off(text, pieces, quotations)):
                continue
            pieces.append((text[at : q.start].translate(NORMAL), at, -1))
            pieces.append((_stand_in(text, end, q), q.start, q.index))
            at = q.end
            quotations[q.index] = msgspec.structs.replace(q, apart=True)
            inside.append(_Unit(((text[q.inner_start : q.inner_end].translate(NORMAL), q.inner_start, -1),), block, number, q.index))
        pieces.append((text[at:end].translate(NORMAL), at, -1))
        yield _Unit(tuple(p for p in pieces if p[0]), block, number, -1)
        yield from inside


def _stands_alone(text: str, start: int, end: int, q: Quotation, resumes: bool) -> bool:
    """Whether a quotation is a clause of its own and not a fragment within the reporter's syntax; one that resumes a broken-off one may begin in lower case."""
    inner = text[q.inner_start : q.inner_end].strip()
    before = _last_before(text, start, q.start)
    opens = inner[-1] in ",!?" and (not before or before in END) and inner[0].isupper()
    if len(WORD.findall(inner)) < SHORT and not opens:
        return False
    detached = not before or before in ',:.!?…—–―-”"('
    first = next((c for c in inner if c.isalnum()), "a")
    ends = inner[-1] in ".,!?…—" or q.end >= end or not q.closed
    if resumes and before == "," and ends:
        return True
    return detached and (first.isupper() or first.isdigit() or not before or inner.startswith(("…", "..."))) and (ends or not before)


def _breaks_off(text: str, pieces: list[tuple[str, int, int]], quotations: list[Quotation]) -> bool:
    """Whether the quotation that was cut out last breaks off with a comma, for its tag ("…," she said, "…")."""
    if not pieces or pieces[-1][2] < 0:
        return False
    q = quotations[pieces[-1][2]]
    return _last_before(text, q.inner_start, q.inner_end) in (",", "—", "–", "-")


def _last_before(text: str, start: int, at: int) -> str:
    """The last character before an offset that is no white space, "" when none is. No slice: a paragraph is asked at each of its quotations."""
    while at > start and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at] if at > start else ""


def _stand_in(text: str, end: int, q: Quotation) -> str:
    """The placeholder with the punctuation that the frame needs: a comma where the sentence goes on, a stop where it ends."""
    last = _last_before(text, q.inner_start, q.inner_end)
    follows = VISIBLE.search(text, q.end, end)
    if follows is None:
        return PLACEHOLDER + "."
    if follows[0] in ",.;:—–―-)":
        return PLACEHOLDER
    if last and (last in ",—–-" or follows[0].islower()):
        return PLACEHOLDER + ","
    if last and last in "!?" and _tag_follows(text, follows.start(), end):
        return PLACEHOLDER + ","
    return PLACEHOLDER + "." if last and last in END else PLACEHOLDER


def _tag_follows(text: str, start: int, end: int) -> bool:
    """Whether what follows a question or exclamation is a short clause that can only be its tag ("Renn asked.")."""
    beyond = next(itertools.islice(WORD.finditer(text, start, end), TAG, None), None)
    return beyond is None or STOP.search(text, start, beyond.start()) is not None


def _of_length(parsed: Parsed) -> Iterator[Parsed]:
    """The sentences, in pieces what the parser took for a longer one although stops stand in it."""
    ends = [*(n for n, row in enumerate(parsed) if row.begins and n), len(parsed)]
    begin = 0
    for end in ends:
        for first in range(begin, end, LONGEST):
            yield parsed[first : min(first + LONGEST, end)]
        begin = end


def _sentences(unit: _Unit, parsed: Parsed, quotations: list[Quotation]) -> Iterator[Sentence]:
    bounds: list[tuple[int, int, int, int]] = []  # start in unit, end in unit, offset in document, quotation
    at = 0
    for text, offset, quotation in unit.pieces:
        bounds.append((at, at + len(text), offset, quotation))
        at += len(text)
    pieces = iter(bounds)
    low, high, offset, quotation = next(pieces, (0, 0, 0, -1))
    first = 0
    for rows in _of_length(parsed):
        kept: list[_Word] = []
        position: dict[int, int] = {}
        for i, (idx, above, _, (text, lower, lemma, pos, tag, dep, space)) in enumerate(rows):
            while idx >= high:
                low, high, offset, quotation = next(pieces)
            if space:
                continue
            position[i] = len(kept)
            head = above - first
            if quotation >= 0:
                q = quotations[quotation]
                if idx == low:
                    kept.append((q.start, q.end, "", "", "", "X", tag, dep, head, quotation))
                else:
                    kept.append((q.end, q.end, text, text, text, "PUNCT", tag, dep, head, -1))
                continue
            begin = offset + idx - low
            kept.append((begin, begin + len(text), text, lower, lemma, pos, tag, dep, head, -1))
        first += len(rows)
        if any(word[1] > word[0] for word in kept):
            yield _sentence(unit, kept, position)


def _sentence(unit: _Unit, kept: list[_Word], position: dict[int, int]) -> Sentence:
    """The sentence with heads counted over the tokens that were kept: one tree, whose root alone is its own head and is labelled so.

    What hung on a token that was not kept (white space) hangs on the root, as a loose dependent.
    """
    children: list[list[int]] = [[] for _ in kept]
    heads = [position.get(word[8]) for word in kept]
    root = next((i for i, head in enumerate(heads) if head == i), None)
    if root is None:
        root = next(i for i, head in enumerate(heads) if head is None)
    placed: list[Token] = []
    for i, ((start, end, text, lower, lemma, pos, tag, label, _, quote), above) in enumerate(zip(kept, heads, strict=True)):
        head = root if above is None or above == i or i == root else above
        dep = "ROOT" if i == root else "dep" if above is None or above == i else label
        placed.append(Token(i, start, end, text, lower, lemma, pos, tag, dep, head, quote))
        if i != root:
            children[head].append(i)
    real = [t for t in placed if t.end > t.start]
    return Sentence(
        0,
        min(t.start for t in real),
        max(t.end for t in real),
        unit.block,
        unit.paragraph,
        tuple(placed),
        tuple(tuple(c) for c in children),
        root,
        unit.quotation,
    )
