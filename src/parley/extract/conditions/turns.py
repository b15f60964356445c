"""Conditions in turns of phrase that no conjunction opens: threats with "or", bargains with "and", "first … then", inversions, what is tied to what."""

from collections.abc import Iterator

from parley.extract.clauses import clause, modal, negation, run, to_infinitive
from parley.extract.conditions.found import Found, Lexicon, Words
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

VERBAL = ("VERB", "AUX")
TURNING = ("require", "need", "give", "have", "await")
DUTY = ("must", "should", "shall")
COMING = ("will", "would", "can", "could", "may", "might", "shall")


def turns(sent: Sentence, known: Words, lex: Lexicon) -> Iterator[Found]:
    """The conditions of a sentence that stand in a turn of phrase."""
    words = known.lower
    for token in sent.tokens:
        if token.pos in VERBAL:
            if token.lemma in lex.turning or token.lemma in TURNING:
                yield from _by_verb(sent, token, lex)
            if "or" in words and sent.children[token.i]:
                yield from _or_else(sent, token, lex)
            if "and" in words and sent.children[token.i]:
                yield from _and_then(sent, token, lex)
            if "before" in words or "ahead" in words:
                yield from _comes_before(sent, token, lex)
            if "should" in words or "were" in words:
                yield from _inside_out(sent, token)
        elif token.lemma in lex.words["essential"]:
            yield from _essential(sent, token, lex)
        elif token.lower == "first" and token.dep == "advmod":
            yield from _first_then(sent, token)
        elif token.text == ":":
            yield from _spelled_out(sent, token, lex)


