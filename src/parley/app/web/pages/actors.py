"""Who is who: aliases, offices over time, what an actor said on an issue; joining and parting."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from parley.app.web.asked import Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of, kept_to, linked, page
from parley.app.web.pages.listing import of_all
from parley.app.web.pages.positions import after, as_of, positions_on
from parley.app.web.pages.rows import statement_listing
from parley.model import Actor, Filter
from parley.views.actors import of_whom


def actors(request: Request) -> Response:
    """The actors, those who speak most first."""
    held, asked = held_of(request), Asked(request)
    kinds = held.query.once(("actor kinds",), lambda: sorted({actor.kind for actor in held.query.actors()}))
    return page(
        request, "actors.html", listing=of_all(actor_rows(held, asked), asked), spoken=_spoken(held), kinds=kinds, of=_bodies(held), asked=dict(asked.pairs())
    )


def actor_rows(held: Held, asked: Asked) -> list[Actor]:
    """The actors that the address asks for, those who speak most first."""
    spoken, kind, name, where = _spoken(held), asked.text("kind"), asked.text("name"), asked.where()
    found = list(held.query.actors(Filter(negotiation=where.negotiation, outlet=where.outlet) if kept_to(where, held.query.heads()) is not None else Filter()))
    if name:
        words = name.lower()
        found = [one for one in found if words in one.name.lower() or any(words in alias.text.lower() for alias in one.aliases)]
    found = [one for one in found if kind in (None, one.kind)]
    return sorted(found, key=lambda one: (-spoken.get(one.id, 0), one.name.lower(), one.id))


def _bodies(held: Held) -> Callable[[str], str]:
    """What gives the name of the body whose office somebody holds."""
    names: dict[str | None, str] = held.query.once(("names by key",), lambda: {actor.key: actor.name for actor in held.query.actors()})
    return lambda key: of_whom(key, names)


def _spoken(held: Held) -> dict[str, int]:
    return held.query.once(("spoken",), lambda: dict(held.query.speakers()))


def actor(request: Request) -> Response:
    """One actor: names, offices, statements on an issue, stances, and who it was joined with or kept apart from."""
    held, asked = held_of(request), Asked(request)
    one = held.query.actor(request.path_params["id"])
    where = asked.where(speaker=one.id)
    on = as_of(held.query, asked)
    until = after(on.day) if on.day else None
    listing, _ = statement_listing(held, asked, where, until=until)
    positions = [position for position in positions_on(held.query, where, on.day) if position.holder.id == one.id and where.issue in (None, position.issue)]
    every = {a.key: a for a in held.query.actors()}
    aliases: dict[str, list[str]] = {}
    for alias in one.aliases:
        aliases.setdefault(alias.text, []).append(alias.span.document)
    return page(
        request, "actor.html", actor=one, listing=listing, on=on, positions=positions[:40], aliases=aliases, whole=every.get(one.of or ""),
        issues=[issue for issue, _ in held.query.issues()], judgements=held.query.judgements_on([one.id]), asked=dict(asked.pairs()),
        taken=lambda form: linked(f"/take/statements.{form}", asked.pairs(), speaker=one.id, step=None, to=until),
        near=_near(held, one), of=_bodies(held), names={a.id: a.name for a in every.values()},
    )  # fmt: skip


def _near(held: Held, one: Actor) -> list[Actor]:
    """Actors with a word of the name in common: candidates for joining."""
    mine = {word for word in one.name.lower().split() if len(word) > 3}
    return [other for other in held.query.actors() if other.id != one.id and mine & set(other.name.lower().split())][:20]
