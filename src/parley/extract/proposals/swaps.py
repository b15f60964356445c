"""Exchanges, halts and bargains: what a verb puts on the table that gives something up or for something."""

from parley.extract.clauses import controller, modal, negation, relative_head, run
from parley.extract.proposals.candidate import VERBAL, Candidate
from parley.extract.proposals.content import within_plan
from parley.extract.proposals.nouns import Nouns
from parley.extract.proposals.terms import EXCHANGE
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

# What two sides give each other without giving anything up: "exchanging written messages", "swapped accusations".
WORDS = (
    "message", "view", "word", "letter", "note", "opinion", "greeting", "information", "idea", "blow", "insult", "accusation", "barb", "document", "paper",
    "draft", "proposal", "glance", "pleasantry", "handshake", "gift", "visit", "shot", "salvo", "volley", "fire", "gunfire", "strike", "missile", "rocket",
    "call", "text", "position", "memo", "recrimination", "threat", "signal", "communication", "thought", "impression", "joke", "compliment", "warning",
    "assessment", "toast", "congratulation", "condolence", "experience", "intelligence", "vow", "reproach", "taunt", "jibe", "story", "rumour", "rumor",
)  # fmt: skip


def exchange(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "agreed to exchange 1,000 prisoners each": an exchange that is agreed, offered or talked about, not one that was or will be carried out."""
    thing = dependent(sent, token.i, "dobj")
    kind = nouns.noun("exchange")
    words = run(sent, [j for j in subtree(sent, token.i) if j >= token.i])
    if thing is None or kind is None or words is None or thing.lemma in WORDS:
        return None
    if thing.tag in ("WDT", "WP") and (given := relative_head(sent, thing.i)) != thing.i:
        whole = run(sent, list(subtree(sent, given)))  # "a list of 40 captives, whom both sides undertook to swap"
        words = whole if whole is not None and whole[1] >= words[1] else words
    state, proposers = _agreed(sent, token, nouns)
    listed = token.dep == "ROOT" and token.tag == "VB" and modal(sent, token.i) is None  # an item of a list: "exchange prisoners 400 for 400"
    if state is None and token.tag != "VBG" and not listed:
        return None
    return Candidate(sent, token.i, kind, words, words, proposers, state=state, made=True, rule="exchange")


def for_each(sent: Sentence, text: str, token: Token) -> bool:
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
    if above.lemma == "agree" and modal(sent, above.i) in ("would", "could"):  # "would agree to freeze its levy": offered, not agreed
        who = controller(sent, above.i)
        return ("on_the_table", (who,)) if who is not None and negation(sent, above.i) is None else (None, ())
    if nouns.states.get(above.lemma) == "accepted" and negation(sent, above.i) is None:
        return "accepted", ()
    offered = above.lemma in nouns.words["proposing"] or above.lower in ("ready", "willing", "prepared")
    own = dependent(sent, token.i, "nsubj") if token.dep == "ccomp" else None  # "suggested that both sides freeze movements"
    who = controller(sent, above.i if own is not None else token.i) if offered else None
    return ("on_the_table", (who,)) if offered and who is not None else (None, ())


def halt(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
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


def held_fire(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
    """ "told its troops to hold fire for two weeks", "were ordered to cease fire at noon": a halt that is ordered; none that is asked of others."""
    above, kind = sent.tokens[token.head], nouns.noun("ceasefire")
    fire = dependent(sent, token.i, "dobj")
    told = token.dep in ("xcomp", "ccomp", "advcl") and above.lemma in ("tell", "order", "instruct", "direct", "command", "bid") and above.i < token.i
    if kind is None or fire is None or fire.lemma != "fire" or not told or negation(sent, above.i) is not None or negation(sent, token.i) is not None:
        return None
    by = above.i if dependent(sent, above.i, "auxpass") is None and above.dep not in ("acl", "amod") else -1
    who = controller(sent, by) if by >= 0 else None
    words = run(sent, [j for j in subtree(sent, above.i) if j >= above.i])
    if words is None or modal(sent, above.i) is not None:
        return None
    own = dependent(sent, above.i, "nsubjpass", "nsubj")
    low = min(words[0], sent.tokens[min(subtree(sent, own.i))].start) if own is not None else words[0]
    makers = (who,) if who is not None else ()
    return Candidate(sent, token.i, kind, words, (low, words[1]), makers, state="in_force", made=True, rule="halt")


def bargain(sent: Sentence, token: Token, nouns: Nouns) -> Candidate | None:
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
            if a.lower in ("ready", "willing", "prepared")
            or a.lemma in nouns.words["proposing"] | {"ask", "seek"}
            or modal(sent, a.i) in ("would", "could", "may", "might")
        ),
        None,
    )
    given = sent.tokens[sent.tokens[token.head].head]
    if offer is None and given.pos == "NOUN" and given.dep == "attr" and given.head == verb.i and verb.tag in ("VBD", "VBZ") and negation(sent, verb.i) is None:
        new = any(c.lower in ("a", "an") for c in dependents(sent, given.i, "det")) and dependent(sent, given.i, "prep") is not None
        whole = run(sent, list(subtree(sent, given.i))) if new else None  # "One idea was a two-year suspension of the levy in exchange for grain"
        return Candidate(sent, token.i, kind, whole, whole, (), made=True, content=True, rule="bargain") if whole else None
    if offer is None or any(m.lower in ("whether", "if") for a in chain for m in dependents(sent, a.i, "mark") if a.i >= offer.i or a.i == verb.i):
        return None
    words = run(sent, [j for j in subtree(sent, offer.i) if j >= min(offer.i, verb.i)])
    if within_plan(sent, verb, nouns) or any(sent.tokens[j].lower == "nothing" for j in subtree(sent, verb.i)):
        return None
    who = controller(sent, offer.i if offer.pos in VERBAL else verb.i)
    return Candidate(sent, token.i, kind, words, words, (who,) if who is not None else (), made=True, rule="bargain") if words else None
