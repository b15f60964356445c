"""Attributions of a file of documents, in the form that the quotes scorer reads: `bench_quotes.py GOLD.jsonl OUT.jsonl [WEIGHTS]`."""

import json
import sys
import time
from pathlib import Path

from parley.codebook import load as load_codebook
from parley.extract.statements import find_statements
from parley.lang import load
from parley.model import AnnotatedDocument, document
from parley.segment import find_quotations, parse


def main(gold: str, out: str) -> None:
    """Writes one line a document and prints how long the parse and the statements took."""
    lang, book = load("en"), load_codebook()
    parsing = finding = 0.0
    with Path(out).open("w", encoding="utf-8") as stream:
        for line in Path(gold).read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            start = time.process_time()
            doc = parse(find_quotations(AnnotatedDocument(document=document(raw["id"], raw["text"])), lang, book), lang, book)
            middle = time.process_time()
            doc = find_statements(doc, lang, book)
            parsing, finding = parsing + middle - start, finding + time.process_time() - middle
            rows = [
                {
                    "source": [[s.source.span.start, s.source.span.end]] if s.source.span else [],
                    "cue": [[c.start, c.end] for c in s.cue],
                    "content": [[c.start, c.end] for c in s.content],
                }
                for s in doc.statements
            ]
            stream.write(json.dumps({"id": raw["id"], "attributions": rows}) + "\n")
    print(f"parse {parsing:.1f} s, statements {finding:.1f} s ({100 * finding / parsing:.0f} %)")


if __name__ == "__main__":
    main(*sys.argv[1:3])
