"""Stances in set phrases: "throw its weight behind X", "X met with resistance from Norra", read over the words and not over the parse, which idioms mislead."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from parley.extract.clauses import controller, modal, negation, passive, relative_head, run
from parley.extract.stances.hit import VERBAL, Hit
from parley.lang import Language
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents, subtree

TARGET, HOLDER, MAYBE = "~", "@", "~?"
SLOTS = frozenset((TARGET, HOLDER, MAYBE))
GAP = ("DET", "ADJ", "ADV", "PRON", "PART", "NUM", "AUX")
PREPOSITIONS = frozenset((
    "about", "on", "over", "of", "to", "towards", "toward", "with", "at", "by", "in", "for", "against", "from", "regarding", "concerning", "into", "among",
    "between", "under", "before", "as", "that", "whether", "if", "upon",
))  # fmt: skip
MARKS = ("'s", "’s", "-", '"', "“", "”", "‘", "’", "``", "''")
SAYING = frozenset((
    "say", "tell", "add", "insist", "write", "read", "argue", "note", "claim", "announce", "declare", "warn", "state", "explain", "reply", "maintain",
))  # fmt: skip
ANYBODY = ("us", "me", "everyone", "everybody", "all", "both")
LONGEST_ASIDE = 14
PAPERS = ("proposal", "plan", "compromise", "draft", "formula", "idea", "text", "initiative", "scheme", "blueprint", "roadmap", "outline", "offer")
NAMED = ("rejects", "opposes", "red_line", "supports", "sceptical")  # values of which a thing may be called to be
LONGEST_GAP = 4
LONGEST_SLOT = 12
NONE = ("no", "little", "not", "n't", "never", "few", "scant", "hardly")
YES = ("accepts", "supports", "accepts_in_principle", "open_to")
GONE = {"accepts": "withdrawn", "supports": "withdrawn", "demands": "withdrawn", "proposes": "withdrawn", "rejects": "open_to", "opposes": "open_to"}
LIFELESS = ("door", "window", "gate", "ball", "option", "table")
COPULAS = ("be", "get", "remain", "stay")


class Idiom(NamedTuple):
    """One set phrase: its words in order (each one of several), "~" where its target stands, "@" where its holder does; values as a frame's.

    fixed: the words of the form alone, without what stands for target and holder.
    """

    id: str
    form: tuple[frozenset[str], ...]
    value: str
    negated: str | None
    strength: str
    denied: bool
    modal: bool
    flags: frozenset[str]
    needs: frozenset[str]
    asked: tuple[frozenset[str], ...]


class _Match(NamedTuple):
    words: tuple[int, ...]
    trigger: int
    target: int | None
    holder: int | None
    asked: int | None
    none: bool


class Begun(NamedTuple):
    """The idioms that begin with one word, each with its rank, by the words of which they need one; `needed`: these words."""

    needed: frozenset[str]
    by_word: Mapping[str, list[tuple[int, Idiom]]]


Idioms = Mapping[str, Begun]


@functools.lru_cache(maxsize=8)
def idioms_of(lang: Language) -> Idioms:
    """The idioms of a language by their first word and then by the words of which they need one, each with its rank: the longest first."""
    found: dict[str, list[Idiom]] = {}
    table = lang.table("idioms")
    classes = {name: frozenset(entries) for name, entries in table["classes"].items()}
    for value, groups in table["stances"].items():
        for group in groups:
            for text, kind in ((form, kind) for told in group["forms"] for form, kind in ((told, group), *_namings(told, value, group))):
                idiom = _idiom(value, kind, text, classes)
                for word in sorted(next(words for words in idiom.form if not words & SLOTS)):
                    found.setdefault(word, []).append(idiom)
    for entries in found.values():
        entries.sort(key=lambda i: (-len(i.form), not i.modal, not i.denied, i.id))
    table_of: dict[str, Begun] = {}
    for first, entries in found.items():
        by_word: dict[str, list[tuple[int, Idiom]]] = {}
        for rank, idiom in enumerate(entries):
            for word in sorted(idiom.needs):
                by_word.setdefault(word, []).append((rank, idiom))
        table_of[first] = Begun(frozenset(by_word), by_word)
    return table_of


def _namings(text: str, value: str, group: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What follows from a form that says what a thing is: who calls it so holds the same ("~ be out of question": "regards ~ as out of question")."""
    parts = text.split()
    if parts[:2] not in (["~", "be"], ["~", "BE"]) or HOLDER in parts or TARGET in parts[2:] or value not in NAMED:
        return
    rest = [part for part in parts[2:] if part != MAYBE]
    kept = {name: said for name, said in group.items() if name not in ("speaker", "modal", "negated")}
    if rest and not {"not", "no", "never"} & set(rest) and rest[-1].split("|")[0] not in PREPOSITIONS and max(len(word) for word in rest) > LONGEST_GAP:
        yield f"NAME ~ {' '.join(rest)}", kept
        yield f"NAME_AS ~ as {' '.join(rest)}", kept


