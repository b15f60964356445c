"""Conditions read by the order of words: what opens its sentence before a comma, commands with "and" or "or", what stands on either side of a semicolon.

Here the parse is torn more often than not (an inversion, an imperative, a phrase before its clause), and English needs none: the antecedent comes first, the
comma or the conjunction ends it, and a clause with a modal verb follows.
"""

from collections.abc import Iterator

from parley.extract.clauses import run
from parley.extract.conditions.found import Found, Lexicon, Words, match
from parley.model import Sentence, Token

COMING = ("will", "would", "can", "could", "may", "might", "shall", "must", "'ll", "wo", "ca", "'d")
SUBJECT = ("PRON", "DET", "NOUN", "PROPN", "ADJ", "NUM")
VERBAL = ("VERB", "AUX")
FINITE = ("VBZ", "VBP", "VBD", "MD")
INVERTING = {
    "not until": "until",
    "not before": "not_before",
    "only once": "not_before",
    "only after": "not_before",
    "only when": "only_if",
    "only if": "only_if",
}
JOINING = ("and", "but", "or", "yet", "so")
PHRASAL = ("with", "once", "on", "subject")  # what they open has no verb of its own
AIMS = (
    "aim",
    "goal",
    "purpose",
    "plan",
    "idea",
    "task",
    "question",
    "intention",
    "objective",
    "point",
    "hope",
    "priority",
    "way",
    "thing",
    "challenge",
    "job",
    "all",
    "trick",
    "option",
    "step",
)
LONGEST = 45  # tokens of a condition that opens a sentence; what is longer is no prose
DATED = ("by", "within", "before", "until")


def openers(sent: Sentence, _: Words, lex: Lexicon) -> Iterator[Found]:
    """The conditions of a sentence that its order of words shows. At most two readings, each in one pass over the sentence."""
    start = _start(sent, lex)
    if start is None or len(sent.tokens) - start < 5 or any(t.text == "?" for t in sent.tokens[-2:]):
        return
    if sent.tokens[start].quote >= 0 and sent.tokens[start].pos == "PUNCT":
        start += 1
    found = _opened(sent, start, lex) or _inverted_only(sent, start, lex) or _command(sent, start, lex) or _alternative(sent, start, lex)
    if found is not None:
        yield found
        return
    for at in _behind_marks(sent, start):
        found = _opened(sent, at, lex) or _inverted_only(sent, at, lex)
        if found is not None:
            yield found
            return
    yield from _halves(sent, start, lex)


def _behind_marks(sent: Sentence, start: int) -> list[int]:
    """Where a further clause of the sentence opens with an inversion: behind a semicolon, a dash or ", and" ("…; should it fail, the board would …")."""
    found = []
    for token in sent.tokens[start + 2 : -4]:
        joined = token.text == "," and sent.tokens[token.i + 1].lower in ("and", "but")
        if token.text in (";", "–", "—", ":") or joined:
            at = token.i + (2 if joined else 1)
            if (
                sent.tokens[at].lower in ("should", "failing", "absent", "barring", "only", "without", "for")
                or sent.tokens[at].lower == "not"
                and sent.tokens[at + 1].lower == "until"
            ):
                found.append(at)
    return found[:3]


def _start(sent: Sentence, lex: Lexicon) -> int | None:
    """The first word: behind "But" and the like, behind "said that" where the report opens with it."""
    at = 0
    while at < len(sent.tokens) - 1 and sent.tokens[at].quote < 0 and (sent.tokens[at].pos == "PUNCT" or sent.tokens[at].lower in JOINING):
        at += 1
    for token in sent.tokens[at : at + 14]:
        if token.lemma in lex.words["speech"] and token.tag in ("VBD", "VBZ") and token.i > at and not _by(sent, token):
            after = token.i + 1
            return after + 1 if after < len(sent.tokens) and sent.tokens[after].lower == "that" else after if after < len(sent.tokens) - 4 else at
        if token.text == "," or token.tag == "MD":
            break
    return at


