"""Phrases and clauses that may put something on the table, each with its parties, terms and state as its own words give them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parley.extract.clauses import controller, modal, negation, passive, run
from parley.extract.proposals.nouns import Kind, Nouns
from parley.extract.proposals.terms import EXCHANGE
from parley.model import Sentence, Token
from parley.model.tree import ancestors, conjuncts, dependent, dependents, subtree

VERBAL = ("VERB", "AUX")
CONDITIONS = ("condition", "precondition", "prerequisite")
DEMANDS = frozenset({"demand", "require", "urge", "call", "commit", "seek", "want", "insist", "press", "condition", "precondition", "prerequisite", "push"})


TAIL = re.compile(
    r"\s+[-–—]\s+[^.;\n]*?(?=\s+[-–—]\s|[.;\n])|,\s+(?:including|covering|renewable|extendable|starting|beginning|lasting|with no)\b[^.;\n]*?(?=[.;\n]|$)"
)


class Candidate(NamedTuple):
    """Something that may be a proposal: its words, kind, and the head tokens of its parties.

    words: offsets of what names it. reach: offsets of all that describes it (words and predicate). made: whether a verb or noun of proposing
    puts it there. content: whether a clause says what is in it.
    """

    sent: Sentence
    head: int
    kind: Kind
    words: tuple[int, int]
    reach: tuple[int, int]
    proposers: tuple[int, ...] = ()
    brokers: tuple[int, ...] = ()
    backers: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    state: str | None = None
    made: bool = False
    content: bool = False
    rule: str = "noun"


def candidates(sent: Sentence, text: str, nouns: Nouns) -> Iterator[Candidate]:
    """The candidates of one sentence, in order; a noun inside the phrase of another is part of it."""
    taken: set[int] = set()
    for token in sent.tokens:
        if token.i in taken:
            continue
        if (
            token.pos in VERBAL
            and token.lemma in nouns.words["exchanging"]
            or token.pos in VERBAL
            and token.lemma in nouns.words["releasing"]
            and _for_each(sent, text, token)
        ):
            found = _exchange(sent, token, nouns)
        elif token.pos in VERBAL and token.lemma in nouns.words["halting"]:
            found = _halt(sent, text, token, nouns)
        elif token.lower in ("exchange", "return") and token.dep == "pobj" and sent.tokens[token.head].lower == "in":
            found = _bargain(sent, token, nouns)
        elif token.pos in ("NOUN", "PROPN"):
            found = _phrase(sent, text, token, nouns)
        else:
            continue
        if found is not None:
            yield found
            taken.update(t.i for t in sent.tokens if found.words[0] <= t.start and t.end <= found.words[1])


def _phrase(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Candidate | None:
    if token.dep == "npadvmod" and token.i + 1 < len(sent.tokens) and sent.tokens[token.i + 1].text == "-":
        return None
    own = nouns.noun(token.lemma) or nouns.noun(token.lower) or nouns.kind(text, token.start, token.end)
    if own is None or token.dep == "compound" and sent.tokens[token.head].i > token.i:
        return None
    under = _phrase_tokens(sent, token)
    words = run(sent, under)
    if words is None:
        return None
    kind = nouns.kind(text, *words) if own.generic else nouns.kind(text, *run_of_core(sent, token, under)) or own
    if kind is None:
        return None
    verb = _governor(sent, token)
    proposers = _proposers(sent, token, under, nouns, verb)
    reach, content = _content(sent, token, words, nouns)
    reach = _tail(text, words) if not content else reach
    state = _state(sent, token, verb, nouns)
    if proposers and verb is not None and verb.lemma in nouns.words["declaring"] and kind.kind in ("ceasefire", "truce", "pause"):
        state = "in_force"
    if kind.kind == "meeting" and not (
        own.generic and (proposers or _recipients(sent, token, verb, nouns)) or verb is not None and _proposes(sent, token, verb, nouns)
    ):
        return None
    if kind.kind == "agreement" and any(c.lemma in nouns.words["exchanging"] for c in dependents(sent, token.i, "acl")):
        kind = nouns.noun("exchange") or kind
        state = state or "accepted"
    if content and modal(sent, token.head) in ("must", "should") and any(c.lower in ("any", "every", "no") for c in dependents(sent, token.i, "det")):
        return None
    if not proposers and governed_by(sent, token.i, DEMANDS) and not content:
        return None
    if kind.kind == "meeting" and not own.generic and verb is not None:
        who = controller(sent, verb.i)
        above = next((a for a in (verb, *ancestors(sent, verb.i)) if a.lemma in nouns.words["proposing"]), verb)
        proposers = [w for w in (who if above.i == verb.i else controller(sent, above.i),) if w is not None]
        reach = run(sent, [j for j in subtree(sent, above.i) if j >= above.i]) or reach
        state = "on_the_table"
    return Candidate(
        sent,
        token.i,
        kind,
        words,
        reach,
        tuple(proposers),
        tuple(_participle(sent, token, nouns.words["brokered"], "brokered")),
        (*_participle(sent, token, nouns.words["backed"], "backed"), *_backers(sent, token, nouns)),
        tuple(_recipients(sent, token, verb, nouns)),
        state,
        bool(proposers) or own.generic and any(c.dep == "poss" for c in dependents(sent, token.i)) or _proposed(sent, token, nouns),
        content,
    )


def _proposes(sent: Sentence, token: Token, verb: Token, nouns: Nouns) -> bool:
    """ "proposed holding the second round of talks": a verb of proposing over the meeting."""
    chain = [verb] if verb.dep != "xcomp" else [verb, sent.tokens[verb.head]]
    return any(v.lemma in nouns.words["proposing"] and not passive(sent, v.i) for v in chain) and token.dep in ("dobj", "pobj")


def run_of_core(sent: Sentence, token: Token, under: list[int]) -> tuple[int, int]:
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


def _phrase_tokens(sent: Sentence, token: Token) -> list[int]:
    """The tokens of the phrase: without relative clauses, appositions, and all from a conjunction on that joins another thing to it."""
    cut: set[int] = set()
    stop = len(sent.tokens)
    for child in dependents(sent, token.i):
        if child.dep == "cc" and child.i > token.i:
            stop = min(stop, child.i)
        if child.dep == "conj" and child.i > token.i or child.dep == "appos" or child.dep == "relcl" and not _content_clause(sent, child):
            cut.update(subtree(sent, child.i))
        if child.dep == "prep" and child.lower == "to" and token.lemma in ("response", "reply", "answer", "reaction", "amendment"):
            cut.update(subtree(sent, child.i))
        if child.lower in ("including", "such") and child.i > token.i and sent.tokens[token.head].lemma in CONDITIONS:
            stop = min(stop, child.i)
    found = [j for j in subtree(sent, token.i) if j not in cut and j < stop]
    if token.dep == "dobj":  # "made a proposal for a truce": the parse may hang what it is for on the verb
        after = next((p for p in dependents(sent, token.head, "prep") if p.i == found[-1] + 1 and p.lower in ("for", "of")), None)
        found += [j for j in subtree(sent, after.i) if j < stop] if after is not None else []
    return found


def _content_clause(sent: Sentence, child: Token) -> bool:
    """ "a deal in which the captives come home", "a proposal that both sides stop firing": the clause says what is in it."""
    under = [sent.tokens[j] for j in subtree(sent, child.i)][:3]
    if len(under) > 1 and under[0].lower in ("in", "under", "by") and under[1].lower in ("which", "whom"):
        return True
    mark = dependent(sent, child.i, "mark")
    return mark is not None and mark.lower == "that" and dependent(sent, child.i, "nsubj") is not None


def _governor(sent: Sentence, token: Token) -> Token | None:
    """The verb that governs the phrase."""
    for above in ancestors(sent, token.i):
        if above.pos in VERBAL:
            return above
        if above.pos == "NOUN" and above.dep not in ("conj", "pobj", "dobj", "appos"):
            return None
    return None


def _proposed(sent: Sentence, token: Token, nouns: Nouns) -> bool:
    return any(c.lower in nouns.words["proposed"] or c.lower == "proposed" for c in dependents(sent, token.i, "amod", "acl"))


def _proposers(sent: Sentence, token: Token, under: list[int], nouns: Nouns, verb: Token | None) -> list[int]:
    """Head tokens of who put it there: owner, maker in the noun stack, agent of "proposed", subject of a verb of proposing."""
    made = _participle(sent, token, nouns.words["proposed"], "proposed")
    if made:
        return made
    naming = token.lemma in nouns.words["nouns_of_proposing"] or token.lower in nouns.words["nouns_of_proposing"]
    if naming:
        own = dependent(sent, token.i, "poss")
        if own is not None:
            return [t.i for t in conjuncts(sent, own.i)]
        by = next((g.i for p in dependents(sent, token.i, "prep", "agent") if p.lower in ("by", "from") for g in dependents(sent, p.i, "pobj")), None)
        if by is None and verb is not None and token.dep == "dobj":  # "turned down an offer from Norra": the parse may hang it on the verb
            after = (p for p in dependents(sent, verb.i, "prep") if p.lower == "from" and under and p.i == under[-1] + 1)
            by = next((g.i for p in after for g in dependents(sent, p.i, "pobj")), None)
        if by is not None:
            return [t.i for t in conjuncts(sent, by)]
        stack = [c.i for c in dependents(sent, token.i, "compound", "amod", "nmod") if c.text[:1].isupper() and c.i < token.i]
        stack += [
            g.i
            for c in dependents(sent, token.i, "compound", "amod")
            for g in dependents(sent, c.i, "compound", "amod", "punct", "npadvmod")
            if g.text[:1].isupper() and g.text[:1].isalpha()
        ]
        if stack:
            return sorted(stack)
    if verb is not None and not passive(sent, verb.i) and _object_of(sent, token, verb):
        kinds = nouns.words["proposing"] | (nouns.words["declaring"] if nouns.kind_of(token) in ("ceasefire", "truce", "pause") else frozenset())
        if verb.lemma in kinds or naming and (verb.lemma in nouns.words["making"] or _answers_with(sent, token, verb, nouns)):
            who = controller(sent, verb.i)
            if who is not None:
                return [t.i for t in conjuncts(sent, who)]
    return _put_by(sent, token, nouns)


def _answers_with(sent: Sentence, token: Token, verb: Token, nouns: Nouns) -> bool:
    """ "Norra responded with a draft of its own": the subject puts it on the table."""
    return token.dep == "pobj" and sent.tokens[token.head].lower == "with" and verb.lemma in nouns.words["countering"]


def _put_by(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "The plan was put to both sides by the Concord": the agent of a passive of proposing."""
    verb = sent.tokens[token.head]
    if token.dep != "nsubjpass" or verb.lemma not in nouns.words["proposing"] | {"hand", "issue", "send"}:
        return []
    agents = [g.i for p in dependents(sent, verb.i, "agent", "prep") if p.lower == "by" for g in dependents(sent, p.i, "pobj") if g.pos in ("PROPN", "NOUN")]
    return [t.i for i in agents[:1] for t in conjuncts(sent, i)]


