"""DOCX, RTF, PDF, web archives, saved pages, reference managers: made by the real tools where there are some."""

import gzip
import io
import json
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from parley.model import Document, Problem
from parley.read import Limits, ReadOptions, read_inputs

REPORT = "Norra and Sestria agreed to a truce of 30 days on Tuesday, officials in both capitals said."
MORE = "The envoys will meet again in Vesk next week, the foreign ministry of Norra said in a statement."


def read(path: Path, **options: object) -> tuple[list[Document], list[str]]:
    found = list(read_inputs([str(path)], ReadOptions(**options)))  # type: ignore[arg-type]
    return [f for f in found if isinstance(f, Document)], [f.code for f in found if isinstance(f, Problem)]


# --- DOCX, by python-docx ---------------------------------------------------------------------------------------------------------------


def test_a_docx_file_is_read_with_its_headings_and_tables(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_heading("Truce agreed", 1)
    made.add_paragraph(REPORT)
    made.add_table(1, 2).rows[0].cells[1].text = MORE
    made.save(str(tmp_path / "a.docx"))
    docs, problems = read(tmp_path / "a.docx")
    assert docs[0].text == f"Truce agreed\n{REPORT}\n{MORE}"
    assert [(b.kind, docs[0].text[b.start : b.end]) for b in docs[0].blocks] == [("headline", "Truce agreed")]
    assert problems == []


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"<!DOCTYPE w [<!ENTITY a 'ha'>]><w>&a;</w>", "unsafe_archive"),
        (b"<w>" + b" " * 40_000_000 + b"</w>", "unsafe_archive"),
        (b"", "malformed"),
    ],
)
def test_a_bomb_in_a_docx_file_is_a_problem(tmp_path: Path, xml: bytes, code: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", xml)
    assert read(tmp_path / "a.docx") == ([], [code])


# --- RTF ------------------------------------------------------------------------------------------------------------------------------------


def test_an_rtf_file_is_read_with_its_accents_and_quotation_marks(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\author X}}\f0 Truce agreed\par "
        + REPORT.encode()
        + rb"\par \'93We are caf\'e9 people,\'94 he said.\par}"
    )
    docs, problems = read(tmp_path / "a.rtf")
    assert docs[0].text.strip().split("\n") == ["Truce agreed", REPORT, "“We are café people,” he said."]
    assert problems == []


