"""JSON lines and JSON: one report an object, its fields under the usual names of exports (ninjs among them) or under those that the caller gives."""

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from parley.model import Problem
from parley.read.decode import clean, decode
from parley.read.faults import NotRead, problem
from parley.read.formats.ninjs import ninjs_fields
from parley.read.formats.plain import coding, fitting
from parley.read.formats.zotero import csl_fields, is_csl
from parley.read.manifest import authors
from parley.read.options import ReadOptions
from parley.read.report import Meta, Report, Source

# Our name of a field → names that exports use for it, most telling first (ninjs 1: body_text, headline, byline, versioncreated, uri).
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body_text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "story",
        "abstract note",
    ),
    "outlet": ("outlet", "publisher", "newspaper", "source", "publication", "site_name", "sitename", "media", "source_name", "publication title"),
    "published": (
        "published", "published_at", "publishedat", "date_published", "datepublished", "pub_date", "pubdate", "publication_date", "publish_date",
        "date", "date_publish", "versioncreated", "firstcreated", "contentcreated", "published_on", "datetime",
    ),
    "url": ("url", "link", "permalink", "web_url", "address", "source_url", "uri"),
    "title": ("title", "headline", "head"),
    "authors": ("authors", "author", "byline", "by", "creator", "byline_text"),
    "id": ("id", "item", "guid", "doc_id", "document_id", "article_id", "accession"),
    "language": ("language", "lang"),
    "negotiation": ("negotiation",),
}  # fmt: skip
_LISTS = ("articles", "items", "reports", "documents", "results", "data", "entries")
_CHUNK = 1 << 20


def read_json_lines(source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    """A report a line; a line that is no report costs itself alone. Lines are read one at a time, so a file may be larger than memory."""
    with source.open() as stream:
        for number, line in _lines(stream, options):
            what = f"Line {number}"
            if line is None:
                yield problem("too_large", source.name, what=what, bound=f"{options.limits.line_bytes:,} bytes")
                continue
            found = decode(line)
            if not found.text.strip():
                continue
            try:
                report = _report(json.loads(found.text, strict=False), options, what, f"#{number}")
                yield msgspec.structs.replace(report, faults=(*coding(found), *report.faults)) if found.note else report
            except (ValueError, RecursionError) as fault:
                yield problem("malformed", source.name, what=what, why=fault)
            except NotRead as fault:
                yield problem(fault.code, source.name, **fault.details)


def read_json(source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    """The reports of a JSON file: one object, a list of them, or an object that holds the list; a file of JSON lines is read as such."""
    found = decode(source.whole(options.limits.file_bytes))
    try:
        value = json.loads(found.text, strict=False)
    except RecursionError as fault:
        raise NotRead("malformed", what="The file", why="it is nested too deep") from fault
    except ValueError as fault:
        if "\n" in found.text.strip() and found.text.lstrip().startswith("{"):
            yield from read_json_lines(source, options)
            return
        raise NotRead("malformed", what="The file", why=fault) from fault
    if isinstance(value, dict) and not _has_text(lower_keys(value), options):
        value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), value)
    several = isinstance(value, list)
    for number, entry in enumerate(value if isinstance(value, list) else [value], 1):
        try:
            yield _report(entry, options, f"Report {number}", f"#{number}" if several else "")
        except NotRead as fault:
            yield problem(fault.code, source.name, **fault.details)


def from_fields(fields: Mapping[str, Any], options: ReadOptions, what: str, part: str) -> Report:
    """The report that a row's or an object's fields make (keys in lower case); raises `NotRead` when it has no text or too much."""
    value = {name: pick(fields, name, options) for name in NAMES}
    text = value["text"]
    if not isinstance(text, str) or not text.strip():
        raise NotRead("missing_text", what=what)
    text, replaced = clean(fitting(text, options.limits.report_characters, what))
    given = Meta(authors=_names(value["authors"]), **{name: _word(value[name]) for name in NAMES if name not in ("text", "authors")})
    return Report(text=text, given=given, part=part, faults=(("control_characters", {"count": replaced}),) if replaced else ())


def pick(fields: Mapping[str, Any], name: str, options: ReadOptions) -> Any:
    """The value of our field `name`: under the name that the caller gave, else under the first usual name that has one."""
    if name in options.columns:
        return fields.get(options.columns[name].strip().lower())
    return next((fields[key] for key in NAMES[name] if fields.get(key) not in (None, "", [])), None)


def lower_keys(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """The fields by their names in lower case."""
    return {str(key).strip().lower(): value for key, value in fields.items()}


def _report(entry: Any, options: ReadOptions, what: str, part: str) -> Report:
    if not isinstance(entry, dict):
        raise NotRead("malformed", what=what, why="it is not an object")
    fields = csl_fields(entry) if is_csl(entry) and not _has_text(lower_keys(entry), options) else ninjs_fields(lower_keys(entry))
    html = fields.get("body_html") or fields.get("html")
    if not _has_text(fields, options) and isinstance(html, str):
        from parley.read.formats.html import article

        made = article(html, options)
        return msgspec.structs.replace(from_fields({**fields, "text": made.text}, options, what, part), found=made.found, dates=made.dates, kinds=made.kinds)
    return from_fields(fields, options, what, part)


def _has_text(fields: Mapping[str, Any], options: ReadOptions) -> bool:
    return isinstance(pick(fields, "text", options), str)


def _word(value: Any) -> str | None:
    """A string of a value: itself, the name of an object ({"name": …}), None for what is neither."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return " ".join(clean(str(value))[0].split()) or None
    return None


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(dict.fromkeys(name for name in map(_word, value) if name))
    return authors(_word(value))


def _lines(stream: BinaryIO, options: ReadOptions) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers from 1; None for one longer than the bound, of which no more than a chunk is ever held."""
    bound = options.limits.line_bytes
    line = stream.readline(bound + 1)
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # a line feed has two bytes there
        rest = stream.read(options.limits.file_bytes)
        stream = io.BytesIO(decode(line + rest).text.encode("utf-8", "replace"))
        line = stream.readline(bound + 1)
    number = 0
    while line:
        number += 1
        if len(line) <= bound:
            yield number, line
        else:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            yield number, None
        line = stream.readline(bound + 1)
