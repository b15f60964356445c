"""Archives, feeds and mail, made by the real tools where there are some."""

import email.message
import gzip
import io
import mailbox
import tarfile
import zipfile
from pathlib import Path

import pytest

from parley.model import Document, Problem
from parley.read import Limits, ReadOptions, read_inputs

REPORT = "Norra and Sestria agreed to a truce of 30 days on Tuesday, officials in both capitals said."


def read(path: Path, **options: object) -> tuple[list[Document], list[str]]:
    found = list(read_inputs([str(path)], ReadOptions(**options)))  # type: ignore[arg-type]
    return [f for f in found if isinstance(f, Document)], [f.code for f in found if isinstance(f, Problem)]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "press.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("week/a.txt", REPORT)
        made.writestr("week/manifest.csv", "file,outlet,published\na.txt,The Norra Post,2031-03-18\nnone.txt,Nobody,\n")
        made.writestr("week/.hidden.txt", "Hidden.")
        made.writestr("../../b.jsonl", '{"text": "Talks ended.", "id": "n7"}\n')
    return path


def test_a_zip_is_read_member_by_member_with_the_manifest_in_it(archive: Path) -> None:
    docs, problems = read(archive)
    assert [(doc.item, doc.outlet, doc.published.edtf) for doc in docs] == [("a.txt", "The Norra Post", "2031-03-18"), ("n7", None, None)]
    assert problems == ["manifest_row"]
    assert sorted(p.name for p in archive.parent.iterdir()) == ["press.zip"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_is_read_however_it_is_compressed(tmp_path: Path, mode: str) -> None:
    path = tmp_path / f"press.tar{mode[1:].replace(':', '.')}"
    with tarfile.open(path, mode) as made:
        info = tarfile.TarInfo("/etc/a.txt")
        info.size = len(REPORT)
        made.addfile(info, io.BytesIO(REPORT.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(link)
    docs, problems = read(path)
    assert [doc.text for doc in docs] == [REPORT]
    assert problems == []


def test_a_gzipped_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(REPORT.encode()))
    assert [(doc.item, doc.text) for doc in read(tmp_path)[0]] == [("a.txt", REPORT)]


def test_a_bomb_is_a_problem_and_what_came_before_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", REPORT)
        for n in range(40):
            made.writestr(f"b{n}.txt", b"0" * 900_000)
    docs, problems = read(path, limits=Limits(ratio=2, report_characters=1000))
    assert [doc.item for doc in docs] == ["a.txt"]
    assert problems[-1] == "unsafe_archive"


def test_an_archive_with_far_more_text_than_its_own_size_is_read_up_to_the_bound(tmp_path: Path) -> None:
    path = tmp_path / "text.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for n in range(20):
            made.writestr(f"{n:02}.txt", "The envoys met. " * 60_000)
    docs, problems = read(path)
    assert 10 <= len(docs) < 20
    assert problems[-1] == "unsafe_archive"


def test_an_archive_of_nothing_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("folder/", "")
        made.writestr("folder/.hidden.txt", REPORT)
    assert read(tmp_path) == ([], ["empty"])


def test_archives_within_archives_end(tmp_path: Path) -> None:
    raw = REPORT.encode()
    name = "a.txt"
    for level in range(6):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as made:
            made.writestr(name, raw)
        raw, name = held.getvalue(), f"{level}.zip"
    (tmp_path / name).write_bytes(raw)
    assert read(tmp_path) == ([], ["unsafe_archive"])


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.gz", "a.rss", "a.mbox", "a.json", "a.atom"])
def test_a_damaged_file_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 nonsense" * 40)
    docs, problems = read(tmp_path)
    assert docs == []
    assert len(problems) == 1


RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Norra Post</title><item><title>Truce &amp; talks</title>
<link>https://post.example/a</link><pubDate>Tue, 18 Mar 2031 19:17:00 +0100</pubDate>
<dc:creator>Ana Reyl</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>{REPORT}</p><p>The envoys <b>left</b>.</p>]]></content:encoded></item>
<item><title>Nothing</title></item></channel></rss>"""


def test_a_feed_gives_a_report_an_entry(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS)
    docs, problems = read(tmp_path)
    doc = docs[0]
    assert (doc.item, doc.outlet, doc.title, doc.authors) == ("https://post.example/a", "The Norra Post", "Truce & talks", ("Ana Reyl",))
    assert doc.text == f"Truce & talks\n{REPORT}\nThe envoys left."
    assert (doc.published.start, doc.published.basis) == ("2031-03-18T19:17:00+01:00", "metadata")
    assert problems == ["missing_text"]


def test_an_atom_feed_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(
        f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Norra Post</title><entry><title>Truce</title><id>tag:1</id><link href="https://post.example/b"/>
        <published>2031-03-18T19:17:00Z</published><author><name>Ana Reyl</name></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{REPORT}</p>
        </div></content></entry></feed>"""
    )
    docs, _ = read(tmp_path)
    assert (docs[0].text, docs[0].url, docs[0].authors, docs[0].published.start) == (
        f"Truce\n{REPORT}",
        "https://post.example/b",
        ("Ana Reyl",),
        "2031-03-18T19:17:00Z",
    )


