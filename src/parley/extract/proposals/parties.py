"""Who stands around a thing on the table: who put it there, who brokered it, who backs it, and to whom it was put.

Each function gives head tokens; who they are is found out later. Proposed, brokered and backed are three things.
"""

from collections.abc import Iterator

from parley.extract.clauses import controller, modal, negation, passive
from parley.extract.proposals.candidate import FIGHTING, VERBAL
from parley.extract.proposals.content import content_clause
from parley.extract.proposals.nouns import Nouns
from parley.extract.proposals.states import verb_state
from parley.model import Sentence, Token
from parley.model.tree import ancestors, conjuncts, dependent, dependents, subtree

COUNTS = ("vote", "margin", "majority", "percent", "show", "ballot", "landslide", "acclamation", "whisker", "consensus")
NOT_TO = (
    "halt",
    "end",
    "stop",
    "return",
    "alternative",
    "answer",
    "response",
    "solution",
    "amendment",
    "change",
    "addition",
    "reply",
    "exception",
    "access",
    "limit",
    "approach",
)
FERRYING = frozenset({"carry", "ferry", "shuttle", "relay", "convey", "hawk", "transmit"})
NAMES = ("PROPN", "NOUN", "PRON")


def objects(sent: Sentence, i: int, *prepositions: str) -> list[int]:
    """The heads of what stands after one of the prepositions under token `i`, with all that is coordinated with the first."""
    found = (g for p in dependents(sent, i, "prep", "agent", "dative") if p.lower in prepositions for g in dependents(sent, p.i, "pobj"))
    first = next((g for g in found if g.pos in NAMES), None)
    return [t.i for t in conjuncts(sent, first.i)] if first is not None else []


def naming(token: Token, nouns: Nouns) -> bool:
    """Whether the noun itself says that somebody puts it forward: "offer", "plan", "draft"."""
    return token.lemma in nouns.proposing or token.lower in nouns.proposing


def puts(sent: Sentence, verb: Token, nouns: Nouns) -> bool:
    """Whether the verb puts its object forward: "proposed", "put forward", "set out"."""
    if verb.lemma == "put":
        aside = (g for p in dependents(sent, verb.i, "prep") if p.i > verb.i for g in dependents(sent, p.i, "pobj"))
        if any(g.lemma in nouns.words["aside"] for g in aside):
            return False  # "put the treaty in abeyance", "put it on hold"
    if verb.lemma in nouns.words["proposing"]:
        return not any(c.lower in ("off", "aside", "down", "back", "away") for c in dependents(sent, verb.i, "prt"))  # "put off talks"
    if verb.lemma not in nouns.paired:
        return False
    pairs = nouns.words["proposing_pairs"]
    return any(f"{verb.lemma} {c.lower}" in pairs for c in dependents(sent, verb.i, "prt", "advmod", "prep"))


def proposers_of(sent: Sentence, token: Token, under: list[int], nouns: Nouns, verb: Token | None) -> list[int]:
    """Head tokens of who put it there: owner, maker in the noun stack, agent of "proposed", subject of a verb of proposing."""
    made = participle(sent, token, nouns.words["proposed"], "proposed")
    if made:
        return made
    named = naming(token, nouns)
    if named and (own := _owned(sent, token, under, nouns, verb)):
        return own
    if verb is not None and not passive(sent, verb.i) and (_object_of(sent, token, verb) or _answers_with(sent, token, verb, nouns)):
        called = verb.lemma == "call" and any(c.lower in ("a", "an") for c in dependents(sent, token.i, "det"))  # "called a truce"
        declaring = nouns.kind_of(token) in FIGHTING and (verb.lemma in nouns.words["declaring"] or called)
        pushing = named and verb.lemma in nouns.words["pushing"] and any(c.lower in ("a", "an") for c in dependents(sent, token.i, "det"))
        making = named and (verb.lemma in nouns.words["making"] or _answers_with(sent, token, verb, nouns) or _dispatches(sent, token, verb, nouns))
        asking = token.lemma in nouns.words["reprieves"] and (verb.lemma in nouns.words["asking"] or verb.lemma in nouns.words["asking_for"])
        if puts(sent, verb, nouns) or declaring or making or pushing or asking:
            who = _doer(sent, verb)
            if who is not None:
                return [t.i for t in conjuncts(sent, who)]
    if token.dep == "appos" and sent.tokens[token.head].pos == "NOUN":  # "set out his terms: a 60-day truce"
        head = sent.tokens[token.head]
        above = next((a for a in ancestors(sent, head.i) if a.pos in VERBAL), None)
        if above is not None and puts(sent, above, nouns) and head.dep == "dobj" and (who := controller(sent, above.i)) is not None:
            return [t.i for t in conjuncts(sent, who)]
    return _put_by(sent, token, nouns) or _clause_makers(sent, token, nouns) or _predicate_makers(sent, token, nouns)


