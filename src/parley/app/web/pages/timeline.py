"""The timeline: lanes by party or by type, from years to hours; planned and called off are never shown as happened."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from parley.app.web.asked import Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of, kept_to, page
from parley.app.web.pages.listing import of_findings
from parley.app.web.pages.rows import STATUSES, choices, event_rows, joint_actors, story_of
from parley.model import Filter
from parley.record.paging import Narrow

ZOOMS = {"years": 4, "months": 7, "days": 10, "hours": 13}  # zoom → characters of an ISO time that name one column
MOST_LANES = 14
MOST_COLUMNS = 40
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


class Lane(NamedTuple):
    """A party or type with its columns: class of status → how many."""

    name: str
    cells: list[Counter[str]]


def timeline(request: Request) -> Response:
    """Lanes of events over time, and the events below."""
    held, asked = held_of(request), Asked(request)
    zoom = asked.choice("zoom", ZOOMS) or "days"
    lanes_by = asked.choice("lanes", ("party", "type"), "party") or "party"
    at = asked.day("at")
    kept = kept_to(asked.where(), held.query.heads())
    marks = [mark for mark in every_mark(held) if kept is None or mark.document in kept]
    if zoom == "years":
        at = None
    at = at[: {"months": 4, "days": 7, "hours": 10}[zoom]] if at else _latest(marks, zoom)
    shown = [mark for mark in marks if mark.at.startswith(at) and len(mark.at) >= min(ZOOMS[zoom], 10)] if at else marks
    columns = _columns(shown, zoom)
    where = Filter(negotiation=asked.text("negotiation"), outlet=asked.text("outlet"), actor=asked.text("actor"), since=at or None,
                   until=(at + "~") if at else None)  # fmt: skip
    narrow = Narrow(status=asked.choice("status", STATUSES), type=asked.text("type"), order="time")
    listing = of_findings(held, "event", asked, where, narrow)
    return page(
        request, "timeline.html", zoom=zoom, zooms=ZOOMS, lanes=_lanes(shown, lanes_by, columns, ZOOMS[zoom]), columns=columns, at=at, lanes_by=lanes_by,
        inner={"years": "months", "months": "days", "days": "hours"}.get(zoom), outer={"months": "years", "days": "months", "hours": "days"}.get(zoom),
        earlier=_beside(marks, at, -1), later=_beside(marks, at, 1), listing=listing._replace(rows=event_rows(held, listing.rows)), statuses=STATUSES,
        **choices(held), asked=dict(asked.pairs()),
    )  # fmt: skip


def every_mark(held: Held) -> list[Mark]:
    """All events with a known time, background left out, those that are one told several times as one."""
    query = held.query

    def made() -> list[Mark]:
        stories = story_of(query)
        names = {actor.id: actor.name for actor in query.actors()}
        joint = joint_actors(query)
        seen: set[tuple[object, ...]] = set()
        found = []
        for id, type_, status, at, document, who in query.event_marks():
            key = (stories[id][0], type_, status, at[:10]) if id in stories else (id,)
            if key not in seen and status != "historical":
                seen.add(key)
                named = [one for one in who if one in names and not (joint.get(one) and joint[one] <= set(who))]
                found.append(Mark(type_, status, at, tuple(names[one] for one in named), document))
        return found

    return query.once(("marks",), made)


def _latest(marks: Sequence[Mark], zoom: str) -> str:
    """The year, month or day with most to see: the last one on which something happened."""
    length = {"years": 0, "months": 4, "days": 7, "hours": 10}[zoom]
    happened = [mark.at for mark in marks if mark.status == "happened" and re.match(r"\d{4}", mark.at)] or [mark.at for mark in marks]
    return max((at[:length] for at in happened if len(at) >= length), default="")


def _beside(marks: Sequence[Mark], at: str, step: int) -> str | None:
    if not at:
        return None
    others = {mark.at[: len(at)] for mark in marks if len(mark.at) >= len(at)}
    return max((one for one in others if one < at), default=None) if step < 0 else min((one for one in others if one > at), default=None)


def _columns(marks: Sequence[Mark], zoom: str) -> list[str]:
    found = sorted({mark.at[: ZOOMS[zoom]] for mark in marks})
    return found[-MOST_COLUMNS:]


def _lanes(marks: Sequence[Mark], by: str, columns: Sequence[str], length: int) -> list[Lane]:
    place = {column: n for n, column in enumerate(columns)}
    lanes: dict[str, list[Counter[str]]] = {}
    weight: Counter[str] = Counter()
    for mark in marks:
        n = place.get(mark.at[:length])
        if n is None:
            continue
        for name in (mark.type,) if by == "type" else (tuple(dict.fromkeys(mark.who)) or ("nobody named",)):
            lanes.setdefault(name, [Counter() for _ in columns])[n][CLASSES.get(mark.status, "unsure")] += 1
            weight[name] += 1
    best = sorted(lanes, key=lambda name: (name == "nobody named", -weight[name], name))[:MOST_LANES]
    return [Lane(name, lanes[name]) for name in best]
