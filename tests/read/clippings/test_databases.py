"""Exports of press databases: synthetic files in their published layouts, since the exports themselves cannot be had without a licence."""

from pathlib import Path

import pytest

from parley.model import Document, Problem
from parley.pipeline import annotate
from parley.read import ReadOptions, read_inputs

FIRST = "The envoys of Norra and Sestria came back to Vesk on Tuesday for a third round of talks."
SECOND = "“We will stay as long as it takes,” the Norran envoy, Ana Reyl, said."
OTHER = "The foreign minister of Sestria said on Monday that the plan for a truce was unfair to his country."


def read(path: Path) -> list[Document]:
    found = list(read_inputs([str(path)], ReadOptions()))
    assert [f.code for f in found if isinstance(f, Problem)] == []
    return [f for f in found if isinstance(f, Document)]


def heads(docs: list[Document]) -> list[tuple[str | None, str | None, str | None, tuple[str, ...]]]:
    return [(doc.outlet, doc.title, doc.published.edtf, doc.authors) for doc in docs]


def body(doc: Document) -> list[str]:
    """What the report's body is, as the stage that labels sees it."""
    made = annotate(doc).document
    return [made.text[block.start : block.end] for block in made.blocks if block.kind == "body"]


TWO = [
    ("The Norra Post", "Envoys return to Vesk", "2031-03-18", ("Tom Orsk",)),
    ("Sestria Daily", "Sestria calls the truce plan unfair", "2031-03-17", ()),
]

NEXIS = [
    "User Name: A. Reader", "Date and Time: Thursday, March 20, 2031 9:12:00 AM GMT", "Job Number: 1234567", "Documents (2)", "1. Envoys return to Vesk",
    "Client/Matter: -None-", "Search Terms: vesk talks", "2. Sestria calls the truce plan unfair", "Search Type: Terms and Connectors",
    "Envoys return to Vesk", "The Norra Post", "March 18, 2031 Tuesday", "Copyright 2031 Norra Post Group All Rights Reserved", "Section: WORLD; Pg. 4",
    "Length: 412 words", "Byline: Tom Orsk", "Dateline: VESK", "Body", FIRST, SECOND, "Graphic", "The palace in Vesk, file photo.", "Classification",
    "Language: ENGLISH", "Publication-Type: Newspaper", "Subject: PEACE PROCESS (90%)", "Load-Date: March 18, 2031", "End of Document",
    "Sestria calls the truce plan unfair", "Sestria Daily", "March 17, 2031 Monday", "Copyright 2031 Sestria Daily All Rights Reserved",
    "Section: NEWS", "Length: 200 words", "Body", OTHER, "Load-Date: March 17, 2031", "End of Document",
]  # fmt: skip


