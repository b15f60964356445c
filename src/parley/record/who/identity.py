"""Who is who across documents: each document's own actors become actors of the record. The rules alone; over what is kept of names, `joining` runs them.

Data-known actors (a key with a colon) are joined by key, joint ones by their members, others by kind and folded name; the nameless (anonymous, joint
without members, documents) stay with their document. Persons are joined by name: full names that agree, then names with an initial, then bare family
names, each only when there is exactly one full name that it can be (in the same state or organisation, when that decides). Two people with one
family name stay apart. Organs that every state has are told apart by their owners (`owners`). Judgements come last: `merge` joins, `split` takes
one spelling out; later ones win.

The id of an actor is that of its fullest name, so it does not depend on the order of reading, and the ids of all its names lead to it.
"""

import functools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

import msgspec

from parley.lang import languages, load
from parley.model import Actor, ActorRef, Judgement, digest
from parley.model.actor import ActorKind
from parley.record.who import told
from parley.record.who.names import core, fold, is_full, parts, same_person, same_word
from parley.record.who.told import Told, commonest

_NAMELESS = frozenset(("anonymous", "joint", "document"))
_BODIES = frozenset(("state", "organisation", "armed_group", "agency", "outlet"))


class Name(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One name as the record knows it, with what the rules look at.

    kind, folded, known: where it is placed (`place`). own: its commonest spelling, folded. of: keys of whom its actors belong to. spelled: of a state
    or organisation, all that it is called, folded. keys: those that its actors have in their documents. members: of a joint one, their names.
    """

    id: str
    kind: str
    folded: str
    known: str | None = None
    own: str = ""
    of: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()

    @property
    def family(self) -> str | None:
        """What the family names of persons that may be one have in common; None for all others."""
        return core(parts(self.folded)[1]) if self.kind == "person" else None

    @property
    def first(self) -> str | None:
        """The same of the first name of a person's full name."""
        return core(parts(self.folded)[0][0]) if self.kind == "person" and is_full(self.folded) else None

    @property
    def bare(self) -> bool:
        """Whether it is a person's name of one word, of which nothing more is known."""
        return self.kind == "person" and not self.known and not parts(self.folded)[0]

    @property
    def sought(self) -> str | None:
        """The name under which others may know it as a state or organisation, when it is no more than a name itself."""
        alone = self.known is None if self.kind == "person" else bool(self.spelled) and fold((self.known or "").partition(":")[2]) == self.own
        return self.own if alone else None


def name_id(kind: str, folded: str) -> str:
    """The id of a name that is not data-known."""
    return digest("actor", kind, folded)


def place(actor: Actor, members: Mapping[str, str]) -> tuple[str, str]:
    """The id of the name that an actor of a document goes by, and where it is placed: kind, folded name and key, tabs between.

    members: actor of the document → its name, for joint ones.
    """
    id, kind, folded, known = _place(actor, members)
    return id, "\t".join((kind, folded, known or ""))


def named(id: str, told: Told) -> Name:
    """A name from what is told of it."""
    # One that the data know goes by several spellings.
    kind, folded, known = min(told.places).split("\t", 2)
    calls: Counter[str] = Counter()
    for spelling, times in told.names.items():
        calls[fold(spelling)] += times
    body = kind != "person" and not _BODIES.isdisjoint(told.kinds)
    return Name(
        id=id, kind=kind, folded=folded, known=known or None, own=commonest(calls) or "", of=frozenset(told.of),
        spelled=frozenset((*calls, *map(fold, told.aliases))) if body else frozenset(),
        keys=frozenset(told.keys) if kind not in _NAMELESS else frozenset(), members=frozenset(told.members) if kind == "joint" else frozenset(),
    )  # fmt: skip


def _place(actor: Actor, members: Mapping[str, str]) -> tuple[str, str, str, str | None]:
    folded = fold(actor.name) or fold(actor.key)
    if actor.kind == "joint" and actor.members:
        # Not what `same_members` makes: the name is of names, the actor of actors.
        id = digest("name", "joint", *sorted({members.get(one, one) for one in actor.members}))
        return id, "joint", id, None
    if actor.kind in _NAMELESS:
        return digest("actor", actor.kind, actor.id), actor.kind, actor.id, None
    if actor.kind == "person":
        # A person's key that is no more than the name is no knowledge of who it is.
        if ":" not in actor.key or fold(actor.key.partition(":")[2]) == folded:
            return name_id("person", folded), "person", folded, None
        return digest("actor", actor.key), "person", folded, actor.key
    if actor.kind in ("agency", "outlet") and folded in _agencies():
        key = "agency:" + _agencies()[folded]
        return digest("actor", key), "known", "", key
    if ":" in actor.key:
        return digest("actor", actor.key), "known", "", actor.key
    # An office is somebody's: the same title of two states is two.
    owner = actor.of or "" if actor.kind == "office" else ""
    return name_id(actor.kind, f"{folded}\t{owner}" if owner else folded), actor.kind, folded, None


@functools.cache
def _agencies() -> dict[str, str]:
    """Folded name of an agency → its canonical name, for all languages that name agencies."""
    tables = (load(code).table("press").get("agencies", {}) for code in languages() if load(code).has("press"))
    return {fold(written): name for table in tables for name, ways in table.items() for written in (name, *ways)}


class Homes:
    """A partition of names: which name lives with which."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self._names = names
        self._home = {id: id for id in names}
        self._in: dict[str, set[str]] = {id: {id} for id in names}

    def of(self, id: str) -> str:
        """The home of a name: the least id of those that live there."""
        return self._home[id]

    def together(self, one: str, other: str) -> None:
        """Makes the homes of two names one."""
        keep, gone = sorted((self._home[one], self._home[other]))
        if keep != gone:
            for id in self._in[gone]:
                self._home[id] = keep
            self._in[keep] |= self._in.pop(gone)

    def apart(self, id: str) -> None:
        """Gives a name a home of its own."""
        rest = self._in.pop(self._home[id]) - {id}
        for some in (rest, {id}):
            if some:
                home = min(some)
                self._in[home] = some
                self._home |= dict.fromkeys(some, home)

    def group(self, id: str) -> list[Name]:
        """The names that live with this one, by id."""
        return [self._names[member] for member in sorted(self._in[self._home[id]])]

    def groups(self) -> Iterable[list[Name]]:
        """All homes."""
        return (self.group(home) for home in sorted(self._in))


def families(names: Iterable[Name]) -> dict[str, str]:
    """Persons → their homes by their names alone. Those of one `family` are compared with one another: all of them, or none, must be given."""
    names = sorted(names, key=lambda name: name.id)
    homes = Homes({name.id: name for name in names})
    blocks: defaultdict[str | None, list[Name]] = defaultdict(list)
    for name in names:
        blocks[name.family].append(name)
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
    return {name.id: homes.of(name.id) for name in names}


def given(name: Name, near: Iterable[tuple[Name, str]]) -> str | None:
    """The home of the one person whose first name a bare name is ("Xi" in some orders of names, "Anwar"), when it is nobody's family name.

    `near`: the full names whose `first` is its `family`, with their homes; no more of them are asked for than tell.
    """
    word, found = parts(name.folded)[1], set[str]()
    for other, home in near:
        if home not in found and same_word(word, parts(other.folded)[0][0]) and _can_be(name, other):
            found.add(home)
            if len(found) > 1:
                return None
    return found.pop() if found else None


def body(name: Name, near: Iterable[Name]) -> str | None:
    """The state or organisation that a name is, when it is only a name, and others know it as that one's. `near`: those that go by what is `sought`.

    What one report took for a person ("Calvane warned") others know better; so they do a demonym taken for a state of its own.
    """
    found = [other for other in near if other.id != name.id]
    if len(found) == 1 and (name.kind == "person" or found[0].own not in name.spelled):
        return found[0].id
    return None


def _can_be(one: Name, other: Name) -> bool:
    return not one.of or not other.of or bool(one.of & other.of)


def _both_full(one: Name, other: Name) -> bool:
    if one.known and other.known:
        return False
    if not same_person(one.folded, other.folded):
        return False
    # Spelled alike they are one whatever their state; spelled differently they must not belong to two.
    return not one.of or not other.of or bool(one.of & other.of) or len(parts(one.folded)[0]) != len(parts(other.folded)[0])


def _shorter(names: list[Name], full: list[Name], homes: Homes) -> None:
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


def judge(judgements: Iterable[Judgement], names: Mapping[str, Name], homes: Homes) -> None:
    """Applies what analysts decided on who is who, in order."""
    for made in judgements:
        if not on_names(made) or made.new is None or made.target not in names:
            continue
        if made.action == "merge" and made.new in names:
            homes.together(made.target, made.new)
        elif made.action == "split":
            group = homes.group(made.target)
            for name in group:
                if len(group) > 1 and (name.id == made.new or name.folded == fold(made.new)):
                    homes.apart(name.id)
                    break


def on_names(made: Judgement) -> bool:
    """Whether a judgement is on who is who."""
    return made.on in ("actor", "identity") and made.action in ("merge", "split")


def is_joint(group: Collection[Name]) -> bool:
    """Whether all names of a home are of joint actors; who these are their members say, and nothing else."""
    return all(name.kind == "joint" for name in group)


def same_members(name: Name, actors: Mapping[str, str]) -> str:
    """The id of a joint actor: made of its members' (`actors`: name → actor of the record), that of its name when they are not known."""
    return digest("actor", "joint", *sorted({actors.get(one, one) for one in name.members})) if name.members else name.id


def canonical(group: Iterable[Name]) -> Name:
    """The name after which an actor is called."""
    return min(group, key=_fullness)


def _fullness(name: Name) -> tuple[bool, bool, int, str, str]:
    first = parts(name.folded)[0]
    return (name.kind == "person" and name.known is None, not is_full(name.folded), -len(first), name.folded, name.id)


def made(id: str, group: Iterable[Name], found: Told) -> Actor:
    """The actor of the record that the names are, from what is told of them all; whom it belongs to and its members are as documents and names have them."""
    name = canonical(group)
    persons = name.kind == "person"
    spellings = {text: times for text, times in found.names.items() if not persons or is_full(fold(text))} or found.names
    return Actor(
        id=id,
        name=commonest(spellings) or name.folded,
        kind=msgspec.convert(commonest({kind: times for kind, times in found.kinds.items() if persons or kind != "person"}), ActorKind),
        key=name.known or name.folded,
        of=commonest(found.of or found.office_of),
        aliases=told.aliases(found),
        offices=told.offices(found),
        side=commonest(found.sides),
        roles=told.roles(found),
        members=tuple(sorted(found.members)),
    )


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
