"""Events by verb and noun frames over the parse (vocabulary 1 and 2)."""

from collections.abc import Iterator

import msgspec

from parley.codebook import Codebook
from parley.extract.events.build import Context, evidence, own_clause, place_of, plover_of, reported_month, statement_of, time_of
from parley.extract.events.carry import completed
from parley.extract.events.clause import Clauses
from parley.extract.events.gate import OFFERED, under, verb_told, warned
from parley.extract.events.headline import straightened
from parley.extract.events.lexicon import Lexicon, lexicon
from parley.extract.events.meetings import Meeting, meeting
from parley.extract.events.noun_gate import noun_told, without
from parley.extract.events.nouns import background, coming, noun_status
from parley.extract.events.people import People, participants
from parley.extract.events.roles import noun_roles, verb_roles
from parley.extract.events.shift import apart, back, forward
from parley.extract.events.status import readily, tense
from parley.extract.events.status import status as verb_status
from parley.extract.events.triggers import Candidate, candidates, noun_content
from parley.lang import Language
from parley.model import AnnotatedDocument, By, Event, Participant, Sentence, Span, Time, Token, Violates, finding_id
from parley.model.finding import Status
from parley.model.tree import ancestors, dependents

VERSION = "1"
# Verbs that ask for a thing.
ASKING = frozenset(
    ("call", "press", "push", "lobby", "clamour", "clamor", "agitate", "plead", "appeal", "ask", "beg", "petition", "counsel", "recommend", "urge", "preach")
)


