"""A verb and what stands around it, as frames ask for it: subject, objects, prepositions, complements, with what is inherited from the clause above."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from parley.extract.events.lexicon import Lexicon
from parley.model import Sentence, Token
from parley.model.tree import ancestors, conjuncts, dependents, subtree

SUBJECTS = ("nsubj", "csubj", "expl")
PASSIVE = ("nsubjpass", "csubjpass")
RELATIVE = ("WDT", "WP", "WP$")
PARTICLES = frozenset({"back", "forward", "aside", "through", "away", "together", "down", "up", "out", "home", "in", "off", "apart"})
AMOUNTS = frozenset({"percent", "%", "cent", "dollar", "euro", "pound", "million", "billion", "half", "third", "quarter"})
TRUCES = frozenset({"ceasefire", "truce", "armistice", "pause"})
WRITTEN = {"talks": "talk", "negotiations": "negotiation", "hostilities": "hostility", "sanctions": "sanction", "arms": "arm", "remains": "remain"}

TAKES_UP = frozenset({"all", "both", "most", "some", "many", "several", "each", "none", "two", "three", "four", "five", "six", "half", "few", "neither"})

T = TypeVar("T")


def once(read: Callable[["Clauses", Token], T]) -> Callable[["Clauses", Token], T]:
    """What is read of a token, read once of each: a frame asks what the frame before it asked."""
    name = read.__name__

    @functools.wraps(read)
    def kept(clauses: "Clauses", token: Token) -> T:
        known = clauses.known[name]
        if token.i not in known:
            known[token.i] = read(clauses, token)
        found: T = known[token.i]
        return found

    return kept


class Clauses:
    """The clauses of one sentence, each read once."""

    def __init__(self, sent: Sentence, lexicon: Lexicon, before: Sentence | None = None, *, labour: bool = False) -> None:
        self.sent = sent
        self.labour = labour  # whether the report is about work and pay, where a strike is a stoppage
        self.lexicon = lexicon
        self.before = before
        self.known: defaultdict[str, dict[int, Any]] = defaultdict(dict)
        self._subjects: dict[int, tuple[Token, ...]] = {}
        self._objects: dict[int, tuple[Token, ...]] = {}
        self._open: set[int] = set()
        self._asked: set[int] = set()

    @once
    def passive(self, verb: Token) -> bool:
        """Whether the verb is a passive ("was seized", "territories seized by")."""
        kids = [t.dep for t in dependents(self.sent, verb.i)]
        if any(d in ("auxpass", *PASSIVE) for d in kids):
            return True
        if "dobj" not in kids and self._misread(verb, kids):
            return True
        if verb.tag != "VBN" or self.finite(verb):
            return False
        if verb.dep == "acl" or self._under(verb) is not None:
            return True
        if verb.dep == "conj" and "aux" not in kids and not any(d in SUBJECTS for d in kids):
            return self.passive(self.sent.tokens[verb.head])
        return verb.dep in ("amod", "advcl", "ROOT", "ccomp") and "aux" not in kids and ("agent" in kids or verb.dep == "amod")

    def finite(self, verb: Token) -> bool:
        """Whether what the parser takes for a participle on the main noun is the main verb ("The rebels handed over the bodies")."""
        head = self.sent.tokens[verb.head]
        kids = [t.dep for t in dependents(self.sent, verb.i)]
        if verb.dep != "acl" or head.head != head.i or "agent" in kids:
            return False
        return verb.tag in ("VBD", "VBN") and "dobj" in kids or self._after_name(verb, head)

    def _after_name(self, verb: Token, head: Token) -> bool:
        """Whether a past tense follows the name apposed to its subject, where the parser loses the sentence ("A former premier, Ada Holm, called on …")."""
        named = any(head.i < t.i < verb.i for t in dependents(self.sent, head.i, "appos"))
        return verb.tag == "VBD" and named and self.sent.tokens[verb.i - 1].text == ","

    def _misread(self, verb: Token, kids: list[str]) -> bool:
        """Whether a past participle without an object was tagged as a past tense ("a contract concluded in May", "the pact initialled by both sides is …").

        A noun that a finite verb would follow without "that", an agent, or a passive before it in a chain of the same subject tell it.
        """
        if verb.tag != "VBD" or "aux" in kids or self.finite(verb):
            return False
        if verb.dep == "acl" or "agent" in kids:
            return True
        above = self.sent.tokens[verb.head]
        chained = verb.dep == "conj" and above.pos == "VERB" and not any(d in SUBJECTS for d in kids) and "prep" in kids
        return chained and self.passive(above) and above.tag == "VBN" and self._transfers(verb)

    def _transfers(self, verb: Token) -> bool:
        """Whether a verb needs an object that it has not got here ("driven to the border and handed to …")."""
        return verb.lemma in self.lexicon.tense["transfers"]

    @once
    def particle(self, verb: Token) -> str:
        """The particle of a phrasal verb, or the adverb that works as one."""
        for t in dependents(self.sent, verb.i, "prt", "advmod"):
            measured = (
                t.dep == "advmod" and t.lower in ("up", "down") and any(True for _ in dependents(self.sent, t.i, "prep"))
            )  # "offered 5 percent, up from 3"
            if t.dep == "prt" and not self.governs(t) or not measured and t.lower in PARTICLES:
                return t.lower
        nexts = self.sent.tokens[verb.i + 1 : verb.i + 2]
        if nexts and nexts[0].tag == "RP" and nexts[0].dep == "quantmod":  # "hand over 40 prisoners"
            return nexts[0].lower
        for t in dependents(self.sent, verb.i, "prep"):
            if t.lower == "through" and verb.lemma == "fall" and not self.governs(t):  # "the meeting fell through"
                return "through"
            if t.i == verb.i + 1 and t.lower in ("off", "out", "up", "down", "over", "back", "away"):
                return t.lower
        return ""

    def governs(self, particle: Token) -> bool:
        """Whether what the parser calls a particle has an object of its own and is a preposition ("called on Norra to stop")."""
        return any(True for _ in dependents(self.sent, particle.i, "pobj"))

    def set_off(self, token: Token) -> bool:
        """Whether the phrase of this token follows a comma."""
        first = min(subtree(self.sent, token.i))
        return first > 0 and "," in (self.sent.tokens[first - 1].text, self.sent.tokens[first].text)

    def subjects(self, verb: Token) -> tuple[Token, ...]:
        """Who does it: own subject, agent of a passive, or the one inherited from the governing clause; conjuncts apart."""
        if verb.i not in self._subjects:
            if verb.i in self._open:
                return ()
            self._open.add(verb.i)
            self._subjects[verb.i] = tuple(self._find_subjects(verb))
            self._open.discard(verb.i)
        return self._subjects[verb.i]

    def objects(self, verb: Token) -> tuple[Token, ...]:
        """What it is done to: direct objects and the subject of a passive, conjuncts apart."""
        if verb.i in self._objects:
            return self._objects[verb.i]
        if verb.i in self._asked:  # of two joined verbs each may be asked for the other's
            return ()
        self._asked.add(verb.i)
        found = self._find_objects(verb)
        self._asked.discard(verb.i)
        if not self._open and not self._asked:  # while one is looked for, its own clause has none yet
            self._objects[verb.i] = found
        return found

    def _find_objects(self, verb: Token) -> tuple[Token, ...]:
        sent = self.sent
        found = [t for d in dependents(sent, verb.i, "dobj", "obj", "attr", "oprd", "dative") if d.pos not in ("ADP",) for t in self._each(self._antecedent(d))]
        if not found:  # an amount, read by the parser as an adverb ("demanded 8 percent")
            found = [t for t in dependents(sent, verb.i, "npadvmod") if t.i > verb.i and t.lemma.lower() in AMOUNTS]
        if self.passive(verb):
            # What a comma sets off from a passive stands beside another noun ("lorries were halted as the motorcade passed, the fifth visit of the spring").
            found = [t for t in found if not self.set_off(t)]
            own = [t for d in dependents(sent, verb.i, *PASSIVE) for t in self._each(self._antecedent(d))]
            below = self._under(verb) if not own else None
            if below is not None:
                own = [below]
            elif not own and verb.dep == "acl" or not own and verb.dep == "amod":
                own = [self._counted(sent.tokens[verb.head])]
            elif not own and verb.tag == "VBD":
                own = [t for d in dependents(sent, verb.i, "nsubj") for t in self._each(self._antecedent(d))]
            if not own and verb.dep in ("conj", "xcomp", "advcl"):
                head = sent.tokens[verb.head]
                while head.pos == "ADJ" and head.dep in ("acomp", "oprd"):  # "is unlikely to be renewed"
                    head = sent.tokens[head.head]
                own = list(self.objects(head) if self.passive(head) else self.subjects(head))
            found = own + found
        elif not found and verb.dep == "relcl" and not self._trails(verb):
            head = sent.tokens[verb.head]
            if not any(self._antecedent(d).i == head.i for d in dependents(sent, verb.i, "nsubj")):
                found = [head]
        if not found and verb.dep == "conj" and not self.passive(verb):
            following = list(dependents(sent, verb.i, "conj"))
            found = [o for t in following for o in self.objects(t)] if following and following[0].pos == "VERB" and following[0].i - verb.i <= 2 else []
        if not found:
            pair = [t for t in dependents(sent, verb.i, "conj") if t.pos == "VERB" and t.i - verb.i <= 2]
            found = [o for t in pair for o in self.objects(t)]
        if not found:  # "urged Russia to meet", read by the parser as one clause with a subject of its own
            found = [t for c in dependents(sent, verb.i, "ccomp") if self.infinitive(c) for d in dependents(sent, c.i, "nsubj") for t in self._each(d)]
        return tuple(found)

    def _under(self, verb: Token) -> Token | None:
        """The noun that a participle is said of, read by the parser as the participle's own ("under the truce, signed on 2 June, each side …")."""
        if verb.dep != "advcl" or verb.tag != "VBN" or any(t.dep in ("aux", "auxpass", "nsubj") for t in dependents(self.sent, verb.i)):
            return None
        for prep in dependents(self.sent, verb.i, "prep"):
            for noun in dependents(self.sent, prep.i, "pobj"):
                if noun.i < verb.i and self.sent.tokens[verb.i - 1].text == ",":
                    return noun
        return None

    @once
    def prepositions(self, verb: Token) -> tuple[tuple[str, Token], ...]:
        """Each preposition with its objects, for a verb or a noun; "ahead of" and the like by their last word."""
        return tuple(self._prepositions(verb.i, 0)) if self.sent.children[verb.i] else ()

    def infinitive(self, verb: Token) -> bool:
        """Whether the verb stands in the infinitive with "to"."""
        if not any(t.tag == "TO" for t in dependents(self.sent, verb.i, "aux")):
            return False
        return verb.tag in ("VB", "NN") or any(t.tag == "VB" for t in dependents(self.sent, verb.i, "auxpass"))

    def wished(self, verb: Token) -> bool:
        """Whether the verb is what somebody calls for ("called for the talks to be halted")."""
        marked = any(t.lower == "for" for t in dependents(self.sent, verb.i, "mark"))
        return marked and self.infinitive(verb) and self.sent.tokens[verb.head].lemma in ("call", "ask", "press", "push", "appeal", "plead", "wait", "argue")

    def said_after(self, verb: Token) -> Token | None:
        """The verb of saying that follows what is said after a comma, read by the parser as its complement ("they agreed a text, the envoy said")."""
        below = [*dependents(self.sent, verb.i, "ccomp"), *(t for t in self.sent.tokens[verb.i :] if t.dep == "relcl")]
        return next((t for t in below if t.i > verb.i and self._trails(t) and any(a.i == verb.i for a in ancestors(self.sent, t.i))), None)

    def _trails(self, verb: Token) -> bool:
        """Whether a verb of saying with a subject of its own follows a comma, and nothing introduces its clause."""
        own = any(s.dep == "nsubj" and s.tag not in RELATIVE and s.lower != "that" for s in dependents(self.sent, verb.i))
        led = any(t.dep == "mark" or t.tag in (*RELATIVE, "WRB", "IN") and t.dep in ("dobj", "pobj", "advmod") for t in dependents(self.sent, verb.i))
        return own and not led and verb.lemma in self.lexicon.tense["say"] and self.set_off(verb)

    def headed(self, verb: Token) -> bool:
        """Whether an infinitive on a noun is the whole of a headline ("Dam talks to resume in May")."""
        head = self.sent.tokens[verb.head]
        return verb.dep in ("acl", "relcl") and self.infinitive(verb) and head.head == head.i and head.i < verb.i

    @once
    def complements(self, token: Token) -> tuple[tuple[str, Token], ...]:
        """Clauses that depend on the token, as (inf | that | ing, verb)."""
        return tuple(self._complements(token))

    def _complements(self, token: Token) -> Iterator[tuple[str, Token]]:
        after = self.said_after(token)
        for t in dependents(self.sent, token.i, "xcomp", "ccomp", "advcl", "acl", "pcomp", "dobj"):
            if t is after:
                continue
            if t.pos not in ("VERB", "AUX") and not self.infinitive(t):
                if t.dep == "ccomp" and t.i > token.i and any(m.lower == "that" for m in dependents(self.sent, t.i, "mark")):
                    yield "that", t  # "demanded that Norra hand over the fort", where the parser took the verb for a noun
                continue
            if self.infinitive(t):
                if t.dep != "advcl" or self.wished(t):
                    yield "inf", t
            elif t.tag == "VBG" and t.dep in ("xcomp", "pcomp", "dobj"):
                yield "ing", t
            elif t.dep == "ccomp" and (t.i > token.i):
                yield "that", t

    @once
    def around(self, token: Token) -> frozenset[str]:
        """The words and lemmas of the sentence but for the token's own."""
        return frozenset(word for t in self.sent.tokens if t.i != token.i for word in (t.lemma.lower(), t.lower))

    def keys(self, noun: Token, *, deep: bool = True) -> frozenset[str]:
        """What a noun phrase can be called in a frame: its lemma, with a word before it, with its of-phrase; past "round of" also what is inside."""
        known = self.known["deep" if deep else "keys"]
        if noun.i not in known:
            known[noun.i] = frozenset(self._keys(noun, deep))
        found: frozenset[str] = known[noun.i]
        return found

    def _keys(self, noun: Token, deep: bool) -> set[str]:
        if noun.tag == "PRP" or noun.lower == "one":
            noun = self._meant(noun)
        lemma = WRITTEN.get(noun.lower, noun.lemma.lower())
        found = {lemma, noun.lower}
        if noun not in self.sent.tokens[noun.i : noun.i + 1]:  # one of the sentence before
            return found
        if noun.i > 1 and self.sent.tokens[noun.i - 1].tag == "HYPH":  # "sit-in", which the parser cuts in three
            found.add(f"{self.sent.tokens[noun.i - 2].lower}-{lemma}")
        for t in dependents(self.sent, noun.i, "compound", "amod", "nmod", "nummod"):
            found.add(f"{t.lemma.lower()}_{lemma}")
            if noun.pos == "PROPN" and t.dep == "compound" and t.lower in self.lexicon.titles:
                found.add(t.lower)
            if t.dep == "compound" and t.pos == "NOUN":
                found.add(f"@{t.lemma.lower()}")
        if not deep:
            return found
        for name, inner in self.prepositions(noun):
            if name == "of":
                found.add(f"{lemma}_of_{inner.lemma.lower()}")
                if lemma in self.lexicon.tense["transparent"] or noun.pos == "NUM":
                    found |= self.keys(inner)
        return found

    def _meant(self, pronoun: Token) -> Token:
        """The talks, deal or truce that "it" or "them" can stand for, named before in the sentence or a main noun of the one before; else the pronoun."""
        if pronoun.lower not in ("it", "them", "they", "one"):
            return pronoun
        for t in reversed(self.sent.tokens[: pronoun.i]):
            if self._can_mean(t, pronoun):
                return t
        if any(
            t.pos in ("NOUN", "PROPN") and t.dep in ("nsubj", "nsubjpass") and t.head != pronoun.head for t in self.sent.tokens[: pronoun.i] if t.tag != "NNP"
        ):
            return pronoun
        told = [t for t in self.before.tokens if t.dep in ("nsubj", "nsubjpass", "dobj", "ROOT") and self._can_mean(t, pronoun)] if self.before else []
        return told[0] if told else pronoun

    def _can_mean(self, noun: Token, pronoun: Token) -> bool:
        classes = self.lexicon.classes
        if noun.pos != "NOUN" or (noun.tag == "NNS") != (pronoun.lower not in ("it", "one")):
            return False
        return noun.lower in classes["talks"] or noun.lemma.lower() in classes["talks"] | classes["deal"] | TRUCES

    def _find_subjects(self, verb: Token) -> Iterator[Token]:
        sent = self.sent
        passive = self.passive(verb)
        if passive:
            for agent in dependents(sent, verb.i, "agent"):
                for t in dependents(sent, agent.i, "pobj"):
                    yield from self._each(t)
            return
        own = [t for t in dependents(sent, verb.i, "nsubj", "csubj") if t.tag != "EX"]
        if not own and verb.tag in ("VBP", "VBD"):  # "Talks resume in December", read by the parser as one name
            own = [t for t in dependents(sent, verb.i, "compound", "amod", "nmod") if t.tag in ("NNS", "NNPS") and t.i == verb.i - 1]
        if own:
            for t in own:
                yield from self._each(self._antecedent(t))
            return
        head = sent.tokens[verb.head]
        fronted = [t for t in self._fronted(verb) for t in self._each(t)]
        if fronted:
            yield from fronted
        elif verb.dep in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "dobj", "prep") and head.i != verb.i:
            yield from self._inherited(verb, head)
        elif verb.dep == "relcl":
            yield head
        elif verb.dep == "acl":
            yield from ([head] if verb.tag == "VBG" or self.finite(verb) or self.headed(verb) else self.owners(head))

    def _fronted(self, verb: Token) -> Iterator[Token]:
        """The subject of a clause after "after" or "since" that the parser hangs on the conjunction ("after Norra agreed to a truce")."""
        if verb.tag not in ("VBD", "VBZ", "VBP") or verb.dep not in ("advcl", "ROOT", "ccomp"):
            return
        opened = self.opened(verb)
        if opened is not None:
            yield from dependents(self.sent, opened.i, "pobj")
            return
        for prep in dependents(self.sent, verb.i, "prep"):
            if verb.dep == "advcl" and prep.i < verb.i and prep.lower in ("after", "before", "since", "until", "as"):
                yield from (t for t in dependents(self.sent, prep.i, "pobj") if t.i < verb.i)
            elif verb.dep != "advcl":  # "Under a 2027 bargain Norra received aid": a name right before the verb, with a noun before it, is its subject
                yield from (t for t in dependents(self.sent, prep.i, "pobj") if t.pos == "PROPN" and t.i == verb.i - 1 and self._after_noun(t))

    def opened(self, verb: Token) -> Token | None:
        """The conjunction of a clause with whose subject the parser made a phrase of the clause above ("stood still as the envoy's car arrived")."""
        if verb.dep != "advcl" or any(t.dep in ("nsubj", "nsubjpass", "mark") for t in dependents(self.sent, verb.i)):
            return None
        for prep in dependents(self.sent, verb.head, "prep"):
            if prep.lower in ("after", "before", "since", "until", "as") and verb.head < prep.i < verb.i and max(subtree(self.sent, prep.i)) == verb.i - 1:
                return prep
        return None

    def _after_noun(self, name: Token) -> bool:
        """Whether a name has a common noun before it that the parser took into its phrase."""
        return any(t.pos == "NOUN" and t.dep == "compound" and t.i < name.i for t in dependents(self.sent, name.i))

    def _inherited(self, verb: Token, head: Token) -> Iterator[Token]:
        sent = self.sent
        if head.pos == "ADP":
            over = sent.tokens[head.head]
            while over.dep == "acl" and self.set_off(head) and sent.tokens[over.head].i != over.i:  # "accepted a text drawn up by Norra, days after seizing"
                over = next((t for t in ancestors(sent, over.i) if t.pos in ("VERB", "AUX")), sent.tokens[over.head])
            if over.pos in ("VERB", "AUX"):
                controlled = over.lemma in self.lexicon.tense["object_control"] and head.lower in ("of", "from", "for", "into")
                found = self.objects(over) if controlled else self.subjects(over)
                yield from found
            else:
                yield from self.owners(over)
            return
        if verb.dep in ("xcomp", "ccomp") and head.pos in ("VERB", "AUX"):
            objects = [t for t in self.objects(head) if t.i < verb.i or self.passive(head)]
            if objects and (head.lemma in self.lexicon.tense["object_control"] or self.passive(head)):
                yield from objects
                return
            on = [t for name, t in self.prepositions(head) if name in ("on", "upon", "to", "with") and t.i < verb.i]
            if on and head.lemma in self.lexicon.tense["object_control"]:
                yield from on
                return
        if head.dep in ("oprd", "acomp") and verb.dep == "conj":  # "called it biased and barred him": the parser joins the wrong two
            yield from self.subjects(sent.tokens[head.head])
        elif head.pos in ("VERB", "AUX"):
            if verb.dep == "conj" and self.passive(head):
                yield from self.objects(head)
            yield from self.subjects(head)
        elif head.pos == "ADJ":
            over = sent.tokens[head.head]
            if over.pos in ("VERB", "AUX"):
                yield from self.subjects(over)
        elif head.pos in ("NOUN", "PROPN"):
            yield from self.owners(head)

    def owners(self, noun: Token) -> Iterator[Token]:
        """Who stands behind a noun: possessor, by-phrase, else the subject of the verb that governs it."""
        sent = self.sent
        own = [t for d in dependents(sent, noun.i, "poss") for t in self._each(d)]
        own += [t for name, t in self.prepositions(noun) if name == "by"]
        if own:
            yield from own
            return
        head = sent.tokens[noun.head]
        if head.pos in ("VERB", "AUX") and noun.dep in ("dobj", "attr", "nsubjpass"):
            yield from self.subjects(head)
        elif head.pos == "ADP" and sent.tokens[head.head].pos in ("VERB", "AUX"):
            yield from self.subjects(sent.tokens[head.head])

    def _counted(self, token: Token) -> Token:
        """The plural noun before a comma that "all", "both", "most of them" take up ("three rounds, all held in Harrow"), else the token itself."""
        tokens = self.sent.tokens
        if token.lower not in TAKES_UP or token.i < 2 or tokens[token.i - 1].text != ",":
            return token
        for t in reversed(tokens[max(0, token.i - 8) : token.i - 1]):
            if t.pos == "VERB" or t.text in (",", ";"):
                break
            if t.tag == "NNS" and t.dep not in ("pobj", "compound"):
                return t
        return token

    def _antecedent(self, token: Token) -> Token:
        """The noun that a relative pronoun, or "all" after a comma, stands for, else the token itself."""
        if (taken := self._counted(token)) is not token:
            return taken
        if token.tag in RELATIVE or token.lower == "that" and token.dep in ("nsubj", "nsubjpass"):
            at = token
            for _ in range(4):
                at = self.sent.tokens[at.head]
                if at.dep == "relcl":
                    return self.sent.tokens[at.head]
        return token

    def _each(self, token: Token) -> Iterator[Token]:
        yield from conjuncts(self.sent, token.i) if token.dep != "conj" else [token]

    def _prepositions(self, i: int, depth: int) -> Iterator[tuple[str, Token]]:
        sent = self.sent
        for prep in dependents(sent, i, "prep", "agent", "dative", "advmod", "prt"):
            if prep.lower == "according":  # who says so takes no part
                continue
            if prep.pos not in ("ADP", "SCONJ", "ADV", "VERB") or (
                prep.dep == "advmod" and prep.lower not in ("ahead", "together", "along", "apart", "alongside", "back", "away")
            ):
                continue
            found = False
            for t in dependents(sent, prep.i, "pobj", "pcomp"):
                found = True
                for each in self._each(t):
                    yield prep.lower, each
            if not found and depth < 2 or depth < 1:
                yield from self._prepositions(prep.i, depth + 1)
