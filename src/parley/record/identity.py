"""Who is who across documents: each document's own actors become actors of the record.

Data-known actors (a key with a colon) are joined by key, others by kind and folded name; the nameless (anonymous, joint without members,
documents) stay with their document. Persons are joined by name: full names that agree, then names with an initial, then bare family names,
each only when there is exactly one full name that it can be (in the same state or organisation, when that decides). Two people with one
family name stay apart. Organs that every state has are told apart by their owners (`owners`). Judgements come last: `merge` joins, `split` takes
one spelling out; later ones win.

The id of an actor is that of its fullest name, so it does not depend on the order of reading, and the ids of all its names lead to it.
"""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from parley.lang import languages, load
from parley.model import Actor, ActorRef, Alias, Judgement, Office, Time, digest
from parley.record.corpus import Corpus
from parley.record.names import bones, fold, is_full, parts, same_person, same_word
from parley.record.owners import placed

_NAMELESS = frozenset(("anonymous", "joint", "document"))
_BODIES = ("state", "organisation", "armed_group", "agency", "outlet")
_ALIASES = 200
T = TypeVar("T")


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """One name as the record knows it: all actors of documents that go by it."""

    id: str
    kind: str
    folded: str
    known: str | None
    members: tuple[tuple[str, Actor], ...]
    of: frozenset[str]


def name_id(kind: str, folded: str) -> str:
    """The id of a name that is not data-known."""
    return digest("actor", kind, folded)


def join(corpus: Corpus) -> tuple[dict[str, str], list[Actor]]:
    """Local actor, and name, → actor of the record; and those actors, by id."""
    names = _names(corpus)
    homes = _Homes(names)
    persons = [name for name in names.values() if name.kind == "person"]
    _persons(persons, homes)
    _given(persons, homes)
    _no_persons(names, homes)
    _judge(corpus.judgements, names, homes)
    identities: dict[str, str] = {}
    actors = {}
    joint: list[list[Name]] = []
    rest: list[list[Name]] = []
    for group in homes.groups():
        (joint if all(name.kind == "joint" for name in group) else rest).append(group)
    for group in rest:
        canonical = min(group, key=_fullness)
        for name in group:
            identities[name.id] = canonical.id
            identities |= {actor.id: canonical.id for _, actor in name.members}
        actors[canonical.id] = _made(canonical, group, corpus)
    for group in _same_members(joint, identities):
        canonical = group[0]
        identities |= {id: canonical.id for name in group for id in (name.id, *(actor.id for _, actor in name.members))}
        actors[canonical.id] = _made(canonical, group, corpus)
    keys = {actor.key: actors[identities[actor.id]].key for name in names.values() for _, actor in name.members}
    return identities, [_placed(actors[id], identities, keys) for id in sorted(actors)]


def _names(corpus: Corpus) -> dict[str, Name]:
    found: defaultdict[str, list[tuple[str, Actor]]] = defaultdict(list)
    places: dict[str, tuple[str, str, str | None]] = {}
    for document in sorted(corpus.actors):
        for actor in sorted(placed(document, corpus.actors[document]), key=lambda actor: actor.id):
            id, place = _place(actor)
            found[id].append((document, actor))
            # One that the data know goes by several spellings.
            places[id] = min(places.get(id, place), place)
    names = {}
    for id, members in found.items():
        kind, folded, known = places[id]
        of = frozenset(actor.of for _, actor in members if actor.of)
        names[id] = Name(id=id, kind=kind, folded=folded, known=known, members=tuple(members), of=of)
    return names


