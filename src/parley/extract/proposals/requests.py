"""What somebody asks for: more time, an exemption, a sum, a pledge in writing, or that something be done; a bare demand is none."""

from parley.extract.clauses import controller, modal, negation, passive, run
from parley.extract.proposals.candidate import VERBAL, Candidate
from parley.extract.proposals.content import within_plan
from parley.extract.proposals.nouns import Kind, Nouns
from parley.extract.proposals.terms import MONEY, SHARE
from parley.model import Sentence, Token
from parley.model.tree import ancestors, conjuncts, dependent, dependents, subtree

ADDING = ("add", "insert", "include", "append", "incorporate", "attach")
PRESSING = ("press", "plead", "push", "lobby", "insist", "beg", "appeal", "hold", "campaign", "angle", "clamour", "clamor")
CLAIMS = ("demand", "insistence", "plea", "appeal", "push", "call", "pitch", "quest")
DROPPED = ("drop", "abandon", "withdraw", "shelve", "renounce", "forgo", "deny", "give")


def claimed(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "Norra's demand for a 25-year exemption", "Norra's insistence that Velta pay 25 per cent": what one side's own noun asks for, with a number.

    Of a demand as such no proposal is made: only of a reprieve of a stated length, or of a clause that says who is to do how much.
    """
    if token.lemma not in CLAIMS:
        return None
    owner, kind = dependent(sent, token.i, "poss"), nouns.noun("request") or nouns.noun("offer")
    above = sent.tokens[token.head]
    if owner is None or kind is None or above.lemma in DROPPED and token.dep in ("dobj", "nsubjpass"):
        return None
    thing = next((g for p in dependents(sent, token.i, "prep") if p.lower == "for" for g in dependents(sent, p.i, "pobj")), None)
    clause = next((c for c in dependents(sent, token.i, "acl", "ccomp") if (m := dependent(sent, c.i, "mark")) is not None and m.lower == "that"), None)
    asked: tuple[int, ...] = ()
    if thing is not None:
        told = bool(({thing.lemma} | joined(sent, thing)) & nouns.words["reprieves"]) and any(sent.tokens[j].pos == "NUM" for j in subtree(sent, thing.i))
    elif clause is not None:
        helpers, own = list(dependents(sent, clause.i, "aux", "auxpass")), dependent(sent, clause.i, "nsubj", "nsubjpass")
        bare = all(c.tag == "VB" for c in helpers) if helpers else clause.tag in ("VB", "VBP")
        told = bare and own is not None and any(sent.tokens[j].pos == "NUM" for j in subtree(sent, clause.i))
        asked = (own.i,) if own is not None and own.pos == "PROPN" else ()
    else:
        return None
    words = run(sent, list(subtree(sent, token.i)))
    told = told and any(
        t.pos == "NUM" and not sent.tokens[t.head].text[:1].isupper() and t.dep != "npadvmod" for t in map(sent.tokens.__getitem__, subtree(sent, token.i))
    )
    if not told or words is None:
        return None
    makers = tuple(t.i for t in conjuncts(sent, owner.i))
    return Candidate(sent, token.i, kind, words, words, makers, recipients=asked, state="on_the_table", made=True, rule="offered", put=True)


def requested(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Candidate | None:
    """What a verb of asking puts on the table, or None: "has asked for the vote to be put off", "sought a bonus of 900 crowns"."""
    words = nouns.words
    wish = token.lemma in ("like", "prefer") and modal(sent, token.i) == "would" or token.lemma == "want" and token.tag in ("VBZ", "VBP")
    asks = token.lemma in words["asking"] or token.lemma in words["asking_for"] or token.lemma in words["asking_that"]
    asks = asks or token.lemma in words["begging"] or token.lemma in PRESSING
    if not (wish or asks) or passive(sent, token.i):
        return None
    kind = nouns.noun("request") or nouns.noun("offer")
    if kind is None:
        return None
    if modal(sent, token.i) not in (None, "will") and not wish or negation(sent, token.i) is not None or _open(sent, token) or within_plan(sent, token, nouns):
        return None
    if wish:
        found = _altered(sent, token)
    else:
        found = (
            _met(sent, token, nouns)
            or _more_time(sent, token)
            or _pressed(sent, token, nouns)
            or _thing(sent, text, token, nouns)
            or _to_be(sent, token, nouns)
        )
    return _candidate(sent, token, found, kind, nouns) if found is not None else None


def _open(sent: Sentence, token: Token) -> bool:
    """Whether it is only supposed, intended, going on or long past that somebody asks: "if Norra asks …", "plans to ask …", "had asked …"."""
    supposed = any(m.lower in ("if", "whether", "unless", "when", "before", "after", "until", "whenever") for m in dependents(sent, token.i, "mark", "advmod"))
    turn = any(sent.tokens[j].lower in ("turn", "return", "reply", "response") for p in dependents(sent, token.i, "prep") for j in subtree(sent, p.i)[:2])
    past = (
        any(c.lower == "had" for c in dependents(sent, token.i, "aux")) and not turn or token.tag == "VBG" and not _pleads(sent, token)
    )  # "is seeking 7 percent": what it is after
    infinitive = any(c.lower == "to" for c in dependents(sent, token.i, "aux")) and sent.tokens[token.head].lemma != "be"  # "is to ask for observers"
    return supposed or past or infinitive or token.tag == "VBN" and token.dep in ("acl", "amod", "relcl")


def _met(sent: Sentence, token: Token, nouns: Nouns) -> Token | None:
    """ "has called for a meeting with Renn", "requested a summit with the king": a meeting that is asked for with somebody in particular."""
    places = [
        g for p in dependents(sent, token.i, "prep") if p.lower == "for" and token.lemma in ("call", "ask", "appeal") for g in dependents(sent, p.i, "pobj")
    ]
    places += list(dependents(sent, token.i, "dobj")) if token.lemma in ("request", "seek", "solicit") else []
    for thing in places:
        new = any(c.lower in ("a", "an") for c in dependents(sent, thing.i, "det"))
        withs = [g for p in dependents(sent, thing.i, "prep") if p.lower in ("with", "between") for g in dependents(sent, p.i, "pobj")]
        if new and nouns.kind_of(thing) == "meeting" and any(g.pos == "PROPN" or g.lemma in nouns.words["invited"] for g in withs):
            return thing
    return None


def _pressed(sent: Sentence, token: Token, nouns: Nouns) -> Token | None:
    """ "pressed for a ten-year exemption", "insists on a transition of five years", "pleaded for two more days": a reprieve with its length."""
    if token.lemma == "hold" and not any(c.lower == "out" for c in dependents(sent, token.i, "prt", "advmod")):
        return None
    for prep in dependents(sent, token.i, "prep") if token.lemma in PRESSING else ():
        for thing in dependents(sent, prep.i, "pobj") if prep.lower == ("on" if token.lemma == "insist" else "for") else ():
            under = [sent.tokens[j] for j in subtree(sent, thing.i)]
            longer = (
                token.lemma != "hold"
                and thing.lemma in ("hour", "day", "week", "month")
                and any(t.lower in ("more", "another", "extra", "additional", "further") for t in under)
            )
            counted = any(t.pos == "NUM" for t in under) and under[0].lower not in ("the", "this", "that", "no")
            if longer or counted and ({thing.lemma} | joined(sent, thing)) & nouns.words["reprieves"]:
                return thing
    return None


def _more_time(sent: Sentence, token: Token) -> Token | None:
    """ "begged the rivals to give him three days more", "asked both sides to allow another week": time that is asked for of others."""
    for below in dependents(sent, token.i, "xcomp", "ccomp", "advcl") if token.lemma != "call" else ():
        if below.lemma not in ("give", "allow", "grant", "leave", "afford", "wait", "hold", "spare") or below.i < token.i:
            continue
        if not any(c.lower == "to" for c in dependents(sent, below.i, "aux")) or negation(sent, below.i) is not None:
            continue
        late = [n for c in dependents(sent, below.i, "advmod", "acomp") for n in dependents(sent, c.i, "npadvmod")]  # "give him three days more"
        for time in (*dependents(sent, below.i, "dobj", "npadvmod"), *late):
            under = {sent.tokens[j].lower for j in subtree(sent, time.i)} | {c.lower for c in dependents(sent, below.i, "advmod")}
            if time.lemma in ("day", "week", "month", "hour") and under & {"more", "another", "extra", "additional", "further", "longer"}:
                return below
    return None


def _pleads(sent: Sentence, token: Token) -> bool:
    """ "is asking for a ten-day cooling-off period": going on, and asked of another."""
    return (token.lemma in ("ask", "request") or token.lemma in PRESSING) and any(
        c.lower in ("is", "are", "'s", "was", "were") for c in dependents(sent, token.i, "aux")
    )


def _thing(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Token | None:
    """What is asked for, where it is more time, an exemption, a sum or a pledge in writing."""
    words = nouns.words
    things = (
        [g for p in dependents(sent, token.i, "prep") if p.lower == "for" for g in dependents(sent, p.i, "pobj")] if token.lemma in words["asking_for"] else []
    )
    things += list(dependents(sent, token.i, "dobj")) if token.lemma in words["asking"] else []
    return next((t for t in things if _wanted(sent, text, t, token, nouns)), None)


def _wanted(sent: Sentence, text: str, thing: Token, verb: Token, nouns: Nouns) -> bool:
    under = [sent.tokens[j] for j in subtree(sent, thing.i)]
    if any(t.lower in ("no", "any") for t in dependents(sent, thing.i, "det")):
        return False
    if thing.pos == "NUM" and any(c.isdigit() for c in thing.text) and verb.lemma in ("ask", "request"):
        return True  # "has asked for 250,000"
    if thing.lemma in nouns.words["reprieves"] or joined(sent, thing) & nouns.words["reprieves"]:
        return True
    before = {t.lower for t in dependents(sent, thing.i, "compound", "amod", "nummod")} | {t.lemma for t in dependents(sent, thing.i, "compound")}
    if thing.lemma in ("period", "time", "interval", "phase", "clause") and before & nouns.words["reprieves"]:
        return True  # "a one-year grace period", "a cooling-off period"
    if thing.lemma in nouns.words["missions"] and dependent(sent, thing.i, "poss") is None and not any(t.lower in ("the", "this", "that") for t in under[:1]):
        return bool(before) or any(t.pos == "NUM" for t in under)  # "will ask for Ostranan observers", "has requested a UN monitoring mission"
    if thing.lemma in nouns.words["pledges"]:
        return (
            any(t.lower in nouns.words["binding"] for t in dependents(sent, thing.i, "amod", "advmod"))
            or "in writing" in text[under[0].start : under[-1].end].lower()
        )
    if verb.lemma in ("ask", "request") and thing.lemma in nouns.words["supplies"] and any(t.pos == "NUM" and t.dep == "nummod" for t in under):
        return True  # "has asked Ostrana for two patrol boats"
    more = thing.lemma in ("hour", "day", "week", "month", "year", "time") and any(
        t.lower in ("more", "extra", "additional", "another", "further") for t in under
    )
    if verb.lemma == "apply":
        return False
    if verb.tag == "VBG":
        return False  # "is asking for 6.5 percent": what it is after
    sums = [m for pattern in (MONEY, SHARE) for m in pattern.finditer(text, under[0].start, under[-1].end)]
    return more and thing.lemma != "time" or any(_is_sum(sent, thing, m.start(), m.end()) for m in sums)


def joined(sent: Sentence, thing: Token) -> set[str]:
    """The word that a hyphen makes of a noun and the one before it: "carve-out"."""
    before = sent.tokens[max(0, thing.i - 2) : thing.i]
    return {f"{before[0].lower}-{thing.lower}", f"{before[0].lower}{thing.lower}"} if len(before) == 2 and before[1].text == "-" else set()


def _is_sum(sent: Sentence, thing: Token, start: int, end: int) -> bool:
    """Whether a sum is what is asked for ("40 million crowns", "a bonus of 900 crowns"), and not told of it ("approval to buy 25 percent")."""
    for token in sent.tokens:
        if start <= token.start < end:
            path = [token, *ancestors(sent, token.i)]
            path = path[: next((n for n, t in enumerate(path) if t.i == thing.i), 0) + 1]
            if path[-1].i == thing.i and all(t.pos not in VERBAL and (t.dep != "prep" or t.lower in ("of", "in")) for t in path[:-1]):
                return True
    return False


def _to_be(sent: Sentence, token: Token, nouns: Nouns) -> Token | None:
    """ "has asked for the vote to be put off", "requested that Velta move its guns": what is to be done with something, or by somebody."""
    if token.lemma not in nouns.words["asking_that"]:
        return None
    if (other := _to_host(sent, token, nouns) or _in_turn(sent, token)) is not None:
        return other
    for below in dependents(sent, token.i, "advcl", "ccomp", "xcomp"):
        mark = dependent(sent, below.i, "mark")
        own = dependent(sent, below.i, "nsubj", "nsubjpass")
        infinitive = any(c.lower == "to" for c in dependents(sent, below.i, "aux")) and dependent(sent, below.i, "auxpass") is not None
        if below.dep == "xcomp" and infinitive and token.lemma == "ask" and any(p.lower == "for" for p in dependents(sent, token.i, "prep")):
            return below  # "asked for the water to be let through": the parse hangs the clause on the verb
        if mark is None or own is None or below.i < token.i or own.pos == "PRON" and own.dep == "nsubjpass":
            continue
        helpers = list(dependents(sent, below.i, "aux", "auxpass"))
        if mark.lower == "for" and own.dep == "nsubjpass" and any(c.lower == "to" for c in helpers):
            return below
        bare = not helpers and below.tag in ("VB", "VBP") or bool(helpers) and all(c.tag == "VB" for c in helpers)
        if mark.lower == "that" and bare and token.lemma in ("ask", "request"):
            return below
    for prep in dependents(sent, token.i, "prep"):  # "asked for 9 billion litres to be released": the parse takes the clause for a relative one
        for thing in dependents(sent, prep.i, "pobj") if prep.lower == "for" and token.lemma == "ask" else ():
            for below in dependents(sent, thing.i, "relcl", "acl"):
                if any(c.lower == "to" for c in dependents(sent, below.i, "aux")) and dependent(sent, below.i, "auxpass") is not None:
                    return below
    return None


def _to_host(sent: Sentence, token: Token, nouns: Nouns) -> Token | None:
    """ "has asked Ostrana to host the next round", "asked the bishop to receive both delegations": a place to meet, asked for of a third."""
    if token.lemma != "ask" or dependent(sent, token.i, "dobj") is None:
        return None
    for below in dependents(sent, token.i, "xcomp"):
        held = dependent(sent, below.i, "dobj")
        met = held is not None and (nouns.kind_of(held) == "meeting" or held.lemma in nouns.words["gatherings"])
        if met and below.lemma in nouns.words["hosting"]:
            return below
    return None


def _in_turn(sent: Sentence, token: Token) -> Token | None:
    """ "asked in turn that drones be kept out", "asked in return that the road be opened": the parse hangs the clause on the noun."""
    for prep in dependents(sent, token.i, "prep") if token.lemma in ("ask", "request") else ():
        for thing in dependents(sent, prep.i, "pobj") if prep.lower == "in" else ():
            for below in dependents(sent, thing.i, "acl", "relcl", "ccomp"):
                mark, helpers = dependent(sent, below.i, "mark"), list(dependents(sent, below.i, "aux", "auxpass"))
                bare = all(c.tag == "VB" for c in helpers) if helpers else below.tag in ("VB", "VBP")
                if mark is not None and mark.lower == "that" and bare:
                    return below
    return None


def _altered(sent: Sentence, token: Token) -> Token | None:
    """ "would like the lease shortened to 25 years", "would prefer the cap set at 40": what should be done to something, with a number."""
    for below in (*dependents(sent, token.i, "ccomp", "xcomp", "dobj"), *(a for d in dependents(sent, token.i, "dobj") for a in dependents(sent, d.i, "acl"))):
        at = next(dependents(sent, below.i, "ccomp"), below) if below.lemma == "see" else below
        if token.lemma == "want":  # "wants Ostrana added", "wants a clause on prisoners inserted"
            if at.tag in ("VBN", "VBD") and at.i > token.i and at.lemma in ADDING and negation(sent, at.i) is None:
                return at if at.dep != "acl" else sent.tokens[at.head]
            continue
        added = at.lemma in ADDING and negation(sent, at.i) is None
        if at.tag == "VBN" and at.i > token.i and added:
            return at if at.dep != "acl" else sent.tokens[at.head]
        if at.tag == "VBN" and at.i > token.i and any(sent.tokens[j].pos == "NUM" for j in subtree(sent, at.i)):
            return at if at.dep != "acl" else sent.tokens[at.head]
    return None


def _candidate(sent: Sentence, token: Token, thing: Token, kind: Kind, nouns: Nouns) -> Candidate | None:
    who = controller(sent, token.i)
    words = run(sent, [j for j in _clause(sent, token) if j >= token.i])
    named = nouns.noun(thing.lemma) if thing.pos == "NOUN" else None
    named = named if named is None or named.kind != "meeting" else None
    if who is None or words is None or named is not None or sent.tokens[who].tag in ("WDT", "WP") or nouns.kind_of(sent.tokens[who]) is not None:
        return None  # what its own noun names is read by the noun
    low = min(words[0], sent.tokens[min(subtree(sent, who))].start)
    kind = (nouns.noun("meeting") or kind) if thing.lemma in nouns.words["hosting"] and thing.pos in VERBAL or nouns.kind_of(thing) == "meeting" else kind
    asked = [d.i for d in dependents(sent, token.i, "dobj", "dative") if d.i != thing.i and d.pos in ("PROPN", "NOUN")]
    own = dependent(sent, thing.i, "nsubj") if thing.pos in VERBAL else None
    if nouns.kind_of(thing) == "meeting":
        asked = [g.i for p in dependents(sent, thing.i, "prep") if p.lower == "with" for g in dependents(sent, p.i, "pobj")]
    asked = asked or ([own.i] if own is not None and own.pos in ("PROPN", "NOUN") else [])
    proposers = tuple(t.i for t in conjuncts(sent, who))
    return Candidate(sent, token.i, kind, words, (low, words[1]), proposers, recipients=tuple(asked), state="on_the_table", made=True, rule="offered", put=True)


def _clause(sent: Sentence, token: Token) -> list[int]:
    """The clause of a verb without what follows from it (", robbing the chair of her majority") or stands beside it."""
    cut = {j for c in dependents(sent, token.i, "advcl", "conj", "cc") if c.i > token.i and dependent(sent, c.i, "mark") is None for j in subtree(sent, c.i)}
    return [j for j in subtree(sent, token.i) if j not in cut]