def find_events(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its events, in order of their triggers.

    >>> from parley.pipeline import annotate
    >>> from parley.model import document
    >>> [e.type for e in annotate(document("a.txt", "The envoys met in Harrow on Friday.")).events]
    ['meeting']
    """
    lex = lexicon(lang, book)
    if not _on_topic(doc, lex):
        return doc
    context = _context(doc)._replace(labour=_of_labour(doc, lex))
    events = [event for sent in doc.sentences for event in _sentence(doc, sent, lex, context)]
    return msgspec.structs.replace(doc, events=tuple(_numbered(completed(doc, events))))


# What is told beside the threat of it: a measure that would be taken.
MATERIAL = frozenset({"sanctions", "aid_suspended", "arms_supply_suspended", "intelligence_sharing_suspended"})
TALKS = frozenset({"meeting", "round_of_talks", "summit", "call", "mediation_session", "talks_resumed", "agreement_reached", "agreement_signed"})


def _on_topic(doc: AnnotatedDocument, lex: Lexicon) -> bool:
    """Whether a report is about talks or a conflict at all; one of a few sentences always may be, one that was put to a negotiation is."""
    if doc.document.negotiation is not None or len(doc.sentences) < lex.topic_sentences:
        return True
    seen: set[str] = set()
    for sent in doc.sentences:
        seen |= lex.topic.intersection(t.lemma.lower() for t in sent.tokens)
        if len(seen) >= lex.topic_least or seen - lex.borrowed:
            return True
    return False


def _of_labour(doc: AnnotatedDocument, lex: Lexicon) -> bool:
    """Whether a report is about work and pay and not about a war, so that a "strike" in it is a stoppage."""
    lemmas = [t.lemma.lower() for sent in doc.sentences for t in sent.tokens]
    return sum(w in lex.labour for w in lemmas) > 1 and not any(w in lex.war for w in lemmas)


def _context(doc: AnnotatedDocument) -> Context:
    times: dict[int, list[Time]] = {}
    at = 0
    ordered = sorted((t for t in doc.times if t.span is not None), key=lambda t: (t.span.start, t.span.end) if t.span else (0, 0))
    for sent in doc.sentences:
        while at > 0 and ordered[at - 1].span.start >= sent.start:  # type: ignore[union-attr]
            at -= 1
        while at < len(ordered) and ordered[at].span.start < sent.end:  # type: ignore[union-attr]
            if ordered[at].span.start >= sent.start:  # type: ignore[union-attr]
                times.setdefault(sent.index, []).append(ordered[at])
            at += 1
    people, blocks = People(doc), doc.document.blocks
    lead = next((s.index for s in doc.sentences if not blocks or blocks[s.block].kind != "headline"), -1)
    dateline = next((t for t in ordered if t.edtf and people.in_dateline(t.span)), None)
    headed = tuple(_headed(doc.document.text, ordered))
    return Context(people, times, doc.statements, doc.document.published.start, headed, lead=lead, dateline=dateline)


def _headed(text: str, times: list[Time]) -> Iterator[tuple[int, int, Time]]:
    """The paragraphs that a time with a colon heads: where each begins and ends, and the time."""
    for time in times:
        if time.span is not None and time.edtf and text[time.span.end : time.span.end + 2] == ": " and text[: time.span.start].endswith("\n"):
            end = text.find("\n", time.span.end)
            yield time.span.end, end if end >= 0 else len(text), time


def _sentence(doc: AnnotatedDocument, sent: Sentence, lex: Lexicon, context: Context) -> list[Event]:
    headline = bool(doc.document.blocks) and doc.document.blocks[sent.block].kind == "headline"
    if headline:
        sent = straightened(sent, lex)
    clauses = Clauses(sent, lex, doc.sentences[sent.index - 1] if sent.index else None, labour=context.labour)
    found: list[Event] = []
    told: set[int] = set()
    for candidate in sorted(candidates(clauses, context.people), key=lambda c: c.claimed >= 0):
        dated = (
            candidate.effect == "proposed" and candidate.frame.type.family == "talks" and time_of(clauses, context, candidate._replace(verb=None)) is not None
        )
        dated = dated or candidate.frame.type.group in ("agreement_dated", "ceasefire_dated")  # "the truce of 5 July was broken": both
        if candidate.claimed in told and not dated and not (candidate.effect and candidate.verb is not None and candidate.verb.i != candidate.claimed):
            continue
        for frame in (candidate.frame, *candidate.others):
            event = _event(clauses, context, candidate._replace(frame=frame), headline)
            if event is not None:
                told.add(candidate.token.i)
                if not _repeats(event, found):
                    found.append(event)
                break
    return _settled(clauses, sorted(found, key=lambda e: e.trigger.start))


def _settled(clauses: Clauses, events: list[Event]) -> list[Event]:
    """Without what is told twice: "agreed to meet" is the meeting, "agreed to limit strikes" the agreement, "threatened to send troops" the threat."""
    by_token = {t.i: e for e in events for t in clauses.sent.tokens if t.start == e.trigger.start}
    dropped: set[str] = set()
    for i, event in by_token.items():
        if event.type == "threat":
            threatened = {t.i for _, t in clauses.complements(clauses.sent.tokens[i])} & by_token.keys()
            dropped |= {by_token[j].id for j in threatened if by_token[j].status == "threatened" and by_token[j].type not in MATERIAL}
        if event.type == "proposal_made" and event.trigger.text.lower().startswith("offer"):  # "offered to send observers" is told by what is offered
            offered = {t.i for _, t in clauses.complements(clauses.sent.tokens[i])} & by_token.keys()
            dropped |= {event.id for j in offered if by_token[j].status == "offered"}
        if event.type == "mediation_offered":  # "offered to mediate" is one act
            dropped |= {e.id for e in events if e.type == "mediation_session" and e.status == "offered"}
        if event.type == "ceasefire_declared":  # "ordered hostilities to pause"
            paused = {t.i for _, t in clauses.complements(clauses.sent.tokens[i])} & by_token.keys()
            dropped |= {by_token[j].id for j in paused if by_token[j].type in ("ceasefire_in_effect", "ceasefire_declared")}
        if event.type not in ("agreement_reached", "other"):
            continue
        below = {t.i for _, t in clauses.complements(clauses.sent.tokens[i])}
        below |= {o.i for j in tuple(below) for o in clauses.objects(clauses.sent.tokens[j])}
        for j in below & by_token.keys():
            other = by_token[j]
            if other.type in TALKS or other.type == "agreement_in_force" or event.type == "other":
                dropped.add(event.id)
            elif other.type in ("ceasefire_in_effect", "ceasefire_declared", "cooperation"):  # "agreed to share power", "did not agree to halt fire"
                dropped.add(other.id)
        starts = {t.i for name, o in clauses.prepositions(clauses.sent.tokens[i]) if name in ("to", "on", "upon") for t in dependents(clauses.sent, o.i, "acl")}
        dropped |= {by_token[j].id for j in starts & by_token.keys() if by_token[j].type == "ceasefire_in_effect"}  # "agreed to a truce starting on Monday"
    return [e for e in events if e.id not in dropped]


def _event(clauses: Clauses, context: Context, candidate: Candidate, headline: bool) -> Event | None:
    kind = candidate.frame.type
    people = context.people
    is_verb = candidate.verb is not None and candidate.verb.i == candidate.token.i
    roles = verb_roles(clauses, people, candidate) if is_verb else noun_roles(clauses, people, candidate)
    involved = participants(roles)
    if kind.directed and not _directed(involved) and not (_aimed(clauses, people, candidate, involved) if is_verb else _owned(candidate, involved)):
        return None
    time = apart(clauses, context, candidate) or forward(clauses, context, candidate, time_of(clauses, context, candidate))
    if is_verb:
        told = verb_told(clauses, people, candidate, involved, time)
        state = verb_status(clauses, candidate.token, headline=headline)
    else:
        told = noun_told(clauses, candidate, set(noun_content(clauses, people, candidate.token)), time)
        state = "negated" if without(clauses, candidate.token) else noun_status(clauses, context, candidate, time, headline=headline)
    if is_verb and kind.coming and state in ("happened", "ongoing"):
        state = "planned"
    if is_verb and (kind.failing or kind.family == "agreement" and _with_none(clauses, candidate.token)) and state == "happened":
        state = "negated"
    state = _as_offered(clauses, candidate, state)
    if is_verb:
        state, time = _ahead(clauses, context, candidate, state, time, headline=headline)
    if state == "planned" and candidate.verb is not None and readily(clauses, candidate.verb):
        state, time = "hypothetical", None
    if state == "planned" and is_verb and not kind.family and time is None and tense(clauses, candidate.token).modal in ("must", "should", "ought"):
        return None  # "agreed that Norra must leave the valley": a term of what was agreed
    if not told or not _kept(candidate, state, involved, is_verb):
        return None
    if any(p.role == "absent" for p in involved) and state == "negated" and not (is_verb and tense(clauses, candidate.token).modal):
        state = "happened"
    state = background(clauses, context, candidate, state, time)
    habit = is_verb and tense(clauses, candidate.token).tense == "present" or kind.stance and kind.directed
    if state == "historical" and habit and time is None:  # "talks always fail", "frequently criticises her"
        return None
    trigger = people.doc.span(candidate.token.start, candidate.token.end)
    if time is None and state == "happened" and (kind.family == "agreement" or kind.id == "ceasefire_declared" and _just_now(clauses, candidate)):
        time = reported_month(clauses, context, candidate, trigger)
        state = background(clauses, context, candidate, state, time)
    if time is None and state in ("happened", "ongoing", "cancelled", "postponed", "negated"):
        time = context.heading(trigger.start)
    span = evidence(clauses, people, candidate, conditional=state == "conditional")
    stmt, certainty = statement_of(context, trigger)
    words = {t.lower for t in clauses.sent.tokens if span.start <= t.start < span.end}
    about = meeting(clauses, context, candidate, words, [p.span.text for p in involved if p.span]) if kind.family == "talks" else Meeting()
    return Event(
        id=finding_id("event", trigger), document=people.doc.id, evidence=(span,), by=By("events", kind.group, VERSION), certainty=certainty,
        type=_type(candidate, state), trigger=trigger, status=state, participants=involved, place=place_of(clauses, people, candidate), time=time,
        process=about.process, round=about.round, count=about.counted, format=about.format, level=about.level, duration=about.duration,
        outcome=about.outcome, characterisations=about.characterisations, violates=_violates(clauses, people, candidate),
        plover=plover_of(kind, state), statement=stmt,
    )  # fmt: skip


def _with_none(clauses: Clauses, verb: Token) -> bool:
    """Whether something ended with none of what it was for ("the talks ended with no deal")."""
    found = (t for name, t in clauses.prepositions(verb) if name in ("with", "in", "to"))
    return any(d.lower == "no" for t in found for d in dependents(clauses.sent, t.i, "det"))


def _ahead(clauses: Clauses, context: Context, candidate: Candidate, state: Status, time: Time | None, *, headline: bool) -> tuple[Status, Time | None]:
    """A verb's status and time, where a time after publication or a "must" decides.

    What happened did not happen then: a time to come belongs to what is agreed or proposed, or makes the present a plan ("next week she travels to Harrow").
    """
    verb, kind = candidate.token, candidate.frame.type
    if state == "proposed" and (time is not None or kind.family == "agreement") and tense(clauses, verb).modal == "must":
        return "planned", time  # what must be done by a day is set down; what must be done is a term
    if state != "happened" or not coming(context, time) or kind.id == "deadline_set":
        return state, time
    if kind.family == "talks" and verb.lemma in ("invite", "summon"):  # the invitation is made, the meeting is to come
        return "proposed", time
    participle = verb.dep == "acl" and verb.tag == "VBG" and kind.family == "ceasefire"  # "a truce starting on Monday"
    participle = participle or verb.dep == "acl" and verb.tag == "VBN" and kind.family == "talks" and not _told_of(clauses, verb)
    present = tense(clauses, verb).tense == "present" and (kind.family in ("talks", "ceasefire") or kind.id == "travel")
    if participle or present and not headline:
        return "planned", time
    if _before_it(clauses, verb, time) and not coming(context, last := back(context, time)):
        return state, last
    return state, time_of(clauses, context, candidate, until=context.published)


def _before_it(clauses: Clauses, verb: Token, time: Time | None) -> bool:
    """Whether a time stands right before a verb in the past and belongs to it alone ("which on Monday vowed to leave")."""
    if time is None or time.span is None or tense(clauses, verb).tense not in ("past", "pluperfect"):
        return False
    beside = [t for p in dependents(clauses.sent, verb.i, "prep", "npadvmod") if p.i < verb.i for t in (p, *dependents(clauses.sent, p.i, "pobj"))]
    return any(time.span.start <= t.start < time.span.end for t in beside)


def _just_now(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether it is told in the perfect, as what is new ("has declared a truce")."""
    return candidate.verb is not None and tense(clauses, candidate.verb).tense == "perfect"


def _told_of(clauses: Clauses, verb: Token) -> bool:
    """Whether a participle stands on a noun that is told in the past ("opened a session hosted by Norra")."""
    above = next((t for t in ancestors(clauses.sent, verb.i) if t.pos in ("VERB", "AUX")), None)
    return above is not None and tense(clauses, above).tense in ("past", "pluperfect")


def _kept(candidate: Candidate, state: Status, involved: tuple[Participant, ...], is_verb: bool) -> bool:
    """Whether an event of that status is one: what is merely proposed is a proposal, unless it is a meeting; a demand not made is none."""
    kind = candidate.frame.type
    if state == "proposed" and not is_verb and candidate.effect in ("cancelled", "postponed", "negated"):  # "asked for the talks to be shelved"
        return False
    if state == "proposed":
        return kind.directed or kind.family == "talks" or kind.id in OFFERED and (not is_verb or candidate.token.tag == "VBG")
    if kind.id == "appointment" and state == "negated" and candidate.token.lemma in ("name", "identify", "mention"):  # "asked not to be named"
        return False
    if kind.id == "counter_proposal" and state == "negated":  # "gave no immediate reply"
        return False
    if kind.directed and state == "negated":
        return kind.group == "rejection"
    if kind.id == "deadline_set" and state == "negated":
        return False
    if kind.stance and kind.directed and state in ("planned", "conditional", "hypothetical"):  # who would praise has not
        return False
    return not (kind.id == "demand" and state == "planned" and not _directed(involved))


def _type(candidate: Candidate, state: Status) -> str:
    """The event's type, changed by what its verb does: talks resumed or suspended; who denies supporting somebody denies giving help."""
    kind = candidate.frame.type
    if kind.family == "talks" and candidate.effect in ("resumed", "suspended"):
        return f"talks_{candidate.effect}"
    return "aid" if kind.id == "endorsement" and state == "denied" else kind.id


def _as_offered(clauses: Clauses, candidate: Candidate, state: Status) -> Status:
    """What somebody is ready to release or to send is offered."""
    if state == "planned" and candidate.frame.type.id in OFFERED and candidate.verb is candidate.token and under(clauses, candidate.token, "willing"):
        return "offered"
    return state


def _directed(involved: tuple[Participant, ...]) -> bool:
    return any(p.role == "actor" for p in involved) and any(p.role == "recipient" for p in involved)


def _aimed(clauses: Clauses, people: People, candidate: Candidate, involved: tuple[Participant, ...]) -> bool:
    """Whether a speech act is aimed at somebody or something, though not both who acts and at whom are known by name."""
    spoken = any(t.pos == "PROPN" or t.lower in ("they", "he", "she", "it", "we", "who") for t in clauses.subjects(candidate.token))
    return _at_somebody(clauses, people, candidate, involved) or (bool(involved) or spoken) and _at_thing(clauses, candidate)


def _owned(candidate: Candidate, involved: tuple[Participant, ...]) -> bool:
    """Whether a noun says who calls for what ("Norra's call for a truce", "a Selmish plea for help")."""
    asks = candidate.frame.type.id in ("appeal", "demand")
    return asks and any(slot in ("for|on|by", "for|to|by", "to|for|by", "inf", "that|inf|for") for slot, _ in candidate.frame.wants) and bool(involved)


def _at_somebody(clauses: Clauses, people: People, candidate: Candidate, involved: tuple[Participant, ...]) -> bool:
    """Whether somebody who is not known by name directs the act at another ("it has asked the commission to rule", "each accused the other")."""
    subjects, objects = clauses.subjects(candidate.token), clauses.objects(candidate.token)
    passive = clauses.passive(candidate.token) and candidate.token.dep not in ("acl", "relcl", "amod") and not subjects
    asked = candidate.frame.type.id in ("appeal", "demand") and any(slot == "inf" for slot, _ in candidate.frame.wants)
    asked = asked or candidate.frame.type.id == "accusation" and candidate.frame.lemma in ("accuse", "summon", "blame")
    if passive and asked and any(people.has_actor(clauses, t) for t in objects):
        return True  # "Norra was asked to open the road", "the army was accused of shelling it"
    if not any(people.has_actor(clauses, t) or t.lower in ("each", "both") for t in subjects):
        return False
    other = candidate.frame.type.id == "accusation" and any(t.lower in ("other", "another") for t in objects)
    other = (
        other or any(t.lower in ("them", "him", "her", "us") for t in objects) or candidate.frame.lemma == "accuse" and any(t.pos == "NOUN" for t in objects)
    )
    return other or any(p.role == "recipient" for p in involved)


def _at_thing(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether the act is one that is directed at a thing as well as at somebody: a demand for it, a welcome or a condemnation of what was done."""
    kind = candidate.frame.type
    if kind.id == "appeal":
        asking = candidate.frame.lemma in ASKING
        return asking and any(
            slot in ("for", "inf", "that") or slot in ("to", "with") and words and words != {"@actor"} or slot == "obj" and words and words != {"@actor"}
            for slot, words in candidate.frame.wants
        )
    if kind.id == "demand":
        return bool(clauses.objects(candidate.token)) or any(
            words or slot in ("that", "inf") for slot, words in candidate.frame.wants if slot in ("for", "obj", "that", "inf")
        )
    if (
        kind.id == "accusation"
        and candidate.frame.lemma in ("complain", "charge", "allege")
        and any(s in ("of", "about", "that") for s, _ in candidate.frame.wants)
    ):
        return True
    if kind.id == "threat" and (candidate.frame.lemma == "threaten" or warned(clauses, candidate.token)):
        return any(True for _ in clauses.subjects(candidate.token))
    if kind.id == "accusation" and candidate.frame.lemma in ("trade", "exchange", "swap"):  # "both sides traded accusations"
        return True
    if kind.id == "threat" and any(slot == "of" and words for slot, words in candidate.frame.wants):  # "has spoken of open war"
        return any(True for _ in clauses.subjects(candidate.token))
    if kind.id == "endorsement" and candidate.frame.lemma in ("throw", "put", "lend", "rally"):  # "threw his weight behind the dockers"
        return any(name == "behind" for o in (candidate.token, *clauses.objects(candidate.token)) for name, _ in clauses.prepositions(o))
    if kind.id == "threat" and any(slot == "inf" or candidate.frame.lemma == "vow" for slot, _ in candidate.frame.wants):
        return any(True for _ in clauses.subjects(candidate.token))
    if kind.id in ("praise", "condemnation") and candidate.frame.lemma in clauses.lexicon.gate["loud"]:  # whoever is praised or blamed
        return bool(clauses.objects(candidate.token))
    if kind.id == "condemnation" and candidate.frame.lemma in ("express", "voice"):  # dismay over something
        return any(
            name in ("at", "over", "about", "with", "for", "on", "by")
            for o in (candidate.token, *clauses.objects(candidate.token))
            for name, _ in clauses.prepositions(o)
        )
    named = any(slot == "obj" and words and words != {"@actor"} for slot, words in candidate.frame.wants)
    return kind.id in ("praise", "condemnation", "threat") and named


def _violates(clauses: Clauses, people: People, candidate: Candidate) -> Violates | None:
    """The ceasefire that a fight or breach is said to break, named in its own clause."""
    if candidate.frame.type.family != "attack" and candidate.frame.type.id != "violation":
        return None
    verb = candidate.verb or candidate.token
    words = clauses.lexicon.classes["ceasefire"] - {"fire", "halt", "pause"}
    at = own_clause(clauses, verb)
    for i in at:
        token = clauses.sent.tokens[i]
        if token.lemma.lower() not in words or token.pos not in ("NOUN", "PROPN"):
            continue
        head = clauses.sent.tokens[token.head]
        if candidate.frame.type.id == "violation" or head.lower in ("despite", "during", "after", "of", "under", "since"):
            span = people.doc.span(token.start, token.end)
            return Violates(span.text, span)
    return None


def _repeats(event: Event, found: list[Event]) -> bool:
    """Whether the sentence has told the same event already: same type and status, the same people, overlapping words."""
    for other in found:
        if other.type == event.type and other.status == event.status and _mostly(event.evidence[0], other.evidence[0]):
            mine = {p.actor.name for p in event.participants}
            if mine <= {p.actor.name for p in other.participants} and (event.time == other.time or event.time is None):
                return True
    return False


def _mostly(one: Span, other: Span) -> bool:
    return 2 * (min(one.end, other.end) - max(one.start, other.start)) >= min(one.end - one.start, other.end - other.start)


def _numbered(events: list[Event]) -> list[Event]:
    """The events with ids that differ where two share a trigger."""
    seen: dict[str, int] = {}
    made = []
    for event in events:
        nth = seen.get(event.id, 0)
        seen[event.id] = nth + 1
        made.append(msgspec.structs.replace(event, id=finding_id("event", event.trigger, nth)) if nth else event)
    return made
