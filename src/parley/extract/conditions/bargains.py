"""Conditions of prices and needs: "asks three billion for its consent", "it will take an apology to bring them back", "nothing short of X will do"."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping

from parley.extract.clauses import clause, modal, negation, run
from parley.extract.conditions.found import Found, Lexicon, Words
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

Rule = Callable[[Sentence, Token, Lexicon], Iterator[Found]]
VERBAL = ("VERB", "AUX")
COMING = ("will", "would", "can", "could", "may", "might", "shall")
ASKING = ("ask", "want", "demand", "seek", "charge")
MOVING = ("bring", "persuade", "induce", "satisfy", "unlock", "end", "move", "get", "do", "suffice", "make", "convince", "win", "secure", "stop", "break")
NEEDING = ("require", "need", "demand", "presuppose", "necessitate")
TRADED = frozenset(
    (
        "release",
        "return",
        "pardon",
        "amnesty",
        "withdrawal",
        "pullout",
        "pullback",
        "concession",
        "disarmament",
        "surrender",
        "lifting",
        "recognition",
        "exemption",
    )
)
SHUT = ("reject", "refuse", "block", "veto", "oppose", "rebuff", "defeat")
WHOLE = ("peace", "settlement", "truce", "reconciliation", "deal", "ceasefire", "solution", "compromise")


def bargains(sent: Sentence, _: Words, lex: Lexicon) -> Iterator[Found]:
    """The conditions of a sentence that name a price, a need or what alone would move somebody."""
    rules = _rules(lex)
    for token in sent.tokens:
        if token.pos in VERBAL:
            for rule in rules.get(token.lemma, ()):
                yield from rule(sent, token, lex)
        elif token.lower == "whoever":
            yield from _whoever(sent, token)
        elif token.lower in ("anyone", "anybody", "those", "everyone", "all"):
            yield from _anyone(sent, token)


@functools.lru_cache(maxsize=8)
def _rules(lex: Lexicon) -> Mapping[str, tuple[Rule, ...]]:
    """The rules for a verb, by its lemma: most verbs have none."""
    words = lex.words
    table: list[tuple[Rule, Iterable[str]]] = [
        (_takes, ("take", "require", "need")),
        (_waiting, ("wait",)),
        (_precedes, ("precede",)),
        (_nothing_but, MOVING),
        (_what_would, ("be",)),
        (_bought, {*ASKING, "offer", "promise", "get", "receive", "win", "earn", "trade", "sell", "barter", "swap"} | words["yielding"]),
        (_against, words["yielding"]),
        (_needed, NEEDING),
        (_shut_out, ("be", *SHUT)),
        (_tied_to, words["tying"]),
    ]
    found: dict[str, tuple[Rule, ...]] = {}
    for rule, lemmas in table:
        for lemma in lemmas:
            found[lemma] = (*found.get(lemma, ()), rule)
    return found


def _takes(sent: Sentence, token: Token, _: Lexicon) -> Iterator[Found]:
    """ "It will take an apology to bring the miners back"."""
    own, thing, aim = dependent(sent, token.i, "nsubj"), dependent(sent, token.i, "dobj"), dependent(sent, token.i, "advcl", "xcomp")
    whose = dependent(sent, thing.i, "advcl") if thing is not None else None  # "takes a withdrawal for Norra to sign"
    named = whose is not None and any(m.lower == "for" for m in dependents(sent, whose.i, "mark"))
    aim = whose if named else aim
    if own is None or own.lower != "it" or thing is None or aim is None or aim.i < thing.i:
        return
    if (
        not named
        and modal(sent, token.i) not in ("will", "would")
        or thing.lemma in ("time", "hour", "day", "week", "month", "year", "while", "decade", "place", "lot")
    ):
        return
    under = [j for j in subtree(sent, aim.i) if j > thing.i and sent.tokens[j].dep != "mark"]
    antecedent, consequent = run(sent, [j for j in subtree(sent, thing.i) if j < min(under) and sent.tokens[j].dep != "mark"]), run(sent, under)
    if antecedent is not None and consequent is not None and dependent(sent, aim.i, "aux") is not None:
        yield Found(sent, "only_if", antecedent, thing.i, consequent, aim.i, "takes")


def _precedes(sent: Sentence, token: Token, _: Lexicon) -> Iterator[Found]:
    """ "Recognition must precede any talks on trade"."""
    own, thing = dependent(sent, token.i, "nsubj"), dependent(sent, token.i, "dobj")
    due = modal(sent, token.i) in ("must", "should") or token.dep == "xcomp" and sent.tokens[token.head].lemma in ("have", "need")
    own = own if own is not None or token.dep != "xcomp" else dependent(sent, token.head, "nsubj")
    if own is None or thing is None or not due or negation(sent, token.i) is not None:
        return
    antecedent, consequent = run(sent, subtree(sent, own.i)), run(sent, subtree(sent, thing.i))
    if antecedent is not None and consequent is not None:
        yield Found(sent, "not_before", antecedent, own.i, consequent, thing.i, "before")


def _waiting(sent: Sentence, token: Token, _: Lexicon) -> Iterator[Found]:
    """ "is waiting for Norra to withdraw before lifting the sanctions"."""
    below = dependent(sent, token.i, "advcl", "ccomp", "xcomp")
    if below is None or not any(m.lower == "for" for m in dependents(sent, below.i, "mark")) or token.tag == "VBD":
        return
    before = next((p for i in (below.i, token.i) for p in dependents(sent, i, "prep") if p.lower == "before" and p.i > below.i), None)
    then = dependent(sent, before.i, "pcomp") if before is not None else None
    if before is None or then is None:
        return
    antecedent = run(sent, [j for j in subtree(sent, below.i) if j < before.i and sent.tokens[j].dep != "mark"])
    consequent = run(sent, subtree(sent, then.i))
    if antecedent is not None and consequent is not None:
        yield Found(sent, "until", antecedent, below.i, consequent, then.i, "waits", token.i)


def _nothing_but(sent: Sentence, token: Token, _: Lexicon) -> Iterator[Found]:
    """ "Nothing short of a withdrawal will bring Norra back", "Only a withdrawal will bring it back"."""
    own = dependent(sent, token.i, "nsubj")
    if own is None or modal(sent, token.i) not in COMING:
        return
    under = [j for j in subtree(sent, own.i) if j < token.i]
    words = [sent.tokens[j].lower for j in under[:3]]
    skip = (
        3 if words in (["nothing", "short", "of"], ["nothing", "less", "than"]) else 2 if words[:2] == ["nothing", "but"] else 1 if words[:1] == ["only"] else 0
    )
    if not skip or own.pos not in ("NOUN", "PROPN", "PRON"):
        return
    antecedent, consequent = run(sent, under[skip:]), run(sent, [j for j in clause(sent, token.i) if j not in under and j > under[-1]])
    if antecedent is not None and consequent is not None:
        head = next((j for j in reversed(under) if sent.tokens[j].dep in ("pobj", "nsubj")), own.i)
        yield Found(sent, "only_if", antecedent, head, consequent, token.i, "only that")


def _what_would(sent: Sentence, token: Token, _: Lexicon) -> Iterator[Found]:
    """ "What would bring the union back is a guarantee"."""
    below, thing = dependent(sent, token.i, "csubj"), dependent(sent, token.i, "attr")
    if below is None or thing is None or thing.i < token.i or modal(sent, below.i) not in ("would", "could", "might", "will"):
        return
    own = dependent(sent, below.i, "nsubj")
    antecedent, consequent = run(sent, subtree(sent, thing.i)), run(sent, [j for j in subtree(sent, below.i) if own is not None and j > own.i])
    if own is not None and own.tag == "WP" and below.lemma in MOVING and antecedent is not None and consequent is not None:
        yield Found(sent, "if", antecedent, thing.i, consequent, below.i, "what would")


def _bought(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "asks three billion for its consent", "offered his silence for his freedom", "would cut emissions for access to the fund"."""
    thing = dependent(sent, token.i, "dobj")
    asks, offers = token.lemma in ASKING, token.lemma in ("offer", "promise")
    gets = token.lemma in ("get", "receive", "win", "earn") and _still(sent, token)
    if thing is None or negation(sent, token.i) is not None or not (asks or offers or gets or _still(sent, token) and token.lemma in lex.words["yielding"]):
        return
    preps = [
        p for i in ((token.i, thing.i) if asks or offers or gets else (token.i,)) for p in dependents(sent, i, "prep") if p.lower == "for" and p.i > thing.i
    ]
    if not preps:  # the parse may hang the price on the thing: "would open the crossing for the release of the pilots"
        under = [p for p in dependents(sent, thing.i, "prep") if p.lower == "for" and p.i > thing.i]
        preps = [p for p in under if (priced := dependent(sent, p.i, "pobj")) is not None and priced.lemma in TRADED]
    dropping = thing.lemma in lex.words["dropped"] and token.lemma in ("lift", "drop", "give", "trade", "sell", "withdraw", "waive", "swap", "barter")
    if dropping and _still(sent, token):
        yield from _dropped(sent, token, thing)
        return
    other = next((g for p in preps for g in dependents(sent, p.i, "pobj") if g.lemma in lex.words["granted"] | TRADED), None)
    if (
        other is None
        or other.lemma in TRADED
        and (asks or thing.lemma in ("fund", "money", "office", "account", "way", "road", "room", "time"))
        or thing.lemma in ("reason", "basis", "credit", "criticism", "praise", "thanks", "support", "backing", "approval")
    ):
        return
    given = run(sent, [j for j in subtree(sent, thing.i) if j < other.i and sent.tokens[j].lower != "for"])
    wanted = run(sent, subtree(sent, other.i))
    if given is None or wanted is None:
        return
    if asks:
        yield Found(sent, "in_exchange_for", given, thing.i, wanted, other.i, "bargain", token.i)
    else:
        yield Found(sent, "in_exchange_for", wanted, other.i, given, thing.i, "bargain", token.i)


