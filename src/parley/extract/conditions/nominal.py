"""Conditions in phrases: "subject to", "in exchange for", "no X without Y", "must include", "a precondition for"."""

from collections.abc import Iterator

from parley.extract.clauses import clause, modal, negation, run, subject
from parley.extract.conditions.found import Found, Lexicon, Words, matches
from parley.extract.conditions.subordinate import negated
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

VERBAL = ("VERB", "AUX")
EACH = ("any", "every")
NEEDING = ("need", "have")
NAMING = ("put", "set", "lend", "give")  # … one's name or hand to a paper
PLANNED = (
    "foresee",
    "provide",
    "envisage",
    "envision",
    "stipulate",
    "prescribe",
    "grant",
    "give",
    "write",
    "commit",
    "bind",
    "offer",
    "promise",
    "allow",
    "include",
    "contain",
    "oblige",
    "see",
    "lift",
    "drop",
    "cut",
    "waive",
    "cancel",
    "free",
    "release",
    "hand",
    "pay",
)  # what a deal in hand does for one side


def phrases(sent: Sentence, words: Words, lex: Lexicon) -> Iterator[Found]:
    """The conditions of a sentence that stand in a phrase."""
    for first, last, relation in matches(sent, lex.phrases):
        found = _phrase(sent, first, last, relation, lex)
        if found is not None:
            yield found
    each = not words.lower.isdisjoint(EACH)
    if each or not words.lemma.isdisjoint(NEEDING) or not words.lemma.isdisjoint(lex.words["including"]):
        yield from _must(sent, lex, each=each)
    if not words.lemma.isdisjoint(lex.words["mutual"]):
        yield from _mutual(sent, lex)
    if "first" in words.lower:
        yield from _come_first(sent, lex)
    if not words.lemma.isdisjoint(lex.words["signing"]) or not words.lemma.isdisjoint(NAMING):
        yield from _none_that(sent, lex)
    if "part" in words.lemma:
        yield from _part_of(sent, lex)
    if "no" in words.lower:
        yield from _no_no(sent, lex)


def _phrase(sent: Sentence, first: int, last: int, relation: str, lex: Lexicon) -> Found | None:
    if relation == "self":
        return _self(sent, first, last)
    thing = _object(sent, first, last)
    if thing is None:
        return None
    under = [j for j in subtree(sent, thing) if j > last]
    torn = next((t for t in sent.tokens if t.tag == "VBG" and under and t.i == max(under) + 1 and t.dep == "advcl"), None)
    under += [j for j in subtree(sent, torn.i) if j > max(under)] if torn is not None else []  # "in return for shifts becoming …"
    antecedent = run(sent, under)
    head = _governor(sent, first, thing)
    if head is not None and sent.tokens[head].lemma in lex.words["speech"] and (told := dependent(sent, head, "ccomp")) is not None and told.i < first:
        head = told.i  # what the parse hangs on "insisted" belongs to what is insisted
    if head is not None and sent.tokens[head].lemma in lex.words["speech"] and sent.tokens[head].dep == "parataxis":
        head = sent.tokens[head].head
    if antecedent is None or head is None:
        return None
    if not _meant(sent, relation, first, thing, head, lex):
        return None
    relation = {"upon": "after", "without": "unless", "except": "only_if"}.get(relation, relation)
    consequent_tokens = _before_phrase(sent, head, first, last, set(under), relation)
    consequent = run(sent, consequent_tokens)
    if consequent is None:
        return None
    return Found(sent, relation, antecedent, thing, consequent, head, f"phrase:{sent.tokens[first].lower}")


def _ahead(sent: Sentence, head: int) -> bool:
    """Whether what a phrase is said of is still to come: a noun, a verb with a modal, a right that somebody reserves."""
    return sent.tokens[head].pos not in VERBAL or sent.tokens[head].lemma == "reserve" or modal(sent, head) is not None


