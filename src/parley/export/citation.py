"""What a citation holds: the report as bibliographies name it, and the words that are cited, each with the offsets at which they stand in the hashed text."""

from collections.abc import Iterable, Iterator

import msgspec

from parley.errors import UsageError
from parley.export.content import Content, Row, as_row
from parley.export.quoting import INSERTED, sentence_of, shown, source_name
from parley.model import FINDINGS, AnyFinding, Document


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report. how: quotation, part quotation (a paraphrase with quoted words in it), paraphrase; or the kind of finding they are evidence of."""

    id: str
    how: str
    who: str
    words: str
    places: tuple[tuple[int, int], ...]
    inserted: bool = False

    def line(self) -> str:
        """The words with who said them, how they are given and where they stand."""
        said = f"{self.who}, {self.how}: {self.words}" if self.who else f"the report, {self.how}: {self.words}"
        where = ", ".join(f"{start}–{end}" for start, end in self.places)
        return f"{said} (characters {where}{'; ' + INSERTED if self.inserted else ''}; parley {self.id})"


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One report and what is cited from it. `published` is an ISO day or moment, a month or a year; `hash`: SHA-256 of the text that offsets count in."""

    key: str
    title: str
    authors: tuple[str, ...]
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    hash: str
    item: str
    cited: tuple[Cited, ...] = ()

    def date(self) -> tuple[int, ...]:
        """Year, month and day of publication, as many as are known."""
        parts = (self.published or "").partition("T")[0].rstrip("~?%").split("-")
        return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()

    def source(self) -> str:
        """What offsets count in."""
        return f"text of report {self.key}, SHA-256 {self.hash}"


def citations(content: Content) -> list[Citation]:
    """One citation for each report of the record, with all statements in it, by id."""
    found: dict[str, list[Cited]] = {}
    for stmt in content.rows("statements"):
        found.setdefault(stmt["document"], []).append(_cited(stmt))
    return [_citation(doc, found.get(doc["id"], ())) for doc in content.rows("documents")]


def citation(content: Content, id: str) -> Citation:
    """The citation of one finding or report of the record; raises `UsageError` when the record holds none with that id."""
    for row in _known(content):
        if row["id"] == id:
            document = row.get("document", id)
            doc = next(doc for doc in content.rows("documents") if doc["id"] == document)
            return _citation(doc, [_cited(row)] if "document" in row else ())
    raise UsageError(f"no finding or report {id} in the record")


def citation_of(doc: Document, finding: AnyFinding) -> Citation:
    """The citation of one finding of a document that is at hand."""
    return _citation(as_row(doc), [_cited(as_row(finding))])


def _known(content: Content) -> Iterator[Row]:
    for kind in FINDINGS:
        yield from content.rows(f"{kind}s")
    yield from content.rows("documents")


def _cited(row: Row) -> Cited:
    spans = row["content"] if row["finding"] == "statement" else row["evidence"]
    places = tuple((span["start"], span["end"]) for span in spans)
    if row["finding"] != "statement":
        return Cited(id=row["id"], how=row["finding"], who="", words=sentence_of(row), places=places)
    how = {"direct": "quotation", "indirect": "paraphrase"}.get(row["form"], "part quotation")
    return Cited(id=row["id"], how=how, who=source_name(row), words=shown(row), places=places, inserted=bool(row["insertions"]))


def _citation(doc: Row, cited: Iterable[Cited]) -> Citation:
    return Citation(
        key=doc["id"],
        title=doc["title"] or doc["item"],
        authors=tuple(doc["authors"]),
        outlet=doc["outlet"],
        published=doc["published"]["edtf"],
        url=doc["url"],
        language=doc["language"],
        hash=doc["sha256"],
        item=doc["item"],
        cited=tuple(sorted(cited, key=lambda one: (one.places, one.id))),
    )


def as_text(found: Iterable[Citation]) -> str:
    """The citations as a person writes them: the words first, then the report, then what the offsets count in."""
    return "".join(_text(one) for one in found)


def _text(one: Citation) -> str:
    names = "; ".join(one.authors)
    report = ", ".join(part for part in (names, f"‘{one.title}’", one.outlet, one.published or "undated", one.url) if part)
    return "".join(f"{cited.line()}\n" for cited in one.cited) + f"{report}. {one.source()[0].upper()}{one.source()[1:]}.\n"
