"""One decoder over all candidates: each quotation to one cue, each cue to one reading, quotations that go on to the statement that they continue."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from parley.extract.statements.candidate import CUT_OUT, Candidate, Spans, group
from parley.extract.statements.overlap import Overlap
from parley.model import AnnotatedDocument, Quotation, Sentence
from parley.model.lookup import outer_quotations, quotations_within

THRESHOLD = 0.5
QUOTE_THRESHOLD = 0.2
JOINED = ("that", "before", "wh")


class Attribution(NamedTuple):
    """A candidate that was chosen, with all of its content, and how it came about."""

    lead: Candidate
    content: Spans
    rule: str
    score: float


def decode(doc: AnnotatedDocument, scored: Sequence[tuple[Candidate, float]], threshold: float = THRESHOLD) -> list[Attribution]:
    """The attributions in order of their first content."""
    quoted: list[tuple[Candidate, float]] = []
    rest: list[tuple[Candidate, float]] = []
    for candidate, score in scored:
        (quoted if candidate.frame in CUT_OUT else rest).append((candidate, score))
    direct = _assign(quoted)
    chosen = _choose(rest, threshold)
    found: list[Attribution] = []
    for head, (candidate, score, content) in direct.items():
        beside = chosen.pop(head, None)
        if beside is not None and beside[0].frame == "before" and _after_colon(doc, beside[0].content, content):
            beside = None
        if beside is not None and (_overlap(beside[0].content, content) or beside[0].frame in JOINED and _touch(doc, beside[0].content, content)):
            content = union((*content, *beside[0].content))
        found.append(Attribution(candidate, close(doc, content), candidate.frame, score))
    taken, places = [a.content for a in found], _places(found)
    for candidate, score in sorted(chosen.values(), key=lambda c: (-c[1], c[0].content, c[0].head)):
        if all(alike(candidate.content, taken[n]) < 0.85 for n in places.over(candidate.content)):
            found.append(Attribution(candidate, close(doc, candidate.content), candidate.frame, score))
            places.add(len(taken), candidate.content)
            taken.append(candidate.content)
    return sorted(_continue(doc, found), key=lambda a: (a.content, a.lead.head))


def _places(found: Sequence[Attribution]) -> Overlap:
    places = Overlap()
    for n, attribution in enumerate(found):
        places.add(n, attribution.content)
    return places


def join(scored: Sequence[tuple[Candidate, float]], vouched: Collection[tuple[int, ...]], threshold: float) -> list[tuple[Candidate, float]]:
    """The scores, those of groups that the rules vouch for lifted over the threshold; the scorer's order within a group stays."""
    return [(c, max(score, threshold + 0.05 * score) if group(c) in vouched else score) for c, score in scored]


def _assign(quoted: Sequence[tuple[Candidate, float]]) -> Mapping[tuple[int, int], tuple[Candidate, float, Spans]]:
    """For each cue the quotations that are given to it: a quotation goes to the cue with the best score."""
    best: dict[Spans, tuple[Candidate, float]] = {}
    for candidate, score in quoted:
        if score >= QUOTE_THRESHOLD and (candidate.content not in best or score > best[candidate.content][1]):
            best[candidate.content] = (candidate, score)
    found: dict[tuple[int, int], tuple[Candidate, float, Spans]] = {}
    for candidate, score in best.values():
        head = (candidate.sent, candidate.head)
        if head in found:
            lead, top, content = found[head]
            found[head] = (lead, max(top, score), union((*content, *candidate.content)))
        else:
            found[head] = (candidate, score, candidate.content)
    return found


def _choose(rest: Sequence[tuple[Candidate, float]], threshold: float) -> dict[tuple[int, int], tuple[Candidate, float]]:
    best: dict[tuple[int, int], tuple[Candidate, float]] = {}
    for candidate, score in rest:
        head = (candidate.sent, candidate.head)
        if score >= threshold and (head not in best or score > best[head][1]):
            best[head] = (candidate, score)
    return best


def _continue(doc: AnnotatedDocument, found: list[Attribution]) -> list[Attribution]:
    """Quotations that no cue of their sentence claims: they continue the statement before them, or stand for themselves."""
    owner = _owners(doc, found)
    found = _lengthened(found, _lead_up(doc, owner))
    main, places = _main(found), _places(found)
    more: dict[int, list[tuple[int, int]]] = defaultdict(list)
    last: int | None = None
    last_paragraph = -2
    for sent in doc.sentences:
        if sent.quotation != -1:
            continue
        inside = [doc.quotations[t.quote] for t in sent.tokens if t.quote >= 0] or _whole(doc, sent, places)
        for q in inside:
            n = owner.get(q.index)
            if n is None:
                n = owner.get(q.continues) if q.continues >= 0 else last if _goes_on(found, sent, last, last_paragraph) else None
                if n is not None:
                    more[n].append((q.start, q.end))
                elif _alone(sent) or not q.apart:
                    n = len(found)
                    found.append(_by_itself(sent, q))
                else:
                    continue
                owner[q.index] = n
                places.add(n, ((q.start, q.end),))
            last, last_paragraph = n, sent.paragraph
        if not inside:
            last, last_paragraph = main.get(sent.index), sent.paragraph
    return _lengthened(found, more)


