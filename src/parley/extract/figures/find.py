"""Figures: numbers that somebody could dispute, with bound, unit, what they count, who gives them (vocabulary 8)."""

import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from parley.codebook import Codebook
from parley.extract.figures import about
from parley.extract.figures.numbers import Grammar, Number, grammar
from parley.lang import Language
from parley.model import AnnotatedDocument, By, Event, Figure, Part, Party, Sentence, Span, Statement, Time, Token, finding_id
from parley.model.finding import Certainty
from parley.model.lookup import SpanIndex
from parley.model.tree import ancestors, dependents, token_at

VERSION = "1"
MANY = 10
DISTANCES = ("in", "since", "until", "till", "through", "during", "from", "per", "around", "throughout")
NEAR = 600
SOURCES = ("people", "person", "man", "woman", "executive", "employee", "participant", "insider", "adviser", "advisor", "officer", "staffer", "lawmaker")
SEEN = re.compile(r"\swho\s(?:have|had|has|were|was|are)?\s?(?:seen|saw|read|been\s(?:briefed|told|shown)|briefed|told|shown|attended|heard|know|knew)\b", re.I)


class Unit(NamedTuple):
    """What a number counts: its unit, what it is of, where the words end, and the token of the noun (None for a bare number)."""

    name: str
    of_what: str
    end: int
    noun: Token | None
    value: int | float | tuple[float, float] | None = None
    part_of: Part | None = None


