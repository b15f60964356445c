"""Frames of verbs: clauses, infinitives, noun phrases and prepositional phrases as content, active and passive."""

import functools
from collections.abc import Iterator

from parley.extract.statements.candidate import Candidate, Spans, below, runs, variants
from parley.extract.statements.lexicon import Lexicon
from parley.extract.statements.syntax import agent, cue_tokens, finite, particle, passive, question_word, subject
from parley.model import Sentence, Token
from parley.model.tree import dependent, dependents

OBJECT_PREPOSITIONS = ("as", "for", "of", "to", "with", "from", "against", "on", "over", "in", "about", "at", "into", "by")
PREPOSITIONS = frozenset(
    [
        "about",
        "of",
        "on",
        "for",
        "against",
        "with",
        "to",
        "at",
        "over",
        "in",
        "from",
        "into",
        "as",
        "toward",
        "towards",
        "upon",
        "around",
        "behind",
        "through",
        "after",
        "by",
        "between",
    ]
)
DASHES = ("-", "--", "—", "–")
COPULAR = ("be", "become", "remain", "seem", "look", "sound", "feel", "appear", "get", "stay")


BODIES = ("ministry", "office", "government", "army", "spokesman", "spokeswoman", "police", "agency", "department", "minister", "embassy", "commander", "union")


def verb_candidates(sent: Sentence, i: int, lex: Lexicon) -> Iterator[Candidate]:
    """All readings of the verb at token `i` as a cue.

    Verbs of refusing share their readings with the verb refused: "declined to comment", "declined to name | the buyer".
    """
    verb = sent.tokens[i]
    if verb.dep == "xcomp" and silent(sent, verb.head, lex) or _names_source(sent, verb, lex):
        return
    yield from _readings(sent, i, lex)
    if silent(sent, i, lex):
        for below_it in dependents(sent, i, "xcomp"):
            words = runs([*cue_tokens(sent, i), *cue_tokens(sent, below_it.i)])
            for c in _readings(sent, below_it.i, lex):
                yield c._replace(head=i, lemma=lex.lemma(verb.lemma), frame=">" + c.frame, cue=words)


def _names_source(sent: Sentence, verb: Token, lex: Lexicon) -> bool:
    """Whether a participle names who stands behind what is said ("said X, citing two officials"), and says nothing itself: see `chain`."""
    if verb.tag != "VBG" or lex.lemma(verb.lemma) not in lex.behind:
        return False
    thing = dependent(sent, verb.i, "dobj")
    if thing is None:
        return False
    lemma = lex.lemma(thing.lemma)
    return thing.pos == "PROPN" or any(lemma in lex.sources[kind] for kind in ("anonymous", "document", "outlet")) or lemma in BODIES


def silent(sent: Sentence, i: int, lex: Lexicon) -> bool:
    """Whether a verb is one of refusing or declining."""
    return any(s.kind == "silence" and "to" in s.frames for s in lex.senses("verb", lex.lemma(sent.tokens[i].lemma)))


def _readings(sent: Sentence, i: int, lex: Lexicon) -> Iterator[Candidate]:
    frame = _Frame(sent, i, verb_lemma(sent, i, lex))
    frame.tells = frame.lemma in lex.telling
    frame.contrast, frame.speaking = lex.table["phrases"]["contrast"], lex.speaking
    known = bool(lex.senses("verb", frame.lemma))
    frame.going_on = frame.lemma in lex.table["phrases"]["going_on"]
    if frame.going_on and not known:
        return
    if passive(sent, i):
        yield from _passive(frame)
        return
    yield from _clauses(frame)
    yield from _host(frame)
    if known:
        yield from _objects(frame)
        yield from _predicates(frame)
        yield from _prepositions(frame)


def verb_lemma(sent: Sentence, i: int, lex: Lexicon) -> str:
    """The verb's lemma as the lexicon knows it: with its particle or preposition when the lexicon has the phrase ("point_out", "call_for")."""
    lemma = lex.lemma(sent.tokens[i].lemma)
    out = particle(sent, i)
    if out and f"{lemma}_{out}" in lex.verbs:
        return f"{lemma}_{out}"
    obj = dependent(sent, i, "dobj", "ccomp", "oprd")
    for prep in dependents(sent, i, "prep"):
        if prep.i > i and (obj is None or prep.i < obj.i) and f"{lemma}_{prep.lower}" in lex.verbs:
            return f"{lemma}_{prep.lower}"
    return lemma


