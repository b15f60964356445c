"""Conditions of two halves that stand side by side: "No seat, no peace", "Ceasefire first, then talks", "You stop the drones, we stop the missiles",
"would free 40 of them for 12 soldiers", "Norra would leave, and would receive a guarantee in return".

None of them has a conjunction of conditions, and many have no verb: their order and their pairing say that one waits for the other.
"""

from collections.abc import Iterator, Sequence

from parley.extract.clauses import run
from parley.extract.conditions.found import Found, Lexicon, Words, spelt
from parley.extract.conditions.openers import COMING, FINITE, coming, first_head, head, tail
from parley.extract.conditions.pivots import sides, weighs
from parley.extract.conditions.trailers import clause_start
from parley.model import Sentence, Token

LONGEST = 30  # tokens of a half; what is longer is no prose
STOPS = (",", ";", ":", "–", "—", "-")
VERBAL = ("VERB", "AUX")
PERSONS = frozenset({"you", "they", "he", "she", "we", "i"})
OURS = ("we", "i")
LATER = ("then", "afterwards", "later", "second", "next", "after")
WAITING = {
    "before": "not_before",
    "until": "until",
    "till": "until",
    "unless": "unless",
    "without": "unless",
    "as long as": "provided_that",
    "so long as": "provided_that",
}
TOGETHER = (
    ("simultaneously",),
    ("at", "the", "same", "time"),
    ("in", "parallel"),
    ("hand", "in", "hand"),
    ("in", "lockstep"),
    ("in", "tandem"),
    ("concurrently",),
    ("side", "by", "side"),
)
GIVING = ("free", "release", "return", "exchange", "swap", "trade", "repatriate", "give", "send", "hand", "deliver", "surrender", "receive", "get")


def parallels(sent: Sentence, known: Words, lex: Lexicon) -> Iterator[Found]:
    """The first condition that two halves of a sentence make. Each rule looks for its word first."""
    words = known.lower
    found = None
    if "no" in words or "nothing" in words:
        found = _none_before(sent, lex)
    if found is None and words & {"means", "mean", "meant"} and "no" in words:
        found = _means_no(sent, lex)
    if found is None and words & {"which", "that"} and words & {"after", "failing"}:
        found = _after_which(sent, lex)
    if found is None and "first" in words:
        found = _first_later(sent, lex)
    if found is None and len(sent.tokens) < 60 and words & PERSONS:
        found = _splice(sent, lex)
    if found is None and "for" in words:
        found = _number_for_number(sent, lex)
    if found is None and words & {"return", "exchange", "turn"}:
        found = _at_the_end(sent, lex)
    if found is None and words & {"simultaneously", "simultaneous", "time", "parallel", "hand", "lockstep", "tandem", "concurrently", "side"}:
        found = _together(sent, lex)
    if found is not None:
        yield found


def _verbs(sent: Sentence, tokens: Sequence[int]) -> list[Token]:
    return [
        sent.tokens[i]
        for i in tokens
        if sent.tokens[i].tag in FINITE and sent.tokens[i].lower not in ("talks", "ends", "moves", "calls", "visits", "votes", "returns")
    ]