def _place(actor: Actor) -> tuple[str, tuple[str, str, str | None]]:
    folded = fold(actor.name) or fold(actor.key)
    if actor.kind in _NAMELESS:
        return digest("actor", actor.kind, actor.id), (actor.kind, actor.id, None)
    if actor.kind == "person":
        # A person's key that is no more than the name is no knowledge of who it is.
        if ":" not in actor.key or fold(actor.key.partition(":")[2]) == folded:
            return name_id("person", folded), ("person", folded, None)
        return digest("actor", actor.key), ("person", folded, actor.key)
    if actor.kind in ("agency", "outlet") and folded in _agencies():
        key = "agency:" + _agencies()[folded]
        return digest("actor", key), ("known", "", key)
    if ":" in actor.key:
        return digest("actor", actor.key), ("known", "", actor.key)
    # An office is somebody's: the same title of two states is two.
    owner = actor.of or "" if actor.kind == "office" else ""
    return name_id(actor.kind, f"{folded}\t{owner}" if owner else folded), (actor.kind, folded, None)


@functools.cache
def _agencies() -> dict[str, str]:
    """Folded name of an agency → its canonical name, for all languages that name agencies."""
    tables = (load(code).table("press").get("agencies", {}) for code in languages() if load(code).has("press"))
    return {fold(written): name for table in tables for name, ways in table.items() for written in (name, *ways)}


class _Homes:
    """A partition of names: which name lives with which."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self._names = names
        self._home = {id: id for id in names}
        self._in: dict[str, set[str]] = {id: {id} for id in names}

    def of(self, id: str) -> str:
        return self._home[id]

    def together(self, one: str, other: str) -> None:
        keep, gone = sorted((self._home[one], self._home[other]))
        if keep != gone:
            for id in self._in[gone]:
                self._home[id] = keep
            self._in[keep] |= self._in.pop(gone)

    def apart(self, id: str) -> None:
        rest = self._in.pop(self._home[id]) - {id}
        for some in (rest, {id}):
            if some:
                home = min(some)
                self._in[home] = some
                self._home |= dict.fromkeys(some, home)

    def group(self, id: str) -> list[Name]:
        return [self._names[member] for member in sorted(self._in[self._home[id]])]

    def groups(self) -> Iterable[list[Name]]:
        return (self.group(home) for home in sorted(self._in))


def _persons(names: list[Name], homes: _Homes) -> None:
    blocks: defaultdict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: name.id):
        blocks[bones(parts(name.folded)[1])].append(name)
    for block in blocks.values():
        full = [name for name in block if is_full(name.folded)]
        for n, one in enumerate(full):
            for other in full[n + 1 :]:
                if _both_full(one, other):
                    homes.together(one.id, other.id)
        initials = [name for name in block if not is_full(name.folded) and parts(name.folded)[0]]
        bare = [name for name in block if not parts(name.folded)[0]]
        for shorter in (initials, bare):
            _shorter(shorter, full or initials, homes)


def _given(names: list[Name], homes: _Homes) -> None:
    """Puts a bare name that is nobody's family name to the one person whose first name it is ("Xi" in some orders of names, "Anwar")."""
    first: defaultdict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: name.id):
        if is_full(name.folded):
            first[bones(parts(name.folded)[0][0])].append(name)
    chosen = []
    for name in names:
        alone = len(homes.group(name.id)) == 1 and not parts(name.folded)[0] and not name.known
        if alone:
            word = parts(name.folded)[1]
            near = {homes.of(other.id) for other in first[bones(word)] if same_word(word, parts(other.folded)[0][0]) and _can_be(name, other)}
            if len(near) == 1:
                chosen.append((name.id, near.pop()))
    for id, home in chosen:
        homes.together(id, home)


