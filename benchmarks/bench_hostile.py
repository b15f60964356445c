"""Seconds of processor time and peak memory that `parley read` takes on input made to break it: `python benchmarks/bench_hostile.py [NAME…]`.

Each input is written anew and read by a process of its own into a record of its own; the line says what became of it: documents, statements, and the codes
of the problem rows. A read that takes longer than `BOUND` seconds is ended and says so.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

BOUND = 600
MILLION = 1_000_000
PROSE = "the envoys of Norra met the ministers of Sestria and "
SAID = "“The talks will go on,” Norra's envoy Ana Reyl said. "
PARAGRAPH = "Norra's envoy Ana Reyl said on Tuesday that the talks with Sestria would go on until the truce was signed.\n"


def filled(piece: str, size: int = MILLION - 1) -> bytes:
    """The piece again and again up to so many characters."""
    return (piece * (size // len(piece))).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def within(depth: int) -> bytes:
    """Archives in archives, ten in each, with a megabyte of zeros in the innermost."""
    raw = bytes(MILLION)
    for level in range(depth):
        raw = zipped({f"{n}.{'zip' if level else 'txt'}": raw for n in range(10)})
    return raw


def pdf(content: bytes, packed: bool = True, pages: int = 1) -> bytes:
    """A PDF file whose pages all show one stream."""
    body = zlib.compress(content, 9) if packed else content
    kids = " ".join(f"{5 + n} 0 R" for n in range(pages))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        f"<</Length {len(body)}{'/Filter/FlateDecode' if packed else ''}>>stream\n".encode() + body + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *[page.encode()] * pages,
    ]  # fmt: skip
    return b"%PDF-1.4\n" + b"".join(f"{n} 0 obj".encode() + part + b"endobj\n" for n, part in enumerate(parts, 1)) + b"trailer<</Root 1 0 R>>"


def bomb() -> bytes:
    """Entities in entities."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "talks">{entities}]><rss><channel><item><title>&e11;</title></item></channel></rss>'.encode()


def page(inner: str) -> bytes:
    return f"<html><body><article><h1>Talks go on</h1>{inner}</article></body></html>".encode()


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a megabyte of prose without a stop": ("a.txt", lambda: filled(PROSE)),
    "a megabyte of one word": ("a.txt", lambda: filled("a")),
    "a megabyte of statements": ("a.txt", lambda: filled(SAID)),
    "a megabyte of statements, one a paragraph": ("a.txt", lambda: filled(PARAGRAPH)),
    "a million straight quotation marks": ("a.txt", lambda: filled('"')),
    "a million opening quotation marks": ("a.txt", lambda: filled("“")),
    "330,000 quotations of a letter": ("a.txt", lambda: filled("“a” ")),
    "unclosed quotations, one a paragraph": ("a.txt", lambda: filled("“We will not sign, the envoy of Norra said.\n")),
    "quotations in quotations": ("a.txt", lambda: filled("“She said ‘he said “they said ‘no’ to it” and left’ today,” Reyl said. ")),
    "a line of 100 MB as text": ("a.txt", lambda: filled("talks go on ", 100 * MILLION)),
    "a line of 100 MB as JSON": ("a.jsonl", lambda: b'{"text": "' + filled("talks go on ", 100 * MILLION) + b'"}'),
    "a line of 100 MB as CSV": ("a.csv", lambda: b"id,text\n1," + filled("talks go on ", 100 * MILLION)),
    "HTML 100,000 elements deep": ("a.html", lambda: page("<div>" * 100_000 + PARAGRAPH + "</div>" * 100_000)),
    "HTML of 300,000 empty elements": ("a.html", lambda: page("<p></p>" * 300_000 + f"<p>{PARAGRAPH}</p>" * 3)),
    "JSON 100,000 lists deep": ("a.json", lambda: b"[" * 100_000 + b"]" * 100_000),
    "entities in entities (XML bomb)": ("a.rss", bomb),
    "a gigabyte of zeros in a zip": ("a.zip", lambda: zipped({f"{n}.txt": bytes(31 * MILLION) for n in range(32)})),
    "36 MB of text in a zip": ("a.zip", lambda: zipped({f"{n}.txt": filled(PARAGRAPH, 990_000) for n in range(36)})),
    "archives in archives": ("a.zip", lambda: within(5)),
    "a zip with names that lead out": ("a.zip", lambda: zipped({"../../out.txt": PARAGRAPH.encode(), "/etc/out.txt": PARAGRAPH.encode()})),
    "a PDF stream of 1 GB": ("a.pdf", lambda: pdf(bytes(1000 * MILLION))),
    "a PDF of 2,000 pages of 10,000 words": ("a.pdf", lambda: pdf(b"BT /F 9 Tf 10 700 Td " + b"(talks) Tj 1 0 Td " * 10_000 + b"ET", pages=2000)),
    "a PDF of 100,000 pages": ("a.pdf", lambda: pdf(b"BT /F 9 Tf (talks) Tj ET", pages=100_000)),
    "a megabyte of NULs": ("a.txt", lambda: b"Talks go on." + bytes(MILLION - 100)),
    "NULs between the letters": ("a.txt", lambda: filled("T\0a\0l\0k\0s\0.\0 \0")),
    "marks that turn the direction": ("a.txt", lambda: filled("talks \u202ego\u202c on ")),
    "a megabyte of accents on one letter": ("a.txt", lambda: b"e" + filled("\u0301")),
    "UTF-16 without a mark": ("a.txt", lambda: (PARAGRAPH * 5000).encode("utf-16-le")),
    "UTF-8 and Windows-1252 in turn": ("a.txt", lambda: ("“Talks,” " * 50_000).encode() + ("“Talks,” " * 50_000).encode("cp1252")),
    "a mailbox of 100,000 empty messages": ("a.mbox", lambda: b"From a b\n\n\n" * 100_000),
    "a message 10,000 parts deep": (
        "a.eml", lambda: b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(10_000))
    ),
    "RTF 1,000,000 groups deep": ("a.rtf", lambda: b"{\\rtf1 " + b"{" * MILLION),
}  # fmt: skip