def find_figures(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its figures, in order."""
    reader = _Reader(doc, lang)
    found = [figure for sent in doc.sentences for figure in reader.sentence(sent)]
    return msgspec.structs.replace(doc, figures=tuple(_compared(doc, found)))


@functools.lru_cache(maxsize=8)
def _bodies(lang: Language) -> frozenset[str]:
    """The nouns of a language for persons and bodies that may give a number."""
    words: frozenset[str] = frozenset(lang.table("figures")["units"]["bodies"])
    return words | frozenset(lang.table("stances")["words"]["people"]) | frozenset(lang.table("actors")["offices"]["words"])


@functools.lru_cache(maxsize=8)
def _units(lang: Language) -> Mapping[str, Any]:
    """The table `units` of a language, its lists as sets."""
    return {name: frozenset(words) if isinstance(words, list) else words for name, words in lang.table("figures")["units"].items()}


class _Reader:
    """One document's figures: the language's words, and what the earlier stages found."""

    def __init__(self, doc: AnnotatedDocument, lang: Language) -> None:
        self.doc = doc
        self.text = doc.document.text
        self.grammar: Grammar = grammar(lang)
        self.units = _units(lang)
        dates = (t.span for t in doc.times if t.span is not None and (t.timex3 is None or t.timex3.type in ("DATE", "TIME")))
        self.dates = SpanIndex((s.start, s.end, s) for s in dates)
        self.amounts = self.units["time"] | self.units["percent"] | self.units["points"] | frozenset(self.grammar.currencies.values())
        self.money = self.units["measures"] | frozenset(f"{word}s" for word in self.units["measures"])
        self.bodies = _bodies(lang)
        self.made: list[Figure] = []
        self.here: list[Figure] = []  # those of the sentence that is read
        self.times = SpanIndex((t.span.start, t.span.end, t) for t in doc.times if t.span is not None)
        self.contents = SpanIndex((c.start, c.end, s) for s in doc.statements for c in s.content)
        self.events = SpanIndex((e.evidence[0].start, e.evidence[0].end, e) for e in doc.events)

    def sentence(self, sent: Sentence) -> list[Figure]:
        """The figures of one sentence."""
        found: list[Figure] = []
        self.here = found
        last = -1
        for number in self.grammar.find(self.text, sent.start, sent.end):
            number = self._passed(sent, self._without_particle(sent, number))
            token = token_at(sent, number.at)
            if token is not None and self._name(sent, token):
                continue
            if token is not None and token.lower == "one" and token.i and sent.tokens[token.i - 1].lower in ("no", "every", "any"):
                continue
            if token is None or token.quote >= 0 or number.start < last or self._is_date(number) or self._label(sent, token, number):
                continue
            pointing = self.grammar.pointing.match(self.text, number.end, sent.end)  # "13 of them"
            lost = self._left_out(sent, number) and bool(found or self.made)
            unit = (None if pointing or lost else self._unit(sent, number, token)) or self._again(sent, number, found)
            if unit is not None:
                found.append(self._figure(sent, number, unit))
                whole = (
                    unit.part_of is not None
                    and unit.part_of.value is not None
                    and re.match(r"\s(?:out\s)?of\s(?:the|its|their|his|her|our)\s", self.text[number.end : number.end + 14]) is not None
                )
                last = number.end if whole else unit.end  # "25 of the 26 chapters": the whole is told too; "15 of 17 chapters" is one share
        found.extend(self._articles(sent, found))
        self.made.extend(found)
        return found

    def _passed(self, sent: Sentence, number: Number) -> Number:
        """The number as more than it says where a tally has gone past it: "the toll passed 3,000"; "the toll reached 3,000" is as it stands."""
        there = number.bound == "exactly" and self.grammar.passed.search(self.text, max(sent.start, number.start - 16), number.start)
        if there and there[0].split()[0].lower() in ("exceeded", "topped", "surpassed"):
            return number._replace(bound="more_than")  # "trade topped 35 billion"
        tally = there and self.grammar.tally.search(self.text, max(sent.start, number.start - 40), number.start)
        return number._replace(bound="more_than") if tally else number

    def _label(self, sent: Sentence, token: Token, number: Number) -> bool:
        """Whether a number in digits is the name of the noun before it ("Article 5 of the treaty", "Phase 2")."""
        before = sent.tokens[token.i - 1] if token.i else None
        if before is None or number.bound != "exactly" or not token.text.isdigit() or before.end + 1 != token.start:
            return False
        if re.match(r"\s?(?:%|per\s?cent\b|pct\b)", self.text[number.end : number.end + 9]):
            return False  # "gave the Norrans 31 per cent"
        if before.lower.endswith(("ns", "ese")) and any(t.lower == "the" for t in dependents(sent, before.i, "det")):
            return False  # "and the Veltans 14": a people has no number in its name
        if before.lower in self.units["labels"] and (before.text[:1].isupper() or before.lower in ("no.", "number")):
            return True
        return before.pos in ("NOUN", "PROPN") and before.text[:1].isupper() and token.head == before.i

    def _name(self, sent: Sentence, token: Token) -> bool:
        """Whether a number in words is part of a name ("the Western Six said")."""
        return token.text[:1].isupper() and token.lower in self.grammar.words and token.start > sent.start and not self._opens(token)

    def _opens(self, token: Token) -> bool:
        """Whether a token opens a quotation, a line or what follows a dateline ("HARROW, Jan 20 - Twelve engineers …")."""
        before = self.text[max(0, token.start - 2) : token.start]
        return before[-1:] in ("“", '"', "‘", "(", "\n") or before in ("- ", "– ", "— ", ": ")

    def _of_those(self, sent: Sentence, number: Number, last: Figure) -> bool:
        """Whether a number is of what was counted just before ("4,500 centrifuges, of which they run some 1,200"), or its noun is left out."""
        between = self.text[last.span.end : number.start]
        of_which = re.search(r"[,–—]\s(?:some\s)?of\s(?:which|whom)\s(?:[\w']+\s){0,5}$", between) is not None
        return of_which or last.unit not in self.amounts and self._gapped(number, last.span.end, sent.end)

    def _again(self, sent: Sentence, number: Number, found: list[Figure]) -> Unit | None:
        """A bare number that puts another value on the thing counted before ("the ministry puts the figure at 40"): unit and thing of that figure."""
        pointing = self.grammar.pointing.match(self.text, number.end, sent.end)
        if pointing and number.value == 1:  # "one of them said"
            return None
        counts = [f for f in (*self.made, *found) if f.unit not in self.amounts and f.unit not in self.money] if pointing else []
        token = token_at(sent, number.end - 1)
        if pointing and not counts and token is not None and sent.tokens[token.head].pos == "VERB":  # "police detained 17 of them"
            return Unit("people", sent.tokens[token.head].lower, number.end, None)
        before = counts[-1:] or (found or self.made)[-1:]
        if counts_here := [f for f in found if f.unit not in self.amounts] if self._bare(sent, number) else []:
            return Unit(counts_here[-1].unit, counts_here[-1].of_what or "", number.end, None)
        earlier = before and self.grammar.earlier.search(self.text, max(sent.start, number.start - 24), number.start)
        if before and (earlier or self._instead(sent, number) or self._left_out(sent, number)):
            return Unit(before[0].unit, before[0].of_what or "", number.end, None)
        if found and self._of_those(sent, number, found[-1]):
            return Unit(found[-1].unit, found[-1].of_what or "", number.end, None)
        if before and (pointing or found and self.grammar.since.search(self.text, sent.start, number.start)):
            return Unit(before[0].unit, before[0].of_what or "", number.end, None)
        shared = self._shared(sent, number)
        if shared is not None:
            return Unit(shared.name, shared.of_what, number.end, None)
        counts = [f for f in (*self.made, *found) if f.unit not in self.units["time"] and number.start - f.span.end < NEAR]
        if counts and self._bid(sent, number):
            return Unit(counts[-1].unit, counts[-1].of_what or "", number.end, None)
        if (found or self.made) and self._share_again(sent, number, (*self.made, *found)[-1]):
            return Unit("%", (*self.made, *found)[-1].of_what or "", number.end, None)
        if found and self._other_value(sent, number) and abs(found[-1].span.end - number.start) < 60:
            return Unit(found[-1].unit, found[-1].of_what or "", number.end, None)
        if not self.grammar.tally.search(self.text, max(sent.start, number.start - 40), number.start):
            return None
        if not before:  # "put the toll at 40": who is counted by a toll needs no saying
            toll = re.search(r"\b(?:death\s)?toll\b", self.text[max(sent.start, number.start - 40) : number.start], re.I)
            return Unit("people", "toll", number.end, None) if toll and not number.currency else None
        return Unit(before[0].unit, before[0].of_what or "", number.end, None)

    def _gapped(self, number: Number, start: int, end: int) -> bool:
        """Whether a bare number ends a clause without its verb and noun: "counted 17 violations, the rebels 23"."""
        between, after = self.text[start : number.start], self.text[number.end : min(end, number.end + 1)]
        named = re.fullmatch(r"[^,;]{0,24}[,;]\s(?:and\s|but\s)?(?:the\s|its\s|their\s)?[^\W\d]+\s(?:[^\W\d]+\s)?", between)
        return named is not None and after in (".", ",", ";", "") and not number.currency and not number.hyphen and number.value not in (None, 1)

    def _bid(self, sent: Sentence, number: Number) -> bool:
        """Whether a bare number is what is bid or granted ("countered with 120", "would hold out for 100", "admits to 96")."""
        token = token_at(sent, number.end - 1)
        if token is None or token.pos != "NUM" or token.dep != "pobj" or number.currency or number.hyphen or number.value in (None, 1):
            return False
        prep = sent.tokens[token.head]
        verb = next((a for a in ancestors(sent, prep.i) if a.pos == "VERB"), None)
        after = sent.tokens[token.i + 1 : token.i + 2]
        closed = not after or after[0].pos in ("PUNCT", "CCONJ", "SCONJ") or after[0].lower in ("now", "instead", "and", "after", "before")
        return prep.lower in ("with", "for", "to", "at") and verb is not None and verb.lemma in self.units["bidding"] and closed

    def _shared(self, sent: Sentence, number: Number) -> Unit | None:
        """The unit of the number after, where only that has its noun: "from 5,000 to about 1,200 men", "shares of 38, 35 and 22 percent"."""
        token = token_at(sent, number.end - 1)
        if token is None or token.pos != "NUM" or number.hyphen or number.currency or number.exchange:
            return None
        m = re.match(r"(?:,|\sto|\sand|,\sand)\s", self.text[number.end : number.end + 6])
        start = number.end + (m.end() if m else 0)
        after = next(iter(self.grammar.find(self.text, start, min(sent.end, start + 40))), None) if m else None
        there = token_at(sent, after.at) if after is not None else None
        if after is None or there is None or after.start - start > 2 or self._is_date(after) or self._is_date(number):
            return None
        if m is not None and m[0].strip() == "to" and self.text[max(sent.start, number.start - 5) : number.start].lower() != "from ":
            return None
        return self._unit(sent, after, there) or self._shared(sent, after)

    def _instead(self, sent: Sentence, number: Number) -> bool:
        """Whether a bare number is what somebody offers or asks, as another one was just before ("it wants seven years; Norra has offered four")."""
        token = token_at(sent, number.at)
        if token is None or number.currency or number.hyphen or token.pos != "NUM":
            return False
        head = sent.tokens[token.head]
        if token.dep == "pobj" and head.lower == "for" or head.lower == "of" and sent.tokens[head.head].lemma in ("demand", "offer", "bid"):
            head = sent.tokens[head.head]
        after = sent.tokens[token.i + 1 : token.i + 2]
        return (
            token.dep in ("dobj", "pobj")
            and head.lemma in ("offer", "ask", "demand", "want", "seek", "propose", "bid")
            and bool(after)
            and after[0].pos == "PUNCT"
        )

    def _bare(self, sent: Sentence, number: Number) -> bool:
        """Whether a bare number is the object of a verb, with its noun said before ("launched 111 drones at Velta, which said it had brought down 86")."""
        token = token_at(sent, number.end - 1)
        if token is None or token.pos != "NUM" or token.dep not in ("dobj", "npadvmod") or number.currency or number.hyphen or number.value in (None, 1):
            return False
        after = sent.tokens[token.i + 1 : token.i + 2]
        alone = not any(True for _ in dependents(sent, token.i, "prep", "det", "amod"))
        return alone and (not after or after[0].pos in ("PUNCT", "CCONJ", "SCONJ", "ADP", "ADV"))

    def _left_out(self, sent: Sentence, number: Number) -> bool:
        """Whether a number in the place of a subject has lost the noun of the one before ("Twenty-six were laid to the army")."""
        token = token_at(sent, number.end - 1)
        if token is None or token.pos != "NUM" or token.dep not in ("nsubj", "nsubjpass") or number.currency or number.hyphen or number.value in (None, 1):
            return False
        alone = not any(True for _ in dependents(sent, token.i, "prep", "det", "amod"))  # "the two" are two sides
        return alone and sent.tokens[token.head].lemma not in self.units["fates"]

    def _share_again(self, sent: Sentence, number: Number, last: Figure) -> bool:
        """Whether a number in digits that nothing follows is a share as the one before ("gave Norra 31 per cent and Velta 14"), not "met the other 14"."""
        token = token_at(sent, number.end - 1)
        near = last.unit == "%" and last.span is not None and 0 <= number.start - last.span.end < 100
        if token is None or not near or token.pos != "NUM" or not token.text[:1].isdigit() or number.currency or number.hyphen or number.value in (None, 1):
            return False
        after = sent.tokens[token.i + 1 : token.i + 2]
        named = token.dep in ("nummod", "npadvmod") and sent.tokens[token.head].i < token.i and sent.tokens[token.head].pos == "PROPN"
        owned = any(t.tag == "PRP$" for t in dependents(sent, token.i, "poss"))
        return (named or owned) and (not after or after[0].text in (",", ".", ";", "and", "or", "but", ")", "–", "—"))

    def _other_value(self, sent: Sentence, number: Number) -> bool:
        """Whether a number stands alone after a preposition ("wanted 50,000 tonnes; it settled for 32,000")."""
        head = token_at(sent, number.at)
        if head is None or head.dep != "pobj" or sent.tokens[head.head].lower not in ("for", "to", "at") or head.i + 1 >= len(sent.tokens):
            return False
        return sent.tokens[head.i + 1].pos in ("PUNCT", "ADP", "CCONJ", "ADV")

    def _without_particle(self, sent: Sentence, number: Number) -> Number:
        """The number without a bound that is a verb's particle ("hand over 18 bodies")."""
        first = token_at(sent, number.start)
        if number.start < number.at and first is not None and first.i > 0 and (first.dep == "prt" or first.tag == "RP"):
            return number._replace(start=number.at, bound="exactly")
        if first is not None and first.lower == "over" and first.dep == "prep" and sent.tokens[first.head].lemma in self.units["spreading"]:
            return number._replace(start=number.at, bound="exactly")  # "spread over seven years"
        return number

    def _is_date(self, number: Number) -> bool:
        near = self.dates.touching(number.at, number.end + 5)
        if any(low <= number.at and number.end <= high for low, high, _ in near) and not number.hyphen:
            return True
        if any(number.end <= low <= number.end + 5 and self.grammar.joined(self.text[number.end : low]) for low, _, _ in near):
            return True  # the first of two days ("14 and 15 October")
        return isinstance(number.value, int) and 1900 <= number.value <= 2100 and "," not in self.text[number.at : number.end] and not number.currency

    def _unit(self, sent: Sentence, number: Number, token: Token) -> Unit | None:
        rest = self.text[number.end : sent.end]
        if m := re.match(r"\s?(?:(percentage[\s-]points?)|(%|per\s?cent\b|percent\b|pct\b))", rest):
            return self._share(sent, number, number.end + m.end(), "percentage points" if m[1] else "%")
        if number.hyphen:
            return self._joined(sent, number, token)
        if number.currency:
            unit = token_at(sent, number.end - 1) or token
            what = self._measured(sent, unit) or self._summed(sent, unit) or self._predicate(sent, token, None)
            return Unit(self.grammar.currencies[number.currency], what, number.end, None)
        if number.exchange:
            noun = next((t for t in sent.tokens[token.i + 1 : token.i + 6] if t.pos == "NOUN" and t.start >= number.end), None)
            return Unit("prisoners", noun.lower if noun else "exchange", number.end, noun)
        part = self._part(sent, number) or self._total(sent, number)
        if part is not None:
            return part
        return self._counted(sent, number, token)

    def _share(self, sent: Sentence, number: Number, end: int, name: str) -> Unit:
        """A share: "20% of Ukrainian territory", "raises of 30%", "reduce tariffs by 115 percent"."""
        token = token_at(sent, end - 1)
        what = ""
        if token is not None:
            of = next((o for p in dependents(sent, token.i, "prep") if p.lower == "of" for o in dependents(sent, p.i, "pobj")), None)
            above = next((a for a in ancestors(sent, token.i) if a.pos in ("NOUN", "PROPN", "VERB") and a.i != token.i), None)
            if of is not None:
                what = self._phrase(sent, of)
                end = max(end, of.end)
            elif above is not None and above.lemma in self.units["moving"] and (moved := self._measured(sent, token)):
                what = moved
            elif above is not None:
                objects = [t for t in dependents(sent, above.i, "dobj", "nsubjpass") if t.i != token.i]
                what = " ".join(t.lower for t in objects)
                if not what:
                    before = next((f.of_what for f in reversed((*self.made, *self.here)) if f.unit == name and f.of_what), "")
                    more = about.beside(sent, above, token) or (before if above.lemma in self.units["claims"] else "")
                    what = f"{more} {above.lower}".strip()
        return Unit(name, what, end, None)

    def _measured(self, sent: Sentence, unit: Token) -> str:
        """What a unit of money or measure is said of: after "of" or "in", before "worth" or as its head noun, else what the verb changes; "" when not said."""
        for prep in dependents(sent, unit.i, "prep"):
            if prep.lower in ("of", "in"):
                inside = next((o for o in dependents(sent, prep.i, "pobj") if o.pos == "NOUN"), None)
                if inside is not None and inside.lemma not in self.units["time"]:
                    return self._phrase(sent, inside)
        for above in ancestors(sent, unit.i):
            if above.pos in ("NOUN", "PROPN") and above.lemma.lower() not in self.units["measures"]:
                return self._phrase(sent, above)
            if above.pos in ("VERB", "AUX"):
                changed = [
                    t for t in dependents(sent, above.i, "dobj", "nsubjpass") if t.pos == "NOUN" and t.i != unit.i and t.lemma not in self.units["measures"]
                ]
                if not changed and above.lemma in self.units["moving"]:
                    changed = [t for t in dependents(sent, above.i, "nsubj") if t.pos in ("NOUN", "PROPN")]
                return self._phrase(sent, changed[0]) if changed else ""
        return ""

    def _joined(self, sent: Sentence, number: Number, token: Token) -> Unit | None:
        """A measure joined to its noun ("30-day ceasefire", "90-minute call")."""
        if not self.text[number.end - 1].isspace() and number.hyphen in self.grammar.glued.values():  # "a 43km strip", "a 300MW plant"
            after = self._noun(sent, token_at(sent, number.end - 1) or token)
            return Unit(number.hyphen, self._phrase(sent, after) if after is not None and after.start >= number.end else "", number.end, None)
        if number.hyphen.rstrip("s") not in self.units["time"] and number.hyphen not in self.units["joined"]:
            return None
        noun = self._noun(sent, token_at(sent, number.end - 1) or token)
        if noun is None or noun.start < number.end:
            return None
        return Unit("people" if number.hyphen == "strong" else number.hyphen, self._phrase(sent, noun), noun.end, noun)

    def _part(self, sent: Sentence, number: Number) -> Unit | None:
        """A part of a whole: "15 of 17 articles", "half of the hostages"."""
        m = re.match(r"\s(?:out\s)?of\s(?:the\s|its\s|their\s|all\s)*", self.text[number.end : sent.end])
        whole = None
        start = number.end + (m.end() if m else 0)
        if m is not None:
            whole = next((n for n in self.grammar.find(self.text, start, min(sent.end, start + 30)) if n.at - start < 2), None)
        named = token_at(sent, whole.at) if whole is not None else None
        if named is not None and self._name(sent, named):  # "one of the Six"
            return None
        if whole is not None and isinstance(whole.value, int):
            token = token_at(sent, whole.end + 1)
            noun = self._noun(sent, token) if token is not None else None
            if noun is not None:
                part = Part(float(whole.value), self.text[whole.at : noun.end], self.doc.document.span(whole.at, noun.end))
                return Unit(noun.lower, self._phrase(sent, noun) + self._after(sent, noun), noun.end, noun, part_of=part)
        if isinstance(number.value, float) and number.value < 1 and not number.currency:
            last = token_at(sent, number.end - 1)
            if m is not None and token_at(sent, start) is not None and self.text[start : start + 5].lower() == "what ":
                return Unit("share", "", number.end, None)  # "less than half of what Norra seeks"
            by = self.text[max(sent.start, number.start - 3) : number.start].lower() == "by "
            if m is None and last is not None and (last.dep == "pobj" or by):  # "shrank by nearly a third"
                return Unit("share", self._measured(sent, last), number.end, None)
            token = token_at(sent, start if m else number.end + 1)
            while token is not None and token.pos in ("DET", "PRON", "ADP") and token.i + 1 < len(sent.tokens):
                token = sent.tokens[token.i + 1]
            noun = self._noun(sent, token) if token is not None else None
            if noun is None and token is not None and token.pos == "NOUN":
                noun = token
            if noun is not None and (noun.lower in self.units["time"] or noun.lemma in self.units["time"]):
                return self._duration(sent, number, noun)
            if noun is not None:
                end = max(noun.end, token.end) if token is not None else noun.end
                words = self.text[token.start : end] if token is not None else noun.lower
                if noun.tag != "NNS" and (halves := about.HALVES.match(self.text[end : sent.end])):
                    words = f"{words} {halves['noun']}"
                return Unit(noun.lower, words.lower(), end, noun, part_of=Part(None, words, self.doc.document.span(token.start if token else noun.start, end)))
        return None

    def _total(self, sent: Sentence, number: Number) -> Unit | None:
        """What a total is of that stands before its noun ("bringing to 58 the number of captives released")."""
        m = re.match(rf"\sthe\s(?:{'|'.join(self.units['tallies'])})\sof\s", self.text[number.end : sent.end])
        noun = token_at(sent, number.end + m.end()) if m is not None else None
        while noun is not None and noun.pos in ("ADJ", "DET") and noun.i + 1 < len(sent.tokens):
            noun = sent.tokens[noun.i + 1]
        return Unit(noun.lower, self._phrase(sent, noun) + self._after(sent, noun), number.end, noun) if noun is not None else None

    def _counted(self, sent: Sentence, number: Number, token: Token) -> Unit | None:
        """A number before (or in place of) a noun: people, prisoners, strikes, hours."""
        last = token_at(sent, number.end - 1) or token
        length = sent.tokens[last.head]
        if length.dep == "poss" and sent.tokens[length.head].lemma == "worth":  # "2 billion dollars' worth of grain"
            return Unit(length.lower, self._measured(sent, sent.tokens[length.head]), length.end, length)
        if length.dep == "poss" and length.lemma in self.units["time"] and length.i == last.i + 1:  # "72 hours' notice"
            return Unit(length.lemma, self._phrase(sent, sent.tokens[length.head]), length.end, length)
        if re.match(r"[\s-]strong\b", self.text[number.end : number.end + 8]) and number.value not in (None, 1):  # "some 800 strong"
            return Unit("people", "", number.end + 7, None)
        quoted = self.text[number.end : number.end + 1] in ("”", '"')
        noun = self._noun(sent, last)
        if (sized := self._sized(sent, number, last)) is not None:
            return sized
        if noun is None and re.match(r"[”\"’]?\s+of\s", self.text[number.end : number.end + 6]):
            pobj = next((o for p in dependents(sent, last.i, "prep") if p.lower == "of" for o in dependents(sent, p.i, "pobj")), None)
            noun = pobj or (self._noun(sent, sent.tokens[last.i + 2]) if last.i + 2 < len(sent.tokens) else None)
        if noun is not None and noun.start >= number.end - quoted:
            return self._of_noun(sent, number, noun)
        fate = self._fate(sent, token, number)
        if fate:
            return Unit("people", fate, number.end, None)
        return None

    def _sized(self, sent: Sentence, number: Number, last: Token) -> Unit | None:
        """What a bare number is the size or the limit of: "a crew of six", "the quota for grain capped at 10,000 a year"; not "a staff of two doctors"."""
        if last.dep != "pobj" or last.pos != "NUM" or number.currency or number.value in (None, 1):
            return None
        prep = sent.tokens[last.head]
        above = sent.tokens[prep.head]
        if prep.lower == "of" and above.lemma in self.units["groups"]:
            return Unit("people", self._phrase(sent, above), number.end, None)
        if prep.lower == "at" and above.lemma in self.units["putting"]:
            put = next(
                (
                    t
                    for t in dependents(sent, above.i, "dobj", "nsubjpass")
                    if t.tag == "NNS" or t.lower in ("dead", "wounded", "missing", "injured", "turnout")
                ),
                None,
            )
            if put is None and above.dep == "acl":
                put = next((t for t in (sent.tokens[above.head],) if t.tag == "NNS"), None)
            if put is not None and put.i < last.i:
                return Unit("people" if put.tag != "NNS" else put.lower, self._phrase(sent, put), number.end, None)
        if prep.lower not in ("at", "to") or above.pos != "VERB" or above.lemma not in self.units["capping"]:
            return None
        own = next((t for t in dependents(sent, above.i, "nsubjpass", "nsubj", "dobj") if t.lemma in self.units["limits"]), None)
        if own is not None and any(t.lower in ("dead", "killed", "wounded", "injured", "missing") for t in sent.tokens[own.i + 1 : own.i + 4]):
            return Unit("people", self._phrase(sent, own), number.end, None)  # "put the number of dead at 214"
        if own is None and above.dep == "acl" and sent.tokens[above.head].lemma in self.units["limits"]:
            own = sent.tokens[above.head]
        if own is None:
            return None
        counted = next((o for p in dependents(sent, own.i, "prep") for o in dependents(sent, p.i, "pobj") if o.tag == "NNS"), None)
        counted = counted or next((t for t in sent.tokens[own.i + 1 : above.i] if t.tag == "NNS"), None) or own
        return Unit(counted.lower, self._phrase(sent, own), number.end, None)

    def _of_noun(self, sent: Sentence, number: Number, noun: Token) -> Unit | None:
        lemma = noun.lemma.lower()
        if noun.pos == "PRON":  # "six of us"
            return None
        if lemma in self.units["time"]:
            return self._duration(sent, number, noun)
        if lemma in ("instance", "case", "piece", "act"):
            inner = next((o for p in dependents(sent, noun.i, "prep") if p.lower == "of" for o in dependents(sent, p.i, "pobj", "pcomp")), None)
            if inner is None and noun.i + 2 < len(sent.tokens) and sent.tokens[noun.i + 1].lower == "of":
                inner = sent.tokens[noun.i + 2]
            if inner is not None:
                return Unit(noun.lower, self._phrase(sent, inner), inner.end, noun)
        many = isinstance(number.value, (int, float)) and number.value > MANY
        scant = re.search(r"\b(?:only|just|all\sof|as\smany\sas|no\sfewer\sthan)\s$", self.text[max(sent.start, number.at - 16) : number.at], re.I)
        many = (
            many
            or scant is not None
            and lemma
            in (
                "meeting",
                "chapter",
                "province",
                "city",
                "country",
                "party",
                "state",
                "region",
                "area",
                "minister",
                "official",
                "leader",
                "delegate",
                "government",
                "team",
            )
        )
        if (
            lemma in self.units["loose"]
            and not many
            or number.value == 1
            and not self._one_counts(number, lemma)
            or self._named(noun)
            or self._known(sent, number, noun)
        ):
            return None
        if number.value is None and lemma in self.units["loose"]:
            return None
        inner = next((o for p in dependents(sent, noun.i, "prep") if p.lower == "of" for o in dependents(sent, p.i, "pobj")), None)
        large = re.search(r"[mb]illion|trillion", self.text[number.at : number.end].lower()) is not None and lemma not in self.units["countable"]
        if (large or lemma in self.units["measures"]) and (measured := self._measured(sent, noun)):
            shape = next((f"{t.lower} " for t in dependents(sent, noun.i, "amod") if t.lower in ("cubic", "square")), "")
            return Unit(shape + noun.lower, measured, noun.end, noun)
        phrase = self._phrase(sent, noun)
        if lemma == "round" and inner is not None:
            return Unit(noun.lower, self._phrase(sent, inner), inner.end, noun)
        compound = " ".join(
            t.lower
            for t in dependents(sent, noun.i, "compound", "nmod", "amod")
            if (t.pos == "NOUN" or t.lower in ("cubic", "square")) and t.start >= number.end and t.i < noun.i
        )
        name = f"{compound} {noun.lower}".strip()
        return Unit(name, phrase + self._after(sent, noun), noun.end, noun)

    def _one_counts(self, number: Number, lemma: str) -> bool:
        """Whether "one" is a number that may be disputed: of a measure ("one kilometre"), or as a least or most ("at least one soldier")."""
        return lemma in self.units["measures"] or number.bound in ("at_least", "more_than") and lemma in self.units["countable"]

    def _known(self, sent: Sentence, number: Number, noun: Token) -> bool:
        """Whether a small number only points ("the two commanders") or counts sources ("two people briefed on the talks")."""
        words = self.text[number.at : number.end].lower()
        before = self.text[max(sent.start, number.at - 7) : number.at].lower().split()
        after = sent.tokens[noun.i + 1].lower if noun.i + 1 < len(sent.tokens) else ""
        lemma = noun.lemma.lower()
        who = self.text[noun.end : noun.end + 40]
        if lemma in SOURCES and number.bound == "exactly" and SEEN.match(who):
            return True  # "three people who have seen the draft"
        if lemma in SOURCES and after in self.units["informed"] - {"who"} and number.bound == "exactly":
            return True
        points = words in ("two", "three") and before and before[-1] in ("the", "these", "those", "both", "its", "their")
        return bool(points) and lemma not in self.units["countable"] | self.units["measures"] | self.units["time"]

    def _named(self, noun: Token) -> bool:
        """Whether a noun after a number is a name and counts nothing ("14 October")."""
        people = noun.lower.endswith("ese") and len(noun.text) > 5  # "40 Sudanese"
        return noun.pos == "PROPN" and noun.tag == "NNP" and noun.text[:1].isupper() and not people

    def _duration(self, sent: Sentence, number: Number, noun: Token) -> Unit | None:
        """A length of time that measures something: of talks, for which a pause holds; not a distance to another time."""
        nexts = self.text[noun.end : noun.end + 12].split()
        if nexts and nexts[0].strip(",.;") in self.units["before_duration"] and nexts[0] != "on":
            return None
        before = self.text[max(sent.start, number.start - 14) : number.start].lower().split()
        of = next((o for p in dependents(sent, noun.i, "prep") if p.lower == "of" for o in dependents(sent, p.i, "pobj")), None)
        if of is not None and before and before[-1] in ("of", "after", "the"):  # "came out of 13 hours of talks"
            return Unit(noun.lemma.lower(), self._phrase(sent, of), of.end, noun)
        lasting = any(t.lower == "last" and t.pos == "VERB" and t.end + 1 == number.start for t in sent.tokens)
        lasting = lasting or self._lasts(sent, noun)
        if (
            not lasting
            and before
            and (
                before[-1] in self.units["span_words"]
                or before[-1] in ("of", "by", "the", "every", "last", "age", "aged")
                and number.bound == "exactly"
                and not self._put_off(sent, noun)
            )
        ):
            return None
        head = sent.tokens[noun.head]
        if head.lower == "over" and noun.dep == "pobj" and head.dep == "prep" and number.start < number.at:
            return None  # "a rise of 6 percent over two years": the time that another figure runs
        if of is not None:
            return Unit(noun.lemma.lower(), self._phrase(sent, of), of.end, noun)
        head = sent.tokens[noun.head]
        verb = next((a for a in ancestors(sent, noun.i) if a.pos == "VERB"), None)
        distance = head.lower in DISTANCES and noun.dep == "pobj" and number.bound == "exactly" and not self._put_off(sent, noun)
        if distance or noun.dep in ("compound", "nmod", "poss") or number.value == 1 and not self._one_long(noun, head, verb, number):
            return None
        what = ""
        if verb is not None:
            objects = [t for t in dependents(sent, verb.i, "dobj", "nsubjpass") if t.i != noun.i]
            named = [t for t in objects if t.pos in ("NOUN", "PROPN")]
            lasts = about.lasting(sent, verb) if not named or verb.lemma == "last" else []
            over = [] if lasts and verb.lemma in ("last", "hold", "run") else [verb.lemma]
            what = " ".join([self._phrase(sent, t) for t in lasts or named] + over)
            if verb.lemma in ("speak", "phone") or verb.lemma == "talk" and not objects:
                what = "call" if verb.lemma != "talk" else "talks"
            if about.of_talks(sent, noun, self.units):
                what = "talks"
        if about.standstill(sent, noun, self.units):
            what = f"{what} ceasefire".strip()
        return Unit(noun.lemma.lower(), what, noun.end, noun)

    def _lasts(self, sent: Sentence, noun: Token) -> bool:
        """Whether a length stands after "of" behind what lasts so long: "a truce of six weeks", "a delay of two months"."""
        prep = sent.tokens[noun.head]
        return noun.dep == "pobj" and prep.lower == "of" and sent.tokens[prep.head].lemma in self.units["lasting"]

    def _one_long(self, noun: Token, head: Token, verb: Token | None, number: Number) -> bool:
        """Whether "a year", "one day" is a measure: after "for" or with a bound, as what something takes or lasts."""
        if head.lower in ("for", "within") and noun.dep == "pobj" or number.bound != "exactly":
            return True
        return noun.dep in ("dobj", "npadvmod") and verb is not None and verb.lemma in self.units["for_verbs"]

    def _put_off(self, sent: Sentence, noun: Token) -> bool:
        """Whether a length after "by" says how much longer or later ("extended the mandate by six months")."""
        head = sent.tokens[noun.head]
        return head.lower == "by" and noun.dep == "pobj" and sent.tokens[head.head].lemma in self.units["moved"]

    def _articles(self, sent: Sentence, others: list[Figure]) -> list[Figure]:
        """Lengths written with an article, where a bound or "for" makes them a measure ("just over an hour", "halted for a year")."""
        found = []
        for m in self.grammar.articles(self.text, sent.start, sent.end):
            noun = token_at(sent, m.start("unit"))
            if noun is None or noun.quote >= 0 or self.text[m.end() : m.end() + 11].lower() == " and a half":
                continue
            head = sent.tokens[noun.head]
            if any(f.span is not None and f.span.start <= m.start("a") < f.span.end for f in others):  # "half an hour"
                continue
            beyond = self.text[m.end() : m.end() + 9].lower()
            more = m["a"].lower() == "another" and head.lower == "by" and noun.dep == "pobj"  # "prolonged by another month"
            held = beyond.startswith((" of ", " without ")) and noun.dep in ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj")  # "a week of clashes"
            if m["a"].lower() == "another" and head.lower == "for" and m["unit"].lower() == "day":
                continue  # "left it for another day"
            spent = noun.dep in ("dobj", "npadvmod") and head.lemma in self.units["spending"] and m["unit"].lower() not in ("second", "minute", "night")
            held = held or spent and not beyond.startswith((" ago", " later", " earlier", " before", " after", " to "))
            if not m["bound"] and not (head.lower == "for" and noun.dep == "pobj") and not more and not held:
                continue
            bound = self.grammar.bound_of.get((m["bound"] or "").strip().lower(), "exactly")
            number = Number(m.start(), m.end(), m.start("a"), 1, bound)
            unit = self._duration(sent, number, noun)
            if unit is None and (more or held and beyond.startswith(" without ")):
                unit = Unit(noun.lemma.lower(), "", m.end(), noun)
            if unit is None and spent:
                unit = Unit(noun.lemma.lower(), head.lemma, m.end(), noun)
            if unit is not None:
                found.append(self._figure(sent, number, unit))
        found += self._whole(sent)
        if "and a half" not in self.text[sent.start : sent.end]:
            return found
        for m in self.grammar.and_half.finditer(self.text, sent.start, sent.end):
            noun = token_at(sent, m.start("unit"))
            after = self.text[m.end() : m.end() + 10].split()
            if noun is None or noun.quote >= 0 or after and after[0].strip(",.;") in self.units["before_duration"]:
                continue
            bound = self.grammar.bound_of.get((m["bound"] or "").strip().lower(), "exactly")
            found.append(self._figure(sent, Number(m.start(), m.end(), m.start("a"), 1.5, bound), Unit(noun.lemma.lower(), "", m.end(), noun)))
        return found

    def _whole(self, sent: Sentence) -> list[Figure]:
        """Lengths in one word: "a weeklong truce", "the year-long siege"."""
        found = []
        for m in self.grammar.whole.finditer(self.text, sent.start, sent.end) if "long" in self.text[sent.start : sent.end] else ():
            token = token_at(sent, m.start())
            noun = self._noun(sent, token_at(sent, m.end() - 1) or token) if token is not None else None
            joined = self.text[m.start() - 1 : m.start()] == "-"  # "a five-week-long truce" has its number
            if token is None or token.quote >= 0 or joined or noun is None or noun.start < m.end():
                continue
            number = Number(m.start(), m.end(), m.start(), 1, "exactly")
            found.append(self._figure(sent, number, Unit(m["unit"].lower(), self._phrase(sent, noun), noun.end, noun)))
        return found

    def _noun(self, sent: Sentence, token: Token) -> Token | None:
        """The noun that a number stands before, past a noun that only describes the next one ("two fisheries ministries")."""
        noun = self._near_noun(sent, token)
        if noun is not None and noun.dep == "compound" and noun.tag == "NNS" and noun.head == noun.i + 1 and sent.tokens[noun.head].tag == "NNS":
            return sent.tokens[noun.head]
        return noun

    def _near_noun(self, sent: Sentence, token: Token) -> Token | None:
        """The noun that a number stands before: its head in the parse, else the end of the noun group that follows."""
        head = sent.tokens[token.head]
        for _ in range(3):
            if head.dep == "poss" and head.i > token.i and sent.tokens[head.head].pos == "NOUN":
                return sent.tokens[head.head]
            if head.tag == "VBZ" and head.i > token.i and token.dep == "nummod" and head.dep in ("dobj", "pobj"):  # "a dozen runs": taken for a verb
                return head
            if head.pos in ("NOUN", "PROPN") and head.i > token.i and token.dep in ("nummod", "amod", "compound", "quantmod", "nmod", "det", "advmod", "punct"):
                return head
            if token.dep in ("quantmod", "compound", "nummod", "amod") and head.pos in ("NUM", "SYM", "ADJ") and head.head != head.i:
                token, head = head, sent.tokens[head.head]
                continue
            break
        if token.pos in ("NOUN",) and token.tag in ("NNS",) and not token.text[0].isdigit() and token.lemma not in self.grammar.scales:
            return token
        for t in sent.tokens[token.i + 1 : token.i + 5]:
            if t.pos == "NOUN" and (t.i + 1 >= len(sent.tokens) or sent.tokens[t.i + 1].pos != "NOUN"):
                return t
            if t.pos not in ("ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "PART") or t.text in (",", ".", ";"):
                break
        return None

    def _phrase(self, sent: Sentence, noun: Token) -> str:
        """The noun with the words before it that are not numbers or articles."""
        words = [t for t in dependents(sent, noun.i, "amod", "compound", "nmod", "punct") if t.i < noun.i and t.pos != "NUM" and t.text[0].isalpha()]
        words = [t for t in words if t.lower.rstrip("s") not in self.units["time"] and t.lower.rstrip("s") not in self.grammar.scales]
        made = " ".join(t.lower for t in [*words, noun])
        return made.replace("cease fire", "cease-fire")

    def _after(self, sent: Sentence, noun: Token) -> str:
        """What is said of the counted: participle after it, verb or noun above ("hospitals … closed", "prisoners … exchange")."""
        found = [t.lower for t in dependents(sent, noun.i, "acl", "amod", "acomp") if t.i > noun.i] + [*about.undergone(sent, noun)]
        for _ in range(4):  # the first of a list ("160 hospitals, including 18 … and 10 clinics") says it for all
            head = sent.tokens[noun.head]
            if noun.dep == "conj" and head.pos in ("NOUN", "PROPN", "NUM"):
                noun = head
            elif head.lower == "including":
                over = sent.tokens[head.head]
                if over.pos == "VERB":
                    found.append(over.lower)
                    break
                noun = over
            else:
                break
        head = sent.tokens[noun.head]
        if head.pos == "ADP":
            over = sent.tokens[head.head]
            if over.pos == "NUM" and head.lower == "of" and sent.tokens[over.head].pos == "VERB":  # "freed two of the nine soldiers"
                found.append(sent.tokens[over.head].lower)
            if over.pos == "NOUN" and head.lower == "of" or over.pos == "VERB":
                found.append(over.lower)
        elif head.pos == "VERB":
            found += [head.lower, *about.done_to(sent, noun, head)]
            if noun.lemma == "time" and head.lemma in self.units["violating"]:
                found.append("violations")
            found += [t.lower for t in dependents(sent, head.i, "acomp", "oprd") if t.i > noun.i]
        elif head.pos in ("NOUN", "PROPN") and noun.dep in ("compound", "nmod", "conj"):
            above = sent.tokens[head.head]
            found += [head.lower] if noun.dep != "conj" else [above.lower] if above.pos == "VERB" else []
        found = [w for w in found if w not in ("were", "was", "is", "are", "been", "be", "had", "has", "have", "including")]
        return (" " + " ".join(found)) if found else ""

    def _fate(self, sent: Sentence, token: Token, number: Number) -> str:
        """What befell a bare number of people ("dozens more injured", "fewer than 1,000 died")."""
        for t in [*sent.tokens[token.i + 1 : token.i + 7]]:
            if t.pos not in ("NOUN", "PROPN") and (t.lemma.lower() in self.units["fates"] or t.lower in self.units["fates"]):
                return t.lower
            if t.pos in ("NOUN", "PROPN"):
                break
        head = sent.tokens[(token_at(sent, number.end - 1) or token).head]
        if head.pos == "VERB" and about.HOME.match(self.text[number.end : sent.end]):
            return f"{head.lower} displaced"
        return head.lower if head.lemma.lower() in self.units["fates"] else ""

    def _summed(self, sent: Sentence, unit: Token) -> str:
        """What a sum goes on, to or for beside its verb ("add $1.4 billion to exports"), with the verb; "" when not said."""
        verb = next((a for a in ancestors(sent, unit.i) if a.pos == "VERB"), None)
        more = about.beside(sent, verb, unit) if verb is not None else ""
        return f"{more} {verb.lower}" if verb is not None and more else ""

    def _predicate(self, sent: Sentence, token: Token, noun: Token | None) -> str:
        above = next((a for a in ancestors(sent, token.i) if a.pos in ("NOUN", "VERB")), None)
        return self._phrase(sent, above) if above is not None else ""

    def _figure(self, sent: Sentence, number: Number, unit: Unit) -> Figure:
        span = self.doc.document.span(number.start, max(unit.end, number.end))
        stmt = self._statement(span) or self._continued(sent, span)
        if stmt is not None and stmt.cue and ";" in self.text[span.end : stmt.cue[0].start]:  # "The offer includes 30%; the union demanded 40%"
            stmt = None
        certainty: Certainty = "asserted"
        claimant = (
            self._counter(sent, span)
            or self._turned(sent, span)
            or self._owner(sent, span)
            or self._offerer(sent, span)
            or self._seeker(sent, span)
            or self._aside(sent, span)
            or self._behind(sent, span)
            or (self._holder(sent, span) if stmt is None or stmt.source.kind == "unnamed" else None)
            or (self._author(sent, span) or self._goes_on(sent, span) if stmt is None else None)
        )
        if stmt is not None:
            certainty = "anonymous" if stmt.source.kind in ("anonymous", "unnamed") else "reported"
            source = stmt.source
            if claimant is not None:
                pass
            elif source.actor is not None:
                claimant = Party(source.actor.id, source.actor.name, source.span)
            elif source.span is not None:
                claimant = Party(None, source.span.text, source.span)
        event = self._event(span)
        return Figure(
            id=finding_id("figure", span), document=self.doc.document.id, evidence=(span,), by=By("figures", "number", VERSION), certainty=certainty,
            value=number.value, bound=number.bound, unit=unit.name, of_what=unit.of_what or None, claimant=claimant, window=self._window(sent, span),
            part_of=unit.part_of, span=span, event=event.id if event else None,
        )  # fmt: skip

    def _holder(self, sent: Sentence, span: Span) -> Party | None:
        """Who counts, offers or demands the number, when no statement does: the subject of the nearest such verb above it."""
        token = token_at(sent, span.start)
        for above in ancestors(sent, token.i) if token is not None else ():
            of = above.lemma != "speak" or any(p.lower == "of" for p in dependents(sent, above.i, "prep"))  # "spoke of 300 dead"
            liking = above.lemma == "like" and any(t.lower in ("would", "'d") for t in dependents(sent, above.i, "aux"))
            if above.pos != "VERB" or above.lemma not in self.units["claims"] and not liking or not of or about.torn_off(sent, span.start, above):
                continue
            if token is not None and any(t.text == ";" for t in sent.tokens[min(token.i, above.i) : max(token.i, above.i)]):
                continue  # what another clause tells is told by another
            if token is not None and token.i < above.i and next(dependents(sent, above.i, "nsubj"), None) is None:
                continue  # what stands before a verb that has lost its subject may be told of that subject
            for subject in self._sayers(sent, above):
                at = [
                    m
                    for m in self.doc.mentions
                    if m.sentence == sent.index
                    and m.span.start <= subject.start
                    and subject.end <= m.span.end
                    and m.form != "pronoun"
                    or m.sentence == sent.index
                    and m.head == subject.i
                    and m.actor
                ]
                if at:
                    mention = max(at, key=lambda m: (m.actor is not None, m.span.end - m.span.start, m.actor or ""))
                    name = next((a.name for a in self.doc.actors if a.id == mention.actor), mention.span.text)
                    return Party(mention.actor, name, mention.span)
                if (described := self._who(sent, subject)) is not None:
                    return described
        return None

    def _author(self, sent: Sentence, span: Span) -> Party | None:
        """Whose paper it is that says the number ("The offer includes a raise of 30%", "Norra's opening bid was 31 percent"): its owner, else its author."""
        token = token_at(sent, span.end - 1)
        paper = about.subject_noun(sent, token) if token is not None else None
        if paper is None or paper.lemma not in self.units["papers"]:
            return None
        for owner in dependents(sent, paper.i, "poss"):
            if (found := self._who(sent, owner)) is not None:
                return found
        before = [p for p in self.doc.proposals if p.proposers and p.evidence[0].start < span.start and paper.lemma in p.evidence[0].text.lower()]
        return msgspec.structs.replace(before[-1].proposers[0], span=None) if before else None

    def _goes_on(self, sent: Sentence, span: Span) -> Party | None:
        """Who speaks on: a sentence that says what should be, right after one that somebody said; what follows a semicolon after what he said.

        "The reply is poor, Renn said. Velta should free half of the captives." "Renn complained of delays; just three ships were cleared."
        """
        token = token_at(sent, span.start)
        semicolon = next((t for t in sent.tokens if t.text == ";" and t.end <= span.start), None)
        if semicolon is not None:
            told = [
                s for _, end, s in self.contents.touching(sent.start, semicolon.start) if s.source.actor is not None and sent.start < end <= semicolon.start
            ]
        else:
            before = self.doc.sentences[sent.index - 1] if sent.index else None
            ought = any(t.tag == "MD" and t.lower in ("should", "must", "ought") and t.quote < 0 for t in sent.tokens)
            if before is None or token is None or not ought or before.paragraph != sent.paragraph:
                return None
            told = [s for _, end, s in self.contents.touching(before.start, before.end) if s.source.actor is not None and before.start < end <= before.end]
        if not told or any(s.source.actor != told[0].source.actor for s in told):
            return None
        actor = told[-1].source.actor
        return Party(actor.id, actor.name, None) if actor is not None else None

    def _seeker(self, sent: Sentence, span: Span) -> Party | None:
        """Who seeks, offers or claims the number by a participle on it: "the 35% sought by the committee"."""
        tokens = [t for t in sent.tokens if span.start <= t.start < span.end]
        for token in tokens:
            for part in dependents(sent, token.i, "acl"):
                if part.tag == "VBN" and part.lemma in self.units["claims"] | self.units["offers"]:
                    for by in dependents(sent, part.i, "agent", "prep"):
                        for who in dependents(sent, by.i, "pobj") if by.lower == "by" else ():
                            return self._who(sent, who)
        return None

    def _aside(self, sent: Sentence, span: Span) -> Party | None:
        """Who claims it in a clause put between commas: "which, it claims, put 300 families to flight"."""
        token = token_at(sent, span.start)
        for above in ancestors(sent, token.i) if token is not None else ():
            for aside in dependents(sent, above.i, "parataxis", "ccomp", "intj") if above.pos == "VERB" else ():
                commas = aside.i + 1 < len(sent.tokens) and sent.tokens[aside.i + 1].text == "," and aside.end < span.start
                if commas and aside.lemma in self.units["claims"] | {"claim", "say", "allege", "insist"}:
                    own = [s for s in dependents(sent, aside.i, "nsubj") if s.pos in ("PROPN", "PRON")]
                    return next((found for s in own if (found := self._who(sent, s)) is not None), None)
        return None

    def _behind(self, sent: Sentence, span: Span) -> Party | None:
        """Who counts in a last word that the parse takes for a noun: "At least 26 are held, the ombudsman's office estimates"."""
        words = [t for t in sent.tokens if t.pos != "PUNCT"]
        last = words[-1] if words else None
        if last is None or last.pos != "NOUN" or last.lower not in self.units["last_words"] or last.start < span.end:
            return None
        comma = next((t for t in reversed(sent.tokens[: last.i]) if t.text == ","), None)
        named = sent.tokens[comma.i + 1 : last.i] if comma is not None else ()
        if comma is None or comma.start < span.end or not 1 < len(named) < 8 or named[0].lower not in ("the", "a", "an", "its", "his", "her"):
            return None
        at = [m for m in self.doc.mentions if m.sentence == sent.index and m.actor and m.span.start >= named[0].start and m.span.end == named[-1].end]
        if at:
            return Party(at[0].actor, next((a.name for a in self.doc.actors if a.id == at[0].actor), at[0].span.text), at[0].span)
        found = self.doc.document.span(named[0].start, named[-1].end)
        return Party(None, found.text, found)

    def _who(self, sent: Sentence, token: Token) -> Party | None:
        """The party of a token: the actor that is mentioned there, else the words for a person or body that nothing names ("a hospital director")."""
        mention = next((m for m in self.doc.mentions if m.sentence == sent.index and m.head == token.i and m.actor), None)
        if mention is not None:
            name = next((a.name for a in self.doc.actors if a.id == mention.actor), mention.span.text)
            return Party(mention.actor, name, mention.span)
        if token.pos != "NOUN" or token.lemma not in self.bodies:
            return None
        kept = [t for t in sent.tokens[: token.i + 1] if t.i == token.i or self._under(sent, t, token)]
        words = self.doc.document.span(kept[0].start, token.end)
        return Party(None, words.text, words)

    def _under(self, sent: Sentence, token: Token, head: Token) -> bool:
        return any(a.i == head.i for a in ancestors(sent, token.i))

    def _sayers(self, sent: Sentence, verb: Token) -> list[Token]:
        """The verb's subject; a name right before it that the parser took into a phrase before ("In a post on X Holm said …")."""
        own = list(dependents(sent, verb.i, "nsubj"))
        before = sent.tokens[verb.i - 1] if verb.i else None
        if not own and before is not None and before.text == ",":  # "The Association, whose members voted, said …": the parse loses its subject
            own = [t for t in sent.tokens[: verb.i] if t.dep == "nsubj" and sent.tokens[t.i + 1].text == ","][:1]
        return own or ([before] if before is not None and before.pos == "PROPN" and before.dep == "pobj" else [])

    def _counter(self, sent: Sentence, span: Span) -> Party | None:
        """Whose count or estimate the number is ("640 have died, by the council's count"): possessor of such a noun after "by" or "on"."""
        for noun in sent.tokens:
            if noun.lemma in self.units["tellings"] and noun.dep == "pobj" and sent.tokens[noun.head].lower in ("by", "on") and abs(noun.start - span.end) < 80:
                for owner in dependents(sent, noun.i, "poss"):
                    if (found := self._who(sent, owner)) is not None:
                        return found
        return None

    def _turned(self, sent: Sentence, span: Span) -> Party | None:
        """Who says so in words put between commas with the verb first: "Strikes, says the ministry, have killed 21 people"."""
        for verb in sent.tokens[1:]:
            if verb.start > span.start:
                break
            if verb.lower in ("says", "said", "say", "claims", "claimed", "reckons", "estimates", "reports") and sent.tokens[verb.i - 1].text == ",":
                own = next((t for t in dependents(sent, verb.i, "nsubj", "dobj", "ccomp", "attr") if t.i > verb.i and t.i - verb.i < 7), None)
                close = next((t for t in sent.tokens[verb.i + 1 : verb.i + 9] if t.text == ","), None)
                if own is None and close is not None and close.i - verb.i > 1:
                    own = sent.tokens[close.i - 1]
                if close is not None and own is not None and own.i < close.i < sent.tokens[-1].i and close.end <= span.start:
                    return self._who(sent, own)
        return None

    def _owner(self, sent: Sentence, span: Span) -> Party | None:
        """Whose count, demand or offer stands at the number: "The army's count stands at 14", "The union's ask is still 26%"."""
        token = token_at(sent, span.start)
        for above in ancestors(sent, token.i) if token is not None else ():
            if above.pos not in ("VERB", "AUX"):
                continue
            for noun in dependents(sent, above.i, "nsubj"):
                if noun.lemma in self.units["owned"] and noun.end < span.start:
                    for owner in dependents(sent, noun.i, "poss"):
                        if (found := self._who(sent, owner)) is not None:
                            return found
            break
        return None

    def _offerer(self, sent: Sentence, span: Span) -> Party | None:
        """Whose offer, demand or estimate holds the number ("an offer by the operator to raise pay by 4 percent"): who stands after its "by" or owns it."""
        token = token_at(sent, span.start)
        for noun in ancestors(sent, token.i) if token is not None else ():
            if noun.pos != "NOUN" or noun.lemma not in self.units["offers"]:
                continue
            owners = [
                *dependents(sent, noun.i, "poss"),
                *(o for p in dependents(sent, noun.i, "prep") if p.lower == "by" for o in dependents(sent, p.i, "pobj")),
            ]
            for owner in owners:
                paper = any(m.sentence == sent.index and m.head == owner.i and m.kind == "document" for m in self.doc.mentions)
                if not paper and (found := self._who(sent, owner)) is not None:
                    return found
        return None

    def _continued(self, sent: Sentence, span: Span) -> Statement | None:
        """The statement whose list or second clause the number stands in ("said that fire had grown and that there were 26 assaults")."""
        for _, end, stmt in self.contents.touching(max(sent.start, span.start - 60), span.start):
            gap = self.text[end : span.start]
            if sent.start <= end <= span.start and len(gap) < 60 and re.match(r",?\s(?:and|or)\s(?:that|there|[\d“\"])|,\s\d", gap + span.text[:1]):
                return stmt
        return None

    def _statement(self, span: Span) -> Statement | None:
        near = self.contents.touching(span.start, span.end)
        inside = [(high - low, s.id, s) for low, high, s in near if low < span.end and span.start < high]
        return min(inside, key=lambda x: x[:2])[2] if inside else None

    def _event(self, span: Span) -> Event | None:
        near = self.events.touching(span.start, span.end)
        around = [(high - low, e.id, e) for low, high, e in near if low <= span.start and span.end <= high]
        return min(around, key=lambda x: x[:2])[2] if around else None

    def _window(self, sent: Sentence, span: Span) -> Time | None:
        """The time that a figure covers: one after it in its clause with in, since, between, during or over ("in 2024", "since 10 a.m.")."""
        for start, _, time in self.times.touching(span.end, span.end + 40):
            if not span.end <= start <= span.end + 40 or start >= sent.end:
                continue
            between = self.text[span.end : start].lower()
            if re.search(r"\b(?:in|since|between|during|over|this|from|within|by|on)\s*(?:the\s)?$", between + " ") and not re.search(r"[.;]", between):
                return time
        return None


def _compared(doc: AnnotatedDocument, found: list[Figure]) -> list[Figure]:
    """The figures with the earlier value that a later one is measured against ("30%, up from 25%", "compared with 12 in May")."""
    made = list(found)
    for n in range(len(found) - 1):
        here, there = found[n], found[n + 1]
        between = doc.document.text[here.span.end : there.span.start].lower()
        if there.span.start - here.span.end < 60 and re.search(
            r"\b(?:up|down)\s(?:\w+\s)?from\s*$|\bcompared\s(?:with|to)\s*$|\bagainst\s*$|\binstead of\s*$", between
        ):
            value = there.value if isinstance(there.value, (int, float)) else None
            made[n] = msgspec.structs.replace(here, compared_with=Part(float(value) if value is not None else None, there.span.text, there.span))
    return made
