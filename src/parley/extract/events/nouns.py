"""The status of an event that a noun names, from what its verb, adjective or governing noun does to it; and what is background."""

from datetime import date

from parley.extract.events.build import DAYS, Context
from parley.extract.events.clause import Clauses
from parley.extract.events.status import status, tense
from parley.extract.events.triggers import LINKING, Candidate
from parley.model import Time, Token
from parley.model.finding import Status
from parley.model.tree import ancestors, dependents

NAMED_WITHIN = 16  # characters between a day and the noun that is called by it
PRICES = ("return", "exchange", "recompense", "payment", "compensation", "trade")
LIGHT = ("", "happen", "host", "mediate", "attend", "resumed", "suspended", "ongoing")
STATUSES: dict[str, Status] = {
    "planned": "planned", "proposed": "proposed", "offered": "offered", "cancelled": "cancelled", "postponed": "postponed", "negated": "negated",
    "denied": "denied", "threatened": "threatened", "conditional": "conditional", "hypothetical": "hypothetical", "ongoing": "ongoing",
    "historical": "historical",
}  # fmt: skip


def noun_status(clauses: Clauses, context: Context, candidate: Candidate, time: Time | None, *, headline: bool) -> Status:
    """The status of a noun's event: a light verb's own tense ("held talks"), what a heavier verb says of it ("called off the talks"), else the time it has.

    A time after publication makes it planned.
    """
    verb = candidate.verb
    effect = candidate.effect
    if candidate.frame.type.family == "agreement" and lacking(clauses, candidate.token):
        return "conditional"
    if _waits(clauses, candidate) or in_return(clauses, candidate.token) and not _paid(clauses, candidate.token):
        return "conditional"
    if effect == "announced" and verb is not None:  # a meeting announced is to come; an arrest or a release announced is done
        ahead = candidate.frame.type.family in ("talks", "agreement", "aid")
        found: Status = "planned" if ahead else status(clauses, verb, headline=headline)
    elif verb is None or effect == "conditional" or verb.lemma == "be" or verb.lemma in LINKING and effect in STATUSES and effect != "ongoing":
        found = STATUSES.get(effect, "happened")
        if found == "ongoing" and verb is not None:
            own = status(clauses, verb, headline=headline)
            found = own if own != "happened" or tense(clauses, verb).tense != "present" else "ongoing"
    elif effect == "suspended" and candidate.frame.type.family == "":  # a strike, a release that is broken off
        found = "postponed" if status(clauses, verb, headline=headline) == "happened" else "planned"
    elif effect in LIGHT:
        found = _light(clauses, context, candidate, verb, time, headline)
    else:
        found = _heavy(clauses, candidate, verb, headline)
    if found in ("happened", "ongoing") and (said := attribute(clauses, candidate.token)) and not (said == "historical" and time is not None):
        found = STATUSES[said]
    if found == "planned" and _past(context, time) and _called_by(candidate.token, time):  # "to carry out the June 5 consensus"
        found = "happened"
    if found in ("happened", "planned", "ongoing") and any(t.lower == "no" for t in dependents(clauses.sent, candidate.token.i, "det")):
        return "negated"
    return "planned" if found == "happened" and (coming(context, time) and candidate.frame.type.id != "deadline_set" or candidate.frame.type.coming) else found


def _called_by(noun: Token, time: Time | None) -> bool:
    """Whether a day stands right before a noun as its name ("the June 5 talks")."""
    return time is not None and time.span is not None and time.grain in DAYS and 0 <= noun.start - time.span.end < NAMED_WITHIN


