"""Who is who: names, offices over time, sides and roles."""

from collections.abc import Iterator, Mapping, Sequence

from parley.model import ALL, Actor, Filter, Query
from parley.views.row import Row, Rows, runs, when


class ActorRow(Row, frozen=True, kw_only=True):
    """One actor with its aliases, offices and how often it speaks."""

    name: str
    kind: str
    side: str | None
    role: str
    offices: str
    aliases: str
    statements: int


def of_whom(key: str, names: Mapping[str, str] | Mapping[str | None, str]) -> str:
    """The name of the body whose office somebody holds: that of the actor with this key, else the key's own words."""
    return names.get(key) or key.rpartition(":")[2]


def actors(query: Query, where: Filter = ALL) -> list[ActorRow]:
    """The actors in order of name; with a filter, how often each speaks is counted within it."""
    return list(actor_rows(query, where))


def actor_rows(query: Query, where: Filter = ALL) -> Rows[ActorRow]:
    """The rows of `actors`, each as soon as it is read."""
    called = sorted((name.lower(), id) for id, name in query.actor_names(where).items())
    return Rows(_rows(query, where, [id for _, id in called]), lambda: len(called))


def _rows(query: Query, where: Filter, order: Sequence[str]) -> Iterator[ActorRow]:
    for n, some in enumerate(runs(order)):
        # Of those that come first they are counted alone: nobody may want the others.
        if n < 2:
            spoken = query.spoken(where, some if n == 0 else None)
        found = query.some_actors(some)
        known = query.keyed(office.of for actor in found.values() for office in actor.offices if office.of)
        yield from (_row(found[id], known, spoken.get(id, 0)) for id in some if id in found)


def _row(actor: Actor, known: Mapping[str, str], spoken: int) -> ActorRow:
    offices = [
        ("former " if o.former else "")
        + o.title
        + (f", {of_whom(o.of, known)}" if o.of else "")
        + (f" ({when(o.first_seen)}–{when(o.last_seen)})" if o.first_seen else "")
        for o in actor.offices
    ]
    return ActorRow(
        id=actor.id,
        evidence=tuple(a.span for a in actor.aliases[:1]),
        name=actor.name,
        kind=actor.kind,
        side=actor.side,
        role=", ".join(sorted({r.role for r in actor.roles})),
        offices="; ".join(dict.fromkeys(offices)),
        aliases=", ".join(dict.fromkeys(a.text for a in actor.aliases if a.text != actor.name)),
        statements=spoken,
    )
