"""The names of a report, each decided once: a person's, an organisation's or a place's; surname and full name brought together."""

from collections import defaultdict
from typing import NamedTuple

from rapidfuzz import fuzz

from parley.actors.names import Run, runs, titled
from parley.actors.who import Who
from parley.actors.words import Words
from parley.actors.world import Hit, World, fold, hits
from parley.model import Sentence, Token
from parley.model.actor import ActorKind
from parley.model.tree import dependents

SAME_SURNAME = 88.0  # ratio of two spellings of one surname after the same given name ("Zelensky", "Zelenskyy": 94); measured on press transliterations


Scores = dict[tuple[str, ...], dict[str, float]]
TWO = "?"  # the key of a surname that two people of the report share
KINDS: dict[str, tuple[str, ActorKind]] = {"organisation": ("org", "organisation"), "place": ("place", "place"), "polity": ("polity", "state")}


class Found(NamedTuple):
    """Hits and runs of one sentence."""

    hits: list[Hit]
    runs: list[Run]
    headline: bool


class Names(NamedTuple):
    """What the names of a report stand for: `who` by key, and the key of each name as its lower-case words."""

    found: list[Found]
    who: dict[str, Who]
    keys: dict[tuple[str, ...], str]
    surnames: dict[str, list[str]]


def learn(sentences: tuple[Sentence, ...], text: str, w: Words, data: World) -> Names:
    """The names of all sentences, decided together; headlines in title case last, with the names that the rest has taught."""
    found: list[Found | None] = [None] * len(sentences)
    scores: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    written: dict[tuple[str, ...], str] = {}
    headlines = [n for n, sent in enumerate(sentences) if titled(sent)]
    skip = set(headlines)
    order = [n for n in range(len(sentences)) if n not in skip] + headlines
    known: frozenset[str] = frozenset()
    again = [n for n in order if n not in skip and sentences[n].tokens[0].text[:1].isupper() and sentences[n].tokens[0].pos != "PROPN"]
    last = skip.union(again)
    for n in [n for n in order if n not in last] + again + headlines:
        sent = sentences[n]
        if n in last and not known:
            known = frozenset(word for name in scores for word in name if len(word) > 2 and word not in w.persons and word not in w.organisations)
        sent_runs, kept = runs(sent, hits(sent, text, data), w, known, headline=n in skip)
        found[n] = Found(kept, sent_runs, n in skip)
        for run in sent_runs:
            name = words_of(sent, run)
            written.setdefault(name, _written(sent, run))
            weigh(sent, run, w, scores[name])
    capitals = {t.lower for sent in sentences for t in sent.tokens if t.text[:1].isupper() and t.pos in ("ADJ", "PROPN", "NOUN")}
    adjectives = _adjectives(scores, capitals, w)
    kinds = _decide(scores, adjectives)
    _join_states(sentences, names_of(found), kinds, scores)
    names = Names([f for f in found if f is not None], {}, {}, defaultdict(list))
    _persons(kinds, written, names, w, data)
    for name, kind in kinds.items():
        if kind in ("organisation", "place", "polity"):
            _thing(name, written[name], kind, names, w)
    for adjective, word in adjectives.items():
        if kinds.get((adjective,)) == "demonym" and (word,) in names.keys:
            names.keys[(adjective,)] = names.keys[(word,)]
    return names


def names_of(found: list[Found | None]) -> list[Found]:
    """What was found, sentence by sentence."""
    return [f for f in found if f is not None]


def _join_states(sentences: tuple[Sentence, ...], found: list[Found], kinds: dict[tuple[str, ...], str], scores: Scores) -> None:
    """A bare name that is coordinated with a state ("Karsk and Ruvia") is one too, unless it is surely a person's."""
    for sent, here in zip(sentences, found, strict=True):
        if not any(t.dep == "conj" for t in sent.tokens):
            continue
        states = {i for h in here.hits if h.entry.kind == "state" and h.form == "name" for i in range(h.first, h.last + 1)}
        states |= {i for r in here.runs if kinds.get(words_of(sent, r)) == "polity" for i in range(r.start, r.last + 1)}
        for run in here.runs if states else ():
            name = words_of(sent, run)
            head = sent.tokens[head_of(sent.tokens, run.start, run.last)]
            other = head.head if head.dep == "conj" else next((c for c in sent.children[head.i] if sent.tokens[c].dep == "conj"), -1)
            if other in states and len(name) == 1 and not scores[name].get("strong") and kinds.get(name) != "demonym":
                kinds[name] = "polity"


def words_of(sent: Sentence, run: Run) -> tuple[str, ...]:
    """The name part of a run as lower-case words; hyphenated parts are one word."""
    return words_between(sent.tokens, run.start, run.last)


