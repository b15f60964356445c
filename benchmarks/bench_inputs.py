"""Documents a second of each reader, with the library that it rests on doing the bare work on the same bytes beside it in the same run.

What a reader adds is its own share: decoding, title, authors, outlet, all dates, language, dateline, byline, credits, bounds. Machines are noisy: look at the
ratio. `python benchmarks/bench_inputs.py [SECONDS]` prints a line for each reader; each is measured in turns, and its best turn counts.
"""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import os
import sys
import textwrap
import zipfile
from collections.abc import Callable

from bench_hostile import pdf

from parley.model import Document
from parley.read import ReadOptions
from parley.read.inputs import read_source
from parley.read.report import Meta, Source

PARAGRAPH = "The envoys of Norra and Sestria met again in Vesk on Tuesday, and “nobody left the table,” the Norran minister, Ana Reyl, said in a statement. "
TEXT = [PARAGRAPH * 3] * 12
HEAD = (
    '<title>Talks go on</title><meta property="article:published_time" content="2031-03-18T19:17:00+01:00">'
    '<meta property="og:site_name" content="The Norra Post">'
)
TURNS = 3


def page() -> str:
    """An article's page."""
    return f"<html><head>{HEAD}</head><body><article><h1>Talks go on</h1>{''.join(f'<p>{text}</p>' for text in TEXT)}</article></body></html>"


def word() -> bytes:
    """A DOCX file."""
    import docx

    made = docx.Document()
    for text in TEXT:
        made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def portable() -> bytes:
    """A PDF file of one page."""
    lines = [line for text in TEXT for line in (*textwrap.wrap(text, 110), "")]
    shown = "".join(f"BT /F 7 Tf 40 {780 - 9 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    return pdf(shown.encode("cp1252"))


def archive() -> bytes:
    """A web archive of ten pages."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    out = io.BytesIO()
    for number in range(10):
        body = page().encode()
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://post.example/{number}"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        record.write(out)
    return out.getvalue()


def feed() -> bytes:
    """A feed of ten entries with their whole text."""
    content = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in TEXT)
    head = "<item><title>Talks go on</title><pubDate>Tue, 18 Mar 2031 19:17:00 +0100</pubDate>"
    entry = head + "<link>https://post.example/{}</link><description>{}</description></item>"
    return ("<rss version='2.0'><channel><title>The Norra Post</title>" + "".join(entry.format(n, content) for n in range(10)) + "</channel></rss>").encode()


def message() -> bytes:
    """A message in plain text."""
    made = email.message.EmailMessage()
    made["Subject"], made["From"], made["Date"] = "Talks go on", "The Norra Post <a@post.example>", "Tue, 18 Mar 2031 19:17:00 +0100"
    made.set_content("\n\n".join(TEXT))
    return made.as_bytes()


def rows(form: str) -> bytes:
    """Ten reports as CSV or JSON lines."""
    some = [{"id": str(n), "outlet": "The Norra Post", "published": "2031-03-18", "text": "\n".join(TEXT)} for n in range(10)]
    if form == "jsonl":
        return "".join(json.dumps(row) + "\n" for row in some).encode()
    out = io.StringIO()
    table = csv.DictWriter(out, list(some[0]))
    table.writeheader()
    table.writerows(some)
    return out.getvalue().encode()


def bare_html(raw: bytes) -> int:
    import trafilatura

    return bool(trafilatura.bare_extraction(raw.decode(), with_metadata=True))


def bare_docx(raw: bytes) -> int:
    import lxml.etree

    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return bool("".join(lxml.etree.fromstring(package.read("word/document.xml")).itertext()))


def bare_pdf(raw: bytes) -> int:
    import pypdfium2

    return bool("".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(raw)))


def bare_warc(raw: bytes) -> int:
    from fastwarc.warc import ArchiveIterator

    return sum(bare_html(record.reader.read()) for record in ArchiveIterator(io.BytesIO(raw), parse_http=True))


def bare_feed(raw: bytes) -> int:
    import lxml.etree
    import lxml.html

    entries = lxml.etree.fromstring(raw).findall(".//item")
    return sum(bool(lxml.html.fromstring(entry.findtext("description") or "").text_content()) for entry in entries)


def bare_mail(raw: bytes) -> int:
    return bool(email.message_from_bytes(raw, policy=email.policy.default).get_content())


def bare_csv(raw: bytes) -> int:
    return len(list(csv.DictReader(io.StringIO(raw.decode()))))


def bare_json(raw: bytes) -> int:
    return len([json.loads(line) for line in raw.splitlines()])


CASES: dict[str, tuple[Callable[[], bytes], Callable[[bytes], int], str]] = {
    ".html": (lambda: page().encode(), bare_html, "trafilatura"),
    ".docx": (word, bare_docx, "zipfile and lxml"),
    ".pdf": (portable, bare_pdf, "pypdfium2"),
    ".warc": (archive, bare_warc, "fastwarc and trafilatura"),
    ".rss": (feed, bare_feed, "lxml"),
    ".eml": (message, bare_mail, "email"),
    ".csv": (lambda: rows("csv"), bare_csv, "csv"),
    ".jsonl": (lambda: rows("jsonl"), bare_json, "json"),
}


def read(ending: str, raw: bytes) -> int:
    """How many documents parley reads from the bytes."""
    source = Source(f"a{ending}", f"a{ending}", len(raw), lambda: io.BytesIO(raw))
    return sum(isinstance(found, Document) for found in read_source(source, Meta(), ReadOptions()))


def spent() -> float:
    """Seconds of processor time, with those of processes that were started and have ended: a PDF file is opened in one."""
    return sum(os.times()[:4])


def pace(work: Callable[[], int], seconds: float) -> float:
    """Documents a second of processor time."""
    count, start = 0, spent()
    while spent() - start < seconds:
        count += work()
    return count / (spent() - start)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    for ending, (make, bare, name) in CASES.items():
        raw = make()
        assert read(ending, raw) == bare(raw), ending
        turns = [(pace(lambda e=ending, r=raw: read(e, r), seconds), pace(lambda b=bare, r=raw: b(r), seconds)) for _ in range(TURNS)]  # type: ignore[misc]
        ours, theirs = max(turn[0] for turn in turns), max(turn[1] for turn in turns)
        print(f"{ending:7} {ours:9.1f} documents a second, {theirs:9.1f} of {name} alone: {theirs / ours:5.2f} times the time", flush=True)


if __name__ == "__main__":
    main()
