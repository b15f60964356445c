"""Claims: equal assertions of several reports joined, with who asserts, who denies and who reports them, on how many independent origins.

An assertion is the content of a statement that says that something is so, or an event that a report tells in its own voice. Two are equal when
their content words agree (cosine of TF-IDF among the assertions of their days, or one holds nearly all words of the other), both or neither are
negated, no number of one is missing from the other while that one has others, and they are not what two sides say of one another.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from parley.model import ActorRef, Claim, Copy, Document, Event, Span, Statement, digest
from parley.record.across.corpus import Corpus
from parley.record.across.stories import day_of
from parley.record.likeness.cluster import clusters
from parley.record.likeness.lexicon import lexicon
from parley.record.likeness.vectors import Compared, compared
from parley.record.likeness.windows import Weighed, sharing, weigh
from parley.record.likeness.words import words
from parley.record.who.names import fold

EQUAL = 0.55
# One assertion within another: so much of the shorter one's weight must stand in the longer.
INSIDE = 0.85
FEWEST = 3
# Reports further apart tell of different things in the same words.
DAYS = 10
COMMON = 150
# What is said with these is no claim that something is so.
_NO_CLAIM = frozenset(("decline_comment", "urge", "demand", "offer", "propose", "praise", "condemn", "condition", "threaten"))
_TOLD = frozenset(("happened", "ongoing", "negated", "denied"))


class Assertion(msgspec.Struct, frozen=True):
    """One finding as an assertion: its words as stems, whether it is negated (of a denial: whether what it denies is), whether it is a denial; the numbers in
    it, in digits."""

    finding: Statement | Event
    text: str
    bag: Counter[str]
    negated: bool
    denial: bool
    day: int | None
    negotiation: str | None
    numbers: frozenset[str]


def assertions(corpus: Corpus, copies: Iterable[Copy] = ()) -> dict[str, Assertion]:
    """The assertions of a corpus, by finding; those of garbled copies are none."""
    spun = {copy.document for copy in copies if copy.kind == "garbled"}
    found = {}
    for id in sorted(corpus.findings):
        finding = corpus.findings[id]
        if finding.document in spun:
            continue
        doc = corpus.documents[finding.document]
        lexicon_ = lexicon(doc.language)
        if isinstance(finding, Statement) and finding.act not in _NO_CLAIM and finding.form != "scare_quote":
            text = " ".join(span.text for span in finding.content)
            denial = lexicon_.denies(finding.act, finding.cue, text)
            if denial and finding.act == "deny" and lexicon_.undenied(doc.text, finding.cue):
                continue
        elif isinstance(finding, Event) and finding.statement is None and finding.status in _TOLD:
            text, denial = " ".join(span.text for span in finding.evidence), False
        else:
            continue
        bag = lexicon_.bag(text)
        if len(bag) >= FEWEST or denial:
            negated = lexicon_.refers_to_negation(finding.cue, text) if isinstance(finding, Statement) and denial else lexicon_.negated(text)
            numbers = frozenset(word for word in bag if word.isdigit())
            found[id] = Assertion(finding, text, bag, negated, denial, day_of(doc), doc.negotiation, numbers)
    return found


def equal(told: Mapping[str, Assertion], among: Mapping[str, Weighed]) -> list[list[str]]:
    """Ids of equal assertions together; denials are not joined with what they deny. `among`: all of them as they weigh (`weighed`)."""
    usable = {id: one for id, one in told.items() if not one.denial and len(one.bag) >= FEWEST}
    near = [pair for pair in pairs(usable, among) if _comparable(usable[pair[0]], usable[pair[1]])]
    values = compared({id: among[id].vector for id in usable}, near)
    likeness = {pair: _alike(found, *(len(usable[id].bag) for id in pair)) for pair, found in zip(near, values, strict=True)}
    return clusters(usable, likeness, EQUAL)


def weighed(told: Mapping[str, Assertion]) -> dict[str, Weighed]:
    """All assertions as they weigh among those of their days."""
    return weigh({id: one.bag for id, one in told.items()}, {id: one.day for id, one in told.items()}, lambda _: COMMON)


def pairs(told: Mapping[str, Assertion], among: Mapping[str, Weighed]) -> list[tuple[str, str]]:
    """Pairs of assertions of about the same days that share two words that not very many of those days have, sorted."""
    return list(sharing({id: among[id].rare for id in told}, {id: one.day for id, one in told.items()}, DAYS, least=2))


def _alike(told: Compared, here: int, there: int) -> float:
    """Likeness of two assertions of so many words: their cosine, or when the shorter lies nearly whole within the longer, how much of it does."""
    short, inside = (here, told.first) if here <= there else (there, told.second)
    return max(told.cosine, inside * 0.9) if short > FEWEST and inside >= INSIDE else told.cosine


def near(one: Assertion, other: Assertion) -> bool:
    """Whether two assertions are of one negotiation and of reports near in time, as far as that is known."""
    return one.negotiation == other.negotiation and (one.day is None or other.day is None or abs(one.day - other.day) <= DAYS)


def blame(one: Assertion, other: Assertion) -> bool:
    """Whether two assertions differ in nothing but who did it, and each is told by the side that the other names."""
    shared = len(one.bag.keys() & other.bag.keys())
    if not len(one.bag) == len(other.bag) == shared + 1 or shared < FEWEST:
        return False
    here, there = one.bag.keys() - other.bag.keys(), other.bag.keys() - one.bag.keys()
    return bool(there & _teller(one)) and bool(here & _teller(other))


def elsewhere(one: str, other: str) -> bool:
    """Whether two texts name each a place, person or day that the other does not: they tell of different things."""
    here, there = names_in(one), names_in(other)
    return bool(here - there) and bool(there - here)


def names_in(text: str) -> frozenset[str]:
    """The capitalised words of a text but its first, which is capitalised whatever it is."""
    return frozenset(word.form for word in words(text)[1:] if word.capital)


def _teller(one: Assertion) -> frozenset[str]:
    """The words of the name of who tells it."""
    source = one.finding.source if isinstance(one.finding, Statement) else None
    return frozenset(lexicon(None).bag(source.actor.name)) if source is not None and source.actor is not None else frozenset()


def _comparable(one: Assertion, other: Assertion) -> bool:
    if one.negated != other.negated or not near(one, other) or blame(one, other):
        return False
    return not (one.numbers and other.numbers) or one.numbers <= other.numbers or other.numbers <= one.numbers


def origin_of(finding: Statement | Event, doc: Document, origins: Mapping[str, str]) -> str:
    """What one finding counts as: the agency or other outlet that its chain names, else the origin of its report.

    An outlet that names itself in short ("told the Gazette", in the Qadira Gazette) is no other outlet.
    """
    own = set(fold(doc.outlet or "").split())
    if isinstance(finding, Statement):
        for link in reversed(finding.chain):
            if link.kind in ("agency", "other_outlet") and not set(fold(link.name).split()) <= own:
                return _in_short(link.name, origins)
    return origins[finding.document]


def _in_short(name: str, origins: Mapping[str, str]) -> str:
    """An agency by the letters that reports credit it with, where its words begin with them ("MNA" for "Meridian News Agency")."""
    words = [word for word in re.split(r"[\s-]+", name) if word[:1].isupper()]
    letters = "".join(word[0] for word in words)
    return letters if len(words) > 1 and letters in origins.values() else name


def claim(ids: Sequence[str], denials: Sequence[str], corpus: Corpus, origins: Mapping[str, str]) -> Claim:
    """One claim from the findings that assert it and those that deny it."""
    told = sorted((_of(corpus, id) for id in ids), key=lambda one: (corpus.day(one.document), one.document, min(one.evidence).start, one.id))
    denied = [_of(corpus, id) for id in sorted(denials)]
    from_ = sorted({fold(name): name for one in told for name in (origin_of(one, corpus.documents[one.document], origins),)}.values())
    days = [corpus.day(one.document) for one in told]
    text = " ".join((" … ".join(span.text for span in told[0].content) if isinstance(told[0], Statement) else told[0].evidence[0].text).split())
    status = "disputed" if denied and len(from_) > 1 else "denied" if denied else "corroborated" if len(from_) > 1 else "single"
    return Claim(
        # Named after its first finding: more reports of it do not change it.
        id=digest("claim", told[0].id),
        text=text,
        findings=tuple(one.id for one in told) + tuple(one.id for one in denied),
        asserted_by=speakers(told),
        denied_by=speakers(denied),
        reported_by=tuple(sorted({one.document for one in told})),
        origins=tuple(from_),
        first_seen=None if days[0] == "~" else days[0],
        status=status,  # type: ignore[arg-type]
        evidence=evidence([*told, *denied]),
    )


def _of(corpus: Corpus, id: str) -> Statement | Event:
    finding = corpus.findings[id]
    assert isinstance(finding, Statement | Event), "only these are assertions"
    return finding


def speakers(findings: Iterable[Statement | Event]) -> tuple[ActorRef, ...]:
    """Who speaks in the findings, each once, by name."""
    found = {}
    for finding in findings:
        if isinstance(finding, Statement) and finding.source.actor is not None:
            found[finding.source.actor.id or finding.source.actor.name] = finding.source.actor
    return tuple(sorted(found.values(), key=lambda ref: (ref.name, ref.id or "")))


def evidence(findings: Iterable[Statement | Event]) -> tuple[Span, ...]:
    """The findings' evidence, each span once."""
    return tuple(dict.fromkeys(span for finding in findings for span in finding.evidence))
