"""Numbers, with who stands behind them."""

from collections.abc import Collection, Iterator

import msgspec

from parley.model import ALL, Figure, Filter, Query
from parley.views.row import Outlets, Row, Rows, runs, when, words


class FigureRow(Row, frozen=True, kw_only=True):
    """One figure: "at least 12 people (dead)", the window it covers, who claims it, the whole it is part of, and whether it is disputed."""

    figure: str
    unit: str
    of_what: str | None
    claimant: str | None
    window: str | None
    part_of: str | None
    disputed: bool
    what: str


class _Side(msgspec.Struct, frozen=True, gc=False):
    findings: tuple[str, ...]


class _Dispute(msgspec.Struct, frozen=True, gc=False):
    """A dispute as far as it marks figures."""

    kind: str
    sides: tuple[_Side, ...]


def figures(query: Query, where: Filter = ALL) -> list[FigureRow]:
    """The figures in the order of the record."""
    return list(figure_rows(query, where))


def figure_rows(query: Query, where: Filter = ALL) -> Rows[FigureRow]:
    """The rows of `figures`, each as soon as it is read."""
    return Rows(_rows(query, where), lambda: query.count("figure", where))


def _rows(query: Query, where: Filter) -> Iterator[FigureRow]:
    disputed = {id for d in query.derived_as("dispute", _Dispute) if d.kind == "figure" for side in d.sides for id in side.findings}
    for some in runs(query.findings("figure", where)):
        outlets = Outlets(query, [figure.document for figure in some])
        yield from (figure_row(figure, outlets, disputed) for figure in some)


def figure_row(figure: Figure, outlets: Outlets, disputed: Collection[str]) -> FigureRow:
    """The row of one figure; `disputed`: ids of the figures that are."""
    outlet, published = outlets.of(figure.document)
    return FigureRow(
        id=figure.id,
        outlet=outlet,
        published=published,
        evidence=figure.evidence,
        figure=amount(figure),
        unit=figure.unit,
        of_what=figure.of_what,
        claimant=figure.claimant.name if figure.claimant else None,
        window=when(figure.window),
        part_of=figure.part_of.text if figure.part_of else None,
        disputed=figure.id in disputed,
        what=words(figure.evidence),
    )


def amount(figure: Figure) -> str:
    """A figure's bound and value in words: "at least 12", "between 40 and 50", the words themselves for an order of size."""
    if figure.value is None:
        return figure.span.text
    if isinstance(figure.value, tuple):
        return f"between {figure.value[0]:g} and {figure.value[1]:g}"
    number = f"{figure.value:,}" if isinstance(figure.value, int) else f"{figure.value:,.10g}"
    return number if figure.bound == "exactly" else f"{figure.bound.replace('_', ' ')} {number}"
