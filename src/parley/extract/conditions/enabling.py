"""Conditions told by what an act would bring or cost: "A pullout would unlock the funds", "made disarmament the price of a pullout", "A seat, or we stay out".

Also what has effect only for some or once something is done: "the amnesty covers only those who disarm", "takes effect once both houses have ratified it".
All are read by the order of words; each rule looks for its words first.
"""

from collections.abc import Callable, Iterator, Sequence

from parley.extract.clauses import run
from parley.extract.conditions.found import Found, Lexicon, Words
from parley.extract.conditions.openers import COMING, FINITE, VERBAL, coming, first_head, head, shut, tail
from parley.extract.conditions.pivots import sides, weighs
from parley.extract.conditions.trailers import clause_start
from parley.model import Sentence

LONGEST = 30  # tokens of a side; what is longer is no prose
MOST = 70  # tokens of a sentence
STOPS = (",", ";", ":", "–", "—")
POINTING = ("it", "this", "that", "they", "he", "she", "which", "who", "what", "we", "you", "i", "there", "these", "those")
ALLOWING = ("unlock", "unblock", "unfreeze")  # each alone; the other verbs need their noun
ROADS = ("way", "door", "path", "road", "ground", "gate", "doors", "gates", "stage", "room", "space", "prospect")
ROADMAKING = ("pave", "open", "clear", "prepare", "make", "set", "smooth", "create", "offer")
POSSIBLE = ("possible", "conceivable", "thinkable", "imaginable", "feasible", "realistic", "viable", "achievable", "acceptable", "available")
AFTER = {"after": "after", "once": "after", "following": "after", "upon": "after", "when": "after", "with": "only_if", "through": "only_if", "under": "only_if"}
SIDING = ("refuse", "fail", "decline", "reject", "sign", "disarm", "surrender", "accept", "comply", "join", "defect", "register")
ANSWERED = ("followed", "rewarded", "met", "answered", "reciprocated", "matched", "repaid")
PRICES = ("price", "condition", "precondition", "pre-condition", "prerequisite", "pre-requisite", "requirement", "sine", "key")
BOUND = ("tied", "linked", "pegged", "coupled", "hitched", "yoked", "conditioned", "keyed", "conditional", "contingent", "dependent")


def enabling(sent: Sentence, known: Words, lex: Lexicon) -> Iterator[Found]:
    """The first condition that a sentence tells by what an act would bring."""
    if len(sent.tokens) > MOST or any(t.text == "?" for t in sent.tokens[-2:]):
        return
    words = known.lower.union([token.lemma for token in sent.tokens if token.pos == "VERB"])
    for rule, cues in RULES:
        if not words.isdisjoint(cues):
            found = rule(sent, lex)
            if found is not None:
                yield found
                return


def made(sent: Sentence, relation: str, first: Sequence[int], then: Sequence[int], rule: str, *, holder: int | None = None) -> Found | None:
    """A condition of the tokens of what must come first and of what would follow; None where either is empty or too long."""
    first, then = _bare(sent, first), _bare(sent, then)
    if not first or not then or len(first) > LONGEST or len(then) > LONGEST:
        return None
    antecedent, consequent = run(sent, first), run(sent, then)
    if antecedent is None or consequent is None:
        return None
    main = head(sent, then[0], then[-1] + 1)
    return Found(
        sent,
        relation,
        antecedent,
        first_head(sent, first[0], first[-1] + 1),
        consequent,
        main if main is not None else first_head(sent, then[0], then[-1] + 1),
        rule,
        holder,
    )


def _bare(sent: Sentence, tokens: Sequence[int]) -> list[int]:
    """Tokens without the marks and conjunctions at their ends."""
    kept = list(tokens)
    while kept and (sent.tokens[kept[0]].pos in ("PUNCT", "CCONJ") or sent.tokens[kept[0]].lower in ("that",)):
        kept.pop(0)
    while kept and (sent.tokens[kept[-1]].pos in ("PUNCT", "CCONJ") or sent.tokens[kept[-1]].lower in ("only", "even")):
        kept.pop()
    return kept