def _candidates(begun: Begun, words: frozenset[str]) -> list[Idiom]:
    """The idioms that the words of a sentence allow, in their order."""
    near = {rank: idiom for word in begun.needed & words for rank, idiom in begun.by_word[word] if not any(map(words.isdisjoint, idiom.asked))}
    return [near[rank] for rank in sorted(near)]


def _idiom(value: str, group: Mapping[str, Any], text: str, classes: Mapping[str, frozenset[str]]) -> Idiom:
    parts = text.split()
    denied = parts[0] == "not"
    if not denied and parts[1:2] != ["not"] and "not" in parts[:3] and parts[parts.index("not") - 1] in ("be", "have|be"):  # "is not", "will not be"
        parts = ["not", *(part for part in parts if part != "not")]
        denied = True
    form = tuple(frozenset().union(*(classes.get(w, frozenset((w,))) for w in part.split("|"))) for part in parts[denied:])
    flags = frozenset(flag for flag in ("speaker", "party", "strict", "open") if group.get(flag))
    last = len(form) - 2 if MAYBE in form[-1] and len(form) > 3 and form[-2] <= PREPOSITIONS else -1  # "on" may be missing with what it governs
    asked = tuple(words for n, words in enumerate(form) if not words & SLOTS and n != last)
    return Idiom(
        f"idiom:{text}", form, value, group.get("negated"), group.get("strength", "stated"), denied, bool(group.get("modal")), flags, _needs(asked), asked
    )


def _needs(asked: tuple[frozenset[str], ...]) -> frozenset[str]:
    """Those of the words asked for that are rarest, as far as their length tells: a sentence without any of them is passed over.

    The first of several are not taken: an idiom is looked for only where they stand.
    """
    return max(asked[1:] or asked, key=lambda words: min(len(w) for w in words))


def words_of(sent: Sentence) -> frozenset[str]:
    """The words of a sentence and their lemmas, in lower case; what hyphens join also as one word."""
    found = {t.lower for t in sent.tokens}
    found.update([t.lemma.lower() for t in sent.tokens])
    if "-" in found:
        found.update(word for t in sent.tokens if (word := joined(sent, t.i)[0]) is not None)
    return frozenset(found)


def joined(sent: Sentence, i: int) -> tuple[str | None, int]:
    """The word that hyphens make of the tokens from `i` on ("deal-breaker", of which the tokens make three), with its last token; None where they make none."""
    tokens, last = sent.tokens, i
    while last + 2 < len(tokens) and tokens[last + 1].text == "-":
        dash = tokens[last + 1]
        if tokens[last].end != dash.start or dash.end != tokens[last + 2].start:
            break
        last += 2
    if last == i:
        return None, i
    return "".join(t.lower for t in tokens[i : last + 1]), last


