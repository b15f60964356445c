"""A table is as wide as the terminal at most, and no word of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from parley.app.layout import Column, cells, fold, laid_out

WORDS = st.text(alphabet="abcé漢́ ", max_size=40).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5), st.integers(8, 60))
def test_every_line_of_a_table_fits_and_has_the_same_width(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = [line for row in laid_out([Column("who", 28), Column("what"), Column("id", folds=False)], rows, width) for line in row]
    assert len({cells(line) for line in lines}) == 1
    assert cells(lines[0]) <= max(width, 2 * 3 - 1 + 2)


@given(WORDS, st.integers(2, 30))
def test_a_folded_cell_has_all_its_characters_in_lines_that_fit(text: str, width: int) -> None:
    lines = fold(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)


def test_wide_columns_are_narrowed_until_they_are_as_wide_as_the_next() -> None:
    (heading,), (first, second) = laid_out([Column("a"), Column("b")], [("one two three four", "five")], 20)
    assert heading.rstrip() == "a               b"
    assert (first.rstrip(), second.rstrip()) == ("one two three   five", "four")


def test_an_id_is_never_folded() -> None:
    *_, row = laid_out([Column("what"), Column("id", folds=False)], [("words " * 20, "0123456789abcdef")], 30)
    assert row[0].endswith("0123456789abcdef")
