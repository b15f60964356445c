"""Conditions that the order of words shows where the parse is torn by an insertion: "A truce, Renn told the paper, was possible only after …".

Also what an act without "first" another waits for, what comes "only at the end, after" something, and acts that keep step: "will pay as they deliver".
"""

from collections.abc import Iterator, Sequence

from parley.extract.clauses import run
from parley.extract.conditions.found import Found, Lexicon, Words, match
from parley.extract.conditions.openers import FINITE, JOINING, SUBJECT, VERBAL, coming, first_head, head, shut, tail
from parley.extract.conditions.trailers import clause_start
from parley.model import Sentence, Token
from parley.model.tree import dependent

LONGEST = 22  # tokens of an insertion
MOST = 70  # tokens of a sentence; what has more is no prose
POSSIBLE = ("possible", "conceivable", "acceptable", "thinkable", "imaginable", "feasible", "realistic", "viable", "achievable", "permissible", "available")
ONLY = ("only", "solely")
STRICT = {"after": "not_before", "when": "only_if", "if": "only_if"}
LAST = frozenset({"only", "last", "end", "later", "finally", "eventually", "afterwards", "ultimately", "final"})
SAME = ("day", "time", "moment", "hour", "week", "month", "evening", "morning", "minute", "instant")


def ordered(sent: Sentence, known: Words, lex: Lexicon) -> Iterator[Found]:
    """The first condition that the order of words shows. Each rule looks for its words first."""
    if len(sent.tokens) > MOST or any(t.text == "?" for t in sent.tokens[-2:]):
        return
    words = known.lower
    found = None
    if "," in words:
        found = _around(sent, lex)
    if found is None and "without" in words and "first" in words:
        found = _without_first(sent, lex)
    if found is None and "after" in words and words & LAST:
        found = _at_last(sent, lex)
    if found is None and "as" in words:
        found = _in_step(sent, lex)
    if found is None and "same" in words:
        found = _same_time(sent, lex)
    if found is not None:
        yield found


def _inserted(sent: Sentence, lex: Lexicon) -> tuple[int, int] | None:
    """The commas around an insertion that names the speaker: ", Renn told the paper,", ", said Renn,", ", an envoy was quoted as saying,"."""
    commas = [t.i for t in sent.tokens if t.text == ","]
    for n, low in enumerate(commas[:-1]):
        for high in commas[n + 1 : n + 3]:
            part = sent.tokens[low + 1 : high]
            if not 1 < len(part) < LONGEST or high + 2 >= len(sent.tokens):
                continue
            said = next((t for t in part if t.tag in ("VBD", "VBZ", "VBP") and t.lemma in lex.words["speech"] and t.pos == "VERB"), None)
            said = said or next((t for t in part if t.lower in ("quoted", "reported", "cited") and part[-1].lower in ("saying", "telling", "warning")), None)
            led = part[0].pos in SUBJECT and part[0].tag not in ("WDT", "WP") and part[0].lower != "that" or said is part[0]
            plain = not any(t.tag == "MD" or t.lower in ("that", "if", "who", "which") for t in part)
            if said is not None and led and plain and not any(t.tag in FINITE and t.i < said.i - 3 for t in part):
                return low, high
    return None