def _by(sent: Sentence, token: Token) -> bool:
    """Whether a verb is a participle with who did it: "a duty announced by Norra takes effect"."""
    return token.i + 1 < len(sent.tokens) and sent.tokens[token.i + 1].lower == "by"


def tail(sent: Sentence, lex: Lexicon, start: int) -> int:
    """Where the clause that names the speaker begins (", its envoy said."), else the end."""
    last = next((t.i for t in reversed(sent.tokens) if t.text == "," and t.i > start), None)
    if last is None:
        return len(sent.tokens)
    after = sent.tokens[last + 1 :]
    said = next((t for t in after if t.pos == "VERB"), None)
    return last if said is not None and _says(said, lex) and not any(t.tag == "MD" for t in after if t.i < said.i) else len(sent.tokens)


def _says(token: Token, lex: Lexicon) -> bool:
    return token.lemma in lex.words["speech"] and token.tag in ("VBD", "VBZ", "VBP", "VBN")


def _comma(sent: Sentence, low: int, high: int, lex: Lexicon) -> tuple[int, int] | None:
    """Where the antecedent ends and where the main clause begins: at the first comma behind which a clause with a modal comes, past "the envoy said,"."""
    commas = [t.i for t in sent.tokens[low:high] if t.text == ","]
    for n, at in enumerate(commas[:4]):
        stop = commas[n + 1] if n + 1 < len(commas) else high
        part = sent.tokens[at + 1 : stop]
        modal = next((t for t in part if t.tag == "MD"), None)
        said = next((t for t in part if t.pos == "VERB" and _says(t, lex)), None)
        if said is not None and modal is None and stop < high:
            return at, stop + 1
        if modal is not None or n + 1 == len(commas):
            return at, at + 1
    return None


def head(sent: Sentence, low: int, high: int) -> int | None:
    """The verb of a clause by the order of words: the first after its modal, else the first that is none itself."""
    modal = next((t.i for t in sent.tokens[low:high] if t.tag == "MD"), None)
    verbs = [t.i for t in sent.tokens[low if modal is None else modal + 1 : high] if t.pos in VERBAL and t.dep not in ("aux", "auxpass")]
    return verbs[0] if verbs else modal


def coming(sent: Sentence, low: int, high: int) -> bool:
    """Whether a clause tells of what will or may be: a modal, and no "would have"."""
    modal = next((t for t in sent.tokens[low:high] if t.tag == "MD"), None)
    if modal is None:
        return _due(sent, low, high)
    return modal.lower in COMING and not any(t.lower in ("have", "'ve") for t in sent.tokens[modal.i + 1 : modal.i + 3] if t.pos == "AUX")


def _due(sent: Sentence, low: int, high: int) -> bool:
    """ "30 captives are to go free": what is agreed or ordered to be done; an aim "is to" be reached."""
    be = next((t for t in sent.tokens[low:high] if t.lower in ("is", "are") and sent.tokens[t.i + 1 : t.i + 2] and sent.tokens[t.i + 1].lower == "to"), None)
    own = sent.tokens[be.i - 1] if be is not None and be.i > low else None
    return own is not None and own.pos in ("NOUN", "PROPN", "PRON", "NUM", "DET") and own.lemma not in AIMS


def shut(sent: Sentence, low: int, high: int, lex: Lexicon) -> bool:
    """Whether a clause shuts something out: "no", "not", "nothing", "impossible"."""
    return any(t.lower in lex.words["none"] for t in sent.tokens[low:high])


def _opened(sent: Sentence, start: int, lex: Lexicon) -> Found | None:
    """ "Should Norra leave, Velta would follow", "Failing agreement, the ferries will stop", "For every captive freed, Norra will free two"."""
    cue = match(sent, start, lex.openers)
    if cue is None:
        return _purpose(sent, start, lex)
    last, relation = cue
    high = tail(sent, lex, start)
    parts = _comma(sent, last + 1, high, lex)
    if parts is None or parts[0] - last < 2 or parts[0] - last > LONGEST or not _fits(sent, start, last, parts, high, lex):
        return None
    antecedent, consequent = run(sent, list(range(last + 1, parts[0]))), run(sent, list(range(parts[1], high)))
    main, first = head(sent, parts[1], high), first_head(sent, last + 1, parts[0])
    if antecedent is None or consequent is None or main is None:
        return None
    return Found(sent, "after" if relation == "when" else relation, antecedent, first, consequent, main, f"opener:{sent.tokens[start].lower}")


