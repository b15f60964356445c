"""RIS, the exchange form of reference managers (Zotero, EndNote) and press databases: one report an entry that carries a text."""

import re
from collections.abc import Iterator

from parley.model import Problem
from parley.read.decode import decode
from parley.read.faults import NotRead, problem
from parley.read.formats.plain import coding, fitting
from parley.read.options import ReadOptions
from parley.read.report import Meta, Report, Source

_FIELD = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)$")
_TEXTS = ("N2", "AB", "N1")


def read_ris(source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    """A report an entry, its text the longest of abstract and notes; an entry without text costs itself alone."""
    found = decode(source.whole(options.limits.file_bytes))
    entries = list(_entries(found.text))
    if not entries:
        raise NotRead("malformed", what="The file", why="it has no entry that begins with TY")
    for number, entry in enumerate(entries, 1):
        try:
            text = max(("\n".join(entry.get(tag, ())).strip("\n") for tag in _TEXTS), key=len)
            if not text.strip():
                raise NotRead("missing_text", what=f"Entry {number}")
            text = fitting(text, options.limits.report_characters, f"Entry {number}")
            yield Report(text=text, given=_meta(entry), part=f"#{number}", faults=coding(found))
        except NotRead as fault:
            yield problem(fault.code, source.name, **fault.details)


def _entries(text: str) -> Iterator[dict[str, list[str]]]:
    """Values by tag for each entry from TY to ER; a line without a tag goes on with the field above."""
    entry: dict[str, list[str]] | None = None
    tag = ""
    for line in text.splitlines():
        found = _FIELD.match(line)
        if found:
            tag = found.group(1)
            if tag == "TY":
                if entry:
                    yield entry
                entry = {}
        if entry is None:
            continue
        if found and tag == "ER":
            yield entry
            entry = None
        else:
            entry.setdefault(tag, []).append(found.group(2) if found else line)
    if entry:
        yield entry


def _meta(entry: dict[str, list[str]]) -> Meta:
    def first(*tags: str) -> str | None:
        return next((value.strip() for tag in tags for value in entry.get(tag, ()) if value.strip()), None)

    people = (turned(name) for tag in ("AU", "A1") for name in entry.get(tag, ()) if name.strip())
    date = (first("DA", "PY", "Y1") or "").strip("/ ").replace("/", "-") or None
    return Meta(
        title=first("TI", "T1"), outlet=first("T2", "JO", "JF", "PB"), published=date, url=first("UR"), id=first("ID", "AN"),
        authors=tuple(dict.fromkeys(people)), language=_code(first("LA")),
    )  # fmt: skip


def turned(name: str) -> str:
    """The name as it is spoken: "Reyl, Ana" as "Ana Reyl"."""
    last, _, rest = name.strip().partition(",")
    return f"{rest.strip()} {last}".strip()


def _code(language: str | None) -> str | None:
    """A two-letter code out of "en-GB"; None for a language's name."""
    found = re.match(r"([a-z]{2})(?:[-_]|$)", (language or "").lower())
    return found.group(1) if found else None
