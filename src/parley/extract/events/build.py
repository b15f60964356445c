"""From a candidate to an event: participants, place, time, status, evidence, PLOVER."""

from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from parley.extract.events.clause import Clauses
from parley.extract.events.lexicon import EventType
from parley.extract.events.people import People
from parley.extract.events.status import tense
from parley.extract.events.triggers import Candidate
from parley.model import Anchor, Place, Plover, Span, Statement, Time, Token
from parley.model.finding import Certainty, Status
from parley.model.tree import ancestors, dependents, subtree

DAYS = ("minute", "hour", "part_of_day", "day")
UNITS = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14}
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "the": 1, "couple": 2}
FAR = 160  # characters between a day and "after": what is farther apart belongs to other clauses


class Context(NamedTuple):
    """What a document offers to every event: people, its times in order, its statements, its day of publication (ISO) or None.

    headed: the paragraphs of a chronicle, each by its start and end with the time that heads it. lead: the first sentence after the headlines.
    dateline: the day in the dateline before it.
    """

    people: People
    times: dict[int, list[Time]]
    statements: tuple[Statement, ...]
    published: str | None
    headed: tuple[tuple[int, int, Time], ...] = ()
    labour: bool = False
    lead: int = -1
    dateline: Time | None = None

    def heading(self, at: int) -> Time | None:
        """The time that heads the paragraph of an offset ("Wednesday: The two commanders meet …")."""
        return next((time for start, end, time in self.headed if start <= at < end), None)


def time_of(clauses: Clauses, context: Context, candidate: Candidate, *, until: str | None = None) -> Time | None:
    """The time of an event's own clause: in the noun's phrase, else beside its verb; None when it has none that could be resolved.

    until: only times that do not begin after that day (ISO), for what has happened ("proposed talks on 2 May").
    """
    times = [t for t in context.times.get(clauses.sent.index, []) if not context.people.in_dateline(t.span)]
    if until is not None:
        times = [t for t in times if not t.start or t.start[:10] <= until[:10]]
    if not times:
        return None
    followed = _followed(clauses, candidate)
    if followed is not None and followed[1] and (earlier := _days_before(clauses, times, *followed)) is not None:
        return earlier
    noun_first = candidate.token.pos == "NOUN" or candidate.token.i != (candidate.verb.i if candidate.verb else -1)
    pools: list[tuple[int, ...]] = []
    if noun_first:
        phrase = tuple(subtree(clauses.sent, candidate.token.i, without=("relcl", "advcl")))
        pools.append(phrase)
        held = planned_by(clauses, candidate.token)
        pools += [tuple(own_clause(clauses, t)) for t in held]  # "the next round, to be held in Harrow from 3 May"
        pools.append(_right_after(clauses, phrase))
        told = clauses.lexicon.tense["say"]
        relative = [t for t in dependents(clauses.sent, candidate.token.i, "relcl") if t.lemma not in told and _finite(clauses, t, candidate)]
        pools += [tuple(own_clause(clauses, t, inner=False)) for t in relative]  # "the bombing it began on 15 March"
        over = clauses.sent.tokens[clauses.sent.tokens[candidate.token.head].head]
        days = [t.span.start for t in times if t.span is not None and t.grain in DAYS]
        missed = candidate.frame.type.family == "agreement" and clauses.sent.tokens[candidate.token.head].lower == "without"
        if missed and over.pos == "VERB":  # "ended on Thursday without a deal"
            pools.append(tuple(i for i in own_clause(clauses, over, inner=False) if any(low <= clauses.sent.tokens[i].start < low + 20 for low in days)))
    if candidate.verb is not None and (not noun_first or candidate.effect or candidate.slot in ("subj", "obj", "attr")):
        pools.append(tuple(own_clause(clauses, candidate.verb, inner=False)))
        pools += [tuple(own_clause(clauses, t, inner=False)) for t in _same_time(clauses, candidate.verb)]
        day = clauses.sent.tokens[candidate.verb.head]
        if candidate.verb.dep == "relcl" and day.dep == "appos" and day.lemma in ("day", "date", "night", "morning", "evening", "week", "month"):
            pools.append(tuple(subtree(clauses.sent, day.head, without=("appos",))))  # "2 March, the day the truce fell apart"
        if candidate.verb.dep == "acl" and candidate.verb.tag == "VBN":  # "a session on 4 August hosted by Norra"
            pools.append(tuple(i for t in dependents(clauses.sent, candidate.verb.head, "prep") if t.i < candidate.verb.i for i in subtree(clauses.sent, t.i)))
        if _goes_on(clauses, candidate.verb) and (said := _said_of(clauses, candidate.verb)) is not None:  # "said on Sunday that Norra kept firing"
            pools.append(tuple(own_clause(clauses, said, inner=False)))
        if any(t.lower == "when" for t in dependents(clauses.sent, candidate.verb.i, "advmod")) and candidate.verb.dep == "relcl":
            pools.append((candidate.verb.head,))  # "since April, when they exchanged letters"
    for pool in pools:
        tokens = clauses.sent.tokens
        starts = {tokens[i].start for i in pool}
        best = [t for t in times if t.span is not None and any(t.span.start <= s < t.span.end for s in starts)]
        best = [t for t in best if not _of_thing(clauses, candidate, t)]
        best = [t for t in best if t.edtf and (t.start or t.timex3 is None or t.timex3.type in ("DATE", "TIME"))]
        if best:
            near = candidate.token.start
            spans = {id(t): t.span.start if t.span else 0 for t in best}
            return min(best, key=lambda t: (not t.start, _modifier(clauses, t) is not None, abs(spans[id(t)] - near), spans[id(t)]))
    if followed is not None and not followed[1] and (same := _days_before(clauses, times, *followed)) is not None:
        return same
    return _after_today(clauses, context, candidate, times)