def _doer(sent: Sentence, verb: Token) -> int | None:
    """Who does it; of two subjects that the parse gives one verb ("An uneasy calm settled, a day after Norra declared …"), the one next to it."""
    own = [c.i for c in dependents(sent, verb.i, "nsubj") if c.i < verb.i]
    return own[-1] if len(own) > 1 else controller(sent, verb.i)


def _owned(sent: Sentence, token: Token, under: list[int], nouns: Nouns, verb: Token | None) -> list[int]:
    """ "Norra's offer", "an offer by Norra", "the Norran offer"."""
    own = dependent(sent, token.i, "poss") or _owner_of_first(sent, token)
    if own is not None:
        return [t.i for t in conjuncts(sent, own.i)]
    if hyphened(sent, token.i) and (first := [c.i for c in dependents(sent, token.i - 2, "compound", "amod", "nmod") if c.text[:1].isupper()]):
        return first  # "the US counter-offer"
    by = objects(sent, token.i, "by", "from") or _from_below(sent, token, under, nouns)
    if not by and verb is not None and token.dep == "dobj":  # "turned down an offer from Norra": the parse may hang it on the verb
        after = next((p for p in dependents(sent, verb.i, "prep") if p.lower == "from" and under and p.i == under[-1] + 1), None)
        by = [t.i for g in dependents(sent, after.i, "pobj") for t in conjuncts(sent, g.i)] if after is not None else []
    if by:
        return by
    stack = [c.i for c in dependents(sent, token.i, "compound", "amod", "nmod") if c.text[:1].isupper() and c.i < token.i]
    stack += [
        g.i
        for c in dependents(sent, token.i, "compound", "amod")
        for g in dependents(sent, c.i, "compound", "amod", "punct", "npadvmod")
        if g.text[:1].isupper() and g.text[:1].isalpha()
    ]
    return sorted(stack)


def _owner_of_first(sent: Sentence, token: Token) -> Token | None:
    """ "Velta's counter-offer": the parse may hang the owner on what the hyphen joins to the noun."""
    return dependent(sent, token.i - 2, "poss") if hyphened(sent, token.i) else None


def hyphened(sent: Sentence, i: int) -> bool:
    """Whether a hyphen joins token `i` to the one before: "counter-offer"."""
    return i > 1 and sent.tokens[i - 1].text == "-" and sent.tokens[i - 1].end == sent.tokens[i].start and sent.tokens[i - 2].end == sent.tokens[i - 1].start


def _from_below(sent: Sentence, token: Token, under: list[int], nouns: Nouns) -> list[int]:
    """ "a proposal for a 30-day truce from Norra": the maker at the end of the phrase, whatever the parse hangs it on."""
    froms = (sent.tokens[j] for j in reversed(under) if sent.tokens[j].lower == "from" and sent.tokens[j].dep == "prep" and j > token.i)
    last = next((p for p in froms if nouns.kind_of(sent.tokens[p.head]) is not None), None)
    things = [g for g in dependents(sent, last.i, "pobj") if g.pos == "PROPN"] if last is not None else []
    return [t.i for t in conjuncts(sent, things[0].i)] if things else []