def _by_verb(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """The turns of phrase that only certain verbs have."""
    lemma = token.lemma
    if lemma in lex.words["tying"] or lemma in lex.words["trading"] or lemma in lex.words["freeing"]:
        yield from _tied(sent, token, lex)
    if lemma in ("require", "need"):
        yield from _needs(sent, token, lex)
    if lemma in lex.words["refusing"]:
        yield from _rejecting(sent, token, lex)
    if lemma in lex.words["wanting"]:
        yield from _wants_first(sent, token, lex)
    if lemma in ("give", "have"):
        yield from _given_until(sent, token)
    if lemma == "await":
        yield from _awaits(sent, token, lex)


def _or_else(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "Norra must leave by Friday or face sanctions": a demand with what follows where it is not met."""
    other = next((c for c in dependents(sent, token.i, "conj") if c.pos in VERBAL and any(d.lower == "or" for d in dependents(sent, token.i, "cc"))), None)
    above = sent.tokens[token.head]
    if other is None and token.dep == "xcomp" and above.lemma in ("have", "need"):  # "The rockets have to go, or there will be no …"
        other = next((c for c in dependents(sent, above.i, "conj") if c.pos in VERBAL and any(d.lower == "or" for d in dependents(sent, above.i, "cc"))), None)
    told = to_infinitive(sent, token.i) and above.lemma in lex.words["ordering"]
    forced = modal(sent, token.i) in DUTY or above.lemma in ("have", "need") and token.dep == "xcomp" or told or _bare(sent, token)
    if other is None or other.i < token.i or not forced:
        return
    own = dependent(sent, other.i, "nsubj", "expl") is not None and modal(sent, other.i) in COMING
    if other.lemma not in lex.words["suffering"] and not own:
        return
    whole = above.i if token.dep == "xcomp" else token.i
    last = next(j for j in range(other.i, token.i, -1) if sent.tokens[j].lower == "or")
    antecedent = run(sent, [j for j in subtree(sent, whole) if j < last])
    consequent = run(sent, [j for j in subtree(sent, other.i) if j > last])
    dated = any(t.lower in ("by", "within", "before", "until") for t in sent.tokens[min(subtree(sent, whole)) : last])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "deadline" if dated else "unless", antecedent, token.i, consequent, other.i, "or else")


def _bare(sent: Sentence, token: Token) -> bool:
    """Whether a verb is an imperative."""
    return token.tag == "VB" and token.dep in ("ROOT", "ccomp") and dependent(sent, token.i, "nsubj", "nsubjpass", "aux", "expl") is None


def _and_then(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "Free the captives and we will talk": a command and what follows from it."""
    if not _bare(sent, token):
        return
    other = next((c for c in dependents(sent, token.i, "conj") if c.pos in VERBAL and dependent(sent, c.i, "nsubj") is not None), None)
    joined = next((c for c in dependents(sent, token.i, "cc") if c.lower == "and"), None)
    if other is None or joined is None or joined.i > other.i or not (modal(sent, other.i) in COMING or other.tag in ("VBP", "VBZ")):
        return
    if other.lemma in lex.words["beside_point"]:
        return  # "read the treaty and you will understand"
    antecedent = run(sent, [j for j in subtree(sent, token.i) if j < joined.i])
    consequent = run(sent, [j for j in subtree(sent, other.i) if j > joined.i])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "if", antecedent, token.i, consequent, other.i, "and then")


def _tied(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "tied the truce to the release", "trade the captives for a withdrawal": one thing is had for another."""
    thing = dependent(sent, token.i, "dobj")
    freeing = token.lemma in lex.words["freeing"]  # "free 25 of them against 25 of ours"
    trading = token.lemma in lex.words["trading"] or freeing
    if thing is None or negation(sent, token.i) is not None or token.lemma not in lex.words["tying"] and not trading:
        return
    wanted = ("against",) if freeing else ("for", "against") if trading else ("to", "on", "upon", "with")
    preps = [p for i in (token.i, thing.i) for p in dependents(sent, i, "prep") if p.lower in wanted]
    if not preps and token.lemma in lex.words["tying"]:  # "ties the lifting of the embargo to Y", where the parse hangs "to" on the embargo
        preps = [sent.tokens[j] for j in subtree(sent, thing.i) if sent.tokens[j].lower == "to" and sent.tokens[j].dep == "prep"]
    other = next((g for p in preps for g in dependents(sent, p.i, "pobj", "pcomp")), None)
    gives = dependent(sent, token.i, "nsubj")
    coming = (
        gives is not None
        and gives.lemma in lex.words["deals"]
        or modal(sent, token.i) in COMING
        or any(a.lemma in lex.words["offering"] or a.lower in lex.words["ready"] for a in ancestors(sent, token.i))
    )
    if other is None or other.pos == "PRON" or trading and not coming or other.i < thing.i:
        return
    cut = sent.tokens[other.head].i if thing.i < other.head < other.i else other.i
    given = [j for j in subtree(sent, thing.i) if j < cut and sent.tokens[j].lower not in wanted]
    antecedent, consequent = run(sent, subtree(sent, other.i)), run(sent, given)
    if antecedent is not None and consequent is not None:
        yield Found(sent, "in_exchange_for" if trading else "subject_to", antecedent, other.i, consequent, thing.i, "tied", token.i)


def _needs(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "The treaty requires the approval of parliament": what a deal cannot do without."""
    own, thing = dependent(sent, token.i, "nsubj"), dependent(sent, token.i, "dobj")
    if token.lemma not in ("require", "need") or own is None or thing is None or negation(sent, token.i) is not None:
        return
    if own.lemma not in lex.words["deals"] or thing.lemma not in lex.words["consent"]:
        return
    antecedent, consequent = run(sent, subtree(sent, thing.i)), run(sent, [j for j in subtree(sent, own.i) if sent.tokens[j].dep != "relcl"])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "subject_to", antecedent, thing.i, consequent, own.i, "phrase:needs")


def _comes_before(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "must be let in before any talk of relief", "a truce must come before talks": an act that another, told by a noun, waits for."""
    forced = modal(sent, token.i) in DUTY or sent.tokens[token.head].lemma in ("have", "need") and token.dep == "xcomp" or _asked(sent, token)
    asked = token.lemma in ("demand", "want", "require", "seek") and dependent(sent, token.i, "dobj") is not None and negation(sent, token.i) is None
    asked = asked or token.lemma in ("insist", "push", "press", "hold", "ask", "call") and _pressed(sent, token) and negation(sent, token.i) is None
    forced = forced or asked
    before = next((p for p in dependents(sent, token.i, "prep") if p.lower in ("before", "ahead")), None)
    thing = dependent(sent, before.i, "pobj") if before is not None else None
    bare = (
        thing is not None
        and thing.lower in ("talks", "negotiations")
        or thing is not None
        and thing.lemma in lex.words["deals"] | lex.words["ends"] | lex.words["acts"]
    )
    if before is None or thing is None or not forced or not bare and not any(c.lower in ("any", "a", "the", "further") for c in dependents(sent, thing.i)):
        return
    if thing.lemma in lex.words["dates"]:
        return
    apart = set(subtree(sent, before.i))
    antecedent = run(sent, [j for j in clause(sent, token.i) if j not in apart and (j < before.i or before.i < token.i)])
    consequent = run(sent, subtree(sent, thing.i))
    if antecedent is not None and consequent is not None:
        yield Found(sent, "not_before", antecedent, token.i, consequent, thing.i, "before")


def _pressed(sent: Sentence, token: Token) -> bool:
    """Whether a verb presses for a thing: "insists on a truce", "pushes for a pullout", "holds out for guarantees"."""
    return any(p.lower in ("on", "for", "upon") and dependent(sent, p.i, "pobj", "pcomp") is not None for p in dependents(sent, token.i, "prep"))


def _asked(sent: Sentence, token: Token) -> bool:
    """Whether a clause is the bare subjunctive under a verb of asking ("insists that a truce come before talks")."""
    above = sent.tokens[token.head]
    asked = token.dep == "ccomp" and above.lemma in ("insist", "demand", "require", "ask", "propose")
    passive = token.tag == "VBN" and any(c.lower == "be" for c in dependents(sent, token.i, "auxpass"))
    return asked and (token.tag in ("VB", "VBP") or passive) and modal(sent, token.i) is None


def _rejecting(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "would vote against any treaty that leaves the missiles out": what a deal must not be."""
    out = token.lemma in ("rule", "exclude")
    if token.lemma not in lex.words["refusing"] or not out and modal(sent, token.i) not in ("will", "would", "shall") or negation(sent, token.i) is not None:
        return
    preps = [p.i for p in dependents(sent, token.i, "prep") if p.lower in ("against", "to", "from")]
    things = [*dependents(sent, token.i, "dobj"), *(g for p in preps for g in dependents(sent, p, "pobj"))]
    things += [
        g for p in dependents(sent, token.i, "advmod") if p.lower == "away" for q in dependents(sent, p.i, "prep") for g in dependents(sent, q.i, "pobj")
    ]
    thing = next((t for t in things if t.lemma in lex.words["deals"] | lex.words["texts"]), None)
    below = dependent(sent, thing.i, "relcl") if thing is not None else None
    if thing is None or below is None or not any(c.lower in ("any", "a", "an", "every") for c in dependents(sent, thing.i, "det")):
        return
    antecedent = run(sent, subtree(sent, below.i))
    consequent = run(sent, [j for j in clause(sent, token.i) if j < min(subtree(sent, below.i))])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "never_if", antecedent, below.i, consequent, token.i, "none that")


def _inside_out(sent: Sentence, token: Token) -> Iterator[Found]:
    """ "Were Velta to leave, …", "… should Velta refuse": a condition without a conjunction, wherever it stands."""
    if token.lower == "were" and token.dep == "advcl" and (below := dependent(sent, token.i, "xcomp")) is not None and _after(sent, token.i, token.i):
        yield from _opened(sent, token.i, token.i, below.i, token.head)
        return
    if token.lower == "were" and (below := dependent(sent, token.i, "xcomp")) is not None and dependent(sent, token.i, "attr", "nsubj") is not None:
        yield from _were_to(sent, token, below)
        return
    aux = next((c for c in dependents(sent, token.i, "aux") if c.lower == "should"), None)
    if aux is None or aux.i == 0 or not _after(sent, token.i, aux.i) or any(t.text == "?" for t in sent.tokens):
        return
    if sent.tokens[aux.i - 1].tag.startswith("W") or sent.tokens[aux.i - 1].text in (",", ";", ":") and token.dep == "ROOT":
        return
    matrix = next((j for j in (token.head, *(c.i for c in dependents(sent, token.i, "ccomp"))) if j < aux.i and sent.tokens[j].pos in VERBAL), None)
    if matrix is not None and (modal(sent, matrix) in COMING or sent.tokens[matrix].lemma in ("promise", "threaten", "vow", "pledge", "offer", "warn")):
        yield from _opened(sent, token.i, aux.i, token.i, matrix)


def _were_to(sent: Sentence, were: Token, below: Token) -> Iterator[Found]:
    """ "could grant it rights were Velta to recognise the map": the inversion behind its main clause."""
    matrix = next((t for t in reversed(sent.tokens[: were.i]) if t.pos in VERBAL and modal(sent, t.i) in COMING), None)
    own = next((c for c in dependents(sent, were.i, "attr", "nsubj") if were.i < c.i < below.i), None)
    if matrix is None or own is None or dependent(sent, below.i, "aux") is None:
        return
    antecedent = run(sent, list(range(were.i + 1, max(subtree(sent, below.i)) + 1)))
    consequent = run(sent, [j for j in clause(sent, matrix.i) if j < were.i])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "if", antecedent, below.i, consequent, matrix.i, "inverted")