def _object_of(sent: Sentence, token: Token, verb: Token) -> bool:
    return (
        token.dep in ("dobj", "attr", "oprd", "conj")
        and (sent.tokens[token.head].i == verb.i or token.dep == "conj")
        or token.dep == "pobj"
        and sent.tokens[token.head].head == verb.i
    )


def _participle(sent: Sentence, token: Token, words: frozenset[str], word: str) -> list[int]:
    """Head tokens of the agents of "proposed by X", "X-proposed", "accepted earlier by X"."""
    for child in dependents(sent, token.i, "acl", "amod", "relcl", "compound"):
        forward = child.lower in ("put", "drawn") and any(c.lower in ("forward", "up") for c in dependents(sent, child.i, "prt", "advmod"))
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


def _recipients(sent: Sentence, token: Token, verb: Token | None, nouns: Nouns) -> list[int]:
    found = _content_subject(sent, token) or _asked(sent, token)
    if nouns.kind_of(token) == "meeting":
        found += [g.i for p in dependents(sent, token.i, "prep") if p.lower == "with" for g in dependents(sent, p.i, "pobj")]
    found += [g.i for p in dependents(sent, token.i, "prep") if p.lower == "to" for g in dependents(sent, p.i, "pobj") if g.pos in ("PROPN", "NOUN")]
    if not found and verb is not None and verb.lemma in (nouns.words["proposing"] | {"hand", "give", "send", "make", "take", "present", "deliver"}):
        found = [g.i for p in dependents(sent, verb.i, "prep", "dative") if p.lower == "to" for g in dependents(sent, p.i, "pobj")]
        found += [d.i for d in dependents(sent, verb.i, "dative") if d.pos in ("PROPN", "NOUN", "PRON")]
    found = found or _handed(sent, token, nouns)
    return found + _answerers(sent, token, nouns.words["answering"])


