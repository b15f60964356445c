"""Stories: which reports tell the same event, and what they say of it together.

Reports are alike by TF-IDF among the reports of their days (`likeness.windows`) over stems, names and names of two words counted on their own, the words of
the headline and the lead once more (news says first what it is about), less so the further apart they were published. A report that announces an
event is as near to reports of that day as to its own.
Dated reports are clustered first (average link); an undated one then joins the cluster that it is most like, or others of its kind.
"""

import datetime
import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from parley.model import ActorRef, Copy, Document, Event, Figure, Story, StoryEvent, StoryTime, digest
from parley.record.across.corpus import Corpus
from parley.record.across.events import linked
from parley.record.likeness.cluster import clusters
from parley.record.likeness.lexicon import Lexicon, lexicon
from parley.record.likeness.vectors import compared
from parley.record.likeness.windows import sharing, weigh
from parley.record.likeness.words import Word, stem, words
from parley.record.repeats.boilerplate import Runs
from parley.record.repeats.copies import text_of

# Chosen on ECB+ dev (B³ .909, no dates there) and on 48 press reports in 14 clusters.
ALIKE = 0.12
# So many words from the first are counted once more.
LEAD = 40
# How much of their likeness counts for two reports published so many days apart; further apart they are two stories.
BY_DAYS = (1.0, 1.0, 0.9, 0.55, 0.35, 0.35, 0.35, 0.35)
UNDATED = 0.75
# An undated report joins dated ones from here on: that nothing is known of its day is in the likeness already.
JOINS = ALIKE * UNDATED
# A word that a tenth of the documents of its days have, or so many, finds no candidates, it only weighs; one that few have does.
COMMON, FEW = 200, 20
_PAIR = 2
# Reports of whose days so many are known have two words in common or tell different things.
ENOUGH = 3
# Letters to a word, with its space.
LETTERS = 6
_DAYS = ("second", "minute", "hour", "part_of_day", "day")


def bag_of(found: Sequence[Word], lexicon_: Lexicon) -> Counter[str]:
    """The content words of a report as stems; names (capitals) once more, and names of two words twice."""
    bag: Counter[str] = Counter()
    for n, word in enumerate(found):
        if not lexicon_.telling(word.form):
            continue
        times = 2 if n < LEAD else 1
        bag[stem(word.form)] += times
        if word.capital:
            bag["^" + word.form] += times
            if n and found[n - 1].capital and lexicon_.telling(found[n - 1].form):
                bag[f"_{found[n - 1].form} {word.form}"] += _PAIR * times
    return bag


def groups(
    bags: Mapping[str, Counter[str]],
    days: Mapping[str, int | None],
    same: Iterable[tuple[str, str]] = (),
    talks: Mapping[str, str | None] = MappingProxyType({}),
    ahead: Mapping[str, int] = MappingProxyType({}),
) -> list[list[str]]:
    """Ids in stories, from their bags of words and days of publication. `same`: pairs (copies) that are alike whatever their words; `talks`: the
    negotiation of each, over which no story reaches; `ahead`: the day for which a report announces an event."""
    likeness = {}
    for (one, other), value in _similar(bags, days).items():
        near = max(_apart(days[one], days[other]), _soon(ahead.get(one), days[other]), _soon(ahead.get(other), days[one]))
        likeness[(one, other)] = round(value * near, 9)
    likeness |= {_pair(*pair): 1.0 for pair in same}
    likeness = {pair: value for pair, value in likeness.items() if talks.get(pair[0]) == talks.get(pair[1])}
    dated = [id for id in sorted(bags) if days[id] is not None]
    found = clusters(dated, {pair: value for pair, value in likeness.items() if value and None not in (days[pair[0]], days[pair[1]])}, ALIKE)
    return _undated(found, [id for id in sorted(bags) if days[id] is None], likeness)


