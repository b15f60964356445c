"""Feeds readers with broken bytes for a bounded time: `python tools/fuzz.py [--seconds 60] [ENDING…]`.

Each input is grown from small valid pieces of the formats, or from a whole file: one that the tests of the readers write (they are run once to have them) or
one of tests/read/crashes/. Containers are also taken apart, changed inside and put together again, so that what is broken lies behind a sound header and a
right checksum. A reader must give documents and problems, never raise, and end within the bound of an input (`SLOW`, of processor time). What does not is
written to tests/read/crashes/ under the hash of its bytes and its ending. Under atheris, where it is installed, the same check is driven by coverage:
`--atheris ENDING`.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import io
import random
import subprocess
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile
import zlib
from pathlib import Path

from parley.model import Document, Problem
from parley.read import Limits, ReadOptions
from parley.read.formats import READERS
from parley.read.inputs import read_source
from parley.read.report import Meta, Source

TESTS = Path(__file__).parents[1] / "tests" / "read"
CRASHES = TESTS / "crashes"
ENDINGS = (*READERS, ".zip", ".tar", ".tar.gz", ".gz", "")
ALIKE = ((".rss", ".atom", ".xml", ".rdf"), (".html", ".htm", ".xhtml", ".shtml"), (".txt", ".text", ".md"), (".jsonl", ".ndjson"), (".mhtml", ".mht"))
SLOW = 20.0
LEFT_OUT = ("test_crashes.py", "test_properties.py", "test_decode.py")  # they write no files of their own
LIMITS = Limits(report_characters=200_000, expanded_bytes=1_000_000)  # the form is tested, not the size: a bomb within the usual bounds takes its time
LARGEST = 100_000  # a seed larger than this is a test of size, not of form
PIECES = [
    b"<html>", b"<p>Talks resumed in Vesk, he said.</p>", b"<", b"&#0;", b"<!--", b'{"text": "a"}', b'{"text":',
    b'{"body_text": "a", "headline": "b", "body_html": "<p>a</p>", "versioncreated": "2031-03-18T19:17:00Z"}',
    b'[{"type": "article-newspaper", "abstract": "a", "issued": {"date-parts": [[2031, 3, 18]]}}]',
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
    for found in read_source(source, Meta(), ReadOptions(limits=LIMITS)):
        if not isinstance(found, (Document, Problem)):
            raise TypeError(f"a reader gave a {type(found).__name__}")
        if isinstance(found, Problem) and found.code == "reader_failed":
            raise RuntimeError(found.message)
    if time.process_time() - start > SLOW:
        raise TimeoutError(f"it took more than {SLOW:g} seconds")


@functools.cache
def written() -> dict[str, bytes]:
    """The files that the tests of the readers write, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "tmp_path_retention_policy=all", "--basetemp", f"{folder}/t"]
        words += [str(path) for path in sorted((*TESTS.glob("test_*.py"), *TESTS.glob("clippings/test_*.py"))) if path.name not in LEFT_OUT]
        subprocess.run([sys.executable, *words], check=False, capture_output=True, timeout=600)
        files = [path for path in sorted(Path(folder).rglob("*")) if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST]
        return {str(path): path.read_bytes() for path in files}


def seeds_of(ending: str) -> list[bytes]:
    """The whole files of an ending, and of those that the same reader reads: what the tests of the readers write, and what broke the reader once."""
    alike = next((ends for ends in ALIKE if ending in ends), (ending,))
    broke = [path.read_bytes() for path in sorted(CRASHES.glob("*")) if path.name.partition("_")[2] in (end or "none" for end in alike)]
    return sorted({raw for raw in (*broke, *(raw for name, raw in written().items() if name.lower().endswith(alike))) if raw})


def changed(chance: random.Random, raw: bytes, seeds: list[bytes]) -> bytes:
    """The bytes with some of them changed, doubled, cut or taken from another seed."""
    made = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made[at:at] = chance.choice(PIECES)
            case 1:
                made[at : at + chance.randint(1, 30)] = b""
            case 2:
                made[at:at] = made[at : at + chance.randint(1, 60)] * chance.choice((1, 2, 50))
            case 3:
                other = chance.choice(seeds or PIECES)
                start = chance.randrange(len(other))
                made[at : at + chance.randint(0, 60)] = other[start : start + chance.randint(1, 200)]
            case _:
                made[at : at + 1] = chance.randbytes(1)
    return bytes(made[:200_000])


