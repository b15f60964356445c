"""Conditions that their noun names, read by the order of words where the parse is torn: "A prerequisite, Renn said, is a halt to the strikes",
"As conditions for a truce, Vik named neutrality and an apology", "Velta's price for staying has not changed: the return of its gold".
"""

from collections.abc import Iterator

from parley.extract.clauses import run
from parley.extract.conditions.found import Found, Lexicon, Words
from parley.extract.conditions.openers import first_head, tail
from parley.extract.conditions.pivots import sides, weighs
from parley.extract.conditions.trailers import clause_start
from parley.model import Sentence, Token
from parley.model.tree import dependent

AIMING = ("for", "of", "to", "on")


def called(sent: Sentence, words: Words, lex: Lexicon) -> Iterator[Found]:
    """The conditions of a sentence whose noun the order of words shows."""
    for token in sent.tokens if not words.lemma.isdisjoint(lex.called) else ():
        if token.pos not in ("NOUN", "PROPN", "ADJ") or token.lemma not in lex.called or _other(sent, token, lex):
            continue
        for rule in (_named_as, _copula, _what_it_is, _colon):
            found = rule(sent, token, lex)
            if found is not None:
                yield found
                break


def _other(sent: Sentence, token: Token, lex: Lexicon) -> bool:
    """Weather and prison conditions, prices of goods; none at all; "under these conditions"."""
    before = sent.tokens[max(0, token.i - 3) : token.i]
    if any(
        t.lower in lex.words["other_conditions"] or t.lower in ("no", "any", "without", "under", "in", "oil", "gas", "energy", "food", "market", "share")
        for t in before
    ):
        return True
    after = sent.tokens[token.i + 1 : token.i + 3]
    return (
        len(after) > 1 and after[0].lower == "of" and after[1].lemma in ("anonymity", "oil", "gas", "bread", "gold", "grain", "war", "life", "work", "service")
    )


def _start(sent: Sentence, token: Token) -> int:
    """Where the phrase of the noun begins: its owner, article and adjectives."""
    start = token.i
    while start > 0 and (
        sent.tokens[start - 1].pos in ("ADJ", "DET", "NUM", "PART") or sent.tokens[start - 1].dep in ("poss", "compound", "case", "amod", "nummod", "det")
    ):
        start -= 1
    return start


def _owner(sent: Sentence, token: Token) -> int | None:
    own = dependent(sent, token.i, "poss")
    return own.i if own is not None else _setter(sent, token)


def _aim(sent: Sentence, token: Token, high: int) -> tuple[list[int], int]:
    """What the condition is for, and where it ends."""
    at = token.i + 1
    if _on_which(sent, at):
        end = _set_by(sent, at, high)
        return list(range(at + 2, end)), end
    if at >= high or sent.tokens[at].lower not in AIMING:
        return [], at
    end = next((t.i for t in sent.tokens[at + 1 : high] if t.text in (",", ":", ";", "–", "—") or t.tag in ("VBZ", "VBP", "VBD", "MD")), high)
    return list(range(at + 1, end)), end


def _main(sent: Sentence, token: Token, lex: Lexicon) -> bool:
    """Whether the noun itself says that it is one of a few: "the first condition", "its condition", "one prerequisite"."""
    near = sent.tokens[_start(sent, token) : token.i]
    return any(t.lower in lex.words["main"] for t in near) or _owner(sent, token) is not None


def _copula(sent: Sentence, token: Token, lex: Lexicon) -> Found | None:
    """ "A prerequisite (for X), Renn said, is Y", "The first condition is Y", "Its terms for a truce include Y"."""
    high = tail(sent, lex, token.i)
    aim, at = _aim(sent, token, high)
    if at < high and sent.tokens[at].text == ",":  # ", Renn said,"
        close = next((t.i for t in sent.tokens[at + 1 : at + 8] if t.text == ","), None)
        said = close is not None and any(t.lemma in lex.words["speech"] for t in sent.tokens[at:close])
        at = close + 1 if said and close is not None else at
    at = _set_by(sent, at, high)
    if at < high and sent.tokens[at].tag == "MD":
        at += 1
    if at + 2 < high and sent.tokens[at].lemma in ("lie", "consist", "reside") and sent.tokens[at + 1].lower == "in":
        at += 1  # "The key to a truce lies in the ports"
    if (
        at >= high - 1
        or sent.tokens[at].lemma not in ("be", "include", "remain", "comprise", "contain", "in")
        or sent.tokens[at + 1].lower in ("not", "n't", "being", "to", "also")
    ):
        return None
    if sent.tokens[at + 1].pos in ("ADJ", "VERB", "ADP", "ADV") and not (
        sent.tokens[at + 1].pos == "ADJ" and at + 2 < high and sent.tokens[at + 2].pos in ("NOUN", "ADJ")
    ):
        return None  # "the conditions are ripe", "its terms are acceptable"
    price = token.lemma in lex.words["prices"]
    if not aim and not _main(sent, token, lex) or price and not (aim and weighs(sent, aim, lex)):
        return None
    if any(t.lower in ("what", "whether", "how", "which") for t in sent.tokens[_start(sent, token) : token.i + 1]) or sent.tokens[at].tag == "VBD" and price:
        return None
    right = sides(sent, at, at, lex)[1]
    antecedent, consequent = run(sent, right), run(sent, aim) if aim else None
    if (
        antecedent is None
        or not right
        or price
        and sent.tokens[right[0]].lower in ("what", "how", "why", "whether")
        or sent.tokens[right[0]].pos == "PUNCT"
        or not any(sent.tokens[i].pos in ("NOUN", "PROPN") for i in right)
    ):
        return None
    relation = "must_include" if sent.tokens[at].lemma in ("include", "comprise", "contain") or token.tag == "NNS" else "only_if"
    return Found(
        sent, relation, antecedent, first_head(sent, right[0], right[-1] + 1), consequent, aim[0] if aim else None, "noun:include", _owner(sent, token)
    )