def _none_before(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "No transit before the islands are covered", "nothing until the money is there": a sentence or clause without a verb of its own."""
    for token in sent.tokens[:-3]:
        if (
            token.lower not in ("no", "nothing")
            or token.i
            and sent.tokens[token.i - 1].pos != "PUNCT"
            and sent.tokens[token.i - 1].lower not in ("be", "is", "was", "that", "and", "but")
        ):
            continue
        cue = next((t for t in sent.tokens[token.i + 1 : token.i + 14] if t.lower in WAITING), None)
        if cue is None or any(t.pos in VERBAL or t.text in STOPS for t in sent.tokens[token.i : cue.i]) or cue.i == token.i + 1 and token.lower == "no":
            continue
        high = tail(sent, lex, cue.i)
        high = next((t.i for t in sent.tokens[cue.i + 1 : high] if t.text in (";", "–", "—")), high)
        inside = sent.tokens[cue.i + 1 : high]
        verbless = cue.lower == "without" or not any(t.tag in FINITE for t in inside)
        if (
            not inside
            or inside[0].pos == "PUNCT"
            or verbless
            and (any(t.lower in lex.words["times"] or t.pos == "NUM" for t in inside[:3]) or inside[0].tag == "VBG")
        ):
            continue
        if (
            verbless
            and any(t.tag in FINITE for t in inside)
            or any(t.lemma in lex.words["void"] for t in inside[:2])
            or inside[0].lower in ("it", "them", "him", "her", "that", "this")
        ):
            continue
        antecedent, consequent = run(sent, list(range(cue.i + 1, high))), run(sent, list(range(token.i, cue.i)))
        if antecedent is None or consequent is None:
            continue
        return Found(sent, WAITING[cue.lower], antecedent, first_head(sent, cue.i + 1, high), consequent, first_head(sent, token.i, cue.i), "no before")
    return None


def _means_no(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "No inspectors means no relief": the second is not to be had without the first."""
    verb = next((t for t in sent.tokens if t.lower in ("means", "mean", "meant")), None)
    if verb is None or verb.i + 2 >= len(sent.tokens) or sent.tokens[verb.i + 1].lower != "no":
        return None
    low = clause_start(sent, verb.i, lex)
    left = [t.i for t in sent.tokens[low : verb.i] if t.pos != "PUNCT"]
    if not left or sent.tokens[left[0]].lower != "no" or len(left) > 12:
        return None
    _, right = sides(sent, verb.i, verb.i, lex)
    antecedent, consequent = run(sent, left), run(sent, right)
    if antecedent is None or consequent is None:
        return None
    return Found(sent, "only_if", antecedent, first_head(sent, left[0], verb.i), consequent, first_head(sent, right[0], right[-1] + 1), "no no")


def _after_which(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "has set the end of May as the deadline, after which it would move on", "has until noon; after that the gates close"."""
    for token in sent.tokens[5:-3]:
        pair = token.lower in ("after", "failing") and sent.tokens[token.i + 1].lower in ("which", "that")
        if not pair or sent.tokens[token.i - 1].pos != "PUNCT":
            continue
        low = clause_start(sent, token.i - 1, lex)
        before = sent.tokens[low : token.i - 1]
        dated = any(t.lower in ("until", "deadline", "ultimatum", "by", "within") or t.lemma in ("hour", "day", "week", "month") for t in before)
        due = any(t.lower in ("must", "deadline", "ultimatum", "until", "to") for t in before)
        high = tail(sent, lex, token.i)
        after = sent.tokens[token.i + 2 : high]
        if not dated or not due or not any(t.tag in ("MD", "VBZ", "VBP") for t in after) or any(t.tag == "VBD" for t in after):
            continue
        antecedent, consequent = run(sent, [t.i for t in before]), run(sent, [t.i for t in after])
        main = head(sent, token.i + 2, high)
        if antecedent is not None and consequent is not None and main is not None:
            return Found(sent, "deadline", antecedent, first_head(sent, low, token.i - 1), consequent, main, "after which")
    return None


def _first_later(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Ceasefire first, then talks", "First a ceasefire, then elections", "wants a truce first and talks afterwards"."""
    first = next((t for t in sent.tokens if t.lower == "first" and t.dep not in ("amod",)), None) or next((t for t in sent.tokens if t.lower == "first"), None)
    if first is None or first.i + 3 >= len(sent.tokens):
        return None
    low, high = clause_start(sent, first.i, lex) if first.i else 0, tail(sent, lex, first.i)
    while low < first.i and sent.tokens[low].pos == "PUNCT":
        low += 1
    if first.i > low:  # X first, (then) Y
        cut = first.i + 1
        if cut >= high or sent.tokens[cut].text not in STOPS and sent.tokens[cut].lower not in ("and", "then"):
            return None
        left, rest = list(range(low, first.i)), list(range(cut, high))
        wanting = next(
            (
                i
                for i in left
                if sent.tokens[i].lemma in ("want", "demand", "seek", "need", "favour", "favor", "prefer", "require") and sent.tokens[i].pos in VERBAL
            ),
            None,
        )
        left = [i for i in left if (wanting is None or i > wanting) and sent.tokens[i].lower not in ("comes", "come", "goes", "go")]
    else:
        cut = next((t.i for t in sent.tokens[first.i + 1 : high] if t.text in STOPS or t.lower == "then" or t.lower == "and"), -1)
        if cut < 0 or sent.tokens[first.i + 1].text in STOPS or sent.tokens[first.i + 1].lower in ("and", "of", "time", "lady", "minister", "phase", "round"):
            return None
        left, rest, wanting = list(range(first.i + 1, cut)), list(range(cut, high)), None
    if sum(sent.tokens[i].lower == "then" for i in rest) > 1 or low and sent.tokens[low - 1].text == ":":
        return None  # the steps of a plan
    marks = [i for i in rest if sent.tokens[i].lower in LATER]
    late = bool(marks) and sent.tokens[marks[0]].lower != "then"
    stop = next(
        (i for i in rest[1:] if sent.tokens[i].text in STOPS and i > min(marks, default=0) + (not late and sent.tokens[i].text not in (":", ";"))), high
    )
    right = [i for i in rest if i < stop and sent.tokens[i].lower not in (*LATER, "and", "only", "but", "comes", "come") and sent.tokens[i].text not in STOPS]
    if not left or not right or _verbs(sent, left) or _verbs(sent, right) or len(left) > 14 or len(right) > 20:
        return None
    if not marks and wanting is None and not (weighs(sent, left, lex) and weighs(sent, right, lex) and len(right) < 6):
        return None
    told = stop < high or tail(sent, lex, first.i) < len(sent.tokens) - 1  # "First the fees, then the soybeans, as one official put it"
    pair = marks and first.i > low and all(_bare_noun(sent, half) for half in (left, right))
    if not marks and wanting is not None or not weighs(sent, [*left, *right], lex) and not (marks and told and first.i == low) and not pair:
        return None
    antecedent, consequent = run(sent, left), run(sent, right)
    if antecedent is None or consequent is None:
        return None
    return Found(
        sent, "not_before", antecedent, first_head(sent, left[0], left[-1] + 1), consequent, first_head(sent, right[0], right[-1] + 1), "first", wanting
    )


def _bare_noun(sent: Sentence, half: Sequence[int]) -> bool:
    """Whether a half is a noun or two without an article: "Prisoners first, borders later"."""
    return len(half) < 4 and all(sent.tokens[i].pos in ("NOUN", "ADJ", "PUNCT") for i in half) and any(sent.tokens[i].pos == "NOUN" for i in half)


def _splice(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "You stop the drones, we stop the missiles": two plain present clauses at a comma, one of others and one of ours."""
    commas = [t.i for t in sent.tokens if t.text in (",", ";", "–", "—")]
    for cut in commas[:3]:
        low = next((t.i for t in reversed(sent.tokens[:cut]) if t.text in (":", ";") or t.text in "\"“”'‘" and t.pos == "PUNCT"), -1) + 1
        high = next((i for i in commas if i > cut), len(sent.tokens))
        one, other = list(range(low, cut)), list(range(cut + 1, high))
        while other and sent.tokens[other[0]].pos == "PUNCT":
            other.pop(0)
        if not 2 < len(one) < LONGEST or not 2 < len(other) < LONGEST or sent.tokens[other[0]].lower not in PERSONS:
            continue
        own = sent.tokens[one[0]].lower
        theirs = own in PERSONS or sent.tokens[one[0]].pos in ("PROPN", "DET") and not any(sent.tokens[i].lower in PERSONS for i in one)
        ours = own in OURS, sent.tokens[other[0]].lower in OURS
        if not theirs or ours[0] == ours[1] or own == sent.tokens[other[0]].lower:
            continue
        plain = [_plain(sent, half, lex) for half in (one, other)]
        if not all(plain) or sent.tokens[high - 1].text == "?":
            continue
        antecedent, consequent = (one, other) if ours[1] else (other, one)
        spans = run(sent, antecedent), run(sent, consequent)
        if spans[0] is None or spans[1] is None:
            continue
        first, then = (head(sent, half[0], half[-1] + 1) for half in (antecedent, consequent))
        if first is not None and then is not None:
            return Found(sent, "in_exchange_for", spans[0], first, spans[1], then, "side by side")
    return None


def _plain(sent: Sentence, half: Sequence[int], lex: Lexicon) -> bool:
    """Whether a half is one bare clause of an act: a verb in the present (or with "will") right behind its subject, no "to be", no thought or speech."""
    verbs = _verbs(sent, half)
    if not verbs or len([t for t in verbs if t.tag != "MD"]) > 1 or any(t.tag == "VBD" for t in verbs) or verbs[0].i - half[0] > 5:
        return False
    main = head(sent, half[0], half[-1] + 1)
    if main is None or any(sent.tokens[i].lower in ("not", "n't", "if", "when", "because", "that", "which", "who", "how", "what", "have", "has") for i in half):
        return False
    known = (
        lex.words["speech"]
        | lex.words["asking"]
        | lex.words["beside_point"]
        | {"be", "have", "hope", "want", "need", "expect", "fear", "love", "like", "feel", "remain", "agree", "guess", "mean"}
    )
    return sent.tokens[main].lemma not in known and sent.tokens[main].pos == "VERB" and sent.tokens[main].tag not in ("VBG", "VBN")


def _number_for_number(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "would free 40 prisoners for 12 soldiers", "60 rebels freed for 25 of theirs": so many of ours for so many of yours, still to come."""
    for token in sent.tokens[3:-2]:
        if token.lower not in ("for", "against"):
            continue
        after = sent.tokens[token.i + 1 : token.i + 4]
        if not after or after[0].lower in ("each", "every", "a", "an"):
            continue
        number = next((t for t in after[:2] if t.pos == "NUM" or t.lower in ("all", "dozens", "hundreds", "scores")), None)
        before = sent.tokens[max(0, token.i - 12) : token.i]
        given = [t for t in before if t.pos == "NUM" or t.lower in ("dozens", "hundreds", "scores", "thousands")]
        if number is None or not given:
            continue
        thing = next((t for t in sent.tokens[number.i + 1 : number.i + 7] if t.pos == "NOUN"), None)
        if (
            thing is None
            or thing.lemma in lex.words["spans"]
            or thing.lemma in ("per", "percent", "%", "dollar", "euro", "share", "cent", "unit", "mile", "kilometre", "time", "reason", "term")
        ):
            continue
        low = clause_start(sent, token.i, lex)
        verb = next((t for t in sent.tokens[low : token.i] if t.lemma in GIVING and t.pos == "VERB"), None)
        to_come = coming(sent, low, token.i) or any(t.lemma in lex.words["offering"] or t.lower in lex.words["ready"] for t in sent.tokens[low : token.i])
        if verb is None or not to_come or any(t.lower in ("not", "n't", "never") for t in sent.tokens[low : token.i]):
            continue
        _, right = sides(sent, token.i, token.i, lex)
        antecedent, consequent = run(sent, right), run(sent, list(range(low, token.i)))
        if antecedent is not None and consequent is not None:
            return Found(sent, "in_exchange_for", antecedent, thing.i, consequent, verb.i, "n for n")
    return None


def _at_the_end(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Norra would leave and receive a guarantee in return", "while Velta would in turn open the port", "wants the jets in return"."""
    for token in sent.tokens[4:]:
        if token.lower not in ("return", "exchange", "turn") or sent.tokens[token.i - 1].lower != "in" or token.pos not in ("NOUN", "PROPN", "ADV"):
            continue
        after = sent.tokens[token.i + 1] if token.i + 1 < len(sent.tokens) else None
        inside = token.lower == "turn" or after is not None and after.text == ","
        if not inside and after is not None and after.pos != "PUNCT":
            continue
        at = token.i - 1
        low = clause_start(sent, at, lex)
        cut = next((t for t in reversed(sent.tokens[low:at]) if t.lower in ("and", "while", "but") or t.text == ";"), None)
        high = tail(sent, lex, token.i) if inside else at
        if any(t.lower in ("nothing", "little", "not", "n't") for t in sent.tokens[max(0, at - 8) : at]):
            continue
        if cut is not None and cut.i - low > 3 and _gives(sent, cut.i + 1, high, lex) and _gives(sent, low, cut.i, lex):
            first, second = list(range(low, cut.i)), [i for i in range(cut.i + 1, high) if i not in (at, token.i)]
            if sent.tokens[first[-1]].pos == "PUNCT":
                first.pop()
            antecedent, consequent = run(sent, second), run(sent, first)
            one, other = head(sent, second[0], second[-1] + 1), head(sent, low, cut.i)
            if antecedent is not None and consequent is not None and one is not None and other is not None:
                return Found(sent, "in_exchange_for", antecedent, one, consequent, other, "in return")
        wants = next((t for t in sent.tokens[low:at] if t.lemma in ("want", "demand", "ask", "seek", "expect", "require", "request") and t.pos == "VERB"), None)
        if (
            wants is not None
            and token.lower != "turn"
            and wants.i + 1 < at
            and not any(t.lower in ("not", "n't", "nothing", "never") for t in sent.tokens[low:at])
        ):
            thing = [i for i in range(wants.i + 1, at) if i > wants.i + 1 or sent.tokens[i].lower not in ("for",)]
            antecedent = run(sent, thing)
            if antecedent is not None and thing:
                return Found(sent, "in_exchange_for", antecedent, first_head(sent, thing[0], thing[-1] + 1), None, None, "asked in return", wants.i)
    return None


def _gives(sent: Sentence, low: int, high: int, lex: Lexicon) -> bool:
    """Whether a half tells of an act to come."""
    ready = any(t.lemma in lex.words["offering"] or t.lower in lex.words["ready"] for t in sent.tokens[low:high])
    verbal = any(t.tag == "VB" for t in sent.tokens[low:high])
    return coming(sent, low, high) or ready and verbal or verbal and not any(t.tag == "VBD" for t in sent.tokens[low:high])


def _together(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "The withdrawal and the release must take place at the same time", "would lift their sanctions simultaneously", "a simultaneous release"."""
    for token in sent.tokens[2:]:
        if token.lower == "simultaneous" and token.i + 1 < len(sent.tokens):
            found = _simultaneous(sent, token, lex)
            if found is not None:
                return found
        cue = next((words for words in TOGETHER if words[0] == token.lower and spelt(sent, token.i, words)), None)
        if cue is None:
            continue
        end = token.i + len(cue)
        after = sent.tokens[end] if end < len(sent.tokens) else None
        low = clause_start(sent, token.i, lex)
        if after is not None and (after.lower in ("as", "with", "to") or after.pos not in ("PUNCT", "CCONJ") and cue[0] in ("at", "hand", "side")):
            continue
        modal = next(
            (t for t in sent.tokens[low : token.i] if t.tag == "MD" or t.lower in ("are", "is", "have", "has", "need") and sent.tokens[t.i + 1].lower == "to"),
            None,
        )
        if modal is None or modal.lower not in (*COMING, "should", "are", "is", "have", "has", "need") or modal.i - low < 2 or modal.i + 1 >= token.i:
            continue
        both = any(t.lower in ("both", "two") for t in sent.tokens[low : modal.i])
        pair = both or any(t.lower == "and" for t in sent.tokens[low : modal.i])
        if not pair or any(t.lower in ("not", "n't") for t in sent.tokens[modal.i : token.i]) or not both and not weighs(sent, list(range(low, token.i)), lex):
            continue
        joined = next((t for t in sent.tokens[low : modal.i] if t.lower == "and"), None)
        if joined is not None and weighs(sent, list(range(low, joined.i)), lex) and weighs(sent, list(range(joined.i, modal.i)), lex):
            first, then = list(range(low, joined.i)), list(range(joined.i + 1, modal.i))
        else:
            first, then = list(range(low, token.i)), []
        antecedent, consequent = run(sent, first), run(sent, then) if then else None
        if antecedent is not None:
            at = first_head(sent, first[0], first[-1] + 1)
            return Found(sent, "simultaneous", antecedent, at, consequent, first_head(sent, then[0], then[-1] + 1) if then else None, "together")
    return None


def _simultaneous(sent: Sentence, token: Token, lex: Lexicon) -> Found | None:
    """ "provides for the simultaneous release of both": an act that each side does when the other does."""
    noun = next((t for t in sent.tokens[token.i + 1 : token.i + 4] if t.pos == "NOUN"), None)
    if noun is None or noun.lemma not in lex.words["acts"]:
        return None
    low = clause_start(sent, token.i, lex)
    planned = (
        "provide",
        "foresee",
        "envisage",
        "call",
        "propose",
        "demand",
        "want",
        "require",
        "stipulate",
        "agree",
        "offer",
        "insist",
        "suggest",
        "prescribe",
    )
    if not coming(sent, low, token.i) and not any(t.lemma in planned for t in sent.tokens[low : token.i]):
        return None
    _, right = sides(sent, token.i - 1, token.i - 1, lex)
    antecedent = run(sent, right)
    return Found(sent, "simultaneous", antecedent, noun.i, None, None, "together") if antecedent is not None else None