def _purpose(sent: Sentence, start: int, lex: Lexicon) -> Found | None:
    """ "To get the embargo lifted, Norra must expel them", "For the embargo to go, Norra would have to expel them": what an aim cannot do without."""
    at = start + 2 if [t.lower for t in sent.tokens[start : start + 2]] in (["in", "order"], ["so", "as"]) else start
    first = sent.tokens[at].lower
    if first not in ("to", "for"):
        return None
    high = tail(sent, lex, start)
    to = next((t for t in sent.tokens[at : at + 16] if t.lower == "to" and t.i + 1 < high and sent.tokens[t.i + 1].tag == "VB"), None)
    if to is None or first == "to" and to.i != at:
        return None
    parts = _comma(sent, to.i + 1, high, lex)
    if parts is None or parts[0] - to.i < 2 or parts[0] - start > LONGEST:
        return None
    must = any(t.lower == "must" for t in sent.tokens[parts[1] : high]) or any(
        t.lemma in ("have", "need") and sent.tokens[t.i + 1].lower == "to" and t.tag != "VBD" for t in sent.tokens[parts[1] : high - 1]
    )
    known = lex.words["deals"] | lex.words["acts"] | lex.words["ends"] | lex.words["granted"]
    aim = list(range(at, parts[0]))
    shut_ = any(t.lower in ("not", "n't", "never", "that") for t in sent.tokens[parts[1] : high])
    gained = sent.tokens[to.i + 1].lemma in lex.words["gaining"] and first == "to"
    if not must or shut_ or not gained and not any(sent.tokens[i].lemma in known for i in aim):
        return None
    antecedent, consequent = run(sent, list(range(parts[1], high))), run(sent, aim)
    main = head(sent, parts[1], high)
    if antecedent is None or consequent is None or main is None:
        return None
    return Found(sent, "only_if", antecedent, main, consequent, to.i + 1, "opener:to")


def _fits(sent: Sentence, start: int, last: int, parts: tuple[int, int], high: int, lex: Lexicon) -> bool:
    """Whether what the cue opens is a condition, by what is true of the cue."""
    cue, after, ahead = sent.tokens[start].lower, sent.tokens[last + 1], coming(sent, parts[1], high)
    inside = sent.tokens[last + 1 : parts[0]]
    if any(t.lemma in lex.words["void"] for t in inside[:3]) or after.tag == "VBG" and cue == "without":
        return False
    if cue in ("absent", "short") and ahead:
        return True
    if cue in ("without", "absent", "short"):
        goes = any(t.lemma in lex.words["threatened"] for t in sent.tokens[parts[1] : high] if t.pos == "VERB")
        if after.pos != "PRON" and (ahead and goes or _lapses(sent, parts[1], high, lex)):
            return True
        return after.lower != "from" and (shut(sent, parts[1], high, lex) and (ahead or any(t.tag in ("VBZ", "VBP") for t in sent.tokens[parts[1] : high])))
    if cue in ("following", "upon", "against"):
        named = next((t for t in inside if t.pos in ("NOUN", "PROPN") and t.dep != "compound"), None)
        plain = cue == "upon" and any(t.tag in ("VBZ", "VBP") for t in sent.tokens[parts[1] : high])
        return (
            (ahead or plain)
            and named is not None
            and named.lemma in lex.words["gates"]
            and not any(t.lower in lex.words["times"] or t.tag == "CD" for t in inside)
        )
    if cue in ("whenever", "wherever", "each", "every", "where"):
        return ahead and any(t.tag in ("VBZ", "VBP") for t in inside) and not any(t.lower in ("we", "you", "i") for t in inside)
    if cue in PHRASAL:
        return ahead and _phrase_fits(cue, inside, lex)
    plain = any(t.tag in ("VBZ", "VBP") for t in sent.tokens[parts[1] : high]) and not any(t.tag == "VBD" for t in sent.tokens[parts[1] : high])
    if cue == "were" and not any(t.lower == "to" for t in inside) and [t.lower for t in inside[:3]] != ["it", "not", "for"]:
        return False
    if cue == "given":
        known = after.lower in ("the", "this", "that", "these", "those", "how", "its", "their", "his", "her", "what")
        return not known and any(t.lower in ("would", "could", "might") for t in sent.tokens[parts[1] : high] if t.tag == "MD") and ahead
    if cue in ("should", "were"):
        return (after.pos in SUBJECT or after.lower in ("either", "neither", "both")) and (
            ahead or plain and cue == "should" and sent.tokens[parts[1]].pos in SUBJECT and sent.tokens[parts[1]].tag[0] != "W"
        )
    if cue == "in" and plain:
        return True
    if cue == "in" and any(t.lemma in ("reserve", "keep") for t in sent.tokens[parts[1] : high]):
        return True
    off = cue == "the" and any(t.lower in ("off", "over", "dead", "void") for t in sent.tokens[parts[1] : high])
    if cue in ("the", "when") and (any(t.tag == "VBD" for t in inside) or not any(t.tag in ("VBZ", "VBP") for t in inside) or scheduled(inside, lex)):
        return False
    return ahead or off or cue == "the" and plain