def inside(chance: random.Random, raw: bytes, seeds: list[bytes]) -> bytes:
    """A container with its content changed and its checksums right; what is no container, changed as it is."""
    try:
        if raw.startswith(b"\x1f\x8b"):
            return gzip.compress(inside(chance, gzip.decompress(raw), seeds), 1)
        if raw.startswith(b"PK\x03\x04"):
            return _zipped(chance, raw, seeds)
        if raw[257:262] == b"ustar":
            return _tarred(chance, raw, seeds)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, OSError, EOFError, ValueError, KeyError, RuntimeError, NotImplementedError):
        pass  # a seed that is broken already
    return changed(chance, raw, seeds)


def _zipped(chance: random.Random, raw: bytes, seeds: list[bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        names = old.namelist()
        if not names:
            raise ValueError("an archive of nothing")
        one = "word/document.xml" if "word/document.xml" in names and chance.random() < 0.9 else chance.choice(names)
        for name in names:
            body = old.read(name)
            new.writestr(name, inside(chance, body, seeds) if name == one else body)
    return out.getvalue()


def _tarred(chance: random.Random, raw: bytes, seeds: list[bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(raw)) as old, tarfile.open(fileobj=out, mode="w") as new:
        for info in old:
            held = old.extractfile(info) if info.isfile() else None
            body = inside(chance, held.read(), seeds) if held else b""
            info.size = len(body)
            new.addfile(info, io.BytesIO(body))
    return out.getvalue()


def grown(chance: random.Random, seeds: list[bytes]) -> bytes:
    """An input: a whole file changed within or as it is, or pieces in a row."""
    kind = chance.random()
    if seeds and kind < 0.8:
        raw = chance.choice(seeds)
        return inside(chance, raw, seeds) if kind < 0.45 else changed(chance, raw, seeds)
    raw = b"".join(chance.choices(PIECES, k=chance.randint(1, 14)))
    return changed(chance, raw, seeds) if kind < 0.95 else raw


def keep(ending: str, raw: bytes) -> None:
    """Writes an input that broke a reader to the corpus."""
    CRASHES.mkdir(exist_ok=True)
    (CRASHES / f"{hashlib.sha256(raw).hexdigest()[:12]}_{ending or 'none'}").write_bytes(raw)


def fuzz(ending: str, seconds: float, seed: int) -> tuple[int, int]:
    """Runs one reader for so long; gives back how many inputs it read and how many broke it."""
    chance, seeds, runs, broken = random.Random(seed), seeds_of(ending), 0, 0
    check(".txt", b"The envoys said on Tuesday that the talks had been useful.")  # models are loaded before the clock starts
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        raw = grown(chance, seeds)
        runs += 1
        try:
            check(ending, raw)
        except Exception:  # noqa: BLE001 - what a reader raises is what is looked for
            broken += 1
            keep(ending, raw)
            traceback.print_exc()
    return runs, broken


def by_coverage(ending: str, seconds: float, seed: int) -> None:
    """Runs one reader under atheris, which ends the process; each input that breaks it is kept, and the run goes on."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    seeds = seeds_of(ending)
    folder = tempfile.mkdtemp(prefix="fuzz")
    for number, raw in enumerate(seeds):
        (Path(folder) / str(number)).write_bytes(raw)
    check(".txt", b"The envoys said on Tuesday that the talks had been useful.")

    def one(raw: bytes) -> None:
        try:
            check(ending, raw)
        except Exception:  # noqa: BLE001 - as above
            keep(ending, raw)
            traceback.print_exc()

    def mutate(raw: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        return inside(chance, raw, seeds)[:most] if chance.random() < 0.3 and raw else bytes(atheris.Mutate(raw, most))

    atheris.instrument_all()
    words = [sys.argv[0], folder, f"-max_total_time={int(seconds)}", f"-seed={seed}", f"-max_len={LARGEST}", "-rss_limit_mb=4096", "-verbosity=1"]
    atheris.Setup(words, one, custom_mutator=mutate)
    atheris.Fuzz()


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("endings", nargs="*", default=list(ENDINGS))
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked.add_argument("--atheris", action="store_true")
    said = asked.parse_args()
    if said.atheris:
        by_coverage(said.endings[0], said.seconds, said.seed)
    total = 0
    for ending in said.endings:
        runs, broken = fuzz(ending, said.seconds, said.seed)
        total += broken
        print(f"{ending or 'no ending':10} {runs:7} inputs in {said.seconds:g} s, {broken} broke it (seed {said.seed})", flush=True)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
