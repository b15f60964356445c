"""The rules of `identity` run over the names that something new may touch, and over no others.

In the order of the rules: persons of one family name (`home`); a bare name that is somebody's first name, and a name that is a state's or an
organisation's (`put`); judgements; joint actors by their members. What each step rests on is kept with the names, so that the next begins from it.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from parley.model import Judgement
from parley.record.who import identity
from parley.record.who.identity import Homes, Name
from parley.record.who.roster import Entry, Roster


def join(roster: Roster, dirty: Collection[str]) -> set[str]:
    """Brings `home` and `put` up to names that are new, changed or gone; gives the names of which either is another now."""
    near = _families(roster, dirty)
    _puts(roster, near, dirty)
    return {id for id, entry in roster.now.items() if id not in roster.before or _links(entry) != _links(roster.before[id])}


def _links(entry: Entry) -> tuple[str, str | None]:
    return entry.home, entry.put


def _families(roster: Roster, dirty: Collection[str]) -> set[str]:
    """Finds the homes of all persons who share a family name with one of these; gives them."""
    families = {entry.family for entry in roster.both(dirty)} - {None}
    roster.load_where("family", families)
    some = [name for entry, name in roster.names() if entry.family in families]
    for id, home in identity.families(some).items():
        roster.now[id].home = home
    for id in dirty:
        entry = roster.now[id]
        if entry.name is None:
            entry.home, entry.put = id, None
    return {name.id for name in some}


def _puts(roster: Roster, near: Collection[str], dirty: Collection[str]) -> None:
    """Finds what single names are put to: of those whose homes were found anew, that have the first name of one, or that a changed body may be called."""
    firsts = {entry.first for entry in roster.both(near)} | {entry.first for entry in roster.both(dirty)}
    called = {folded for entry in roster.both(dirty) if entry.name for folded in entry.name.spelled}
    roster.load_where("family", firsts)
    roster.load_where("sought", called)
    sure = {name.id for entry, name in roster.names() if entry.sought in called} | set(near) | set(dirty)
    bare = [name for entry, name in roster.names() if name.bare and (name.id in sure or entry.family in firsts)]
    given = _given(roster, bare)
    sure |= given.keys()
    # Whether one is alone, those tell who are put to it, and who no longer are.
    homes = {home for id, home in given.items() if home} | {entry.put for entry in roster.both(given) if entry.put}
    roster.load_where("home", homes)
    sure |= {name.id for entry, name in roster.names() if entry.home in homes}
    for id, home in given.items():
        roster.now[id].put = home
    found = _bodies(roster, [id for id in sure if not given.get(id)])
    for id in sure:
        if not given.get(id):
            roster.now[id].put = found.get(id)


def _given(roster: Roster, bare: Sequence[Name]) -> dict[str, str | None]:
    families = {roster.now[name.id].family for name in bare}
    roster.load_where("family", families)
    sizes = Counter(entry.home for entry, _ in roster.names())
    full: defaultdict[str | None, list[tuple[Name, str]]] = defaultdict(list)
    for entry, name in roster.names():
        if entry.first in families:
            full[entry.first].append((name, entry.home))
    found: dict[str, str | None] = {}
    for name in bare:
        entry = roster.now[name.id]
        near = itertools.chain(full[entry.family], roster.others_of_first(entry.family or ""))
        found[name.id] = identity.given(name, near) if sizes[entry.home] == 1 else None
    return found


def _bodies(roster: Roster, ids: Iterable[str]) -> dict[str, str | None]:
    entries = [roster.now[id] for id in ids if roster.now[id].sought is not None]
    roster.load_where("family", {entry.family for entry in entries})
    persons = {entry.home for entry in entries if entry.family is not None}
    roster.load_where("put", persons)
    sought = {entry.sought for entry in entries if entry.sought is not None}
    several = roster.load_called(sought)
    sizes, pointed = Counter(entry.home for entry, _ in roster.names()), {entry.put for entry, _ in roster.names() if entry.put in persons}
    called: defaultdict[str, list[Name]] = defaultdict(list)
    for _, name in roster.names():
        for folded in name.spelled & sought:
            called[folded].append(name)
    found = {}
    for entry in entries:
        if entry.name is not None and entry.sought is not None and entry.sought not in several and sizes[entry.home] == 1 and entry.home not in pointed:
            found[entry.name.id] = identity.body(entry.name, called[entry.sought])
    return found


def group(roster: Roster, start: Iterable[str], judgements: Sequence[Judgement]) -> set[str]:
    """Finds the actors of the names that something touches; gives these names, and all that are, or were, of one actor with any of them."""
    partners = _partners(judgements)
    found = set(start)
    while True:
        found = _closed(roster, found, partners)
        names = {id: entry.name for id in found if (entry := roster.now[id]).name is not None}
        groups = _groups(roster, names, judgements)
        joint = [some for some in groups if identity.is_joint(some)]
        for some in groups:
            if not identity.is_joint(some):
                canonical = identity.canonical(some).id
                for name in some:
                    roster.now[name.id].actor = canonical
        more = _of_members(roster, found) | _of_same(roster, _joint(roster, joint))
        if more <= found:
            return found
        found |= more


def _groups(roster: Roster, names: Mapping[str, Name], judgements: Iterable[Judgement]) -> list[list[Name]]:
    homes = Homes(names)
    for id in names:
        entry = roster.now[id]
        for other in (entry.home, entry.put):
            if other is not None and other in names:
                homes.together(id, other)
    identity.judge(judgements, names, homes)
    return list(homes.groups())


def _joint(roster: Roster, groups: Iterable[list[Name]]) -> set[str]:
    """Gives joint names the actors that their members make them, and gives these."""
    some = [name for names in groups for name in names]
    members = {member for name in some for member in name.members}
    roster.load(members)
    actors = {id: roster.now[id].actor for id in members if id in roster.now and roster.now[id].name is not None}
    for name in some:
        roster.now[name.id].actor = identity.same_members(name, actors)
    return {roster.now[name.id].actor for name in some}


def _of_members(roster: Roster, ids: Iterable[str]) -> set[str]:
    """The joint names with a member among these whose actor is another now."""
    changed = {id for id in ids if id not in roster.before or roster.now[id].name is None or roster.now[id].actor != roster.before[id].actor}
    roster.load_marked("members", changed)
    return {name.id for _, name in roster.names() if not name.members.isdisjoint(changed)}


def _of_same(roster: Roster, actors: Collection[str]) -> set[str]:
    """The joint names that are, as they are kept, one of these actors."""
    roster.load_where("actor", actors)
    return {id for id, entry in roster.before.items() if entry.actor in actors}


def _closed(roster: Roster, start: Iterable[str], partners: Mapping[str, set[str]]) -> set[str]:
    """The names, and those that are, were, or were judged to be one with any of them, and with these."""
    found: set[str] = set()
    queue = set(start)
    while queue:
        found |= queue
        roster.load(queue)
        actors = {roster.before[id].actor for id in queue if id in roster.before}
        homes = {home for entry in roster.both(queue) for home in (entry.home, entry.put) if home}
        for column, values in (("actor", actors), ("home", homes), ("put", homes)):
            roster.load_where(column, values)
        others = homes.union(*(partners.get(id, set()) for id in queue))
        roster.load(others)
        queue = {id for id in others if id in roster.now}
        for id, entry in roster.now.items():
            before = roster.before.get(id)
            if entry.home in homes or entry.put in homes or (before is not None and before.actor in actors):
                queue.add(id)
        queue -= found
    return found


def _partners(judgements: Iterable[Judgement]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for made in judgements:
        if made.action == "merge" and made.new:
            found[made.target].add(made.new)
            found[made.new].add(made.target)
    return dict(found)
