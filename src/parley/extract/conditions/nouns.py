"""Conditions that are called so: "its conditions for a truce include Y", "Y is a precondition for X", lists under a line that announces them."""

import re
from collections.abc import Iterator, Sequence

from parley.extract.clauses import run, subject
from parley.extract.conditions.found import Found, Lexicon, Words
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

INCLUDE = ("include", "contain", "comprise", "be")
BULLET = re.compile(r"\s*(?:[-–—•*·▪◦]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
AS_GOOD = ("key", "price", "step")
FOR = ("for", "to", "of", "on", "towards", "toward")
BEING = ("be", "remain", "stay", "become", "constitute", "represent")


def nouns(sent: Sentence, words: Words, lex: Lexicon) -> Iterator[Found]:
    """The conditions of a sentence that the noun names."""
    if words.lemma.isdisjoint(lex.words["conditions"]) and words.lemma.isdisjoint(AS_GOOD) and "qua" not in words.lower:
        return
    for token in sent.tokens:
        price = (
            token.lemma == "key"
            and sent.tokens[token.head].lower == "as"
            or token.lemma == "price"
            and (sent.tokens[token.head].lemma == "be" or sent.tokens[token.head].lower == "as")
        )
        step = (
            token.lemma == "step"
            and (sent.tokens[token.head].lower == "as" or token.dep == "attr")
            and any(c.lower in ("first", "indispensable", "necessary", "essential", "unavoidable") for c in dependents(sent, token.i, "amod", "conj"))
        )
        latin = token.i > 1 and token.lower == "non" and sent.tokens[token.i - 1].lower == "qua"
        if token.pos != "NOUN" and not latin or token.lemma not in lex.words["conditions"] and not price and not step and not latin or _other(sent, token, lex):
            continue
        found = _among(sent, token) or _includes(sent, token) or _is(sent, token) or _listed(sent, token, lex) or _met(sent, token)
        if found is not None:
            yield found


def _other(sent: Sentence, token: Token, lex: Lexicon) -> bool:
    """Weather, prison and market conditions; no conditions at all; "on condition of anonymity"."""
    for child in dependents(sent, token.i, "amod", "compound", "det", "neg", "nummod"):
        if child.lower in lex.words["other_conditions"] or child.lower in ("no", "any"):
            return True
    above = sent.tokens[token.head]
    if token.dep == "pobj" and above.lower in ("without", "under", "in"):
        return True
    return any(g.lemma == "anonymity" for prep in dependents(sent, token.i, "prep") for g in dependents(sent, prep.i, "pobj"))


def _among(sent: Sentence, token: Token) -> Found | None:
    """ "Among the conditions that Norra has laid down are X and Y"."""
    prep = sent.tokens[token.head]
    verb = sent.tokens[prep.head]
    thing = dependent(sent, verb.i, "nsubj", "attr")
    if token.dep != "pobj" or prep.lower != "among" or verb.lemma != "be" or thing is None or thing.i < verb.i < token.i or verb.i < token.i:
        return None
    made = _made(sent, token, run(sent, subtree(sent, thing.i)), thing.i, "must_include", "noun:include")
    below = dependent(sent, token.i, "relcl")
    who = subject(sent, below.i) if below is not None else None
    below = dependent(sent, token.i, "acl")  # "among the conditions put forward by Norra"
    by = next((p for p in dependents(sent, below.i, "agent", "prep") if p.lower == "by"), None) if below is not None else None
    who = (dependent(sent, by.i, "pobj") if by is not None else None) or who
    return made._replace(holder=who.i) if made is not None and made.holder is None and who is not None else made


def _includes(sent: Sentence, token: Token) -> Found | None:
    """ "Y's conditions for X include Z" and "a prerequisite for X is Z"."""
    verb = sent.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma not in INCLUDE:
        return None
    things = [c.i for c in dependents(sent, verb.i, "dobj", "attr", "ccomp", "xcomp", "prep") if c.i > verb.i]
    if not things or verb.lemma == "be" and sent.tokens[things[0]].dep == "prep":
        return None
    antecedent = run(sent, [j for t in things for j in subtree(sent, t) if j > verb.i])
    return _made(sent, token, antecedent, things[0], "must_include" if verb.lemma != "be" or token.tag == "NNS" else "only_if", "noun:include")


def _is(sent: Sentence, token: Token) -> Found | None:
    """ "Z is a precondition for X", "made Z a condition for X"."""
    verb = sent.tokens[token.head]
    if token.dep == "attr" and verb.lemma in BEING and (_for(sent, token) is not None or _concerned(sent, verb) is not None):
        thing = dependent(sent, verb.i, "nsubj")
        if thing is None or thing.lower in ("there", "it", "this", "that"):
            return None
        return _made(sent, token, run(sent, subtree(sent, thing.i)), thing.i, "only_if", "noun:is")
    seen = sent.tokens[verb.head] if token.dep == "pobj" and verb.lower == "as" else None
    while seen is not None and seen.pos not in ("VERB", "AUX") and seen.dep in ("dobj", "nsubjpass", "pobj", "prep"):
        seen = sent.tokens[seen.head]
    if (
        seen is not None
        and seen.lemma
        in (
            "see",
            "regard",
            "view",
            "treat",
            "describe",
            "set",
            "name",
            "demand",
            "want",
            "seek",
            "cite",
            "require",
            "insist",
            "call",
            "ask",
            "push",
            "press",
            "propose",
        )
        and _for(sent, token) is not None
    ):
        on = dependent(sent, seen.i, "prep") if seen.lemma in ("insist", "call", "ask", "push", "press") else None
        thing = dependent(sent, on.i, "pobj", "pcomp") if on is not None and on.lower in ("on", "upon", "for") else dependent(sent, seen.i, "dobj", "nsubjpass")
        who = subject(sent, seen.i)
        made = _made(sent, token, run(sent, [j for j in subtree(sent, thing.i) if j < verb.i]), thing.i, "only_if", "noun:make") if thing is not None else None
        return made._replace(holder=who.i if who is not None else None) if made is not None else None
    if token.dep in ("oprd", "ccomp", "attr", "dobj") and verb.lemma in ("make", "call", "consider") and _for(sent, token) is not None:
        thing = next((c for c in dependents(sent, verb.i, "dobj", "nsubj") if c.i > verb.i and c.i != token.i), None) or dependent(sent, token.i, "nsubj")
        thing = thing or dependent(sent, verb.i, "nsubjpass")  # "the transfer was made a condition of the return"
        if thing is not None:
            return _made(sent, token, run(sent, subtree(sent, thing.i)), thing.i, "only_if", "noun:make")
    return None


def _concerned(sent: Sentence, verb: Token) -> int | None:
    """Whom it is a condition for: "For Norra, control of the pass is a sine qua non"."""
    prep = next((p for p in dependents(sent, verb.i, "prep") if p.lower == "for" and p.i < verb.i and verb.lemma == "be"), None)
    thing = dependent(sent, prep.i, "pobj") if prep is not None else None
    return thing.i if thing is not None else None


def _listed(sent: Sentence, token: Token, lex: Lexicon) -> Found | None:
    """ "set out conditions for X, including that Z"."""
    verb = sent.tokens[token.head]
    if token.dep not in ("dobj", "nsubjpass", "pobj") or token.dep == "dobj" and verb.lemma not in lex.words["listing"]:
        return None
    including = next(
        (t for t in sent.tokens[token.i + 1 :] if t.lower in ("including", "namely", "among") or t.lower == "as" and sent.tokens[t.i - 1].lower == "such"), None
    )
    if including is None:
        return None
    below = [c.i for c in dependents(sent, including.i) if c.i > including.i]
    if not below:
        return None
    antecedent = run(sent, [j for t in below for j in subtree(sent, t) if j > including.i])
    made = _made(sent, token, antecedent, below[0], "must_include", "noun:list")
    return made._replace(holder=made.holder if made.holder is not None else _doer(sent, verb)) if made else None


def _met(sent: Sentence, token: Token) -> Found | None:
    """ "conditions must be met before X"."""
    for verb in sent.tokens[token.i + 1 :]:
        if verb.lemma in ("meet", "fulfil", "fulfill", "satisfy") and verb.tag == "VBN":
            before = next((c for c in sent.tokens[verb.i + 1 :] if c.lower == "before"), None)
            if before is None:
                return None
            under = list(range(before.i + 1, len(sent.tokens)))
            head = sent.tokens[before.i].head if sent.tokens[before.i].dep == "mark" else next((c.i for c in dependents(sent, before.i)), None)
            consequent = run(sent, [j for j in subtree(sent, head) if j > before.i]) if head is not None else run(sent, under)
            antecedent = run(sent, list(range(min(subtree(sent, token.i)), verb.i + 1)))
            if antecedent and consequent:
                return Found(sent, "not_before", antecedent, token.i, consequent, head, "noun:met")
    return None


def _for(sent: Sentence, token: Token) -> tuple[int, list[int]] | None:
    """Head and tokens of what the condition is for."""
    for prep in dependents(sent, token.i, "prep"):
        if prep.lower in FOR:
            thing = dependent(sent, prep.i, "pobj", "pcomp")
            if thing is not None:
                stop = next((t.i for t in sent.tokens[thing.i :] if t.lower in ("including", "such", "namely")), len(sent.tokens))
                return thing.i, [j for j in subtree(sent, thing.i) if j < stop]
    return None


def _doer(sent: Sentence, verb: Token) -> int | None:
    found = subject(sent, verb.i)
    return found.i if found is not None else None


def _made(sent: Sentence, token: Token, antecedent: tuple[int, int] | None, head: int, relation: str, rule: str) -> Found | None:
    if antecedent is None:
        return None
    aim = _for(sent, token)
    owner = dependent(sent, token.i, "poss")
    consequent = run(sent, list(aim[1])) if aim else None
    holder = owner.i if owner is not None else _concerned(sent, sent.tokens[token.head])
    if holder is None and consequent is None and relation == "only_if":
        return None
    return Found(sent, relation, antecedent, head, consequent, aim[0] if aim else None, rule, holder)


def lists(sentences: Sequence[Sentence], text: str, lex: Lexicon) -> Iterator[Found]:
    """The conditions of a list: each item under a line that announces conditions and ends in a colon."""
    n = 0
    while n < len(sentences):
        sent = sentences[n]
        after = text[sent.end - 1 : sent.end + 2]
        token = next((t for t in sent.tokens if t.pos == "NOUN" and t.lemma in lex.words["conditions"] and not _other(sent, t, lex)), None)
        opener = token if token is not None else _opener(sentences, n, lex)
        n += 1
        if ":" not in after or opener is None:
            continue
        where = sent if token is not None else sentences[n - 2]
        aim = _for(where, opener)
        while n < len(sentences) and is_item(text, sentences[n]):
            item = sentences[n]
            span = run(item, [t.i for t in item.tokens if not (t.start < item.start + 4 and t.pos in ("PUNCT", "SYM", "NUM", "X") and t.quote < 0)])
            if span is not None:
                yield Found(item, "must_include", span, item.root, _aim(where, aim), aim[0] if aim else None, "list", _owner(where, opener), where)
            n += 1


def _aim(sent: Sentence, aim: tuple[int, list[int]] | None) -> tuple[int, int] | None:
    return run(sent, aim[1]) if aim else None


def _owner(sent: Sentence, token: Token) -> int | None:
    """Whose conditions they are: the owner of the noun, else the subject of the verb over it."""
    own = dependent(sent, token.i, "poss")
    if own is not None:
        return own.i
    for above in ancestors(sent, token.i):
        found = subject(sent, above.i) if above.pos in ("VERB", "AUX") else None
        if found is not None:
            return found.i
    return None


def _opener(sentences: Sequence[Sentence], n: int, lex: Lexicon) -> Token | None:
    """ "… a number of conditions. Among them are:" """
    sent = sentences[n]
    if n == 0 or not any(t.lower in ("them", "they", "these", "following") for t in sent.tokens[:4]):
        return None
    before = sentences[n - 1]
    return next((t for t in before.tokens if t.pos == "NOUN" and t.lemma in lex.words["conditions"] and not _other(before, t, lex)), None)


def is_item(text: str, sent: Sentence) -> bool:
    """Whether a sentence is an item of a list."""
    line = text.rfind("\n", 0, sent.start + 1) + 1
    return BULLET.match(text, line, sent.end) is not None and sent.start - line < 6
