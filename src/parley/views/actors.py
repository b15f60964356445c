"""Who is who: names, offices over time, sides and roles."""

from collections.abc import Mapping

from parley.model import ALL, Filter, Query
from parley.views.row import Row, when


class ActorRow(Row, frozen=True, kw_only=True):
    """One actor with its aliases, offices and how often it speaks."""

    name: str
    kind: str
    side: str | None
    role: str
    offices: str
    aliases: str
    statements: int


def of_whom(key: str, names: Mapping[str | None, str]) -> str:
    """The name of the body whose office somebody holds: that of the actor with this key, else the key's own words."""
    return names.get(key) or key.rpartition(":")[2]


def actors(query: Query, where: Filter = ALL) -> list[ActorRow]:
    """The actors in order of name; with a filter, how often each speaks is counted within it."""
    spoken = query.spoken(where)
    rows = []
    known: dict[str | None, str] = {actor.key: actor.name for actor in query.actors()}
    for actor in sorted(query.actors(where), key=lambda a: (a.name.lower(), a.id)):
        offices = [
            ("former " if o.former else "")
            + o.title
            + (f", {of_whom(o.of, known)}" if o.of else "")
            + (f" ({when(o.first_seen)}–{when(o.last_seen)})" if o.first_seen else "")
            for o in actor.offices
        ]
        rows.append(
            ActorRow(
                id=actor.id,
                evidence=tuple(a.span for a in actor.aliases[:1]),
                name=actor.name,
                kind=actor.kind,
                side=actor.side,
                role=", ".join(sorted({r.role for r in actor.roles})),
                offices="; ".join(dict.fromkeys(offices)),
                aliases=", ".join(dict.fromkeys(a.text for a in actor.aliases if a.text != actor.name)),
                statements=spoken.get(actor.id, 0),
            )
        )
    return rows
