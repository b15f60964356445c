"""An export of findings for their scorer: bench_findings.py SHARED OUT reads the seeds and the press of the folder SHARED and writes one file a kind to OUT."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import gold
from parley.codebook import load as load_codebook
from parley.model import Document, Published, document
from parley.pipeline import annotate

BOOKS = {"US-CHINA-TRADE": "trade", "LABOUR": "labour"}


def read(shared: Path) -> Iterator[tuple[Document, str]]:
    """Each document with the name of its codebook."""
    with (shared / "seeds" / "manifest.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            text = (shared / "seeds" / row["file"]).read_text(encoding="utf-8")
            yield document(row["file"], text, published=_given(row["published"]), outlet=row["outlet"] or None), "peace"
    for line in (shared / "press" / "press.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        book = BOOKS.get(item["negotiation"], "peace")
        yield document(item["url"] or item["id"], item["text"], published=_given(item["published"]), outlet=item["outlet"]), book


def _given(day: str | None) -> Published:
    return Published(edtf=day, start=day, basis="given") if day else Published(unresolved="no date given")


def main() -> None:
    docs = [annotate(doc, codebook=load_codebook(book)) for doc, book in read(Path(sys.argv[1]))]
    gold.write(docs, Path(sys.argv[2]))


if __name__ == "__main__":
    main()