def _after(sent: Sentence, verb: int, aux: int) -> bool:
    own = dependent(sent, verb, "nsubj", "nsubjpass", "expl")
    return own is not None and own.i > aux and own.i - aux < 8


def _opened(sent: Sentence, verb: int, first: int, head: int, matrix: int) -> Iterator[Found]:
    apart = set(subtree(sent, matrix)) if matrix in subtree(sent, verb) and matrix < first else set()
    under = [j for j in subtree(sent, verb) if j > first and j not in apart]
    rest = [j for j in clause(sent, matrix) if j < first or j > max(under, default=first)] if matrix != verb else []
    antecedent = run(sent, [j for j in under if j != matrix])
    consequent = run(sent, [j for j in rest if (j < first) == (matrix < first)])
    if antecedent is not None and consequent is not None and (matrix < first or modal(sent, matrix) in COMING):
        yield Found(sent, "if", antecedent, head, consequent, matrix, "inverted")


def _wants_first(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "would agree to a truce, but first wants the pilots freed": what is wanted before the other clause."""
    thing = dependent(sent, token.i, "ccomp", "dobj", "xcomp")
    early = any(c.lower == "first" and c.i < token.i for c in dependents(sent, token.i, "advmod"))
    if token.dep != "conj" or token.lemma not in lex.words["wanting"] or not early or thing is None:
        return
    antecedent = run(sent, subtree(sent, thing.i))
    consequent = run(sent, [j for j in clause(sent, token.head, without=frozenset((token.i,))) if j < token.i])
    if antecedent is not None and consequent is not None:
        yield Found(sent, "not_before", antecedent, thing.i, consequent, token.head, "first", token.i)


def _given_until(sent: Sentence, token: Token) -> Iterator[Found]:
    """ "gave them until noon on Monday to answer": what must be done by then."""
    until = next((t for t in sent.tokens[token.i : token.i + 8] if t.lower == "until"), None)
    given = token.lemma == "give" and dependent(sent, token.i, "dative", "dobj", "nsubjpass") is not None
    threatened = token.lemma == "have" and until is not None and until.i == token.i + 1 and any(t.lower == "or" for t in sent.tokens[until.i :])
    if until is None:
        yield from _given_time(sent, token)
    if until is None or not given and not threatened:
        return
    below = next((t for t in sent.tokens[until.i :] if t.tag == "VB" and any(c.lower == "to" for c in dependents(sent, t.i, "aux"))), None)
    ends = max(subtree(sent, below.i)) + 1 if below is not None else 0
    ends = next((t.i for t in sent.tokens[until.i : ends] if t.lower == "or"), ends)
    antecedent = run(sent, list(range(until.i, ends)))
    if below is not None and antecedent is not None and below.i - until.i < 12:
        yield Found(sent, "deadline", antecedent, below.i, None, None, "given until", token.i)


def _given_time(sent: Sentence, token: Token) -> Iterator[Found]:
    """ "gave them 48 hours to leave", "has two weeks to answer or lose its seat": a length of time in place of a date."""
    near = sent.tokens[token.i + 1 : token.i + 12]
    unit = next((t for t in near if t.lemma in ("hour", "day", "week", "month", "minute") and t.pos == "NOUN"), None)
    if unit is None or unit.i + 2 >= len(sent.tokens) or sent.tokens[unit.i + 1].lower != "to" or sent.tokens[unit.i + 2].tag != "VB":
        return
    rest = sent.tokens[unit.i + 2 :]
    threat = next((t for t in rest if t.lower in ("or", "otherwise") or t.lower == "which" and sent.tokens[t.i - 1].lower in ("after", "failing")), None)
    if token.lemma == "have" and (threat is None or unit.i - token.i > 5) or token.lemma == "give" and dependent(sent, token.i, "dative", "dobj") is None:
        return
    start = next((t.i for t in near if t.pos == "NUM" or t.lower in ("a", "another")), unit.i)
    ends = threat.i if threat is not None else max(subtree(sent, unit.i + 2)) + 1
    antecedent = run(sent, list(range(start, max(ends, unit.i + 3))))
    consequent = run(sent, list(range(threat.i + 1, len(sent.tokens)))) if threat is not None else None
    if antecedent is not None:
        yield Found(sent, "deadline", antecedent, unit.i + 2, consequent, threat.i + 1 if threat is not None and consequent else None, "given until", token.i)


def _awaits(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "Norra awaits a request": what somebody will not move before."""
    thing = dependent(sent, token.i, "dobj")
    if thing is not None and (thing.lemma in lex.words["awaited"] or thing.pos in ("PRON", "PROPN") or token.dep in ("acl", "relcl", "amod")):
        return
    if token.lemma != "await" or thing is None or token.tag not in ("VBZ", "VBP", "VBG") or negation(sent, token.i) is not None:
        return
    antecedent = run(sent, subtree(sent, thing.i))
    if antecedent is not None:
        yield Found(sent, "after", antecedent, thing.i, None, None, "awaits", token.i)


def _essential(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[Found]:
    """ "A withdrawal is essential for any deal", "sees it as vital to a truce": what a deal cannot do without."""
    aim = next((g for p in dependents(sent, token.i, "prep") if p.lower in ("to", "for") for g in dependents(sent, p.i, "pobj")), None)
    above = sent.tokens[token.head]
    if aim is None or not any(sent.tokens[j].lemma in lex.words["deals"] for j in subtree(sent, aim.i)):
        return
    thing, holder = None, None
    if token.dep == "acomp" and above.lemma == "be" and negation(sent, above.i) is None:
        thing = dependent(sent, above.i, "nsubj")
    elif above.lower == "as":
        noun = sent.tokens[above.head]
        seen = noun if noun.pos in VERBAL else sent.tokens[noun.head]
        thing = dependent(sent, seen.i, "dobj") if seen.lemma in ("see", "regard", "view", "describe", "consider") else None
        holder = seen.i if thing is not None else None
    if thing is None or thing.pos == "PRON":
        return
    antecedent = run(sent, [j for j in subtree(sent, thing.i) if (j < above.i or above.i < thing.i) and j not in subtree(sent, token.i)])
    consequent = run(sent, subtree(sent, aim.i))
    if antecedent is not None and consequent is not None:
        yield Found(sent, "only_if", antecedent, thing.i, consequent, aim.i, "noun:is", holder)


def _first_then(sent: Sentence, token: Token) -> Iterator[Found]:
    """ "First the captives come home, then we talk"."""
    then = next((t for t in sent.tokens[token.i + 1 :] if t.lower == "then" and sent.tokens[t.i - 1].lower in (",", "and", ";")), None)
    verb = sent.tokens[token.head]
    if then is None or verb.pos not in VERBAL or token.i > verb.i or token.i > 0 and sent.tokens[token.i - 1].text not in (":", ",", "“", '"'):
        return
    after = sent.tokens[then.head]
    antecedent = run(sent, list(range(token.i + 1, then.i)))
    consequent = run(sent, [j for j in subtree(sent, after.i) if j > then.i])
    if antecedent is not None and consequent is not None and not _was(sent, verb) and not _was(sent, after):
        yield Found(sent, "not_before", antecedent, verb.i, consequent, after.i, "first")


def _was(sent: Sentence, verb: Token) -> bool:
    """Whether a verb tells of what was done: a past tense, or a participle without "is", "are" or "be"."""
    return verb.tag == "VBD" or verb.tag == "VBN" and not any(c.lower in ("is", "are", "be") for c in dependents(sent, verb.i, "auxpass"))


def _spelled_out(sent: Sentence, colon: Token, lex: Lexicon) -> Iterator[Found]:
    """ "set one condition: a withdrawal", "Our condition is simple: Velta must leave"."""
    noun = next((t for t in sent.tokens[max(0, colon.i - 5) : colon.i] if t.lemma in lex.words["conditions"] and t.pos == "NOUN"), None)
    if noun is None or noun.lemma in ("caveat", "stipulation"):
        return
    after = sent.tokens[colon.i + 1 :]
    saying = [t.i for t in after if t.dep == "nsubj" and sent.tokens[t.head].lemma in lex.words["speech"] and sent.tokens[t.i - 1].text == ","]
    stop = min(saying, default=len(sent.tokens))
    antecedent = run(sent, [t.i for t in after if t.i < stop and (t.lower != "that" or t.i > colon.i + 1)])
    tops = ("ROOT", "ccomp", "appos", "attr", "dobj", "parataxis")
    head = next((t.i for t in after if t.dep in tops or t.head <= colon.i), colon.i + 1)
    owner = dependent(sent, noun.i, "poss")
    verb = next((a for a in ancestors(sent, noun.i) if a.pos in VERBAL), None)
    on = sent.tokens[noun.head].lower == "on" and verb is not None and modal(sent, verb.i) is not None
    consequent = run(sent, [t.i for t in sent.tokens[: noun.head]]) if on else None
    if antecedent is not None:
        holder = owner.i if owner is not None else verb.i if verb is not None else None
        yield Found(sent, "only_if", antecedent, head, consequent, verb.i if on and verb is not None else None, "noun:list", holder)
