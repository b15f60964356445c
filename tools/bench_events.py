#!/usr/bin/env python3
"""Measure events and figures: root types on sentences, fields on whole reports.

bench_events.py root SENTENCES.jsonl [--misses TYPE] [--peace]     share of sentences where an event between the given source and target has the root type
bench_events.py findings GOLD.jsonl OUT [--press PRESS.jsonl] [--seeds DIR]    writes the export form of the gold's documents for score.py
bench_events.py speed GOLD.jsonl [--press …] [--seeds …]           seconds of parse and of these two stages
"""

import argparse
import collections
import csv
import json
import pathlib
import sys
import time

import msgspec

from parley.codebook import load as load_codebook
from parley.extract.events import find_events
from parley.extract.figures import find_figures
from parley.lang import load as load_language
from parley.model import Actor, AnnotatedDocument, Document, Event, Mention, Published, document
from parley.pipeline import STAGES

MINE = (find_events, find_figures)
NAMES = {f.__name__ for f in MINE}


def before() -> list:
    """The pipeline's stages that run before these two."""
    names = [s.__name__ for s in STAGES]
    stop = next((i for i, n in enumerate(names) if n in NAMES), None)
    keep = STAGES[:stop] if stop is not None else tuple(s for s in STAGES if s.__name__ in WANTED)
    return list(keep)


WANTED = {"label", "find_quotations", "parse", "find_actors", "read_times", "find_times", "find_statements"}


def read(doc: Document, stages: list, cache: str | None = None) -> AnnotatedDocument:
    lang, book = load_language("en"), load_codebook()
    kept = pathlib.Path(cache) / f"{doc.id}-{doc.published.start}.msgpack" if cache else None
    if kept and kept.exists():
        return msgspec.msgpack.decode(kept.read_bytes(), type=AnnotatedDocument)
    found = AnnotatedDocument(document=doc)
    for stage in stages:
        try:
            found = stage(found, lang, book)
        except Exception as fault:  # noqa: BLE001 - as in the pipeline: a broken step costs that step
            print(f"{stage.__name__} broke on {doc.item}: {fault!r}", file=sys.stderr)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(msgspec.msgpack.encode(found))
    return found


