"""Text as classed tokens: every word of the language's time lexicon with the classes that it may stand for, every number with what it may count.

The engine knows no language. A lexicon (`lang/<code>/times.toml`, table `classes`) gives words their classes and values; numbers get theirs from
their form. Each set of
classes is one private character, so that a whole text becomes one string of classes over which a rule runs as one compiled pattern.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

LEX = re.compile(
    r"(?P<para>\n[^\S\n]*\n\s*)"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-]))"
    r"|(?P<numeric>\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)\d{2}(?:\d{2})?(?![\d/-])|\d{4}/\d{2}/\d{2}(?!\d))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
    r"|(?P<decimal>\d+(?:[.,]\d+)+)"
    r"|(?P<number>\d+)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,})"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])"
)
NUMBERS = ("num", "daynum", "monthnum", "hour", "minute", "year", "yearshort", "yearlong", "compact")
MARKS = MappingProxyType({
    ",": "comma", ".": "stop", "!": "stop", "?": "stop", ";": "stop", "-": "hyphen", "–": "dash", "—": "dash", "/": "slash", ":": "colon",
    "(": "open", ")": "close", "[": "open", "]": "close", "$": "money", "€": "money", "£": "money", "%": "percent",
    "'": "apostrophe", "’": "apostrophe", "‘": "apostrophe", "&": "and_mark",
})  # fmt: skip
SHAPES_OF_NUMBERS = (*(str(n) for n in range(100)), *(f"0{n}" for n in range(10)), "00", "001", "0123", "0099", "1095", "1000", "1859", "1959",
                     "1860", "1960", "2025", "2059", "2060", "2199", "2200", "2299", "2400", "2499", "2500", "9999", "55555")  # fmt: skip
"""Numbers in digits that between them have every set of classes that a number can have."""
COMMON = ("word", "name", "plural", "poss", "other", "para", *sorted(set(MARKS.values())))
"""Forms that nearly every text has."""
MOST = 20_000
"""Words, and numbers, that are remembered."""
FORMS = ("word", "name", "other", "para", "iso", "numeric", "clock", "decimal", *sorted(set(MARKS.values())))


class Tok(msgspec.Struct, frozen=True, gc=False):
    """One token: offsets in the text and, by class, what it stands for ("second" is the ordinal 2 and a unit)."""

    start: int
    end: int
    values: Mapping[str, Any]


class Classes:
    """The private characters: one for each set of classes that tokens of this language can have."""

    def __init__(self) -> None:
        self._chars: dict[frozenset[str], str] = {}

    def char(self, classes: Iterable[str]) -> str:
        """The character of a set of classes."""
        key = frozenset(classes)
        if key not in self._chars:
            self._chars[key] = chr(0xE000 + len(self._chars))
        return self._chars[key]

    def any_of(self, name: str) -> str:
        """All characters whose set has the class, as the inside of a regular expression's character class; "" when there is none."""
        return "".join(char for key, char in sorted(self._chars.items(), key=lambda item: item[1]) if name in key)


def number_values(digits: str) -> dict[str, int]:
    """What a number written in digits may stand for, by class.

    >>> sorted(number_values("1995"))
    ['num', 'year', 'yearmod']
    """
    n = int(digits[:9])
    values = {"num": n}
    if len(digits) <= 2:
        if 1 <= n <= 31:
            values["daynum"] = n
        if 1 <= n <= 12:
            values["monthnum"] = n
        if n <= 24:
            values["hour"] = n
        if len(digits) == 2:
            values["yearshort"] = n
            if n < 60:
                values["minute"] = n
    elif len(digits) == 4:
        if 1000 <= n <= 2199:
            values["year"] = n
            if 1900 <= n < 2050:
                values["yearmod"] = n
        if n // 100 <= 24 and n % 100 < 60:
            values["compact"] = n
    if len(digits) == 3 or (len(digits) == 4 and n < 1000):
        values["yearlong"] = n
    return values