def _finite(clauses: Clauses, verb: Token, candidate: Candidate) -> bool:
    """Whether a verb heads a finite clause: by its own form, of talks also by the auxiliary of its passive ("talks that were convened on 14 August")."""
    talks = candidate.frame.type.family == "talks"
    return verb.tag in ("VBD", "VBZ", "VBP", "VB") or talks and any(True for _ in dependents(clauses.sent, verb.i, "auxpass"))


def _goes_on(clauses: Clauses, verb: Token) -> bool:
    """Whether a verb in the simple past tells that something went on, as it did when it was said ("kept fighting", "was still shelling")."""
    group = tense(clauses, verb)
    return group.tense == "past" and (group.progressive or verb.lemma in ("keep", "continue", "persist"))


def _said_of(clauses: Clauses, verb: Token) -> Token | None:
    """The verb of saying whose content a verb heads, with a subject before it; None where none is."""
    above = clauses.sent.tokens[verb.head]
    return above if verb.dep == "ccomp" and above.i < verb.i and above.lemma in clauses.lexicon.tense["say"] else None


def _followed(clauses: Clauses, candidate: Candidate) -> tuple[Token, int] | None:
    """The "after" that an event stands behind, and how many days lie between ("on Thursday, a day after Norra declared a truce"); None without one.

    0 where the words count no days, or count hours ("on Saturday, after the two signed an accord"): the same day, as far as the report tells.
    """
    sent = clauses.sent
    verb = candidate.verb or next((t for t in ancestors(sent, candidate.token.i) if t.pos in ("VERB", "AUX")), None)
    marks = [t for v in (candidate.token, verb) if v is not None for t in dependents(sent, v.i, "mark")]
    marks += [sent.tokens[t.head] for t in (candidate.token, verb) if t is not None and t.dep in ("pobj", "pcomp")]
    after = next((t for t in marks if t.lower == "after" and t.i < candidate.token.i), None)
    if after is None or any(t.text == ";" for t in sent.tokens[after.i : candidate.token.i]):
        return None
    unit = sent.tokens[after.i - 1] if after.i else None
    if unit is None or unit.lemma not in UNITS:
        return after, 0
    number = sent.tokens[after.i - 2] if after.i > 1 else None
    count = NUMBERS.get(number.lower, int(number.text) if number.text.isdigit() and len(number.text) < 3 else None) if number is not None else None
    days = UNITS[unit.lemma]
    return (after, days * count) if count is not None else (after, 0) if not days else None


def _days_before(clauses: Clauses, times: list[Time], after: Token, days: int) -> Time | None:
    """The day that lies so many days before the one that the clause above "after" has; None where that has no day."""
    sent = clauses.sent
    comma = next((t.start for t in sent.tokens[after.i :] if t.text == ","), sent.tokens[-1].end)
    near = [t for t in times if t.span and t.start and t.grain in DAYS and "/" not in (t.edtf or "") and not after.start <= t.span.start < comma]
    near = [t for t in near if t.span and abs(t.span.start - after.start) < FAR]
    if not near:
        return None
    time = min(near, key=lambda t: (abs(t.span.start - after.start) if t.span else 0, t.start))
    day = (date.fromisoformat((time.start or "")[:10]) - timedelta(days=days)).isoformat()
    end = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return msgspec.structs.replace(time, edtf=day, start=day, end=end, grain="day", timex3=None, alternatives=(), offset=None)


