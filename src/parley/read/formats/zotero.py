"""Zotero's exports: CSL-JSON and RDF. Its CSV and RIS go the way of other tables and RIS files."""

from collections.abc import Iterator, Mapping
from typing import Any

import lxml.etree

from parley.model import Problem
from parley.read.decode import clean
from parley.read.faults import NotRead, problem
from parley.read.formats.markup import paragraphs
from parley.read.formats.plain import fitting
from parley.read.options import ReadOptions
from parley.read.report import Meta, Report, Source

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_FOAF = "{http://xmlns.com/foaf/0.1/}"
ZOTERO = "http://www.zotero.org/namespaces/export#"
_ZOTERO = f"{{{ZOTERO}}}"


def is_csl(entry: Any) -> bool:
    """True for an entry of CSL-JSON."""
    return isinstance(entry, dict) and "type" in entry and ("issued" in entry or "container-title" in entry or "container-title-short" in entry)


def csl_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry of CSL-JSON with its fields under the names by which other JSON goes: abstract or note as text, the day in ISO form."""
    texts = [" \n".join(paragraphs(str(entry[key]))).replace(" \n", "\n") for key in ("abstract", "note") if isinstance(entry.get(key), str)]
    people = entry.get("author")
    names = [_csl_name(one) for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    return {
        "text": max(texts, key=len, default=""), "title": entry.get("title"), "outlet": entry.get("container-title") or entry.get("publisher"),
        "published": _csl_date(entry.get("issued")), "url": entry.get("URL"), "id": entry.get("id"), "authors": [name for name in names if name],
        "language": str(entry.get("language") or "")[:2].lower() or None,
    }  # fmt: skip


def _csl_name(one: Mapping[str, Any]) -> str:
    return str(one.get("literal") or " ".join(str(one[key]) for key in ("given", "non-dropping-particle", "family") if one.get(key)))


def _csl_date(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        try:
            numbers = [int(part) for part in parts[0][:3]]
        except (TypeError, ValueError):
            return None
        return "-".join(f"{number:04}" if not n else f"{number:02}" for n, number in enumerate(numbers))
    return str(value.get("raw") or value.get("literal") or "") or None


def read_rdf(tree: lxml.etree._Element, source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    """A report for each entry of Zotero's RDF that carries an abstract or note; attachments and collections are none."""
    notes = {note.get(f"{_RDF}about"): "\n".join(paragraphs(note.findtext(f"{_RDF}value") or "")) for note in tree.iterfind("{*}Memo")}
    entries = [entry for entry in tree if entry.find(f"{_DC}title") is not None and entry.find(f"{_ZOTERO}itemType") is not None]
    entries = [entry for entry in entries if entry.findtext(f"{_ZOTERO}itemType") not in ("attachment", "note")]
    if not entries:
        raise NotRead("empty")
    for number, entry in enumerate(entries, 1):
        linked = [notes.get(link.get(f"{_RDF}resource")) for link in entry.iterfind(f"{_TERMS}isReferencedBy" if notes else "none")]
        texts = ["\n".join(paragraphs(entry.findtext(f"{_TERMS}abstract") or "")), *(note for note in linked if note)]
        try:
            text = max(texts, key=len)
            if not text.strip():
                raise NotRead("missing_text", what=f"Entry {number}")
            yield Report(text=fitting(clean(text)[0], options.limits.report_characters, f"Entry {number}"), given=_meta(entry), part=f"#{number}")
        except NotRead as fault:
            yield problem(fault.code, source.name, **fault.details)


def _meta(entry: lxml.etree._Element) -> Meta:
    people = []
    for person in entry.iterfind(f".//{_FOAF}Person"):
        names = (person.findtext(f"{_FOAF}givenName"), person.findtext(f"{_FOAF}surname") or person.findtext(f"{_FOAF}familyName"))
        people.append(" ".join(name.strip() for name in names if name))
    address = entry.findtext(f"{_DC}identifier/{_TERMS}URI/{_RDF}value") or entry.get(f"{_RDF}about") or ""
    language = (entry.findtext(f"{_ZOTERO}language") or "")[:2].lower() or None
    return Meta(
        title=entry.findtext(f"{_DC}title"), outlet=entry.findtext(f"{_TERMS}isPartOf/*/{_DC}title") or entry.findtext(f"{_DC}publisher/*/{_FOAF}name"),
        published=entry.findtext(f"{_DC}date"), url=address if address.startswith(("http://", "https://")) else None,
        authors=tuple(dict.fromkeys(people)), language=language,
    )  # fmt: skip