def _around(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "A truce, Renn told the paper, was possible only after X", "Until X, Renn insists, Y must stop": a condition parted by who says so."""
    cut = _inserted(sent, lex)
    if cut is None:
        return None
    start = 0
    while start < cut[0] - 1 and (sent.tokens[start].pos == "PUNCT" or sent.tokens[start].lower in JOINING):
        start += 1
    only = sent.tokens[start].lower in ONLY
    cue = match(sent, start + only, lex.clauses)
    if cue is not None:
        after = list(range(cut[1] + 1, len(sent.tokens)))
        due = coming(sent, cut[1] + 1, len(sent.tokens)) or shut(sent, cut[1] + 1, len(sent.tokens), lex)
        dated = cue[1] in ("before", "after", "when", "while") and not only
        if not due or dated or any(t.tag == "VBD" for t in sent.tokens[cut[1] + 1 :] if t.tag in FINITE):
            return None
        return _made(sent, cue, (cue[0] + 1, cut[0]), after, lex, only=only)
    for at in range(cut[1] + 1, len(sent.tokens) - 2):
        cue = match(sent, at, lex.clauses)
        if cue is None:
            continue
        if sent.tokens[at - 1].lower in ("even", "as", "what", "than", "and", "or") or sent.tokens[at - 1].lemma in lex.words["spans"]:
            return None
        only = sent.tokens[at - 1].lower in ONLY
        own = [*range(start, cut[0]), *range(cut[1] + 1, at - only)]
        early = (*sent.tokens[start : cut[0]], *sent.tokens[cut[1] + 1 : min(cut[1] + 6, at)])  # the verb that the insertion parts from its subject
        if not any(t.tag == "MD" or t.lower in ("is", "are", "was", "were") or t.lower in lex.words["ready"] for t in early):
            return None
        if any(t.tag in ("VBZ", "VBP", "VBD") and t.lower not in ("is", "are", "was", "were") for t in early):
            return None
        if _waits(sent, own, cue[1], lex, only=only):
            return _made(sent, cue, (cue[0] + 1, tail(sent, lex, at)), own, lex, only=only)
        return None
    return None


def _waits(sent: Sentence, own: Sequence[int], relation: str, lex: Lexicon, *, only: bool) -> bool:
    """Whether the main clause `own`, told around an insertion, is still to come or is shut out."""
    words = [sent.tokens[i] for i in own]
    beside = any(t.tag == "MD" and n and words[n - 1].lower in ("which", "that", "who", "one") for n, t in enumerate(words))
    ahead = any(t.tag == "MD" for t in words) and not beside and not any(t.lower == "have" and n and words[n - 1].tag == "MD" for n, t in enumerate(words))
    none = any(t.lower in lex.words["none"] for t in words)
    possible = any(t.lower in POSSIBLE for t in words)
    if relation in ("after", "when", "before") and not only:
        return relation == "before" and none and (ahead or possible)
    if relation == "provided_that" and none and any(t.lower in ("is", "are", "remains") for t in words):
        return True
    if relation in ("until", "while"):
        return none and (ahead or possible)
    return ahead or only and possible or any(t.lower in lex.words["ready"] for t in words)


def _made(sent: Sentence, cue: tuple[int, str], reach: tuple[int, int], own: Sequence[int], lex: Lexicon, *, only: bool) -> Found | None:
    """A condition of a clause that a cue opens and of the tokens of its main clause."""
    inside = sent.tokens[reach[0] : reach[1]]
    finite = any(t.tag in FINITE for t in inside)
    if len(inside) < 2 or not finite or cue[1] in ("until", "after", "before") and inside[0].lower in lex.words["times"]:
        return None
    antecedent, consequent = run(sent, list(range(*reach))), run(sent, list(own))
    modal = next((i for i in own if sent.tokens[i].tag == "MD"), own[0] if own else 0)
    main = next((i for i in own if i >= modal and sent.tokens[i].pos in VERBAL and sent.tokens[i].dep not in ("aux", "auxpass") and i != modal), None)
    if antecedent is None or consequent is None or main is None:
        return None
    relation = STRICT.get(cue[1], cue[1]) if only else {"before": "not_before", "while": "provided_that"}.get(cue[1], cue[1])
    return Found(sent, relation, antecedent, first_head(sent, *reach), consequent, main, "inserted", _asks(sent, own, lex))


def _asks(sent: Sentence, own: Sequence[int], lex: Lexicon) -> int | None:
    """Whose word is inserted, where the main clause names nobody's own act: "there can be no", "is possible", "must stop"."""
    words = [sent.tokens[i] for i in own]
    plain = not any(t.tag == "MD" for t in words) and any(t.lower in ("is", "are", "was", "were", "remains") for t in words)  # "is not on the table"
    bare = words[0].lower == "there" or plain or any(t.lower in POSSIBLE or t.lower in ("must", "should") for t in words)
    cut = _inserted(sent, lex) if bare else None
    part = sent.tokens[cut[0] + 1 : cut[1]] if cut is not None else ()
    told = next((t for t in part if t.lower in ("quoted", "reported", "cited")), None)
    if told is not None:
        named = dependent(sent, told.i, "dobj", "nsubjpass")
        return named.i if named is not None else None
    return next((t.i for t in part if t.lemma in lex.words["speech"] and t.pos == "VERB"), None)


def _without_first(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "balked at signing without first consulting Norra", "would not leave without the maps first being agreed": what somebody will not do before."""
    for token in sent.tokens[3:-3]:
        if token.lower != "without":
            continue
        near = sent.tokens[token.i + 1 : token.i + 6]
        gerund = next((t for t in near if t.tag == "VBG"), None)
        if gerund is None or not any(t.lower == "first" for t in sent.tokens[token.i + 1 : gerund.i + 1]):
            continue
        low = clause_start(sent, token.i, lex)
        before = sent.tokens[low : token.i]
        cut = next((t.i + 1 for t in reversed(before) if t.text == "," or t.lower == "but"), low)
        loath = any(t.lemma in lex.words["loath"] or t.lower in lex.words["loath"] for t in before if t.i >= cut)
        if not loath and not (shut(sent, cut, token.i, lex) and not any(t.lower == "did" for t in before)):
            continue
        stop = next((t.i for t in sent.tokens[gerund.i :] if t.text in (",", ";", "–", "—")), tail(sent, lex, token.i))
        antecedent, consequent = run(sent, list(range(token.i + 1, stop))), run(sent, list(range(cut, token.i)))
        main = head(sent, cut, token.i)
        if antecedent is not None and consequent is not None and main is not None:
            apart = _inserted(sent, lex)  # "the Veltan side, sources said, was willing to talk but balked at …"
            who = apart[0] - 1 if apart is not None and apart[1] < token.i and cut > low else None
            return Found(sent, "not_before", antecedent, gerund.i, consequent, main, "without first", who)
    return None


def _at_last(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Disarmament could come only at the end, after land reform", "will be held last, after an amnesty": a step that has its place behind another."""
    for token in sent.tokens[4:-1]:
        if token.lower != "after" or sent.tokens[token.i - 1].text != ",":
            continue
        low = clause_start(sent, token.i, lex)
        near = sent.tokens[max(low, token.i - 6) : token.i]
        placed = any(t.lower in ("only", "last") for t in near) or any(t.lower in LAST for t in near[-3:]) and any(t.lower == "at" for t in near)
        stop = next((t.i for t in sent.tokens[token.i + 2 :] if t.text in (",", ";", "–", "—")), tail(sent, lex, token.i))
        after = sent.tokens[token.i + 1 : stop]
        if not placed or not coming(sent, low, token.i) or not after or any(t.lower in lex.words["times"] or t.pos == "NUM" or t.tag == "VBG" for t in after):
            continue
        if any(t.lemma in lex.words["spans"] for t in after):
            continue
        antecedent, consequent = run(sent, [t.i for t in after]), run(sent, list(range(low, token.i)))
        main = head(sent, low, token.i)
        if antecedent is not None and consequent is not None and main is not None:
            return Found(sent, "not_before", antecedent, first_head(sent, token.i + 1, stop), consequent, main, "at last")
    return None


def _in_step(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "We will pay as they deliver", "The duties would be eased as the centrifuges are dismantled": acts that keep step with each other."""
    for token in sent.tokens[3:-2]:
        if token.lower != "as" or token.i + 2 >= len(sent.tokens):
            continue
        low = clause_start(sent, token.i, lex)
        main = head(sent, low, token.i)
        high = tail(sent, lex, token.i)
        high = next((t.i for t in sent.tokens[token.i + 2 : high] if t.text in (",", ";", "–", "—")), high)
        after = sent.tokens[token.i + 1 : high]
        if not coming(sent, low, token.i) or main is None or not after or after[0].pos not in ("PRON", "PROPN", "DET", "NOUN"):
            continue
        if any(t.lower in ("as", "such", "same", "just", "so", "soon", "long", "far", "well", "not", "n't") for t in sent.tokens[low : token.i]):
            continue
        verb = next((t for t in after if t.tag in FINITE), None)
        then = next((t for t in after if verb is not None and t.i >= verb.i and t.pos == "VERB"), None)
        if verb is None or then is None or verb.tag not in ("VBZ", "VBP") or then.lemma not in lex.words["complying"] or then.i - token.i > 10:
            continue
        if sent.tokens[main].lemma not in lex.words["yielding"] | lex.words["complying"] or after[0].lower in ("it", "this", "that") and then.tag == "VBN":
            continue
        antecedent, consequent = run(sent, [t.i for t in after]), run(sent, list(range(low, token.i)))
        if antecedent is not None and consequent is not None:
            return Found(sent, "simultaneous", antecedent, then.i, consequent, main, "in step")
    return None


def _same_time(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Norra would send the text by May; the same day, Velta would lift its measures": two acts to come, set for one time."""
    token: Token
    for token in sent.tokens[6:-4]:
        if token.lower != "same" or sent.tokens[token.i + 1].lower not in SAME or sent.tokens[token.i - 1].lower != "the":
            continue
        at = next(
            (i for i in range(token.i - 1, max(0, token.i - 4), -1) if sent.tokens[i].text in (";", ",", "–", "—", ":") or sent.tokens[i].lower == "and"), None
        )
        if at is None:
            continue
        low, high = clause_start(sent, at - 1, lex), tail(sent, lex, token.i + 2)
        one, other = head(sent, low, at), head(sent, token.i + 2, high)
        verbs = [next((t for t in sent.tokens[i:j] if t.tag == "MD"), None) for i, j in ((low, at), (token.i + 2, high))]
        if not coming(sent, low, at) or not coming(sent, token.i + 2, high) or one is None or other is None or None in verbs:
            continue
        known = lex.words["yielding"] | lex.words["complying"]
        acts = [any(t.lemma in known for t in sent.tokens[i:j] if t.pos == "VERB") for i, j in ((low, at), (token.i + 2, high))]
        antecedent, consequent = run(sent, list(range(low, at))), run(sent, list(range(token.i + 2, high)))
        if any(acts) and antecedent is not None and consequent is not None:
            return Found(sent, "simultaneous", antecedent, one, consequent, other, "same time")
    return None