def _phrase_fits(cue: str, inside: tuple[Token, ...], lex: Lexicon) -> bool:
    """Whether a phrase that opens a sentence tells what must come first: "With the captives home", "Once in possession of the list"."""
    if cue == "with":
        placed = len(inside) > 2 and inside[-1].lower in ("place", "hand", "force") and inside[-2].lower == "in"
        return inside[-1].lower in lex.words["places"] or inside[-1].tag in ("VBN", "VBD") and not any(t.tag in FINITE for t in inside[:-1]) or placed
    if cue == "once":  # a clause is read by its conjunction
        return inside[0].pos in ("ADP", "VERB", "ADJ") and not any(t.tag in FINITE for t in inside)
    if cue == "on":  # "on withdrawal" may name a topic
        return inside[0].lemma in lex.words["finishing"] and len(inside) > 1 and inside[1].lower == "of"
    return inside[0].pos != "PUNCT"


def _lapses(sent: Sentence, low: int, high: int, lex: Lexicon) -> bool:
    """Whether a clause says in the present what goes on or ends of itself: "parliament dissolves", "tariffs rise on Friday"."""
    finite = [t for t in sent.tokens[low:high] if t.tag in FINITE and t.dep not in ("acl", "relcl")]
    main = next((t for t in finite if t.tag in ("VBZ", "VBP")), None)
    if main is None or any(t.tag != "VBD" or t.i > main.i for t in finite if t is not main and t.i < main.i):
        return False
    force = main.lemma in ("take", "enter", "come", "go", "kick", "snap") and any(
        t.lower in ("effect", "force", "in", "up", "back", "place", "live", "ahead") for t in sent.tokens[main.i + 1 : main.i + 4]
    )
    return main.lemma in lex.words["lapsing"] or force


def scheduled(inside: tuple[Token, ...] | list[Token], lex: Lexicon) -> bool:
    """Whether a clause with "when" tells of a date and no act: "when the ministers meet on Monday"."""
    return any(t.lower in lex.words["times"] or t.lemma in lex.words["scheduled"] or t.lower in ("you", "one") for t in inside)


def first_head(sent: Sentence, low: int, high: int) -> int:
    """The verb of what must come first, else its first noun."""
    verb = next((t.i for t in sent.tokens[low:high] if t.pos in VERBAL and t.dep not in ("aux", "auxpass", "acl", "relcl", "amod")), None)
    noun = next((t.i for t in sent.tokens[low:high] if t.pos in ("NOUN", "PROPN") and t.dep != "compound"), low)
    return noun if verb is None or sent.tokens[verb].dep == "pobj" else verb


