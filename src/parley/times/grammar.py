"""Recognising: rules over classes of tokens, applied in levels, each of which sees what the one before it found as single tokens.

A rule is data (`lang/<code>/times.toml`, `[[rule]]`): `form` is a regular expression whose letters are classes, `make` the algebra's constructor,
`gives` the
classes of the result. In a form, `name` is a token of that class, `<slot:name>` one whose value the constructor gets (`<name>` for short), `'words'`
these words
of the text, `{slot: …}` a run of tokens whose offsets it gets, `name@` a form of the table `macro`; the rest — ( ) | ? * + (?= (?! (?<= (?<! — has
its usual meaning. Of overlapping matches the leftmost, then the longest, then the rule that stands first in the file
wins: a cascade of finite-state grammars (Abney, "Partial parsing via finite-state cascades", 1996).
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from parley.errors import CodebookError
from parley.lang import Language
from parley.times.algebra import Expr
from parley.times.build import build
from parley.times.parts import Range
from parley.times.words import COMMON, Lexicon, Tok

_PIECE = re.compile(
    r"<(?:(?P<slot>\w+):)?(?P<cls>\w+)>|'(?P<literal>[^']+)'|(?P<times>\{[\d,]+\})|\{(?P<run>\w+):|(?P<close>\})|(?P<bare>\w+)|(?P<space>\s+)|(?P<rest>\(\?<?[=!:]|.)"
)


class Rule(msgspec.Struct, frozen=True):
    """One rule, compiled: which slots it fills from which classes, what it makes and under which classes later levels see it."""

    name: str
    pattern: "re.Pattern[str]"
    slots: tuple[tuple[str, str], ...]
    make: str
    constants: Mapping[str, Any]
    gives: tuple[str, ...]
    char: str
    order: int


class Level:
    """The rules of one level, found by what a text holds: a rule is tried where a token has a class that the rule cannot do without, a rare one.

    ways: for each alternative of the form the names of such classes, each with its characters.
    """

    def __init__(self, rules: Sequence[tuple[Rule, Sequence[Mapping[str, str]]]], common: frozenset[str]) -> None:
        self._always: list[Rule] = []
        self._by_char: dict[str, list[Rule]] = {}
        for rule, ways in rules:
            # Short words in quotes ("of", "the") are in nearly every text, and so are words and commas.
            rare = [min((chars for name, chars in way.items() if common.isdisjoint(chars) and not _short(name)), key=len, default="") for way in ways]
            if not all(rare):
                self._always.append(rule)
                continue
            for char in sorted(set("".join(rare))):
                self._by_char.setdefault(char, []).append(rule)
        self._chars = frozenset(self._by_char)

    def rules(self, chars: frozenset[str]) -> Iterable[Rule]:
        """The rules that may match in a string of these class characters, each once."""
        found = {rule.order: rule for char in self._chars & chars for rule in self._by_char[char]}
        return (*self._always, *found.values())


def _short(name: str) -> bool:
    return name.startswith("=") and len(name) <= 4


class Found(msgspec.Struct, frozen=True):
    """One time expression of a text: offsets, what it means, the rule that found it and the expressions inside it ("from 8 May until 10 May" has
    two)."""

    start: int
    end: int
    expr: Expr
    rule: str
    parts: tuple["Found", ...] = ()


class Grammar:
    """The rules of one language, by level."""

    def __init__(self, lang: Language) -> None:
        table = lang.table("times")
        self.lexicon: Lexicon = _with_literals(lang)
        raw = list(table["rule"])
        for rule in raw:
            self.lexicon.classes.char(rule["gives"].split())
        self._macros: Mapping[str, str] = table.get("macro", {})
        levels: dict[int, list[tuple[Rule, list[dict[str, str]]]]] = {}
        for order, rule in enumerate(raw):
            levels.setdefault(rule["level"], []).append((self._compile(rule, order), self._ways(rule)))
        common = frozenset(self.lexicon.forms[name][0] for name in COMMON)
        self.levels = tuple(Level(levels[level], common) for level in sorted(levels))

    def _ways(self, rule: Mapping[str, Any]) -> list[dict[str, str]]:
        """For each alternative of a form the classes of which a token must be there, with their characters; what stands in brackets is left out."""
        ways: list[dict[str, str]] = [{}]
        depth, last = 0, ""
        for m in _PIECE.finditer(_expanded(rule["form"], self._macros)):
            if m["space"]:
                continue
            depth += bool(m["run"] or (m["rest"] or "").startswith("(")) - bool(m["close"] or m["rest"] == ")")
            if depth == 0 and (m["times"] or m["rest"] in ("?", "*")):
                ways[-1].pop(last, None)
            elif depth == 0 and m["rest"] == "|":
                ways.append({})
            last = ""
            for name in [f"={word}" for word in m["literal"].split()] if m["literal"] else filter(None, [m["cls"] or m["bare"]]):
                if depth == 0 and name not in ways[-1]:
                    ways[-1][name] = self.lexicon.classes.any_of(name)
                    last = name
        return ways

    def _compile(self, rule: Mapping[str, Any], order: int) -> Rule:
        slots: list[tuple[str, str]] = []
        out: list[str] = []
        names: dict[str, int] = {}
        form = _expanded(rule["form"], self._macros)
        for m in _PIECE.finditer(form):
            if m["space"]:
                continue
            if m["cls"]:
                slot = m["slot"] or m["cls"]
                names[slot] = names.get(slot, 0) + 1
                group = f"{slot}__{names[slot]}"
                slots.append((group, m["cls"]))
                out.append(f"(?P<{group}>{self._class(m['cls'], rule)})")
            elif m["times"]:
                out.append(m["times"])
            elif m["run"]:
                group = f"{m['run']}__run"
                slots.append((group, ""))
                out.append(f"(?P<{group}>")
            elif m["close"]:
                out.append(")")
            elif m["literal"]:
                out.append("".join(self._class(f"={word}", rule) for word in m["literal"].split()))
            elif m["bare"]:
                out.append(self._class(m["bare"], rule))
            else:
                out.append("(?:" if m["rest"] == "(" else m["rest"])
        gives = tuple(rule["gives"].split())
        try:
            pattern = re.compile("".join(out))
        except re.error as fault:
            raise CodebookError(f"times.toml, rule {rule['form']!r}: {fault}") from fault
        return Rule(rule["form"], pattern, tuple(slots), rule["make"], rule.get("with", {}), gives, self.lexicon.classes.char(gives), order)

    def _class(self, name: str, rule: Mapping[str, Any]) -> str:
        chars = self.lexicon.classes.any_of(name)
        if not chars:
            raise CodebookError(f"times.toml, rule {rule['form']!r}: no token has the class {name!r}")
        return f"[{chars}]"

    def read(self, text: str) -> tuple[list[Found], list[Tok], str]:
        """The time expressions of a text in order, and its tokens with their class characters."""
        toks, chars = self.lexicon.lex(text)
        first, first_chars = toks, chars
        found: dict[int, Found] = {}
        held, at = frozenset(chars), chars
        for level in self.levels:
            if chars is not at:
                held, at = frozenset(chars), chars
            toks, chars, found = self._pass(level, toks, chars, held, found)
        kept = [entry for _, entry in sorted(found.items()) if isinstance(entry.expr, Expr) and entry.expr.free]
        return kept, first, first_chars

    def _pass(self, level: Level, toks: list[Tok], chars: str, held: frozenset[str], found: dict[int, Found]) -> tuple[list[Tok], str, dict[int, Found]]:
        """One level: all matches, the best of those that overlap, each made one token. held: the characters of the string."""
        matches = [(m.start(), -m.end(), rule.order, rule, m) for rule in level.rules(held) for m in rule.pattern.finditer(chars) if m.end() > m.start()]
        if not matches:
            return toks, chars, found
        matches.sort(key=lambda item: item[:3])
        out: list[Tok] = []
        out_chars: list[str] = []
        kept: dict[int, Found] = {}
        at = 0
        for start, minus_end, _, rule, m in matches:
            if start < at:
                continue
            made = self._made(rule, m, toks)
            if made is None:
                continue
            end = -minus_end
            out.extend(toks[at:start])
            out_chars.append(chars[at:start])
            inner = _sides(made, m, toks) or tuple(found[i] for t in toks[start:end] for i in (t.start,) if i in found and found[i].end <= t.end)
            span = (toks[start].start, toks[end - 1].end)
            out.append(Tok(span[0], span[1], dict.fromkeys(rule.gives, made)))
            out_chars.append(rule.char)
            for part in inner:
                found.pop(part.start, None)
            if isinstance(made, Expr):
                kept[span[0]] = Found(span[0], span[1], made, rule.name, inner)
            at = end
        out.extend(toks[at:])
        out_chars.append(chars[at:])
        return out, "".join(out_chars), {**found, **kept}

    def _made(self, rule: Rule, m: "re.Match[str]", toks: list[Tok]) -> Any:
        values: dict[str, Any] = dict(rule.constants)
        for group, cls in rule.slots:
            if m.start(group) >= 0:
                tok = toks[m.start(group)]
                values[group.split("__")[0]] = tok.values[cls] if cls else (tok.start, toks[m.end(group) - 1].end)
        return build(rule.make, values)


def _sides(made: Any, m: "re.Match[str]", toks: list[Tok]) -> tuple[Found, ...]:
    """Both ends of a range that one rule read from bare numbers, each with its own words ("May 8" and "10")."""
    if not isinstance(made, Range):
        return ()
    at = {group.split("__")[0]: m.start(group) for group in m.re.groupindex if m.start(group) >= 0}
    if not isinstance(next(iter(v for k, v in toks[at["first"]].values.items())), int):
        return ()
    last = max(at.get("last", 0), at.get("short", 0))
    begin = min(at["first"], at.get("month", at["first"]))
    first, second = made.ends()
    return (
        Found(toks[begin].start, toks[at["first"]].end, first, "range"),
        Found(toks[last].start, toks[max(at.values())].end, second, "range"),
    )


def _expanded(form: str, macros: Mapping[str, str]) -> str:
    """The form with "name@" replaced by what the table `macro` says."""
    return re.sub(r"(\w+)@", lambda m: macros[m[1]], form)


def _with_literals(lang: Language) -> Lexicon:
    """The language's lexicon, with each word that stands in quotes in a rule as a class of its own ("=of")."""
    table = lang.table("times")
    literals = {
        f"={word}": {word: word}
        for rule in table["rule"]
        for m in _PIECE.finditer(_expanded(rule["form"], table.get("macro", {})))
        if m["literal"]
        for word in m["literal"].split()
    }
    return Lexicon({**table, "classes": {**table["classes"], **literals}})


@functools.cache
def grammar(lang: Language) -> Grammar:
    """The grammar of a language, compiled once; raises `CodebookError` when its data break their form."""
    return Grammar(lang)