def _lengthened(found: Sequence[Attribution], more: Mapping[int, Sequence[tuple[int, int]]]) -> list[Attribution]:
    """The attributions with more content, by their numbers."""
    return [a._replace(content=union((*a.content, *more[n]))) if n in more else a for n, a in enumerate(found)]


def _whole(doc: AnnotatedDocument, sent: Sentence, places: Overlap) -> list[Quotation]:
    """The quotation left in its frame that is all there is of a sentence ("“Nobody came.”") and no statement's yet."""
    last = max((t.end for t in sent.tokens if t.pos != "PUNCT"), default=sent.start)
    around = [q for q in outer_quotations(doc, last, sent.start) if not q.apart and q.end <= sent.end and q.closed]
    return [q for q in around if not places.over(((q.start, q.end),))]


def _owners(doc: AnnotatedDocument, found: Sequence[Attribution]) -> dict[int, int]:
    """For each quotation that was cut out the number of the attribution that has it as content."""
    owner: dict[int, int] = {}
    for n, attribution in enumerate(found):
        if attribution.lead.frame.startswith("q"):
            for start, end in attribution.content:
                owner.update((q.index, n) for q in quotations_within(doc, start, end) if q.apart)
    return owner


def _lead_up(doc: AnnotatedDocument, owner: dict[int, int]) -> dict[int, list[tuple[int, int]]]:
    """Gives paragraphs of a quotation that stand before the one with the cue to that cue's statement; `owner` is told, the spans are given back."""
    more: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for q in reversed(doc.quotations):
        if q.continues >= 0 and q.index in owner and q.continues not in owner:
            n, first = owner[q.index], doc.quotations[q.continues]
            owner[first.index] = n
            more[n].append((first.start, first.end))
    return more


def _main(found: Sequence[Attribution]) -> dict[int, int]:
    """For each sentence the number of the attribution with the longest content."""
    main: dict[int, int] = {}
    for n, attribution in enumerate(found):
        here = main.get(attribution.lead.sent)
        if here is None or _size(attribution.content) > _size(found[here].content):
            main[attribution.lead.sent] = n
    return main


def _goes_on(found: Sequence[Attribution], sent: Sentence, last: int | None, paragraph: int) -> bool:
    """Whether a quotation that stands alone carries on: within the paragraph after any statement, from the paragraph above after a quoted one."""
    if last is None or not (_alone(sent) or sent.tokens[0].quote < 0):
        return False
    return sent.paragraph - paragraph <= (1 if found[last].lead.frame.startswith("q") else 0)


def _size(spans: Spans) -> int:
    return sum(b - a for a, b in spans)


def _alone(sent: Sentence) -> bool:
    return all(t.quote >= 0 or t.pos == "PUNCT" or t.end == t.start for t in sent.tokens)


def _by_itself(sent: Sentence, q: Quotation) -> Attribution:
    at = next((t.i for t in sent.tokens if t.quote == q.index), 0)
    lead = Candidate(sent.index, at, "phrase", "", "q:alone", (), (), None, ((q.start, q.end),), at)
    return Attribution(lead, lead.content, "q:alone", 0.5)


def close(doc: AnnotatedDocument, spans: Spans) -> Spans:
    """The spans, those that begin before a quotation or with it and break off inside it carried on to its end: who opens a quotation closes it."""
    grown = []
    for start, end in spans:
        for q in outer_quotations(doc, start):
            if q.start >= end:
                break
            if start <= q.start < end < q.end:
                end = q.end
            elif (end in (q.inner_end, q.end) or start == q.inner_start) and start <= q.inner_start and q.closed:
                start, end = min(start, q.start), max(end, q.end)
        grown.append((start, end))
    return union(tuple(grown))


def _after_colon(doc: AnnotatedDocument, clause: Spans, quoted: Spans) -> bool:
    """Whether a clause before the cue leads up to the quotation with a colon ("Renn scolded him: “…,” she said"): the clause is the reporter's."""
    return clause[0][0] < quoted[0][0] and doc.document.text[clause[0][0] : quoted[0][0]].rstrip().endswith(":")


def _touch(doc: AnnotatedDocument, one: Spans, other: Spans) -> bool:
    """Whether nothing but punctuation stands between two of the spans."""
    text = doc.document.text
    return any(not any(ch.isalnum() for ch in text[b:c]) for _, b in one for c, _ in other if b <= c) or any(
        not any(ch.isalnum() for ch in text[d:a]) for a, _ in one for _, d in other if d <= a
    )


def union(spans: Spans) -> Spans:
    """The spans in order, those that overlap joined."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def alike(one: Spans, other: Spans) -> float:
    """Intersection over union of two lists of spans, in characters."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return shared / (sum(b - a for a, b in one) + sum(d - c for c, d in other) - shared)


def _overlap(one: Spans, other: Spans) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)
