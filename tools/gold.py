"""Reports with gold, what parley finds in them, and both as the scorer of ../shared takes them; `tests/quality/unseen/README.md` tells the forms of gold."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from parley.codebook import load as load_codebook
from parley.model import AnnotatedDocument, Published, document
from parley.pipeline import annotate_all

KINDS = ("statements", "events", "proposals", "stances", "conditions", "figures")


def unseen(path: Path) -> list[dict[str, Any]]:
    """The reports of a file of `tests/quality/unseen`, each with the lines of its gold (`gold`)."""
    found = []
    for report in tomllib.loads(path.read_text(encoding="utf-8"))["report"]:
        text = report["text"].strip() + "\n"
        found.append({**report, "text": text, "gold": lines(report, text)})
    return found


def lines(report: Mapping[str, Any], text: str) -> list[dict[str, Any]]:
    """The gold of one report as the scorer takes it: offsets and values."""

    def line(kind: str, words: str, fields: dict[str, Any], more: Sequence[dict[str, Any]]) -> dict[str, Any]:
        start = text.index(words)
        return {"item": report["item"], "kind": kind, "span": [start, start + len(words)], "fields": fields | (more[0] if more else {})}

    found = [line("stance", words, {"holder": holder, "target": target, "value": value}, more) for words, holder, target, value, *more in report["stances"]]
    for words, holder, relation, *more in report["conditions"]:
        found.append(line("condition", words, {"relation": relation} | ({"holder": holder} if holder else {}), more))
    for words, kind, proposer, *more in report["proposals"]:
        found.append(line("proposal", words, {"kind": kind} | ({"proposers": [proposer]} if proposer.strip("|") else {}), more))
    for words, kind, status, *more in report.get("events", ()):
        found.append(line("event", words, {"type": kind, "status": status}, more))
    for words, value, unit, *more in report.get("figures", ()):
        found.append(line("figure", words, {"value": value} | ({"unit": unit} if unit else {}), more))
    return found


def read(reports: Iterable[Mapping[str, Any]]) -> list[AnnotatedDocument]:
    """What is found in reports (item, text, published, codebook), those of one codebook together."""
    reports = list(reports)
    found = []
    for book in sorted({report["codebook"] for report in reports}):
        docs = [
            document(one["item"], one["text"], published=Published(edtf=one["published"], start=one["published"], basis="given"))
            for one in reports
            if one["codebook"] == book
        ]
        found += annotate_all(docs, codebook=load_codebook(book))
    assert not any(doc.problems for doc in found), "nothing went wrong in reading"
    return found


def write(docs: Iterable[AnnotatedDocument], out: Path) -> None:
    """One JSON-lines file a kind, and the documents."""
    docs = list(docs)
    out.mkdir(parents=True, exist_ok=True)
    with (out / "documents.jsonl").open("w", encoding="utf-8") as file:
        for doc in docs:
            file.write(json.dumps({"id": doc.document.id, "item": doc.document.item}) + "\n")
    for kind in KINDS:
        with (out / f"{kind}.jsonl").open("wb") as rows:
            for doc in docs:
                for finding in getattr(doc, kind):
                    rows.write(msgspec.json.encode(finding) + b"\n")


def told(shared: Path, gold: Path, out: Path) -> str:
    """What the scorer of the folder `shared` says of an export in `out`."""
    words = [sys.executable, str(shared / "bench" / "findings" / "score.py"), str(gold), str(out)]
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=60).stdout


def scores(shared: Path, gold: Path, out: Path) -> dict[str, tuple[float, float]]:
    """Kind → F1 and precision in percent."""
    rows = re.findall(r"^(\w+)\s+gold=\d+ found=\d+ P/R/F ([\d.]+)/[\d.]+/([\d.]+)", told(shared, gold, out), re.M)
    return {kind: (float(f), float(p)) for kind, p, f in rows}


def scored(shared: Path, reports: Sequence[Mapping[str, Any]], out: Path) -> dict[str, tuple[float, float]]:
    """The same of reports with their gold (`gold`); writes the export and the gold to `out`."""
    write(read(reports), out)
    gold = out / "gold.jsonl"
    gold.write_text("".join(json.dumps(line) + "\n" for report in reports for line in report["gold"]), encoding="utf-8")
    return scores(shared, gold, out)
