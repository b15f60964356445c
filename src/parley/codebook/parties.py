"""The parties file: who takes part in one negotiation, for what the built-in data does not know.

[negotiation]
id = "selm-strait"            name = "…"          codebook = "peace"      cues = ["Selm Strait"]
[[actor]]
name = "Norra"                kind = "state"      role = "party"          side = "Norra"
aliases = []                  demonyms = ["Norran"]  capital = "Vell"     seats = ["the Amber Palace"]
[[actor]]
name = "Ada Renn"             kind = "person"     offices = [{ title = "foreign minister", of = "Norra" }]
"""

import tomllib
from pathlib import Path
from typing import Any, get_args

import msgspec

from parley.errors import CodebookError
from parley.model.actor import ActorKind


class PartyOffice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office that a person holds: its title and whose it is."""

    title: str
    of: str | None = None


class PartyActor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One actor as the parties file gives it."""

    name: str
    kind: ActorKind
    role: str | None = None
    side: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    seats: tuple[str, ...] = ()
    offices: tuple[PartyOffice, ...] = ()
    members: tuple[str, ...] = ()


class Negotiation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which negotiation it is; a report with one of the cues, or two of the parties, is on it."""

    id: str
    name: str = ""
    codebook: str = "peace"
    cues: tuple[str, ...] = ()


class Parties(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A negotiation and its actors; `negotiation` is None for `NO_PARTIES`."""

    negotiation: Negotiation | None = None
    actor: tuple[PartyActor, ...] = ()


NO_PARTIES = Parties()


def read_parties(path: str) -> Parties:
    """The parties file at `path`; raises `CodebookError` with file, key and fault when it cannot be read or breaks its form."""
    try:
        raw: dict[str, Any] = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise CodebookError(f"{path}: {fault}") from fault
    try:
        parties = msgspec.convert(raw, Parties)
    except msgspec.ValidationError as fault:
        raise CodebookError(f"{path}: {fault} (an actor's kind is one of {', '.join(get_args(ActorKind))})") from fault
    if parties.negotiation is None:
        raise CodebookError(f"{path}: no [negotiation] table with an id")
    return parties