def press_documents(args: argparse.Namespace) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for path in args.press or []:
        for line in filter(None, pathlib.Path(path).read_text(encoding="utf-8").split("\n")):
            row = json.loads(line)
            item = row.get("url") or row["id"]
            found[item] = document(item, row["text"], outlet=row.get("outlet"), title=row.get("title"), published=_published(row.get("published")))
    for folder in args.seeds or []:
        with (pathlib.Path(folder) / "manifest.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                text = (pathlib.Path(folder) / row["file"]).read_text(encoding="utf-8")
                found[row["file"]] = document(row["file"], text, outlet=row["outlet"], published=_published(row["published"]))
    return found


def _published(day: str | None) -> Published:
    if not day:
        return Published(unresolved="no date given")
    import datetime

    start = day[:10]
    end = (datetime.date.fromisoformat(start) + datetime.timedelta(days=1)).isoformat() if len(start) == 10 else start
    return Published(edtf=start, start=start, end=end, grain="day", basis="given")


def with_given(doc: AnnotatedDocument, names: list[str]) -> AnnotatedDocument:
    """The sentence's given source and target as mentions, where they stand in the text and no mention covers them."""
    mentions = list(doc.mentions)
    actors = list(doc.actors)
    for name in names:
        at = doc.document.text.find(name)
        if at < 0:
            continue
        span = doc.document.span(at, at + len(name))
        for sent in doc.sentences:
            inside = [t for t in sent.tokens if span.start <= t.start and t.end <= span.end]
            if not inside:
                continue
            head = next((t for t in inside if not span.start <= sent.tokens[t.head].start < span.end or t.head == t.i), inside[-1])
            known = next((m.actor for m in mentions if m.sentence == sent.index and m.head == head.i and m.actor), None)
            actor = Actor(id=known or f"given:{at}", name=name, kind="group", key=name.lower())
            mentions = [m for m in mentions if not (m.sentence == sent.index and m.head == head.i) and not (m.span.overlaps(span) and m.kind == "place")]
            actors.append(actor)
            mentions.append(Mention(span=span, kind="group", form="name", sentence=sent.index, head=head.i, actor=actor.id, rule="given"))
            break
    return msgspec.structs.replace(doc, mentions=tuple(mentions), actors=tuple(actors))


def between(event: Event, doc: AnnotatedDocument, names: list[str]) -> bool:
    """Whether the event's evidence or participants touch each given name that stands in the text."""
    for name in names:
        at = doc.document.text.find(name)
        if at < 0:
            continue
        ids = {m.actor for m in doc.mentions if m.actor and m.span.start < at + len(name) and at < m.span.end}
        if any(p.actor.id in ids for p in event.participants):
            continue
        spans = [*event.evidence, event.trigger, *(p.span for p in event.participants if p.span)]
        if not any(s.start < at + len(name) and at < s.end for s in spans):
            return False
    return True


def root(name: str) -> str:
    return "YIELD" if name in ("CONCEDE", "RETREAT", "YIELD") else name


def run_root(args: argparse.Namespace) -> None:
    stages = before()
    lang, book = load_language("en"), load_codebook()
    total = collections.Counter()
    right = collections.Counter()
    loose = 0
    confusion: collections.Counter = collections.Counter()
    events = 0
    for line in filter(None, pathlib.Path(args.path).read_text(encoding="utf-8").split("\n")):
        row = json.loads(line)
        if args.peace and not row.get("peace"):
            continue
        names = [
            n if isinstance(n, str) else n["actorText"]
            for n in ([row["source"], row["target"]] if isinstance(row["source"], str) else row["source"] + row["target"])
        ]
        doc = with_given(read(document(row["id"], row["text"]), stages, args.cache), names)
        doc = find_events(doc, lang, book)
        events += len(doc.events)
        all_types = [root(e.plover.type) for e in doc.events if e.plover]
        types = [root(e.plover.type) for e in doc.events if e.plover and between(e, doc, names)]
        want = root(row["type"])
        total[want] += 1
        loose += want in all_types
        if want in types:
            right[want] += 1
        else:
            confusion[want, ",".join(sorted(set(types))) or ("(elsewhere)" if all_types else "-")] += 1
            if args.misses and (args.misses in (want, "all")):
                print(
                    want,
                    "GOT",
                    [(e.type, e.status, e.trigger.text) for e in doc.events],
                    "|",
                    row["source"] if isinstance(row["source"], str) else "",
                    "|",
                    row["target"] if isinstance(row["target"], str) else "",
                    "|",
                    row["text"][:300],
                )
    n = sum(total.values())
    for name in sorted(total):
        print(f"{name:10s} {right[name]:4d}/{total[name]:4d} {right[name] / total[name]:.2f}")
    print(f"all {sum(right.values())}/{n} {sum(right.values()) / n:.3f}   any event in the sentence {loose / n:.3f}   events a sentence {events / n:.2f}")
    for (want, got), k in confusion.most_common(25 if args.confusion else 0):
        print("   ", want, "→", got, k)


def run_findings(args: argparse.Namespace) -> None:
    stages = before()
    docs = press_documents(args)
    items = {json.loads(line)["item"] for line in filter(None, pathlib.Path(args.path).read_text(encoding="utf-8").split("\n"))}
    out = pathlib.Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    files = {name: (out / f"{name}.jsonl").open("wb") for name in ("documents", "events", "figures")}
    lang, book = load_language("en"), load_codebook()
    for item in sorted(items):
        doc = read(docs[item], stages, args.cache)
        for stage in MINE:
            doc = stage(doc, lang, book)
        files["documents"].write(msgspec.json.encode({"id": doc.document.id, "item": item}) + b"\n")
        for finding in doc.events:
            files["events"].write(msgspec.json.encode(finding) + b"\n")
        for finding in doc.figures:
            files["figures"].write(msgspec.json.encode(finding) + b"\n")


def run_speed(args: argparse.Namespace) -> None:
    docs = list(press_documents(args).values())
    lang, book = load_language("en"), load_codebook()
    spent: collections.Counter = collections.Counter()
    for doc in docs:
        found = AnnotatedDocument(document=doc)
        for stage in (*before(), *MINE):
            start = time.process_time()
            found = stage(found, lang, book)
            spent[stage.__name__] += time.process_time() - start
    for name, seconds in spent.most_common():
        print(f"{name:16s} {seconds:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("root", "findings", "speed"))
    parser.add_argument("path")
    parser.add_argument("out", nargs="?")
    parser.add_argument("--press", action="append")
    parser.add_argument("--seeds", action="append")
    parser.add_argument("--peace", action="store_true")
    parser.add_argument("--misses")
    parser.add_argument("--cache", help="folder that keeps the earlier stages' work; delete it when they change")
    parser.add_argument("--confusion", action="store_true")
    args = parser.parse_args()
    {"root": run_root, "findings": run_findings, "speed": run_speed}[args.what](args)


if __name__ == "__main__":
    sys.exit(main())
