"""What a reading costs beside what users would run instead, on the same reports in one run: processor time without loading models, the better of two turns.

Each of the others does one thing of what a reading does: spaCy's whole pipeline names people and places, textacy finds direct quotations, dateparser finds
dates. They are no dependencies: those that are not installed are named and left out.

    python benchmarks/bench_instead.py [COUNT]
"""

from __future__ import annotations

import contextlib
import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
COUNT = 96


def pipeline() -> Any:
    """spaCy's own small English pipeline, with its entity recogniser."""
    import spacy
    from spacy.util import is_package

    from parley.lang import load

    return spacy.load(next(name for name in load("en").table("language")["parsers"] if is_package(name)))


def whole_spacy() -> Callable[[list[Any]], int]:
    nlp = pipeline()
    return lambda docs: sum(len(doc.ents) for doc in nlp.pipe(doc.text for doc in docs))


def bare_spacy() -> Callable[[list[Any]], int]:
    from parley.segment.parse import bare_parser

    nlp = bare_parser("en")
    return lambda docs: sum(map(len, nlp.pipe(doc.text for doc in docs)))


def textacy() -> Callable[[list[Any]], int]:
    from textacy.extract.triples import direct_quotations

    nlp = pipeline()

    def run(docs: list[Any]) -> int:
        found = 0
        for doc in nlp.pipe(doc.text.replace("“", '"').replace("”", '"') for doc in docs):
            # An unbalanced quotation mark ends a document.
            with contextlib.suppress(ValueError, IndexError):
                found += len(list(direct_quotations(doc)))
        return found

    return run


def dateparser() -> Callable[[list[Any]], int]:
    from dateparser.search import search_dates

    return lambda docs: sum(len(search_dates(doc.text, languages=["en"]) or ()) for doc in docs)


def parley() -> Callable[[list[Any]], int]:
    from parley.codebook import load
    from parley.pipeline import annotate_all

    book = load("peace")

    def run(docs: list[Any]) -> int:
        kinds = ("statements", "events", "proposals", "stances", "conditions", "figures", "times", "mentions")
        found = (one for first in range(0, len(docs), 16) for one in annotate_all(docs[first : first + 16], codebook=book))
        return sum(len(getattr(one, kind)) for one in found for kind in kinds)

    return run


OTHERS = {
    "spaCy without its entities": (bare_spacy, "spacy", "words and their relations"),
    "spaCy, whole": (whole_spacy, "spacy", "names of people, places, organisations"),
    "textacy, with spaCy": (textacy, "textacy", "direct quotations"),
    "dateparser.search": (dateparser, "dateparser", "dates"),
    "parley, the whole map": (parley, "parley", "findings, times and mentions"),
}


def main() -> None:
    from press import documents

    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    docs = list(documents(count))
    runs = {}
    for name, (make, module, what) in OTHERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{name}: {module} is not installed")
            continue
        runs[name] = (make(), what)
        runs[name][0](docs[:2])
    best: dict[str, tuple[float, int]] = {}
    for turn in range(2):
        for name, (run, _) in runs.items():
            # Others: what parley has parsed once it does not parse again.
            some = list(documents(count, first=count * (turn + 1)))
            start = time.process_time()
            found = run(some)
            taken = (time.process_time() - start, found)
            best[name] = min(best.get(name, taken), taken)
    base = best["spaCy without its entities"][0]
    print(f"{'on ' + str(count) + ' reports':28} {'a second':>9} {'times':>6}  finds")
    for name, (seconds, found) in best.items():
        print(f"{name:28} {count / seconds:9.1f} {seconds / base:6.2f}  {found} {runs[name][1]}")


if __name__ == "__main__":
    main()
