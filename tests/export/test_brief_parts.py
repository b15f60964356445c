"""Parts of the dossier: days as a reader writes them, events as one line, the graph of conditions."""

import pytest

from parley.export.brief import groups
from parley.export.brief.graph import BOX, HEIGHT, WIDTH, folding, graph
from parley.export.brief.quote import sentence
from support import Report


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2031-03-08", "8 Mar 2031"),
        ("2031-03", "Mar 2031"),
        ("2031", "2031"),
        ("2031-03-08T12:00", "8 Mar 2031, 12:00"),
        ("2031-03-08T12:00:00+01:00", "8 Mar 2031, 12:00"),
        ("2031-03~", "about Mar 2031"),
        ("2031-03-08?", "8 Mar 2031 (uncertain)"),
        ("2031-03-10/2031-03-16", "10 Mar 2031 – 16 Mar 2031"),
        ("2031-03-10/..", "10 Mar 2031 – .."),
        ("2031-21", "2031-21"),
        ("", "undated"),
        (None, "undated"),
        ("‹in the spring›", "‹in the spring›"),
    ],
)
def test_days_are_written_as_a_reader_writes_them(edtf: str | None, shown: str) -> None:
    assert groups.day(edtf) == shown


def test_the_sentence_around_a_run_ends_where_it_ends() -> None:
    text = "Talks began. The envoy, Mr. Orsk, left at 5 p.m. on Monday. Nothing came of it.\nNext."
    start = text.index("left")
    first, last = sentence(text, start, start + 4)
    assert text[first:last].endswith("on Monday.")
    assert "Nothing" not in text[first:last]


def conditions(report: Report, *pairs: tuple[str, str]) -> list[object]:
    return [report.condition(holder, f"{holder} waits for {other}", other, must=other) for holder, other in pairs]


def test_who_speaks_for_a_party_stands_for_it_in_the_graph() -> None:
    report = Report("Ana Reyl waits for Sestria. Sestria waits for Norra. Norra waits for Sestria.")
    report.actor("Norra", kind="state", key="state:norra")
    report.actor("Sestria", kind="state")
    report.actor("Ana Reyl", of="state:norra")
    found = conditions(report, ("Ana Reyl", "Sestria"), ("Sestria", "Norra"), ("Norra", "Sestria"))
    drawn = graph(found, [], folding(list(report.actors.values())))  # type: ignore[arg-type]
    assert [node.name for node in drawn.nodes] == ["Norra", "Sestria"]
    assert [edge.numbers for edge in drawn.edges] == [(1, 3), (2,)]
    assert drawn.left_out == 0


def test_no_box_of_the_graph_lies_on_another_or_outside() -> None:
    names = [f"State {chr(65 + n)}" for n in range(14)]
    report = Report(" ".join(f"{one} waits for {two}." for one, two in zip(names, names[1:], strict=False)))
    found = conditions(report, *zip(names, names[1:], strict=False))
    drawn = graph(found, [], folding(list(report.actors.values())))  # type: ignore[arg-type]
    assert 2 <= len(drawn.nodes) <= 10
    for n, a in enumerate(drawn.nodes):
        assert BOX[0] / 2 <= a.x <= WIDTH - BOX[0] / 2 and BOX[1] / 2 <= a.y <= HEIGHT - BOX[1] / 2
        for b in drawn.nodes[n + 1 :]:
            assert abs(a.x - b.x) >= BOX[0] or abs(a.y - b.y) >= BOX[1]
    assert drawn.left_out == len(found) - len({n for edge in drawn.edges for n in edge.numbers})