def idiom_hits(sent: Sentence, token: Token, words: frozenset[str], lex: tuple[Idioms, frozenset[str]]) -> Iterator[tuple[Hit, tuple[int, ...]]]:
    """The reading of the set phrase that begins at a token, with the tokens of its words; none or one. lex: the idioms, and adverbs that hedge."""
    idioms, hedges = lex
    firsts = (token.lower,) if token.lower == token.lemma.lower() else (token.lemma.lower(), token.lower)
    whole = joined(sent, token.i)[0] if "-" in words else None
    firsts = (whole, *firsts) if whole is not None else firsts
    for idiom in (i for first in firsts if first in idioms for i in _candidates(idioms[first], words)):
        match = _match(sent, token.i, idiom)
        if match is None:
            continue
        value = _value(sent, idiom, match, hedges)
        hit = _hit(sent, idiom, match, value) if value is not None else None
        if hit is not None:
            yield hit, match.words
            return


def _match(sent: Sentence, at: int, idiom: Idiom) -> _Match | None:
    """The words of the idiom from token `at` on; None where one is missing or something else stands between them."""
    form = [item for item in idiom.form if not (item & SLOTS and item is idiom.form[0])]
    slots: dict[str, int | None] = {}
    first = next(item for item in form if not item & SLOTS)
    start = at if _is(sent.tokens[at], first) else joined(sent, at)[1]
    words, p, none, asked = list(range(at, start + 1)), start + 1, False, None
    for n, item in enumerate(form[1:], 1):
        name = next(iter(item & SLOTS), None)
        if name is None:
            found = _next(sent, p, item)
            if found is None:
                last = n + 2 == len(form) and form[n + 1] & SLOTS
                if last and HOLDER in form[n + 1] and (place := _opened(sent, words, item)) is not None:
                    slots[HOLDER] = place  # "In Vell the idea found few friends"
                    break
                if last and MAYBE in form[n + 1] and item <= PREPOSITIONS and len(words) > 1:
                    break  # "is sceptical", and on what is not said
                ahead = _ahead(sent, words, item) if last else None
                if ahead is None:
                    return None
                slots[TARGET] = ahead  # "to the plan Norra said yes"
                break
            if n == 1 and _no_state(sent, at, found, item):
                return None
            if item == {"to"} and any(sent.tokens[j].pos in ("ADJ", "AUX", "VERB") for j in range(p, found)):
                return None  # "had been willing to come" is not "had to come"
            none = none or any(sent.tokens[j].lower in NONE for j in range(p, found)) and sent.tokens[found].lower not in NONE
            ends = found if _is(sent.tokens[found], item) else joined(sent, found)[1]
            words.extend(range(found, ends + 1))
            p = ends + 1
            continue
        asked = slots.get(TARGET, asked) if name in (TARGET, MAYBE) else asked
        if n + 1 == len(form):
            slots[TARGET if name == MAYBE else name] = _top(sent, p)
        else:
            found = next((j for j in range(p, min(p + LONGEST_SLOT, len(sent.tokens))) if _at(sent, j, form[n + 1])), None)
            if found is None or any(t.text in (";", ":") for t in sent.tokens[p:found]) or _clause_between(sent, p, found):
                return None
            inside = _within(sent, p, found) if found > p else _relative(sent, words)
            if inside is not None and (sent.tokens[inside].tag == "PRP$" or sent.tokens[inside].dep == "neg"):  # "its blessing", "asked not to be named"
                return None
            slots[name] = inside
            p = found
    trigger = next((j for j in words if sent.tokens[j].pos in VERBAL), at)
    adjective = sent.tokens[trigger].dep in ("ROOT", "conj", "ccomp") and sent.tokens[trigger].lower.endswith("ed")  # "two abstained", misread
    if sent.tokens[trigger].pos not in VERBAL and "speaker" not in idiom.flags and not adjective or _undergone(sent, trigger):
        return None
    if idiom.form[0] & {TARGET, MAYBE}:
        slots[TARGET] = _subject(sent, trigger)
    return _Match(tuple(words), trigger, slots.get(TARGET), slots.get(HOLDER), asked, none)