def words_between(tokens: tuple[Token, ...], first: int, last: int) -> tuple[str, ...]:
    """The lower-case words from token `first` to token `last`, hyphenated parts as one."""
    words = [tokens[first].lower]
    for i in range(first + 1, last + 1):
        if tokens[i].text in "[]":
            continue
        if tokens[i].start == tokens[i - 1].end and (tokens[i].text == "-" or tokens[i - 1].text == "-"):
            words[-1] += tokens[i].lower
        else:
            words.append(tokens[i].lower)
    return tuple(words)


def _written(sent: Sentence, run: Run) -> str:
    tokens = [t for t in sent.tokens[run.start : run.last + 1] if t.text not in "[]"]
    return "".join(t.text + (" " if n + 1 < len(tokens) and tokens[n + 1].start > t.end else "") for n, t in enumerate(tokens))


def weigh(sent: Sentence, run: Run, w: Words, score: dict[str, float]) -> None:
    """Adds what one use of a name shows about its kind."""
    tokens = sent.tokens
    head = head_of(tokens, run.first, run.last)
    token = tokens[head]
    if run.kind:
        score[run.kind] += 3
    if run.title >= 0:
        score["person"] += 3
    if run.title >= 0 or run.kind == "person":
        score["strong"] += 1
    if run.last == run.start:
        if tokens[run.start].lower in w.given:
            score["person"] += 1
        if token.text.isupper() and 1 < len(token.text) < 7:
            score["organisation"] += 2
    _weigh_role(token, tokens[token.head], w, score, run_title=run.title >= 0)
    if run.first == 0 and tokens[run.last].text.isupper() and run.last + 1 < len(tokens) and tokens[run.last + 1].text in ("-", "--", "("):
        score["place"] += 4
    for child in dependents(sent, head):
        if child.dep == "det" and child.lower in w.small["article"] and child.i < run.start:
            score["organisation"] += 1.5
        elif child.dep == "appos":
            _apposed(child, w, score)
        elif child.dep == "relcl" and any(t.lower in w.small["who"] for t in dependents(sent, child.i)):
            score["person"] += 2
            score["strong"] += 1
    after = tokens[run.last + 1 : run.last + 4]
    if len(after) == 3 and after[0].text == "," and after[1].text.isdigit() and len(after[1].text) == 2 and after[2].text == ",":
        score["person"] += 2
        score["strong"] += 1


def _weigh_role(token: Token, verb: Token, w: Words, score: dict[str, float], *, run_title: bool) -> None:
    """What the name's part in its clause shows."""
    if token.dep == "nsubj" and verb.lemma in w.speech:
        score["person"] += 1.5
    elif token.dep in ("nsubj", "nsubjpass", "dobj", "dative", "poss", "appos", "conj", "ROOT"):
        score["person"] += 0.3
    if token.dep == "poss" and verb.lemma in w.person_owned:
        score["person"] += 1
    if token.dep in ("poss", "compound", "nmod") and verb.lemma.lower() in w.polity:
        score["polity"] += 2
    if token.dep == "pobj" and verb.lower in w.small["from"] and not run_title:
        score["place"] += 1
    elif token.dep == "pobj":
        if verb.lower in w.prepositions:
            score["place"] += 1.5
        elif verb.lower in w.small["with"]:
            score["person"] += 0.3
    if token.dep == "appos":
        _apposed(verb, w, score)


def _apposed(noun: Token, w: Words, score: dict[str, float]) -> None:
    lemma = noun.lemma.lower()
    if lemma in w.persons:
        score["person"] += 2
        score["strong"] += 1
    elif lemma in w.organisations:
        score["organisation"] += 2
    elif lemma in w.places:
        score["place"] += 2


