"""What was read, from whom, and what is missing: every "no statement found" is read beside this."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec
from msgspec import structs

from parley.model import ALL, Filter, Head, Query
from parley.views.row import Row, Rows, runs


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """Reports, outlets with counts, first and last day, days in between with no report, reports without a date, independent origins."""

    reports: int
    outlets: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    empty_days: tuple[str, ...]
    undated: int
    origins: int


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


class _Dated(msgspec.Struct, frozen=True, gc=False):
    edtf: str | None = None


class _Read(msgspec.Struct, frozen=True, gc=False):
    """A report as far as it is counted."""

    id: str
    outlet: str | None = None
    language: str | None = None
    published: _Dated = _Dated()


class SourceRow(Row, frozen=True, kw_only=True):
    """One report: its outlet, what it is a copy of, and what it counts as.

    version: "2 of 3" where the record has several texts of one item, "? of 3" where nothing says which came first. newest: no later one is on the record.
    """

    title: str | None
    item: str
    genre: str | None
    copy: str | None
    copy_of: str | None
    share: float | None
    origin: str
    credits: str
    version: str | None
    newest: bool


class _Copy(msgspec.Struct, frozen=True, gc=False):
    """A copy without the text that it shares."""

    document: str
    kind: str
    source: str | None = None
    share: float = 1.0


class ProblemRow(Row, frozen=True, kw_only=True):
    """One fault in the data."""

    stage: str
    code: str
    where: str
    message: str
    advice: str


def coverage(query: Query, where: Filter = ALL) -> Coverage:
    """What the record has read."""
    docs = query.heads_as(_Read, where)
    ids = {d.id for d in docs}
    return Coverage(
        **structs.asdict(_reach(query, [(d.id, d.outlet, d.published.edtf) for d in docs])),
        languages=_by_number(d.language for d in docs),
        problems=sum(p.document is None or p.document in ids for p in query.problems()),
    )


def reach(query: Query, where: Filter = ALL) -> Reach:
    """How far what the record has read reaches: of `coverage` what needs no text."""
    return _reach(query, query.days(where))


def _reach(query: Query, docs: Sequence[tuple[str, str | None, str | None]]) -> Reach:
    """docs: id, outlet, and day of publication as EDTF."""
    have = {day[:10] for _, _, day in docs if day and len(day) >= 10}
    days = sorted(have)
    between: list[str] = []
    if days:
        at, end = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
        while at < end:
            if at.isoformat() not in have:
                between.append(at.isoformat())
            at += timedelta(days=1)
    origin = query.origins()
    return Reach(
        reports=len(docs),
        outlets=_by_number(outlet for _, outlet, _ in docs),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        empty_days=tuple(between),
        undated=sum(day is None for _, _, day in docs),
        origins=len({origin[id] for id, _, _ in docs}),
    )


def _by_number(values: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(value or "unknown" for value in values).items(), key=lambda kv: (-kv[1], kv[0])))


def sources(query: Query, where: Filter = ALL) -> list[SourceRow]:
    """The reports in order of publication, each with the copy group that it belongs to and its origin."""
    return list(source_rows(query, where))


def source_rows(query: Query, where: Filter = ALL) -> Rows[SourceRow]:
    """The rows of `sources`, each as soon as it is read."""
    documents = query.document_ids(where)
    return Rows(_rows(query, documents), lambda: len(documents))


def _rows(query: Query, documents: Sequence[str]) -> Iterator[SourceRow]:
    texts_of = {id: ids for ids in query.versions() for id in ids}
    for some in runs(documents):
        heads, origin = query.some_heads(some), query.origins(some)
        copies = {copy.document: copy for copy in query.derived_as("copy", _Copy, ids=some)}
        others = {other for id in some for other in texts_of.get(id, ())}.difference(heads)
        version = versions([*heads.values(), *query.some_heads(others).values()])
        yield from (_source_row(heads[id], copies.get(id), origin[id], *version[id]) for id in some if id in heads)


def _source_row(doc: Head, copy: _Copy | None, origin: str, version: str | None, newest: bool) -> SourceRow:
    return SourceRow(
        id=doc.id,
        outlet=doc.outlet,
        published=doc.published.edtf,
        title=doc.title,
        item=doc.item,
        genre=doc.genre,
        copy=copy.kind if copy else None,
        copy_of=copy.source if copy else None,
        share=round(copy.share, 3) if copy and copy.source else None,
        origin=origin,
        credits=", ".join(dict.fromkeys(c.name for c in doc.credits)),
        version=version,
        newest=newest,
        evidence=tuple(c.span for c in doc.credits[:1]),
    )


def versions(documents: Iterable[Head]) -> dict[str, tuple[str | None, bool]]:
    """Document → which version of its item it is, and whether it is the newest; an item's texts are ordered by when they changed, else were published."""
    items: dict[str, list[Head]] = {}
    for doc in documents:
        items.setdefault(doc.item, []).append(doc)
    found: dict[str, tuple[str | None, bool]] = {}
    for docs in items.values():
        if len(docs) == 1:
            found[docs[0].id] = (None, True)
            continue
        when = {doc.id: _moment(doc.modified or doc.published.start) for doc in docs}
        known = len(set(when.values())) == len(docs) and None not in when.values()
        order = sorted(docs, key=lambda doc: (when[doc.id] or "", doc.id))
        for n, doc in enumerate(order, 1):
            found[doc.id] = (f"{n if known else '?'} of {len(docs)}", n == len(docs) if known else True)
    return found


def _moment(value: str | None) -> str | None:
    """An ISO time in a form that orders as the times do: in UTC where it has a zone."""
    if value is None or len(value) < 16:
        return value
    moment = datetime.fromisoformat(value)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()


def problems(query: Query, where: Filter = ALL) -> list[ProblemRow]:
    """The faults in the data, in the order of the record."""
    kept = None if where == ALL else set(query.document_ids(where))
    return [
        ProblemRow(
            id=p.id, stage=p.stage, code=p.code, where=p.source or p.document or "", message=p.message, advice=p.advice, evidence=(p.span,) if p.span else ()
        )
        for p in query.problems()
        if kept is None or p.document in kept
    ]