def _ahead(sent: Sentence, words: list[int], preps: frozenset[str]) -> int | None:
    """The target of a preposition that stands before its verb: "with the clause on prisoners Norra took issue"."""
    verb = next((j for j in words if sent.tokens[j].pos in VERBAL), None)
    if verb is None:
        return None
    for prep in dependents(sent, verb, "prep", "dative"):
        first = prep.i == 0 or sent.tokens[prep.i - 1].pos == "PUNCT"
        if prep.i < verb and first and prep.lower in preps and (thing := dependent(sent, prep.i, "pobj", "pcomp")) is not None:
            return thing.i
    return None


def _no_state(sent: Sentence, at: int, found: int, item: frozenset[str]) -> bool:
    """Whether a verb follows where a form has a noun or an adjective: "were due to open", "is demanding", "has yet to comment"."""
    token = sent.tokens[found]
    if sent.tokens[at].lemma in COPULAS:
        return token.tag == "VB" or token.tag == "VBG" and token.lower not in item
    return sent.tokens[at].lemma == "have" and token.tag == "VB" and found > at + 1 and sent.tokens[found - 1].lower == "to"


def _relative(sent: Sentence, words: list[int]) -> int | None:
    """What a verb without an object stands on: the noun of its relative clause ("a right that Norra regards as a relic"), or the subject of its passive."""
    verb = next((sent.tokens[j] for j in words if sent.tokens[j].pos in VERBAL), None)
    if verb is None:
        return None
    own = dependent(sent, verb.i, "dobj", "nsubjpass")
    if own is not None and own.i < verb.i:
        return relative_head(sent, own.i)
    return verb.head if verb.dep == "relcl" and own is None and dependent(sent, verb.i, "nsubj") is not None else None


def _opened(sent: Sentence, words: list[int], preps: frozenset[str]) -> int | None:
    """The place or side with which a sentence opens, where a form has it at its end: "In Vell the idea has few friends"."""
    first = sent.tokens[0]
    if first.lower not in preps & {"in", "at", "among", "across", "for", "with"} or first.dep != "prep" or first.head not in words:
        return None
    thing = dependent(sent, 0, "pobj")
    return thing.i if thing is not None and thing.i < words[0] else None


def _clause_between(sent: Sentence, low: int, high: int) -> bool:
    """Whether another clause begins between two tokens, opened by a conjunction or, after a comma, by a subject: a phrase does not reach over it."""
    if any(t.dep == "mark" or t.dep == "conj" and t.pos in VERBAL for t in sent.tokens[low:high]):
        return True
    return any(t.text == "," for t in sent.tokens[low:high]) and any(
        t.dep in ("conj", "ROOT", "parataxis", "ccomp") and dependent(sent, t.i, "nsubj", "nsubjpass") is not None
        for t in sent.tokens[low : high + 1]
        if t.pos in VERBAL
    )


def _undergone(sent: Sentence, i: int) -> bool:
    """Whether a verb is a participle or passive that nobody is said to do ("considered the best", "asked whether"), or what one is accused of."""
    token = sent.tokens[i]
    above = sent.tokens[token.head]
    if token.dep == "pcomp" and above.lower == "of" and sent.tokens[above.head].lemma in ("accuse", "suspect", "convict"):
        return True
    if token.tag != "VBN" or dependent(sent, i, "agent") is not None or token.lemma in COPULAS:
        return False
    return token.dep in ("acl", "amod") or passive(sent, i) or dependent(sent, i, "aux") is None and token.dep in ("advcl", "ROOT")


def _is(token: Token, words: frozenset[str]) -> bool:
    return token.lower in words or token.lemma.lower() in words