def _meant(sent: Sentence, relation: str, first: int, thing: int, head: int, lex: Lexicon) -> bool:
    """Whether the phrase sets a condition on what it is said of, by what is true of its relation."""
    if relation == "upon":
        return modal(sent, head) is not None and sent.tokens[head].lemma not in lex.words["upon"] and sent.tokens[thing].lower not in lex.words["times"]
    if relation == "except":
        own = dependent(sent, head, "nsubj")
        if own is not None and (own.lower in ("nobody", "none") or own.lower == "one" and sent.tokens[first].lower == "other"):
            return False  # "no one will speak other than the premier" tells who, and nothing waits
        return modal(sent, head) is not None and negated(sent, head) and sent.tokens[thing].lower not in lex.words["times"]
    if relation == "without":
        return _essential(sent, thing, head, lex)
    if relation in ("if", "simultaneous", "unless"):  # still to come: a noun, a verb with a modal, a right that somebody reserves
        above = sent.tokens[sent.tokens[head].head]
        vowed = sent.tokens[head].dep == "xcomp" and (
            above.lemma in lex.words["offering"] or above.lower in lex.words["ready"]
        )  # "vowed to leave in the event of"
        return sent.tokens[head].pos not in VERBAL or sent.tokens[head].lemma == "reserve" or modal(sent, head) is not None or vowed
    if relation == "in_exchange_for" and not _on_offer(sent, head, lex) or _lives_on(sent, first, thing, lex):
        return False
    noun = sent.tokens[first].lower == "subject" and sent.tokens[first].pos == "NOUN" and dependent(sent, first, "det") is not None
    return not noun and sent.tokens[thing].lemma not in ("anonymity", "other")


def _lives_on(sent: Sentence, first: int, thing: int, lex: Lexicon) -> bool:
    """ "Norra depends on tourism": what a state lives on is no act that anything waits for."""
    own, told = dependent(sent, first, "nsubj"), sent.tokens[thing]
    if sent.tokens[first].lemma in ("depend", "rely") and modal(sent, first) is None and own is not None and own.tag in ("NNS", "NNPS"):
        known = lex.words["acts"] | lex.words["deals"] | lex.words["ends"] | lex.words["consent"]
        if not any(sent.tokens[j].lemma in known for i in (own.i, thing) for j in subtree(sent, i)):
            return True  # "Farmers depend on the harvest"
    bare = told.pos == "NOUN" and dependent(sent, thing, "det", "poss", "relcl", "acl") is None and told.lemma not in lex.words["acts"] | lex.words["consent"]
    return sent.tokens[first].lemma == "depend" and modal(sent, first) is None and own is not None and own.pos == "PROPN" and bare


def _object(sent: Sentence, first: int, last: int) -> int | None:
    for i in (last, *range(last - 1, first - 1, -1)):
        if sent.tokens[i].lower in ("except", "save") and (deep := dependent(sent, i, "prep")) is not None:  # "except under the eyes of monitors"
            i = deep.i
        below = [c.i for c in dependents(sent, i, "pobj", "pcomp", "dobj", "ccomp") if c.i > last]
        if below:
            return below[0]
    return None


def _governor(sent: Sentence, first: int, thing: int) -> int | None:
    """The verb (or noun) whose clause would follow: what the phrase is said of."""
    token = sent.tokens[first]
    if token.pos in VERBAL and thing != first and token.lower not in ("pending",):
        return first
    for above in ancestors(sent, first):
        if above.i == thing:
            continue
        if above.pos in VERBAL:
            return above.i
        if above.pos in ("NOUN", "PROPN") and above.dep in ("ROOT", "appos", "conj", "dobj", "nsubj") and above.i < first:
            return above.i
    return token.i if token.dep == "ROOT" else None


def _essential(sent: Sentence, thing: int, head: int, lex: Lexicon) -> bool:
    """ "no deal without guarantees": what cannot be had without the other."""
    token = sent.tokens[thing]
    if (
        token.pos == "PRON"
        and not token.tag.startswith("W")
        or token.lemma in lex.words["void"]
        or token.lower.rstrip("s") in lex.words["void"]
        or token.tag == "VBG"
        and token.dep == "pcomp"
    ):
        return False
    if sent.tokens[head].pos in VERBAL:
        shut = sent.tokens[head].lemma in ("rule", "exclude", "refuse") and sent.tokens[token.head].dep == "prep"  # "ruled out talks without"
        none = sent.tokens[head].tag in ("VBZ", "VBP") and _weighty(token, lex)  # "not one man leaves his cell without the consent of the court"
        return shut or negated(sent, head) and (modal(sent, head) is not None or sent.tokens[head].lemma == "be" or none)
    above = sent.tokens[sent.tokens[head].head]
    if sent.tokens[head].dep == "dobj" and above.lemma in ("rule", "exclude", "refuse", "reject"):  # "ruled out any compromise without a vote"
        return any(c.lower in ("any", "all", "every") for c in dependents(sent, head, "det"))
    return dependent(sent, head, "det", "neg") is not None and sent.tokens[min(subtree(sent, head))].lower in ("no", "not")


