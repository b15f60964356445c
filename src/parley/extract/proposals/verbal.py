"""What a verb puts on the table without a noun that names it: offers, readiness for a bargain, and what two sides have agreed to do."""

import itertools
from collections.abc import Iterator

from parley.extract.clauses import controller, modal, negation, passive, relative_head, run
from parley.extract.proposals.candidate import VERBAL, Candidate, Tie
from parley.extract.proposals.considered import answered_sum, considered, laid_before, stomached
from parley.extract.proposals.content import within_plan
from parley.extract.proposals.invitations import invitation, invited
from parley.extract.proposals.lineage import act_ties
from parley.extract.proposals.nouns import Nouns
from parley.extract.proposals.parties import objects, puts
from parley.extract.proposals.requests import claimed, joined, requested
from parley.model import Sentence, Token
from parley.model.tree import conjuncts, dependent, dependents, subtree

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BELIEFS = (
    "intend",
    "plan",
    "hope",
    "expect",
    "think",
    "believe",
    "know",
    "see",
    "feel",
    "mean",
    "seem",
    "appear",
    "remain",
    "have",
    "be",
    "want",
    "need",
    "like",
    "fear",
)
PROMISES = ("promise", "pledge", "guarantee", "assurance", "undertaking", "payment", "receipt", "release", "ransom", "amnesty")
READY = ("ready", "willing", "prepared")
RAISING = ("raise", "hold", "dangle", "air", "voice", "broach", "mention", "toss", "throw", "bring", "come")
BINDING = ("if", "provided", "providing", "once", "should", "unless")


def verbal(sent: Sentence, text: str, nouns: Nouns) -> Iterator[Candidate]:
    """The candidates of one sentence that a verb of offering, readiness or agreeing makes, in order."""
    for token in sent.tokens:
        if token.pos == "NOUN" and (noun := claimed(sent, token, nouns) or invitation(sent, token, nouns)) is not None:
            yield noun
        if token.pos not in VERBAL:
            continue
        put = token.lemma in nouns.words["putting"] and any(c.lower in ("forward", "up") for c in dependents(sent, token.i, "prt", "advmod"))
        put = put or token.lemma in ("put", "lay", "place") and _on_table(sent, token) or token.lemma in RAISING and _raises_idea(sent, token)
        found = _offered(sent, token, nouns) if put or token.lemma in nouns.words["offering"] or _countered(sent, token, nouns) is not None else None
        if found is None and token.lemma in nouns.words["agreeing"]:
            found = _accord(sent, token, nouns)
        if found is None and token.lemma in nouns.words["hosting"]:
            found = _ready_to_host(sent, token, nouns)
        if found is None and token.lemma in nouns.words["giving"]:
            found = _conceded(sent, token, nouns)
        if found is None and token.lemma == "have":
            found = _would_have(sent, token, nouns)
        if found is None and token.lemma in ("agree", "settle"):
            found = _would_settle(sent, token, nouns)
        if found is None:
            found = _put_forward(sent, token, nouns) or _written(sent, token, nouns) or requested(sent, text, token, nouns)
        if found is None:
            found = considered(sent, token, nouns) or laid_before(sent, token, nouns) or _stomached(sent, token, nouns)
        if found is None and token.lemma in nouns.words["answered_sums"]:
            found = answered_sum(sent, text, token, nouns)
        if found is None:
            found = _promised(sent, token, nouns) or invited(sent, token, nouns) or _undertaken(sent, token, nouns) or _as_proposed(sent, token, nouns)
        if found is not None:
            yield found


def _raises_idea(sent: Sentence, token: Token) -> bool:
    """ "raised the possibility of a joint commission", "held out the prospect of a lower toll": an idea that is put into words."""
    thing = dependent(sent, token.i, "dobj") if token.lemma != "come" else None
    if token.lemma == "come" and any(c.lower == "up" for c in dependents(sent, token.i, "prt", "advmod")):
        thing = next((g for p in dependents(sent, token.i, "prep") if p.lower == "with" for g in dependents(sent, p.i, "pobj")), None)
    of = thing is not None and any(p.lower == "of" for p in dependents(sent, thing.i, "prep"))
    return thing is not None and of and thing.lemma in ("figure", "date", "name", "sum", "number", "possibility", "prospect", "idea", "option", "notion")


