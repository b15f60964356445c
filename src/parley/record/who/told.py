"""What reports tell of one actor, as counts: what one tells is added up to what all tell, and taken off again.

What is told of a name in a thousand reports is as large as what ten tell of it: ways of naming are counted, the first of each is kept, and of the evidence
of an office the first by (day, document, place).
"""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from parley.model import Actor, Alias, Office, Published, Role, Span, Time
from parley.record.who.names import fold

ALIASES = 200
"""So many ways of naming an actor are kept, the first by their letters."""
OFFICES = 100
"""So many offices of an actor are kept, those with the shortest titles and owners: what is told of one who is in all reports would grow with every report."""
EVIDENCE = 20
"""So many pieces of evidence of an office are kept, the first by day, document and place."""

Count = dict[str, int]
Piece = tuple[str, Span]
"""Words of a report with its day."""


class Way(msgspec.Struct, array_like=True):
    """One way of naming: in how many reports, and where it stands first."""

    times: int
    first: Piece


class Held(msgspec.Struct, array_like=True):
    """One office of one owner: how often each of its titles, the first and the last day of publication, the first pieces of evidence with their days."""

    titles: Count
    first: Time | None
    last: Time | None
    evidence: list[Piece]


class Told(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What is told: how often each name, kind, side, key that it has in a report and that of whom it belongs to, owner of an office held, role, member; how
    often it is placed so (`identity.place`); ways of naming by their text; offices by (folded title, owner, former), tabs between."""

    places: Count = {}
    names: Count = {}
    kinds: Count = {}
    sides: Count = {}
    keys: Count = {}
    of: Count = {}
    office_of: Count = {}
    roles: Count = {}
    members: Count = {}
    aliases: dict[str, Way] = {}
    offices: dict[str, Held] = {}

    def add(self, other: "Told") -> None:
        """Takes in what the other tells."""
        for field in _COUNTS:
            mine = getattr(self, field)
            for value, times in getattr(other, field).items():
                mine[value] = mine.get(value, 0) + times
        for text, way in other.aliases.items():
            known = self.aliases.get(text)
            self.aliases[text] = Way(known.times + way.times, min(known.first, way.first)) if known else way
        if len(self.aliases) > ALIASES:
            self.aliases = {text: self.aliases[text] for text in sorted(self.aliases)[:ALIASES]}
        for key, held in other.offices.items():
            self.offices[key] = _both(self.offices[key], held) if key in self.offices else held
        if len(self.offices) > OFFICES:
            self.offices = {key: self.offices[key] for key in sorted(self.offices, key=lambda key: (len(key), key))[:OFFICES]}

    def take(self, other: "Told") -> bool:
        """Takes off what the other told; False when what comes after a first or last of it is not known here, and all must be added up anew."""
        for field in _COUNTS:
            mine = getattr(self, field)
            for value, times in getattr(other, field).items():
                if mine[value] == times:
                    del mine[value]
                else:
                    mine[value] -= times
        full = len(self.aliases) >= ALIASES
        for text, way in other.aliases.items():
            known = self.aliases.get(text)
            if known is not None and known.times == way.times and not full:
                del self.aliases[text]
            elif known is not None:
                if known.times == way.times or known.first == way.first:
                    return False
                self.aliases[text] = Way(known.times - way.times, known.first)
        some = len(self.offices) >= OFFICES
        return all(self._give_up(key, held, full=some) for key, held in other.offices.items() if key in self.offices)

    def _give_up(self, key: str, held: Held, *, full: bool) -> bool:
        known = self.offices[key]
        if known.titles == held.titles and full:
            return False
        if known.titles == held.titles:
            del self.offices[key]
            return True
        days = {_moment(time) for time in (held.first, held.last) if time}
        if days & {_moment(time) for time in (known.first, known.last) if time} or set(held.evidence) & set(known.evidence):
            return False
        titles = dict(Counter(known.titles) - Counter(held.titles))
        self.offices[key] = msgspec.structs.replace(known, titles=titles)
        return True


_COUNTS = ("places", "names", "kinds", "sides", "keys", "of", "office_of", "roles", "members")


def of_actor(actor: Actor, day: str, published: Published, place: str, members: Mapping[str, str]) -> Told:
    """What one report tells of one actor; `day`: that of the report or what sorts after every day, `members`: actor of the report → its name."""
    aliases: dict[str, Way] = {}
    for alias in sorted(actor.aliases, key=lambda alias: alias.span):
        aliases.setdefault(alias.text, Way(1, (day, alias.span)))
    offices: dict[str, Held] = {}
    for office in actor.offices:
        key = "\t".join((fold(office.title), office.of or "", "former" if office.former else ""))
        held = _held(office, day, published)
        offices[key] = _both(offices[key], held) if key in offices else held
    return Told(
        places={place: 1}, names={actor.name: 1}, kinds={actor.kind: 1}, sides={actor.side: 1} if actor.side else {}, keys={actor.key: 1},
        of={actor.of: 1} if actor.of else {}, office_of=dict(Counter(office.of for office in actor.offices if office.of and not office.former)),
        roles={f"{role.negotiation}\t{role.role}": 1 for role in actor.roles}, members={members.get(id, id): 1 for id in actor.members},
        aliases=aliases, offices=offices,
    )  # fmt: skip


def added(some: Iterable[Told]) -> Told:
    """What all of them tell."""
    found = Told()
    for one in some:
        found.add(one)
    return found


def aliases(told: Told) -> tuple[Alias, ...]:
    """The ways of naming, by their text, each where it stands first."""
    return tuple(Alias(text, told.aliases[text].first[1]) for text in sorted(told.aliases))


def offices(told: Told) -> tuple[Office, ...]:
    """The offices with the first and last day on which they were held, as far as days are known."""
    found = []
    for key in sorted(told.offices):
        held = told.offices[key]
        of, _, former = key.partition("\t")[2].rpartition("\t")
        evidence = tuple(sorted({span for _, span in held.evidence}))
        title = commonest(held.titles) or ""
        found.append(Office(title=title, of=of or None, former=bool(former), first_seen=held.first, last_seen=held.last, evidence=evidence))
    return tuple(found)


def roles(told: Told) -> tuple[Role, ...]:
    """The roles, by negotiation."""
    found = (role.rpartition("\t") for role in sorted(told.roles))
    return tuple(msgspec.convert({"negotiation": negotiation, "role": role}, Role) for negotiation, _, role in found)


def commonest(counted: Mapping[str, int]) -> str | None:
    """What was counted most; of several the first by its letters."""
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _held(office: Office, day: str, published: Published) -> Held:
    known = bool(published.edtf and published.start)
    time = Time(edtf=published.edtf, start=published.start, end=published.end, grain=published.grain) if known else None
    return Held({office.title: 1}, time, time, sorted({(day, span) for span in office.evidence})[:EVIDENCE])


def _both(one: Held, other: Held) -> Held:
    times = sorted((time for held in (one, other) for time in (held.first, held.last) if time), key=_moment)
    evidence = list(one.evidence)
    for piece in other.evidence:
        if piece not in evidence and (len(evidence) < EVIDENCE or piece < evidence[-1]):
            insort(evidence, piece)
    titles = dict(Counter(one.titles) + Counter(other.titles))
    return Held(titles, times[0] if times else None, times[-1] if times else None, evidence[:EVIDENCE])


def _moment(time: Time) -> tuple[str, str]:
    return time.start or "", time.edtf or ""
