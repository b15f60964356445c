"""Findings as W3C Web Annotations (JSON-LD): each with its kind and issues as body, and as target its words with text-quote and text-position selectors."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from parley.export.content import Content, Row
from parley.export.quoting import folded
from parley.model import FINDINGS

AROUND = 32  # characters before and after the words, by which they are found again when offsets have moved


def write_webannotation(content: Content, out: Path) -> list[Path]:
    """Writes DIR/annotations.jsonld, one AnnotationPage with every finding, by kind and id."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "annotations.jsonld"
    path.write_bytes(annotations((row for kind in FINDINGS for row in content.rows(f"{kind}s")), content.rows("documents")))
    return [path]


def annotations(findings: Iterable[Row], documents: Iterable[Row]) -> bytes:
    """One AnnotationPage with these findings; `documents` are theirs, or more."""
    known = {row["id"]: row for row in documents}
    items = [_annotation(row, known[row["document"]]) for row in findings]
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:parley:annotations", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n"


def _annotation(row: Row, doc: Row) -> dict[str, Any]:
    tags = [row["finding"], *sorted({tag["issue"] for tag in row["issues"]})]
    bodies = [{"type": "TextualBody", "purpose": "classifying" if n == 0 else "tagging", "value": tag, "format": "text/plain"} for n, tag in enumerate(tags)]
    told = "; ".join(f"{name}: {value}" for name, value in _told(row) if value)
    if told:
        bodies.append({"type": "TextualBody", "purpose": "describing", "value": told, "format": "text/plain"})
    targets = [_target(span, doc) for span in row["evidence"]]
    return {
        "id": f"urn:parley:finding:{row['id']}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"id": f"urn:parley:rule:{row['by']['step']}:{row['by']['rule'].replace(' ', '_')}", "type": "Software", "name": "parley"},
        "body": bodies,
        "target": targets if len(targets) > 1 else targets[0],
    }


def _told(row: Row) -> list[tuple[str, str]]:
    """What the finding says in its plain fields, and who it names."""
    fields = ("type", "form", "act", "value", "relation", "state", "status", "unit", "bound", "certainty")
    plain = [(name, str(row[name])) for name in fields if isinstance(row.get(name), (str, int, float))]
    who = [(role, row[role]["name"]) for role in ("holder", "claimant", "addressee") if row.get(role)]
    source = row.get("source") or {}
    if source.get("actor"):
        who.append(("source", source["actor"]["name"]))
    return [*who, *plain]


def _target(span: Row, doc: Row) -> dict[str, Any]:
    """The words in their report. Offsets count in the text that was read, whose hash is given: the page at `via` may have others."""
    start, end, text = span["start"], span["end"], doc["text"]
    source = {
        "id": f"urn:parley:document:{doc['id']}",
        "type": "Text",
        "format": "text/plain",
        "language": doc["language"],
        "via": doc["url"],
        "dc:title": folded(doc["title"] or doc["item"]),
        "schema:sha256": doc["sha256"],
    }
    quote = {"type": "TextQuoteSelector", "exact": span["text"], "prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return {
        "type": "SpecificResource",
        "source": {key: value for key, value in source.items() if value},
        "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}],
    }
