"""Trains the shipped weights of the statements extractor: `train_statements.py CORPUS OUT`; CORPUS is a folder of inline reports or a file of JSON lines."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from parley.codebook import load as load_codebook
from parley.extract.statements.corpus import Annotated, Gold, read_inline, read_jsonl
from parley.extract.statements.train import train
from parley.lang import load
from parley.model import AnnotatedDocument, document
from parley.segment import find_quotations, parse


def reports(path: Path) -> Iterator[Annotated]:
    """The annotated reports at a path, in order of their names."""
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield read_inline(file.stem, file.read_text(encoding="utf-8"))
    else:
        yield from read_jsonl(path.read_text(encoding="utf-8"))


def segmented(found: Iterator[Annotated]) -> Iterator[tuple[AnnotatedDocument, Sequence[Gold]]]:
    """The reports with quotations and parse, and their attributions."""
    lang, book = load("en"), load_codebook()
    for report in found:
        doc = AnnotatedDocument(document=document(report.id, report.text))
        yield parse(find_quotations(doc, lang, book), lang, book), report.attributions


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(train(segmented(reports(Path(sys.argv[1]))), load("en")))
