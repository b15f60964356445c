"""Long lists in an order that a reader can use: events by day, statements by speaker, disputes by what they are about."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parley.model import Span
from parley.views.agenda import AgendaRow
from parley.views.disputes import DisputeRow
from parley.views.statements import StatementRow
from parley.views.timeline import TimelineRow

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MEETINGS = {"meeting", "round_of_talks", "summit", "mediation_session", "prisoner_exchange"}
DEALS = ("agreement_", "ceasefire_declared", "ceasefire_in_effect", "ceasefire_extended")
_DAY = re.compile(r"(-?\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)\S*)?)?([?~%]?)")


class Told(NamedTuple):
    """One event as one or several reports tell it: the first report's row, evidence of all, how many reports tell it."""

    row: TimelineRow
    evidence: tuple[Span, ...]
    reports: int


class Group(NamedTuple):
    """A heading and what stands under it."""

    name: str
    rows: list[Told]


class Speaker(NamedTuple):
    """One speaker and the statements, in the order of the view."""

    name: str
    statements: list[StatementRow]


class Sides(NamedTuple):
    """One dispute with its sides."""

    first: DisputeRow
    sides: list[DisputeRow]


def day(edtf: str | None) -> str:
    """A time as a reader writes it: "8 Mar 2031", "Mar 2031", "about 8 Mar 2031", "8 Mar 2031, 12:00", "10 Mar 2031 – 16 Mar 2031"; other forms as they are.

    >>> day("2031-03-08"), day("2031-03~"), day("2031-03-10/2031-03-16"), day(None)
    ('8 Mar 2031', 'about Mar 2031', '10 Mar 2031 – 16 Mar 2031', 'undated')
    """
    if not edtf:
        return "undated"
    return " – ".join(_shown(part) for part in edtf.split("/")) if re.fullmatch(r"[^/]+/[^/]+", edtf) else _shown(edtf)


def _shown(edtf: str) -> str:
    match = _DAY.fullmatch(edtf)
    if match is None or not 1 <= int(match[2]) <= 12:
        return edtf
    text = f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    text = f"{int(match[3])} {text}" if match[3] else text
    text = f"{text}, {match[4]}" if match[4] else text
    return f"about {text}" if match[5] in ("~", "%") else f"{text} (uncertain)" if match[5] == "?" else text


def known(edtf: str | None) -> bool:
    """Whether a view's time is a resolved one and not the text's words for it."""
    return bool(edtf) and not str(edtf).startswith("‹")


def told(rows: Iterable[TimelineRow]) -> list[Told]:
    """The events, those that are one story, type, status and day as one, in the order of their first."""
    found: dict[tuple[object, ...], list[TimelineRow]] = {}
    for row in rows:
        one = (row.story, row.type, row.status, (row.time or "")[:10]) if row.story else (row.id,)
        found.setdefault(one, []).append(row)
    made = []
    for some in found.values():
        spans = tuple(dict.fromkeys(span for row in some for span in row.evidence))
        made.append(Told(max(some, key=lambda row: (len(row.participants), len(row.what))), spans, len({span.document for span in spans})))
    return made


def by_day(rows: Iterable[TimelineRow]) -> list[Group]:
    """Events whose time is known, under the day, month or year of their time, in the order of the view."""
    groups: dict[str, list[Told]] = {}
    for one in told(row for row in rows if known(row.time)):
        groups.setdefault(day(str(one.row.time).split("T")[0]), []).append(one)
    return [Group(name, some) for name, some in groups.items()]


def by_report(rows: Iterable[TimelineRow]) -> list[Group]:
    """Events whose time the text does not give, under the day on which they were reported."""
    groups: dict[str, list[Told]] = {}
    undated = [row for row in rows if not known(row.time)]
    for one in sorted(told(undated), key=lambda one: (one.row.published is None, (one.row.published or "")[:10])):
        groups.setdefault(day((one.row.published or "").split("T")[0] or None), []).append(one)
    return [Group(name, some) for name, some in groups.items()]


def by_speaker(rows: Sequence[StatementRow], unresolved: Iterable[str]) -> list[Speaker]:
    """Statements by speaker, those who speak most first; speakers that the text does not name (ids of such statements are given) together, last."""
    nameless = set(unresolved)
    groups: dict[str, list[StatementRow]] = {}
    for row in rows:
        groups.setdefault("" if row.id in nameless else row.speaker, []).append(row)
    for some in groups.values():
        some.sort(key=lambda row: (row.published is None, (row.published or "")[:10], row.evidence[0].document, row.evidence[0].start))
    return [Speaker(name or "Not named", groups[name]) for name in sorted(groups, key=lambda name: (not name, -len(groups[name]), name))]


def by_dispute(rows: Iterable[DisputeRow]) -> list[Sides]:
    """The sides of each dispute together; candidates last."""
    groups: dict[str, list[DisputeRow]] = {}
    for row in rows:
        groups.setdefault(row.id, []).append(row)
    return sorted((Sides(some[0], some) for some in groups.values()), key=lambda d: d.first.candidate)


def upcoming(agenda: Sequence[AgendaRow], last: str | None, most: int) -> list[AgendaRow]:
    """What is planned for after the last day of reading, in order of time; then at most two open meetings without a day."""
    dated = [a for a in agenda if known(a.time) and a.became in ("open", "unknown") and (last is None or str(a.time)[:10] >= last[: len(str(a.time))])]
    undated = [a for a in agenda if not known(a.time) and a.became == "open" and a.type in MEETINGS]
    return [*dated, *undated[:2]][:most]


def deals(rows: Sequence[TimelineRow], most: int) -> list[Told]:
    """The latest agreements, ceasefires and exchanges that happened on a known day, latest first."""
    found = told(row for row in rows if row.status == "happened" and row.type.startswith(DEALS) and known(row.time))
    return sorted(found, key=lambda one: str(one.row.time), reverse=True)[:most]
