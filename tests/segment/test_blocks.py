"""Blocks: headline, body, caption, credit, related link, boilerplate."""

import tomllib
from importlib import resources

import pytest

from parley.codebook import load as load_codebook
from parley.lang import load
from parley.model import AnnotatedDocument, Block, document
from parley.segment.blocks import label

ABOVE = "Norra and Sestria agreed to a truce of 30 days on Tuesday, officials in both capitals said."
BELOW = "The envoys are to meet again next week in the harbour town of Port Lume, a spokeswoman said on Tuesday."


def blocks(text: str, **metadata: object) -> list[tuple[str, str]]:
    made = label(AnnotatedDocument(document=document("a.txt", text, **metadata)), load("en"), load_codebook()).document
    check(made.text, made.blocks)
    return [(block.kind, made.text[block.start : block.end]) for block in made.blocks]


def check(text: str, found: tuple[Block, ...]) -> None:
    """Every character but white space lies in exactly one block."""
    seen = [0] * len(text)
    for block in found:
        assert block.start < block.end
        for i in range(block.start, block.end):
            seen[i] += 1
    assert all(count == 1 or (count == 0 and text[i].isspace()) for i, count in enumerate(seen))


def corpus(*tables: str) -> list[object]:
    raw = tomllib.loads((resources.files("parley.lang") / "en" / "press.corpus.toml").read_text(encoding="utf-8"))
    rows: list[object] = []
    for table in tables:
        marks = [pytest.mark.xfail(strict=True)] if table == "known_failure" else []
        rows.extend(pytest.param(row["kind"], line, marks=marks, id=f"{table}: {line[:50]}") for row in raw[table] for line in row["texts"])
    return rows


@pytest.mark.parametrize(("kind", "line"), corpus("example", "negative", "known_failure"))
def test_a_line_between_two_paragraphs_of_a_report_has_its_kind(kind: str, line: str) -> None:
    found = blocks(f"{ABOVE}\n\n{line}\n\n{BELOW}")
    assert found[0] == ("body", ABOVE)
    assert found[-1] == ("body", BELOW)
    assert [k for k, _ in found[1:-1]] == [kind] * (len(found) - 2), found


@pytest.mark.parametrize(("kind", "line"), corpus("example", "negative"))
def test_a_line_after_the_report_is_no_less_than_that(kind: str, line: str) -> None:
    found = blocks(f"{ABOVE}\n\n{BELOW}\n\n{line}")
    assert found[:2] == [("body", ABOVE), ("body", BELOW)]
    if kind == "body":
        assert [k for k, _ in found[2:]] == ["body"]
    elif kind != "headline":
        assert all(k not in ("body", "headline") for k, _ in found[2:])


def test_the_first_line_without_a_stop_is_the_headline_and_the_next_its_standfirst() -> None:
    found = blocks(f"Truce agreed in Vesk\n\nGuns fall silent after nine months\n\nBy Ana Reyl\n\n{ABOVE}\n\n{BELOW}")
    assert [kind for kind, _ in found] == ["headline", "headline", "credit", "body", "body"]


def test_a_line_above_the_headline_may_be_an_appeal() -> None:
    found = blocks(
        f"Support The Norra Post!\n\nTruce agreed in Vesk\n\nAna Reyl / TASS\n\n{ABOVE}\n\n{BELOW}", outlet="The Norra Post", title="Truce agreed in Vesk"
    )
    assert [kind for kind, _ in found] == ["boilerplate", "headline", "credit", "body", "body"]


APPEAL = """A Message from The Norra Post:

Dear readers,

We are living through hard times. The Office of the Prosecutor has listed our newspaper as an "enemy voice," which puts our staff in danger.

These steps are meant to silence the free press of Norra. The authorities say that our work "insults the state." We think otherwise: we report what we see.

We, the staff of the Norra Post, will not be quiet.

Your support, however small, makes a difference. It takes two minutes.

Once
Monthly
Continue

Not today
Remind me later."""


def test_an_appeal_that_reads_like_news_is_known_by_the_box_it_stands_in() -> None:
    found = blocks(f"{ABOVE}\n\n{BELOW}\n\n{APPEAL}")
    assert [kind for kind, _ in found[:2]] == ["body", "body"]
    assert {kind for kind, _ in found[2:]} == {"boilerplate"}


def test_an_appeal_without_its_heading_is_known_from_its_end() -> None:
    found = blocks(f"{ABOVE}\n\n{BELOW}\n\n{APPEAL.split('readers,')[1]}")
    assert [kind for kind, _ in found[:2]] == ["body", "body"]
    assert {kind for kind, _ in found[2:]} == {"boilerplate"}


def test_the_report_goes_on_after_an_appeal_in_its_middle() -> None:
    found = blocks(f"{ABOVE}\n\n{APPEAL}\n\n{BELOW}\n\nSestria's minister, Tam Oric, denied it. “Nobody asked us,” he said.\n\nSign up for our newsletter")
    assert [kind for kind, _ in found][-3:] == ["body", "body", "boilerplate"]
    assert [text for kind, text in found if kind == "body"][1] == BELOW


