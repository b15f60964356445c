"""What happened, what is planned, what was called off, in order of time."""

from collections.abc import Iterator, Mapping, Set

from parley.model import ALL, Event, Filter, Query
from parley.views.row import Outlets, Row, by_place, names, when, words


class TimelineRow(Row, frozen=True, kw_only=True):
    """One event. `status` is never left out: planned, postponed and cancelled are not happened. `story` joins the rows of one story;
    `origins`: on how many independent origins the event is told."""

    time: str | None
    status: str
    type: str
    participants: str
    place: str | None
    what: str
    certainty: str
    story: str | None = None
    origins: int = 1


def timeline(query: Query, where: Filter = ALL, *, status: str | None = None, background: bool = False) -> list[TimelineRow]:
    """The events in order of time, undated ones last; background (historical) events only when asked for."""
    return list(timeline_rows(query, where, status=status, background=background))


def timeline_rows(query: Query, where: Filter = ALL, *, status: str | None = None, background: bool = False) -> Iterator[TimelineRow]:
    """The rows of `timeline`, each as soon as it is read: a few hundred events are held at a time."""
    origin, joint = query.origins(), query.joint()
    story_of: dict[str, str] = {}
    origins: dict[str, int] = {}
    spun = {copy.document for copy in query.copies() if copy.kind == "garbled"}
    for story in query.stories():
        story_of |= dict.fromkeys(story.events, story.id)
        for told in story.linked:
            origins |= dict.fromkeys(told.events, len({origin[document] for document in told.documents if document not in spun}))
    found = (e for e in query.findings("event", where, order="time") if (background or e.status != "historical") and status in (None, e.status))
    for some in by_place(found, lambda e: e.time, lambda e: e.trigger.start):
        outlets = Outlets(query, [event.document for event in some])
        yield from (event_row(e, outlets, joint, story_of.get(e.id), max(1, origins.get(e.id, 1))) for e in some)


def _who(event: Event, joint: Mapping[str, Set[str]]) -> str:
    """The names of those who took part; "both sides" only where the two are not named beside it."""
    present = [p.actor for p in event.participants if p.role != "absent"]
    ids = {actor.id for actor in present}
    return names(actor for actor in present if not ((members := joint.get(actor.id or "")) and members <= ids))


def event_row(event: Event, outlets: Outlets, joint: Mapping[str, Set[str]], story: str | None = None, origins: int = 1) -> TimelineRow:
    """The row of one event; `joint`: joint actor → its members; `origins`: independent ones that tell its story."""
    outlet, published = outlets.of(event.document)
    return TimelineRow(
        id=event.id,
        outlet=outlet,
        published=published,
        evidence=event.evidence,
        time=when(event.time),
        status=event.status,
        type=event.type,
        participants=_who(event, joint),
        place=event.place.name if event.place else None,
        what=words(event.evidence),
        certainty=event.certainty,
        story=story,
        origins=origins,
    )
