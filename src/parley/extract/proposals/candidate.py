"""Phrases and clauses that may put something on the table, each with its parties, terms and state as its own words give them."""

from collections.abc import Iterator
from typing import NamedTuple

from parley.extract.clauses import controller, negation, passive, relative_head, run, subject
from parley.extract.proposals.nouns import Kind, Nouns
from parley.model import Sentence, Token
from parley.model.tree import ancestors, conjuncts, dependent, dependents, subtree

VERBAL = ("VERB", "AUX")


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
        if token.pos in VERBAL and token.lemma in nouns.words["exchanging"]:
            found = _exchange(sent, token, nouns)
        elif token.pos in ("NOUN", "PROPN"):
            found = _phrase(sent, text, token, nouns)
        else:
            continue
        if found is not None:
            yield found
            taken.update(t.i for t in sent.tokens if found.words[0] <= t.start and t.end <= found.words[1])


def _phrase(sent: Sentence, text: str, token: Token, nouns: Nouns) -> Candidate | None:
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
    if kind.kind == "meeting" and not (own.generic and proposers):
        return None
    return Candidate(
        sent,
        token.i,
        kind,
        words,
        reach,
        tuple(proposers),
        tuple(_participle(sent, token, nouns.words["brokered"], "brokered")),
        tuple(_participle(sent, token, nouns.words["backed"], "backed")),
        tuple(_recipients(sent, token, verb, nouns)),
        _state(sent, token, verb, nouns),
        bool(proposers) or own.generic and any(c.dep == "poss" for c in dependents(sent, token.i)) or _proposed(sent, token, nouns),
        content,
    )


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
    """The tokens of the phrase: without relative clauses that only tell what became of it, without what is coordinated with it."""
    cut: set[int] = set()
    for child in dependents(sent, token.i):
        if child.dep in ("conj", "cc") and not _list_of_kind(sent, child) or child.dep == "relcl" or child.dep == "appos":
            cut.update(subtree(sent, child.i))
    return [j for j in subtree(sent, token.i) if j not in cut]


def _list_of_kind(sent: Sentence, child: Token) -> bool:
    return False


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
        if by is not None:
            return [t.i for t in conjuncts(sent, by)]
        stack = [c.i for c in dependents(sent, token.i, "compound", "amod", "nmod") if c.text[:1].isupper() and c.i < token.i]
        stack += [g.i for c in dependents(sent, token.i, "compound", "amod") for g in dependents(sent, c.i, "compound", "amod", "punct", "npadvmod") if g.text[:1].isupper() and g.text[:1].isalpha()]
        if stack:
            return sorted(stack)
    if verb is not None and not passive(sent, verb.i) and _object_of(sent, token, verb):
        kinds = nouns.words["proposing"] | nouns.words["declaring"]
        if verb.lemma in kinds or verb.lemma == "make" and naming:
            who = controller(sent, verb.i)
            if who is not None:
                return [t.i for t in conjuncts(sent, who)]
    return []


def _object_of(sent: Sentence, token: Token, verb: Token) -> bool:
    return token.dep in ("dobj", "attr", "oprd", "conj") and (sent.tokens[token.head].i == verb.i or token.dep == "conj") or token.dep == "pobj" and sent.tokens[token.head].head == verb.i


def _participle(sent: Sentence, token: Token, words: frozenset[str], word: str) -> list[int]:
    """Head tokens of the agents of "proposed by X", "X-proposed", "accepted earlier by X"."""
    for child in dependents(sent, token.i, "acl", "amod", "relcl", "compound"):
        if child.lower in words or child.lower.endswith("-" + word) or child.lower == word:
            agent = dependent(sent, child.i, "agent") or next((p for p in dependents(sent, child.i, "prep") if p.lower == "by"), None)
            thing = dependent(sent, agent.i, "pobj") if agent is not None else None
            if thing is not None:
                return [t.i for t in conjuncts(sent, thing.i)]
            before = [g.i for g in dependents(sent, child.i, "npadvmod", "compound", "amod", "nsubj", "advmod", "nmod") if g.text[:1].isupper()]
            if before:
                return before
            if child.i > 1 and sent.tokens[child.i - 1].text == "-" and sent.tokens[child.i - 2].text[:1].isupper():
                return [child.i - 2]
    return []


def _recipients(sent: Sentence, token: Token, verb: Token | None, nouns: Nouns) -> list[int]:
    found = [g.i for p in dependents(sent, token.i, "prep") if p.lower == "to" for g in dependents(sent, p.i, "pobj") if g.pos in ("PROPN", "NOUN")]
    if not found and verb is not None and verb.lemma in (nouns.words["proposing"] | {"hand", "give", "send", "make", "take", "present", "deliver"}):
        found = [g.i for p in dependents(sent, verb.i, "prep", "dative") if p.lower == "to" for g in dependents(sent, p.i, "pobj")]
        found += [d.i for d in dependents(sent, verb.i, "dative") if d.pos in ("PROPN", "NOUN", "PRON")]
    return found


def _content(sent: Sentence, token: Token, words: tuple[int, int], nouns: Nouns) -> tuple[tuple[int, int], bool]:
    """What a clause says is in it: "the plan provides for Y". The words alone where no clause does."""
    verb = sent.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma not in nouns.words["content"] or negation(sent, verb.i) is not None:
        return words, False
    under = [j for j in subtree(sent, verb.i) if j >= min(subtree(sent, token.i))]
    reach = run(sent, under)
    return (reach, True) if reach else (words, False)


def _state(sent: Sentence, token: Token, verb: Token | None, nouns: Nouns) -> str | None:
    for child in dependents(sent, token.i, "acl", "relcl"):
        state = nouns.states.get(child.lemma)
        if state is not None and state not in ("on_the_table",) and (child.dep == "acl" and child.tag == "VBN" or child.dep == "relcl"):
            return _said(sent, child.i, state)
    if verb is None:
        return None
    state = nouns.states.get(verb.lemma)
    if state is None:
        return None
    return _said(sent, verb.i, state)


def _said(sent: Sentence, verb: int, state: str) -> str | None:
    if negation(sent, verb) is not None:
        return "rejected" if state == "accepted" else None
    return state


def _exchange(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "agreed to exchange 1,000 prisoners each"."""
    thing = dependent(sent, token.i, "dobj")
    kind = nouns.noun("exchange")
    if thing is None or kind is None:
        return None
    above = sent.tokens[token.head]
    agreed = token.dep == "xcomp" and nouns.states.get(above.lemma) == "accepted"
    words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    if words is None or sent.tokens[token.i].tag == "VBD":
        return None
    offered = token.dep == "xcomp" and above.lemma in nouns.words["proposing"]
    who = controller(sent, token.i) if offered else None
    return Candidate(sent, token.i, kind, words, words, (who,) if who is not None else (), state="accepted" if agreed else None, made=True, rule="exchange")


def heads(sent: Sentence, found: tuple[int, ...]) -> list[int]:
    """Head tokens with relative pronouns resolved."""
    return [relative_head(sent, i) for i in found]


def who_governs(sent: Sentence, i: int) -> int | None:
    """The subject of the verb that governs token `i`."""
    own = subject(sent, i)
    return own.i if own is not None else controller(sent, i)