def test_nexis_docx_gives_a_report_an_article(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    for line in NEXIS:
        made.add_paragraph(line)
    made.save(str(tmp_path / "nexis.docx"))
    docs = read(tmp_path / "nexis.docx")
    assert heads(docs) == TWO
    assert [body(doc) for doc in docs] == [[FIRST, SECOND], [OTHER]]
    assert [doc.item for doc in docs] == ["nexis.docx#1", "nexis.docx#2"]
    assert docs[0].text.startswith("Envoys return") and "User Name" not in docs[0].text
    made_of = annotate(docs[0]).document
    assert ("caption", "The palace in Vesk, file photo.") in [(b.kind, made_of.text[b.start : b.end]) for b in made_of.blocks]


def test_the_text_form_of_the_new_nexis_is_read_alike(tmp_path: Path) -> None:
    (tmp_path / "nexis.txt").write_text("\n\n".join(NEXIS[9:]))
    docs = read(tmp_path / "nexis.txt")
    assert heads(docs) == TWO
    assert [body(doc) for doc in docs] == [[FIRST, SECOND], [OTHER]]


OLD_NEXIS = f"""
                               1 of 2 DOCUMENTS


                                 The Norra Post

                            March 18, 2031 Tuesday
                                 Final Edition

Envoys return to Vesk

BYLINE: Tom Orsk

SECTION: WORLD; Pg. 4

LENGTH: 412 words

DATELINE: VESK


{FIRST}

{SECOND}

LOAD-DATE: March 18, 2031

LANGUAGE: ENGLISH

GRAPHIC: Photo, The palace in Vesk

PUBLICATION-TYPE: Newspaper


                     Copyright 2031 Norra Post Group
                              All Rights Reserved


                               2 of 2 DOCUMENTS


                                 Sestria Daily

                             March 17, 2031 Monday

Sestria calls the truce plan unfair

LENGTH: 200 words


{OTHER}

LOAD-DATE: March 17, 2031

                     Copyright 2031 Sestria Daily
                              All Rights Reserved
"""


def test_the_older_nexis_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text(OLD_NEXIS)
    docs = read(tmp_path / "old.txt")
    assert heads(docs) == TWO
    assert [body(doc) for doc in docs] == [[FIRST, SECOND], [OTHER]]


FACTIVA = f"""Envoys return to Vesk
By Tom Orsk
412 words
18 March 2031
16:05
The Norra Post
NORPOS
English
(c) 2031 Norra Post Group

{FIRST}

{SECOND}

Document NORPOS0020310318en3i0001x

Sestria calls the truce plan unfair
200 words
17 March 2031
Sestria Daily
SESDAI
English
Copyright 2031. Sestria Daily. All Rights Reserved.

{OTHER}

Document SESDAI0020310317en3h00001
"""
CODED = f"""HD\tEnvoys return to Vesk
BY\tBy Tom Orsk
WC\t412 words
PD\t18 March 2031
ET\t16:05
SN\tThe Norra Post
SC\tNORPOS
LA\tEnglish
CY\t(c) 2031 Norra Post Group
LP\t{FIRST}
TD\t{SECOND}
NS\tgpeace : Peace Talks | gcat : Political/General News
PUB\tNorra Post Group
AN\tDocument NORPOS0020310318en3i0001x

HD\tSestria calls the truce plan unfair
WC\t200 words
PD\t17 March 2031
SN\tSestria Daily
SC\tSESDAI
LA\tEnglish
CY\tCopyright 2031 Sestria Daily
LP
{OTHER}
AN\tDocument SESDAI0020310317en3h00001
"""


def rtf(text: str) -> bytes:
    signs = {"\n": "\\par\n", "\t": "\\tab "}
    words = "".join(f"\\u{ord(c)}?" if ord(c) > 127 else signs.get(c, c) for c in text)
    return b"{\\rtf1\\ansi\\ansicpg1252 " + words.encode() + b"}"


def factiva_html(text: str) -> str:
    made = []
    for article in text.strip().split("\n\n"):
        cells = [line.partition("\t") for line in article.replace("LP\n", "LP\t").split("\n")]
        rows = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td><p>{value}</p></td></tr>" for code, _, value in cells)
        made.append(f'<div class="article enArticle"><table>{rows}</table></div>')
    return f"<html><head><title>Factiva</title></head><body>{''.join(made)}</body></html>"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("plain.txt", FACTIVA.encode()), ("plain.rtf", rtf(FACTIVA)), ("coded.txt", CODED.encode()), ("coded.rtf", rtf(CODED)),
        ("coded.html", factiva_html(CODED).encode()),
    ],
)  # fmt: skip
def test_factiva_with_and_without_codes_as_text_rtf_and_html(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    docs = read(tmp_path / name)
    found = [(outlet, title, (day or "")[:10], people) for outlet, title, day, people in heads(docs)]
    assert found == TWO
    assert docs[0].published.edtf == "2031-03-18T16:05:00"
    assert [doc.item for doc in docs] == ["NORPOS0020310318en3i0001x", "SESDAI0020310317en3h00001"]
    assert [body(doc) for doc in docs] == [[FIRST, SECOND], [OTHER]]


PROQUEST = f"""____________________________________________________________

Document 1 of 2

Envoys return to Vesk

Author: Orsk, Tom

Publication info: The Norra Post ; Norra City [Norra City]. 18 Mar 2031: A.4.

Links: https://library.example/openurl

Full text: {FIRST}

{SECOND}

Subject: Peace negotiations; Truces

Location: Vesk

Title: Envoys return to Vesk

Publication title: The Norra Post

Pages: A.4

Publication date: Mar 18, 2031

Source type: Newspaper

Language of publication: English

ProQuest document ID: 900000001

Document URL: https://www.proquest.example/docview/900000001

Copyright: Copyright Norra Post Group 2031

____________________________________________________________

Document 2 of 2

Sestria calls the truce plan unfair

Publication info: Sestria Daily ; Telmis [Telmis]. 17 Mar 2031.

Full text: {OTHER}

Publication title: Sestria Daily

Publication date: Mar 17, 2031

ProQuest document ID: 900000002

____________________________________________________________

Contact us at: https://library.example/contact
"""


@pytest.mark.parametrize("name", ["a.txt", "a.rtf", "a.html"])
def test_proquest_as_text_rtf_and_html(tmp_path: Path, name: str) -> None:
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in PROQUEST.split("\n\n")) + "</body></html>"
    (tmp_path / name).write_bytes({"a.txt": PROQUEST.encode(), "a.rtf": rtf(PROQUEST), "a.html": html.encode()}[name])
    docs = read(tmp_path / name)
    assert heads(docs) == TWO
    assert [doc.item for doc in docs] == ["https://www.proquest.example/docview/900000001", "900000002"]
    assert [body(doc) for doc in docs] == [[FIRST, SECOND], [OTHER]]


def test_an_article_that_speaks_of_documents_is_no_export(tmp_path: Path) -> None:
    text = f"Talks\n\n{FIRST}\n\nIt was the end of document diplomacy, he said: 1 of 20 documents had been signed.\n"
    (tmp_path / "a.txt").write_text(text)
    assert [doc.text for doc in read(tmp_path / "a.txt")] == [text]
