"""Citations as BibTeX: one @article a report, what is cited from it in `note`."""

import re
from pathlib import Path

from parley.export.citation import Citation, citations
from parley.export.content import Content

_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_ESCAPED = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write_bibtex(content: Content, out: Path) -> list[Path]:
    """Writes DIR/citations.bib (UTF-8)."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "citations.bib"
    path.write_text(as_bibtex(citations(content)), encoding="utf-8", newline="\n")
    return [path]


def as_bibtex(found: list[Citation]) -> str:
    """The citations as BibTeX entries."""
    return "\n".join(_entry(one) for one in found)


def _entry(one: Citation) -> str:
    date = one.date()
    fields = {
        "title": f"{{{_text(one.title)}}}",
        "author": " and ".join(f"{{{_text(name)}}}" for name in one.authors),
        "journal": _text(one.outlet or ""),
        "year": str(date[0]) if date else "",
        "month": _MONTHS[date[1] - 1] if len(date) > 1 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "url": re.sub(r"[{}\\]", lambda match: f"%{ord(match[0]):02X}", one.url or ""),
        "langid": _text(one.language or ""),
        "note": _text("; ".join([one.source(), *(cited.line() for cited in one.cited)])),
    }
    lines = [f"  {name} = {value if name == 'month' else '{' + value + '}'}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{parley-{one.key},", *lines, "}\n"])


def _text(value: str) -> str:
    """A text with what TeX reads as a command escaped; quotation marks and other letters stay as they are."""
    return _SPECIAL.sub(lambda match: _ESCAPED.get(match[0], "\\" + match[0]), " ".join(value.split()))
