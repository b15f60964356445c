"""What a denial is of.

Its target is the assertion that holds most of its content words, told by somebody else no later than a day after it; one that says itself that it is
of a report may tell the story in other words, and is then a candidate. A denial that names only "the report" is aimed by the words before it, one of
"the claim" or "this" at what somebody else said just before it, and who "also denied it" denies what was denied before: all of them candidates.
"""

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from parley.model import Statement
from parley.record.across.claims import Assertion
from parley.record.across.corpus import Corpus
from parley.record.likeness.lexicon import lexicon
from parley.record.likeness.windows import Weighed
from parley.record.likeness.words import forms_of, stem, words

# Part of the denial's own weight that must stand in its target; words in common.
AIMED = 0.4
SHARED = 2
# The same for a denial of "the report", from the words before it: part of the claim's weight that stands there.
HINTED = 0.12
BACK = 350
# A denial that says itself that it is of a report tells the story in its own words: fewer of them must agree, but so many at least.
LOOSE, NAMED = 0.2, 4
BEFORE, AFTER = 14, 1
Kind = Literal["fact", "report", "motive", "figure", "format", "term"]


class Target(msgspec.Struct, frozen=True):
    """What a denial is of: first finding of the group, and whether that was only told from the words around the denial."""

    group: str
    candidate: bool


class Aims:
    """All assertions, with what a denial needs to find its own among them."""

    def __init__(self, all_: Mapping[str, Assertion], groups: Sequence[Sequence[str]], corpus: Corpus, among: Mapping[str, Weighed]) -> None:
        self.corpus = corpus
        self.all = all_
        self.home = {id: group[0] for group in groups for id in group}
        self.tellers = {group[0]: len({all_[id].finding.document for id in group}) for group in groups}
        self.among = among
        # The undated come first.
        self.index: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for day, id in sorted((all_[id].day or 0, id) for id in self.home):
            for word in among[id].rare:
                self.index[word].append((day, id))
        self.told_in: defaultdict[str, list[Assertion]] = defaultdict(list)
        for one in all_.values():
            self.told_in[one.finding.document].append(one)
        denials = (one for one in all_.values() if one.denial)
        self.denials = sorted(denials, key=lambda one: (one.finding.document, min(one.finding.evidence).start, one.finding.id))
        by_document: defaultdict[str, list[Assertion]] = defaultdict(list)
        for one in self.denials:
            by_document[one.finding.document].append(one)
        # What stands in the words of a denial is what it denies, not who said it.
        self.nested = {
            id for id, one in all_.items() if not one.denial and any(one_sentence(one, denial) for denial in by_document[one.finding.document])
        }  # fmt: skip

    def targets(self) -> dict[str, Target]:
        """Denial → what it denies."""
        found: dict[str, Target] = {}
        for n, denial in enumerate(self.denials):
            target = self._before(n, found) if _generic(denial, self.corpus) else self._named(denial)
            if target is not None:
                found[denial.finding.id] = target
        return found

    def _before(self, n: int, found: Mapping[str, Target]) -> Target | None:
        """What "this" or "the claim" is: what was said just before, or denied just before by somebody whom one joins."""
        denial = self.denials[n]
        if _also(denial, self.corpus):
            last = next((one for one in reversed(self.denials[:n]) if one.finding.document == denial.finding.document), None)
            return Target(found[last.finding.id].group, candidate=True) if last is not None and last.finding.id in found else None
        before = _just_before(denial, self.told_in[denial.finding.document])
        return Target(self.home[before.finding.id], candidate=True) if before is not None and before.finding.id in self.home else None

    def _named(self, denial: Assertion) -> Target | None:
        around = _around(denial, self.corpus)
        if around is not None:
            # What many report is what a denial of "the report" is of.
            return self._best(denial, around, least=HINTED)
        target = self._best(denial, None, least=AIMED)
        if target is None and kind_of(denial, self.corpus) == "report":
            target = self._best(denial, None, least=LOOSE)
        return target

    def _best(self, denial: Assertion, around: Counter[str] | None, *, least: float) -> Target | None:
        bag = around if around is not None else denial.bag
        near = {id for word in bag for id in self._near(word, denial.day)}
        if least == LOOSE:
            near = {id for id in near - self.nested if len(_own(denial) & self.all[id].bag.keys()) >= NAMED}
        scored = [(_aim(denial, self.all[id], self.among, around), id) for id in sorted(near)]
        many = {id: self.tellers[self.home[id]] if around is not None else 0 for _, id in scored}
        best = max(((many[id], score, id) for score, id in scored if score >= least), default=None)
        return Target(self.home[best[2]], candidate=around is not None or least == LOOSE) if best is not None else None

    def _near(self, word: str, day: int | None) -> list[str]:
        """The assertions that have a word that few others of their days have, and that what is said on a day can be of."""
        some = self.index.get(word, [])
        if day is None:
            return [id for _, id in some]
        begin, end = (bisect.bisect_left(some, (at, "")) for at in (day - BEFORE, day + AFTER + 1))
        return [id for _, id in (*some[: bisect.bisect_left(some, (1, ""))], *some[begin:end])]