def _weighty(token: Token, lex: Lexicon) -> bool:
    return token.lemma in lex.words["acts"] | lex.words["consent"] | lex.words["gates"] | lex.words["granted"] | lex.words["deals"] | lex.words["ends"]


def _on_offer(sent: Sentence, head: int, lex: Lexicon) -> bool:
    """Whether the exchange is still to come: a possible, promised or demanded act."""
    gives = dependent(sent, head, "nsubj")
    if gives is not None and gives.lemma in lex.words["deals"]:
        return True
    for token in (sent.tokens[head], *ancestors(sent, head)):
        if token.lemma in lex.words["offering"] or token.lower in lex.words["ready"]:
            return True
        if token.pos in VERBAL and modal(sent, token.i) is not None:
            return True
        if any(c.lower in lex.words["ready"] for c in dependents(sent, token.i, "acomp", "amod", "xcomp")):
            return True
        if token.dep in ("relcl", "ROOT", "parataxis"):
            break
    return False


def _before_phrase(sent: Sentence, head: int, first: int, last: int, antecedent: set[int], relation: str) -> list[int]:
    """The tokens of what would follow: for a predicate ("X is subject to Y") its subject, else the clause without the phrase."""
    if relation == "subject_to" and sent.tokens[head].lemma == "make" and head < first - 1:  # "has made any talks dependent on …"
        return list(range(head + 1, first))
    if relation == "subject_to":
        found = dependent(sent, head, "nsubjpass", "nsubj") or subject(sent, head)
        if found is None and sent.tokens[head].dep == "conj":
            found = dependent(sent, sent.tokens[head].head, "nsubjpass", "nsubj")
        if found is not None and found.i < first:
            return subtree(sent, found.i)
    apart = frozenset(c.i for c in dependents(sent, head) if c.dep in ("conj", "parataxis") and dependent(sent, c.i, "nsubj", "nsubjpass") is not None)
    marks = {c.i for c in dependents(sent, head, "mark", "cc")}
    tokens = [j for j in clause(sent, head, without=apart) if j not in antecedent and not first <= j <= last and j not in marks]
    return [j for j in tokens if j < first] or tokens


def _self(sent: Sentence, first: int, last: int) -> Found | None:
    """ "can be prolonged by mutual agreement": each waits for the other's consent."""
    head = next((a.i for a in ancestors(sent, first) if a.pos in VERBAL), None)
    if head is None or modal(sent, head) is None:
        return None
    antecedent = run(sent, list(range(first, last + 1)))
    consequent = run(sent, [j for j in clause(sent, head) if j < first])
    if antecedent is None or consequent is None:
        return None
    return Found(sent, "subject_to", antecedent, last, consequent, head, "phrase:mutual")


def in_return(sent: Sentence, before: Sentence | None) -> Found | None:
    """ "X will do A. In return, Y does B": each sentence one side of the bargain."""
    words = [t.lower for t in sent.tokens[:3]]
    if before is None or words[:1] != ["in"] or len(words) < 3 or words[1] not in ("return", "exchange"):
        return None
    if words[2] != "," and sent.tokens[2].pos not in ("PRON", "DET", "PROPN"):
        return None
    antecedent, consequent = run(sent, list(range(2, len(sent.tokens)))), run(before, list(range(len(before.tokens))))
    coming = [t.i for t in before.tokens if t.pos in VERBAL and (modal(before, t.i) is not None or _asking(before, t))]
    if not coming and any(t.lower in ("will", "would", "'ll", "shall") for t in sent.tokens if t.tag == "MD"):
        coming = [t.i for t in before.tokens if t.lemma in PLANNED and (t.tag in ("VBZ", "VBP") or t.tag == "NNS" and t.lower.endswith("sees"))]
    if antecedent is None or consequent is None or not coming:
        return None
    head = next((i for i in coming if modal(before, i) is not None), coming[0])
    own = next((t.i for t in sent.tokens if t.pos in VERBAL and dependent(sent, t.i, "nsubj") is not None), sent.root)
    return Found(sent, "in_exchange_for", antecedent, own, consequent, head, "in return", None, before)


