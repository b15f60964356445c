"""Who is who: aliases, offices over time, what an actor said on an issue; joining and parting."""

from starlette.requests import Request
from starlette.responses import Response

from parley.app.web.asked import Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of, kept_to, page
from parley.app.web.pages.listing import of_all
from parley.app.web.pages.rows import statement_listing
from parley.model import Actor, Filter
from parley.record.paging import Narrow


def actors(request: Request) -> Response:
    """The actors, those who speak most first."""
    held, asked = held_of(request), Asked(request)
    kinds = held.query.once(("actor kinds",), lambda: sorted({actor.kind for actor in held.query.actors()}))
    return page(request, "actors.html", listing=of_all(actor_rows(held, asked), asked), spoken=_spoken(held), kinds=kinds, asked=dict(asked.pairs()))


def actor_rows(held: Held, asked: Asked) -> list[Actor]:
    """The actors that the address asks for, those who speak most first."""
    spoken, kind, name, where = _spoken(held), asked.text("kind"), asked.text("name"), asked.where()
    found = list(held.query.actors(Filter(negotiation=where.negotiation, outlet=where.outlet) if kept_to(where, held.query.heads()) is not None else Filter()))
    if name:
        words = name.lower()
        found = [one for one in found if words in one.name.lower() or any(words in alias.text.lower() for alias in one.aliases)]
    found = [one for one in found if kind in (None, one.kind)]
    return sorted(found, key=lambda one: (-spoken.get(one.id, 0), one.name.lower(), one.id))


def _spoken(held: Held) -> dict[str, int]:
    return held.query.once(("spoken",), lambda: dict(held.query.speakers()))


def actor(request: Request) -> Response:
    """One actor: names, offices, statements on an issue, stances, and who it was joined with or kept apart from."""
    held, asked = held_of(request), Asked(request)
    one = held.query.actor(request.path_params["id"])
    where = asked.where(speaker=one.id)
    listing, _ = statement_listing(held, asked, where)
    stances = held.query.page("stance", Filter(speaker=one.id, issue=where.issue), Narrow(), limit=30)
    positions = [position for position in held.query.positions() if position.holder.id == one.id and where.issue in (None, position.issue)]
    every = {a.key: a for a in held.query.actors()}
    aliases: dict[str, list[str]] = {}
    for alias in one.aliases:
        aliases.setdefault(alias.text, []).append(alias.span.document)
    return page(
        request, "actor.html", actor=one, listing=listing, stances=stances, positions=positions[:40], aliases=aliases, whole=every.get(one.of or ""),
        issues=[issue for issue, _ in held.query.issues()], judgements=held.query.judgements_on([one.id]), asked=dict(asked.pairs()),
        near=_near(held, one), names={a.id: a.name for a in every.values()},
    )  # fmt: skip


def _near(held: Held, one: Actor) -> list[Actor]:
    """Actors with a word of the name in common: candidates for joining."""
    mine = {word for word in one.name.lower().split() if len(word) > 3}
    return [other for other in held.query.actors() if other.id != one.id and mine & set(other.name.lower().split())][:20]
