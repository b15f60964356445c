"""What is talked over before anybody has put his name to it: a thing that is discussed, weighed or explored, an option, and what somebody could live with."""

from parley.extract.clauses import controller, modal, negation, passive, run
from parley.extract.proposals.candidate import VERBAL, Candidate
from parley.extract.proposals.content import within_plan
from parley.extract.proposals.nouns import Nouns
from parley.extract.proposals.states import said, verb_state
from parley.extract.proposals.terms import MONEY, SHARE
from parley.model import Sentence, Token
from parley.model.tree import conjuncts, dependent, dependents, subtree

UNDER = ("discussion", "consideration", "review", "study", "examination", "negotiation", "debate")
HEARTS = (
    "heart", "core", "centre", "center", "crux", "centrepiece", "centerpiece", "backbone", "cornerstone", "linchpin", "plank", "pillar", "basis", "key"
)  # fmt: skip
NEW = ("a", "an", "another")


def considered(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """What a verb lays on the table without anybody's name: "is ready to discuss a fund that would pay", "June 3 is being explored as an alternative"."""
    if (open_to := _open_to(sent, token, nouns)) is not None:
        return open_to
    if token.lemma in nouns.words["weighing"] or token.lemma in nouns.words["drafting"]:
        return _weighed(sent, token, nouns) if not passive(sent, token.i) else _explored(sent, token, nouns)
    return _option(sent, token, nouns) if token.lemma == "be" else None


def _open_to(sent: Sentence, verb: Token, nouns: Nouns) -> Candidate | None:
    """ "would consider letting the rebels stand", "favours writing off half of the debt": what one side may give, named by who would give it."""
    would = verb.lemma in ("consider", "contemplate", "entertain", "envisage", "envision") and modal(sent, verb.i) in ("would", "could")
    favours = verb.lemma in ("favour", "favor", "advocate") and modal(sent, verb.i) is None and verb.tag in ("VBZ", "VBP", "VBD")
    if not would and not favours:
        return None
    below, kind, who = dependent(sent, verb.i, "xcomp"), nouns.noun("offer"), controller(sent, verb.i)
    if below is None or kind is None or who is None or below.tag != "VBG" or negation(sent, verb.i) is not None:
        return None
    acts = below.lemma in nouns.words["giving"] or below.lemma == "write" and any(c.lower in ("off", "down") for c in dependents(sent, below.i, "prt"))
    counted = any(sent.tokens[j].pos == "NUM" for j in subtree(sent, below.i))
    supposed = any(m.lower in ("if", "whether", "unless") for m in dependents(sent, verb.i, "mark"))
    held = dependent(sent, below.i, "dobj", "ccomp")
    if not acts or held is None or supposed or favours and not counted or within_plan(sent, verb, nouns) or sent.tokens[who].tag in ("WDT", "WP"):
        return None
    words = run(sent, [j for j in subtree(sent, verb.i) if j >= verb.i])
    if words is None or passive(sent, verb.i) or nouns.kind_of(sent.tokens[who]) is not None or held.lemma in nouns.words["gatherings"]:
        return None
    low = min(words[0], sent.tokens[min(subtree(sent, who))].start)
    makers = tuple(t.i for t in conjuncts(sent, who))
    return Candidate(sent, verb.i, kind, words, (low, words[1]), makers, state="on_the_table", made=True, rule="offered", put=True)


def _weighed(sent: Sentence, verb: Token, nouns: Nouns) -> Candidate | None:
    """ "prepared to discuss a regional bank that would hold the oil money": something new of which a clause says what it would do."""
    things = [*dependents(sent, verb.i, "dobj"), *(g for p in dependents(sent, verb.i, "prep") for g in dependents(sent, p.i, "pobj"))]
    thing = next((t for t in things if t.pos == "NOUN" and nouns.kind_of(t) is None and t.lemma not in nouns.words["no_offers"]), None)
    if thing is None or negation(sent, verb.i) is not None or not any(c.lower in NEW for c in dependents(sent, thing.i, "det")):
        return None
    would = [c for c in dependents(sent, thing.i, "relcl") if modal(sent, c.i) in ("would", "could") and negation(sent, c.i) is None]
    near = {thing.i, *(g.i for p in dependents(sent, thing.i, "prep") if p.lower == "of" for g in dependents(sent, p.i, "pobj"))}
    counts = (t for t in (sent.tokens[j] for j in subtree(sent, thing.i)) if t.pos == "NUM" and (t.i < thing.i or t.i in near or t.head in near))
    would += [t for t in counts if not any(c.dep == "relcl" for c in dependents(sent, thing.i))]  # "is weighing a 5,000-strong force", "a fund of 9 million"
    cut = {j for c in dependents(sent, thing.i, "conj", "cc") for j in subtree(sent, c.i)}
    words = run(sent, [j for j in subtree(sent, thing.i) if j not in cut])
    return _made(sent, thing, words, nouns) if would else None


def _explored(sent: Sentence, verb: Token, nouns: Nouns) -> Candidate | None:
    """ "June 3 in Vell is being explored as an alternative", "a joint patrol is being discussed": what is talked over, where it is new or has a role."""
    own = dependent(sent, verb.i, "nsubjpass")
    going_on = any(c.lower == "being" for c in dependents(sent, verb.i, "auxpass"))
    if own is None or not going_on or negation(sent, verb.i) is not None or own.pos == "PRON" or nouns.kind_of(own) is not None:
        return None
    roles = [g.lemma for p in dependents(sent, verb.i, "prep") if p.lower == "as" for g in dependents(sent, p.i, "pobj")]
    new = any(c.lower in NEW for c in dependents(sent, own.i, "det")) and own.lemma not in nouns.words["no_offers"]
    return _made(sent, own, run(sent, list(subtree(sent, verb.i))), nouns) if new or set(roles) & nouns.words["weighed_as"] else None


def answered_sum(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Candidate | None:
    """ "turned down a 38 percent raise", "have been offered 5.5 percent": a sum that nobody is named for, known by who answers or is offered it."""
    kind = nouns.noun("offer")
    if token.lemma == "offer" and token.tag == "VBN" and dependent(sent, token.i, "auxpass") is not None and dependent(sent, token.i, "agent") is None:
        own = dependent(sent, token.i, "nsubjpass")
        things = [t for t in dependents(sent, token.i, "dobj", "npadvmod", "oprd") if t.i > token.i]
        thing = next((t for t in things if _sum(sent, text, t) or t.dep == "dobj" and _new_thing(sent, t, nouns)), None)
        words = run(sent, list(subtree(sent, token.i)))
        if own is None or own.pos not in ("NOUN", "PROPN") or thing is None or words is None or kind is None or modal(sent, token.i) is not None:
            return None
        return Candidate(sent, token.i, kind, words, words, recipients=(own.i,), state="on_the_table", made=True, content=True, rule="considered")
    state = verb_state(sent, token, nouns) if token.lemma in nouns.words["answering"] or token.lemma in ("turn", "vote", "throw") else None
    thing = dependent(sent, token.i, "dobj")
    if state not in ("rejected", "accepted") or thing is None or thing.pos != "NOUN" or nouns.kind_of(thing) is not None or passive(sent, token.i):
        return None
    said_so, who = said(sent, token.i, state), controller(sent, token.i)
    new = any(c.lower in NEW for c in dependents(sent, thing.i, "det"))
    words = run(sent, list(subtree(sent, thing.i)))
    if not new or said_so is None or who is None or words is None or kind is None or not _sum(sent, text, thing):
        return None
    answerers = tuple(t.i for t in conjuncts(sent, who))
    return Candidate(sent, thing.i, kind, words, words, recipients=answerers, state=said_so, made=True, content=True, rule="considered")


def _new_thing(sent: Sentence, thing: Token, nouns: Nouns) -> bool:
    """ "was offered an amnesty": something that another may grant, and no courtesy, and named by no noun of offers."""
    new = any(c.lower in NEW for c in dependents(sent, thing.i, "det"))
    return new and thing.pos == "NOUN" and thing.lemma not in nouns.words["no_offers"] and nouns.kind_of(thing) is None


def _sum(sent: Sentence, text: str, thing: Token) -> bool:
    under = subtree(sent, thing.i)
    start, end = sent.tokens[under[0]].start, sent.tokens[under[-1]].end
    return MONEY.search(text, start, end) is not None or SHARE.search(text, start, end) is not None


def _option(sent: Sentence, verb: Token, nouns: Nouns) -> Candidate | None:
    """ "One option is a joint patrol", "Among the ideas under discussion is a fund", "A joint patrol is on the table"."""
    own, attr = dependent(sent, verb.i, "nsubj"), dependent(sent, verb.i, "attr", "xcomp", "ccomp")
    if negation(sent, verb.i) is not None:
        return None
    if (put := _at_heart(sent, verb, own, attr, nouns)) is not None:
        return put
    among = next((p for p in dependents(sent, verb.i, "prep") if p.lower == "among" and p.i < verb.i), None)
    ideas = [g for g in dependents(sent, among.i, "pobj") if g.lemma in nouns.words["options"] or nouns.kind_of(g) is not None] if among is not None else []
    if ideas and (thing := attr or own) is not None and thing.i > verb.i:
        return _made(sent, thing, run(sent, list(subtree(sent, thing.i))), nouns)
    cleft = dependent(sent, verb.i, "csubj")
    if cleft is not None and attr is not None and any(t.lower == "what" for t in dependents(sent, cleft.i)) and nouns.kind_of(attr) is None:
        offered = [sent.tokens[j].lower for j in subtree(sent, cleft.i)]  # "What is on offer is a seat on the council"
        laid = "on" in offered and ("offer" in offered or "table" in offered) or cleft.lemma in nouns.words["offering"]
        laid = laid or cleft.lemma in nouns.words["weighing"] | nouns.words["drafting"] and "being" in offered  # "What is being discussed is a joint force"
        return _made(sent, attr, run(sent, list(subtree(sent, attr.i))), nouns) if laid else None
    if own is None:
        return None
    first = any(c.lower in ("one", "another", "a", "an") for c in dependents(sent, own.i, "det", "nummod"))
    if own.lemma in nouns.words["options"] and first and attr is not None and attr.pos in ("NOUN", "PROPN", *VERBAL):
        return _made(sent, attr, run(sent, list(subtree(sent, verb.i))), nouns)
    under = any(
        p.lower == "under" and g.lemma in UNDER or p.lower == "on" and g.lemma == "table"
        for p in dependents(sent, verb.i, "prep")
        for g in dependents(sent, p.i, "pobj")
    )
    new = own.pos == "NOUN" and any(c.lower in NEW for c in dependents(sent, own.i, "det")) and nouns.kind_of(own) is None
    return _made(sent, own, run(sent, list(subtree(sent, verb.i))), nouns) if under and new and modal(sent, verb.i) is None else None


def _at_heart(sent: Sentence, verb: Token, own: Token | None, attr: Token | None, nouns: Nouns) -> Candidate | None:
    """ "On the table is a rise of 20 percent", "At the heart of the plan is a strip", "The core of the offer is a fund": what comes after "is"."""
    thing = attr or own
    if thing is None or thing.i < verb.i or thing.pos not in ("NOUN", "NUM") or nouns.kind_of(thing) is not None:
        return None
    first = next((p for p in dependents(sent, verb.i, "prep") if p.i < verb.i and p.lower in ("on", "at", "in", "under")), None)
    place = dependent(sent, first.i, "pobj") if first is not None else own if own is not None and own.i < verb.i else None
    if place is None or place.lemma in nouns.words["no_offers"]:
        return None
    new = any(c.lower in NEW or c.pos == "NUM" for c in dependents(sent, thing.i, "det", "nummod")) or thing.tag == "NNS"
    table = first is not None and first.lower in ("on", "under") and place.lemma in ("table", "offer", *UNDER) and dependent(sent, place.i, "prep") is None
    of = [g for p in dependents(sent, place.i, "prep") if p.lower == "of" for g in dependents(sent, p.i, "pobj")]
    heart = place.lemma in HEARTS and any(nouns.generic_of(g) is not None for g in of)
    return _made(sent, thing, run(sent, list(subtree(sent, verb.i))), nouns) if new and (table or heart) else None


def _made(sent: Sentence, thing: Token, words: tuple[int, int] | None, nouns: Nouns) -> Candidate | None:
    kind = nouns.noun("offer")
    return Candidate(sent, thing.i, kind, words, words, state="on_the_table", made=True, content=True, rule="considered") if words and kind else None


def stomached(sent: Sentence, token: Token, nouns: Nouns, *, asked: bool) -> Candidate | None:
    """ "would swallow a tariff of 15 percent", "could live with 200 launchers if …": who names what it would take puts it on the table."""
    particles = [p for p in dependents(sent, token.i, "prep") if f"{token.lemma} {p.lower}" in nouns.words["stomaching_with"]]
    things = [g for p in particles for g in dependents(sent, p.i, "pobj")] or list(dependents(sent, token.i, "dobj"))
    if token.lemma not in nouns.words["stomaching"] and not particles or modal(sent, token.i) not in ("would", "could", "can", "might", "may") or not things:
        return None
    thing, who = things[0], controller(sent, token.i)
    counted = thing.pos == "NUM" or any(sent.tokens[j].pos == "NUM" for j in subtree(sent, thing.i))
    if token.lemma == "take" and not (
        thing.lemma in ("%", "percent", "cent") or any(sent.tokens[j].text in ("%", "$", "€", "£", "percent") for j in subtree(sent, thing.i))
    ):
        return None  # "would take two years"
    if modal(sent, token.i) != "would" and (not counted or asked or _bound(sent, token)):
        return None  # "could live with it", "could live with 5 percent if …": a position
    known = any(c.lower in ("the", "this", "that", "no", "any") for c in dependents(sent, thing.i, "det")) or thing.pos == "PRON"
    supposed = any(m.lower in ("if", "whether", "unless") for m in dependents(sent, token.i, "mark"))
    if negation(sent, token.i) is not None or supposed or known or not (counted or asked) or who is None or within_plan(sent, token, nouns):
        return None
    words, kind = run(sent, [j for j in subtree(sent, token.i) if j >= token.i]), nouns.noun("offer")
    if words is None or kind is None or passive(sent, token.i) or nouns.kind_of(thing) is not None or sent.tokens[who].tag in ("WDT", "WP"):
        return None
    low = min(words[0], sent.tokens[min(subtree(sent, who))].start)
    return Candidate(sent, token.i, kind, words, (low, words[1]), tuple(t.i for t in conjuncts(sent, who)), state="on_the_table", made=True, rule="conceded")


def _bound(sent: Sentence, token: Token) -> bool:
    """Whether a condition hangs on the verb: "if …", "as long as …", "provided …"."""
    return any(sent.tokens[j].lower in ("if", "unless", "provided", "providing", "once", "long") for j in subtree(sent, token.i) if j > token.i)


def laid_before(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "handed their agenda for the valley to the mediator", "unveiled a ten-point programme": a paper that somebody lays before others."""
    if token.lemma not in nouns.words["laying_before"] or token.tag not in ("VBD", "VBN", "VBZ") or passive(sent, token.i):
        return None
    if (
        negation(sent, token.i) is not None
        or modal(sent, token.i) is not None
        or any(c.lower in ("down", "off", "aside", "in", "back") for c in dependents(sent, token.i, "prt"))
        or token.dep in ("amod", "acl")
    ):
        return None
    thing, who, kind = dependent(sent, token.i, "dobj"), controller(sent, token.i), nouns.noun("offer")
    if thing is None or who is None or kind is None or not {thing.lemma, thing.lower} & nouns.words["papers"]:
        return None
    told = dependent(sent, thing.i, "prep", "acl", "relcl") is not None or dependent(sent, thing.i, "compound", "amod", "nummod") is not None
    told = told or any(p.i == thing.i + 1 and p.lower in ("for", "of", "on", "with") for p in dependents(sent, token.i, "prep"))
    new = dependent(sent, thing.i, "poss") is not None or any(c.lower in NEW for c in dependents(sent, thing.i, "det")) or thing.tag == "NNS"
    to = [t.i for d in dependents(sent, token.i, "dative") if d.pos in ("PROPN", "NOUN") for t in conjuncts(sent, d.i)]
    to += [
        t.i
        for p in dependents(sent, token.i, "prep", "dative")
        if p.lower in ("to", "before")
        for g in dependents(sent, p.i, "pobj")
        for t in conjuncts(sent, g.i)
    ]
    ends = [p for p in (sent.tokens[j] for j in subtree(sent, token.i)) if p.lower == "to" and p.dep == "prep" and sent.tokens[p.head].dep == "pobj"]
    to += [t.i for p in ends[-1:] if not to for g in dependents(sent, p.i, "pobj") if g.pos == "PROPN" for t in conjuncts(sent, g.i)]
    words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    if words is None or not new or not told or token.lemma in ("lay", "set", "send", "give") and not to and dependent(sent, token.i, "prt") is None:
        return None
    low = min(words[0], sent.tokens[min(subtree(sent, who))].start)
    state = "handed_over" if token.lemma in ("hand", "submit", "deliver", "send", "give") else "on_the_table"
    proposers = tuple(t.i for t in conjuncts(sent, who))
    return Candidate(sent, token.i, kind, words, (low, words[1]), proposers, recipients=tuple(to), state=state, made=True, rule="offered", put=True)