def _no_persons(names: Mapping[str, Name], homes: _Homes) -> None:
    """Puts a name that is only a name, and that others know as one state's or organisation's, to that one.

    What one report took for a person ("Calvane warned") others know better; so they do a demonym taken for a state of its own.
    """
    known: defaultdict[str, set[str]] = defaultdict(set)
    bodies = {name.id: _spellings(name) for name in names.values() if name.kind != "person" and any(a.kind in _BODIES for _, a in name.members)}
    for id, spelled in bodies.items():
        for folded in spelled:
            known[folded].add(id)
    chosen = []
    for name in names.values():
        own = fold(name.members[0][1].name)
        only = name.kind == "person" or (name.id in bodies and fold((name.known or "").partition(":")[2]) == own)
        near = known.get(own, set()) - {name.id}
        if only and not (name.kind == "person" and name.known) and len(near) == 1 and len(homes.group(name.id)) == 1:
            (other,) = near
            if name.kind == "person" or fold(names[other].members[0][1].name) not in bodies[name.id]:
                chosen.append((other, name.id))
    for other, id in chosen:
        homes.together(other, id)


def _spellings(name: Name) -> set[str]:
    return {fold(words) for _, actor in name.members for words in (actor.name, *(alias.text for alias in actor.aliases))}


def _can_be(one: Name, other: Name) -> bool:
    return not one.of or not other.of or bool(one.of & other.of)


def _same_members(joint: Iterable[list[Name]], identities: Mapping[str, str]) -> list[list[Name]]:
    """Joint actors in groups of the same members, each group under a name made of them; those without members stay alone."""
    found: defaultdict[str, list[Name]] = defaultdict(list)
    for group in joint:
        for name in group:
            members = sorted({identities.get(id, id) for _, actor in name.members for id in actor.members})
            found[digest("actor", "joint", *members) if members else name.id].append(name)
    return [[msgspec.structs.replace(group[0], id=id), *group] for id, group in sorted(found.items())]


def _both_full(one: Name, other: Name) -> bool:
    if one.known and other.known:
        return False
    if not same_person(one.folded, other.folded):
        return False
    # Spelled alike they are one whatever their state; spelled differently they must not belong to two.
    return not one.of or not other.of or bool(one.of & other.of) or len(parts(one.folded)[0]) != len(parts(other.folded)[0])


def _shorter(names: list[Name], full: list[Name], homes: _Homes) -> None:
    """Puts each shorter name to the one full name that it can be; all are decided on the full names alone, so that their order is no matter."""
    chosen = []
    for name in names:
        near: defaultdict[str, set[str]] = defaultdict(set)
        for other in full:
            if other.id != name.id and same_person(name.folded, other.folded):
                near[homes.of(other.id)] |= other.of
        if len(near) > 1 and name.of:
            near = defaultdict(set, {home: of for home, of in near.items() if of & name.of})
        elif len(near) == 1 and name.of:
            near = defaultdict(set, {home: of for home, of in near.items() if not of or of & name.of})
        if len(near) == 1:
            chosen.append((name.id, next(iter(near))))
    for id, home in chosen:
        homes.together(id, home)
    left = {id for id, _ in chosen}
    alone = [name for name in names if name.id not in left]
    for n, one in enumerate(alone):
        for other in alone[n + 1 :]:
            if same_person(one.folded, other.folded) and _both_full(one, other):
                homes.together(one.id, other.id)


def _judge(judgements: Iterable[Judgement], names: Mapping[str, Name], homes: _Homes) -> None:
    for made in judgements:
        if made.on not in ("actor", "identity") or made.new is None or made.target not in names:
            continue
        if made.action == "merge" and made.new in names:
            homes.together(made.target, made.new)
        elif made.action == "split":
            group = homes.group(made.target)
            for name in group:
                if len(group) > 1 and (name.id == made.new or name.folded == fold(made.new)):
                    homes.apart(name.id)
                    break


def _fullness(name: Name) -> tuple[bool, bool, int, str, str]:
    first = parts(name.folded)[0]
    return (name.kind == "person" and name.known is None, not is_full(name.folded), -len(first), name.folded, name.id)


