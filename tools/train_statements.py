"""Trains the shipped weights of the statements extractor: `train_statements.py CORPUS OUT [CLAUSES]`.

CORPUS and CLAUSES are folders of inline reports or files of JSON lines; CLAUSES is annotated by GUM's narrower scheme.
"""

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
    corpus, out, *clauses = sys.argv[1:]
    more = segmented(reports(Path(clauses[0]))) if clauses else ()
    Path(out).write_bytes(train(segmented(reports(Path(corpus))), load("en"), clauses=more))