def _asking(sent: Sentence, token: Token) -> bool:
    """Whether a verb asks for an act or holds one out: "asks Norra to halt", "offered to leave", "agreed to free"."""
    return (
        token.lemma in ("ask", "require", "offer", "oblige", "demand", "propose", "promise", "pledge", "agree", "want")
        and dependent(sent, token.i, "xcomp", "ccomp", "dobj") is not None
    )


def otherwise(sent: Sentence, before: Sentence | None, lex: Lexicon) -> Found | None:
    """ "Norra must answer by Friday. Otherwise there will be no exchange.": a demand with what follows if it is not met."""
    words = [t.lower for t in sent.tokens[:2]]
    skip = 1 if words[0] in ("otherwise", "else") else 2 if words in (["if", "not"], ["or", "else"], ["failing", "that"], ["after", "that"]) else 0
    if before is None or not skip:
        return None
    plain = before.tokens[0].tag == "VB" and any(t.tag in ("VBZ", "VBP") for t in sent.tokens)  # "Sign by Friday. Otherwise the tariffs go up."
    if not plain and not any(t.pos in VERBAL and modal(sent, t.i) for t in sent.tokens):
        return None
    if words[0] == "after" and not any(t.lower in ("by", "until", "within") for t in before.tokens):
        return None
    demand = next((t for t in before.tokens if t.pos in VERBAL and (t.lemma in lex.words["wanting"] or _due(before, t))), None)
    consequent = run(sent, [t.i for t in sent.tokens[skip:]])
    antecedent = run(before, list(range(len(before.tokens))))
    if demand is None or consequent is None or antecedent is None:
        return None
    dated = any(t.lower in ("by", "within", "before") or t.lower == "later" for t in before.tokens[demand.i :])
    below = dependent(before, demand.i, "ccomp", "xcomp", "dobj")
    head = next((t.i for t in sent.tokens if t.pos in VERBAL and modal(sent, t.i) is not None), sent.root)
    return Found(
        before, "deadline" if dated else "unless", antecedent, below.i if below is not None else demand.i, consequent, head, "otherwise", demand.i, sent
    )


def _due(sent: Sentence, token: Token) -> bool:
    """Whether a verb says what must be done: "must leave", "has to go", a command."""
    told = token.i < 2 and token.tag == "VB" and dependent(sent, token.i, "nsubj") is None
    return modal(sent, token.i) in ("must", "should") or _forced(sent, token.i) or told


def _must(sent: Sentence, lex: Lexicon, *, each: bool) -> Iterator[Found]:
    """ "Any deal must include Y". each: whether the sentence has "any" or "every"."""
    for token in sent.tokens:
        if token.pos not in VERBAL:
            continue
        if token.lemma in NEEDING and modal(sent, token.i) in ("would", "will"):
            yield from _would_need(sent, token, lex)
        any_deal = each and _any_deal(sent, token, lex)
        if token.lemma not in lex.words["including"] and not any_deal:
            continue
        forced = modal(sent, token.i) in ("must", "should") or _forced(sent, token.i) or _insisted(sent, token)
        found = dependent(sent, token.i, "nsubj")
        if found is None and token.dep == "xcomp":
            found = dependent(sent, token.head, "nsubj")
        if found is None and any_deal:
            found = dependent(sent, token.i, "nsubjpass")
        if not forced or found is None or found.lemma not in lex.words["deals"] and found.lower != "terms" and not any_deal:
            continue
        if token.lemma == "be" and dependent(sent, token.i, "acomp", "attr") is not None:
            continue
        things = [c.i for c in dependents(sent, token.i, "dobj", "ccomp", "xcomp", "prep")]
        if not things or negation(sent, token.i) is not None:
            continue
        antecedent = run(sent, [j for t in things for j in subtree(sent, t)])
        consequent = run(sent, subtree(sent, found.i))
        if antecedent and consequent:
            insists = next((a.i for a in ancestors(sent, token.i) if a.lemma in ("insist", "demand", "want")), None)
            yield Found(sent, "must_include", antecedent, things[0], consequent, found.i, "must", insists)


def _any_deal(sent: Sentence, token: Token, lex: Lexicon) -> bool:
    """Whether the subject is any deal whatever, of which all that it must do is a condition: "any accord must bar foreign bases"."""
    own = dependent(sent, token.i, "nsubj", "nsubjpass") or (dependent(sent, token.head, "nsubj") if token.dep == "xcomp" else None)
    known = lex.words["deals"] | lex.words["acts"] | lex.words["ends"]
    return own is not None and own.lemma in known and any(c.lower in EACH for c in dependents(sent, own.i, "det"))


