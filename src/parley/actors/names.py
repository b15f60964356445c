"""Proper names that no data knows: where they stand in a sentence, and what the report shows them to be.

A name is a run of capitalised words. Whether it is a person's, an organisation's or a place's is decided once for the whole report, from all of its uses:
titles and honorifics before it, given names, appositions, verbs of speech and will, articles, prepositions of place, the kind of word that it ends with.
"""

from typing import NamedTuple

from parley.actors.words import Words
from parley.actors.world import Hit
from parley.model import Sentence, Token

CLOSED = frozenset(("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "PUNCT", "NUM", "SYM", "INTJ", "X", "SPACE"))


class Run(NamedTuple):
    """A run of capitalised words: indexes of its first and last token; `words` are its name part's tokens, from index `start`; what its form alone tells."""

    first: int
    last: int
    start: int
    kind: str  # "organisation", "place", "person", "" when the form does not tell
    title: int  # index of the title noun before the name, else -1


def titled(sent: Sentence) -> bool:
    """Whether a sentence is a headline in title case: most of its longer words are capitalised, and no full stop ends it."""
    if sent.tokens[-1].text == ".":
        return False
    long = [t for t in sent.tokens if len(t.text) > 3 and t.text[0].isalpha()]
    return len(long) > 2 and sum(t.text[0].isupper() for t in long) > 0.7 * len(long)


def runs(sent: Sentence, found: list[Hit], w: Words, known: frozenset[str], *, headline: bool) -> tuple[list[Run], list[Hit]]:
    """The name runs of a sentence, and the hits that are left when those that are part of a person's name are taken away.

    known: lower-case words that are names elsewhere in the report; in a headline in title case only they and given names start a name.
    """
    tokens = sent.tokens
    kept = [hit for hit in found if not _in_personal_name(tokens, hit, w)]
    at = {i: hit for hit in kept for i in range(hit.first, hit.last + 1)}
    result: list[Run] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if not token.text[:1].isupper() and i not in at or not _starts(tokens, i, at, w, known):
            i += 1
            continue
        last = _end(tokens, i, at, w, known)
        run = _headline_run(tokens, i, last, at, w, known) if headline else _run(tokens, i, last, at, w)
        if run is not None:
            result.append(run)
        i = last + 1
    swallowed = {i for run in result if run.kind in ("organisation", "place") for i in range(run.first, run.last + 1)}
    owners = [h for h in kept if h.first not in swallowed or _first_of(result, h)]
    return result, owners


def _first_of(result: list[Run], hit: Hit) -> bool:
    """Whether a hit opens a longer organisation's name as its owner ("British Defence Ministry")."""
    return any(run.first == hit.first and run.last > hit.last and run.kind == "organisation" for run in result)


def _in_personal_name(tokens: tuple[Token, ...], hit: Hit, w: Words) -> bool:
    if hit.first != hit.last or hit.form == "demonym" and hit.entry.kind == "state" and tokens[hit.first].lower not in w.given:
        return False
    i = hit.first
    if i and tokens[i - 1].lower in w.given and tokens[i - 1].text[0].isupper():
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return bool(tokens[i].lower in w.given and following and following.pos == "PROPN" and following.text[0].isupper() and following.lower not in w.name_ends)


def _capital(tokens: tuple[Token, ...], i: int, at: dict[int, Hit], w: Words, known: frozenset[str]) -> bool:
    token = tokens[i]
    if i in at:
        return True
    text = token.text
    if not text[:1].isupper() or token.lower in w.calendar or token.lower.rstrip("s") in w.calendar or token.quote >= 0:
        return False
    if token.pos in CLOSED and token.lower not in known:
        return token.pos in ("X", "NUM", "INTJ") and token.lower in w.given and len(text) > 2
    return i > 0 or token.pos == "PROPN" or token.lower in w.given or token.lower in known or _speaks(tokens, token, w)


def _speaks(tokens: tuple[Token, ...], token: Token, w: Words) -> bool:
    """Whether a word that opens a sentence, read by the parser as a common noun, is a name: a bare singular that says something ("Zarkhov on Sunday said")."""
    if token.tag != "NN" or token.dep != "nsubj" or tokens[token.head].lemma not in w.small["human"]:
        return False
    if any(t.head == token.i and t.dep == "det" for t in tokens):
        return False
    lemma = token.lemma.lower()
    return not any(lemma in words for words in (w.persons, w.organisations, w.groups, w.anonymous, w.documents)) and lemma not in w.bodies


def _starts(tokens: tuple[Token, ...], i: int, at: dict[int, Hit], w: Words, known: frozenset[str]) -> bool:
    return _capital(tokens, i, at, w, known) and tokens[i].lower not in w.pronouns


def _end(tokens: tuple[Token, ...], i: int, at: dict[int, Hit], w: Words, known: frozenset[str]) -> int:
    last = at[i].last if i in at else i
    body = tokens[i].lower in w.organisations
    while last + 1 < len(tokens):
        n = last + 1
        token = tokens[n]
        if _capital(tokens, n, at, w, known):
            last = at[n].last if n in at else n
            body = body or token.lower in w.organisations
        elif token.text[:1].isupper() and token.pos == "PROPN" and last == i and tokens[i].lower in w.given and token.lower in w.calendar:
            last = n  # a surname that is also a month's name
        elif n + 1 < len(tokens) and (
            _second_half(tokens, n) and last > i and last not in at or _joins(tokens, n, last in at, w) and _capital(tokens, n + 1, at, w, known)
        ):
            last = n + 1
        elif body and token.lower in w.small["of"] and (to := _after_of(tokens, n, at, w, known)):
            last = to
        else:
            break
    return last


def _second_half(tokens: tuple[Token, ...], n: int) -> bool:
    """Whether a hyphen joins the second half of a given name in lower case, as Korean names are written ("Ban Ki-moon"), and no adjective ("-led")."""
    if tokens[n].text != "-":
        return False
    before, after = tokens[n - 1], tokens[n + 1]
    joined = before.end == tokens[n].start and tokens[n].end == after.start
    return (
        joined
        and after.pos in ("PROPN", "NOUN")
        and after.text.islower()
        and len(before.text) < 6
        and len(after.text) < 6
        and after.dep not in ("amod", "compound")
    )


def _joins(tokens: tuple[Token, ...], n: int, after_hit: bool, w: Words) -> bool:
    """Whether a small word or mark stands inside a name: "&", a hyphen without spaces, "van", "al"."""
    token = tokens[n]
    before = tokens[n - 1]
    if token.tag == "POS":
        owner = before.lower in w.offices or before.lower in w.inner or before.lemma.lower() in w.groups
        return owner and n + 1 < len(tokens) and tokens[n + 1].lower in w.name_ends
    if token.text == "]":
        return True
    return token.text == "&" or token.text == "-" and tokens[n - 1].end == token.start or token.lower in w.particles and not after_hit


def _after_of(tokens: tuple[Token, ...], n: int, at: dict[int, Hit], w: Words, known: frozenset[str]) -> int:
    n += 1
    if n < len(tokens) and tokens[n].lower in w.small["article"]:
        n += 1
    return (at[n].last if n in at else n) if n < len(tokens) and _capital(tokens, n, at, w, known) else 0


def _run(tokens: tuple[Token, ...], first: int, last: int, at: dict[int, Hit], w: Words) -> Run | None:
    if first in at and at[first].last == last:
        return None
    while tokens[first].lower in w.former or tokens[first].lower in w.calendar:
        first += 1
        if first > last:
            return None
    end = tokens[last].lower
    inside = [tokens[j].lower for j in range(first, last + 1)]
    office = first > 0 and tokens[first - 1].lower in w.offices and tokens[first - 1].dep in ("compound", "nmod")  # "Dutch general Maarten Post"
    personal = len(inside) in (2, 3) and (inside[0] in w.given or office) and first not in at and end in w.name_ends_surnames
    if last not in at and end in w.name_ends and not personal:
        return Run(first, last, first, "organisation", -1)
    if any(word in w.small["of"] for word in inside) and any(word in w.organisations for word in inside):
        return Run(first, last, first, "organisation", -1)
    if last not in at and end in w.places and last > first and not personal:
        return Run(first, last, first, "place", -1)
    if first == last and (tokens[first].lemma.lower() in w.persons and tokens[first].tag in ("NNS", "NNPS") or tokens[first].lower in w.groups):
        return None
    start = last
    while start > first and not _is_title(tokens, start - 1, at, w) and start - 1 not in at:
        start -= 1
    if start == first and _calling(inside, w):
        start += 1
    titled_person = start > 0 and _is_title(tokens, start - 1, at, w)
    if start in at or last in at and tokens[start].lower not in w.given and not titled_person:
        return _with_hit(tokens, min(start, last - 1) if last > first else first, last, at, w)
    if start == last and _is_title(tokens, start, at, w):
        if first < last and inside[0] in w.given and first not in at:
            return Run(first, last, first, "person", -1)
        return None
    if last > start and tokens[start].lower in w.place_starts:
        return Run(first, last, start, "place", -1)
    return Run(first, last, start, _kind(tokens, start, last, w), _title_before(tokens, start, at, w))


def _calling(words: list[str], w: Words) -> bool:
    """Whether the first of the words is what somebody is, at the start of a sentence ("Actress Ada Renn"; "Welder Ada Renn", by ending and given name)."""
    if len(words) < 3 or words[0] in w.given:
        return False
    return words[0] in w.persons or words[1] in w.given and words[0].endswith(w.agents)


def _with_hit(tokens: tuple[Token, ...], first: int, last: int, at: dict[int, Hit], w: Words) -> Run | None:
    """A name that ends with a known one: a part of a place ("Eastern Norra"), or an organisation's ("Air Norra", "Radio Norra"); else None.

    What may stand inside an office's name ("air", "home") is a title before a person's name only, never before a state's.
    """
    before = tokens[last - 1] if last > first and at[last].first == last else None
    if before is None or last - 1 in at or before.pos != "PROPN" or at[last].form == "demonym" or at[last].entry.kind != "state":
        return None
    if before.lower in w.directions:
        return Run(last - 1, last, last - 1, "place", -1)
    title = _is_title(tokens, last - 1, at, w) and before.lower not in w.inner
    if title or before.lower in w.persons or before.dep != "compound" or before.head != last:
        return None
    return Run(first, last, first, "organisation", -1)


def _kind(tokens: tuple[Token, ...], start: int, last: int, w: Words) -> str:
    name = tokens[start].lower
    if last > start and name in w.given or start and tokens[start - 1].lower in w.honorifics:
        return "person"
    before = tokens[start - 1] if start else None
    body = before is not None and before.pos == "NOUN" and before.lemma in w.organisations and before.lemma not in w.persons and before.lemma not in w.offices
    return "organisation" if body and before is not None and before.dep == "compound" and last > start else ""  # "consumer group Fair Meter"


def _is_title(tokens: tuple[Token, ...], i: int, at: dict[int, Hit], w: Words) -> bool:
    if i in at:
        return False
    token = tokens[i]
    return token.lower in w.offices or token.lower in w.ranks or token.lower in w.honorifics or token.lower in w.inner and token.lower not in w.given


def _title_before(tokens: tuple[Token, ...], start: int, at: dict[int, Hit], w: Words) -> int:
    """The index of the title noun directly before a name ("spokesman Dmitry Peskov"), else -1."""
    if not start or start - 1 in at:
        return -1
    before = tokens[start - 1]
    if start > 2 and tokens[start - 2].lower in w.small["of"] and tokens[start - 3].lower in w.offices:
        return start - 3
    if before.lower in w.honorifics or before.lower in w.ranks or before.lower in w.offices:
        return start - 1
    return start - 1 if before.pos in ("NOUN", "PROPN") and before.lemma.lower() in w.persons and before.tag in ("NN", "NNP") else -1


def _headline_run(tokens: tuple[Token, ...], first: int, last: int, at: dict[int, Hit], w: Words, known: frozenset[str]) -> Run | None:
    """In a headline every word is capitalised: a name is a given name with what follows it, or words that are a name elsewhere in the report."""
    for i in range(first, last + 1):
        if i in at:
            continue
        word = tokens[i].lower
        if word in known:
            end = i
            while end < last and end + 1 not in at and tokens[end + 1].lower in known:
                end += 1
            return Run(i, end, i, "", _title_before(tokens, i, at, w))
        if word in w.given and i < last and i + 1 not in at and tokens[i + 1].pos == "PROPN" and tokens[i + 1].lower not in w.speech:
            return Run(i, i + 1, i, "person", _title_before(tokens, i, at, w))
    return None