def _unlocks(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "An accord on grain would unlock the frozen assets", "The release of the pilots would pave the way for a pullback": what an act would open."""
    for modal in sent.tokens[1:-3]:
        if modal.tag != "MD" or modal.lower not in ("would", "could", "might", "'d"):
            continue
        verb = next((t for t in sent.tokens[modal.i + 1 : modal.i + 4] if t.tag == "VB"), None)
        if verb is None or any(t.lower in ("not", "n't", "have") for t in sent.tokens[modal.i + 1 : verb.i + 1]):
            continue
        after = sent.tokens[verb.i + 1 : verb.i + 4]
        if verb.lower == "be" and len(after) > 2 and after[0].lower in ANSWERED and after[1].lower in ("by", "with") and _act_after(sent, verb.i + 2, lex):
            left, right = sides(sent, modal.i, verb.i + 2, lex)
            known = lex.words["acts"] | lex.words["gestures"] | lex.words["granted"] | lex.words["gates"]
            if any(sent.tokens[i].lemma in known and sent.tokens[i].dep in ("nsubj", "nsubjpass") for i in left):
                return made(sent, "in_exchange_for" if after[1].lower == "with" else "if", left, right, "enables")
            continue
        if verb.lemma in ROADMAKING:
            road = next((t for t in after if t.lower in ROADS or t.lower == "possible"), None)
            if road is None or road.i + 1 >= len(sent.tokens) or road.lower != "possible" and sent.tokens[road.i + 1].lower not in ("for", "to", "of"):
                continue
            start = road.i + 2 if road.lower != "possible" else road.i + 1
        elif _brings(sent, modal.i, verb.i, lex):
            start = verb.i + 1
        else:
            continue
        left, _ = sides(sent, modal.i, modal.i, lex)
        right = [i for i in sides(sent, start - 1, start - 1, lex)[1] if i >= start]
        own = next((sent.tokens[i] for i in left if sent.tokens[i].dep in ("nsubj", "csubj") and sent.tokens[i].head >= modal.i), None)
        if not left or not right or sent.tokens[left[0]].lower in POINTING or own is None and sent.tokens[left[0]].tag != "VBG":
            continue
        known = lex.words["acts"] | lex.words["deals"] | lex.words["gates"] | lex.words["granted"] | lex.words["gestures"]
        gives = (
            own is not None
            and own.lemma in known
            or sent.tokens[left[0]].tag == "VBG"
            and sent.tokens[left[0]].lemma in lex.words["yielding"] | lex.words["complying"]
        )
        if gives and weighs(sent, right, lex):
            return made(sent, "if", left, right, "enables")
    return None


def _brings(sent: Sentence, modal: int, verb: int, lex: Lexicon) -> bool:
    """Whether a verb says what an act would bring: "would unlock the funds", "would mean the reopening", "Settling it would allow …"."""
    lemma = sent.tokens[verb].lemma
    if lemma in ("mean", "bring"):
        return _act_after(sent, verb, lex)
    return lemma in ALLOWING or lemma in ("allow", "enable", "permit") and _by_doing(sent, modal, lex)


def _act_after(sent: Sentence, at: int, lex: Lexicon) -> bool:
    """Whether the noun behind a verb is one of an act: "would mean the reopening of the crossing"."""
    noun = next((t for t in sent.tokens[at + 1 : at + 5] if t.pos == "NOUN"), None)
    return noun is not None and noun.lemma in lex.words["acts"] and noun.lemma not in ("end", "halt", "cut", "support", "talks", "help", "aid")


def _by_doing(sent: Sentence, modal: int, lex: Lexicon) -> bool:
    """Whether a gerund of what parties do is the subject: "Settling the arrears would allow …"."""
    first = sent.tokens[clause_start(sent, modal, lex)]
    return first.tag == "VBG" and first.lemma in _acting(lex)


def _made_price(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "has made disarmament the price of any withdrawal", "making a pullout a precondition for talks": what somebody sets as the price of what he gives."""
    for verb in sent.tokens[:-5]:
        if verb.lemma not in ("make", "declare", "call") or verb.pos != "VERB":
            continue
        near = sent.tokens[verb.i + 1 : verb.i + 20]
        noun = next((t for t in near if t.lemma in PRICES and t.i + 2 < len(sent.tokens) and sent.tokens[t.i + 1].lower in ("of", "for", "to")), None)
        if noun is None or any(t.text in (";", ":") or t.tag in FINITE for t in sent.tokens[verb.i + 1 : noun.i]):
            continue
        if any(t.lower in ("not", "n't", "never") for t in sent.tokens[max(0, verb.i - 3) : verb.i]):
            continue
        start = noun.i
        while start > verb.i + 1 and (
            sent.tokens[start - 1].pos in ("DET", "ADJ", "NUM") or sent.tokens[start - 1].dep in ("poss", "case", "amod", "compound")
        ):
            start -= 1
        if sent.tokens[start].pos == "PUNCT" or start - verb.i < 2:
            continue
        right = sides(sent, noun.i + 1, noun.i + 1, lex)[1]
        left = list(range(verb.i + 1, start))
        if weighs(sent, right, lex) or weighs(sent, left, lex):
            return made(sent, "only_if", left, right, "noun:make", holder=verb.i)
    return None


def _or_we(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "A raise of a tenth, or we stay out", "Guarantees – or there will be no signature": what is asked for, without a verb, and what happens without it."""
    for joined in sent.tokens[2:-2]:
        if joined.lower != "or" or sent.tokens[joined.i - 1].text not in STOPS:
            continue
        low = next((t.i + 1 for t in reversed(sent.tokens[: joined.i - 1]) if t.text in (":", ";") or t.lower in ("said", "warned", "that")), 0)
        before = [t for t in sent.tokens[low : joined.i - 1] if t.pos != "PUNCT"]
        if (
            not 1 < len(before) < 14
            or any(t.tag in FINITE or t.tag == "VB" and sent.tokens[t.i - 1].lower != "to" for t in before)
            or before[0].pos not in ("DET", "NUM", "NOUN", "ADJ", "PROPN", "SYM", "PRON")
        ):
            continue
        if before[0].lower in ("whether", "either", "one", "sooner", "like", "all", "what", "how") or not any(t.pos in ("NOUN", "SYM") for t in before):
            continue
        after = sent.tokens[joined.i + 1 : joined.i + 8]
        verb = next((t for t in after if t.tag in ("MD", "VBZ", "VBP")), None)
        who = after[0].lower in ("we", "they", "i", "you", "he", "she", "it", "there", "else") or after[0].pos in ("DET", "PROPN", "NOUN")
        if verb is None or not who or any(t.text in STOPS or t.tag in ("WDT", "WP") for t in after[: verb.i - joined.i]):
            continue
        if verb.i == after[0].i or verb.tag == "MD" and verb.lower not in COMING or any(t.lower in lex.words["times"] for t in before[:2]):
            continue
        if after[0].lower not in ("we", "they", "i", "there", "else") and not weighs(sent, [t.i for t in (*before, *after)], lex):
            continue
        return made(sent, "unless", [t.i for t in before], list(range(joined.i + 1, tail(sent, lex, joined.i))), "or else")
    return None


def _even_that(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "would take a lower share, and even that only as part of a tax cut", "could agree to a pause, but then only under a UN flag"."""
    for only in sent.tokens[4:-2]:
        if only.lower not in ("only", "solely") or sent.tokens[only.i + 1].pos not in ("ADP", "SCONJ", "ADV"):
            continue
        near = sent.tokens[max(2, only.i - 9) : only.i]  # "and even that "with a long spoon", only …"
        that = next(
            (t for t in near if t.lower in ("that", "this", "then", "so") and sent.tokens[t.i - 1].lower in ("even", "and", "but", ",", "–", "—")), None
        )
        if that is None:
            continue
        cut = that.i
        while cut > 2 and sent.tokens[cut - 1].lower in ("even", "and", "but", ",", "–", "—"):
            cut -= 1
        low, high = clause_start(sent, cut, lex), tail(sent, lex, only.i)
        if (
            any(t.tag in FINITE for t in sent.tokens[that.i : only.i])
            or not coming(sent, low, cut)
            and not any(t.lemma in lex.words["offering"] or t.lower in lex.words["ready"] for t in sent.tokens[low:cut])
        ):
            continue
        start = only.i + (2 if sent.tokens[only.i + 1].lower in ("if", "when", "once", "after") else 1)
        return made(sent, "only_if", list(range(start, high)), list(range(low, cut)), "pivot:only")
    return None


def _possible_after(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "A resumption would become possible after the lifting of the curbs", "Elections are conceivable only under a truce": what makes a thing possible."""
    for word in sent.tokens[2:-2]:
        if word.lower not in POSSIBLE:
            continue
        at = word.i + 1
        only = sent.tokens[at].lower in ("only", "solely")
        cue = sent.tokens[at + only] if at + only < len(sent.tokens) - 1 else word
        before = sent.tokens[max(0, word.i - 4) : word.i]
        ahead = any(t.tag == "MD" and t.lower in COMING or t.lower in ("becomes", "become") for t in before)
        due = ahead or only and any(t.lemma in ("be", "seem", "remain") for t in before)
        if (
            cue.lower not in (*AFTER, "in", "as", "on")
            or cue.lower in ("in", "as", "on")
            and not only
            or not due
            or any(t.lower in ("not", "n't", "as", "soon") for t in before)
        ):
            continue
        if cue.lower in ("with", "through", "under") and not only:
            continue
        left, right = sides(sent, cue.i, cue.i, lex)
        left = [i for i in left if i < word.i + 1]
        if not right or any(
            sent.tokens[i].lower in lex.words["times"] or sent.tokens[i].pos == "NUM" or sent.tokens[i].lemma in lex.words["spans"] for i in right[:4]
        ):
            continue
        if weighs(sent, left, lex) or left and sent.tokens[left[0]].lower in ("it", "this", "that"):
            relation = AFTER.get(cue.lower, "only_if")
            relation = {"after": "not_before"}.get(relation, relation) if only and cue.lower != "when" else "only_if" if only else relation
            return made(sent, relation, right, left, "pivot:possible")
    return None


def _bound_to(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "a loan tied to reforms", "four tranches, each of them linked to a reform": what is given in step with something, told by a participle."""
    for word in sent.tokens[2:-2]:
        if word.lower not in BOUND or word.tag not in ("VBN", "JJ") or sent.tokens[word.i + 1].lower not in ("to", "on", "upon"):
            continue
        at = word.i - 1
        each = False
        while at > 0 and sent.tokens[at].lower in (
            ",",
            "each",
            "all",
            "both",
            "of",
            "them",
            "which",
            "one",
            "every",
            "being",
            "is",
            "are",
            "directly",
            "closely",
            "explicitly",
        ):
            each = each or sent.tokens[at].lower in ("each", "all", "both", "every")
            at -= 1
        noun = sent.tokens[at]
        if (
            any(t.lower in ("press", "news", "media") for t in sent.tokens[max(0, at - 1) : at])  # "a press release linked to …"
            or noun.pos != "NOUN"
            or noun.lemma not in lex.words["acts"] | lex.words["ends"] | lex.words["granted"]
            or not each
            and word.dep not in ("acl", "amod", "advcl", "relcl")
        ):
            continue
        if any(t.tag == "VBD" or t.lower in ("was", "were", "had") for t in sent.tokens[: word.i]) and not each and not coming(sent, 0, word.i):
            continue
        low = at
        while low > 0 and (sent.tokens[low - 1].pos in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "PART") or sent.tokens[low - 1].lower == "of"):
            low -= 1
        right = sides(sent, word.i + 1, word.i + 1, lex)[1]
        if right and sent.tokens[right[0]].pos not in ("PRON", "NUM") and any(sent.tokens[i].pos == "NOUN" or sent.tokens[i].tag == "VBG" for i in right[:6]):
            return made(sent, "subject_to", right, list(range(low, at + 1)), "bargain")
    return None


def _only_those(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "The amnesty applies only to those who disarm", "Aid will go only to states that sign": for whom alone a thing is, by what they do."""
    for only in sent.tokens[2:-4]:
        if only.lower not in ("only", "solely", "exclusively"):
            continue
        near = sent.tokens[only.i + 1 : only.i + 6]
        who = next((t for t in near if t.lower in ("who", "that", "which") and t.tag in ("WP", "WDT")), None)
        owns = next((t for t in near if t.lower in ("with", "willing", "prepared", "ready", "able") and sent.tokens[t.i - 1].tag == "NNS"), None)
        if (
            who is None and owns is not None and near[0].lower in ("to", "for") and coming(sent, clause_start(sent, only.i, lex), only.i)
        ):  # "only to states with …"
            low, left = clause_start(sent, only.i, lex), list(range(clause_start(sent, only.i, lex), only.i))
            return made(sent, "only_if", list(range(only.i + 2, tail(sent, lex, only.i))), left, "whoever") if weighs(sent, left, lex) else None
        if who is None or near[0].pos != "ADP" and near[0].lower not in ("those", "anyone"):
            continue
        low, high = clause_start(sent, only.i, lex), tail(sent, lex, only.i)
        acts = any(t.lemma in _acting(lex) for t in sent.tokens[who.i + 1 : who.i + 7] if t.tag in ("VBZ", "VBP", "VB"))
        one = any(t.lower in ("a", "an", "any") for t in near[:2]) and coming(sent, low, only.i)
        if not acts and not one or any(t.tag == "VBD" for t in sent.tokens[low : only.i]) and not one:
            continue
        plain = any(t.tag in ("VBZ", "VBP") or t.tag == "MD" and t.lower in COMING for t in sent.tokens[low : only.i])
        left = list(range(low, only.i))
        start = next(t.i for t in near if t.pos not in ("ADP", "PART"))
        if plain and (weighs(sent, left, lex) or one and any(sent.tokens[i].lemma in _acting(lex) for i in left)):
            return made(sent, "only_if", list(range(start, high)), left, "whoever")
    return None


def _acting(lex: Lexicon) -> frozenset[str]:
    """Verbs of what parties do for each other."""
    return (
        lex.words["complying"]
        | lex.words["yielding"]
        | lex.words["signing"]
        | frozenset(("sign", "join", "register", "renounce", "pledge", "lay", "enter", "meet", "negotiate", "agree", "strike"))
    )


def _effect(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "The deal takes effect once both houses have ratified it", "The pact enters into force upon signature": what a text waits for to have force."""
    for cue in sent.tokens[3:-1]:
        if cue.lower not in ("once", "upon", "when", "after", "on", "as", "following", "the"):
            continue
        low, high = clause_start(sent, cue.i, lex), tail(sent, lex, cue.i)
        before, inside = sent.tokens[low : cue.i], sent.tokens[cue.i + 1 : high]
        verb = next((t for t in before if t.tag in (*FINITE, "VB") and t.pos in VERBAL and t.tag != "MD"), None)
        if verb is None or verb.tag == "VBD" or cue.i - verb.i > 5 or not inside:
            continue
        near = {t.lower for t in sent.tokens[verb.i : cue.i]}
        force = (
            verb.lemma in ("take", "have")
            and "effect" in near
            or verb.lemma in ("enter", "come", "go")
            and near & {"force", "effect"}
            or "binding" in near
            or "valid" in near
        )
        ends = (
            verb.tag in ("VBZ", "VBP")
            and verb.lemma in ("end", "stop", "resume", "start", "begin", "expire", "lapse", "reopen")
            and cue.lower in ("once", "the", "as", "when")
        )
        if not force and not ends or not weighs(sent, list(range(low, verb.i)), lex):
            continue
        start = cue.i + 1
        if cue.lower == "as":
            if [t.lower for t in inside[:2]] != ["soon", "as"]:
                continue
            start = cue.i + 3
        if cue.lower == "the":
            if inside[0].lower not in ("day", "moment", "minute", "instant", "hour") or len(inside) < 4:
                continue
            start = cue.i + 2
        inside = sent.tokens[start:high]
        done = any(t.tag in ("VBZ", "VBP") for t in inside)
        noun = cue.lower in ("upon", "on", "following", "after") and any(t.lemma in lex.words["gates"] for t in inside[:4])
        if not inside or not done and not noun or any(t.lower in lex.words["times"] or t.pos == "NUM" and not done for t in inside):
            continue
        if ends and (not any(t.tag == "VBN" and t.lemma not in lex.words["scheduled"] for t in inside) and cue.lower != "the"):
            continue
        return made(sent, "after", list(range(start, high)), list(range(low, cue.i)), "trailer:once")
    return None


def _without_none(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Without the Front no agreement will hold": no comma stands where "no" opens the main clause."""
    start = next((t.i for t in sent.tokens[:4] if t.lower in ("without", "absent")), None)
    if start is None or any(t.pos not in ("PUNCT", "CCONJ") for t in sent.tokens[:start]):
        return None
    none = next((t for t in sent.tokens[start + 2 : start + 16] if t.lower in ("no", "nothing", "nobody", "none", "there")), None)
    if none is None or any(t.text == "," or t.tag in FINITE for t in sent.tokens[start : none.i]) or sent.tokens[start + 1].tag == "VBG":
        return None
    high = tail(sent, lex, start)
    if any(t.lemma in lex.words["void"] for t in sent.tokens[start + 1 : start + 3]) or not coming(sent, none.i, high) or not shut(sent, none.i, high, lex):
        return None
    return made(sent, "unless", list(range(start + 1, none.i)), list(range(none.i, high)), "opener:without")


def _states_that(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Countries that do not sign will be hit with the full tariff": what befalls whoever does so."""
    for who in sent.tokens[1:-4]:
        if who.lower not in ("that", "who", "which") or who.tag not in ("WDT", "WP"):
            continue
        noun, verb = sent.tokens[who.i - 1], next((t for t in sent.tokens[who.i + 1 : who.i + 4] if t.tag in ("VBP", "VBZ")), None)
        modal = next((t for t in sent.tokens[who.i + 2 : who.i + 18] if t.tag == "MD"), None)
        if noun.tag != "NNS" or verb is None or modal is None or modal.lower not in ("will", "would", "'ll", "could", "may"):
            continue
        acts = any(t.lemma in _acting(lex) and t.tag in ("VB", "VBP", "VBN") for t in sent.tokens[verb.i : modal.i])
        refuses = acts and (any(t.lower in ("not", "n't") for t in sent.tokens[verb.i : modal.i]) or verb.lemma in SIDING)
        passive = any(t.lower == "be" for t in sent.tokens[modal.i + 1 : modal.i + 3]) and any(t.tag == "VBN" for t in sent.tokens[modal.i + 2 : modal.i + 5])
        main = head(sent, modal.i, min(len(sent.tokens), modal.i + 6))
        suffers = main is not None and sent.tokens[main].lemma in ("face", "lose", "pay", "get", "receive", "forfeit", "keep")
        if refuses and (passive or suffers) and not any(t.text in STOPS for t in sent.tokens[who.i - 1 : who.i]):
            low = who.i - 1
            while low > 0 and sent.tokens[low - 1].pos in ("ADJ", "DET", "NUM"):
                low -= 1
            return made(sent, "if", list(range(low, modal.i)), list(range(modal.i, tail(sent, lex, modal.i))), "whoever")
    return None


def _the_more(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "The more captives they free, the more lorries we let in", "The sooner they sign, the sooner the duties go": two acts that keep pace."""
    start = next((t.i for t in sent.tokens[:3] if t.pos != "PUNCT"), 0)
    comma = next(
        (t.i for t in sent.tokens[start + 3 : start + 22] if t.text == "," and sent.tokens[t.i + 1 : t.i + 2] and sent.tokens[t.i + 1].lower == "the"), None
    )
    words = ("more", "sooner", "faster", "less", "longer", "fewer", "quicker", "earlier", "further")
    if comma is None or sent.tokens[start].lower != "the" or sent.tokens[start + 1].lower not in words or comma + 3 >= len(sent.tokens):
        return None
    high = tail(sent, lex, comma)
    first, then = sent.tokens[start:comma], sent.tokens[comma + 1 : high]
    past = any(t.tag == "VBD" and t.lower not in ("let", "put", "cut", "set", "hit") for t in (*first, *then))  # "let" may be either
    if then[1].lower not in words or past or not any(t.lemma in _acting(lex) or t.lower in _acting(lex) for t in first):
        return None
    return made(sent, "if", [t.i for t in first], [t.i for t in then], "and then")


def _against(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "is prepared to talk about neutrality – against guarantees from five powers": the price behind a dash."""
    for cue in sent.tokens[4:-1]:
        if (
            cue.lower not in ("against", "for")
            or sent.tokens[cue.i - 1].text not in ("–", "—", ",", "-")
            or cue.lower == "for"
            and sent.tokens[cue.i - 1].text == ","
        ):
            continue
        low = clause_start(sent, cue.i, lex)
        left, right = sides(sent, cue.i, cue.i, lex)
        noun = next((sent.tokens[i] for i in right if sent.tokens[i].pos == "NOUN"), None)
        ready = coming(sent, low, cue.i) or any(t.lower in lex.words["ready"] or t.lemma in lex.words["offering"] for t in sent.tokens[low : cue.i])
        known = lex.words["acts"] | lex.words["gates"] | lex.words["granted"]
        if noun is None or not ready or noun.lemma not in known or shut(sent, low, cue.i, lex):
            continue
        return made(sent, "in_exchange_for", right, left, "bargain")
    return None


def _at_the_end_when(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "will change its statutes only at the end, when membership is assured": a step that has its place behind another."""
    for cue in sent.tokens[5:-3]:
        if cue.lower not in ("when", "once") or sent.tokens[cue.i - 1].text != ",":
            continue
        low = clause_start(sent, cue.i, lex)
        near = sent.tokens[max(low, cue.i - 9) : cue.i]
        if not any(t.lower == "only" for t in near) or not any(t.lower in ("end", "last", "later", "final") for t in near) or not coming(sent, low, cue.i):
            continue
        left, right = sides(sent, cue.i, cue.i, lex)
        if any(sent.tokens[i].tag in ("VBZ", "VBP") for i in right) and not any(sent.tokens[i].lemma in lex.words["scheduled"] for i in right):
            return made(sent, "only_if", right, left, "at last")
    return None


def _what_wanted(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "What Norra wants for the crossing is the release of a journalist", "A seat is what the elders demand in return for the road"."""
    for what in sent.tokens[:-6]:
        if what.lower != "what":
            continue
        verb = next(
            (t for t in sent.tokens[what.i + 2 : what.i + 9] if t.lemma in ("want", "demand", "ask", "seek", "expect", "require") and t.tag in ("VBZ", "VBP")),
            None,
        )
        if verb is None or verb.i + 3 >= len(sent.tokens):
            continue
        words = [t.lower for t in sent.tokens[verb.i + 1 : verb.i + 4]]
        skip = 3 if words in (["in", "return", "for"], ["in", "exchange", "for"]) else 1 if words[0] == "for" else 0
        start = verb.i + 1 + skip
        if not skip or not weighs(sent, list(range(max(0, what.i - 12), min(len(sent.tokens), verb.i + 20))), lex):
            continue
        if what.i > 2 and sent.tokens[what.i - 1].lemma == "be":
            return made(
                sent, "in_exchange_for", sides(sent, what.i - 1, what.i - 1, lex)[0], sides(sent, verb.i, start - 1, lex)[1], "asked in return", holder=verb.i
            )
        be = next((t for t in sent.tokens[start : start + 14] if t.lemma == "be" and t.tag in ("VBZ", "VBP")), None)
        if be is not None:
            return made(sent, "in_exchange_for", list(range(be.i + 1, tail(sent, lex, be.i))), list(range(start, be.i)), "asked in return", holder=verb.i)
    return None


RULES: tuple[tuple[Callable[[Sentence, Lexicon], Found | None], frozenset[str]], ...] = (
    (_unlocks, frozenset((*ALLOWING, *ROADMAKING, *ANSWERED, "mean", "bring", "allow", "enable", "permit"))),
    (_made_price, frozenset({"make", "declare", "call"})),
    (_or_we, frozenset({"or"})),
    (_even_that, frozenset({"only", "solely"})),
    (_possible_after, frozenset(POSSIBLE)),
    (_bound_to, frozenset(BOUND)),
    (_only_those, frozenset({"only", "solely", "exclusively"})),
    (_effect, frozenset({"effect", "force", "binding", "valid", "end", "stop", "resume", "start", "begin", "expire", "lapse", "reopen"})),
    (_without_none, frozenset({"without", "absent"})),
    (_states_that, frozenset({"that", "who", "which"})),
    (_what_wanted, frozenset({"what"})),
    (_the_more, frozenset({"more", "sooner", "faster", "less", "longer", "fewer", "quicker", "earlier", "further"})),
    (_against, frozenset({"against", "for"})),
    (_at_the_end_when, frozenset({"when", "once"})),
)
