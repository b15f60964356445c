"""Predictions for the time scorer: bench_times.py GOLD.jsonl OUT.jsonl reads id, dct and text of each line and writes the TIMEX3 found there."""

import json
import sys
from datetime import datetime

from parley.lang import load
from parley.model import Published, document
from parley.times.anchors import start_of
from parley.times.resolve import Read, readings, recognised


def flat(read: Read) -> list[Read]:
    return [inner for part in read.parts for inner in flat(part)] if read.parts else [read]


def main() -> None:
    lang = load("en")
    with open(sys.argv[1], encoding="utf-8") as gold, open(sys.argv[2], "w", encoding="utf-8") as out:
        for line in gold:
            item = json.loads(line)
            dct = datetime.fromisoformat(item["dct"]).date().isoformat()
            doc = document(item["id"], item["text"], published=Published(edtf=dct, start=dct, basis="given"))
            reads = [inner for read in readings(doc.text, recognised(doc.text, [(0, len(doc.text))], lang), start_of(doc, lang), lang) for inner in flat(read)]
            timexes = [{"start": r.found.start, "end": r.found.end, "type": r.reading.timex.type, "value": r.reading.timex.value} for r in reads]
            out.write(json.dumps({"id": item["id"], "timexes": timexes}) + "\n")


if __name__ == "__main__":
    main()