def _offered(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "Norra offered to send observers", "is offering 2 percent now": an offer that no noun names."""
    garden = _garden(sent, token)
    thing = garden or dependent(sent, token.i, "dobj", "xcomp", "ccomp", "nsubjpass") or _countered(sent, token, nouns)
    if thing is None and token.lemma == "come":
        thing = next((g for p in dependents(sent, token.i, "prep") if p.lower == "with" for g in dependents(sent, p.i, "pobj")), None)
    kind = nouns.noun("offer")
    if (
        thing is None
        or kind is None
        or negation(sent, token.i) is not None
        or _courtesy(thing, nouns)
        or _as_can(sent, thing)
        or token.dep in ("acl", "amod")
        and not _finite_acl(sent, token)
        and garden is None
    ):
        return None
    supposed = any(m.lower in ("if", "whether", "unless") for m in dependents(sent, token.i, "mark"))
    if token.lemma in ("recommend", "suggest") and token.tag == "VBG" and token.dep == "advcl":
        return None  # "filed charges, recommending that he be tried"
    if supposed or modal(sent, token.i) in ("could", "should", "may", "might", "can"):
        return None
    opinion = token.lemma == "suggest" and thing.dep == "ccomp" and (thing.tag != "VBG" or dependent(sent, thing.i, "aux") is not None)
    opinion = opinion and not _mandative(sent, token, thing)
    if opinion or any(sent.tokens[j].lower == "neither" for j in subtree(sent, thing.i)):
        return None
    who = _agent_of(sent, token) if garden is None else token.head
    if garden is not None:
        words = run(sent, [j for j in subtree(sent, garden.i) if j >= token.i])
    elif passive(sent, token.i):
        words = run(sent, list(subtree(sent, token.i)))
    else:
        words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    joined = token.dep == "conj" and sent.tokens[token.head].pos == "NOUN"
    if who is None or words is None or token.dep == "relcl" and relative_head(sent, who) == who:
        return None  # "what concessions Norra offered"
    nobody = any(c.lower in ("no", "neither") for c in dependents(sent, who, "det"))
    if nobody or sent.tokens[who].lower in ("nobody", "none", "neither", "noone", "one") or sent.tokens[who].lemma in ("nobody", "none"):
        return None  # "Nobody cared to offer a figure"
    low = words[0] if joined else min(words[0], sent.tokens[min(subtree(sent, who))].start)
    to = [t.i for d in dependents(sent, token.i, "dative") if d.pos in ("PROPN", "NOUN") for t in conjuncts(sent, d.i)] or objects(sent, token.i, "to")
    if not to and sent.tokens[who].lemma in nouns.words["messages"]:
        to = objects(sent, who, "to")  # "Vik's letter to Renn, outlining a way …"
    proposers = tuple(t.i for t in conjuncts(sent, who))
    past = any(c.lower in nouns.words["earlier"] for c in dependents(sent, token.i, "advmod"))
    ties = act_ties(sent, token, nouns)
    venue = _hosts(sent, token, thing, nouns)
    kind = nouns.noun(venue) or kind if venue is not None else kind
    to = to or _who_acts(sent, thing, venue=venue is not None) or _to_whom_bound(sent, token, thing)
    return Candidate(
        sent, token.i, kind, words, (low, words[1]), proposers, recipients=tuple(to), state="superseded" if past else "on_the_table",
        made=True, rule="offered", put=True, ties=ties or _counters(sent, token, nouns), venue=venue is not None,
    )  # fmt: skip


def _as_can(sent: Sentence, thing: Token) -> bool:
    """ "have offered what we can", "offered everything they could": nothing in particular."""
    what = thing.lower in ("everything", "nothing", "something", "anything", "much", "little", "all", "plenty", "lots", "more", "less")
    return what or thing.dep == "ccomp" and thing.tag == "MD" and any(c.lower == "what" for c in dependents(sent, thing.i, "dobj"))


def _finite_acl(sent: Sentence, token: Token) -> bool:
    """ "Renn, who heads the mission, offered …": the parse makes the name the root and hangs the verb on it."""
    head = sent.tokens[token.head]
    return token.tag == "VBD" and head.dep == "ROOT" and head.pos == "PROPN"


def _garden(sent: Sentence, token: Token) -> Token | None:
    """ "the rebels offered in March to free 25 men": the parse takes the verb for a participle, and what is offered for the verb of the clause."""
    head = sent.tokens[token.head]
    below = sent.tokens[head.head]
    led = token.tag == "VBN" and token.dep == "acl" and head.dep == "nsubj" and below.tag == "VB" and below.i > token.i
    return below if led and any(c.lower == "to" for c in dependents(sent, below.i, "aux")) else None


def _who_acts(sent: Sentence, thing: Token, *, venue: bool) -> list[int]:
    """ "proposed that both armies hand over maps", "offered to bring the commanders together": who is to act, or to come."""
    own = dependent(sent, thing.i, "nsubj") if thing.dep == "ccomp" else dependent(sent, thing.i, "dobj") if venue and thing.pos in VERBAL else None
    several = own is not None and (own.pos == "PROPN" or own.tag == "NNS")
    return [t.i for t in conjuncts(sent, own.i)] if own is not None and several else []


def _mandative(sent: Sentence, verb: Token, below: Token) -> bool:
    """ "suggested that the river be shared", "suggested that both sides pull back", "suggested the bank should pay": what is to be done, not what is believed.

    After a past verb a belief stands in the past too, so that a bare form is no belief.
    """
    helpers = list(dependents(sent, below.i, "aux", "auxpass"))
    if any(c.lower == "should" for c in helpers):
        return below.pos == "VERB" and not any(c.lower in ("be", "have", "been") for c in helpers)
    own = dependent(sent, below.i, "nsubj")
    told = verb.tag == "VBD" or verb.tag == "VBN" and own is not None and own.pos != "PRON"
    bare = below.tag == "VB" or below.tag == "VBP" and told and below.lemma not in BELIEFS
    return bare and not helpers or any(c.lower == "be" for c in helpers) and all(c.tag == "VB" for c in helpers)


def _courtesy(thing: Token, nouns: Nouns) -> bool:
    """Whether what is offered is no term: condolences, an opinion, further talk; "offered his hand" is a courtesy, "offered to hand over maps" is none."""
    return thing.lemma in nouns.words["no_acts" if thing.pos in VERBAL else "no_offers"]


def _hosts(sent: Sentence, verb: Token, thing: Token, nouns: Nouns) -> str | None:
    """The kind of an offer of a place to meet: a meeting in "offered to host the talks", "offered its capital as a venue", not in "offered its airport"."""
    if thing.pos in VERBAL:
        together = thing.lemma in ("bring", "get", "sit") and any(c.lower in ("together", "down") for c in dependents(sent, thing.i, "advmod", "prt", "prep"))
        return "meeting" if thing.lemma in nouns.words["hosting"] or together else None
    roles = [g for i in (verb.i, thing.i) for p in dependents(sent, i, "prep") if p.lower == "as" for g in dependents(sent, p.i, "pobj")]
    if any(g.lemma in nouns.words["venues"] | {"host"} for g in roles):
        return "meeting"
    use = next((g for p in dependents(sent, thing.i, "prep") if thing.lemma == "use" and p.lower == "of" for g in dependents(sent, p.i, "pobj")), thing)
    return "offer" if use.lemma in nouns.words["venues"] and dependent(sent, use.i, "poss") is not None else None


def _ready_to_host(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "Ostrana is ready to host the next round", "would be happy to receive both": a place to meet, where no verb of offering says so."""
    above, kind, who = sent.tokens[token.head], nouns.noun("meeting"), controller(sent, token.i)
    words = run(sent, list(subtree(sent, token.i)))
    if token.dep != "xcomp" or above.lower not in (*READY, "happy", "glad", "keen") or kind is None or who is None or words is None:
        return None
    be = sent.tokens[above.head]
    thing = dependent(sent, token.i, "dobj")
    met = thing is not None and (nouns.kind_of(thing) == "meeting" or thing.lemma in ("round", "session", "delegation", "side", "negotiator"))
    if not met or negation(sent, be.i) is not None or any(m.lower in ("if", "whether") for m in dependents(sent, be.i, "mark")):
        return None
    low = sent.tokens[min(subtree(sent, who))].start
    proposers = tuple(t.i for t in conjuncts(sent, who))
    return Candidate(sent, token.i, kind, words, (low, words[1]), proposers, state="on_the_table", made=True, rule="offered", put=True, venue=True)


def _conceded(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "is ready to free 40 prisoners if …", "could grant grazing rights were …", "would release two hostages for 30,000 crowns": something for something.

    Readiness alone is a position; what is given is on the table when something is asked in return, or a number says how much.
    """
    kind = nouns.noun("offer")
    thing = dependent(sent, token.i, "dobj", "ccomp", "xcomp", "prep")
    above = sent.tokens[token.head]
    ready = token.dep == "xcomp" and above.lower in READY
    if token.dep == "pcomp" and above.lower == "to" and sent.tokens[above.head].lower in ("open", "amenable", "agreeable"):
        above, ready = sent.tokens[above.head], True  # "is open to lifting its veto if …"
    low_verb = above.head if ready and above.head != above.i else token.i
    possible = modal(sent, token.i) in ("would", "could")
    if kind is None or thing is None or not (ready or possible) or negation(sent, low_verb) is not None or negation(sent, token.i) is not None:
        return None
    places = (token, above, sent.tokens[above.head]) if ready else (token, *([above] if token.dep == "ccomp" and above.lemma in ("say", "tell") else []))
    asked = next((a for a in (_asked_in_return(sent, t) for t in places) if a is not None), None)
    if asked is None and ready and _only_after(sent, token):
        asked = -1
    speaker = _speaker(sent, token) if passive(sent, token.i) and asked == -1 and not ready and dependent(sent, token.i, "agent") is None else None
    if (
        asked is None
        or passive(sent, token.i)
        and speaker is None
        or any(m.lower in ("if", "whether", "unless") and not ready for m in dependents(sent, token.i, "mark"))
    ):
        return None
    own = dependent(sent, token.i, "nsubj") if not ready else None
    who = own.i if own is not None else controller(sent, token.i) if ready else None
    if speaker is not None:
        words = run(sent, list(subtree(sent, token.i)))
        if words is None or within_plan(sent, token, nouns):
            return None
        makers = tuple(t.i for t in conjuncts(sent, speaker))
        return Candidate(sent, token.i, kind, words, words, makers, state="on_the_table", made=True, rule="conceded", asked=asked)
    words = run(sent, [j for j in subtree(sent, low_verb if ready else token.i) if j >= min(token.i, above.i if ready else token.i)])
    if within_plan(sent, token, nouns):
        return None
    if who is None or words is None or nouns.kind_of(sent.tokens[who]) is not None or sent.tokens[who].tag in ("WDT", "WP"):
        return None
    low = min(words[0], sent.tokens[min(subtree(sent, who))].start)
    return Candidate(
        sent,
        token.i,
        kind,
        words,
        (low, words[1]),
        tuple(t.i for t in conjuncts(sent, who)),
        recipients=((asked,) if asked >= 0 and sent.tokens[asked].pos == "PROPN" else ()),
        state="on_the_table",
        made=True,
        rule="conceded",
        asked=asked,
    )


def _only_after(sent: Sentence, token: Token) -> bool:
    """ "is prepared to send 3,500 soldiers, but only after a signature": a number of something, and what has to come first."""
    thing = dependent(sent, token.i, "dobj")
    if thing is None or not any(c.pos == "NUM" for c in dependents(sent, thing.i, "nummod")):
        return False
    after = [t.lower for t in sent.tokens[token.i :]]
    return any(a == "only" and b in ("after", "once", "when", "on", "upon", "following", "under", "as", "in") for a, b in itertools.pairwise(after))


def _speaker(sent: Sentence, token: Token) -> int | None:
    """Who says that something could be done in return: "Vik said that the level could be capped in return for grain"."""
    above = sent.tokens[token.head]
    said = token.dep == "ccomp" or token.dep == "conj" and dependent(sent, token.i, "mark") is not None
    if token.dep == "conj" and above.dep == "ccomp":  # "that it would never give up the mine, but that its output could be capped in return for grain"
        above = sent.tokens[above.head]
    if not said or above.pos != "VERB" or above.i > token.i or negation(sent, above.i) is not None or passive(sent, above.i):
        return None
    if above.lemma not in (
        "say",
        "tell",
        "add",
        "underline",
        "stress",
        "suggest",
        "signal",
        "indicate",
        "hint",
        "state",
        "explain",
        "note",
        "announce",
        "declare",
    ):
        return None
    return controller(sent, above.i)


def _would_settle(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "would agree to thin out its garrison", "would settle for 700": who names what it would take puts it on the table."""
    kind = nouns.noun("offer")
    below = dependent(sent, token.i, "xcomp") if token.lemma == "agree" else None
    sums = [g for p in dependents(sent, token.i, "prep") if p.lower == "for" and token.lemma == "settle" for g in dependents(sent, p.i, "pobj")]
    thing = below or next((g for g in sums if g.pos == "NUM" or any(c.pos == "NUM" for c in dependents(sent, g.i))), None)
    who = controller(sent, token.i)
    asked = _asked_in_return(sent, token)
    bound = asked is not None and asked >= 0 and token.lemma == "agree" and modal(sent, token.i) is None  # "has agreed to reopen its market if …"
    if kind is None or thing is None or who is None or modal(sent, token.i) != "would" and not bound or negation(sent, token.i) is not None:
        return None
    supposed = any(m.lower in ("if", "whether", "unless") for m in dependents(sent, token.i, "mark"))
    words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    if supposed or words is None or passive(sent, token.i) or below is not None and below.lemma in nouns.words["no_acts"]:
        return None
    low = min(words[0], sent.tokens[min(subtree(sent, who))].start)
    return Candidate(sent, token.i, kind, words, (low, words[1]), tuple(t.i for t in conjuncts(sent, who)), state="on_the_table", made=True, rule="conceded")


def _would_have(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "Norra would have the force placed under the mission", "would have Velta hand in its guns": what one side wants another to do, or done."""
    kind, who = nouns.noun("offer"), dependent(sent, token.i, "nsubj")
    thing = dependent(sent, token.i, "dobj")
    done = next((c for t in [token, *([thing] if thing is not None else [])] for c in dependents(sent, t.i, "ccomp", "acl") if c.tag in ("VBN", "VB")), None)
    if kind is None or who is None or done is None or modal(sent, token.i) != "would" or negation(sent, token.i) is not None or done.i < token.i:
        return None
    own = thing or dependent(sent, done.i, "nsubj", "nsubjpass")
    if any(c.lower in ("sooner", "rather", "preferably") for c in dependents(sent, token.i, "advmod")):
        return None  # a preference
    if own is None or own.pos == "PRON" or any(c.lower == "to" for c in dependents(sent, done.i, "aux")) or dependent(sent, token.i, "advcl") is not None:
        return None
    words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    if words is None or who.pos == "PRON" or nouns.kind_of(who) is not None or within_plan(sent, token, nouns):
        return None
    to = (own.i,) if own.pos == "PROPN" or done.tag == "VB" else ()
    makers = tuple(t.i for t in conjuncts(sent, who.i))
    return Candidate(
        sent,
        token.i,
        kind,
        words,
        (sent.tokens[min(subtree(sent, who.i))].start, words[1]),
        makers,
        recipients=to,
        state="on_the_table",
        made=True,
        rule="offered",
        put=True,
    )


def _stomached(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    if token.lemma not in nouns.words["stomaching"] and token.lemma not in nouns.words["stomaching_verbs"] or modal(sent, token.i) is None:
        return None
    return stomached(sent, token, nouns, asked=_asked_in_return(sent, token) is not None)


def _promised(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "told Velta that its oil would be let through for six months", "says it would guarantee a job for every crane": what is promised to another side."""
    above = sent.tokens[token.head]
    if token.dep != "ccomp" or modal(sent, token.i) != "would" or above.pos != "VERB" or above.i > token.i or (kind := nouns.noun("offer")) is None:
        return None
    own = dependent(sent, token.i, "nsubj", "nsubjpass")
    to = [d for d in dependents(sent, above.i, "dobj", "dative") if d.pos in ("PROPN", "NOUN", "PRON")]
    told = above.lemma in ("tell", "assure", "promise", "inform", "notify") and bool(to) and to[0].text[:1].isupper()
    told = told and token.lemma in nouns.words["giving"] and any(sent.tokens[j].pos == "NUM" for j in subtree(sent, token.i))
    stands = above.lemma in ("say", "add", "announce") and token.lemma in nouns.words["standing_for"] and own is not None and own.tag == "PRP"
    who, words = controller(sent, above.i), run(sent, list(subtree(sent, token.i)))
    denied = negation(sent, token.i) is not None or negation(sent, above.i) is not None or modal(sent, above.i) is not None or passive(sent, above.i)
    if not (told or stands) or denied or own is None or who is None or words is None or within_plan(sent, token, nouns):
        return None
    if any(m.lower in ("if", "whether", "unless") for m in dependents(sent, token.i, "mark")) or nouns.kind_of(sent.tokens[who]) is not None:
        return None
    proposers = tuple(t.i for t in conjuncts(sent, who))
    return Candidate(sent, token.i, kind, words, words, proposers, recipients=tuple(t.i for t in to), state="on_the_table", made=True, rule="offered", put=True)


def _put_forward(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "a timetable put forward by Norra", "a step first suggested by the Council": whatever it is, somebody has put it on the table."""
    if token.tag != "VBN" or token.dep not in ("acl", "relcl"):
        return None
    thing, kind = sent.tokens[token.head], nouns.noun("offer")
    pair = any(f"{token.lemma} {c.lower}" in nouns.words["proposing_pairs"] for c in dependents(sent, token.i, "prt", "advmod"))
    if not (pair or token.lower in nouns.words["strongly_proposed"]):
        return None
    who = objects(sent, token.i, "by")
    low = [j for j in subtree(sent, thing.i) if thing.dep != "appos" or j >= min(subtree(sent, thing.i))]
    words = run(sent, low)
    if kind is None or not who or words is None or thing.pos != "NOUN" or nouns.kind_of(thing) is not None or thing.lemma in nouns.words["no_offers"]:
        return None
    return Candidate(sent, thing.i, kind, words, words, tuple(who), state="on_the_table", made=True, rule="offered", put=True)


def _written(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "In a note, Norra asks that Velta move its bombers"; "The Union's letter sets out the terms: …": a paper that nothing else names lays it down."""
    lays = token.lemma in ("lay", "lie", "set", "spell", "outline", "sketch") and puts(sent, token, nouns)
    asked = dependent(sent, token.i, "ccomp") if token.lemma in ("ask", "propose", "request", "suggest") or lays else None
    if asked is None and not lays and not puts(sent, token, nouns):
        return None
    kind, who, carrier = nouns.noun("offer"), controller(sent, token.i), None
    if asked is not None:
        carrier = next(
            (
                g
                for p in dependents(sent, token.i, "prep")
                if p.lower == "in"
                for g in dependents(sent, p.i, "pobj")
                if g.lemma in nouns.words["messages"] or nouns.generic_of(g)
            ),
            None,
        )
        own = dependent(sent, asked.i, "nsubj", "nsubjpass")
        to = [own.i] if own is not None and own.pos in ("PROPN", "NOUN") and not lays else []
        makers = [who] if who is not None else []
    elif who is not None and sent.tokens[who].lemma in nouns.words["messages"]:
        carrier, to = sent.tokens[who], objects(sent, who, "to")
        owner = dependent(sent, who, "poss")
        makers = [t.i for t in conjuncts(sent, owner.i)] if owner is not None else objects(sent, who, "from", "by")
    words = run(sent, list(subtree(sent, token.i))) if carrier is not None else None
    if kind is None or carrier is None or words is None or not makers or negation(sent, token.i) is not None:
        return None
    return Candidate(
        sent, token.i, kind, words, words, tuple(makers), recipients=tuple(to), state="on_the_table", made=True, content=True, rule="offered", put=True
    )


def _to_whom_bound(sent: Sentence, token: Token, thing: Token) -> list[int]:
    """ "offered to lift the levy provided that Velta …", "is ready to … if Velta …": who is to act in return is who it is offered to."""
    asked = next((a for a in (_asked_in_return(sent, t) for t in (token, thing) if t.pos in VERBAL) if a is not None and a >= 0), None)
    return [asked] if asked is not None and sent.tokens[asked].pos == "PROPN" else []


def _asked_in_return(sent: Sentence, token: Token) -> int | None:
    """Who is asked for something in return in the clause of a verb: the subject under "if"; -1 where it is a thing or sum after "for"; else None."""
    for prep in dependents(sent, token.i, "prep", "advcl", "acl", "conj"):
        if prep.lower in ("provided", "providing") and prep.i > token.i and (who := dependent(sent, prep.i, "dobj", "nsubj", "pobj")) is not None:
            return who.i  # the parse takes "provided" for a participle
        clause = dependent(sent, prep.i, "ccomp", "pcomp") if prep.lower in ("provided", "providing") and prep.i > token.i else None
        if clause is not None and (own := dependent(sent, clause.i, "nsubj", "nsubjpass")) is not None:
            return own.i
    for clause in dependents(sent, token.i, "advcl"):
        mark = dependent(sent, clause.i, "mark", "advmod")
        inverted = mark is None and any(sent.tokens[j].lower in ("were", "should", "had") for j in subtree(sent, clause.i)[:1])
        own = dependent(sent, clause.i, "nsubj", "nsubjpass") or next((c for c in dependents(sent, clause.i, "compound") if c.pos == "PROPN"), None)
        if negation(sent, clause.i) is not None or clause.lemma in ("refuse", "fail", "reject", "attack", "break", "violate", "decline", "walk", "strike"):
            continue  # "would cut off supplies if they refused": a threat
        if (mark is not None and mark.lower in BINDING or inverted) and own is not None:
            return own.i
    for prep in dependents(sent, token.i, "prep"):
        words = [sent.tokens[j].lower for j in subtree(sent, prep.i)]
        if words[:2] in (["in", "return"], ["in", "exchange"]):
            return -1
        if prep.lower == "against" and any(g.lemma in PROMISES for g in dependents(sent, prep.i, "pobj")):
            return -1  # "would hand back the airfield against a promise of amnesty"
        if prep.lower == "for" and any(t.pos == "NUM" and t.dep == "nummod" for t in (sent.tokens[j] for j in subtree(sent, prep.i))):
            lasting = any(t.lemma in ("day", "week", "month", "year", "hour") for t in (sent.tokens[j] for j in subtree(sent, prep.i)))
            return None if lasting else -1
    return None


def _on_table(sent: Sentence, token: Token) -> bool:
    """ "has put 4 percent on the table"."""
    return any(sent.tokens[j].lower == "table" and sent.tokens[sent.tokens[j].head].lower == "on" for j in subtree(sent, token.i))


def _counters(sent: Sentence, token: Token, nouns: Nouns) -> tuple[Tie, ...]:
    return (Tie("counters"),) if _countered(sent, token, nouns) is not None else ()


def _countered(sent: Sentence, token: Token, nouns: Nouns) -> Token | None:
    """ "countered with 22,000 tonnes": an amount that is named against another's; what a noun names is read by its noun."""
    back = token.lemma in ("come", "hit") and any(c.lower == "back" for c in dependents(sent, token.i, "advmod", "prt"))
    if token.lemma not in ("counter", "respond", "reply", "retort") and not back or modal(sent, token.i) is not None:
        return None
    things = (g for p in dependents(sent, token.i, "prep") if p.lower == "with" for g in dependents(sent, p.i, "pobj"))
    return next(
        (
            t
            for t in things
            if nouns.noun(t.lemma) is None and (_amount(sent, t) or (token.lemma == "counter" or _reprieve(sent, t, nouns)) and _measured(sent, t))
        ),
        None,
    )


def _amount(sent: Sentence, thing: Token) -> bool:
    return thing.pos == "NUM" or any(c.pos == "NUM" for c in dependents(sent, thing.i))


def _reprieve(sent: Sentence, thing: Token, nouns: Nouns) -> bool:
    return bool(({thing.lemma} | joined(sent, thing)) & nouns.words["reprieves"])


def _measured(sent: Sentence, thing: Token) -> bool:
    """ "countered with a ten-year phase-in", "with a cap of 40": a new thing that has its measure in itself."""
    under = [sent.tokens[j] for j in subtree(sent, thing.i)]
    return under[0].lower in ("a", "an") and any(t.pos == "NUM" for t in under)


def _agent_of(sent: Sentence, token: Token) -> int | None:
    if token.dep == "acl" and _finite_acl(sent, token):  # "Renn, who heads the mission, offered …": the parse takes the verb for a participle
        return token.head
    if not passive(sent, token.i):
        who, head = controller(sent, token.i), sent.tokens[token.head]
        if who is None and token.dep == "conj" and head.pos == "NOUN" and head.dep == "dobj" and sent.tokens[head.head].tag in ("VBD", "VBZ", "VBP"):
            who = controller(sent, head.head)  # "rebuffed the last point, envoys said, but proposed …": the parse joins the verb to the noun
        return who
    agent = dependent(sent, token.i, "agent")
    thing = dependent(sent, agent.i, "pobj") if agent is not None else None
    return thing.i if thing is not None else None


def _line(sent: Sentence, token: Token, nouns: Nouns) -> Token | None:
    """ "have agreed a line that follows the buoys", "agreed a fishing season of 90 days": a thing that is described and that no noun of agreeing names."""
    thing = dependent(sent, token.i, "dobj") if token.lemma == "agree" else None
    if thing is None and token.lemma in ("agree", "settle", "compromise"):  # "agreed on a cap of 3 million tonnes"
        thing = next(
            (g for p in dependents(sent, token.i, "prep") if p.lower in ("on", "upon") for g in dependents(sent, p.i, "pobj") if g.pos == "NOUN"), None
        )
        thing = (
            thing
            if thing is not None and any(sent.tokens[j].pos == "NUM" for p in dependents(sent, thing.i, "prep", "nummod") for j in subtree(sent, p.i))
            else None
        )
    new = thing is not None and any(c.lower in ("a", "an") for c in dependents(sent, thing.i, "det")) and nouns.kind_of(thing) is None
    told = (
        new and thing is not None and (dependent(sent, thing.i, "relcl", "acl") is not None or any(sent.tokens[j].pos == "NUM" for j in subtree(sent, thing.i)))
    )
    return thing if told else None


def _explores(sent: Sentence, verb: Token, nouns: Nouns) -> bool:
    """ "agreed to explore a federal system", "agreed to study a joint customs post": something new that is described; no further talk of a visit or a deal."""
    thing = dependent(sent, verb.i, "dobj") if verb.lemma in ("explore", "consider", "study", "discuss", "examine") else None
    new = thing is not None and thing.pos == "NOUN" and any(c.lower in ("a", "an") for c in dependents(sent, thing.i, "det"))
    if thing is None or not new or thing.lemma in nouns.words["no_offers"] or nouns.kind_of(thing) is not None or thing.lemma in nouns.words["gatherings"]:
        return False
    return any(c.lower not in ("possible", "future", "potential", "further", "new") for c in dependents(sent, thing.i, "amod", "compound"))


def _undertaken(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "Norra has undertaken to settle the debt within 30 days": what one side binds itself to, with a number."""
    if token.lemma != "undertake" or token.tag not in ("VBD", "VBN", "VBZ"):
        return None
    below, own, kind = dependent(sent, token.i, "xcomp"), dependent(sent, token.i, "nsubj"), nouns.noun("offer")
    if below is None or own is None or kind is None:
        return None
    denied = negation(sent, token.i) is not None or modal(sent, token.i) is not None or passive(sent, token.i)
    words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    supposed = any(m.lower in ("if", "whether", "unless") for m in dependents(sent, token.i, "mark"))
    if below.lemma in nouns.words["no_acts"]:
        return None
    if denied or supposed or words is None or own.tag in ("WDT", "WP") or not any(sent.tokens[j].pos == "NUM" for j in subtree(sent, below.i)):
        return None
    low = min(words[0], sent.tokens[min(subtree(sent, own.i))].start)
    proposers = tuple(t.i for t in conjuncts(sent, own.i))
    return Candidate(sent, token.i, kind, words, (low, words[1]), proposers, state="on_the_table", made=True, rule="offered", put=True)


def _as_proposed(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "refused to accept a joint patrol, as Velta had proposed": what an aside says that somebody has put forward."""
    if token.lower not in nouns.words["strongly_proposed"] and token.lower not in ("requested", "offered", "sought"):
        return None
    mark, own, kind = dependent(sent, token.i, "mark"), dependent(sent, token.i, "nsubj"), nouns.noun("offer")
    if mark is None or mark.lower != "as" or own is None or kind is None or passive(sent, token.i):
        return None
    above = sent.tokens[token.head]
    things = [*dependents(sent, above.i, "dobj"), *(g for p in dependents(sent, above.i, "prep") for g in dependents(sent, p.i, "pobj"))]
    thing = next((t for t in things if t.i < token.i and any(c.lower in ("a", "an") for c in dependents(sent, t.i, "det"))), None)
    if dependent(sent, token.i, "dobj", "xcomp", "ccomp") is not None or thing is None or thing.pos != "NOUN" or nouns.kind_of(thing) is not None:
        return None
    words = run(sent, [*subtree(sent, thing.i), *subtree(sent, token.i)])
    if words is None or thing.lemma in nouns.words["no_offers"]:
        return None
    refused = any(v.lemma in ("refuse", "decline", "reject") for v in (above, sent.tokens[above.head])) or negation(sent, above.i) is not None
    state, makers = "rejected" if refused else "on_the_table", tuple(t.i for t in conjuncts(sent, own.i))
    return Candidate(sent, token.i, kind, words, words, makers, state=state, made=True, rule="offered", put=True)


def _accord(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "The two agreed to reopen a crossing on July 1": what two sides have agreed to do, where no noun names it."""
    on = [p for p in dependents(sent, token.i, "prep") if p.lower in ("on", "upon") and dependent(sent, p.i, "pcomp") is not None]
    below = dependent(sent, on[0].i, "pcomp") if on else dependent(sent, token.i, "xcomp", "ccomp") or _line(sent, token, nouns)
    own = dependent(sent, token.i, "nsubj")
    if own is not None and own.tag == "VBG":
        own = dependent(sent, own.i, "nsubj") or own  # "leaders meeting by the lake agreed that …": the parse takes the participle for who agrees
    impersonal = dependent(sent, token.i, "nsubjpass") if below is not None and below.dep == "ccomp" else None
    impersonal = impersonal if impersonal is not None and impersonal.lower == "it" else None  # "It was agreed that the vote should be held by June"
    own = own or impersonal
    kind = nouns.noun("agreement")
    denied = negation(sent, token.i)
    denied = denied if below is None or denied is None or denied.i < token.i else None  # "agreed not to disclose it": what is agreed is denied
    if (
        below is None
        or own is None
        or kind is None
        or below.pos not in VERBAL
        and below.dep not in ("dobj", "pobj")
        or denied is not None
        or modal(sent, token.i) is not None
    ):
        return None
    other = any(p.lower in ("to", "on", "upon") and dependent(sent, p.i, "pobj") for p in dependents(sent, token.i, "prep") if p not in on)
    if (
        below.lemma in ("say", "announce", "tell", "add", "report")
        or below.i < token.i
        or other
        and below.dep != "pobj"
        and not any(t.lower in WEEK for p in dependents(sent, token.i, "prep") for t in dependents(sent, p.i, "pobj"))
    ):
        return None
    talks = dependent(sent, below.i, "dobj")
    over = talks is not None and (talks.pos == "PRON" or nouns.kind_of(talks) == "meeting" or talks.lemma in nouns.words["gatherings"])
    if below.lemma in ("wrap", "conclude", "complete", "finish", "accelerate", "intensify", "speed", "expedite", "continue", "maintain") and over:
        return None  # "agreed to wrap up the talks by June"
    joint = (
        impersonal is not None
        or any(c.dep == "conj" for c in dependents(sent, own.i))
        or own.tag in ("NNS", "NNPS")
        or own.lower in ("both", "they", "two", "three")
    )
    words = run(sent, subtree(sent, below.i))
    if not joint or words is None or below.lemma in nouns.words["no_acts"] and not _explores(sent, below, nouns):
        return None
    return Candidate(sent, token.i, kind, words, words, state="accepted", content=below.dep in ("dobj", "pobj") or _explores(sent, below, nouns), rule="accord")