def _inverted_only(sent: Sentence, start: int, lex: Lexicon) -> Found | None:
    """ "Only with the consent of the provinces can the treaty be changed": the modal before its subject ends what must come first."""
    first, second = sent.tokens[start].lower, sent.tokens[start + 1].lower
    relation = INVERTING.get(f"{first} {second}", "only_if")
    whole = f"{first} {second}" in INVERTING  # a conjunction and its clause; else a phrase
    if not whole and (first not in ("only", "solely") or sent.tokens[start + 1].pos not in ("ADP", "SCONJ")):
        return None
    modal = next((t for t in sent.tokens[start + 2 : start + 2 + LONGEST] if t.tag == "MD"), None)
    if modal is None or modal.lower not in COMING or modal.i + 2 >= len(sent.tokens) or sent.tokens[modal.i + 1].pos not in SUBJECT:
        return None
    if not whole and any(t.pos in VERBAL and t.tag != "VBG" and t.dep != "amod" for t in sent.tokens[start + 2 : modal.i]):
        return None  # a clause, which its conjunction opens
    high = tail(sent, lex, modal.i)
    antecedent, consequent = run(sent, list(range(start + (2 if whole else 1), modal.i))), run(sent, list(range(modal.i, high)))
    main = head(sent, modal.i, high)
    if antecedent is None or consequent is None or main is None:
        return None
    return Found(sent, relation, antecedent, first_head(sent, start + 2, modal.i), consequent, main, "opener:only")


def _command(sent: Sentence, start: int, lex: Lexicon) -> Found | None:
    """ "Free the captives and we will talk", "Pay by Friday or the ferries stop", "One more attack and the truce is over"."""
    first = sent.tokens[start]
    more = (
        first.lower in ("one", "another") and start + 1 < len(sent.tokens) and (first.lower == "another" or sent.tokens[start + 1].lower in ("more", "further"))
    )
    others = first.lower == "let" and sent.tokens[min(start + 1, len(sent.tokens) - 1)].lower not in ("us", "me", "'s")
    if not more and not others and (first.tag not in ("VB", "VBP") or first.lower in ("do", "see", "be", "let", "say", "look", "wait", "thank", "come")):
        return None
    joined = next((t for t in sent.tokens[start + 1 : start + LONGEST] if t.lower in ("and", "or") and _clause_after(sent, t.i, lex)), None)
    if joined is None or more and joined.lower == "or" or any(t.tag == "MD" or t.dep == "nsubj" and t.head == start for t in sent.tokens[start : joined.i]):
        return None
    high = tail(sent, lex, joined.i)
    antecedent, consequent = run(sent, list(range(start, joined.i))), run(sent, list(range(joined.i + 1, high)))
    main = head(sent, joined.i + 1, high)
    if antecedent is None or consequent is None or main is None:
        return None
    if sent.tokens[main].lemma in lex.words["beside_point"]:
        return None  # "look at the map and you will see"
    dated = any(t.lower in DATED for t in sent.tokens[start : joined.i])
    relation = "if" if joined.lower == "and" else "deadline" if dated else "unless"
    return Found(sent, relation, antecedent, start, consequent, main, "or else" if joined.lower == "or" else "and then")


def _clause_after(sent: Sentence, joined: int, lex: Lexicon) -> bool:
    """Whether a conjunction opens a clause of its own subject that tells what will be, or, after "or", what befalls ("or face the consequences", "or else")."""
    after = sent.tokens[joined + 1 : joined + 9]
    if not after:
        return False
    if sent.tokens[joined].lower == "or" and (after[0].lower == "else" or after[0].lemma in lex.words["suffering"] and after[0].tag in ("VB", "VBP")):
        return True
    verb = next((t for t in after if t.tag in ("MD", "VBZ", "VBP")), None)
    if verb is None or after[0].pos not in SUBJECT or verb.i == after[0].i or any(t.text == "," for t in after[: verb.i - joined]):
        return False
    return verb.tag != "MD" or verb.lower in COMING


