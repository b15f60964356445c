"""One tiny input for each problem code: functions that make the input and give back the problem rows that came of it, under the code that they are for."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec

import mapping
from parley import annotate
from parley.codebook import Codebook
from parley.codebook import load as load_codebook
from parley.engine import processes, read_into
from parley.lang import load as load_language
from parley.model import AnnotatedDocument, Problem, document
from parley.pipeline import annotate as run
from parley.read import Limits, ReadOptions, read_inputs
from parley.read.fetch import FetchOptions, fetch_inputs
from parley.read.inputs import read_source
from parley.read.report import Meta, Source
from parley.record import open_record
from parley.segment import label
from read.fetch.test_fetch import pages, site
from support import Report

INPUTS: dict[str, Callable[[Path], list[Problem]]] = {}
STORY = "Velmara and Orsunia will meet in Sennholm on Friday, the mediators said."
Make = Callable[[Path], list[Problem]]


def makes(code: str) -> Callable[[Make], Make]:
    """Enters the function as the one whose input makes the code."""

    def enter(made: Make) -> Make:
        INPUTS[code] = made
        return made

    return enter


def read(*paths: Path, **options: object) -> list[Problem]:
    """The problems of reading files."""
    return [found for found in read_inputs([str(path) for path in paths], ReadOptions(**options)) if isinstance(found, Problem)]  # type: ignore[arg-type]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file in the folder."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(name: str, content: bytes | str) -> bytes:
    """An archive with one file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def stored(*docs: AnnotatedDocument) -> list[Problem]:
    """The problems of a record to which documents were added."""
    with open_record(":memory:", create=True) as record:
        record.add(docs, pipeline="1")
        return list(record.problems())


# --- read: nothing came of the input ------------------------------------------------------------------------------------------------


@makes("not_found")
def _(folder: Path) -> list[Problem]:
    return read(folder / "nowhere.txt")


@makes("unreadable")
def _(folder: Path) -> list[Problem]:
    return read(folder / ("a" * 300))  # no file system takes such a name


def fetch(*addresses: str, private: bool = True) -> list[Problem]:
    """The problems of fetching addresses."""
    found = fetch_inputs(addresses, FetchOptions(private=private, pause=0.0, seconds=5.0), ReadOptions())
    return [one for one in found if isinstance(one, Problem)]


@makes("not_fetched")
def _(folder: Path) -> list[Problem]:
    with site(pages()) as (root, _):
        return fetch(f"{root}/gone")


@makes("robots")
def _(folder: Path) -> list[Problem]:
    with site(pages(robots_txt=(200, {}, b"User-agent: *\nDisallow: /\n"))) as (root, _):
        return fetch(f"{root}/a")


@makes("unsafe_address")
def _(folder: Path) -> list[Problem]:
    return fetch("http://127.0.0.1/", private=False)


@makes("unknown_format")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "pier", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"))


@makes("too_large")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.txt", STORY), limits=Limits(report_characters=20))


@makes("empty")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.txt", "\n"))


@makes("no_article")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.html", "<html><body><nav><a href='/'>Home</a></nav></body></html>"))


@makes("malformed")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.jsonl", '{"text": "Talks'))


@makes("no_text_column")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.csv", "paper,words\nHarbor Courier,7\n"))


@makes("missing_text")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.csv", "title,text\nTalks resume,\n"))


@makes("reader_failed")
def _(folder: Path) -> list[Problem]:
    cut = write(folder, "a.txt.gz", gzip.compress(STORY.encode())[:-9])
    source = Source(str(cut), "a.txt", -1, lambda: gzip.GzipFile(cut))  # its stream raises what no reader expects of a file
    return [found for found in read_source(source, Meta(), ReadOptions()) if isinstance(found, Problem)]


@makes("no_text_layer")
def _(folder: Path) -> list[Problem]:
    return read(
        write(
            folder,
            "a.pdf",
            b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
            b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>> endobj trailer <</Root 1 0 R>>",
        )
    )


@makes("needs_fetch")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.xml", "<urlset><url><loc>https://post.example/a</loc></url></urlset>"))


