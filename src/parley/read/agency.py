"""Agencies and credits: who else had a hand in a report, and where the report says so.

`credits` finds what a report credits; `credit_runs` the runs of text that do nothing but credit, for `segment` to label. What counts
as a credit is data: the tables agencies, pictures and credits of `lang/<code>/press.toml`.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from parley.lang import Language
from parley.model import Credit, Document

_WHO = r"[^.;:()\[\]\n|]{2,70}?"
_CAPITALS = re.compile(r"(?<![\w/])[A-Z]{2,6}(?![\w/-])")
_START = r"(?:^|(?<=[.!?”\"’)\]]\s))"


class CreditRun(msgspec.Struct, frozen=True):
    """A run of text that credits: offsets, the name of the rule, and the offsets of the names in it (empty when it names people only)."""

    start: int
    end: int
    rule: str
    names: tuple[tuple[int, int], ...] = ()
    photo: bool = False


class _Rule(msgspec.Struct, frozen=True):
    name: str
    pattern: "re.Pattern[str]"
    photo: bool
    outlets: bool
    needs: tuple[str, ...]


class Agencies:
    """The agencies of one language: canonical names by alias, and patterns that match any of them."""

    def __init__(self, lang: Language) -> None:
        table = lang.table("press")
        self.names: dict[str, str] = {alias.lower(): name for name, aliases in table["agencies"].items() for alias in aliases}
        aliases = sorted({alias for aliases in table["agencies"].values() for alias in aliases}, key=lambda a: (-len(a), a))
        self.any = "|".join(re.escape(alias) for alias in aliases)
        pictures = sorted({*aliases, *table["pictures"]["sources"]}, key=lambda a: (-len(a), a))
        self.picture = "|".join(re.escape(alias) for alias in pictures)
        self.word = re.compile(rf"(?<![\w/-])(?:{self.any})(?![\w-])")
        self._ending = re.compile(table["credit_words"]["agency"])
        self.rules = tuple(self._rule(name, row) for name, row in table["credits"].items())

    def canonical(self, alias: str) -> str | None:
        """The agency's name for a way of writing it, or None when it is no agency of the data."""
        bare = " ".join(alias.split()).strip(" .,")
        return self.names.get(bare.lower()) or self.names.get(re.sub(r"^the ", "", bare.lower()))

    def looks_like_one(self, words: str) -> bool:
        """True for a name that only an agency has: "Norran News Agency", "NNA"."""
        return bool(self._ending.search(words.strip(" .,")))

    def _rule(self, name: str, row: dict[str, Any]) -> _Rule:
        source = str(row["pattern"])
        for word, pattern in (("AGENCY", f"(?-i:{self.any})"), ("PHOTO", f"(?-i:{self.picture})"), ("WHO", _WHO), ("START", _START)):
            source = source.replace(word, pattern)
        compiled = re.compile(source, re.IGNORECASE | re.MULTILINE)
        return _Rule(name, compiled, bool(row.get("photo")), bool(row.get("outlets", True)), tuple(row.get("needs", ())))


@functools.cache
def agencies(lang: Language) -> Agencies:
    """The agencies of a language, compiled once."""
    return Agencies(lang)


def credit_runs(text: str, lang: Language) -> list[CreditRun]:
    """Every run of text that does nothing but credit, in order, none overlapping another."""
    data = agencies(lang)
    found: list[CreditRun] = []
    folded = text.casefold()
    for rule in data.rules:
        if rule.needs and not any(word in folded for word in rule.needs):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span("run") if "run" in rule.pattern.groupindex else match.span()
            who = [match.span(name) for name in rule.pattern.groupindex if name.startswith("who") and match.group(name)]
            names = tuple(part for span in who for part in (_divided(text, *span) if rule.outlets else _agencies_in(text, *span, data)))
            found.append(CreditRun(start, end, rule.name, names, rule.photo))
    found.sort(key=lambda run: (run.start, -run.end, run.rule))
    kept: list[CreditRun] = []
    for run in found:
        if run.start < run.end and (not kept or run.start >= kept[-1].end):
            kept.append(run)
    return kept


def credits(doc: Document, lang: Language) -> tuple[Credit, ...]:
    """What the report credits, in order of the text; an agency in its dateline included. A photograph's credit has the kind "photo"."""
    data = agencies(lang)
    found: dict[tuple[str, str], Credit] = {}
    if doc.dateline and doc.dateline.agency:
        at = doc.dateline.span.text.rfind(_as_written(doc.dateline.span.text, doc.dateline.agency, data))
        if at >= 0:
            written = _as_written(doc.dateline.span.text, doc.dateline.agency, data)
            start = doc.dateline.span.start + at
            found[doc.dateline.agency, "agency"] = Credit(doc.dateline.agency, doc.span(start, start + len(written)))
    for run in credit_runs(doc.text, lang):
        for start, end in run.names:
            written = doc.text[start:end]
            name = data.canonical(written)
            kind: Literal["agency", "other_outlet", "photo"]
            kind = "photo" if run.photo else "agency" if name or data.looks_like_one(written) else "other_outlet"
            found.setdefault((name or " ".join(written.split()), kind), Credit(name or " ".join(written.split()), doc.span(start, end), kind))
    return tuple(sorted(found.values(), key=lambda credit: (credit.span.start, credit.name)))


def _as_written(text: str, name: str, data: Agencies) -> str:
    return next((match.group() for match in data.word.finditer(text) if data.canonical(match.group()) == name), name)


def _divided(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in "Voice Of America/IBNS", "AP and Reuters", "RIA Novosti, a state agency"."""
    for part in re.finditer(r"(?:(?!\s*/\s*|\s*;\s*|\s*&\s*|\s+and\s+|,).)+", text[start:end], re.DOTALL):
        words = part.group().strip()
        if len(words) > 1 and (words[0].isupper() or words[0].isdigit() or words in ("dpa",)):
            first = start + part.start() + part.group().index(words)
            yield first, first + len(words)


def _agencies_in(text: str, start: int, end: int, data: Agencies) -> Iterator[tuple[int, int]]:
    """The agencies among the names of people: those of the data, and short runs of capitals."""
    found = {match.span() for match in (*data.word.finditer(text, start, end), *_CAPITALS.finditer(text, start, end))}
    last = start
    for one, other in sorted(found, key=lambda span: (span[0], -span[1])):
        if one >= last:
            yield one, other
            last = other
