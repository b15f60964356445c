"""A document as the readers of stances, conditions and proposals see it: who is meant by a phrase, and in whose mouth a run of text stands."""

import functools
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from parley.codebook import Codebook
from parley.extract.clauses import controller, relative_head
from parley.extract.issues import Issues, issues_of
from parley.lang import Language
from parley.model import Actor, ActorRef, AnnotatedDocument, Document, Mention, Party, Sentence, Span, Statement, Token
from parley.model.finding import Certainty, Level
from parley.model.lookup import SpanIndex, mentions_in
from parley.model.tree import conjuncts, dependent, dependents, subtree

OPEN_CHANNELS = ("statement", "joint_statement", "press_conference", "readout", "briefing")
LONGEST_NAME = 60
PARTY_KINDS = ("person", "office", "state", "government", "armed_group", "organisation", "group", "joint", "anonymous")


class Voices:
    """Words of a language that tell whose word it is."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.anonymous = _any_of(table["anonymous"])
        self.spokesman = _any_of(table["spokesman"])
        self.telling = _any_of(table["telling"])
        self.personal = _any_of(table["personal"])
        self.we = frozenset(table["we"])
        self.i = frozenset(table["i"])
        self.they = frozenset(table["they"])
        self.both = frozenset(table["both"])


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    by_first: dict[str, list[str]] = {}  # what begins otherwise is passed over in one step
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        by_first.setdefault(phrase[0], []).append(re.escape(phrase[1:]))
    some = "|".join(f"(?-i:[{re.escape(first)}{re.escape(first.upper())}])(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return re.compile(rf"\b(?:{some})\b", re.I)


class Scene:
    """One document, indexed: mentions by sentence and token, statements by place, sentences by block."""

    def __init__(self, doc: AnnotatedDocument, lang: Language, book: Codebook) -> None:
        self.annotated = doc
        self.voices = voices(lang)
        self._people = frozenset(lang.table("stances")["words"]["people"])
        self.document: Document = doc.document
        self.issues: Issues = issues_of(book)
        self.actors: dict[str, Actor] = {a.id: a for a in doc.actors}
        self._mentions: dict[int, list[Mention]] = defaultdict(list)
        for mention in doc.mentions:
            self._mentions[mention.sentence].append(mention)
        self._contents = SpanIndex((s.start, s.end, n) for n, stmt in enumerate(doc.statements) for s in stmt.content)
        self._by_index = {s.index: s for s in doc.sentences}
        headlines = {i for i, b in enumerate(doc.document.blocks) if b.kind == "headline"}
        self.headline = {s.index for s in doc.sentences if s.block in headlines}

    def mention(self, sent: Sentence, i: int) -> Mention | None:
        """The mention whose head is token `i`, else the shortest one that covers the token and is not a mere place."""
        token = sent.tokens[i]
        best: Mention | None = None
        for mention in self._mentions.get(sent.index, ()):
            if mention.head == i and mention.kind in PARTY_KINDS:
                return mention
            covers = mention.span.start <= token.start and token.end <= mention.span.end or "-" in token.text and mention.span.start == token.start
            if covers and mention.kind in PARTY_KINDS and (best is None or len(mention.span.text) < len(best.span.text)):
                best = mention
        return best

    def unnamed(self, sent: Sentence, i: int) -> bool:
        """Whether no mention of a party covers token `i`: a name that the actors do not know."""
        token = sent.tokens[i]
        over = (m for m in self._mentions.get(sent.index, ()) if m.span.start <= token.start and token.end <= m.span.end)
        return not any(m.kind in PARTY_KINDS for m in over)

    def mentions(self, start: int, end: int, sent: Sentence) -> list[Mention]:
        """The mentions of parties of one sentence that lie between two offsets, in order."""
        inside = [m for m in self._mentions.get(sent.index, ()) if start <= m.span.start and m.span.end <= end and m.kind in PARTY_KINDS]
        return sorted(inside, key=lambda m: (m.span.start, -m.span.end))

    def party(self, sent: Sentence, i: int) -> Party | None:
        """The party that the phrase with head token `i` stands for; a phrase like "its negotiators" or "the Norran side" stands for its owner."""
        i = relative_head(sent, i)
        mention = self.mention(sent, i)
        token = sent.tokens[i]
        named = self._party(mention) if mention is not None and mention.actor else None
        if named is not None:
            return named
        if token.lower in self.voices.we or token.lower in self.voices.i:
            return self._speaker_party(token)
        for below in dependents(sent, i, "poss", "compound", "amod", "nmod"):
            owner = self.mention(sent, below.i)
            if owner is not None and (found := self._party(owner)) is not None and found.id is not None:
                return Party(found.id, found.name, self.document.span(min(owner.span.start, token.start), max(owner.span.end, token.end)))
        return self._party(mention) if mention is not None else None

    def holder(self, sent: Sentence, i: int) -> Party | None:
        """The party of a phrase, taken together where several are named as one subject ("Norra and Velta agreed")."""
        i = self._past_dateline(sent, relative_head(sent, i))
        token = sent.tokens[i]
        own = self.own_word(sent, i)
        if own is not None:
            return own
        if any(c.dep == "conj" for c in dependents(sent, i)):
            for mention in self._mentions.get(sent.index, ()):
                if (
                    mention.form == "joint"
                    and mention.span.start <= token.start
                    and token.end <= mention.span.end
                    and (together := self._party(mention)) is not None
                ):
                    return together
        beside = next(dependents(sent, i, "appos"), None)
        qualified = any(True for _ in dependents(sent, i, "relcl", "prep"))  # "the two who are ill" are no parties
        return (
            self.party(sent, i)
            or (None if qualified else self._both(token))
            or self._self(sent, token)
            or (self.party(sent, beside.i) if beside is not None else None)
        )

    def _both(self, token: Token) -> Party | None:
        """ "Both", "the two" without a noun: the parties last named together."""
        if token.lower not in self.voices.both:
            return None
        before = [m for m in self.annotated.mentions if m.kind == "joint" and m.form == "joint" and m.span.end <= token.start]
        last = max(before, key=lambda m: m.span.start, default=None)
        found = self._party(last) if last is not None else None
        return Party(found.id, found.name, self.document.span(token.start, token.end)) if found else None

    def _self(self, sent: Sentence, token: Token) -> Party | None:
        """A pronoun of the third person that nothing else explains, in somebody's mouth: the speaker's own side."""
        if token.lower not in self.voices.they:
            return None
        stmt = self.statement(token.start, token.end)
        if stmt is None or stmt.form == "direct":  # in his own words a speaker is no third person
            return None
        actor = self.actors.get(stmt.source.actor.id or "") if stmt.source.actor is not None else None
        if actor is not None and token.lower == "they" and actor.kind in ("state", "government"):
            return None  # a state is no "they"
        # A person is no "it", but the side may be; a bare name that says "it" of itself is a body's.
        if actor is not None and token.lower == "it" and actor.kind == "person" and " " in actor.name:
            side = self.side(actor.ref)
            return Party(side.id, side.name, self.document.span(token.start, token.end)) if side.id != actor.id else None
        return self.speaking(stmt, self.document.span(token.start, token.end))

    def speaking(self, stmt: Statement, at: Span | None = None) -> Party | None:
        """Who makes a statement, as a party named at `at`: its actor, else the words for one without a name ("the transport ministry").

        None for a pronoun, a document, an outlet or a source that stays unnamed.
        """
        source = stmt.source
        if source.actor is not None:
            return Party(source.actor.id, source.actor.name, at or source.span)
        if source.span is None or source.kind in ("document", "outlet", "anonymous") or not any(c.isalpha() for c in source.span.text):
            return None
        if source.span.text.lower() in self.voices.they | self.voices.i | self.voices.we or len(source.span.text) > LONGEST_NAME:
            return None
        return Party(None, source.span.text, at or source.span)

    def named(self, sent: Sentence, start: int, end: int) -> list[Party]:
        """The resolved parties named between two offsets, each once, in order."""
        found: list[Party] = []
        for mention in self.mentions(start, end, sent):
            party = self._party(mention) if mention.actor and mention.kind not in ("joint", "anonymous") else None
            if party is not None and all(party.id != p.id for p in found):
                found.append(party)
        return found

    def _past_dateline(self, sent: Sentence, i: int) -> int:
        """The token itself; for one in the dateline ("VELL, 4 May - The army said"), taken for a subject, the head of what is named after it."""
        line = self.document.dateline
        if line is None or line.span is None or not line.span.start <= sent.tokens[i].start < line.span.end:
            return i
        after = (m for m in self._mentions.get(sent.index, ()) if line.span.end <= m.span.start <= line.span.end + 8 and m.kind in PARTY_KINDS)
        return next((m.head for m in after), i)

    def group(self, sent: Sentence, i: int) -> Party | None:
        """A group that acts and has no name: "donors", "the army", "farmers on both coasts"; a name that nothing knows counts as a subject."""
        token = sent.tokens[i]
        unknown = token.pos == "PROPN" and token.dep in ("nsubj", "pobj") and self.unnamed(sent, i)
        if token.pos not in ("NOUN", "PROPN") or not unknown and not {token.lemma.lower(), token.lower} & self._people:
            return None
        kept = [j for j in subtree(sent, i) if j <= i and sent.tokens[j].pos not in ("PUNCT", "SCONJ")]
        span = self.document.span(sent.tokens[kept[0]].start, token.end)
        return Party(None, span.text, span)

    def taken_up(self, sent: Sentence, i: int) -> Party | None:
        """Who "it" or "they" is, where nothing else explains it: the subject of the sentence before, in the same paragraph, where the number agrees."""
        token = sent.tokens[i]
        before = self.before(sent)
        if token.lower not in ("it", "they") or before is None or i > 0 and sent.tokens[i - 1].lower == "that":
            return None
        if token.lower == "it" and sent.tokens[token.head].lemma == "be":  # "it had been quiet for hours"
            return None
        own = dependent(before, before.root, "nsubj", "nsubjpass")
        if own is None:
            return None
        several = own.tag in ("NNS", "NNPS") or any(c.dep == "conj" for c in dependents(before, own.i))
        if several != (token.lower == "they"):
            return None
        return self.holder(before, own.i) or self.group(before, own.i)

    def own_word(self, sent: Sentence, i: int) -> Party | None:
        """The speaker, where "it" or "they" is the first word of what a body is reported to say ("Norra said it would sign")."""
        token = sent.tokens[i]
        stmt = self.statement(token.start, token.end)
        if token.lower not in ("it", "they") or stmt is None or stmt.form != "indirect" or not stmt.content:
            return None
        actor = self.actors.get(stmt.source.actor.id or "") if stmt.source.actor is not None else None
        if actor is None or actor.kind in ("person", "outlet", "agency", "document", "anonymous", "joint"):
            return None
        before = self.document.text[stmt.content[0].start : token.start].lower().strip()
        return self.speaking(stmt, self.document.span(token.start, token.end)) if before in ("", "that") else None

    def before(self, sent: Sentence) -> Sentence | None:
        """The sentence before, in the same paragraph; None where it is the first."""
        found = self._by_index.get(sent.index - 1)
        return found if found is not None and found.paragraph == sent.paragraph else None

    def parties(self, sent: Sentence, i: int) -> list[Party]:
        """The parties of a phrase and of all that is coordinated with it, each once."""
        found: list[Party] = []
        for token in conjuncts(sent, relative_head(sent, i)):
            one = self.party(sent, token.i)
            if one is not None and all((one.id or one.name) != (p.id or p.name) for p in found):
                found.append(one)
        return found

    def _party(self, mention: Mention) -> Party | None:
        if mention.actor and mention.actor in self.actors:
            return Party(mention.actor, self.actors[mention.actor].name, mention.span)
        if mention.form == "pronoun":
            return None
        names = [self.actors[m].name for m in mention.members if m in self.actors]
        words = mention.span.text if len(mention.span.text) <= LONGEST_NAME else mention.span.text.split(",")[0]  # without what hangs on it
        return Party(None, " and ".join(names) or words, mention.span)

    def _speaker_party(self, token: Token) -> Party | None:
        stmt = self.statement(token.start, token.end)
        if stmt is None or stmt.source.actor is None:
            return None
        side = self.side(stmt.source.actor) if token.lower in self.voices.we else stmt.source.actor
        return Party(side.id, side.name, self.document.span(token.start, token.end))

    def side(self, ref: ActorRef) -> ActorRef:
        """The state or organisation that a person or office speaks for, as far as the document shows it; else the actor itself."""
        actor = self.actors.get(ref.id or "")
        if actor is None or actor.of is None or actor.kind == "armed_group":  # rebels do not speak for the state that they fight
            return ref
        return next((a.ref for a in self.annotated.actors if a.key == actor.of), ref)

    def same_side(self, one: str | None, other: str | None) -> bool:
        """Whether two actors are one, or one belongs to the other, or both belong to a third."""
        if one is None or other is None:
            return False
        a, b = self.actors.get(one), self.actors.get(other)
        if one == other or a is None or b is None:
            return one == other
        keys = {a.key, a.of if a.kind != "armed_group" else None} - {None}
        return bool(keys & ({b.key, b.of if b.kind != "armed_group" else None} - {None})) or (a.side is not None and a.side == b.side)

    def statement(self, start: int, end: int) -> Statement | None:
        """The innermost statement in whose content a run of text lies."""
        best: tuple[int, int, int, int] | None = None
        for low, high, n in self._contents.touching(start - 1, end):
            key = (high - low, low, -high, n)
            if low <= start and end <= high + 1 and (best is None or key < best):
                best = key
        return self.annotated.statements[best[3]] if best else None

    def covering(self, start: int, end: int) -> list[Statement]:
        """All statements in whose content a run of text lies, the outermost first."""
        found = sorted(((high - low, n) for low, high, n in self._contents.touching(start - 1, end) if low <= start and end <= high + 1), reverse=True)
        return [self.annotated.statements[n] for _, n in found]

    def level(self, at: tuple[int, int], holder: Party | None, text: str) -> Level:
        """Whose word it is: anonymous source, private person (a newspaper, too, speaks for nobody's office), or official."""
        if any(self.anonymous(stmt) for stmt in self.covering(*at)) or self.voices.telling.search(text):
            return "anonymous"
        if self.voices.personal.search(text):
            return "individual"
        mention = self._at(holder.span) if holder is not None and holder.span is not None else None
        return "individual" if mention is not None and (mention.former or mention.kind in ("outlet", "agency")) else "official"

    def _at(self, span: Span) -> Mention | None:
        return next((m for m in mentions_in(self.annotated, span.start, span.end) if m.span.start == span.start and m.span.end == span.end), None)

    def certainty(self, stmt: Statement | None) -> Certainty:
        """How sure the report makes it: its own word, somebody's, or nobody's in particular."""
        if stmt is None:
            return "asserted"
        return "anonymous" if self.anonymous(stmt) else "reported"

    def anonymous(self, stmt: Statement) -> bool:
        """Whether a statement rests on a source without a name: "a source", "two officials"; officials in a published statement are none."""
        source = stmt.source
        words = source.span.text if source.span is not None else ""
        if stmt.channel in OPEN_CHANNELS or self.voices.spokesman.search(words):
            return False
        if source.kind == "anonymous" or self.voices.anonymous.search(words):
            return True
        return (source.actor is None or source.kind == "outlet") and any(link.kind == "anonymous" for link in stmt.chain)

    def speaker(self, sent: Sentence, i: int) -> Statement | None:
        """The statement in whose content token `i` stands."""
        token = sent.tokens[i]
        return self.statement(token.start, token.end)

    def place_party(self, sent: Sentence, i: int) -> Party | None:
        """The government meant by the place after "in" or "from": "no comment in Vell"."""
        for prep in [t for t in sent.tokens[i:] if t.lower in ("in", "from")]:
            for thing in dependents(sent, prep.i, "pobj"):
                for mention in self._mentions.get(sent.index, ()):
                    if mention.head == thing.i:
                        same = next((m.actor for m in self.annotated.mentions if m.span.text == mention.span.text and m.actor in self.actors), None)
                        return Party(same, self.actors[same].name if same else mention.span.text, mention.span)
        return None

    def judged(self, sent: Sentence, i: int) -> bool:
        """Whether token `i` heads a mention of a party that is no pronoun: a man, a state or a force, of whom somebody says what they are."""
        mention = self.mention(sent, i)
        return mention is not None and mention.head == i and mention.form not in ("pronoun", "anonymous")

    def seat(self, sent: Sentence, i: int) -> Party | None:
        """The government meant by a place: a capital, or a name that stands for a party elsewhere in the report; None for any other town."""
        for mention in self._mentions.get(sent.index, ()):
            if mention.head != i or mention.kind not in ("place", *PARTY_KINDS):
                continue
            ref = mention.actor or next((m.actor for m in self.annotated.mentions if m.span.text == mention.span.text and m.actor), None)
            actor = self.actors.get(ref or "")
            if actor is not None and actor.kind != "person":
                return Party(actor.id, actor.name, mention.span)
            if mention.form == "metonym":
                return Party(None, mention.span.text, mention.span)
        return None

    def foreign(self, stmt: Statement, holder: Party) -> bool:
        """Whether a statement puts words on somebody of another side than the speaker's; False where either side is unknown."""
        speaker = stmt.source.actor
        if speaker is None:
            return False
        one, other = self._sides(speaker.id), self._sides(holder.id)
        return bool(one) and bool(other) and not one & other

    def _sides(self, ref: str | None) -> frozenset[str]:
        actor = self.actors.get(ref or "")
        if actor is None:
            return frozenset()
        if actor.members:
            return frozenset().union(*(self._sides(m) for m in actor.members))
        if actor.side is not None:
            return frozenset((actor.side,))
        if actor.of is not None:
            return frozenset((actor.of,))
        return frozenset((actor.key,)) if actor.kind in ("state", "government", "armed_group", "organisation", "group") else frozenset()

    def subject(self, sent: Sentence, i: int) -> Party | None:
        """The party that is the subject of the verb at token `i`, the one that governs it where it has none of its own."""
        at = controller(sent, i)
        return self.party(sent, at) if at is not None else None


@functools.lru_cache(maxsize=8)
def voices(lang: Language) -> Voices:
    """The table `voices` of a language, compiled."""
    return Voices(lang.table("voices"))
