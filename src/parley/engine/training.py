"""Training on annotated reports: the map's segmentation over a corpus, then the extractor's own fit."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from parley.codebook import load as load_codebook
from parley.errors import UsageError
from parley.extract.statements.corpus import Annotated, Gold, read_inline, read_jsonl
from parley.extract.statements.train import train
from parley.lang import load
from parley.model import AnnotatedDocument, document
from parley.segment import find_quotations, parse


def train_statements(corpus: Path, out: Path, language: str = "en") -> int:
    """Writes weights for the statements extractor and gives back how many reports they come from; raises `UsageError` when there are none."""
    found = list(reports(corpus))
    if not found:
        raise UsageError(f"no annotated reports at {corpus}")
    out.write_bytes(train(segmented(found, language), load(language)))
    return len(found)


def reports(corpus: Path) -> Iterator[Annotated]:
    """The annotated reports of a folder of inline files, in order of their names, or of a file of JSON lines."""
    if corpus.is_dir():
        for file in sorted(corpus.glob("*.txt")):
            yield read_inline(file.stem, file.read_text(encoding="utf-8"))
    elif corpus.is_file():
        yield from read_jsonl(corpus.read_text(encoding="utf-8"))


def segmented(found: Sequence[Annotated], language: str) -> Iterator[tuple[AnnotatedDocument, Sequence[Gold]]]:
    """The reports with quotations and parse, and their attributions."""
    lang, book = load(language), load_codebook()
    for report in found:
        doc = AnnotatedDocument(document=document(report.id, report.text))
        yield parse(find_quotations(doc, lang, book), lang, book), report.attributions