@pytest.mark.parametrize(
    "raw", [b"{\\rtf1" + b"{" * 200_000, b"{\\rtf1 \\'zz\\u99999999 ?\\bin99999999 a}", b"{\\rtf1 " + b"\\par" * 300_000 + b"}", b"no rtf"]
)
def test_a_broken_rtf_file_ends(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.rtf").write_bytes(raw)
    docs, problems = read(tmp_path / "a.rtf")
    assert len(docs) + len(problems) >= 1


# --- PDF, its bytes written here as ISO 32000 has them ------------------------------------------------------------------------------------------


def pdf(pages: Sequence[Sequence[tuple[int, int, str]]], size: int = 11) -> bytes:
    """A PDF file with lines of text at places of its pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
        kids.append(len(objects) + 1)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>" % (len(objects)))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


LEFT = ["Norra and Sestria agreed to a cease-", "fire of 30 days on Tuesday, officials in", "both capitals said after long talks."]
RIGHT = ["The envoys will meet again in Vesk next", "week, the foreign ministry said in a", "statement on the long-term plan."]


def test_columns_of_a_pdf_page_are_read_one_after_the_other_and_divided_words_made_whole(tmp_path: Path) -> None:
    lines = [(50, 780, "The Norra Post, page 1"), (50, 740, "Truce agreed")]
    lines += [(50, 700 - 13 * n, text) for n, text in enumerate(LEFT)] + [(320, 700 - 13 * n, text) for n, text in enumerate(RIGHT)]
    second = [(50, 780, "The Norra Post, page 2"), (50, 700, "Nobody in the town of Vesk believed in it.")]
    (tmp_path / "a.pdf").write_bytes(pdf([lines, second]))
    docs, problems = read(tmp_path / "a.pdf")
    assert docs[0].text.split("\n") == [
        "Truce agreed",
        "Norra and Sestria agreed to a ceasefire of 30 days on Tuesday, officials in both capitals said after long talks.",
        "The envoys will meet again in Vesk next week, the foreign ministry said in a statement on the long-term plan.",
        "Nobody in the town of Vesk believed in it.",
    ]
    assert problems == []


def test_a_pdf_without_text_says_that_it_needs_recognition(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[]]))
    assert read(tmp_path / "a.pdf") == ([], ["no_text_layer"])


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n" + b"<<" * 100_000, pdf([[(50, 700, REPORT)]])[:300], b"no pdf", b"%PDF-1.4\n" + bytes(range(256)) * 50])
def test_a_broken_pdf_is_a_problem(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(raw)
    assert read(tmp_path / "a.pdf") == ([], ["malformed"])


def test_a_pdf_of_too_many_pages_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.read.formats.pdf.PAGES", 2)
    (tmp_path / "a.pdf").write_bytes(pdf([[(50, 700, REPORT)]] * 3))
    assert read(tmp_path / "a.pdf") == ([], ["too_large"])


# --- WARC, by fastwarc ----------------------------------------------------------------------------------------------------------------------------


def archived(path: Path, pages: Sequence[tuple[str, str, bytes]], status: str = "200 OK") -> None:
    from fastwarc.warc import WarcRecord, WarcRecordType

    with open(path, "wb") as out:
        for address, kind, body in pages:
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers["WARC-Target-URI"] = address
            record.headers["WARC-Date"] = "2031-05-01T00:00:00Z"
            record.headers["Content-Type"] = "application/http; msgtype=response"
            record.set_bytes_content(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            held = io.BytesIO()
            record.write(held)
            out.write(gzip.compress(held.getvalue()) if path.suffix == ".gz" else held.getvalue())


def html(title: str, day: str = "2031-03-18T19:17:00+01:00") -> bytes:
    return f"""<html><head><title>{title}</title><meta property="article:published_time" content="{day}"><meta property="og:site_name" content="The Norra Post">
    </head><body><article><h1>{title}</h1><p>{REPORT}</p><p>{MORE}</p></article></body></html>""".encode()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_each_page_of_a_web_archive_is_an_item_under_its_address(tmp_path: Path, name: str) -> None:
    archived(tmp_path / name, [
        ("https://post.example/a", "text/html; charset=utf-8", html("Truce agreed")),
        ("https://post.example/a.png", "image/png", b"\x89PNG"),
        ("https://post.example/b", "text/html", html("Envoys leave", "2031-03-19")),
        ("https://post.example/c", "text/html", b"<html><body></body></html>"),
    ])  # fmt: skip
    docs, problems = read(tmp_path / name)
    assert [(doc.item, doc.title, doc.published.edtf, doc.outlet) for doc in docs] == [
        ("https://post.example/a", "Truce agreed", "2031-03-18T19:17:00+01:00", "The Norra Post"),
        ("https://post.example/b", "Envoys leave", "2031-03-19", "The Norra Post"),
    ]
    assert problems == ["no_article"]


def test_a_web_archive_that_unpacks_to_too_much_is_a_problem_and_what_came_before_is_kept(tmp_path: Path) -> None:
    archived(tmp_path / "a.warc.gz", [("https://post.example/a", "text/html", html("Truce agreed")), ("https://post.example/b", "text/html", bytes(3_000_000))])
    docs, problems = read(tmp_path / "a.warc.gz", limits=Limits(expanded_bytes=1_000_000))
    assert [doc.title for doc in docs] == ["Truce agreed"]
    assert problems == ["unsafe_archive"]


@pytest.mark.parametrize("raw", [b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08nonsense", b"x" * 1000])
def test_a_broken_web_archive_is_a_problem(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(raw)
    assert read(tmp_path / "a.warc.gz") == ([], ["malformed"])


# --- saved pages, sitemaps --------------------------------------------------------------------------------------------------------------------------


def test_a_saved_page_is_read_under_its_address(tmp_path: Path) -> None:
    import email.message
    import email.policy

    made = email.message.EmailMessage(policy=email.policy.SMTP)
    made["From"], made["Snapshot-Content-Location"], made["MIME-Version"] = "<Saved by Blink>", "https://post.example/a", "1.0"
    made.set_content(html("Truce – agreed").decode(), subtype="html", cte="quoted-printable")
    made.add_related(b"\x89PNG", "image", "png")
    (tmp_path / "a.mhtml").write_bytes(made.as_bytes())
    docs, problems = read(tmp_path / "a.mhtml")
    assert [(doc.item, doc.title, doc.outlet) for doc in docs] == [("https://post.example/a", "Truce – agreed", "The Norra Post")]
    assert problems == []


def test_a_sitemap_says_that_its_addresses_would_have_to_be_fetched(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_text(
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://post.example/a</loc></url></urlset>'
    )
    assert read(tmp_path / "sitemap.xml") == ([], ["needs_fetch"])


# --- Zotero -------------------------------------------------------------------------------------------------------------------------------------------


def is_truce(doc: Document) -> bool:
    return (doc.text, doc.title, doc.outlet, doc.authors, doc.published.edtf, doc.item) == (
        REPORT, "Truce agreed", "The Norra Post", ("Ana Reyl",), "2031-03-18", "https://post.example/a",
    )  # fmt: skip


def test_csl_json_of_zotero_is_read(tmp_path: Path) -> None:
    entry = {
        "id": "http://zotero.org/users/1/items/AB12", "type": "article-newspaper", "abstract": REPORT, "container-title": "The Norra Post", "language": "en-GB",
        "title": "Truce agreed", "URL": "https://post.example/a", "author": [{"family": "Reyl", "given": "Ana"}], "issued": {"date-parts": [["2031", 3, 18]]},
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps([entry, {"type": "webpage", "title": "x", "issued": {"date-parts": [[2031]]}}]))
    docs, problems = read(tmp_path / "a.json")
    assert is_truce(docs[0])
    assert problems == ["missing_text"]


def test_csv_of_zotero_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","Url","Abstract Note","Date","Date Added"\n'
        f'"AB12","newspaperArticle","2031","Reyl, Ana","Truce agreed","The Norra Post","https://post.example/a","{REPORT}","2031-03-18","2031-04-01 10:00:00"\n'
    )
    docs, problems = read(tmp_path / "a.csv")
    assert is_truce(docs[0])
    assert problems == []


def test_rdf_of_zotero_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.rdf").write_text(f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/">
 <bib:Article rdf:about="https://post.example/a"><z:itemType>newspaperArticle</z:itemType>
  <dcterms:isPartOf><bib:Newspaper><dc:title>The Norra Post</dc:title></bib:Newspaper></dcterms:isPartOf>
  <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Reyl</foaf:surname><foaf:givenName>Ana</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
  <dc:title>Truce agreed</dc:title><dcterms:abstract>{REPORT}</dcterms:abstract><dc:date>2031-03-18</dc:date><z:language>en</z:language>
  <dc:identifier><dcterms:URI><rdf:value>https://post.example/a</rdf:value></dcterms:URI></dc:identifier></bib:Article>
 <z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType><dc:title>Snapshot</dc:title></z:Attachment></rdf:RDF>""")
    docs, problems = read(tmp_path / "a.rdf")
    assert is_truce(docs[0])
    assert problems == []