def planned_by(clauses: Clauses, noun: Token) -> list[Token]:
    """The verbs that say of an event noun when and where it is to be ("a round planned for May in Harrow", "which the calendar foresees for May")."""
    support = clauses.lexicon.support
    below = dependents(clauses.sent, noun.i, "relcl", "acl")
    return [t for t in below if support.get(t.lemma) == "planned" or t.dep == "relcl" and clauses.infinitive(t) and support.get(t.lemma)]


def _after_today(clauses: Clauses, context: Context, candidate: Candidate, times: list[Time]) -> Time | None:
    """The day of publication, for what followed something on that very day ("issued an appeal after strikes early on Thursday", printed on Thursday)."""
    verb = candidate.verb
    if verb is None or not context.published or tense(clauses, verb).tense != "past":
        return None
    preps = [t for t in dependents(clauses.sent, verb.i, "prep") if t.lower in ("after", "following") and t.i > verb.i]
    for time in times:
        if preps and time.span and time.start and time.grain in DAYS and time.start[:10] == context.published[:10] and time.span.start > preps[0].end:
            between = [t for t in clauses.sent.tokens if preps[0].end <= t.start < time.span.start]
            if not any(t.tag in ("VBD", "VBZ", "VBP", "MD") or t.text in (";", ",") for t in between):
                return msgspec.structs.replace(time, edtf=time.start[:10], grain="day", timex3=None, alternatives=(), offset=None)
    return None


def _of_thing(clauses: Clauses, candidate: Candidate, time: Time) -> bool:
    """Whether a time stands before a noun that is not the event and not where it happened: it is that thing's ("announced a May truce").

    "At Friday's meeting" dates what was done there.
    """
    sent = clauses.sent
    if _counted(clauses, time):
        return True
    noun = _modifier(clauses, time)
    if noun is None:
        return False
    told = {f.type.family for f in clauses.lexicon.nouns.get(noun.lemma.lower(), ())}
    if noun.i == candidate.token.i or told & {"talks", "attack"} or noun.lower == "signing":
        return False
    other = ("before", "by", "until", "despite", "of", "against", "to")
    return noun.dep in ("dobj", "attr", "nsubj") or noun.dep == "pobj" and sent.tokens[noun.head].lower in other


def _counted(clauses: Clauses, time: Time) -> bool:
    """Whether a time says since when something is counted ("the third this year", "the first since May")."""
    sent = clauses.sent
    at = next((t for t in sent.tokens if time.span is not None and t.start >= time.span.start), None)
    before = [t.lower for t in sent.tokens[max(0, at.i - 3) : at.i] if t.lower not in ("in", "since", "of", "such")] if at is not None else []
    return bool(before) and before[-1] in clauses.lexicon.ordinals


def _modifier(clauses: Clauses, time: Time) -> Token | None:
    """The noun that a time stands before ("the Friday vote", "the winter war"), None when it stands by itself."""
    sent = clauses.sent
    inside = [t for t in sent.tokens if time.span is not None and time.span.start <= t.start < time.span.end]
    top = next((t for t in reversed(inside) if t.head not in {i.i for i in inside}), None)
    if top is None or top.dep not in ("compound", "nmod", "amod", "poss", "nummod"):
        return None
    noun = sent.tokens[top.head]
    while noun.dep == "compound":
        noun = sent.tokens[noun.head]
    return noun if noun.pos in ("NOUN", "PROPN") else None


def _right_after(clauses: Clauses, phrase: tuple[int, ...]) -> tuple[int, ...]:
    """The two tokens after a noun phrase when the first is a preposition of time ("13 hours of talks at the crossing on Sunday")."""
    last = max(phrase)
    after = clauses.sent.tokens[last + 1 : last + 3]
    return tuple(t.i for t in after) if len(after) > 1 and after[0].lower in ("on", "in", "at", "from", "since") else ()


