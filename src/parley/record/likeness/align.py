"""Two texts laid side by side, word by word: the runs that they share, and the single words that were swapped along them."""

from collections.abc import Sequence

import msgspec
from rapidfuzz.distance import Levenshtein, Opcode

from parley.record.likeness.words import Word
from parley.record.who.names import bones, same_word

# Shorter shared runs are idiom, not copying.
SHORTEST = 5
# A slot is a place where up to this many words stand for up to as many others, with shared words on both sides.
SLOT = 2
# Garbled: more than so many names put for others (so many, in a short text), or so large a part of the aligned words swapped one for one. Where no name
# is among them, nearly all that differs must be such swaps: an editor has other words for things, and cuts and turns sentences too.
NAMES = 2
SWAPPED = 0.055
ONLY = 0.6
FEWEST_SWAPPED = 5


class Run(msgspec.Struct, frozen=True):
    """A shared run: index of its first word here and there, and how many words."""

    here: int
    there: int
    size: int


class Alignment(msgspec.Struct, frozen=True):
    """How one text lies along another: shared runs; words in them; words equal in order, short runs too; swapped names and words; how many
    places differ."""

    runs: tuple[Run, ...]
    shared: int
    order: int
    names: int
    swapped: int
    edits: int = 0

    @property
    def garbled(self) -> bool:
        """Whether words were put for words as a machine does, or a bad ear."""
        along = max(1, self.order + self.swapped)
        ones = self.swapped / along
        if self.names > NAMES or (self.names == NAMES and ones >= SWAPPED / 5):
            return True
        return self.swapped >= FEWEST_SWAPPED and ones >= SWAPPED and (self.names > 0 or self.swapped >= ONLY * self.edits)


def align(here: Sequence[Word], there: Sequence[Word]) -> Alignment:
    """Lays `here` along `there`."""
    found = straight(here, there)
    runs = sorted((*found.runs, *_moved(here, there, found.runs)), key=lambda run: run.here)
    return msgspec.structs.replace(found, runs=tuple(runs), shared=sum(run.size for run in runs))


def in_order(here: Sequence[Word], there: Sequence[Word]) -> int:
    """How many words are equal in order."""
    return sum(step.src_end - step.src_start for step in _steps(here, there) if step.tag == "equal")


def _steps(here: Sequence[Word], there: Sequence[Word]) -> list[Opcode]:
    return list(Levenshtein.opcodes([word.form for word in here], [word.form for word in there]))


def straight(here: Sequence[Word], there: Sequence[Word]) -> Alignment:
    """Lays `here` along `there`, without what stands in another order: enough to tell whether it is garbled."""
    steps = _steps(here, there)
    known = {word.form for word in there}
    runs, order, swapped = [], 0, 0
    names: set[tuple[str, str]] = set()
    for n, step in enumerate(steps):
        size, other = step.src_end - step.src_start, step.dest_end - step.dest_start
        if step.tag == "equal":
            order += size
            if size >= SHORTEST:
                runs.append(Run(step.src_start, step.dest_start, size))
        elif step.tag == "replace" and max(size, other) <= SLOT and 0 < n < len(steps) - 1 and _within(steps[n - 1], steps[n + 1]):
            old, new = there[step.dest_start : step.dest_end], here[step.src_start : step.src_end]
            if _differ(new, old):
                swapped += 1
                if all(word.capital for word in (*new, *old)) and new[0].form not in known:
                    names.add((old[0].form, new[0].form))
    return Alignment(tuple(runs), sum(run.size for run in runs), order, len(names), swapped, sum(step.tag != "equal" for step in steps))


def _within(before: Opcode, after: Opcode) -> bool:
    sizes = [step.src_end - step.src_start if step.tag == "equal" else 0 for step in (before, after)]
    return min(sizes) >= 1 and max(sizes) >= 2


def _differ(new: Sequence[Word], old: Sequence[Word]) -> bool:
    """Whether the words of a slot differ in more than spelling, number or a name's length."""
    one, other = "".join(word.form for word in new), "".join(word.form for word in old)
    if one == other or one.isdigit() or other.isdigit() or {word.form for word in new} & {word.form for word in old}:
        return False
    if len(one) < 3 or len(other) < 3:
        return False
    return not same_word(one, other) and bones(one) != bones(other) and one[:4] != other[:4]


def _moved(here: Sequence[Word], there: Sequence[Word], found: Sequence[Run]) -> list[Run]:
    """Shared runs that stand in another order, longest first, none overlapping one that was found (greedy string tiling, Wise 1993)."""
    taken = {run.here + n for run in found for n in range(run.size)}
    used = {run.there + n for run in found for n in range(run.size)}
    forms = [word.form for word in here]
    index: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(there) - SHORTEST + 1):
        if at not in used and at + SHORTEST - 1 not in used:
            index.setdefault(tuple(word.form for word in there[at : at + SHORTEST]), []).append(at)
    longest: list[tuple[int, int, int]] = []
    for at in range(len(here) - SHORTEST + 1):
        if at in taken:
            continue
        for other in index.get(tuple(forms[at : at + SHORTEST]), ())[:8]:
            size = SHORTEST
            while at + size < len(here) and other + size < len(there) and forms[at + size] == there[other + size].form:
                size += 1
            longest.append((-size, at, other))
    runs = []
    for negative, at, other in sorted(longest):
        mine, theirs = range(at, at - negative), range(other, other - negative)
        if not any(n in taken for n in mine) and not any(n in used for n in theirs):
            runs.append(Run(at, other, -negative))
            taken.update(mine)
            used.update(theirs)
    return runs
