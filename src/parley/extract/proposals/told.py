"""What later sentences say of a thing on the table: what is in it ("It would run for two years"), and what became of it ("Velta turned it down")."""

from typing import NamedTuple

from parley.extract.clauses import controller, modal, negation, passive, run
from parley.extract.proposals.build import VERBS, Read, stands
from parley.extract.proposals.candidate import VERBAL, Candidate, Tie
from parley.extract.proposals.lineage import ties_of
from parley.extract.proposals.nouns import Nouns
from parley.extract.proposals.states import said, verb_state
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

HOLDING = ("plan", "roadmap", "framework", "agreement", "memorandum")
UNTOLD = ("be", "say", "mean", "help", "like", "want")
PRONOUNS = ("it", "this", "that")


class Answer(NamedTuple):
    """What a sentence says became of the thing last named: its state, and the head token of who answers, where one does."""

    sent: Sentence
    state: str
    who: int | None


def taken_up(sent: Sentence, before: list[Read], nouns: Nouns) -> Candidate | None:
    """What a sentence says of the thing that the sentence before put on the table, or None."""
    last = _last(sent, before, nouns)
    if last is None:
        return None
    for token in sent.tokens[:4]:
        verb = sent.tokens[token.head]
        if token.lower in nouns.words["takes_up"] and token.dep in ("nsubj", "nsubjpass"):
            reach = run(sent, [j for j in subtree(sent, verb.i) if j >= token.i])
            ties = ties_of(sent, token, nouns)
            if _tells(sent, token, verb, nouns) or ties:
                holds = verb.lemma in nouns.words["containing"] and modal(sent, verb.i) is None and dependent(sent, verb.i, "dobj", "prep") is not None
                return _told(sent, token, last, reach, made=holds or modal(sent, verb.i) in ("would", "will"), ties=ties)
        if token.lower in ("under", "in", "by") and _stands_for_it(sent, token, nouns) and (token.lower == "under" or token.i == 0):
            above = next((a for a in ancestors(sent, token.i) if a.pos in VERBAL), None)
            return _told(sent, token, last, run(sent, subtree(sent, above.i)) if above is not None else None, made=True)
    return _bare(sent, last, nouns)


def goes_on(sent: Sentence, before: list[Read], earlier: tuple[Sentence, ...], nouns: Nouns) -> Candidate | None:
    """A further sentence of several that tell what is in a thing: "The army would leave. Police would take its place"; a heading may stand between."""
    back = next((s for s in reversed(earlier) if not _heading(s)), None)
    if back is None:
        return None
    near = [r for r in before if r.candidate.sent.index == back.index]
    chain = [r for r in near if r.candidate.rule == "taken_up" and (r.candidate.told or r.proposal.terms)]
    opened = [r for r in near if earlier[-1] is not back and r.candidate.kind.generic and r.candidate.rule == "noun"]
    last = (chain or opened)[-1] if chain or opened else None
    found = _bare(sent, last, nouns) if last is not None else None
    return found._replace(told=True) if found is not None and sent.tokens[found.head].lower not in PRONOUNS else None


def _heading(sent: Sentence) -> bool:
    """ "The guards.": a few words without a verb."""
    return len(sent.tokens) <= 5 and not any(t.pos in VERBAL for t in sent.tokens)


def _last(sent: Sentence, before: list[Read], nouns: Nouns) -> Read | None:
    """The thing that the sentence before puts on the table: of several, one that a noun names."""
    if not before or before[-1].candidate.sent.index != sent.index - 1:
        return None
    near = [r for r in before if r.candidate.sent.index == sent.index - 1 and (r.candidate.definite or stands(r, before, nouns))]
    return max(near, key=lambda r: (r.candidate.rule not in VERBS, bool(r.proposal.proposers), r.candidate.words), default=None)


