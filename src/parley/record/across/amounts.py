"""Disputes over figures: numbers for one thing that cannot both hold.

Two figures are on one thing when they have one unit, are told in one story (or one report), their words for what is counted agree beside the unit,
their windows overlap, neither names a place, person or day where the other names another, and both or neither are a part of a whole; two lengths
of time, when they are of one kind of occasion. They conflict when the ranges that their bounds allow do not meet. In one report it takes two
claimants. A later figure of the same claimant is an update; so is one told more than a day later, unless it is of how long something lasted, which
does not grow.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from parley.model import ActorRef, Copy, Dispute, DisputeSide, Figure, Story, digest
from parley.record.across.claims import elsewhere
from parley.record.across.corpus import Corpus
from parley.record.across.events import together
from parley.record.across.stories import day_of
from parley.record.likeness.lexicon import Lexicon, lexicon
from parley.record.likeness.words import forms_of, stem

# How far a rounded number may be off, and "more than two hours" above two: it would else be "nearly three" or "two and a half".
ABOUT = 0.15
ROUND = 0.05
ABOVE = 0.25
AGREE = 0.5


def interval(figure: Figure, *, lasting: bool, orders: Mapping[str, float] = MappingProxyType({})) -> tuple[float, float] | None:
    """The range that a figure allows; None when it gives no number. `lasting`: a duration, for which "over" has an upper end too; `orders`: the
    least that "thousands" and the like stand for."""
    value = figure.value
    if value is None or figure.bound == "order_of":
        named = [name for name in orders if figure.span.text.lower().startswith(name)]
        return (orders[max(named, key=len)], math.inf) if named and not lasting else None
    low, high = value if isinstance(value, tuple) else (float(value), float(value))
    match figure.bound:
        case "at_least" | "more_than":
            return (low, low * (1 + ABOVE) if lasting else math.inf)
        case "almost":
            return (low * (1 - ABOUT), high)
        case "about":
            return (low * (1 - ABOUT), high * (1 + ABOUT))
        case "up_to" | "fewer_than":
            return (high * (1 - ABOVE) if lasting else 0.0, high)
    return (low * (1 - ROUND), high * (1 + ROUND)) if lasting else (low, high)


def scaled(figure: Figure, words_: Lexicon) -> tuple[str, float]:
    """The unit on which a figure is compared and the factor to it: all lengths of time are in minutes."""
    unit = stem(" ".join(forms_of(figure.unit)))
    for name, minutes in words_.minutes.items():
        if unit in (name, stem(name), stem(name + "s")):
            return "minute", minutes
    return unit, 1.0


def figure_disputes(corpus: Corpus, stories: Iterable[Story], origins: Mapping[str, str], copies: Iterable[Copy]) -> list[Dispute]:
    """The disputes over figures, by id."""
    home = {document: story.id for story in stories for document in story.documents}
    spun = {copy.document for copy in copies if copy.kind == "garbled"}
    groups: defaultdict[tuple[str, str], list[tuple[Figure, tuple[float, float]]]] = defaultdict(list)
    for id in sorted(corpus.findings):
        figure = corpus.findings[id]
        if isinstance(figure, Figure) and figure.document not in spun:
            words_ = lexicon(corpus.documents[figure.document].language)
            unit, factor = scaled(figure, words_)
            range_ = interval(figure, lasting=unit == "minute", orders=words_.orders)
            if range_ is not None:
                groups[(home.get(figure.document, figure.document), unit)].append((figure, (range_[0] * factor, range_[1] * factor)))
    found = []
    for (_, unit), figures in sorted(groups.items()):
        found += [_dispute(some, origins) for some in _conflicts(figures, corpus, lasting=unit == "minute")]
    return sorted(found, key=lambda dispute: dispute.id)


Ranged = tuple[Figure, tuple[float, float]]


def _conflicts(figures: Sequence[Ranged], corpus: Corpus, *, lasting: bool) -> list[list[Ranged]]:
    """Figures that conflict, with those on the same thing that conflict with any of them, as groups."""
    links: dict[int, set[int]] = {n: set() for n in range(len(figures))}
    for n, (one, range_) in enumerate(figures):
        for m in range(n):
            other, there = figures[m]
            apart = range_[0] > there[1] or there[0] > range_[1]
            if apart and _one_thing(one, other, corpus, lasting=lasting) and (lasting or not _update(one, other, corpus)):
                links[n].add(m)
                links[m].add(n)
    groups, seen = [], set()
    for n in sorted(links):
        if links[n] and n not in seen:
            queue, group = [n], set()
            while queue:
                at = queue.pop()
                if at not in group:
                    group.add(at)
                    queue += links[at]
            seen |= group
            groups.append([figures[at] for at in sorted(group)])
    return groups


def _one_thing(one: Figure, other: Figure, corpus: Corpus, *, lasting: bool) -> bool:
    if together(one.window, other.window) is False or (one.part_of is None) != (other.part_of is None):
        return False
    if one.document == other.document and not _two_voices(one, other):
        return False
    if one.event is not None and one.event == other.event:
        return True
    kinds = [lexicon(corpus.documents[figure.document].language).occasion(figure.of_what or "") for figure in (one, other)]
    if lasting:
        return kinds[0] is not None and kinds[0] == kinds[1]
    if elsewhere(*(" ".join(span.text for span in figure.evidence) for figure in (one, other))):
        return False
    here, there = (_counted(figure, figure.of_what or "", corpus) for figure in (one, other))
    if here and there:
        return len(here & there) / min(len(here), len(there)) >= AGREE
    around = [_counted(figure, " ".join(span.text for span in figure.evidence), corpus) for figure in (one, other)]
    return len(around[0] & around[1]) > max(1, AGREE * min(map(len, around)) - 1)


def _two_voices(one: Figure, other: Figure) -> bool:
    """Whether two figures of one report are two claimants': a report does not contradict itself, nor does who speaks in it."""
    here, there = ((figure.claimant.id or figure.claimant.name) if figure.claimant else None for figure in (one, other))
    return here is not None and there is not None and here != there