class _Frame:
    """The verb, its source and its cue, shared by all readings."""

    def __init__(self, sent: Sentence, i: int, lemma: str) -> None:
        self.sent, self.i, self.lemma = sent, i, lemma
        self.verb = sent.tokens[i]
        self.tells = self.going_on = False
        self.contrast: list[str] = []
        self.speaking: frozenset[str] = frozenset()
        self._named: dict[int, Spans] = {}

    @functools.cached_property
    def cue(self) -> list[Token]:
        """The words of the cue; like the subject asked for only where there is a reading."""
        return cue_tokens(self.sent, self.i)

    @functools.cached_property
    def subject(self) -> Token | None:
        """The token that heads the subject."""
        return subject(self.sent, self.i)

    def named(self, source: Token) -> Spans:
        """The words of a source: the readings of one verb have few of them."""
        if source.i not in self._named:
            self._named[source.i] = source_spans(self.sent, source)
        return self._named[source.i]

    def make(self, frame: str, content: list[Token], at: Token, source: Token | None, more_cue: tuple[Token, ...] = ()) -> Iterator[Candidate]:
        """The candidate, and one for each tail that its content may be without."""
        content = self.without_contrast(content)
        for suffix, kept in variants(self.sent, content):
            yield from self.one(frame + suffix, kept, at, source, more_cue)

    def without_contrast(self, content: list[Token]) -> list[Token]:
        """The content up to ", while the palace called …": what somebody else says meanwhile is the reporter's contrast."""
        for verb in content:
            mark = dependent(self.sent, verb.i, "mark") if verb.dep == "advcl" and verb.pos == "VERB" and verb.i > self.i else None
            if mark is None or mark.lower not in self.contrast or mark.i < 1 or self.sent.tokens[mark.i - 1].text != ",":
                continue
            if verb.lemma in self.speaking and dependent(self.sent, verb.i, "nsubj") is not None:
                return [t for t in content if t.i < mark.i - 1]
        return content

    def one(self, frame: str, content: list[Token], at: Token, source: Token | None, more_cue: tuple[Token, ...] = ()) -> Iterator[Candidate]:
        """The candidate, unless it has no content."""
        within = {t.i for t in content}
        spans = runs([t for t in content if t.i != self.i])
        cue = runs([t for t in (*self.cue, *more_cue) if t.i not in within]) if spans else ()
        if spans and cue:
            named = self.named(source) if source is not None and source.i not in within else ()
            at_source = (self.sent.index, source.i) if named and source is not None else None
            yield Candidate(self.sent.index, self.i, "verb", self.lemma, frame, cue, named, at_source, spans, at.i)


def source_spans(sent: Sentence, source: Token | None) -> Spans:
    """The source's noun phrase: all of it but the verb's own clause, without the possessive mark."""
    if source is None:
        return ()
    tokens = [t for t in below(sent, source.i) if t.dep != "case"]
    if source.quote < 0:  # a quotation that the parser hangs on the source is not part of its name
        low = max((t.i for t in tokens if t.quote >= 0 and t.i < source.i), default=-1)
        high = min((t.i for t in tokens if t.quote >= 0 and t.i > source.i), default=len(sent.tokens))
        tokens = [t for t in tokens if low < t.i < high]
    found = runs(tokens)
    return ((found[0][0], found[-1][1]),) if found else ()


def _clauses(frame: _Frame) -> Iterator[Candidate]:
    sent, i = frame.sent, frame.i
    objects = [t for t in dependents(sent, i, "dobj", "dative") if t.tag not in ("WP", "WDT")]
    for clause in dependents(sent, i, "ccomp", "xcomp"):
        if clause.dep == "xcomp" and frame.going_on:
            continue
        kind = _clause_kind(sent, clause)
        inside = [clause.i]
        content = below(sent, *inside, without=[i] if clause.i < i and frame.verb.head == clause.i else [])
        mark = dependent(sent, clause.i, "mark")
        if clause.i > i and mark is not None and mark.i > i:  # what the parser hangs on the clause before its "that" belongs to the cue
            content = [t for t in content if t.i >= mark.i]
        if clause.i < i:
            content = [t for t in content if t.i < min(c.i for c in frame.cue) or t.i > i]
            if frame.subject is not None:
                drop = {t.i for t in below(sent, frame.subject.i)}
                content = [t for t in content if t.i not in drop]
            kind = "before" if kind == "that" else kind
        yield from frame.make(kind, content, clause, frame.subject)
        if clause.i > i:
            yield from _longer(frame, kind, clause, content)
        if objects and clause.dep == "xcomp" and objects[-1].i < clause.i:
            yield from frame.make("np+" + kind, [*below(sent, objects[-1].i), *content], objects[-1], frame.subject)
    yield from _misread(frame, objects)
    for clause in dependents(sent, i, "advcl"):
        if clause.i > i and dependent(sent, clause.i, "mark") is None and any(t.lower == "to" for t in dependents(sent, clause.i, "aux")):
            yield from frame.make("advcl:to", below(sent, clause.i), clause, frame.subject)
            if objects:
                yield from frame.make("np+to", [*below(sent, objects[-1].i), *below(sent, clause.i)], objects[-1], frame.subject)