def _tells(sent: Sentence, token: Token, verb: Token, nouns: Nouns) -> bool:
    """Whether the clause that "it" is the subject of lays something down: "It runs for …", "is to last …", "could be renewed", "would let in …"."""
    if verb.lemma == "be" and (below := dependent(sent, verb.i, "xcomp")) is not None:
        return below.lemma in nouns.words["telling"]
    if verb.lemma == "give" and any(p.lower in ("until", "till") for p in dependents(sent, verb.i, "prep")):
        return False  # "It has given the government until Friday to convene": a deadline of somebody
    if verb.lemma == "say" and any(t.lower in ("nothing", "little") for t in dependents(sent, verb.i, "dobj")):
        return True  # "It says nothing of the islands"
    if verb.lemma == "come" and any(p.lower == "with" for p in dependents(sent, verb.i, "prep")):
        return True
    if verb.pos != "VERB":
        return False
    if token.dep == "nsubjpass":
        return verb.lemma in nouns.words["prolonging"] | nouns.words["watching"] and negation(sent, verb.i) is None
    return verb.lemma in nouns.words["telling"] or modal(sent, verb.i) in ("would", "will") and verb.lemma in nouns.words["content"]


def after_colon(sent: Sentence, text: str, own: list[Read]) -> Candidate | None:
    """ "A draft splits the difference: a private firm would run the road for 30 years": the clause after a colon is of the thing before it."""
    mark = next((t for t in sent.tokens[:-1] if t.text == ":" and 2 < t.i < len(sent.tokens) - 4), None)
    if mark is None:
        return None
    near = [r for r in own if r.candidate.sent is sent and r.candidate.words[1] <= mark.start]
    if any(r.candidate.reach[1] > mark.start for r in near):
        return None  # its phrase takes the clause in
    fit = [
        r for r in near if (r.candidate.kind.generic or r.candidate.kind.kind in HOLDING) and (r.candidate.made or r.candidate.content or r.candidate.definite)
    ]
    would = [t for t in sent.tokens[mark.i + 1 :] if t.pos in VERBAL and modal(sent, t.i) in ("would", "will", "must", "may") and negation(sent, t.i) is None]
    if not fit or not would or any(t.quote >= 0 for t in sent.tokens[mark.i : mark.i + 2]):
        return None
    last = max(fit, key=lambda r: (r.candidate.rule not in VERBS, bool(r.proposal.proposers)))
    own_subject = dependent(sent, would[0].i, "nsubj", "nsubjpass")
    reach = run(sent, list(range(mark.i + 1, len(sent.tokens))))
    if own_subject is None or own_subject.pos == "PRON" or own_subject.i < mark.i or would[0].lemma in UNTOLD or reach is None:
        return None
    return _told(sent, own_subject, last, reach, made=True)


def _stands_for_it(sent: Sentence, under: Token, nouns: Nouns) -> bool:
    """ "Under it, …", "Under its terms, …"."""
    return any(t.lower in PRONOUNS or t.lemma in ("term", "provision", "clause") for t in dependents(sent, under.i, "pobj"))


def _told(sent: Sentence, token: Token, last: Read, reach: tuple[int, int] | None, *, made: bool, ties: tuple[Tie, ...] = ()) -> Candidate | None:
    if reach is None:
        return None
    return Candidate(sent, token.i, last.candidate.kind, (token.start, token.end), reach, content=True, made=made, rule="taken_up", ties=ties)