def reported_month(clauses: Clauses, context: Context, candidate: Candidate, trigger: Span) -> Time | None:
    """The month, as an approximate time, of a deal that is the news of a dated saying ("said on Thursday that they had agreed"); None without one.

    The day is the day of the saying and not the day of the deal; the deal came before it, and shortly before it, or it would not be announced.
    """
    around = [(c.end - c.start, s.time) for s in context.statements if s.time for c in s.content if c.covers(trigger)]
    time = min(around, key=lambda pair: pair[0])[1] if around else _saying(clauses, context, candidate) or _at_its_head(clauses, context)
    if time is None and clauses.sent.index == context.lead:
        time = _of_the_news(clauses, context, candidate)
    if time is None or time.start is None or time.edtf is None or time.grain not in DAYS:
        return None
    year, month = int(time.start[:4]), int(time.start[5:7])
    start, end = f"{year:04}-{month:02}-01", f"{year + month // 12:04}-{month % 12 + 1:02}-01"
    return msgspec.structs.replace(
        time, edtf=f"{year:04}-{month:02}~", start=start, end=end, grain="month", approximate=True, timex3=None, alternatives=(), offset=None
    )


def _of_the_news(clauses: Clauses, context: Context, candidate: Candidate) -> Time | None:
    """The day of publication, for what the first sentence of a report tells in the perfect ("The two sides have agreed to a truce")."""
    day = (context.published or "")[:10]
    verb = candidate.verb
    if len(day) < 10 or verb is None or tense(clauses, verb).tense != "perfect":
        return None
    end = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    anchor = Anchor("publication", document=context.people.doc.id)
    return Time(edtf=day, start=day, end=end, grain="day", anchor=anchor)


def _at_its_head(clauses: Clauses, context: Context) -> Time | None:
    """The day in the dateline before a report's first sentence: what that sentence tells as news was said on it."""
    return context.dateline if clauses.sent.index == context.lead else None


def _saying(clauses: Clauses, context: Context, candidate: Candidate) -> Time | None:
    """The time beside the verb of saying above an event ("Officials agreed a text, the envoy announced on Tuesday"), None without one that is known."""
    sent = clauses.sent
    above = [v for t in (candidate.token, *ancestors(sent, candidate.token.i)) for v in (t, clauses.said_after(t)) if v is not None and v.pos == "VERB"]
    said = next((t for t in above if t.lemma in clauses.lexicon.tense["say"] and t.i != candidate.token.i), None)
    for verb in (said, *_same_time(clauses, said)) if said is not None else ():
        starts = {sent.tokens[i].start for i in own_clause(clauses, verb, inner=False)}
        times = [t for t in context.times.get(sent.index, ()) if t.edtf and t.span and any(t.span.start <= s < t.span.end for s in starts)]
        if times:
            return times[0]
    return None


def _same_time(clauses: Clauses, verb: Token) -> list[Token]:
    """The verbs whose time is this one's too when it has none: the one before in a chain of the same subject, the one that a participle goes with."""
    above = clauses.sent.tokens[verb.head]
    if above.i == verb.i or above.pos not in ("VERB", "AUX") or above.i > verb.i:
        return []
    alone = not any(t.dep in ("nsubj", "nsubjpass", "mark") for t in dependents(clauses.sent, verb.i))
    if verb.dep == "conj" and alone and tense(clauses, verb).tense == tense(clauses, above).tense:
        return [above]
    if verb.dep == "advcl" and alone and verb.tag == "VBG":
        return [above]
    opened = clauses.opened(verb)
    meanwhile = any(t.lower in ("when", "as", "while") for t in (*dependents(clauses.sent, verb.i, "advmod", "mark"), *([opened] if opened else ())))
    if verb.dep == "advcl" and meanwhile and tense(clauses, verb).tense == "past":
        return [above] if tense(clauses, above).tense == "past" or above.tag == "VBN" else []  # "three were killed on Thursday when a drone struck a bus"
    return []


def own_clause(clauses: Clauses, verb: Token, *, inner: bool = True) -> list[int]:
    """The tokens of a verb's own clause: without conjoined clauses, adverbial and relative clauses, and what is said or reported below it.

    inner: with gerunds after "of" or "for" and participles on its nouns ("accused Norra of shelling it on Monday"), whose times are their own.
    """
    sent = clauses.sent
    found = [verb.i]
    queue = [verb.i]
    while queue:
        for child in sent.children[queue.pop()]:
            t = sent.tokens[child]
            if t.dep in ("conj", "advcl", "parataxis", "relcl") and t.pos in ("VERB", "AUX"):
                continue
            if t.dep == "ccomp" and t.pos in ("VERB", "AUX") and any(s.dep in ("nsubj", "nsubjpass") for s in dependents(sent, t.i)):
                continue
            if not inner and t.pos == "VERB" and (t.dep == "pcomp" and sent.tokens[t.head].lower in ("of", "for") or t.dep == "acl" and t.i > verb.i):
                continue
            found.append(child)
            queue.append(child)
    return sorted(found)


