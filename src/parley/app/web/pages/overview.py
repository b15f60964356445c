"""Where the talks stand, and what changed since the reader last looked."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from parley import views
from parley.app.web.asked import Asked
from parley.app.web.fields import line_of
from parley.app.web.forms import unquoted
from parley.app.web.held import Held, Named
from parley.app.web.look import held_of, kept_to, page
from parley.app.web.pages.across import agenda_rows, dispute_rows
from parley.app.web.pages.positions import as_of, before, positions_on
from parley.app.web.pages.rows import event_rows, origins
from parley.export.brief import groups
from parley.export.brief.state import agreed, matrix, shown_issues
from parley.model import FINDINGS, Filter
from parley.record.queries.paging import Narrow

DEALS = ("agreement_reached", "agreement_signed", "ceasefire_declared", "ceasefire_in_effect", "ceasefire_extended", "prisoner_exchange")
MOST = 6
MOST_NEW = 12  # of one kind


def overview(request: Request) -> Response:
    """The state of the talks on one screen."""
    held, asked = held_of(request), Asked(request)
    query, where = held.query, asked.where()
    on = as_of(query, asked)
    days = on.days
    last = days[-1] if days else None
    since = asked.day("since") or unquoted(request.cookies.get("parley-seen", ""))[:10] or before(last, 7)
    try:
        date.fromisoformat(since or "")
    except ValueError:
        since = before(last, 7)
    table = query.once(("table", where, on.day), lambda: matrix(query, where, positions=positions_on(query, where, on.day)))
    kept = kept_to(where, query.heads())
    blocked = sorted(views.blocked(query, Filter()), key=lambda b: (not b.proven, b.kind, b.id))
    return page(
        request, "overview.html", matrix=table, issues=shown_issues(table), agreed=agreed(table), deals=_deals(held, where), most=MOST,
        on=on, asked=dict(asked.pairs()),
        next=groups.upcoming(agenda_rows(held, asked), last, MOST), blocked=blocked[:MOST],
        disputes=dispute_rows(held, asked)[:MOST], since=since, last=last, first=days[0] if days else None,
        new=query.once(("new", since, where.negotiation), lambda: new(held, since, where)), origins=len(set(origins(query).values())),
        kinds=query.once(("kinds", where.negotiation), lambda: query.kinds(None if kept is None else sorted(kept)[:30000])),
        outlets=len({head.outlet for head in query.heads().values()}),
    )  # fmt: skip


def _deals(held: Held, where: Filter) -> list[Any]:
    """The latest agreements and ceasefires that happened on a known day."""

    def made() -> list[Any]:
        found: list[Any] = []
        for kind in DEALS:
            some = held.query.page("event", Filter(negotiation=where.negotiation), Narrow(type=kind, status="happened", order="latest"), limit=8)
            found += event_rows(held, some.findings)
        return groups.deals(sorted(found, key=lambda row: str(row.time), reverse=True), 5)

    return held.query.once(("deals", where.negotiation), made)


def new(held: Held, since: str | None, where: Filter) -> dict[str, Any]:
    """What reports since a day say that is new: copies of older reports add nothing, nor do words that an older report has."""
    heads, copies = held.query.heads(), held.query.copy_of()
    fresh = [id for id, head in heads.items() if (head.published.start or "") >= (since or "~") and where.negotiation in (None, head.negotiation)]
    old = {id for id in fresh if id in copies and _older(heads, copies[id].source, since)}
    documents = tuple(id for id in reversed(fresh) if id not in old)[:400]
    outlets = Named(held.query)
    rows: dict[str, list[Any]] = {}
    counts: dict[str, int] = {}
    for kind in FINDINGS:
        found = held.query.page(kind, Filter(), Narrow(documents=documents), limit=MOST_NEW) if documents else None
        counts[kind] = found.total if found else 0
        rows[kind] = []
        for one in found.findings if found else ():
            if _known(held, kind, " ".join(one.evidence[0].text.split()), since):
                counts[kind] -= 1
                continue
            outlet, published = outlets.of(one.document)
            rows[kind].append({"id": one.id, "line": line_of(one), "outlet": outlet, "published": published, "evidence": one.evidence})
    return {"rows": rows, "counts": counts, "reports": len(fresh), "copies": len(old)}


def _older(heads: Any, source: str | None, since: str | None) -> bool:
    return bool(source and source in heads and (heads[source].published.start or "") < (since or ""))


def _known(held: Held, kind: str, words: str, since: str | None) -> bool:
    """Whether a report before the day has a finding of the kind with the same words."""
    if len(words) < 20 or since is None:
        return False
    return held.query.said_before(kind, words[:300], since)
