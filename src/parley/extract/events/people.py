"""Who takes part: mentions and unnamed groups inside a noun phrase, as participants with the words that name them."""

from collections.abc import Iterable, Iterator
from typing import Literal

from parley.extract.events.clause import Clauses
from parley.model import Actor, ActorRef, AnnotatedDocument, Mention, Participant, Sentence, Span, Token
from parley.model.tree import conjuncts, dependents, reach

PartRole = Literal["actor", "recipient", "host", "mediator", "observer", "attendee", "absent"]
INSIDE = ("compound", "poss", "amod", "nmod", "appos", "conj", "nummod")
HOLDERS = ("of", "including")


class People:
    """The mentions of a document by sentence and token, and the actors by id."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc.document
        self.actors: dict[str, Actor] = {a.id: a for a in doc.actors}
        self._by_sentence: dict[int, list[Mention]] = {}
        self._statements = doc.statements
        self._times = [t.span for t in doc.times if t.span is not None]
        self._dateline = doc.document.dateline.span if doc.document.dateline else None
        for mention in doc.mentions:
            if mention.kind in ("document", "outlet", "agency"):  # a text and who prints it take no part; who wrote it may be named inside
                continue
            if self.in_dateline(mention.span):
                continue
            self._by_sentence.setdefault(mention.sentence, []).append(mention)
        self._index: dict[int, dict[int, list[Mention]]] = {}

    def in_dateline(self, span: Span | None) -> bool:
        """Whether a span lies in the dateline."""
        return span is not None and self._dateline is not None and self._dateline.covers(span)

    def timed(self, token: Token) -> bool:
        """Whether a token stands in an expression of time."""
        return any(t.start <= token.start < t.end for t in self._times)

    def placed(self, clauses: Clauses, noun: Token, *, surely: bool = False) -> bool:
        """Whether a name is that of a place; unless surely, also one word that no person is known to have with another name ("took Walikale")."""
        if noun.pos != "PROPN":
            return False
        mention = self.mention(clauses.sent, noun.i)
        if surely or mention is None or mention.kind == "place":
            return not surely or mention is not None and mention.kind == "place"
        actor = self.actors.get(mention.actor or "")
        return mention.kind == "person" and mention.form == "name" and actor is not None and " " not in actor.name

    def mentions(self, sent: Sentence, i: int) -> list[Mention]:
        """The mentions whose head is token `i`, longest first."""
        if sent.index not in self._index:
            index: dict[int, list[Mention]] = {}
            for mention in sorted(self._by_sentence.get(sent.index, ()), key=lambda m: (m.span.start - m.span.end, m.span.start, m.kind, m.actor or "")):
                index.setdefault(mention.head, []).append(mention)
            self._index[sent.index] = index
        return self._index[sent.index].get(i, [])

    def mention(self, sent: Sentence, i: int) -> Mention | None:
        """The longest mention whose head is token `i`, or None."""
        return next(iter(self.mentions(sent, i)), None)

    def refs(self, mention: Mention) -> Iterator[ActorRef]:
        """The actors that a mention stands for: its actor, the members of a joint one; itself unresolved when neither is known."""
        if mention.actor and mention.actor in self.actors:
            yield self.actors[mention.actor].ref
        for member in mention.members:
            if member in self.actors and member != mention.actor:
                yield self.actors[member].ref
        if not mention.actor and not mention.members and mention.form not in ("pronoun", "joint", "anonymous"):
            yield ActorRef(None, mention.span.text)

    def within(self, clauses: Clauses, noun: Token, *, places: bool = False) -> list[tuple[ActorRef, Span]]:
        """The actors named in a noun phrase, outermost first; an unnamed group of people stands under its own words."""
        sent = clauses.sent
        found: list[tuple[ActorRef, Span]] = []
        sent_by = self._sent_by(clauses, noun)
        named = False
        for token in (*self._tokens(clauses, noun), *sent_by):
            for mention in self.mentions(sent, token.i):
                if self._thing(clauses, mention, token):
                    continue
                if mention.kind != "place" or places or token in sent_by:
                    before = len(found)
                    found.extend((ref, mention.span) for ref in self.refs(mention))
                    named = named or token.i == noun.i and len(found) > before and (mention.form != "joint" or bool(mention.actor))
        if not found and noun.tag == "PRP":
            return self._own_voice(noun) or self._taken_up(clauses, noun, places=places)
        return found if named or found and not is_human(clauses, noun) else self._unnamed(clauses, noun) + found

    def _own_voice(self, noun: Token) -> list[tuple[ActorRef, Span]]:
        """Who says "I", in his own words: the source of the narrowest quotation around it."""
        if noun.lower not in ("i", "we"):
            return []
        around = [
            (part.end - part.start, s.source.actor) for s in self._statements if s.source.actor for part in s.content if part.start <= noun.start < part.end
        ]
        return [(min(around, key=lambda pair: pair[0])[1], self.doc.span(noun.start, noun.end))] if around else []

    def _taken_up(self, clauses: Clauses, noun: Token, *, places: bool) -> list[tuple[ActorRef, Span]]:
        """Who "it" or "they" is, where nothing else explains it: the subject of the sentence before, in the same paragraph, where the number agrees."""
        before = clauses.before
        if noun.lower not in ("it", "they") or before is None or before.paragraph != clauses.sent.paragraph or noun.quote >= 0 or noun.dep != "nsubj":
            return []
        own = next((t for t in dependents(before, before.root, "nsubj", "nsubjpass")), None)
        if own is None or own.quote >= 0 or own.tag == "PRP" or noun.lower == "it" and clauses.sent.tokens[noun.head].lemma == "be":
            return []
        several = own.tag in ("NNS", "NNPS") or any(t.dep == "conj" for t in dependents(before, own.i))
        if several != (noun.lower == "they"):
            return []
        earlier = Clauses(before, clauses.lexicon)
        if not self.has_actor(earlier, own):
            return []
        return [entry for t in conjuncts(before, own.i) for entry in self.within(earlier, t, places=places)]

    def _thing(self, clauses: Clauses, mention: Mention, head: Token) -> bool:
        """Whether a mention that stands for nobody known is of things ("48 drones", "34 bodies")."""
        if mention.actor is not None:
            return False
        if mention.span.text[:1].isdigit() and mention.span.text.endswith(("percent", "per cent", "%")):
            return True  # "demanded a raise of 12 percent"
        lemma, words = head.lemma.lower(), clauses.lexicon.classes
        return not mention.members and (lemma in words["remains"] or lemma in words["arms"])

    def _sent_by(self, clauses: Clauses, noun: Token) -> list[Token]:
        """Those whom people or ships are sent by ("negotiators from Norra and Velta"): a place is its government there."""
        lemma, classes = noun.lemma.lower(), clauses.lexicon.classes
        if lemma not in classes["human"] and lemma not in classes["forces"] and lemma not in classes["vessels"]:
            return []
        return [t for name, t in clauses.prepositions(noun) if name in ("from", "for")]

    def _unnamed(self, clauses: Clauses, noun: Token) -> list[tuple[ActorRef, Span]]:
        """A group of people or a name that no mention stands for, under its own words."""
        words = clauses.lexicon.classes
        if noun.lower in ("both", "each") and noun.dep in ("nsubj", "nsubjpass", "pobj", "dobj"):
            return [(ActorRef(None, noun.lower), self.doc.span(noun.start, noun.end))]
        if noun.pos == "NOUN" and (is_human(clauses, noun) or noun.lemma.lower() in words["forces"] | words["vessels"]):
            start, end = reach(clauses.sent, noun.i, without=("relcl", "acl", "appos", "prep", "conj", "cc", "punct"))
        elif any(t.start <= noun.start < t.end for t in (*self._times, *filter(None, [self._dateline]))):
            return []
        elif noun.pos == "PROPN" and noun.dep in ("nsubj", "nsubjpass", "conj", "poss", "dobj") and not self.mentions(clauses.sent, noun.i):
            start, end = reach(clauses.sent, noun.i, without=("relcl", "acl", "appos", "prep", "conj", "cc", "punct", "det"))
        else:
            return []
        span = self.doc.span(start, end)
        return [(ActorRef(None, _bare(span.text)), span)]

    def has_actor(self, clauses: Clauses, noun: Token) -> bool:
        """Whether a noun phrase names or denotes somebody."""
        if noun.lemma.lower() in clauses.lexicon.classes["media"]:
            return False
        if noun.pos == "NUM" or noun.lower in ("%", "percent", "cent"):
            return False
        mention = self.mention(clauses.sent, noun.i)
        if mention is not None:
            return mention.kind not in ("document", "outlet", "agency")
        return noun.pos == "PROPN" or is_human(clauses, noun) or noun.tag == "PRP" and noun.lower not in ("it", "this", "that")

    def _tokens(self, clauses: Clauses, noun: Token) -> Iterator[Token]:
        yield noun
        queue = [noun]
        depth = 0
        while queue and depth < 60:
            depth += 1
            token = queue.pop(0)
            for t in dependents(clauses.sent, token.i, *INSIDE):
                if t.dep == "conj" and token.i == noun.i:
                    continue
                yield t
                queue.append(t)
            for name, t in clauses.prepositions(token):
                if name in HOLDERS:
                    yield t
                    queue.append(t)


def is_human(clauses: Clauses, noun: Token) -> bool:
    """Whether a common noun denotes people: a known one, or by what it ends in ("steelworkers")."""
    lemma, classes = noun.lemma.lower(), clauses.lexicon.classes
    return lemma in classes["human"] or noun.pos == "NOUN" and len(lemma) > 6 and lemma.endswith(tuple(classes["human_ends"]))


def participants(found: Iterable[tuple[ActorRef, Span | None, PartRole]]) -> tuple[Participant, ...]:
    """The participants, each actor once: the first role that it was found in holds."""
    made: dict[tuple[str | None, str], Participant] = {}
    for ref, span, role in found:
        key = (ref.id, "" if ref.id else ref.name.lower())
        if key not in made:
            made[key] = Participant(ref, role, span)
    return tuple(made.values())


def _bare(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an", "its", "their", "his", "her", "some", "both") and rest else text