def _bare(sent: Sentence, last: Read, nouns: Nouns) -> Candidate | None:
    """ "Norra presented a plan. Both armies would pull back …": a sentence with "would" and no voice of its own goes on telling what is in it."""
    if not last.candidate.kind.generic and last.candidate.kind.kind not in HOLDING:
        return None
    if not (last.candidate.made or last.candidate.content or last.candidate.told or last.candidate.indefinite) or last.proposal.state in (
        "rejected",
        "withdrawn",
        "lapsed",
        "superseded",
    ):
        return None
    root = next((t for t in sent.tokens if t.head == t.i), None)
    if root is None or root.pos not in VERBAL or negation(sent, root.i) is not None:
        return None
    below = dependent(sent, root.i, "xcomp") if root.lower in ("was", "were") else None  # "Norra was to get nothing"
    laid = below is not None and below.tag == "VB" and any(c.lower == "to" for c in dependents(sent, below.i, "aux"))
    if modal(sent, root.i) != "would" and not laid:
        return None
    own = dependent(sent, root.i, "nsubj", "nsubjpass")
    bound = next(dependents(sent, root.i, "advcl", "parataxis"), None) is not None
    if own is None or own.pos == "PRON" or bound and not laid or root.lemma in nouns.words["states_of_mind"] and not laid:
        return None
    reach = run(sent, subtree(sent, root.i))
    opens = root.lemma in nouns.words["starting"] | {"open", "resume", "follow"} and dependent(sent, root.i, "prep", "advmod", "npadvmod") is not None
    return _told(sent, own, last, reach, made=opens or laid)  # "Talks on the rest would begin on the first day"


def _off_table(sent: Sentence, verb: Token) -> bool:
    """ "took it off the table"."""
    words = " ".join(sent.tokens[j].lower for j in subtree(sent, verb.i))
    return verb.lemma in ("take", "pull", "remove") and "off the table" in words


def _curtly(sent: Sentence) -> Answer | None:
    """ "Velta would not hear of it", "That too foundered": a no without a verb of turning down."""
    for token in sent.tokens:
        if token.lemma == "hear" and modal(sent, token.i) in ("would", "will") and negation(sent, token.i) is not None:
            of = {g.lower for p in dependents(sent, token.i, "prep") if p.lower == "of" for g in dependents(sent, p.i, "pobj")}
            if of & {*PRONOUNS, "them"}:
                return Answer(sent, "rejected", controller(sent, token.i))
        own = dependent(sent, token.i, "nsubj") if token.lower in ("foundered", "flopped", "misfired", "fizzled") else None
        if own is not None and own.lower in PRONOUNS and negation(sent, token.i) is None:
            return Answer(sent, "rejected", None)
    return None


def answered(sent: Sentence, before: list[Read], nouns: Nouns) -> Answer | None:
    """What a sentence says became of what it, or the sentence before, put on the table: "Velta turned it down", "Velta has accepted"."""
    own = min((r.candidate.words[1] for r in before if r.candidate.sent.index == sent.index), default=None)
    if own is None and _last(sent, before, nouns) is None:
        return None
    if own is None and (short := _curtly(sent)) is not None:
        return short
    for token in sent.tokens:
        if own is not None and token.start < own:
            continue
        said_so = next((t.lower for t in dependents(sent, token.i, "intj", "dobj") if t.lower in ("yes", "no")), None) if token.lemma == "say" else None
        if said_so is not None and own is None and (token.dep == "xcomp" or modal(sent, token.i) is not None or negation(sent, token.i) is not None):
            continue  # "is inclined to say yes"
        if said_so is not None and own is None:
            return Answer(sent, "accepted" if said_so == "yes" else "rejected", controller(sent, token.i))
        if token.pos != "VERB" or token.dep in ("amod", "acl", "relcl", "xcomp"):
            continue
        state = "withdrawn" if _off_table(sent, token) else verb_state(sent, token, nouns)
        if state not in ("rejected", "accepted", "withdrawn", "signed"):
            continue
        thing = dependent(sent, token.i, "dobj", "nsubjpass")
        alone = dependent(sent, token.i, "xcomp", "ccomp", "prep") is None and dependent(sent, token.i, "nsubj") is not None
        bare = thing is None and alone and state in ("accepted", "rejected")
        if not (bare and own is None or thing is not None and thing.lower in PRONOUNS):
            continue
        told = said(sent, token.i, state)
        if told is not None:
            who = controller(sent, token.i) if not passive(sent, token.i) else None
            return Answer(sent, told, who)
    return None
