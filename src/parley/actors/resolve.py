"""Whom pronouns and descriptions stand for, going through the report from its start: one candidate or none.

Evidence, after Hobbs (1978) and Lappin & Leass (1994): number, gender, kind; nearness; subjects before objects; who spoke last; not the other argument of
the same verb.
"""

from typing import NamedTuple

from parley.actors.table import Names
from parley.actors.who import Draft, Who
from parley.actors.words import Words
from parley.model import Sentence

WINDOW = 4  # sentences that a pronoun looks back over
SUBJECTS = ("nsubj", "nsubjpass", "agent")


class Seen(NamedTuple):
    """One mention that could be meant later."""

    key: str
    sentence: int
    head: int
    weight: float
    plural: bool


class Resolver:
    """Goes through the drafts in order and gives pronouns and descriptions the key of the one whom they stand for, or a reason."""

    def __init__(self, sentences: tuple[Sentence, ...], names: Names, w: Words) -> None:
        self.sentences = sentences
        self.names = names
        self.who = names.who
        self.w = w
        self.seen: list[Seen] = []
        self.by_head: dict[tuple[int, int], str | None] = {}

    def run(self, drafts: list[Draft]) -> None:
        """Resolves all drafts of a report, in place."""
        subject: dict[int, Draft] = {}
        for draft in drafts:
            if draft.dep in SUBJECTS and draft.key is not None:
                subject.setdefault(draft.sentence, draft)
        for draft in drafts:
            self.one(draft, subject)
            if draft.form != "demonym":
                self.by_head.setdefault((draft.sentence, draft.head), draft.key)
            if draft.key is not None:
                self.remember(draft)

    def one(self, draft: Draft, subject: dict[int, Draft]) -> None:
        """Resolves one draft."""
        if draft.rule == "relative":
            draft.key = self.by_head.get((draft.sentence, draft.antecedent))
            draft.reason = None if draft.key else "antecedent unknown"
        elif draft.form == "pronoun":
            self.pronoun(draft, subject)
        elif draft.rule == "description":
            self.description(draft)
        elif draft.rule == "body" and draft.key is None:
            self.thing(draft)
        elif draft.rule == "unnamed":
            draft.reason = "anonymous"
        elif draft.rule in ("indefinite", "collective", "document") and draft.key is None:
            draft.reason = "anonymous" if draft.rule == "indefinite" else "not named"

    def remember(self, draft: Draft) -> None:
        """Keeps a resolved draft as a candidate for what comes."""
        key = draft.key or ""
        weight = 2.0 if draft.dep in SUBJECTS else 0.0 if draft.dep in ("dobj", "dative", "attr", "conj") else -0.7
        if draft.acts:
            weight += 1.5
        if draft.quoted:
            weight -= 1.5
        if draft.dep in ("poss", "compound", "amod", "nmod"):
            weight -= 0.6
        self.seen.append(Seen(key, draft.sentence, draft.head, weight, draft.plural))

    # --- pronouns

    def pronoun(self, draft: Draft, subject: dict[int, Draft]) -> None:
        """A personal pronoun."""
        kind = draft.gender
        if kind in ("speaker", "addressee"):
            draft.reason = "speaker" if draft.quoted and kind == "speaker" else "addressee" if kind == "addressee" else "author"
            return
        main = subject.get(draft.sentence)
        if main is not None and draft.head < main.head and self.fits(main.key or "", kind) and draft.dep != "nsubj" and self.fronted(draft, main):
            draft.key, draft.rule = main.key, "pronoun:fronted"
        else:
            draft.key = self.best(draft, kind)
        if draft.key is None:
            draft.reason = "no antecedent"
            return
        who = self.who[draft.key]
        draft.kind = who.kind
        if kind in ("man", "woman") and not who.gender:
            who.gender = kind

    def fronted(self, draft: Draft, main: Draft) -> bool:
        """Whether the pronoun stands in an adjunct before the main subject ("In his address, Renn said")."""
        tokens = self.sentences[draft.sentence].tokens
        i = draft.head
        while tokens[i].head != i:
            i = tokens[i].head
            if i == tokens[main.head].head:
                return True
            if tokens[i].dep in ("nsubj", "nsubjpass"):
                return False
        return False

    def fits(self, key: str, kind: str) -> bool:
        """Whether number, gender and kind allow the pronoun to stand for that one."""
        who = self.who.get(key)
        if who is None:
            return False
        if kind in ("man", "woman"):
            return who.kind in ("person", "office") and who.gender in ("", kind)
        if kind == "thing":
            return who.kind in ("state", "organisation", "armed_group", "government", "outlet", "agency") and not who.plural
        return who.kind in ("group", "joint", "armed_group", "organisation")

    def best(self, draft: Draft, kind: str) -> str | None:
        """The best candidate before the pronoun within the window; None when there is none."""
        tokens = self.sentences[draft.sentence].tokens
        verb = tokens[draft.head].head
        scores: dict[str, float] = {}
        for seen in reversed(self.seen):
            distance = draft.sentence - seen.sentence
            if distance > WINDOW:
                break
            if not self.fits(seen.key, kind):
                continue
            if distance == 0 and draft.dep in ("dobj", "dative", "pobj") and self.argument_of(seen, verb):
                continue
            score = seen.weight - 1.6 * distance
            if kind == "plural" and not self.who[seen.key].plural and self.who[seen.key].kind != "joint":
                score -= 1.0
            if kind in ("man", "woman") and self.who[seen.key].gender == kind:
                score += 0.3
            scores[seen.key] = max(score, scores.get(seen.key, -99.0)) + (0.2 if seen.key in scores else 0.0)
        if not scores:
            return None
        return max(scores, key=lambda k: scores[k])

    def argument_of(self, seen: Seen, verb: int) -> bool:
        """Whether a candidate is an argument of that verb, or of the verb above its preposition."""
        tokens = self.sentences[-1].tokens if seen.sentence >= len(self.sentences) else self.sentences[seen.sentence].tokens
        if tokens[verb].pos == "ADP":
            verb = tokens[verb].head
        return tokens[seen.head].head == verb

    # --- descriptions

    def description(self, draft: Draft) -> None:
        """ "The minister", "the Kremlin spokesman", "the striker": the one of that office or kind, nearest first."""
        matches: list[str] = []
        for seen in reversed(self.seen):
            who = self.who[seen.key]
            if who.kind in ("person", "office") and seen.key not in matches and self.matches(who, draft):
                matches.append(seen.key)
        if matches:
            draft.key = matches[0]
            return
        if draft.kind == "office" and draft.of is not None:
            draft.key = self.office(draft)
            return
        if draft.lemma in self.w.general or draft.lemma in ("man", "woman"):
            draft.key = self.best(draft, draft.gender if draft.gender else "man") if draft.lemma in ("man", "woman") else None
        if draft.key is None:
            draft.reason = "nobody of that description is named"

    def matches(self, who: Who, draft: Draft) -> bool:
        """Whether somebody can be meant by a description."""
        if draft.gender and who.gender and who.gender != draft.gender:
            return False
        if draft.lemma not in who.nouns and not (draft.lemma in self.w.general and who.offices):
            return False
        if draft.of is not None:
            owners = {o.of for o in who.offices if o.noun == draft.lemma} | {who.of}
            owners.discard(None)
            if owners and draft.of not in owners:
                return False
        titles = [o.title for o in who.offices if o.noun == draft.lemma]
        words = set(draft.title.split()) - {draft.lemma}
        return not words or not titles or any(words & set(t.split()) or t == draft.lemma for t in titles)

    def office(self, draft: Draft) -> str:
        """The key of an office whose holder the report does not name."""
        key = f"office:{draft.of}/{draft.title}"
        if key not in self.who:
            owner = self.who[draft.of or ""].name if draft.of in self.who else draft.of or ""
            self.who[key] = Who(key, f"{draft.title} of {owner}", "office", of=draft.of, gender=draft.gender, nouns={draft.lemma})
        return key

    def thing(self, draft: Draft) -> None:
        """ "The ministry", "the company", "the group": the organisation of that kind named last."""
        for seen in reversed(self.seen):
            who = self.who[seen.key]
            if who.kind in ("organisation", "armed_group", "outlet", "agency", "joint", "group") and self.is_a(who, draft.lemma):
                draft.key, draft.kind = seen.key, who.kind
                return
        draft.reason = "not named"

    def is_a(self, who: Who, lemma: str) -> bool:
        """Whether an organisation is of the kind that the noun names."""
        if lemma in who.nouns or lemma in who.words:
            return True
        if lemma in ("group", "movement", "militia") and who.kind == "armed_group":
            return True
        marks = self.w.kinds.get(lemma, frozenset())
        return bool(who.words) and who.words[-1] in marks or lemma in ("agency", "newspaper", "outlet", "broadcaster") and who.kind in ("agency", "outlet")