def head_of(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """The index of the token of a run whose head lies outside it (the last one when the parse gives several)."""
    for i in range(last, first - 1, -1):
        if not first <= tokens[i].head <= last or tokens[i].head == i:
            return i
    return last


def _adjectives(scores: Scores, capitals: set[str], w: Words) -> dict[str, str]:
    """The names from which the report itself makes adjectives: "Norran" tells that Norra is a country or city; adjective to name."""
    found: dict[str, str] = {}
    for name in scores:
        word = name[0]
        if len(name) > 1 or len(word) < 4 or scores[name].get("strong"):
            continue
        stems = (word, word[:-1]) if word[-1] in "aeoy" else (word,)
        for adjective in (stem + ending for stem in stems for ending in w.demonym_endings):
            if adjective in capitals and adjective != word and not scores.get((adjective,), {}).get("strong"):
                found[adjective] = word
    return found


def _decide(scores: Scores, adjectives: dict[str, str]) -> dict[tuple[str, ...], str]:
    """The kind of each name; a surname shares the evidence of the longer name that ends with it."""
    places = set(adjectives.values())
    kinds: dict[tuple[str, ...], str] = {}
    for name in sorted(scores, key=lambda n: (-len(n), n)):
        score = {k: v for k, v in scores[name].items() if k != "strong"}
        best = max(sorted(score), key=lambda k: score[k], default="")
        if not scores[name].get("strong") and (name[0] in places or score.get("polity", 0) > 1 or score.get("place", 0) > 1 and score.get("person", 0) > 1):
            kinds[name] = "polity" if len(name) == 1 or score.get("polity", 0) > 1 else best
        elif len(name) == 1 and name[0] in adjectives:
            kinds[name] = "demonym"
        elif best and score[best] > 0.5:
            kinds[name] = "person" if best == "polity" else best
        elif best == "person" and len(name) in (2, 3) and all(word[:1].isalpha() for word in name):
            kinds[name] = "person"
        else:
            kinds[name] = best
    ends = {name[-1] for name, kind in kinds.items() if kind == "person" and len(name) > 1}
    for name in kinds:
        if len(name) == 1 and name[0] in ends:
            kinds[name] = "person"
    return kinds


def _persons(kinds: dict[tuple[str, ...], str], written: dict[tuple[str, ...], str], names: Names, w: Words, data: World) -> None:
    people = sorted((name for name, kind in kinds.items() if kind == "person"), key=lambda n: (-len(n), n))
    for name in people:
        folded = tuple(part for word in name for part in fold(word).split() if part not in ("-", "'s"))
        party = data.person_forms.get(folded)
        core = name[:-1] if name[-1] in w.suffixes and len(name) > 2 else name
        if party is None and (same := _same_person(core, names, w)) is not None:
            names.keys[name] = same or TWO
            continue
        key = party or f"person:{fold(written[name])}"
        entry = data.entries.get(key)
        if key not in names.who:
            who = Who(key, entry.name if entry else written[name], "person", of=entry.of if entry else None, gender=w.given.get(core[0], ""), words=core)
            if entry:
                who.side, who.role = entry.side, entry.role
            names.who[key] = who
            names.surnames[core[-1]].append(key)
        names.keys[name] = key
    for key in list(names.who):
        who = names.who[key]
        if len(who.words) == 1:
            _adopt_party(who, names, data)


def _adopt_party(who: Who, names: Names, data: World) -> None:
    """A surname alone is the one person of the parties file that has it."""
    matches = [e for e in data.persons if fold(e.name).split()[-1] == fold(who.words[0])]
    if len(matches) == 1 and not who.key.startswith("party:"):
        entry = matches[0]
        names.who[entry.key] = Who(entry.key, entry.name, "person", of=entry.of, words=tuple(fold(entry.name).split()), side=entry.side, role=entry.role)
        names.who.pop(who.key)
        for name, key in list(names.keys.items()):
            if key == who.key:
                names.keys[name] = entry.key
        names.surnames[who.words[0]] = [entry.key]


def _same_person(name: tuple[str, ...], names: Names, w: Words) -> str | None:
    """The key of the person already known whom this name stands for; "" when it could be two; None when it is somebody new."""
    if len(name) == 1:
        found = names.surnames.get(name[0], [])
        if len(found) > 1:
            return ""
        if found:
            return found[0]
        first = [key for key, who in names.who.items() if len(who.words) > 1 and who.words[0] == name[0]]
        return first[0] if len(first) == 1 else None
    for key in names.surnames.get(name[-1], []):
        if _compatible(names.who[key].words, name):
            return key
    for key, who in names.who.items():
        if len(who.words) > 1 and who.words[0] == name[0] and fuzz.ratio(fold(who.words[-1]), fold(name[-1])) >= SAME_SURNAME:
            return key
    return None


def _compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names with one surname can be one person's: same given name, initial, or short form ("Steve", "Steven")."""
    a, b = one[0].rstrip("."), other[0].rstrip(".")
    if len(one) == 1 or len(other) == 1:
        return True
    return a == b or a.startswith(b) or b.startswith(a)


def _thing(name: tuple[str, ...], written: str, kind: str, names: Names, w: Words) -> None:
    prefix, what = KINDS[kind]
    if kind == "organisation" and name[-1] in w.outlet_ends:
        prefix, what = "outlet", "outlet"
    key = f"{prefix}:{fold(written)}"
    if key not in names.who:
        who = Who(key, written, what, gender="thing", words=name)
        who.nouns.update(noun for noun, marks in w.kinds.items() if name[-1] in marks)
        names.who[key] = who
    names.keys[name] = key