def _set_by(sent: Sentence, at: int, high: int) -> int:
    """Past the words that tell who set a condition: "set by Norra", "that Norra has laid down", "put forward by the union"."""
    if at >= high or not (
        sent.tokens[at].tag == "VBN" or sent.tokens[at].lower == "that" or sent.tokens[at].pos in ("PROPN", "DET", "PRON") or _on_which(sent, at)
    ):
        return at
    stop = next((t.i for t in sent.tokens[at + 1 : min(high, at + 10)] if t.lemma in ("be", "include", "remain") and t.tag in ("VBZ", "VBP", "VBD")), at)
    near = sent.tokens[at:stop]
    if _on_which(sent, at) and not any(t.text == "," for t in near):
        return stop
    if sent.tokens[at].pos in ("PROPN", "DET", "PRON") and (len(near) < 2 or near[-1].text == "," or any(t.text in (",", ":", ";") for t in near)):
        return at
    return (
        stop
        if any(
            t.lower == "by" or t.lemma in ("set", "lay", "name", "put", "pose", "impose", "attach", "list", "ask", "demand", "want", "exact", "seek", "insist")
            for t in near
        )
        else at
    )


def _on_which(sent: Sentence, at: int) -> bool:
    """ "the condition on which Norra would sign is"."""
    return at + 2 < len(sent.tokens) and sent.tokens[at].lower in ("on", "under", "upon") and sent.tokens[at + 1].lower == "which"


def _setter(sent: Sentence, token: Token) -> int | None:
    """Who set a condition: "a condition set by Norra", "the condition that Norra has laid down"."""
    below = dependent(sent, token.i, "acl", "relcl")
    if below is None:
        return None
    agent = dependent(sent, below.i, "agent", "prep")
    by = dependent(sent, agent.i, "pobj") if agent is not None and agent.lower == "by" else None
    own = by or dependent(sent, below.i, "nsubj")
    return own.i if own is not None else None


def _what_it_is(sent: Sentence, token: Token, lex: Lexicon) -> Found | None:
    """ "The release of all captives was the rebels' first condition"."""
    start = _start(sent, token)
    if start < 3 or sent.tokens[start - 1].lemma not in ("be", "remain", "become") or token.lemma in lex.words["prices"]:
        return None
    low = clause_start(sent, start - 1, lex)
    left = [i for i in range(low, start - 1) if sent.tokens[i].tag != "MD"]
    while left and sent.tokens[left[0]].pos in ("PUNCT", "CCONJ"):
        left.pop(0)
    aim, _ = _aim(sent, token, tail(sent, lex, token.i))
    if not left or sent.tokens[left[0]].lower in ("it", "this", "that", "there", "which", "these", "those", "what") or not aim and not _main(sent, token, lex):
        return None
    if any(sent.tokens[i].lower in ("not", "n't", "no", "never") for i in range(low, start)):
        return None
    antecedent, consequent = run(sent, left), run(sent, aim) if aim else None
    if antecedent is None:
        return None
    relation = "must_include" if token.tag == "NNS" else "only_if"
    return Found(sent, relation, antecedent, first_head(sent, left[0], left[-1] + 1), consequent, aim[0] if aim else None, "noun:is", _owner(sent, token))