def _alternative(sent: Sentence, start: int, lex: Lexicon) -> Found | None:
    """ "Either they leave the island or we sink their boats": two clauses with subjects of their own."""
    if sent.tokens[start].lower != "either":
        return None
    joined = next((t for t in sent.tokens[start + 3 : start + LONGEST] if t.lower == "or" and _clause_after(sent, t.i, lex)), None)
    if joined is None or not any(t.tag in ("VBZ", "VBP", "MD") for t in sent.tokens[start + 2 : joined.i]):
        return None
    high = tail(sent, lex, joined.i)
    antecedent, consequent = run(sent, list(range(start + 1, joined.i))), run(sent, list(range(joined.i + 1, high)))
    main = head(sent, joined.i + 1, high)
    if antecedent is None or consequent is None or main is None:
        return None
    return Found(sent, "unless", antecedent, first_head(sent, start + 1, joined.i), consequent, main, "or else")


def _halves(sent: Sentence, start: int, lex: Lexicon) -> Iterator[Found]:
    """ "Norra must leave; otherwise Velta will strike", "…; in return, Velta would …", "stop the raids, then we can talk"."""
    for cut in sent.tokens[start + 2 : -3]:
        if cut.text not in (";", ",", "-", "–", "—", ":"):
            continue
        after = sent.tokens[cut.i + 1 : cut.i + 5]
        at = cut.i + (2 if after[0].lower in ("and", "or", "but") else 1)
        words = [t.lower for t in sent.tokens[at : at + 2]]
        if words[:1] == ["otherwise"] or words == ["or", "else"] or words == ["if", "not"]:
            found = _half(sent, start, cut.i, at + len(words[:1] if words[0] == "otherwise" else words), "unless", lex)
        elif words in (["in", "return"], ["in", "exchange"]):
            found = _half(sent, start, cut.i, at + 2, "in_exchange_for", lex)
        elif words[:1] == ["then"] and (_bare(sent.tokens[start]) or _obliged(sent, start, cut.i)):
            found = _half(sent, start, cut.i, at + 1, "not_before", lex)
        else:
            continue
        if found is not None:
            yield found
        return


def _obliged(sent: Sentence, low: int, high: int) -> bool:
    """Whether a clause tells a duty: "the men have to be let in", "Norra must leave"."""
    words = [t.lower for t in sent.tokens[low : high + 1]]
    return "must" in words or any(w in ("has", "have", "needs", "need") and words[n + 1 : n + 2] == ["to"] for n, w in enumerate(words))


def _bare(token: Token) -> bool:
    """Whether the first word of a sentence is a command."""
    return token.tag == "VB" or token.lower == "let"


def _half(sent: Sentence, start: int, cut: int, at: int, relation: str, lex: Lexicon) -> Found | None:
    """The two halves of a sentence; what is given in return must come first, and what follows "otherwise" where it does not."""
    high = tail(sent, lex, at)
    first, second = run(sent, list(range(start, cut))), run(sent, list(range(at, high)))
    one, other = head(sent, start, cut), head(sent, at, high)
    if first is None or second is None or one is None or other is None:
        return None
    asked = _bare(sent.tokens[start]) or any(t.tag == "MD" or t.lemma in lex.words["wanting"] or t.lower == "to" for t in sent.tokens[start:cut])
    plain = any(t.tag in ("VBP", "VBZ") for t in sent.tokens[start:cut]) and any(t.tag in ("VBP", "VBZ") for t in sent.tokens[at:high])
    if relation == "in_exchange_for":
        wants = any(t.lemma in ("want", "demand", "ask", "expect", "seek", "require") and t.tag in ("VBZ", "VBP") for t in sent.tokens[at:high])
        if not ((coming(sent, at, high) or wants) and asked or plain and not any(t.tag == "VBD" for t in sent.tokens[start:high])):
            return None
        return Found(sent, relation, second, other, first, one, "in return")
    if not asked or not coming(sent, at, high):
        return None
    dated = relation == "unless" and any(t.lower in DATED for t in sent.tokens[start:cut])
    rule = "first" if relation == "not_before" else "otherwise"
    return Found(sent, "deadline" if dated else relation, first, one, second, other, rule)
