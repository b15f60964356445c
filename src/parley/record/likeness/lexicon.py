"""The words of `lang/<code>/record.toml` in the form in which the reduce asks for them."""

import functools
from collections import Counter
from collections.abc import Sequence

import msgspec

from parley.lang import languages, load
from parley.model import Span
from parley.record.likeness.words import form, forms_of, stem, words

# Words of the longest answer.
LONGEST = 4
# Characters before a cue in which two words stand.
REACH = 40
# Words after a verb in which its object is looked for.
REACHES = 7
_FALLBACK = "en"


class Lexicon(msgspec.Struct, frozen=True):
    """One language's words for joining findings."""

    stop: frozenset[str]
    negators: frozenset[str]
    denial: frozenset[str]
    refuse: frozenset[str]
    untrue: frozenset[str]
    answers: tuple[str, ...]
    denied: tuple[tuple[str, frozenset[str]], ...]
    conditions: frozenset[str]
    waives: tuple[str, ...]
    breach: frozenset[str]
    breaks: frozenset[str]
    kept: frozenset[str]
    renews: frozenset[str]
    fights: frozenset[str]
    ends: frozenset[str]
    shift: tuple[str, ...]
    minutes: dict[str, float]
    said: frozenset[str]
    also: frozenset[str]
    mentions: frozenset[str]
    texts: frozenset[str]
    occasions: dict[str, str]
    orders: dict[str, float]
    counted: dict[str, str]

    def bag(self, text: str) -> Counter[str]:
        """The content words of a text, as stems, with their counts."""
        return Counter(stem(word) for word in forms_of(text) if self.telling(word))

    def telling(self, word: str) -> bool:
        """Whether a word has content of its own."""
        return word not in self.stop and word not in self.negators and (len(word) > 1 or word.isdigit())

    def negated(self, text: str) -> bool:
        """Whether the text has an odd number of negators and words that deny."""
        return sum(word in self.negators or word in self.denial for word in forms_of(text)) % 2 == 1

    def occasion(self, text: str) -> str | None:
        """The kind of occasion that a text names last, if it names one."""
        found = [self.occasions[name] for word in forms_of(text) if (name := stem(word)) in self.occasions]
        return found[-1] if found else None

    def breaches(self, text: str) -> bool:
        """Whether a text tells that what was agreed is broken ("Orlan broke the truce", "resumes fire"), and not that an evil ends ("halts attacks")."""
        forms = forms_of(text)
        if any(word in self.negators or word in self.ends for word in forms):
            return False
        broken = any(word in self.breaks and self.kept & set(forms[n + 1 : n + REACHES]) for n, word in enumerate(forms))
        renewed = any(word in self.renews and self.fights & set(forms[n + 1 : n + REACHES]) for n, word in enumerate(forms))
        return broken or renewed or any(word in self.breach for word in forms)

    @property
    def reports(self) -> frozenset[str]:
        """Words for what the press puts out."""
        return next(some for kind, some in self.denied if kind == "report")

    def denies(self, act: str, cue: Sequence[Span], content: str) -> bool:
        """Whether a statement denies: by its act, unless its verb only refuses; or by calling a report untrue."""
        said = set(forms_of(content))
        if self._untrue(content) and (said & self.reports or self._answers(content)):
            return True
        refuses = any(word in self.refuse for span in cue for word in forms_of(span.text))
        return bool(said & (self.reports | self.untrue)) if refuses or act == "reject" else act == "deny"

    def _untrue(self, content: str) -> bool:
        """Whether a text has a word or phrase that calls something untrue."""
        low = f" {' '.join(forms_of(content))} "
        return any(f" {phrase} " in low for phrase in self.untrue)

    def undenied(self, text: str, cue: Sequence[Span]) -> bool:
        """Whether a word of denying is itself negated just before it ("neither confirmed nor denied", "did not deny"): that says nothing."""
        start = min((span.start for span in cue), default=0)
        return any(word.form in self.negators for word in words(text, max(0, start - REACH), start)[-2:])

    def _answers(self, content: str) -> bool:
        """Whether a text calls untrue what somebody else said ("that is a lie", "this is pure invention"): up to two words stand between."""
        forms = forms_of(content)
        before = [" ".join(forms[max(0, n - gap - LONGEST) : n - gap]) for n, word in enumerate(forms) if word in self.untrue for gap in (0, 1, 2) if n > gap]
        return any(f" {said}".endswith(f" {answer}") for said in before for answer in self.answers)

    def refers_to_negation(self, cue: Sequence[Span], text: str) -> bool:
        """Whether what a denial denies is itself negated: only when its cue denies ("denied that no one was hurt"), not when its content does."""
        denies = any(word in self.denial for span in cue for word in forms_of(span.text))
        return denies and sum(word in self.negators for word in forms_of(text)) % 2 == 1


@functools.cache
def lexicon(language: str | None) -> Lexicon:
    """The lexicon of a language; English where the language has none of its own."""
    code = language if language in languages() and load(language).has("record") else _FALLBACK
    table = load(code).table("record")
    denial = table["denial"]
    return Lexicon(
        stop=_forms(table["content"]["stop"].split()),
        negators=_forms(table["content"]["negators"]),
        denial=_forms(denial["cues"]),
        refuse=_forms(denial["refuse"]),
        untrue=_forms(denial["untrue"]),
        answers=tuple(form(words) for words in denial["answers"]),
        denied=tuple((kind, _forms(denial[kind])) for kind in ("report", "motive", "figure", "format", "term")),
        conditions=frozenset(stem(form(word)) for word in table["conditions"]["words"]),
        waives=tuple(table["conditions"]["waive"]),
        breach=_forms(table["conditions"]["breach"]),
        breaks=_forms(table["conditions"]["breaks"]),
        kept=_forms(table["conditions"]["kept"]),
        renews=_forms(table["conditions"]["renews"]),
        fights=_forms(table["conditions"]["fights"]),
        ends=_forms(table["conditions"]["ends"]),
        shift=tuple(table["shift"]["words"]),
        minutes={name: float(value) for name, value in table["durations"].items()},
        said=_forms(denial["said"]),
        also=_forms(denial["also"]),
        mentions=_forms(denial["mentions"]),
        texts=_forms(denial["texts"]),
        occasions={stem(form(word)): name for name, some in table["occasions"].items() for word in some},
        orders={name: float(value) for name, value in table["orders"].items()},
        counted={stem(form(word)): name for name, some in table["counted"].items() for word in some},
    )


@functools.cache
def giving_up() -> tuple[str, ...]:
    """Words of which every text has one that gives up a condition, in any language: the longest of each phrase for that."""
    return tuple(sorted({max(phrase.split(), key=len) for code in languages() for phrase in lexicon(code).waives}))


def _forms(written: Sequence[str]) -> frozenset[str]:
    return frozenset(form(word) for word in written)