def _misread(frame: _Frame, objects: list[Token]) -> Iterator[Candidate]:
    """Clauses that a parser gives to the object: "told the paper that he had expected less" as a relative clause, "promised the dead would be buried" without
    its subject; and a question of one word ("would not say why").
    """
    sent, i = frame.sent, frame.i
    for obj in objects if frame.tells else []:
        for clause in dependents(sent, obj.i, "relcl"):
            words = below(sent, clause.i)
            if words[0].lower == "that" and words[0].tag == "IN" and dependent(sent, clause.i, "nsubj", "nsubjpass") is not None:
                yield from frame.make("that", words, clause, frame.subject)
    for clause in dependents(sent, i, "ccomp") if objects and not frame.tells else ():
        own = dependent(sent, clause.i, "nsubj", "nsubjpass", "expl", "csubj", "mark")
        if clause.i > i and own is None and finite(sent, clause.i):
            before, words = below(sent, objects[-1].i), below(sent, clause.i)
            if before[-1].i + 1 == words[0].i:
                yield from frame.make("that", [*before, *words], clause, frame.subject)
    for word in dependents(sent, i, "advmod"):
        if word.i == i + 1 and word.tag == "WRB":
            yield from frame.make("wh", [word], word, frame.subject)


def _longer(frame: _Frame, kind: str, clause: Token, content: list[Token]) -> Iterator[Candidate]:
    """The content with what the parser coordinated with the cue instead ("said they had doubts but could not …"), or with the rest of the sentence."""
    sent, i = frame.sent, frame.i
    end = max(t.i for t in content)
    more = [t for t in dependents(sent, i, "conj") if t.i > end and t.pos in ("VERB", "AUX") and dependent(sent, t.i, "nsubj") is None]
    more += [t for t in dependents(sent, i, "conj", "ccomp") if t.i > end and (dependent(sent, t.i, "nsubj") is not None)]
    if more:
        last = max(below(sent, more[0].i), key=lambda t: t.i).i
        yield from frame.one(kind + "+conj", [*content, *sent.tokens[end + 1 : last + 1]], clause, frame.subject)
    rest = [t for t in sent.tokens[end + 1 :] if t.pos != "PUNCT"]
    if rest and (not more or rest[-1].i != last):
        yield from frame.one(kind + "+rest", [*content, *sent.tokens[end + 1 :]], clause, frame.subject)


def _clause_kind(sent: Sentence, clause: Token) -> str:
    if question_word(sent, clause.i):
        return "wh"
    infinitive = any(t.lower == "to" and t.tag == "TO" for t in dependents(sent, clause.i, "aux"))
    own = dependent(sent, clause.i, "nsubj", "nsubjpass", "expl", "csubj")
    if infinitive:
        return "to" if own is None else "np+to"
    if finite(sent, clause.i):
        return "that"
    if clause.tag == "VBG":
        return "ing"
    return "small" if own is not None else "that" if clause.pos in ("VERB", "AUX") else "small"


def _objects(frame: _Frame) -> Iterator[Candidate]:
    sent, i = frame.sent, frame.i
    for obj in dependents(sent, i, "dobj", "attr", "npadvmod"):
        if obj.dep == "attr" and frame.lemma in COPULAR or obj.dep == "npadvmod" and obj.i < i or obj.quote >= 0:
            continue
        if obj.tag in ("WP", "WDT"):
            continue
        content = below(sent, obj.i)
        yield from frame.make("np" if obj.dep == "dobj" else obj.dep, content, obj, frame.subject)
        yield from _over_dashes(frame, obj)
        for other in dependents(sent, i, "prep", "oprd", "acomp", "dative"):
            if other.i <= obj.i:
                continue
            label = "small" if other.dep in ("oprd", "acomp") else other.lower
            if other.dep == "prep" and label not in OBJECT_PREPOSITIONS:
                continue
            yield from frame.make(f"np+{label}" if label != "small" else "small", [*content, *below(sent, other.i)], obj, frame.subject)
            complement = dependent(sent, other.i, "pobj", "pcomp") if other.dep in ("prep", "dative") else None
            if complement is not None:
                yield from frame.make(f"np|{label}", below(sent, complement.i), complement, frame.subject, (other, *content))


