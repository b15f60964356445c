"""The nouns of a sentence that may name something on the table, each with what stands around it; and the exchanges and halts that verbs make."""

import re
from collections.abc import Iterator

from parley.extract.clauses import controller, modal, negation, passive, run
from parley.extract.proposals.candidate import FIGHTING, VERBAL, Candidate
from parley.extract.proposals.content import content_clause, content_of, tail
from parley.extract.proposals.lineage import ties_of
from parley.extract.proposals.nouns import Kind, Nouns
from parley.extract.proposals.papers import paper
from parley.extract.proposals.parties import backers_of, bare_relative, brokers_of, hyphened, proposers_of, puts, recipients_of
from parley.extract.proposals.states import DEMANDS, held, reached, state_of, to_be_signed, verb_state
from parley.extract.proposals.swaps import bargain, exchange, for_each, halt, held_fire
from parley.model import Sentence, Token
from parley.model.tree import ancestors, conjuncts, dependent, dependents, subtree

PROLONGED = re.compile(r",?\s+(?:extended|prolonged|renewed)\b", re.I)
CONDITIONS = ("condition", "precondition", "prerequisite")
ANSWERS = ("response", "reply", "answer", "reaction", "amendment")
CARRYING = (*VERBAL, "NOUN", "PROPN")
STANDING_IN = ("one", "exchange", "return")  # whatever part of speech they are taken for
MISTAGGED = ("foresees", "envisages", "envisions", "entails", "grants", "bars", "caps", "limits", "commits", "calls", "splits", "links", "ties", "leaves")
# What is said in praise of ideas and tells nothing of what they are: "had brought creative ideas".
LIKED = (
    "creative", "fresh", "new", "good", "constructive", "bold", "interesting", "innovative", "useful", "different", "other", "various", "several", "many",
    "further", "some", "unusual", "novel", "imaginative", "helpful", "big", "bright", "great", "valuable", "ambitious", "few", "more", "positive",
)  # fmt: skip
LAWS = ("constitution", "law", "act", "code", "charter", "statute", "budget", "basic", "legislation", "bill", "rule", "regulation")
PROVIDING = ("providing", "calling", "allowing", "proposing", "offering", "envisaging", "foreseeing", "stipulating", "granting")
LENGTHS = ("hour", "day", "week", "month", "year", "minute")


def candidates(sent: Sentence, text: str, nouns: Nouns) -> Iterator[Candidate]:
    """The candidates of one sentence, in order; a noun inside the phrase of another is part of it."""
    taken: set[int] = set()
    for token in sent.tokens:
        if token.i in taken or token.pos not in CARRYING and token.lower not in STANDING_IN:
            continue
        found = _candidate(sent, text, token, nouns)
        if found is not None:
            yield found
            taken.update(t.i for t in sent.tokens if found.words[0] <= t.start and t.end <= found.words[1])


