"""The terms of a proposal: what it covers, for how long, from when, who gives what for what."""

import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from parley.codebook import Codebook
from parley.extract.issues import any_of
from parley.lang import Language
from parley.model import Document, Term, Time

PEOPLE = r"prisoners?|detainees?|hostages?|captives?|soldiers?|pows?|bodies"
EXCHANGE = re.compile(rf"\b(?P<a>\d[\d,. ]*\d|\d|[a-z]+)[\s-]for[\s-](?P<b>\d[\d,. ]*\d|\d|all|[a-z]+)\b(?:[\s-](?P<what>(?:\w+[\s-])?(?:{PEOPLE})))?", re.I)
PAIR = re.compile(rf"\b(?P<a>\d[\d,]*|[a-z]+)\s+(?P<what>(?:[a-z]+\s)?(?:{PEOPLE}))\s+for\s+(?P<b>\d[\d,]*|[a-z]+)\b(?!\s*(?:day|week|month|year|hour))", re.I)
EACH = re.compile(
    r"\b(?:exchange|swap|exchanging|swapping|trade)s?\s+(?:up to |about |some |at least |more than )?(?P<n>\d[\d,]*|[a-z]+)\s+"
    rf"(?:(?!each)\w+\s+){{0,2}}?(?P<what>{PEOPLE})(?P<each>\s+(?:of war\s+)?(?:each|apiece|from each side|on each side))?",
    re.I,
)
COUNTED = re.compile(rf"\b(?P<n>\d[\d,]*)\s+(?:\w+\s)?(?P<what>{PEOPLE})", re.I)
SWAP = re.compile(
    r"\b(?P<what>prisoners|hostages|detainees|bodies|captives)\b[^.;]{0,60}?\bin exchange for\s+(?:an?\s|the\s)?(?:\w+\snumber\sof\s)?[^.;]{0,50}?\b"
    r"(?P<for>prisoners|hostages|detainees|bodies|captives|\w+)\b",
    re.I,
)
MONEY = re.compile(
    r"(?:[$€£¥]\s?\d[\d.,]*(?:\s?(?:million|billion|bn|m|trillion))?"
    r"|\b\d[\d.,]*\s?(?:million|billion|bn|trillion)?\s?(?:dollars|euros|pounds|crowns|marks|dinars|yuan|roubles|rubles|francs|yen|rupees|pesos"
    r"|lira|liras|rand|riyals|dirhams|shekels|won|baht|shillings|florins|talers|ducats|kroner|kronor|zlotys|forints|credits)\b"
    r"|\b\d[\d.,]*(?:[\s-](?:million|billion|bn|trillion))?-(?:dollar|euro|pound|crown|mark|dinar|yuan|rouble|ruble|franc|yen|rupee|peso)\b)",
    re.I,
)
SHUT_OUT = r"(?:[\w'’-]+\s){0,3}(?:personnel|troops|forces|representatives|soldiers|members|peacekeepers|officials)"
DUE = re.compile(r"\b(?:by|before|no later than|due on|due by|on)\s+(?:the\s+)?$", re.I)
DONE = re.compile(
    r"\b(?:handed|presented|issued|submitted|sent|delivered|accepted|rejected|signed|unveiled|circulated|(?:proposed|made|put)(?=\s+(?:by|to|on|forward)))\b[^,;]*$",
    re.I,
)
BETWEEN = re.compile(r"(?:\s*\([^)]*\))?\s+and\s", re.I)
FROM = re.compile(r"\b(from|between)\s+(?:the\s+)?$", re.I)
UNTIL = re.compile(r"(?:\s*\([^)]*\))?\s+(?:to|until|till)\s", re.I)
WITHIN = re.compile(r"\b(?:within|inside|in the space of)\s+(?:the next |about |some |roughly )?$", re.I)
TARGET = re.compile(r"\s+as\s+(?:the|a|its|their)\s+(?:[\w-]+\s)?(?:date|deadline|day|target)\b", re.I)
AGAINST = re.compile(
    rf"\b(?P<a>\d[\d,]*|[a-z]+)\s+(?:of\s\w+\s)?(?:[\w-]+\s)?(?P<what>{PEOPLE}|citizens|nationals|men|women|fighters|agents|officers|policemen|spies|sailors)\b[^.;]{{0,90}}?"
    r"\bagainst\s+(?P<b>\d[\d,]*|[a-z]+)\b",
    re.I,
)
SHARE = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:%|per\s?cent|percent|percentage points?)", re.I)


class _Word(NamedTuple):
    kind: str
    value: str | None
    beside: re.Pattern[str] | None