def _similar(bags: Mapping[str, Counter[str]], days: Mapping[str, int | None]) -> dict[tuple[str, str], float]:
    """The likeness of reports near enough in time that share some words that few others of their days have."""
    found = weigh(bags, days, lambda count: max(FEW, min(COMMON, count // 10)))
    # Where hardly anything else was published, one word in common is enough.
    least = 1 if any(one.among < ENOUGH for one in found.values()) else 2
    shared = sharing({id: one.rare for id, one in found.items()}, days, len(BY_DAYS) - 1, least)
    near = [(one, other) for (one, other), count in shared.items() if count >= min(2, found[one].among - 1, found[other].among - 1)]
    values = compared({id: weighed.vector for id, weighed in found.items()}, near)
    return {pair: told.cosine for pair, told in zip(near, values, strict=True)}


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _apart(one: int | None, other: int | None) -> float:
    if one is None or other is None:
        return UNDATED
    days = abs(one - other)
    return BY_DAYS[days] if days < len(BY_DAYS) else 0.0


def _soon(announced: int | None, day: int | None) -> float:
    return _apart(announced, day) if announced is not None and day is not None and day >= announced else 0.0


def _undated(found: list[list[str]], undated: list[str], likeness: Mapping[tuple[str, str], float]) -> list[list[str]]:
    joined: defaultdict[int, list[str]] = defaultdict(list)
    left = []
    for id in undated:
        average = [round(sum(likeness.get((min(id, other), max(id, other)), 0.0) for other in group) / len(group), 9) for group in found]
        best = max(range(len(found)), key=lambda n: (average[n], -n), default=None)
        if best is not None and average[best] >= JOINS:
            joined[best].append(id)
        else:
            left.append(id)
    inside = set(left)
    rest = clusters(left, {pair: value for pair, value in likeness.items() if pair[0] in inside and pair[1] in inside}, ALIKE)
    return sorted([sorted(group + joined[n]) for n, group in enumerate(found)] + rest)


def day_of(doc: Document) -> int | None:
    """The day of publication as a number, None when it is not known to the day."""
    return day_from(doc.published.start)


@functools.lru_cache(maxsize=1 << 14)
def day_from(start: str | None) -> int | None:
    """The day on which a time starts as a number, None when it is not known to the day."""
    try:
        return datetime.date.fromisoformat((start or "")[:10]).toordinal()
    except ValueError:
        return None


def told(doc: Document, runs: Sequence[tuple[int, int]] = ()) -> list[Word]:
    """The words by which a report is compared: its title's, when its text does not begin with them, and its text's."""
    found = text_of(doc, runs).words
    title = words(doc.title or "")
    return found if [word.form for word in found[: len(title)]] == [word.form for word in title] else [*title, *found]


def announced(doc: Document, events: Iterable[Event]) -> int | None:
    """The day of the first planned event of the lead, when the report names it, as a number."""
    body = min((block.start for block in doc.blocks if block.kind == "body"), default=0)
    reach = body + LEAD * LETTERS
    for event in sorted(events, key=lambda event: event.trigger.start):
        if event.status == "planned" and event.trigger.start < reach and event.time and event.time.start and event.time.grain in _DAYS:
            return datetime.date.fromisoformat(event.time.start[:10]).toordinal()
    return None


def stories(corpus: Corpus, runs: Runs, copies: Sequence[Copy]) -> list[Story]:
    """The stories of two reports or more, by id: linked events, merged participants, times and figures with every source."""
    docs = corpus.documents
    bags = {id: bag_of(told(docs[id], runs.get(id, ())), lexicon(docs[id].language)) for id in sorted(docs)}
    same = [(copy.document, copy.source) for copy in copies if copy.source is not None and {copy.document, copy.source} <= docs.keys()]
    talks = {id: docs[id].negotiation for id in docs}
    findings = _by_document(corpus)
    ahead = {id: day for id in docs if (day := announced(docs[id], findings[id][0])) is not None}
    grouped = groups(bags, {id: day_of(docs[id]) for id in bags}, same, talks, ahead)
    found = [_story(group, corpus, findings) for group in grouped if len(group) > 1]
    return sorted(found, key=lambda story: story.id)


def _by_document(corpus: Corpus) -> dict[str, tuple[list[Event], list[Figure]]]:
    found: dict[str, tuple[list[Event], list[Figure]]] = {id: ([], []) for id in corpus.documents}
    for finding in corpus.findings.values():
        if isinstance(finding, Event) and finding.status != "historical":
            found[finding.document][0].append(finding)
        elif isinstance(finding, Figure):
            found[finding.document][1].append(finding)
    return found


def _story(group: list[str], corpus: Corpus, findings: Mapping[str, tuple[list[Event], list[Figure]]]) -> Story:
    first = min(group, key=lambda id: (corpus.day(id), id))
    groups = linked([event for id in group for event in findings[id][0]])
    several = [events for events in groups if len({event.document for event in events}) > 1]
    events = sorted((event for some in several or groups[:1] for event in some), key=lambda event: (event.document, event.trigger.start, event.id))
    figures = [figure for id in group for figure in findings[id][1]]
    return Story(
        # Named after its first report: more reports on the event do not change it.
        id=digest("story", first),
        title=_title(corpus.documents[first]),
        documents=tuple(sorted(group, key=lambda id: (corpus.day(id), id))),
        events=tuple(event.id for event in events),
        participants=_who(events),
        times=_times(events),
        figures=tuple(sorted(figure.id for figure in figures)),
        negotiation=corpus.documents[first].negotiation,
        linked=tuple(_linked(some, figures) for some in several),
    )


def _linked(events: Sequence[Event], figures: Iterable[Figure]) -> StoryEvent:
    """One event from all that tell it; the figures are those said of it, or within its words."""
    ids = {event.id for event in events}
    spans = [span for event in events for span in event.evidence]
    of = [figure.id for figure in figures if figure.event in ids or (figure.event is None and any(span.covers(figure.span) for span in spans))]
    kinds = Counter(event.type for event in events)
    return StoryEvent(
        type=min(kinds, key=lambda type: (-kinds[type], type)),
        events=tuple(sorted(ids)),
        documents=tuple(sorted({event.document for event in events})),
        participants=_who(events),
        times=_times(events),
        figures=tuple(sorted(of)),
    )


def _who(events: Iterable[Event]) -> tuple[ActorRef, ...]:
    who: dict[str, ActorRef] = {part.actor.id or part.actor.name: part.actor for event in events for part in event.participants if part.role != "absent"}
    return tuple(sorted(who.values(), key=lambda ref: (ref.name, ref.id or "")))


def _times(events: Iterable[Event]) -> tuple[StoryTime, ...]:
    times = {(event.document, event.time.edtf): event.time for event in events if event.time and event.time.edtf}
    return tuple(StoryTime(document, time) for (document, _), time in sorted(times.items()))


def _title(doc: Document) -> str:
    if doc.title:
        return doc.title
    head = next((doc.text[block.start : block.end] for block in doc.blocks if block.kind == "headline"), doc.text[:400])
    line = next((line.strip() for line in head.splitlines() if line.strip()), doc.item)
    return line if len(line) <= 120 else line[:119].rsplit(" ", 1)[0] + " …"