# --- ninjs, as IPTC publishes it ------------------------------------------------------------------------------------------------------------------


def test_ninjs_of_version_1_and_of_version_3_is_read_with_its_headline_byline_and_moment(tmp_path: Path) -> None:
    same = {"uri": "urn:nna:15", "versioncreated": "2031-03-18T19:17:00+01:00", "language": "en", "type": "text"}
    one = {**same, "headline": "Truce agreed", "byline": "Ana Reyl", "body_html": f"<p>{REPORT}</p><p>{MORE}</p>", "source": "Norran News Agency"}
    three = {
        **same, "standard": {"name": "ninjs", "version": "3.0"}, "by": "Ana Reyl", "infosources": [{"name": "Norran News Agency", "role": "origin"}],
        "headlines": [{"role": "short", "value": "Truce"}, {"role": "main", "value": "Truce agreed"}],
        "bodies": [{"role": "summary", "contentType": "text/plain", "value": "A truce."}, {"role": "main", "contentType": "text/plain", "value": REPORT}],
    }  # fmt: skip
    for number, item in enumerate((one, three)):
        (tmp_path / f"{number}.json").write_text(json.dumps(item))
        docs, problems = read(tmp_path / f"{number}.json")
        assert problems == []
        (doc,) = docs
        assert REPORT in doc.text
        assert (doc.title, doc.authors, doc.outlet) == ("Truce agreed", ("Ana Reyl",), "Norran News Agency")
        assert (doc.published.edtf, doc.published.grain) == ("2031-03-18T19:17:00+01:00", "second")


# --- what a browser saves and prints ----------------------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_page_that_chromium_saved_and_printed_is_read(tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        pytest.skip(f"{chromium} is not installed")
    address = "https://post.example/a"

    def save() -> None:
        with playwright.sync_playwright() as play:
            opened = play.chromium.launch(executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
            page = opened.new_page()
            page.route("**/*", lambda route: route.fulfill(body=html("Truce – agreed"), content_type="text/html; charset=utf-8"))
            page.goto(address)
            saved = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
            (tmp_path / "a.mhtml").write_bytes(saved.encode("utf-8"))
            page.pdf(path=str(tmp_path / "a.pdf"), format="A4")
            opened.close()

    # In a thread of its own: other tests of the session may have left a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(save).result()
    docs, problems = read(tmp_path / "a.mhtml")
    assert [(doc.title, doc.published.edtf, doc.item) for doc in docs] == [("Truce – agreed", "2031-03-18T19:17:00+01:00", address)]
    assert REPORT in docs[0].text and problems == []
    docs, problems = read(tmp_path / "a.pdf")
    assert " ".join(docs[0].text.split()).endswith(f"{REPORT} {MORE}") and problems == []