class Terms:
    """The codebook's terms and a language's numbers as compiled patterns."""

    def __init__(self, table: Mapping[str, Any], words: Mapping[str, Any]) -> None:
        self._of: dict[str, list[_Word]] = {}
        shields: set[str] = set()
        for entry in table.get("term", ()):
            beside = entry.get("beside")
            near = re.compile(r"\b(?:" + "|".join(re.escape(b) for b in beside) + r")s?\b", re.I) if beside else None
            for word in entry["words"]:
                self._of.setdefault(_key(word), []).append(_Word(entry["kind"], entry.get("value"), near))
            shields.update(_key(word) for word in entry.get("not", ()))
        self._shields = shields
        phrases = {*self._of, *shields}
        body = any_of(phrases, space=r"[\s\u00a0-]+")
        self._words = re.compile(rf"(?:(?<![\w-])|(?<=-and-))(?:{body})(?![\w])", re.I) if phrases else None
        self._numbers: Mapping[str, int] = words["numbers"]
        units = {form: unit for unit, forms in words["units"].items() for form in forms}
        number, unit = rf"\d[\d,.]*|{any_of(self._numbers)}", any_of(units)
        self._units = units
        self._compound = re.compile(rf"\b(?P<n>{number})[\s-](?P<u>{unit})\b(?:[\s-](?P<next>\w+))?", re.I)
        self._changed = re.compile(rf"\bfrom\s+(?:{number})\s+(?P<u>{unit})\s+to\s+(?P<m>{number})\b(?!\s*(?:per|%))", re.I)
        lasting = words["lasting"]
        self._before = re.compile(
            r"\b(?:" + "|".join(lasting["before"]) + r")\s+(?:up to |about |at least |another |a period of |the next |an initial )*$", re.I
        )
        self._not = frozenset(lasting["not"])
        self._dated_at = re.compile(r"\b(?:" + "|".join(re.escape(d) for d in lasting["dated"]) + r")\s+(?:at|on|from|the)?\s*$", re.I)
        self._lasts = re.compile(r"\b(?:" + "|".join(re.escape(u) for u in lasting["until"]) + r")\s+(?:the\s+)?(?:end of\s+)?$", re.I)
        self._ends = re.compile(r"\b(?:" + "|".join(re.escape(u) for u in lasting["ending"]) + r")\s+(?:on|at|in)\s+(?:the\s+)?$", re.I)
        self._never = re.compile(r"\b(?:not|n't|never|only)\b[^,;]*$", re.I)
        composition = table.get("composition", {})
        shut = composition.get("excludes", ())
        self._shut = re.compile(r"\b(?:" + "|".join(re.escape(s) for s in shut) + r")\s+(?P<whom>" + SHUT_OUT + r")", re.I) if shut else None

    def find(self, doc: Document, start: int, end: int, times: tuple[Time, ...] = ()) -> tuple[Term, ...]:
        """The terms between two offsets, each kind and value once, in order of place."""
        found: list[Term] = []
        text = doc.text
        for match in self._words.finditer(text, start, end) if self._words else ():
            key = _key(match[0])
            for word in () if key in self._shields and key not in self._of else self._of.get(key, ()):
                window = text[max(start, match.start() - 40) : min(end, match.end() + 40)]
                if word.beside is None or word.beside.search(window):
                    found.append(Term(word.kind, word.value, doc.span(match.start(), match.end())))
        found.extend(self._lengths(doc, start, end))
        found.extend(self._swaps(doc, start, end))
        found.extend(self._shut_out(doc, start, end))
        found.extend(self._start(doc, start, end, times))
        unique: dict[tuple[str, object], Term] = {}
        for term in sorted(found, key=lambda t: (t.span.start, -t.span.end, t.kind, str(t.value))):
            unique.setdefault((term.kind, term.value), term)
        valued = {t.kind for t in unique.values() if t.value is not None}
        return tuple(t for t in unique.values() if t.value is not None or t.kind not in valued)

    def money(self, doc: Document, start: int, end: int) -> tuple[Term, ...]:
        """The sums and shares between two offsets, as terms of kind money."""
        found = [*MONEY.finditer(doc.text, start, end), *SHARE.finditer(doc.text, start, end)]
        return tuple(Term("money", m[0].strip(" .,"), doc.span(m.start(), m.end())) for m in sorted(found, key=lambda m: m.start()))

    def lengths(self, doc: Document, start: int, end: int) -> tuple[Term, ...]:
        """The lengths of time between two offsets, whatever stands around them: of an answer to "How long?"."""
        found = ((m, self.number(m["n"])) for m in self._compound.finditer(doc.text, start, end))
        return tuple(Term("duration", f"fixed {n} {self._units[m['u'].lower()]}", doc.span(m.start(), m.end("u"))) for m, n in found if n is not None)

    def number(self, word: str) -> int | float | None:
        """The number that a word or digits stand for, or None."""
        plain = word.lower().replace(",", "").strip(" .")
        if plain in self._numbers:
            return self._numbers[plain]
        try:
            value = float(plain)
        except ValueError:
            return None
        return int(value) if value.is_integer() else value

    def _lengths(self, doc: Document, start: int, end: int) -> list[Term]:
        found: list[Term] = []
        for match in self._compound.finditer(doc.text, start, end):
            value = self.number(match["n"])
            unit = self._units[match["u"].lower()]
            before = doc.text[max(start, match.start() - 30) : match.start()]
            joined = (
                "-" in match[0].split(match["u"])[0]
                or match["u"].lower() == unit
                and match["n"].lower() not in ("a", "an")
                and match["next"] is not None
                and value != 1
            )
            if value is None or match["next"] and match["next"].lower() in self._not:
                continue
            if WITHIN.search(before):  # "is to withdraw within 90 days": by when
                found.append(Term("timetable", f"within {value} {unit}", doc.span(match.start(), match.end("u"))))
                continue
            if not joined and not self._before.search(before):
                continue
            tail = match.start("next") if match["next"] else match.end()
            found.append(Term("duration", f"fixed {value} {unit}", doc.span(match.start(), min(tail, match.end()))))
        for match in self._changed.finditer(doc.text, start, end):
            value = self.number(match["m"])
            if value is not None:
                found = [t for t in found if not match.start() <= t.span.start < match.end()]
                found.append(Term("duration", f"fixed {value} {self._units[match['u'].lower()]}", doc.span(match.start(), match.end())))
        return found

    def _swaps(self, doc: Document, start: int, end: int) -> list[Term]:
        found: list[Term] = []
        words = doc.text[start:end].lower()
        pairs = (*((EXCHANGE, PAIR) if "for" in words else ()), *((AGAINST,) if "against" in words else ()))
        for match in (m for pattern in pairs for m in pattern.finditer(doc.text, start, end)):
            a, b = self.number(match["a"]), self.number(match["b"]) if match["b"].lower() != "all" else None
            if match["a"].lower() == match["b"].lower() == "all":
                found.append(Term("exchange", "all for all", doc.span(match.start(), match.end())))
            if a is None or b is None and match["b"].lower() != "all":
                continue
            what = f" {match['what'].lower()}" if match["what"] else ""
            found.append(Term("exchange", f"{a} for {b if b is not None else 'all'}{what}", doc.span(match.start(), match.end())))
        for match in EACH.finditer(doc.text, start, end):
            n = self.number(match["n"])
            if n is not None:
                what = match["what"].lower()
                found.append(Term("exchange", f"{n} for {n} {what}" if match["each"] else f"{n} {what}", doc.span(match.start(), match.end())))
        for match in SWAP.finditer(doc.text, start, end) if "for" in words else ():
            found.append(Term("exchange", f"{match['what'].lower()} for {match['for'].lower()}", doc.span(match.start(), match.end())))
        return found

    def _shut_out(self, doc: Document, start: int, end: int) -> list[Term]:
        found = self._shut.finditer(doc.text, start, end) if self._shut else ()
        return [Term("composition", f"excludes {m['whom'].strip()}", doc.span(m.start(), m.end()), "excludes") for m in found]

    def _start(self, doc: Document, start: int, end: int, times: tuple[Time, ...]) -> list[Term]:
        """A dated start, and dates by which something is to be done."""
        found: list[Term] = []
        for time in times:
            if time.span is None or not start <= time.span.start < end or not time.timex3 or time.timex3.type not in ("DATE", "TIME"):
                continue
            before = doc.text[max(start, time.span.start - 24) : time.span.start]
            opened = FROM.search(before)
            if opened and (BETWEEN if opened[1].lower() == "between" else UNTIL).match(doc.text, time.span.end, end):
                found.extend((Term("start", "dated", time.span), Term("duration", "fixed", time.span)))
            elif (self._lasts.search(before) or self._ends.search(before)) and not self._never.search(
                doc.text[max(start, time.span.start - 40) : time.span.start]
            ):
                found.append(Term("duration", "until", time.span))
            elif self._dated_at.search(before):
                found.append(Term("start", "dated", time.span))
            elif TARGET.match(doc.text, time.span.end, end):  # noqa: SIM114 - two reasons, told apart
                found.append(Term("timetable", time.edtf, time.span))
            elif DUE.search(before) and not DONE.search(doc.text[max(start, time.span.start - 60) : time.span.start]):
                found.append(Term("timetable", time.edtf, time.span))
        return found


def _key(phrase: str) -> str:
    return re.sub(r"[\s\u00a0-]+", " ", phrase.lower())


@functools.lru_cache(maxsize=16)
def terms_of(book: Codebook, lang: Language) -> Terms:
    """The terms of a codebook in a language, compiled once."""
    return Terms(book.table("terms"), lang.table("proposals"))