def _named_as(sent: Sentence, token: Token, lex: Lexicon) -> Found | None:
    """ "As conditions for a truce, Vik named Y", "Norra set as a precondition Y", "listed Y as one of its conditions"."""
    start = _start(sent, token)
    if start < 1 and sent.tokens[0].lower != "as":
        return None
    as_ = next((t for t in sent.tokens[max(0, start - 3) : start + 1] if t.lower == "as"), None)
    if as_ is None:
        return None
    high = tail(sent, lex, token.i)
    aim, at = _aim(sent, token, high)
    if as_.i == 0:
        if at >= high or sent.tokens[at].text != ",":
            return None
        verb = next((t for t in sent.tokens[at + 1 : at + 14] if t.lemma in lex.words["naming"] and t.tag in ("VBD", "VBZ", "VBP", "VBN")), None)
        right = list(range(verb.i + 1, high)) if verb is not None else []
        right = right[1:] if right and sent.tokens[right[0]].lower in ("on", "for", "down", "out") else right
    else:
        verb = next((t for t in reversed(sent.tokens[max(0, as_.i - 3) : as_.i]) if t.lemma in lex.words["naming"] and t.pos == "VERB"), None)
        right = list(range(at, high)) if verb is not None else []
    if (
        verb is None
        or not right
        or sent.tokens[right[0]].pos in ("PUNCT", "ADP", "SCONJ")
        and sent.tokens[right[0]].lower not in ("that",)
        or _refuses(sent, verb)
    ):
        return None
    antecedent, consequent = run(sent, right), run(sent, aim) if aim else None
    if antecedent is None:
        return None
    relation = "must_include" if token.tag == "NNS" else "only_if"
    return Found(sent, relation, antecedent, first_head(sent, right[0], right[-1] + 1), consequent, aim[0] if aim else None, "noun:make", verb.i)


def _refuses(sent: Sentence, verb: Token) -> bool:
    return any(t.lower in ("not", "n't", "never", "no") for t in sent.tokens[max(0, verb.i - 3) : verb.i])


def _colon(sent: Sentence, token: Token, lex: Lexicon) -> Found | None:
    """ "Velta's price for staying has not changed: Y", "named its terms: Y", "would sign with one caveat: Y"."""
    colon = next((t for t in sent.tokens[token.i + 1 : token.i + 16] if t.text in (":", "–", "—")), None)
    beside = dependent(sent, token.i, "appos") if colon is None else None  # "attached one condition, the withdrawal of the launchers"
    if (
        beside is not None
        and token.i + 1 < len(sent.tokens)
        and sent.tokens[token.i + 1].text == ","
        and beside.pos == "NOUN"
        and beside.lemma not in lex.words["conditions"]
    ):
        colon = sent.tokens[token.i + 1]
    if colon is None or colon.i + 2 >= len(sent.tokens):
        return None
    owner = _owner(sent, token)
    near = sent.tokens[max(0, token.i - 4) : token.i]
    naming = next((t for t in near if t.lemma in (*lex.words["naming"], "have", "carry", "come", "add", "attach", "offer") and t.pos in ("VERB", "AUX")), None)
    if token.lemma == "term" and owner is None and sent.tokens[token.i + 1].lower != "for":
        return None  # "set out the terms: …" of an offer
    counted = any(t.lower in lex.words["main"] or t.lower in ("two", "three", "four", "five", "several", "with", "at") for t in near)
    price = token.lemma in lex.words["prices"] and bool(_aim(sent, token, colon.i)[0])
    if owner is None and naming is None and not counted and not price:
        return None
    if any(t.lower in ("not", "n't") for t in sent.tokens[token.i + 1 : colon.i]) and not any(
        t.lemma in ("change", "move", "shift", "budge") for t in sent.tokens[token.i + 1 : colon.i]
    ):
        return None
    after = sent.tokens[colon.i + 1 :]
    saying = [t.i for t in after if t.dep == "nsubj" and sent.tokens[t.head].lemma in lex.words["speech"] and sent.tokens[t.i - 1].text == ","]
    stop = min(saying, default=len(sent.tokens))
    right = [t.i for t in after if t.i < stop]
    if right and sent.tokens[right[0]].lower == "that":
        right.pop(0)
    aim, _ = _aim(sent, token, colon.i)
    antecedent, consequent = run(sent, right), run(sent, aim) if aim else None
    if antecedent is None or not right:
        return None
    holder = owner if owner is not None else naming.i if naming is not None else None
    reserve = token.lemma in ("proviso", "caveat", "rider", "string", "stipulation")
    finite = [sent.tokens[i].tag for i in right if sent.tokens[i].tag in ("VBZ", "VBP", "VBD", "MD")]
    if reserve and finite and "MD" not in finite:
        return None  # "with caveats: Norra backs the plan but has questions"
    relation = "provided_that" if reserve else "must_include" if token.tag == "NNS" or token.lemma in lex.words["prices"] else "only_if"
    return Found(sent, relation, antecedent, first_head(sent, right[0], right[-1] + 1), consequent, aim[0] if aim else None, "noun:list", holder)