@makes("encrypted")
def _(folder: Path) -> list[Problem]:
    raw = bytearray(zipped("a.txt", STORY))
    raw[6] |= 1  # the flag of the file's own header …
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # … and of the directory's
    return read(write(folder, "a.zip", bytes(raw)))


@makes("unsafe_archive")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.xml", '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>'))


@makes("bad_manifest")
def _(folder: Path) -> list[Problem]:
    write(folder, "a.txt", STORY)
    write(folder, "manifest.csv", "outlet\nHarbor Courier\n")
    return read(folder)


# --- read: the report was read --------------------------------------------------------------------------------------------------------


@makes("decoded_as")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.txt", "The mediators met in a café in Sennholm.".encode("cp1252")))


@makes("control_characters")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.txt", STORY.replace(" meet", "\x07meet")))


@makes("language_not_read")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.txt", "Посередники двох країн зустрінуться у п'ятницю в Зенгольмі, повідомило міністерство закордонних справ."))


@makes("unknown_column")
def _(folder: Path) -> list[Problem]:
    write(folder, "a.txt", STORY)
    write(folder, "manifest.csv", "file,mood\na.txt,grim\n")
    return read(folder)


@makes("manifest_row")
def _(folder: Path) -> list[Problem]:
    write(folder, "a.txt", STORY)
    write(folder, "manifest.csv", "file,outlet\na.txt,Harbor Courier\nb.txt,Harbor Courier\n")
    return read(folder)


@makes("manifest_twice")
def _(folder: Path) -> list[Problem]:
    write(folder, "a.txt", STORY)
    write(folder, "manifest.csv", "file,outlet\na.txt,Harbor Courier\na.txt,Telmis Examiner\n")
    return read(folder)


@makes("bad_date")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.txt", STORY), published="03/04/2031")


@makes("date_conflict")
def _(folder: Path) -> list[Problem]:
    return read(write(folder, "a.txt", "Talks resume\n\nPublished 14 March 2031, 16:00\n\n" + STORY), published="2031-03-02")


@makes("skipped_entry")
def _(folder: Path) -> list[Problem]:
    os.mkfifo(folder / "pipe")
    return read(folder)


# --- segment, and any stage -----------------------------------------------------------------------------------------------------------


@makes("unclosed_quotation")
def _(folder: Path) -> list[Problem]:
    return list(annotate("“We are ready to talk, the minister said.").problems)


@makes("read_in_part")
def _(folder: Path) -> list[Problem]:
    long = AnnotatedDocument(document=document("a.txt", "a " * 100_001))
    return list(label(long, load_language("en"), load_codebook()).problems)


@makes("more_quotations")
def _(folder: Path) -> list[Problem]:
    return list(annotate("The talks were useful,” the minister said. " * 102).problems)


@makes("unopened_quotation")
def _(folder: Path) -> list[Problem]:
    return list(annotate("We are ready to talk,” the minister said.").problems)


@makes("worker_died")
def _(folder: Path) -> list[Problem]:
    with open_record(str(folder / "t.db"), create=True) as record:
        read_into(record, [document("a", STORY + " POISON")], load_codebook(), engine=processes(folder / "work", 1, annotate=mapping.deadly))
        return list(record.problems())


@makes("stage_failed")
def _(folder: Path) -> list[Problem]:
    book = Codebook({"book": {"id": "broken"}, "issues": {"ceasefire": {"group": "war", "words": 7}}})  # `parley codebook check` refuses it
    return list(run(document("a.txt", "Velmara proposed a 30-day truce."), codebook=book).problems)


# --- record -----------------------------------------------------------------------------------------------------------------------------


@makes("text_not_unicode")
def _(folder: Path) -> list[Problem]:
    return stored(AnnotatedDocument(document=document("a.txt", "Talks \ud83d resume.")))


@makes("same_finding_twice")
def _(folder: Path) -> list[Problem]:
    report = Report(STORY)
    one = report.event("meet", "meeting", "planned")
    done = report.done()
    return stored(msgspec.structs.replace(done, events=(one, msgspec.structs.replace(one, status="happened"))))