def _candidate(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Candidate | None:
    if token.pos in VERBAL:
        if token.lemma in nouns.words["exchanging"] or token.lemma in nouns.words["releasing"] and for_each(sent, text, token):
            return exchange(sent, token, nouns)
        if token.lemma in nouns.words["halting"]:
            return halt(sent, token, nouns)
        if token.lemma in ("hold", "cease", "withhold") and (ordered := held_fire(sent, token, nouns)) is not None:
            return ordered
    if token.lower in ("exchange", "return") and token.dep == "pobj" and sent.tokens[token.head].lower == "in":
        return bargain(sent, token, nouns)
    if token.lower == "one" and token.dep in ("dobj", "pobj", "attr", "conj", "nsubj", "appos"):
        return _one(sent, token, nouns)
    return _phrase(sent, text, token, nouns) if token.pos in ("NOUN", "PROPN") else None


def _one(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "must fit with one that Norra and Velta signed in May", "replaces one of 3 percent": another thing of the kind that was just named."""
    told = [c for c in dependents(sent, token.i, "relcl", "acl") if c.lemma in nouns.states or c.lemma in nouns.words["proposing"] or _pair(sent, c, nouns)]
    counted = any(sent.tokens[j].pos == "NUM" for p in dependents(sent, token.i, "prep") if p.lower == "of" for j in subtree(sent, p.i))
    earlier = [t for t in sent.tokens[: token.i] if t.pos == "NOUN" and nouns.generic_of(t) is not None]
    words = run(sent, list(subtree(sent, token.i)))
    if (
        not earlier
        or words is None
        or not (told or counted)
        or dependent(sent, token.i, "neg") is not None
        or any(c.lower == "not" for c in dependents(sent, token.i))
    ):
        return None
    kind = nouns.generic_of(earlier[-1])
    if kind is None or counted and not told and sent.tokens[token.head].lemma not in nouns.lineage["verbs"]:
        return None
    proposers = (
        [] if any(nouns.states.get(c.lemma) in ("signed", "accepted") for c in told) else proposers_of(sent, token, list(subtree(sent, token.i)), nouns, None)
    )
    return Candidate(sent, token.i, kind, words, words, tuple(proposers), state=state_of(sent, token, nouns), content=True, made=True, put=True)


def _pair(sent: Sentence, verb: Token, nouns: Nouns) -> bool:
    return verb_state(sent, verb, nouns) is not None


def _phrase(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Candidate | None:
    if token.dep == "npadvmod" and token.i + 1 < len(sent.tokens) and sent.tokens[token.i + 1].text == "-":
        return None
    own = _named(sent, text, token, nouns)
    if own is None or any(c.lower in ("no", "any", "every") for c in dependents(sent, token.i, "det")) or _account(sent, token, nouns):
        return None
    if token.dep == "compound" and sent.tokens[token.head].i > token.i:
        return _mistagged(sent, token, own, nouns) or _under_split(sent, text, token, nouns) or _providing(sent, token, own, nouns)
    under = phrase_tokens(sent, token, nouns)
    words = run(sent, under)
    if words is None:
        return None
    kind = (nouns.kind(text, words[0], _before_telling(sent, token, words, nouns)) if own.generic else nouns.kind(text, *core(sent, token, under))) or own
    verb = governor(sent, token)
    proposers = proposers_of(sent, token, under, nouns, verb)
    reach, content = content_of(sent, text, token, words, nouns)
    reach = tail(text, words) if not content else reach
    recipients = recipients_of(sent, token, verb, nouns)
    brokers = brokers_of(sent, token, nouns, verb)
    state = state_of(sent, token, nouns) or _state_beside(sent, token, kind, verb)
    prolonged = PROLONGED.match(text, words[1]) is not None  # "the truce, extended for 60 days in May"
    holds = kind.kind in FIGHTING and _holds(sent, token, nouns, verb, made=bool(proposers), brokered=state is None and bool(brokers))
    known = any(c.lower in ("the", "this", "that") for c in dependents(sent, token.i, "det")) or any(sent.tokens[j].lemma.lower() in LENGTHS for j in under)
    runs = known and kind.kind in FIGHTING and state in (None, "on_the_table") and not proposers and held(sent, token, nouns)
    if holds or runs or state is None and kind.kind in FIGHTING and prolonged:
        state = "in_force"
    if kind.kind == "meeting" and not (own.generic and (proposers or recipients) or verb is not None and _proposes(sent, token, verb, nouns)):
        return None
    if kind.kind == "agreement" and any(c.lemma in nouns.words["exchanging"] for c in dependents(sent, token.i, "acl")):
        kind = nouns.noun("exchange") or kind
        state = state or "accepted"
    if not proposers and not content:
        proposers, asked = _called_for(sent, token, under, kind)
        if proposers:
            recipients, state = asked, "on_the_table"
        elif state != "rejected" and governed_by(sent, token.i, DEMANDS):
            return None
    ready = _would_take(sent, token, verb, kind) if not proposers else []
    if ready:
        proposers, recipients, state = ready, [], "on_the_table"
    if kind.kind == "meeting" and not own.generic and verb is not None:
        proposers, reach, state = *_meeting(sent, verb, reach, nouns), "on_the_table"
    return Candidate(
        sent,
        token.i,
        kind,
        words,
        reach,
        tuple(proposers),
        tuple(brokers),
        tuple(backers_of(sent, token, nouns, verb)),
        tuple(recipients),
        state,
        bool(proposers) or own.generic and any(c.dep == "poss" for c in dependents(sent, token.i)) or _proposed(sent, token, nouns),
        content,
        put=_put(sent, token, verb, nouns),
        ties=ties_of(sent, token, nouns),
    )


def _named(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Kind | None:
    """The kind that a noun names, alone or with the word before it: "a truce", "a road map"."""
    own = nouns.kind_of_word(text, token)
    if own is None and hyphened(sent, token.i):
        own = nouns.noun(f"{sent.tokens[token.i - 2].lower}-{token.lemma}") or nouns.noun(f"{sent.tokens[token.i - 2].lower}{token.lemma}")  # "a cease-fire"
    before = sent.tokens[token.i - 1] if own is None and token.i else None
    own = nouns.noun(f"{before.lower} {token.lemma}") if before is not None and before.dep == "compound" else own
    return own or paper(sent, token, nouns)


def _state_beside(sent: Sentence, token: Token, kind: Kind, verb: Token | None) -> str | None:
    """The state that no verb over it gives: "the truce agreed in Vell" is accepted, "are to sign an accord on Friday" has it drafted."""
    if kind.kind in FIGHTING:
        return "accepted" if reached(sent, token) else None
    return "drafted" if kind.kind in ("agreement", "memorandum", "roadmap", "framework") and to_be_signed(sent, token, verb) else None


def _holds(sent: Sentence, token: Token, nouns: Nouns, verb: Token | None, *, made: bool, brokered: bool) -> bool:
    """Whether a halt holds: its maker declared it ("Norra declared a truce"), or somebody brokered it, and it is not only proposed."""
    supposed = verb is not None and modal(sent, verb.i) is not None
    called = verb is not None and verb.lemma == "call" and token.dep == "dobj" and verb.tag in ("VBD", "VBN", "VBZ") and not passive(sent, verb.i)
    if made and verb is not None and (verb.lemma in nouns.words["declaring"] or called) and not supposed and negation(sent, verb.i) is None:
        return True
    return brokered and not supposed and not any(c.lower in nouns.words["proposed"] for c in dependents(sent, token.i, "acl", "amod"))


def _mistagged(sent: Sentence, token: Token, kind: Kind, nouns: Nouns) -> Candidate | None:
    """ "The Norran blueprint foresees elections": the parse takes the verb for a noun, or the noun for a part of the verb."""
    verb = sent.tokens[token.i + 1]
    tells = verb.i == token.head and verb.pos == "VERB" and (verb.lemma in nouns.words["content"] or verb.lemma == "speak")
    if token.i > 5 or not tells and (verb.lower not in MISTAGGED or verb.tag != "NNS"):
        return None
    reach, words = run(sent, [t.i for t in sent.tokens]), run(sent, list(range(token.i + 1)))
    makers = tuple(t.i for t in sent.tokens[: token.i] if t.text[:1].isupper() and (t.i > 0 or t.pos == "PROPN"))
    return Candidate(sent, token.i, kind, words, reach, makers, content=True, made=True) if reach and words else None


def _providing(sent: Sentence, token: Token, kind: Kind, nouns: Nouns) -> Candidate | None:
    """ "has sent both sides a draft providing for patrols": the parse takes the participle for the noun that the sentence is about."""
    ing = sent.tokens[token.head]
    if ing.i != token.i + 1 or ing.lower not in PROVIDING or ing.pos == "VERB" or not any(p.lower in ("for", "that") for p in dependents(sent, ing.i, "prep")):
        return None
    own = [*(c.i for c in dependents(sent, ing.i, "det", "amod", "poss") if c.i < token.i), *subtree(sent, token.i)]
    verb = governor(sent, ing)
    last = [*subtree(sent, ing.i)]
    if verb is not None and ing.dep == "dobj":  # what the parse joins to it is of it
        last += [j for c in dependents(sent, verb.i, "conj") if c.i > ing.i and c.pos == "NOUN" for j in subtree(sent, c.i)]
    words, reach = run(sent, sorted(own)), run(sent, sorted({*own, *last}))
    gives = verb is not None and ing.dep == "dobj" and not passive(sent, verb.i) and (puts(sent, verb, nouns) or verb.lemma in nouns.words["dispatching"])
    who = controller(sent, verb.i) if verb is not None and gives else None
    if words is None or reach is None:
        return None
    to = recipients_of(sent, ing, verb, nouns) if gives and verb is not None else []
    makers = tuple(t.i for t in conjuncts(sent, who)) if who is not None else ()
    return Candidate(sent, token.i, kind, reach, reach, makers, recipients=tuple(to), content=True, made=True, state="on_the_table", put=gives)


def _before_telling(sent: Sentence, token: Token, words: tuple[int, int], nouns: Nouns) -> int:
    """Where the words that name a thing end and those begin that tell who put it forward: "the idea, floated by Norra during the talks" names no talks."""
    told = [c for c in dependents(sent, token.i, "acl", "relcl") if c.lower in nouns.words["proposed"] or c.lemma in nouns.words["dispatching"]]
    return min([sent.tokens[min(subtree(sent, c.i))].start for c in told] + [words[1]])


def _meeting(sent: Sentence, verb: Token, reach: tuple[int, int], nouns: Nouns) -> tuple[list[int], tuple[int, int]]:
    """Who proposes a meeting, and the clause that says so; what it is for ("to save the truce") is no part of it."""
    above = next((a for a in (verb, *ancestors(sent, verb.i)) if a.lemma in nouns.words["proposing"]), verb)
    who = controller(sent, above.i)
    aims = {j for c in dependents(sent, above.i, "advcl") if c.i > above.i and dependent(sent, c.i, "auxpass") is None for j in subtree(sent, c.i)}
    clause = run(sent, [j for j in subtree(sent, above.i) if j >= above.i and j not in aims])
    return ([t.i for t in conjuncts(sent, who)] if who is not None else []), clause or reach


def _account(sent: Sentence, token: Token, nouns: Nouns) -> bool:
    """Whether "version" is an account of what happened, and "papers" are documents of any kind: neither is a thing on the table."""
    if token.lemma == "deal" and any(c.lower in ("great", "good") for c in dependents(sent, token.i, "amod")):
        return dependent(sent, token.i, "prep") is None or any(p.lower == "of" for p in dependents(sent, token.i, "prep"))  # "a great deal of work"
    if token.dep == "pobj" and sent.tokens[token.head].lower in ("without", "absent", "despite"):
        return True  # "ended without an agreement on borders"
    if token.dep == "pobj" and sent.tokens[token.head].lower == "of" and sent.tokens[sent.tokens[token.head].head].lemma in ("absence", "lack", "want"):
        return True  # "in the absence of a deal"
    if token.lower == "terms":
        return not _offered_terms(sent, token, nouns)
    if token.lemma == "version":
        return not ties_of(sent, token, nouns)
    if token.lemma == "bid":  # "in a bid to rescue the talks": an effort
        return any(c.tag == "VB" for c in dependents(sent, token.i, "acl", "relcl"))
    if token.lemma == "request" and token.dep == "pobj" and sent.tokens[token.head].lower == "at":
        return True  # "put off at Norra's request"
    if token.lemma == "idea" and token.tag == "NNS":  # "would present ideas": none in particular
        told = any(c.lower not in LIKED for c in dependents(sent, token.i, "amod"))
        return dependent(sent, token.i, "prep", "relcl", "acl", "poss", "nummod") is None and not told
    if token.lemma == "initiative" and sent.tokens[token.head].lemma in ("seize", "take", "regain", "lose", "retain", "hold", "wrest", "show", "keep"):
        return True  # "seized the initiative"
    if token.lemma == "plan" and token.tag == "NNS":  # "evacuation plans were hampered": what people mean to do
        return dependent(sent, token.i, "det", "poss", "nummod", "acl", "relcl") is None and not any(
            c.text[:1].isupper() and c.i > 0 for c in dependents(sent, token.i, "amod", "compound")
        )
    if token.lemma == "understanding":  # "on the understanding that", "an understanding of the past": no bargain
        bound = (
            sent.tokens[token.head].lower in ("on", "of", "to")
            and token.dep == "pobj"
            or sent.tokens[token.head].lemma in ("help", "deepen", "show", "improve")
        )
        return bound or any(p.lower in ("of", "for") for p in dependents(sent, token.i, "prep")) or dependent(sent, token.i, "det") is None
    if token.lemma in ("freeze", "standstill", "charter", "compact", "convention", "bargain", "deferral", "postponement", "outline"):
        return dependent(sent, token.i, "det", "poss", "nummod") is None
    if token.lemma == "amendment":  # "an amendment of the constitution": of a law, and not of what is on the table
        return any(g.lemma in LAWS for p in dependents(sent, token.i, "prep") if p.lower in ("of", "to") for g in dependents(sent, p.i, "pobj"))
    return token.lemma == "paper" and token.tag == "NNS"


def _offered_terms(sent: Sentence, token: Token, nouns: Nouns) -> bool:
    """ "Under the tentative terms, …", "rejected the terms Norra had set out": terms that are on the table; not "on good terms", "the terms of the deal"."""
    if (
        any(p.lower in ("of", "as") for p in dependents(sent, token.i, "prep"))
        or token.dep == "pobj"
        and sent.tokens[token.head].lower in ("in", "on", "to", "with")
    ):
        return False
    told = {c.lower for c in dependents(sent, token.i, "amod", "compound")} & nouns.words["tentative"]
    clause = any(puts(sent, c, nouns) or c.lemma in nouns.words["weighing"] for c in dependents(sent, token.i, "relcl", "acl"))
    under = token.dep == "pobj" and sent.tokens[token.head].lower == "under"
    return (
        bool(told)
        or clause
        or bool(bare_relative(sent, token, nouns))
        or under
        and any(c.lower in ("the", "these", "those") for c in dependents(sent, token.i, "det"))
    )


def _under_split(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Candidate | None:
    """ "Under the deal sanctions would be lifted": no comma, and the parse takes the noun into the subject that follows it."""
    first, head = sent.tokens[0], sent.tokens[token.head]
    if first.lower != "under" or token.i > 4 or head.dep not in ("pobj", "nsubj", "nsubjpass") or any(t.text == "," for t in sent.tokens[: head.i]):
        return None
    verb = next((a for a in ancestors(sent, head.i) if a.pos in VERBAL), None)
    kind = nouns.noun(token.lemma) or nouns.noun(token.lower)
    reach = run(sent, subtree(sent, verb.i)) if verb is not None and modal(sent, verb.i) in ("would", "will") else None
    words = run(sent, list(range(1, token.i + 1)))
    if kind is None or reach is None or words is None:
        return None
    return Candidate(sent, token.i, kind, words, reach, content=True, state=None)


def _put(sent: Sentence, token: Token, verb: Token | None, nouns: Nouns) -> bool:
    """Whether its own clause or a participle on it tells that it was put forward."""
    declares = verb is not None and verb.lemma in nouns.words["declaring"] and nouns.kind_of(token) in FIGHTING
    told = verb is not None and token.dep in ("dobj", "nsubjpass") and (puts(sent, verb, nouns) or verb.lemma in nouns.words["dispatching"] or declares)
    own = [c for c in dependents(sent, token.i, "relcl") if puts(sent, c, nouns) and (who := dependent(sent, c.i, "nsubj")) is not None and who.tag[:1] != "W"]
    if own or bare_relative(sent, token, nouns):
        return True  # "the formula Norra has put forward"
    return told or any(c.lower in nouns.words["proposed"] and dependent(sent, c.i, "agent") is not None for c in dependents(sent, token.i, "acl"))


def _called_for(sent: Sentence, token: Token, under: list[int], kind: Kind) -> tuple[list[int], list[int]]:
    """Who calls for a halt of a stated length, and on whom: "called for a 30-day truce", "asked both sides to observe a ten-day pause".

    A length makes it an offer of terms; a call for peace as such is a demand.
    """
    measured = any(sent.tokens[j].lemma.lower() in LENGTHS for j in under)
    above = next((a for a in ancestors(sent, token.i) if a.lemma in ("call", "urge", "ask", "press", "push") and a.pos in VERBAL), None)
    if above is None or not measured or kind.kind not in (*FIGHTING, "exchange") or negation(sent, above.i) is not None or passive(sent, above.i):
        return [], []
    who = controller(sent, above.i)
    asked = [d.i for d in dependents(sent, above.i, "dobj")]
    asked += [g.i for p in dependents(sent, above.i, "prep") if p.lower in ("on", "upon") for g in dependents(sent, p.i, "pobj")]
    asked += [own.i for below in dependents(sent, above.i, "xcomp", "ccomp") for own in dependents(sent, below.i, "nsubj")]
    return ([who] if who is not None else []), [i for i in asked if i != token.i][:1]


def _would_take(sent: Sentence, token: Token, verb: Token | None, kind: Kind) -> list[int]:
    """ "Norra would agree to a 30-day truce": who says that it would do so puts the thing on the table, unless it was named before."""
    if verb is None or verb.lemma not in ("agree", "accept", "settle", "sign", "take") or modal(sent, verb.i) != "would" or kind.generic:
        return []
    new = any(c.lower in ("a", "an") for c in dependents(sent, token.i, "det")) and any(t.lemma.lower() in LENGTHS for t in dependents(sent, token.i))
    who = controller(sent, verb.i) if new and negation(sent, verb.i) is None and not passive(sent, verb.i) else None
    return [who] if who is not None else []


def _proposes(sent: Sentence, token: Token, verb: Token, nouns: Nouns) -> bool:
    """ "proposed holding the second round of talks": a verb of proposing over the meeting."""
    chain = [verb] if verb.dep != "xcomp" else [verb, sent.tokens[verb.head]]
    return any(puts(sent, v, nouns) and not passive(sent, v.i) for v in chain) and token.dep in ("dobj", "pobj")


def core(sent: Sentence, token: Token, under: list[int]) -> tuple[int, int]:
    """The noun itself with what stands before it: a truce that is part of a plan does not make the plan a truce."""
    kept = [j for j in under if j <= token.i and not _owner_branch(sent, j, token.i)]
    return sent.tokens[kept[0]].start, sent.tokens[kept[-1]].end


def _owner_branch(sent: Sentence, j: int, head: int) -> bool:
    at = j
    while at != head:
        if sent.tokens[at].dep in ("poss", "relcl"):
            return True
        if sent.tokens[at].head == at:
            return False
        at = sent.tokens[at].head
    return False


def phrase_tokens(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """The tokens of the phrase: without relative clauses, appositions, and all from a conjunction on that joins another thing to it."""
    cut: set[int] = set()
    stop = len(sent.tokens)
    for child in dependents(sent, token.i):
        if child.dep == "cc" and child.i > token.i:
            stop = min(stop, child.i)
        clause = child.dep == "relcl" or child.dep == "acl" and dependent(sent, child.i, "mark") is not None
        if child.dep == "conj" and child.i > token.i or child.dep == "appos" or clause and not content_clause(sent, child, nouns):
            cut.update(subtree(sent, child.i))
        if child.dep == "prep" and child.lower == "to" and token.lemma in ANSWERS:
            cut.update(subtree(sent, child.i))
        if child.dep == "prep" and child.lower == "with" and sent.tokens[token.head].lemma in nouns.words["countering"]:
            cut.update(subtree(sent, child.i))  # "answered the plan with a draft"
        if child.lower in ("including", "such") and child.i > token.i and sent.tokens[token.head].lemma in CONDITIONS:
            stop = min(stop, child.i)
    found = [j for j in subtree(sent, token.i) if j not in cut and j < stop]
    if token.dep in ("dobj", "pobj"):  # "made a proposal for a truce": the parse may hang what it is for on the verb
        verb = governor(sent, token)
        after = (
            next((p for p in dependents(sent, verb.i, "prep") if p.i == found[-1] + 1 and _of_it(sent, p, token, nouns)), None) if verb is not None else None
        )
        found += [j for j in subtree(sent, after.i) if j < stop] if after is not None else []
    return _with_hyphen(sent, token, found)


def _of_it(sent: Sentence, prep: Token, token: Token, nouns: Nouns) -> bool:
    """Whether a preposition tells what a thing is for or on: "for a truce", of a halt also "on strikes", not "on Monday"."""
    if prep.lower in ("for", "of", "without"):
        return True
    return prep.lower in ("on", "in", "against") and nouns.kind_of(token) in FIGHTING and any(g.pos == "NOUN" for g in dependents(sent, prep.i, "pobj"))


def _with_hyphen(sent: Sentence, token: Token, found: list[int]) -> list[int]:
    """The tokens with what a hyphen joins to the noun and the parse leaves outside: "a counter-proposal"."""
    i = token.i
    if i < 2 or sent.tokens[i - 1].text != "-" or sent.tokens[i - 1].end != token.start or sent.tokens[i - 2].end != sent.tokens[i - 1].start:
        return found
    first = sent.tokens[i - 2]
    return sorted({*found, first.i, i - 1, *(c.i for c in dependents(sent, first.i, "det", "poss", "amod") if c.i < i)})


def governor(sent: Sentence, token: Token) -> Token | None:
    """The verb that governs the phrase."""
    for above in ancestors(sent, token.i):
        if above.pos in VERBAL:
            return sent.tokens[above.head] if _called(sent, above) else above
        if above.pos == "NOUN" and above.dep not in ("conj", "pobj", "dobj", "appos"):
            return None
    return None


def _called(sent: Sentence, verb: Token) -> bool:
    """ "turned down what it called its last offer", "tabled what aides described as a compromise": the thing is the object of the verb above."""
    what = any(c.lower == "what" for c in dependents(sent, verb.i, "dobj", "nsubjpass", "nsubj"))
    return what and verb.dep in ("ccomp", "dobj", "pcomp") and sent.tokens[verb.head].pos in VERBAL and verb.head < verb.i


def _proposed(sent: Sentence, token: Token, nouns: Nouns) -> bool:
    return any(c.lower in nouns.words["proposed"] or c.lower == "proposed" for c in dependents(sent, token.i, "amod", "acl"))


def governed_by(sent: Sentence, i: int, lemmas: frozenset[str]) -> bool:
    """Whether a word of the set stands above token `i` within its clause."""
    for above in ancestors(sent, i):
        if above.lemma in lemmas:
            return True
        if above.pos in VERBAL and above.dep in ("ROOT", "relcl", "advcl", "ccomp"):
            return False
    return False