def _answers_with(sent: Sentence, token: Token, verb: Token, nouns: Nouns) -> bool:
    """ "Norra responded with a draft of its own": the subject puts it on the table."""
    return token.dep == "pobj" and sent.tokens[token.head].lower == "with" and verb.lemma in nouns.words["countering"]


def _dispatches(sent: Sentence, token: Token, verb: Token, nouns: Nouns) -> bool:
    """ "Norra sent Velta an offer": who sends what is new and nobody else's, makes it."""
    new = any(c.lower in ("a", "an", "another") for c in dependents(sent, token.i, "det"))
    return new and token.dep == "dobj" and verb.lemma in nouns.words["dispatching"]


def _put_by(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "The plan was put to both sides by the Concord": the agent of a passive of proposing."""
    verb = sent.tokens[token.head]
    if token.dep != "nsubjpass" or not (puts(sent, verb, nouns) or verb.lemma in nouns.words["dispatching"]):
        return []
    return objects(sent, verb.i, "by")


def _clause_makers(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "the truce, which Norra floated in May", "a plan that it tabled last week"."""
    for child in dependents(sent, token.i, "relcl", "acl"):
        own = dependent(sent, child.i, "nsubj")
        sent_out = naming(token, nouns) and child.lemma in nouns.words["dispatching"] - FERRYING  # "the package that the minister sent over"
        if (puts(sent, child, nouns) or sent_out) and own is not None and own.tag not in ("WDT", "WP") and negation(sent, child.i) is None:
            return [t.i for t in conjuncts(sent, own.i)]
        if child.lemma in ("attribute", "ascribe", "credit") and child.tag == "VBN" and (found := objects(sent, child.i, "to")):
            return found  # "an outline attributed to Vik"
        if child.lemma in ("come", "originate", "stem") and (found := objects(sent, child.i, "from")):
            return found
        if child.tag == "VBN" and (found := _writers(sent, child, nouns)):
            return found
    return bare_relative(sent, token, nouns)


def bare_relative(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "in the formula Norra has put forward": no pronoun, and the parse may take the clause for one of its own."""
    after = next((t for t in sent.tokens[token.i + 1 : token.i + 4] if t.dep in ("nsubj", "nsubjpass")), None)
    between = sent.tokens[token.i + 1 : after.i] if after is not None else ()
    if after is None or any(t.dep not in ("compound", "det", "amod", "poss") for t in between) or not naming(token, nouns):
        return []
    verb = sent.tokens[after.head]
    free = dependent(sent, verb.i, "dobj", "nsubjpass", "ccomp", "xcomp") is None and verb.head != token.i and verb.i > after.i
    return [t.i for t in conjuncts(sent, after.i)] if free and puts(sent, verb, nouns) and negation(sent, verb.i) is None else []


def _writers(sent: Sentence, verb: Token, nouns: Nouns) -> list[int]:
    """ "contained in a letter that Vik sent to Renn", "set out in a note from Vik", "made in Vik's letter": whose paper it stands in."""
    for prep in dependents(sent, verb.i, "prep"):
        for paper in dependents(sent, prep.i, "pobj") if prep.lower in ("in", "by") else ():
            if paper.lemma not in nouns.words["messages"]:
                continue
            own = dependent(sent, paper.i, "poss") or next(
                (s for r in dependents(sent, paper.i, "relcl") for s in dependents(sent, r.i, "nsubj") if s.tag[:1] != "W"), None
            )
            return [t.i for t in conjuncts(sent, own.i)] if own is not None else objects(sent, paper.i, "from", "by")
    return []


def _predicate_makers(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "The proposal came from Ostrana", "The truce was Norra's idea", "The plan is the work of Vik": what its predicate says of its maker."""
    verb = sent.tokens[token.head]
    if token.dep == "attr" and verb.lemma == "be":  # "Velta's answer was a proposal of its own"
        above = dependent(sent, verb.i, "nsubj")
        cleft = dependent(sent, verb.i, "csubj")
        if cleft is not None and any(t.lower == "what" for t in dependents(sent, cleft.i)):  # "What Norra has put on the table is a 45-day truce"
            put = puts(sent, cleft, nouns) or any(sent.tokens[j].lower == "table" for j in subtree(sent, cleft.i)) or cleft.lemma in nouns.words["offering"]
            who = dependent(sent, cleft.i, "nsubj")
            return [t.i for t in conjuncts(sent, who.i)] if put and who is not None and who.lower != "what" else []
        own = dependent(sent, above.i, "poss") if above is not None and above.lemma in nouns.words["authored"] | nouns.words["answers"] else None
        return [t.i for t in conjuncts(sent, own.i)] if own is not None else []
    if token.dep not in ("nsubj", "nsubjpass") or negation(sent, verb.i) is not None:
        subject = next((a for a in ancestors(sent, token.i) if a.dep == "nsubj" and a.pos == "NOUN"), None)  # "the idea of a truce came from Ostrana"
        return _predicate_makers(sent, subject, nouns) if subject is not None and naming(subject, nouns) and subject.i != token.i else []
    if verb.lemma in ("come", "originate", "stem"):
        return objects(sent, verb.i, "from")
    attr = dependent(sent, verb.i, "attr") if verb.lemma == "be" else None
    if attr is None or attr.lemma not in nouns.words["authored"] | nouns.words["answers"]:
        return []
    own = dependent(sent, attr.i, "poss")
    return [t.i for t in conjuncts(sent, own.i)] if own is not None else objects(sent, attr.i, "of", "by", "from")


def _object_of(sent: Sentence, token: Token, verb: Token) -> bool:
    return (
        token.dep in ("dobj", "attr", "oprd", "conj")
        and (sent.tokens[token.head].i == verb.i or token.dep == "conj")
        or token.dep == "pobj"
        and sent.tokens[token.head].head == verb.i
        and sent.tokens[token.head].lower in ("with", "for", "on", "about", "upon", "of")
        and not any(c.lower == "instead" for c in dependents(sent, token.head))
    )


def participle(sent: Sentence, token: Token, words: frozenset[str], word: str) -> list[int]:
    """Head tokens of the agents of "proposed by X", "X-proposed", "accepted earlier by X", "drawn up by X and backed by Y"."""
    for child in _participles(sent, token):
        forward = child.lower in ("put", "drawn") and any(c.lower in ("forward", "up") for c in dependents(sent, child.i, "prt", "advmod"))
        forward = forward or child.lower in ("put", "laid", "handed", "sent", "passed") and dependent(sent, child.i, "agent") is not None
        if child.lower in words or child.lower.endswith("-" + word) or child.lower == word or forward and word == "proposed":
            agent = dependent(sent, child.i, "agent") or next((p for p in dependents(sent, child.i, "prep") if p.lower == "by"), None)
            thing = dependent(sent, agent.i, "pobj") if agent is not None else None
            if thing is not None:
                return [t.i for t in conjuncts(sent, thing.i)]
            before = [g.i for g in dependents(sent, child.i, "npadvmod", "compound", "amod", "nsubj", "advmod", "nmod") if g.text[:1].isupper()]
            if before:
                return before
            if "-" in child.text and child.text[:1].isupper():
                return [child.i]
            if child.i > 1 and sent.tokens[child.i - 1].text == "-" and sent.tokens[child.i - 2].text[:1].isupper():
                return [child.i - 2]
    return []


def _participles(sent: Sentence, token: Token) -> Iterator[Token]:
    for child in dependents(sent, token.i, "acl", "amod", "relcl", "compound"):
        yield child
        if child.dep in ("acl", "relcl"):
            yield from (c for c in dependents(sent, child.i, "conj") if c.tag == "VBN")
    for j in subtree(sent, token.i):  # "a halt of 14 days, offered by Norra": the parse may hang it on the last noun before the comma
        late = sent.tokens[j]
        if late.dep == "acl" and late.head > token.i and dependent(sent, j, "agent") is not None and sent.tokens[min(subtree(sent, j)) - 1].text == ",":
            yield late
    if token.dep in ("nsubj", "nsubjpass"):  # "Mediated by Ostrana, the truce …"
        yield from (c for c in dependents(sent, token.head, "advcl") if c.tag == "VBN" and c.i < token.i and dependent(sent, c.i, "agent") is not None)


def brokers_of(sent: Sentence, token: Token, nouns: Nouns, verb: Token | None) -> list[int]:
    """Who brought the sides to it: "brokered by X", "X-brokered", "X brokered a truce", "was mediated by X"."""
    found = participle(sent, token, nouns.words["brokered"], "brokered") or _carriers(sent, token, nouns)
    if found or verb is None or verb.lemma not in nouns.words["brokering"] or negation(sent, verb.i) is not None:
        return found
    if token.dep == "nsubjpass":
        return objects(sent, verb.i, "by")
    who = controller(sent, verb.i) if token.dep == "dobj" and not passive(sent, verb.i) else None
    return [t.i for t in conjuncts(sent, who)] if who is not None else []


def _carriers(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "a paper which Ostrana has been carrying between the hotels", "a note handed to the rebels through Ostranan officers": who takes it to and fro."""
    told = [c for child in dependents(sent, token.i, "acl", "relcl") for c in (child, *dependents(sent, child.i, "conj"))]
    for child in told:
        own = dependent(sent, child.i, "nsubj")
        if child.lemma in FERRYING and own is not None and own.tag[:1] != "W" and not passive(sent, child.i):
            return [t.i for t in conjuncts(sent, own.i)]
        if child.tag == "VBN" and child.lemma in nouns.words["dispatching"] | {"give"} and (found := objects(sent, child.i, "through", "via")):
            return found
    return []


def backers_of(sent: Sentence, token: Token, nouns: Nouns, verb: Token | None) -> list[int]:
    """Who backs or accepts it, as far as that is not denied."""
    found = participle(sent, token, nouns.words["backed"], "backed")
    if any(a.lemma in nouns.words["backing"] and (negation(sent, a.i) is not None or _open(sent, a)) for a in ancestors(sent, token.i)):
        return found
    if token.dep == "nsubjpass" and verb is not None and verb.lemma in nouns.words["backing"]:
        return found + [i for i in objects(sent, verb.i, "by") if sent.tokens[i].lower not in ("neither", "none", "nobody")]
    return found + _support(sent, token, nouns) + _answerers(sent, token, nouns.words["backing"])


def _open(sent: Sentence, verb: Token) -> bool:
    """Whether it is only said that somebody would, could or should back it."""
    return modal(sent, verb.i) is not None


def _support(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "The offer has the backing of Ostrana", "a plan with Ostrana's blessing"."""
    places = [token.i, *([token.head] if token.dep == "nsubj" else [])]
    for place in places:
        things = [*dependents(sent, place, "dobj"), *(g for p in dependents(sent, place, "prep") if p.lower == "with" for g in dependents(sent, p.i, "pobj"))]
        for thing in things:
            if thing.lemma in nouns.words["support"] and negation(sent, token.head) is None:
                own = dependent(sent, thing.i, "poss")
                return [t.i for t in conjuncts(sent, own.i)] if own is not None else objects(sent, thing.i, "of", "from")
    return []


OBLIGED = ("expect", "require", "oblige", "ask", "have", "bind", "compel", "call", "commit", "need", "force")  # "would be expected to"


def recipients_of(sent: Sentence, token: Token, verb: Token | None, nouns: Nouns) -> list[int]:
    """To whom it was put: "to Velta", "offered Velta a truce", "a proposal that Velta stop firing"; who answers it, who receives it."""
    found = _content_subject(sent, token, nouns) or _asked(sent, token)
    if nouns.kind_of(token) == "meeting":
        found += objects(sent, token.i, "with")
    found += (objects(sent, token.i, "to") if token.lemma not in NOT_TO else []) or _to_below(sent, token, verb, nouns)
    if verb is not None and not found and (puts(sent, verb, nouns) or verb.lemma in nouns.words["dispatching"] | {"give", "take"}):
        found = (
            objects(sent, verb.i, "to", "before")
            or _in_front(sent, verb)
            or _addressed(sent, verb, nouns)
            or [t.i for d in dependents(sent, verb.i, "dative") if d.pos in NAMES for t in conjuncts(sent, d.i)]
            or _first_of_two(sent, token, verb)
        )
    found = found or _obliged(sent, token)
    if verb is not None and verb.lemma in nouns.words["receiving"] and token.dep == "dobj" and not passive(sent, verb.i):
        who = controller(sent, verb.i)
        found += [t.i for t in conjuncts(sent, who)] if who is not None else []
    found = found or _handed(sent, token, nouns)
    for child in dependents(sent, token.i, "relcl"):  # "a truce, which Velta accepted on Friday"
        own = dependent(sent, child.i, "nsubj")
        if _answers(sent, child, nouns.words["answering"], nouns) and own is not None and own.tag not in ("WDT", "WP"):
            found += [t.i for t in conjuncts(sent, own.i)]
    return found + _answerers(sent, token, nouns.words["answering"], nouns) + _passive_answerers(sent, token, verb, nouns)


def _first_of_two(sent: Sentence, token: Token, verb: Token) -> list[int]:
    """ "handed Norra and Velta a paper", "the Front had been handed a paper": who stands before the thing with a verb of giving."""
    if token.dep != "dobj" or token.head != verb.i:
        return []
    first = next((d for d in dependents(sent, verb.i, "dobj", "nsubjpass") if d.i < token.i and d.pos in (*NAMES, "NOUN")), None)
    return [t.i for t in conjuncts(sent, first.i) if t.i < token.i] if first is not None else []


def _obliged(sent: Sentence, token: Token) -> list[int]:
    """ "Under the plan Norra would have to leave", "Norra is expected to disarm under a draft": who would have to do something by it."""
    if token.dep != "pobj" or sent.tokens[token.head].lower != "under":
        return []
    for above in ancestors(sent, token.i):
        if above.pos not in VERBAL or modal(sent, above.i) is None and not any(c.tag == "TO" for c in dependents(sent, above.i, "aux")):
            continue
        ruling = sent.tokens[above.head] if above.dep == "xcomp" else above
        bound = ruling.lemma in OBLIGED or modal(sent, above.i) == "must"
        own = dependent(sent, ruling.i, "nsubj", "nsubjpass")
        return [t.i for t in conjuncts(sent, own.i)] if bound and own is not None and own.pos == "PROPN" else []
    return []


def _in_front(sent: Sentence, verb: Token) -> list[int]:
    """ "put a paper in front of its neighbours"."""
    fronts = (g for p in dependents(sent, verb.i, "prep") if p.lower == "in" for g in dependents(sent, p.i, "pobj") if g.lower == "front")
    return next((found for front in fronts if (found := objects(sent, front.i, "of"))), [])


def _addressed(sent: Sentence, verb: Token, nouns: Nouns) -> list[int]:
    """ "In a letter to Vik, Renn suggested a truce": to whom the message goes."""
    for prep in dependents(sent, verb.i, "prep"):
        for thing in dependents(sent, prep.i, "pobj") if prep.lower in ("in", "with", "by") else ():
            if thing.lemma in nouns.words["messages"] and (found := objects(sent, thing.i, "to")):
                return found
    return []


def _to_below(sent: Sentence, token: Token, verb: Token | None, nouns: Nouns) -> list[int]:
    """ "handed its plan for the dam to the Front": the parse may hang the one it went to on the last noun."""
    if verb is None or token.dep != "dobj" or not (puts(sent, verb, nouns) or verb.lemma in nouns.words["dispatching"]):
        return []
    ends = [t for t in (sent.tokens[j] for j in subtree(sent, token.i)) if t.lower == "to" and t.dep == "prep" and sent.tokens[t.head].dep == "pobj"]
    things = [g for t in ends[-1:] for g in dependents(sent, t.i, "pobj") if g.pos == "PROPN"]
    return [t.i for t in conjuncts(sent, things[0].i)] if things else []


def _handed(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "the plan, handed to Norra and Velta on Sunday", "the text that was sent to Norra": to whom it went."""
    for child in (c for a in dependents(sent, token.i, "acl", "relcl") for c in (a, *dependents(sent, a.i, "conj"))):
        handed = child.tag == "VBN" and (puts(sent, child, nouns) or child.lemma in nouns.words["dispatching"] | {"give", "show"})
        if handed and (found := objects(sent, child.i, "to")):
            return found
        papers = [
            g for p in dependents(sent, child.i, "prep") if p.lower in ("in", "by") for g in dependents(sent, p.i, "pobj") if g.lemma in nouns.words["messages"]
        ]
        for paper in papers if child.tag == "VBN" else ():  # "contained in a letter that Vik sent to Renn"
            return objects(sent, paper.i, "to") or [i for r in dependents(sent, paper.i, "relcl", "acl") for i in objects(sent, r.i, "to")]
    return []


def _content_subject(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "a proposal that Norra and Velta stop firing": who is to do it."""
    for child in dependents(sent, token.i, "relcl", "acl", "ccomp"):
        if child.pos in VERBAL and content_clause(sent, child, nouns) and (own := dependent(sent, child.i, "nsubj")) is not None:
            parts = own.lemma in ("half", "most", "all", "some", "one", "number") or own.pos == "NUM"  # "in which half of the hostages come home"
            return [] if parts or any(c.lower in ("in", "under", "by") for c in (sent.tokens[j] for j in subtree(sent, child.i)[:1])) else _names(sent, own)
    return []


def _names(sent: Sentence, own: Token) -> list[int]:
    return [t.i for t in conjuncts(sent, own.i)]


def _asked(sent: Sentence, token: Token) -> list[int]:
    """ "The paper asks Norra to halt": of whom it asks something."""
    verb = sent.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma not in ("ask", "require", "oblige", "commit", "call", "urge", "bind"):
        return []
    found = [d.i for d in dependents(sent, verb.i, "dobj", "dative") if d.pos in ("PROPN", "NOUN")]
    found += objects(sent, verb.i, "on", "upon", "of")
    for below in dependents(sent, verb.i, "xcomp", "ccomp"):
        found += [own.i for own in dependents(sent, below.i, "nsubj") if own.pos in ("PROPN", "NOUN")]
    return [t.i for i in found[:1] for t in conjuncts(sent, i)]


def _answers(sent: Sentence, verb: Token, words: frozenset[str], nouns: Nouns | None = None) -> bool:
    """Whether a verb answers its object: one of the words, or a pair that gives a state ("voted down")."""
    return verb.pos in VERBAL and (verb.lemma in words or nouns is not None and verb_state(sent, verb, nouns) in ("rejected", "accepted"))


def _answerers(sent: Sentence, token: Token, words: frozenset[str], nouns: Nouns | None = None) -> list[int]:
    """Who accepts, rejects, or takes note of it: it was put to them."""
    if token.dep == "pobj" and sent.tokens[token.head].lower == "with":  # "responded with a draft": it is theirs
        return []
    for above in ancestors(sent, token.i):
        if _answers(sent, above, words, nouns):
            who = controller(sent, above.i) if not passive(sent, above.i) else None
            return [t.i for t in conjuncts(sent, who)] if who is not None else []
        if above.pos in VERBAL and above.dep not in ("xcomp", "conj") or above.dep in ("relcl", "advcl"):
            return []
    return []


def _passive_answerers(sent: Sentence, token: Token, verb: Token | None, nouns: Nouns) -> list[int]:
    """ "The offer was rejected by Velta"."""
    if verb is None or token.dep != "nsubjpass" or token.head != verb.i or verb.lemma not in nouns.words["answering"]:
        return []
    return [i for i in objects(sent, verb.i, "by") if sent.tokens[i].lemma not in COUNTS and sent.tokens[i].pos != "NUM"]