def _counted(figure: Figure, text: str, corpus: Corpus) -> frozenset[str]:
    """The words for what is counted, beside numbers and the unit, those of one meaning as one."""
    words_ = lexicon(corpus.documents[figure.document].language)
    unit = words_.bag(figure.unit).keys()
    return frozenset(words_.counted.get(word, word) for word in words_.bag(text) if not word.isdigit() and word not in unit)


def _update(one: Figure, other: Figure, corpus: Corpus) -> bool:
    if one.document == other.document:
        return False
    days = [day_of(corpus.documents[figure.document]) for figure in (one, other)]
    if days[0] is None or days[1] is None:
        return True
    same = one.claimant is not None and other.claimant is not None and (one.claimant.id or one.claimant.name) == (other.claimant.id or other.claimant.name)
    return abs(days[0] - days[1]) > 1 or (same and days[0] != days[1])


def _dispute(group: Sequence[Ranged], origins: Mapping[str, str]) -> Dispute:
    sides: defaultdict[tuple[float, float], list[Figure]] = defaultdict(list)
    for figure, range_ in group:
        sides[range_].append(figure)
    ids = sorted(figure.id for figure, _ in group)
    whats = sorted({figure.of_what for figure, _ in group if figure.of_what}, key=lambda what: (len(what), what))
    made = tuple(_side(sides[range_], origins) for range_ in sorted(sides))
    return Dispute(id=digest("figures", *ids), kind="figure", about=whats[0] if whats else group[0][0].unit, sides=made)


def _side(figures: Sequence[Figure], origins: Mapping[str, str]) -> DisputeSide:
    by = {
        figure.claimant.id or figure.claimant.name: ActorRef(figure.claimant.id, figure.claimant.name) for figure in figures if figure.claimant
    }  # fmt: skip
    return DisputeSide(
        says=figures[0].span.text,
        by=tuple(sorted(by.values(), key=lambda ref: (ref.name, ref.id or ""))),
        findings=tuple(sorted(figure.id for figure in figures)),
        origins=tuple(sorted({origins[figure.document] for figure in figures})),
        evidence=tuple(dict.fromkeys(span for figure in figures for span in figure.evidence)),
    )
