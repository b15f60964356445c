"""The grammar of numbers: finds them with their bounds in a run of text, and computes their values. It knows nothing of units."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from parley.extract.issues import any_of
from parley.lang import Language


class Number(NamedTuple):
    """A number as written: offsets with and without its bound, value or (low, high) or None (an order of size), bound, currency sign.

    hyphen: the word joined to it by a hyphen ("30-day" → "day"), else "".
    """

    start: int
    end: int
    at: int
    value: int | float | tuple[float, float] | None
    bound: str
    currency: str = ""
    hyphen: str = ""
    exchange: bool = False


class Grammar:
    """One language's numbers as compiled patterns."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        numbers, bounds, units = table["numbers"], table["bounds"], table["units"]
        self.words: dict[str, int] = {**numbers["units"], **numbers["tens"]}
        self.scales: dict[str, int] = dict(numbers["scales"])
        self.fractions: dict[str, float] = {words.replace("-", " "): value for words, value in numbers["fractions"].items()}
        self.currencies: dict[str, str] = dict(units["currencies"])
        self.glued: dict[str, str] = {sign.lower(): name for sign, name in units["glued"].items()}
        self.bound_of = {phrase: bound for bound, phrases in bounds.items() for phrase in phrases}
        tens, small = _any(numbers["tens"]), _any(self.words)
        scale = _any([s for s in self.scales if len(s) > 2])
        short = r"(?:mn|bn|m|k)(?![\w-])"
        glued = _any(units["glued"])
        signs = "|".join(re.escape(c) + ("" if not c.isalpha() else r"(?=\s?\d)") for c in sorted(self.currencies, key=lambda c: (-len(c), c)))
        sign = f"(?-i:{signs})"
        place = r"(?:(?-i:US|A|C|HK|NZ|NT|S))?"
        whole, part = rf"(?:{place}(?P<sign>{sign})\s?)?", rf"(?:{place}(?P<sign2>{sign})\s?)?"
        digits = rf"{whole}\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?|{part}\d+(?:\.\d+)?"
        word = rf"(?:{tens}-(?:{small})|{small}|an?(?=[\s-](?:{scale}))|half(?=\sa\s(?:{scale})))"
        broken = r"(?:\sand\sa\s(?:half|quarter)\b)?"  # "two and a half years"
        simple = rf"(?:{digits}|{word}){broken}(?:(?:[\s\u00a0-]a)?[\s\u00a0-](?:{scale})s?(?:\sand\s(?:{word}))?|{short})*"
        plain = re.sub(r"\?P<\w+>", "?:", simple)
        # Nothing begins within a word, nor at one that begins no number and no bound: most places are passed over in one step.
        heads = any_of({*self.bound_of, *numbers["orders"], *self.words, *self.fractions, "between", "half"}, space=r"[\s-]")
        self.phrase = re.compile(
            rf"(?<![^\W_])(?=[\d“\"‘]|{place}{sign}|an?[\s-]|{heads})(?P<bound>(?:{_any(self.bound_of)})\s+(?:[“\"‘]|the\s)?)?"
            rf"(?:(?P<order>[“\"‘]?(?:{_any(numbers['orders'])})[”\"’]?(?!\w))"
            rf"|(?P<swap>(?:{plain})-for-(?:{plain}|\w+)|(?P<same>{small}|\d+)\sfor\s(?P=same)(?=[\s.,;:]))"
            rf"|between\s(?P<low>{plain})\sand\s(?P<high>{plain})"
            rf"|between\s(?P<lower>{_any(self.fractions)})\sand\s(?P<upper>{_any(self.fractions)})"
            rf"|(?P<first>{plain})(?:\sor\s|\sto\s|\s?–\s?|-)(?P<second>{plain})(?![\w%]|-(?:year|month|day|hour|minute|week))"
            rf"|(?P<fraction>{_any(self.fractions)})(?=[\s-](?:of|what|the|an?|its|their|all|majority|vote|stake|share)\b)"
            rf"|(?P<share>{_any(self.fractions)})(?=[\s,.;)])"
            rf"|(?P<num>{simple})(?P<hyphen>-(?P<joined>[a-z]+)(?:-(?P<old>old))?|(?<=\d)(?P<glued>{glued}))?)"
            rf"(?![\w])",
            re.I,
        )
        # Every number holds a digit or one of these words, and half of all sentences hold none: a search without case for few words is quick.
        spelt = [*self.words, *(s for s in self.scales if len(s) > 2), *numbers["fractions"], *numbers["orders"]]
        stems = sorted({max(re.findall(r"[^\W_]+", phrase.lower()), key=len) for phrase in spelt})
        self.digit, self.sign = re.compile(r"\d"), re.compile("|".join(map(re.escape, stems)))
        self.whole = re.compile(rf"\b(?P<unit>{_any(units['time'])})-?long\b", re.I)
        self.lone = re.compile(rf"\b(?:an?|another)\s(?:{_any(units['time'])})\b", re.I)
        self.article = re.compile(rf"(?P<bound>(?:{_any(self.bound_of)})\s+)?\b(?P<a>an?|another)\s(?P<unit>{_any(units['time'])})\b", re.I)
        self.and_half = re.compile(rf"(?P<bound>(?:{_any(self.bound_of)})\s+)?\b(?P<a>an?|one)\s(?P<unit>{_any(units['time'])})\sand\sa\shalf\b", re.I)
        self.tally = re.compile(rf"\b(?:{_any(units['tallies'])})\s(?:[\w-]+\s){{0,3}}(?:{_any(units['tally_verbs'])})\s$", re.I)
        self.earlier = re.compile(
            rf"\b(?:{_any(numbers['earlier'])})\s(?:(?:an?|the|its|their)\s(?:initial|previous|earlier|original|first|usual|customary|current|present|existing|old|former|normal|standard|traditional|habitual|regular|prevailing|planned|promised)\s)?$",
            re.I,
        )
        self.pointing = re.compile(rf"\sof\s(?:{_any(numbers['pointing'])})\b", re.I)
        self.since = re.compile(rf"\b(?:{_any(numbers['since'])})\s$", re.I)
        self.by = re.compile(rf"\b(?:{_any(numbers['shares'])})\s+$", re.I)
        self.aged = re.compile(rf"\s(?:[\w-]+\s){{0,2}}(?:{_any(units['ageing'])})\b", re.I)
        self.passed = re.compile(rf"\b(?:{_any(numbers['passing'])})\s(?:the\s)?$", re.I)
        self.joins = frozenset(numbers["joins"])
        self.nearby = re.compile(rf"\b(?:{_any(self.bound_of)})\s+$", re.I)

    def joined(self, between: str) -> bool:
        """Whether the words between two numbers only join them."""
        return between.strip().lower() in self.joins

    def find(self, text: str, start: int, end: int) -> Iterator[Number]:
        """The numbers between two offsets, in order; numbers inside words ("Su-27"), ordinals and clock times are left out."""
        if not self.digit.search(text, start, end) and not self.sign.search(text[start:end].lower()):
            return
        for m in self.phrase.finditer(text, start, end):
            at = m.start() + len(m["bound"] or "")
            before = text[at - 1 : at]
            if before.isalnum() or before in ("-", "–", ".", ":", "/", "_", "#", "+") and not (before in ".:" and text[at - 2 : at - 1].isspace()):
                continue
            if m["old"] and not self.aged.match(text, m.end(), end):  # "a five-month-old truce" has lasted five months, a two-day-old letter is only old
                continue
            if (at == 0 or text[at - 1] == "\n") and text[m.end() : m.end() + 1] in (".", ")"):  # the number of a point in a list
                continue
            if text[m.end() : m.end() + 1] in (":", "/", "+") and text[m.end() + 1 : m.end() + 2].isdigit():
                continue
            if text[m.end() : m.end() + 1] == "+":
                plus = "at_least"
            else:
                plus = self._loosely(m["joined"])
            bound = plus or self.bound_of.get(re.sub(r"\s+(?:the)?$", "", (m["bound"] or "").lower().rstrip(' "“‘')), "exactly")
            yield from self._number(m, at, bound)

    def _loosely(self, joined: str | None) -> str:
        """The bound that a word joined to a number by a hyphen makes ("80-plus", "thirty-odd"), "" where it makes none."""
        return {"plus": "at_least", "odd": "about", "something": "about", "ish": "about"}.get((joined or "").lower(), "")

    def articles(self, text: str, start: int, end: int) -> Iterator["re.Match[str]"]:
        """The units of time with an article between two offsets, in order, each with its bound if it has one ("just over an hour")."""
        if self.lone.search(text, start, end):
            yield from self.article.finditer(text, start, end)

    def _number(self, m: "re.Match[str]", at: int, bound: str) -> Iterator[Number]:
        here = (m.start(), m.end(), at)
        if m["order"]:
            yield Number(*here, None, "order_of")
        elif m["swap"]:
            value = self.value(re.split(r"[-\s]for[-\s]", m["swap"])[0])
            if value is not None:
                yield Number(*here, value, bound, exchange=True)
        elif m["low"] or m["first"]:
            low, high = self.value(m["low"] or m["first"]), self.value(m["high"] or m["second"])
            if low is not None and high is not None:
                low = self._scaled(low, high, m["high"] or m["second"])
            if low is not None and high is not None and low < high:
                yield Number(*here, (low, high), "between")
            elif (whole := self.value(m[0][at - m.start() :])) is not None and m["first"] and m["first"][0].isalpha():  # "twenty-five"
                yield Number(*here, whole, bound)
        elif m["lower"]:
            yield Number(*here, (self.fraction(m["lower"]), self.fraction(m["upper"])), "between")
        elif m["fraction"]:
            yield Number(*here, self.fraction(m["fraction"]), bound)
        elif m["share"]:  # "shrank by nearly a third"
            if self.by.search(m.string, 0, m.start()):
                yield Number(*here, self.fraction(m["share"]), bound)
        else:
            signed = m["sign"] or m["sign2"]
            value = self.value(m["num"].partition(signed)[2] if signed else m["num"])
            if value is not None:
                joined = "" if self._loosely(m["joined"]) else m["joined"]
                yield Number(*here, value, bound, m["sign"] or m["sign2"] or "", (joined or self.glued.get((m["glued"] or "").lower()) or "").lower())

    def _scaled(self, low: int | float, high: int | float, words: str) -> int | float:
        """The lower end of a range, with the scale that only the upper one names ("between 300 and 350 million")."""
        scale = self.scales.get(re.split(r"[\s-]", words.lower().strip())[-1].rstrip("s"), 1)
        return low * scale if low < 1000 <= scale and low * scale < high else low

    def fraction(self, words: str) -> float:
        """The value of a fraction in words."""
        return self.fractions[re.sub(r"[\s-]+", " ", words.lower())]

    def value(self, words: str) -> int | float | None:
        """The value of a number in digits or words, None when it is none."""
        total: float = 0
        current: float | None = None
        for part in re.findall(r"\d[\d,.\u00a0\u202f]*|[a-z]+", words.lower()):
            if part[0].isdigit():
                current = float(re.sub(r"[,\u00a0\u202f]", "", part).rstrip("."))
            elif part in self.words:
                current = (current or 0) + self.words[part]
            elif part in ("a", "an"):
                current = 1 if current is None else current
            elif part in ("half", "quarter"):
                current = (0.0 if current is None or part not in words.lower().split(" and a ")[-1].split()[:1] else current) + (
                    0.5 if part == "half" else 0.25
                )
            elif part.rstrip("s") in self.scales:
                scale = self.scales[part.rstrip("s")]
                current = (1 if current is None else current) * scale
                if scale >= 1000:
                    total, current = total + current, None
            elif part != "and":
                return None
        if current is None and not total:
            return None
        found = total + (current or 0)
        return int(found) if found == int(found) else found


def _any(words: Mapping[str, Any] | list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"[\s-]") for w in sorted(words, key=lambda w: (-len(w), w)))


@functools.lru_cache(maxsize=8)
def grammar(lang: Language) -> Grammar:
    """The number grammar of a language, compiled once."""
    return Grammar(lang.table("figures"))