def _next(sent: Sentence, p: int, words: frozenset[str]) -> int | None:
    """The next word of an idiom, with nothing but modifiers before it, or an aside that tells whose word it is."""
    aside = aside_at(sent, p)
    p = aside if aside is not None else p
    for j in range(p, min(p + LONGEST_GAP + 1, len(sent.tokens))):
        token = sent.tokens[j]
        if _at(sent, j, words):
            return j
        dated = token.dep == "npadvmod" or sent.tokens[token.head].dep == "npadvmod"  # "settled last spring for 7 percent"
        if token.pos not in GAP and not dated and token.text not in MARKS:
            return None
    return None


def _at(sent: Sentence, j: int, words: frozenset[str]) -> bool:
    """Whether one of some words stands at a token, alone or as what hyphens join from there on."""
    return _is(sent.tokens[j], words) or (whole := joined(sent, j)[0]) is not None and whole in words


def aside_at(sent: Sentence, p: int) -> int | None:
    """The token after an aside that begins at token `p` and tells whose word it is (", its communiqué said,"); None where there is none."""
    if p >= len(sent.tokens) or sent.tokens[p].text != ",":
        return None
    for j in range(p + 1, min(p + LONGEST_ASIDE, len(sent.tokens))):
        token = sent.tokens[j]
        if token.text == ",":
            inside = sent.tokens[p + 1 : j]
            return j + 1 if any(t.lemma in SAYING and t.tag in ("VBD", "VBZ", "VBP") for t in inside) else None
        if token.pos == "PUNCT" and token.text not in MARKS:
            return None
    return None


def _doer(sent: Sentence, p: int) -> bool:
    """Whether "by" at token `p` names who did it and not what it was done to: "put forward by Norra", "tabled by Norra"."""
    before = sent.tokens[p - 1]
    return sent.tokens[p].dep == "agent" or sent.tokens[p].lower == "by" and (before.tag == "VBN" or before.dep == "prt" or before.lower == "forward")


def _top(sent: Sentence, p: int) -> int | None:
    """The head of the phrase that begins at token `p`."""
    if p < len(sent.tokens) and _doer(sent, p):
        return None
    while p < len(sent.tokens) and sent.tokens[p].text in ('"', "“", "``", "''", "'", "‘"):
        p += 1
    if p >= len(sent.tokens) or sent.tokens[p].pos in ("PUNCT", "CCONJ", "SPACE"):
        return None
    i = p
    while p <= sent.tokens[i].head != i:
        i = sent.tokens[i].head
    return i


def _within(sent: Sentence, low: int, high: int) -> int:
    """The head of the phrase between two tokens."""
    return next((j for j in range(low, high) if not low <= sent.tokens[j].head < high and sent.tokens[j].pos not in ("PUNCT", "DET")), low)


def _subject(sent: Sentence, i: int) -> int | None:
    found = dependent(sent, i, "nsubjpass", "nsubj", "csubj")
    above = sent.tokens[sent.tokens[i].head]
    if found is None and sent.tokens[i].dep == "conj" and above.pos in VERBAL:  # "was welcomed in Vell and met with silence in Norra"
        found = dependent(sent, above.i, "nsubjpass", "nsubj")
    at = found.i if found is not None else controller(sent, i)
    return relative_head(sent, at) if at is not None else None


def _value(sent: Sentence, idiom: Idiom, match: _Match, hedges: frozenset[str]) -> str | None:
    """What the phrase says here: its value, that of its denial, less where it only may be so; None where it says nothing."""
    may = modal(sent, match.trigger)
    denied = match.none or _denied(sent, match)
    waits = not denied and not idiom.modal and _yet(sent, match)
    if waits and not idiom.denied:
        return "noncommittal" if idiom.value in YES else None  # "has yet to give its blessing"
    denied = denied or waits
    if idiom.denied != denied and idiom.denied or idiom.modal and may is None:
        return None
    if idiom.denied and idiom.value == "silent" and sent.tokens[match.trigger].dep == "pcomp":
        return None  # "said so without giving details": told by the way
    value = idiom.value if idiom.denied or not denied else idiom.negated
    if may in ("must", "should", "shall") and value in YES:
        return None
    first = match.words[0]
    if first > 1 and sent.tokens[first - 1].lower == "longer" and sent.tokens[first - 2].lower == "no":
        return GONE.get(idiom.value)
    if value in ("accepts", "withdrawn") and may in ("could", "might", "may"):
        return "open_to"
    if value in ("accepts", "supports") and any(c.lower in hedges for c in dependents(sent, match.trigger, "advmod")):
        return "accepts_in_principle"
    return value