def _waits(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether an act is what something to come waits for or is tied to ("would open after the withdrawal of the army", "tied it to the release of two men")."""
    verb = candidate.verb
    if verb is None or candidate.frame.type.family:
        return False
    if candidate.slot in ("after", "until", "pending", "upon"):
        return tense(clauses, verb).tense in ("future", "modal")
    return verb.lemma in ("tie", "link", "condition", "peg", "couple") and candidate.slot in ("obj", "to", "on", "upon", "with")


def in_return(clauses: Clauses, noun: Token) -> bool:
    """Whether an act is the price of another ("would open the port in exchange for the lifting of the ban", "an amnesty in return for disarmament")."""
    tokens = clauses.sent.tokens
    above = tokens[noun.head]
    return noun.dep == "pobj" and above.lower == "for" and above.i > 1 and tokens[above.i - 1].lower in PRICES and tokens[above.i - 2].lower in ("in", "as")


def lacking(clauses: Clauses, noun: Token) -> bool:
    """Whether something would follow if there were none of it ("absent a deal, the ports could shut", "in the absence of an accord the duties return")."""
    tokens = clauses.sent.tokens
    above = tokens[noun.head]
    if above.lower == "of" and above.i > 1 and tokens[above.i - 1].lower == "absence" and tokens[above.i - 2].lower in ("the", "in"):
        return noun.dep == "pobj"
    return noun.dep in ("pobj", "dobj") and above.lower in ("absent", "lacking")


def _paid(clauses: Clauses, noun: Token) -> bool:
    """Whether the act that it is the price of is told as done ("freed nine men in exchange for the release of two"; not "offered oil in exchange for it")."""
    verb = next((t for t in ancestors(clauses.sent, noun.i) if t.pos in ("VERB", "AUX")), None)
    if verb is None or verb.lemma in LINKING or clauses.lexicon.matrix.get(verb.lemma, "happened") != "happened":
        return False
    if clauses.lexicon.support.get(verb.lemma, "happen") in ("planned", "proposed", "offered", "threatened", "announced"):
        return False
    return tense(clauses, verb).tense in ("past", "perfect", "pluperfect")


def attribute(clauses: Clauses, noun: Token) -> str:
    """What an adjective before an event noun says of its status, "" when none does."""
    before = list(dependents(clauses.sent, noun.i, "amod", "nmod", "compound"))
    before += [t for b in before if b.dep == "compound" for t in dependents(clauses.sent, b.i, "amod")]
    found = (clauses.lexicon.attribute.get(t.lower, "") for t in before)
    return next(filter(None, found), "")


def _light(clauses: Clauses, context: Context, candidate: Candidate, verb: Token, time: Time | None, headline: bool) -> Status:
    own = status(clauses, verb, headline=headline)
    if candidate.effect:
        return "ongoing" if candidate.effect == "ongoing" and own == "happened" else own
    if candidate.slot in ("by", "with", "after") and own in ("planned", "historical"):
        return own
    if candidate.slot in ("after", "following") and tense(clauses, verb).tense == "present":  # "the news comes after two days of talks"
        return "happened"
    if candidate.slot == "for" and verb.lemma in clauses.lexicon.gate["done_for"]:  # "blamed each other for a collision"
        return "happened"
    if candidate.slot in ("ahead", "before", "for", "towards", "pending", "of"):
        return "happened" if _past(context, time) else "planned"
    return "happened"


def _heavy(clauses: Clauses, candidate: Candidate, verb: Token, headline: bool) -> Status:
    own = status(clauses, verb, headline=headline)
    effect = candidate.effect
    if effect == "planned" and any(t.lemma in clauses.lexicon.gate["dates"] for t in clauses.objects(verb)):
        return "planned"  # "no date has been set for" it
    if own in ("negated", "denied") and effect in ("planned", "proposed", "offered"):
        return "negated"
    if own == "proposed" and effect in ("cancelled", "postponed", "negated"):  # "asked for the pact to be shelved"
        return own
    if effect == "absent" or own in ("threatened", "conditional", "hypothetical") and effect in ("planned", "proposed"):
        return own
    return STATUSES.get(effect, "happened")


def coming(context: Context, time: Time | None) -> bool:
    """Whether a time lies after the day of publication."""
    return bool(time and time.start and context.published and time.start[:10] > context.published[:10] and len(time.start) >= 7)


def _past(context: Context, time: Time | None) -> bool:
    return bool(time and time.end and context.published and time.end[:10] <= context.published[:10])


def background(clauses: Clauses, context: Context, candidate: Candidate, state: Status, time: Time | None) -> Status:
    """The status, `historical` when its own time lies long before publication or an adverb of background stands with its verb.

    Long: more than half a year; for what is dated to the day, a quarter: news of last autumn is told by its month, and a day of it is looked up.
    """
    if (
        state == "historical" and candidate.verb is candidate.token and _recent(context, time)
    ):  # "had agreed on Saturday": looked back on, and news all the same
        return "happened"
    if state not in ("happened", "ongoing"):
        return state
    if time is not None and time.end and context.published:
        if time.grain == "year" and time.end[:4] <= context.published[:4] and time.start and time.start[:4] < context.published[:4]:
            return "historical"
        recent = 3 if time.grain in ("day", "part_of_day", "hour", "minute") else 6
        if _months(context.published) - _months(time.end) > recent:
            return "historical"
    verb = candidate.verb
    adverbs = list(dependents(clauses.sent, verb.i, "advmod")) if verb is not None else []
    asked = [t.i for t in adverbs if any(c.lower == "how" for c in dependents(clauses.sent, t.i, "advmod"))]  # "said how long they spoke"
    words = [t.lower for t in adverbs if t.i not in asked]
    if "ago" in words and time is not None and _recent(context, time):  # "handed over a fortnight ago"
        return state
    if verb is not None and any(word in clauses.lexicon.tense["background"] for word in words):
        return state if tense(clauses, verb).tense == "future" else "historical"
    return state


def _recent(context: Context, time: Time | None) -> bool:
    """Whether a time to the day lies at most a month before publication."""
    if time is None or not time.start or not context.published or time.grain not in DAYS:
        return False
    return 0 <= (date.fromisoformat(context.published[:10]) - date.fromisoformat(time.start[:10])).days <= 31


def _months(day: str) -> int:
    return int(day[:4]) * 12 + (int(day[5:7]) if len(day) >= 7 else 6)