def test_an_inline_credit_or_link_is_cut_out_of_its_paragraph() -> None:
    found = blocks(f"{ABOVE} ALSO READ: Guns fall silent in Vesk. {BELOW} Photo / AFP. Talks go on. Source: NNA.")
    assert found == [
        ("body", ABOVE), ("related_link", "ALSO READ: Guns fall silent in Vesk."), ("body", BELOW), ("credit", "Photo / AFP."), ("body", "Talks go on."),
        ("credit", "Source: NNA."),
    ]  # fmt: skip


def test_an_appeal_in_a_paragraph_of_the_report_costs_its_sentence_alone() -> None:
    found = blocks(f"{ABOVE} {BELOW} Sign up for our free newsletter. {BELOW}")
    assert found[1] == ("boilerplate", "Sign up for our free newsletter.")
    assert len(found) == 3


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "Norra has said it would agree to a truce of thirty days in the strait only if\nSestria freezes deliveries of arms to the islands, a demand that Port "
        "Lume\nrejected within hours. It has said so before, in the assembly and outside,\nbut never twice."
    )
    found = blocks(f"Norra names its price\n\n{wrapped}\n\n{wrapped}")
    assert found == [("headline", "Norra names its price"), ("body", wrapped), ("body", wrapped)]


def test_three_loose_lines_are_links_and_one_is_a_subheading() -> None:
    found = blocks(f"{ABOVE}\n\nTruce in doubt\n\n{BELOW}\n\nGuns fall silent in Vesk\nEnvoys leave the palace at night\nThe harbour opens again\n\n{ABOVE}")
    assert [kind for kind, _ in found] == ["body", "headline", "body", "related_link", "related_link", "related_link", "body"]


def test_lines_under_a_heading_of_links_are_links() -> None:
    found = blocks(f"{ABOVE}\n\n{BELOW}\n\nMore on this story\n\nGuns fall silent in Vesk\n\nEnvoys leave the palace")
    assert [kind for kind, _ in found[2:]] == ["related_link"] * 3


def test_what_the_markup_says_stays() -> None:
    text = f"A Message from the Palace\n{ABOVE}"
    found = blocks(text, blocks=(Block("headline", 0, 25, "markup"),))
    assert [kind for kind, _ in found] == ["headline", "body"]


def test_an_unclosed_quotation_is_quotation_to_the_end_of_its_paragraph() -> None:
    found = blocks(f"{ABOVE}\n\n“We need your help. Support us, and thank you for standing with us.\n\n“Give us your support today,” she added.\n\n{BELOW}")
    assert {kind for kind, _ in found} == {"body"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        '"' * 100_000,
        "“" * 100_000,
        "a\n" * 20_000,
        "(" * 50_000,
        "Photo: " * 20_000,
        "/ " * 50_000,
        "A " * 60_000,
        "x" + " " * 60_000 + "x",
        "\r" * 60_000,
    ],
)
def test_no_text_hangs_or_raises(text: str) -> None:
    blocks(text)


def summaries(table: str) -> list[object]:
    raw = tomllib.loads((resources.files("parley.lang") / "en" / "press.corpus.toml").read_text(encoding="utf-8"))
    return [pytest.param(row["box"], id=row["why"]) for row in raw[table]]


@pytest.mark.parametrize("box", summaries("summary"))
def test_a_summary_above_the_report_is_no_report(box: str) -> None:
    found = blocks(f"Truce agreed in Vesk\n\n{box}\n\n{ABOVE}\n\n{BELOW}")
    assert [kind for kind, _ in found] == ["headline", *["boilerplate"] * (len(found) - 3), "body", "body"]
    assert "\n\n".join(words for kind, words in found if kind == "boilerplate") == box


@pytest.mark.parametrize("box", [*summaries("summary"), *summaries("no_summary")])
def test_a_list_within_the_report_is_no_summary_and_neither_are_terms_that_stand_once(box: str) -> None:
    made = label(AnnotatedDocument(document=document("a.txt", f"Truce agreed in Vesk\n\n{ABOVE}\n\n{ABOVE}\n\n{box}\n\n{BELOW}")), load("en"), load_codebook())
    assert made.document.blocks
    assert all(block.rule != "summary" for block in made.document.blocks)


@pytest.mark.parametrize("box", summaries("no_summary"))
def test_what_the_report_does_not_say_again_stays(box: str) -> None:
    text = f"Truce agreed in Vesk\n\n{box}\n\n{ABOVE}\n\n{BELOW}"
    made = label(AnnotatedDocument(document=document("a.txt", text)), load("en"), load_codebook()).document
    assert all(block.rule != "summary" for block in made.blocks)
    assert "• " in "".join(text[block.start : block.end] for block in made.blocks if block.kind == "body")
