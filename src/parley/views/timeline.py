"""What happened, what is planned, what was called off, in order of time."""

from collections.abc import Mapping

from parley.model import ALL, Event, Filter, Query
from parley.views.row import Outlets, Row, names, sort_key, when, words


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
    outlets = Outlets(query)
    story_of = {event: story.id for story in query.stories() for event in story.events}
    origin = query.origins()
    found = [e for e in query.findings("event", where) if (background or e.status != "historical") and status in (None, e.status)]
    spun = {copy.document for copy in query.copies() if copy.kind == "garbled"}
    origins = {
        event: len({origin[document] for document in told.documents if document not in spun})
        for story in query.stories()
        for told in story.linked
        for event in told.events
    }
    found.sort(key=lambda e: (sort_key(e.time), e.document, e.trigger.start))
    joint: dict[str | None, set[str]] = {actor.id: set(actor.members) for actor in query.actors() if actor.members}
    return [event_row(e, outlets, joint, story_of.get(e.id), max(1, origins.get(e.id, 1))) for e in found]


def _who(event: Event, joint: Mapping[str | None, set[str]]) -> str:
    """The names of those who took part; "both sides" only where the two are not named beside it."""
    present = [p.actor for p in event.participants if p.role != "absent"]
    ids = {actor.id for actor in present}
    return names(actor for actor in present if not (actor.id in joint and joint[actor.id] and joint[actor.id] <= ids))


def event_row(event: Event, outlets: Outlets, joint: Mapping[str | None, set[str]], story: str | None = None, origins: int = 1) -> TimelineRow:
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
