"""Around the cue: to whom, through which channel, where and when it was said, and the words that cast doubt."""

from collections.abc import Iterator
from typing import NamedTuple

from parley.extract.statements.candidate import Candidate, Spans, below, runs
from parley.extract.statements.lexicon import Lexicon
from parley.extract.statements.sources import Resolver, mention_at
from parley.model import AnnotatedDocument, Framing, Mention, Party, Place, Sentence, Span, Time, Token
from parley.model.finding import Channel
from parley.model.lookup import times_within
from parley.model.tree import ancestors, dependent, dependents

ON_AIR = ("social_post", "call", "broadcast", "video_address", "leak", "parliament", "interview")


class Setting(NamedTuple):
    """What a channel phrase gives: kind, name of the outlet or platform, the phrase."""

    channel: Channel | None = None
    name: str | None = None
    span: Span | None = None


class Scene(NamedTuple):
    """A cue in its sentence, with the stretches that belong to source and content."""

    doc: AnnotatedDocument
    sent: Sentence
    cue: Token
    taken: Spans
    lex: Lexicon
    who: Resolver

    def free(self, start: int, end: int) -> bool:
        """Whether a stretch is part of neither source nor content."""
        return not any(a < end and start < b for a, b in self.taken)


def scene(doc: AnnotatedDocument, lead: Candidate, content: Spans, lex: Lexicon, who: Resolver) -> Scene | None:
    """The scene of a candidate; None for one without a cue."""
    if not lead.cue:
        return None
    sent = doc.sentences[lead.sent]
    return Scene(doc, sent, sent.tokens[lead.head], (*content, *lead.source), lex, who)


def addressee(at: Scene) -> Party | None:
    """The one spoken to: the object of tell, ask, warn; the to-phrase of any verb of speaking."""
    table = at.lex.table["addressee"]
    if at.cue.pos != "VERB":
        return None
    lemma = at.lex.lemma(at.cue.lemma)
    if lemma in table["verbs"].split():
        for obj in dependents(at.sent, at.cue.i, "dobj", "dative"):
            if obj.i > at.cue.i and obj.dep == "dobj" or obj.dep == "dative" and obj.pos != "ADP":
                return _party(at, obj)
    speaking = [t for t in dependents(at.sent, at.cue.i, "advcl") if t.tag == "VBG" and at.lex.lemma(t.lemma) in table["speaking"].split()]
    for head in (at.cue, *speaking):
        for prep in dependents(at.sent, head.i, "prep", "dative"):
            named = dependent(at.sent, prep.i, "pobj")
            if prep.lower in table["prepositions"].split() and named is not None and named.lower not in table["not"].split():
                return _party(at, named)
    return next((_party(at, obj) for t in speaking if t.lemma == "address" for obj in dependents(at.sent, t.i, "dobj")), None)


def _party(at: Scene, head: Token) -> Party | None:
    if head.pos not in ("NOUN", "PROPN", "PRON") or not at.free(head.start, head.end):
        return None
    where = [p.i for p in dependents(at.sent, head.i, "prep") for t in dependents(at.sent, p.i, "pobj") if _mention_of_place(at, t) is not None]
    where = [i for i in where if at.sent.tokens[i].lower not in ("of", "from")]  # "reporters in Oslo" are reporters, met there
    spans = runs([t for t in below(at.sent, head.i, without=where) if t.dep != "relcl"])
    if not spans or not at.free(spans[0][0], spans[-1][1]):
        spans = ((head.start, head.end),)
    span = at.doc.document.span(spans[0][0], spans[-1][1])
    mention = mention_at(at.who, (at.sent.index, head.i), span)
    if mention is not None and mention.actor is not None:
        return Party(mention.actor, at.who.names.get(mention.actor, span.text), span)
    return Party(None, span.text, span)


def channel(at: Scene) -> Setting:
    """The channel phrase of the cue's clause ("in an interview with Radio Norra", "on Telegram"), or what the verb itself says ("tweeted")."""
    for prep in _phrases(at):
        found = _phrase(at, prep)
        if found is not None:
            return found
    lemma = at.lex.lemma(at.cue.lemma)
    for kind, words in at.lex.table["channel_verbs"].items():
        if lemma in words.split():
            return Setting(kind, None, at.doc.document.span(at.cue.start, at.cue.end))
    return Setting()


def _phrases(at: Scene) -> Iterator[Token]:
    words = at.lex.table["channel_prepositions"]["words"].split()
    heads = [at.cue, *(t for t in dependents(at.sent, at.cue.i, "advcl", "dobj") if at.free(t.start, t.end))]
    if at.cue.dep in ("acl", "advcl", "conj", "pcomp", "xcomp"):
        heads.append(at.sent.tokens[at.cue.head])
    for head in heads:
        for prep in dependents(at.sent, head.i, "prep"):
            if prep.lower in words and at.free(prep.start, prep.end):
                yield prep