def evidence(clauses: Clauses, people: People, candidate: Candidate, *, conditional: bool = False) -> Span:
    """The clause with trigger and arguments; conditional: with the clause that limits it, where one follows at once."""
    sent = clauses.sent
    verb = candidate.verb
    noun = candidate.token
    if verb is not None and (verb.i == noun.i or candidate.effect or candidate.slot == "obj"):
        at = set(own_clause(clauses, verb))
        if verb.i != noun.i:
            at |= set(subtree(sent, noun.i, without=("relcl",)))
        else:
            after = clauses.said_after(verb)
            for t in dependents(sent, verb.i, "ccomp", "xcomp", "advcl"):
                if t is after:
                    continue
                if t.dep != "advcl" or clauses.infinitive(t):
                    at |= set(own_clause(clauses, t))
        for t in dependents(sent, verb.i, "advcl") if conditional else ():
            limits = {m.lower for m in dependents(sent, t.i, "mark", "advmod")} & clauses.lexicon.tense["if_marks"]
            if limits and min(subtree(sent, t.i)) > verb.i:
                at |= set(own_clause(clauses, t))
        for t in clauses.subjects(verb):
            if abs(t.i - verb.i) < 12 and verb.dep not in ("conj",):
                at |= {t.i}
    else:
        at = set(subtree(sent, noun.i))
    listed = any(t.pos == "NOUN" for t in dependents(sent, noun.i, "conj")) or noun.dep == "conj"
    if verb is not None and verb.i != noun.i and listed:  # several events in one list: each has its own words
        at = set(subtree(sent, noun.i, without=("relcl", "conj", "cc")))
    kept = sorted(at)
    kept = _connected(kept, noun.i)
    while len(kept) > 1 and sent.tokens[kept[0]].pos in ("PUNCT", "SPACE", "CCONJ", "SCONJ") and kept[0] < noun.i:
        kept.pop(0)
    while len(kept) > 1 and sent.tokens[kept[-1]].pos in ("PUNCT", "SPACE", "CCONJ") and kept[-1] > noun.i:
        kept.pop()
    return people.doc.span(min(sent.tokens[i].start for i in kept), max(sent.tokens[i].end for i in kept))


def _connected(at: list[int], around: int) -> list[int]:
    """The part of a list of tokens around one that is not torn apart by a gap of more than 15 tokens."""
    low = high = at.index(around)
    while low > 0 and at[low] - at[low - 1] <= 15:
        low -= 1
    while high < len(at) - 1 and at[high + 1] - at[high] <= 15:
        high += 1
    return at[low : high + 1]


def place_of(clauses: Clauses, people: People, candidate: Candidate) -> Place | None:
    """Where: a place mention after in, at, near or to, beside the trigger or its verb."""
    for token in (candidate.token, candidate.verb, *planned_by(clauses, candidate.token)):
        if token is None:
            continue
        for name, t in clauses.prepositions(token):
            if name not in ("in", "at", "near", "to", "into", "outside", "inside", "on"):
                continue
            mention = people.mention(clauses.sent, t.i)
            if mention is not None and (mention.kind == "place" or name in ("in", "at", "near") and mention.kind in ("state", "government")):
                name = mention.span.text.partition(",")[0]  # without what is apposed to it
                return Place(name, people.doc.span(mention.span.start, mention.span.start + len(name)))
    return None


def plover_of(kind: EventType, status: Status) -> Plover | None:
    """PLOVER type and mode: the type's own when it happened, else as announced, threatened or refused."""
    if status in ("happened", "ongoing", "historical", "disputed", "denied"):
        code = kind.happened
    elif status in ("negated", "cancelled", "postponed"):
        code = kind.refused
    elif status == "threatened":
        code = "THREATEN"
    elif status == "proposed":
        code = kind.happened if kind.directed else "REQUEST"
    else:
        code = kind.announced
    if not code:
        return None
    name, _, mode = code.partition(":")
    return Plover(name, mode or None)


def statement_of(context: Context, trigger: Span) -> tuple[str | None, Certainty]:
    """The innermost statement whose content holds the trigger, and how certain that makes the event."""
    best: Statement | None = None
    size = 0
    for stmt in context.statements:
        for span in stmt.content:
            if span.covers(trigger) and (best is None or span.end - span.start < size):
                best, size = stmt, span.end - span.start
    if best is None:
        return None, "asserted"
    if best.source.kind in ("anonymous", "unnamed"):
        return best.id, "anonymous"
    if best.framing.value == "doubt" or best.act == "accuse":
        return best.id, "alleged"
    return best.id, "reported"
