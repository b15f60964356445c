"""Who the source is: the mention at its place and the actor behind it, or what its words say when there is no mention."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from parley.extract.statements.candidate import Candidate
from parley.extract.statements.lexicon import Lexicon
from parley.model import ActorRef, AnnotatedDocument, Mention, Source, Span, Token
from parley.model.finding import SourceKind
from parley.model.lookup import MentionIndex, mention_index

KINDS: Mapping[str, SourceKind] = {
    "person": "person", "office": "office", "state": "state", "government": "state", "armed_group": "group", "organisation": "organisation", "outlet": "outlet",
    "agency": "outlet", "group": "group", "joint": "group", "anonymous": "anonymous", "document": "document", "place": "state",
}  # fmt: skip


class Resolver(NamedTuple):
    """Mentions by place, actors by id."""

    by_head: Mapping[tuple[int, int], Mention]
    lying: MentionIndex
    names: Mapping[str, str]


def resolver(doc: AnnotatedDocument) -> Resolver:
    """The look-up tables of a document."""
    by_head: dict[tuple[int, int], Mention] = {}
    for mention in doc.mentions:
        key = (mention.sentence, mention.head)
        if key not in by_head or len(mention.span.text) > len(by_head[key].span.text):
            by_head[key] = mention
    return Resolver(by_head, mention_index(doc), {a.id: a.name for a in doc.actors})


def source_of(doc: AnnotatedDocument, candidate: Candidate, who: Resolver, lex: Lexicon) -> Source:
    """The source of a candidate; without a mention its kind comes from its words and its actor is unknown with a reason."""
    if candidate.source_at is None or not candidate.source:
        return Source(None, None, "unnamed", reason="no source in the sentence")
    start, end = candidate.source[0]
    span = doc.document.span(start, end)
    token = doc.sentences[candidate.source_at[0]].tokens[candidate.source_at[1]]
    mention = mention_at(who, candidate.source_at, span) or _at(who.lying, start, end, token)
    if mention is not None and (mention.actor is not None or mention.kind == "anonymous" or kind_by_words(token, lex) != "anonymous"):
        ref = ActorRef(mention.actor, who.names.get(mention.actor, mention.span.text)) if mention.actor is not None else None
        reason = None if ref is not None else mention.reason or "the mention has no actor"
        kind = KINDS.get(mention.kind, "unnamed")
        if kind == "organisation" and _called_outlet(span.text, lex):
            kind = "outlet"
        return Source(ref, span, kind, mention.count, mention.hint, reason)
    kind = kind_by_words(token, lex)
    hint = _hint(span.text, lex) if kind == "anonymous" else None
    count = _count(span.text, lex) if kind == "anonymous" else None
    return Source(None, span, kind, count, hint, "no actor was recognised in these words")


def _called_outlet(words: str, lex: Lexicon) -> bool:
    """Whether a name is introduced as an outlet's ("the daily Aftonposten", "broadcaster NTV") or followed by what it is ("the Lamplighter newspaper")."""
    first = [w for w in words.lower().split()[:3] if w not in ("the", "a", "an")]
    papers = lex.sources["outlet"] - lex.sources["wide"]
    return len(first) > 1 and (first[0] in lex.sources["outlet"] or words.split()[-1] in papers)


def mention_at(who: Resolver, place: tuple[int, int], span: Span | None) -> Mention | None:
    """The mention whose head stands at (sentence, token), else the one that is exactly the span."""
    found = who.by_head.get(place)
    if found is None and span is not None:
        found = next((m for m in who.lying.from_start(span.start) if m.span == span), None)
    return found


def _at(mentions: MentionIndex, start: int, end: int, head: Token) -> Mention | None:
    inside = [m for m in mentions.within(start, end) if m.span.start <= head.start < m.span.end]
    found = max(inside, key=lambda m: len(m.span.text), default=None)
    if found is None:  # the parser breaks off within a title ("welder and shop steward Ada Renn")
        found = next((m for m in mentions.from_start(start) if m.span.end >= end and m.kind == "person" and m.form == "name"), None)
    return found


def kind_by_words(head: Token, lex: Lexicon) -> SourceKind:
    """What kind of source a noun is by itself: a document, an outlet, an anonymous one; else unnamed."""
    lemma = lex.lemma(head.lemma)
    if lemma in lex.sources["document"]:
        return "document"
    if lemma in lex.sources["outlet"]:
        return "outlet"
    if head.pos == "NOUN" and lemma in lex.sources["anonymous"]:
        return "anonymous"
    return "unnamed"


def _count(words: str, lex: Lexicon) -> int | None:
    first = words.split()[0].lower()
    numbers: Mapping[str, int] = lex.table["anonymous"]["numbers"]
    return numbers.get(first) or (int(first) if first.isdigit() and len(first) < 4 else None)


def _hint(words: str, lex: Lexicon) -> str | None:
    """Who they are said to be: from the first word of a hint to the next comma."""
    low = words.lower()
    at = min((i for start in lex.table["anonymous"]["hints"] if (i := low.find(f" {start}")) >= 0), default=-1)
    return re.split(r"[,;]", words[at + 1 :])[0].strip() if at >= 0 else None