def _made(canonical: Name, group: list[Name], corpus: Corpus) -> Actor:
    members = list({actor.id: (document, actor) for name in group for document, actor in name.members}.values())
    members.sort(key=lambda pair: (corpus.day(pair[0]), pair[0], pair[1].id))
    spellings = Counter(actor.name for _, actor in members if is_full(fold(actor.name)) or canonical.kind != "person")
    if canonical.kind != "person":
        members = [pair for pair in members if pair[1].kind != "person"] + [pair for pair in members if pair[1].kind == "person"]
    spellings = spellings or Counter(actor.name for _, actor in members)
    kinds = Counter(actor.kind for _, actor in members if canonical.kind == "person" or actor.kind != "person")
    sides = Counter(actor.side for _, actor in members if actor.side)
    of = Counter(actor.of for _, actor in members if actor.of)
    of = of or Counter(office.of for _, actor in members for office in actor.offices if office.of and not office.former)
    return Actor(
        id=canonical.id,
        name=_commonest(spellings) or canonical.folded,
        kind=_commonest(kinds) or members[0][1].kind,
        key=canonical.known or canonical.folded,
        of=_commonest(of),
        aliases=_aliases(members),
        offices=_offices(members, corpus),
        side=_commonest(sides),
        roles=tuple(sorted({role for _, actor in members for role in actor.roles}, key=lambda role: (role.negotiation, role.role))),
        members=tuple(sorted({id for _, actor in members for id in actor.members})),
    )


def _placed(actor: Actor, identities: Mapping[str, str], keys: Mapping[str, str]) -> Actor:
    """The actor with its members, and whom it belongs to, as the record knows them."""
    members = tuple(sorted({identities.get(id, id) for id in actor.members}))
    of = keys.get(actor.of, actor.of) if actor.of else None
    return msgspec.structs.replace(actor, members=members, of=of if of != actor.key else None)


def _commonest(counted: "Counter[T]") -> T | None:
    return min(counted, key=lambda value: (-counted[value], str(value))) if counted else None


def _aliases(members: list[tuple[str, Actor]]) -> tuple[Alias, ...]:
    first: dict[str, Alias] = {}
    for _, actor in members:
        for alias in sorted(actor.aliases, key=lambda alias: alias.span):
            first.setdefault(alias.text, alias)
    return tuple(first[text] for text in sorted(first)[:_ALIASES])


def _offices(members: list[tuple[str, Actor]], corpus: Corpus) -> tuple[Office, ...]:
    seen: defaultdict[tuple[str, str, bool], list[tuple[str, Office]]] = defaultdict(list)
    for document, actor in members:
        for office in actor.offices:
            seen[(fold(office.title), office.of or "", office.former)].append((document, office))
    found = []
    for key in sorted(seen):
        days = [corpus.documents[document].published for document, _ in seen[key]]
        known = sorted((day for day in days if day.edtf and day.start), key=lambda day: (day.start or "", day.edtf or ""))
        times = [Time(edtf=day.edtf, start=day.start, end=day.end, grain=day.grain) for day in known]
        evidence = tuple(sorted({span for _, office in seen[key] for span in office.evidence}))
        title = _commonest(Counter(office.title for _, office in seen[key]))
        first, last = (times[0], times[-1]) if times else (None, None)
        found.append(Office(title=title or "", of=key[1] or None, former=key[2], first_seen=first, last_seen=last, evidence=evidence))
    return tuple(found)


def references(identities: Mapping[str, str], actors: Iterable[Actor]) -> dict[str, ActorRef]:
    """Local actor → how findings name its actor of the record."""
    refs = {actor.id: actor.ref for actor in actors}
    return {local: refs[id] for local, id in identities.items() if id in refs}


def members(actors: Iterable[Actor]) -> dict[str, tuple[ActorRef, ...]]:
    """Joint actor → who they are, when the record knows all of them."""
    actors = list(actors)
    refs = {actor.id: actor.ref for actor in actors}
    joint = ((actor.id, actor.members) for actor in actors if actor.kind == "joint" and actor.members)
    return {id: tuple(refs[one] for one in some) for id, some in joint if all(one in refs for one in some)}
