"""Citations as CSL-JSON: one item a report, what is cited from it in `note`, with hash and offsets once more as data in `custom`."""

from pathlib import Path
from typing import Any

import msgspec

from parley.export.citation import Citation, citations
from parley.export.content import Content


def write_csl(content: Content, out: Path) -> list[Path]:
    """Writes DIR/citations.json."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "citations.json"
    path.write_text(as_csl(citations(content)), encoding="utf-8", newline="\n")
    return [path]


def as_csl(found: list[Citation]) -> str:
    """The citations as CSL-JSON, a list of items."""
    return msgspec.json.format(msgspec.json.encode([_item(one) for one in found]), indent=1).decode() + "\n"


def _item(one: Citation) -> dict[str, Any]:
    date = one.date()
    item = {
        "id": one.key,
        "type": "article-newspaper",
        "title": one.title,
        "author": [{"literal": name} for name in one.authors],
        "container-title": one.outlet,
        "issued": {"date-parts": [list(date)]} if date else None,
        "URL": one.url,
        "language": one.language,
        "note": "\n".join([one.source(), *(cited.line() for cited in one.cited)]),
        "custom": {"sha256": one.hash, "item": one.item, "cited": [msgspec.to_builtins(cited) for cited in one.cited]},
    }
    return {key: value for key, value in item.items() if value not in (None, [])}
