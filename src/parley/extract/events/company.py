"""What stands around a verb, slot by slot, as its frames ask for it."""

import functools
from collections.abc import Iterable
from typing import NamedTuple

from parley.extract.events.clause import Clauses
from parley.extract.events.lexicon import NAMING, SLOTS, is_preposition, names_of
from parley.extract.events.people import People
from parley.model import Token
from parley.model.tree import dependents

DATED = frozenset({"from", "until", "through", "by", "after", "before", "for", "during", "past", "into", "beyond", "at", "since", "in"})
STANDING = ("obj", "subj")
LOOSE = frozenset({"with", "to", "against", "on", "in", "for", "from", "as"})


class _Held(NamedTuple):
    """What stands in a slot, and all that it may be called."""

    tokens: tuple[Token, ...]
    called: frozenset[str]


NOTHING = _Held((), frozenset())


class Company:
    """What stands around a verb, gathered slot by slot once for all its frames.

    empty: slots that nothing stands in, as far as they were asked for: no frame that wants one of them fits, whatever the words.
    """

    def __init__(self, clauses: Clauses, people: People, verb: Token) -> None:
        self._clauses, self._people, self._verb = clauses, people, verb
        self._held: dict[str, _Held] = {}
        self._behind: dict[str, _Held] = {}
        self.empty: set[str] = set()

    def called(self, slot: str) -> frozenset[str]:
        """All that may be called what stands in a slot; of a preposition also what stands behind the verb's objects."""
        if slot in SLOTS:
            return (self._held.get(slot) or self._hold(slot)).called
        if self._beside.isdisjoint(names_of(slot)):
            if is_preposition(slot):
                self.empty.add(slot)
            return NOTHING.called
        held, behind = self._held.get(slot) or self._hold(slot), self._behind.get(slot) or self._hold_behind(slot)
        return held.called | behind.called if behind.tokens else held.called

    def fits(self, slot: str, words: frozenset[str] | None) -> bool:
        """Whether what stands in a slot may fill it; words: what it must be called, None for anything."""
        if slot in STANDING:
            held = self._held.get(slot) or self._hold(slot)
            return bool(held.tokens) and (words is None or self._is_called(held, words))
        if slot == "near":
            return near(self._clauses, self._verb, words)
        if slot in SLOTS:
            held = self._held.get(slot) or self._hold(slot)
            return slot != "duty" and bool(held.tokens) if words is None else not words.isdisjoint(held.called)
        if words is None and not is_preposition(slot):  # a bare word beside the verb: "find … guilty"
            return not self._after.isdisjoint(names_of(slot))
        held = self._held.get(slot) or self._hold(slot)
        if held.tokens and (self._open(held, slot) if words is None else self._is_called(held, words)):
            return True
        behind = self._behind.get(slot) or self._hold_behind(slot)
        return bool(behind.tokens) and (words is None or self._is_called(behind, words))

    def _hold(self, slot: str) -> _Held:
        clauses, verb = self._clauses, self._verb
        if slot in STANDING:
            held = self._standing(self._subjects() if slot == "subj" else clauses.objects(verb))
        elif slot in ("inf", "ing", "that"):
            tokens = tuple(t for kind, t in clauses.complements(verb) if kind == slot)
            held = _Held(tokens, frozenset(t.lemma.lower() for t in tokens)) if tokens else NOTHING
        elif slot == "duty":
            said = [t for kind, t in clauses.complements(verb) if kind == "that"]
            tokens = tuple(t for s in said for t in dependents(clauses.sent, s.i, "aux"))
            held = _Held(tokens, frozenset(t.lower for t in tokens))
        elif slot == "adj":
            tokens = tuple(dependents(clauses.sent, verb.i, "acomp", "oprd"))
            held = _Held(tokens, frozenset(t.lower for t in tokens))
        else:
            names = names_of(slot)
            held = self._standing([t for name, t in self._prepositions if name in names])
        if slot in SLOTS and not held.tokens:
            self.empty.add(slot)
        self._held[slot] = held
        return held

    def _hold_behind(self, slot: str) -> _Held:
        """What stands in a slot of the verb's objects: the parser hangs many prepositions there."""
        names = names_of(slot)
        held = self._behind[slot] = self._standing([t for name, t in self._of_objects if name in names])
        if not held.tokens and not (self._held.get(slot) or self._hold(slot)).tokens and is_preposition(slot):
            self.empty.add(slot)
        return held

    def _subjects(self) -> tuple[Token, ...]:
        clauses, verb = self._clauses, self._verb
        return clauses.subjects(verb) or (clauses.objects(verb) if clauses.passive(verb) else ())

    @functools.cached_property
    def _prepositions(self) -> list[tuple[str, Token]]:
        """The verb's own, and those of its adjective ("is due in Harrow")."""
        clauses = self._clauses
        return [pair for at in (self._verb, *dependents(clauses.sent, self._verb.i, "acomp")) for pair in clauses.prepositions(at)]

    @functools.cached_property
    def _of_objects(self) -> list[tuple[str, Token]]:
        clauses = self._clauses
        return [pair for o in clauses.objects(self._verb) for pair in clauses.prepositions(o) if pair[0] in LOOSE]

    @functools.cached_property
    def _beside(self) -> frozenset[str]:
        """The prepositions of the verb and of its objects."""
        return frozenset(name for name, _ in (*self._prepositions, *self._of_objects))

    @functools.cached_property
    def _after(self) -> set[str]:
        """The words after the verb, as far as one may belong to it."""
        return {t.lower for t in self._clauses.sent.tokens[self._verb.i + 1 : self._verb.i + 15]}

    def _standing(self, found: Iterable[Token]) -> _Held:
        tokens = tuple(found)
        if not tokens:
            return NOTHING
        return _Held(tokens, frozenset(name for t in tokens for name in ((t.lemma,) if t.pos in ("VERB", "AUX") else self._clauses.keys(t))))

    def _is_called(self, held: _Held, words: frozenset[str]) -> bool:
        if not words.isdisjoint(held.called):
            return True
        return not words.isdisjoint(NAMING) and any(t.pos not in ("VERB", "AUX") and named(self._clauses, self._people, t, words) for t in held.tokens)

    def _open(self, held: _Held, slot: str) -> bool:
        """Whether anything there will do: a day does not, where the preposition is none of time ("agreed on Thursday" is no agreement on something)."""
        return not DATED.isdisjoint(names_of(slot)) or any(not self._people.timed(t) for t in held.tokens)


def near(clauses: Clauses, token: Token, words: frozenset[str] | None) -> bool:
    """Whether words anywhere in the sentence tell which of two things a trigger means ("strike" beside "nurses")."""
    return not words or not words.isdisjoint(clauses.around(token))


def named(clauses: Clauses, people: People, token: Token, words: frozenset[str]) -> bool:
    """Whether a noun names what a class of a slot asks for: somebody, a place, a town."""
    if "@place" in words and people.placed(clauses, token) or "@town" in words and people.placed(clauses, token, surely=True):
        return True
    return "@actor" in words and people.has_actor(clauses, token)
