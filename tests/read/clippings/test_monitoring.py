"""Pages of a press review: many reports under one another, and a page that is one article."""

import email.message
from pathlib import Path

import pytest

from parley.model import Document, Problem
from parley.read import ReadOptions, read_inputs

BELOW = """PRESS REVIEW – VESK TALKS
Prepared by the press office, 19 March 2031

1. Envoys return to Vesk for a third round
Source: The Norra Post
Date: 18 March 2031

VESK - The envoys of Norra and Sestria came back to Vesk on Tuesday for a third round of talks.

“We will stay as long as it takes,” the Norran envoy, Ana Reyl, said.

----------------------------------------

2. Sestria calls the truce plan unfair
Source: Sestria Daily, 17 March 2031
https://daily.example/2031/03/17/truce-plan

The foreign minister of Sestria said on Monday that the plan for a truce was unfair to his country.
He asked for a longer pause in the fighting.

----------------------------------------

3. Why Vesk matters
Source: Harbor Courier
Author: Tom Orsk

Vesk has seen four peace conferences in forty years, and the people of the town know the envoys by name.
"""


def read(path: Path, **options: object) -> tuple[list[Document], list[str]]:
    found = list(read_inputs([str(path)], ReadOptions(**options)))  # type: ignore[arg-type]
    return [f for f in found if isinstance(f, Document)], [f.code for f in found if isinstance(f, Problem)]


def page(folder: Path, text: str, name: str = "review.txt") -> list[Document]:
    (folder / name).write_text(text)
    return read(folder / name)[0]


def heads(docs: list[Document]) -> list[tuple[str | None, str | None, str | None]]:
    return [(doc.outlet, doc.title, doc.published.edtf) for doc in docs]


def test_each_report_of_a_page_has_its_own_item_outlet_title_and_date(tmp_path: Path) -> None:
    docs = page(tmp_path, BELOW)
    assert heads(docs) == [
        ("The Norra Post", "Envoys return to Vesk for a third round", "2031-03-18"),
        ("Sestria Daily", "Sestria calls the truce plan unfair", "2031-03-17"),
        ("Harbor Courier", "Why Vesk matters", None),
    ]
    assert [doc.item for doc in docs] == ["review.txt#1", "https://daily.example/2031/03/17/truce-plan", "review.txt#3"]
    assert docs[2].authors == ("Tom Orsk",)
    assert docs[0].dateline and docs[0].dateline.place == "VESK"


def test_the_text_of_a_report_is_its_run_of_the_file_and_no_word_of_another(tmp_path: Path) -> None:
    docs = page(tmp_path, BELOW)
    assert all(doc.text in BELOW for doc in docs)
    assert docs[0].text.startswith("1. Envoys return") and docs[0].text.endswith("Reyl, said.")
    assert "Sestria calls" not in docs[0].text and "Why Vesk" not in docs[1].text


def test_lines_of_source_and_date_are_no_part_of_the_body(tmp_path: Path) -> None:
    from parley.pipeline import annotate

    doc = annotate(page(tmp_path, BELOW)[1]).document
    body = [doc.text[block.start : block.end] for block in doc.blocks if block.kind == "body"]
    assert body == [
        "The foreign minister of Sestria said on Monday that the plan for a truce was unfair to his country.",
        "He asked for a longer pause in the fighting.",
    ]
    assert [doc.text[block.start : block.end] for block in doc.blocks if block.kind == "headline"][-1] == "Sestria calls the truce plan unfair"
    assert not doc.credits


ABOVE = """The Norra Post, 18 March 2031
Envoys return to Vesk
The envoys of Norra and Sestria came back to Vesk on Tuesday for a third round of talks.

Sestria Daily, 17 March 2031
Plan called unfair
The foreign minister of Sestria said on Monday that the plan for a truce was unfair to his country.
"""

AT_THE_END = """Envoys return to Vesk
The envoys of Norra and Sestria came back to Vesk on Tuesday for a third round of talks.
(The Norra Post, 18.03.2031)
* * *
Plan called unfair
The foreign minister of Sestria said on Monday that the plan for a truce was unfair to his country.
(Sestria Daily, 17.03.2031)
"""

UKRAINIAN = AT_THE_END.replace("(The Norra Post, 18.03.2031)", "Джерело: The Norra Post\nДата: 18.03.2031").replace(
    "(Sestria Daily, 17.03.2031)", "Джерело: Sestria Daily\nДата: 17.03.2031"
)


@pytest.mark.parametrize("text", [ABOVE, AT_THE_END, UKRAINIAN, AT_THE_END.replace("\n", "\r\n"), ABOVE.replace("2031\n", "2031\n\n")])
def test_the_lines_of_source_and_date_may_stand_above_or_below_or_in_another_language(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode())
    docs = read(tmp_path / "a.txt")[0]
    assert heads(docs) == [("The Norra Post", "Envoys return to Vesk", "2031-03-18"), ("Sestria Daily", "Plan called unfair", "2031-03-17")]


ONE = """Envoys return to Vesk

VESK, March 18 (AP) - The envoys of Norra and Sestria came back to Vesk on Tuesday for a third round of talks.

Source: the ministry of Norra told reporters that “the date: 20 March” still held.

The plan has three parts
- a truce of 30 days
- an exchange of prisoners

The foreign minister of Sestria said on Monday that the plan for a truce was unfair to his country.

Source: AP
"""


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        ONE + "\nPhoto: Norran News Agency\n",
        "Envoys return to Vesk\nSource: The Norra Post\n18 March 2031\n\n" + ONE.split("\n\n", 1)[1],
        "Envoys return\n\nThe envoys came back to Vesk on Tuesday for a round of talks.\n\n***\n\nNobody knew how long they would stay there this time.\n",
    ],
)
def test_a_page_that_is_one_article_stays_one(tmp_path: Path, text: str) -> None:
    docs = page(tmp_path, text)
    assert [doc.text for doc in docs] == [text]
    assert docs[0].item == "review.txt"


def test_a_message_that_holds_a_press_review_gives_its_reports(tmp_path: Path) -> None:
    made = email.message.EmailMessage()
    made["Subject"], made["From"], made["Message-ID"] = "Press review", "Press office <press@ministry.example>", "<7@ministry.example>"
    made.set_content(BELOW)
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    docs = read(tmp_path / "a.eml")[0]
    assert [(doc.outlet, doc.title) for doc in docs] == [(outlet, title) for outlet, title, _ in heads(page(tmp_path, BELOW))]
    assert [doc.item for doc in docs] == ["7@ministry.example#1", "https://daily.example/2031/03/17/truce-plan", "7@ministry.example#3"]


def test_what_the_manifest_says_of_the_page_counts_where_a_report_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("file,outlet,published,negotiation\nreview.txt,Press office,2031-03-19,Vesk talks\n")
    docs = page(tmp_path, BELOW)
    assert [doc.outlet for doc in docs] == ["The Norra Post", "Sestria Daily", "Harbor Courier"]
    assert [doc.published.edtf for doc in docs] == ["2031-03-18", "2031-03-17", "2031-03-19"]
    assert {doc.negotiation for doc in docs} == {"Vesk talks"}