def test_a_feed_with_a_document_type_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text('<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + RSS.removeprefix('<?xml version="1.0"?>\n'))
    assert read(tmp_path) == ([], ["unsafe_archive"])


def message(subject: str) -> email.message.EmailMessage:
    made = email.message.EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, "Norran News Agency <wire@nna.example>", "Tue, 18 Mar 2031 19:17:00 +0100"
    made["Message-ID"] = f"<{len(subject)}@nna.example>"
    made.set_content(f"{REPORT}\n\nFrom now on the guns are silent – “all of them”.\n")
    made.add_alternative(f"<p>{REPORT}</p>", subtype="html")
    return made


def test_a_message_is_read_with_subject_sender_and_date(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(message("Truce – at last").as_bytes())
    docs, problems = read(tmp_path)
    doc = docs[0]
    assert doc.text.startswith(REPORT)
    assert "“all of them”" in doc.text
    assert (doc.item, doc.title, doc.outlet, doc.published.start) == ("15@nna.example", "Truce – at last", "Norran News Agency", "2031-03-18T19:17:00+01:00")
    assert problems == []


@pytest.mark.parametrize("name", ["a.eml", "a.mhtml", "a.mbox"])
def test_a_message_whose_parts_are_nested_without_end_is_damaged(tmp_path: Path, name: str) -> None:
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(5000))
    (tmp_path / name).write_bytes((b"From a b\n" if name == "a.mbox" else b"") + parts)
    assert read(tmp_path) == ([], ["malformed"])


def test_a_mailbox_gives_a_report_a_message(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    for subject in ("One", "Three"):
        box.add(message(subject))
    box.close()
    docs, problems = read(tmp_path / "a.mbox")
    assert [doc.title for doc in docs] == ["One", "Three"]
    assert "\nFrom now on" in docs[0].text
    assert problems == []


def test_ris_gives_a_report_an_entry_that_carries_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text(
        f"TY  - NEWS\nTI  - Truce\nAU  - Reyl, Ana\nT2  - The Norra Post\nDA  - 2031/03/18/\n"
        f"UR  - https://post.example/a\nLA  - en-GB\nAB  - {REPORT}\nTalks go on.\nER  - \n"
        "\nTY  - NEWS\nTI  - Nothing\nER  - \n"
    )
    docs, problems = read(tmp_path)
    doc = docs[0]
    assert (doc.item, doc.title, doc.outlet, doc.authors) == ("https://post.example/a", "Truce", "The Norra Post", ("Ana Reyl",))
    assert (doc.text, doc.published.edtf, doc.language) == (f"{REPORT}\nTalks go on.", "2031-03-18", "en")
    assert problems == ["missing_text"]
