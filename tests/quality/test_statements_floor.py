"""A floor under the statements extractor: trained on one half of our own annotated reports it reads the other half at least this well."""

import hashlib
from pathlib import Path

import pytest

from parley.codebook import load as load_codebook
from parley.extract.statements import attributions
from parley.extract.statements.corpus import read_inline
from parley.extract.statements.scorer import undump
from parley.extract.statements.train import _Words, train
from parley.lang import load
from parley.model import AnnotatedDocument, document
from parley.segment import find_quotations, parse

CORPUS = Path(__file__).parents[2] / "corpora" / "attributions"
CORPUS_HASH = "b9594a6f60606154"
FLOOR = 0.735


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the annotated reports are not part of the package")
def test_half_of_the_reports_teach_enough_to_read_the_other_half() -> None:
    files = sorted(CORPUS.glob("*.txt"))
    assert hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:16] == CORPUS_HASH, "the corpus changed: measure again and pin it"
    lang, book = load("en"), load_codebook()
    pairs = []
    for file in files:
        report = read_inline(file.stem, file.read_text(encoding="utf-8"))
        doc = AnnotatedDocument(document=document(report.id, report.text))
        pairs.append((parse(find_quotations(doc, lang, book), lang, book), report.attributions))
    model = undump(train(pairs[::2], lang))
    hits = found = wanted = 0
    for doc, golds in pairs[1::2]:
        words = _Words(doc.document.text)
        gold = [words.under(g.content) for g in golds]
        mine = [words.under(a.content) for a in attributions(doc, lang, model)]
        wanted, found = wanted + len(gold), found + len(mine)
        for content in mine:
            best = max(gold, key=lambda g: len(g & content) / len(g | content) if g | content else 0, default=None)
            if best is not None and len(best & content) >= 0.8 * len(best | content):
                gold.remove(best)
                hits += 1
    assert 2 * hits / (found + wanted) >= FLOOR, f"F {2 * hits / (found + wanted):.3f}: P {hits / found:.3f} R {hits / wanted:.3f}"
