"""Claims that cannot both be right, with who says what and on how many independent origins."""

from collections.abc import Iterator

from parley.model import ALL, Dispute, DisputeSide, Filter, Query
from parley.views.row import Row, Rows, names, words


class DisputeRow(Row, frozen=True, kw_only=True):
    """One side of a dispute; the rows of one dispute share its id."""

    kind: str
    about: str
    side: int
    says: str
    by: str
    origins: int
    candidate: bool
    what: str


def disputes(query: Query, where: Filter = ALL) -> list[DisputeRow]:
    """The disputes, a row for each side; with a filter on documents, those with evidence in them."""
    return list(dispute_rows(query, where))


def dispute_rows(query: Query, where: Filter = ALL) -> Rows[DisputeRow]:
    """The rows of `disputes`, each as soon as it is read."""
    kept = None if where == ALL else set(query.document_ids(where))

    def found() -> Iterator[Dispute]:
        for dispute in query.disputes():
            if kept is None or any(span.document in kept for side in dispute.sides for span in side.evidence):
                yield dispute

    return Rows(
        (_row(dispute, side, n) for dispute in found() for n, side in enumerate(dispute.sides, 1)), lambda: sum(len(dispute.sides) for dispute in found())
    )


def _row(dispute: Dispute, side: DisputeSide, n: int) -> DisputeRow:
    return DisputeRow(
        id=dispute.id,
        evidence=side.evidence,
        kind=dispute.kind,
        about=dispute.about,
        side=n,
        says=side.says,
        by=names(side.by),
        origins=len(side.origins),
        candidate=dispute.candidate,
        what=words(side.evidence[:1]),
    )
