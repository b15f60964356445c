"""Times that other words of the sentence move: a weekday that is still to come, so many days after or before another act."""

from datetime import date, timedelta

import msgspec

from parley.extract.events.build import DAYS, Context
from parley.extract.events.clause import Clauses
from parley.extract.events.status import status, tense
from parley.extract.events.triggers import Candidate
from parley.model import Time, Token
from parley.model.tree import ancestors, dependents

UNITS = {"day": 1, "week": 7, "fortnight": 14}
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
BEFORE = ("before", "ahead", "until", "till", "pending")


def forward(clauses: Clauses, context: Context, candidate: Candidate, time: Time | None) -> Time | None:
    """The time, as the next such weekday where the words say that it is to come ("before Wednesday's meeting", "are to be freed on Friday").

    A weekday that could be the last or the next one is read as the last unless its own clause says otherwise.
    """
    if time is None or not context.published or not time.start or time.start[:10] >= context.published[:10]:
        return time
    later = next((a for a in time.alternatives if len(a) == 10 and a > context.published[:10]), None)
    if later is None or context.heading(candidate.token.start) is not None:
        return time
    verb = candidate.verb
    is_verb = verb is not None and verb.i == candidate.token.i
    if not is_verb and candidate.slot in BEFORE or verb is not None and _is_ahead(clauses, candidate) and not _looked_back(clauses, verb):
        end = (date.fromisoformat(later) + timedelta(days=1)).isoformat()
        return msgspec.structs.replace(time, edtf=later, start=later, end=end, alternatives=(), timex3=None)
    return time


def _is_ahead(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether a verb tells of what is to come: planned by its words, or a meeting in the present tense ("the envoys sit down on Thursday")."""
    if candidate.verb is not candidate.token:
        return False
    state = status(clauses, candidate.token)
    present = tense(clauses, candidate.token).tense == "present" and (candidate.frame.type.family == "talks" or candidate.frame.type.id == "travel")
    return state == "planned" or present


def back(context: Context, time: Time | None) -> Time | None:
    """The time, as the last such weekday where it was read as the next one: what has happened has not happened then ("which on Monday vowed …, says")."""
    day = (context.published or "")[:10]
    if time is None or not day or not time.start or time.start[:10] <= day:
        return time
    earlier = next((a for a in time.alternatives if len(a) == 10 and a <= day), None)
    if earlier is None:
        return time
    end = (date.fromisoformat(earlier) + timedelta(days=1)).isoformat()
    return msgspec.structs.replace(time, edtf=earlier, start=earlier, end=end, alternatives=(), timex3=None)


def _looked_back(clauses: Clauses, verb: Token) -> bool:
    """Whether the verb or one above it in its clause stands in the past ("was to meet on Monday")."""
    for t in (verb, *ancestors(clauses.sent, verb.i)):
        if tense(clauses, t).tense in ("past", "pluperfect"):
            return True
        if t.dep not in ("xcomp", "acomp", "conj", "advcl"):
            return False
    return False


def apart(clauses: Clauses, context: Context, candidate: Candidate) -> Time | None:
    """The day of an act that another one is dated from ("spoke on Thursday, two days after rebels took the fort": Tuesday), None without one."""
    verb = candidate.verb
    if verb is None or verb.i != candidate.token.i:
        return None
    found = _measure(clauses, verb)
    if found is None:
        return None
    unit, after = found
    count = _count(clauses, unit)
    days = [t for t in context.times.get(clauses.sent.index, ()) if t.span and t.span.end <= unit.start and t.start and t.grain in DAYS and len(t.start) >= 10]
    if count is None or not days:
        return None
    day = date.fromisoformat((days[-1].start or "")[:10]) - timedelta(days=count * UNITS[unit.lemma] * (1 if after else -1))
    end = (day + timedelta(days=1)).isoformat()
    return msgspec.structs.replace(days[-1], edtf=day.isoformat(), start=day.isoformat(), end=end, grain="day", alternatives=(), timex3=None, offset=None)


def _measure(clauses: Clauses, verb: Token) -> tuple[Token, bool] | None:
    """The unit before "after" or "before" that opens a verb's clause, and whether it is "after"."""
    sent = clauses.sent
    opened = [*dependents(sent, verb.i, "mark")] + ([sent.tokens[verb.head]] if verb.dep == "pcomp" else [])
    for t in opened:
        unit = sent.tokens[t.i - 1]
        if t.lower in ("after", "before") and t.i > 0 and unit.lemma in UNITS:
            return unit, t.lower == "after"
    return None


def _count(clauses: Clauses, unit: Token) -> int | None:
    """How many: "a day" is one, "ten days" ten; None for "days after"."""
    word = clauses.sent.tokens[unit.i - 1].lower if unit.i else ""
    if word in ("a", "the", "one", "exactly"):
        return 1
    if word.isdigit():
        return int(word)
    return NUMBERS.index(word) + 1 if word in NUMBERS else None
