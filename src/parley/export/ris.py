"""Citations as RIS: one NEWS record a report, what is cited from it as notes (N1)."""

from collections.abc import Iterator
from pathlib import Path

from parley.export.citation import Citation, citations
from parley.export.content import Content


def write_ris(content: Content, out: Path) -> list[Path]:
    """Writes DIR/citations.ris (UTF-8, lines ended by CR LF, as the format asks)."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "citations.ris"
    path.write_bytes(as_ris(citations(content)).encode("utf-8", "replace"))
    return [path]


def as_ris(found: list[Citation]) -> str:
    """The citations as RIS records."""
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for one in found for tag, value in _lines(one))


def _lines(one: Citation) -> Iterator[tuple[str, str]]:
    date = one.date()
    yield "TY", "NEWS"
    yield "ID", f"parley-{one.key}"
    yield "TI", one.title
    yield from (("AU", name) for name in one.authors)
    if one.outlet:
        yield "T2", one.outlet
    if date:
        yield "PY", str(date[0])
        yield "DA", "/".join([f"{date[0]:04}", *(f"{part:02}" for part in date[1:]), *[""] * (3 - len(date))]) + "/"
    if one.url:
        yield "UR", one.url
    if one.language:
        yield "LA", one.language
    yield "N1", one.source()
    yield from (("N1", cited.line()) for cited in one.cited)
    yield "ER", ""
