"""What happened, what is planned, what was called off, in order of time."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import get_args

import msgspec

from parley.model import ALL, Event, Filter, Query
from parley.model.finding import Status
from parley.views.row import Outlets, Row, Rows, by_place, names, when, words


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


def timeline_rows(query: Query, where: Filter = ALL, *, status: str | None = None, background: bool = False, stories: bool = True) -> Rows[TimelineRow]:
    """The rows of `timeline`, each as soon as it is read: a few hundred events are held at a time. stories: False where nobody asks for `story` and
    `origins`, for which all stories are read."""
    kept = _of_status(where, status, background=background)
    return Rows(_rows(query, kept, Stories(query) if stories else None), lambda: query.count("event", kept))


def _rows(query: Query, where: Filter, stories: "Stories | None") -> Iterator[TimelineRow]:
    joint: dict[str, Set[str]] = {}
    asked: set[str] = set()
    for some in by_place(query.findings("event", where, order="time"), lambda e: e.time, lambda e: e.trigger.start):
        outlets = Outlets(query, [event.document for event in some])
        taking_part = {part.actor.id for event in some for part in event.participants if part.actor.id is not None} - asked
        asked |= taking_part
        joint |= query.joint(taking_part)
        told = stories.of([event.id for event in some]) if stories is not None else {}
        yield from (event_row(e, outlets, joint, *told.get(e.id, (None, 1))) for e in some)


def _of_status(where: Filter, status: str | None, *, background: bool) -> Filter:
    """The filter, kept to events of one status, or of all; to background (historical) ones only when asked for."""
    every = get_args(Status)
    wanted = tuple(one for one in every if (background or one != "historical") and status in (None, one))
    return msgspec.structs.replace(where, statuses=wanted if len(wanted) < len(every) else None)


class _Linked(msgspec.Struct, frozen=True, gc=False):
    events: tuple[str, ...]
    documents: tuple[str, ...]


class _Story(msgspec.Struct, frozen=True, gc=False):
    """A story without what is told in it: there are many, and they are long."""

    id: str
    events: tuple[str, ...] = ()
    linked: tuple[_Linked, ...] = ()


class _Kind(msgspec.Struct, frozen=True, gc=False):
    document: str
    kind: str


class Stories:
    """Of a record: which story an event belongs to, and on how many independent origins the event is told: of the reports, garbled copies left out."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._origin: dict[str, str | None] = {}

    @cached_property
    def _known(self) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
        """Event → its story, and event → the documents that tell it."""
        story_of: dict[str, str] = {}
        told_in: dict[str, tuple[str, ...]] = {}
        for story in self._query.derived_as("story", _Story):
            story_of |= dict.fromkeys(story.events, story.id)
            for told in story.linked:
                told_in |= dict.fromkeys(told.events, told.documents)
        return story_of, told_in

    def story_of(self) -> Mapping[str, str]:
        """Event → its story."""
        return self._known[0]

    def of(self, events: Sequence[str]) -> dict[str, tuple[str | None, int]]:
        """Event → (its story, independent origins), of these."""
        story_of, told_in = self._known
        told = {id: told_in.get(id, ()) for id in events}
        self._look_up({document for documents in told.values() for document in documents if document not in self._origin})
        origins = {id: {self._origin[document] for document in documents} - {None} for id, documents in told.items()}
        return {id: (story_of.get(id), max(1, len(origins[id]))) for id in events}

    def _look_up(self, documents: Collection[str]) -> None:
        if documents:
            garbled = {copy.document for copy in self._query.derived_as("copy", _Kind, ids=sorted(documents)) if copy.kind == "garbled"}
            self._origin |= {id: None if id in garbled else origin for id, origin in self._query.origins(documents).items()}


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