def _yet(sent: Sentence, match: _Match) -> bool:
    """ "Has yet to show its hand": not so far."""
    token = sent.tokens[match.trigger]
    above = sent.tokens[token.head]
    return (
        token.dep == "xcomp"
        and above.i not in match.words
        and above.lemma in ("have", "be", "remain")
        and any(c.lower == "yet" for c in dependents(sent, above.i, "advmod"))
    )


def _denied(sent: Sentence, match: _Match) -> bool:
    """Whether the phrase is denied by a word that is none of its own."""
    token = sent.tokens[match.trigger]
    above = sent.tokens[token.head]
    own = dependent(sent, token.i, "nsubj", "nsubjpass")
    if own is not None and any(c.lower in ("neither", "nor") for c in dependents(sent, own.i, "cc", "preconj", "det", "advmod")):
        return True  # "neither Norra nor Velta gave ground"
    if match.target is not None and sent.tokens[match.target].lower in ("nobody", "nothing", "none", "no-one") and match.target > token.i:
        return True  # "will bow to nobody"
    for i in (token.i, *([above.i] if token.dep in ("aux", "auxpass") else [])):
        said = negation(sent, i)
        if said is not None and said.i not in match.words:
            return True
    if token.dep == "xcomp" and above.pos in VERBAL:
        said = negation(sent, above.i)
        return said is not None and said.i not in match.words or above.lemma in ("refuse", "decline")
    return token.dep == "pcomp" and above.lower == "without"


def _holder(sent: Sentence, i: int) -> int | None:
    """Who does what the phrase says: its subject, of a passive its agent, of a copula what it is said of."""
    token = sent.tokens[i]
    if token.dep in ("aux", "auxpass") or token.lemma in COPULAS:
        at = token.head if token.dep in ("aux", "auxpass") else i
        own = dependent(sent, at, "nsubj", "nsubjpass") or dependent(sent, i, "nsubj", "nsubjpass")
        return own.i if own is not None else controller(sent, at)
    return controller(sent, i)


def _hit(sent: Sentence, idiom: Idiom, match: _Match, value: str) -> Hit | None:
    """The reading: who holds it is named in the phrase, or its subject, or (where the subject is the target) whoever says so."""
    names = any(HOLDER in words for words in idiom.form)
    told = "speaker" in idiom.flags or bool(idiom.form[0] & SLOTS) and not names
    if value == "proposes" and sent.tokens[match.trigger].dep == "acl":  # "a plan tabled by Norra": of a paper alone
        return _tabled(sent, idiom, match)
    named = _fronted(sent, match.trigger) or _trailing(sent, match.words[-1]) if told else _holder(sent, match.trigger)
    target, holder = match.target, match.holder if names else named
    if target is None and dependent(sent, match.trigger, "agent") is not None:
        target = _subject(sent, match.trigger)
    if any(TARGET in words for words in idiom.form) and target is None or holder is None and not told:
        return None
    if holder is not None and sent.tokens[holder].lemma in LIFELESS and sent.tokens[holder].lemma not in idiom.form[0]:
        return None  # "the door remained open" is another phrase
    spread = {*match.words, *([holder] if holder is not None and not shared(sent, match.trigger, holder) and not parted(sent, holder, match.trigger) else [])}
    if target is not None:
        apart = _apart(sent, target)
        under = [j for j in subtree(sent, target) if target < match.trigger and j < match.trigger or target > match.trigger and j not in apart]
        spread.update(under or [target])
    at = run(sent, list(range(min(spread), max(spread) + 1)))
    flags = idiom.flags | ({"speaker"} if told else set())
    return Hit(sent, idiom.id, match.trigger, holder, target, value, idiom.strength, frozenset(flags), at, match.asked)