class Lexicon:
    """One language's time words, ready for look-up: word → classes and values, phrases by their first word."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.classes = Classes()
        words: dict[str, dict[str, Any]] = {}
        phrases: dict[str, dict[tuple[str, ...], dict[str, Any]]] = {}
        for name, entries in table["classes"].items():
            pairs = entries.items() if isinstance(entries, Mapping) else ((word, word) for word in entries)
            for word, value in pairs:
                parts = self._parts(word, table)
                if len(parts) == 1:
                    words.setdefault(parts[0], {})[name] = value
                else:
                    phrases.setdefault(parts[0], {}).setdefault(parts, {})[name] = value
        self.cased = frozenset(table.get("cased", ()))
        self.dotted = frozenset(table.get("abbreviations", ()))
        self.plural = tuple(table.get("plural", ()))
        self.possessive = tuple(table.get("possessive", ()))
        self.words = {word: (self.classes.char(values), MappingProxyType(values)) for word, values in sorted(words.items())}
        self.phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str, Mapping[str, Any]]]]] = {}
        """Phrases by their first word and then by their second, the longest first."""
        for first, many in sorted(phrases.items()):
            by_second = self.phrases.setdefault(first, {})
            for parts, values in sorted(many.items(), key=lambda p: -len(p[0])):
                by_second.setdefault(parts[1], []).append((parts, self.classes.char(values), MappingProxyType(values)))
        self.forms = {name: (self.classes.char((name,)), MappingProxyType({name: name})) for name in (*FORMS, "poss")}
        self.forms["plural"] = (self.classes.char(("plural", "word")), MappingProxyType({"word": "word", "plural": "plural"}))
        self._numbers: dict[str, tuple[str, Mapping[str, Any]]] = {}
        self._seen: dict[str, tuple[bool, tuple[str, Mapping[str, Any]], int, bool]] = {}
        for digits in SHAPES_OF_NUMBERS:
            self.number(digits)

    @staticmethod
    def _parts(phrase: str, table: Mapping[str, Any]) -> tuple[str, ...]:
        """The words of a lexicon's entry as `lex` cuts them; of a phrase's words a possessive ending is a word of its own."""
        parts: list[str] = []
        words = [m.group().lower().replace("’", "'") for m in LEX.finditer(phrase)]
        for word in words:
            ending = next((suffix for suffix in table.get("possessive", ()) if len(words) > 1 and word.endswith(suffix)), "")
            parts.extend([word[: -len(ending)], ending] if ending else [word])
        return tuple(parts)

    def number(self, digits: str) -> tuple[str, Mapping[str, Any]]:
        """The class character and values of a number in digits."""
        if digits not in self._numbers:
            values = number_values(digits)
            if len(self._numbers) > MOST:
                return self.classes.char(values), values
            self._numbers[digits] = (self.classes.char(values), MappingProxyType(values))
        return self._numbers[digits]

    def lex(self, text: str) -> tuple[list[Tok], str]:
        """The tokens of a text and the string of their class characters, one a token."""
        toks: list[Tok] = []
        chars: list[str] = []
        begun: list[int] = []
        words, forms, after_dot = self.words, self.forms, -1
        poss_char, poss = forms["poss"]
        for m in LEX.finditer(text):
            kind = m.lastgroup
            start, end = m.span()
            if start < after_dot:
                continue
            if kind == "word" or kind == "dotted":
                written = m[0]
                if written not in self._seen:
                    if len(self._seen) > MOST:
                        self._seen.clear()
                    self._seen[written] = self._of_word(written)
                begins, (char, values), ending, dotted = self._seen[written]
                if begins:  # phrases begin with it
                    begun.append(len(toks))
                if dotted and text[end : end + 1] == ".":  # the stop of an abbreviation belongs to it
                    after_dot = end = end + 1
                toks.append(Tok(start, end - ending, values))
                chars.append(char)
                if ending:
                    toks.append(Tok(end - ending, end, poss))
                    chars.append(poss_char)
                continue
            if kind == "number":
                char, values = self.number(m.group())
            elif kind == "mark":
                char, values = words.get(m.group()) or forms[MARKS.get(m.group(), "other")]
            elif kind == "para":
                char, values = forms["para"]
            else:
                char, values = forms[str(kind)][0], {str(kind): m.group()}
            toks.append(Tok(start, end, values))
            chars.append(char)
        return self._phrased(text, toks, chars, begun)

    def _of_word(self, written: str) -> tuple[bool, tuple[str, Mapping[str, Any]], int, bool]:
        """Whether phrases begin with a word, its class character and values, the length of its possessive ending, and whether a stop may belong to it."""
        lower = _plain(written)
        found = self.words.get(lower)
        ending = 0
        if found is None:
            for suffix in self.possessive:
                if lower.endswith(suffix) and len(lower) > len(suffix):
                    ending = len(suffix)
                    lower = lower[:-ending]
                    found = self.words.get(lower)
                    break
        if found is not None and lower in self.cased and not written[0].isupper():
            found = None
        dotted = found is not None and not ending and lower in self.dotted
        if found is None:
            found = self.forms["name" if written[0].isupper() else "plural" if lower.endswith(self.plural) else "word"]
        return lower in self.phrases, found, ending, dotted

    def _phrased(self, text: str, toks: list[Tok], chars: list[str], begun: list[int]) -> tuple[list[Tok], str]:
        """The tokens with the lexicon's phrases (several words with one meaning) joined to one; phrases can only begin at `begun`."""
        out: list[Tok] = []
        out_chars: list[str] = []
        at = 0
        for i in begun:
            if i < at:
                continue
            if i + 1 == len(toks):
                break
            first, second = toks[i], toks[i + 1]
            for parts, char, values in self.phrases[_plain(text[first.start : first.end])].get(_plain(text[second.start : second.end]), ()):
                last = i + len(parts)
                if last > len(toks) or any(_plain(text[tok.start : tok.end]) != part for tok, part in zip(toks[i + 2 : last], parts[2:], strict=True)):
                    continue
                if " ".join(parts) in self.cased and not text[first.start].isupper():
                    continue
                out.extend(toks[at:i])
                out_chars.extend(chars[at:i])
                out.append(Tok(first.start, toks[last - 1].end, values))
                out_chars.append(char)
                at = last
                break
        if not at:
            return toks, "".join(chars)
        return out + toks[at:], "".join(out_chars + chars[at:])


def _plain(word: str) -> str:
    """The word as the lexicon has it: in lower case, with straight apostrophes."""
    lower = word.lower()
    if lower.isascii():
        return lower
    return lower.replace("’", "'").replace("ʼ", "'")