def folder_of_links(place: Path) -> None:
    """Links that lead in circles, and one file."""
    (place / "a").mkdir(parents=True)
    for n in range(20):
        (place / "a" / f"up{n}").symlink_to(place, target_is_directory=True)
        (place / f"self{n}").symlink_to(f"self{n}")
    (place / "a.txt").write_text(PARAGRAPH)


def measured(path: Path, record: Path) -> str:
    """Processor time, peak memory (of the read and of what it starts) and what became of the input."""
    words = [sys.executable, "-m", "parley", "read", str(path), "--record", str(record), "--quiet"]
    start = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ender = threading.Timer(BOUND, os.kill, (process.pid, signal.SIGKILL))
    ender.start()
    _, status, usage = os.wait4(process.pid, 0)
    ender.cancel()
    spent = f"{usage.ru_utime + usage.ru_stime:6.1f} s of processor time, {time.monotonic() - start:6.1f} s, peak {usage.ru_maxrss / 1024:5.0f} MB"
    code = os.waitstatus_to_exitcode(status)
    return f"{spent}, exit {code}: {'ended at the bound' if code == -signal.SIGKILL else found(record)}"


def found(record: Path) -> str:
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([sys.executable, "-m", "parley", "export", str(record), "--out", out], check=False, capture_output=True)
        rows = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in Path(out).iterdir()}
    codes = Counter(json.loads(row)["code"] for row in rows.get("problems", ()))
    return f"{len(rows.get('documents', ()))} documents, {len(rows.get('statements', ()))} statements; {dict(codes) or 'no problem'}"


def main() -> None:
    wanted = sys.argv[1:]
    for name, (file, make) in CASES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file
            if (writer := os.fork()) == 0:  # apart: the memory of what starts a process counts as that of the process
                path.write_bytes(make())
                os._exit(0)
            os.waitpid(writer, 0)
            print(f"{name:42} {measured(path, Path(folder) / 'talks.db')}", flush=True)
    if not wanted or "links" in wanted:
        with tempfile.TemporaryDirectory() as folder:
            folder_of_links(Path(folder) / "press")
            print(f"{'links in a circle':42} {measured(Path(folder) / 'press', Path(folder) / 'talks.db')}", flush=True)


if __name__ == "__main__":
    main()
