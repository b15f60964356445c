"""What an actor of the record is found by without going through all: the rows of `called` that its JSON asks for.

name     what it is called: its name and its aliases, folded
role     a negotiation that it has a role in
member   of a joint actor ("both sides"), the id of a member
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from parley.record.who.names import fold


class _Alias(msgspec.Struct, frozen=True, gc=False):
    text: str


class _Role(msgspec.Struct, frozen=True, gc=False):
    negotiation: str


class _Found(msgspec.Struct, frozen=True, gc=False):
    """Of an actor what it is found by: of the rest nothing is decoded."""

    id: str
    name: str
    aliases: tuple[_Alias, ...] = ()
    roles: tuple[_Role, ...] = ()
    members: tuple[str, ...] = ()


_found = msgspec.json.Decoder(_Found)


def found_by(body: str) -> Iterator[dict[str, Any]]:
    """The rows of `called` of one actor, each once, from its JSON."""
    actor = _found.decode(body)
    values = {
        "name": {fold(name) for name in (actor.name, *(alias.text for alias in actor.aliases))},
        "role": {role.negotiation for role in actor.roles},
        "member": set(actor.members),
    }
    return ({"kind": kind, "value": value, "actor": actor.id} for kind, some in values.items() for value in sorted(some))
