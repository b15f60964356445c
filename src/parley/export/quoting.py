"""How words of a report may be shown again: a quotation in quotation marks, a paraphrase never, an editor's insertion in square brackets."""

import re
from collections.abc import Iterable

from parley.export.content import Row

OPENING, CLOSING = "“«„", "”»"
_BRACKETS = re.compile(r"^[\[(]|[\])]$")
INSERTED = "words in square brackets are the editor's, not the speaker's"


def shown(stmt: Row) -> str:
    """The words of a statement: in quotation marks when the report quotes it directly, else as a paraphrase, with no marks but the report's own.

    >>> shown({"form": "direct", "content": [{"start": 0, "text": "we will sign"}], "insertions": []})
    '“we will sign”'
    >>> shown({"form": "indirect", "content": [{"start": 0, "text": "it would sign"}], "insertions": []})
    'it would sign'
    """
    pieces = [_bracketed(span, stmt["insertions"]) for span in stmt["content"]]
    if stmt["form"] == "direct":
        pieces = [_in_marks(piece) for piece in pieces]
    return " … ".join(pieces)


def source_name(stmt: Row) -> str:
    """Who says it: the actor's name, else the words that name the source, else "a source that is not named"."""
    source = stmt["source"]
    if source["actor"]:
        return str(source["actor"]["name"])
    return folded(source["span"]["text"]) if source["span"] else "a source that is not named"


def sentence_of(row: Row) -> str:
    """The words of a row's evidence, pieces joined by an ellipsis; they are the report's own, so they stand without quotation marks."""
    return " … ".join(folded(span["text"]) for span in row.get("evidence") or ())


def folded(text: str) -> str:
    """The text with white space folded."""
    return " ".join(text.split())


def _bracketed(span: Row, insertions: Iterable[Row]) -> str:
    """The words of a span with every insertion within them in square brackets, whatever brackets the report sets it in."""
    text, at, pieces = span["text"], span["start"], []
    for inserted in sorted(insertions, key=lambda other: int(other["start"])):
        start, end = inserted["start"] - span["start"], inserted["end"] - span["start"]
        if start >= at - span["start"] and end <= len(text):
            pieces += [text[at - span["start"] : start], f"[{_BRACKETS.sub('', inserted['text'])}]"]
            at = inserted["end"]
    return folded("".join(pieces) + text[at - span["start"] :])


def _in_marks(piece: str) -> str:
    """A quoted piece with both of its marks: the report's, or double ones where it stands without (within a longer quotation, or cut off)."""
    straight = piece.count('"')
    opened = piece[:1] in OPENING or piece[:1] == '"'
    closed = piece[-1:] in CLOSING or piece[-1:] == '"' and straight > 1
    return ("" if opened else "“") + piece + ("" if closed else '"' if opened and piece[:1] == '"' else "”")
