"""Claims that cannot both be right, with who says what and on how many independent origins."""

from parley.model import ALL, Filter, Query
from parley.views.row import Row, names, words


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
    kept = None if where == ALL else set(query.document_ids(where))
    rows = []
    for dispute in query.disputes():
        if kept is not None and not any(span.document in kept for side in dispute.sides for span in side.evidence):
            continue
        for n, side in enumerate(dispute.sides, 1):
            rows.append(
                DisputeRow(
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
            )
    return rows