def _also(denial: Assertion, corpus: Corpus) -> bool:
    """Whether somebody denies what was denied just before ("also denied it")."""
    also = lexicon(corpus.documents[denial.finding.document].language).also
    return any(word in also for span in denial.finding.evidence for word in forms_of(span.text))


def _generic(denial: Assertion, corpus: Corpus) -> bool:
    """Whether what is denied is called no more than "the claim", "such allegations" or "this"."""
    lexicon_ = lexicon(corpus.documents[denial.finding.document].language)
    spans = denial.finding.content if isinstance(denial.finding, Statement) else ()
    forms = {word for span in spans for word in forms_of(span.text) if lexicon_.telling(word)}
    return bool(spans) and forms <= lexicon_.said


def _just_before(denial: Assertion, all_: Iterable[Assertion]) -> Assertion | None:
    """What somebody else said last before a denial in its report; nothing when that is too short to be told apart from others."""
    start = min(denial.finding.evidence).start
    ends = [
        (max(span.end for span in one.finding.evidence), one.finding.id, one)
        for one in all_
        if one.finding.document == denial.finding.document and isinstance(one.finding, Statement) and not one.denial
    ]
    near = [one for end, _, one in sorted(ends, key=lambda found: found[:2]) if start - BACK <= end <= start]
    others = [one for one in near if speaker(one) != speaker(denial) and not one_sentence(one, denial)]
    return others[-1] if others and others[-1] is near[-1] else None


def _around(denial: Assertion, corpus: Corpus) -> Counter[str] | None:
    """The words before a denial that says no more than "the report"; None for one that says itself what it denies."""
    doc = corpus.documents[denial.finding.document]
    lexicon_ = lexicon(doc.language)
    spans = denial.finding.content if isinstance(denial.finding, Statement) else denial.finding.evidence
    forms = {word for span in spans for word in words(span.text) if lexicon_.telling(word.form)}
    said = {word.form for word in forms if not word.capital and word.form not in lexicon_.reports | lexicon_.untrue | lexicon_.denial}
    if said or not {word.form for word in forms} & lexicon_.reports:
        return None
    start = min(span.start for span in denial.finding.evidence)
    return lexicon_.bag(doc.text[max(0, start - BACK) : start])


def _aim(denial: Assertion, claim: Assertion, among: Mapping[str, Weighed], around: Counter[str] | None) -> float:
    bag = denial.bag if around is None else around
    if denial.negotiation != claim.negotiation or len(bag.keys() & claim.bag.keys()) < SHARED or speaker(denial) in (speaker(claim), None):
        return 0.0
    if around is not None and denial.finding.document == claim.finding.document:
        return 0.0
    if denial.day is not None and claim.day is not None and not -BEFORE <= claim.day - denial.day <= AFTER:
        return 0.0
    if denial.negated != claim.negated or one_sentence(denial, claim):
        return 0.0
    if around is not None:
        weight = among[claim.finding.id].vector
        return round(sum(value * value for word, value in sorted(weight.items()) if word in around), 9)
    own = _own(denial)
    content = {word: weight for word, weight in among[denial.finding.id].vector.items() if word in own}
    norm = sum(weight * weight for weight in content.values())
    inside = sum(weight * weight for word, weight in sorted(content.items()) if word in claim.bag)
    return round(inside / norm, 9) if norm else 0.0


def _own(denial: Assertion) -> frozenset[str]:
    """The stems of what is denied: words of denying itself ("reports", "false") say nothing of it."""
    lexicon_ = lexicon(None)
    beside = {stem(word) for word in lexicon_.reports | lexicon_.denial | lexicon_.untrue} | lexicon_.reports | lexicon_.denial
    return frozenset(word for word in denial.bag if word not in beside)


def one_sentence(one: Assertion, other: Assertion) -> bool:
    """Whether one is told within the other, or in words that they share: then it is no second voice."""
    if isinstance(one.finding, Statement) and one.finding.inside == other.finding.id:
        return True
    if isinstance(other.finding, Statement) and other.finding.inside == one.finding.id:
        return True
    return any(here.overlaps(there) for here in one.finding.evidence for there in other.finding.evidence)


def speaker(one: Assertion) -> str | None:
    """Who speaks: an actor's id or name, else the finding itself."""
    finding = one.finding
    if isinstance(finding, Statement):
        return (finding.source.actor.id or finding.source.actor.name) if finding.source.actor else f"?{finding.id}"
    return f"?{finding.id}"


def kind_of(denial: Assertion, corpus: Corpus) -> Kind:
    """What a denial is of, by its words."""
    doc = corpus.documents[denial.finding.document]
    said = f" {' '.join(word for span in denial.finding.evidence for word in forms_of(span.text))} "
    for kind, some in lexicon(doc.language).denied:
        if any(f" {phrase} " in said for phrase in some):
            return kind  # type: ignore[return-value]
    return "fact"