def _dropped(sent: Sentence, token: Token, thing: Token) -> Iterator[Found]:
    """ "would lift his veto for a carve-out": what is given up, and its price."""
    prep = next((p for i in (token.i, thing.i) for p in dependents(sent, i, "prep") if p.lower == "for" and p.i > thing.i), None)
    other = dependent(sent, prep.i, "pobj") if prep is not None else None
    if prep is None or other is None or other.pos == "PRON" or other.lemma in ("time", "day", "week", "month", "year", "moment", "now", "good"):
        return
    antecedent = run(sent, subtree(sent, other.i))
    consequent = run(sent, [j for j in clause(sent, token.i) if j < prep.i])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "in_exchange_for", antecedent, other.i, consequent, token.i, "bargain", token.i)


def _still(sent: Sentence, token: Token) -> bool:
    """Whether an act is to come: a modal with it or with what governs it."""
    return any(modal(sent, a.i) in COMING for a in (token, *ancestors(sent, token.i)) if a.pos in VERBAL)


def _against(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "would halt enrichment against the lifting of the embargo"."""
    thing = dependent(sent, token.i, "dobj")
    if thing is None or not _still(sent, token) or negation(sent, token.i) is not None:
        return
    prep = next((sent.tokens[j] for j in subtree(sent, token.i) if sent.tokens[j].lower == "against" and j > thing.i and sent.tokens[j].dep == "prep"), None)
    other = dependent(sent, prep.i, "pobj") if prep is not None else None
    if prep is None or other is None or other.lemma not in lex.words["acts"] | lex.words["granted"]:
        return
    apart = set(subtree(sent, prep.i))
    antecedent = run(sent, subtree(sent, other.i))
    consequent = run(sent, [j for j in clause(sent, token.i) if j not in apart and j < prep.i])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "in_exchange_for", antecedent, other.i, consequent, token.i, "bargain")


def _needed(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "A settlement will require Norra to give up the islands", "Lifting the siege would need a signal": what an act or a deal cannot do without."""
    own = dependent(sent, token.i, "nsubj", "csubj")
    if own is None or negation(sent, token.i) is not None:
        return
    ahead = modal(sent, token.i) in ("will", "would")
    act = own.lemma in lex.words["deals"] | lex.words["acts"] or own.tag == "VBG"
    vague = any(c.lower in ("a", "an", "any") for c in dependents(sent, own.i, "det"))  # "A resumption requires a settlement"
    if not (act and ahead or (own.lemma in WHOLE or act and vague) and token.tag == "VBZ"):
        return
    things = [c for c in dependents(sent, token.i, "dobj", "xcomp", "ccomp") if c.i > token.i and c.tag != "CD"]
    if not things or things[0].pos == "PRON" or things[0].lemma in ("time", "year", "month", "work", "patience", "week", "day"):
        return
    antecedent = run(sent, [j for t in things for j in subtree(sent, t.i) if j > token.i and sent.tokens[j].dep != "mark"])
    consequent = run(sent, subtree(sent, own.i))
    if antecedent is not None and consequent is not None:
        yield Found(sent, "subject_to", antecedent, things[-1].i if things[-1].pos in VERBAL else things[0].i, consequent, own.i, "phrase:needs")


def _shut_out(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "Any deal that leaves them there will be rejected", "there can be no deal that ignores its claim": what a deal must not be."""
    none = token.lemma == "be" and dependent(sent, token.i, "expl") is not None
    thing = dependent(sent, token.i, "attr") if none else dependent(sent, token.i, "nsubjpass") if token.lemma in SHUT else None
    below = dependent(sent, thing.i, "relcl") if thing is not None else None
    if thing is None or below is None or modal(sent, token.i) not in ("will", "would", "can", "could"):
        return
    dets = ("no",) if none else ("any", "every", "a", "an")
    if thing.lemma not in lex.words["deals"] or not any(c.lower in dets for c in dependents(sent, thing.i, "det")):
        return
    apart = set(subtree(sent, below.i))
    antecedent = run(sent, sorted(apart))
    rest = [j for j in clause(sent, token.i) if j not in apart and sent.tokens[j].dep != "mark"]
    consequent = run(sent, [j for j in rest if j < below.i] if none else [j for j in rest if j > max(apart)])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "never_if", antecedent, below.i, consequent, token.i, "none that")


def _tied_to(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "has linked its support to a tunnel", "the release of the funds is tied to progress": an act that its doer makes wait."""
    passive = dependent(sent, token.i, "auxpass") is not None
    thing = dependent(sent, token.i, "nsubjpass") if passive else dependent(sent, token.i, "dobj")
    if thing is None or negation(sent, token.i) is not None or thing.lemma not in lex.words["acts"]:
        return
    where = (token.i,) if passive else (token.i, thing.i)
    preps = [p for i in where for p in dependents(sent, i, "prep") if p.lower in ("to", "on", "upon", "with") and p.i > max(thing.i, token.i)]
    torn = next((c for i in where for c in dependents(sent, i, "advcl", "relcl", "xcomp") if c.i > 0 and sent.tokens[c.i - 1].lower == "to"), None)
    other = next((g for p in preps for g in dependents(sent, p.i, "pobj", "pcomp")), torn)  # "tied to progress on visas", which the parse takes for a verb
    if other is None or other.pos == "PRON" or other.lemma in ("price", "rate", "index", "inflation"):
        return
    antecedent = run(sent, [j for j in subtree(sent, other.i) if j >= other.i or sent.tokens[j].lower != "to"])
    consequent = run(
        sent,
        [j for j in subtree(sent, thing.i) if j < (token.i if passive else other.i) and not any(j == p.i for p in preps) and j not in subtree(sent, other.i)],
    )
    if antecedent is not None and consequent is not None:
        yield Found(sent, "subject_to", antecedent, other.i, consequent, thing.i, "bargain", None if passive else token.i)


def _anyone(sent: Sentence, those: Token) -> Iterator[Found]:
    """ "Anyone who hands in a weapon will be spared", "Those who surrender would be amnestied": what is promised or threatened to who does so."""
    below = dependent(sent, those.i, "relcl")
    token = sent.tokens[those.head]
    if below is None or those.dep not in ("nsubj", "nsubjpass") or modal(sent, token.i) not in ("will", "shall", "would", "can", "may", "could"):
        return
    if (
        those.dep == "nsubj"
        and token.lemma not in ("get", "receive", "face", "keep", "forfeit", "lose", "pay", "return", "go", "join")
        or below.tag not in ("VBP", "VBZ")
    ):
        return
    if below.lemma in ("be", "know", "want", "live", "see", "believe", "say", "think", "remain", "seem"):
        return
    apart = set(subtree(sent, below.i))
    antecedent, consequent = run(sent, sorted(apart | {those.i})), run(sent, [j for j in clause(sent, token.i) if j > max(apart)])
    if antecedent is not None and consequent is not None and negation(sent, token.i) is None:
        yield Found(sent, "if", antecedent, below.i, consequent, token.i, "whoever")


def _whoever(sent: Sentence, whoever: Token) -> Iterator[Found]:
    """ "Whoever hands in a weapon will be granted amnesty"."""
    below = sent.tokens[whoever.head]
    token = sent.tokens[below.head]
    if below.dep not in ("csubj", "csubjpass") or whoever.dep != "nsubj" or modal(sent, token.i) not in ("will", "shall", "would"):
        return
    if dependent(sent, token.i, "auxpass") is None and token.lemma not in ("get", "receive"):
        return  # "whoever wins will face a divided country" foretells
    apart = set(subtree(sent, below.i))
    antecedent, consequent = run(sent, sorted(apart)), run(sent, [j for j in clause(sent, token.i) if j > max(apart)])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "if", antecedent, below.i, consequent, token.i, "whoever")