def _tabled(sent: Sentence, idiom: Idiom, match: _Match) -> Hit | None:
    """ "A compromise put forward by Norra": whose proposal a paper is, told by the participle that hangs on it."""
    noun = sent.tokens[sent.tokens[match.trigger].head]
    agent = dependent(sent, match.trigger, "agent")
    who = dependent(sent, agent.i, "pobj") if agent is not None else None
    if who is None or noun.lemma not in PAPERS:
        return None
    ends = [noun.i, match.trigger, who.i, *(j for j in subtree(sent, noun.i) if j < noun.i)]
    return Hit(sent, idiom.id, match.trigger, who.i, noun.i, "proposes", idiom.strength, frozenset({"open"}), run(sent, list(range(min(ends), max(ends) + 1))))


def shared(sent: Sentence, verb: int, holder: int) -> bool:
    """Whether a verb has its subject from the verb that it is joined to: "Norra welcomed the text but wants changes"; its clause begins with itself."""
    token = sent.tokens[verb]
    while token.dep in ("xcomp", "aux", "auxpass", "acomp") and token.head != token.i:
        token = sent.tokens[token.head]
    above = sent.tokens[token.head]
    return token.dep == "conj" and above.pos in VERBAL and holder < above.i < token.i and dependent(sent, token.i, "nsubj", "nsubjpass") is None


def parted(sent: Sentence, holder: int, verb: int) -> bool:
    """Whether a clause of its own stands between a holder and its verb ("Norra, which had asked for more, could live with it"): the verb's begins after it."""
    return holder < verb and any(
        c.dep in ("relcl", "acl", "appos") and c.i > holder and any(t.text == "," for t in sent.tokens[max(subtree(sent, c.i)) : verb])
        for c in dependents(sent, holder)
    )


def _fronted(sent: Sentence, verb: int) -> int | None:
    """ "For Norra, X is not negotiable": whose word it is."""
    return for_whom(sent, verb, verb) if any(p.i < verb for p in dependents(sent, verb, "prep")) else None


def _trailing(sent: Sentence, last: int) -> int | None:
    """ "Ceding land is out of the question for Norra": whose word it is, named after it."""
    prep = sent.tokens[last + 1] if last + 1 < len(sent.tokens) else None
    thing = dependent(sent, prep.i, "pobj") if prep is not None and prep.lower in ("for", "to", "with") and prep.dep == "prep" else None
    return thing.i if thing is not None and thing.pos == "PROPN" else None


def for_whom(sent: Sentence, verb: int, i: int) -> int | None:
    """ "is unacceptable to Norra", "for Norra, X is a red line": whose judgement token `i` is; None for the speaker's own ("to our members")."""
    preps = [*(p for p in dependents(sent, verb, "prep") if p.i < verb), *dependents(sent, i, "prep")]
    things = (g for p in preps if p.lower in ("to", "for") for g in dependents(sent, p.i, "pobj") if g.lower not in ANYBODY)
    return next((g.i for g in things if not any(c.lower in ("our", "my") for c in dependents(sent, g.i, "poss"))), None)


def _apart(sent: Sentence, i: int) -> set[int]:
    """What hangs on a target as a further clause with a subject of its own."""
    found: set[int] = set()
    for j in subtree(sent, i):
        token = sent.tokens[j]
        if j != i and token.dep in ("conj", "parataxis", "advcl") and token.pos in VERBAL and dependent(sent, j, "nsubj", "nsubjpass") is not None:
            found.update(subtree(sent, j))
    return found