def _over_dashes(frame: _Frame, obj: Token) -> Iterator[Candidate]:
    """ "Described the talks – which Selm missed – as useful": what stands between dashes parts object and predicate, and the parser loses the latter."""
    tokens = frame.sent.tokens
    opening = next((t.i for t in tokens[obj.i + 1 : obj.i + 4] if t.text in DASHES), None)
    closing = next((t.i for t in tokens[opening + 2 : opening + 20] if t.text in DASHES), None) if opening is not None else None
    if opening is None or closing is None or closing + 2 >= len(tokens) or tokens[closing + 1].lower != "as":
        return
    before = [t for t in below(frame.sent, obj.i) if t.i < opening]
    yield from frame.one("np+as", [*before, *tokens[closing + 1 :]], obj, frame.subject)


def _predicates(frame: _Frame) -> Iterator[Candidate]:
    """What somebody is called, when the parser found no object before it ("called Renn “the last to know”")."""
    sent, i = frame.sent, frame.i
    if dependent(sent, i, "dobj") is None:
        for part in dependents(sent, i, "oprd"):
            if part.i > i:
                yield from frame.make("small", below(sent, part.i), part, frame.subject)


def _prepositions(frame: _Frame) -> Iterator[Candidate]:
    sent, i = frame.sent, frame.i
    for prep in dependents(sent, i, "prep", "prt"):
        if prep.i < i or prep.dep == "prep" and prep.lower not in PREPOSITIONS:
            continue
        complement = dependent(sent, prep.i, "pobj", "pcomp")
        if complement is None:
            nested = dependent(sent, prep.i, "prep")
            complement = dependent(sent, nested.i, "pobj", "pcomp") if nested is not None else None
        if complement is None or complement.quote >= 0:
            continue
        head = tuple(t for t in below(sent, prep.i) if t.i < complement.i and t.dep in ("prep", "prt"))
        content = below(sent, complement.i)
        yield from frame.make("to_np" if prep.lower == "to" else prep.lower, content, complement, frame.subject, head)
        for clause in dependents(sent, i, "xcomp", "advcl", "ccomp"):
            if clause.i > complement.i and any(t.lower == "to" for t in dependents(sent, clause.i, "aux")):
                yield from frame.make(f"{prep.lower}+to", [*content, *below(sent, clause.i)], complement, frame.subject, head)


def _host(frame: _Frame) -> Iterator[Candidate]:
    """A parenthetical ("the deal, she said, was dead"; "as Renn put it"): the content is the clause around it."""
    sent, i, verb = frame.sent, frame.i, frame.verb
    if verb.dep not in ("parataxis", "advcl", "ccomp", "dep", "conj", "intj", "relcl") or verb.head == i or dependent(sent, i, "ccomp", "xcomp"):
        return
    mark = dependent(sent, i, "mark")
    if verb.dep == "advcl" and (mark is None or mark.lower != "as") or dependent(sent, i, "nsubj") is None:
        return
    if verb.dep in ("ccomp", "conj", "relcl") and dependent(sent, i, "dobj") is not None and not frame.tells:
        return
    own = {t.i for t in below(sent, i)}
    content = [t for t in below(sent, verb.head) if t.i not in own]
    label = "host:as" if mark is not None and mark.lower == "as" else f"host:{verb.dep}"
    if verb.dep == "relcl" and sent.tokens[verb.head].pos in ("NOUN", "PROPN", "PRON"):
        label = "gap"  # "a condition the ministry rejects": the noun is the object
    yield from frame.make(label, content, sent.tokens[verb.head], frame.subject)


def _passive(frame: _Frame) -> Iterator[Candidate]:
    sent, i = frame.sent, frame.i
    source = agent(sent, i)
    by_tokens = [sent.tokens[source.head]] if source is not None else []
    about = dependent(sent, i, "nsubjpass", "csubjpass")
    if about is None and frame.verb.dep == "acl":
        about = sent.tokens[frame.verb.head]
    elif about is None and frame.verb.dep in ("conj", "xcomp", "relcl"):
        about = frame.subject
    for clause in dependents(sent, i, "ccomp", "xcomp"):
        kind = _clause_kind(sent, clause)
        content = below(sent, clause.i)
        yield from frame.make("pass:" + kind, content, clause, source, tuple(by_tokens))
        if about is not None and clause.dep == "xcomp":
            yield from frame.make("pass:subj+" + kind, [*below(sent, about.i, without=[i]), *content], about, source, tuple(by_tokens))
    if about is None or about.tag in ("WP", "WDT", "EX") or about.quote >= 0:
        return
    phrase = below(sent, about.i, without=[i] if about.i == frame.verb.head else [])
    yield from frame.make("pass:np", phrase, about, source, tuple(by_tokens))
    for other in dependents(sent, i, "prep", "oprd"):
        if other.lower != "by" and other.i > i:
            label = "small" if other.dep == "oprd" else other.lower
            if label in ("small", "as", "for", "of", "to"):
                more = below(sent, other.i, without=[t.i for t in by_tokens])
                yield from frame.make(f"pass:np+{label}", [*phrase, *more], about, source, tuple(by_tokens))
