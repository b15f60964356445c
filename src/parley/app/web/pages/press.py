"""The press itself: what was read, outlets and copies, faults in the data."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from parley.app.options import MOST_ROWS
from parley.app.web.asked import Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of, kept_to, page
from parley.app.web.pages.listing import of_all, of_part
from parley.app.web.pages.rows import origins
from parley.errors import NotInRecord
from parley.model import Copy

MOST_DAYS = 4000
COPIES = ("original", "exact", "syndicated", "rewritten", "garbled")


def coverage(request: Request) -> Response:
    """What was read, from whom, in which languages, and which days are empty."""
    held, asked = held_of(request), Asked(request)
    heads, kept = held.query.heads(), kept_to(asked.where(), held.query.heads())
    docs = [head for head in heads.values() if kept is None or head.id in kept]
    per_day = Counter(head.published.edtf[:10] for head in docs if head.published.edtf and len(head.published.edtf) >= 10)
    origin = origins(held.query)
    return page(
        request, "coverage.html", docs=len(docs), outlets=Counter(head.outlet or "unknown" for head in docs).most_common(),
        languages=Counter(head.language or "unknown" for head in docs).most_common(), months=_calendar(per_day), days=sum(1 for _ in per_day),
        empty=_empty(per_day), undated=[head for head in docs if head.published.edtf is None][:50], conflicts=sum(head.published.conflict for head in docs),
        bases=Counter(head.published.basis for head in docs).most_common(), origins=len({origin[head.id] for head in docs}),
        kinds=held.query.once(("kinds", request.query_params.get("negotiation")), lambda: held.query.kinds(None if kept is None else sorted(kept)[:30000])),
        busiest=max(per_day.values(), default=1),
    )  # fmt: skip


def _calendar(per_day: Counter[str]) -> list[tuple[str, list[tuple[str, int] | None]]]:
    """(month, its days with their reports, filled up with None to whole weeks from Monday) for every month between the first and the last report."""
    if not per_day:
        return []
    first, last = min(per_day), max(per_day)
    at, end = date.fromisoformat(first).replace(day=1), date.fromisoformat(last)
    months: list[tuple[str, list[tuple[str, int] | None]]] = []
    for _ in range(MOST_DAYS):
        if at > end and at.day == 1:
            break
        if at.day == 1:
            months.append((at.isoformat()[:7], [None] * at.weekday()))
        months[-1][1].append((at.isoformat(), per_day[at.isoformat()]) if first <= at.isoformat() <= last else None)
        if at.isoformat() >= "9999-12-31":
            break
        at += timedelta(days=1)
    return months[-36:]


def _empty(per_day: Counter[str]) -> int:
    if not per_day:
        return 0
    return (date.fromisoformat(max(per_day)) - date.fromisoformat(min(per_day))).days + 1 - len(per_day)


def sources(request: Request) -> Response:
    """Outlets, the copy groups, who copies whom, and the reports."""
    held, asked = held_of(request), Asked(request)
    query = held.query
    heads, copies = query.heads(), query.copy_of()
    rows = source_rows(held, asked)
    per_outlet = Counter(head.outlet or "unknown" for head in heads.values())
    copied = query.once(("who copies whom",), lambda: Counter(
        (heads[copy.document].outlet or "unknown", heads[copy.source].outlet or "unknown")
        for copy in copies.values() if copy.source and copy.document in heads and copy.source in heads
    ).most_common(60))  # fmt: skip
    grouped = Counter(copy.group for copy in copies.values())
    return page(request, "sources.html", listing=of_all(rows, asked), outlets=per_outlet.most_common(100), copied=copied, grouped=len(grouped),
                origins=len(set(origins(query).values())), heads=heads, kinds=COPIES, asked=dict(asked.pairs()))  # fmt: skip


def source_rows(held: Held, asked: Asked) -> list[dict[str, Any]]:
    """The reports, newest first, each with what it is a copy of."""
    heads, copies, origin = held.query.heads(), held.query.copy_of(), origins(held.query)
    where, kind, group, text = asked.where(), asked.text("copy"), asked.text("group"), (asked.text("title") or "").lower()
    kept = kept_to(where, heads)
    rows = []
    for head in reversed(heads.values()):
        copy = copies.get(head.id)
        if (kept is not None and head.id not in kept) or (kind and (copy is None or copy.kind != kind)) or (group and (copy is None or copy.group != group)):
            continue
        if text and text not in (head.title or head.item).lower():
            continue
        rows.append({
            "id": head.id, "published": head.published.edtf, "outlet": head.outlet, "title": head.title or head.item, "item": head.item,
            "language": head.language, "copy": copy.kind if copy else None, "group": copy.group if copy else None, "copy_of": copy.source if copy else None,
            "share": round(copy.share, 3) if copy and copy.source else None, "origin": origin[head.id], "url": head.url,
        })  # fmt: skip
    return rows


def copies(request: Request) -> Response:
    """One copy group: its reports, and the text that each shares with the one that it was copied from."""
    held, group = held_of(request), request.path_params["group"]
    ids = [copy.document for copy in held.query.copy_of().values() if copy.group == group]
    if not ids:
        raise NotInRecord(f"no copy group {group} in the record")
    found = sorted(held.query.derived_as("copy", Copy, ids=ids), key=lambda copy: (copy.source is not None, copy.document))
    return page(request, "copies.html", group=group, copies=found[:40], total=len(found), heads=held.query.heads(), origins=origins(held.query))


def problems(request: Request) -> Response:
    """Faults in the data."""
    held, asked = held_of(request), Asked(request)
    found, total = held.query.problems_page((asked.page() - 1) * MOST_ROWS, MOST_ROWS, code=asked.text("code"))
    return page(request, "problems.html", listing=of_part(found, total, asked), codes=held.query.problem_codes(), heads=held.query.heads(),
                asked=dict(asked.pairs()))  # fmt: skip