def _would_need(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "Any arrangement would need to be put to the voters": what must be done with a deal before it is one."""
    own, below = dependent(sent, token.i, "nsubj"), dependent(sent, token.i, "xcomp")
    if own is None or below is None or own.lemma not in lex.words["deals"] or negation(sent, token.i) is not None:
        return
    antecedent, consequent = run(sent, subtree(sent, below.i)), run(sent, subtree(sent, own.i))
    if antecedent is not None and consequent is not None:
        yield Found(sent, "must_include", antecedent, below.i, consequent, own.i, "must")


def _insisted(sent: Sentence, token: Token) -> bool:
    """Whether a clause is the bare subjunctive under a verb of asking: "insists that any deal include Y"."""
    above = sent.tokens[token.head]
    return (
        token.dep == "ccomp"
        and above.lemma in ("insist", "demand", "require", "ask", "propose", "stipulate")
        and token.lower == token.lemma
        and token.lemma != "be"
    )


def _forced(sent: Sentence, i: int) -> bool:
    above = sent.tokens[sent.tokens[i].head]
    return sent.tokens[i].dep == "xcomp" and above.lemma in ("have", "need")


def _mutual(sent: Sentence, lex: Lexicon) -> Iterator[Found]:
    """ "Norra would have to reciprocate": the other side's act without which nothing follows."""
    for token in sent.tokens:
        if token.lemma not in lex.words["mutual"] or token.dep != "xcomp" or sent.tokens[token.head].lemma != "have":
            continue
        head = token.head
        found = dependent(sent, head, "nsubj")
        if modal(sent, head) in ("would", "will") and found is not None:
            antecedent = run(sent, [j for j in subtree(sent, head) if j >= min(subtree(sent, found.i))])
            if antecedent:
                yield Found(sent, "provided_that", antecedent, head, None, None, "reciprocate")


def _come_first(sent: Sentence, lex: Lexicon) -> Iterator[Found]:
    """ "wants Velta to drop its tax first", "Velta must leave first": what is asked to come before anything else."""
    for token in sent.tokens:
        if token.lower != "first":
            continue
        verb = sent.tokens[token.head]
        early = token.i < verb.i and not (modal(sent, verb.i) in ("must", "should") or _forced(sent, verb.i))
        if token.dep != "advmod" or verb.pos not in VERBAL or early:
            continue
        wants = next((a for a in ancestors(sent, verb.i) if a.lemma in lex.words["wanting"] and a.pos in VERBAL), None)
        if wants is None and modal(sent, verb.i) not in ("must", "should") and not _forced(sent, verb.i):
            continue
        if wants is not None and verb.dep not in ("ccomp", "xcomp"):
            continue
        top = verb.head if wants is None and _forced(sent, verb.i) else verb.i
        antecedent = run(sent, [j for j in subtree(sent, top) if sent.tokens[j].dep != "mark" or sent.tokens[j].head != top])
        shuns = next((a for a in ancestors(sent, top) if a.pos in VERBAL), None) if wants is None else None
        if antecedent is not None and shuns is not None and shuns.i < top and shuns.lemma in lex.words["refusing"]:
            kept = run(sent, [j for j in clause(sent, shuns.i) if j < min(subtree(sent, top))])
            yield Found(sent, "not_before", antecedent, verb.i, kept, shuns.i, "first", shuns.i)  # "boycotts them on the grounds that they must first leave"
            continue
        above = sent.tokens[wants.head] if wants is not None and wants.dep == "conj" else None
        consequent = run(sent, [j for j in clause(sent, above.i) if wants is not None and j < wants.i - 1]) if above is not None else None
        if antecedent is not None:
            yield Found(
                sent, "not_before", antecedent, verb.i, consequent, above.i if above is not None and consequent else None, "first", wants.i if wants else None
            )


def _none_that(sent: Sentence, lex: Lexicon) -> Iterator[Found]:
    """ "would not sign any document that omits arbitration": what a deal must not be."""
    for token in sent.tokens:
        named = token.lemma in NAMING and (own := dependent(sent, token.i, "dobj")) is not None and own.lemma in ("name", "signature", "hand")
        if token.pos not in VERBAL or token.lemma not in lex.words["signing"] and not named or modal(sent, token.i) is None or not negated(sent, token.i):
            continue
        thing = (dependent(sent, token.i, "dobj") if not named else None) or next(
            (g for p in dependents(sent, token.i, "prep") for g in dependents(sent, p.i, "pobj")), None
        )
        below = dependent(sent, thing.i, "relcl") if thing is not None else None
        if (
            thing is None
            or below is None
            or thing.lemma
            not in lex.words["deals"]
            | lex.words["texts"]
            | {"anything", "something", "nothing", "one", "version", "clause", "paper", "piece", "capitulation", "outcome", "line", "sentence"}
        ):
            none = thing is not None and below is not None and any(c.lower == "no" for c in dependents(sent, thing.i, "det"))
        else:
            none = True
        if not none or thing is None or below is None:
            continue
        if thing.lower not in ("anything", "something", "nothing") and not any(c.lower in ("any", "a", "an", "no") for c in dependents(sent, thing.i, "det")):
            continue
        antecedent = run(sent, subtree(sent, below.i))
        consequent = run(sent, [j for j in clause(sent, token.i) if j < below.i and j not in subtree(sent, below.i)])
        if antecedent is not None and consequent is not None:
            yield Found(sent, "never_if", antecedent, below.i, consequent, token.i, "none that")


def _part_of(sent: Sentence, lex: Lexicon) -> Iterator[Found]:
    """ "insists that monitoring be part of any package": what a deal must have in it."""
    for token in sent.tokens:
        above = sent.tokens[token.head]
        if token.lemma != "part" or above.lemma != "be" or not (modal(sent, above.i) in ("must", "should") or above.dep == "ccomp" and above.lower == "be"):
            continue
        own = dependent(sent, above.i, "nsubj")
        deal = next((g for p in dependents(sent, token.i, "prep") for g in dependents(sent, p.i, "pobj") if g.lemma in lex.words["deals"]), None)
        antecedent, consequent = run(sent, subtree(sent, own.i)) if own is not None else None, run(sent, subtree(sent, deal.i)) if deal is not None else None
        if own is not None and deal is not None and antecedent and consequent and negation(sent, above.i) is None:
            insists = next((a.i for a in ancestors(sent, above.i) if a.lemma in ("insist", "demand", "want")), None)
            yield Found(sent, "must_include", antecedent, own.i, consequent, deal.i, "must", insists)


def _spoken(sent: Sentence, cut: int, lex: Lexicon) -> bool:
    return any(t.lemma in lex.words["speech"] and t.pos == "VERB" for t in sent.tokens[cut:])


def _named_so(sent: Sentence, cut: int, lex: Lexicon) -> bool:
    """Whether what follows tells whose line it was: "No seat, no peace, is how the guild puts it", "No seat, no peace, goes the slogan"."""
    return cut + 1 < len(sent.tokens) and sent.tokens[cut + 1].lower in lex.words["lines"]


def _closing(sent: Sentence, token: Token, cut: int | None, end: int) -> bool:
    """Whether a participle ends one of the halves: "No fees paid, no ferries sailing"."""
    return token.tag in ("VBN", "VBD", "VBG") and (token.i + 1 in (cut, end) or token.i + 1 < len(sent.tokens) and sent.tokens[token.i + 1].pos == "PUNCT")


def _no_no(sent: Sentence, lex: Lexicon) -> Iterator[Found]:
    """ "No statute, no energy deal": the second is not to be had without the first."""
    starts = [t.i for t in sent.tokens if t.lower == "no" and t.dep in ("det", "neg")]
    cut = next((t.i for t in sent.tokens[starts[1] + 1 :] if t.text in (",", ":", "–", "—")), None) if len(starts) == 2 else None
    end = cut if cut is not None and (sent.tokens[cut].text != "," or _spoken(sent, cut, lex) or _named_so(sent, cut, lex)) else len(sent.tokens)
    if len(starts) != 2 or any(t.pos in VERBAL and not _closing(sent, t, cut, end) for t in sent.tokens[:end]):
        return
    opened = 2 < starts[0] < 5 and sent.tokens[starts[0] - 1].text == ","  # "This time, no alert, no ward round"
    if not opened and any(t.text[:1].isalnum() for t in sent.tokens[: starts[0]]):
        return
    antecedent = run(sent, list(range(starts[0], starts[1])))
    consequent = run(sent, list(range(starts[1], end)))
    if antecedent is not None and consequent is not None:
        yield Found(sent, "only_if", antecedent, sent.tokens[starts[0]].head, consequent, sent.tokens[starts[1]].head, "no no")
