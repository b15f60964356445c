"""The timeline: lanes by party or by type, from years to hours; planned and called off are never shown as happened."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from parley.app.web.asked import Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of, kept_to, page
from parley.app.web.pages.listing import Listing, of_findings
from parley.app.web.pages.rows import STATUSES, choices, event_rows, stories
from parley.model import Filter
from parley.record.queries.paging import Narrow

ZOOMS = {"years": 4, "months": 7, "days": 10, "hours": 13}  # zoom → characters of an ISO time that name one column
MOST_LANES = 14
MOST_COLUMNS = 40
NOBODY = "nobody named"
CLASSES = {
    "happened": "happened", "ongoing": "happened", "planned": "planned", "proposed": "planned", "offered": "planned", "conditional": "planned",
    "threatened": "planned", "postponed": "off", "cancelled": "off", "denied": "off", "negated": "off", "disputed": "unsure", "hypothetical": "unsure",
}  # fmt: skip


class Mark(msgspec.Struct, frozen=True):
    """One event as the lanes count it: events of one story with the same type, status and day are one."""

    type: str
    status: str
    at: str
    who: tuple[str, ...]
    document: str


class Key(NamedTuple):
    """What events are counted by: the lane's name, the column, and how they are drawn."""

    name: str
    column: str
    drawn: str


class Lane(NamedTuple):
    """A party or type with its columns: class of status → how many."""

    name: str
    cells: list[Counter[str]]


class Shown(NamedTuple):
    """What the address asks for: the zoom, the year, month or day ("" for all), all counts of the lanes, those shown, and the events below them."""

    zoom: str
    by: str
    at: str
    counts: Mapping[Key, int]
    shown: Mapping[Key, int]
    listing: Listing


def shown_of(held: Held, asked: Asked) -> Shown:
    """The lanes and events that the address asks for."""
    zoom = asked.choice("zoom", ZOOMS) or "days"
    by = asked.choice("lanes", ("party", "type"), "party") or "party"
    counts = tally(held, asked.where(), zoom, by)
    asked_at = asked.day("at") if zoom != "years" else None
    at = asked_at[: {"months": 4, "days": 7, "hours": 10}[zoom]] if asked_at else _latest(counts, zoom)
    shown = {key: n for key, n in counts.items() if key.column.startswith(at) and len(key.column) >= min(ZOOMS[zoom], 10)} if at else counts
    where = Filter(negotiation=asked.text("negotiation"), outlet=asked.text("outlet"), actor=asked.text("actor"), since=at or None,
                   until=(at + "~") if at else None)  # fmt: skip
    narrow = Narrow(status=asked.choice("status", STATUSES), type=asked.text("type"), order="time")
    listing = of_findings(held, "event", asked, where, narrow)
    return Shown(zoom, by, at, counts, shown, listing._replace(rows=event_rows(held, listing.rows)))


def timeline(request: Request) -> Response:
    """Lanes of events over time, and the events below."""
    held, asked = held_of(request), Asked(request)
    zoom, by, at, counts, shown, listing = shown_of(held, asked)
    columns = sorted({key.column for key in shown})[-MOST_COLUMNS:]
    return page(
        request, "timeline.html", zoom=zoom, zooms=ZOOMS, lanes=_lanes(shown, columns), columns=columns, at=at, lanes_by=by,
        inner={"years": "months", "months": "days", "days": "hours"}.get(zoom), outer={"months": "years", "days": "months", "hours": "days"}.get(zoom),
        earlier=_beside(counts, at, -1), later=_beside(counts, at, 1), listing=listing, statuses=STATUSES, **choices(held), asked=dict(asked.pairs()),
    )  # fmt: skip


def every_mark(held: Held) -> list[Mark]:
    """All events with a known time, background left out, those that are one told several times as one."""
    query = held.query

    def made() -> list[Mark]:
        story_of = stories(query).story_of()
        names = {actor.id: actor.name for actor in query.actors()}
        joint = query.joint()
        seen: set[tuple[object, ...]] = set()
        found = []
        for id, type_, status, at, document, who in query.event_marks():
            key = (story_of[id], type_, status, at[:10]) if id in story_of else (id,)
            if key not in seen and status != "historical":
                seen.add(key)
                named = [one for one in who if one in names and not (joint.get(one) and joint[one] <= set(who))]
                found.append(Mark(type_, status, at, tuple(names[one] for one in named), document))
        return found

    return query.once(("marks",), made)


def tally(held: Held, where: Filter, zoom: str, by: str) -> "Counter[Key]":
    """How many events each lane has in each column of a zoom, for each class of status; of the filter's negotiation and outlet."""
    kept = kept_to(where, held.query.heads())

    def made() -> Counter[Key]:
        length = ZOOMS[zoom]
        counts: Counter[Key] = Counter()
        for mark in every_mark(held):
            if kept is None or mark.document in kept:
                column, drawn = mark.at[:length], CLASSES.get(mark.status, "unsure")
                for name in (mark.type,) if by == "type" else (tuple(dict.fromkeys(mark.who)) or (NOBODY,)):
                    counts[Key(name, column, drawn)] += 1
        return counts

    return held.query.once(("tally", where.negotiation, where.outlet, zoom, by), made)


def _latest(counts: Iterable[Key], zoom: str) -> str:
    """The year, month or day with most to see: the last one on which something happened."""
    length = {"years": 0, "months": 4, "days": 7, "hours": 10}[zoom]
    happened = [key.column for key in counts if key.drawn == "happened" and key.column[:4].isdecimal()] or [key.column for key in counts]
    return max((column[:length] for column in happened if len(column) >= length), default="")


def _beside(counts: Iterable[Key], at: str, step: int) -> str | None:
    if not at:
        return None
    others = {key.column[: len(at)] for key in counts if len(key.column) >= len(at)}
    return max((one for one in others if one < at), default=None) if step < 0 else min((one for one in others if one > at), default=None)


def _lanes(counts: Mapping[Key, int], columns: Sequence[str]) -> list[Lane]:
    place = {column: n for n, column in enumerate(columns)}
    lanes: dict[str, list[Counter[str]]] = {}
    weight: Counter[str] = Counter()
    for key, times in counts.items():
        n = place.get(key.column)
        if n is not None:
            lanes.setdefault(key.name, [Counter() for _ in columns])[n][key.drawn] += times
            weight[key.name] += times
    best = sorted(lanes, key=lambda name: (name == NOBODY, -weight[name], name))[:MOST_LANES]
    return [Lane(name, lanes[name]) for name in best]
