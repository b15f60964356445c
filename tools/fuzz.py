"""Feeds readers with broken bytes for a bounded time: `python tools/fuzz.py [--seconds 60] [ENDING…]`.

Each input is grown from small valid pieces of the formats and from the corpus in tests/read/crashes/. A reader must give documents and problems, never
raise, and end within the bound of an input (`SLOW`, of processor time). What does not is written to tests/read/crashes/ under the hash of its bytes and its
ending. Under atheris, where it is installed, the same check is driven by coverage: `--atheris`.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import sys
import time
import traceback
from pathlib import Path

from parley.model import Document, Problem
from parley.read import ReadOptions
from parley.read.formats import READERS
from parley.read.inputs import read_source
from parley.read.report import Meta, Source

CRASHES = Path(__file__).parents[1] / "tests" / "read" / "crashes"
ENDINGS = (*READERS, ".zip", ".tar", ".gz", "")
SLOW = 20.0
PIECES = [
    b"<html>", b"<p>Talks resumed in Vesk, he said.</p>", b"<", b"&#0;", b"<!--", b'{"text": "a"}', b'{"text":',
    b"[", b"\n", b"\r\n", b"\0", b"\xff\xfe", b"\xe9", b'"',
    b",", b"text,date\n", b"From a b\n", b"Subject: x\n\n", b"Content-Type: text/html; charset=nope\n", b"<rss><channel><item>", b"<urlset><url><loc>http://a/",
    b"VESK, July 28 (AP) - Talks.", b"Source: The Norra Post\n", b"Date: 18 March 2031\n", b"End of Document\n", b"1 of 2 DOCUMENTS\n", b"Body\n",
    b"Length: 5 words\n",
    b"March 14, 2031 Friday\n", b"HD\tTalks\n", b"LP\n", b"412 words\n", b"Document NORPOS0020310318en3i0001x\n", b"ProQuest document ID: 9\n",
    b"Full text: a\n",
    b"____________________________\n", b"{\\rtf1\\ansi ", b"\\par ", b"\\'e9", b"\\u8220?", b"{\\*\\x", b"}", b"%PDF-1.4\n",
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
    b"trailer<</Root 1 0 R>>", b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Length: 60\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"TY  - NEWS\nAB  - a\nER  - \n", b"PK\x03\x04", b"\x1f\x8b\x08", b"ustar", "“é\u202e".encode(),
]  # fmt: skip


def check(ending: str, raw: bytes) -> None:
    """Reads the bytes as a file of that ending; raises when a reader does, when something else comes out, or when it takes too long."""
    start = time.process_time()
    source = Source(f"a{ending}", f"a{ending}", len(raw), lambda: io.BytesIO(raw))
    for found in read_source(source, Meta(), ReadOptions()):
        if not isinstance(found, (Document, Problem)):
            raise TypeError(f"a reader gave a {type(found).__name__}")
    if time.process_time() - start > SLOW:
        raise TimeoutError(f"it took more than {SLOW:g} seconds")


def grown(chance: random.Random, seeds: list[bytes]) -> bytes:
    """An input: pieces in a row, then some bytes of it changed, doubled or cut."""
    raw = bytearray(chance.choice(seeds) if seeds and chance.random() < 0.4 else b"".join(chance.choices(PIECES, k=chance.randint(1, 14))))
    for _ in range(chance.randint(0, 6)):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(4):
            case 0:
                raw[at:at] = chance.choice(PIECES)
            case 1:
                raw[at : at + chance.randint(1, 30)] = b""
            case 2:
                raw[at:at] = raw[at : at + chance.randint(1, 60)] * chance.choice((1, 2, 50))
            case _:
                raw[at : at + 1] = chance.randbytes(1)
    return bytes(raw[:200_000])


def kept(ending: str) -> list[bytes]:
    """The corpus of an ending: inputs that broke it once."""
    return [path.read_bytes() for path in sorted(CRASHES.glob("*")) if path.name.endswith(f"_{ending or 'none'}")] if CRASHES.is_dir() else []


def fuzz(ending: str, seconds: float, seed: int) -> tuple[int, int]:
    """Runs one reader for so long; gives back how many inputs it read and how many broke it."""
    chance, seeds, runs, broken = random.Random(seed), kept(ending), 0, 0
    check(".txt", b"The envoys said on Tuesday that the talks had been useful.")  # models are loaded before the clock starts
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        raw = grown(chance, seeds)
        runs += 1
        try:
            check(ending, raw)
        except Exception:  # noqa: BLE001 - what a reader raises is what is looked for
            broken += 1
            CRASHES.mkdir(exist_ok=True)
            (CRASHES / f"{hashlib.sha256(raw).hexdigest()[:12]}_{ending or 'none'}").write_bytes(raw)
            traceback.print_exc()
    return runs, broken


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("endings", nargs="*", default=list(ENDINGS))
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked.add_argument("--atheris", action="store_true")
    said = asked.parse_args()
    if said.atheris:
        import atheris  # type: ignore[import-not-found,unused-ignore]

        atheris.instrument_all()
        atheris.Setup([sys.argv[0]], lambda raw: check(said.endings[0], raw))
        atheris.Fuzz()
    total = 0
    for ending in said.endings:
        runs, broken = fuzz(ending, said.seconds, said.seed)
        total += broken
        print(f"{ending or 'no ending':10} {runs:7} inputs in {said.seconds:g} s, {broken} broke it (seed {said.seed})", flush=True)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
