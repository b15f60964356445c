"""Attributions of a file of documents, in the form that the quotes scorer reads.

bench_quotes.py GOLD.jsonl OUT.jsonl [--weights FILE] [--scheme clauses] [--train CORPUS --folds N]

With --folds the weights are cross-validated: each fold of GOLD is read by weights that were trained on CORPUS and the other folds.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from parley.codebook import load as load_codebook
from parley.extract.statements import find_statements
from parley.extract.statements.corpus import Gold
from parley.extract.statements.scorer import Scorer, scorer, undump
from parley.extract.statements.train import train
from parley.lang import load
from parley.model import AnnotatedDocument
from train_statements import reports, segmented

LANG = load("en")
Pair = tuple[AnnotatedDocument, Sequence[Gold]]


def models(pairs: list[Pair], args: argparse.Namespace) -> Iterator[tuple[list[Pair], Scorer | None]]:
    """The documents, in parts, each with the model that reads it."""
    if args.folds:
        own = list(segmented(reports(Path(args.train))))
        for fold in range(args.folds):
            rest = [p for n, p in enumerate(pairs) if n % args.folds != fold]
            clauses = args.scheme == "clauses"
            weights = train(own if clauses else [*own, *rest], LANG, clauses=rest if clauses else ())
            yield [p for n, p in enumerate(pairs) if n % args.folds == fold], undump(weights).under(args.scheme)
    else:
        model = undump(Path(args.weights).read_bytes()) if args.weights else scorer(LANG)
        yield pairs, model.under(args.scheme) if model is not None else None


def main() -> None:
    """Writes one line a document and prints how long the parse and the statements took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("out")
    parser.add_argument("--weights")
    parser.add_argument("--scheme", default="")
    parser.add_argument("--train")
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    start = time.process_time()
    found = list(reports(Path(args.gold)))
    names = iter([r.id for r in found])
    pairs = list(segmented(iter(found)))
    ids = {doc.document.id: next(names) for doc, _ in pairs}
    parsing = time.process_time() - start
    finding = 0.0
    with Path(args.out).open("w", encoding="utf-8") as stream:
        for part, model in models(pairs, args):
            for doc, _ in part:
                start = time.process_time()
                done = find_statements(doc, LANG, load_codebook(), model)
                finding += time.process_time() - start
                rows = [
                    {
                        "source": [[s.source.span.start, s.source.span.end]] if s.source.span else [],
                        "cue": [[c.start, c.end] for c in s.cue],
                        "content": [[c.start, c.end] for c in s.content],
                    }
                    for s in done.statements
                ]
                stream.write(json.dumps({"id": ids[doc.document.id], "attributions": rows}) + "\n")
    print(f"parse {parsing:.1f} s, statements {finding:.1f} s ({100 * finding / parsing:.0f} %)")


if __name__ == "__main__":
    main()