def _handed(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """ "the plan, handed to Norra and Velta on Sunday", "the text that was sent to Norra": to whom it went."""
    for child in dependents(sent, token.i, "acl", "relcl"):
        if child.lemma in nouns.words["proposing"] | {"hand", "give", "send", "deliver", "pass", "convey", "show", "transmit"} and child.tag == "VBN":
            to = [g.i for p in dependents(sent, child.i, "prep", "dative") if p.lower == "to" for g in dependents(sent, p.i, "pobj")]
            return [t.i for i in to[:1] for t in conjuncts(sent, i)]
    return []


def _content_subject(sent: Sentence, token: Token) -> list[int]:
    """ "a proposal that Norra and Velta stop firing": who is to do it."""
    for child in dependents(sent, token.i, "relcl", "acl", "ccomp"):
        if _content_clause(sent, child) and (own := dependent(sent, child.i, "nsubj")) is not None:
            return [t.i for t in conjuncts(sent, own.i)]
    return []


def _asked(sent: Sentence, token: Token) -> list[int]:
    """ "The paper asks Norra to halt": of whom it asks something."""
    verb = sent.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma not in ("ask", "require", "oblige", "commit", "call", "urge", "bind"):
        return []
    found = [d.i for d in dependents(sent, verb.i, "dobj", "dative") if d.pos in ("PROPN", "NOUN")]
    found += [g.i for p in dependents(sent, verb.i, "prep") if p.lower in ("on", "upon", "of") for g in dependents(sent, p.i, "pobj")]
    for below in dependents(sent, verb.i, "xcomp", "ccomp"):
        found += [own.i for own in dependents(sent, below.i, "nsubj") if own.pos in ("PROPN", "NOUN")]
    return [t.i for i in found[:1] for t in conjuncts(sent, i)]


def _backers(sent: Sentence, token: Token, nouns: Nouns) -> list[int]:
    """Who backs or accepts it, as far as that is not denied."""
    denied = any(a.lemma in nouns.words["backing"] and negation(sent, a.i) is not None for a in ancestors(sent, token.i))
    return [] if denied else _answerers(sent, token, nouns.words["backing"])


def _answerers(sent: Sentence, token: Token, words: frozenset[str]) -> list[int]:
    """Who accepts, rejects, or takes note of it: it was put to them."""
    if token.dep == "pobj" and sent.tokens[token.head].lower == "with":  # "responded with a draft": it is theirs
        return []
    for above in ancestors(sent, token.i):
        if above.pos in VERBAL and above.lemma in words:
            who = controller(sent, above.i) if not passive(sent, above.i) else None
            return [t.i for t in conjuncts(sent, who)] if who is not None else []
        if above.pos in VERBAL and above.dep not in ("xcomp", "conj") or above.dep in ("relcl", "advcl"):
            return []
    return []


def _tail(text: str, words: tuple[int, int]) -> tuple[int, int]:
    """The words with what is put after them between dashes, or after a comma with "including", "renewable", "covering"."""
    found = TAIL.match(text, words[1])
    return (words[0], found.end()) if found else words


def _content(sent: Sentence, token: Token, words: tuple[int, int], nouns: Nouns) -> tuple[tuple[int, int], bool]:
    """What a clause says is in it: "the plan provides for Y". The words alone where no clause does."""
    verb = sent.tokens[token.head]
    if token.dep == "pobj" and verb.lower == "under" and sent.tokens[verb.head].pos in VERBAL:
        reach = run(sent, list(subtree(sent, verb.head)))
        return (reach, True) if reach and sent.tokens[verb.head].pos in VERBAL else (words, False)
    for child in dependents(sent, token.i, "relcl"):
        told = dependent(sent, child.i, "nsubj")
        if child.lemma in nouns.words["content"] and told is not None and told.tag in ("WDT", "WP") and negation(sent, child.i) is None:
            inner = run(sent, subtree(sent, child.i))
            if inner is not None and inner[1] > words[1]:
                return (words[0], inner[1]), True
    if (
        token.dep == "nsubj"
        and verb.lemma in ("come", "take", "enter", "go")
        and any(sent.tokens[j].lower in nouns.words["effect"] for j in subtree(sent, verb.i))
    ):
        reach = run(sent, [j for j in subtree(sent, verb.i) if j >= min(subtree(sent, token.i))])
        return (reach, True) if reach else (words, False)
    worth = verb.lemma == "be" and any(c.lower in ("worth", "for") for c in dependents(sent, verb.i, "acomp", "prep", "attr"))  # "the offer is worth 9 percent"
    if token.dep != "nsubj" or not worth and verb.lemma not in nouns.words["content"] or negation(sent, verb.i) is not None:
        return words, False
    under = [j for j in subtree(sent, verb.i) if j >= min(subtree(sent, token.i))]
    reach = run(sent, under)
    return (reach, True) if reach else (words, False)


def _state(sent: Sentence, token: Token, verb: Token | None, nouns: Nouns) -> str | None:
    """What became of it, as the words around it say: a participle or clause on it, else the verbs above it up to one of saying."""
    for child in dependents(sent, token.i, "acl", "relcl"):
        state = nouns.states.get(child.lemma)
        if state is not None and state != "on_the_table" and (child.dep == "acl" and child.tag == "VBN" or child.dep == "relcl"):
            return _said(sent, child.i, "accepted_in_part" if state == "accepted" else state)
    at = token
    best: str | None = None
    for above in ancestors(sent, token.i):
        if at.dep == "nsubj" and above.pos in VERBAL or at.dep in ("relcl", "advcl") or at.dep == "conj" and at.pos in VERBAL:
            return best
        if above.lemma in DEMANDS:
            return None
        if above.lemma in ("commitment", "pledge"):
            return "accepted"
        if above.pos in VERBAL and (state := nouns.states.get(above.lemma)) is not None:
            best = _said(sent, above.i, state)
            if above.dep not in ("xcomp", "pcomp") or best != "on_the_table":
                return best
        if above.pos in VERBAL and above.lemma in ("say", "tell", "add", "report", "note", "state"):
            return best
        at = above
    return best


def _said(sent: Sentence, verb: int, state: str) -> str | None:
    """The state that a verb gives, as far as it is said to have come about: not what may be, would be, or must come first."""
    token = sent.tokens[verb]
    above = sent.tokens[token.head]
    if negation(sent, verb) is not None:
        return "rejected" if state == "accepted" else None
    if token.dep == "xcomp" and above.lemma in ("fail", "struggle", "try", "hope", "seek"):
        return None
    if state == "on_the_table":
        return state
    supposed = any(c.lower in ("if", "unless", "whether", "once", "until", "before") for c in dependents(sent, verb, "mark", "advmod"))
    readiness = token.dep == "xcomp" and above.lower in ("ready", "willing", "prepared", "free", "able")
    later = token.dep == "pcomp" and above.lower in ("before", "without", "after", "towards", "toward")
    return None if modal(sent, verb) is not None or supposed or readiness or later else state


def governed_by(sent: Sentence, i: int, lemmas: frozenset[str]) -> bool:
    """Whether a word of the set stands above token `i` within its clause."""
    for above in ancestors(sent, i):
        if above.lemma in lemmas:
            return True
        if above.pos in VERBAL and above.dep in ("ROOT", "relcl", "advcl", "ccomp"):
            return False
    return False


def _exchange(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "agreed to exchange 1,000 prisoners each": an exchange that is agreed, offered or talked about, not one that was or will be carried out."""
    thing = dependent(sent, token.i, "dobj")
    kind = nouns.noun("exchange")
    words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    if thing is None or kind is None or words is None:
        return None
    state, proposers = _agreed(sent, token, nouns)
    listed = token.dep == "ROOT" and token.tag == "VB" and modal(sent, token.i) is None  # an item of a list: "exchange prisoners 400 for 400"
    if state is None and token.tag != "VBG" and not listed:
        return None
    return Candidate(sent, token.i, kind, words, words, proposers, state=state, made=True, rule="exchange")


def _for_each(sent: Sentence, text: str, token: Token) -> bool:
    """Whether the clause of a verb gives so many for so many."""
    under = subtree(sent, token.i)
    return EXCHANGE.search(text, token.start, sent.tokens[under[-1]].end) is not None


def _agreed(sent: Sentence, token: Token, nouns: Nouns) -> tuple[str | None, tuple[int, ...]]:
    """Whether an act is agreed or offered by the verb above it, and who offers it."""
    above = sent.tokens[token.head]
    if token.dep not in ("xcomp", "ccomp", "conj"):
        return None, ()
    if token.dep == "conj":
        return _agreed(sent, above, nouns) if above.pos in VERBAL else (None, ())
    if nouns.states.get(above.lemma) == "accepted" and negation(sent, above.i) is None:
        return "accepted", ()
    offered = above.lemma in nouns.words["proposing"] or above.lower in ("ready", "willing", "prepared")
    who = controller(sent, token.i) if offered else None
    return ("on_the_table", (who,)) if offered and who is not None else (None, ())


def _halt(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Candidate | None:
    """ "agreed to limit attacks on power plants", "could freeze enrichment for three years": a halt that is agreed, offered or thought of."""
    thing = dependent(sent, token.i, "dobj", "xcomp")
    if thing is None or negation(sent, token.i) is not None:
        return None
    fighting = thing.lemma in nouns.words["fighting"]
    kind = nouns.noun("ceasefire" if fighting else "pause")
    state, proposers = _agreed(sent, token, nouns)
    possible = modal(sent, token.i)
    words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    if kind is None or words is None or state is None and possible is None or not fighting and token.lemma not in nouns.words["pausing"]:
        return None
    who = controller(sent, token.i)
    who = who if who is not None and sent.tokens[who].text[:1].isalnum() else None  # no bullet
    if not fighting and possible in ("may", "could", "would", "might") and who is not None and not proposers:
        proposers = (who,)
    low = sent.tokens[who].start if who is not None and sent.tokens[who].start < words[0] else words[0]
    if state is None and fighting and possible in ("will", "would", "must"):
        state = "accepted" if possible == "will" else None
    return Candidate(sent, token.i, kind, words, (low, words[1]), proposers, state=state, made=True, rule="halt")


def _bargain(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "ready to free ten captives in exchange for prisoners": what is offered for what."""
    kind = nouns.noun("exchange")
    verb = next((a for a in ancestors(sent, token.i) if a.pos in VERBAL), None)
    if kind is None or verb is None or sent.tokens[token.head].lower != "in":
        return None
    chain = [verb, *ancestors(sent, verb.i)]
    offer = next(
        (
            a
            for a in chain
            if a.lower in ("ready", "willing", "prepared") or a.lemma in nouns.words["proposing"] or modal(sent, a.i) in ("would", "could", "may", "might")
        ),
        None,
    )
    if offer is None:
        return None
    words = run(sent, [j for j in subtree(sent, offer.i) if j >= min(offer.i, verb.i)])
    who = controller(sent, offer.i if offer.pos in VERBAL else verb.i)
    return Candidate(sent, token.i, kind, words, words, (who,) if who is not None else (), made=True, rule="bargain") if words else None
