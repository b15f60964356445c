"""The copy groups now, and what each document counts as: told anew for the groups that have a document or a pair that came, went or changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from parley.model import Copy, digest
from parley.record.likeness.align import straight
from parley.record.repeats import copies, origins
from parley.record.repeats.before import Before, Pair, Runs
from parley.record.repeats.noted import Changes
from parley.record.repeats.pairs import Pairs
from parley.record.repeats.prints import id_of, number_of
from parley.record.repeats.taken import Taken
from parley.record.store import rows, schema, writes
from parley.record.who.names import fold

MOST = 1500
"""So many texts are held at most, beside those of the group that is told."""


class Texts:
    """The words of documents, read when they are asked for. `runs`: the boilerplate of those of which it has changed."""

    def __init__(self, before: Before, runs: Mapping[str, Runs]) -> None:
        self._before, self._runs = before, runs
        self._held: dict[str, copies.Text] = {}

    def of(self, ids: Iterable[str]) -> dict[str, copies.Text]:
        """The words of some documents."""
        ids = sorted(ids)
        missing = [id for id in ids if id not in self._held]
        if missing:
            while len(self._held) > MOST:
                del self._held[next(iter(self._held))]
            missing = [id for id in ids if id not in self._held]
            runs = self._before.runs(set(missing) - self._runs.keys()) | {id: self._runs[id] for id in missing if id in self._runs}
            for doc, _ in self._before.documents(missing):
                self._held[doc.id] = copies.text_of(doc, runs.get(doc.id, ()))
        return {id: self._held[id] for id in ids}

    def is_copy(self, share: float, pair: Pair) -> bool:
        """Whether, of two documents with so much in common, one is a copy of the other."""
        if share >= copies.CONTAINED:
            return True
        one, other = self.of(map(id_of, pair)).values()
        return copies.is_copy(share, one, other)


class Groups:
    """The groups that have one of some documents (`seeds`), told anew; `copies` of each.

    `new`: the documents that are not as they were. What was laid side by side before, and has the same words, is not laid again.
    """

    def __init__(self, before: Before, new: Mapping[str, Taken], pairs: Pairs, seeds: set[str], texts: Texts) -> None:
        self._before, self._pairs, self._texts = before, pairs, texts
        self._moved = {id_of(number) for number in pairs.moved}
        self._swapped: dict[Pair, bool] = {}
        self._shares: dict[Pair, float] = {}
        self._copies: dict[str, Copy] = {}
        self.copies: list[list[Copy]] = []
        for found in _groups(before, {number_of(id) for id in seeds}, pairs.was, pairs.now):
            self._shares |= found
            named = {(id_of(one), id_of(other)): share for (one, other), share in found.items()}
            group = sorted({id for pair in named for id in pair})
            self._copies = before.copies(group)
            heads = before.heads(set(group) - new.keys()) | {id: new[id].head for id in group if id in new}
            self.copies.append(copies.told(group, named, heads, self._is_swapped, self._laid))

    def _is_swapped(self, pair: tuple[str, str]) -> bool:
        numbers = (number_of(pair[0]), number_of(pair[1]))
        known = self._before.swapped.get(numbers)
        if known is None or not self._moved.isdisjoint(pair):
            one, other = self._texts.of(pair).values()
            known = straight(one.words, other.words).garbled
        self._swapped[numbers] = bool(known)
        return bool(known)

    def _laid(self, document: str, source: str, *, spun: bool) -> Copy:
        known = self._copies.get(document)
        if known is not None and known.source == source and (known.kind == "garbled") == spun and self._moved.isdisjoint((document, source)):
            return known
        found = self._texts.of((document, source))
        return copies.laid(found[document], found[source], spun=spun)

    def note(self, changes: Changes) -> None:
        """Takes note of the pairs that are to be written."""
        known = {pair: share for pair, share in self._shares.items() if pair not in self._pairs.was and pair in self._before.swapped} | self._pairs.was
        gone = self._pairs.was.keys() - self._pairs.now.keys()
        was = ((*pair, known[pair], self._before.swapped[pair]) for pair in (self._shares.keys() | gone) & known.keys())
        now = ((*pair, share, int(self._swapped[pair]) if pair in self._swapped else None) for pair, share in self._shares.items())
        changes.differ(schema.copy_pairs, was, now)


def _groups(before: Before, seeds: set[int], was: Mapping[Pair, float], now: Mapping[Pair, float]) -> Iterator[dict[Pair, float]]:
    """The pairs of each group."""
    linked: defaultdict[int, set[Pair]] = defaultdict(set)
    shares: dict[Pair, float] = dict(now)
    for pair in now:
        for number in pair:
            linked[number].add(pair)
    asked: set[int] = set()
    front = set(seeds)
    while front:
        asked |= front
        for pair, share in before.pairs(front).items():
            if pair not in was and pair not in now:
                shares[pair] = share
                for number in pair:
                    linked[number].add(pair)
        front = {number for one in front for pair in linked[one] for number in pair} - asked
    while asked:
        queue = [asked.pop()]
        group: set[Pair] = set()
        while queue:
            for pair in linked[queue.pop()] - group:
                group.add(pair)
                queue += asked.intersection(pair)
                asked.difference_update(pair)
        if group:
            yield {pair: shares[pair] for pair in sorted(group)}


class Origins:
    """What documents count as when `old` goes and `new` comes, by document."""

    def __init__(self, before: Before, old: Mapping[str, Taken], new: Mapping[str, Taken]) -> None:
        self._before, self._new = before, new
        self._was, self._now = self._counted(old, new)
        self._agencies = {folded: min(names) for folded, names in self._now.items() if names}
        self._known = set(self._now)

    def _counted(self, old: Mapping[str, Taken], new: Mapping[str, Taken]) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
        steps: defaultdict[tuple[str, str], int] = defaultdict(int)
        for step, some in ((-1, old), (1, new)):
            for one in some.values():
                for name in one.agencies:
                    steps[fold(name), name] += step
        steps = defaultdict(int, {key: step for key, step in steps.items() if step})
        was = self._before.agencies({folded for folded, _ in steps})
        now = {folded: dict(was.get(folded, {})) for folded, _ in steps}
        for (folded, name), step in steps.items():
            now[folded][name] = now[folded].get(name, 0) + step
        return was, {folded: {name: count for name, count in names.items() if count > 0} for folded, names in now.items()}

    def changed(self) -> set[str]:
        """The documents of outlets that are, or are no longer, agencies, or under another name."""
        flipped = {folded for folded, names in self._now.items() if min(names, default=None) != min(self._was.get(folded, {}), default=None)}
        return self._before.of_outlets(flipped)

    def named(self, ids: Iterable[str]) -> dict[str, str | None]:
        """Document → the agency that it is from: its outlet, if that is one, else the one that its words name."""
        ids = set(ids)
        found = self._before.credited(ids - self._new.keys())
        found |= {id: (self._new[id].outlet, self._new[id].credit) for id in ids & self._new.keys()}
        unknown = {outlet for outlet, _ in found.values() if outlet is not None} - self._known
        self._known |= unknown
        self._agencies |= {folded: min(names) for folded, names in self._before.agencies(unknown).items()}
        return {id: self._agencies.get(outlet or "", credit) for id, (outlet, credit) in found.items()}

    def note(self, changes: Changes) -> None:
        """Takes note of what is to be written."""
        was, now = ([(folded, *named) for folded, names in some.items() for named in names.items()] for some in (self._was, self._now))
        changes.differ(schema.agencies, was, now)


def note(changes: Changes, before: Before, origin: Origins, some: tuple[set[str], set[str]], groups: list[list[Copy]], runs: Mapping[str, Runs]) -> None:
    """Takes note of the copies, and of what the whole record says of each document, that are to be written.

    some: the documents that are there, and those that are gone, which may have another origin or be in other groups. `groups`: all that were told anew.
    `runs`: the boilerplate of documents of which it has changed.
    """
    here, gone = some
    in_told = {copy.document for group in groups for copy in group}
    others = before.grouped(origin.changed() - in_told - here - gone) - in_told - here
    untold: defaultdict[str, list[Copy]] = defaultdict(list)
    for copy in before.copies(others).values():
        untold[copy.group].append(copy)
    everybody = here | in_told | others
    named = origin.named(everybody)
    found: dict[str, Copy] = {}
    counts_as = {id: named[id] or id for id in everybody}
    for group in (*groups, *untold.values()):
        one = origins.of_group(group, named)
        for copy in group:
            counts_as[copy.document] = one
            found[copy.document] = msgspec.structs.replace(copy, origin=one)
    changed = everybody | gone
    _differ(changes, before, "copy", changed, {id: (rows.encode(copy), copy.group) for id, copy in found.items()})
    _differ(changes, before, "boilerplate", runs, {id: (rows.encode(some), "") for id, some in runs.items() if some})
    known = before.runs(everybody - runs.keys()) | dict(runs)
    was = ((id, *one) for id, one in before.told(changed).items())
    now = ((id, one, digest(one, _told(found.get(id)), rows.encode(known.get(id, [])))) for id, one in counts_as.items())
    changes.differ(schema.repeats, was, now)


def _differ(changes: Changes, before: Before, kind: str, ids: Iterable[str], now: Mapping[str, tuple[str, str]]) -> None:
    come = (writes.derived_row(kind, id, body, place=place) for id, (body, place) in now.items())
    changes.differ(schema.derived, before.derived(kind, ids), (tuple(row[column.name] for column in schema.derived.columns) for row in come))


def _told(copy: Copy | None) -> str:
    """What of a copy counts in its part."""
    return "\t".join((copy.group, copy.kind, copy.source or "", copy.origin)) if copy is not None else ""
