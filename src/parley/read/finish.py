"""From a report as found to a `Document`: whose word counts for each field, dates weighed, language, dateline, credits."""

from collections.abc import Iterator

import msgspec

from parley.lang import Language, languages, load
from parley.model import Block, DateCandidate, Document, Problem, document
from parley.model.time import Basis, Published
from parley.read import dates
from parley.read.agency import credits
from parley.read.byline import Byline, byline
from parley.read.dateline import dateline
from parley.read.faults import problem
from parley.read.genre import genre
from parley.read.language import in_read_language, language
from parley.read.live import stamped
from parley.read.options import ReadOptions
from parley.read.report import FIELD, Meta, Report, Source

_FALLBACK = "en"
_HEAD_LINES = 8


def finished(report: Report, source: Source, row: Meta, options: ReadOptions) -> Iterator[Document | Problem]:
    """The document that a report makes, then a row for each fault that it brought.

    What the report's own row or record says counts first, then the manifest's row, then the options, then what the page says itself.
    """
    said = Meta(outlet=options.outlet, published=options.published, negotiation=options.negotiation, language=options.language)
    given = report.given.over(row).over(said)
    meta = given.over(report.found)
    item = meta.url or meta.id or source.file + report.part
    doc = document(item, report.text, outlet=meta.outlet, url=meta.url, title=meta.title, authors=meta.authors, negotiation=meta.negotiation)
    changed = dates.iso(report.found.modified or meta.modified or "")
    doc = msgspec.structs.replace(doc, modified=changed)
    doc = msgspec.structs.replace(doc, language=given.language or language(report.text) or report.found.language, blocks=report.blocks)
    lang = load(doc.language if doc.language in languages() else _FALLBACK)
    rows = [problem(code, source.name, document=doc.id, **details) for code, details in report.faults]
    if not in_read_language(doc.text, doc.language):
        rows.append(problem("language_not_read", source.name, document=doc.id, language=doc.language))
    if lang.has("press"):
        doc, found = _from_text(doc, lang)
        doc = stamped(msgspec.structs.replace(doc, genre=genre(doc, report.kinds, lang)), lang)
    else:
        found = ()
    published = _published(given.published, (*report.dates, *found), doc.url)
    if given.published and published.basis != "given":
        rows.append(problem("bad_date", source.name, document=doc.id, value=given.published))
    if published.conflict:
        shown = ", ".join(f"{c.value} ({c.basis})" for c in published.candidates)
        rows.append(problem("date_conflict", source.name, document=doc.id, dates=shown))
    yield msgspec.structs.replace(doc, published=published)
    yield from rows


def head_lines(text: str, blocks: tuple[Block, ...] = ()) -> list[tuple[int, str]]:
    """The first lines with words on them, each with its offset; those that are fields of an export are passed over."""
    found: list[tuple[int, str]] = []
    fields = {block.start for block in blocks if block.rule == FIELD}
    at = 0
    while at < len(text) and len(found) < _HEAD_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at : min(end, at + 2000)]
        lead = len(line) - len(line.lstrip())
        if line.strip() and at + lead not in fields:
            found.append((at + lead, line.strip()))
        at = end + 1
    return found


def _from_text(doc: Document, lang: Language) -> tuple[Document, tuple[DateCandidate, ...]]:
    """The document with dateline, credits and authors read from its text, and the dates that its bylines name."""
    lines = [found for at, line in head_lines(doc.text, doc.blocks) if (found := byline(line, at, lang))]
    doc = with_dateline(doc, lang)
    fields = [block for block in doc.blocks if block.rule == FIELD]
    credited = tuple(credit for credit in credits(doc, lang) if not any(block.start <= credit.span.start < block.end for block in fields))
    doc = msgspec.structs.replace(doc, credits=credited, authors=doc.authors or _authors(lines))
    return doc, tuple(DateCandidate(b.date, "byline", doc.span(b.start, b.end)) for b in lines if b.date)


def with_dateline(doc: Document, lang: Language) -> Document:
    """The document with the dateline that stands at the beginning of one of its first lines, behind a byline in the same line."""
    starts: list[int] = []
    for at, line in head_lines(doc.text, doc.blocks):
        inline = byline(line, at, lang)
        if inline and inline.end < at + len(line):
            at = inline.end + len(doc.text[inline.end :]) - len(doc.text[inline.end :].lstrip())
        starts.append(at)
    return msgspec.structs.replace(doc, dateline=dateline(doc, lang, tuple(starts)))


def _authors(lines: list[Byline]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for line in lines for name in line.names))


def _published(given: str | None, found: tuple[DateCandidate, ...], url: str | None) -> Published:
    """The best date and all others: given · metadata · byline · dateline · url."""
    candidates: list[DateCandidate] = []
    value = dates.iso(given) if given else None
    if value:
        candidates.append(DateCandidate(value, "given"))
    candidates.extend(found)
    if url and (in_url := dates.day_in_url(url)):
        candidates.append(DateCandidate(in_url, "url"))
    order: tuple[Basis, ...] = ("given", "metadata", "byline", "dateline", "url")
    unique = {(c.value, c.basis): c for c in reversed(candidates)}
    ranked = sorted(unique.values(), key=lambda c: (order.index(c.basis), candidates.index(c)))
    if not ranked:
        return dates.published(None, "unknown")
    return dates.published(ranked[0].value, ranked[0].basis, tuple(ranked))
