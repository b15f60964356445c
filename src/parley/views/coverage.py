"""What was read, from whom, and what is missing: every "no statement found" is read beside this."""

from collections import Counter
from datetime import date, timedelta

import msgspec

from parley.model import ALL, Filter, Query
from parley.views.row import Row, origin_of


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Reports, outlets with counts, languages, first and last day, days in between with no report, reports without a date, independent origins."""

    reports: int
    outlets: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    empty_days: tuple[str, ...]
    undated: int
    origins: int
    problems: int


class SourceRow(Row, frozen=True, kw_only=True):
    """One report: its outlet, what it is a copy of, and what it counts as."""

    title: str | None
    item: str
    genre: str | None
    copy: str | None
    copy_of: str | None
    share: float | None
    origin: str
    credits: str


class ProblemRow(Row, frozen=True, kw_only=True):
    """One fault in the data."""

    stage: str
    code: str
    where: str
    message: str
    advice: str


def coverage(query: Query, where: Filter = ALL) -> Coverage:
    """What the record has read."""
    docs = list(query.documents(where))
    ids = {d.id for d in docs}
    days = sorted({d.published.edtf[:10] for d in docs if d.published.edtf and len(d.published.edtf) >= 10})
    between: list[str] = []
    if days:
        at, end = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
        have = set(days)
        while at < end:
            if at.isoformat() not in have:
                between.append(at.isoformat())
            at += timedelta(days=1)
    origin = origin_of(query)
    return Coverage(
        reports=len(docs),
        outlets=tuple(sorted(Counter(d.outlet or "unknown" for d in docs).items(), key=lambda kv: (-kv[1], kv[0]))),
        languages=tuple(sorted(Counter(d.language or "unknown" for d in docs).items(), key=lambda kv: (-kv[1], kv[0]))),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        empty_days=tuple(between),
        undated=sum(d.published.edtf is None for d in docs),
        origins=len({origin[id] for id in ids}),
        problems=sum(p.document is None or p.document in ids for p in query.problems()),
    )


def sources(query: Query, where: Filter = ALL) -> list[SourceRow]:
    """The reports in order of publication, each with the copy group that it belongs to and its origin."""
    copies, origin = {c.document: c for c in query.copies()}, origin_of(query)
    rows = []
    for doc in query.documents(where):
        copy = copies.get(doc.id)
        rows.append(
            SourceRow(
                id=doc.id,
                outlet=doc.outlet,
                published=doc.published.edtf,
                title=doc.title,
                item=doc.item,
                genre=doc.genre,
                copy=copy.kind if copy else None,
                copy_of=copy.source if copy else None,
                share=round(copy.share, 3) if copy and copy.source else None,
                origin=origin[doc.id],
                credits=", ".join(dict.fromkeys(c.name for c in doc.credits)),
                evidence=tuple(c.span for c in doc.credits[:1]),
            )
        )
    return rows


def problems(query: Query, where: Filter = ALL) -> list[ProblemRow]:
    """The faults in the data, in the order of the record."""
    kept = None if where == ALL else {d.id for d in query.documents(where)}
    return [
        ProblemRow(
            id=p.id, stage=p.stage, code=p.code, where=p.source or p.document or "", message=p.message, advice=p.advice, evidence=(p.span,) if p.span else ()
        )
        for p in query.problems()
        if kept is None or p.document in kept
    ]