def _phrase(at: Scene, prep: Token) -> Setting | None:
    noun = dependent(at.sent, prep.i, "pobj")
    if noun is None or not at.free(noun.start, noun.end):
        return None
    modified = " ".join(t.lower for t in at.sent.tokens[max(prep.i + 1, noun.i - 2) : noun.i + 1])
    parts = modified.split(" ")
    called = {noun.lower, *(" ".join(parts[n:]) for n in range(len(parts)))}
    for kind, names in at.lex.channels.items():
        if prep.lower in ("on", "over", "after", "from") and kind not in ON_AIR:
            continue
        if not names.isdisjoint(called):
            tokens = [t for t in below(at.sent, prep.i) if t.dep != "relcl" and at.free(t.start, t.end)]
            spans = runs(tokens)
            if spans:
                return Setting(kind, _channel_name(at, noun, modified), at.doc.document.span(spans[0][0], spans[0][1]))
    return None


def _channel_name(at: Scene, noun: Token, modified: str) -> str | None:
    """The outlet or platform: the name in a with-phrase, else the noun's own name or the name before it ("a CBS News interview")."""
    for prep in dependents(at.sent, noun.i, "prep"):
        named = dependent(at.sent, prep.i, "pobj")
        if prep.lower in at.lex.table["channel_prepositions"]["name_after"].split() and named is not None:
            times = (t.span for t in times_within(at.doc, at.sent.start, at.sent.end))
            if _mention_of_place(at, named) is not None or any(span is not None and span.start <= named.start < span.end for span in times):
                continue  # "a news conference in Oslo": where it was, not whose
            if named.pos == "PROPN":
                return _name(at, named)
            before = [t for t in dependents(at.sent, named.i, "compound", "nmod") if t.pos == "PROPN"]
            if before:
                return _name(at, before[-1])
    if noun.pos == "PROPN" or noun.text[0].isupper():
        return _name(at, noun)
    before = [t for t in dependents(at.sent, noun.i, "compound", "poss", "nmod") if t.pos == "PROPN"]
    return _name(at, before[-1]) if before else None


def _name(at: Scene, head: Token) -> str:
    tokens = [t for t in below(at.sent, head.i) if t.pos == "PROPN" and t.i <= head.i and head.i - t.i < 6]
    spans = runs(tokens)
    return at.doc.document.text[spans[-1][0] : spans[-1][1]] if spans else head.text


def place(at: Scene, setting: Setting) -> Place | None:
    """Where it was said: a place named in an in- or at-phrase of the cue, of the participle beside it ("speaking in Oslo"), or within such a phrase ("at a
    base near Oslo", "at a news conference in Oslo").
    """
    beside = [t for t in dependents(at.sent, at.cue.i, "advcl", "prep") if t.tag == "VBG" and at.free(t.start, t.end)]
    heads = [at.cue, *beside, *(t for v in (at.cue, *beside) for t in dependents(at.sent, v.i, "dobj") if at.free(t.start, t.end))]
    seen = set()
    while heads:
        head = heads.pop(0)
        for prep in dependents(at.sent, head.i, "prep"):
            noun = dependent(at.sent, prep.i, "pobj")
            if prep.i in seen or noun is None or not at.free(noun.start, noun.end):
                continue
            seen.add(prep.i)
            found = _mention_of_place(at, noun) if prep.lower in ("in", "at", "from", "near", "outside") and noun.pos == "PROPN" else None
            if found is not None and not (head is at.cue and setting.span is not None and setting.span.covers(found.span) and setting.name == found.span.text):
                return Place(found.span.text, found.span)
            if prep.lower in ("in", "at", "during", "on", "after", "to") and noun.pos == "NOUN":
                heads.append(noun)
    return None


def _mention_of_place(at: Scene, noun: Token) -> Mention | None:
    mention = mention_at(at.who, (at.sent.index, noun.i), None)
    return mention if mention is not None and mention.kind == "place" else None


def time(at: Scene) -> Time | None:
    """When it was said: the time expression of the cue's own clause that is nearest to the cue, outside source and content."""
    near: list[tuple[int, Time]] = []
    for timex in times_within(at.doc, at.sent.start, at.sent.end):
        span = timex.span
        if span is None or not at.free(span.start, span.end):
            continue
        first = next((t for t in at.sent.tokens if t.start <= span.start < t.end), None)
        if first is not None and _hangs_on(at, first):
            near.append((abs(first.i - at.cue.i), timex))
    return min(near, key=lambda n: n[0])[1] if near else None


def _hangs_on(at: Scene, token: Token) -> bool:
    """Whether the nearest verb above a token is the cue, or the verb that the cue shares its clause with."""
    for above in ancestors(at.sent, token.i):
        if above.i == at.cue.i:
            return True
        if above.pos in ("VERB", "AUX"):
            return above.i == at.cue.head and at.cue.dep in ("xcomp", "pcomp", "conj", "advcl")
    return False


def framing(at: Scene, doubt: bool, content: Spans) -> Framing:
    """Doubt when the verb casts it, or a word like "supposedly" beside the cue or at the head of the content; else neutral."""
    if doubt:
        return Framing("doubt", at.doc.document.span(at.cue.start, at.cue.end))
    words = at.lex.table["framing"]["words"]
    text = at.doc.document.text
    start, end = content[0]
    opening = text[start : min(end, start + 30)].lower()
    for word in words:
        found = opening.find(word)
        if found >= 0 and (found == 0 or not opening[found - 1].isalnum()):
            return Framing("doubt", at.doc.document.span(start + found, start + found + len(word)))
    for child in dependents(at.sent, at.cue.i, "advmod", "amod"):
        if child.lower in words:
            return Framing("doubt", at.doc.document.span(child.start, child.end))
    return Framing()
